//! A changed line, before and after.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use mingwen::{Edit, Inferred, Reason, Report};

use crate::paint::{Side, Theme};
use crate::visible::visible;

/// How much unchanged text is shown around a change, in characters.
const CONTEXT: usize = 24;

/// The changes of a line; of several, where a change spans them.
pub(crate) struct Hunk<'r> {
    /// Whole lines, without the last line feed.
    pub(crate) source: Range<usize>,
    edits: Vec<Edit<'r>>,
}

/// O(bytes), however long the lines are.
pub(crate) fn hunks<'r>(source: &str, report: &'r Report) -> Vec<Hunk<'r>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for edit in report.edits() {
        let end_of_line =
            |from: usize| source[from..].find('\n').map_or(source.len(), |n| from + n);
        match hunks.last_mut() {
            Some(hunk) if edit.source.start <= hunk.source.end => {
                if edit.source.end > hunk.source.end {
                    hunk.source.end = end_of_line(edit.source.end);
                }
                hunk.edits.push(edit);
            }
            last => {
                let from = last.map_or(0, |hunk| hunk.source.end);
                let before = &source[from..edit.source.start];
                let start = before.rfind('\n').map_or(from, |n| from + n + 1);
                hunks.push(Hunk {
                    source: start..end_of_line(edit.source.end),
                    edits: vec![edit],
                });
            }
        }
    }
    hunks
}

impl Hunk<'_> {
    /// The lines before and after.
    pub(crate) fn sides(&self, source: &str, target: &str, theme: &Theme, out: &mut String) {
        let mut before = Side::new('-', &theme.removed);
        let mut after = Side::new('+', &theme.inserted);
        let mut copied = self.source.start;
        for (number, edit) in self.edits.iter().enumerate() {
            let gap = cut(&source[copied..edit.source.start], number > 0, true);
            before.same(&gap);
            after.same(&gap);
            before.marked(edit.removed);
            after.marked(&target[edit.target.clone()]);
            copied = edit.source.end;
        }
        let rest = &source[copied..self.source.end];
        let rest = cut(rest.strip_suffix('\r').unwrap_or(rest), true, false);
        before.same(&rest);
        after.same(&rest);
        before.finish(out);
        after.finish(out);
    }

    /// `gloss, proved ×3; misread (UTF-8 as gb18030), inferred, 0.970`, with the lowest probability.
    pub(crate) fn reasons(&self) -> String {
        let mut counts = BTreeMap::new();
        for edit in &self.edits {
            let key = (edit.reasons, edit.certainty);
            let (count, least) = counts.entry(key).or_insert((0, None::<f32>));
            *count += 1;
            *least = match (*least, edit.probability) {
                (Some(least), Some(probability)) => Some(least.min(probability)),
                (least, probability) => least.or(probability),
            };
        }
        let mut text = String::new();
        for ((reasons, certainty), (count, least)) in counts {
            let names: Vec<_> = reasons.iter().map(|&reason| described(reason)).collect();
            let semicolon = if text.is_empty() { "" } else { "; " };
            // Writing to a String does not fail.
            let _ = write!(text, "{semicolon}{}, {certainty}", names.join(" + "));
            if let Some(probability) = least {
                let _ = write!(text, ", {probability:.3}");
            }
            if count > 1 {
                let _ = write!(text, " ×{count}");
            }
        }
        text
    }

    /// What is inferred among what is proved, of all edits.
    pub(crate) fn inferred(&self, target: &str) -> Option<String> {
        let stretches = self.edits.iter().map(|edit| inferred(edit, target));
        let stretches: Vec<_> = stretches.filter(|text| !text.is_empty()).collect();
        (!stretches.is_empty()).then(|| stretches.join(", "))
    }
}

/// The stretches of the result that are not proved, of an edit of which others are: `用 0.962, 。 0.991`.
/// Empty where it is all alike.
pub(crate) fn inferred(edit: &Edit<'_>, target: &str) -> String {
    let mut text = String::new();
    let is_all = |stretch: &Inferred| stretch.target == edit.target;
    if edit.inferred.iter().any(is_all) {
        return text;
    }
    for stretch in edit.inferred {
        let comma = if text.is_empty() { "" } else { ", " };
        let characters = visible(&target[stretch.target.clone()]);
        // Writing to a String does not fail.
        let _ = write!(text, "{comma}{characters}");
        if let Some(probability) = stretch.probability {
            let _ = write!(text, " {probability:.3}");
        }
    }
    text
}

/// A reason and the encodings it is about: `misread (UTF-8 as gb18030)`.
fn described(reason: Reason) -> String {
    match reason {
        Reason::Misread { written, read } => format!("{reason} ({written} as {read})"),
        Reason::Escaped {
            encoding: Some(encoding),
            ..
        } => format!("{reason} ({encoding})"),
        _ => reason.to_string(),
    }
}

/// Unchanged text with its middle cut out where it is long; `behind` and `before` say whether there
/// is a change on that side, which its context is kept for.
fn cut(text: &str, behind: bool, before: bool) -> String {
    let start = if behind {
        text.char_indices().nth(CONTEXT).map(|(at, _)| at)
    } else {
        Some(0)
    };
    let end = if before {
        text.char_indices().nth_back(CONTEXT - 1).map(|(at, _)| at)
    } else {
        Some(text.len())
    };
    match (start, end) {
        // A cut that saves next to nothing only disturbs.
        (Some(start), Some(end)) if end > start + 4 * CONTEXT => {
            format!("{}…{}", &text[..start], &text[end..])
        }
        _ => text.to_owned(),
    }
}
