//! `--explain`: what would change and why, for people.
//!
//! Each changed line is shown before and after, what is replaced and what replaces it marked, with
//! the reasons below. Long unchanged stretches are cut out, so that a megabyte on one line reads as
//! well as a page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use anstyle::{AnsiColor, Color, Style};
use mingwen::{Edit, Report};

use crate::error::Failure;
use crate::lines::Lines;
use crate::output::Output;
use crate::record::Record;
use crate::report;
use crate::visible;

/// How much unchanged text is shown around a change, in characters.
const CONTEXT: usize = 24;

pub(crate) fn write(output: &mut Output, record: &Record<'_>) -> Result<(), Failure> {
    let theme = match output.is_colored() {
        true => Theme::COLOR,
        false => Theme::PLAIN,
    };
    let source = record.source()?;
    let mut lines = Lines::new(&source);
    let prefix = record.prefix();
    for hunk in hunks(&source, record.report()) {
        let (line, _) = lines.position(hunk.source.start);
        let mut text = theme.place.paint(&format!("{prefix}:{line}"));
        text.push('\n');
        hunk.sides(&source, &record.repaired.text, &theme, &mut text);
        let _ = writeln!(text, "  {}\n", theme.reasons.paint(&hunk.reasons()));
        output.write(text.as_bytes())?;
    }
    let mut left = Vec::new();
    report::left(record, &source, &mut left).map_err(Failure::output)?;
    output.write(&left)?;
    match record.line {
        None => output.write(format!("{prefix}: {}\n", record.summary()).as_bytes()),
        Some(_) => Ok(()),
    }
}

/// The changes of a line; of several, where a change spans them.
struct Hunk<'r> {
    /// Whole lines, without the last line feed.
    source: Range<usize>,
    edits: Vec<Edit<'r>>,
}

/// O(bytes), however long the lines are.
fn hunks<'r>(source: &str, report: &'r Report) -> Vec<Hunk<'r>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for edit in report.edits() {
        let end_of_line =
            |from: usize| source[from..].find('\n').map_or(source.len(), |n| from + n);
        match hunks.last_mut() {
            Some(hunk) if edit.source.start <= hunk.source.end => {
                if edit.source.end > hunk.source.end {
                    hunk.source.end = end_of_line(edit.source.end);
                }
                hunk.edits.push(edit);
            }
            last => {
                let from = last.map_or(0, |hunk| hunk.source.end);
                let before = &source[from..edit.source.start];
                let start = before.rfind('\n').map_or(from, |n| from + n + 1);
                hunks.push(Hunk {
                    source: start..end_of_line(edit.source.end),
                    edits: vec![edit],
                });
            }
        }
    }
    hunks
}

impl Hunk<'_> {
    /// The lines before and after.
    fn sides(&self, source: &str, target: &str, theme: &Theme, out: &mut String) {
        let mut before = Side::new('-', &theme.removed);
        let mut after = Side::new('+', &theme.inserted);
        let mut copied = self.source.start;
        for (number, edit) in self.edits.iter().enumerate() {
            let gap = cut(&source[copied..edit.source.start], number > 0, true);
            before.same(&gap);
            after.same(&gap);
            before.marked(edit.removed);
            after.marked(&target[edit.target.clone()]);
            copied = edit.source.end;
        }
        let rest = &source[copied..self.source.end];
        let rest = cut(rest.strip_suffix('\r').unwrap_or(rest), true, false);
        before.same(&rest);
        after.same(&rest);
        before.finish(out);
        after.finish(out);
    }

    /// `gloss, proved ×3; gloss-shift, inferred`
    fn reasons(&self) -> String {
        let mut counts = BTreeMap::new();
        for edit in &self.edits {
            *counts.entry((edit.reasons, edit.certainty)).or_insert(0) += 1;
        }
        let mut text = String::new();
        for ((reasons, certainty), count) in counts {
            let names: Vec<_> = reasons.iter().map(|reason| reason.name()).collect();
            let semicolon = if text.is_empty() { "" } else { "; " };
            let certainty = report::certainty(certainty);
            // Writing to a String does not fail.
            let _ = write!(text, "{semicolon}{}, {certainty}", names.join(" + "));
            if count > 1 {
                let _ = write!(text, " ×{count}");
            }
        }
        text
    }
}

/// Unchanged text with its middle cut out where it is long; `behind` and `before` say whether there
/// is a change on that side, which its context is kept for.
fn cut(text: &str, behind: bool, before: bool) -> String {
    let start = match behind {
        true => text.char_indices().nth(CONTEXT).map(|(at, _)| at),
        false => Some(0),
    };
    let end = match before {
        true => text.char_indices().nth_back(CONTEXT - 1).map(|(at, _)| at),
        false => Some(text.len()),
    };
    match (start, end) {
        // A cut that saves next to nothing only disturbs.
        (Some(start), Some(end)) if end > start + 4 * CONTEXT => {
            format!("{}…{}", &text[..start], &text[end..])
        }
        _ => text.to_owned(),
    }
}

/// One side of a hunk, as it is drawn.
struct Side<'t> {
    sign: char,
    mark: &'t Mark,
    text: String,
}

impl<'t> Side<'t> {
    fn new(sign: char, mark: &'t Mark) -> Self {
        Self {
            sign,
            mark,
            text: String::new(),
        }
    }

    fn same(&mut self, text: &str) {
        self.lines(text, visible::push);
    }

    fn marked(&mut self, text: &str) {
        let mark = self.mark;
        self.lines(text, |out, line| {
            if !line.is_empty() {
                out.push_str(&mark.paint(&visible::visible(line)));
            }
        });
    }

    fn lines(&mut self, text: &str, push: impl Fn(&mut String, &str)) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            push(&mut self.text, line);
        }
    }

    fn finish(self, out: &mut String) {
        for line in self.text.split('\n') {
            let sign = self.mark.sign(self.sign);
            let _ = writeln!(out, "{sign} {line}");
        }
    }
}

/// How a piece of text is set off: by color, or by brackets where there is none.
struct Mark {
    style: Style,
    open: &'static str,
    close: &'static str,
}

impl Mark {
    const fn brackets(open: &'static str, close: &'static str) -> Self {
        Self {
            style: Style::new(),
            open,
            close,
        }
    }

    const fn color(style: Style) -> Self {
        Self {
            style,
            open: "",
            close: "",
        }
    }

    fn paint(&self, text: &str) -> String {
        let Self { style, open, close } = self;
        format!("{style}{open}{text}{close}{style:#}")
    }

    fn sign(&self, sign: char) -> String {
        let style = Style::new().fg_color(self.style.get_bg_color());
        format!("{style}{sign}{style:#}")
    }
}

struct Theme {
    place: Mark,
    removed: Mark,
    inserted: Mark,
    reasons: Mark,
}

impl Theme {
    /// As `wdiff` has it.
    const PLAIN: Self = Self {
        place: Mark::brackets("", ""),
        removed: Mark::brackets("[-", "-]"),
        inserted: Mark::brackets("{+", "+}"),
        reasons: Mark::brackets("", ""),
    };
    const COLOR: Self = Self {
        place: Mark::color(Style::new().bold()),
        removed: Mark::color(on(AnsiColor::Red)),
        inserted: Mark::color(on(AnsiColor::Green)),
        reasons: Mark::color(Style::new().dimmed()),
    };
}

const fn on(background: AnsiColor) -> Style {
    Style::new()
        .fg_color(Some(Color::Ansi(AnsiColor::Black)))
        .bg_color(Some(Color::Ansi(background)))
}
