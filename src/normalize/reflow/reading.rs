//! What the two lines of a seam say by themselves, whatever else the document does.
//!
//! Each of it is read when it is first asked for, and once: in text whose lines end with sentences hardly
//! any of it is, and where joined lines bring out more joins, lines that stand as they stood are not
//! read again.

use std::cell::OnceCell;

use super::column::{Width, measure};
use super::line::{End, Start};
use super::marker::{self, PageNumber, unit};
use super::page::Page;
use super::seam::{Seam, seams};
use super::weight;
use super::window::{Head, Tail};
use crate::model::{Model, Script, State, UNITS, head};

/// Characters of a line that is a tail, and of two lines that are verse or a list; of a line that is
/// longer than headings.
const TAIL: usize = 12;
const LONG: usize = 34;
const HEADING: usize = 20;
const TINY: usize = 2;

/// A seam and what was read of its lines.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) seam: Seam,
    /// What the left line ends with.
    pub(super) end: End,
    left: OnceCell<Width>,
    unit: OnceCell<Width>,
    gain: OnceCell<(Script, f32)>,
    begins_apart: OnceCell<bool>,
    weight: OnceCell<Option<[f32; 3]>>,
}

/// The seams of a page. O(lines).
pub(super) fn read(page: &Page<'_>) -> Vec<Reading> {
    seams(page).map(|seam| Reading::of(page, seam)).collect()
}

/// The seams of a page after joins; those before are known. O(lines).
pub(super) fn read_again(page: &Page<'_>, known: Vec<Reading>) -> Vec<Reading> {
    let mut readings = Vec::with_capacity(known.len());
    let mut known = known.into_iter().peekable();
    for seam in seams(page) {
        let was = seam.was(page).and_then(|was| {
            while known
                .next_if(|known| known.seam.begins_before(was[0]))
                .is_some()
            {}
            known.next_if(|known| known.seam.is_between(was) && known.seam.is_like(&seam))
        });
        readings.push(match was {
            Some(known) => Reading { seam, ..known },
            None => Reading::of(page, seam),
        });
    }
    readings
}

impl Reading {
    fn of(page: &Page<'_>, seam: Seam) -> Self {
        Self {
            end: End::of(seam.left(page)),
            seam,
            left: OnceCell::new(),
            unit: OnceCell::new(),
            gain: OnceCell::new(),
            begins_apart: OnceCell::new(),
            weight: OnceCell::new(),
        }
    }

    /// The width of the left line.
    pub(super) fn left(&self, page: &Page<'_>) -> Width {
        *self.left.get_or_init(|| measure(self.seam.left_line(page)))
    }

    /// The width of what would have come next on the left line.
    pub(super) fn unit(&self, page: &Page<'_>) -> Width {
        *self
            .unit
            .get_or_init(|| measure(unit(self.seam.right(page))))
    }

    /// Bits by which the text is likelier with the right line following the left one than with a
    /// break between. Two characters of each side matter.
    pub(super) fn gain(&self, page: &Page<'_>, script: Script) -> f32 {
        let gain = || {
            gain(
                Model::of(script),
                self.seam.left(page),
                self.seam.right(page),
            )
        };
        match *self.gain.get_or_init(|| (script, gain())) {
            (of, known) if of == script => known,
            _ => gain(),
        }
    }

    /// Whether the right line begins as the second half of a sentence hardly ever does.
    pub(super) fn begins_apart(&self, page: &Page<'_>) -> bool {
        *self
            .begins_apart
            .get_or_init(|| marker::begins_apart(self.seam.right(page)))
    }

    /// Nats for the lines being one sentence, in each of the cases that signs are weighed for; nothing
    /// if they cannot be.
    pub(super) fn weight(&self, page: &Page<'_>) -> Option<[f32; 3]> {
        *self
            .weight
            .get_or_init(|| weigh(page, &self.seam, self.end))
    }
}

fn gain(model: Model, left: &str, right: &str) -> f32 {
    let before = model.after(left);
    let (mut joined, mut apart) = (0, model.end(before));
    let (mut behind, mut anew) = (before, State::START);
    for c in head(right).chars() {
        let (cost, state) = model.step(behind, c);
        (joined, behind) = (joined + cost, state);
        let (cost, state) = model.step(anew, c);
        (apart, anew) = (apart + cost, state);
    }
    (apart as f32 - joined as f32) / UNITS as f32
}

