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
/// without, all else equal. The three are for a line that fills the document's column, for one right
/// above the other otherwise, and for blank lines or a page number between.
///
/// Fitted by logistic regression, together with those of the document's habits in `judge`, on the
/// 92,000 seams that may be joined of one half of the development corpora's documents: wrapped at
/// columns, cut by pages, and whole, with paragraphs set apart in five ways. The other half decided
/// which signs to keep.
mod weight {
    /// How many signs there are.
    pub(super) const SIGNS: usize = 33;

    // How the lines are set apart: by line breaks alone; by a page number marked as such, or bare.
    pub(super) const BREAKS: [f32; 3] = [0.24, -3.75, -5.94];
    pub(super) const MARKED_NUMBER: [f32; 3] = [0.0, 0.0, 1.98];
    pub(super) const BARE_NUMBER: [f32; 3] = [0.0, 0.0, 0.70];

    // Each bit of surprise that whole sentences would be set apart so in this document. No page of the
    // development data goes on behind an indent, so the last number is the one fitted for all three
    // together; where there is no indent, the sign below says it.
    pub(super) const SURPRISE_OF_BREAKS: [f32; 3] = [0.82, 0.72, 0.88];
    pub(super) const SURPRISE_OF_INDENT: [f32; 3] = [1.12, 0.62, 0.70];

    // Most lines have more than a line break between them; many lines are indented, and the
    // right one is not.
    pub(super) const RARE_BREAK: [f32; 3] = [-1.10, -1.13, 0.0];
    pub(super) const UNINDENTED: [f32; 3] = [0.69, 2.48, 2.67];

    // The left line does not fill the document's column; there is no column, and it is the widest
    // line; and so many times wider, in nats, than the right one; there is none, and the next word had
    // room on it.
    pub(super) const NOT_FULL: [f32; 3] = [0.0, -3.81, 0.0];
    pub(super) const WIDEST: [f32; 3] = [0.0, 0.65, 0.0];
    pub(super) const WIDER: [f32; 3] = [0.0, 0.69, 0.0];
    pub(super) const ROOM: [f32; 3] = [0.0, -1.49, 0.0];

    // Each bit that the model gains across the break.
    pub(super) const GAIN: [f32; 3] = [0.50, 0.41, 0.56];

    // What the left line ends with, other than Han.
    pub(super) const COMMA: [f32; 3] = [1.25, 0.24, 2.54];
    pub(super) const CLOSED: [f32; 3] = [-1.18, 0.0, 0.0];
    pub(super) const BRACKET: [f32; 3] = [-0.50, -0.35, -1.09];
    pub(super) const LETTER: [f32; 3] = [-0.13, 0.20, -0.28];

    // The left line ends with a word that something must follow; the right line begins with one that
    // something must come before.
    pub(super) const LEADING: [f32; 3] = [0.38, 1.25, 1.97];
    pub(super) const TRAILING: [f32; 3] = [0.15, 0.91, 1.08];

    // The right line begins with a mark that no line begins with, one in 6,000 whole ones of the
    // training corpora aside, and one in 13 of those wrapped at a number of characters: a factor of
    // 450, or 6 nats. Not fitted: there are too few such pages.
    pub(super) const CONTINUED: [f32; 3] = [4.00, 4.00, 4.00];

    // What the right line begins with, other than Han, a small letter, a mark.
    pub(super) const DIGIT: [f32; 3] = [-1.14, 0.14, -0.61];
    pub(super) const UPPER: [f32; 3] = [-1.18, -0.67, -1.95];
    pub(super) const OPENING: [f32; 3] = [-1.02, -0.04, -0.51];

    // The left line is longer than headings; it is as short as one and has no mark in it; it is one or
    // two characters and the right line is long; the right line ends a sentence soon.
    pub(super) const LONG_LEFT: [f32; 3] = [0.41, 0.49, 1.12];
    pub(super) const HEADING_LEFT: [f32; 3] = [-1.67, -1.61, -0.52];
    pub(super) const TINY_LEFT: [f32; 3] = [0.0, 0.14, 2.61];
    pub(super) const TAIL_RIGHT: [f32; 3] = [0.65, 0.63, 1.44];

