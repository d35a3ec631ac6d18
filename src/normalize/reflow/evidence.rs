//! What a seam says for and against the two lines being one sentence.

use super::column::{Column, measure};
use super::layout::Layout;
use super::line::{End, Start};
use super::marker::{self, PageNumber, unit};
use super::seam::Seam;
use super::window::{Head, Tail};

/// Most bits that the model is believed.
const MOST_GAIN: f32 = 24.0;

/// Characters of a line that is a tail, and of two lines that are verse or a list; of a line that is
/// longer than headings.
const TAIL: usize = 12;
const LONG: usize = 34;
const HEADING: usize = 20;
const TINY: usize = 2;

/// Weights of the signs, in nats: how much likelier the two lines are one sentence with the sign than
/// without, all else equal.
///
/// Fitted by logistic regression, together with those of the document's habits in `judge`, on
/// 240,000 seams of the development corpora: documents wrapped at columns, cut by pages, and whole,
/// with paragraphs set apart in five ways; one half of the documents of each source. The other half
/// decided which signs to keep.
mod weight {
    /// How many signs there are.
    pub(super) const SIGNS: usize = 31;

    // How the lines are set apart: by line breaks alone; by a page number marked as such, or bare.
    pub(super) const BREAKS: f32 = -5.42;
    pub(super) const MARKED_NUMBER: f32 = 2.08;
    pub(super) const BARE_NUMBER: f32 = 0.49;

    // Each bit of surprise that whole sentences would be set apart so in this document.
    pub(super) const SURPRISE_OF_BREAKS: f32 = 0.82;
    pub(super) const SURPRISE_OF_INDENT: f32 = 0.70;

    // The left line fills the document's column; it does not; there is no column, and it is the
    // widest line; there is none, and the next word had room on it.
    pub(super) const FULL: f32 = 4.60;
    pub(super) const NOT_FULL: f32 = -3.27;
    pub(super) const WIDEST: f32 = 0.21;
    pub(super) const ROOM: f32 = -1.95;

    // Each bit that the model gains across the break.
    pub(super) const GAIN: f32 = 0.53;

    // What the left line ends with, other than Han.
    pub(super) const COMMA: f32 = 2.31;
    pub(super) const CLOSED: f32 = 0.37;
    pub(super) const BRACKET: f32 = -0.88;
    pub(super) const LETTER: f32 = -0.35;

    // The left line ends with a word that something must follow; the right line begins with one that
    // something must come before.
    pub(super) const LEADING: f32 = 1.85;
    pub(super) const TRAILING: f32 = 1.07;

    // The right line begins with a mark that no line begins with, one in 6,000 whole ones of the
    // training corpora aside, and one in 13 of those wrapped at a number of characters: a factor of
    // 450, or 6 nats. Not fitted: there are too few such pages.
    pub(super) const CONTINUED: f32 = 4.0;

    // What the right line begins with, other than Han, a small letter, a mark.
    pub(super) const DIGIT: f32 = -0.85;
    pub(super) const UPPER: f32 = -1.83;
    pub(super) const OPENING: f32 = -0.68;

    // The left line is longer than headings; it is as short as one and has no mark in it; it is one or
    // two characters and the right line is long; the right line ends a sentence soon.
    pub(super) const LONG_LEFT: f32 = 0.81;
    pub(super) const HEADING_LEFT: f32 = -1.01;
    pub(super) const TINY_LEFT: f32 = 2.92;
    pub(super) const TAIL_RIGHT: f32 = 1.53;

    // Stops in the windows of the left and the right line, and at the right line's end.
    pub(super) const STOP_LEFT: f32 = 0.48;
    pub(super) const STOP_RIGHT: f32 = 0.56;
    pub(super) const CLOSED_RIGHT: f32 = 0.44;

    // A bracket opens on the left and closes on the right; opens and does not close.
    pub(super) const BRACKETS_SPAN: f32 = 2.27;
    pub(super) const BRACKET_OPEN: f32 = -0.76;

    // The left line begins as an item does; the right line has a colon near its beginning, as labels
    // and speakers have.
    pub(super) const ITEM_LEFT: f32 = 0.25;
    pub(super) const LABEL_RIGHT: f32 = -0.80;
}

/// How a seam is laid out, as far as whole documents share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Two lines, one right below the other.
    Line,
    /// Blank lines between.
    Blank,
    /// A page number between.
    Number,
}

/// One seam, weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) kind: Kind,
    pub(super) end: End,
    /// Whether the left line fills the document's column.
    pub(super) is_full: bool,
    /// Nats for the two lines being one sentence, the document's habits aside; `None` if they cannot be.
    pub(super) weight: Option<f32>,
}

impl Evidence {
    /// O(1): windows on both sides are read, and the two lines themselves for what they begin with.
    pub(super) fn of(text: &str, seam: &Seam, layout: &Layout) -> Self {
        let (left, right) = (seam.left(text), seam.right(text));
        let end = End::of(left);
        let start = Start::of(right);
        let kind = match (seam.number, seam.breaks) {
            (Some(_), _) => Kind::Number,
            (None, 1) => Kind::Line,
            (None, _) => Kind::Blank,
        };
        let seamless = end == End::Han && start == Start::Han;
        let fills = |column: Column| column.is_full(seam.left_line(text), unit(right), !seamless);
        let is_full = kind == Kind::Line && layout.column.is_some_and(fills);
        let possible = (end != End::Closed || is_full)
            && (end != End::Comma || !layout.breaks_at_commas())
            && (!marker::begins_apart(right) || is_full && end != End::Closed);
        let head = possible.then(|| Head::of(right));
        let joinable = head.filter(|head| can_join(text, seam, head));
        Self {
            kind,
            end,
            is_full,
            weight: joinable.map(|head| {
                let signs = signs(text, seam, &head, layout, is_full);
                signs.iter().map(|(value, weight)| value * weight).sum()
            }),
        }
    }
}

