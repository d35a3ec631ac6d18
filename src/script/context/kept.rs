//! Spans of a converted text that later steps must not touch.

use std::ops::Range;

use crate::script::GROWTH;

/// A text in OpenCC's standard, character by character that of the source.
#[derive(Debug, Default)]
pub(super) struct Converted {
    pub(super) text: String,
    /// What stays as it is, in bytes of `text`: sorted, disjoint.
    kept: Vec<Range<usize>>,
}

impl Converted {
    /// Appends what was converted. `whole` is the length of all that will be.
    pub(super) fn convert(&mut self, part: &str, whole: usize) {
        if self.text.capacity() == 0 {
            self.text.reserve(whole + whole / GROWTH);
        }
        self.text.push_str(part);
    }

    /// Appends what stays as it is.
    pub(super) fn keep(&mut self, part: &str) {
        let start = self.text.len();
        self.text.push_str(part);
        match self.kept.last_mut() {
            Some(last) if last.end == start => last.end = self.text.len(),
            _ => self.kept.push(start..self.text.len()),
        }
    }

    /// The first kept span that ends behind `at`.
    pub(super) fn next_kept(&self, at: usize) -> Option<&Range<usize>> {
        self.kept
            .get(self.kept.partition_point(|span| span.end <= at))
    }
}
