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

use super::boundary::{Bonds, contains_far};
use super::config::recipe;
use super::sequential::Sequential;
use super::utf8::{decode, decode_before};
use crate::name::Config;
use crate::tables::script::{self as tables, Filter, Rows};
use std::ops::Range;

/// In a cell: the exclusive or of a character's bytes and its conversion's.
pub(super) const DIFFERENCE: u32 = 0xFF_FFFF;
/// In a cell: the character is special.
pub(super) const SPECIAL: u32 = 1 << 31;
/// In a cell: the character belongs to an anchor neither of whose characters changes by itself.
const TRIGGER: u32 = 1 << 28;
/// In a cell: text that is to stay as it is ends here, or must be looked at.
const MARKED: u32 = DIFFERENCE | SPECIAL | TRIGGER;

/// Everything that a configuration needs, all of it static.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    rows: &'static Rows,
    cells: &'static [[u8; 4]],
    pub(super) near: &'static Filter,
    far: &'static Filter,
    pub(super) bonds: Bonds,
    pub(super) sequential: Sequential,
}

impl Engine {
    pub(super) fn of(config: Config, tofu: bool) -> Self {
        let (near, far) = tables::anchors(config as usize);
        Self {
            rows: tables::configuration_rows(config as usize),
            cells: tables::cells(),
            near,
            far,
            bonds: Bonds::of(recipe(config).family),
            sequential: Sequential::of(config, tofu),
        }
    }

    /// The cell of a character of three bytes, the first of which is lowest in `bytes`.
    #[inline(always)]
    pub(super) fn cell(&self, bytes: u32) -> u32 {
        let row = (bytes & 0xF) << 6 | bytes >> 8 & 0x3F;
        let row = usize::from(u16::from_le_bytes(self.rows[row as usize]));
        let cell = row << 6 | (bytes >> 16 & 0x3F) as usize;
        // The rows name no row that is not there.
        self.cells
            .get(cell)
            .map_or(0, |cell| u32::from_le_bytes(*cell))
    }

    /// What a character becomes by itself; itself where that is no character of three bytes.
    pub(super) fn alone(&self, character: char) -> char {
        let mut utf8 = [0; 4];
        let [a, b, c] = match *character.encode_utf8(&mut utf8).as_bytes() {
            [a, b, c] => [a, b, c].map(u32::from),
            _ => return character,
        };
        let bytes = a | b << 8 | c << 16;
        let cell = self.cell(bytes);
        if cell & SPECIAL != 0 {
            return character;
        }
        let [a, b, c, _] = (bytes ^ cell & DIFFERENCE).to_le_bytes();
        let text = [a, b, c];
        let becomes = std::str::from_utf8(&text).ok();
        becomes
            .and_then(|text| text.chars().next())
            .unwrap_or(character)
    }

    /// The length in bytes of the character at `at`, and its cell or what would stand there.
    #[inline]
    pub(super) fn see(&self, text: &[u8], at: usize) -> (usize, u32) {
        let byte = |place: usize| u32::from(text.get(at + place).copied().unwrap_or(0));
        match byte(0) {
            ..0xC0 => (1, 0),
            0xC0..0xE0 => (2, 0),
            0xE0..0xF0 => (3, self.cell(byte(0) | byte(1) << 8 | byte(2) << 16)),
            // Planes 2 and 3; no key holds a character of another plane.
            _ if matches!(decode(text, at).0, 0x2_0000..0x4_0000) => (4, SPECIAL),
            _ => (4, 0),
        }
    }

    /// Whether the characters on both sides of `at` are an anchor, or look like one.
    pub(super) fn is_anchor(&self, text: &[u8], at: usize) -> bool {
        let (first, _) = decode_before(text, at);
        let (second, _) = decode(text, at);
        contains_far(self.far, first, second) && self.bonds.joined(first, second)
    }

