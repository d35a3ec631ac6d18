//! Which characters have tokens of their own, and which share one with their class.

use std::collections::HashMap;

use encoding_rs::{BIG5, GBK};

use crate::tables::model::{BOUNDARY, CLASSES, class};

/// Occurrences in a script's text below which a character is only a member of its class there.
pub const MIN_COUNT: u64 = 3;

/// Tokens that n-grams are made of: with 25 bits for a pair, at most 5792.
const PAIRED: usize = 5_792;

/// What text an alphabet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Chinese,
    /// ASCII letters have tokens of their own, all Han share a class.
    Others,
}

impl Kind {
    pub fn class_of(self, character: char) -> u16 {
        match class_of(character) {
            class::GB2312_LEVEL_1..=class::RARE_HAN if self == Self::Others => class::HAN,
            own => own,
        }
    }

    fn has_token(self, character: char) -> bool {
        let own = self.class_of(character);
        match self {
            Self::Chinese => own > class::BROKEN,
            Self::Others => own == class::LETTER || own > class::HAN,
        }
    }
}

pub struct Alphabet {
    kind: Kind,
    /// The characters with tokens, from the commonest; the first has number [`CLASSES`].
    pub characters: Vec<char>,
    pub paired: usize,
    tokens: HashMap<char, u16>,
}

impl Alphabet {
    pub fn new(kind: Kind, characters: Vec<char>) -> Self {
        let tokens = (CLASSES as u16..)
            .zip(&characters)
            .map(|(token, &c)| (c, token))
            .collect();
        Self {
            kind,
            paired: PAIRED.min(CLASSES + characters.len()),
            characters,
            tokens,
        }
    }

    /// Characters seen often enough in either script, by the larger of their relative frequencies.
    pub fn of_counts(kind: Kind, counts: [&HashMap<char, u64>; 2]) -> Self {
        let totals = counts.map(|counts| counts.values().sum::<u64>().max(1));
        let mut weights: HashMap<char, u128> = HashMap::new();
        for (counts, other) in counts.iter().zip([totals[1], totals[0]]) {
            for (&character, &count) in *counts {
                if count >= MIN_COUNT && kind.has_token(character) {
                    // count / total, times both totals.
                    let weight = u128::from(count) * u128::from(other);
                    let kept = weights.entry(character).or_default();
                    *kept = weight.max(*kept);
                }
            }
        }
        let mut characters: Vec<char> = weights.keys().copied().collect();
        characters.sort_by_key(|character| (u128::MAX - weights[character], *character));
        Self::new(kind, characters)
    }

    pub fn len(&self) -> usize {
        CLASSES + self.characters.len()
    }

    pub fn token(&self, character: char) -> u16 {
        self.tokens
            .get(&character)
            .copied()
            .unwrap_or_else(|| self.kind.class_of(character))
    }

    /// The class of a token: its own number, or that of its character.
    pub fn class_of(&self, token: usize) -> u16 {
        let character = self.character(token);
        character.map_or(token as u16, |c| self.kind.class_of(c))
    }

    pub fn character(&self, token: usize) -> Option<char> {
        self.characters.get(token.checked_sub(CLASSES)?).copied()
    }
}

/// The class of a character.
fn class_of(character: char) -> u16 {
    match character {
        '\n' | '\r' => BOUNDARY,
        'A'..='Z' | 'a'..='z' => class::LETTER,
        '0'..='9' => class::DIGIT,
        ' ' | '\t' | '\u{A0}' | '\u{3000}' => class::SPACE,
        '!'..='~' => class::SIGN,
        '\0'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF9}'..='\u{FFFF}' => class::BROKEN,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {
            class::BROKEN
        }
        '\u{FEFF}' | '\u{F0000}'.. => class::BROKEN,
        '\u{4E00}'..='\u{9FA5}' => han(character),
        '\u{3400}'..='\u{4DBF}' | '\u{9FA6}'..='\u{9FFF}' => class::RARE_HAN,
        '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => class::RARE_HAN,
        '\u{3041}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' => class::KANA,
        '\u{FF66}'..='\u{FF9F}' => class::KANA,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' => {
            class::HANGUL
        }
        '\u{AC00}'..='\u{D7FF}' => class::HANGUL,
        '\u{A1}'..='\u{BF}' | '\u{D7}' | '\u{F7}' => class::SYMBOL,
        '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => class::LATIN,
        '\u{370}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}' => class::GREEK_CYRILLIC,
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{33FF}' => class::SYMBOL,
        '\u{FE10}'..='\u{FE6F}' | '\u{FF01}'..='\u{FFEE}' => class::SYMBOL,
        '\u{1F000}'..='\u{1FAFF}' => class::SYMBOL,
        _ => class::OTHER,
    }
}

fn han(character: char) -> u16 {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let (gbk, big5) = (GBK.encode(text).0, BIG5.encode(text).0);
    match (&*gbk, &*big5) {
        // Level 1 is rows 16 to 55 of GB 2312, level 2 rows 56 to 87; in EUC from 0xB0 and 0xD8.
        ([0xB0..=0xD7, 0xA1..=0xFE], _) => class::GB2312_LEVEL_1,
        (_, [0xA4..=0xC6, _]) => class::BIG5_LEVEL_1,
        ([0xD8..=0xF7, 0xA1..=0xFE], _) => class::GB2312_LEVEL_2,
        (_, [0xC9..=0xF9, _]) => class::BIG5_LEVEL_2,
        _ => class::HAN,
    }
}
