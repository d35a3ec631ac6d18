//! Conversion by context as the last stage of a repair, accounting for each replacement.

use std::ops::Range;

use super::decide::Scores;
use super::traditional::Listen;
use super::{
    Direction, Habits, Piece, decides, direction, glance, regional, simplified, traditional,
};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::{Config, Replacement};
use crate::script::{stage as exact, structure};

/// Describes the conversion of `text` to `out`. Where only what is certain is wanted, the rest is
/// guessed. O(bytes).
pub(crate) fn convert_edits<R: Record>(
    text: &str,
    config: Config,
    habits: &Habits,
    out: &mut Rewriter<'_, R>,
) {
    if !decides(config) {
        return exact::convert_edits(text, config, out);
    }
    let protected = structure::spans(text);
    pieces(text, config, habits, &protected, |piece| {
        out.replace(&Change {
            source: piece.source.clone(),
            with: piece.with,
            reasons: &[Reason::Script {
                config,
                replaced: piece.kind,
            }],
            certainty: match piece.probability {
                None => Certainty::Proved,
                Some(_) if habits.leaves(piece.probability) => Certainty::Guessed,
                Some(_) => Certainty::Inferred,
            },
            probability: piece.probability,
            inferred: &[],
        });
    });
}

/// Converts a text except in `protected` spans, where `words`, which are among them, are replaced; all
/// are sorted and disjoint. O(bytes).
pub(in crate::script) fn convert_with_words(
    text: &str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
    words: &[(Range<usize>, &str)],
) -> String {
    let mut out = String::new();
    let mut copied = 0;
    let mut replace = |source: Range<usize>, with: &str| {
        out.push_str(&text[copied..source.start]);
        out.push_str(with);
        copied = source.end;
    };
    let mut words = words.iter().peekable();
    pieces(text, config, habits, protected, |piece| {
        while let Some((word, with)) = words.next_if(|(word, _)| word.start < piece.source.start) {
            replace(word.clone(), with);
        }
        if !habits.leaves(piece.probability) {
            replace(piece.source.clone(), piece.with);
        }
    });
    for (word, with) in words {
        replace(word.clone(), with);
    }
    out.push_str(&text[copied..]);
    out
}

/// Tells every piece of a text that changes or, for want of certainty, does not.
fn pieces(
    text: &str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
    mut tell: impl FnMut(&Piece<'_>),
) {
    let mut tell = |piece: &Piece<'_>| {
        if text.get(piece.source.clone()) != Some(piece.with) {
            tell(piece);
        }
    };
    match direction(config) {
        Direction::Traditional(region, step) => {
            for chunk in glance::chunks(text) {
                let mut decided = Decided::default();
                let made =
                    traditional::convert(text, &chunk, region, habits, protected, &mut decided);
                let mut pieces = Pieces::new(text, chunk.span.start, &made.text, &decided);
                if let Some(step) = step {
                    regional::changes(&made, step, chunk.is_simplified, |taken, with, kind| {
                        pieces.single_until(taken.start, &mut tell);
                        pieces.joined(taken, with, kind, &mut tell);
                    });
                }
                pieces.single_until(made.text.len(), &mut tell);
            }
        }
        Direction::Simplified => {
            simplified::pieces(text, config, habits, protected, &mut tell);
        }
        Direction::Other => {}
    }
}

/// Where decisions were made, and how probable they are.
#[derive(Default)]
struct Decided(Vec<Found>);

/// One decision.
struct Found {
    /// Bytes of the text before it.
    at: usize,
    probability: f32,
    /// What would have been taken, had it been more probable.
    left: Option<char>,
}

impl Listen for Decided {
    fn decided(&mut self, source: Range<usize>, scores: &Scores, probability: f32, taken: bool) {
        self.0.push(Found {
            at: source.start,
            probability,
            left: scores.best().filter(|_| !taken),
        });
    }
}

/// A walk along a text and its conversion, which has as many characters.
struct Pieces<'a> {
    text: &'a str,
    made: &'a str,
    /// Bytes walked in each.
    source: usize,
    target: usize,
    decided: std::iter::Peekable<std::slice::Iter<'a, Found>>,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str, start: usize, made: &'a str, decided: &'a Decided) -> Self {
        Self {
            text,
            made,
            source: start,
            target: 0,
            decided: decided.0.iter().peekable(),
        }
    }

    /// Goes one character on.
    fn next(&mut self) -> Option<(Range<usize>, Range<usize>, Option<&'a Found>)> {
        let length = |text: &str, at: usize| text.get(at..)?.chars().next().map(char::len_utf8);
        let source = self.source..self.source + length(self.text, self.source)?;
        let target = self.target..self.target + length(self.made, self.target)?;
        (self.source, self.target) = (source.end, target.end);
        let decided = self.decided.next_if(|found| found.at < source.end);
        Some((source, target, decided))
    }

    /// Tells of characters one by one up to a place in the conversion.
    fn single_until(&mut self, end: usize, mut tell: impl FnMut(&Piece<'_>)) {
        while self.target < end
            && let Some((source, target, found)) = self.next()
        {
            let mut utf8 = [0; 4];
            let left = found.and_then(|found| found.left);
            tell(&Piece {
                source,
                with: match left {
                    Some(left) => left.encode_utf8(&mut utf8),
                    None => &self.made[target],
                },
                kind: Replacement::Character,
                probability: found.map(|found| found.probability),
            });
        }
    }

    /// Tells of the characters at `taken` in the conversion as one piece.
    fn joined(
        &mut self,
        taken: Range<usize>,
        with: &str,
        kind: Replacement,
        tell: impl FnOnce(&Piece<'_>),
    ) {
        let start = self.source;
        let mut least: Option<f32> = None;
        while self.target < taken.end
            && let Some((_, _, found)) = self.next()
        {
            least = match (least, found.map(|found| found.probability)) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        tell(&Piece {
            source: start..self.source,
            with,
            kind,
            probability: least,
        });
    }
}
