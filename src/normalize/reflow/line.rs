//! Lines that show something, and what they begin and end with.

use std::ops::Range;

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
}

/// The lines of a text that are not blank, in order.
#[derive(Debug, Clone)]
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    #[inline]
    fn next(&mut self) -> Option<Line> {
        while self.at < self.text.len() {
            let start = self.at;
            let rest = &self.text[start..];
            let len = rest.find('\n');
            self.at = len.map_or(self.text.len(), |len| start + len + 1);
            let line = &rest[..len.unwrap_or(rest.len())];
            let trimmed = line.trim_end_matches(is_blank);
            if trimmed.is_empty() {
                continue;
            }
            let content = trimmed.trim_start_matches(is_blank);
            let end = start + trimmed.len();
            return Some(Line {
                content: end - content.len()..end,
                start,
                end: start + line.strip_suffix('\r').unwrap_or(line).len(),
            });
        }
        None
    }
}

/// Spaces of all kinds; a form feed is where a page ended.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{B}' | '\u{C}' | '\r' | ' ' | '\u{A0}' | '\u{3000}'
    )
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
