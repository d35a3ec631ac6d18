//! The account of all changes, and what can be done with it: walk it, map offsets, undo it.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use super::{Certainty, Decoding, Edit, Inferred, Reason};
use crate::error::Error;

/// Every change between an original text and a result, in order and without overlap.
///
/// ```
/// let repaired = mingwen::Repairer::default().repair("開(kāi)發(fā)區(qū)建設(shè)");
/// assert_eq!(repaired.text, "開發區建設");
/// let first = repaired.report.edits().next().unwrap();
/// assert_eq!((first.source, first.removed), (3..9, "(kāi)"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub(super) entries: Vec<Entry>,
    /// What stood at the sources, one after another.
    pub(super) removed: String,
    pub(super) reasons: ReasonSets,
    /// Of all edits, sorted and disjoint.
    pub(super) inferred: Vec<Inferred>,
    pub(super) left: Vec<Left>,
    pub(super) source_len: usize,
    pub(super) target_len: usize,
    pub(super) over_budget: bool,
    pub(crate) decoding: Option<Decoding>,
}

/// An edit as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    /// Where its text begins in `Report::removed`; it is as long as `source`.
    pub(super) removed: usize,
    pub(super) reasons: u32,
    pub(super) certainty: Certainty,
    pub(super) probability: Option<f32>,
}

/// Damage that was found and left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Left {
    /// Bytes of the original text.
    pub source: Range<usize>,
    /// What was found; nothing where a limit kept us from looking.
    pub reason: Option<Reason>,
    /// Why it was left.
    pub cause: Cause,
}

/// Why damage was left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Cause {
    /// The repair is less certain than the repairer was told to ask for.
    Certainty,
    /// The profile has it reported only; see [`Treatment::Report`](crate::Treatment::Report).
    Profile,
    /// The text has more bytes than [`Limits::input_bytes`](crate::Limits::input_bytes).
    InputBytes,
    /// A stage would have made more changes than [`Limits::edits`](crate::Limits::edits).
    Edits,
    /// Repairing did not come to rest.
    Unsettled,
    /// The text has more damage that nothing explains than it is worth to look for lost bytes in.
    Work,
    /// There is nothing to repair it from.
    Destroyed,
    /// A quotation mark that no other one pairs with.
    Unpaired,
    /// Repairing ended in a panic, which is a defect of this library; please report it.
    Panic,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Certainty => "not certain enough",
            Self::Profile => "the profile reports it only",
            Self::InputBytes => "the text is longer than the limit",
            Self::Edits => "more changes than the limit",
            Self::Unsettled => "repairing did not come to rest",
            Self::Work => "more work than the text is worth",
            Self::Destroyed => "nothing is left to repair it from",
            Self::Unpaired => "no other mark pairs with it",
            Self::Panic => "repairing ended in a panic",
        })
    }
}

