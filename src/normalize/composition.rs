//! Canonical composition, Unicode's form NFC: `e` and U+0301 to `é`.
//!
//! **What happened.** File systems and input methods write letters and their marks apart, or marks in
//! another order.
//!
//! **How we know.** Unicode's quick check, run only where a character can take part in composition:
//! unified ideographs, kana, precomposed Latin, Cyrillic and Hangul cannot change by themselves.
//!
//! **What we do.** Each run that is not in NFC becomes its NFC (crate unicode-normalization, Unicode
//! 17.0), with the character before it, which may be its base.
//!
//! **When we refrain.** Never: canonically equivalent texts are the same text.
//!
//! ```
//! assert_eq!(mingwen::normalize("Be\u{301}zier曲线"), "B\u{E9}zier曲线");
//! ```

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::scan::{characters, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Describes each run that is not composed to `out`. O(bytes).
pub(super) fn compose<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut behind = 0;
    let mut composed = String::new();
    for (at, one) in characters(text, begins_active) {
        if at < behind || is_inert(one) {
            continue;
        }
        let rest = &text[at..];
        let end = at + rest.find(is_inert).unwrap_or(rest.len());
        let base = text[behind..at].chars().next_back();
        let start = at - base.map_or(0, char::len_utf8);
        behind = end;
        let run = &text[start..end];
        if is_nfc_quick(run.chars()) == IsNormalized::Yes || run.nfc().eq(run.chars()) {
            continue;
        }
        composed.clear();
        composed.extend(run.nfc());
        let change = trimmed(start, run, &composed);
        out.replace(&change);
    }
}

/// The change without what both ends have in common.
fn trimmed<'a>(start: usize, run: &str, composed: &'a str) -> Change<'a> {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = run
        .chars()
        .zip(composed.chars())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (old, new) = (&run[head..], &composed[head..]);
    let tail: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let span = start + head..start + run.len() - tail;
    let with = &new[..new.len() - tail];
    Change::new(span, with, &[Reason::Composition], Certainty::Proved)
}

/// Whether a character is composed, neither begins nor continues a composition without a mark behind
/// it, and is none itself.
fn is_inert(character: char) -> bool {
    matches!(character,
        '\0'..='\u{2FF}'
        | '\u{400}'..='\u{482}'
        | '\u{48A}'..='\u{530}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{2328}'
        | '\u{2460}'..='\u{2ADB}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{2E80}'..='\u{3029}'
        | '\u{3030}'..='\u{3098}'
        | '\u{309B}'..='\u{A63F}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{1F100}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{2F7FF}'
        | '\u{30000}'..='\u{3FFFD}')
}

/// Whether a character beginning with these bytes may be other than inert.
fn begins_active([a, b, c]: [u8; 3]) -> bool {
    let is_two = within(a, 0xCC, 0xDF) & !within(a, 0xD0, 0xD1) & (a != 0xD3);
    let is_space = (b == 0x80) & ((c <= 0x8F) | (c >= 0xA8));
    let is_sign =
        within(b, 0x81, 0x86) | within(b, 0x8C, 0x91) | (b == 0xAB) | within(b, 0xB0, 0xB9);
    let is_kana_mark =
        ((b == 0x80) & within(c, 0xAA, 0xAF)) | ((b == 0x82) & within(c, 0x99, 0x9A));
    let is_presented = within(b, 0xA4, 0xBB) | (b == 0xBF);
    let is_picture = (b == 0x9F) & within(c, 0x84, 0xAB);
    is_two
        | within(a, 0xE0, 0xE1)
        | ((a == 0xE2) & (is_space | is_sign))
        | ((a == 0xE3) & is_kana_mark)
        | ((a == 0xEA) & (b < 0xB0))
        | ((a == 0xED) & (b >= 0x9E))
        | ((a == 0xEF) & is_presented)
        | ((a == 0xF0) & !within(b, 0xA0, 0xAE) & !is_picture)
        | (a > 0xF0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::scan::first_bytes;

    #[test]
    fn the_first_bytes_tell_every_other() {
        for one in ('\0'..=char::MAX).filter(|one| !begins_active(first_bytes(*one))) {
            assert!(is_inert(one), "{one:?}");
        }
    }

    /// What is called inert must be so by Unicode's own property.
    #[test]
    fn inert_characters_are_composed_starters() {
        for one in ('\0'..=char::MAX).filter(|one| is_inert(*one)) {
            assert_eq!(
                is_nfc_quick([one].into_iter()),
                IsNormalized::Yes,
                "{one:?}"
            );
            let class = unicode_normalization::char::canonical_combining_class(one);
            assert_eq!(class, 0, "{one:?}");
        }
    }
}
