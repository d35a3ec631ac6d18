//! Spans of a line where ASCII marks are ASCII: markup, code, addresses, quoted paths; and lines that are
//! all of it: code, references to literature.

use std::ops::Range;

use super::super::class::is_han;

/// Spans of one line, in order; read anew for each.
#[derive(Debug, Default)]
pub(super) struct Protected {
    spans: Vec<Range<usize>>,
    next: usize,
    is_all: bool,
}

/// What code has and prose does not, by its first byte.
fn begins_sign(line: &[u8]) -> bool {
    let signs: &[&[u8]] = match line {
        [b'(', ..] => &[b"(\"", b"('", b"()"],
        [b')', ..] => &[b");"],
        [b'"', ..] => &[b"\":", b"\", \"", b"\"),"],
        [b'\'', ..] => &[b"', '", b"'),"],
        [b'=', ..] => &[b"=\"", b"='", b"=>", b"==", b"= "],
        [b'!', ..] => &[b"!="],
        [b'&', ..] => &[b"&&"],
        [b'|', ..] => &[b"||"],
        [b'/', ..] => &[b"/*", b"/>"],
        [b'*', ..] => &[b"*/"],
        [b'#', ..] => &[b"#include"],
        [b'<', ..] => &[b"</"],
        [b'}', ..] => &[b"};"],
        [b'{', ..] => &[b"{"],
        [b':', ..] => &[b"::"],
        [b'\\', ..] => &[b"\\begin", b"\\frac"],
        _ => return false,
    };
    signs.iter().any(|sign| line.starts_with(sign))
}

impl Protected {
    pub(super) fn read(&mut self, line: &str) {
        self.spans.clear();
        self.next = 0;
        self.is_all = is_code(line) || is_reference(line);
        if self.is_all {
            return;
        }
        let mut at = 0;
        while let Some(found) = line[at..].find(['`', '<', '$', ':', '&', '"']) {
            let start = at + found;
            let end = span_end(line, start);
            at = match end {
                Some(end) => {
                    let start = if line[start..].starts_with("://") {
                        word_start(line, start)
                    } else {
                        start
                    };
                    self.spans.push(start..end);
                    end
                }
                None => start + 1,
            };
        }
    }

    /// Whether the whole line is code.
    pub(super) fn is_all(&self) -> bool {
        self.is_all
    }

    /// Where the span that covers `at` ends; asked for rising places.
    pub(super) fn end_at(&mut self, at: usize) -> Option<usize> {
        while let Some(span) = self.spans.get(self.next) {
            if at < span.start {
                return None;
            }
            if at < span.end {
                return Some(span.end);
            }
            self.next += 1;
        }
        None
    }
}

/// Where the span that begins with this sign ends.
fn span_end(line: &str, start: usize) -> Option<usize> {
    /// Bytes within which a sign's partner is looked for; what is longer is not one thing.
    const REACH: usize = 128;
    let rest = &line[start..];
    let within = |close: char, from: usize| {
        let reach = rest.as_bytes().get(from..)?.iter().take(REACH);
        let end = reach.copied().position(|byte| byte == close as u8)?;
        Some(start + from + end + 1)
    };
    match rest.as_bytes()[0] {
        b'`' => within('`', 1),
        b'"' => {
            let is_path = match rest.as_bytes() {
                [_, b'/', ..] => true,
                [_, drive, b':', b'\\', ..] => drive.is_ascii_alphabetic(),
                _ => false,
            };
            if is_path { within('"', 1) } else { None }
        }
        b'$' => {
            let end = within('$', 1)?;
            (!line[start..end].chars().any(is_han)).then_some(end)
        }
        b'<' => {
            let opens =
                rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
            if opens { within('>', 1) } else { None }
        }
        b'&' => {
            let name = rest[1..]
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
            let end = 1 + name.count();
            (end > 2 && rest[end..].starts_with(';')).then_some(start + end + 1)
        }
        _ => {
            if !rest.starts_with("://") {
                return None;
            }
            let is_address = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
            let end = rest.find(|c| !is_address(c)).unwrap_or(rest.len());
            // A mark at the end is the sentence's.
            let end = rest[..end]
                .trim_end_matches([',', ';', '!', '?', ':', '.', ')'])
                .len();
            Some(start + end)
        }
    }
}

fn word_start(line: &str, at: usize) -> usize {
    let word = line[..at]
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphanumeric);
    at - word.count()
}

/// Whether a line is a reference in a list of literature, which names the kind of document and sets ASCII marks
/// by a standard of its own (GB/T 7714, section 8): `[J]. 学报,2015,38(2):12`.
fn is_reference(line: &str) -> bool {
    let is_kind = |kind: &str| {
        let mut kind = kind.bytes();
        let first = kind
            .next()
            .is_some_and(|byte| b"JMCDNPSRGZ".contains(&byte));
        let (next, medium) = (kind.next(), kind.len());
        first && (next.is_none() || next == Some(b'/') && medium == 2)
    };
    let is_year = |bytes: &[u8]| matches!(bytes, [b'1', b'9', ..] | [b'2', b'0', ..]);
    line.starts_with('[')
        && line.split('[').skip(2).any(|part| {
            part.split_once(']').is_some_and(|(kind, behind)| {
                is_kind(kind) && behind.as_bytes().windows(2).any(is_year)
            })
        })
}

/// Whether a line is a program's: it has a sign of code, and no more Han than other signs.
fn is_code(line: &str) -> bool {
    let bytes = line.as_bytes();
    if !(0..bytes.len()).any(|at| begins_sign(&bytes[at..])) {
        return false;
    }
    let han = line.chars().filter(|c| is_han(*c)).count();
    let ascii = line.bytes().filter(u8::is_ascii_graphic).count();
    han <= ascii
}
