//! What each character becomes by itself and which anchors it can be in: a number for each.

use crate::tables::script::{self as tables, ConfigurationRows};

/// The number of a character; `FORMAT.md` has its bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell(u64);

/// From here on, the exclusive or of a character's bytes and its conversion's.
const DIFFERENCE: u32 = 40;
/// How many colors of anchors there are; below those that the character ends are those that it begins.
const COLORS: u32 = 20;

/// The cells of a configuration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    rows: &'static ConfigurationRows,
}

impl Cell {
    /// Of a character that is special, and nothing else.
    pub(super) const SPECIAL: Self = Self(1 << 63);

    /// Whether the conversion depends on neighbors or has another length.
    #[inline(always)]
    pub(super) fn is_special(self) -> bool {
        self.0 & Self::SPECIAL.0 != 0
    }

    /// Whether the character, by itself, becomes another or is special.
    #[inline(always)]
    pub(super) fn changes(self) -> bool {
        self.0 >> DIFFERENCE != 0
    }

    /// Whether this character and the next one may be an anchor: whether there is a color that this
    /// one can begin and that one end.
    #[inline(always)]
    pub(super) fn meets(self, next: Self) -> bool {
        self.shared(next) << (64 - DIFFERENCE) != 0
    }

    /// The colors are in bits 20 to 39, those below are zeros.
    #[inline(always)]
    fn shared(self, next: Self) -> u64 {
        self.0 << COLORS & next.0
    }

    /// The three bytes of a character exclusive-ored with those of its conversion, the first lowest.
    #[inline(always)]
    fn difference(self) -> u64 {
        self.0 >> DIFFERENCE
    }
}

impl Cells {
    pub(super) fn of(configuration: usize) -> Self {
        Self {
            rows: tables::configuration_rows(configuration),
        }
    }

    /// The cell of a character of three bytes; any cell for other bytes.
    #[inline(always)]
    pub(super) fn three_bytes(&self, [a, b, c]: [u8; 3]) -> Cell {
        let row = self.rows[usize::from(u16::from_le_bytes([a, b]) & 0x3F0F)];
        let place = u32::from_le_bytes(row) as usize + usize::from(c);
        Cell(u64::from_le_bytes(tables::cells()[place]))
    }

    /// The cell of a character of one or two bytes: it stands where one of three bytes would that
    /// encodes the same code point, if there were such.
    #[inline(always)]
    pub(super) fn short(&self, code: u32) -> Cell {
        let tail = |bits: u32| 0x80 | (bits & 0x3F) as u8;
        self.three_bytes([0xE0, tail(code >> 6), tail(code)])
    }

    /// What a character becomes by itself; itself where that is no character of three bytes.
    pub(super) fn alone(&self, character: char) -> char {
        let mut utf8 = [0; 4];
        let &[a, b, c] = character.encode_utf8(&mut utf8).as_bytes() else {
            return character;
        };
        let cell = self.three_bytes([a, b, c]);
        if cell.is_special() {
            return character;
        }
        let [x, y, z, ..] = cell.difference().to_le_bytes();
        let text = [a ^ x, b ^ y, c ^ z];
        let becomes = std::str::from_utf8(&text).ok();
        becomes
            .and_then(|text| text.chars().next())
            .unwrap_or(character)
    }

    /// The cells of four characters of three bytes.
    #[inline(always)]
    pub(super) fn four(&self, bytes: &[u8; 12]) -> [Cell; 4] {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
        [[a, b, c], [d, e, f], [g, h, i], [j, k, l]].map(|bytes| self.three_bytes(bytes))
    }
}

/// How many characters of three bytes stand at the start.
#[inline(always)]
pub(super) fn three_byte_characters(bytes: &[u8; 12]) -> usize {
    let others = other_leads(bytes);
    // The leads' bits begin at 4, 28, 52 and 60.
    others.trailing_zeros() as usize / 20 + usize::from(others == 0)
}

/// Whether these are four.
#[inline(always)]
pub(super) fn are_four(bytes: &[u8; 12]) -> bool {
    other_leads(bytes) == 0
}

/// Bits where what should be the leads of four characters of three bytes is something else.
#[inline(always)]
fn other_leads(bytes: &[u8; 12]) -> u64 {
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return 0;
    };
    let (first, last) = (u64::from_le_bytes(*first), u32::from_le_bytes(*last));
    let leads = first & 0x00F0_0000_F000_00F0 | u64::from(last) << 48 & 0xF << 60;
    leads ^ 0xE0E0_0000_E000_00E0
}

/// The conversion of four characters by their cells.
#[inline(always)]
pub(super) fn map_four(bytes: &[u8; 12], cells: &[Cell; 4]) -> [u8; 12] {
    let [a, b, c, d] = cells.map(Cell::difference);
    let mut out = *bytes;
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let first = u64::from_le_bytes(*first) ^ (a | b << 24 | c << 48);
        let last = u32::from_le_bytes(*last) ^ (c >> 16 | d << 8) as u32;
        out[..8].copy_from_slice(&first.to_le_bytes());
        out[8..].copy_from_slice(&last.to_le_bytes());
    }
    out
}

/// Whether a character of four is special, or two adjacent ones may be an anchor.
#[inline(always)]
pub(super) fn are_suspect(before: Cell, [a, b, c, d]: [Cell; 4]) -> bool {
    let special = (a.0 | b.0 | c.0 | d.0) & Cell::SPECIAL.0;
    let meet = before.shared(a) | a.shared(b) | b.shared(c) | c.shared(d);
    meet << (64 - DIFFERENCE) | special != 0
}

/// Whether any of four characters changes or is suspect.
#[inline(always)]
pub(super) fn are_marked(before: Cell, [a, b, c, d]: [Cell; 4]) -> bool {
    let change = (a.0 | b.0 | c.0 | d.0) >> DIFFERENCE;
    let meet = before.shared(a) | a.shared(b) | b.shared(c) | c.shared(d);
    meet << (64 - DIFFERENCE) | change != 0
}

/// How many ASCII characters stand at the start.
#[inline(always)]
pub(super) fn ascii_prefix(bytes: &[u8; 8]) -> usize {
    let others = u64::from_le_bytes(*bytes) & 0x8080_8080_8080_8080;
    others.trailing_zeros() as usize / 8
}

/// Bytes of the characters of one or two bytes at the start. No two such characters are an anchor,
/// and none of them changes.
#[inline(always)]
pub(super) fn short_prefix(bytes: &[u8; 16]) -> usize {
    const HIGH: u128 = u128::from_le_bytes([0x80; 16]);
    let all = u128::from_le_bytes(*bytes);
    // Where the highest three bits are set is the lead of a longer character.
    let longer = all & all << 1 & all << 2 & HIGH;
    let end = longer.trailing_zeros() as usize / 8;
    // A lead at the end stands without its other half.
    let last = bytes.get(end.wrapping_sub(1)).copied().unwrap_or(0);
    end - usize::from(last >= 0xC0)
}
