//! Decides which seams of a document are joined.

use std::ops::Range;

use super::column::Measure;
use super::evidence::Evidence;
use super::layout::Layout;
use super::line::{End, WINDOW, is_han, is_opening, tail_of, width};
use super::page::Page;
use super::reading::Reading;
use super::seam::{Kind, Seam};

/// A break to be taken out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Join {
    /// Everything between the two lines.
    pub(super) gap: Range<usize>,
    /// What stands in its place: a space between words, or nothing.
    pub(super) with: &'static str,
    /// How probable it is that the lines are one sentence.
    pub(super) probability: f32,
}

/// Nats that are asked for where the line fills the column, inside a sentence and behind one; where
/// lines stand one right below the other without that; and where blank lines or a page number are
/// between.
///
/// Chosen on one half of the development corpora, for one false join in ten thousand breaks of whole
/// documents, and in lines that were wrapped without anything between paragraphs for three joins in a thousand
/// wrong. Of the training corpora's, which were not looked at, 3 of 52,900 breaks are taken for joins.
const LEAST_FULL: f32 = 1.5;
const LEAST_FULL_CLOSED: f32 = 1.25;
const LEAST_LINE: f32 = 1.5;
const LEAST_PAGE: f32 = 3.0;

/// Weights of the document's habits: of the log odds that its other seams of this kind and with this
/// end are joined, with the same three numbers as a sign has; and behind a sentence, which tells little
/// itself, that its other seams of this kind are, whatever their end. Fitted with those in `evidence`.
const LIKE: [f32; 3] = [0.92, 1.66, 1.45];
const KIND_CLOSED: f32 = 1.32;

/// What is supposed of these shares before a document is seen, of the first also for lines that may have
/// been cut at the width of the widest, and how many seams outweigh that. Set by hand before the
/// weights were fitted; for the second 0.1 misses fewer joins than 0.3 and 0.5.
const LIKE_BEFORE: f32 = 0.3;
const TIGHT_BEFORE: f32 = 0.1;
const KIND_BEFORE: f32 = 0.2;
const SEAMS_BEFORE: f32 = 2.0;

/// The joins of a text whose seams were read, in order. O(seams).
pub(super) fn joins(page: &Page<'_>, readings: &[Reading]) -> Vec<Join> {
    let layout = Layout::of(page, readings);
    let guesses: Vec<Guess> = readings
        .iter()
        .map(|reading| Guess::of(Evidence::of(page, reading, &layout)))
        .collect();
    let habits = Habits::of(&guesses);
    let judged = readings.iter().zip(&guesses);
    judged
        .filter_map(|(reading, guess)| {
            let nats = habits.judge(guess)?;
            (nats > least(&guess.evidence)).then(|| Join {
                gap: reading.seam.gap(page),
                with: glue(page, &reading.seam, &layout),
                probability: probability(nats),
            })
        })
        .collect()
}

/// One seam, weighed, and how probable a join is before the rest of the document is known.
struct Guess {
    evidence: Evidence,
    joined: Option<f32>,
}

impl Guess {
    fn of(evidence: Evidence) -> Self {
        let habits = LIKE[evidence.group()] * log_odds(LIKE_BEFORE)
            + weight_of_kind(&evidence) * log_odds(KIND_BEFORE);
        Self {
            evidence,
            joined: evidence.weight.map(|weight| probability(weight + habits)),
        }
    }
}

fn least(evidence: &Evidence) -> f32 {
    match (evidence.kind, evidence.end) {
        (_, End::Closed) => LEAST_FULL_CLOSED,
        _ if evidence.is_full => LEAST_FULL,
        (Kind::Line, _) => LEAST_LINE,
        (Kind::Blank | Kind::Number, _) => LEAST_PAGE,
    }
}

/// How many seams, and how many of them are thought to be joined.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    seams: f32,
    joined: f32,
}

impl Share {
    fn add(&mut self, joined: f32) {
        self.seams += 1.0;
        self.joined += joined;
    }

