//! From simplified to OpenCC's traditional standard, character by character.

use std::borrow::Cow;
use std::ops::Range;

use super::decide::{CERTAIN, Decision, Scores};
use super::glance::Chunk;
use super::kept::Converted;
use super::Habits;
use crate::name::Config;
use crate::script::engine::Engine;
use crate::script::convert_with;
use crate::tables::context::{Region, cell};

/// Who is told of decisions.
pub(super) trait Listen {
    /// `source` stays as it is if the decision is not `taken`.
    fn decided(&mut self, source: Range<usize>, scores: &Scores, probability: f32, taken: bool);
}

/// Nobody.
impl Listen for () {
    #[inline]
    fn decided(&mut self, _: Range<usize>, _: &Scores, _: f32, _: bool) {}
}

impl Listen for Vec<Decision> {
    fn decided(&mut self, source: Range<usize>, scores: &Scores, _: f32, _: bool) {
        self.push(Decision {
            source,
            alternatives: scores.alternatives(),
        });
    }
}

/// Converts a chunk of a text. The result has as many characters as the chunk.
pub(super) fn convert(
    text: &str,
    chunk: &Chunk,
    region: Region,
    habits: &Habits,
    protected: &[Range<usize>],
    listener: &mut impl Listen,
) -> Converted {
    let start = chunk.span.start;
    let text = &text[chunk.span.clone()];
    let folded = if chunk.folds { fold(text) } else { Cow::Borrowed(text) };
    let exact = convert_with(Engine::shared(Config::S2t), &folded);
    let mut out = Converted::default();
    out.text.reserve(exact.len() + exact.len() / 64);
    let mut protected = protected.iter().skip_while(|span| span.end <= start).peekable();
    let mut at = 0;
    let (mut folded_at, mut exact_at, mut copied) = (0, 0, 0);
    let mut folded_characters = folded.chars();
    let mut exact_characters = exact.chars();
    for character in text.chars() {
        let length = character.len_utf8();
        let source = at..at + length;
        at = source.end;
        // Neither folding nor conversion by OpenCC changes the number of characters.
        let simplified = folded_characters.next().unwrap_or(character);
        let choice = exact_characters.next().unwrap_or(character);
        let (here, there) = (folded_at, exact_at);
        folded_at += simplified.len_utf8();
        exact_at += choice.len_utf8();
        if character < '\u{3400}' && protected.peek().is_none() {
            continue;
        }
        while protected.next_if(|span| span.end <= start + source.start).is_some() {}
        let is_protected = protected.peek().is_some_and(|span| span.start < start + source.end);
        if is_protected || simplified != character {
            out.text.push_str(&exact[copied..there]);
            out.keep(&text[source]);
            copied = exact_at;
            continue;
        }
        let Some(subject) = cell(character).subject else { continue };
        let scores = Scores::of(subject, region, Some(choice), folded.as_bytes(), here, length, habits);
        let (best, probability) = scores.best();
        let best = best.unwrap_or(choice);
        let taken = !habits.if_certain || probability >= CERTAIN;
        listener.decided(start + source.start..start + source.end, &scores, probability, taken);
        if !taken {
            out.text.push_str(&exact[copied..there]);
            out.keep(&text[source]);
            copied = exact_at;
        } else if best != choice {
            out.text.push_str(&exact[copied..there]);
            out.text.push(best);
            copied = exact_at;
        }
    }
    out.text.push_str(&exact[copied..]);
    out
}

/// The text with every traditional character simplified, as far as that keeps the others in place.
fn fold(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.chars().map(|character| cell(character).folded).collect())
}
