//! Malformed sequences of the whole input, for the suppositions that its sample leaves. Only the form is
//! checked, which takes one look-up a byte; whether every pair has a character is the models' business.

use crate::name::Encoding;

/// How many sequences of the bytes have no form in the encoding; `None` where it has none to check.
/// O(bytes), at memory speed.
pub(super) fn malformed(bytes: &[u8], encoding: Encoding) -> Option<usize> {
    let form = match encoding {
        Encoding::Utf8 => return Some(utf8(bytes)),
        Encoding::Gb18030 => Form::GB18030,
        Encoding::Big5 => Form::BIG5,
        Encoding::EucTw => Form::EUC_TW,
        Encoding::EucJp => Form::EUC_JP,
        Encoding::EucKr => Form::EUC_KR,
        Encoding::ShiftJis => Form::SHIFT_JIS,
        _ => return None,
    };
    Some(pairs(bytes, form))
}

/// The form of an encoding: its bit in the tables of leads and trails, and what else it has.
struct Form {
    bit: u8,
    /// How long a sequence at the start of the bytes is that is no pair.
    other: fn(&[u8]) -> Option<usize>,
}

impl Form {
    const GB18030: Self = Self {
        bit: 1,
        other: |bytes| match *bytes {
            [0x80, ..] => Some(1),
            [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] => Some(4),
            _ => None,
        },
    };
    const BIG5: Self = Self {
        bit: 2,
        other: |_| None,
    };
    const EUC_TW: Self = Self {
        bit: 4,
        other: |bytes| match *bytes {
            [0x8E, 0xA1..=0xB0, 0xA1..=0xFE, 0xA1..=0xFE, ..] => Some(4),
            _ => None,
        },
    };
    const EUC_JP: Self = Self {
        bit: 4,
        other: |bytes| match *bytes {
            [0x8E, 0xA1..=0xDF, ..] => Some(2),
            [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..] => Some(3),
            _ => None,
        },
    };
    const EUC_KR: Self = Self {
        bit: 8,
        other: |_| None,
    };
    const SHIFT_JIS: Self = Self {
        bit: 16,
        other: |bytes| match *bytes {
            [0xA1..=0xDF, ..] => Some(1),
            _ => None,
        },
    };
}

const LEADS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = bit(1 | 2 | 8, matches!(byte, 0x81..=0xFE))
            | bit(4, matches!(byte, 0xA1..=0xFE))
            | bit(16, matches!(byte, 0x81..=0x9F | 0xE0..=0xFC));
        at += 1;
    }
    table
};

const TRAILS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = bit(1, matches!(byte, 0x40..=0x7E | 0x80..=0xFE))
            | bit(2, matches!(byte, 0x40..=0x7E | 0xA1..=0xFE))
            | bit(4, matches!(byte, 0xA1..=0xFE))
            | bit(8, matches!(byte, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE))
            | bit(16, matches!(byte, 0x40..=0x7E | 0x80..=0xFC));
        at += 1;
    }
    table
};

const fn bit(bit: u8, is_set: bool) -> u8 {
    if is_set { bit } else { 0 }
}

fn pairs(bytes: &[u8], form: Form) -> usize {
    let mut malformed = 0;
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        if lead.is_ascii() {
            // A run of ASCII as a whole where there is one.
            rest = match tail {
                [next, ..] if next.is_ascii() => {
                    let ascii = encoding_rs::Encoding::ascii_valid_up_to(tail);
                    &tail[ascii..]
                }
                _ => tail,
            };
            continue;
        }
        if let [trail, after @ ..] = tail
            && LEADS[usize::from(*lead)] & TRAILS[usize::from(*trail)] & form.bit != 0
        {
            rest = after;
            continue;
        }
        match (form.other)(rest) {
            Some(len) => rest = rest.get(len..).unwrap_or_default(),
            // Cut by the end.
            None if tail.is_empty() => return malformed,
            None => {
                malformed += 1;
                rest = tail;
            }
        }
    }
    malformed
}

fn utf8(bytes: &[u8]) -> usize {
    if encoding_rs::Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return 0;
    }
    let broken = bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty());
    broken.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_lead_and_trail_form_is_counted() {
        for (bytes, encoding, expected) in [
            (&b"\xD6\xD0 a \xCE\xC4"[..], Encoding::Gb18030, 0),
            (b"\x81\x30\x81\x30\x80", Encoding::Gb18030, 0),
            (b"\xD6 \xFF\xD6\xD0", Encoding::Gb18030, 2),
            (b"\xA4\x40\xA4", Encoding::Big5, 0),
            (b"\xA4\x80\xA4", Encoding::Big5, 2),
            (b"\x8E\xA2\xA1\xA1\xC4\xE3", Encoding::EucTw, 0),
            (b"\xB1\x82\xA0", Encoding::ShiftJis, 0),
            (b"\xE4\xB8\xAD\xE4\xB8", Encoding::Utf8, 1),
        ] {
            assert_eq!(malformed(bytes, encoding), Some(expected), "{bytes:X?}");
        }
        assert_eq!(malformed(b"", Encoding::Windows1252), None);
    }
}
