//! How far long work has come, for who watches.

use std::fs;
use std::io::{self, IsTerminal, Read};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::Input;

/// Bytes of input that are done before anybody has begun to wait.
const LONG: u64 = 1 << 24;

/// A bar on standard error, if that is a terminal and all input is files that make up long work.
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// `shares_terminal` says whether standard output gets the result.
    pub(crate) fn of(inputs: &[Input], shares_terminal: bool) -> Self {
        let sizes = inputs.iter().map(|input| match input {
            Input::Stdin => None,
            Input::File(path) => fs::metadata(path).ok().map(|data| data.len()),
        });
        let total: u64 = sizes.map(|size| size.unwrap_or(0)).sum();
        // On one terminal, a bar and the result would get into each other's way.
        let is_shared = shares_terminal && io::stdout().is_terminal();
        if total < LONG || !io::stderr().is_terminal() || is_shared {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let form = "{bar:30} {percent}% of {total_bytes}, {bytes_per_sec}, {eta} to go";
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// The same source; what is read from it counts.
    pub(crate) fn wrap(&self, from: Box<dyn Read>) -> Box<dyn Read> {
        match &self.0 {
            None => from,
            Some(bar) => Box::new(bar.wrap_read(from)),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
