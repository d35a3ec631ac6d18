//! What stands around an invisible character and may give it a meaning.

use std::ops::Range;

use super::super::class::is_han;
use super::policy::Keep;

/// A text, looked at in order of position.
pub(super) struct Context<'t> {
    text: &'t str,
    /// The line looked at last, and whether it has letters written from right to left.
    line: Range<usize>,
    is_right_to_left: bool,
    /// Where the flag that was last recognized ends.
    flag_end: usize,
    /// Where what was last taken out ends, and the character that stands before it then.
    gone_end: usize,
    before_gone: Option<char>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            line: 0..0,
            is_right_to_left: false,
            flag_end: 0,
            gone_end: 0,
            before_gone: None,
        }
    }

    /// Remembers that a span is taken out, and what stands before it.
    pub(super) fn take_out(&mut self, span: Range<usize>, before: Option<char>) {
        self.before_gone = before;
        self.gone_end = span.end;
    }

    /// The character before a place, once all before it is taken out that goes.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        if at == self.gone_end {
            return self.before_gone;
        }
        self.text[..at].chars().next_back()
    }

    /// Whether the character at `at`, behind this one, stays under this rule.
    pub(super) fn keeps(&mut self, rule: Keep, at: usize, one: char, before: Option<char>) -> bool {
        let behind = || self.text[at + one.len_utf8()..].chars().next();
        match rule {
            Keep::Never => false,
            Keep::InScript => is_joining(before) && is_joining(behind()),
            Keep::InScriptOrEmoji => {
                is_joining(before) || (is_emoji_end(before) && is_emoji(behind()))
            }
            Keep::InRightToLeft => self.is_right_to_left(at),
            Keep::InFlag => self.is_in_flag(at),
            Keep::BehindBase => before.is_some_and(|base| is_han(base) || is_base(base)),
            Keep::BehindSymbol => before.is_some_and(is_base),
        }
    }

    fn is_right_to_left(&mut self, at: usize) -> bool {
        if at >= self.line.end {
            let end = self.text[at..]
                .find('\n')
                .map_or(self.text.len(), |end| at + end + 1);
            self.line = self.line.end..end;
            let line = &self.text[self.line.clone()];
            self.is_right_to_left = line.chars().any(is_right_to_left);
        }
        self.is_right_to_left
    }

    /// Whether a tag belongs to a flag: Unicode Technical Standard 51, section C.1.
    fn is_in_flag(&mut self, at: usize) -> bool {
        const FLAG: char = '\u{1F3F4}';
        const TERMINATOR: char = '\u{E007F}';
        /// Letters and digits of a region and its subdivision.
        const MOST: usize = 6;
        if at < self.flag_end {
            return true;
        }
        if !self.text[..at].ends_with(FLAG) {
            return false;
        }
        let is_letter =
            |c: &char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
        let rest = &self.text[at..];
        let letters = rest.chars().take_while(is_letter).take(MOST + 1).count();
        let tags = letters * FLAG.len_utf8();
        let is_flag = (1..=MOST).contains(&letters) && rest[tags..].starts_with(TERMINATOR);
        if is_flag {
            self.flag_end = at + tags + TERMINATOR.len_utf8();
        }
        is_flag
    }
}

/// Whether a character is of a script in which zero-width characters join, part or order letters:
/// from Arabic to the scripts of Further India, Mongolian, Hangul's letters, shorthand, music.
fn is_joining(character: Option<char>) -> bool {
    matches!(
        character,
        Some(
            '\u{600}'..='\u{109F}'
            | '\u{1100}'..='\u{11FF}'
            | '\u{1780}'..='\u{18AF}'
            | '\u{1900}'..='\u{1CFF}'
            | '\u{A840}'..='\u{ABFF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10A00}'..='\u{11FFF}'
            | '\u{1BC00}'..='\u{1BCAF}'
            | '\u{1D100}'..='\u{1D1FF}',
        )
    )
}

fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a character can end a part of an emoji sequence: an emoji, its selector, a skin tone.
fn is_emoji_end(character: Option<char>) -> bool {
    is_emoji(character) || character == Some('\u{FE0F}')
}

fn is_emoji(character: Option<char>) -> bool {
    matches!(
        character,
        Some(
            '\u{1F000}'..='\u{1FAFF}'
            | '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}'
            | '\u{2600}'..='\u{27BF}'
            | '\u{2B00}'..='\u{2BFF}',
        )
    )
}

/// Whether a symbol may have variants: emoji, signs of many kinds, the digits of keycaps, letters that
/// are symbols.
fn is_base(character: char) -> bool {
    is_emoji(Some(character))
        || matches!(character, '0'..='9' | '#' | '*' | '©' | '®' | '\u{2000}'..='\u{206F}' | '\u{2100}'..='\u{214F}' | '\u{2200}'..='\u{22FF}' | '\u{2460}'..='\u{25FF}' | '\u{2900}'..='\u{297F}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{3001}' | '\u{3002}' | '\u{FF01}' | '\u{FF0C}' | '\u{FF0E}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}')
}
