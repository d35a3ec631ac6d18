//! The fast engine: every character becomes what it becomes alone, except around the few places
//! where that can be wrong.
//!
//! Four fifths of OpenCC's phrases say nothing that their characters, one by one, would not say.
//! Each of the others has an *anchor*, one pair of adjacent characters from it; where a text holds
//! no anchor and no *special* character (one whose conversion depends on its neighbors or takes
//! another number of bytes), no other phrase takes part, in no step, and the character map is
//! exact. At an anchor the engine cuts out the text between the nearest exact cuts
//! (`super::boundary`) and gives it to the plain engine. `FORMAT.md` says how the anchors of
//! later steps are traced back to the text before the first one.
//!
//! Time is linear: the windows follow one another, each character is in one of them at most, and
//! what is searched to the left for a cut is then converted.

use super::Config;
use super::boundary::{Bonds, contains_far};
use super::sequential::{Scratch, Sequential};
use super::utf8::decode;
use crate::tables::script::{self as tables, Filter, Rows};

/// In a cell: the exclusive or of a character's bytes and its conversion's.
const DIFFERENCE: u32 = 0xFF_FFFF;
/// In a cell: the character is special.
const SPECIAL: u32 = 1 << 31;
/// In a cell: the character may be the first of an anchor.
const FIRST: u32 = 1 << 30;
/// In a cell: the character may be the second of an anchor.
const SECOND: u32 = 1 << 29;
/// In a cell: the character belongs to an anchor neither of whose characters changes by itself.
const TRIGGER: u32 = 1 << 28;

/// Everything that a configuration needs, all of it static.
#[derive(Clone, Copy, Debug)]
pub(super) struct Engine {
    rows: &'static Rows,
    pub(super) near: &'static Filter,
    far: &'static Filter,
    pub(super) bonds: Bonds,
    pub(super) sequential: Sequential,
}

/// A character as the engine sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) code: u32,
    pub(super) length: usize,
    /// Its cell, or for a character of another length than three bytes what would stand there.
    pub(super) cell: u32,
}

impl Seen {
    /// Stands before the first character after an exact cut: no anchor spans one.
    pub(super) const NOTHING: Self = Self {
        code: 0,
        length: 0,
        cell: 0,
    };

    pub(super) fn is_special(self) -> bool {
        self.cell & SPECIAL != 0
    }

    pub(super) fn difference(self) -> u32 {
        self.cell & DIFFERENCE
    }
}

impl Engine {
    pub(super) fn of(config: Config, tofu: bool) -> Self {
        let (near, far) = tables::anchors(config as usize);
        Self {
            rows: tables::configuration_rows(config as usize),
            near,
            far,
            bonds: Bonds::of(config.recipe().family),
            sequential: Sequential::of(config, tofu),
        }
    }

    /// The cell of a character of three bytes, the first of which is lowest in `bytes`.
    #[inline(always)]
    pub(super) fn cell(&self, bytes: u32) -> u32 {
        let row = (bytes & 0xF) << 6 | bytes >> 8 & 0x3F;
        let row = u32::from(u16::from_le_bytes(self.rows[row as usize]));
        let cell = row << 6 | bytes >> 16 & 0x3F;
        // The rows name no row that is not there.
        tables::cells()
            .get(cell as usize)
            .map_or(0, |cell| u32::from_le_bytes(*cell))
    }

    /// The character at `at`.
    #[inline(always)]
    pub(super) fn see(&self, text: &[u8], at: usize) -> Seen {
        let (code, length) = decode(text, at);
        let cell = match length {
            3 => {
                let byte = |place: usize| u32::from(text.get(at + place).copied().unwrap_or(0));
                self.cell(byte(0) | byte(1) << 8 | byte(2) << 16)
            }
            // No key holds a character of planes 1 and 14 to 16.
            4 if (0x2_0000..0x4_0000).contains(&code) => SPECIAL,
            4 => 0,
            _ => FIRST | SECOND,
        };
        Seen { code, length, cell }
    }

    /// Whether two adjacent characters are an anchor, or look like one to all filters.
    #[inline]
    pub(super) fn is_anchor(&self, first: Seen, second: Seen) -> bool {
        let bit = near(first.code, second.code) as usize & (self.near.len() * 64 - 1);
        let word = self
            .near
            .get(bit >> 6)
            .map_or(0, |word| u64::from_le_bytes(*word));
        first.cell & FIRST != 0
            && second.cell & SECOND != 0
            && word >> (bit & 63) & 1 != 0
            && contains_far(self.far, first.code, second.code)
            && self.bonds.joined(first.code, second.code)
    }

