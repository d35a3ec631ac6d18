//! Where results go: standard output, buffered, with its failures told apart.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};

use crate::arguments::Color;
use crate::error::Failure;

pub(crate) struct Output {
    to: BufWriter<Box<dyn Write>>,
    colored: bool,
    last: Option<u8>,
}

impl Output {
    /// For results: every byte arrives as it is.
    pub(crate) fn raw() -> Self {
        Self::new(Box::new(io::stdout().lock()), false)
    }

    /// For results that have a file of their own.
    pub(crate) fn file(file: File) -> Self {
        Self::new(Box::new(file), false)
    }

    /// For people, perhaps in color.
    pub(crate) fn colored(color: Color) -> Self {
        let choice = match color {
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
            // Knows NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM=dumb and what a terminal is.
            Color::Auto => AutoStream::choice(&io::stdout()),
        };
        match choice {
            ColorChoice::Never => Self::raw(),
            choice => Self::new(Box::new(AutoStream::new(io::stdout().lock(), choice)), true),
        }
    }

    fn new(to: Box<dyn Write>, colored: bool) -> Self {
        Self {
            to: BufWriter::with_capacity(1 << 16, to),
            colored,
            last: None,
        }
    }

    pub(crate) fn is_colored(&self) -> bool {
        self.colored
    }

    /// The last byte written, if there was one.
    pub(crate) fn last(&self) -> Option<u8> {
        self.last
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.last = bytes.last().copied().or(self.last);
        self.to.write_all(bytes).map_err(Failure::output)
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(Failure::output)
    }
}
