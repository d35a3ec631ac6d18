//! What there is to be judged: bytes at hand, or what was kept of a stream.

use super::sample::Sample;
use super::{seven, validity};
use crate::name::Encoding;

/// All that detection asks of its input.
pub(super) trait Input {
    /// The first bytes: four, or all if there are fewer.
    fn head(&self) -> &[u8];
    /// Whether there is nothing but ASCII.
    fn is_ascii(&self) -> bool;
    /// Whether there is nothing but ASCII text.
    fn is_plain(&self) -> bool;
    /// Bytes from the first that is not ASCII on, if all is UTF-8 that does not come about by chance.
    fn evident_utf8(&self) -> Option<&[u8]>;
    fn sample(&self) -> Sample<'_>;
    /// Malformed sequences, where an encoding has a form to be checked.
    fn malformed(&self, encoding: Encoding) -> Option<usize>;
}

/// So many continuation bytes, each where UTF-8 wants it, are no chance: in text of other encodings
/// fewer than one in three are.
const CONTINUATIONS: usize = 8;

/// Bytes to look for them.
const HEAD: usize = 256;

/// Whether valid UTF-8 has enough beyond ASCII. `rest` begins with the first such byte.
pub(super) fn is_much(rest: &[u8]) -> bool {
    let head = &rest[..rest.len().min(HEAD)];
    let continuations = head.iter().filter(|&&byte| byte & 0xC0 == 0x80).count();
    continuations >= CONTINUATIONS
}

/// Bytes at hand.
#[derive(Clone, Copy)]
pub(super) struct Whole<'b> {
    bytes: &'b [u8],
    /// Where the first byte stands that is not ASCII, or the end.
    ascii: usize,
}

impl<'b> Whole<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            ascii: encoding_rs::Encoding::ascii_valid_up_to(bytes),
        }
    }

    fn rest(&self) -> &'b [u8] {
        &self.bytes[self.ascii..]
    }
}

impl Input for Whole<'_> {
    fn head(&self) -> &[u8] {
        &self.bytes[..self.bytes.len().min(4)]
    }

    fn is_ascii(&self) -> bool {
        self.ascii == self.bytes.len()
    }

    fn is_plain(&self) -> bool {
        self.is_ascii() && seven::is_plain(self.bytes)
    }

    fn evident_utf8(&self) -> Option<&[u8]> {
        let rest = self.rest();
        // Most other text fails at its first character.
        if encoding_rs::Encoding::utf8_valid_up_to(&rest[..rest.len().min(64)]) < 8 {
            return None;
        }
        let valid = encoding_rs::Encoding::utf8_valid_up_to(rest);
        let tail = &rest[valid..];
        (validity::is_cut_utf8(tail) && is_much(&rest[..valid])).then_some(rest)
    }

    fn sample(&self) -> Sample<'_> {
        Sample::of(self.bytes, self.ascii)
    }

    fn malformed(&self, encoding: Encoding) -> Option<usize> {
        validity::malformed(self.rest(), encoding)
    }
}
