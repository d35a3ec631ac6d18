//! Full-width Latin letters and digits: `ＡＢＣ１２３` to `ABC123`.
//!
//! **What happened.** East Asian encodings have Latin letters and digits a second time, as wide as a Han
//! character; input methods and old systems wrote them in between.
//!
//! **How we know.** The code points say so: U+FF10 to U+FF19, U+FF21 to U+FF3A, U+FF41 to U+FF5A
//! (Unicode 15.0, Halfwidth and Fullwidth Forms). No table is needed.
//!
//! **What we do.** A run of them becomes ASCII, as one edit.
//!
//! **When we refrain.** Full-width punctuation and signs are Chinese typography and stay: `，！（）％＋`.
//! The ideographic space stays too; it indents paragraphs.
//!
//! ```
//! assert_eq!(mingwen::normalize("第１２届ＣＢＡ联赛，胜率６０％"), "第12届CBA联赛，胜率60％");
//! assert_eq!(mingwen::normalize("\u{3000}\u{3000}话说天下大势"), "\u{3000}\u{3000}话说天下大势");
//! ```

use super::scan::{characters, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Describes each run of full-width letters and digits to `out`. O(bytes).
pub(super) fn narrow<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut run = 0..0;
    let mut ascii = String::new();
    for (at, one) in characters(text, is_wide) {
        let Some(narrow) = ascii_of(one) else {
            continue;
        };
        if at != run.end {
            flush(run, &ascii, out);
            ascii.clear();
            run = at..at;
        }
        ascii.push(narrow);
        run.end = at + one.len_utf8();
    }
    flush(run, &ascii, out);
}

/// Whether a character beginning with these bytes is a full-width letter or digit.
fn is_wide([a, b, c]: [u8; 3]) -> bool {
    let is_digit_or_capital = within(c, 0x90, 0x99) | within(c, 0xA1, 0xBA);
    let is_small = within(c, 0x81, 0x9A);
    (a == 0xEF) & (((b == 0xBC) & is_digit_or_capital) | ((b == 0xBD) & is_small))
}

fn flush<R: Record>(run: std::ops::Range<usize>, ascii: &str, out: &mut Rewriter<'_, R>) {
    if !ascii.is_empty() {
        out.replace(&Change::new(
            run,
            ascii,
            &[Reason::FullWidth],
            Certainty::Proved,
        ));
    }
}

fn ascii_of(character: char) -> Option<char> {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(character as u32 - '！' as u32 + '!' as u32)
        }
        _ => None,
    }
}
