//! Percent-encoding, RFC 3986 section 2.1: `%E4%B8%AD`, of UTF-8, GBK or Big5; escaped again, `%25E4`.

use super::octets::Octet;

/// The octet at a percent sign, and whether there is one.
pub(super) fn octet(bytes: &[u8], at: usize) -> Option<Octet> {
    let mut digits = at + 1;
    while bytes.get(digits..digits + 2) == Some(b"25")
        && hex(bytes, digits + 2).is_some_and(|value| value >= 0x80)
    {
        digits += 2;
    }
    Some(Octet {
        value: Some(hex(bytes, digits)?),
        start: at,
        end: digits + 2,
    })
}

/// The value of two hexadecimal digits.
pub(super) fn hex(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    Some((digit(at)? << 4 | digit(at + 1)?) as u8)
}
