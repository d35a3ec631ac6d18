//! Anchors: pairs of adjacent characters from keys that say more than their characters alone.

use super::boundary::Pair;
use crate::tables::script as tables;

/// Bits of a value that hold one of two characters: how far it is behind [`FIRST`].
const BITS: u32 = 15;
/// The first character that a value can hold, of three bytes like all the others.
const FIRST: u32 = 0x2E80;

/// The anchors of a configuration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchors(tables::Anchors);

/// What is known of an anchor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor(u32);

impl Anchors {
    pub(super) fn of(configuration: usize) -> Self {
        Self(tables::anchors(configuration))
    }

    /// False for nearly all pairs that are no anchor.
    #[inline(always)]
    pub(super) fn may_hold(&self, pair: Pair) -> bool {
        pair.is_in(self.0.filter)
    }

    /// What is known of two characters, if they are an anchor.
    #[inline]
    pub(super) fn find(&self, pair: Pair) -> Option<Anchor> {
        let Pair {
            first,
            second,
            hash,
        } = pair;
        let pair = first << 16 | second;
        // No anchor holds a character beyond the basic plane.
        if (first | second) >> 16 != 0 || pair == 0 {
            return None;
        }
        let tables::Anchors { slots, values, .. } = self.0;
        // There are a power of two of slots.
        let mut slot = (hash >> (32 - slots.len().trailing_zeros())) as usize;
        loop {
            match u32::from_le_bytes(*slots.get(slot)?) {
                0 => return None,
                found if found == pair => break,
                _ => slot = (slot + 1) & (slots.len() - 1),
            }
        }
        let value = u32::from_le_bytes(*values.get(slot)?);
        (value != 0).then_some(Anchor(value))
    }
}

impl Anchor {
    /// The six bytes that the two characters become where no key reaches beyond them, both of
    /// three bytes as they were; `None` where that takes a closer look.
    pub(super) fn alone(self) -> Option<[u8; 6]> {
        if self.0 >> (2 * BITS) == 1 {
            return None;
        }
        let [a, b, c] = encode(FIRST + (self.0 >> BITS & ((1 << BITS) - 1)));
        let [x, y, z] = encode(FIRST + (self.0 & ((1 << BITS) - 1)));
        Some([a, b, c, x, y, z])
    }

    /// Whether the pair is a key that no longer one begins with, of those that divide a text: where
    /// it follows a cut, it ends at another.
    pub(super) fn is_closed(self) -> bool {
        self.0 >> (2 * BITS) == 3
    }
}

/// The UTF-8 of a character of three bytes.
fn encode(code: u32) -> [u8; 3] {
    let tail = |bits: u32| 0x80 | (bits & 0x3F) as u8;
    [0xE0 | (code >> 12) as u8, tail(code >> 6), tail(code)]
}
