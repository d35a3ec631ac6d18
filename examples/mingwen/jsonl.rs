//! JSON Lines: one string of each line is repaired, every other byte stays.
//!
//! Memory is bounded by the longest line and some mebibytes. Lines are handed on no later than when we
//! have to wait for more input. Those that are read at once are repaired side by side.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, BufReader, ErrorKind};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mingwen::{Repaired, Repairer};
use rayon::prelude::*;

use crate::error::{Failure, Fault, FaultKind};
use crate::input::Input;
use crate::job::Job;
use crate::json_line;
use crate::json_string::{self, Spelling};
use crate::record::{Before, Record};

pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Bytes to read at once, for each thread.
const SHARE: usize = 1 << 18;

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
    let from = job.progress.wrap(input.open()?);
    let mut reader = BufReader::with_capacity(SHARE * job.threads.current_num_threads(), from);
    let mut total = Total {
        name: &name,
        lines: 0,
        changed: 0,
        bad: 0,
    };
    let mut begun = Vec::new();
    loop {
        let read = match reader.fill_buf() {
            Ok([]) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                lines(job, &begun, field, &mut total)?;
                return Err(Failure::input(&name, error));
            }
        };
        let len = read.len();
        let upto = memchr::memrchr(b'\n', read);
        let (whole, rest) = read.split_at(upto.map_or(0, |last| last + 1));
        if !whole.is_empty() {
            if begun.is_empty() {
                lines(job, whole, field, &mut total)?;
            } else {
                begun.extend_from_slice(whole);
                lines(job, &begun, field, &mut total)?;
                begun.clear();
            }
            job.output.flush()?;
        }
        begun.extend_from_slice(rest);
        reader.consume(len);
    }
    lines(job, &begun, field, &mut total)?;
    job.account_lines(&total)
}

/// Whole lines, with their line ends but for the last of the input.
fn lines(job: &mut Job, text: &[u8], field: &str, total: &mut Total<'_>) -> Result<(), Failure> {
    let mut lines = split(text);
    if total.lines == 0
        && let Some(first) = lines.first_mut()
    {
        let bom = first.strip_prefix(BOM).map_or(&first[..0], |_| BOM);
        *first = &first[bom.len()..];
        begin(job, bom)?;
    }
    let task = Task {
        repairer: &job.repairer,
        field,
        is_told: job.is_told(),
    };
    let repair = |line: &&[u8]| repair(task, split_end(line).0);
    let all: Vec<News> = job
        .threads
        .install(|| lines.par_iter().map(repair).collect());
    for (line, news) in lines.iter().zip(all) {
        total.lines += 1;
        one(job, line, news, field, total)?;
    }
    Ok(())
}

/// One file behind another: its first line must not become part of the last of the one before, and a
/// byte order mark has its place at the start only.
fn begin(job: &mut Job, bom: &[u8]) -> Result<(), Failure> {
    match job.output.last() {
        _ if !job.prints_result() => Ok(()),
        None => job.output.write(bom),
        Some(b'\n') => Ok(()),
        Some(_) => job.output.write(b"\n"),
    }
}

/// What is new about a line: nothing, a repair, or that it is bad.
type News = Result<Option<Box<Renewed>>, Fault>;

/// A line in which something was found.
struct Renewed {
    /// The repairs of its strings, where they have something to say.
    repaired: Vec<Repaired<'static>>,
    /// The line as it is to be, if other than it is.
    body: Option<String>,
}

/// What is to be done with each line.
#[derive(Clone, Copy)]
struct Task<'a> {
    repairer: &'a Repairer,
    field: &'a str,
    /// Whether anybody wants to know what was done.
    is_told: bool,
}

/// The lines of a text, with their ends.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text).map(|end| end + 1);
    let ends = ends.chain((!text.ends_with(b"\n") && !text.is_empty()).then_some(text.len()));
    ends.map(|end| &text[std::mem::replace(&mut start, end)..end])
        .collect()
}

/// Writes a line, and tells of it.
fn one(
    job: &mut Job,
    line: &[u8],
    news: News,
    field: &str,
    total: &mut Total<'_>,
) -> Result<(), Failure> {
    let (body, end) = split_end(line);
    let renewed = match news {
        Ok(renewed) => renewed,
        Err(fault) => {
            total.bad += 1;
            job.messages.bad_line(total.name, total.lines, body, &fault);
            None
        }
    };
    for repaired in renewed.iter().flat_map(|renewed| &renewed.repaired) {
        job.account(&Record {
            name: total.name,
            line: Some((total.lines, field)),
            before: Before::default(),
            repaired,
        })?;
    }
    let new = renewed.and_then(|renewed| renewed.body);
    total.changed += u64::from(new.is_some());
    if job.prints_result() {
        match new {
            None => job.output.write(line)?,
            Some(new) => {
                job.output.write(new.as_bytes())?;
                job.output.write(end)?;
            }
        }
    }
    Ok(())
}

/// A defect costs one line; the others are none the worse for it.
fn repair(task: Task<'_>, body: &[u8]) -> News {
    let news = catch_unwind(AssertUnwindSafe(|| renew(task, body)));
    news.unwrap_or(Err(Fault {
        at: None,
        kind: FaultKind::Panic,
    }))
}

fn renew(task: Task<'_>, body: &[u8]) -> News {
    let line = simdutf8::compat::from_utf8(body).map_err(|error| Fault {
        at: Some(error.valid_up_to()),
        kind: FaultKind::NotUtf8,
    })?;
    if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Ok(None);
    }
    let strings = json_line::find(line, task.field)?
        .into_iter()
        .map(|span| decode(line, span, task.field))
        .collect::<Result<Vec<_>, Fault>>()?;
    Ok(rewrite(task, line, &strings).map(Box::new))
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

fn rewrite(task: Task<'_>, line: &str, strings: &[Literal<'_>]) -> Option<Renewed> {
    let mut told = Vec::new();
    let mut out = None;
    let mut copied = 0;
    for (span, text) in strings {
        let literal = &line[span.clone()];
        // Most strings are clean, and without an account that is known several times sooner.
        if !task.is_told {
            let Cow::Owned(new) = task.repairer.repair_text(text) else {
                continue;
            };
            // Where everything is spelled as we would, the new text says it all.
            let spelling = Spelling::of(literal, line);
            if spelling.is_of(literal, text) {
                let out = out.get_or_insert_with(|| String::with_capacity(line.len()));
                out.push_str(&line[copied..span.start]);
                json_string::write(&new, spelling, out);
                copied = span.end;
                continue;
            }
        }
        let repaired = task.repairer.repair(text);
        if repaired.report.edits().len() > 0 {
            let out = out.get_or_insert_with(|| String::with_capacity(line.len()));
            out.push_str(&line[copied..span.start]);
            json_string::rewrite(literal, &repaired, Spelling::of(literal, line), out);
            copied = span.end;
        }
        if task.is_told && !repaired.report.is_empty() {
            told.push(repaired.into_owned());
        }
    }
    if let Some(out) = &mut out {
        out.push_str(&line[copied..]);
    }
    (out.is_some() || !told.is_empty()).then_some(Renewed {
        repaired: told,
        body: out,
    })
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
