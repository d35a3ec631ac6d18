//! A string literal of JSON: what it says, and how to change a part of it without touching the rest.

use std::borrow::Cow;
use std::fmt::Write;

use mingwen::Repaired;

/// What stands between the quotes, which `literal` includes.
fn content(literal: &str) -> &str {
    literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(literal)
}

/// The text that a literal stands for, or the offset of an escape that stands for no character.
pub(crate) fn decode(literal: &str) -> Result<Cow<'_, str>, usize> {
    let raw = content(literal);
    let Some(first) = memchr::memchr(b'\\', raw.as_bytes()) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut text = String::with_capacity(raw.len());
    let mut next = Some(first);
    let mut chars = Chars { raw, at: 0 };
    // Few characters are escapes; the runs between them are copied as they are.
    while let Some(at) = next {
        text.push_str(&raw[chars.at..at]);
        chars.at = at;
        match chars.next() {
            Some(Ok(c)) => text.push(c),
            _ => return Err(at + 1), // for the quote
        }
        let rest = &raw.as_bytes()[chars.at..];
        next = memchr::memchr(b'\\', rest).map(|ahead| chars.at + ahead);
    }
    text.push_str(&raw[chars.at..]);
    Ok(Cow::Owned(text))
}

/// Whether a literal stands for `text`.
pub(crate) fn is(literal: &str, text: &str) -> bool {
    decode(literal).is_ok_and(|decoded| decoded == text)
}

/// Appends the literal with the changes of its repair made, quotes included. What was not changed
/// keeps its spelling, escapes and all; what was put in is spelled as the rest is.
pub(crate) fn rewrite(
    literal: &str,
    repaired: &Repaired<'_>,
    spelling: Spelling,
    out: &mut String,
) {
    let raw = content(literal);
    let mut place = Place {
        chars: Chars { raw, at: 0 },
        text: 0,
    };
    let mut copied = 0;
    out.push('"');
    for edit in repaired.report.edits() {
        out.push_str(&raw[copied..place.advance(edit.source.start)]);
        spelling.push(out, &repaired.text[edit.target]);
        copied = place.advance(edit.source.end);
    }
    out.push_str(&raw[copied..]);
    out.push('"');
}

/// Appends a literal of a text.
pub(crate) fn write(text: &str, spelling: Spelling, out: &mut String) {
    out.push('"');
    spelling.push(out, text);
    out.push('"');
}

/// A place in a literal, and the same place in its text.
struct Place<'l> {
    chars: Chars<'l>,
    text: usize,
}

impl Place<'_> {
    /// Goes on to an offset of the text; gives that of the literal.
    fn advance(&mut self, text: usize) -> usize {
        while self.text < text {
            match self.chars.next() {
                Some(Ok(c)) => self.text += c.len_utf8(),
                _ => break,
            }
        }
        self.chars.at
    }
}

/// The characters of a literal's content, or where there is an escape that stands for none.
struct Chars<'l> {
    raw: &'l str,
    at: usize,
}

impl Chars<'_> {
    /// The four digits of a `\u` escape at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.raw.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    }

    fn escape(&self) -> Option<(usize, char)> {
        let c = match self.raw.as_bytes().get(self.at + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\x08',
            b'f' => '\x0C',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => {
                let unit = self.unit(self.at)?;
                if let 0xD800..=0xDBFF = unit {
                    let low = self.unit(self.at + 6)?.checked_sub(0xDC00)?;
                    let pair = 0x10000 + ((unit - 0xD800) << 10) + low;
                    // RFC 8259, section 7: the second half is DC00 to DFFF.
                    return (low < 0x400).then_some((12, char::from_u32(pair)?));
                }
                return Some((6, char::from_u32(unit)?));
            }
        };
        Some((2, c))
    }
}

impl Iterator for Chars<'_> {
    type Item = Result<char, usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let (len, c) = match self.raw[start..].chars().next()? {
            '\\' => match self.escape() {
                Some(step) => step,
                None => return Some(Err(start)),
            },
            c => (c.len_utf8(), c),
        };
        self.at += len;
        Some(Ok(c))
    }
}

/// How a literal spells characters that ASCII has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    Utf8,
    /// `\u4e2d`
    Lower,
    /// `\u4E2D`
    Upper,
}

impl Spelling {
    /// As the literal does; one that is ASCII altogether, as the line around it does.
    pub(crate) fn of(literal: &str, line: &str) -> Self {
        if !literal.is_ascii() {
            return Self::Utf8;
        }
        let escapes = |text: &str| text.is_ascii() && text.contains("\\u");
        let example = match () {
            () if escapes(literal) => literal,
            () if escapes(line) => line,
            () => return Self::Utf8,
        };
        let upper = example
            .split("\\u")
            .skip(1)
            .filter_map(|rest| rest.get(..4))
            .any(|digits| digits.bytes().any(|digit| digit.is_ascii_uppercase()));
        if upper { Self::Upper } else { Self::Lower }
    }

    /// Whether all of the literal of a text is spelled like this.
    pub(crate) fn is_of(self, literal: &str, text: &str) -> bool {
        let mut again = String::with_capacity(literal.len());
        write(text, self, &mut again);
        again == literal
    }

    fn push(self, out: &mut String, text: &str) {
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\0'..='\x1F' => self.push_units(out, c),
                c if c.is_ascii() || self == Self::Utf8 => out.push(c),
                c => self.push_units(out, c),
            }
        }
    }

    fn push_units(self, out: &mut String, c: char) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String does not fail.
            let _ = match self {
                Self::Upper => write!(out, "\\u{unit:04X}"),
                _ => write!(out, "\\u{unit:04x}"),
            };
        }
    }
}
