//! Encodings of single bytes, all at once.

use std::sync::LazyLock;

use super::{ASCII, MALFORMED, STEPS, UNKNOWN};
use crate::encoding::detect::meter::BIT;
use crate::encoding::detect::suppose;
use crate::encoding::detect::tongue::Other;
use crate::name::{Encoding, Language};

/// Encodings of single bytes with their languages, side by side in the order of the suppositions.
pub(in crate::encoding::detect) const SINGLE: [(Encoding, Language); 27] =
    suppose::pairs(&suppose::SINGLE_FLAT);

/// Whole vectors of the processor.
const LANES: usize = SINGLE.len().next_multiple_of(8);

/// For each byte what it costs in each of `SINGLE`. The lanes beyond the last encoding are never the least.
static COSTS: LazyLock<Box<[[u16; LANES]; 256]>> = LazyLock::new(|| {
    let mut rows = Box::new([[DEAREST; LANES]; 256]);
    for (lane, &(encoding, language)) in SINGLE.iter().enumerate() {
        let (half, score) = (suppose::single(encoding), Other::of(language));
        for (byte, row) in (0..=u8::MAX).zip(rows.iter_mut()) {
            let high = byte.checked_sub(0x80).map(usize::from);
            let cost = match high.map(|high| half.and_then(|half| half[high])) {
                None => u32::from(ASCII[usize::from(byte)]),
                Some(Some(character)) => {
                    score.map_or(UNKNOWN, |score| score.alone(character) * STEPS / BIT)
                }
                Some(None) => MALFORMED,
            };
            row[lane] = u16::try_from(cost).unwrap_or(DEAREST).min(DEAREST);
        }
    }
    rows
});

/// What no text costs that is read here.
const NEVER: i32 = i32::MAX / 8;

/// So many bytes at a time, none of which costs more than this, do not overflow a lane.
const BYTES_AT_ONCE: usize = 128;
const DEAREST: u16 = u16::MAX / BYTES_AT_ONCE as u16;

/// What the bytes cost in each of `SINGLE`, about, in bits, piece by piece. `None` where that is more than
/// `most` in all of them. O(bytes).
pub(in crate::encoding::detect) fn single<'b>(
    pieces: impl Iterator<Item = &'b [u8]>,
    most: f32,
) -> Option<[f32; SINGLE.len()]> {
    let most = (most * STEPS as f32).min(NEVER as f32) as i32;
    let costs = &**COSTS;
    let mut sums = [0; LANES];
    for chunk in pieces.flat_map(|piece| piece.chunks(BYTES_AT_ONCE)) {
        let mut part = [0_u16; LANES];
        for &byte in chunk {
            let row = &costs[usize::from(byte)];
            for lane in 0..LANES {
                part[lane] = part[lane].wrapping_add(row[lane]);
            }
        }
        let mut is_far = true;
        for lane in 0..LANES {
            sums[lane] = (sums[lane] + i32::from(part[lane])).min(NEVER);
            is_far &= sums[lane] > most;
        }
        if is_far {
            return None;
        }
    }
    Some(std::array::from_fn(|lane| sums[lane] as f32 / STEPS as f32))
}
