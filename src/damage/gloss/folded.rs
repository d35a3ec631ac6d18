//! What NFKC made of the symbols of GBK: inside a shifted run, two bytes of neighbouring characters
//! often looked like one, and a later normalization spelled it out in ASCII.
//!
//! GBK's rows: A1 marks, A2 numbers of all kinds, A3 the full-width forms of ASCII.

/// A symbol whose folded form a text begins with: that form's length in bytes, and the symbol's two
/// bytes in GBK. The longest form wins.
pub(super) fn symbol(text: &str, first: u8) -> Option<(usize, [u8; 2])> {
    match first {
        0xA1 => mark(text),
        0xA2 => number(text),
        0xA3 => full_width(text),
        _ => None,
    }
    .map(|(len, second)| (len, [first, second]))
}

fn mark(text: &str) -> Option<(usize, u8)> {
    const MARKS: [(&str, u8); 5] = [
        ("...", 0xAD),
        ("°C", 0xE6),
        ("~", 0xAB),
        ("$", 0xE7),
        (" ", 0xA1),
    ];
    let (form, second) = MARKS.iter().find(|(form, _)| text.starts_with(form))?;
    Some((form.len(), *second))
}

fn full_width(text: &str) -> Option<(usize, u8)> {
    let byte = *text.as_bytes().first()?;
    // ~ is folded from A1AB, ￣ takes its place in row A3.
    matches!(byte, b'!'..=b'}').then_some((1, byte | 0x80))
}

/// ⅰ to ⅹ at A1, ⒈ to ⒛ at B1, ⑴ to ⒇ at C5, ① to ⑩ at D9, ㈠ to ㈩ at E5, Ⅰ to Ⅻ at F1.
fn number(text: &str) -> Option<(usize, u8)> {
    const ROMAN: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    const HAN: &str = "一二三四五六七八九十";
    let at = |base: u8, index: usize, len: usize| Some((len, base + index as u8));

    let inner = text.strip_prefix('(').unwrap_or(text);
    let in_parentheses = inner.len() < text.len();
    let digits = inner.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let value: usize = inner[..digits].parse().unwrap_or(0);
    let closed = inner[digits..].starts_with(')');
    match value {
        1..=20 if in_parentheses && closed => return at(0xC5, value - 1, digits + 2),
        1..=20 if !in_parentheses && inner[digits..].starts_with('.') => {
            return at(0xB1, value - 1, digits + 1);
        }
        1..=10 if !in_parentheses => return at(0xD9, value - 1, digits),
        _ => {}
    }
    if in_parentheses {
        let index = HAN.chars().position(|han| inner.starts_with(han))?;
        return inner["一".len()..]
            .starts_with(')')
            .then_some((2 + "一".len(), 0xE5 + index as u8));
    }
    let longest = |matches: &dyn Fn(&str) -> bool, kinds: usize| {
        (0..kinds)
            .filter(|&index| matches(ROMAN[index]))
            .max_by_key(|&index| ROMAN[index].len())
    };
    let starts_lower = |roman: &str| {
        text.get(..roman.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(roman) && !text.starts_with(roman))
    };
    if let Some(index) = longest(&|roman| text.starts_with(roman), ROMAN.len()) {
        return at(0xF1, index, ROMAN[index].len());
    }
    let index = longest(&starts_lower, 10)?;
    at(0xA1, index, ROMAN[index].len())
}

/// A full-width form of ASCII as its ASCII character; any other as it is.
pub(super) fn fold(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from((character as u32 - 0xFF01) as u8 + b'!'),
        '\u{3000}' => ' ',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_symbol_again() {
        assert_eq!(symbol("15.蒲", 0xA2), Some((3, [0xA2, 0xBF])));
        assert_eq!(symbol("(3)", 0xA2), Some((3, [0xA2, 0xC7])));
        assert_eq!(symbol("10個", 0xA2), Some((2, [0xA2, 0xE2])));
        assert_eq!(symbol("(四)", 0xA2), Some(("(四)".len(), [0xA2, 0xE8])));
        assert_eq!(symbol("iii", 0xA2), Some((3, [0xA2, 0xA3])));
        assert_eq!(symbol("XII", 0xA2), Some((3, [0xA2, 0xFC])));
        assert_eq!(symbol(",", 0xA3), Some((1, [0xA3, 0xAC])));
        assert_eq!(symbol("...", 0xA1), Some((3, [0xA1, 0xAD])));
        assert_eq!(symbol("", 0xA2), None);
        assert_eq!(fold('，'), ',');
    }

    /// As Unicode folds every symbol of the three rows, so it is found again.
    #[test]
    fn every_folded_symbol_is_found_again() {
        use unicode_normalization::UnicodeNormalization;

        let mut found = [0; 3];
        for (row, first) in (0xA1..=0xA3).enumerate() {
            for (second, character) in crate::encoding::gbk::row(first) {
                let form: String = character.nfkc().collect();
                let is_folded = form.is_ascii() || form == "°C" || form.starts_with('(');
                // "No" is mostly a word, and the space is in two rows.
                if form.starts_with(character) || !is_folded || ["No", " "].contains(&form.as_str())
                {
                    continue;
                }
                let text = format!("{form}天");
                assert_eq!(
                    symbol(&text, first),
                    Some((form.len(), [first, second])),
                    "{form}"
                );
                found[row] += 1;
            }
        }
        // … ℃ ～ ＄; all six kinds of numbers; all of ASCII but ~ and $.
        assert_eq!(found, [4, 10 + 20 + 20 + 10 + 10 + 12, 92]);
    }

    #[test]
    fn what_no_symbol_folds_to_is_none() {
        for text in [
            "21.", "0", "0.", "(0)", "(21)", "(3", "(四", "()", "(甲)", "abc", "天",
        ] {
            let found = symbol(text, 0xA2);
            assert!(found.is_none(), "{text}: {found:?}");
        }
        assert_eq!(
            (symbol("~", 0xA3), symbol("天", 0xA1), symbol("1", 0xA4)),
            (None, None, None)
        );
        assert_eq!(
            symbol("11天", 0xA2),
            None,
            "there is no circled eleven in the row"
        );
        assert_eq!(
            ("！～　天a".chars().map(fold)).collect::<String>(),
            "!~ 天a"
        );
    }
}
