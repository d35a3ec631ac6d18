//! EUC-TW: CNS 11643 in Extended Unix Code. Two bytes are of plane 1, four bytes that begin with 8E
//! say their plane. Of planes 3 to 7 and 15 we know what Unihan says, 42,000 rare characters; planes 8 to 14, those
//! of its later source names, come out as malformed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::codec::{Own, Sink};
use super::unit;
use super::wide::read_units;
use crate::tables::cns;

pub(super) struct EucTw;

/// Plane, row and cell of each character, of which a few have two.
static CODES: LazyLock<HashMap<char, [u8; 3]>> = LazyLock::new(|| {
    let mut codes = HashMap::new();
    for (character, code) in cns::all() {
        codes.entry(character).or_insert(code);
    }
    codes
});

impl Own for EucTw {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        read_units(bytes, unit::euc_tw(), sink);
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        for character in text.chars() {
            if character.is_ascii() {
                out.push(character as u8);
                continue;
            }
            match CODES.get(&character) {
                Some(&[1, row, cell]) => out.extend([row + 0xA1, cell + 0xA1]),
                Some(&[plane, row, cell]) => {
                    out.extend([0x8E, plane + 0xA0, row + 0xA1, cell + 0xA1]);
                }
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::codec::Codec;
    use super::super::decode::decode;
    use crate::name::Encoding;

    #[test]
    fn rare_characters_of_other_planes() {
        // 3-2122, 4-2126, 5-2123, 6-222C, 7-212B, 15-2133.
        let bytes = b"\x8E\xA3\xA1\xA2\x8E\xA4\xA1\xA6\x8E\xA5\xA1\xA3\
            \x8E\xA6\xA2\xAC\x8E\xA7\xA1\xAB\x8E\xAF\xA1\xB3";
        let whole = 0..bytes.len();
        let (text, decoding) = decode(bytes, &[(whole, Encoding::EucTw)]);
        assert_eq!(text, "丶丂\u{200C9}㐀\u{203C1}\u{2F834}");
        assert_eq!(decoding.exceptions.len(), 0);
        // No character stands at 3-7E7E, nor in any other plane.
        for bytes in [b"\x8E\xA3\xFE\xFE", b"\x8E\xA8\xA1\xA1"] {
            let (text, _) = decode(bytes, &[(0..4, Encoding::EucTw)]);
            assert!(text.contains('\u{FFFD}'));
        }
    }

    #[test]
    fn planes_one_and_two() {
        // CNS 11643: 中 is 1-4463, 文 1-4546, 乂 2-2121, the ideographic comma 1-2123.
        let codec = Codec::of(Encoding::EucTw);
        assert_eq!(
            *codec.write("中文、乂A"),
            *b"\xC4\xE3\xC5\xC6\xA1\xA3\x8E\xA2\xA1\xA1A"
        );
    }
}
