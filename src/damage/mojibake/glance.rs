//! A first look at what is suspect: whether any channel makes Chinese of it at all. No search and no
//! losses; what is lost is passed over.

use std::ops::Range;

use super::channel::{self, Channel};
use super::class::Class;
use super::reader::{Bytes, Reader};
use super::suspect;
use super::writer::{Partial, Step, Writer};
use crate::model::UNITS;
use crate::name::Encoding;
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
    let readers = channel::DOUBLE.iter().chain(&channel::SINGLE);
    readers
        .flat_map(|&read| channel::lossless(read, lanes))
        .filter(|channel| promises(&characters, text.len() > MANY, channel))
        .collect()
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

/// Whether a channel makes something of characters, which may be many.
fn promises(characters: &[char], are_many: bool, channel: &Channel) -> bool {
    let reader = Reader::of(channel.read);
    let writer = Writer::of(channel.written);
    let is_utf8 = channel.written == Encoding::Utf8;
    let may_be_lenient = channel::lossy(channel).any(|channel| channel.loss.lenient);
    let is_of_pairs = matches!(reader, Reader::Double(_)) && !is_utf8;
    let mut partial = Partial::NONE;
    let enough = if are_many {
        ENOUGH_AMONG_MANY_BITS
    } else {
        ENOUGH_BITS
    };
    let (mut known, mut unknown) = (0, 0);
    let mut sum: i32 = 0;
    let mut is_enough = false;
    for &character in characters {
        if character.is_ascii() && partial.is_none() {
            continue;
        }
        let bytes = reader.bytes(character);
        let is_lenient = may_be_lenient && Class::of(character) != Class::Plain;
        let bytes = bytes.or_else(|| is_lenient.then(|| Bytes::of_utf8(character)));
        let bytes = bytes.unwrap_or_default();
        if bytes.get().is_empty() {
            partial = Partial::NONE;
            // Nothing that was read so has such a character, but marks of what was lost.
            if character != char::REPLACEMENT_CHARACTER {
                sum = 0;
                unknown += 1;
            }
        } else {
            known += usize::from(!character.is_ascii());
        }
        for &byte in bytes.get() {
            let mut step = writer.feed(partial, byte);
            if step == Step::Dead {
                sum = (sum - BROKEN_BITS).max(0);
                step = writer.feed(Partial::NONE, byte);
            }
            partial = match step {
                Step::More(partial) => partial,
                Step::Complete(character) => {
                    if !character.is_ascii() {
                        sum = (sum + worth(character, is_utf8)).max(0);
                    }
                    Partial::NONE
                }
                Step::Dead => Partial::NONE,
            };
        }
        is_enough |= sum >= enough;
        if is_enough && !is_of_pairs {
            break;
        }
    }
    is_enough && !(is_of_pairs && unknown * KNOWN_TO_UNKNOWN > known)
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
