//! The double-byte characters of GBK, ready for single look-ups.

use super::{GBK, u16_at};

const FIRST_TRAIL: u8 = 0x40;
const TRAILS: usize = 0xFE - 0x40 + 1;
const LEADS: usize = 0xFE - 0x81 + 1;

/// The character of two bytes, private-use characters included.
pub(crate) fn character(lead: u8, trail: u8) -> Option<char> {
    let row = usize::from(lead.checked_sub(0x81)?);
    let cell = usize::from(trail.checked_sub(FIRST_TRAIL)?);
    if row >= LEADS || cell >= TRAILS {
        return None;
    }
    match u16_at(GBK, 2 * (row * TRAILS + cell)) {
        0 => None,
        code => char::from_u32(code.into()),
    }
}

/// The two bytes of a character of the block that the table covers, U+4E00 to U+9FA5.
pub(crate) fn han_bytes(character: char) -> Option<[u8; 2]> {
    let index = (character as usize).checked_sub(0x4E00)?;
    if index > 0x9FA5 - 0x4E00 {
        return None;
    }
    match u16_at(GBK, 2 * (LEADS * TRAILS + index)).to_le_bytes() {
        [0, _] => None,
        pair => Some(pair),
    }
}
