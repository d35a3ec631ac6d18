//! The sink that stages describe their edits to.

use std::borrow::Cow;
use std::ops::Range;

use super::report::Entry;
use super::{Cause, Certainty, Inferred, Left, Reason, Report};

/// One replacement as a stage describes it.
#[derive(Debug, Clone)]
pub(crate) struct Change<'a> {
    /// Bytes of the text that the stage was given.
    pub(crate) source: Range<usize>,
    pub(crate) with: &'a str,
    /// Sorted, without repetition, not empty.
    pub(crate) reasons: &'a [Reason],
    pub(crate) certainty: Certainty,
    pub(crate) probability: Option<f32>,
    /// The stretches of `with` that are not proved, in order; empty where it is all of it or nothing,
    /// as `certainty` says.
    pub(crate) inferred: &'a [Inferred],
}

impl<'a> Change<'a> {
    /// A change for one reason, without a statistical choice.
    pub(crate) fn new(
        source: Range<usize>,
        with: &'a str,
        reason: &'a [Reason; 1],
        certainty: Certainty,
    ) -> Self {
        Self {
            source,
            with,
            reasons: reason,
            certainty,
            probability: None,
            inferred: &[],
        }
    }
}

/// Where a rewriter writes down what it did: a [`Report`], [`Changes`](super::Changes) where only places
/// are wanted, or `()` where nobody asked for anything.
pub(crate) trait Record: Default {
    /// Whether anybody reads it in the end. Where nobody does, findings need not be told, and the last stage
    /// may give its result without edits.
    const IS_READ: bool;

    /// An account of no change to a text of this many bytes.
    fn unchanged(len: usize) -> Self;
    fn edit(&mut self, change: &Change<'_>, target: Range<usize>, removed: &str);
    fn left(&mut self, left: Left);
    /// Whether anything was left that [`forget_left`](Self::forget_left) would forget.
    fn has_left(&self) -> bool {
        false
    }
    fn forget_left(&mut self);
    fn finish(&mut self, target_len: usize);
    /// Flags the account if more changed than these parts of a million.
    fn weigh(&mut self, budget: u32);
    /// This account, then the next stage's, as one.
    fn then(self, next: Self) -> Self;
}

impl Record for () {
    const IS_READ: bool = false;

    fn unchanged(_: usize) -> Self {}
    fn edit(&mut self, _: &Change<'_>, _: Range<usize>, _: &str) {}
    fn left(&mut self, _: Left) {}
    fn forget_left(&mut self) {}
    fn finish(&mut self, _: usize) {}
    fn weigh(&mut self, _: u32) {}
    fn then(self, (): Self) -> Self {}
}

impl Record for Report {
    const IS_READ: bool = true;

    fn unchanged(len: usize) -> Self {
        Report::unchanged(len)
    }

    fn edit(&mut self, change: &Change<'_>, target: Range<usize>, removed: &str) {
        if change.certainty < Certainty::Proved && change.inferred.is_empty() && !target.is_empty()
        {
            let whole = Inferred::new(target.clone(), change.probability);
            self.inferred.push(whole);
        }
        let inferred = change.inferred.iter();
        self.inferred
            .extend(inferred.map(|stretch| stretch.moved(0, target.start)));
        self.entries.push(Entry {
            source: change.source.clone(),
            target,
            removed: self.removed.len(),
            reasons: self.reasons.number(change.reasons),
            certainty: change.certainty,
            probability: change.probability,
        });
        self.removed.push_str(removed);
    }

    fn left(&mut self, left: Left) {
        self.left.push(left);
    }

    fn has_left(&self) -> bool {
        !self.left.is_empty()
    }

    fn forget_left(&mut self) {
        self.left.clear();
    }

    fn finish(&mut self, target_len: usize) {
        self.target_len = target_len;
    }

    fn weigh(&mut self, budget: u32) {
        self.over_budget = self.changed() * 1e6 > budget as f32;
    }

    fn then(self, next: Self) -> Self {
        self.compose(next)
    }
}

/// Applies the changes that a stage describes, in order of position.
///
/// Text that no change names is kept; nothing is allocated before the first change.
#[derive(Debug)]
pub(crate) struct Rewriter<'t, R> {
    text: &'t str,
    /// Bytes of `text` that `out` already accounts for.
    copied: usize,
    out: String,
    edits: usize,
    certainty: Certainty,
    /// What a character must have that was filled in, in parts of a million.
    least_probability: u32,
    max_edits: usize,
    /// Whether everything is written down as left and nothing is changed.
    leaves_all: bool,
    record: R,
}

impl<'t, R: Record> Rewriter<'t, R> {
    /// Changes less certain than `certainty` are recorded as left; more than `max_edits` changes
    /// undo them all.
    pub(crate) fn new(text: &'t str, certainty: Certainty, max_edits: usize) -> Self {
        Self {
            text,
            copied: 0,
            out: String::new(),
            edits: 0,
            certainty,
            least_probability: 0,
            max_edits,
            leaves_all: false,
            record: R::unchanged(text.len()),
        }
    }

