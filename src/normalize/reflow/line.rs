//! Lines that show something, and what they begin and end with.

use std::ops::Range;

use super::marker::{self, PageNumber};

/// Characters of a line that are looked at from either end. Few sentences are longer, and a bound
/// keeps the work for one break constant.
pub(super) const WINDOW: usize = 80;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its bytes without spaces at the ends.
    pub(super) content: Range<usize>,
    /// Where it begins, spaces included.
    pub(super) start: usize,
    /// Where it ends, spaces included and the line break not.
    pub(super) end: usize,
    /// Line breaks between the line before and this one, or as many as matter.
    pub(super) breaks: u8,
    /// The page number that it is.
    pub(super) number: Option<PageNumber>,
    /// Which line it was before the last joins, if none of them has changed it.
    pub(super) was: Option<usize>,
}

/// The lines of a text that are not blank, in order.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    let (mut start, mut breaks) = (0, 0_u8);
    let breaks_at = text.match_indices('\n').map(|(at, _)| at);
    let ends = breaks_at.chain([text.len()]);
    ends.filter_map(move |end| {
        let line = Line::of(text, start..end, breaks);
        start = end + 1;
        breaks = if line.is_some() {
            1
        } else {
            breaks.saturating_add(1)
        };
        line
    })
}

impl Line {
    fn of(text: &str, span: Range<usize>, breaks: u8) -> Option<Self> {
        let line = &text[span.clone()];
        let trimmed = match line.as_bytes() {
            [.., last] if !ends_blank(*last) => line,
            _ => line.trim_end_matches(is_blank),
        };
        let content = match trimmed.as_bytes() {
            [] => return None,
            [first, ..] if !begins_blank(*first) => trimmed,
            _ => trimmed.trim_start_matches(is_blank),
        };
        let end = span.start + trimmed.len();
        Some(Self {
            content: end - content.len()..end,
            start: span.start,
            end: span.start + line.strip_suffix('\r').unwrap_or(line).len(),
            breaks,
            number: marker::page_number(content),
            was: None,
        })
    }

    /// The line, which was this one, where so many bytes before it are gone.
    pub(super) fn moved(mut self, was: usize, gone: usize) -> Self {
        self.was = Some(was);
        self.start -= gone;
        self.content = self.content.start - gone..self.content.end - gone;
        self.end -= gone;
        self
    }
}

/// Spaces of all kinds; a form feed is where a page ended.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{B}' | '\u{C}' | '\r' | ' ' | '\u{A0}' | '\u{3000}'
    )
}

/// Whether a character that begins with this byte may be blank.
fn begins_blank(first: u8) -> bool {
    first <= b' ' || first == 0xC2 || first == 0xE3
}

/// Whether a character that ends with this byte may be blank.
fn ends_blank(last: u8) -> bool {
    last <= b' ' || last == 0x80 || last == 0xA0
}

/// The last characters of a line, at most so many.
pub(super) fn tail_of(line: &str, most: usize) -> &str {
    let start = line.char_indices().rev().take(most).last();
    &line[start.map_or(0, |(at, _)| at)..]
}

/// What a line ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The end of a sentence or clause, full-width or ASCII, brackets and quotation marks behind it too.
    Closed,
    /// A comma, after which the sentence goes on.
    Comma,
    /// A bracket or quotation mark behind something else.
    Bracket,
    Han,
    /// A letter or digit.
    Letter,
    Other,
}

impl End {
    #[inline]
    pub(super) fn of(content: &str) -> Self {
        let outside = content.trim_end_matches(is_closing);
        let Some(last) = outside.chars().next_back() else {
            return Self::Other;
        };
        match last {
            '。' | '．' | '！' | '？' | '…' | '；' | '：' | '～' | '｡' | '.' | '!' | '?' | ';'
            | ':' | '~' => Self::Closed,
            _ if outside.len() < content.len() => Self::Bracket,
            '，' | '、' | ',' | '､' => Self::Comma,
            _ if is_han(last) => Self::Han,
            _ if last.is_alphanumeric() => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// A mark that closes or continues something.
    Continued,
    Opening,
    Han,
    Upper,
    Digit,
    /// A small letter, or anything else.
    Other,
}

impl Start {
    pub(super) fn of(content: &str) -> Self {
        match content.chars().next() {
            None => Self::Other,
            Some('，' | '。' | '、' | '；' | '：' | '！' | '？' | '…' | '％') => {
                Self::Continued
            }
            Some(',' | ';' | '!' | '?' | '%') => Self::Continued,
            Some('"' | '\'') => Self::Opening,
            Some(first) if is_closing(first) => Self::Continued,
            Some(first) if is_opening(first) => Self::Opening,
            Some(first) if is_han(first) => Self::Han,
            Some(first) if first.is_numeric() => Self::Digit,
            Some(first) if first.is_alphabetic() && !first.is_lowercase() => Self::Upper,
            Some(_) => Self::Other,
        }
    }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '(' | '['
    )
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | ')' | ']' | '"' | '\''
    )
}

/// Columns that a character takes on a terminal with Chinese fonts.
pub(super) fn width(c: char) -> usize {
    match c {
        // Latin to Georgian, and half-width katakana and hangul.
        '\0'..='\u{10FF}' | '\u{FF61}'..='\u{FFDC}' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_tells_what_is_not_blank() {
        for one in ('\0'..=char::MAX).filter(|one| is_blank(*one)) {
            let mut utf8 = [0; 4];
            let bytes = one.encode_utf8(&mut utf8).as_bytes();
            assert!(begins_blank(bytes[0]), "{one:?}");
            assert!(ends_blank(bytes[bytes.len() - 1]), "{one:?}");
        }
    }
}
