//! What kind of character calls for an explanation.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::model::UNITS;
use crate::tables::model::TABLE;

/// Bits that a common Han character costs at most: the commonest 4,000 or so of each script.
const COMMON_BITS: u32 = 15;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// ASCII, common Han and kana, Chinese punctuation: calls for none.
    Plain,
    /// U+FFFD: says that something was lost, but not in which way.
    Lost,
    /// Uncommon Han, Hangul, half-width kana, private use: from a reader of two bytes.
    Wide,
    /// Letters and signs of alphabets, lines of tables, controls: from a reader of one byte.
    Narrow,
}

impl Class {
    #[inline]
    pub(super) fn of(character: char) -> Self {
        match character {
            '\0'..='\x7F'
            | '\u{3000}'..='\u{312F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FF01}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}' => Self::Plain,
            '\u{FFFD}' => Self::Lost,
            '\u{1100}'..='\u{11FF}' => Self::Wide,
            '\u{80}'..='\u{2E7F}' => Self::Narrow,
            '\u{2E80}'..='\u{9FFF}' if is_common(character) => Self::Plain,
            _ => Self::Wide,
        }
    }
}

/// Whether a character of East Asia is common; what was found out is noted.
fn is_common(character: char) -> bool {
    const FIRST: usize = 0x2E80;
    const UNKNOWN: u8 = 0;
    const RARE: u8 = 1;
    const COMMON: u8 = 2;
    static NOTES: [AtomicU8; 0xA000 - FIRST] = [const { AtomicU8::new(UNKNOWN) }; 0xA000 - FIRST];
    let Some(note) = NOTES.get((character as usize).wrapping_sub(FIRST)) else {
        return false;
    };
    match note.load(Ordering::Relaxed) {
        UNKNOWN => {
            let is_common = costs_little(character);
            note.store(if is_common { COMMON } else { RARE }, Ordering::Relaxed);
            is_common
        }
        noted => noted == COMMON,
    }
}

fn costs_little(character: char) -> bool {
    let token = TABLE.token(character);
    let member = TABLE.member(token);
    let costs = TABLE
        .grams
        .iter()
        .map(|grams| grams.unigram(token) + member);
    costs.min().is_some_and(|cost| cost <= COMMON_BITS * UNITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clean_chinese_has_calls_for_nothing() {
        for (class, characters) in [
            (Class::Plain, "a~的们們龙あケ，。「」！～￥"),
            (Class::Lost, "\u{FFFD}"),
            (Class::Wide, "烎朤ᄀ한ｱ\u{E000}𠮷"),
            (Class::Narrow, "\u{80}éЖ─±ส"),
        ] {
            // The second time it is known already.
            for character in characters.chars().chain(characters.chars()) {
                assert_eq!(Class::of(character), class, "{character}");
            }
        }
    }
}
