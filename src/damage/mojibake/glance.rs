//! A first look at what is suspect: whether any channel makes Chinese of it at all. No search and no
//! losses; what is lost is passed over.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::channel::{self, Channel};
use super::class::Class;
use super::reader::{Bytes, Reader};
use super::suspect;
use super::writer::{Partial, Step, Writer};
use crate::model::UNITS;
use crate::tables::model::TABLE;

/// Bits that a character of a reading costs where nothing speaks for it or against it: those of
/// clean text cost fewer, those of a wrong reading more.
const MIDDLE_BITS: i32 = 13;

/// Bits that a whole character of UTF-8 is worth: by chance, hardly one in fifty is.
const WHOLE_BITS: i32 = 6;

/// Most that one character is worth, either way.
const MOST_BITS: i32 = 5;

/// Bits lost where the bytes make no character.
const BROKEN_BITS: i32 = 2;

/// Bits at which a closer look is worth its time: one whole character; and among many characters,
/// which give a common one here and there by chance.
const ENOUGH_BITS: i32 = 4;
const ENOUGH_AMONG_MANY_BITS: i32 = 10;

/// Of characters that come from pairs of bytes, so many are known to the reader for one that is not:
/// text in one script has some that the reader of another has not.
const KNOWN_TO_UNKNOWN: usize = 10;

/// Bytes of a text that has many characters.
const MANY: usize = 64;

/// The channels of the lanes that are suspect that make something of `text`, without their losses.
pub(super) fn promising(text: &str) -> Vec<Channel> {
    let lanes = suspect::lanes(text);
    let characters = telling(text);
    let mut seen = Seen::default();
    let mut promising = Vec::new();
    for &read in channel::DOUBLE.iter().chain(&channel::SINGLE) {
        let mut channels = channel::lossless(read, lanes).peekable();
        if channels.peek().is_some() {
            seen.fill(&characters, Reader::of(read));
            promising.extend(channels.filter(|channel| seen.promises(channel, text.len() > MANY)));
        }
    }
    promising
}

/// The characters beyond ASCII, and of ASCII what follows one directly and can be the end of its bytes.
/// All other ASCII is the same in every encoding and worth nothing.
fn telling(text: &str) -> Vec<char> {
    let mut follows = false;
    let characters = text.chars().filter(|character| {
        let is_ascii = character.is_ascii();
        std::mem::replace(&mut follows, !is_ascii) || !is_ascii
    });
    characters.collect()
}

/// What a reader saw.
#[derive(Default)]
struct Seen {
    /// Each character with its bytes, of which there are none if nothing is read as it.
    characters: Vec<(char, Bytes)>,
    /// How many beyond ASCII the reader gives, and how many it does not.
    known: usize,
    unknown: usize,
}

impl Seen {
    fn fill(&mut self, characters: &[char], reader: &Reader) {
        self.characters.clear();
        self.characters.extend(characters.iter().map(|&character| {
            let bytes = reader.bytes(character);
            (character, bytes.unwrap_or_default())
        }));
        let (mut known, mut unknown) = (0, 0);
        for &(character, bytes) in &self.characters {
            match bytes.get() {
                // Marks of what was lost are read as nothing else either.
                [] => unknown += usize::from(character != char::REPLACEMENT_CHARACTER),
                [..] => known += usize::from(!character.is_ascii()),
            }
        }
        (self.known, self.unknown) = (known, unknown);
    }

    /// Whether a channel with this reader makes something of that, which may be much.
    fn promises(&self, channel: &Channel, are_many: bool) -> bool {
        let enough = if are_many {
            ENOUGH_AMONG_MANY_BITS
        } else {
            ENOUGH_BITS
        };
        let is_lenient = channel::lossy(channel).any(|channel| channel.loss.lenient);
        if self.known == 0 && !is_lenient {
            return false;
        }
        match Writer::of(channel.written) {
            Writer::Utf8 => self.is_worth(Utf8::default(), enough, is_lenient),
            Writer::Double(writer) => {
                let is_of_pairs = matches!(Reader::of(channel.read), Reader::Double(_));
                !(is_of_pairs && self.unknown * KNOWN_TO_UNKNOWN > self.known)
                    && self.is_worth(
                        Pairs {
                            writer,
                            first: None,
                        },
                        enough,
                        is_lenient,
                    )
            }
        }
    }

