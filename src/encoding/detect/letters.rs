//! Encodings of single bytes, weighed by tables of what each byte is in a language: what
//! [`meter::weigh`](super::meter::weigh) says of them, in a fraction of the time. There are many such
//! encodings, and short strings are plausible in several.

use std::sync::OnceLock;

use super::glance::SINGLE;
use super::meter::{Account, MALFORMED, ascii};
use super::suppose::single;
use super::tongue::{Cell, Other};
use crate::name::{Encoding, Language};

/// What encodings of single bytes can differ in: bytes beyond ASCII, and ASCII right behind them.
pub(super) struct Sites {
    /// Each with the byte before it; a text begins as a line does.
    pairs: Vec<[u8; 2]>,
    /// What all other bytes cost.
    cost: u64,
}

impl Sites {
    /// O(bytes).
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut pairs = Vec::with_capacity(bytes.len());
        let mut cost = 0;
        let mut before = b'\n';
        for &byte in bytes {
            if before.is_ascii() && byte.is_ascii() {
                cost += u64::from(ascii(byte));
            } else {
                pairs.push([before, byte]);
            }
            before = byte;
        }
        Self { pairs, cost }
    }
}

/// What each byte is in one encoding and language; `None` if it has no meaning.
pub(super) struct Letters {
    cells: [Option<Cell>; 256],
    language: Other,
}

/// Which of `SINGLE` an encoding and a language are, by their numbers.
static NUMBERS: [[u8; 32]; Encoding::COUNT] = {
    let mut numbers = [[u8::MAX; 32]; Encoding::COUNT];
    let mut number = 0;
    while number < SINGLE.len() {
        let (encoding, language) = SINGLE[number];
        numbers[encoding as usize][language as usize] = number as u8;
        number += 1;
    }
    numbers
};

impl Letters {
    /// `None` for encodings of more than single bytes, and languages that they are not used for.
    pub(super) fn of(encoding: Encoding, language: Language) -> Option<&'static Self> {
        static ALL: [OnceLock<Option<Letters>>; SINGLE.len()] =
            [const { OnceLock::new() }; SINGLE.len()];
        let number = NUMBERS.get(encoding as usize)?.get(language as usize)?;
        let letters = ALL.get(usize::from(*number))?;
        letters
            .get_or_init(|| Self::new(encoding, language))
            .as_ref()
    }

    fn new(encoding: Encoding, language: Language) -> Option<Self> {
        let upper = single(encoding)?;
        let language = Other::of(language)?;
        let lower = (0..0x80).map(|byte: u8| Some(char::from(byte)));
        let mut cells = [None; 256];
        for (cell, character) in cells.iter_mut().zip(lower.chain(upper.iter().copied())) {
            *cell = character.map(|character| language.cell(character));
        }
        Some(Self { cells, language })
    }

    /// Adds up what the bytes cost, until it is more than `most`. O(bytes).
    pub(super) fn weigh(&self, sites: &Sites, most: u64) -> Account {
        let mut account = Account {
            cost: sites.cost,
            ..Account::default()
        };
        for &[before, byte] in &sites.pairs {
            let last = self.cells[usize::from(before)];
            let cost = match (last, self.cells[usize::from(byte)]) {
                (_, None) => {
                    account.malformed += 1;
                    MALFORMED
                }
                // Behind what has no meaning, a line begins.
                (None, Some(_)) if byte.is_ascii() => ascii(byte),
                (last, Some(cell)) => self.language.follow(last.unwrap_or(Cell::BOUNDARY), cell),
            };
            account.characters += u32::from(!byte.is_ascii());
            account.cost += u64::from(cost);
            if account.cost > most {
                break;
            }
        }
        account.characters -= account.malformed;
        account
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::detect::meter::weigh;
    use crate::encoding::unit::Single;

    #[test]
    fn it_may_end_at_a_byte_without_a_meaning() {
        let mut ends = 0;
        for (encoding, language) in SINGLE {
            let letters = Letters::of(encoding, language).unwrap();
            let has_meaning = |byte: &u8| letters.cells[usize::from(*byte)].is_some();
            for byte in (0..=u8::MAX).filter(|byte| !has_meaning(byte)) {
                let account = letters.weigh(&Sites::of(&[byte]), 0);
                assert_eq!((account.characters, account.malformed), (0, 1));
                ends += 1;
            }
        }
        assert!(ends > 0, "every byte has a meaning");
    }

    #[test]
    fn it_is_what_the_meter_says() {
        let bytes: Vec<u8> = (0..4_000_u32).map(|n| (n * n % 251 * 7) as u8).collect();
        for (encoding, language) in SINGLE {
            let letters = Letters::of(encoding, language).unwrap();
            let reader = Single(single(encoding).unwrap());
            for part in bytes.chunks(37) {
                let score = Other::of(language).unwrap();
                let expected = weigh(part, reader, score, true, u64::MAX);
                let weighed = letters.weigh(&Sites::of(part), u64::MAX);
                assert_eq!(weighed, expected, "{encoding} {language}");
            }
        }
    }
}
