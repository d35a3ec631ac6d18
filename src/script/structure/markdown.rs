//! Code, links and front matter of Markdown.

use super::{Found, Searches};

/// Bytes within which a code span or the destination of a link ends.
const REACH: usize = 1024;

/// Longest fences: of backticks, and of tildes, more of which people draw as a line.
const LONGEST: [usize; 2] = [16, 5];

/// Bytes within which front matter ends.
const FRONT: usize = 1 << 16;

/// What a backtick or tilde begins: fenced code (CommonMark 0.31, 4.5) or a code span (6.1).
pub(super) fn code(text: &str, start: usize, searches: &mut Searches) -> Found {
    let mark = text.as_bytes()[start];
    let length = run(text, start);
    let nothing = Found::Nothing {
        end: start + length,
    };
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let is_first = text[line_start..start].chars().all(is_indent);
    if is_first && length >= 3 {
        let fence = usize::from(mark == b'~');
        let closes = searches.fences[fence].is_none_or(|failed| length < failed);
        if closes && length <= LONGEST[fence] {
            if let Some(end) = fence_end(text, start, mark, length) {
                return Found::Span(start..end);
            }
            searches.fences[fence] = Some(length);
        }
        return nothing;
    }
    if mark == b'~' {
        return nothing;
    }
    let bytes = text.as_bytes();
    let reach = bytes.len().min(start + length + REACH);
    let mut at = start + length;
    while at < reach {
        match bytes[at] {
            b'`' => {
                let other = run(text, at);
                at += other;
                if other == length {
                    return Found::Span(start..at);
                }
            }
            // A paragraph ends.
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => break,
            _ => at += 1,
        }
    }
    nothing
}

/// What may stand before a fence on its line: indentation, and marks of a quotation.
fn is_indent(character: char) -> bool {
    matches!(character, ' ' | '\t' | '>')
}

/// How often the byte at `at` stands there.
fn run(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    rest.iter().take_while(|byte| **byte == rest[0]).count()
}

/// The end of the line that closes a fence.
fn fence_end(text: &str, start: usize, mark: u8, length: usize) -> Option<usize> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    // Backticks behind a fence of backticks make a code span of it.
    if mark == b'`' && first[length..].contains('`') {
        return None;
    }
    let mut at = start + first.len();
    for line in lines {
        at += line.len();
        let fence = line.trim_start_matches(is_indent);
        let rest = fence.trim_start_matches(char::from(mark));
        if fence.len() - rest.len() >= length && rest.trim().is_empty() {
            return Some(at);
        }
    }
    None
}

/// The destination behind the `]` of a link, `](here)`, or of a definition, `]: here`.
pub(super) fn destination(text: &str, bracket: usize) -> Found {
    let nothing = Found::Nothing { end: bracket + 1 };
    let rest = &text[bracket + 1..];
    let line_start = text[..bracket].rfind('\n').map_or(0, |end| end + 1);
    let defines = text[line_start..]
        .trim_start_matches(is_indent)
        .starts_with('[');
    let is_link = rest.starts_with('(');
    if !(is_link || rest.starts_with(':') && defines) {
        return nothing;
    }
    let target = rest[1..].trim_start_matches(' ');
    let start = text.len() - target.len();
    let mut depth = 0;
    for (at, character) in target.char_indices().take_while(|(at, _)| *at < REACH) {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 && is_link => return span(start, at, nothing),
            ')' => depth -= 1,
            // Prose in brackets.
            '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}' => {
                return nothing;
            }
            _ if character.is_whitespace() => return span(start, at, nothing),
            _ => {}
        }
    }
    if !is_link && target.len() < REACH {
        return span(start, target.len(), nothing);
    }
    nothing
}

fn span(start: usize, length: usize, nothing: Found) -> Found {
    if length == 0 {
        return nothing;
    }
    Found::Span(start..start + length)
}

/// Where the front matter of a text ends: lines of YAML between `---`, or of TOML between `+++`.
pub(super) fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    let begins_as: fn(&str) -> bool = match fence {
        "---" => |line| {
            line.starts_with([' ', '\t', '#', '-'])
                || line.trim_end().ends_with(':')
                || line.contains(": ")
        },
        "+++" => |line| line.starts_with(['[', '#', ' ', '"', '\'', ']']) || line.contains('='),
        _ => return None,
    };
    let mut end = first.len();
    let mut is_empty = true;
    for line in lines {
        end += line.len();
        let closes = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if closes {
            return (!is_empty).then_some(end);
        }
        if end > FRONT || !(line.trim().is_empty() || begins_as(line)) {
            return None;
        }
        is_empty = false;
    }
    None
}
