//! What is known of each Han character: its readings, its script, how common it is.

use std::cmp::Ordering;

use super::{READING, u32_at};

/// The block that the table covers: CJK Unified Ideographs as of Unicode 1.1, which GBK encodes.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FA5;

/// A pinyin syllable with its tone mark, precomposed: its number in the table's sorted list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Syllable(u32);

impl Syllable {
    /// `None` if no character is read so.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut cell = [0; 8];
        cell.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        // Padded with zeros, strings sort as their bytes' big-endian number.
        let wanted = u64::from_be_bytes(cell);
        let (mut low, mut high) = (1, count());
        while low < high {
            let middle = low.midpoint(high);
            match u64::from_be_bytes(*Self(middle).cell()).cmp(&wanted) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(Self(middle)),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn cell(self) -> &'static [u8; 8] {
        READING[4 + 8 * self.0 as usize..]
            .first_chunk()
            .unwrap_or(&[0; 8])
    }

    pub(crate) fn as_bytes(self) -> &'static [u8] {
        let cell = self.cell();
        let end = cell.iter().position(|&byte| byte == 0);
        &cell[..end.unwrap_or(cell.len())]
    }
}

/// Number of syllables, the empty one included.
fn count() -> u32 {
    u32_at(READING, 0)
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
        Self(u32_at(
            READING,
            4 + 8 * count() as usize + 4 * index as usize,
        ))
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
    (number != 0).then_some(Syllable(number))
}

/// Whether any syllable ends with this text.
pub(crate) fn is_syllable_end(text: &str) -> bool {
    (1..count()).any(|number| Syllable(number).as_bytes().ends_with(text.as_bytes()))
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
