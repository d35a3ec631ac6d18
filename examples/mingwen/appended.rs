//! JSON Lines whose records have bytes in Base64: what we find out is added to each object as its last
//! keys, and every byte of the line stays.

use std::io::{BufRead, BufReader};

use crate::base64;
use crate::error::{Failure, Fault, FaultKind};
use crate::input::Input;
use crate::json_line;
use crate::json_string;
use crate::jsonl::{BOM, split_end};
use crate::messages::Messages;
use crate::output::Output;

/// Where bytes were found.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
    /// The number of the line.
    pub(crate) number: u64,
    pub(crate) field: &'a str,
}

/// Finds out what is to be added.
pub(crate) trait Append {
    fn output(&mut self) -> &mut Output;
    fn messages(&mut self) -> &mut Messages;
    /// Whether the lines themselves are wanted.
    fn prints_result(&self) -> bool;
    /// Members of a JSON object, separated by commas.
    fn members(&mut self, bytes: &[u8], place: Place<'_>) -> Result<String, Failure>;
}

pub(crate) fn run(append: &mut impl Append, input: &Input, field: &str) -> Result<(), Failure> {
    let name = input.name();
    let mut reader = BufReader::with_capacity(1 << 16, input.open()?);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        if !reader.buffer().contains(&b'\n') {
            append.output().flush()?;
        }
        line.clear();
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| Failure::input(&name, error))?;
        if read == 0 {
            return Ok(());
        }
        number += 1;
        let place = Place {
            name: &name,
            number,
            field,
        };
        let line = Line::of(append, &line, place);
        let members = match &line.found {
            Some((_, bytes)) => append.members(bytes, place)?,
            None => String::new(),
        };
        write(append, &line, &members, place)?;
    }
}

/// The same where the bytes of all lines are looked at together: `judge` gives the members for each.
pub(crate) fn run_together(
    append: &mut impl Append,
    input: &Input,
    field: &str,
    judge: impl FnOnce(&[&[u8]]) -> Vec<String>,
) -> Result<(), Failure> {
    let name = input.name();
    let whole = input.read()?;
    let place = |number| Place {
        name: &name,
        number,
        field,
    };
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(whole.split_inclusive(|&byte| byte == b'\n')) {
        lines.push(Line::of(append, line, place(number)));
    }
    let found = lines.iter().filter_map(|line| line.found.as_ref());
    let bytes: Vec<&[u8]> = found.map(|(_, bytes)| &bytes[..]).collect();
    let mut members = judge(&bytes).into_iter();
    for (number, line) in (1..).zip(&lines) {
        let members = line.found.as_ref().and_then(|_| members.next());
        write(append, line, &members.unwrap_or_default(), place(number))?;
    }
    Ok(())
}

/// A line, and what was found in it.
struct Line<'l> {
    body: &'l [u8],
    end: &'l [u8],
    /// Where the closing brace stands, and the bytes.
    found: Option<(usize, Vec<u8>)>,
}

impl<'l> Line<'l> {
    fn of(append: &mut impl Append, line: &'l [u8], place: Place<'_>) -> Self {
        let is_first = place.number == 1;
        let line = line.strip_prefix(BOM).filter(|_| is_first).unwrap_or(line);
        let (body, end) = split_end(line);
        let found = find(body, place.field).unwrap_or_else(|fault| {
            let messages = append.messages();
            messages.bad_line(place.name, place.number, body, &fault);
            None
        });
        Self { body, end, found }
    }
}

fn write(
    append: &mut impl Append,
    line: &Line<'_>,
    members: &str,
    place: Place<'_>,
) -> Result<(), Failure> {
    if !append.prints_result() {
        return Ok(());
    }
    let output = append.output();
    if place.number == 1 && output.last().is_some_and(|last| last != b'\n') {
        output.write(b"\n")?;
    }
    match line.found {
        None => output.write(line.body)?,
        Some((at, _)) => {
            let (before, brace) = line.body.split_at(at);
            output.write(before)?;
            output.write(b",")?;
            output.write(members.as_bytes())?;
            output.write(brace)?;
        }
    }
    output.write(line.end)
}

/// Where the closing brace of the object stands, and the bytes of the field, the last one if it is
/// repeated; nothing for a blank line.
fn find(body: &[u8], field: &str) -> Result<Option<(usize, Vec<u8>)>, Fault> {
    let line = std::str::from_utf8(body).map_err(|error| Fault {
        at: Some(error.valid_up_to()),
        kind: FaultKind::NotUtf8,
    })?;
    if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
        return Ok(None);
    }
    let no_field = || Fault {
        at: None,
        kind: FaultKind::NoField(field.to_owned()),
    };
    let span = json_line::find(line, field)?.pop().ok_or_else(no_field)?;
    let text = json_string::decode(&line[span.clone()]).map_err(|at| Fault {
        at: Some(span.start + at),
        kind: FaultKind::LoneSurrogate(field.to_owned()),
    })?;
    let bytes = base64::decode(&text).map_err(|_| Fault {
        at: Some(span.start),
        kind: FaultKind::NotBase64(field.to_owned()),
    })?;
    // An object with a field ends in a brace.
    let brace = line.rfind('}').ok_or_else(no_field)?;
    Ok(Some((brace, bytes)))
}
