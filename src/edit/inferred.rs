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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_keeps_its_length() {
        let stretch = Inferred::new(2..5, Some(0.5));
        assert_eq!(stretch.moved(2, 7), Inferred::new(7..10, Some(0.5)));
        assert_eq!(stretch.moved(1, 0), Inferred::new(1..4, Some(0.5)));
    }

    #[test]
    fn the_lower_probability_is_the_one_that_there_is() {
        let (half, fifth) = (Some(0.5), Some(0.2));
        assert_eq!((lower(half, fifth), lower(fifth, half)), (fifth, fifth));
        assert_eq!((lower(None, half), lower(half, None)), (half, half));
        assert_eq!(lower(None, None), None);
    }

    #[test]
    fn stretches_that_overlap_are_one_and_others_are_not() {
        let composed = |first: Range<usize>, second: Range<usize>| {
            let mut report = Report::unchanged(12);
            report.inferred.push(Inferred::new(second, Some(0.2)));
            let all = compose(&[Inferred::new(first, Some(0.5))], &report);
            let all = all.into_iter().map(|s| (s.target, s.probability));
            all.collect::<Vec<_>>()
        };
        let (half, fifth) = (Some(0.5), Some(0.2));
        assert_eq!(composed(2..5, 4..6), [(2..6, fifth)]);
        assert_eq!(composed(2..8, 4..6), [(2..8, fifth)]);
        assert_eq!(composed(2..5, 5..6), [(2..5, half), (5..6, fifth)]);
        assert_eq!(composed(7..9, 1..2), [(1..2, fifth), (7..9, half)]);
    }
}
