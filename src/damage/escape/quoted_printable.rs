//! Quoted-printable, RFC 2045 section 6.7: `=E4=B8=AD`, of UTF-8, GBK or Big5. An equals sign at the
//! end of a line says that the line goes on.

use super::octets::Octet;
use super::percent::hex;

/// The octet at an equals sign, or the line break that is none.
pub(super) fn octet(bytes: &[u8], at: usize) -> Option<Octet> {
    let (value, end) = match bytes.get(at + 1..)? {
        [b'\n', ..] => (None, at + 2),
        [b'\r', b'\n', ..] => (None, at + 3),
        _ => (Some(hex(bytes, at + 1)?), at + 3),
    };
    Some(Octet {
        value,
        start: at,
        end,
    })
}
