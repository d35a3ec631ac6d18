//! Bytes that are no text, whatever the encoding.

use super::detect;
use crate::name::Encoding;

/// One byte in so many that text does not have. Of 12,000 files of an operating system and of program
/// packages, 5,159 programs and packed files have 34 such in a thousand bytes or more, text in old encodings
/// 6 or fewer; text in which one byte in ten was replaced at random has some 11.
const SHARE: usize = 32;

/// Whether `bytes` are no text: a picture, a program, an archive. Of longer input, its first kilobytes say it.
///
/// [`detect`] finds no encoding for text whose lines are in several, or of which much is damaged; this tells
/// it from what no repair should touch. O(bytes).
///
/// ```
/// use mingwen::{detect, is_binary};
///
/// assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x20\x08\x02\0\0\0\xfc\x18\xed\xa3"));
/// let mixed = b"\xd6\xd0\xce\xc4\xcd\xf8\xd5\xbe\n\xe4\xb8\xad\xe6\x96\x87\xe7\xbd\x91\xe7\xab\x99\n";
/// assert!(detect(mixed).encoding().is_none());
/// assert!(!is_binary(mixed));
/// ```
#[must_use]
pub fn is_binary(bytes: &[u8]) -> bool {
    let odd = bytes.iter().filter(|byte| is_odd(**byte)).count();
    // One may have got anywhere.
    odd.saturating_sub(1) * SHARE > bytes.len() && !has_odd_text(detect(bytes).encoding())
}

/// What the text of bytes has not: control characters but those of lines, pages, terminals (1B) and the end
/// of old files (1A), and a byte that hardly any encoding has a meaning for.
fn is_odd(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F | 0xFF)
}

/// Encodings that have such bytes, or in which they are characters.
fn has_odd_text(encoding: Option<Encoding>) -> bool {
    matches!(
        encoding,
        Some(
            Encoding::Ascii
                | Encoding::Utf8
                | Encoding::Utf7
                | Encoding::Hz
                | Encoding::Iso2022Cn
                | Encoding::Iso2022Jp
                | Encoding::Utf16Le
                | Encoding::Utf16Be
                | Encoding::Utf32Le
                | Encoding::Utf32Be
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_not_binary_in_any_encoding() {
        let text = "她把信折好，放进了抽屉。\r\n\tA4 纸，第 2 页\u{C}";
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let old = [&*gbk, b"\x1A"].concat();
        let both = [&*gbk, b"\n", text.as_bytes()].concat();
        for text in [&[], text.as_bytes(), &*gbk, &wide, &old, &both] {
            assert!(!is_binary(text), "{text:02X?}");
        }
    }

    #[test]
    fn programs_and_packed_files_are_binary() {
        // Linear congruential, as packed bytes are: anything with equal chance.
        let mut state = 7_u32;
        let packed: Vec<u8> = (0..4096)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let program = [
            &b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0"[..],
            &[0; 44],
        ]
        .concat();
        let key = b"\x30\x2A\x30\x05\x06\x03\x2B\x65\x70\x03\x21\0\xD7\x5A\x98\x01\x82\xB1";
        for bytes in [&packed, &program, &key.to_vec()] {
            assert!(is_binary(bytes), "{bytes:02X?}");
        }
    }
}
