//! One character for several: `①㎡㈱№` to `1m2(株)No`.
//!
//! **What happened.** Nothing: East Asian encodings have circled numbers, units and abbreviations as
//! single characters, and people write them.
//!
//! **What we do.** Where asked to, as [`Profile::SearchKey`](crate::Profile::SearchKey) does, each
//! becomes its compatibility decomposition (crate unicode-normalization, Unicode 17.0).
//!
//! **When we refrain.** Under every other profile. Letters and marks with compatibility decompositions
//! are other operations' business, each with reasons of its own: NFKC does all at once, and folds
//! `，！（）` with the rest.
//!
//! ```
//! use mingwen::{Operation, Repairer, Treatment};
//!
//! assert_eq!(mingwen::normalize("面积①：３０㎡"), "面积①：30㎡");
//! let builder = Repairer::builder().operation(Operation::Symbols, Treatment::Apply);
//! assert_eq!(builder.build()?.repair("面积①：30㎡").text, "面积1：30m2");
//! # Ok::<(), mingwen::Error>(())
//! ```

use unicode_normalization::UnicodeNormalization;

use super::scan::{characters, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Superscripts, letterlike signs, Roman numerals, enclosed characters, units, ligatures, small forms of marks,
/// full-width signs of currencies, letters of mathematics.
const RANGES: &[(char, char)] = &[
    ('\u{AA}', '\u{BE}'),
    ('\u{2070}', '\u{209F}'),
    ('\u{2100}', '\u{218F}'),
    ('\u{2460}', '\u{24FF}'),
    ('\u{3200}', '\u{33FF}'),
    ('\u{FB00}', '\u{FB06}'),
    ('\u{FE50}', '\u{FE6B}'),
    ('\u{FFE0}', '\u{FFE2}'),
    ('\u{FFE4}', '\u{FFE6}'),
    ('\u{1D400}', '\u{1D7FF}'),
    ('\u{1F100}', '\u{1F1E5}'),
    ('\u{1F200}', '\u{1F251}'),
];

/// Describes each such character to `out`. O(bytes).
pub(super) fn spell<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut plain = String::new();
    for (at, one) in characters(text, begins_symbol) {
        let is_symbol = RANGES
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&one));
        if !is_symbol {
            continue;
        }
        plain.clear();
        plain.extend(std::iter::once(one).nfkc());
        if !plain.chars().eq([one]) {
            let span = at..at + one.len_utf8();
            out.replace(&Change::new(
                span,
                &plain,
                &[Reason::Symbol],
                Certainty::Proved,
            ));
        }
    }
}

/// Whether a character beginning with these bytes may be of the ranges.
fn begins_symbol([a, b, c]: [u8; 3]) -> bool {
    let is_letterlike = (b == 0x81) | within(b, 0x82, 0x86) | within(b, 0x91, 0x93);
    ((a == 0xC2) & within(b, 0xAA, 0xBE))
        | ((a == 0xE2) & is_letterlike)
        | ((a == 0xE3) & within(b, 0x88, 0x8F))
        | ((a == 0xEF) & ((b == 0xAC) | (b == 0xB9) | ((b == 0xBF) & (c >= 0xA0))))
        | ((a == 0xF0) & (b == 0x9D) & (c >= 0x90))
        | ((a == 0xF0) & (b == 0x9F) & within(c, 0x84, 0x89))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::scan::first_bytes;

    #[test]
    fn the_first_bytes_tell_every_symbol() {
        for (first, last) in RANGES {
            for one in *first..=*last {
                assert!(begins_symbol(first_bytes(one)), "{one:?}");
            }
        }
    }
}
