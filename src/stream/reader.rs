//! Repaired text, read.

use std::io::{self, BufRead, ErrorKind, Read};

use super::engine::Engine;
use super::{Block, Passage};
use crate::repairer::Repairer;

/// Bytes to ask the source for at a time.
const PIECE: usize = 1 << 13;

/// The repaired text of a source of bytes; made by [`Repairer::reader`].
///
/// Failures of the source are passed on with nothing lost, so that reading can go on after one that
/// passes; [`ErrorKind::Interrupted`] is retried. A text that is given out in small pieces may be cut
/// inside a character, as any reader's.
///
/// # Errors
/// Besides those of the source, [`ErrorKind::Unsupported`] with [`Error::Unstreamable`](crate::Error)
/// inside, if an encoding that was asked for cannot be divided.
#[must_use]
pub struct RepairReader<'o, R> {
    from: R,
    engine: Engine<'o>,
    is_at_end: bool,
    /// What is to be given out, and how much of it has been.
    out: String,
    given: usize,
}

impl<'o, R: Read> RepairReader<'o, R> {
    pub(super) fn new(repairer: Repairer, from: R) -> Self {
        Self {
            from,
            engine: Engine::new(repairer),
            is_at_end: false,
            out: String::new(),
            given: 0,
        }
    }

    /// Has `observer` called with each block before its text is given out. (A callback: whoever pulls the
    /// text through a stack of readers has no hand free for a second stream, and a queue of reports
    /// would grow where nobody empties it.)
    ///
    /// ```
    /// use std::io::Read;
    ///
    /// let mut edits = 0;
    /// let repairer = mingwen::Repairer::default();
    /// let mut reader = repairer.reader("開(kāi)發(fā)區(qū)建設(shè)".as_bytes());
    /// let mut reader = reader.on_block(|block| edits += block.repaired.report.edits().len());
    /// std::io::copy(&mut reader, &mut std::io::sink())?;
    /// drop(reader);
    /// assert_eq!(edits, 4);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn on_block(mut self, observer: impl FnMut(&Block) + 'o) -> Self {
        self.engine.observer = Some(Box::new(observer));
        self
    }

    /// Holds up to so many bytes, 4,096 at least, instead of [`Repairer::LOOK_AHEAD`]: longer input is then
    /// repaired as one document, and memory grows in proportion. To be called before the first byte is
    /// read.
    pub fn look_ahead(mut self, bytes: usize) -> Self {
        self.engine.set_look_ahead(bytes);
        self
    }

    /// The source. What was read from it ahead is lost.
    pub fn into_inner(self) -> R {
        self.from
    }

    /// The next block instead of the text in it; `None` at the end. What was read of a block in part is
    /// not given again.
    ///
    /// ```
    /// let repairer = mingwen::Repairer::default();
    /// let mut reader = repairer.reader("開(kāi)發(fā)區(qū)建設(shè)".as_bytes());
    /// while let Some(block) = reader.next_block()? {
    ///     for edit in block.repaired.report.edits() {
    ///         println!("{}: {}", block.source + edit.source.start as u64, edit.removed);
    ///     }
    /// }
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for reading.
    pub fn next_block(&mut self) -> io::Result<Option<Block>> {
        self.fill()?;
        if self.engine.is_empty() {
            return Ok(None);
        }
        let block = self.engine.next_block(self.is_at_end);
        block.map(Some).map_err(unsupported)
    }

    /// The next block without an account of what was changed, which [`on_block`](Self::on_block)'s observer
    /// is not told of: for who wants the text, how it was decoded, and whether it changed at all. Several
    /// times as fast as [`next_block`](Self::next_block) where much is changed, as by a conversion.
    ///
    /// ```
    /// let repairer = mingwen::Repairer::default();
    /// let mut reader = repairer.reader("開(kāi)發(fā)區(qū)建設(shè)".as_bytes());
    /// let passage = reader.next_passage()?.unwrap();
    /// assert_eq!(passage.text(), "開發區建設");
    /// assert!(passage.is_changed());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for reading.
    pub fn next_passage(&mut self) -> io::Result<Option<Passage<'_>>> {
        self.fill()?;
        if self.engine.is_empty() {
            return Ok(None);
        }
        let passage = self.engine.next_passage(self.is_at_end);
        passage.map(Some).map_err(unsupported)
    }

    /// Reads until a block can be made, or the end.
    fn fill(&mut self) -> io::Result<()> {
        let mut piece = [0; PIECE];
        while !self.is_at_end && self.engine.room() > 0 {
            let room = self.engine.room().min(PIECE);
            match self.from.read(&mut piece[..room]) {
                Ok(0) => self.is_at_end = true,
                Ok(read) => {
                    self.engine.take(piece.get(..read).unwrap_or_default());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl<R: Read> BufRead for RepairReader<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // A block may come out empty.
        while self.given == self.out.len() {
            self.fill()?;
            if self.engine.is_empty() {
                break;
            }
            let text = self.engine.next_text(self.is_at_end);
            self.out = text.map_err(unsupported)?;
            self.given = 0;
        }
        Ok(self.out.as_bytes().get(self.given..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.given = self.out.len().min(self.given.saturating_add(amount));
    }
}

impl<R: Read> Read for RepairReader<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if to.is_empty() {
            return Ok(0);
        }
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

pub(super) fn unsupported(error: crate::error::Error) -> io::Error {
    io::Error::new(ErrorKind::Unsupported, error)
}
