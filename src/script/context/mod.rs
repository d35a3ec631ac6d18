//! Conversion that reads the sentence.
//!
//! **What happened.** Simplification merged characters: 发 is 發 or 髮, 后 is 後 or 后, 台 is 臺, 檯,
//! 颱 or 台. OpenCC's dictionaries know phrases and nothing of the sentence around them: they make
//! 展示瞭如何 of 展示了如何, and 少陣列織 of 少数组织.
//!
//! **How we know.** OpenCC's own data says what each character can be ([`glance`] and the table behind
//! it). The characters around it, folded to simplified, say which: weights learned from native text
//! of Taiwan and Hong Kong ([`decide`]), with OpenCC's choice as one voice among them. Regional words
//! are taken where the word holds together more firmly than its edges hold to their neighbors
//! ([`regional`]).
//!
//! **What we do.** Every such character is decided by itself, with a probability; all others are
//! converted as OpenCC does.
//!
//! **When we refrain.** Lines that are traditional already stay, and so does every traditional
//! character in others; so does what the caller protects. With `Choice::ContextIfCertain` what is
//! less probable than [`decide::CERTAIN`] stays as well.

mod characters;
pub(super) mod decide;
mod glance;
mod kept;
#[cfg(test)]
mod properties;
mod regional;
mod simplified;
mod stage;
mod traditional;

use std::borrow::Cow;
use std::ops::Range;

use super::config::recipe;
use super::engine::Engine;
use super::recipe::{Family, Step};
use super::structure;
use crate::name::{Config, Replacement};
use crate::tables::context::Region;

pub use decide::{Alternative, Decision};
pub(crate) use stage::convert_edits;
pub(super) use stage::convert_with_words;

/// How to decide.
#[derive(Debug, Clone, Default)]
pub(crate) struct Habits {
    pub(super) if_certain: bool,
    /// Candidates that the caller prefers.
    pub(super) preferred: Vec<char>,
    /// Whether characters that few fonts have may not come out.
    pub(super) shuns_tofu: bool,
}

impl Habits {
    /// With `if_certain`, what is in doubt stays; `preferred` are candidates that the caller prefers.
    pub(crate) fn new(if_certain: bool, preferred: &[char]) -> Self {
        Self {
            if_certain,
            preferred: preferred.to_vec(),
            shuns_tofu: false,
        }
    }

    /// What converts as OpenCC does.
    fn engine(&self, config: Config) -> Cow<'static, Engine> {
        if self.shuns_tofu {
            Cow::Owned(Engine::of(config, false))
        } else {
            Cow::Borrowed(Engine::shared(config))
        }
    }

    /// Whether a decision of this probability leaves the text as it is.
    fn leaves(&self, probability: Option<f32>) -> bool {
        self.if_certain && probability.is_some_and(|probability| probability < decide::CERTAIN)
    }
}

/// A piece of the text and what it became, together with everything that can be said of it.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) source: Range<usize>,
    pub(super) with: &'a str,
    pub(super) kind: Replacement,
    /// The lowest probability of the decisions in it.
    pub(super) probability: Option<f32>,
}

/// Converts a text except for what is no prose. Borrowed if nothing changed. O(bytes).
pub(crate) fn convert_all<'t>(text: &'t str, config: Config, habits: &Habits) -> Cow<'t, str> {
    convert(text, config, habits, &structure::spans(text))
}

/// Converts a text except in `protected` spans, which are sorted and disjoint; borrowed if nothing
/// changed. O(bytes).
pub(super) fn convert<'t>(
    text: &'t str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
) -> Cow<'t, str> {
    let mut out = String::new();
    match direction(config) {
        Direction::Traditional(region, step) => {
            let mut copied = 0;
            for chunk in glance::chunks(text) {
                let span = chunk.span.clone();
                let piece = traditional::convert(text, &chunk, region, habits, protected, &mut ());
                let with = match step {
                    Some(step) => regional::convert(piece, step, chunk.is_simplified),
                    None => piece.text,
                };
                if with != text[span.clone()] {
                    if span.len() == text.len() {
                        return Cow::Owned(with);
                    }
                    if out.is_empty() {
                        out.reserve(text.len() + text.len() / super::GROWTH);
                    }
                    out.push_str(&text[copied..span.start]);
                    out.push_str(&with);
                    copied = span.end;
                }
            }
            if copied == 0 {
                return Cow::Borrowed(text);
            }
            out.push_str(&text[copied..]);
        }
        Direction::Simplified => return simplified::convert(text, config, habits, protected),
        Direction::Other => return super::convert(text, config),
    }
    Cow::Owned(out)
}

/// Which way a configuration leads.
enum Direction {
    /// To traditional characters, by whose habits, and then through which step.
    Traditional(Region, Option<Step>),
    Simplified,
    /// Between traditional standards, where there is nothing to decide.
    Other,
}

/// Whether a configuration leaves anything to decide.
pub(super) fn decides(config: Config) -> bool {
    !matches!(direction(config), Direction::Other)
}

fn direction(config: Config) -> Direction {
    let recipe = recipe(config);
    match recipe.family {
        Family::FromSimplified => {
            let step = recipe.steps.get(1).copied();
            let region = match step {
                Some(Step::HK | Step::HKP) => Region::HongKong,
                _ => Region::Taiwan,
            };
            Direction::Traditional(region, step)
        }
        Family::ToSimplified => Direction::Simplified,
        Family::Other => Direction::Other,
    }
}

/// All decisions in a text, for proofreading. O(bytes).
pub(super) fn decisions(
    text: &str,
    config: Config,
    habits: &Habits,
    protected: &[Range<usize>],
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    match direction(config) {
        Direction::Traditional(region, _) => {
            for chunk in glance::chunks(text) {
                let _ =
                    traditional::convert(text, &chunk, region, habits, protected, &mut decisions);
            }
        }
        Direction::Simplified => decisions = simplified::decisions(text, habits, protected),
        Direction::Other => {}
    }
    let spelling = match config {
        Config::S2tw | Config::S2twp => Some(Config::T2tw),
        Config::S2hk | Config::S2hkp => Some(Config::T2hk),
        _ => None,
    };
    if let Some(spelling) = spelling {
        for decision in &mut decisions {
            decision.respell(|character| {
                let mut bytes = [0; 4];
                super::convert(character.encode_utf8(&mut bytes), spelling)
                    .chars()
                    .next()
                    .unwrap_or(character)
            });
        }
    }
    decisions
}
