//! Decides what bytes are, by validity.
//!
//! Valid UTF-8 is UTF-8: other encodings hardly ever form its multi-byte sequences by chance. Else
//! the encoding that leaves the fewest bytes without meaning; GB18030 and Big5 accept much of each
//! other's text, and where both do, the one whose text has more of its characters in the blocks
//! that its standard reserves for common ones.

use crate::name::Encoding;

/// The encoding to read `bytes` in. O(bytes).
pub(crate) fn choose(bytes: &[u8]) -> Encoding {
    // Several times as fast as the standard library's validation where most of the text is Han.
    if encoding_rs::Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return Encoding::Utf8;
    }
    let utf8 = malformed_utf8(bytes);
    let gb18030 = Pairs::count(bytes, |lead, trail| match (lead, trail) {
        (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => {
            // Level 1 of GB 2312: rows 16 to 55; row 1 and 3: punctuation.
            let common = matches!(lead, 0xB0..=0xD7 | 0xA1 | 0xA3) && trail >= 0xA1;
            Some(common)
        }
        // The first half of a four-byte code.
        (0x81..=0xFE, 0x30..=0x39) => Some(false),
        _ => None,
    });
    let big5 = Pairs::count(bytes, |lead, trail| match (lead, trail) {
        (0x87..=0xFE, 0x40..=0x7E | 0xA1..=0xFE) => {
            // Level 1 of Big5: A440 to C67E; A1 and A2: punctuation.
            Some(matches!(lead, 0xA4..=0xC6 | 0xA1))
        }
        _ => None,
    });
    let fewest = utf8.min(gb18030.malformed).min(big5.malformed);
    if utf8 == fewest {
        Encoding::Utf8
    } else if gb18030.malformed < big5.malformed
        || (gb18030.malformed == big5.malformed && gb18030.common >= big5.common)
    {
        Encoding::Gb18030
    } else {
        Encoding::Big5
    }
}

fn malformed_utf8(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count()
}

/// What a double-byte encoding makes of the bytes.
struct Pairs {
    malformed: usize,
    common: usize,
}

impl Pairs {
    /// `common` says of a pair whether it is a common character, or `None` if it is malformed.
    fn count(bytes: &[u8], common: impl Fn(u8, u8) -> Option<bool>) -> Self {
        let mut count = Self {
            malformed: 0,
            common: 0,
        };
        let mut rest = bytes;
        while let [lead, tail @ ..] = rest {
            rest = tail;
            if lead.is_ascii() {
                continue;
            }
            match tail.first().and_then(|&trail| common(*lead, trail)) {
                Some(is_common) => {
                    count.common += usize::from(is_common);
                    rest = &tail[1..];
                }
                None => count.malformed += 1,
            }
        }
        count
    }
}
