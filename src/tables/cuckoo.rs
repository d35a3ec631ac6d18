//! A map from whole numbers to small values, exact although it stores only a part of each key.
//!
//! An entry is in one of two rows. A one-to-one scramble turns its key into a number; the number's
//! highest part is the first row, its lowest bits are the *remainder*, from which follows how far on
//! the second row is. Row, remainder and a flag for the second row give the key back, so that the row
//! need not be stored. All entries of a row stand in one word of 64 bits and are compared at once: a
//! look-up reads two words, neither of which waits for the other, and does not branch.

use super::model::Cursor;

/// Entries of a row: with fewer the rows cannot be filled so well, and more do not fit a word.
pub(crate) const LANES: u32 = 3;

/// A lane holds, from its lowest bit: value, remainder, flag.
pub(crate) struct Cuckoo {
    key_bits: u32,
    rows: u64,
    row_bits: u32,
    /// Bits of a lane.
    width: u32,
    /// The bits of a remainder, and of a value.
    remainder_mask: u64,
    value_mask: u64,
    jump_mask: u32,
    /// A one at the lowest bit of each lane's remainder; at its flag; the bits of both.
    ones: u64,
    flags: u64,
    compared: u64,
    entries: &'static [u8],
}

/// What a look-up gives: if the key is not there, position and value are any.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) is_there: bool,
    /// The same for no other key; less than `LANES` times the rows.
    pub(crate) position: u32,
    pub(crate) value: u32,
}

impl Cuckoo {
    pub(crate) const fn new(rest: &mut Cursor) -> Self {
        let key_bits = rest.number();
        let rows = rest.number() as u64;
        let remainder_bits = rest.number();
        let value_bits = rest.number();
        let row_bits = rest.number();
        let bytes = rest.number() as usize;
        let width = value_bits + remainder_bits + 1;
        let mut lowest = 0;
        let mut lane = 0;
        while lane < LANES {
            lowest |= 1 << (lane * width);
            lane += 1;
        }
        Self {
            key_bits,
            rows,
            row_bits,
            width,
            remainder_mask: (1 << remainder_bits) - 1,
            value_mask: (1 << value_bits) - 1,
            jump_mask: jump_mask(rows),
            ones: lowest << value_bits,
            flags: lowest << (width - 1),
            compared: lowest * (((1 << (remainder_bits + 1)) - 1) << value_bits),
            entries: rest.take(bytes),
        }
    }

    /// The word that begins with a row.
    #[inline(always)]
    fn word(&self, row: u64) -> u64 {
        let bit = row as usize * self.row_bits as usize;
        let at = bit / 8;
        let bytes = self.entries.get(at..at + 8);
        let bytes = bytes.and_then(<[u8]>::first_chunk).unwrap_or(&[0; 8]);
        u64::from_le_bytes(*bytes) >> (bit % 8)
    }

    /// The flags of the lanes in which nothing differs.
    #[inline(always)]
    fn same(&self, difference: u64) -> u64 {
        // Values are masked away, so a shift by one frees each flag's bit to stay set where no other is.
        (self.flags - ((difference & self.compared) >> 1)) & self.flags
    }

    #[inline(always)]
    pub(crate) fn find(&self, key: u64) -> Found {
        let number = scramble(key, self.key_bits);
        // The lowest bits of the scrambled key, as they are before they are shifted.
        let remainder = product(key) & self.remainder_mask;
        let first = first_row(number, self.rows);
        let second = second_row(first, remainder, self.rows, self.jump_mask);
        let wanted = self.ones * remainder;
        let at_first = self.word(first) ^ wanted;
        let at_second = self.word(second) ^ wanted ^ self.flags;
        let same = (self.same(at_first), self.same(at_second));
        let is_first = u64::from(same.0 != 0).wrapping_neg();
        // By masks and not by a choice, of which compilers make a jump that cannot be foreseen.
        let word = at_second ^ (at_first ^ at_second) & is_first;
        let row = second ^ (first ^ second) & is_first;
        let same = same.0 | same.1;
        // The lowest bit of the lane whose flag is set.
        let low = (same.trailing_zeros() + 1).wrapping_sub(self.width) % u64::BITS;
        let lane = u32::from(low >= self.width) + u32::from(low >= 2 * self.width);
        Found {
            is_there: same != 0,
            position: row as u32 * LANES + lane,
            value: (word >> low & self.value_mask) as u32,
        }
    }
}

/// A permutation of the numbers of so many bits, which are the highest of the result: an odd factor can
/// be undone.
#[inline(always)]
pub(crate) const fn scramble(key: u64, bits: u32) -> u64 {
    product(key) << (u64::BITS - bits)
}

#[inline(always)]
const fn product(key: u64) -> u64 {
    // 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing.
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The first row of a scrambled key, out of so many.
#[inline(always)]
pub(crate) const fn first_row(number: u64, rows: u64) -> u64 {
    ((number as u128 * rows as u128) >> u64::BITS) as u64
}

/// Some way behind the first row; the first row of all is behind the last.
#[inline(always)]
pub(crate) const fn second_row(first: u64, remainder: u64, rows: u64, jump_mask: u32) -> u64 {
    // The same ratio of 2^32.
    let jump = (remainder as u32).wrapping_mul(0x9E37_79B1) & jump_mask;
    let row = first + jump as u64;
    // The lesser of the two is the one that is not wrapped, whichever that is.
    let wrapped = row.wrapping_sub(rows);
    if wrapped < row { wrapped } else { row }
}

/// As many bits as numbers of rows have without fail.
pub(crate) const fn jump_mask(rows: u64) -> u32 {
    (1 << (rows | 1).ilog2()) - 1
}
