//! What a document does at the ends of its lines.

use super::column::{Column, Widths, measure};
use super::line::{End, tail_of};
use super::marker::unit;
use super::seam::Seam;
use crate::model::{Model, Script, State, UNITS, head};

/// Line ends by which the script is told, and characters of each.
const SAMPLE: usize = 64;
const SAMPLE_TAIL: usize = 20;

/// The habits of one document.
pub(super) struct Layout {
    /// Where a program had wrapped its lines, if one had.
    pub(super) column: Option<Column>,
    /// Columns of the widest line that has another right below.
    pub(super) widest: usize,
    /// How often one, two, three and more line breaks follow a whole sentence.
    breaks: [u32; 4],
    /// How often the line behind a whole sentence stands at the margin, and how often indented.
    indents: [u32; 2],
    /// Lines that end in a comma, with just a line break behind, in front of an indented line; and all.
    commas: u32,
    broken_once: u32,
    indented: u32,
    lines: u32,
    model: Model,
}

impl Layout {
    /// O(bytes).
    pub(super) fn of(text: &str, seams: &[Seam]) -> Self {
        let mut layout = Self {
            column: None,
            widest: 0,
            breaks: [0; 4],
            indents: [0; 2],
            commas: 0,
            broken_once: 0,
            indented: 0,
            lines: 0,
            model: Model::of(Script::Simplified),
        };
        let mut widths = Widths::new();
        let mut script = ScriptVote::default();
        for seam in seams {
            let left = seam.left(text);
            let end = End::of(left);
            layout.lines += 1;
            layout.commas += u32::from(end == End::Comma);
            layout.broken_once += u32::from(seam.breaks == 1 && seam.number.is_none());
            layout.indented += u32::from(seam.is_indented());
            let width = (seam.breaks == 1).then(|| measure(seam.left_line(text)));
            if let Some(width) = width {
                layout.widest = layout.widest.max(width.columns);
            }
            if end == End::Closed {
                if seam.number.is_none() {
                    layout.breaks[seam.breaks.clamp(1, 4) - 1] += 1;
                }
                layout.indents[usize::from(seam.is_indented())] += 1;
            } else {
                if let Some(width) = width {
                    widths.add(width);
                }
                script.add(left);
            }
        }
        layout.model = script.winner();
        layout.column = layout.find_column(text, seams, &widths);
        layout
    }

    /// Of the columns that the widths suggest, the one that more lines fill; in wrapped text they
    /// break off inside sentences, which verse and lists of equal lines do not.
    fn find_column(&self, text: &str, seams: &[Seam], widths: &Widths) -> Option<Column> {
        let columns = widths.columns();
        if columns == [None; 2] {
            return None;
        }
        let mut fillings = [Filling::default(); 2];
        for seam in seams {
            let left = seam.left(text);
            let end = End::of(left);
            if seam.breaks != 1 || end == End::Closed {
                continue;
            }
            for (column, filling) in columns.iter().zip(&mut fillings) {
                let Some(column) = column else { continue };
                filling.lines += 1;
                let right = seam.right(text);
                if !column.is_full(seam.left_line(text), unit(right), false) {
                    continue;
                }
                filling.full += 1;
                if matches!(end, End::Han | End::Letter) {
                    filling.open += 1;
                    filling.gain += self.gain(left, right).clamp(-MOST_LOSS, MOST_GAIN);
                }
            }
        }
        let filled = columns.into_iter().zip(fillings);
        filled
            .filter_map(|(column, filling)| Some((column?, filling)))
            .filter(|(_, filling)| filling.is_wrapped())
            .max_by_key(|(column, filling)| (filling.full, std::cmp::Reverse(column.at)))
            .map(|(column, _)| column)
    }

