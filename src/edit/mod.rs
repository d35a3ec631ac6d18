//! The one vocabulary of changes: what was replaced, where, why, and how sure we are.
//!
//! A stage *describes* edits to a [`Rewriter`]; the rewriter alone assembles the new text and,
//! where the caller wants one, a [`Report`]. Reports of successive stages compose into one against
//! the original text, in linear time.
//!
//! Invariants, which `properties` holds for random edits: the edits of a report are sorted and
//! disjoint, their spans lie on `char` boundaries, the text between two edits is equal on both
//! sides, and composition is associative: but for the width of [`Inferred`] stretches, which grow where a
//! later replacement has a part in them.

mod changes;
mod compose;
mod decoding;
mod inferred;
#[cfg(test)]
mod properties;
mod reason;
mod report;
mod rewriter;

use std::fmt;
use std::ops::Range;

pub(crate) use changes::Changes;
pub use decoding::{Decoding, Exception, ExceptionKind, Segment};
pub use inferred::Inferred;
pub(crate) use inferred::lower;
pub use reason::Reason;
pub use report::{Cause, Edits, Left, Report};
pub(crate) use rewriter::{Change, Record, Rewriter};

/// How firmly the evidence stands behind a change. Ordered: `Guessed < Inferred < Proved`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Certainty {
    /// The most likely of several readings, without much between them.
    Guessed,
    /// Several inverses are possible and the evidence chose one.
    Inferred,
    /// One inverse explains what stood there.
    Proved,
}

impl Certainty {
    /// The name of this level, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Guessed => "guessed",
            Self::Inferred => "inferred",
            Self::Proved => "proved",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One replacement, seen through the [`Report`] that holds it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Edit<'r> {
    /// Bytes of the original text that were replaced.
    pub source: Range<usize>,
    /// Bytes of the result that stand for them.
    pub target: Range<usize>,
    /// What stood at `source`.
    pub removed: &'r str,
    /// Why, in the order of [`Reason`]'s variants, without repetition.
    pub reasons: &'r [Reason],
    /// The lowest certainty of all changes that this edit is composed of.
    pub certainty: Certainty,
    /// The lowest probability, above 0 and at most 1, where a statistical choice was made.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub probability: Option<f32>,
    /// The stretches of `target` that were chosen among several readings, in order, each with its
    /// probability; all others are proved. Empty where the whole edit is, and where nothing was put in.
    ///
    /// ```
    /// // The last bytes of 桌 and of the full stop are gone.
    /// let repaired = mingwen::Repairer::default().repair("璇锋妸鏂囦欢淇濆瓨鍒版?岄潰銆?");
    /// assert_eq!(repaired.text, "请把文件保存到桌面。");
    /// let edit = repaired.report.edits().next().unwrap();
    /// let inferred = edit.inferred.iter().map(|stretch| &repaired.text[stretch.target.clone()]);
    /// assert!(inferred.eq(["桌", "。"]));
    /// assert!(edit.inferred.iter().all(|stretch| stretch.probability > Some(0.9)));
    /// ```
    #[cfg_attr(
        feature = "serde",
        serde(skip_serializing_if = "<[Inferred]>::is_empty")
    )]
    pub inferred: &'r [Inferred],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_ordered_and_has_names() {
        let all = [Certainty::Guessed, Certainty::Inferred, Certainty::Proved];
        assert!(all.is_sorted_by(|a, b| a < b));
        assert_eq!(all.map(Certainty::name), ["guessed", "inferred", "proved"]);
        assert_eq!(format!("{:>9}", Certainty::Proved), "   proved");
    }

    #[test]
    fn every_cause_is_said_in_its_own_words() {
        let all = [
            Cause::Certainty,
            Cause::Profile,
            Cause::InputBytes,
            Cause::Edits,
            Cause::Unsettled,
            Cause::Work,
            Cause::Destroyed,
            Cause::Unpaired,
            Cause::Panic,
        ];
        let said: std::collections::BTreeSet<_> = all.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), all.len());
        assert!(said.iter().all(|words| words.len() > 10));
    }
}
