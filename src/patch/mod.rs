//! What a repair did, in a file of its own: enough to get the original back, or to do it again.
//!
//! **What it is for.** A corpus is cleaned in place, and a year later somebody asks what a page said
//! before. The page and its patch give back every byte: byte order mark, encoding, bytes that had no
//! meaning.
//!
//! **What it holds.** How the bytes were decoded, and for every change what was removed and what was put
//! in: as much as was changed, however long the text is. The lengths and checksums of both sides, so
//! that no other file is taken for the right one by accident (they do not protect against intent).
//! [`format`] describes the file.
//!
//! ```
//! use mingwen::Patch;
//!
//! let bytes = b"\xe9\x5f(k\xa8\xa1i)\xb0\x6c(f\xa8\xa1)\x85\x5e(q\xa8\xb1)"; // GBK
//! let repaired = mingwen::repair_bytes(bytes);
//! assert_eq!(repaired.text, "開發區");
//!
//! let file = Patch::of(&repaired)?.to_string();
//! let patch: Patch = file.parse()?;
//! assert_eq!(patch.undo("開發區".as_bytes())?, bytes);
//! assert_eq!(patch.apply(bytes)?, "開發區");
//! assert!(patch.undo("开发区".as_bytes()).is_err());
//! # Ok::<(), mingwen::Error>(())
//! ```

mod escape;
mod format;
#[cfg(test)]
mod properties;

use std::fmt;
use std::ops::Range;

use crate::edit::{Decoding, Segment};
use crate::encoding;
use crate::error::Error;
use crate::name::Encoding;
use crate::repairer::Repaired;

/// How to get from a repaired text back to the original bytes, and from these to the text; `Display`
/// and `FromStr` write and read it as a file.
///
/// A stream's patch has a part for each block. Patches one behind another are the patch of the texts
/// one behind another, as files and by `Extend`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patch {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    original: Side,
    result: Side,
    decoding: Decoding,
    changes: Vec<Change>,
}

/// What is known of the bytes before and behind a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Side {
    len: usize,
    sum: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    /// Bytes of decoded text between the change before and this one.
    kept: usize,
    removed: String,
    put: String,
}

impl Patch {
    /// The patch of a repair. O(bytes).
    ///
    /// # Errors
    /// As [`Report::undo`](crate::Report::undo), if the text was changed since.
    pub fn of(repaired: &Repaired<'_>) -> Result<Self, Error> {
        let original = repaired.undo_bytes()?;
        let mut changes = Vec::new();
        let mut at = 0;
        for edit in repaired.report.edits() {
            changes.push(Change {
                kept: edit.source.start - at,
                removed: edit.removed.to_owned(),
                put: slice(&repaired.text, edit.target)?.to_owned(),
            });
            at = edit.source.end;
        }
        let decoding = repaired.report.decoding().cloned();
        Ok(Self {
            parts: vec![Part {
                original: Side::of(&original),
                result: Side::of(repaired.text.as_bytes()),
                decoding: decoding.unwrap_or_else(|| as_text(original.len())),
                changes,
            }],
        })
    }

    /// The original bytes, given the repaired text. O(bytes).
    ///
    /// # Errors
    /// [`Error::ForeignFile`] if this is not the patch of `result`, or was changed itself.
    pub fn undo(&self, result: &[u8]) -> Result<Vec<u8>, Error> {
        self.each(result, |part| part.result, Part::undo)
    }

    /// The repaired text, given the original bytes. O(bytes).
    ///
    /// # Errors
    /// [`Error::ForeignFile`] if this is not the patch of `original`, or was changed itself.
    pub fn apply(&self, original: &[u8]) -> Result<String, Error> {
        let text = self.each(
            original,
            |part| part.original,
            |part, bytes| part.apply(bytes).map(String::into_bytes),
        )?;
        String::from_utf8(text).map_err(|_| Error::ForeignFile {
            expected: original.len(),
            found: original.len(),
        })
    }

    /// Takes each part's bytes through `work`.
    fn each(
        &self,
        bytes: &[u8],
        side: impl Fn(&Part) -> Side,
        work: impl Fn(&Part, &[u8]) -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>, Error> {
        let lens = self.parts.iter().map(|part| side(part).len);
        let foreign = || Error::ForeignFile {
            expected: lens.clone().fold(0, usize::saturating_add),
            found: bytes.len(),
        };
        let mut rest = bytes;
        let mut out = Vec::new();
        for part in &self.parts {
            let (own, behind) = rest.split_at_checked(side(part).len).ok_or_else(foreign)?;
            if Side::of(own) != side(part) {
                return Err(foreign());
            }
            out.append(&mut work(part, own).ok_or_else(foreign)?);
            rest = behind;
        }
        match rest {
            [] => Ok(out),
            _ => Err(foreign()),
        }
    }
}

impl Extend<Patch> for Patch {
    fn extend<I: IntoIterator<Item = Patch>>(&mut self, patches: I) {
        self.parts
            .extend(patches.into_iter().flat_map(|patch| patch.parts));
    }
}

impl Part {
    fn undo(&self, result: &[u8]) -> Option<Vec<u8>> {
        let result = std::str::from_utf8(result).ok()?;
        let decoded = replace(
            result,
            self.changes.iter().map(|c| (c.kept, &*c.put, &*c.removed)),
        )?;
        let bytes = encoding::encode(&decoded, &self.decoding)?;
        (Side::of(&bytes) == self.original).then_some(bytes)
    }

    fn apply(&self, original: &[u8]) -> Option<String> {
        let segments = self.decoding.segments.iter();
        if segments
            .clone()
            .last()
            .is_none_or(|last| last.bytes.end != original.len())
        {
            return None;
        }
        let spans: Vec<(Range<usize>, Encoding)> = segments
            .map(|segment| (segment.bytes.clone(), segment.encoding))
            .collect();
        let (decoded, _) = encoding::decode(original, &spans);
        let text = replace(
            &decoded,
            self.changes.iter().map(|c| (c.kept, &*c.removed, &*c.put)),
        )?;
        (Side::of(text.as_bytes()) == self.result).then_some(text)
    }
}

/// The text with changes made: what stays before each, what it takes away, what it puts there.
fn replace<'c>(
    text: &str,
    changes: impl Iterator<Item = (usize, &'c str, &'c str)>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for (kept, old, new) in changes {
        let (before, behind) = rest.split_at_checked(kept)?;
        out.push_str(before);
        out.push_str(new);
        rest = behind.strip_prefix(old)?;
    }
    out.push_str(rest);
    Some(out)
}

/// The decoding of what was text already.
fn as_text(len: usize) -> Decoding {
    Decoding {
        segments: vec![Segment {
            bytes: 0..len,
            text: 0..len,
            encoding: Encoding::Utf8,
            bom: false,
        }],
        exceptions: Vec::new(),
    }
}

fn slice(text: &str, span: Range<usize>) -> Result<&str, Error> {
    let offset = span.start;
    text.get(span).ok_or(Error::ForeignBoundary { offset })
}

impl Side {
    /// FNV-1a of 64 bits (Fowler, Noll and Vo, draft-eastlake-fnv).
    fn of(bytes: &[u8]) -> Self {
        const BASIS: u64 = 0xCBF2_9CE4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01B3;
        let fold = |sum: u64, &byte: &u8| (sum ^ u64::from(byte)).wrapping_mul(PRIME);
        Self {
            len: bytes.len(),
            sum: bytes.iter().fold(BASIS, fold),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{:016x}", self.len, self.sum)
    }
}
