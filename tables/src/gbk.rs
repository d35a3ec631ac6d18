//! `gbk.bin`: the double-byte part of GB18030, both ways, as encoding_rs has it.

use encoding_rs::{DecoderResult, GB18030};

use crate::blob::Blob;

pub fn blob() -> Blob {
    let mut payload = Vec::new();
    for lead in 0x81..=0xFE {
        for trail in 0x40..=0xFE {
            let code = character(&[lead, trail]).map_or(0, |c| c as u32 as u16);
            payload.extend(code.to_le_bytes());
        }
    }
    for code in 0x4E00..=0x9FA5_u32 {
        let text = char::from_u32(code).map(String::from).unwrap_or_default();
        let (bytes, _, _) = GB18030.encode(&text);
        let pair = <[u8; 2]>::try_from(&*bytes).unwrap_or_default();
        payload.extend(pair);
    }
    Blob {
        name: "gbk",
        kind: *b"GBK2",
        version: 1,
        sources: "encoding_rs 0.8.44, index gb18030 of the WHATWG Encoding Standard (BSD-3-Clause)",
        payload,
    }
}

fn character(pair: &[u8; 2]) -> Option<char> {
    let mut text = String::with_capacity(8);
    let (result, _) = GB18030
        .new_decoder_without_bom_handling()
        .decode_to_string_without_replacement(pair, &mut text, true);
    let mut characters = text.chars();
    match (result, characters.next(), characters.next()) {
        (DecoderResult::InputEmpty, Some(c), None) if (c as u32) < 0x1_0000 => Some(c),
        _ => None,
    }
}
