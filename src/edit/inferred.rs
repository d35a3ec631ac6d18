//! Which part of a replacement is known and which was chosen.
//!
//! The certainty of an edit is that of its weakest character. What survived of damaged text and says by
//! itself what it was is proved all the same; what was filled in between is a stretch with a probability
//! of its own. One list for a whole report, sorted and disjoint, so that composing two is one merge.

use std::ops::Range;

use super::Report;

/// A stretch of an edit's replacement that was chosen among several readings; see [`Edit::inferred`].
///
/// [`Edit::inferred`]: super::Edit::inferred
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Inferred {
    /// Bytes of the result, on character boundaries, not empty.
    pub target: Range<usize>,
    /// That all of it is right, above 0 and at most 1, where a statistical choice was made.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub probability: Option<f32>,
}

impl Inferred {
    pub(crate) fn new(target: Range<usize>, probability: Option<f32>) -> Self {
        Self {
            target,
            probability,
        }
    }

    /// The same where what was at `from`, at or before it, is at `to`.
    pub(crate) fn moved(&self, from: usize, to: usize) -> Self {
        let target = self.target.start - from + to..self.target.end - from + to;
        Self::new(target, self.probability)
    }
}

/// The lower of two probabilities.
pub(crate) fn lower(a: Option<f32>, b: Option<f32>) -> Option<f32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The stretches of one report and those of the next, in the result of the next. Those that a
/// replacement of the next report has a part in become as wide as that.
pub(super) fn compose(first: &[Inferred], second: &Report) -> Vec<Inferred> {
    let carried = first
        .iter()
        .map(|stretch| {
            Inferred::new(
                second.to_target(stretch.target.clone()),
                stretch.probability,
            )
        })
        .filter(|stretch| !stretch.target.is_empty());
    let mut all: Vec<Inferred> = carried.chain(second.inferred.iter().cloned()).collect();
    all.sort_by_key(|stretch| stretch.target.start);
    all.dedup_by(|next, stretch| {
        let overlaps = next.target.start < stretch.target.end;
        if overlaps {
            stretch.target.end = stretch.target.end.max(next.target.end);
            stretch.probability = lower(stretch.probability, next.probability);
        }
        overlaps
    });
    all
}
