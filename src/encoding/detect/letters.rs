//! Encodings of single bytes, weighed by tables of what each byte is in a language: what
//! [`meter::weigh`](super::meter::weigh) says of them, in a fraction of the time. There are many such
//! encodings, and short strings are plausible in several.

use std::sync::{LazyLock, OnceLock};

use super::glance::SINGLE;
use super::meter::{Account, MALFORMED, ascii};
use super::suppose::single;
use super::tongue::{Cell, Other};
use crate::name::{Encoding, Language};

/// What each byte is in one encoding and language; `None` if it has no meaning.
pub(super) struct Letters {
    cells: [Option<Cell>; 256],
    language: Other,
}

/// What each byte of ASCII costs behind another.
static ASCII: LazyLock<[u32; 128]> =
    LazyLock::new(|| std::array::from_fn(|byte| ascii(byte as u8)));

impl Letters {
    /// `None` for encodings of more than single bytes, and languages that they are not used for.
    pub(super) fn of(encoding: Encoding, language: Language) -> Option<&'static Self> {
        static ALL: [OnceLock<Option<Letters>>; SINGLE.len()] =
            [const { OnceLock::new() }; SINGLE.len()];
        let number = SINGLE
            .iter()
            .position(|&listed| listed == (encoding, language))?;
        let letters = ALL.get(number)?;
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

    /// Adds up what the bytes cost. O(bytes).
    pub(super) fn weigh(&self, bytes: &[u8]) -> Account {
        let ascii = &*ASCII;
        let mut account = Account::default();
        // A text begins as a line does.
        let mut last = Cell::BOUNDARY;
        let mut is_beyond = false;
        for &byte in bytes {
            let Some(cell) = self.cells[usize::from(byte)] else {
                account.malformed += 1;
                account.cost += u64::from(MALFORMED);
                (last, is_beyond) = (Cell::BOUNDARY, false);
                continue;
            };
            let cost = match ascii.get(usize::from(byte)) {
                Some(&cost) if !is_beyond => cost,
                _ => self.language.follow(last, cell),
            };
            account.cost += u64::from(cost);
            is_beyond = !byte.is_ascii();
            account.characters += u32::from(is_beyond);
            last = cell;
        }
        account
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::detect::meter::weigh;
    use crate::encoding::unit::Single;

    #[test]
    fn it_is_what_the_meter_says() {
        let bytes: Vec<u8> = (0..4_000_u32).map(|n| (n * n % 251 * 7) as u8).collect();
        for (encoding, language) in SINGLE {
            let letters = Letters::of(encoding, language).unwrap();
            let reader = Single(single(encoding).unwrap());
            for part in bytes.chunks(37) {
                let expected = weigh(part, reader, Other::of(language).unwrap(), true);
                assert_eq!(letters.weigh(part), expected, "{encoding} {language}");
            }
        }
    }
}
