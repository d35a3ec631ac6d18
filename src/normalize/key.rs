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

use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::tables::key;

/// Describes each character that is not its own key to `out`. O(bytes).
pub(super) fn fold<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut folded = String::new();
    let mut behind = 0;
    while let Some(at) = next(text.as_bytes(), behind) {
        let Some(one) = text[at..].chars().next() else {
            return;
        };
        behind = at + one.len_utf8();
        folded.clear();
        push_key(one, &mut folded);
        if folded != text[at..behind] {
            out.replace(&Change::new(
                at..behind,
                &folded,
                &[Reason::Key],
                Certainty::Proved,
            ));
        }
    }
}

/// Where, from `at` on, the next character begins that may not be its own key.
fn next(bytes: &[u8], at: usize) -> Option<usize> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    let mut rest = bytes.get(at..)?;
    while let [a, tail @ ..] = rest {
        let own = match tail {
            [b, c, behind @ ..] if is_own_key([*a, *b, *c]) => behind,
            _ if is_small(*a) => tail,
            _ => return Some(bytes.len() - rest.len()),
        };
        rest = own;
    }
    None
}

/// Whether a character of three bytes is an ideograph that is its own key.
#[inline(always)]
fn is_own_key([a, b, c]: [u8; 3]) -> bool {
    let code = u16::from(a) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F);
    a & 0xF0 == 0xE0 && key::is_own(code)
}

fn push_key(one: char, folded: &mut String) {
    match one {
        '\0'..='\x7F' => folded.push(one.to_ascii_lowercase()),
        '\u{3400}'..='\u{9FFF}' => folded.push(key::key(one).unwrap_or(one)),
        '！'..='～' => {
            let ascii = char::from_u32(one as u32 - '！' as u32 + '!' as u32);
            folded.push(ascii.unwrap_or(one).to_ascii_lowercase());
        }
        '“' | '”' | '「' | '」' | '『' | '』' | '〝' | '〞' | '«' | '»' => {
            folded.push('"')
        }
        '‘' | '’' => folded.push('\''),
        '。' => folded.push('.'),
        '…' => folded.push_str("..."),
        '—' | '–' | '―' | '‐' | '‑' | '−' => folded.push('-'),
        '〈' => folded.push('<'),
        '〉' => folded.push('>'),
        '【' | '〔' | '〖' => folded.push('['),
        '】' | '〕' | '〗' => folded.push(']'),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => folded.push(' '),
        '\u{20000}'..='\u{3FFFD}' => folded.push(key::key(one).unwrap_or(one)),
        _ => folded.extend(one.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_its_own_key() {
        let mut folded = String::new();
        for one in '\0'..=char::MAX {
            let mut utf8 = [0; 4];
            let text: &str = one.encode_utf8(&mut utf8);
            folded.clear();
            push_key(one, &mut folded);
            assert!(
                next(text.as_bytes(), 0).is_some() || folded == text,
                "{one:?}"
            );
        }
    }
}
