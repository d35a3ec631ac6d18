//! The plain engine once more, taking down which part of the text became which part of the result.

use super::dictionary::{Dictionary, Match};
use super::engine::Engine;
use super::sequential::{Sequential, holds_compatibility_ideographs, unmatched_length};
use super::utf8::decode;
use crate::name::Replacement;
use std::ops::Range;

/// A stretch of a text and what it became.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) taken: usize,
    /// Bytes of the result.
    pub(super) given: usize,
    pub(super) kind: Replacement,
}

/// A text after a step, and where its pieces come from.
#[derive(Debug, Default)]
struct Trace {
    text: Vec<u8>,
    pieces: Vec<Piece>,
}

impl Trace {
    fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }
}

/// A text on its way through the steps, kept so that the memory is used again.
#[derive(Debug, Default)]
pub(super) struct Tracing {
    normalized: Trace,
    first: Trace,
    second: Trace,
    /// The pieces of the first two and of all steps together.
    between: Vec<Piece>,
    whole: Vec<Piece>,
}

impl Engine {
    /// Tells of every piece that can change in a text: where it stands, what it becomes and why. What
    /// is not told stays as it is; what is told may.
    pub(super) fn trace(&self, text: &str, mut tell: impl FnMut(Range<usize>, &str, Replacement)) {
        let bytes = text.as_bytes();
        let mut tracing = Tracing::default();
        let mut from = 0;
        while let Some(at) = self.first_suspect(bytes, from) {
            let window = self.window(bytes, from, at);
            from = window.end;
            self.trace_window(bytes, window, &mut tracing, &mut tell);
        }
    }

    /// The same for all pieces of a window between exact cuts.
    pub(super) fn trace_window(
        &self,
        text: &[u8],
        window: Range<usize>,
        tracing: &mut Tracing,
        tell: &mut impl FnMut(Range<usize>, &str, Replacement),
    ) {
        let source = text.get(window.clone()).unwrap_or_default();
        // Half of all windows are a character by itself, which its cell converts.
        if let &[a, b, c] = source {
            let cell = self.cells.three_bytes([a, b, c]);
            if a >= 0xE0 && !cell.is_special() {
                let with = cell.convert([a, b, c]);
                let with = std::str::from_utf8(&with).unwrap_or_default();
                return tell(window, with, Replacement::Character);
            }
        }
        let (converted, pieces) = self.sequential.trace(source, tracing);
        // The plain engine turns UTF-8 into UTF-8.
        let converted = String::from_utf8_lossy(converted);
        let (mut taken, mut given) = (window.start, 0);
        for piece in pieces {
            let source = taken..taken + piece.taken;
            let with = converted.get(given..given + piece.given);
            taken = source.end;
            given += piece.given;
            tell(source, with.unwrap_or_default(), piece.kind);
        }
    }
}

impl Sequential {
    /// The conversion of a text and its pieces, in order and without a gap.
    fn trace<'s>(&self, text: &[u8], tracing: &'s mut Tracing) -> (&'s [u8], &'s [Piece]) {
        let Tracing {
            normalized,
            first,
            second,
            between,
            whole,
        } = tracing;
        first.clear();
        second.clear();
        let is_normal = !holds_compatibility_ideographs(text);
        let text = if is_normal {
            text
        } else {
            normalized.clear();
            self.trace_step(&self.normalization, false, text, normalized);
            &normalized.text
        };
        self.each_segment(text, |segment, found| {
            let begin = first.text.len();
            self.trace_first(segment, found, first);
            if let Some(dictionary) = &self.second {
                let between = first.text.get(begin..).unwrap_or_default();
                self.trace_step(dictionary, false, between, second);
            }
        });
        let mut pieces = &first.pieces;
        if !is_normal {
            join(&normalized.pieces, pieces, between);
            pieces = between;
        }
        if self.second.is_none() {
            return (&first.text, pieces);
        }
        join(pieces, &second.pieces, whole);
        (&second.text, whole)
    }

    /// Tells of every segment of a text, and of the match that it is, if it is one.
    fn each_segment(&self, text: &[u8], mut tell: impl FnMut(&[u8], Option<Match<'_>>)) {
        let Some(cut) = &self.cut else {
            return tell(text, None);
        };
        let (mut run, mut at) = (0, 0);
        while at < text.len() {
            if let Some(found) = self.find(cut, text, at, false) {
                if run < at {
                    tell(&text[run..at], None);
                }
                let end = at + found.length;
                tell(&text[at..end], Some(found));
                at = end;
                run = at;
            } else {
                let (code, length) = decode(text, at);
                at += unmatched_length(text, at, code, length);
            }
        }
        tell(&text[run.min(text.len())..], None);
    }

    /// The first step of a segment. Where it is the one that divides the text, all matches are known.
    fn trace_first(&self, segment: &[u8], found: Option<Match<'_>>, out: &mut Trace) {
        if !self.cut_is_first {
            return self.trace_step(&self.first, true, segment, out);
        }
        if let Some(found) = found {
            return self.trace_match(&self.first, segment, found, out);
        }
        let mut at = 0;
        while at < segment.len() {
            at += self.trace_character(&self.first, segment, at, out);
        }
    }

    fn trace_step(&self, dictionary: &Dictionary, first: bool, text: &[u8], out: &mut Trace) {
        let mut at = 0;
        while at < text.len() {
            let found = if first {
                self.find(dictionary, text, at, true)
            } else {
                let (code, length) = decode(text, at);
                dictionary.phrase(text, at, code, length)
            };
            at += match found {
                Some(found) => {
                    let key = &text[at..at + found.length];
                    self.trace_match(dictionary, key, found, out);
                    key.len()
                }
                None => self.trace_character(dictionary, text, at, out),
            };
        }
    }

    fn trace_match(&self, dictionary: &Dictionary, key: &[u8], found: Match<'_>, out: &mut Trace) {
        let begin = out.text.len();
        self.replace(dictionary, key, found, &mut out.text);
        out.pieces.push(Piece {
            taken: key.len(),
            given: out.text.len() - begin,
            kind: dictionary.kind(&found),
        });
    }

    /// How many bytes the character has.
    fn trace_character(
        &self,
        dictionary: &Dictionary,
        text: &[u8],
        at: usize,
        out: &mut Trace,
    ) -> usize {
        let begin = out.text.len();
        let taken = self.character(dictionary, text, at, &mut out.text);
        out.pieces.push(Piece {
            taken,
            given: out.text.len() - begin,
            kind: Replacement::Character,
        });
        taken
    }
}

/// The pieces of two steps in succession: the smallest that begin and end together in the text
/// between the steps.
fn join(first: &[Piece], second: &[Piece], joined: &mut Vec<Piece>) {
    joined.clear();
    let mut second = second.iter();
    // What the last piece of the second step reaches beyond the first, or lacks.
    let mut open: Option<Piece> = None;
    let (mut between_first, mut between_second) = (0, 0);
    for piece in first {
        let whole = open.get_or_insert(Piece {
            taken: 0,
            given: 0,
            kind: Replacement::Character,
        });
        whole.taken += piece.taken;
        whole.kind = whole.kind.max(piece.kind);
        between_first += piece.given;
        while between_second < between_first {
            let Some(next) = second.next() else { break };
            between_second += next.taken;
            whole.given += next.given;
            whole.kind = whole.kind.max(next.kind);
        }
        if between_first == between_second {
            joined.extend(open.take());
        }
    }
}
