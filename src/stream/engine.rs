//! The bytes that are held, and the block that is made of them.

use std::borrow::Cow;

use crate::edit::{Changes, Decoding, Record, Report};
use crate::encoding::{self, Decision};
use crate::error::Error;
use crate::name::Encoding;
use crate::pipeline;
use crate::repairer::{Repaired, Repairer};
use crate::settings::Settings;

use super::{Block, LOOK_AHEAD, Passage, cut};

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
    /// Bytes of these that were given away, and are kept for who looks at them still.
    given: usize,
    encoding: Option<Decision>,
    /// What was given away so far.
    bytes: u64,
    source: u64,
    target: u64,
}

/// What is made of the first bytes that are held.
struct Part<'b, R> {
    bytes: usize,
    source: Cow<'b, str>,
    /// The repaired text, where it is another.
    changed: Option<String>,
    decoding: Decoding,
    record: R,
}

impl<'o> Engine<'o> {
    pub(super) fn new(repairer: Repairer) -> Self {
        Self {
            repairer,
            look_ahead: LOOK_AHEAD,
            observer: None,
            held: Vec::new(),
            given: 0,
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
        self.look_ahead.saturating_sub(self.held.len() - self.given)
    }

    /// Takes as many of the bytes as there is room for, and says how many.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        self.drop_given();
        let taken = bytes.get(..self.room()).unwrap_or(bytes);
        self.held.extend_from_slice(taken);
        taken.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.held.len() == self.given
    }

    /// The text of the next block. All bytes that are held are given away at the end of the input; else
    /// some are kept. Nobody is told but the observer, if there is one.
    ///
    /// # Errors
    /// [`Error::Unstreamable`]; nothing is given away then.
    pub(super) fn next_text(&mut self, is_end: bool) -> Result<String, Error> {
        match &self.observer {
            Some(_) => Ok(self.next_block(is_end)?.repaired.text.into_owned()),
            None => Ok(self.next_passage(is_end)?.into_text()),
        }
    }

    /// The same with the account of what was done.
    pub(super) fn next_block(&mut self, is_end: bool) -> Result<Block, Error> {
        let (bytes, source, target) = (self.bytes, self.source, self.target);
        let part = self.next::<Report>(is_end)?;
        let mut report = part.record;
        report.decoding = Some(part.decoding);
        let text = part.changed.unwrap_or_else(|| part.source.into_owned());
        let block = Block {
            bytes,
            source,
            target,
            repaired: Repaired {
                text: text.into(),
                report,
            },
        };
        if let Some(observer) = &mut self.observer {
            observer(&block);
        }
        Ok(block)
    }

    /// The same with no account but that of the decoding, and as far as possible without a copy.
    pub(super) fn next_passage(&mut self, is_end: bool) -> Result<Passage<'_>, Error> {
        let bytes = self.bytes;
        let part = self.next::<Changes>(is_end)?;
        Ok(Passage {
            bytes,
            source: part.source,
            decoding: part.decoding,
            changed: part.changed,
        })
    }

    fn next<R: Record + AsMut<Report>>(&mut self, is_end: bool) -> Result<Part<'_, R>, Error> {
        self.drop_given();
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
        let part = repair(window, decision, self.repairer.settings(), is_end);
        let target = part.changed.as_deref().unwrap_or(&part.source);
        self.given = part.bytes;
        self.bytes += part.bytes as u64;
        self.source += part.source.len() as u64;
        self.target += target.len() as u64;
        Ok(part)
    }

    fn drop_given(&mut self) {
        self.held.drain(..std::mem::take(&mut self.given));
    }
}

/// Repairs bytes, or such part of them as can be cut off if they are not the last.
fn repair<'b, R: Record + AsMut<Report>>(
    window: &'b [u8],
    decision: Decision,
    settings: &Settings,
    is_end: bool,
) -> Part<'b, R> {
    let (mut source, mut decoding) = encoding::decode(window, &decision.spans(window));
    let mut cut = None;
    let (repaired, record) = pipeline::run_with(&source, settings, |repaired, record: &mut R| {
        let report = record.as_mut();
        if !is_end
            && let Some(at) = cut::find(&source, report, &decoding, settings.script)
            && let Some(bytes) = encoding::byte_offset(&source, &decoding, at)
            && bytes > 0
        {
            truncate(repaired, report.truncate(at));
            cut = Some((bytes, at));
        }
    });
    let changed = match repaired {
        Cow::Borrowed(_) => None,
        Cow::Owned(repaired) => Some(repaired),
    };
    if let Some((bytes, at)) = cut {
        decoding.truncate(bytes, at);
        truncate(&mut source, at);
    }
    Part {
        bytes: cut.map_or(window.len(), |(bytes, _)| bytes),
        source,
        changed,
        decoding,
        record,
    }
}

/// Ends a text at a boundary of characters.
fn truncate(text: &mut Cow<'_, str>, len: usize) {
    match text {
        Cow::Borrowed(text) => *text = text.get(..len).unwrap_or(text),
        Cow::Owned(text) => text.truncate(len),
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
