//! `--explain`: what would change and why, for people.
//!
//! Each changed line is shown before and after, what is replaced and what replaces it marked, with
//! the reasons below. Long unchanged stretches are cut out, so that a megabyte on one line reads as
//! well as a page.

use std::fmt::Write;

use crate::error::Failure;
use crate::hunk::hunks;
use crate::lines::Lines;
use crate::output::Output;
use crate::paint::Theme;
use crate::record::Record;
use crate::report;

pub(crate) fn write(output: &mut Output, record: &Record<'_>) -> Result<(), Failure> {
    let theme = if output.is_colored() {
        Theme::COLOR
    } else {
        Theme::PLAIN
    };
    let source = record.source()?;
    let mut lines = Lines::behind(record.before.lines, &source);
    let prefix = record.prefix();
    for hunk in hunks(&source, record.report()) {
        let (line, _) = lines.position(hunk.source.start);
        let mut text = theme.place.paint(&format!("{prefix}:{line}"));
        text.push('\n');
        hunk.sides(&source, &record.repaired.text, &theme, &mut text);
        let _ = writeln!(text, "  {}", theme.reasons.paint(&hunk.reasons()));
        if let Some(inferred) = hunk.inferred(&record.repaired.text) {
            let inferred = theme.reasons.paint(&format!("inferred: {inferred}"));
            let _ = writeln!(text, "  {inferred}");
        }
        text.push('\n');
        output.write(text.as_bytes())?;
    }
    let mut left = Vec::new();
    report::left(record, &source, &mut left).map_err(Failure::output)?;
    output.write(&left)
}
