//! A text that was repaired, and what is to be said of it in a line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use mingwen::{Decoding, Encoding, Exception, ExceptionKind, Passage, Reason, Repaired, Report};
use serde::Serialize;

use crate::error::Failure;

/// A part of a document, mostly the whole, or one string of a line of JSON.
pub(crate) struct Record<'a> {
    /// The input that it is from.
    pub(crate) name: &'a str,
    /// In JSON Lines, the number of the line and the name of the field.
    pub(crate) line: Option<(u64, &'a str)>,
    pub(crate) before: Before,
    pub(crate) repaired: &'a Repaired<'a>,
}

/// What of the document stands before a part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Before {
    #[serde(skip)]
    pub(crate) lines: usize,
    /// Bytes of the input, of the decoded text, and of the result.
    pub(crate) bytes: u64,
    pub(crate) source: u64,
    pub(crate) target: u64,
}

impl<'a> Record<'a> {
    /// Of a document that is no line of JSON, from its start.
    pub(crate) fn of(name: &'a str, repaired: &'a Repaired<'a>) -> Self {
        Self {
            name,
            line: None,
            before: Before::default(),
            repaired,
        }
    }

    pub(crate) fn report(&self) -> &Report {
        &self.repaired.report
    }

    /// The decoded text before any change.
    pub(crate) fn source(&self) -> Result<Cow<'_, str>, Failure> {
        if self.report().edits().len() == 0 {
            return Ok(Cow::Borrowed(&self.repaired.text));
        }
        Ok(Cow::Owned(self.report().undo(&self.repaired.text)?))
    }

    /// `page.txt:3:5` or `corpus.jsonl:7 text:3:5`, to be followed by line and column in the text.
    pub(crate) fn prefix(&self) -> String {
        match self.line {
            None => self.name.to_owned(),
            Some((number, field)) => format!("{}:{number} {field}", self.name),
        }
    }

    /// The input, and in JSON Lines the line.
    pub(crate) fn label(&self) -> String {
        match self.line {
            None => self.name.to_owned(),
            Some((number, _)) => format!("{}:{number}", self.name),
        }
    }

    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        summary.add(self.repaired, false);
        summary
    }
}

/// `12 changes (gloss 9, gloss-shift 3); gb18030 to UTF-8`
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    edits: usize,
    reasons: BTreeMap<Reason, usize>,
    left: usize,
    /// What is not UTF-8, in order, and whether a byte order mark goes.
    encodings: Vec<(Encoding, bool)>,
    pub(crate) malformed: usize,
    /// Whether the output is other bytes than the input.
    pub(crate) changes: bool,
    /// Whether it is no text, and stays as it is.
    pub(crate) is_binary: bool,
    has_any: bool,
}

impl Summary {
    pub(crate) fn of_binary() -> Self {
        Self {
            is_binary: true,
            has_any: true,
            ..Self::default()
        }
    }

    /// Adds what was done to a text.
    pub(crate) fn add(&mut self, repaired: &Repaired<'_>, keeps_mark: bool) {
        let report = &repaired.report;
        self.has_any = true;
        self.edits += report.edits().len();
        self.left += report.left().len();
        for edit in report.edits() {
            self.changes |= repaired.text.get(edit.target) != Some(edit.removed);
            for &reason in edit.reasons {
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
        if let Some(decoding) = report.decoding() {
            self.add_decoding(decoding, &repaired.text, keeps_mark);
        }
    }

    /// The same for what nobody wants to know more of.
    pub(crate) fn add_passage(&mut self, passage: &Passage<'_>, keeps_mark: bool) {
        self.has_any = true;
        self.changes |= passage.is_changed();
        self.add_decoding(&passage.decoding, passage.text(), keeps_mark);
    }

    fn add_decoding(&mut self, decoding: &Decoding, text: &str, keeps_mark: bool) {
        for segment in &decoding.segments {
            let is_utf8 = segment.encoding == Encoding::Utf8;
            let bom = segment.bom && !(is_utf8 && keeps_mark);
            let told = (segment.encoding, bom);
            if (!is_utf8 || bom) && self.encodings.last() != Some(&told) {
                self.encodings.push(told);
            }
            let is_same = || segment.bytes.len() == segment.text.len() && text.is_ascii();
            self.changes |= bom || !is_utf8 && !is_same();
        }
        let malformed = malformed(decoding).count();
        self.malformed += malformed;
        self.changes |= malformed > 0;
    }

    /// Adds what the next part of the same file has.
    pub(crate) fn add_part(&mut self, other: &Self) {
        self.add_file(other);
        self.has_any |= other.has_any;
        self.is_binary |= other.is_binary;
        self.changes |= other.changes;
        for told in &other.encodings {
            if self.encodings.last() != Some(told) {
                self.encodings.push(*told);
            }
        }
    }

    /// Adds what another file has.
    pub(crate) fn add_file(&mut self, other: &Self) {
        self.edits += other.edits;
        self.left += other.left;
        self.malformed += other.malformed;
        for (&reason, &count) in &other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
    }

    /// Whether any of it was in another encoding than UTF-8.
    pub(crate) fn is_recoded(&self) -> bool {
        self.encodings
            .iter()
            .any(|(encoding, _)| *encoding != Encoding::Utf8)
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        !self.has_any
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edits {
            _ if self.is_binary => f.write_str("binary, left as it is")?,
            0 => f.write_str("nothing to repair")?,
            count => {
                let changes = if count == 1 { "change" } else { "changes" };
                write!(f, "{count} {changes} (")?;
                for (number, (reason, count)) in self.reasons.iter().enumerate() {
                    let comma = if number == 0 { "" } else { ", " };
                    write!(f, "{comma}{reason} {count}")?;
                }
                f.write_str(")")?;
            }
        }
        if self.left > 0 {
            write!(f, "; {} left as found", self.left)?;
        }
        for (encoding, bom) in &self.encodings {
            if *encoding != Encoding::Utf8 {
                write!(f, "; {encoding} to UTF-8")?;
            }
            if *bom {
                f.write_str("; without byte order mark")?;
            }
        }
        match self.malformed {
            0 => Ok(()),
            count => write!(f, "; {count} malformed"),
        }
    }
}

/// Whether there was a byte order mark of UTF-8.
pub(crate) fn has_mark(decoding: &Decoding) -> bool {
    let first = decoding.segments.first();
    first.is_some_and(|first| first.bom && first.encoding == Encoding::Utf8)
}

/// Bytes that mean nothing.
pub(crate) fn malformed(decoding: &Decoding) -> impl Iterator<Item = &Exception> {
    let exceptions = decoding.exceptions.iter();
    exceptions.filter(|exception| exception.kind == ExceptionKind::Malformed)
}
