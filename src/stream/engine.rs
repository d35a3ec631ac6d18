//! The bytes that are held, and the block that is made of them.

use crate::edit::Report;
use crate::encoding::{self, Decision};
use crate::error::Error;
use crate::name::Encoding;
use crate::pipeline;
use crate::repairer::{Repaired, Repairer};

use super::{LOOK_AHEAD, cut};

/// A part of a stream that was repaired as one, with its report; see [`RepairReader::on_block`].
///
/// Offsets in the report begin anew in each block, so that [`Repaired::undo_bytes`] gives the block's own
/// bytes. What a block stands behind is to be added for places in the stream.
///
/// [`RepairReader::on_block`]: crate::RepairReader::on_block
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Block {
    /// Bytes of the input before this block.
    pub bytes: u64,
    /// Bytes of decoded text before this block, in UTF-8 and before any change: what is to be added to
    /// the `source` of an edit.
    pub source: u64,
    /// Bytes of the result before this block: what is to be added to the `target` of an edit.
    pub target: u64,
    /// The repaired text and what was done.
    pub repaired: Repaired<'static>,
}

/// The least look-ahead. Where there are no lines, less would leave no room to cut in.
const LEAST: usize = 1 << 12;

/// Who is told of each block.
pub(super) type Observer<'o> = Box<dyn FnMut(&Block) + 'o>;

/// Holds bytes until they make a block.
pub(super) struct Engine<'o> {
    repairer: Repairer,
    /// Bytes to hold.
    look_ahead: usize,
    pub(super) observer: Option<Observer<'o>>,
    held: Vec<u8>,
    encoding: Option<Decision>,
    /// What was given away so far.
    bytes: u64,
    source: u64,
    target: u64,
}

/// What a block came from.
struct Length {
    bytes: usize,
    source: usize,
}

impl<'o> Engine<'o> {
    pub(super) fn new(repairer: Repairer) -> Self {
        Self {
            repairer,
            look_ahead: LOOK_AHEAD,
            observer: None,
            held: Vec::new(),
            encoding: None,
            bytes: 0,
            source: 0,
            target: 0,
        }
    }

    /// Has it hold so many bytes. Characters of four bytes are not cut in blocks of a multiple of that.
    pub(super) fn set_look_ahead(&mut self, bytes: usize) {
        self.look_ahead = bytes.max(LEAST).next_multiple_of(4);
    }

    /// Bytes that can be taken before a block must be made.
    pub(super) fn room(&self) -> usize {
        self.look_ahead.saturating_sub(self.held.len())
    }

    /// Takes as many of the bytes as there is room for, and says how many.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        let taken = bytes.get(..self.room()).unwrap_or(bytes);
        self.held.extend_from_slice(taken);
        taken.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The next block. All bytes that are held are given away at the end of the input; else some
    /// are kept.
    ///
    /// # Errors
    /// [`Error::Unstreamable`]; nothing is given away then.
    pub(super) fn next(&mut self, is_end: bool) -> Result<Block, Error> {
        let window = match is_end {
            true => self.held.len(),
            false => lines_len(&self.held),
        };
        let window = self.held.get(..window).unwrap_or_default();
        let decision = match self.repairer.encoding() {
            Some(named) => Decision::named(named),
            None => match self.encoding {
                Some(decision) => decision,
                None => encoding::decide(window),
            },
        };
        let is_whole = is_end && self.bytes == 0;
        if encoding::has_state(decision.encoding) && !is_whole {
            return Err(Error::Unstreamable {
                encoding: decision.encoding,
                most: self.look_ahead - 1,
            });
        }
        if decision.encoding != Encoding::Utf8 || !window.is_ascii() {
            self.encoding = Some(decision);
        }
        let (block, length) = self.repair(window, decision, is_end);
        if let Some(observer) = &mut self.observer {
            observer(&block);
        }
        self.held.drain(..length.bytes);
        self.bytes += length.bytes as u64;
        self.source += length.source as u64;
        self.target += block.repaired.text.len() as u64;
        Ok(block)
    }

    fn repair(&self, window: &[u8], decision: Decision, is_end: bool) -> (Block, Length) {
        let settings = self.repairer.settings();
        let (text, decoding) = encoding::decode(window, &decision.spans(window));
        let (repaired, mut report) = pipeline::run::<Report>(&text, settings);
        report.decoding = Some(decoding);
        let mut length = Length {
            bytes: window.len(),
            source: text.len(),
        };
        let mut target = repaired.len();
        if !is_end
            && let Some(at) = cut::find(&text, &report, settings.script)
            && let Some(bytes) = report
                .decoding()
                .and_then(|decoding| encoding::byte_offset(&text, decoding, at))
                .filter(|&bytes| bytes > 0)
        {
            length = Length { bytes, source: at };
            target = report.to_target(at..at).end;
            report.truncate(bytes, at, target);
        }
        let mut repaired = match repaired {
            // A block is copied once, wherever it comes from.
            std::borrow::Cow::Borrowed(_) => text.get(..target).unwrap_or_default().to_owned(),
            std::borrow::Cow::Owned(repaired) => repaired,
        };
        repaired.truncate(target);
        let block = Block {
            bytes: self.bytes,
            source: self.source,
            target: self.target,
            repaired: Repaired {
                text: repaired.into(),
                report,
            },
        };
        (block, length)
    }
}

/// Bytes up to the last line end, so that no character is cut; all where lines are long or characters
/// may be wide, for nothing near the end is given away.
fn lines_len(bytes: &[u8]) -> usize {
    /// Where zeros are looked for, as ASCII has them in the wide encodings.
    const HEAD: usize = 256;
    let is_wide = bytes
        .iter()
        .take(HEAD)
        .any(|&byte| matches!(byte, 0 | 0xFE | 0xFF));
    let last = bytes.iter().rposition(|&byte| byte == b'\n');
    match last {
        Some(last) if !is_wide && last >= bytes.len() / 4 * 3 => last + 1,
        _ => bytes.len() - incomplete(bytes),
    }
}

/// Bytes at the end that begin a character of UTF-8 and do not end it.
fn incomplete(bytes: &[u8]) -> usize {
    let tail = bytes.last_chunk::<3>().map_or(&[][..], |tail| tail);
    match std::str::from_utf8(tail.get(first_lead(tail)..).unwrap_or_default()) {
        Err(error) if error.error_len().is_none() => {
            tail.len() - first_lead(tail) - error.valid_up_to()
        }
        _ => 0,
    }
}

/// Where the first character begins.
fn first_lead(bytes: &[u8]) -> usize {
    let is_trail = |&byte: &u8| byte & 0xC0 == 0x80;
    bytes.iter().take_while(|byte| is_trail(byte)).count()
}
