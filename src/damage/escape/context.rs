//! Where escapes are meant as such: in code, in addresses, in markup, and where people write about
//! them.

use std::ops::Range;

use crate::name::Notation;

/// Words that a line about escapes has. Where they are, whatever is escaped on the line is an example.
const TALK: [&str; 22] = [
    "转义",
    "轉義",
    "跳脫",
    "字符引用",
    "字元參照",
    "实体引用",
    "字符实体",
    "HTML 实体",
    "HTML实体",
    "HTML 實體",
    "HTML實體",
    "百分号编码",
    "百分號編碼",
    "URL 编码",
    "URL编码",
    "Punycode",
    "MIME 编码",
    "MIME 編碼",
    "escape sequence",
    "percent-encod",
    "character reference",
    "HTML entit",
];

/// Quotes that a line about escapes has around what they stand for.
const QUOTES: [(char, char); 6] = [
    ('“', '”'),
    ('"', '"'),
    ('「', '」'),
    ('‘', '’'),
    ('«', '»'),
    ('(', ')'),
];

/// Whether escapes of a text are to be left as they are, asked in order of position.
pub(super) struct Context<'t> {
    text: &'t str,
    /// Blocks of code, in order, once somebody asked.
    fenced: Option<Vec<Range<usize>>>,
    line: Line<'t>,
}

/// What the line at hand has.
#[derive(Default)]
struct Line<'t> {
    text: &'t str,
    start: usize,
    /// Code and addresses within it, in order.
    barred: Vec<Range<usize>>,
    is_talk: bool,
    is_markup: bool,
    /// How often it was searched for a quotation.
    searched: usize,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            fenced: None,
            line: Line::default(),
        }
    }

    /// Whether escapes stay in this span, which says `decoded`. O(bytes) once, and O(line) once
    /// for each line.
    pub(super) fn bars(&mut self, span: &Range<usize>, decoded: &str, notation: Notation) -> bool {
        let line_end = self.line.start + self.line.text.len();
        if span.start > line_end || self.line.text.is_empty() {
            self.line = Line::around(self.text, span.start);
        }
        // Bytes of seven bits are any sign of ASCII, so that a line of them has no form of its own.
        let is_told = !matches!(
            notation,
            Notation::Hz
                | Notation::Utf7
                | Notation::StrippedIso2022
                // Those of program text stand before what they escape.
                | Notation::Backslash
        );
        let fenced = self.fenced.get_or_insert_with(|| fenced(self.text));
        let line = &mut self.line;
        line.is_talk
            || overlaps(fenced, span)
            || is_told && overlaps(&line.barred, span)
            || line.quotes(decoded)
    }

    /// Whether the line that was asked for last is markup.
    pub(super) fn is_markup(&self) -> bool {
        self.line.is_markup
    }
}

fn overlaps(sorted: &[Range<usize>], span: &Range<usize>) -> bool {
    let first = sorted.partition_point(|range| range.end <= span.start);
    sorted
        .get(first)
        .is_some_and(|range| range.start < span.end)
}

/// What stands between lines of three backticks.
fn fenced(text: &str) -> Vec<Range<usize>> {
    const FENCE: &str = "```";
    let mut fenced = Vec::new();
    let mut open = None;
    for (at, _) in text.match_indices(FENCE) {
        let before = text.get(..at).unwrap_or_default();
        if !before.ends_with(['\n', '\r']) && !before.is_empty() {
            continue;
        }
        match open.take() {
            None => open = Some(at),
            Some(start) => fenced.push(start..at),
        }
    }
    fenced
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = at + behind.find('\n').unwrap_or(behind.len());
        let text = text.get(start..end).unwrap_or_default();
        let mut barred = literals(text);
        barred.extend(addresses(text));
        barred.sort_by_key(|range| range.start);
        for range in &mut barred {
            *range = start + range.start..start + range.end;
        }
        Self {
            text,
            start,
            barred: joined(barred),
            is_talk: TALK.iter().any(|word| text.contains(word)),
            is_markup: is_markup(text),
            searched: 0,
        }
    }

    /// Whether the line has a text in quotes besides. Few lines give more than one example.
    fn quotes(&mut self, decoded: &str) -> bool {
        const MOST_SEARCHES: usize = 8;
        const MOST_BYTES: usize = 64;
        self.searched += 1;
        if self.searched > MOST_SEARCHES || decoded.len() > MOST_BYTES || decoded.is_empty() {
            return false;
        }
        let quoted = |(open, close)| self.text.contains(&format!("{open}{decoded}{close}"));
        QUOTES.into_iter().any(quoted)
    }
}

