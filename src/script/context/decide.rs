//! Which of its candidates a character is.
//!
//! Each candidate's log odds over the first are a sum: how usual it is in the region, given what
//! OpenCC would choose, and what one or two neighbors on either side say, by themselves and together with
//! what a phrase of OpenCC's would choose. Decisions do not depend on one another, only on the folded text, so that a second conversion decides alike.

use std::ops::Range;

use super::Habits;
use crate::script::utf8::{decode, decode_before};
use crate::tables::context::{CANDIDATES, EDGE, Region, Subject, UNITS, fold, neighbor, template};

/// What `Choice::ContextIfCertain` asks of a decision.
///
/// On development text 95 of 100 decisions are at least so probable, and 99.2 % of those right
/// (`MODEL.md`).
pub(super) const CERTAIN: f32 = 0.9;

/// What the caller's preference adds to a candidate's log odds, in units: 3 nats, so that it wins where
/// the text around gives the other candidate less than twenty times its odds.
///
/// Between spellings such as 台 and 臺 the odds are that even nearly everywhere, between words seldom.
const PREFERENCE: i32 = 48;

/// A place where a character can be converted in several ways, and how probable each is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Decision {
    /// Bytes of the text.
    pub source: Range<usize>,
    /// All that the character can become, as the region spells it, the most probable first.
    pub alternatives: Vec<Alternative>,
}

impl Decision {
    /// Spells the alternatives otherwise; those that come to be the same are one.
    pub(super) fn respell(&mut self, spell: impl Fn(char) -> char) {
        let mut respelled: Vec<Alternative> = Vec::with_capacity(self.alternatives.len());
        for alternative in &self.alternatives {
            let character = spell(alternative.character);
            match respelled
                .iter_mut()
                .find(|known| known.character == character)
            {
                Some(known) => known.probability += alternative.probability,
                None => respelled.push(Alternative {
                    character,
                    ..*alternative
                }),
            }
        }
        respelled.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        self.alternatives = respelled;
    }
}

/// One of several conversions.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Alternative {
    /// What it becomes.
    pub character: char,
    /// Among the alternatives; they add up to 1.
    pub probability: f32,
}

/// The scores of a subject's candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scores {
    subject: Subject,
    count: usize,
    scores: [i32; CANDIDATES],
}

impl Scores {
    /// `folded` holds the subject at `at`, `length` bytes long; `choice` is what OpenCC would take.
    pub(super) fn of(
        subject: Subject,
        region: Region,
        choice: Option<char>,
        folded: &[u8],
        at: usize,
        length: usize,
        habits: &Habits,
    ) -> Self {
        let count = subject.len().min(CANDIDATES);
        let place =
            |wanted| (0..count).position(|number| subject.candidate(number) == Some(wanted));
        let choice = choice.and_then(place);
        // Another candidate than the first is the choice of a phrase, which a neighbor tells from others.
        let chosen = choice
            .filter(|choice| *choice > 0)
            .map(|choice| choice as u16);
        let [far_before, before, after, far_after] = neighbors(folded, at, at + length);
        let mut scores = [0; CANDIDATES];
        for (number, score) in scores.iter_mut().enumerate().take(count) {
            *score = subject.prior(region, choice, number);
            if number > 0 {
                let weight =
                    |kind, first, second| subject.weight(region, number, kind, first, second);
                *score += weight(template::BEFORE, before, 0)
                    + weight(template::AFTER, after, 0)
                    + weight(template::TWO_BEFORE, far_before, before)
                    + weight(template::TWO_AFTER, after, far_after)
                    + weight(template::AROUND, before, after);
                if let Some(chosen) = chosen {
                    *score += weight(template::CHOICE_BEFORE, before, chosen)
                        + weight(template::CHOICE_AFTER, after, chosen);
                }
            }
        }
        for number in habits
            .preferred
            .iter()
            .filter_map(|&preferred| place(preferred))
        {
            scores[number] += PREFERENCE;
        }
        Self {
            subject,
            count,
            scores,
        }
    }

    /// The best candidate.
    pub(super) fn best(&self) -> Option<char> {
        self.subject.candidate(self.best_number())
    }

    /// The probability of the best candidate.
    pub(super) fn certainty(&self) -> f32 {
        1.0 / self.sum_over(self.scores[self.best_number()])
    }

    /// The number of the best candidate; of equals the first.
    fn best_number(&self) -> usize {
        let scores = &self.scores[..self.count];
        let better = |best, number| match scores[number] > scores[best] {
            true => number,
            false => best,
        };
        (0..scores.len()).fold(0, better)
    }

    /// All candidates, the most probable first.
    pub(super) fn alternatives(&self) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = (0..self.count)
            .filter_map(|number| {
                Some(Alternative {
                    character: self.subject.candidate(number)?,
                    probability: 1.0 / self.sum_over(self.scores[number]),
                })
            })
            .collect();
        alternatives.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        alternatives
    }

    /// The sum of all candidates' odds over one with this score.
    fn sum_over(&self, score: i32) -> f32 {
        let odds = self.scores[..self.count].iter();
        odds.map(|other| ((other - score) as f32 / UNITS).exp())
            .sum()
    }
}

/// Two neighbors before `start` and two from `end`, folded; nothing counts beyond the edge of a line.
fn neighbors(folded: &[u8], start: usize, end: usize) -> [u16; 4] {
    let known = |code: u32| {
        let character = char::from_u32(code).unwrap_or('\n');
        neighbor(fold(character))
    };
    let backward = |at: usize| match decode_before(folded, at) {
        (_, 0) => (EDGE, 0),
        (code, length) => (known(code), length),
    };
    let forward = |at: usize| {
        if at >= folded.len() {
            return (EDGE, 0);
        }
        let (code, length) = decode(folded, at);
        (known(code), length)
    };
    let (before, length) = backward(start);
    let far_before = if before == EDGE {
        EDGE
    } else {
        backward(start - length).0
    };
    let (after, length) = forward(end);
    let far_after = if after == EDGE {
        EDGE
    } else {
        forward(end + length).0
    };
    [far_before, before, after, far_after]
}