    /// The log odds that one is joined, by all but one, which is thought to be with this probability.
    fn log_odds_without(self, one: f32, before: f32) -> f32 {
        const NEVER: f32 = 1e-6;
        let joined = self.joined - one + SEAMS_BEFORE * before;
        let share = joined / (self.seams - 1.0 + SEAMS_BEFORE);
        log_odds(share.clamp(NEVER, 1.0 - NEVER))
    }
}

/// What a document does at seams of each kind, and at those with each kind of end.
#[derive(Default)]
struct Habits {
    kinds: [Share; 3],
    likes: [[Share; 4]; 3],
}

impl Habits {
    fn of(guesses: &[Guess]) -> Self {
        let mut habits = Self::default();
        for Guess { evidence, joined } in guesses {
            let kind = evidence.kind as usize;
            habits.kinds[kind].add(joined.unwrap_or(0.0));
            if let Some(joined) = *joined {
                habits.likes[kind][class(evidence)].add(joined);
            }
        }
        habits
    }

    /// Nats for the two lines being one sentence, if they can be.
    fn judge(&self, Guess { evidence, joined }: &Guess) -> Option<f32> {
        let (weight, joined) = (evidence.weight?, (*joined)?);
        let (kind, class) = (evidence.kind as usize, class(evidence));
        let before = if class == TIGHT {
            TIGHT_BEFORE
        } else {
            LIKE_BEFORE
        };
        let like = self.likes[kind][class].log_odds_without(joined, before);
        let nats = weight + LIKE[evidence.group()] * like;
        if evidence.end != End::Closed {
            return Some(nats);
        }
        let kind = self.kinds[kind].log_odds_without(joined, KIND_BEFORE);
        Some(nats + KIND_CLOSED * kind)
    }
}

fn weight_of_kind(one: &Evidence) -> f32 {
    if one.end == End::Closed {
        KIND_CLOSED
    } else {
        0.0
    }
}

/// Ends that are alike in a document.
fn class(one: &Evidence) -> usize {
    match one.end {
        End::Closed => 0,
        End::Comma => 1,
        _ if one.is_tight => TIGHT,
        End::Bracket | End::Han | End::Letter | End::Other => 2,
    }
}

/// Ends of lines that may have been cut at the width of the widest.
const TIGHT: usize = 3;

fn log_odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln()
}

fn probability(nats: f32) -> f32 {
    1.0 / (1.0 + (-nats).exp())
}

/// What stands between the halves: a space between Latin words, and where the lines around have one
/// between Han and Latin, there too; nothing between Han, inside numbers and where lines were cut at
/// a number of characters, which leaves the spaces.
fn glue(page: &Page<'_>, seam: &Seam, layout: &Layout) -> &'static str {
    let (left, right) = (seam.left(page), seam.right(page));
    let Some((last, first)) = left.chars().next_back().zip(right.chars().next()) else {
        return "";
    };
    let gap = &page.text[seam.gap(page)];
    let is_cut = layout
        .column
        .is_some_and(|column| column.measure == Measure::Characters)
        && gap.trim_matches(['\r', '\n']).is_empty();
    let spaced = if is_cut {
        false
    } else if is_han(last) && is_word(first) || is_word(last) && is_han(first) {
        has_spaces(tail_of(left, WINDOW)) || has_spaces(right)
    } else {
        let is_number = last.is_ascii_digit() && first.is_ascii_digit();
        let goes_on = is_word(first) || is_opening(first);
        let went_on =
            is_word(last) || matches!(last, ',' | ')' | ']' | '.' | ';' | ':' | '!' | '?');
        !is_number && goes_on && went_on && first.is_ascii() == last.is_ascii()
    };
    if spaced { " " } else { "" }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && width(c) == 1
}

/// Whether Han and Latin have more spaces between them than not, as far as the window tells.
fn has_spaces(line: &str) -> bool {
    let (mut with, mut without) = (0, 0);
    let mut before = ['。'; 2];
    for c in line.chars().take(WINDOW) {
        let [last_but_one, last] = before;
        let meets = |a, b| is_han(a) && is_word(b) || is_word(a) && is_han(b);
        with += u32::from(last == ' ' && meets(last_but_one, c));
        without += u32::from(meets(last, c));
        before = [last, c];
    }
    with > without
}
