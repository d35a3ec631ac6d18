//! From traditional to simplified: 著 is 着 or 著 there.

use std::ops::Range;

use super::decide::{CERTAIN, Decision, Scores};
use super::{Habits, Piece};
use crate::name::{Config, Replacement};
use crate::script::engine::Engine;
use crate::tables::context::{self, Region, Subject, merged};

/// Tells every piece of a text that changes.
pub(super) fn convert(
    text: &str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
    tell: &mut impl FnMut(Piece<'_>),
) {
    let mut folded = None;
    let mut protected = protected.iter().peekable();
    Engine::shared(config).trace(text, |source, with, kind| {
        while protected.next_if(|span| span.end <= source.start).is_some() {}
        if protected.peek().is_some_and(|span| span.start < source.end) {
            return;
        }
        let Some(old) = text.get(source.clone()) else {
            return;
        };
        let mut chosen = String::new();
        let mut probability: Option<f32> = None;
        for ((at, character), exact) in old.char_indices().zip(with.chars()) {
            chosen.push(exact);
            let Some(subject) = merged(character) else {
                continue;
            };
            let folded = folded.get_or_insert_with(|| Folded::of(text));
            let (best, certain) = folded.scores(subject, source.start + at, habits).best();
            // A phrase of OpenCC's has it right where there is doubt.
            if kind != Replacement::Character && certain < CERTAIN {
                continue;
            }
            chosen.pop();
            if habits.if_certain && certain < CERTAIN {
                chosen.push(character);
            } else {
                chosen.push(best.unwrap_or(exact));
            }
            probability = Some(probability.map_or(certain, |least| least.min(certain)));
        }
        let with = if probability.is_some() {
            &*chosen
        } else {
            with
        };
        if old != with {
            tell(Piece {
                source,
                with,
                kind,
                probability,
            });
        }
    });
}

/// All decisions in a text.
pub(super) fn decisions(text: &str, protected: &[Range<usize>]) -> Vec<Decision> {
    let folded = Folded::of(text);
    let habits = Habits::default();
    let is_free = |at: usize| !protected.iter().any(|span| span.contains(&at));
    text.char_indices()
        .filter(|&(at, _)| is_free(at))
        .filter_map(|(at, character)| {
            Some(Decision {
                source: at..at + character.len_utf8(),
                alternatives: folded
                    .scores(merged(character)?, at, &habits)
                    .alternatives(),
            })
        })
        .collect()
}

/// A text with its characters folded, each in as many bytes as before.
struct Folded(String);

impl Folded {
    fn of(text: &str) -> Self {
        let fold = |character: char| {
            let folded = context::fold(character);
            if folded.len_utf8() == character.len_utf8() {
                folded
            } else {
                character
            }
        };
        Self(text.chars().map(fold).collect())
    }

    fn scores(&self, subject: Subject, at: usize, habits: &Habits) -> Scores {
        let length = self
            .0
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(3, char::len_utf8);
        Scores::of(
            subject,
            Region::Taiwan,
            None,
            self.0.as_bytes(),
            at,
            length,
            habits,
        )
    }
}
