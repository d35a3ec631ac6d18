//! A first look at what is suspect: whether any channel makes Chinese of it at all. No search and no
//! losses; what is lost is passed over.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::channel::{self, Channel};
use super::class::Class;
use super::reader::{Bytes, Reader};
use super::suspect::{self, Lanes};
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

/// Bytes beyond ASCII of a text that has many characters.
const MANY: usize = 64;

/// The channels of the lanes that are suspect that make something of `text`, without their losses.
pub(super) fn promising(text: &str) -> Vec<Channel> {
    let wide = text.bytes().filter(|byte| !byte.is_ascii()).count();
    of_lanes(text, suspect::lanes(text), wide > MANY)
}

/// The same of short lines, which may be suspect together though none of them is.
pub(super) fn promising_cells(text: &str) -> Vec<Channel> {
    of_lanes(text, suspect::lanes_of_cells(text), false)
}

fn of_lanes(text: &str, lanes: Lanes, are_many: bool) -> Vec<Channel> {
    let telling = Telling::of(text, are_many);
    let mut all: Vec<Seen> = Vec::new();
    let mut promising = Vec::new();
    for &read in channel::DOUBLE.iter().chain(&channel::SINGLE) {
        let mut channels = channel::lossless(read, lanes).peekable();
        if channels.peek().is_some() {
            let mut seen = Seen::of(&telling, Reader::of(read), false);
            // Many code pages have the same bytes for nearly all letters of a language.
            let same = all.iter().find(|other| other.bytes == seen.bytes);
            seen.found = same.map_or([None; 3], |same| same.found);
            promising.extend(channels.filter(|channel| seen.promises(channel, &telling)));
            all.push(seen);
        }
    }
    promising
}

/// The characters beyond ASCII, and of ASCII what follows one directly and can be the end of its bytes.
/// All other ASCII is the same in every encoding and worth nothing.
struct Telling {
    characters: Vec<char>,
    are_many: bool,
}

impl Telling {
    fn of(text: &str, are_many: bool) -> Self {
        let mut follows = false;
        let characters = text.chars().filter(|character| {
            let is_ascii = character.is_ascii();
            std::mem::replace(&mut follows, !is_ascii) || !is_ascii
        });
        Self {
            characters: characters.collect(),
            are_many,
        }
    }

    /// Bits that are enough.
    fn enough(&self) -> i32 {
        if self.are_many {
            ENOUGH_AMONG_MANY_BITS
        } else {
            ENOUGH_BITS
        }
    }
}

/// What a reader saw.
struct Seen {
    bytes: Vec<Byte>,
    /// How many beyond ASCII the reader gives, and how many it does not.
    known: usize,
    unknown: usize,
    /// Whether channels make something of it, by what was written, as far as that was asked.
    found: [Option<bool>; channel::WRITTEN.len()],
}

/// A byte, and what is said of its character where that ends.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Byte {
    byte: u8,
    /// Bits that speak for the character as it stands: text in pairs of bytes is as good in others' pairs,
    /// if only now and then.
    stands: i8,
}

impl Byte {
    /// Nothing is read as what stands here.
    const NONE: Self = Self { byte: 0, stands: 0 };

    /// A mark of what was lost.
    const LOST: Self = Self { byte: 1, stands: 0 };
}

impl Seen {
    /// Through a reader; through a lenient one, what it had read as UTF-8 where it could.
    fn of(telling: &Telling, reader: &Reader, is_lenient: bool) -> Self {
        let mut seen = Self {
            bytes: Vec::with_capacity(2 * telling.characters.len()),
            known: 0,
            unknown: 0,
            found: [None; _],
        };
        for &character in &telling.characters {
            let bytes = match reader {
                // Cheaper when that is known.
                Reader::Single(single) => single.byte(character).map(Bytes::one),
                Reader::Double(_) => reader.bytes(character),
            };
            let is_wide = !character.is_ascii();
            let bytes = match bytes {
                Some(bytes) => {
                    seen.known += usize::from(is_wide);
                    bytes
                }
                // Marks of what was lost are read as nothing else either.
                None if character == char::REPLACEMENT_CHARACTER => {
                    seen.bytes.push(Byte::LOST);
                    continue;
                }
                None => {
                    seen.unknown += 1;
                    if !is_lenient || Class::of(character) == Class::Plain {
                        seen.bytes.push(Byte::NONE);
                        continue;
                    }
                    Bytes::of_utf8(character)
                }
            };
            for &byte in bytes.get() {
                seen.bytes.push(Byte { byte, stands: 0 });
            }
            // Of few, a common one is there by chance.
            if is_wide
                && telling.are_many
                && let Reader::Double(_) = reader
                && let Some(last) = seen.bytes.last_mut()
            {
                last.stands = worth(character, false).max(0) as i8;
            }
        }
        seen
    }

    /// Whether a channel with this reader makes enough of that.
    fn promises(&mut self, channel: &Channel, telling: &Telling) -> bool {
        let enough = telling.enough();
        if channel::lossy(channel).any(|channel| channel.loss.lenient) {
            let reader = Reader::of(channel.read);
            return Self::of(telling, reader, true).is_worth(channel, enough);
        }
        if self.known == 0 {
            return false;
        }
        let at = channel::WRITTEN.iter().position(|&w| w == channel.written);
        let found = at.and_then(|at| self.found.get(at).copied().flatten());
        let is_worth = found.unwrap_or_else(|| self.is_worth(channel, enough));
        if let Some(found) = at.and_then(|at| self.found.get_mut(at)) {
            *found = Some(is_worth);
        }
        is_worth
    }