    /// Whether the bytes, taken so, are worth so many bits anywhere; read leniently or not.
    #[inline(always)]
    fn is_worth(&self, mut written: impl Written, enough: i32, is_lenient: bool) -> bool {
        let mut sum: i32 = 0;
        for &(character, mut bytes) in &self.characters {
            // A lenient reader had read UTF-8 where it could.
            if is_lenient && bytes.get().is_empty() && Class::of(character) != Class::Plain {
                bytes = Bytes::of_utf8(character);
            }
            if bytes.get().is_empty() {
                written.begin();
                // Nothing that was read so has such a character, but marks of what was lost.
                if character != char::REPLACEMENT_CHARACTER {
                    sum = 0;
                }
            }
            for &byte in bytes.get() {
                sum = (sum + written.take(byte)).max(0);
            }
            if sum >= enough {
                return true;
            }
        }
        false
    }
}

/// An encoding's way to take bytes one by one.
trait Written {
    /// Forgets the character that has begun.
    fn begin(&mut self);

    /// Takes a byte and says what that is worth in bits.
    fn take(&mut self, byte: u8) -> i32;
}

#[derive(Default)]
struct Utf8(Partial);

impl Written for Utf8 {
    #[inline(always)]
    fn begin(&mut self) {
        self.0 = Partial::NONE;
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> i32 {
        let mut bits = 0;
        let mut step = Writer::Utf8.feed(self.0, byte);
        if step == Step::Dead {
            bits = -BROKEN_BITS;
            step = Writer::Utf8.feed(Partial::NONE, byte);
        }
        self.begin();
        match step {
            Step::More(partial) => self.0 = partial,
            Step::Complete(character) if !character.is_ascii() => bits += worth(character, true),
            Step::Complete(_) | Step::Dead => {}
        }
        bits
    }
}

struct Pairs {
    writer: &'static Reader,
    first: Option<u8>,
}

impl Pairs {
    /// What two bytes are worth if they are a character, from the first time on as it was noted then.
    #[inline(always)]
    fn worth(&self, first: u8, second: u8) -> Option<i32> {
        const NONE: i8 = i8::MIN;
        /// What is added, so that no worth is 0.
        const APART: i32 = 1 + MOST_BITS;
        let note = self.writer.note(first, second)?;
        let mut noted = note.load(Ordering::Relaxed);
        if noted == 0 {
            let character = self.writer.pair(first, second);
            noted = character.map_or(NONE, |character| (worth(character, false) + APART) as i8);
            note.store(noted, Ordering::Relaxed);
        }
        (noted != NONE).then(|| i32::from(noted) - APART)
    }
}

impl Written for Pairs {
    #[inline(always)]
    fn begin(&mut self) {
        self.first = None;
    }

    #[inline(always)]
    fn take(&mut self, byte: u8) -> i32 {
        let first = self.first.take();
        if let Some(bits) = first.and_then(|first| self.worth(first, byte)) {
            return bits;
        }
        let is_broken = match byte {
            0x00..=0x7F => false,
            0x81..=0xFE => {
                self.first = Some(byte);
                false
            }
            _ => true,
        };
        match is_broken || first.is_some() {
            true => -BROKEN_BITS,
            false => 0,
        }
    }
}

/// Bits that a character of the reading speaks for it.
pub(super) fn worth(character: char, is_utf8: bool) -> i32 {
    let token = TABLE.token(character);
    let costs = TABLE.grams.iter().map(|grams| grams.unigram(token));
    let cost = costs.min().unwrap_or(0) + TABLE.member(token);
    let bits = MIDDLE_BITS - (cost / UNITS) as i32;
    if is_utf8 {
        // What was damaged twice comes out uncommon.
        (bits + WHOLE_BITS).clamp(1, MOST_BITS)
    } else {
        bits.clamp(-MOST_BITS, MOST_BITS)
    }
}

/// The part of a line around what is suspect that the first look is at.
pub(super) fn around(line: &str, at: usize) -> Range<usize> {
    const BEFORE: usize = 96;
    const BEHIND: usize = 160;
    let start = suspect::boundary(line, at.saturating_sub(BEFORE));
    let end = suspect::boundary(line, at + BEHIND);
    start..end
}
