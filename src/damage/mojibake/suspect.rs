//! Finds the lines that can be damaged, at the speed of clean text.
//!
//! Damage puts characters side by side that no clean text has so: two uncommon Han characters, a
//! letter with an accent and a fraction, a Greek letter and a line of a table. Each character has a
//! [`Class`] in a table of the basic plane, and a line is looked at closer where two neighbors' classes
//! do not go together.

use std::sync::LazyLock;

use crate::model::UNITS;
use crate::tables::model::TABLE;

/// Lines longer than this are cut; damage across a cut is not seen as one.
const MOST_BYTES: usize = 8 << 10;

/// Bits that a common Han character costs at most: the commonest 4,000 or so of each script.
const COMMON_BITS: u32 = 15;

/// What a character can stand beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// ASCII, common Han and kana, Chinese punctuation: beside anything.
    Plain,
    /// Uncommon Han, half-width kana, private use.
    Odd,
    /// U+FFFD.
    Lost,
    Hangul,
    Latin,
    Lower,
    Upper,
    /// Letters of other alphabets, and their marks.
    Letter,
    Thai,
    /// Punctuation that alphabets have around their words.
    Point,
    Symbol,
    /// Lines and blocks of tables, which clean text has in runs.
    Line,
    Control,
}

impl Class {
    const ALL: [Self; 13] = [
        Self::Plain,
        Self::Odd,
        Self::Lost,
        Self::Hangul,
        Self::Latin,
        Self::Lower,
        Self::Upper,
        Self::Letter,
        Self::Thai,
        Self::Point,
        Self::Symbol,
        Self::Line,
        Self::Control,
    ];

    #[inline]
    pub(super) fn of(character: char) -> Self {
        let class = CLASSES.get(character as usize).copied();
        let class = class.and_then(|class| Self::ALL.get(usize::from(class)));
        class.copied().unwrap_or(Self::Odd)
    }

    /// Whether the damage that this character would be part of is of one byte a character.
    pub(super) fn is_narrow(self) -> bool {
        self as u8 >= Self::Latin as u8
    }

    const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// The classes that clean text hardly has behind this one.
    const fn clashes(self) -> u16 {
        let letters = Self::Latin.bit() | Self::Lower.bit() | Self::Upper.bit();
        let signs = Self::Symbol.bit() | Self::Line.bit() | Self::Control.bit();
        let alphabets = letters | Self::Letter.bit() | Self::Thai.bit();
        match self {
            Self::Plain => Self::Control.bit(),
            Self::Odd => {
                Self::Odd.bit() | Self::Lost.bit() | Self::Hangul.bit() | alphabets | signs
            }
            Self::Lost => Self::Odd.bit() | alphabets | signs,
            Self::Hangul => Self::Odd.bit(),
            Self::Latin => alphabets | signs,
            Self::Lower => Self::Upper.bit() | Self::Latin.bit() | Self::Thai.bit() | signs,
            Self::Upper => Self::Latin.bit() | Self::Thai.bit() | signs,
            Self::Letter => letters | Self::Thai.bit() | signs,
            Self::Thai => letters | Self::Letter.bit() | Self::Point.bit() | signs,
            Self::Point => Self::Thai.bit() | Self::Control.bit(),
            Self::Symbol => alphabets | signs,
            Self::Line => alphabets | Self::Symbol.bit() | Self::Control.bit(),
            Self::Control => u16::MAX,
        }
    }
}

static CLASHES: [u16; 16] = {
    let mut clashes = [0; 16];
    let mut at = 0;
    while at < Class::ALL.len() {
        clashes[at] = Class::ALL[at].clashes();
        at += 1;
    }
    clashes
};

static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let class = |code| char::from_u32(code).map_or(Class::Control, classify) as u8;
    (0..0x1_0000).map(class).collect()
});

fn classify(c: char) -> Class {
    match c {
        '\0'..='\x7F' => Class::Plain,
        '\u{80}'..='\u{9F}' | '\u{AD}' => Class::Control,
        '\u{A0}'
        | '¡'
        | '«'
        | '»'
        | '¿'
        | '·'
        | '°'
        | '\u{2010}'..='\u{2027}'
        | '\u{202F}'
        | '\u{2030}'..='\u{203B}' => Class::Point,
        'ª' | 'µ' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            Class::Latin
        }
        '\u{370}'..='\u{52F}' if c.is_uppercase() => Class::Upper,
        '\u{370}'..='\u{52F}' => Class::Lower,
        '\u{E00}'..='\u{E7F}' => Class::Thai,
        '\u{2500}'..='\u{25A1}' => Class::Line,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => {
            Class::Hangul
        }
        '\u{FFFD}' => Class::Lost,
        '\u{3000}'..='\u{312F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' => Class::Plain,
        '\u{FE00}'..='\u{FE0F}' => Class::Plain,
        '\u{2E80}'..='\u{9FFF}' if is_common(c) => Class::Plain,
        '\u{2E80}'.. => Class::Odd,
        c if c.is_alphabetic() || matches!(c, '\u{300}'..='\u{1FFF}' | '\u{200B}'..='\u{200F}') => {
            Class::Letter
        }
        _ => Class::Symbol,
    }
}

