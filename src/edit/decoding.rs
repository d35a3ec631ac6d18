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
