//! Messages on standard error, and the exit status that they add up to.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::error::{Failure, Fault};

#[derive(Debug, Default)]
pub(crate) struct Messages {
    findings: bool,
    failed: bool,
}

/// A message without weight. Nobody may be listening; that must not stop the work.
pub(crate) fn note(message: impl Display) {
    let _ = writeln!(io::stderr(), "mingwen: {message}");
}

impl Messages {
    pub(crate) fn fail(&mut self, failure: &Failure) {
        if !matches!(failure, Failure::OutputClosed) {
            self.failed = true;
            note(failure);
        }
    }

    /// A line of JSON Lines that was passed on as it is. `line` is without its byte order mark.
    pub(crate) fn bad_line(&mut self, name: &str, number: u64, line: &[u8], fault: &Fault) {
        self.findings = true;
        let column = fault.at.map(|at| {
            let before = String::from_utf8_lossy(line.get(..at).unwrap_or(line));
            format!(":{}", before.chars().count() + 1)
        });
        note(format_args!(
            "{name}:{number}{}: {}; the line is passed on as it is",
            column.unwrap_or_default(),
            fault.kind
        ));
    }

    /// Something that `--check` looks for.
    pub(crate) fn finding(&mut self) {
        self.findings = true;
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn status(&self) -> ExitCode {
        ExitCode::from(match self {
            Self { failed: true, .. } => 2,
            Self { findings: true, .. } => 1,
            _ => 0,
        })
    }
}