    /// The first place at or after `at` where the conversion of a text, cut exactly at `at`, may
    /// differ from the text. A place is a character's start.
    pub(super) fn first_suspect(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let start = at;
        loop {
            at = self.skip_unsuspicious(text, at);
            if at >= text.len() {
                return None;
            }
            let seen = self.see(text, at);
            if seen.cell & (DIFFERENCE | SPECIAL) != 0 {
                return Some(at);
            }
            if seen.cell & TRIGGER != 0 {
                let (_, length) = super::utf8::decode_before(text, at);
                let before = match length {
                    _ if at == start => Seen::NOTHING,
                    length => self.see(text, at - length),
                };
                let next = at + seen.length;
                if self.is_anchor(before, seen) {
                    return Some(at);
                }
                if next < text.len() && self.is_anchor(seen, self.see(text, next)) {
                    return Some(at);
                }
            }
            at += seen.length;
        }
    }

    /// Goes over characters that neither change nor are marked, several at a time.
    #[inline]
    fn skip_unsuspicious(&self, text: &[u8], mut at: usize) -> usize {
        const MARKED: u32 = DIFFERENCE | SPECIAL | TRIGGER;
        while let Some((four, _)) = text
            .get(at..)
            .and_then(|rest| rest.split_first_chunk::<16>())
        {
            if let Some(characters) = Four::read(four) {
                let cells = characters.0.map(|bytes| self.cell(bytes));
                if (cells[0] | cells[1] | cells[2] | cells[3]) & MARKED != 0 {
                    break;
                }
                at += 12;
            } else if four.is_ascii() {
                at += 16;
            } else {
                let seen = self.see(text, at);
                if seen.cell & MARKED != 0 {
                    return at;
                }
                at += seen.length;
            }
        }
        while at < text.len() {
            let seen = self.see(text, at);
            if seen.cell & MARKED != 0 {
                break;
            }
            at += seen.length;
        }
        at
    }

    /// The window around a suspect place: the text between exact cuts that holds it. With a
    /// special character it also takes those that follow.
    pub(super) fn window(&self, text: &[u8], floor: usize, at: usize) -> std::ops::Range<usize> {
        let start = self.bonds.before(text, floor, at);
        let mut end = self.bonds.after(text, at);
        while end < text.len() && self.see(text, end).is_special() {
            end = self.bonds.after(text, end);
        }
        start..end
    }

    /// Appends the conversion of a window.
    pub(super) fn convert_window(&self, window: &[u8], scratch: &mut Scratch, out: &mut Vec<u8>) {
        self.sequential.convert(window, scratch, out);
    }
}

/// Four characters of three bytes each, the first byte of each lowest.
pub(super) struct Four(pub(super) [u32; 4]);

impl Four {
    /// The four characters at the start of the bytes, if there are four of three bytes.
    #[inline(always)]
    pub(super) fn read(bytes: &[u8; 16]) -> Option<Self> {
        // Where a lead byte must be, and what its upper half must be.
        const LEADS: u128 = 0x00F0_0000_F000_00F0_0000_F0;
        const THREE: u128 = 0x00E0_0000_E000_00E0_0000_E0;
        let all = u128::from_le_bytes(*bytes);
        if all & LEADS != THREE {
            return None;
        }
        let character = |place: u32| (all >> (24 * place)) as u32 & 0xFF_FFFF;
        Some(Self([
            character(0),
            character(1),
            character(2),
            character(3),
        ]))
    }
}

/// The hash of the near anchor filters, to be cut to their size: one multiplication, shared by
/// the two pairs that a character is in.
#[inline(always)]
pub(super) fn near(first: u32, second: u32) -> u32 {
    first.wrapping_mul(super::boundary::GOLDEN) ^ second << 2
}

/// The code point of a character of three bytes.
#[inline(always)]
pub(super) fn code(bytes: u32) -> u32 {
    (bytes & 0xF) << 12 | (bytes >> 8 & 0x3F) << 6 | bytes >> 16 & 0x3F
}
