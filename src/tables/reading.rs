//! What is known of each Han character: its readings, its script, how common it is.

use super::{READING, u32_at};

/// The block that the table covers: CJK Unified Ideographs as of Unicode 1.1, which GBK encodes.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FA5;

/// A pinyin syllable with its tone mark, precomposed: at most 8 bytes of UTF-8, padded with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Syllable([u8; 8]);

impl Syllable {
    /// `None` if `text` is empty or longer than any syllable.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; 8];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        (!text.is_empty()).then_some(Self(bytes))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        let end = self.0.iter().position(|&byte| byte == 0);
        &self.0[..end.unwrap_or(self.0.len())]
    }
}

/// Which script has a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Both,
    TraditionalOnly,
    SimplifiedOnly,
}

/// What the table says of one character. Zero for characters outside its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Han(u32);

impl Han {
    pub(crate) fn of(character: char) -> Self {
        let index = (character as u32).wrapping_sub(FIRST);
        if index > LAST - FIRST {
            return Self(0);
        }
        let syllables = u32_at(READING, 0) as usize;
        Self(u32_at(READING, 4 + 8 * syllables + 4 * index as usize))
    }

    /// The reading that glosses give: the one that dictionaries give first.
    pub(crate) fn reading(self) -> Option<Syllable> {
        syllable(self.0 & 0x7FF)
    }

    /// Another reading that glosses give.
    pub(crate) fn second_reading(self) -> Option<Syllable> {
        syllable(self.0 >> 11 & 0x7FF)
    }

    pub(crate) fn script(self) -> Script {
        match self.0 >> 22 & 3 {
            1 => Script::TraditionalOnly,
            2 => Script::SimplifiedOnly,
            _ => Script::Both,
        }
    }

    /// Whether the glosses of families F1 or F2 have been seen on this character.
    pub(crate) fn is_glossed(self) -> bool {
        self.0 >> 24 & 0b011 != 0
    }

    /// Whether glosses of any family have been seen on this character.
    pub(crate) fn is_listed(self) -> bool {
        self.0 >> 24 & 0b111 != 0
    }

    /// From 0, never seen, to 29; a step of one is a factor of √2 in frequency.
    pub(crate) fn commonness(self) -> u32 {
        self.0 >> 27
    }
}

fn syllable(number: u32) -> Option<Syllable> {
    if number == 0 {
        return None;
    }
    let start = 4 + 8 * number as usize;
    Some(Syllable(READING[start..start + 8].try_into().ok()?))
}

/// Whether any syllable ends with this text.
pub(crate) fn is_syllable_end(text: &str) -> bool {
    let count = u32_at(READING, 0);
    (1..count).any(|number| {
        syllable(number).is_some_and(|syllable| syllable.as_bytes().ends_with(text.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_the_sources_say() {
        let han = Han::of('優');
        assert_eq!(han.reading(), Syllable::new("yōu"));
        assert_eq!(han.script(), Script::TraditionalOnly);
        assert!(han.is_glossed() && han.is_listed());
        assert_eq!(Han::of('长').second_reading(), Syllable::new("cháng"));
        assert!(Han::of('的').commonness() > Han::of('熵').commonness());
        assert_eq!(Han::of('A'), Han::default());
        assert_eq!(Han::of('龥').reading(), Syllable::new("yù"));
    }
}
