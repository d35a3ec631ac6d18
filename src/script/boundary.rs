//! Where a text can be cut so that its parts, converted one by one, give what the whole gives.
//!
//! A cut is exact where no key of any step, in any text that the steps before it can make, stands
//! on both sides. Two adjacent characters that some key can so span are *bonded*; the tables hold a
//! filter of all such pairs. A filter can take a pair for bonded that is not: the part between two
//! cuts is longer then, and the result the same.

use super::description;
use super::recipe::Family;
use super::utf8::{decode, decode_before, is_compatibility_ideograph, is_description_operator};
use crate::tables::script::{self as tables, Filter};

/// 2^32 divided by the golden ratio: multiplicative hashing, Knuth volume 3, section 6.4.
pub(super) const GOLDEN: u32 = 0x9E37_79B1;
/// The second prime of xxHash's 32-bit version.
const PRIME: u32 = 0x85EB_CA77;

/// Characters of the longest key, as the generator checks.
const LONGEST: usize = 15;

/// Code points after an incomplete description sequence in which a later step might complete it.
///
/// The reference reads 64 code points; a step shortens a text to no less than one character for each
/// longest key.
const INCOMPLETE: usize = 64 * LONGEST;

/// Which adjacent characters a key can span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bonds {
    filter: &'static Filter,
}

impl Bonds {
    pub(super) fn of(family: Family) -> Self {
        Self {
            filter: tables::bonds(family as usize),
        }
    }

    /// Those that count where no key divides the text.
    pub(super) fn inner(family: Family) -> Self {
        // Elsewhere the keys that divide it are those of a second step too.
        let number = match family {
            Family::FromSimplified => tables::INNER_BONDS,
            _ => family as usize,
        };
        Self {
            filter: tables::bonds(number),
        }
    }

    /// Whether the two characters may have to be converted together.
    #[inline]
    pub(super) fn joined(&self, first: u32, second: u32) -> bool {
        Pair::new(first, second).is_in(self.filter) || is_loose(first) || is_loose(second)
    }

    /// The last exact cut at or before `at`, where a character starts; not before `floor`.
    pub(super) fn before(&self, text: &[u8], floor: usize, mut at: usize) -> usize {
        let mut second = decode(text, at).0;
        while at > floor {
            let (first, length) = decode_before(text, at);
            if !self.joined(first, second) {
                break;
            }
            at -= length;
            second = first;
        }
        at.max(floor)
    }

    /// Whether a key that starts before `at` may hold a character behind it whose neighborhood the filter
    /// does not describe.
    pub(super) fn hold_loose(&self, text: &[u8], mut at: usize) -> bool {
        let mut before = decode_before(text, at).0;
        for _ in 1..LONGEST {
            let (code, length) = decode(text, at);
            if at >= text.len() || is_loose(code) || !Pair::new(before, code).is_in(self.filter) {
                return is_loose(code);
            }
            before = code;
            at += length;
        }
        false
    }

    /// The first exact cut after the character at `at`.
    pub(super) fn after(&self, text: &[u8], at: usize) -> usize {
        let mut walk = Walk { at, held: 0 };
        while walk.at < text.len() {
            if walk.step(self, text) {
                return walk.at;
            }
        }
        text.len()
    }
}

/// A walk from character to character that knows which description sequences are still open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Walk {
    /// Bytes walked.
    pub(super) at: usize,
    /// Code points to come that belong to what has begun.
    held: usize,
}

impl Walk {
    /// Goes one character on; whether the text can be cut after it. False at the end of the text,
    /// where what follows is not known.
    pub(super) fn step(&mut self, bonds: &Bonds, text: &[u8]) -> bool {
        let (code, length) = decode(text, self.at);
        if is_description_operator(code) {
            let sequence = description::length(text, self.at);
            let code_points = text
                .get(self.at..self.at + sequence)
                .unwrap_or_default()
                .iter()
                .filter(|&&byte| byte & 0xC0 != 0x80)
                .count();
            let needed = if sequence == 0 {
                INCOMPLETE
            } else {
                code_points
            };
            self.held = self.held.max(needed);
        }
        self.held = self.held.saturating_sub(1);
        self.at += length;
        self.held == 0 && self.at < text.len() && !bonds.joined(code, decode(text, self.at).0)
    }
}

/// Characters whose neighborhood the filter does not describe.
#[inline]
pub(super) fn is_loose(code: u32) -> bool {
    // Nearly all characters are between those.
    !matches!(code, 0x3000..0xF900)
        && (is_compatibility_ideograph(code) || is_description_operator(code))
}

/// Two adjacent characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) first: u32,
    pub(super) second: u32,
    /// The highest bits say where tables and filters have it.
    pub(super) hash: u32,
}

impl Pair {
    #[inline(always)]
    pub(super) fn new(first: u32, second: u32) -> Self {
        Self {
            first,
            second,
            hash: first.wrapping_mul(GOLDEN) ^ second.wrapping_mul(PRIME),
        }
    }

    /// Whether a filter holds it.
    #[inline(always)]
    pub(super) fn is_in(self, filter: &Filter) -> bool {
        // A filter has a power of two of words, 64 bits each.
        let bit = self.hash >> (26 - filter.len().trailing_zeros());
        let word = filter
            .get((bit >> 6) as usize)
            .map_or(0, |word| u64::from_le_bytes(*word));
        word >> (bit & 63) & 1 != 0
    }
}
