//! UTF-7, RFC 2152: UTF-16 in Base64 between `+` and whatever is not Base64; `+-` is a plus. A hyphen
//! behind Base64 belongs to it.

use super::codec::{Own, Sink};

pub(super) struct Utf7;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of a digit of Base64.
pub(crate) fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

impl Own for Utf7 {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            at += 1;
            match first {
                b'+' if bytes.get(at) == Some(&b'-') => {
                    at += 1;
                    sink.character('+', at);
                }
                b'+' => at = run(bytes, at, sink),
                0..=0x7F => sink.character(char::from(first), at),
                _ => sink.malformed(at),
            }
        }
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        let (mut held, mut have, mut inside) = (0_u32, 0_u32, false);
        for character in text.chars() {
            if character.is_ascii() {
                if inside {
                    end(&mut held, &mut have, out);
                    inside = false;
                    if digit(character as u8).is_some() || character == '-' {
                        out.push(b'-');
                    }
                }
                out.push(character as u8);
                if character == '+' {
                    out.push(b'-');
                }
                continue;
            }
            if !inside {
                out.push(b'+');
                inside = true;
            }
            for unit in character.encode_utf16(&mut [0; 2]) {
                held = held << 16 | u32::from(*unit);
                have += 16;
                while have >= 6 {
                    have -= 6;
                    out.push(DIGITS[(held >> have & 63) as usize]);
                }
                held &= (1 << have) - 1;
            }
        }
        if inside {
            end(&mut held, &mut have, out);
            out.push(b'-');
        }
    }
}

/// Writes the bits that are left, filled with zeros.
fn end(held: &mut u32, have: &mut u32, out: &mut Vec<u8>) {
    if *have > 0 {
        out.push(DIGITS[(*held << (6 - *have) & 63) as usize]);
    }
    (*held, *have) = (0, 0);
}

/// Reads Base64 from `at` on; where it ends.
fn run(bytes: &[u8], mut at: usize, sink: &mut dyn Sink) -> usize {
    let (mut held, mut have) = (0_u32, 0_u32);
    // The first half of a surrogate pair.
    let mut high: Option<u32> = None;
    // Where the last character ended.
    let mut last = at;
    while let Some(value) = bytes.get(at).copied().and_then(digit) {
        at += 1;
        held = held << 6 | u32::from(value);
        have += 6;
        if have < 16 {
            continue;
        }
        have -= 16;
        let unit = (held >> have) & 0xFFFF;
        held &= (1 << have) - 1;
        let code = match (high.take(), unit) {
            (Some(high), 0xDC00..=0xDFFF) => 0x10000 + (high << 10) + (unit - 0xDC00),
            (before, 0xD800..=0xDBFF) => {
                if before.is_some() {
                    sink.malformed(at - 1);
                }
                high = Some(unit - 0xD800);
                continue;
            }
            // A unit has more than one digit: the last one is the next character's.
            (Some(_), _) => {
                sink.malformed(at - 1);
                unit
            }
            (None, _) => unit,
        };
        match char::from_u32(code) {
            Some(character) => sink.character(character, at),
            None => sink.malformed(at),
        }
        last = at;
    }
    let end = at + usize::from(bytes.get(at) == Some(&b'-'));
    // Bits that are left are zeros, and fewer than a digit has; but in the last digit of a character they are
    // no bytes of their own.
    if high.is_some() || have >= 6 || held != 0 && end > last {
        sink.malformed(end);
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::encoding::{decode, encode};
    use crate::name::Encoding;

    #[test]
    fn nothing_stands_for_no_bytes() {
        // Padding that is not zero; halves of surrogate pairs before a half, a character and the end.
        for bytes in [
            &b"+0+9~"[..],
            b"+TWF-",
            b"+2ADYAA-",
            b"+2AAAYQ-",
            b"+2AA-",
            b"+2AA",
        ] {
            let spans = [(0..bytes.len(), Encoding::Utf7)];
            let (text, decoding) = decode(bytes, &spans);
            assert_eq!(encode(&text, &decoding).as_deref(), Some(bytes), "{text}");
            for exception in &decoding.exceptions {
                assert!(
                    !exception.bytes.is_empty(),
                    "{text} {:?}",
                    decoding.exceptions
                );
            }
        }
    }
}
