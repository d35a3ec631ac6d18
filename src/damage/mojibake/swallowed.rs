//! What Windows' reader swallowed with a byte that it could make nothing of: the ASCII character behind it.

use super::units::Unit;
use crate::model::UNITS;

/// ASCII characters below 40, which Windows' reader takes for none of its second bytes, with what each
/// costs beside the model, to which all digits are alike. A tab is a space to it, and a control
/// character that nobody should get out of a repair.
pub(super) type Swallowed = [(u8, u32); 33];

const SWALLOWED_BEFORE_YEAR_19: Swallowed = swallowed_with([64, 0, 24, 64, 64, 64, 64, 64, 64, 64]);
const SWALLOWED_BEFORE_YEAR_20: Swallowed = swallowed_with([64, 16, 0, 64, 64, 64, 64, 64, 64, 64]);
const SWALLOWED_BEFORE_DIGIT: Swallowed = swallowed_with([56, 0, 3, 18, 26, 26, 31, 31, 33, 35]);
const SWALLOWED_ELSEWHERE: Swallowed = swallowed_with([44, 8, 13, 13, 15, 14, 16, 17, 17, 19]);

/// Units of the digits in eighths of a bit: of 150,000 digits between a Chinese character and another
/// digit 40 % are 1 and 30 % are 2, as years begin; of 60,000 alone 18 % are 1.
const fn swallowed_with(digits: [u32; 10]) -> Swallowed {
    const BYTES: &[u8; 33] = b"\n 0123456789!\"#$%&'()*+,-./:;<=>?";
    let mut all = [(0, 0); 33];
    let mut at = 0;
    while at < BYTES.len() {
        let units = match BYTES[at] {
            digit @ b'0'..=b'9' => digits[(digit - b'0') as usize] * UNITS / 8,
            b'\n' => BREAK_BITS * UNITS,
            _ => OTHER_EIGHTHS * UNITS / 8,
        };
        all[at] = (BYTES[at], units);
        at += 1;
    }
    all
}

pub(super) fn swallowed(following: &[Unit]) -> &'static Swallowed {
    match following.first().map(|unit| unit.character) {
        Some('0'..='2') if is_torn_year(following) => &SWALLOWED_BEFORE_YEAR_20,
        Some('3'..='9') if is_torn_year(following) => &SWALLOWED_BEFORE_YEAR_19,
        Some('0'..='9') => &SWALLOWED_BEFORE_DIGIT,
        _ => &SWALLOWED_ELSEWHERE,
    }
}

/// Whether the last three digits of a year follow: 年 begins with E5 B9, which every reader of pairs has
/// something for.
fn is_torn_year(following: &[Unit]) -> bool {
    let digits = following.iter().take_while(|unit| unit.is_digit()).count();
    let behind = following.get(digits).and_then(|unit| unit.bytes);
    digits == 3 && behind.is_some_and(|bytes| bytes.get().starts_with(YEAR))
}

const YEAR: &[u8] = &[0xE5, 0xB9];

/// Whether a number follows that lacks its first digit: one that begins with zero, or a year.
pub(super) fn is_torn_number(following: &[Unit]) -> bool {
    let digits = following.iter().take_while(|unit| unit.is_digit()).count();
    let is_zero = following.first().is_some_and(|unit| unit.character == '0');
    let behind = following.get(digits).map(|unit| unit.character);
    is_zero && (digits > 1 || behind.is_some_and(|c| !c.is_ascii())) || is_torn_year(following)
}

/// Bits that speak against a reader that swallowed nothing before such a number.
pub(super) const TORN_BITS: u32 = 6;

/// What all others cost, so that the digits together cost what the model says.
const OTHER_EIGHTHS: u32 = 16;

/// Bits of a line break in the middle of what the damaged text has as one line, where nothing speaks
/// for it.
const BREAK_BITS: u32 = 5;

/// Bits that speak for an ASCII character where its successor asks for it.
pub(super) const LIKELY_BITS: u32 = 12;

/// Whether what follows begins a line of a list, a heading or a table, or is the other half of a pair.
pub(super) fn is_likely_before(swallowed: u8, following: &[Unit]) -> bool {
    let mut next = following.iter().map(|unit| unit.character);
    let (first, second, third) = (next.next(), next.next(), next.next());
    match (swallowed, first, second) {
        (b'\n', Some('-' | '*' | '+' | '#' | '|' | '>'), Some(' ' | '#' | '*')) => true,
        (b'\n', Some('`'), Some('`')) | (b'\n', Some('/'), Some('/')) => true,
        // Indented code.
        (b'\n', Some(' '), Some(' ')) | (b'\n', Some('\t'), _) => true,
        (b'\n', Some('0'..='9'), Some('.')) => !third.is_some_and(|c| c.is_ascii_digit()),
        (b'*', Some('*'), Some(third)) => !matches!(third, '*' | ' '),
        (b' ', Some('('), _) => true,
        _ => false,
    }
}
