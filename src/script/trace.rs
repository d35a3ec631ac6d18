//! The plain engine once more, taking down which part of the text became which part of the result.

use super::dictionary::Dictionary;
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

/// A text on its way through the steps, and where its pieces come from.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) text: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
}

impl Engine {
    /// Tells of every piece that can change in a text: where it stands, what it becomes and why. What
    /// is not told stays as it is; what is told may.
    pub(super) fn trace(&self, text: &str, mut tell: impl FnMut(Range<usize>, &str, Replacement)) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(at) = self.first_suspect(bytes, from) {
            let window = self.window(bytes, from, at);
            from = window.end;
            self.trace_window(bytes, window, &mut tell);
        }
    }

    /// The same for all pieces of a window between exact cuts.
    pub(super) fn trace_window(
        &self,
        text: &[u8],
        window: Range<usize>,
        tell: &mut impl FnMut(Range<usize>, &str, Replacement),
    ) {
        let trace = self.sequential.trace(&text[window.clone()]);
        // The plain engine turns UTF-8 into UTF-8.
        let converted = String::from_utf8_lossy(&trace.text);
        let (mut taken, mut given) = (window.start, 0);
        for piece in &trace.pieces {
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
    pub(super) fn trace(&self, text: &[u8]) -> Trace {
        let mut normalized = Trace::default();
        if holds_compatibility_ideographs(text) {
            self.trace_step(&self.normalization, false, text, &mut normalized);
        } else {
            normalized.text.extend_from_slice(text);
            let whole = |&length: &usize| Piece {
                taken: length,
                given: length,
                kind: Replacement::Character,
            };
            normalized
                .pieces
                .extend(character_lengths(text).iter().map(whole));
        }
        let (mut first, mut second) = (Trace::default(), Trace::default());
        for segment in self.trace_segments(&normalized.text) {
            let begin = first.text.len();
            self.trace_step(&self.first, true, segment, &mut first);
            if let Some(dictionary) = &self.second {
                self.trace_step(dictionary, false, &first.text[begin..], &mut second);
            }
        }
        let mut pieces = join(&normalized.pieces, &first.pieces);
        if self.second.is_none() {
            return Trace {
                text: first.text,
                pieces,
            };
        }
        pieces = join(&pieces, &second.pieces);
        Trace {
            text: second.text,
            pieces,
        }
    }

    fn trace_segments<'t>(&self, text: &'t [u8]) -> Vec<&'t [u8]> {
        let Some(cut) = &self.cut else {
            return vec![text];
        };
        let mut segments = Vec::new();
        let (mut run, mut at) = (0, 0);
        while at < text.len() {
            if let Some(found) = self.find(cut, text, at, false) {
                segments.push(&text[run..at]);
                segments.push(&text[at..at + found.length]);
                at += found.length;
                run = at;
            } else {
                let (code, length) = decode(text, at);
                at += unmatched_length(text, at, code, length);
            }
        }
        segments.push(&text[run.min(text.len())..]);
        segments
    }

    fn trace_step(&self, dictionary: &Dictionary, first: bool, text: &[u8], out: &mut Trace) {
        let mut at = 0;
        while at < text.len() {
            let (code, length) = decode(text, at);
            let begin = out.text.len();
            let found = if first {
                self.find(dictionary, text, at, true)
            } else {
                dictionary.phrase(text, at, code, length)
            };
            let (taken, kind) = match found {
                Some(found) => {
                    let key = &text[at..at + found.length];
                    self.replace(dictionary, key, found, &mut out.text);
                    (found.length, dictionary.kind(&found))
                }
                None => {
                    let taken = self.character(dictionary, text, at, &mut out.text);
                    (taken, Replacement::Character)
                }
            };
            let given = out.text.len() - begin;
            out.pieces.push(Piece { taken, given, kind });
            at += taken;
        }
    }
}

/// The pieces of two steps in succession: the smallest that begin and end together in the text
/// between the steps.
fn join(first: &[Piece], second: &[Piece]) -> Vec<Piece> {
    let mut joined = Vec::new();
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
    joined
}

/// The length of each character.
fn character_lengths(text: &[u8]) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (_, length) = decode(text, at);
        lengths.push(length);
        at += length;
    }
    lengths
}
