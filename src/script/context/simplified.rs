//! From traditional to simplified: 著 is 着 or 著 there.

use std::borrow::Cow;
use std::ops::Range;

use super::decide::{CERTAIN, Decision, Scores};
use super::{Habits, Piece};
use crate::name::{Config, Replacement};
use crate::script::engine::Engine;
use crate::script::trace::Tracing;
use crate::script::{convert_with, sweep};
use crate::tables::context::{Region, Subject, all_merged, merged};

/// Converts a text. What OpenCC decides alone costs no more than there.
pub(super) fn convert<'t>(
    text: &'t str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
) -> Cow<'t, str> {
    let engine = habits.engine(config);
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut from = 0;
    // Where OpenCC's conversion is not the last word.
    let mut places = merged_places(text);
    places.extend_from_slice(protected);
    places.sort_by_key(|place| place.start);
    for place in places {
        if place.start < from {
            continue;
        }
        let last = text[place.clone()].char_indices().next_back();
        let last = place.start + last.map_or(0, |(at, _)| at);
        let start = engine.window(bytes, from, place.start).start;
        let window = start..engine.window(bytes, start, last).end;
        sweep::sweep(&engine, &bytes[from..start], false, &mut out);
        let mut copied = start;
        let mut reader = Reader::new(text, &engine, habits, protected, start);
        reader.read(window.clone(), &mut |piece| {
            if !habits.leaves(piece.probability) {
                out.push_str(&text[copied..piece.source.start]);
                out.push_str(piece.with);
                copied = piece.source.end;
            }
        });
        out.push_str(&text[copied..window.end]);
        from = window.end;
    }
    if from == 0 {
        return match convert_with(&engine, text) {
            Cow::Borrowed(_) => Cow::Borrowed(text),
            Cow::Owned(converted) => Cow::Owned(converted),
        };
    }
    sweep::sweep(&engine, &bytes[from..], false, &mut out);
    if out == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(out)
}

/// Tells every piece of a text that changes, or would if it were more certain.
pub(super) fn pieces(
    text: &str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
    tell: &mut impl FnMut(&Piece<'_>),
) {
    let engine = habits.engine(config);
    let bytes = text.as_bytes();
    let mut reader = Reader::new(text, &engine, habits, protected, 0);
    let mut places = merged_places(text).into_iter().peekable();
    let mut suspect = engine.first_suspect(bytes, 0);
    let mut from = 0;
    loop {
        while places.next_if(|place| place.start < from).is_some() {}
        if suspect.is_some_and(|at| at < from) {
            suspect = engine.first_suspect(bytes, from);
        }
        let place = places.peek().map(|place| place.start);
        let Some(at) = suspect.into_iter().chain(place).min() else {
            break;
        };
        let window = engine.window(bytes, from, at);
        from = window.end;
        reader.read(window, tell);
    }
}

/// All decisions in a text.
pub(super) fn decisions(text: &str, habits: &Habits, protected: &[Range<usize>]) -> Vec<Decision> {
    let is_free = |at: usize| {
        let next = protected.partition_point(|span| span.end <= at);
        protected.get(next).is_none_or(|span| at < span.start)
    };
    let subjects = text
        .char_indices()
        .filter(|(at, _)| is_free(*at))
        .filter_map(|(at, character)| Some((at..at + character.len_utf8(), merged(character)?)));
    subjects
        .map(|(source, subject)| Decision {
            alternatives: scores(text, subject, source.clone(), habits).alternatives(),
            source,
        })
        .collect()
}

/// Where characters to decide stand, in order.
fn merged_places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for character in all_merged() {
        let found = text.match_indices(character);
        places.extend(found.map(|(at, found)| at..at + found.len()));
    }
    places.sort_unstable_by_key(|place| place.start);
    places
}

/// Reads windows of a text, one behind the other.
struct Reader<'a> {
    text: &'a str,
    engine: &'a Engine,
    habits: &'a Habits,
    /// What is protected and not read yet.
    protected: &'a [Range<usize>],
    tracing: Tracing,
}

impl<'a> Reader<'a> {
    fn new(
        text: &'a str,
        engine: &'a Engine,
        habits: &'a Habits,
        protected: &'a [Range<usize>],
        start: usize,
    ) -> Self {
        let behind = protected.partition_point(|span| span.end <= start);
        Self {
            text,
            engine,
            habits,
            protected: &protected[behind..],
            tracing: Tracing::default(),
        }
    }

    /// Tells the pieces of a window between exact cuts.
    fn read(&mut self, window: Range<usize>, tell: &mut impl FnMut(&Piece<'_>)) {
        let bytes = self.text.as_bytes();
        let mut tracing = std::mem::take(&mut self.tracing);
        self.engine
            .trace_window(bytes, window, &mut tracing, &mut |source, with, kind| {
                while let Some((first, rest)) = self.protected.split_first()
                    && first.end <= source.start
                {
                    self.protected = rest;
                }
                let is_free = |span: &Range<usize>| source.end <= span.start;
                if self.protected.first().is_none_or(is_free) {
                    self.decide(source, with, kind, tell);
                }
            });
        self.tracing = tracing;
    }

    /// Tells a piece that OpenCC turns into `exact`, with the characters decided that can be.
    fn decide(
        &self,
        source: Range<usize>,
        exact: &str,
        kind: Replacement,
        tell: &mut impl FnMut(&Piece<'_>),
    ) {
        let old = self.text.get(source.clone()).unwrap_or_default();
        let mut chosen = String::new();
        let mut probability: Option<f32> = None;
        for ((at, character), exact) in old.char_indices().zip(exact.chars()) {
            let start = source.start + at;
            let decided = merged(character).and_then(|subject| {
                let span = start..start + character.len_utf8();
                let scores = scores(self.text, subject, span, self.habits);
                let certain = scores.certainty();
                // A phrase of OpenCC's has it right where there is doubt.
                let counts = kind == Replacement::Character || certain >= CERTAIN;
                counts.then_some((scores.best().unwrap_or(exact), certain))
            });
            let (character, certain) = match decided {
                Some((best, certain)) => (best, Some(certain)),
                None => (exact, None),
            };
            chosen.push(character);
            probability = match (probability, certain) {
                (Some(least), Some(certain)) => Some(least.min(certain)),
                (least, certain) => least.or(certain),
            };
        }
        let with = match probability {
            Some(_) => &*chosen,
            None => exact,
        };
        if old != with {
            tell(&Piece {
                source,
                with,
                kind,
                probability,
            });
        }
    }
}

fn scores(text: &str, subject: Subject, source: Range<usize>, habits: &Habits) -> Scores {
    Scores::of(
        subject,
        Region::Taiwan,
        None,
        text.as_bytes(),
        source.start,
        source.len(),
        habits,
    )
}
