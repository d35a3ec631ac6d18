//! A patch as a file: text in UTF-8, a line for each fact, tabs between the parts of a line.
//!
//! ```text
//! mingwen-patch 1
//! original  14  5fa2cd7d81c2a0ac      bytes, and their checksum (FNV-1a, 64 bits)
//! result    9   26d9dd47feb32aa0
//! segment   gb18030  14  19  -         bytes in this encoding, as so many bytes of decoded text;
//!                                      `bom` or `-`: whether a byte order mark was left out
//! raw       3  1  3  malformed  c0     behind so many bytes, and so many bytes of decoded text: these
//!                                      bytes stood for so much text, and are not what it is encoded to
//! change    3  (kāi)  …                behind so many bytes of decoded text, this became that
//! end
//! ```
//!
//! Counts of `raw` and `change` begin where the one before ended; those of `raw` in the bytes and in the
//! decoded text. In text, tab, line feed, carriage return and backslash are `\t`, `\n`, `\r` and `\\`.
//! A file may have several patches, of parts of a file that follow each other. A reader refuses versions
//! that it does not know.

use std::fmt;
use std::str::FromStr;

use super::escape::{Escaped, Hex, unescape, unhex};
use super::{Change, Part, Patch, Side};
use crate::edit::{Decoding, Exception, ExceptionKind, Segment};
use crate::error::Error;
use crate::name::Encoding;

const FIRST_LINE: &str = "mingwen-patch 1";

impl fmt::Display for Patch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        writeln!(f, "original\t{}", self.original)?;
        writeln!(f, "result\t{}", self.result)?;
        for segment in &self.decoding.segments {
            let (bytes, text) = (segment.bytes.len(), segment.text.len());
            let bom = if segment.bom { "bom" } else { "-" };
            let encoding = segment.encoding.name();
            writeln!(f, "segment\t{encoding}\t{bytes}\t{text}\t{bom}")?;
        }
        let (mut bytes, mut text) = (0, 0);
        for exception in &self.decoding.exceptions {
            let behind = (exception.bytes.start - bytes, exception.text.start - text);
            let kind = match exception.kind {
                ExceptionKind::Malformed => "malformed",
                ExceptionKind::Alternate => "alternate",
            };
            let (len, raw) = (exception.text.len(), Hex(&exception.raw));
            writeln!(f, "raw\t{}\t{}\t{len}\t{kind}\t{raw}", behind.0, behind.1)?;
            (bytes, text) = (exception.bytes.end, exception.text.end);
        }
        for change in &self.changes {
            let (removed, put) = (Escaped(&change.removed), Escaped(&change.put));
            writeln!(f, "change\t{}\t{removed}\t{put}", change.kept)?;
        }
        writeln!(f, "end")
    }
}

impl FromStr for Patch {
    type Err = Error;

    /// # Errors
    /// [`Error::PatchLine`] for a line that no patch has.
    fn from_str(file: &str) -> Result<Self, Error> {
        let mut patch = Self::default();
        let mut part = None;
        let mut number = 0;
        for line in file.lines() {
            number += 1;
            let problem = || Error::PatchLine { line: number };
            let fields: Vec<&str> = line.split('\t').collect();
            match (&mut part, fields.as_slice()) {
                (None, [FIRST_LINE]) => part = Some(Draft::default()),
                (None, _) => return Err(problem()),
                (Some(draft), ["end"]) => {
                    patch.parts.push(draft.finish().ok_or_else(problem)?);
                    part = None;
                }
                (Some(draft), fields) => draft.take(fields).ok_or_else(problem)?,
            }
        }
        match part {
            None if number > 0 => Ok(patch),
            _ => Err(Error::PatchLine { line: number + 1 }),
        }
    }
}

/// A part that is being read.
#[derive(Default)]
struct Draft {
    original: Option<Side>,
    result: Option<Side>,
    decoding: Decoding,
    changes: Vec<Change>,
}

impl Draft {
    fn take(&mut self, fields: &[&str]) -> Option<()> {
        match *fields {
            ["original", len, sum] => self.original = Some(side(len, sum)?),
            ["result", len, sum] => self.result = Some(side(len, sum)?),
            ["segment", encoding, bytes, text, bom] => {
                let ends = self.decoding.segments.last();
                let (from, text_from) = ends.map_or((0, 0), |s| (s.bytes.end, s.text.end));
                self.decoding.segments.push(Segment {
                    bytes: from..from.checked_add(bytes.parse().ok()?)?,
                    text: text_from..text_from.checked_add(text.parse().ok()?)?,
                    encoding: Encoding::for_label(encoding)?,
                    bom: match bom {
                        "bom" => true,
                        "-" => false,
                        _ => return None,
                    },
                });
            }
            ["raw", bytes, text, len, kind, raw] => {
                let ends = self.decoding.exceptions.last();
                let (from, text_from) = ends.map_or((0, 0), |e| (e.bytes.end, e.text.end));
                let from = from.checked_add(bytes.parse().ok()?)?;
                let text_from = text_from.checked_add(text.parse().ok()?)?;
                let raw = unhex(raw)?;
                self.decoding.exceptions.push(Exception {
                    bytes: from..from.checked_add(raw.len())?,
                    text: text_from..text_from.checked_add(len.parse().ok()?)?,
                    raw,
                    kind: match kind {
                        "malformed" => ExceptionKind::Malformed,
                        "alternate" => ExceptionKind::Alternate,
                        _ => return None,
                    },
                });
            }
            ["change", kept, removed, put] => self.changes.push(Change {
                kept: kept.parse().ok()?,
                removed: unescape(removed)?,
                put: unescape(put)?,
            }),
            _ => return None,
        }
        Some(())
    }

    fn finish(&mut self) -> Option<Part> {
        let draft = std::mem::take(self);
        Some(Part {
            original: draft.original?,
            result: draft.result?,
            decoding: draft.decoding,
            changes: draft.changes,
        })
    }
}

fn side(len: &str, sum: &str) -> Option<Side> {
    Some(Side {
        len: len.parse().ok()?,
        sum: u64::from_str_radix(sum, 16).ok()?,
    })
}
