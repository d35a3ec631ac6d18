//! What a document does at the ends of its lines.

use super::column::{Column, Widths};
use super::line::End;
use super::page::Page;
use super::reading::Reading;
use super::seam::Seam;
use crate::model::Script;
use crate::tables::reading::{self, Han};

/// Line ends by which the script is told, and characters of each.
const SAMPLE: usize = 64;
const SAMPLE_TAIL: usize = 20;

/// The habits of one document.
pub(super) struct Layout {
    /// Where a program had wrapped its lines, if one had.
    pub(super) column: Option<Column>,
    /// Columns of the widest line that has another right below.
    pub(super) widest: u16,
    /// Bits of surprise that one, two, three and more line breaks follow a whole sentence.
    surprise_of_breaks: [f32; 4],
    /// Bits of surprise that the line behind a whole sentence stands at the margin, and indented.
    surprise_of_indent: [f32; 2],
    /// Lines that end in a comma, with just a line break behind, in front of an indented line; and all.
    commas: u32,
    broken_once: u32,
    indented: u32,
    lines: u32,
    /// The script that its lines are in.
    pub(super) script: Script,
}

impl Layout {
    /// O(bytes).
    pub(super) fn of(page: &Page<'_>, readings: &[Reading]) -> Self {
        let mut layout = Self {
            column: None,
            widest: 0,
            surprise_of_breaks: [0.0; 4],
            surprise_of_indent: [0.0; 2],
            commas: 0,
            broken_once: 0,
            indented: 0,
            lines: 0,
            script: Script::Simplified,
        };
        // How often each follows a whole sentence.
        let (mut breaks, mut indents) = ([0; 4], [0; 2]);
        let mut widths = Widths::new();
        let mut script = ScriptVote::default();
        for reading in readings {
            let (seam, end) = (&reading.seam, reading.end);
            layout.lines += 1;
            layout.commas += u32::from(end == End::Comma);
            layout.broken_once += u32::from(seam.breaks == 1 && seam.number.is_none());
            layout.indented += u32::from(seam.is_indented);
            let width = (seam.breaks == 1).then(|| reading.left(page));
            if let Some(width) = width {
                layout.widest = layout.widest.max(width.columns);
            }
            if end == End::Closed {
                if seam.number.is_none() {
                    breaks[usize::from(seam.breaks.clamp(1, 4)) - 1] += 1;
                }
                indents[usize::from(seam.is_indented)] += 1;
            } else {
                if let Some(width) = width {
                    widths.add(width);
                }
                script.add(seam.left(page));
            }
        }
        layout.surprise_of_breaks = surprises(breaks, BREAKS_BEFORE);
        layout.surprise_of_indent = surprises(indents, [0.5; 2]);
        layout.script = script.winner();
        layout.column = layout.find_column(page, readings, &widths);
        layout
    }

    /// Of the columns that the widths suggest, the one that more lines fill; in wrapped text they
    /// break off inside sentences, which verse and lists of equal lines do not.
    fn find_column(
        &self,
        page: &Page<'_>,
        readings: &[Reading],
        widths: &Widths,
    ) -> Option<Column> {
        let columns = widths.columns();
        if columns == [None; 2] {
            return None;
        }
        let mut fillings = [Filling::default(); 2];
        for reading in readings {
            let end = reading.end;
            if reading.seam.breaks != 1 || end == End::Closed {
                continue;
            }
            for (column, filling) in columns.iter().zip(&mut fillings) {
                let Some(column) = column else { continue };
                filling.lines += 1;
                if !column.is_full(reading.left(page), reading.unit(page), false) {
                    continue;
                }
                filling.full += 1;
                if matches!(end, End::Han | End::Letter) {
                    filling.open += 1;
                    let gain = reading.gain(page, self.script);
                    filling.gain += gain.clamp(-MOST_LOSS, MOST_GAIN);
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

    /// Bits of surprise that so many line breaks would be between whole sentences here.
    pub(super) fn surprise_of_breaks(&self, seam: &Seam) -> f32 {
        self.surprise_of_breaks[usize::from(seam.breaks.clamp(1, 4)) - 1]
    }

    /// Bits of surprise that a whole sentence's next would stand so, indented or not, here.
    pub(super) fn surprise_of_indent(&self, seam: &Seam) -> f32 {
        self.surprise_of_indent[usize::from(seam.is_indented)]
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

/// How often so many line breaks are supposed to follow a whole sentence before the document has shown
/// any: fewer are likelier.
const BREAKS_BEFORE: [f32; 4] = [0.5, 0.4, 0.2, 0.1];

/// Bits of surprise at each of several things that were seen so often.
fn surprises<const N: usize>(seen: [u32; N], before: [f32; N]) -> [f32; N] {
    let all = seen.iter().sum::<u32>() as f32 + before.iter().sum::<f32>();
    std::array::from_fn(|one| -((seen[one] as f32 + before[one]) / all).log2())
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
    /// Characters that only traditional text has, less those that only simplified text has.
    lead: i32,
}

impl ScriptVote {
    fn add(&mut self, line: &str) {
        if self.samples < SAMPLE {
            self.samples += 1;
            for one in line.chars().rev().take(SAMPLE_TAIL) {
                self.lead += match Han::of(one).script() {
                    reading::Script::TraditionalOnly => 1,
                    reading::Script::SimplifiedOnly => -1,
                    reading::Script::Both => 0,
                };
            }
        }
    }

    fn winner(&self) -> Script {
        if self.lead > 0 {
            Script::Traditional
        } else {
            Script::Simplified
        }
    }
}
