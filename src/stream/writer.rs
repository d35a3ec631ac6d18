//! Text, repaired on its way to where it is written.

use std::io::{self, ErrorKind, Write};

use super::Block;
use super::engine::Engine;
use super::reader::unsupported;
use crate::repairer::Repairer;

/// Repairs what is written to it and writes that on; made by [`Repairer::writer`].
///
/// Nothing is complete before [`finish`](Self::finish): dropping it loses what is held. Failures of the
/// target are passed on with nothing lost, so that writing can go on after one that passes: what an
/// error was returned for was not taken. [`ErrorKind::Interrupted`] is retried.
///
/// # Errors
/// Besides those of the target, [`ErrorKind::Unsupported`] with [`Error::Unstreamable`](crate::Error)
/// inside, if an encoding that was asked for cannot be divided.
#[must_use = "what is held is written by `finish`"]
pub struct RepairWriter<'o, W> {
    to: W,
    engine: Engine<'o>,
    /// What is to be written, and how much of it has been.
    out: String,
    written: usize,
}

impl<'o, W: Write> RepairWriter<'o, W> {
    pub(super) fn new(repairer: Repairer, to: W) -> Self {
        Self {
            to,
            engine: Engine::new(repairer),
            out: String::new(),
            written: 0,
        }
    }

    /// Has `observer` called with each block before its text is written; see
    /// [`RepairReader::on_block`](crate::RepairReader::on_block).
    pub fn on_block(mut self, observer: impl FnMut(&Block) + 'o) -> Self {
        self.engine.observer = Some(Box::new(observer));
        self
    }

    /// Holds up to so many bytes, 4,096 at least, instead of [`Repairer::LOOK_AHEAD`]: longer input is then
    /// repaired as one document, and memory grows in proportion. To be called before the first byte is
    /// written.
    pub fn look_ahead(mut self, bytes: usize) -> Self {
        self.engine.set_look_ahead(bytes);
        self
    }

    /// Repairs and writes all that is held, flushes the target and gives it back.
    ///
    /// # Errors
    /// Those of the target, which is lost then; [`try_finish`](Self::try_finish) keeps it.
    pub fn finish(mut self) -> io::Result<W> {
        self.try_finish()?;
        Ok(self.to)
    }

    /// The same, without giving the target back. May be called again after an error, to go on where it
    /// stopped. What is written later begins a new part: it is repaired by itself.
    ///
    /// # Errors
    /// Those of the target.
    pub fn try_finish(&mut self) -> io::Result<()> {
        self.drain()?;
        if !self.engine.is_empty() {
            self.advance(true)?;
            self.drain()?;
        }
        self.to.flush()
    }

    /// The target. Writing to it puts text between blocks.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.to
    }

    fn advance(&mut self, is_end: bool) -> io::Result<()> {
        self.out = self.engine.next_text(is_end).map_err(unsupported)?;
        self.written = 0;
        Ok(())
    }

    /// Writes what is repaired.
    fn drain(&mut self) -> io::Result<()> {
        while let Some(rest) = self
            .out
            .as_bytes()
            .get(self.written..)
            .filter(|r| !r.is_empty())
        {
            match self.to.write(rest) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(written) => self.written += written,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl<W: Write> Write for RepairWriter<'_, W> {
    /// Takes bytes; writes a block first if there is no room.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        self.drain()?;
        while self.engine.room() == 0 {
            self.advance(false)?;
            self.drain()?;
        }
        Ok(self.engine.take(bytes))
    }

    /// Writes what is repaired and flushes the target. What is held stays: nothing is decided early.
    fn flush(&mut self) -> io::Result<()> {
        self.drain()?;
        self.to.flush()
    }
}
