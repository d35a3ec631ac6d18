//! Single characters of GBK and their two bytes.

use encoding_rs::GB18030;

/// The two bytes of a character, or `None` if GBK has it not or in one byte.
pub(crate) fn bytes(character: char) -> Option<[u8; 2]> {
    if character.is_ascii() {
        return None;
    }
    let (mut utf8, mut pair) = ([0; 4], [0; 4]);
    let text = character.encode_utf8(&mut utf8);
    let (_, _, written) = GB18030
        .new_encoder()
        .encode_from_utf8_without_replacement(text, &mut pair, true);
    (written == 2).then_some([pair[0], pair[1]])
}

/// The character of two bytes, private-use characters included.
pub(crate) fn character(lead: u8, trail: u8) -> Option<char> {
    let mut utf8 = [0; 8];
    let (result, _, written) = GB18030
        .new_decoder_without_bom_handling()
        .decode_to_utf8_without_replacement(&[lead, trail], &mut utf8, true);
    let text = std::str::from_utf8(&utf8[..written]).ok()?;
    let mut characters = text.chars();
    match (result, characters.next(), characters.next()) {
        (encoding_rs::DecoderResult::InputEmpty, Some(character), None) => Some(character),
        _ => None,
    }
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
        assert_eq!(bytes('A'), None);
        assert_eq!(bytes('\u{20000}'), None);
        assert_eq!(character(0x83, 0x20), None);
        assert!(row(0xAA).all(|(_, c)| bytes(c).is_some()));
    }
}
