//! The account of how bytes became text: what was malformed, and what would not come back.

use std::ops::Range;

use crate::edit::{Exception, ExceptionKind};

/// The text and the exceptions of one segment as they grow.
pub(super) struct Account<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) text: &'a mut String,
    pub(super) exceptions: &'a mut Vec<Exception>,
    /// Up to where bytes and text are accounted for.
    pub(super) settled: (usize, usize),
    /// Whether something since then does not come back, so that its line is to be kept.
    odd: bool,
    /// Where the line ends that was looked for last.
    line_end: usize,
}

impl<'a> Account<'a> {
    pub(super) fn new(
        bytes: &'a [u8],
        from: usize,
        text: &'a mut String,
        exceptions: &'a mut Vec<Exception>,
    ) -> Self {
        Self {
            bytes,
            settled: (from, text.len()),
            text,
            exceptions,
            odd: false,
            line_end: from,
        }
    }

    /// Says that the character at `at` would be written with other bytes. The text holds all before
    /// it. No line feed is part of a longer sequence in the encodings that say so.
    pub(super) fn comes_back_otherwise(&mut self, at: usize) {
        if self.odd && at < self.line_end {
            return;
        }
        self.settle(at);
        let (bytes, text) = self.settled;
        let start = self.bytes[bytes..at].iter().rposition(|&b| b == b'\n');
        let text_start = self.text.as_bytes()[text..]
            .iter()
            .rposition(|&b| b == b'\n');
        if let (Some(start), Some(text_start)) = (start, text_start) {
            self.settled = (bytes + start + 1, text + text_start + 1);
        }
        if at >= self.line_end {
            let rest = &self.bytes[at..];
            let line = rest.iter().position(|&byte| byte == b'\n');
            self.line_end = at + line.map_or(rest.len(), |end| end + 1);
        }
        self.odd = true;
    }

    /// Keeps the line that does not come back, if there is one, as far as it goes up to `end`. The text holds all before that.
    pub(super) fn settle(&mut self, end: usize) {
        if !self.odd {
            return;
        }
        self.odd = false;
        let (byte_start, text_start) = self.settled;
        let mut text_end = self.text.len();
        if self.line_end <= end {
            let rest = &self.text.as_bytes()[text_start..];
            let line = rest.iter().position(|&byte| byte == b'\n');
            text_end = line.map_or(text_end, |end| text_start + end + 1);
        }
        let byte_end = self.line_end.min(end);
        self.keep(byte_start..byte_end, text_start..text_end);
        self.settled = (byte_end, text_end);
    }

    /// Puts U+FFFD for malformed bytes. What stands before them is settled.
    pub(super) fn replace(&mut self, malformed: Range<usize>) {
        let replaced = self.text.len();
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.exceptions.push(Exception {
            raw: self.bytes[malformed.clone()].into(),
            text: replaced..self.text.len(),
            kind: ExceptionKind::Malformed,
            bytes: malformed.clone(),
        });
        self.settled = (malformed.end, self.text.len());
    }

    /// Keeps bytes that would not come back.
    pub(super) fn keep(&mut self, bytes: Range<usize>, text: Range<usize>) {
        self.exceptions.push(Exception {
            raw: self.bytes[bytes.clone()].into(),
            bytes,
            text,
            kind: ExceptionKind::Alternate,
        });
    }
}
