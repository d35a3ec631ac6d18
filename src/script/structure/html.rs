//! Tags, comments and elements of code.

use super::{Found, Searches};

/// The longest tag, in bytes: one that does not end within so many is none.
const REACH: usize = 4096;

/// Elements whose content is code, and their end.
const CODE: [(&str, &str); 5] = [
    ("code", "</code"),
    ("kbd", "</kbd"),
    ("samp", "</samp"),
    ("script", "</script"),
    ("style", "</style"),
];

/// What a `<` begins.
pub(super) fn markup(text: &str, start: usize, searches: &mut Searches) -> Found {
    let rest = &text[start..];
    if rest.starts_with("<!--") {
        return match searches.find(text, start + 4, "-->") {
            Some(end) => Found::Span(start..end + 3),
            None => Found::Nothing { end: start + 4 },
        };
    }
    let nothing = Found::Nothing { end: start + 1 };
    let after_slash = rest[1..].strip_prefix(['/', '!', '?']);
    let name = after_slash.unwrap_or(&rest[1..]);
    let length = name
        .bytes()
        .take_while(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'_')
        })
        .count();
    let (name, behind) = name.split_at(length);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_address = name.ends_with(':') && behind.starts_with("//");
    let ends_name = |next: char| matches!(next, '>' | '/' | '?') || next.is_ascii_whitespace();
    if !is_name || !(behind.starts_with(ends_name) || is_address) {
        return nothing;
    }
    let Some(end) = tag_end(text.as_bytes(), start) else {
        return nothing;
    };
    let opens = after_slash.is_none() && !text[..end].ends_with("/>");
    let code = CODE
        .iter()
        .find(|(code, _)| name.eq_ignore_ascii_case(code));
    if opens
        && let Some((_, closer)) = code
        && let Some(closer) = searches.find(text, end, closer)
        && let Some(end) = tag_end(text.as_bytes(), closer)
    {
        return Found::Span(start..end);
    }
    Found::Span(start..end)
}

/// Where the tag that begins at `start` ends.
fn tag_end(text: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    for (place, byte) in text.get(start + 1..)?.iter().take(REACH).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(start + place + 2),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}
