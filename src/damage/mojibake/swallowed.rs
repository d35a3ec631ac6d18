//! The characters of ASCII that Windows' reader swallows behind a byte that it cannot read: which they may
//! have been, by what stands behind.

use super::units::Unit;
use crate::model::UNITS;

/// ASCII characters below 40, which Windows' reader takes for none of its second bytes, with what each
/// costs beside the model, to which all digits are alike. A tab is a space to it, and a control
/// character that nobody should get out of a repair.
pub(super) type Swallowed = [(u8, u32); 33];

const BEFORE_YEAR_19: Swallowed = with([64, 0, 24, 64, 64, 64, 64, 64, 64, 64]);
const BEFORE_YEAR_20: Swallowed = with([64, 16, 0, 64, 64, 64, 64, 64, 64, 64]);
const BEFORE_DIGIT: Swallowed = with([56, 0, 3, 18, 26, 26, 31, 31, 33, 35]);
const ELSEWHERE: Swallowed = with([44, 8, 13, 13, 15, 14, 16, 17, 17, 19]);

/// Units of the digits in eighths of a bit: of 150,000 digits between a Chinese character and another
/// digit 40 % are 1 and 30 % are 2, as years begin; of 60,000 alone 18 % are 1.
const fn with(digits: [u32; 10]) -> Swallowed {
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

/// The characters that may have gone before these units.
pub(super) fn before(following: &[Unit]) -> &'static Swallowed {
    match following.first().map(|unit| unit.character) {
        Some('0'..='2') if is_torn_year(following) => &BEFORE_YEAR_20,
        Some('3'..='9') if is_torn_year(following) => &BEFORE_YEAR_19,
        Some('0'..='9') => &BEFORE_DIGIT,
        _ => &ELSEWHERE,
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
pub(super) fn is_likely(swallowed: u8, following: &[Unit]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::mojibake::channel;
    use crate::damage::mojibake::reader::Reader;
    use crate::damage::mojibake::units;
    use crate::name::Encoding;

    #[test]
    fn what_follows_asks_for_what_is_gone() {
        let read = |text: &str| {
            let mut units = Vec::new();
            let channel = channel::of(Encoding::Utf8, Encoding::Gb18030).unwrap();
            units::fill(text, &channel, Reader::of(channel.read), &mut units);
            units
        };
        // 年 begins with the bytes of 骞.
        assert!(is_torn_number(&read("024骞")) && is_torn_number(&read("05")));
        assert!(!is_torn_number(&read("24骞")));
        let cheapest = |text: &str| {
            let units = read(text);
            let digits = before(&units)
                .iter()
                .filter(|(byte, _)| byte.is_ascii_digit());
            digits
                .min_by_key(|(_, units)| *units)
                .map(|&(byte, _)| byte)
        };
        assert_eq!(cheapest("024骞"), Some(b'2'));
        assert_eq!(cheapest("998骞"), Some(b'1'));
        assert!(is_likely(b'\n', &read("- ")) && !is_likely(b'\n', &read("涓枃")));
    }
}
