//! The marks that the corruption splices control characters in before, and their bytes.

use crate::encoding::gbk;

/// The marks that the corruption splices control characters in before, and what folding to ASCII
/// makes of them.
pub(super) const MARKS: [char; 8] = ['，', '。', '！', '？', '、', ',', '!', '?'];

/// The control characters that stand before marks.
pub(super) fn is_control(character: char) -> bool {
    matches!(character, '\u{5}'..='\u{8}')
}

/// The two bytes of a character, also where it is a full-width mark folded to ASCII.
pub(super) fn gbk_bytes(character: char) -> Option<[u8; 2]> {
    match character {
        ',' | '!' | '?' => Some([0xA3, character as u8 | 0x80]),
        _ => gbk::bytes(character),
    }
}

/// The first byte of the full-width forms.
pub(super) const FULL_WIDTH: u8 = 0xA3;

/// Whether this is the second byte of ！（），．：；？, the full-width forms found in Chinese text.
pub(super) fn is_full_width_mark(trail: u8) -> bool {
    matches!(trail, 0xA1 | 0xA8 | 0xA9 | 0xAC | 0xAE | 0xBA | 0xBB | 0xBF)
}

/// A mark that NFKC folded to ASCII, as the model knows it.
pub(super) fn unfold(character: char) -> char {
    match character {
        ',' => '，',
        '!' => '！',
        '?' => '？',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        _ => character,
    }
}
