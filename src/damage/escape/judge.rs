//! Whether what comes out of escapes is what a person wrote.

use crate::model::{Model, Script, UNITS};
use crate::name::Encoding;

/// Most bits a character of GBK or Big5 may cost in the better script's model, and what a short text
/// may cost beyond. Wrong readings, which have 13 bits and more a character, are mostly told by what
/// the right one costs; this keeps out bytes that are no text.
const MOST_MEAN: u64 = 15;
const MOST_SHORT: u64 = 16;

/// The same for notations that chance has too: three letters are a character in UTF-7. Common words cost
/// 6 to 9 bits a character, a text of two uncommon ones 15.
const MOST_SURE: u64 = 13;
const SURE_SHORT: u64 = 6;

/// The cost of a text in bits, or nothing if it is not one: it has control characters, or is written
/// in an encoding where everything is valid and does not look like Chinese.
pub(super) fn bits(text: &str, written: Encoding) -> Option<u64> {
    if text.chars().any(|c| !is_allowed(c)) {
        return None;
    }
    let (bits, characters) = cost(text);
    let is_text =
        written == Encoding::Utf8 || characters > 1 && bits <= MOST_MEAN * characters + MOST_SHORT;
    (characters > 0 && is_text).then_some(bits)
}

/// Whether a text is Chinese, as far as its characters beyond ASCII tell.
pub(super) fn is_chinese(text: &str) -> bool {
    let (bits, characters) = cost(text);
    characters > 0 && bits <= MOST_SURE * characters + SURE_SHORT && text.chars().any(is_han)
}

/// Bits and number of the characters beyond ASCII, in the script that is cheaper.
fn cost(text: &str) -> (u64, u64) {
    let rates = [Script::Simplified, Script::Traditional].map(|s| Model::of(s).rate(text));
    let least = rates.iter().map(|rate| rate.cost).min().unwrap_or(0);
    (least / u64::from(UNITS), rates[0].characters as u64)
}

/// Han, and the marks and letters that stand among them.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3017}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF1F}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a character may come out of an escape at all: no controls, nothing that turns the direction
/// of the text around, no noncharacters.
pub(super) fn is_allowed(c: char) -> bool {
    let is_turning = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_noncharacter = c as u32 & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    !(c.is_control() || is_turning || is_noncharacter || c == char::REPLACEMENT_CHARACTER)
}
