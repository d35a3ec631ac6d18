//! What two bytes mean in the encodings of pairs other than GBK.

use super::PAIRS;

/// The encodings in the order of the blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    Big5,
    EucKr,
    ShiftJis,
    EucJp,
}

/// Two bytes with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) lead: u8,
    pub(crate) trail: u8,
    /// The first one, where it means two.
    pub(crate) character: char,
    /// Whether the encoder writes the character as this pair.
    pub(crate) comes_back: bool,
}

/// Bytes that say which leads and trails there are.
const BOUNDS: usize = 8;

/// Visits every pair of an encoding that has a meaning, in the order of lead and trail.
pub(crate) fn each(set: Set, mut visit: impl FnMut(Pair)) {
    let mut rest = PAIRS;
    for _ in 0..set as usize {
        rest = &rest[section(rest)..];
    }
    let size = leads(rest).count() * trails(rest).count();
    let (codes, bits) = rest[BOUNDS..].split_at(2 * size);
    let (far, back) = bits.split_at(size.div_ceil(8));
    let bit = |bits: &[u8], number: usize| bits[number / 8] >> (number % 8) & 1;
    let mut codes = codes.as_chunks().0.iter().enumerate();
    for lead in leads(rest) {
        for (trail, (number, &low)) in trails(rest).zip(&mut codes) {
            let low = u16::from_le_bytes(low);
            if low == 0 {
                continue;
            }
            let code = u32::from(low) | u32::from(bit(far, number)) << 17;
            if let Some(character) = char::from_u32(code) {
                visit(Pair {
                    lead,
                    trail,
                    character,
                    comes_back: bit(back, number) != 0,
                });
            }
        }
    }
}

/// Bytes of an encoding's part of the payload.
fn section(bytes: &'static [u8]) -> usize {
    let size = leads(bytes).count() * trails(bytes).count();
    BOUNDS + 2 * size + 2 * size.div_ceil(8)
}

fn leads(bytes: &'static [u8]) -> impl Iterator<Item = u8> {
    (bytes[0]..=bytes[1]).chain(bytes[2]..=bytes[3])
}

fn trails(bytes: &'static [u8]) -> impl Iterator<Item = u8> {
    (bytes[4]..=bytes[5]).chain(bytes[6]..=bytes[7])
}
