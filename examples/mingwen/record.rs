//! A text that was repaired, and what is to be said of it in a line.

use std::collections::BTreeMap;
use std::fmt;

use mingwen::{Encoding, ExceptionKind, Reason, Repaired, Report};

use crate::error::Failure;

/// A document, or one string of a line of JSON.
pub(crate) struct Record<'a> {
    /// The input that it is from.
    pub(crate) name: &'a str,
    /// In JSON Lines, the number of the line and the name of the field.
    pub(crate) line: Option<(u64, &'a str)>,
    pub(crate) repaired: &'a Repaired<'a>,
}

impl Record<'_> {
    pub(crate) fn report(&self) -> &Report {
        &self.repaired.report
    }

    /// The decoded text before any change.
    pub(crate) fn source(&self) -> Result<String, Failure> {
        Ok(self.repaired.report.undo(&self.repaired.text)?)
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

    pub(crate) fn summary(&self) -> Summary<'_> {
        Summary(self.report())
    }
}

/// `12 changes (gloss 9, gloss-shift 3); gb18030 to UTF-8`
pub(crate) struct Summary<'r>(&'r Report);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.edits().len() {
            0 => f.write_str("nothing to repair")?,
            count => write!(
                f,
                "{count} {} ({})",
                if count == 1 { "change" } else { "changes" },
                Reasons::count(self.0)
            )?,
        }
        if !self.0.left().is_empty() {
            write!(f, "; {} left as found", self.0.left().len())?;
        }
        let Some(decoding) = self.0.decoding() else {
            return Ok(());
        };
        for segment in &decoding.segments {
            if segment.encoding != Encoding::Utf8 {
                write!(f, "; {} to UTF-8", segment.encoding)?;
            }
            if segment.bom {
                f.write_str("; without byte order mark")?;
            }
        }
        match malformed(self.0).count() {
            0 => Ok(()),
            count => write!(f, "; {count} malformed"),
        }
    }
}

/// Where bytes that mean nothing stood, in bytes of the input.
pub(crate) fn malformed(report: &Report) -> impl Iterator<Item = usize> {
    report
        .decoding()
        .into_iter()
        .flat_map(|decoding| &decoding.exceptions)
        .filter(|exception| exception.kind == ExceptionKind::Malformed)
        .map(|exception| exception.bytes.start)
}

/// How often each reason is given.
struct Reasons(BTreeMap<Reason, usize>);

impl Reasons {
    fn count(report: &Report) -> Self {
        let mut counts = BTreeMap::new();
        for &reason in report.edits().flat_map(|edit| edit.reasons) {
            *counts.entry(reason).or_default() += 1;
        }
        Self(counts)
    }
}

impl fmt::Display for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (reason, count)) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{reason} {count}")?;
        }
        Ok(())
    }
}