impl Report {
    /// The edits in order of position.
    #[must_use]
    pub fn edits(&self) -> Edits<'_> {
        Edits {
            report: self,
            entries: self.entries.iter(),
        }
    }

    /// Damage found and left as it is, in order of discovery.
    #[must_use]
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// How the bytes were decoded; `None` if the input was text.
    #[must_use]
    pub fn decoding(&self) -> Option<&Decoding> {
        self.decoding.as_ref()
    }

    /// Whether nothing was changed and nothing was found. Decoding does not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.left.is_empty()
    }

    /// The part of the text that changed, from 0 to 1: bytes that edits removed, or put in where they
    /// put in more, of all bytes. O(edits).
    #[must_use]
    pub fn changed(&self) -> f32 {
        let bytes = |entry: &Entry| entry.source.len().max(entry.target.len());
        let changed: usize = self.entries.iter().map(bytes).sum();
        (changed as f32 / self.source_len.max(1) as f32).min(1.0)
    }

    /// Whether more [changed](Self::changed) than the [budget](crate::RepairerBuilder::budget) allows,
    /// so that a person should look. Nothing is taken back.
    ///
    /// ```
    /// use mingwen::{Profile, Repairer};
    ///
    /// let repairer = Repairer::builder().profile(Profile::Corpus).budget(0.1).build()?;
    /// assert!(!repairer.repair("春天来了,燕子飞回来了").report.is_over_budget());
    /// assert!(repairer.repair("春 天 来 了 , 燕 子").report.is_over_budget());
    /// # Ok::<(), mingwen::Error>(())
    /// ```
    #[must_use]
    pub fn is_over_budget(&self) -> bool {
        self.over_budget
    }

    /// The span of the original text that a span of the result came from, both in bytes.
    ///
    /// A bound inside a replacement widens to the whole of it. An empty span at a place where text
    /// was removed gives that text's span. O(log edits).
    ///
    /// ```
    /// let repaired = mingwen::Repairer::default().repair("開(kāi)發(fā)區(qū)建設(shè)");
    /// assert_eq!(repaired.report.to_source(3..6), 9..12); // 發
    /// assert_eq!(repaired.report.to_target(9..12), 3..6);
    /// ```
    #[must_use]
    pub fn to_source(&self, target: Range<usize>) -> Range<usize> {
        self.map(target, |entry| (&entry.target, &entry.source))
    }

    /// The span of the result that a span of the original text became, both in bytes; the reverse
    /// of [`to_source`](Self::to_source), with the same rules.
    #[must_use]
    pub fn to_target(&self, source: Range<usize>) -> Range<usize> {
        self.map(source, |entry| (&entry.source, &entry.target))
    }

    fn map(
        &self,
        span: Range<usize>,
        sides: impl Fn(&Entry) -> (&Range<usize>, &Range<usize>),
    ) -> Range<usize> {
        // The start belongs to what follows it: edits that end at or before it are behind.
        let behind = self
            .entries
            .partition_point(|e| sides(e).0.end <= span.start);
        let start = match self.entries.get(behind).map(&sides) {
            Some((from, to)) if from.start < span.start => to.start,
            _ => self.shift(behind, span.start, &sides),
        };
        // The end belongs to what precedes it: edits that start at or after it are ahead.
        let ahead = self
            .entries
            .partition_point(|e| sides(e).0.start < span.end);
        let end = match ahead.checked_sub(1).and_then(|i| self.entries.get(i)) {
            Some(entry) if sides(entry).0.end > span.end => sides(entry).1.end,
            _ => self.shift(ahead, span.end, &sides),
        };
        start.min(end)..start.max(end)
    }

    /// Maps an offset that lies in unchanged text behind the first `count` edits.
    fn shift(
        &self,
        count: usize,
        offset: usize,
        sides: impl Fn(&Entry) -> (&Range<usize>, &Range<usize>),
    ) -> usize {
        match count.checked_sub(1).and_then(|i| self.entries.get(i)) {
            None => offset,
            Some(entry) => {
                let (from, to) = sides(entry);
                to.end + (offset - from.end)
            }
        }
    }

    /// The original text, given the result that this report came with. O(bytes).
    ///
    /// # Errors
    /// [`Error::ForeignText`] or [`Error::ForeignBoundary`] if `result` is another text.
    pub fn undo(&self, result: &str) -> Result<String, Error> {
        if result.len() != self.target_len {
            return Err(Error::ForeignText {
                expected: self.target_len,
                found: result.len(),
            });
        }
        let mut original = String::with_capacity(self.source_len);
        let mut copied = 0;
        for edit in self.edits() {
            original.push_str(slice(result, copied..edit.target.start)?);
            original.push_str(edit.removed);
            copied = edit.target.end;
        }
        original.push_str(slice(result, copied..result.len())?);
        Ok(original)
    }

    /// Whether no edit touches a span of the original text. O(log n).
    pub(crate) fn is_untouched(&self, source: Range<usize>) -> bool {
        let next = self
            .entries
            .partition_point(|entry| entry.source.end < source.start);
        let next = self.entries.get(next);
        next.is_none_or(|entry| entry.source.start > source.end)
    }

    /// Ends the report at a place in the original text that no edit has a part in, and gives that place in
    /// the result.
    pub(crate) fn truncate(&mut self, source: usize) -> usize {
        let target = self.to_target(source..source).end;
        let kept = self
            .entries
            .partition_point(|entry| entry.source.end <= source);
        if let Some(entry) = self.entries.get(kept) {
            self.removed.truncate(entry.removed);
        }
        self.entries.truncate(kept);
        self.inferred.retain(|stretch| stretch.target.end <= target);
        self.left.retain(|left| left.source.start < source);
        for left in &mut self.left {
            left.source.end = left.source.end.min(source);
        }
        (self.source_len, self.target_len) = (source, target);
        target
    }

    /// A report of no change to a text of this many bytes.
    pub(crate) fn unchanged(len: usize) -> Self {
        Self {
            source_len: len,
            target_len: len,
            ..Self::default()
        }
    }

    pub(super) fn view(&self, entry: &Entry) -> Edit<'_> {
        Edit {
            source: entry.source.clone(),
            target: entry.target.clone(),
            removed: self.removed(entry),
            reasons: self.reasons.get(entry.reasons),
            certainty: entry.certainty,
            probability: entry.probability,
            inferred: self.inferred_in(&entry.target),
        }
    }

    /// What stood at an entry's source.
    pub(super) fn removed(&self, entry: &Entry) -> &str {
        &self.removed[entry.removed..entry.removed + entry.source.len()]
    }

    fn inferred_in(&self, target: &Range<usize>) -> &[Inferred] {
        let is_before = |stretch: &Inferred| stretch.target.start < target.start;
        let behind = &self.inferred[self.inferred.partition_point(is_before)..];
        &behind[..behind.partition_point(|stretch| stretch.target.end <= target.end)]
    }
}