/// Whether nothing rules out that the lines are one sentence.
fn can_join(text: &str, seam: &Seam, behind: &Head) -> bool {
    let (left, right) = (seam.left(text), seam.right(text));
    let indent = seam.indent(text);
    let is_indented = indent.chars().nth(1).is_some() || indent.contains(['\t', '\u{3000}']);
    let seamless = End::of(left) == End::Han && Start::of(right) == Start::Han;
    // A bare number between two short lines is a cell of a table sooner than a page's.
    let is_short = |line: &str| line.chars().nth(TAIL).is_none();
    let is_cell = seam.number == Some(PageNumber::Bare) && is_short(left) && is_short(right);
    let before = Head::of(left);
    !(seam.is_fenced
        || is_indented
        || is_cell
        || marker::ends_apart(left)
        || marker::is_byline(right)
        || before.is_row
        || behind.is_row
        || !seamless && (before.is_code || behind.is_code))
        && (before.has_han || behind.has_han)
}

/// The signs of a seam, each with its weight.
fn signs(
    text: &str,
    seam: &Seam,
    behind: &Head,
    layout: &Layout,
    is_full: bool,
) -> [(f32, f32); weight::SIGNS] {
    let (left, right) = (seam.left(text), seam.right(text));
    let (end, start) = (End::of(left), Start::of(right));
    let before = Tail::of(left);
    let breaks = if seam.number.is_some() {
        0
    } else {
        seam.breaks
    };
    let column = layout.column.is_some() && breaks == 1;
    let adjacent = layout.column.is_none() && breaks == 1;
    let columns = |line| measure(line).columns;
    let width = if adjacent {
        columns(seam.left_line(text))
    } else {
        0
    };
    let room = adjacent && width + columns(unit(right)) <= layout.widest;
    let right_end = End::of(right);
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    [
        (
            flag(seam.number == Some(PageNumber::Marked)),
            weight::MARKED_NUMBER,
        ),
        (
            flag(seam.number == Some(PageNumber::Bare)),
            weight::BARE_NUMBER,
        ),
        (flag(breaks > 0), weight::BREAKS),
        (
            if breaks > 0 {
                layout.surprise_of_breaks(seam)
            } else {
                0.0
            },
            weight::SURPRISE_OF_BREAKS,
        ),
        (layout.surprise_of_indent(seam), weight::SURPRISE_OF_INDENT),
        (flag(is_full), weight::FULL),
        (flag(column && !is_full), weight::NOT_FULL),
        (
            flag(adjacent && width >= 20 && width + 1 >= layout.widest),
            weight::WIDEST,
        ),
        (flag(room), weight::ROOM),
        (layout.gain(left, right).clamp(0.0, MOST_GAIN), weight::GAIN),
        (flag(end == End::Comma), weight::COMMA),
        (flag(end == End::Closed), weight::CLOSED),
        (flag(end == End::Bracket), weight::BRACKET),
        (flag(end == End::Letter), weight::LETTER),
        (
            flag(right.starts_with(['，', '。', '、', '；', '：', '！', '？', ',', ';'])),
            weight::CONTINUED,
        ),
        (flag(left.ends_with(is_leading)), weight::LEADING),
        (flag(right.starts_with(is_trailing)), weight::TRAILING),
        (
            flag(before.length <= TINY && behind.length > TAIL),
            weight::TINY_LEFT,
        ),
        (flag(start == Start::Digit), weight::DIGIT),
        (flag(start == Start::Upper), weight::UPPER),
        (flag(start == Start::Opening), weight::OPENING),
        (flag(before.length > LONG), weight::LONG_LEFT),
        (
            flag(behind.length <= TAIL && right_end == End::Closed),
            weight::TAIL_RIGHT,
        ),
        (flag(before.has_stop), weight::STOP_LEFT),
        (flag(behind.has_stop), weight::STOP_RIGHT),
        (flag(right_end == End::Closed), weight::CLOSED_RIGHT),
        (flag(before.is_open && behind.closes), weight::BRACKETS_SPAN),
        (flag(before.is_open && !behind.closes), weight::BRACKET_OPEN),
        (flag(marker::begins_apart(left)), weight::ITEM_LEFT),
        (
            flag(before.length <= HEADING && !before.has_stop && !before.has_comma),
            weight::HEADING_LEFT,
        ),
        (flag(behind.has_label), weight::LABEL_RIGHT),
    ]
}

/// Prepositions, conjunctions, adverbs and determiners of one character, which hardly end a line.
fn is_leading(c: char) -> bool {
    "和与與及或在对對从從把被将將向以但而且并並就也都还還又很更最使让讓于於由至不每各该該这這那其此所若因"
        .contains(c)
}

/// Particles and suffixes, which hardly begin one.
fn is_trailing(c: char) -> bool {
    "的了着著们們".contains(c)
}
