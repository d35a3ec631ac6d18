//! What a seam says for and against the two lines being one sentence, as its document is laid out.

use super::column::{Column, Measure, measure};
use super::layout::Layout;
use super::line::{End, Start};
use super::page::Page;
use super::reading::Reading;
use super::seam::Kind;
use super::weight;

/// Most bits that the model is believed.
const MOST_GAIN: f32 = 24.0;

/// Columns of a line that is no heading.
const WIDE: u16 = 20;

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

    /// O(1).
    pub(super) fn of(page: &Page<'_>, reading: &Reading, layout: &Layout) -> Self {
        let (kind, end) = (reading.seam.kind(), reading.end);
        let is_full = kind == Kind::Line && fills(page, reading, layout);
        let possible = (end != End::Closed || is_full)
            && (end != End::Comma || is_full || !layout.breaks_at_commas())
            && (is_full && end != End::Closed || !reading.begins_apart(page));
        let own = if possible { reading.weight(page) } else { None };
        let is_tight = kind == Kind::Line && own.is_some() && is_tight(page, reading, layout);
        Self {
            kind,
            end,
            is_full,
            is_tight,
            weight: own.map(|own| {
                let group = group(kind, is_full);
                let sentence = match layout.column {
                    Some(column) if is_full && end == End::Closed => {
                        weigh_sentence(page, reading, column)
                    }
                    _ => 0.0,
                };
                own[group] + weigh(page, reading, layout, group, is_tight) + sentence
            }),
        }
    }
}

/// Whether the left line fills the document's column.
fn fills(page: &Page<'_>, reading: &Reading, layout: &Layout) -> bool {
    layout.column.is_some_and(|column| {
        let seamless = reading.end == End::Han && Start::of(reading.seam.right(page)) == Start::Han;
        column.is_full(reading.left(page), reading.unit(page), !seamless)
    })
}

/// Which of three weights counts.
fn group(kind: Kind, is_full: bool) -> usize {
    match kind {
        Kind::Line if is_full => 0,
        Kind::Line => 1,
        Kind::Blank | Kind::Number => 2,
    }
}

/// Nats that the signs say which the document gives a meaning to.
fn weigh(page: &Page<'_>, reading: &Reading, layout: &Layout, group: usize, is_tight: bool) -> f32 {
    let seam = &reading.seam;
    let once = seam.kind() == Kind::Line;
    let gain = reading.gain(page, layout.script).clamp(0.0, MOST_GAIN);
    let mut nats = gain * weight::GAIN[group];
    if seam.number.is_none() {
        nats += weight::BREAKS[group];
        nats += layout.surprise_of_breaks(seam) * weight::SURPRISE_OF_BREAKS[group];
    }
    if once || seam.is_indented {
        nats += layout.surprise_of_indent(seam) * weight::SURPRISE_OF_INDENT[group];
    }
    if once && layout.is_break_rare() {
        nats += weight::RARE_BREAK[group];
    }
    if layout.indents_lines() && !seam.is_indented {
        nats += weight::UNINDENTED[group];
    }
    if once && layout.column.is_some() {
        nats += weight::NOT_FULL[group];
    }
    if once && layout.column.is_none() {
        if !is_tight {
            nats += weight::ROOM[group];
        }
        let width = reading.left(page).columns;
        if width + 1 >= layout.widest {
            let other = measure(seam.right(page)).columns;
            nats += wider(width, other) * weight::WIDER[group];
            if width >= WIDE {
                nats += weight::WIDEST[group];
            }
        }
    }
    nats
}

/// Nats for a line that fills the column going on behind the sentence that it ends with.
fn weigh_sentence(page: &Page<'_>, reading: &Reading, column: Column) -> f32 {
    /// Columns by which a line may fall short without a sign.
    const SLACK: usize = 1;
    let end = match reading.seam.left(page).chars().next_back() {
        Some('；' | ';') => weight::SEMICOLON,
        Some('？' | '?') => weight::QUESTION,
        _ => 0.0,
    };
    let is_short = usize::from(reading.left(page).columns) + SLACK < column.at;
    end + match column.measure {
        Measure::Characters => weight::BY_CHARACTERS,
        Measure::Columns if is_short => weight::BY_COLUMNS + weight::SHORT,
        Measure::Columns => weight::BY_COLUMNS,
    }
}

/// Whether the document has no column, and its widest line no room for the left line with the next
/// word.
fn is_tight(page: &Page<'_>, reading: &Reading, layout: &Layout) -> bool {
    layout.column.is_none()
        && reading.left(page).columns + reading.unit(page).columns > layout.widest
}

/// By how many nats a line is wider than another, up to 20 times.
fn wider(width: u16, other: u16) -> f32 {
    const MOST: f32 = 3.0;
    let times = f32::from(width.max(1)) / f32::from(other.max(1));
    times.ln().clamp(0.0, MOST)
}
