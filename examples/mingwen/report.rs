//! The report: every change, for programs (one JSON object a line) or for people.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use mingwen::Report;
use serde::Serialize;

use crate::arguments::ReportFormat;
use crate::error::Failure;
use crate::hunk;
use crate::input::Input;
use crate::jsonl::Total;
use crate::lines::Lines;
use crate::messages::Messages;
use crate::record::{Before, Record, Summary};
use crate::visible::visible;

pub(crate) struct ReportWriter {
    format: ReportFormat,
    to: Sink,
}

enum Sink {
    Nowhere,
    Stderr,
    File(PathBuf, BufWriter<File>),
}

/// A line of a JSON report.
#[derive(Serialize)]
struct Json<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    /// Of a long file, what stands before the part that offsets are counted in.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Before>,
    #[serde(flatten)]
    report: &'a Report,
}

impl ReportWriter {
    /// Opened before any work is done: a path that cannot be written should not cost an hour first.
    pub(crate) fn open(
        format: Option<ReportFormat>,
        path: Option<&Path>,
        inputs: &[Input],
    ) -> Result<Self, Failure> {
        let to = match (path, format) {
            (None, None) => Sink::Nowhere,
            (None, Some(_)) => Sink::Stderr,
            (Some(path), _) => {
                if inputs.iter().any(|input| input.is_file(path)) {
                    return Err(Failure::ReportOverInput(path.to_owned()));
                }
                let file = File::create(path).map_err(|error| failure(path, error))?;
                Sink::File(path.to_owned(), BufWriter::new(file))
            }
        };
        Ok(Self {
            format: format.unwrap_or(ReportFormat::Json),
            to,
        })
    }

    /// Whether anything is written anywhere.
    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.to, Sink::Nowhere)
    }

    pub(crate) fn record(&mut self, record: &Record<'_>, messages: &mut Messages) {
        let format = self.format;
        self.write(messages, |to| match format {
            ReportFormat::Json => json(record, to),
            ReportFormat::Text => text(record, to),
        });
    }

    /// Tells of a plain file as a whole.
    pub(crate) fn file(&mut self, name: &str, summary: &Summary, messages: &mut Messages) {
        if self.format == ReportFormat::Text {
            self.write(messages, |to| writeln!(to, "{name}: {summary}"));
        }
    }

    pub(crate) fn total(&mut self, total: &Total<'_>, messages: &mut Messages) {
        if self.format == ReportFormat::Text {
            self.write(messages, |to| writeln!(to, "{total}"));
        }
    }

    pub(crate) fn finish(&mut self, messages: &mut Messages) {
        self.write(messages, |to| to.flush());
    }

    /// A report that cannot be written ends there, with a message; the result goes on.
    fn write(
        &mut self,
        messages: &mut Messages,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) {
        let written = match &mut self.to {
            Sink::Nowhere => return,
            Sink::Stderr => {
                let mut to = BufWriter::new(io::stderr().lock());
                // Where standard error is gone there is nobody to tell.
                content(&mut to).and_then(|()| to.flush()).map_err(|_| None)
            }
            Sink::File(path, to) => content(to).map_err(|error| Some(failure(path, error))),
        };
        if let Err(failure) = written {
            self.to = Sink::Nowhere;
            if let Some(failure) = failure {
                messages.fail(&failure);
            }
        }
    }
}

fn failure(path: &Path, error: io::Error) -> Failure {
    Failure::Report {
        path: path.to_owned(),
        error,
    }
}

fn json(record: &Record<'_>, mut to: &mut dyn Write) -> io::Result<()> {
    let line = Json {
        file: record.name,
        line: record.line.map(|(number, _)| number),
        field: record.line.map(|(_, field)| field),
        before: Some(record.before).filter(|&before| before != Before::default()),
        report: record.report(),
    };
    serde_json::to_writer(&mut to, &line)?;
    to.write_all(b"\n")
}

fn text(record: &Record<'_>, to: &mut dyn Write) -> io::Result<()> {
    let prefix = record.prefix();
    let source = record.source().map_err(io::Error::other)?;
    let mut lines = Lines::behind(record.before.lines, &source);
    for edit in record.report().edits() {
        let (line, column) = lines.position(edit.source.start);
        let removed = visible(edit.removed);
        let put = visible(&record.repaired.text[edit.target.clone()]);
        write!(to, "{prefix}:{line}:{column}: ")?;
        match (removed.is_empty(), put.is_empty()) {
            (_, true) => write!(to, "removed \"{removed}\"")?,
            (true, _) => write!(to, "inserted \"{put}\"")?,
            _ => write!(to, "\"{removed}\" became \"{put}\"")?,
        }
        let reasons: Vec<_> = edit.reasons.iter().map(|reason| reason.name()).collect();
        let certainty = edit.certainty;
        write!(to, " ({}, {certainty}", reasons.join(" + "))?;
        if let Some(probability) = edit.probability {
            write!(to, ", {probability:.3}")?;
        }
        match hunk::inferred(&edit, &record.repaired.text).as_str() {
            "" => writeln!(to, ")")?,
            inferred => writeln!(to, "; inferred: {inferred})")?,
        }
    }
    left(record, &source, to)
}

/// What was found and left, by position.
pub(crate) fn left(record: &Record<'_>, source: &str, to: &mut dyn Write) -> io::Result<()> {
    let mut left: Vec<_> = record.report().left().iter().collect();
    left.sort_by_key(|left| left.source.start);
    let prefix = record.prefix();
    let mut lines = Lines::behind(record.before.lines, source);
    for left in left {
        let (line, column) = lines.position(left.source.start);
        let what = left.reason.map_or("text", |reason| reason.name());
        let cause = left.cause;
        writeln!(
            to,
            "{prefix}:{line}:{column}: left {what} as found: {cause}"
        )?;
    }
    Ok(())
}
