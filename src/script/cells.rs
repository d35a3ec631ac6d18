//! What each character becomes by itself and which anchors it can be in: a number for each.

use crate::tables::script::{self as tables, ConfigurationRows};

/// The number of a character; `FORMAT.md` has its bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell(u64);

/// Bits of the exclusive or of a character's bytes and its conversion's.
const DIFFERENCE: u32 = 24;
/// How many colors of anchors there are. Above those that the character begins are those that it ends.
const COLORS: u32 = 20;
/// From here on, the colors that the character ends.
const ENDS: u32 = DIFFERENCE + COLORS;

/// Bytes that a step reads: four characters of three bytes or as many of them as there are and 8 more
/// bytes.
pub(super) const STEP: usize = 20;

/// The cells of a configuration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    rows: &'static ConfigurationRows,
}

impl Cell {
    /// Of a character that stays as it is and is in no anchor. Like every other it begins the color that
    /// special characters end.
    pub(super) const PLAIN: Self = Self(1 << DIFFERENCE);
    /// Of a character that is special, and nothing else.
    pub(super) const SPECIAL: Self = Self((1 << ENDS) | (1 << DIFFERENCE));

    /// Whether the conversion depends on neighbors or has another length.
    #[inline(always)]
    pub(super) fn is_special(self) -> bool {
        self.0 >> ENDS & 1 != 0
    }

    /// Whether the character, by itself, becomes another or is special.
    #[inline(always)]
    pub(super) fn changes(self) -> bool {
        self.0 << (64 - DIFFERENCE) != 0 || self.is_special()
    }

    /// Whether this character and the next one may be an anchor: whether there is a color that this
    /// one can begin and that one end. So it is before a special character.
    #[inline(always)]
    pub(super) fn meets(self, next: Self) -> bool {
        self.shared(next) >> ENDS != 0
    }

    /// From [`ENDS`] on, the colors that this character begins and the next one ends.
    #[inline(always)]
    fn shared(self, next: Self) -> u64 {
        self.0 << COLORS & next.0
    }

    /// The three bytes of a character exclusive-ored with those of its conversion, the first lowest, and
    /// one byte of something else.
    #[inline(always)]
    fn difference(self) -> u32 {
        self.0 as u32
    }

    /// What its character becomes by itself.
    #[inline(always)]
    pub(super) fn convert(self, [a, b, c]: [u8; 3]) -> [u8; 3] {
        let [x, y, z, _] = self.difference().to_le_bytes();
        [a ^ x, b ^ y, c ^ z]
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
        let text = cell.convert([a, b, c]);
        let becomes = std::str::from_utf8(&text).ok();
        becomes
            .and_then(|text| text.chars().next())
            .unwrap_or(character)
    }

    /// The cells of four characters of three bytes.
    #[inline(always)]
    pub(super) fn four(&self, bytes: &[u8; 12]) -> [Cell; 4] {
        [0, 3, 6, 9].map(|at| self.three_bytes(part(bytes, at)))
    }
}

/// Some of the bytes of an array, which is long enough.
#[inline(always)]
fn part<const FEW: usize>(bytes: &[u8], at: usize) -> [u8; FEW] {
    let part = bytes.get(at..).and_then(<[u8]>::first_chunk);
    part.copied().unwrap_or([0; FEW])
}

/// How many characters of three bytes stand at the start.
#[inline(always)]
pub(super) fn three_byte_characters(bytes: &[u8; 12]) -> usize {
    let (first, last) = other_leads(bytes);
    let others = u64::from(first) | u64::from(last) << 32;
    // The leads' bits begin at 4, 28, 36 and 60.
    others.trailing_zeros() as usize / 16
}

/// Whether these are four.
#[inline(always)]
pub(super) fn are_four(bytes: &[u8; 12]) -> bool {
    let (first, last) = other_leads(bytes);
    first | last == 0
}

/// Bits where what should be the leads of four characters of three bytes is something else: of the first
/// two and of the last two.
#[inline(always)]
fn other_leads(bytes: &[u8; 12]) -> (u32, u32) {
    let others = |at| (u32::from_le_bytes(part(bytes, at)) ^ 0xE000_00E0) & 0xF000_00F0;
    (others(0), others(6))
}

/// Writes the conversion of four characters by their cells, and a byte more.
#[inline(always)]
pub(super) fn map_four(bytes: &[u8; 13], cells: &[Cell; 4], out: &mut [u8; 13]) {
    for (place, cell) in cells.iter().enumerate() {
        let at = place * 3;
        let word = u32::from_le_bytes(part(bytes, at)) ^ cell.difference();
        // The last byte is put right by the next character.
        out[at..at + 4].copy_from_slice(&word.to_le_bytes());
    }
}

/// Whether a character of four is special, or two adjacent ones may be an anchor.
#[inline(always)]
pub(super) fn are_suspect(before: Cell, [a, b, c, d]: [Cell; 4]) -> bool {
    let meet = before.shared(a) | a.shared(b) | b.shared(c) | c.shared(d);
    meet >> ENDS != 0
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
