//! What every pair of bytes means, encoding by encoding: for look-ups at random, and for decoding.
//!
//! For decoding the tables are spread out when their encoding is first decoded, in less than a tenth of
//! a millisecond.

use std::sync::LazyLock;

use crate::name::Encoding;
use crate::tables;
use crate::tables::pairs::{Grid, Pair, Set};

const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
const TRAILS_FROM: u8 = 0x40;

/// The characters of all pairs, by lead without its highest bit and trail.
pub(super) struct Index(Box<[Cell; 1 << 15]>);

/// What a pair of bytes means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell(u32);

impl Cell {
    /// No meaning.
    const ABSENT: Self = Self(Self::SPECIAL);

    /// Set for all but characters of three bytes of UTF-8 that come back as this pair.
    pub(super) const SPECIAL: u32 = 1 << 31;
    const COMES_BACK: u32 = 1 << 30;
    /// The pair may mean this character and one more.
    const DOUBLE: u32 = 1 << 29;
    const CODE: u32 = (1 << 21) - 1;

    fn of(pair: Pair) -> Self {
        let code = u32::from(pair.character);
        if pair.comes_back && matches!(code, 0x800..0x1_0000) {
            return Self(0x80_80E0 | code >> 12 | (code >> 6 & 0x3F) << 8 | (code & 0x3F) << 16);
        }
        let mut flags = Self::SPECIAL;
        if pair.comes_back {
            flags |= Self::COMES_BACK;
        } else if matches!(pair.character, 'Ê' | 'ê') {
            // Big5 has letters with two diacritics, which take two characters.
            flags |= Self::DOUBLE;
        }
        Self(flags | code)
    }

    /// Three bytes of UTF-8, the first one lowest, and zeros above: a character that comes back. If
    /// not, [`SPECIAL`](Self::SPECIAL) is set.
    #[inline]
    pub(super) fn utf8(self) -> u32 {
        self.0
    }

    #[inline]
    pub(super) fn is_special(self) -> bool {
        self.0 & Self::SPECIAL != 0
    }

    /// The first character that the pair means, if it means any.
    #[inline]
    pub(super) fn first(self) -> Option<char> {
        let code = if self.is_special() {
            self.0 & Self::CODE
        } else {
            (self.0 & 0xF) << 12 | (self.0 >> 8 & 0x3F) << 6 | self.0 >> 16 & 0x3F
        };
        char::from_u32(code).filter(|&character| character != '\0')
    }

    /// The character, if the pair is sure to mean one and no more.
    pub(super) fn only(self) -> Option<char> {
        let is_double = self.is_special() && self.0 & Self::DOUBLE != 0;
        self.first().filter(|_| !is_double)
    }

    /// Whether the encoder would write the character as this pair.
    pub(super) fn comes_back(self) -> bool {
        !self.is_special() || self.0 & Self::COMES_BACK != 0
    }
}

impl Index {
    /// What a pair means. Of the lead the highest bit is not looked at.
    #[inline]
    pub(super) fn cell(&self, pair: u16) -> Cell {
        self.0[usize::from(pair & 0x7FFF)]
    }

    /// The index that is filled by visiting every pair.
    fn fill(visit: impl FnOnce(&mut dyn FnMut(Pair))) -> Self {
        let absent = vec![Cell::ABSENT; 1 << 15].into_boxed_slice();
        let cells: Result<Box<[Cell; 1 << 15]>, _> = absent.try_into();
        let mut cells = cells.unwrap_or_else(|_| Box::new([Cell::ABSENT; 1 << 15]));
        visit(&mut |pair| {
            let at = u16::from_be_bytes([pair.lead & 0x7F, pair.trail]);
            cells[usize::from(at)] = Cell::of(pair);
        });
        Self(cells)
    }

    fn of(set: Set) -> Self {
        Self::fill(|visit| tables::pairs::each(set, visit))
    }
}

/// What a pair of an encoding means, or the first of two characters: for a look-up here and there.
pub(super) fn character(encoding: Encoding, lead: u8, trail: u8) -> Option<char> {
    let set = match encoding {
        Encoding::Gb18030 => return tables::gbk::character(lead, trail),
        Encoding::EucTw => return cns(1, lead, trail),
        Encoding::Big5 => Set::Big5,
        Encoding::EucKr => Set::EucKr,
        Encoding::ShiftJis => Set::ShiftJis,
        Encoding::EucJp => Set::EucJp,
        _ => return None,
    };
    Grid::of(set).character(lead, trail)
}