fn slice(text: &str, span: Range<usize>) -> Result<&str, Error> {
    let offset = if text.is_char_boundary(span.start) {
        span.end
    } else {
        span.start
    };
    text.get(span).ok_or(Error::ForeignBoundary { offset })
}

/// Reports are equal when they say the same, however they store it.
impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        self.edits().eq(other.edits())
            && self.left == other.left
            && self.source_len == other.source_len
            && self.target_len == other.target_len
            && self.over_budget == other.over_budget
            && self.decoding == other.decoding
    }
}

/// The edits of a [`Report`], in order.
#[derive(Debug, Clone)]
pub struct Edits<'r> {
    report: &'r Report,
    entries: std::slice::Iter<'r, Entry>,
}

impl<'r> Iterator for Edits<'r> {
    type Item = Edit<'r>;

    fn next(&mut self) -> Option<Edit<'r>> {
        self.entries.next().map(|entry| self.report.view(entry))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for Edits<'_> {}

#[cfg(feature = "serde")]
impl serde::Serialize for Report {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        struct List<'r>(&'r Report);
        impl serde::Serialize for List<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.0.edits())
            }
        }
        let mut report = serializer.serialize_struct("Report", 4)?;
        match &self.decoding {
            Some(decoding) => report.serialize_field("decoding", decoding)?,
            None => report.skip_field("decoding")?,
        }
        report.serialize_field("edits", &List(self))?;
        report.serialize_field("left", &self.left)?;
        match self.over_budget {
            true => report.serialize_field("over_budget", &true)?,
            false => report.skip_field("over_budget")?,
        }
        report.end()
    }
}

/// Sets of reasons, each stored once: a report of a million edits has a handful.
#[derive(Debug, Clone, Default)]
pub(super) struct ReasonSets {
    sets: Vec<Box<[Reason]>>,
    numbers: HashMap<Box<[Reason]>, u32>,
}

/// Sets that are compared one by one before any is looked up: most reports have no more, and comparing
/// them all takes two thirds of the time of one hash.
const FEW: usize = 8;

impl ReasonSets {
    /// The number of a set; `reasons` is sorted and without repetition.
    pub(super) fn number(&mut self, reasons: &[Reason]) -> u32 {
        let is_same = |set: &[Reason]| match (set, reasons) {
            ([one], [other]) => one == other,
            _ => set == reasons,
        };
        let mut few = self.sets.iter().take(FEW);
        if let Some(number) = few.position(|set| is_same(set)) {
            return number as u32;
        }
        if let Some(&number) = self.numbers.get(reasons) {
            return number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(reasons.into());
        self.numbers.insert(reasons.into(), number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &[Reason] {
        &self.sets[number as usize]
    }
}
