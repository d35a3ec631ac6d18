//! Random layers of edits, and an oracle that knows where every character came from.

use std::ops::Range;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Characters of one to four bytes; few of them, so that a wrong span can look right only by chance
/// and a shrunk case stays readable.
const ALPHABET: [char; 8] = ['a', '?', 'é', '明', '文', '\u{FFFD}', '𠀀', '😀'];

pub(super) fn text() -> impl Strategy<Value = String> {
    vec(select(&ALPHABET[..]), 0..24).prop_map(String::from_iter)
}

/// One change, placed relative to the end of the one before, so that it fits any text.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Characters to keep first; none makes the change touch the one before.
    keep: usize,
    /// Characters to remove; none makes an insertion.
    remove: usize,
    with: String,
    pub(super) reasons: Vec<Reason>,
    pub(super) certainty: Certainty,
    probability: Option<f32>,
}

pub(super) type Layer = Vec<Step>;

pub(super) fn layer() -> impl Strategy<Value = Layer> {
    let reasons = vec![
        Reason::Gloss,
        Reason::GlossShift,
        Reason::GlossPunctuation,
        Reason::Lost,
    ];
    let step = (
        0..4_usize,
        0..4_usize,
        vec(select(&ALPHABET[..]), 0..4).prop_map(String::from_iter),
        subsequence(reasons, 1..=4),
        select(vec![
            Certainty::Guessed,
            Certainty::Inferred,
            Certainty::Proved,
        ]),
        option::of(select(vec![0.25_f32, 0.5, 0.75])),
    );
    let step = step.prop_map(
        |(keep, remove, with, reasons, certainty, probability)| Step {
            keep,
            remove,
            with,
            reasons,
            certainty,
            probability,
        },
    );
    vec(step, 0..8)
}

/// The steps of a layer with the spans, in characters, that they have in a text of `chars`
/// characters. A layer that is longer than the text ends with changes at its end.
fn placed(layer: &Layer, chars: usize) -> impl Iterator<Item = (Range<usize>, &Step)> {
    let mut at = 0;
    layer.iter().map(move |step| {
        let start = (at + step.keep).min(chars);
        at = (start + step.remove).min(chars);
        (start..at, step)
    })
}

/// Applies a layer through the rewriter.
pub(super) fn apply<R: Record>(text: &str, layer: &Layer) -> (String, R) {
    apply_within(text, layer, Certainty::Guessed, usize::MAX)
}

pub(super) fn apply_within<R: Record>(
    text: &str,
    layer: &Layer,
    certainty: Certainty,
    max_edits: usize,
) -> (String, R) {
    let boundaries = boundaries(text);
    let mut rewriter = Rewriter::new(text, certainty, max_edits);
    for (span, step) in placed(layer, boundaries.len() - 1) {
        rewriter.replace(&Change {
            source: boundaries[span.start]..boundaries[span.end],
            with: &step.with,
            reasons: &step.reasons,
            certainty: step.certainty,
            probability: step.probability,
            inferred: &[],
        });
    }
    let (text, record) = rewriter.finish();
    (text.into_owned(), record)
}

/// Every offset at which a span may begin or end.
pub(super) fn boundaries(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

/// A text whose characters remember their byte offset in the original, or that they are new.
#[derive(Debug, Clone)]
pub(super) struct Traced(Vec<(char, Option<usize>)>);

impl Traced {
    pub(super) fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(at, c)| (c, Some(at))).collect())
    }

    /// Applies a layer in the plainest way, to compare with.
    pub(super) fn apply(&self, layer: &Layer) -> Self {
        let mut out = Vec::new();
        let mut copied = 0;
        for (span, step) in placed(layer, self.0.len()) {
            out.extend_from_slice(&self.0[copied..span.start]);
            out.extend(step.with.chars().map(|c| (c, None)));
            copied = span.end;
        }
        out.extend_from_slice(&self.0[copied..]);
        Self(out)
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(c, _)| c).collect()
    }

    /// The characters that came through: their offset in the original and in this text.
    pub(super) fn kept(&self) -> Vec<(usize, usize)> {
        let mut at = 0;
        let mut kept = Vec::new();
        for (c, origin) in &self.0 {
            kept.extend(origin.map(|source| (source, at)));
            at += c.len_utf8();
        }
        kept
    }
}
