//! Small character models of other languages; `FORMAT.md` gives the layout under `LANG`.

use super::{LANGUAGE, u16_at, u32_at};

/// Steps of cost in one bit, between neighbors and within a class.
pub(crate) const PAIR_UNITS: u32 = 8;
pub(crate) const MEMBER_UNITS: u32 = 4;

/// Symbols below this number are classes of characters.
pub(crate) mod class {
    pub(crate) const BOUNDARY: u8 = 0;
    pub(crate) const LETTER: u8 = 1;
    pub(crate) const DIGIT: u8 = 2;
    pub(crate) const SPACE: u8 = 3;
    pub(crate) const SIGN: u8 = 4;
    pub(crate) const BROKEN: u8 = 5;
    pub(crate) const HAN: u8 = 6;
    pub(crate) const HANGUL: u8 = 7;
    pub(crate) const KANA: u8 = 8;
    pub(crate) const OTHER_LETTER: u8 = 9;
    pub(crate) const OTHER: u8 = 10;
    pub(crate) const COUNT: u8 = 11;
}

/// One language's numbers, read in place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// Code point, symbol, cost within the class.
    members: &'static [u8],
    size: usize,
    matrix: &'static [u8],
}

impl Table {
    /// The language of a number in the order of the blob; an empty one behind the last.
    pub(crate) fn new(number: usize) -> Self {
        let mut at = 4;
        for skip in 0..u32_at(LANGUAGE, 0) as usize {
            let size = u32_at(LANGUAGE, at) as usize;
            let members = u32_at(LANGUAGE, at + 4) as usize;
            let start = at + 8;
            let middle = start + 4 * members;
            let end = middle + size * size;
            if skip == number {
                return Self {
                    members: &LANGUAGE[start..middle],
                    size,
                    matrix: &LANGUAGE[middle..end],
                };
            }
            at = end;
        }
        Self {
            members: &[],
            size: 0,
            matrix: &[],
        }
    }

    /// Each character of its own: the character, its symbol, its cost within the symbol's class.
    pub(crate) fn members(self) -> impl Iterator<Item = (char, u8, u8)> {
        self.members.as_chunks::<4>().0.iter().filter_map(|entry| {
            let character = char::from_u32(u16_at(entry, 0).into())?;
            Some((character, entry[2], entry[3]))
        })
    }

    /// Symbols, classes included.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// What it costs that one symbol follows another.
    #[inline]
    pub(crate) fn pair(&self, first: u8, second: u8) -> u8 {
        let index = usize::from(first) * self.size + usize::from(second);
        self.matrix.get(index).copied().unwrap_or(u8::MAX)
    }

    /// What it costs that each symbol follows this one.
    pub(crate) fn row(&self, first: u8) -> &'static [u8] {
        let start = usize::from(first) * self.size;
        let row = self.matrix.get(start..start + self.size);
        row.unwrap_or_default()
    }
}
