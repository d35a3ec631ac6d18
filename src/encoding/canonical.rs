//! Whether bytes are what their encoder would write for what they mean, by a look at each pair.
//!
//! Encoding a text again to see whether the same bytes come out takes longer than decoding it did. Which
//! pairs do not come back is a property of the encoding, asked of encoding_rs once.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, SHIFT_JIS};

use super::index::{self, Index, TRAILS};
use crate::name::Encoding;

/// For each pair of lead 81 to FE and trail 40 to FE, whether it comes back.
struct Pairs(Box<[bool]>);

impl Pairs {
    fn of(index: &Index, encoding: &'static encoding_rs::Encoding) -> Self {
        let comes_back = |(number, character): (usize, Option<char>)| {
            let pair = [
                (number / TRAILS) as u8 + 0x81,
                (number % TRAILS) as u8 + 0x40,
            ];
            character.is_some_and(|character| {
                let mut utf8 = [0; 4];
                let (bytes, _, unmappable) = encoding.encode(character.encode_utf8(&mut utf8));
                !unmappable && *bytes == pair
            })
        };
        Self(index.all().enumerate().map(comes_back).collect())
    }
}

static PAIRS: [LazyLock<Pairs>; 5] = [
    LazyLock::new(|| Pairs::of(&index::GB18030, GB18030)),
    LazyLock::new(|| Pairs::of(&index::BIG5, BIG5)),
    LazyLock::new(|| Pairs::of(&index::SHIFT_JIS, SHIFT_JIS)),
    LazyLock::new(|| Pairs::of(&index::EUC_JP, EUC_JP)),
    LazyLock::new(|| Pairs::of(&index::EUC_KR, EUC_KR)),
];

/// Whether well-formed bytes surely come back; `false` also where a pair does not tell, as in
/// characters of one, three or four bytes. O(bytes).
pub(super) fn comes_back(bytes: &[u8], encoding: Encoding) -> bool {
    let number = match encoding {
        Encoding::Gb18030 => 0,
        Encoding::Big5 => 1,
        Encoding::ShiftJis => 2,
        Encoding::EucJp => 3,
        Encoding::EucKr => 4,
        _ => return false,
    };
    let pairs = &PAIRS[number].0;
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        if lead.is_ascii() {
            let ascii = encoding_rs::Encoding::ascii_valid_up_to(tail);
            rest = &tail[ascii..];
            continue;
        }
        // 80 and FF fall outside of the table.
        let row = usize::from(lead.wrapping_sub(0x81));
        let back = match tail {
            [trail @ 0x40..=0xFE, after @ ..] => {
                rest = after;
                let at = row * TRAILS + usize::from(trail - 0x40);
                pairs.get(at).copied().unwrap_or(false)
            }
            _ => false,
        };
        if !back {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back() {
        for (bytes, encoding, expected) in [
            (&b"ab\xC3\xF7\xCE\xC4\n"[..], Encoding::Gb18030, true),
            (b"\x80", Encoding::Gb18030, false),
            (b"\x81\x30\x81\x30", Encoding::Gb18030, false),
            (b"\xA9\xFA\xA4\xE5", Encoding::Big5, true),
            // Hong Kong's characters are only read, and 十 has a second code.
            (b"\x88\x62", Encoding::Big5, false),
            (b"\xA2\xCC", Encoding::Big5, false),
            (b"\xC3\xF7", Encoding::Windows1252, false),
        ] {
            assert_eq!(comes_back(bytes, encoding), expected, "{bytes:X?}");
        }
    }
}
