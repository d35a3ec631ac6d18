//! How bytes became text: the part of a report that stands before its edits.

use std::ops::Range;

use crate::name::Encoding;

/// How the input bytes were decoded. Decoding is not a list of edits: a segment says it once for
/// all its bytes, and only what does not follow from that is kept one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Decoding {
    /// In order and without a gap, together the whole input.
    pub segments: Vec<Segment>,
    /// In order: the bytes that encoding the decoded text again would not give back.
    pub exceptions: Vec<Exception>,
}

impl Decoding {
    /// Whether no exception has a part in a span of the text. O(log n).
    pub(crate) fn is_plain(&self, text: Range<usize>) -> bool {
        let next = self
            .exceptions
            .partition_point(|e| e.text.end <= text.start);
        let next = self.exceptions.get(next);
        next.is_none_or(|exception| exception.text.start >= text.end)
    }

    /// Ends at a place outside of exceptions, given in bytes of the input and of the text.
    pub(crate) fn truncate(&mut self, bytes: usize, text: usize) {
        self.segments.retain(|s| s.bytes.start < bytes);
        if let Some(last) = self.segments.last_mut() {
            (last.bytes.end, last.text.end) = (bytes, text);
        }
        self.exceptions.retain(|e| e.bytes.start < bytes);
    }
}

/// A stretch of the input in one encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Segment {
    /// Bytes of the input.
    pub bytes: Range<usize>,
    /// Bytes of the decoded text (UTF-8), before any edit.
    pub text: Range<usize>,
    /// What the bytes were read as.
    pub encoding: Encoding,
    /// Whether the segment began with a byte order mark, which the text does not have.
    pub bom: bool,
}

/// Bytes that the decoded text alone does not determine.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Exception {
    /// Bytes of the input.
    pub bytes: Range<usize>,
    /// Bytes of the decoded text (UTF-8), before any edit.
    pub text: Range<usize>,
    /// What stood at `bytes`.
    pub raw: Box<[u8]>,
    /// Why it had to be kept.
    pub kind: ExceptionKind,
}

/// Why the original bytes of an [`Exception`] were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum ExceptionKind {
    /// The encoding gives these bytes no meaning; the text has U+FFFD.
    Malformed,
    /// The bytes have a meaning, but the encoding writes it another way.
    Alternate,
}