fn is_common(character: char) -> bool {
    let token = TABLE.token(character);
    let member = TABLE.member(token);
    let costs = TABLE
        .grams
        .iter()
        .map(|grams| grams.unigram(token) + member);
    costs.min().is_some_and(|cost| cost <= COMMON_BITS * UNITS)
}

/// The lines of `text` that deserve a closer look, without their line ends, and where they begin.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines { text, at: 0 }
}

pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let clash = next_clash(self.text.as_bytes(), self.at)?;
        let bytes = self.text.as_bytes();
        let before = bytes.get(self.at..clash)?;
        let start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(self.at, |i| self.at + i + 1);
        // A line that is too long begins near what is suspect, and at a character.
        let start = start.max(clash.saturating_sub(MOST_BYTES / 2));
        let start = (start..=clash).find(|&i| self.text.is_char_boundary(i))?;
        let behind = bytes.get(clash..)?;
        let end = behind
            .iter()
            .position(|&b| b == b'\n')
            .map_or(bytes.len(), |i| clash + i);
        let end = end.min(clash + MOST_BYTES / 2);
        let end = (end..=bytes.len()).find(|&i| self.text.is_char_boundary(i))?;
        self.at = end;
        Some((start, self.text.get(start..end)?.trim_end_matches('\r')))
    }
}

/// Where, from `at` on, the second of two characters begins that clean text hardly has side by side.
fn next_clash(bytes: &[u8], mut at: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let classes = CLASSES.as_slice();
    let mut previous = Class::Plain as u8;
    while let Some(&first) = bytes.get(at) {
        let (code, len) = match first {
            0..=0x7F => {
                // The mark of a lost byte, behind an uncommon character.
                if first == b'?' && previous == Class::Odd as u8 {
                    return Some(at);
                }
                previous = Class::Plain as u8;
                at += 1;
                while let Some(block) = bytes.get(at..).and_then(|b| b.first_chunk::<BLOCK>())
                    && block.is_ascii()
                {
                    at += BLOCK;
                }
                continue;
            }
            0x80..=0xDF => {
                let second = bytes.get(at + 1).copied().unwrap_or(0);
                (
                    (usize::from(first) & 0x1F) << 6 | usize::from(second) & 0x3F,
                    2,
                )
            }
            0xE0..=0xEF => {
                let second = bytes.get(at + 1).copied().unwrap_or(0);
                let third = bytes.get(at + 2).copied().unwrap_or(0);
                let high = (usize::from(first) & 0xF) << 12 | (usize::from(second) & 0x3F) << 6;
                (high | usize::from(third) & 0x3F, 3)
            }
            // Beyond the basic plane: emoji and rare Han, in clean text as a rule.
            _ => (0, 4),
        };
        let class = classes.get(code).copied().unwrap_or(0);
        let clashes = CLASHES.get(usize::from(previous)).copied().unwrap_or(0);
        if clashes >> class & 1 != 0 {
            return Some(at);
        }
        previous = class;
        at += len;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_suspect(text: &str) -> bool {
        lines(text).next().is_some()
    }

    #[test]
    fn damage_is_suspect() {
        for text in [
            "鐨勬槸",
            "涓枃",
            "ä¸\u{AD}æ–‡",
            "ÖÐÎÄ",
            "╓╨╬─▒α",
            "жпнд╠Юб",
            "ЦРОД±Ав",
            "脰脨脦脛",
            "銝剜",
            "笢恅",
            "ﾖﾐﾎﾄ",
            "荳ｭ譁",
            "櫓匡긍",
            "õ©¡µûç",
            "的鐨?",
            "ไธญๆ–็",
        ] {
            assert!(is_suspect(text), "{text}");
        }
    }

    #[test]
    fn clean_text_is_not() {
        for text in [
            "这是一句平常的话。",
            "這是一句平常的話。",
            "データの処理",
            "데이터 처리",
            "Привет, мир",
            "déjà vu à l’été",
            "┌──┬──┐",
            "Καλημέρα κόσμε",
            "“œuvre”",
        ] {
            assert!(!is_suspect(text), "{text}");
        }
    }
}
