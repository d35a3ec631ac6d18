//! Planes 1 and 2 of CNS 11643.

use super::{CNS, u16_at};

const SIDE: usize = 94;

/// The character of a row and cell, both from 0, of plane 1 or 2.
pub(crate) fn character(plane: u8, row: u8, cell: u8) -> Option<char> {
    let (row, cell) = (usize::from(row), usize::from(cell));
    if row >= SIDE || cell >= SIDE || !matches!(plane, 1 | 2) {
        return None;
    }
    let index = (usize::from(plane) - 1) * SIDE * SIDE + row * SIDE + cell;
    match u16_at(CNS, 2 * index) {
        0 => None,
        code => char::from_u32(code.into()),
    }
}

/// Every character with its plane, row and cell.
pub(crate) fn all() -> impl Iterator<Item = (char, [u8; 3])> {
    (1..=2).flat_map(|plane| {
        (0..SIDE as u8).flat_map(move |row| {
            (0..SIDE as u8)
                .filter_map(move |cell| Some((character(plane, row, cell)?, [plane, row, cell])))
        })
    })
}
