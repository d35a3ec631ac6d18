//! Writes the maps that `Quotient` in `src/tables/model.rs` reads.

use crate::tables::model::{GROUP, scramble};

/// Entries a bucket has on average at most. A word has three lanes, and 20 to 30 % of the buckets
/// have more entries than that. Twice as full buckets would save 8 KB of 1.8 MB, need a second word
/// for most keys, and overflow in places.
const FILL: usize = 3;

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
    let mut sizes = vec![0u64; 1 << bucket_bits];
    for (position, &(scrambled, at)) in order.iter().enumerate() {
        positions[at] = position as u32;
        sizes[(scrambled >> remainder_bits) as usize] += 1;
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
    for group in sizes.chunks(GROUP) {
        let [low, middle, high, 0] = base.to_le_bytes() else {
            return Err("there are too many entries".to_owned());
        };
        if group.iter().any(|&size| size >= 16) {
            return Err("a bucket is too full".to_owned());
        }
        out.extend([low, middle, high]);
        let packed = group
            .iter()
            .rev()
            .fold(0, |packed, size| packed << 4 | size);
        out.extend(packed.to_le_bytes());
        base += group.iter().sum::<u64>() as u32;
    }
    out.extend(packed);
    Ok(positions)
}
