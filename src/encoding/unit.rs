//! Reading bytes one unit at a time under a supposition, in as little as that takes: no state, no
//! buffer, no text.

use super::index;
use crate::tables::gbk;
use crate::tables::pairs::{Grid, Set};

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Character(char),
    /// A character that the encoding has and our tables lack: a rare one.
    Rare,
    /// The encoding gives it no meaning.
    Malformed,
    /// The beginning of a character, and the end of the bytes.
    Cut,
}

/// The unit at the start of bytes that are not empty, and how many of them it takes (at least one).
pub(super) trait Reader: Copy {
    /// Whether every byte below 80, where a unit begins, is the ASCII character.
    const HAS_ASCII: bool = true;

    fn read(self, bytes: &[u8]) -> (Unit, usize);
}

use Unit::{Character, Cut, Malformed, Rare};

#[derive(Clone, Copy)]
pub(super) struct Utf8;

impl Reader for Utf8 {
    #[inline]
    fn read(self, bytes: &[u8]) -> (Unit, usize) {
        let first = bytes[0];
        let (len, mut code) = match first {
            0..=0x7F => return (Character(char::from(first)), 1),
            0xC2..=0xDF => (2, u32::from(first & 0x1F)),
            0xE0..=0xEF => (3, u32::from(first & 0x0F)),
            0xF0..=0xF4 => (4, u32::from(first & 0x07)),
            _ => return (Malformed, 1),
        };
        for (read, &next) in bytes.iter().enumerate().take(len).skip(1) {
            if next & 0xC0 != 0x80 {
                return (Malformed, read);
            }
            code = code << 6 | u32::from(next & 0x3F);
        }
        if bytes.len() < len {
            return (Cut, bytes.len());
        }
        match char::from_u32(code) {
            Some(character) if character.len_utf8() == len => (Character(character), len),
            _ => (Malformed, 1),
        }
    }
}

/// Bytes in pairs out of a table; what is not a pair is a single byte or malformed.
#[derive(Clone, Copy)]
pub(super) struct Pairs<C, F> {
    /// What lead and trail mean. The tables are read in place: detection considers encodings of which
    /// nothing else is wanted.
    character: C,
    /// What is not a pair: the unit and its length.
    other: F,
}

impl<C, F> Reader for Pairs<C, F>
where
    C: Fn(u8, u8) -> Option<char> + Copy,
    F: Fn(&[u8]) -> (Unit, usize) + Copy,
{
    #[inline]
    fn read(self, bytes: &[u8]) -> (Unit, usize) {
        let lead = bytes[0];
        if lead.is_ascii() {
            return (Character(char::from(lead)), 1);
        }
        if let Some(&trail) = bytes.get(1)
            && let Some(character) = (self.character)(lead, trail)
        {
            return (Character(character), 2);
        }
        (self.other)(bytes)
    }
}

/// A lead byte without a trail byte: cut at the end; else malformed, and what follows is kept if
/// it is ASCII, so that a broken lead does not eat it.
fn no_pair(bytes: &[u8], is_lead: bool) -> (Unit, usize) {
    match bytes.get(1) {
        None if is_lead => (Cut, 1),
        Some(trail) if is_lead && !trail.is_ascii() => (Malformed, 2),
        _ => (Malformed, 1),
    }
}

pub(super) fn gb18030() -> impl Reader {
    let other = |bytes: &[u8]| {
        let is_lead = matches!(bytes[0], 0x81..=0xFE);
        match *bytes {
            // Windows wrote the euro sign so.
            [0x80, ..] => (Character('€'), 1),
            [_, b'0'..=b'9', third, fourth, ..] if is_lead => {
                if matches!((third, fourth), (0x81..=0xFE, b'0'..=b'9')) {
                    let four = [bytes[0], bytes[1], third, fourth];
                    (index::gb18030_four(four).map_or(Malformed, Character), 4)
                } else {
                    (Malformed, 1)
                }
            }
            [_, b'0'..=b'9', ref rest @ ..] if is_lead => match rest.first() {
                Some(0x81..=0xFE) | None => (Cut, bytes.len()),
                _ => (Malformed, 1),
            },
            _ => no_pair(bytes, is_lead),
        }
    };
    Pairs {
        character: gbk::character,
        other,
    }
}

pub(super) fn big5() -> impl Reader {
    Pairs {
        character: |lead, trail| Grid::of(Set::Big5).character(lead, trail),
        other: |bytes: &[u8]| no_pair(bytes, matches!(bytes[0], 0x81..=0xFE)),
    }
}