    // Stops in the windows of the left and the right line, and at the right line's end.
    pub(super) const STOP_LEFT: [f32; 3] = [0.40, 0.16, 0.51];
    pub(super) const STOP_RIGHT: [f32; 3] = [0.80, 0.64, 0.51];
    pub(super) const CLOSED_RIGHT: [f32; 3] = [-0.32, 0.35, 0.59];

    // A bracket opens on the left and closes on the right; opens and does not close.
    pub(super) const BRACKETS_SPAN: [f32; 3] = [0.36, 0.70, 2.27];
    pub(super) const BRACKET_OPEN: [f32; 3] = [0.35, -0.01, -0.86];

    // The left line begins as an item does; the right line has a colon near its beginning, as labels
    // and speakers have.
    pub(super) const ITEM_LEFT: [f32; 3] = [0.07, 0.96, 0.08];
    pub(super) const LABEL_RIGHT: [f32; 3] = [-0.60, -0.47, -0.58];
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
    /// Whether there is no column, and the next word would have made the left line the widest.
    pub(super) is_tight: bool,
    /// Nats for the two lines being one sentence, the document's habits aside; `None` if they cannot be.
    pub(super) weight: Option<f32>,
}

impl Evidence {
    /// Which of three weights counts for it.
    pub(super) fn group(&self) -> usize {
        group(self.kind, self.is_full)
    }

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
            && (end != End::Comma || is_full || !layout.breaks_at_commas())
            && (!marker::begins_apart(right) || is_full && end != End::Closed);
        let head = possible.then(|| Head::of(right));
        let joinable = head.filter(|head| can_join(text, seam, head));
        Self {
            kind,
            end,
            is_full,
            is_tight: kind == Kind::Line && joinable.is_some() && is_tight(text, seam, layout),
            weight: joinable.map(|head| {
                let group = group(kind, is_full);
                let signs = signs(text, seam, &head, layout, is_full);
                let nats = signs.iter().map(|(value, weight)| value * weight[group]);
                nats.sum()
            }),
        }
    }
}

/// Which of three weights counts.
fn group(kind: Kind, is_full: bool) -> usize {
    match kind {
        Kind::Line if is_full => 0,
        Kind::Line => 1,
        Kind::Blank | Kind::Number => 2,
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
) -> [(f32, [f32; 3]); weight::SIGNS] {
    let (left, right) = (seam.left(text), seam.right(text));
    let (end, start) = (End::of(left), Start::of(right));
    let before = Tail::of(left);
    let breaks = if seam.number.is_some() {
        0
    } else {
        seam.breaks
    };
    let once = breaks == 1;
    let column = layout.column.is_some() && once;
    let adjacent = layout.column.is_none() && once;
    let columns = |line| measure(line).columns;
    let width = if adjacent {
        columns(seam.left_line(text))
    } else {
        0
    };
    let room = adjacent && !is_tight(text, seam, layout);
    let is_widest = adjacent && width + 1 >= layout.widest;
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
        (
            if once || seam.is_indented() {
                layout.surprise_of_indent(seam)
            } else {
                0.0
            },
            weight::SURPRISE_OF_INDENT,
        ),
        (flag(once && layout.is_break_rare()), weight::RARE_BREAK),
        (
            flag(layout.indents_lines() && !seam.is_indented()),
            weight::UNINDENTED,
        ),
        (flag(column && !is_full), weight::NOT_FULL),
        (flag(is_widest && width >= 20), weight::WIDEST),
        (
            if is_widest {
                wider(width, columns(right))
            } else {
                0.0
            },
            weight::WIDER,
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

/// Whether the document has no column, and its widest line no room for the left line with the next
/// word.
fn is_tight(text: &str, seam: &Seam, layout: &Layout) -> bool {
    let columns = |line| measure(line).columns;
    layout.column.is_none()
        && columns(seam.left_line(text)) + columns(unit(seam.right(text))) > layout.widest
}

/// By how many nats a line is wider than another, up to 20 times.
fn wider(width: usize, other: usize) -> f32 {
    const MOST: f32 = 3.0;
    let times = width.max(1) as f32 / other.max(1) as f32;
    times.ln().clamp(0.0, MOST)
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