/// The pairs of an encoding that has some.
pub(super) fn of(encoding: Encoding) -> Option<&'static Index> {
    Some(match encoding {
        Encoding::Gb18030 => &GB18030,
        Encoding::Big5 => &BIG5,
        Encoding::EucKr => &EUC_KR,
        Encoding::ShiftJis => &SHIFT_JIS,
        Encoding::EucJp => &EUC_JP,
        Encoding::EucTw => &EUC_TW,
        _ => return None,
    })
}

pub(super) static GB18030: LazyLock<Index> = LazyLock::new(|| {
    Index::fill(|visit| {
        each(tables::gbk::character, |pair| {
            // The second code of the ideographic space is read and never written.
            let comes_back = (pair.lead, pair.trail) != (0xA3, 0xA0);
            visit(Pair { comes_back, ..pair });
        });
    })
});
pub(super) static BIG5: LazyLock<Index> = LazyLock::new(|| Index::of(Set::Big5));
pub(super) static EUC_KR: LazyLock<Index> = LazyLock::new(|| Index::of(Set::EucKr));
pub(super) static SHIFT_JIS: LazyLock<Index> = LazyLock::new(|| Index::of(Set::ShiftJis));
pub(super) static EUC_JP: LazyLock<Index> = LazyLock::new(|| Index::of(Set::EucJp));
pub(super) static EUC_TW: LazyLock<Index> =
    LazyLock::new(|| Index::fill(|visit| each(|lead, trail| cns(1, lead, trail), visit)));

/// Visits all pairs to which a function gives a meaning.
fn each(character: impl Fn(u8, u8) -> Option<char>, mut visit: impl FnMut(Pair)) {
    for lead in LEADS {
        for trail in TRAILS_FROM..=0xFE {
            if let Some(character) = character(lead, trail) {
                visit(Pair {
                    lead,
                    trail,
                    character,
                    comes_back: false,
                });
            }
        }
    }
}

/// The character of a plane of CNS 11643 by row and cell, both from A1.
pub(super) fn cns(plane: u8, row: u8, cell: u8) -> Option<char> {
    tables::cns::character(plane, row.checked_sub(0xA1)?, cell.checked_sub(0xA1)?)
}

/// A four-byte code of GB18030.
pub(super) fn gb18030_four(bytes: [u8; 4]) -> Option<char> {
    let (text, malformed) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) if !malformed => Some(only),
        _ => None,
    }
}

/// The upper half of an encoding of single bytes.
pub(super) fn upper_half(encoding: &'static encoding_rs::Encoding) -> [Option<char>; 128] {
    let bytes: [u8; 128] = std::array::from_fn(|byte| byte as u8 | 0x80);
    // A character for each byte, U+FFFD for those without a meaning.
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    let mut characters = text.chars();
    bytes.map(|_| {
        let character = characters.next();
        character.filter(|one| !one.is_control() && *one != char::REPLACEMENT_CHARACTER)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair by every encoding's decoder and encoder.
    #[test]
    fn agrees_with_encoding_rs() {
        let all: [(&Index, &encoding_rs::Encoding); 5] = [
            (&GB18030, encoding_rs::GB18030),
            (&BIG5, encoding_rs::BIG5),
            (&EUC_KR, encoding_rs::EUC_KR),
            (&SHIFT_JIS, encoding_rs::SHIFT_JIS),
            (&EUC_JP, encoding_rs::EUC_JP),
        ];
        for (index, encoding) in all {
            let named = Encoding::for_label(encoding.name()).unwrap();
            for pair in 0x8000..=u16::MAX {
                let bytes = pair.to_be_bytes();
                let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
                // Not one byte, and then another.
                let alone = &bytes[..1];
                let alone = encoding.decode_without_bom_handling_and_without_replacement(alone);
                let text = text.filter(|_| alone.is_none()).unwrap_or_default();
                let cell = index.cell(pair);
                let context = (encoding.name(), bytes, &text);
                assert_eq!(cell.first(), text.chars().next(), "{context:?}");
                assert_eq!(
                    character(named, bytes[0], bytes[1]),
                    cell.first(),
                    "{context:?}"
                );
                let only = cell.only().map(String::from);
                assert!(only.is_none_or(|only| only == *text), "{context:?}");
                if !text.is_empty() {
                    let (written, _, unmappable) = encoding.encode(&text);
                    let comes_back = !unmappable && *written == bytes;
                    assert_eq!(cell.comes_back(), comes_back, "{context:?}");
                }
                if !cell.is_special() {
                    assert_eq!(
                        &cell.utf8().to_le_bytes()[..3],
                        text.as_bytes(),
                        "{context:?}"
                    );
                }
            }
        }
    }
}
