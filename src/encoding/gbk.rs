//! Single characters of GBK and their two bytes.

use encoding_rs::GB18030;

pub(crate) use crate::tables::gbk::character;
use crate::tables::gbk::han_bytes;

/// The two bytes of a character, or `None` if GBK has it not or in one byte.
pub(crate) fn bytes(character: char) -> Option<[u8; 2]> {
    han_bytes(character).or_else(|| {
        if character.is_ascii() {
            return None;
        }
        let (mut utf8, mut pair) = ([0; 4], [0; 4]);
        let text = character.encode_utf8(&mut utf8);
        let (_, _, written) = GB18030
            .new_encoder()
            .encode_from_utf8_without_replacement(text, &mut pair, true);
        (written == 2).then_some([pair[0], pair[1]])
    })
}

/// Every character of GBK that begins with `lead`, with its second byte.
pub(crate) fn row(lead: u8) -> impl Iterator<Item = (u8, char)> {
    (0x40..=0xFE).filter_map(move |trail| Some((trail, character(lead, trail)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(bytes('優'), Some([0x83, 0x9E]));
        assert_eq!(character(0x83, 0x9E), Some('優'));
        assert_eq!(bytes('，'), Some([0xA3, 0xAC]));
        assert_eq!(bytes('A'), None);
        assert_eq!(bytes('\u{20000}'), None);
        assert_eq!(character(0x83, 0x20), None);
        assert_eq!(character(0x80, 0x40), None);
        assert_eq!(character(0xFF, 0xFF), None);
    }

    #[test]
    fn agrees_with_encoding_rs() {
        for lead in 0x81..=0xFE {
            for (trail, character) in row(lead) {
                let pair = [lead, trail];
                let (decoded, malformed) = GB18030.decode_without_bom_handling(&pair);
                assert!(!malformed && decoded.chars().eq([character]));
                let (encoded, _, _) = GB18030.encode(&decoded);
                assert_eq!(
                    bytes(character).as_ref().map(|b| &b[..]),
                    (encoded.len() == 2).then_some(&*encoded)
                );
            }
        }
    }
}
