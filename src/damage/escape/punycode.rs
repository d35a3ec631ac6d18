//! Punycode, RFC 3492: `xn--fiqs8s`, as domain names have it.

use super::judge;
use super::octets::Piece;

/// Characters of a label and more; a domain name has 63 (RFC 1035, section 2.3.4). Decoding takes
/// time in proportion to the square.
const MOST: usize = 256;

/// The label that begins at `at` with `xn--`, and how far was read.
pub(super) fn read(text: &str, at: usize) -> (usize, Option<Piece>) {
    let start = at + 4;
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let len = rest.iter().take_while(|byte| is_label(byte)).count();
    let end = start + len;
    let is_inside = text
        .as_bytes()
        .get(..at)
        .and_then(<[u8]>::last)
        .is_some_and(is_label);
    let label = text
        .get(start..end)
        .filter(|label| label.len() <= MOST && !is_inside);
    let said = label
        .and_then(decode)
        .filter(|said| said.chars().all(judge::is_allowed) && judge::is_chinese(said));
    let piece = said.map(|text| Piece {
        source: at..end,
        text,
    });
    (end, piece)
}

// RFC 3492, section 5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// RFC 3492, section 6.2.
fn decode(label: &str) -> Option<String> {
    let (basic, extended) = label.rsplit_once('-').unwrap_or(("", label));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.bytes().peekable();
    while digits.peek().is_some() {
        let (old, mut weight, mut k) = (i, 1_u32, BASE);
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => byte - b'a',
                byte @ b'A'..=b'Z' => byte - b'A',
                byte @ b'0'..=b'9' => byte - b'0' + 26,
                _ => return None,
            };
            let digit = u32::from(digit);
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let len = u32::try_from(output.len() + 1).ok()?;
        bias = adapted(i - old, len, old == 0);
        n = n.checked_add(i / len)?;
        i %= len;
        output.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(output.into_iter().collect())
}

/// RFC 3492, section 6.1.
fn adapted(delta: u32, len: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / len;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}
