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

use super::anchors::Anchors;
use super::boundary::Bonds;
use super::config::recipe;
use super::sequential::Sequential;
use super::utf8::{decode, decode_before};
use crate::name::Config;
use crate::tables::script::{self as tables, WideRows};
use std::ops::Range;
use std::sync::OnceLock;

/// In a cell: the exclusive or of a character's bytes and its conversion's.
pub(super) const DIFFERENCE: u64 = 0x7F_FFFF;
/// In a cell: the character is special.
pub(super) const SPECIAL: u64 = 1 << 23;
/// In a cell: the lowest of the colors of anchors that the character ends; of as many that it
/// begins, the lowest is so much lower.
const COLORS: u32 = 20;
const ENDS: u32 = 44;

/// Everything that a configuration needs, all of it static.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    rows: &'static WideRows,
    pub(super) anchors: Anchors,
    pub(super) bonds: Bonds,
    pub(super) sequential: Sequential,
}

impl Engine {
    pub(super) fn of(config: Config, tofu: bool) -> Self {
        Self {
            rows: tables::configuration_rows(config as usize),
            anchors: Anchors::of(config as usize),
            bonds: Bonds::of(recipe(config).family),
            sequential: Sequential::of(config, tofu),
        }
    }

    /// The engine of a configuration as it is without options. A line takes no longer to convert
    /// than an engine to put together.
    pub(super) fn shared(config: Config) -> &'static Self {
        static ALL: [OnceLock<Engine>; 16] = [const { OnceLock::new() }; 16];
        ALL[config as usize].get_or_init(|| Self::of(config, true))
    }

    /// The cell of a character of three bytes, the first of which is lowest in `bytes`.
    #[inline(always)]
    pub(super) fn cell(&self, bytes: u32) -> u64 {
        let row = usize::from((bytes as u16).swap_bytes() & 0xFFF);
        let row = usize::from(u16::from_le_bytes(self.rows[row]));
        // The rows name no row that is not there.
        let cell = row << 6 | (bytes >> 16 & 0x3F) as usize;
        u64::from_le_bytes(tables::cells()[cell])
    }

    /// The cells of four characters of three bytes.
    #[inline(always)]
    pub(super) fn four_cells(&self, bytes: &[u8; 16]) -> [u64; 4] {
        characters(bytes).map(|bytes| self.cell(bytes))
    }

    /// The cell of a character of one or two bytes: it stands where one of three bytes would that
    /// encodes the same code point, if there were such.
    #[inline(always)]
    pub(super) fn short_cell(&self, code: u32) -> u64 {
        self.cell(0xE0 | (code >> 6 & 0x3F | 0x80) << 8 | (code & 0x3F | 0x80) << 16)
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
        let [a, b, c, ..] = (u64::from(bytes) ^ cell & DIFFERENCE).to_le_bytes();
        let text = [a, b, c];
        let becomes = std::str::from_utf8(&text).ok();
        becomes
            .and_then(|text| text.chars().next())
            .unwrap_or(character)
    }

    /// The length in bytes of the character at `at`, and its cell or what would stand there.
    #[inline]
    pub(super) fn see(&self, text: &[u8], at: usize) -> (usize, u64) {
        let byte = |place: usize| u32::from(text.get(at + place).copied().unwrap_or(0));
        match byte(0) {
            lead @ ..0xC0 => (1, self.short_cell(lead)),
            lead @ 0xC0..0xE0 => (2, self.short_cell((lead & 0x1F) << 6 | byte(1) & 0x3F)),
            lead @ 0xE0..0xF0 => (3, self.cell(lead | byte(1) << 8 | byte(2) << 16)),
            // Planes 2 and 3; no key holds a character of another plane.
            _ if matches!(decode(text, at).0, 0x2_0000..0x4_0000) => (4, SPECIAL),
            _ => (4, 0),
        }
    }

    /// Whether the characters on both sides of `at` are an anchor.
    fn is_anchor(&self, text: &[u8], at: usize) -> bool {
        let (first, _) = decode_before(text, at);
        let (second, _) = decode(text, at);
        self.anchors.find(first, second).is_some()
    }

    /// The same for the character, of one or two bytes, that ends at `at`.
    #[inline]
    pub(super) fn see_before(&self, text: &[u8], at: usize) -> (usize, u64) {
        let (code, length) = decode_before(text, at);
        (length, self.short_cell(code))
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
    /// a time; ends at one that does, at the one before or at the end.
    #[inline]
    fn skip_unmarked(&self, text: &[u8], mut at: usize) -> usize {
        // Nothing is skipped before a character whose anchor with the one before was looked at.
        let mut before = 0;
        let mut last = 0;
        while let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            if are_four(bytes) {
                let cells = self.four_cells(bytes);
                let all = cells[0] | cells[1] | cells[2] | cells[3];
                if all & (DIFFERENCE | SPECIAL) | meetings(before, cells) != 0 {
                    break;
                }
                before = cells[3];
                last = 3;
                at += 12;
                continue;
            }
            match short_prefix(bytes) {
                0 => {
                    let (length, cell) = self.see(text, at);
                    if cell & (DIFFERENCE | SPECIAL) | meeting(before, cell) != 0 {
                        break;
                    }
                    before = cell;
                    last = length;
                    at += length;
                }
                short => {
                    if meeting(before, self.see(text, at).1) != 0 {
                        break;
                    }
                    at += short;
                    while let Some(more) = text.get(at..).and_then(<[u8]>::first_chunk::<16>)
                        && let more @ 15.. = short_prefix(more)
                    {
                        at += more;
                    }
                    (last, before) = self.see_before(text, at);
                }
            }
        }
        while at < text.len() {
            let (length, cell) = self.see(text, at);
            if cell & (DIFFERENCE | SPECIAL) != 0 {
                break;
            }
            if meeting(before, cell) != 0 {
                return at - last;
            }
            before = cell;
            last = length;
            at += length;
        }
        at.min(text.len())
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

/// Bytes of the characters of one or two bytes at the start. No two such characters are an anchor,
/// and none of them changes.
#[inline(always)]
pub(super) fn short_prefix(bytes: &[u8; 16]) -> usize {
    let all = u128::from_le_bytes(*bytes);
    const HIGH: u128 = u128::from_le_bytes([0x80; 16]);
    // The highest three bits are set: the lead of a longer character.
    let longer = all & all << 1 & all << 2 & HIGH;
    let end = longer.trailing_zeros() as usize / 8;
    // A lead at the end is not followed by the other half.
    let last = bytes.get(end.wrapping_sub(1)).copied().unwrap_or(0);
    end - usize::from(last >= 0xC0)
}

/// Four characters of three bytes each, the first byte lowest; the highest byte is no matter.
#[inline(always)]
fn characters(bytes: &[u8; 16]) -> [u32; 4] {
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
fn word(bytes: &[u8; 16], at: usize) -> u64 {
    let eight = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>);
    eight.map_or(0, |eight| u64::from_le_bytes(*eight))
}

/// Not zero if two adjacent characters, of which the cells are given, may be an anchor: if it has a
/// color that the first can begin and the second end.
#[inline(always)]
pub(super) fn meeting(first: u64, second: u64) -> u64 {
    (first << COLORS & second) >> ENDS
}

/// Not zero if any of the adjacent characters may be an anchor.
#[inline(always)]
pub(super) fn meetings(before: u64, [a, b, c, d]: [u64; 4]) -> u64 {
    let any = before << COLORS & a | a << COLORS & b | b << COLORS & c | c << COLORS & d;
    any >> ENDS
}

/// The conversion of four characters by their cells, and four bytes more.
#[inline(always)]
pub(super) fn map_four(input: &[u8; 16], cells: [u64; 4], output: &mut [u8; 16]) {
    let two = |place: usize| cells[place] & DIFFERENCE | cells[place + 1] << 24;
    // The second write repairs the two bytes that the first one spoils.
    output[..8].copy_from_slice(&(word(input, 0) ^ two(0)).to_le_bytes());
    output[6..14].copy_from_slice(&(word(input, 6) ^ two(2)).to_le_bytes());
}
