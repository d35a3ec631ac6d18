//! Character references of HTML: `&#20013;`, `&#x4E2D;`, `&eacute;`, and what became of them where
//! they were escaped again: `&amp;#20013;`.

use crate::tables::entity;

/// A reference, where it ends, and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) end: usize,
    pub(super) target: Target,
    /// Whether it is a number without its semicolon.
    pub(super) is_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Character(char),
    /// One of the five bytes that windows-1252 has no character for.
    Byte(u8),
}

/// What an escaped ampersand is.
const AMPERSANDS: [&[u8]; 3] = [b"amp;", b"#38;", b"#x26;"];

/// Digits that no number of a character goes beyond, leading zeros allowed for.
const MOST_DIGITS: usize = 9;

/// Reads the reference at the ampersand at `at`. `Err` says how far there is none. Named references
/// need their semicolon: without it `&copy=` and `&times` of an address would be some.
pub(super) fn read(bytes: &[u8], at: usize) -> Result<Reference, usize> {
    let mut start = at + 1;
    while let Some(escaped) = AMPERSANDS
        .iter()
        .find(|escaped| rest(bytes, start).starts_with(escaped))
    {
        start += escaped.len();
    }
    let found = match rest(bytes, start) {
        [b'#', b'x' | b'X', ..] => numeric(bytes, start + 2, 16),
        [b'#', ..] => numeric(bytes, start + 1, 10),
        _ => named(bytes, start),
    };
    found.ok_or(start)
}

fn rest(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default()
}

fn numeric(bytes: &[u8], start: usize, radix: u32) -> Option<Reference> {
    let digits = rest(bytes, start);
    let len = digits
        .iter()
        .take(MOST_DIGITS + 1)
        .take_while(|&&byte| char::from(byte).is_digit(radix))
        .count();
    let is_closed = digits.get(len) == Some(&b';');
    let value = |len: usize| {
        let digits = std::str::from_utf8(digits.get(..len)?).ok()?;
        target(u32::from_str_radix(digits, radix).ok()?)
    };
    if is_closed && len <= MOST_DIGITS {
        let target = value(len)?;
        let end = start + len + 1;
        return Some(Reference {
            end,
            target,
            is_open: false,
        });
    }
    // Without a semicolon, digits of the text may follow; Han have five, or four in hexadecimal.
    let usual = if radix == 10 { 5 } else { 4 };
    let len = if len > usual && value(usual).is_some_and(Target::is_usual) {
        usual
    } else {
        len
    };
    let target = value(len)?;
    let end = start + len;
    Some(Reference {
        end,
        target,
        is_open: true,
    })
}

fn named(bytes: &[u8], start: usize) -> Option<Reference> {
    let window = rest(bytes, start);
    let window = window.get(..entity::LONGEST + 1).unwrap_or(window);
    let len = window
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())?;
    let (name, behind) = window.split_at(len);
    let name = std::str::from_utf8(name).ok()?;
    let target = Target::Character(entity::character(name)?);
    let reference = Reference {
        end: start + len + 1,
        target,
        is_open: false,
    };
    (behind.first() == Some(&b';')).then_some(reference)
}

/// What bytes 80 to 9F are in windows-1252, which is what HTML takes references to them for (HTML
/// Standard, section 13.2.5.80, "numeric character reference end state").
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// What a number stands for.
fn target(number: u32) -> Option<Target> {
    let Some(&character) = number
        .checked_sub(0x80)
        .and_then(|cell| WINDOWS_1252.get(cell as usize))
    else {
        return Some(Target::Character(char::from_u32(number)?));
    };
    Some(if character.is_control() {
        Target::Byte(number as u8)
    } else {
        Target::Character(character)
    })
}

impl Target {
    /// Whether Chinese text has it everywhere.
    fn is_usual(self) -> bool {
        matches!(
            self,
            Self::Character(
                '\u{3000}'..='\u{3017}' | '\u{4E00}'..='\u{9FA5}' | '\u{FF01}'..='\u{FF5E}',
            )
        )
    }

    /// The byte that was taken for a character, where it was one.
    pub(super) fn byte(self) -> Option<u8> {
        let character = match self {
            Self::Byte(byte) => return Some(byte),
            Self::Character(character) => character,
        };
        if let Ok(byte) = u8::try_from(u32::from(character)) {
            return Some(byte);
        }
        let cell = WINDOWS_1252.iter().position(|&c| c == character)?;
        Some(0x80 + cell as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target_of(text: &str) -> Option<(Target, &str)> {
        let reference = read(text.as_bytes(), 0).ok()?;
        Some((reference.target, &text[reference.end..]))
    }

    #[test]
    fn every_spelling_is_read() {
        let han = |rest| Some((Target::Character('中'), rest));
        for (text, rest) in [
            ("&#20013;", ""),
            ("&#x4E2D;国", "国"),
            ("&#X4e2d;", ""),
            ("&#0020013;", ""),
            ("&#20013国", "国"),
            ("&#200132024", "2024"),
            ("&#x4e2d2f", "2f"),
            ("&amp;#20013;", ""),
            ("&amp;amp;amp;#20013;", ""),
            ("&#38;#20013;", ""),
        ] {
            assert_eq!(target_of(text), han(rest), "{text}");
        }
        assert_eq!(target_of("&eacute;t"), Some((Target::Character('é'), "t")));
        assert_eq!(target_of("&#150;"), Some((Target::Character('–'), "")));
        assert_eq!(target_of("&#129;"), Some((Target::Byte(0x81), "")));
    }

    #[test]
    fn what_is_none_is_none() {
        for text in [
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&amp;",
            "&lt;",
            "&copy=1",
            "&eacute",
            "&#xD800;",
            "&#99999999999;",
            "& #20013;",
        ] {
            assert_eq!(target_of(text), None, "{text}");
        }
    }
}