    /// Whether what was written is worth so many bits anywhere.
    fn is_worth(&self, channel: &Channel, enough: i32) -> bool {
        let is_of_pairs = matches!(Reader::of(channel.read), Reader::Double(_));
        match Writer::of(channel.written) {
            Writer::Utf8 => self.reaches(Utf8::default(), enough),
            Writer::Double(_) if is_of_pairs && self.unknown * KNOWN_TO_UNKNOWN > self.known => {
                false
            }
            Writer::Double(writer) => self.reaches(Pairs { writer, first: 0 }, enough),
        }
    }

    #[inline(always)]
    fn reaches(&self, mut written: impl Written, enough: i32) -> bool {
        let mut sum: i32 = 0;
        for &now in &self.bytes {
            match now {
                Byte::NONE => {
                    written.begin();
                    // Nothing that was read so has such a character.
                    sum = 0;
                }
                Byte::LOST => written.begin(),
                Byte { byte, stands } => {
                    sum = (sum + written.take(byte, stands)).max(0);
                    if sum >= enough {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// An encoding's way to take bytes one by one.
trait Written {
    /// Forgets the character that has begun.
    fn begin(&mut self);

    /// Takes a byte and says what that is worth in bits, where so many speak for what stands there.
    fn take(&mut self, byte: u8, stands: i8) -> i32;
}

#[derive(Default)]
struct Utf8 {
    partial: Partial,
    last: char,
}

impl Written for Utf8 {
    #[inline(always)]
    fn begin(&mut self) {
        self.partial = Partial::NONE;
    }

    #[inline(always)]
    fn take(&mut self, byte: u8, _: i8) -> i32 {
        let mut bits = 0;
        let mut step = Writer::Utf8.feed(self.partial, byte);
        if step == Step::Dead {
            bits = -BROKEN_BITS;
            step = Writer::Utf8.feed(Partial::NONE, byte);
        }
        self.begin();
        match step {
            Step::More(partial) => self.partial = partial,
            Step::Complete(character) => {
                // What is doubled in clean text, as 聽聽, comes out as a letter that is doubled.
                let is_again = character == self.last && character < '\u{800}';
                if !character.is_ascii() && !is_again {
                    bits += worth(character, true);
                }
                self.last = character;
            }
            Step::Dead => {}
        }
        bits
    }
}

struct Pairs {
    writer: &'static Reader,
    /// The first byte of a pair, or 0.
    first: u8,
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
        self.first = 0;
    }

    #[inline(always)]
    fn take(&mut self, byte: u8, stands: i8) -> i32 {
        let first = std::mem::take(&mut self.first);
        let bits = match (first, byte) {
            (0, ..=0x7F) => 0,
            (0, 0x81..=0xFE) => {
                self.first = byte;
                0
            }
            (0, _) => -BROKEN_BITS,
            (_, _) => match self.worth(first, byte) {
                Some(bits) => bits,
                None => {
                    if matches!(byte, 0x81..=0xFE) {
                        self.first = byte;
                    }
                    -BROKEN_BITS
                }
            },
        };
        bits - i32::from(stands)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Encoding;

    fn misread(
        text: &str,
        written: &'static encoding_rs::Encoding,
        read: &'static encoding_rs::Encoding,
    ) -> String {
        let (bytes, _, _) = written.encode(text);
        read.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn what_one_misreading_made_is_promising_through_it() {
        use encoding_rs::{
            BIG5, EUC_KR, GBK, IBM866, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252,
        };
        const SENTENCE: &str = "他们明天上午在门口等我们";
        for (written, read) in [
            (UTF_8, WINDOWS_1252),
            (UTF_8, WINDOWS_1251),
            (UTF_8, IBM866),
            (UTF_8, GBK),
            (UTF_8, SHIFT_JIS),
            (GBK, WINDOWS_1252),
            (GBK, BIG5),
            (GBK, EUC_KR),
        ] {
            let name = |encoding: &'static encoding_rs::Encoding| {
                Encoding::for_label(encoding.name()).unwrap()
            };
            let pair = (name(written), name(read));
            let damaged = misread(SENTENCE, written, read);
            let found = promising(&damaged);
            let found = found
                .iter()
                .any(|channel| (channel.written, channel.read) == pair);
            assert!(found, "{written:?} as {read:?}: {damaged}");
        }
    }

    #[test]
    fn clean_text_promises_nothing() {
        for text in [
            "",
            "他们明天上午在门口等我们",
            "plain text",
            "déjà vu, façade",
            "Съешь ещё этих булок",
        ] {
            assert!(promising(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn common_characters_speak_for_a_reading_and_rare_ones_against_it() {
        for is_utf8 in [false, true] {
            assert_eq!(worth('的', is_utf8), MOST_BITS);
        }
        assert_eq!((worth('烎', false), worth('烎', true)), (-MOST_BITS, 1));
        assert!(worth('蟹', false) < worth('家', false));
    }

    #[test]
    fn the_first_look_is_at_what_stands_around() {
        let line = "灖".repeat(200);
        for at in [0, 300, 597] {
            let near = around(&line, at);
            assert!(
                line.get(near.clone()).is_some() && near.contains(&at),
                "{near:?}"
            );
            assert!(near.len() <= 256, "{near:?}");
            assert!(near.start == 0 || at - near.start > 90, "{near:?}");
            assert!(near.end == line.len() || near.end - at > 150, "{near:?}");
        }
        assert_eq!(around("ab", 1), 0..2);
    }
}
