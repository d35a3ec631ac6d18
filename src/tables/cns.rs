//! Planes 1 to 7 and 15 of CNS 11643.

use super::{CNS, u16_at};

const SIDE: usize = 94;

/// The planes in the order of the table.
const PLANES: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 15];
const CELLS: usize = PLANES.len() * SIDE * SIDE;

/// The character of a row and cell, both from 0, of a plane.
pub(crate) fn character(plane: u8, row: u8, cell: u8) -> Option<char> {
    let (row, cell) = (usize::from(row), usize::from(cell));
    let plane = PLANES.iter().position(|&listed| listed == plane)?;
    if row >= SIDE || cell >= SIDE {
        return None;
    }
    let index = (plane * SIDE + row) * SIDE + cell;
    // Two bits for the plane of Unicode, four of them to a byte.
    let high = CNS.get(2 * CELLS + index / 4)? >> (index % 4 * 2) & 3;
    match u32::from(high) << 16 | u32::from(u16_at(CNS, 2 * index)) {
        0 => None,
        code => char::from_u32(code),
    }
}

/// Every character with its plane, row and cell.
pub(crate) fn all() -> impl Iterator<Item = (char, [u8; 3])> {
    PLANES.into_iter().flat_map(|plane| {
        (0..SIDE as u8).flat_map(move |row| {
            (0..SIDE as u8)
                .filter_map(move |cell| Some((character(plane, row, cell)?, [plane, row, cell])))
        })
    })
}
