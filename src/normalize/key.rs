//! One key for variants: `臺灣`, `台湾` and `台灣`; `Ａ`, `A` and `a`; `裏`, `裡` and `里`.
//!
//! **What happened.** Nothing: the same word is written in two scripts, in regional, older and Japanese
//! forms, in two widths and two cases, and a search should find all of them.
//!
//! **How we know.** `key.bin`: OpenCC's single characters of all its regions, and Unihan's variants of
//! characters that are never seen in text. Full-width signs differ from ASCII by a constant.
//!
//! **What we do.** Each character becomes its key by itself; words are not looked at, so that a part of
//! a text has the same key wherever it stands. Where one simplified character stands for several
//! traditional ones, all of them have its key: `後` and `后` are one.
//!
//! **When we refrain.** Only [`Profile::SearchKey`](crate::Profile::SearchKey) asks for it.
//!
//! The report maps every place of the key back to the text:
//!
//! ```
//! use mingwen::{Profile, Repairer};
//!
//! let repairer = Repairer::builder().profile(Profile::SearchKey).build()?;
//! let text = "住在臺北的裏民，用ＷｉＦｉ上網";
//! let key = repairer.repair(text);
//! assert_eq!(key.text, "住在台北的里民,用wifi上网");
//!
//! let found = key.text.find("wifi").unwrap();
//! let place = key.report.to_source(found..found + 4);
//! assert_eq!(&text[place], "ＷｉＦｉ");
//! # Ok::<(), mingwen::Error>(())
//! ```

use std::borrow::Cow;

use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::tables::forms::{Form, plain};
use crate::tables::key;

/// Describes each character that is not its own key to `out`. O(bytes).
pub(super) fn fold<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut behind = 0;
    while let Some(at) = next(text.as_bytes(), behind) {
        let Some(one) = text[at..].chars().next() else {
            return;
        };
        behind = at + one.len_utf8();
        let mut replace = |with: &str| {
            let change = Change::new(at..behind, with, &[Reason::Key], Certainty::Proved);
            out.replace(&change);
        };
        match key(one) {
            Key::Own => {}
            Key::One(key) => replace(key.encode_utf8(&mut [0; 4])),
            Key::Several(keys) => replace(&keys),
        }
    }
}

/// Where, from `at` on, the next character begins that may not be its own key.
fn next(bytes: &[u8], mut at: usize) -> Option<usize> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    loop {
        let rest = bytes.get(at..)?;
        at += match *rest {
            // Two at once: most characters have one like them behind.
            [a, b, c, d, e, f, ..] if is_own_key([a, b, c]) & is_own_key([d, e, f]) => 6,
            [a, b, c, ..] if is_own_key([a, b, c]) => 3,
            [a, ..] if is_small(a) => 1,
            [_, ..] => return Some(at),
            [] => return None,
        }
    }
}

/// Whether a character of three bytes is an ideograph that is its own key.
#[inline(always)]
fn is_own_key([a, b, c]: [u8; 3]) -> bool {
    let bits = |byte: u8| usize::from(byte & 0x3F);
    let code = usize::from(a & 0x0F) << 12 | bits(b) << 6 | bits(c);
    (a & 0xF0 == 0xE0) & key::is_own(code)
}

/// The key of one character.
#[derive(Debug, PartialEq)]
enum Key {
    /// The character itself.
    Own,
    One(char),
    Several(Cow<'static, str>),
}

fn key(one: char) -> Key {
    let key = match one {
        '\0'..='\x7F' => one.to_ascii_lowercase(),
        '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}' => of_han(one),
        // One that stands by itself, and is left as the radical elsewhere.
        '\u{2E80}'..='\u{2FDF}' => plain(one, Form::Radical).map_or(one, of_han),
        '！'..='～' => {
            let ascii = char::from_u32(one as u32 - '！' as u32 + '!' as u32);
            ascii.unwrap_or(one).to_ascii_lowercase()
        }
        '“' | '”' | '「' | '」' | '『' | '』' | '〝' | '〞' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        '。' => '.',
        '…' => return Key::Several(Cow::Borrowed("...")),
        '—' | '–' | '―' | '‐' | '‑' | '−' => '-',
        '〈' => '<',
        '〉' => '>',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => ' ',
        // Marks, kana, signs: none has a case.
        '\u{2E80}'..='\u{33FF}' => one,
        _ => return lower(one),
    };
    if key == one { Key::Own } else { Key::One(key) }
}

fn of_han(han: char) -> char {
    key::key(han).unwrap_or(han)
}

fn lower(one: char) -> Key {
    let mut lower = one.to_lowercase();
    match (lower.next(), lower.len()) {
        (Some(key), 0) if key == one => Key::Own,
        (Some(key), 0) => Key::One(key),
        _ => Key::Several(one.to_lowercase().to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_its_own_key() {
        for one in '\0'..=char::MAX {
            let mut utf8 = [0; 4];
            let text: &str = one.encode_utf8(&mut utf8);
            assert!(
                next(text.as_bytes(), 0).is_some() || key(one) == Key::Own,
                "{one:?}"
            );
        }
    }

    #[test]
    fn no_key_has_another() {
        for one in '\0'..=char::MAX {
            let keys = match key(one) {
                Key::Own => continue,
                Key::One(key) => key.to_string(),
                Key::Several(keys) => keys.into_owned(),
            };
            for again in keys.chars() {
                assert_eq!(key(again), Key::Own, "{one:?}");
            }
        }
    }

    #[test]
    fn signs_and_kana_have_no_case() {
        for one in '\u{2E80}'..='\u{33FF}' {
            assert!(one.to_lowercase().eq([one]), "{one:?}");
        }
    }
}
