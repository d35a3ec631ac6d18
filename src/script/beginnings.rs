//! The first two characters of words: a look at two bits' worth of text spares most searches for a word.

/// Bits for what two characters begin a word: where there are some hundreds of words, one in two hundred
/// other pairs has its bit set.
const BITS: usize = 1 << 16;

/// A bit for the first two characters of each word.
pub(super) struct Beginnings(Box<[u64; BITS / 64]>);

impl Beginnings {
    /// Of words that begin with these characters.
    pub(super) fn of(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut bits = Box::new([0; BITS / 64]);
        for (first, second) in pairs {
            let place = place(first, second);
            bits[place / 64] |= 1 << (place % 64);
        }
        Self(bits)
    }

    /// False for nearly all pairs with which no word begins.
    #[inline(always)]
    pub(super) fn may_hold(&self, first: u32, second: u32) -> bool {
        let place = place(first, second);
        self.0[place / 64] >> (place % 64) & 1 != 0
    }
}

/// The bit of two characters.
#[inline(always)]
fn place(first: u32, second: u32) -> usize {
    // Fibonacci hashing: the golden ratio in 32 bits.
    let hash = (first << 8 ^ second).wrapping_mul(super::boundary::GOLDEN);
    (hash >> (u32::BITS - BITS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_held_and_most_other_pairs_are_not() {
        let han = || (0x4E00..0x4F00).map(|code: u32| (code, code + 0x1000));
        let beginnings = Beginnings::of(han());
        assert!(han().all(|(first, second)| beginnings.may_hold(first, second)));
        let others = han().filter(|&(first, second)| beginnings.may_hold(second, first));
        assert!(others.count() < 16);
    }
}
