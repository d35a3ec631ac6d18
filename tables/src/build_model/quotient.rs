//! Writes the maps that `Quotient` in `src/tables/model.rs` reads.

use crate::tables::model::{GROUP, scramble};

/// Entries a bucket should have on average: fewer waste bucket ends, more take longer to search.
const FILL: usize = 6;

/// Writes keys below `keys` with their values; returns the position of each entry.
pub fn put(
    out: &mut Vec<u8>,
    entries: Vec<(u64, u64)>,
    keys: u64,
    value_bits: u32,
) -> Result<Vec<u32>, String> {
    let key_bits = keys.max(2).next_power_of_two().trailing_zeros();
    let fewest = (entries.len() / FILL)
        .max(GROUP)
        .next_power_of_two()
        .trailing_zeros();
    let bucket_bits = fewest.min(key_bits);
    let remainder_bits = key_bits - bucket_bits;
    let width = remainder_bits + value_bits;

    let mut order: Vec<(u64, usize)> = (entries.iter().enumerate())
        .map(|(at, &(key, _))| (scramble(key, key_bits), at))
        .collect();
    order.sort_unstable();
    let mut positions = vec![0; entries.len()];
    let mut packed = vec![0u8; (entries.len() * width as usize).div_ceil(8) + 16];
    let mut ends = vec![0u32; 1 << bucket_bits];
    for (position, &(scrambled, at)) in order.iter().enumerate() {
        positions[at] = position as u32;
        ends[(scrambled >> remainder_bits) as usize] = position as u32 + 1;
        let remainder = scrambled & ((1 << remainder_bits) - 1);
        let entry = remainder << value_bits | entries[at].1;
        let bit = position * width as usize;
        for (byte, bits) in packed[bit / 8..]
            .iter_mut()
            .zip((entry << (bit % 8)).to_le_bytes())
        {
            *byte |= bits;
        }
    }
    for number in [key_bits, bucket_bits, value_bits, packed.len() as u32] {
        out.extend(number.to_le_bytes());
    }
    let mut base = 0u32;
    for group in ends.chunks(GROUP) {
        out.extend(base.to_le_bytes());
        let mut end = base;
        for &bucket in group {
            // An empty bucket ends where the one before it does.
            end = end.max(bucket);
            let offset = u8::try_from(end - base).map_err(|_| "a group is too full".to_owned())?;
            out.push(offset);
        }
        base = end;
    }
    out.extend(packed);
    Ok(positions)
}
