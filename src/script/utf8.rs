//! Reading characters out of bytes that are UTF-8.
//!
//! The engine works on bytes, so that it need not prove again and again what it cut at characters.
//! On bytes that are not UTF-8 these functions return something harmless.

/// The code point of three bytes.
#[inline(always)]
pub(super) fn three(a: u8, b: u8, c: u8) -> u32 {
    u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F)
}

/// The code point at `at` and its length in bytes, which is at least 1.
#[inline(always)]
pub(super) fn decode(text: &[u8], at: usize) -> (u32, usize) {
    let tail = |byte: u8| u32::from(byte & 0x3F);
    match *text.get(at..).unwrap_or_default() {
        [a @ 0xE0..0xF0, b, c, ..] => (three(a, b, c), 3),
        [a @ 0xC0..0xE0, b, ..] => (u32::from(a & 0x1F) << 6 | tail(b), 2),
        [a @ 0xF0..=0xFF, b, c, d, ..] => (
            u32::from(a & 0x07) << 18 | tail(b) << 12 | tail(c) << 6 | tail(d),
            4,
        ),
        [a, ..] => (a.into(), 1),
        [] => (0, 1),
    }
}

/// The code point that ends at `at` and its length in bytes; 0 and 0 at the start.
#[inline(always)]
pub(super) fn decode_before(text: &[u8], at: usize) -> (u32, usize) {
    if let Some(&[.., a @ 0xE0..0xF0, b, c]) = text.get(..at) {
        return (three(a, b, c), 3);
    }
    let is_start = |length: &usize| {
        let byte = at.checked_sub(*length).and_then(|start| text.get(start));
        byte.is_none_or(|byte| byte & 0xC0 != 0x80)
    };
    let length = (1..=3).find(is_start).unwrap_or(4).min(at);
    (decode(text, at - length).0, length)
}

/// Whether the code point starts an ideographic description sequence.
#[inline(always)]
pub(super) fn is_description_operator(code: u32) -> bool {
    code & !0xF == 0x2FF0
}

/// Whether the code point is in a block of compatibility ideographs, which normalization maps.
#[inline(always)]
pub(super) fn is_compatibility_ideograph(code: u32) -> bool {
    matches!(code, 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}
