//! Writes the maps that `Cuckoo` in `src/tables/cuckoo.rs` reads.

use std::collections::VecDeque;

use crate::tables::cuckoo::{LANES, first_row, jump_mask, scramble, second_row};

/// How full the rows are made. With three entries a row 95.9 % is the most that two choices allow.
const LOAD: f64 = 0.95;

const ROW: usize = LANES as usize;

/// The numbers that a map is laid out by.
#[derive(Debug, Clone, Copy)]
struct Layout {
    key_bits: u32,
    rows: u64,
    remainder_bits: u32,
    value_bits: u32,
    row_bits: u32,
}

impl Layout {
    /// The smallest of those that hold so many entries.
    fn smallest(entries: usize, key_bits: u32, value_bits: u32) -> Result<Self, String> {
        let fewest = (entries as f64 / (ROW as f64 * LOAD)) as u64 + 2;
        (1..key_bits)
            .filter_map(|remainder_bits| {
                let width = value_bits + remainder_bits + 1;
                // One remainder is of none of a row's own keys.
                let rows = (1 << key_bits) / ((1 << remainder_bits) - 1) + 1;
                Some(Self {
                    key_bits,
                    rows: rows.max(fewest),
                    remainder_bits,
                    value_bits,
                    row_bits: (LANES * width..=u64::BITS).find(|&bits| fits(bits))?,
                })
            })
            .min_by_key(Layout::bytes)
            .ok_or_else(|| "the keys are too long".to_owned())
    }

    /// With what a word reads behind the last row.
    fn bytes(&self) -> usize {
        (self.rows as usize * self.row_bits as usize).div_ceil(8) + 8
    }

    /// Remainder and rows of a key.
    fn places(&self, key: u64) -> (u64, [u64; 2]) {
        let number = scramble(key, self.key_bits);
        let remainder = number >> (u64::BITS - self.key_bits) & ((1 << self.remainder_bits) - 1);
        let first = first_row(number, self.rows);
        let second = second_row(first, remainder, self.rows, jump_mask(self.rows));
        (remainder, [first, second])
    }

    /// A remainder that no key has whose first row this is.
    fn free_remainder(&self, row: u64) -> u64 {
        // The first number of the next row.
        let next = ((row + 1) << self.key_bits).div_ceil(self.rows);
        next & ((1 << self.remainder_bits) - 1)
    }
}

/// Whether a word that begins with a byte holds a row of so many bits, whatever its first bit.
fn fits(row_bits: u32) -> bool {
    let step = 1 << row_bits.trailing_zeros().min(3);
    row_bits + 8 - step <= u64::BITS
}

/// Writes keys below `keys` with their values; returns the position of each entry, and what all of them
/// are below.
pub fn put(
    out: &mut Vec<u8>,
    entries: &[(u64, u64)],
    keys: u64,
    value_bits: u32,
) -> Result<(Vec<u32>, u64), String> {
    let key_bits = keys.max(2).next_power_of_two().trailing_zeros();
    let layout = Layout::smallest(entries.len(), key_bits, value_bits)?;
    let places: Vec<_> = (entries.iter())
        .map(|&(key, _)| layout.places(key))
        .collect();
    let rows = fill(&layout, &places)?;

    let width = layout.value_bits + layout.remainder_bits + 1;
    let mut positions = vec![0; entries.len()];
    let mut packed = vec![0u8; layout.bytes()];
    for (row, held) in (0..).zip(rows) {
        let mut word = 0;
        for (lane, held) in (0..LANES).zip(held) {
            let entry = match held {
                Some(at) => {
                    let (remainder, [first, _]) = places[at];
                    positions[at] = row as u32 * LANES + lane;
                    let flag = u64::from(first != row) << (width - 1);
                    flag | remainder << value_bits | entries[at].1
                }
                None => layout.free_remainder(row) << value_bits,
            };
            word |= entry << (lane * width);
        }
        let bit = row as usize * layout.row_bits as usize;
        for (byte, bits) in packed[bit / 8..]
            .iter_mut()
            .zip((word << (bit % 8)).to_le_bytes())
        {
            *byte |= bits;
        }
    }
    for number in [
        key_bits,
        layout.rows as u32,
        layout.remainder_bits,
        value_bits,
        layout.row_bits,
        packed.len() as u32,
    ] {
        out.extend(number.to_le_bytes());
    }
    out.extend(packed);
    Ok((positions, u64::from(LANES) * layout.rows))
}

/// Which entries each row holds.
fn fill(layout: &Layout, places: &[(u64, [u64; 2])]) -> Result<Vec<[Option<usize>; ROW]>, String> {
    let mut rows = vec![[None; ROW]; layout.rows as usize];
    for entry in 0..places.len() {
        place(&mut rows, places, entry).ok_or_else(|| "a map is too full".to_owned())?;
    }
    Ok(rows)
}

/// Finds room for an entry, where it must be by moving others to their second choices: the shortest
/// chain of moves to a row with room.
fn place(
    rows: &mut [[Option<usize>; ROW]],
    places: &[(u64, [u64; 2])],
    entry: usize,
) -> Option<()> {
    // Rows in the order in which they were reached: from which of these, by moving what lane's entry.
    let mut reached: Vec<(u64, usize, usize)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut queue = VecDeque::new();
    for row in places[entry].1 {
        if seen.insert(row) {
            queue.push_back(reached.len());
            reached.push((row, usize::MAX, 0));
        }
    }
    while let Some(at) = queue.pop_front() {
        let row = reached[at].0;
        let held = rows[row as usize];
        if let Some(mut free) = held.iter().position(Option::is_none) {
            // Everything on the way moves on by one.
            let mut to = at;
            while reached[to].1 != usize::MAX {
                let (row, from, lane) = reached[to];
                let moved = rows[reached[from].0 as usize][lane].take();
                rows[row as usize][free] = moved;
                (to, free) = (from, lane);
            }
            rows[reached[to].0 as usize][free] = Some(entry);
            return Some(());
        }
        for (lane, held) in held.iter().enumerate() {
            let [first, second] = places[(*held)?].1;
            let other = if first == row { second } else { first };
            if seen.insert(other) {
                queue.push_back(reached.len());
                reached.push((other, at, lane));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::cuckoo::Cuckoo;
    use crate::tables::model::Cursor;

    #[test]
    fn it_has_its_keys_and_no_others() {
        for (count, step, value_bits) in [(0, 1, 3), (5, 1, 9), (4_000, 3, 9), (9_000, 101, 5)] {
            let keys = 4 + count * step;
            let entries: Vec<(u64, u64)> = (0..count)
                .map(|n| (n * step, n * 7 % (1 << value_bits)))
                .collect();
            let mut out = Vec::new();
            let (positions, limit) = put(&mut out, &entries, keys, value_bits).unwrap();
            let map = Cuckoo::new(&mut Cursor::new(out.leak()));
            for (&(key, value), &position) in entries.iter().zip(&positions) {
                let found = map.find(key);
                assert!(found.is_there, "{key}");
                assert_eq!((u64::from(found.value), found.position), (value, position));
                assert!(u64::from(position) < limit);
            }
            let distinct: std::collections::HashSet<_> = positions.iter().collect();
            assert_eq!(distinct.len(), entries.len());
            let known: std::collections::HashSet<_> = entries.iter().map(|entry| entry.0).collect();
            for key in (0..keys).filter(|key| !known.contains(key)) {
                assert!(!map.find(key).is_there, "{key}");
            }
        }
    }
}
