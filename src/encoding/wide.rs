//! UTF-16 and UTF-32, in either order of bytes. A unit that is half of a pair alone, or cut, is
//! malformed.

use super::codec::{Own, Sink};
use super::unit::{self, Reader, Unit};

pub(super) struct Utf16<const BIG: bool>;
pub(super) struct Utf32<const BIG: bool>;

/// Reads an encoding that needs no state.
pub(super) fn read_units(bytes: &[u8], reader: impl Reader, sink: &mut dyn Sink) {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (unit, len) = reader.read(rest);
        at += len;
        match unit {
            Unit::Character(character) => sink.character(character, at),
            Unit::Rare | Unit::Malformed | Unit::Cut => sink.malformed(at),
        }
    }
}

impl<const BIG: bool> Own for Utf16<BIG> {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        read_units(bytes, unit::Utf16::<BIG>, sink);
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        out.extend(text.encode_utf16().flat_map(|unit| {
            if BIG {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        }));
    }
}

impl<const BIG: bool> Own for Utf32<BIG> {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        read_units(bytes, unit::Utf32::<BIG>, sink);
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        out.extend(text.chars().flat_map(|character| {
            if BIG {
                u32::from(character).to_be_bytes()
            } else {
                u32::from(character).to_le_bytes()
            }
        }));
    }
}
