//! Finds the few places that an operation looks at among all those that it does not.
//!
//! What a character is, the first bytes of its UTF-8 tell closely enough. An operation says of every
//! few bytes in a row whether it would look there, by arithmetic without a branch, and the compiler
//! makes vectors of it: text that has nothing of interest costs an instruction or two a byte.

/// Bytes looked at together.
const BLOCK: usize = 32;

/// The places where `W` bytes in a row are such ones, in order. Behind the text stand zeros.
pub(super) fn places<const W: usize>(
    text: &str,
    is_such: impl Fn([u8; W]) -> bool,
) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let (mut block, mut next) = (0, 0);
    // A bit for each place of the block that is still to be told.
    let mut told: u32 = 0;
    std::iter::from_fn(move || {
        while told == 0 {
            block = next;
            let rest = bytes.get(block..).filter(|rest| !rest.is_empty())?;
            told = match rest.get(..BLOCK + W - 1) {
                Some(full) => which(full, &is_such),
                None => which(&padded(rest), &is_such) & below(rest.len()),
            };
            next = block + BLOCK;
        }
        let place = block + told.trailing_zeros() as usize;
        told &= told - 1;
        Some(place)
    })
}

/// The characters that begin with three such bytes, with their places, in order. Of what is no
/// character's first byte, `is_such` says no.
pub(super) fn characters<'t>(
    text: &'t str,
    is_such: impl Fn([u8; 3]) -> bool + 't,
) -> impl Iterator<Item = (usize, char)> + 't {
    places(text, is_such).filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// Whether a byte is from `first` to `last`; without a branch.
#[inline(always)]
pub(super) const fn within(byte: u8, first: u8, last: u8) -> bool {
    byte.wrapping_sub(first) <= last - first
}

/// At which of the first [`BLOCK`] places of a slice that is `W - 1` bytes longer.
#[inline(always)]
fn which<const W: usize>(bytes: &[u8], is_such: &impl Fn([u8; W]) -> bool) -> u32 {
    /// Brings the lowest bits of eight bytes together in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    // Slices that begin one byte apart, so that the compiler makes vectors of the loop.
    let bytes: [&[u8; BLOCK]; W] =
        std::array::from_fn(|behind| bytes[behind..].first_chunk().unwrap_or(&[0; BLOCK]));
    let mut flags = [0; BLOCK];
    for (at, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(is_such(std::array::from_fn(|behind| bytes[behind][at])));
    }
    let (words, _) = flags.as_chunks::<8>();
    if words
        .iter()
        .fold(0, |any, word| any | u64::from_ne_bytes(*word))
        == 0
    {
        return 0;
    }
    words.iter().rev().fold(0, |told, word| {
        told << 8 | (u64::from_le_bytes(*word).wrapping_mul(GATHER) >> 56) as u32
    })
}

/// The last bytes of a text, and zeros.
#[inline(always)]
fn padded(rest: &[u8]) -> [u8; 2 * BLOCK] {
    let mut block = [0; 2 * BLOCK];
    for (to, from) in block.iter_mut().zip(rest) {
        *to = *from;
    }
    block
}

/// The bits of the first places.
fn below(len: usize) -> u32 {
    if len < BLOCK {
        (1 << len) - 1
    } else {
        u32::MAX
    }
}

/// What [`characters`] asks about for a character.
#[cfg(test)]
pub(super) fn first_bytes(character: char) -> [u8; 3] {
    let mut utf8 = [0; 4];
    character.encode_utf8(&mut utf8);
    [utf8[0], utf8[1], utf8[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_place() {
        for len in 0..200 {
            let text: String = (0..len)
                .map(|at| if at * 7 % 13 < 4 { 'x' } else { '-' })
                .collect();
            let expected: Vec<usize> = text.match_indices('x').map(|(at, _)| at).collect();
            let found: Vec<usize> = places(&text, |[a]| a == b'x').collect();
            assert_eq!(found, expected);
            let expected: Vec<usize> = text.match_indices("x-").map(|(at, _)| at).collect();
            let found: Vec<usize> = places(&text, |[a, b]| (a == b'x') & (b == b'-')).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn behind_the_text_is_nothing() {
        assert_eq!(places("甲", |[a]| a == 0).count(), 0);
        assert_eq!(
            characters("甲\0", |[a, ..]| a == 0).collect::<Vec<_>>(),
            [(3, '\0')]
        );
    }
}
