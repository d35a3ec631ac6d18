//! Bytes as program text has them: `\xE4\xB8\xAD`, and in octal `\344\270\255`.

use super::octets::Octet;
use super::percent::hex;

/// The octet at a backslash. Where the text was escaped again there are `depth` of them; a backslash
/// more is one of the text.
pub(super) fn octet(bytes: &[u8], at: usize, depth: usize) -> Option<Octet> {
    let backslashes = backslashes(bytes, at);
    let digits = at + backslashes;
    let (value, end) = match *bytes.get(digits..)? {
        [b'x', ..] => (hex(bytes, digits + 1)?, digits + 3),
        // 80 and above: what is below needs no escape.
        [
            high @ b'2'..=b'3',
            middle @ b'0'..=b'7',
            low @ b'0'..=b'7',
            ..,
        ] => {
            let value = (high - b'0') << 6 | (middle - b'0') << 3 | (low - b'0');
            (value, digits + 3)
        }
        _ => return None,
    };
    if backslashes > depth {
        return Some(Octet::plain(b'\\', at));
    }
    Some(Octet {
        value: Some(value),
        start: at,
        end,
    })
}

/// How many backslashes stand at a place.
pub(super) fn backslashes(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take_while(|&&byte| byte == b'\\').count()
}
