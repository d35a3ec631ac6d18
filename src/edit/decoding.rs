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

#[cfg(test)]
mod tests {
    use super::*;

    /// Four bytes in GBK with one of them kept, and two in UTF-8.
    fn decoding() -> Decoding {
        let segment = |bytes, text, encoding| Segment {
            bytes,
            text,
            encoding,
            bom: false,
        };
        Decoding {
            segments: vec![
                segment(0..4, 0..7, Encoding::Gb18030),
                segment(4..6, 7..9, Encoding::Utf8),
            ],
            exceptions: vec![Exception {
                bytes: 2..3,
                text: 3..6,
                raw: Box::from([0x80]),
                kind: ExceptionKind::Malformed,
            }],
        }
    }

    #[test]
    fn an_exception_has_a_part_in_what_overlaps_it() {
        let is_plain = |span| decoding().is_plain(span);
        assert!(is_plain(0..3) && is_plain(6..9) && is_plain(3..3) && is_plain(6..6));
        assert!(!is_plain(2..4) && !is_plain(5..9) && !is_plain(4..5) && !is_plain(0..9));
    }

    #[test]
    fn it_ends_inside_of_a_segment_or_between_two() {
        let ends = |bytes, text| {
            let mut decoding = decoding();
            decoding.truncate(bytes, text);
            let spans = decoding.segments.into_iter().map(|s| (s.bytes, s.text));
            (spans.collect::<Vec<_>>(), decoding.exceptions.len())
        };
        assert_eq!(ends(2, 3), (vec![(0..2, 0..3)], 0));
        assert_eq!(ends(3, 6), (vec![(0..3, 0..6)], 1));
        assert_eq!(ends(4, 7), (vec![(0..4, 0..7)], 1));
        assert_eq!(ends(5, 8), (vec![(0..4, 0..7), (4..5, 7..8)], 1));
    }
}
