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

use super::scan::Leads;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Superscripts, letterlike signs, Roman numerals, enclosed characters, units, ligatures.
const RANGES: &[(char, char)] = &[
    ('\u{AA}', '\u{BE}'),
    ('\u{2070}', '\u{209F}'),
    ('\u{2100}', '\u{218F}'),
    ('\u{2460}', '\u{24FF}'),
    ('\u{3200}', '\u{33FF}'),
    ('\u{FB00}', '\u{FB06}'),
    ('\u{1F100}', '\u{1F1E5}'),
    ('\u{1F200}', '\u{1F251}'),
];

static LEADS: Leads = Leads::of(RANGES);

/// Describes each such character to `out`. O(bytes).
pub(super) fn spell<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut plain = String::new();
    for (at, one) in LEADS.in_text(text) {
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
