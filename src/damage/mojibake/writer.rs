//! The encodings that text was written in, one byte at a time.

use super::reader::Reader;
use crate::name::Encoding;

/// Bytes of a character that is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Partial {
    /// What the bytes so far say of the character.
    bits: u32,
    /// Bytes still to come; 0 between characters.
    need: u8,
    /// Bounds of the next byte.
    low: u8,
    high: u8,
}

/// What a byte does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The byte cannot stand here.
    Dead,
    More(Partial),
    Complete(char),
}

impl Partial {
    /// Between two characters.
    pub(super) const NONE: Self = Self {
        bits: 0,
        need: 0,
        low: 0,
        high: 0xFF,
    };

    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.need == 0
    }

    #[inline]
    pub(super) fn need(self) -> u8 {
        self.need
    }

    /// Bounds of the next byte, outside of which none can stand here.
    #[inline]
    pub(super) fn bounds(self) -> (u8, u8) {
        (self.low, self.high)
    }

    /// The bytes from 80 on within these bounds, one bit for each.
    #[inline]
    pub(super) fn high_bytes(self) -> u128 {
        let (low, high) = (self.low.max(0x80) - 0x80, self.high.max(0x80) - 0x80);
        (u128::MAX << low) & (u128::MAX >> (127 - high))
    }

    #[inline]
    pub(super) fn bits(self) -> u32 {
        self.bits
    }
}

/// One encoding's automaton.
#[derive(Clone, Copy)]
pub(super) enum Writer {
    Utf8,
    Double(&'static Reader),
}

impl Writer {
    pub(super) fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Utf8 => Self::Utf8,
            double => Self::Double(Reader::of(double)),
        }
    }

    #[inline]
    pub(super) fn feed(self, partial: Partial, byte: u8) -> Step {
        match self {
            Self::Utf8 => utf8(partial, byte),
            Self::Double(reader) => double(reader, partial, byte),
        }
    }
}

/// Table 3-7 of the Unicode Standard, chapter 3.9: well-formed UTF-8; and CESU-8 (Unicode Technical
/// Report 26), in which Java and databases write a character beyond the basic plane as two surrogates
/// of three bytes each.
#[inline]
fn utf8(partial: Partial, byte: u8) -> Step {
    if partial.is_none() {
        let (need, low, high, mask) = match byte {
            0x00..=0x7F => return Step::Complete(char::from(byte)),
            0xC2..=0xDF => (1, 0x80, 0xBF, 0x1F),
            0xE0 => (2, 0xA0, 0xBF, 0x0F),
            0xED => (2, 0x80, 0xAF, 0x0F),
            0xE1..=0xEF => (2, 0x80, 0xBF, 0x0F),
            0xF0 => (3, 0x90, 0xBF, 0x07),
            0xF1..=0xF3 => (3, 0x80, 0xBF, 0x07),
            0xF4 => (3, 0x80, 0x8F, 0x07),
            _ => return Step::Dead,
        };
        return Step::More(Partial {
            bits: u32::from(byte & mask),
            need,
            low,
            high,
        });
    }
    if byte < partial.low || byte > partial.high {
        return Step::Dead;
    }
    if partial.need > SURROGATE {
        return low_surrogate(partial, byte);
    }
    let bits = partial.bits << 6 | u32::from(byte & 0x3F);
    if partial.need == 1 {
        return match bits {
            0xD800..=0xDBFF => Step::More(Partial {
                bits: bits - 0xD800,
                need: SURROGATE + 3,
                low: 0xED,
                high: 0xED,
            }),
            _ => char::from_u32(bits).map_or(Step::Dead, Step::Complete),
        };
    }
    Step::More(Partial {
        bits,
        need: partial.need - 1,
        low: 0x80,
        high: 0xBF,
    })
}

/// Behind a high surrogate, what is needed counts on from here.
const SURROGATE: u8 = 3;

/// A byte of the low surrogate that must follow a high one, of which `bits` are known.
fn low_surrogate(partial: Partial, byte: u8) -> Step {
    let bits = |count: u32, mask: u8| partial.bits << count | u32::from(byte & mask);
    let (bits, low, high) = match partial.need - SURROGATE {
        3 => (partial.bits, 0xB0, 0xBF),
        2 => (bits(4, 0x0F), 0x80, 0xBF),
        _ => {
            let character = char::from_u32(0x1_0000 + bits(6, 0x3F));
            return character.map_or(Step::Dead, Step::Complete);
        }
    };
    Step::More(Partial {
        bits,
        need: partial.need - 1,
        low,
        high,
    })
}

#[inline]
fn double(reader: &Reader, partial: Partial, byte: u8) -> Step {
    if partial.is_none() {
        return match byte {
            0x00..=0x7F => Step::Complete(char::from(byte)),
            0x81..=0xFE => Step::More(Partial {
                bits: u32::from(byte),
                need: 1,
                low: 0x40,
                high: 0xFE,
            }),
            _ => Step::Dead,
        };
    }
    let found = reader.pair(partial.bits as u8, byte);
    found.map_or(Step::Dead, Step::Complete)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<char> {
        let mut step = Step::More(Partial::NONE);
        for &byte in bytes {
            let Step::More(partial) = step else {
                return None;
            };
            step = Writer::Utf8.feed(partial, byte);
        }
        match step {
            Step::Complete(character) => Some(character),
            _ => None,
        }
    }

    #[test]
    fn surrogates_come_in_pairs() {
        assert_eq!(read(b"\xED\xA0\xBD\xED\xB4\xA5"), Some('🔥'));
        assert_eq!(read(b"\xED\xA0\xBD\xE4\xB8\xAD"), None);
        assert_eq!(read(b"\xED\xB4\xA5"), None);
        assert_eq!(read("퟿".as_bytes()), Some('퟿'));
    }
}