    /// Bits by which the text is likelier with the right line following the left one than with a
    /// break between. Two characters of each side matter.
    pub(super) fn gain(&self, left: &str, right: &str) -> f32 {
        let before = self.model.after(left);
        let (mut joined, mut apart) = (0, self.model.end(before));
        let (mut behind, mut anew) = (before, State::START);
        for c in head(right).chars() {
            let (cost, state) = self.model.step(behind, c);
            (joined, behind) = (joined + cost, state);
            let (cost, state) = self.model.step(anew, c);
            (apart, anew) = (apart + cost, state);
        }
        (apart as f32 - joined as f32) / UNITS as f32
    }

    /// Bits of surprise that so many line breaks would be between whole sentences here. Before the
    /// document has shown any, fewer are likelier.
    pub(super) fn surprise_of_breaks(&self, seam: &Seam) -> f32 {
        const BEFORE: [f32; 4] = [0.5, 0.4, 0.2, 0.1];
        let breaks = seam.breaks.clamp(1, 4) - 1;
        let all: u32 = self.breaks.iter().sum();
        let before: f32 = BEFORE.iter().sum();
        -((self.breaks[breaks] as f32 + BEFORE[breaks]) / (all as f32 + before)).log2()
    }

    /// Bits of surprise that a whole sentence's next would stand so, indented or not, here.
    pub(super) fn surprise_of_indent(&self, seam: &Seam) -> f32 {
        let seen = self.indents[usize::from(seam.is_indented())] as f32;
        let all: u32 = self.indents.iter().sum();
        -((seen + 0.5) / (all as f32 + 1.0)).log2()
    }

    /// Whether most lines have more than a line break between them.
    pub(super) fn is_break_rare(&self) -> bool {
        self.lines >= 4 && self.broken_once * 2 < self.lines
    }

    /// Whether lines are indented by custom, as paragraphs are: more than one in four.
    pub(super) fn indents_lines(&self) -> bool {
        self.indented * 4 > self.lines
    }

    /// Whether lines end in commas by custom, as verse and chat do: more than one in four.
    pub(super) fn breaks_at_commas(&self) -> bool {
        self.lines >= 4 && self.commas * 4 > self.lines
    }
}

/// Bits that one line can say against and for a column.
const MOST_LOSS: f32 = 8.0;
const MOST_GAIN: f32 = 12.0;

/// How lines fill a column.
#[derive(Debug, Clone, Copy, Default)]
struct Filling {
    /// Lines that do not end a sentence.
    lines: u32,
    /// Those that fill the column.
    full: u32,
    /// Those of them that end without any mark, and what the model gains across their ends.
    open: u32,
    gain: f32,
}

impl Filling {
    /// The model gains at every end without a mark, on the average, half of the ends are such, and
    /// most lines that do not end a sentence are full, or it gains enough in all.
    ///
    /// Wrapped development documents mostly have a mean of 8 to 11 bits. Equal lines of verse and of
    /// headlines seldom pass 6, and few of them come together; or they have marks at most ends.
    fn is_wrapped(&self) -> bool {
        const LEAST_MEAN: f32 = 6.0;
        const ENOUGH: f32 = 40.0;
        self.full >= 2
            && self.open * 2 >= self.full
            && self.gain >= LEAST_MEAN * self.open as f32
            && (self.full * 3 >= self.lines * 2 || self.gain >= ENOUGH)
    }
}

/// Tells the script from some ends of lines.
#[derive(Default)]
struct ScriptVote {
    samples: usize,
    simplified: u64,
    traditional: u64,
}

impl ScriptVote {
    fn add(&mut self, line: &str) {
        if self.samples < SAMPLE {
            self.samples += 1;
            let tail = tail_of(line, SAMPLE_TAIL);
            self.simplified += Model::of(Script::Simplified).rate(tail).cost;
            self.traditional += Model::of(Script::Traditional).rate(tail).cost;
        }
    }

    fn winner(&self) -> Model {
        Model::of(if self.traditional < self.simplified {
            Script::Traditional
        } else {
            Script::Simplified
        })
    }
}
