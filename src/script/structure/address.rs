//! Addresses with a scheme.

use super::Found;

/// The address around the colon of `://`; nothing before `floor` belongs to it.
///
/// Han characters belong to it as far as they come, as nobody can say where a path of them ends, but
/// not those behind a host in ASCII: `https://a.cn查看`.
pub(super) fn address(text: &str, floor: usize, colon: usize) -> Found {
    let behind = colon + 3;
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let scheme = text.as_bytes()[floor..colon].iter().rev();
    let start = colon - scheme.take_while(|byte| is_scheme(byte)).count();
    let mut end = behind;
    let mut in_host = true;
    let mut is_ascii = true;
    if start < colon {
        for character in text[behind..].chars() {
            if !belongs(character) || in_host && !character.is_ascii() && is_ascii && end > behind {
                break;
            }
            in_host &= !matches!(character, '/' | '?' | '#');
            is_ascii &= character.is_ascii();
            end += character.len_utf8();
        }
    }
    if end == behind {
        return Found::Nothing { end };
    }
    Found::Span(start..end)
}

/// Whether a character can stand in an address that people write out.
fn belongs(character: char) -> bool {
    match character {
        '"' | '<' | '>' | '`' | '|' | '{' | '}' | '\\' | '^' => false,
        // Punctuation, CJK and full-width forms.
        '\u{2010}'..='\u{206F}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' => false,
        _ => !character.is_whitespace() && !character.is_control(),
    }
}