    /// The first place at or after `start` where the conversion of a text, cut exactly at `start`,
    /// may differ from the text. A place is a character's start.
    pub(super) fn first_suspect(&self, text: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            at = self.skip_unmarked(text, at);
            if at >= text.len() {
                return None;
            }
            let (length, cell) = self.see(text, at);
            let next = at + length;
            if cell & (DIFFERENCE | SPECIAL) != 0
                || at > start && self.is_anchor(text, at)
                || next < text.len() && self.is_anchor(text, next)
            {
                return Some(at);
            }
            at = next;
        }
    }

    /// Goes over characters that neither change nor stand in what looks like an anchor, several at
    /// a time; ends at a marked character or at the end.
    #[inline]
    fn skip_unmarked(&self, text: &[u8], mut at: usize) -> usize {
        // The character before, if it was one of four.
        let mut before = None;
        // Whether the character before is marked as one of an anchor.
        let mut trigger = 0;
        while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            if are_four(bytes) {
                let characters = characters(bytes);
                let cells = characters.map(|bytes| self.cell(bytes));
                let all = cells[0] | cells[1] | cells[2] | cells[3];
                if all & (DIFFERENCE | SPECIAL) != 0 {
                    break;
                }
                if (all | trigger) & TRIGGER != 0 {
                    let [a, b, c, d] = characters;
                    let before = before.unwrap_or_else(|| bytes_before(text, at));
                    let pairs = [(before, a), (a, b), (b, c), (c, d)];
                    if pairs
                        .into_iter()
                        .any(|(first, second)| self.is_near(first, second))
                    {
                        break;
                    }
                }
                before = Some(characters[3]);
                trigger = cells[3];
                at += 12;
                continue;
            }
            if trigger & TRIGGER != 0 {
                break;
            }
            before = None;
            match ascii_prefix(bytes) {
                0 => {
                    let (length, cell) = self.see(text, at);
                    if cell & MARKED != 0 {
                        break;
                    }
                    at += length;
                }
                ascii => at += ascii,
            }
        }
        // One by one; the last character may be one of an anchor with the next.
        if trigger & TRIGGER != 0 {
            at -= 3;
        }
        while at < text.len() {
            let (length, cell) = self.see(text, at);
            if cell & MARKED != 0 {
                break;
            }
            at += length;
        }
        at.min(text.len())
    }

    /// Whether two characters, given by their bytes, are in the near filter.
    #[inline(always)]
    fn is_near(&self, first: u32, second: u32) -> bool {
        let hash = near(first, second);
        let bits = self.near.len().trailing_zeros();
        let word = self.near.get((hash >> (32 - bits)) as usize);
        let word = word.map_or(0, |word| u64::from_le_bytes(*word));
        word >> (hash >> (26 - bits) & 63) & 1 != 0
    }

    /// The window around a suspect place: the text between exact cuts that holds it, and the
    /// special characters that follow.
    pub(super) fn window(&self, text: &[u8], floor: usize, at: usize) -> Range<usize> {
        let start = self.bonds.before(text, floor, at);
        let mut end = self.bonds.after(text, at);
        while end < text.len() && self.see(text, end).1 & SPECIAL != 0 {
            end = self.bonds.after(text, end);
        }
        start..end
    }
}

/// Whether four characters of three bytes stand at the start.
#[inline(always)]
pub(super) fn are_four(bytes: &[u8; 16]) -> bool {
    different_leads(bytes, 0) | different_leads(bytes, 6) == 0
}

/// How many characters of three bytes stand at the start, four at most.
#[inline]
pub(super) fn three_byte_characters(bytes: &[u8; 16]) -> usize {
    let different =
        u128::from(different_leads(bytes, 0)) | u128::from(different_leads(bytes, 6)) << 48;
    if different == 0 {
        4
    } else {
        different.trailing_zeros() as usize / 24
    }
}

/// The bits of the bytes at `at` and three later that differ from a lead of three bytes.
#[inline(always)]
fn different_leads(bytes: &[u8; 16], at: usize) -> u64 {
    word(bytes, at) & 0xF000_00F0 ^ 0xE000_00E0
}

/// The bytes of the character that ends at `at`, the first one lowest, as far as they matter to
/// [`near`].
#[inline]
fn bytes_before(text: &[u8], at: usize) -> u32 {
    let (_, length) = decode_before(text, at);
    let bytes = text.get(at - length..at).unwrap_or_default();
    let low = bytes.iter().take(3).rev();
    low.fold(0, |bytes, &byte| bytes << 8 | u32::from(byte))
}

/// How many bytes of ASCII stand at the start.
#[inline(always)]
pub(super) fn ascii_prefix(bytes: &[u8; 16]) -> usize {
    const HIGH: u128 = u128::from_le_bytes([0x80; 16]);
    (u128::from_le_bytes(*bytes) & HIGH).trailing_zeros() as usize / 8
}

/// Four characters of three bytes each, the first byte lowest; the highest byte is no matter.
#[inline(always)]
pub(super) fn characters(bytes: &[u8; 16]) -> [u32; 4] {
    let (first, second) = (word(bytes, 0), word(bytes, 6));
    [
        first as u32,
        (first >> 24) as u32,
        second as u32,
        (second >> 24) as u32,
    ]
}

/// Eight of the bytes.
#[inline(always)]
pub(super) fn word(bytes: &[u8; 16], at: usize) -> u64 {
    let eight = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>);
    eight.map_or(0, |eight| u64::from_le_bytes(*eight))
}

/// The hash of the near anchor filters, whose highest bits count. Of each character the first
/// three bytes of UTF-8 take part, the first one lowest: the multipliers push a fourth out.
#[inline(always)]
pub(super) fn near(first: u32, second: u32) -> u32 {
    first
        .wrapping_mul(0x9E37_7900)
        .wrapping_add(second.wrapping_mul(0x85EB_CB00))
}
