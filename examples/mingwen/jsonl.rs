//! JSON Lines: one string of each line is repaired, every other byte stays.
//!
//! Memory is bounded by the longest line. Lines are handed on no later than when we have to wait
//! for more input.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::Range;

use crate::error::{Failure, Fault, FaultKind};
use crate::input::Input;
use crate::job::Job;
use crate::json_line;
use crate::json_string::{self, Spelling};
use crate::record::Record;

pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What became of the lines of one input.
#[derive(Debug)]
pub(crate) struct Total<'a> {
    pub(crate) name: &'a str,
    pub(crate) lines: u64,
    pub(crate) changed: u64,
    pub(crate) bad: u64,
}

impl fmt::Display for Total<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            lines,
            changed,
            bad,
        } = self;
        write!(f, "{name}: {lines} lines, {changed} changed, {bad} bad")
    }
}

pub(crate) fn run(job: &mut Job, input: &Input, field: &str) -> Result<(), Failure> {
    let name = input.name();
    let mut reader = BufReader::with_capacity(1 << 16, input.open()?);
    let mut total = Total {
        name: &name,
        lines: 0,
        changed: 0,
        bad: 0,
    };
    let mut line = Vec::new();
    loop {
        if !reader.buffer().contains(&b'\n') {
            job.output.flush()?;
        }
        line.clear();
        let read = reader.read_until(b'\n', &mut line);
        if !line.is_empty() {
            total.lines += 1;
            one(job, &line, field, &mut total)?;
        }
        match read {
            Ok(0) => return job.account_lines(&total),
            Ok(_) => {}
            Err(error) => return Err(Failure::input(&name, error)),
        }
    }
}

/// One line, with its line end if it has one.
fn one(job: &mut Job, line: &[u8], field: &str, total: &mut Total<'_>) -> Result<(), Failure> {
    let first = total.lines == 1;
    let (bom, line) = match line.strip_prefix(BOM) {
        Some(rest) if first => (BOM, rest),
        _ => (&line[..0], line),
    };
    if first && job.prints_result() {
        // One file behind another: its first line must not become part of the last of the one
        // before, and a byte order mark has its place at the start only.
        match job.output.last() {
            None => job.output.write(bom)?,
            Some(b'\n') => {}
            Some(_) => job.output.write(b"\n")?,
        }
    }
    let (body, end) = split_end(line);
    let repaired = match repair(job, body, field, total) {
        Ok(repaired) => repaired?,
        Err(fault) => {
            total.bad += 1;
            job.messages.bad_line(total.name, total.lines, body, &fault);
            None
        }
    };
    if job.prints_result() {
        job.output
            .write(repaired.as_ref().map_or(body, |text| text.as_bytes()))?;
        job.output.write(end)?;
    }
    Ok(())
}

/// The line as it is to be, if other than it is. The outer error is a bad line, the inner one that
/// we cannot go on.
fn repair(
    job: &mut Job,
    body: &[u8],
    field: &str,
    total: &mut Total<'_>,
) -> Result<Result<Option<String>, Failure>, Fault> {
    let line = std::str::from_utf8(body).map_err(|error| Fault {
        at: Some(error.valid_up_to()),
        kind: FaultKind::NotUtf8,
    })?;
    if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Ok(Ok(None));
    }
    let strings = json_line::find(line, field)?
        .into_iter()
        .map(|span| decode(line, span, field))
        .collect::<Result<Vec<_>, Fault>>()?;
    Ok(rewrite(job, line, &strings, field, total))
}

/// A string literal of a line, and its text.
type Literal<'l> = (Range<usize>, Cow<'l, str>);

fn decode<'l>(line: &'l str, span: Range<usize>, field: &str) -> Result<Literal<'l>, Fault> {
    match json_string::decode(&line[span.clone()]) {
        Ok(text) => Ok((span, text)),
        Err(at) => Err(Fault {
            at: Some(span.start + at),
            kind: FaultKind::LoneSurrogate(field.to_owned()),
        }),
    }
}

fn rewrite(
    job: &mut Job,
    line: &str,
    strings: &[Literal<'_>],
    field: &str,
    total: &mut Total<'_>,
) -> Result<Option<String>, Failure> {
    let mut out = None;
    let mut copied = 0;
    for (span, text) in strings {
        let repaired = job.repairer.repair(text);
        if !repaired.report.is_empty() {
            let record = Record {
                name: total.name,
                line: Some((total.lines, field)),
                repaired: &repaired,
            };
            let changes = *repaired.text != **text;
            job.account(&record, changes)?;
        }
        if repaired.report.edits().len() == 0 {
            continue;
        }
        let literal = &line[span.clone()];
        let out = out.get_or_insert_with(|| String::with_capacity(line.len()));
        out.push_str(&line[copied..span.start]);
        json_string::rewrite(literal, &repaired, Spelling::of(literal, line), out);
        copied = span.end;
    }
    if let Some(out) = &mut out {
        out.push_str(&line[copied..]);
        total.changed += 1;
    }
    Ok(out)
}

/// The line without and its line end, LF or CRLF.
pub(crate) fn split_end(line: &[u8]) -> (&[u8], &[u8]) {
    let body = line.strip_suffix(b"\n").unwrap_or(line);
    let body = if body.len() < line.len() {
        body.strip_suffix(b"\r").unwrap_or(body)
    } else {
        body
    };
    line.split_at(body.len())
}