pub(super) fn euc_kr() -> impl Reader {
    Pairs {
        character: |lead, trail| Grid::of(Set::EucKr).character(lead, trail),
        other: |bytes: &[u8]| no_pair(bytes, matches!(bytes[0], 0x81..=0xFE)),
    }
}

pub(super) fn shift_jis() -> impl Reader {
    Pairs {
        character: |lead, trail| Grid::of(Set::ShiftJis).character(lead, trail),
        other: |bytes: &[u8]| match bytes[0] {
            kana @ 0xA1..=0xDF => {
                let code = 0xFF61 + u32::from(kana - 0xA1);
                (char::from_u32(code).map_or(Malformed, Character), 1)
            }
            lead => no_pair(bytes, matches!(lead, 0x81..=0x9F | 0xE0..=0xFC)),
        },
    }
}

pub(super) fn euc_jp() -> impl Reader {
    Pairs {
        character: |lead, trail| Grid::of(Set::EucJp).character(lead, trail),
        other: |bytes: &[u8]| match *bytes {
            [0x8E, kana @ 0xA1..=0xDF, ..] => {
                let code = 0xFF61 + u32::from(kana - 0xA1);
                (char::from_u32(code).map_or(Malformed, Character), 2)
            }
            // JIS X 0212: rare characters, of which none needs to be known.
            [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..] => (Rare, 3),
            [0x8F] | [0x8F, 0xA1..=0xFE] => (Cut, bytes.len()),
            _ => no_pair(bytes, matches!(bytes[0], 0x8E | 0xA1..=0xFE)),
        },
    }
}

pub(super) fn euc_tw() -> impl Reader {
    Pairs {
        character: |row, cell| index::cns(1, row, cell),
        other: |bytes: &[u8]| match *bytes {
            [
                0x8E,
                plane @ 0xA1..=0xB0,
                row @ 0xA1..=0xFE,
                cell @ 0xA1..=0xFE,
                ..,
            ] => {
                let known = index::cns(plane - 0xA0, row, cell);
                let unknown = if plane > 0xA2 { Rare } else { Malformed };
                (known.map_or(unknown, Character), 4)
            }
            [0x8E] | [0x8E, 0xA1..=0xB0] | [0x8E, 0xA1..=0xB0, 0xA1..=0xFE] => (Cut, bytes.len()),
            _ => no_pair(bytes, matches!(bytes[0], 0xA1..=0xFE)),
        },
    }
}

/// One byte a character.
#[derive(Clone, Copy)]
pub(super) struct Single(pub(super) &'static [Option<char>; 128]);

impl Reader for Single {
    #[inline]
    fn read(self, bytes: &[u8]) -> (Unit, usize) {
        let byte = bytes[0];
        match byte.checked_sub(0x80) {
            None => (Character(char::from(byte)), 1),
            Some(high) => (
                self.0[usize::from(high & 0x7F)].map_or(Malformed, Character),
                1,
            ),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Utf16<const BIG: bool>;

impl<const BIG: bool> Utf16<BIG> {
    fn number(bytes: &[u8]) -> Option<u16> {
        let pair = *bytes.first_chunk()?;
        Some(if BIG {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    }
}

impl<const BIG: bool> Reader for Utf16<BIG> {
    const HAS_ASCII: bool = false;

    #[inline]
    fn read(self, bytes: &[u8]) -> (Unit, usize) {
        match Self::number(bytes) {
            None => (Cut, 1),
            Some(high @ 0xD800..=0xDBFF) => match bytes.get(2..).map(Self::number) {
                Some(Some(low @ 0xDC00..=0xDFFF)) => {
                    let code =
                        0x10000 + ((u32::from(high) & 0x3FF) << 10) + (u32::from(low) & 0x3FF);
                    (char::from_u32(code).map_or(Malformed, Character), 4)
                }
                // Emoji, and Han of the supplementary plane.
                Some(None) if matches!(high, 0xD83C..=0xD883) => (Cut, bytes.len()),
                // Half a pair and half a unit at the end are one error.
                Some(None) => (Malformed, bytes.len()),
                _ => (Malformed, 2),
            },
            Some(unit) => (char::from_u32(unit.into()).map_or(Malformed, Character), 2),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Utf32<const BIG: bool>;

impl<const BIG: bool> Reader for Utf32<BIG> {
    const HAS_ASCII: bool = false;

    fn read(self, bytes: &[u8]) -> (Unit, usize) {
        match bytes.first_chunk() {
            None => (Cut, bytes.len()),
            Some(&four) => {
                let code = if BIG {
                    u32::from_be_bytes(four)
                } else {
                    u32::from_le_bytes(four)
                };
                (char::from_u32(code).map_or(Malformed, Character), 4)
            }
        }
    }
}
