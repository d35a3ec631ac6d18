//! Going to the few characters of a text that matter without a look at what the table says of the rest.

use std::sync::LazyLock;

use crate::script::utf8::decode;
use crate::tables::context::{Cell, Side};

/// A bit for each character of the Basic Multilingual Plane; the table has none of another plane.
pub(super) struct Notable(Box<[u64; 1024]>);

/// Characters that are to be decided or folded.
pub(super) static DECIDED: LazyLock<Notable> =
    LazyLock::new(|| Notable::of(|cell| cell.subject().is_some() || cell.folded().is_some()));

/// Characters that stand for a simplified one in contexts.
pub(super) static FOLDED: LazyLock<Notable> =
    LazyLock::new(|| Notable::of(|cell| cell.folded().is_some()));

/// Characters of simplified text alone.
pub(super) static SIMPLIFIED: LazyLock<Notable> =
    LazyLock::new(|| Notable::of(|cell| cell.side() == Side::Simplified));

/// Characters of traditional text alone.
pub(super) static TRADITIONAL: LazyLock<Notable> =
    LazyLock::new(|| Notable::of(|cell| cell.side() == Side::Traditional));

/// Characters that concern one of the steps to a region's standard, numbered as
/// [`Cell::concerns`] numbers them.
pub(super) static CONCERNED: [LazyLock<Notable>; 4] = [
    LazyLock::new(|| Notable::of(|cell| cell.concerns(0))),
    LazyLock::new(|| Notable::of(|cell| cell.concerns(1))),
    LazyLock::new(|| Notable::of(|cell| cell.concerns(2))),
    LazyLock::new(|| Notable::of(|cell| cell.concerns(3))),
];

impl Notable {
    fn of(has: impl Fn(Cell) -> bool) -> Self {
        let mut rows = Box::new([0; 1024]);
        for (number, row) in rows.iter_mut().enumerate() {
            let codes = (0..64).filter(|place| has(Cell::of((number << 6 | place) as u32)));
            *row = codes.fold(0, |row, place| row | 1 << place);
        }
        Self(rows)
    }

    #[inline(always)]
    fn has(&self, row: usize, place: u8) -> bool {
        self.0
            .get(row)
            .is_some_and(|row| row >> (place & 0x3F) & 1 != 0)
    }

    /// Where the first such character at or behind `at` stands, or where the text ends.
    #[inline]
    pub(super) fn next(&self, text: &[u8], mut at: usize) -> usize {
        while let Some(&[lead, second, third]) = text.get(at..).and_then(<[u8]>::first_chunk) {
            if lead & 0xF0 == 0xE0 {
                let row = usize::from(lead & 0xF) << 6 | usize::from(second & 0x3F);
                if self.has(row, third) {
                    return at;
                }
                at += 3;
                continue;
            }
            at += match lead {
                0xF0.. => 4,
                0xC0.. if self.has(usize::from(lead & 0x1F), second) => return at,
                0xC0.. => 2,
                _ if self.has(usize::from(lead >> 6), lead) => return at,
                _ => 1,
            };
        }
        while at < text.len() {
            let (code, length) = decode(text, at);
            if self.has((code >> 6) as usize, code as u8) {
                return at;
            }
            at += length;
        }
        text.len()
    }

    /// Whether a text has such a character.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.next(text.as_bytes(), 0) < text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_is_found_wherever_it_stands() {
        let text = "a里𠮷é1里b后";
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(character) = text[DECIDED.next(text.as_bytes(), at)..].chars().next() {
            let place = DECIDED.next(text.as_bytes(), at);
            found.push((place, character));
            at = place + character.len_utf8();
        }
        assert_eq!(found, [(1, '里'), (11, '里'), (15, '后')]);
        assert!(CONCERNED[1].is_in("U"));
        assert!(!FOLDED.is_in("里\u{20BB7}"));
    }
}
