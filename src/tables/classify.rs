//! How much more usual each character is in one kind of Chinese than in the others.
//!
//! Everything is read in place; `FORMAT.md` gives the layout under `CLAS`.

use super::CLASSIFY;

/// Units of weight in one bit of information.
pub(crate) const UNITS: f64 = 8.0;

/// Weights of a character: simplified, traditional, Cantonese and classical text, each over the mean
/// of the four; then, among the forms of one character, Hong Kong over Taiwan and OpenCC's own standard
/// over Taiwan.
pub(crate) const COLUMNS: usize = 8;

/// Rows of 64 characters in the Basic Multilingual Plane.
const ROWS: usize = 1024;

static INDEX: &[[u8; 2]; ROWS] = match CLASSIFY.as_chunks::<2>().0.first_chunk() {
    Some(index) => index,
    None => panic!("the table is cut"),
};

static CELLS: &[[u8; COLUMNS]] = CLASSIFY.split_at(2 * ROWS).1.as_chunks().0;

/// The weights of a code point; zeros if it says nothing.
#[inline(always)]
pub(crate) fn weights(code: u32) -> [i8; COLUMNS] {
    let Some(row) = INDEX.get((code >> 6) as usize) else {
        return [0; COLUMNS];
    };
    let cell = usize::from(u16::from_le_bytes(*row)) << 6 | (code & 0x3F) as usize;
    CELLS
        .get(cell)
        .unwrap_or(&[0; COLUMNS])
        .map(|weight| weight as i8)
}