/// Sorted ranges without overlaps.
fn joined(sorted: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Strings of program code, `("…")`, `= "…"`, `: '…'`, and what stands between backticks.
fn literals(line: &str) -> Vec<Range<usize>> {
    const MOST_LETTERS: usize = 3;
    let mut literals = Vec::new();
    // The last two bytes that are not spaces.
    let (mut before, mut last) = (b' ', b' ');
    // The same in front of the letters at hand, and how many they are.
    let (mut outside, mut letters) = ((b' ', b' '), 0);
    let mut at = 0;
    let bytes = line.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        // Letters at a quote say what kind of string it is: `&b"…"`, `f'…'`.
        let (before_quote, last_before_quote) = match letters {
            1..=MOST_LETTERS => outside,
            _ => (before, last),
        };
        let opens = match byte {
            b'`' => true,
            b'"' | b'\'' => match last_before_quote {
                b'=' | b'[' | b'{' => true,
                b'(' | b':' | b',' | b'+' => {
                    before_quote.is_ascii_alphanumeric()
                        || matches!(before_quote, b'_' | b')' | b'"' | b'\'')
                }
                _ => false,
            },
            _ => false,
        };
        // Of each kind of quote, one at most is without its other: no more is read twice.
        let end = if opens { closing(bytes, at) } else { None };
        if let Some(end) = end {
            literals.push(at..end);
        }
        if !byte.is_ascii_alphabetic() && byte != b'&' {
            letters = 0;
        } else if letters == 0 {
            (outside, letters) = ((before, last), 1);
        } else {
            letters += 1;
        }
        if byte != b' ' {
            (before, last) = (last, byte);
        }
        at = end.unwrap_or(at + 1);
    }
    literals
}

/// Where the string ends that begins with the quote at `at`.
fn closing(bytes: &[u8], at: usize) -> Option<usize> {
    let quote = bytes.get(at)?;
    let inside = bytes.get(at + 1..)?;
    let len = inside.iter().position(|byte| byte == quote)?;
    Some(at + 1 + len + 1)
}

/// Addresses of pages, files and mail.
fn addresses(line: &str) -> impl Iterator<Item = Range<usize>> {
    let is_outside = |c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`');
    line.split(is_outside).filter_map(move |token| {
        // Where a part of a text stands in it is the distance of their addresses.
        let at = token.as_ptr().addr() - line.as_ptr().addr();
        let is_address = token.contains("://")
            || token.starts_with("www.")
            || token.starts_with("mailto:")
            || token.starts_with("data:");
        is_address.then(|| at..at + token.len())
    })
}

/// Whether a line has markup and not just mentions a tag: an end tag, or an attribute with a value.
fn is_markup(line: &str) -> bool {
    let mut tags = line
        .split('<')
        .skip(1)
        .filter_map(|tag| tag.split_once('>'));
    tags.any(|(tag, _)| {
        let is_named = |tag: &str| tag.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_end = tag.strip_prefix('/').is_some_and(is_named);
        let has_value = is_named(tag) && (tag.contains("=\"") || tag.contains("='"));
        is_end || has_value || tag.starts_with('!') || tag.starts_with('?') && tag.len() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(text: &str, escape: &str) -> bool {
        let at = text.find(escape).unwrap();
        Context::new(text).bars(&(at..at + escape.len()), "中文", Notation::Unicode)
    }

    #[test]
    fn code_addresses_and_talk_bar_escapes() {
        for text in [
            "print(\"ESC\")",
            "{\"name\": \"ESC\", \"age\": 18}",
            "check(&b\"ESC\"[..], f'{a}')",
            "encode(\"a\", b\"ESC\")",
            "看 https://example.org/wiki/ESC?q=1 这一页",
            "写成 `ESC` 就行",
            "```\nESC\n```\n",
            "ESC 是“中文”的写法",
            "ESC 这样的转义",
        ] {
            assert!(bars(text, "ESC"), "{text}");
        }
    }

    #[test]
    fn prose_does_not() {
        for text in [
            "标题：ESC",
            "设为 \"warn\" 时 ESC 会停",
            "Mr.\"ESC\"",
            "ESC\n```\nlet a = 1;\n```",
            "separator = '\\n' ESC",
        ] {
            assert!(!bars(text, "ESC"), "{text}");
        }
    }
}
