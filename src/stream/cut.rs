//! Where what was repaired can be cut, so that the parts repaired one by one are the same.

use crate::edit::{Decoding, Report};
use crate::name::Config;
use crate::script;

/// Bytes around a cut inside a line that no change may touch: more than any repair reads ahead to decide
/// whether it ends.
const MARGIN: usize = 256;

/// The last good place to cut between a quarter and three quarters of `text`, whose repair up to the
/// conversion to `script` is described by `report`. `None` where everything is one change. O(bytes).
pub(super) fn find(
    text: &str,
    report: &Report,
    decoding: &Decoding,
    script: Option<Config>,
) -> Option<usize> {
    let from = boundary(text, text.len() / 4);
    let to = boundary(text, text.len() / 4 * 3);
    let window = text.get(from..to)?;
    let is_free = |at: usize, margin: usize| {
        let span = at.saturating_sub(margin)..at.saturating_add(margin);
        report.is_untouched(span.clone())
            && decoding.is_plain(span)
            && !text.get(at..).is_some_and(|t| t.starts_with('\u{FEFF}'))
    };
    let lines = || window.rmatch_indices('\n').map(|(at, _)| from + at + 1);
    let is_blank = |at: &usize| {
        let line = text.get(..at - 1).unwrap_or_default();
        line.trim_end_matches('\r').ends_with('\n')
    };
    let is_exact = |at: usize| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at..).and_then(|t| t.chars().next());
        let pair = before.zip(behind);
        script.is_none_or(|config| pair.is_some_and(|(a, b)| script::parts(config, a, b)))
    };
    let ends_sentence =
        |c: char| matches!(c, '。' | '！' | '？' | '.' | '!' | '?') || c.is_whitespace();
    let sentences = || {
        let ends = window.rmatch_indices(ends_sentence);
        ends.map(|(at, end)| from + at + end.len())
    };
    let anywhere = || window.char_indices().rev().map(|(at, _)| from + at);
    let half = text.len() / 2;
    lines()
        .take_while(|&at| at > half)
        .find(|at| is_blank(at) && is_free(*at, 0) && is_exact(*at))
        .or_else(|| lines().find(|&at| is_free(at, 0) && is_exact(at)))
        .or_else(|| sentences().find(|&at| is_free(at, MARGIN) && is_exact(at)))
        .or_else(|| anywhere().find(|&at| is_free(at, MARGIN) && is_exact(at)))
        .or_else(|| anywhere().find(|&at| is_free(at, 0) && is_exact(at)))
        .or_else(|| anywhere().find(|&at| is_free(at, 0)))
}

/// The first boundary of characters at `at` or behind it.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}