    /// Characters that were filled in with a probability below this, in parts of a million, become U+FFFD.
    pub(crate) fn filling_from(self, least_probability: u32) -> Self {
        Self {
            least_probability,
            ..self
        }
    }

    /// Changes are recorded as left, and none is made.
    pub(crate) fn observing(text: &'t str) -> Self {
        Self {
            leaves_all: true,
            ..Self::new(text, Certainty::Guessed, usize::MAX)
        }
    }

    /// Replaces a span that begins at or behind the end of the one before.
    pub(crate) fn replace(&mut self, change: &Change<'_>) {
        debug_assert!(change.source.start >= self.copied, "changes out of order");
        debug_assert!(!change.reasons.is_empty() && change.reasons.is_sorted());
        if change.inferred.iter().any(|stretch| self.doubts(stretch)) {
            return self.replace_without_doubtful(change);
        }
        let cause = if self.leaves_all {
            Some(Cause::Profile)
        } else {
            (change.certainty < self.certainty).then_some(Cause::Certainty)
        };
        if let Some(cause) = cause {
            return self.record.left(Left {
                source: change.source.clone(),
                reason: change.reasons.first().copied(),
                cause,
            });
        }
        self.edits += 1;
        if self.edits > self.max_edits {
            return;
        }
        if self.edits == 1 {
            self.out.reserve(self.text.len());
        }
        self.out
            .push_str(&self.text[self.copied..change.source.start]);
        let start = self.out.len();
        self.out.push_str(change.with);
        self.copied = change.source.end;
        let removed = &self.text[change.source.clone()];
        self.record.edit(change, start..self.out.len(), removed);
    }

    fn doubts(&self, stretch: &Inferred) -> bool {
        let probability = stretch.probability.unwrap_or(1.0);
        (probability * 1e6) < self.least_probability as f32
    }

    /// The same with U+FFFD for what is doubtful; where that is half of it, all is left.
    fn replace_without_doubtful(&mut self, change: &Change<'_>) {
        let mut with = String::with_capacity(change.with.len());
        let mut inferred = Vec::with_capacity(change.inferred.len());
        let (mut copied, mut lost) = (0, 0);
        for stretch in change.inferred {
            let filled = &change.with[stretch.target.clone()];
            with.push_str(&change.with[copied..stretch.target.start]);
            copied = stretch.target.end;
            if self.doubts(stretch) {
                let count = filled.chars().count();
                with.extend(std::iter::repeat_n(char::REPLACEMENT_CHARACTER, count));
                lost += count;
            } else {
                inferred.push(stretch.moved(stretch.target.start, with.len()));
                with.push_str(filled);
            }
        }
        with.push_str(&change.with[copied..]);
        if 2 * lost >= change.with.chars().count() {
            return self.record.left(Left {
                source: change.source.clone(),
                reason: change.reasons.first().copied(),
                cause: Cause::Certainty,
            });
        }
        let mut reasons = change.reasons.to_vec();
        if let Err(place) = reasons.binary_search(&Reason::Lost) {
            reasons.insert(place, Reason::Lost);
        }
        let certainty = match inferred.is_empty() {
            true => Certainty::Proved,
            false => change.certainty,
        };
        self.replace(&Change {
            source: change.source.clone(),
            with: &with,
            reasons: &reasons,
            certainty,
            probability: inferred
                .iter()
                .filter_map(|s| s.probability)
                .reduce(f32::min),
            inferred: &inferred,
        });
    }

    /// Records damage that stays as it is.
    pub(crate) fn leave(&mut self, left: Left) {
        self.record.left(left);
    }

    /// The new text, borrowed if nothing changed, and the account.
    pub(crate) fn finish(mut self) -> (Cow<'t, str>, R) {
        if self.edits > self.max_edits {
            let mut record = R::unchanged(self.text.len());
            record.left(Left {
                source: 0..self.text.len(),
                reason: None,
                cause: Cause::Edits,
            });
            return (Cow::Borrowed(self.text), record);
        }
        if self.edits == 0 {
            return (Cow::Borrowed(self.text), self.record);
        }
        self.out.push_str(&self.text[self.copied..]);
        self.record.finish(self.out.len());
        (Cow::Owned(self.out), self.record)
    }
}