/// O(1): windows on both sides are read, and the two lines themselves for what they begin with.
fn weigh(page: &Page<'_>, seam: &Seam, end: End) -> Option<[f32; 3]> {
    let behind = Head::of(seam.right(page));
    can_join(page, seam, end, &behind).then(|| {
        let mut sum = [0.0; 3];
        for (_, weights) in signs(page, seam, end, &behind)
            .iter()
            .filter(|(holds, _)| *holds)
        {
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        sum
    })
}

/// Whether nothing rules out that the lines are one sentence.
fn can_join(page: &Page<'_>, seam: &Seam, end: End, behind: &Head) -> bool {
    let (left, right) = (seam.left(page), seam.right(page));
    let indent = seam.indent(page);
    let is_indented = indent.chars().nth(1).is_some() || indent.contains(['\t', '\u{3000}']);
    let seamless = end == End::Han && Start::of(right) == Start::Han;
    // A bare number between two short lines is a cell of a table sooner than a page's.
    let is_short = |line: &str| line.chars().nth(TAIL).is_none();
    let is_cell = seam.number == Some(PageNumber::Bare) && is_short(left) && is_short(right);
    let before = Head::of(left);
    !(seam.is_fenced
        || is_indented
        || is_cell
        || marker::ends_apart(left)
        || marker::has_comment(left)
        || marker::has_comment(right)
        || marker::is_byline(right)
        || before.is_row
        || behind.is_row
        || !seamless && (before.is_code || behind.is_code))
        && (before.has_han || behind.has_han)
}

/// The signs of the lines themselves, each with its weight.
fn signs(page: &Page<'_>, seam: &Seam, end: End, behind: &Head) -> [(bool, [f32; 3]); 23] {
    let (left, right) = (seam.left(page), seam.right(page));
    let start = Start::of(right);
    let before = Tail::of(left);
    let right_end = End::of(right);
    [
        (
            seam.number == Some(PageNumber::Marked),
            weight::MARKED_NUMBER,
        ),
        (seam.number == Some(PageNumber::Bare), weight::BARE_NUMBER),
        (end == End::Comma, weight::COMMA),
        (end == End::Closed, weight::CLOSED),
        (end == End::Bracket, weight::BRACKET),
        (end == End::Letter, weight::LETTER),
        (
            right.starts_with(['，', '。', '、', '；', '：', '！', '？', ',', ';']),
            weight::CONTINUED,
        ),
        (left.ends_with(is_leading), weight::LEADING),
        (right.starts_with(is_trailing), weight::TRAILING),
        (
            before.length <= TINY && behind.length > TAIL,
            weight::TINY_LEFT,
        ),
        (start == Start::Digit, weight::DIGIT),
        (start == Start::Upper, weight::UPPER),
        (start == Start::Opening, weight::OPENING),
        (before.length > LONG, weight::LONG_LEFT),
        (
            behind.length <= TAIL && right_end == End::Closed,
            weight::TAIL_RIGHT,
        ),
        (before.has_stop, weight::STOP_LEFT),
        (behind.has_stop, weight::STOP_RIGHT),
        (right_end == End::Closed, weight::CLOSED_RIGHT),
        (before.is_open && behind.closes, weight::BRACKETS_SPAN),
        (before.is_open && !behind.closes, weight::BRACKET_OPEN),
        (marker::begins_apart(left), weight::ITEM_LEFT),
        (
            before.length <= HEADING && !before.has_stop && !before.has_comma,
            weight::HEADING_LEFT,
        ),
        (behind.has_label, weight::LABEL_RIGHT),
    ]
}

/// Prepositions, conjunctions, adverbs and determiners of one character, which hardly end a line.
#[rustfmt::skip]
fn is_leading(c: char) -> bool {
    matches!(c,
        '和' | '与' | '與' | '及' | '或' | '在' | '对' | '對' | '从' | '從' | '把' | '被' | '将' | '將'
        | '向' | '以' | '但' | '而' | '且' | '并' | '並' | '就' | '也' | '都' | '还' | '還' | '又' | '很'
        | '更' | '最' | '使' | '让' | '讓' | '于' | '於' | '由' | '至' | '不' | '每' | '各' | '该' | '該'
        | '这' | '這' | '那' | '其' | '此' | '所' | '若' | '因')
}

/// Particles and suffixes, which hardly begin one.
fn is_trailing(c: char) -> bool {
    matches!(c, '的' | '了' | '着' | '著' | '们' | '們')
}
