//! Full-width Latin letters and digits: `ＡＢＣ１２３` to `ABC123`.
//!
//! **What happened.** East Asian encodings have Latin letters and digits a second time, as wide as a Han
//! character; input methods and old systems wrote them in between.
//!
//! **How we know.** The code points say so: U+FF10 to U+FF19, U+FF21 to U+FF3A, U+FF41 to U+FF5A
//! (Unicode 15.0, Halfwidth and Fullwidth Forms). No table is needed.
//!
//! **What we do.** A run of them becomes ASCII, as one edit, with the signs that part numbers and addresses
//! where they stand between two of them: `１２，３４５．６７`, `２０：３０`, `ａ＠ｂ．ｃｎ`.
//!
//! **When we refrain.** Other full-width punctuation and signs are Chinese typography and stay: `，！（）％＋`.
//! The ideographic space stays too; it indents paragraphs.
//!
//! ```
//! assert_eq!(mingwen::normalize("第１２届ＣＢＡ联赛，胜率６０％"), "第12届CBA联赛，胜率60％");
//! assert_eq!(mingwen::normalize("年产值１２，３４５．６７万元"), "年产值12,345.67万元");
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
            match sign_between(&text[run.clone()], &text[run.end..], at - run.end) {
                Some(sign) => ascii.push(sign),
                None => {
                    flush(run, &ascii, out);
                    ascii.clear();
                    run = at..at;
                }
            }
        }
        ascii.push(narrow);
        run.end = at + one.len_utf8();
    }
    flush(run, &ascii, out);
}

/// What a sign is in ASCII that parts a run of full-width letters and digits and the next, which begins so many
/// bytes behind.
fn sign_between(run: &str, rest: &str, distance: usize) -> Option<char> {
    /// Digits behind a comma that parts thousands; behind a colon that parts hours and minutes.
    const THOUSAND: usize = 3;
    const MINUTES: usize = 2;
    let sign = rest
        .chars()
        .next()
        .filter(|one| one.len_utf8() == distance)?;
    let is_digit = |c: &char| matches!(c, '０'..='９');
    let parts_number = |most: usize| {
        let digits = rest.chars().skip(1).take_while(is_digit).take(most + 1);
        run.ends_with(|c| is_digit(&c)) && digits.count() == most
    };
    let parts = match sign {
        '．' | '－' | '／' | '＠' | '＿' => !run.is_empty(),
        '，' => parts_number(THOUSAND),
        '：' => parts_number(MINUTES),
        _ => false,
    };
    if parts { ascii_form(sign) } else { None }
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
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => ascii_form(character),
        _ => None,
    }
}

fn ascii_form(wide: char) -> Option<char> {
    char::from_u32((wide as u32).checked_sub('！' as u32 - '!' as u32)?)
}
