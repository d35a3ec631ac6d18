//! Readings without losses: the written encoding's automaton led straight through the reader's bytes,
//! with nothing to choose.

use std::ops::Range;

use super::channel::Channel;
use super::class::Class;
use super::reader::{Bytes, Reader};
use super::writer::{Partial, Step, Writer};

/// A span of a line and what its bytes were.
pub(super) struct Span {
    pub(super) source: Range<usize>,
    pub(super) text: String,
    /// Characters of the span beyond ASCII.
    pub(super) valid: usize,
}

/// The two ends of a channel that loses nothing.
#[derive(Clone, Copy)]
pub(super) struct Straight {
    reader: &'static Reader,
    writer: Writer,
}

impl Straight {
    pub(super) fn of(channel: &Channel) -> Self {
        Self {
            reader: Reader::of(channel.read),
            writer: Writer::of(channel.written),
        }
    }

    /// The first span at or behind `from` that is valid in the written encoding, as far as it goes.
    pub(super) fn next(&self, line: &str, from: usize) -> Option<Span> {
        let mut characters = line.get(from..)?.char_indices();
        while let Some((at, character)) = characters.next() {
            if !character.is_ascii()
                && self.may_start(character, characters.as_str())
                && let Some(span) = self.read(line, from + at)
            {
                return Some(span);
            }
        }
        None
    }

    /// Whether a span can begin with a character, behind which `rest` stands.
    fn may_start(&self, character: char, rest: &str) -> bool {
        let bytes = self.reader.bytes(character).unwrap_or_default();
        let first = bytes.get().first();
        first.is_some_and(|&byte| self.writer.feed(Partial::NONE, byte) != Step::Dead)
            && !self.is_doubtful(character, rest.chars().next())
    }

    fn read(&self, line: &str, start: usize) -> Option<Span> {
        let mut text = String::new();
        let mut partial = Partial::NONE;
        let mut neighbor = None;
        // As far as the span goes: end, length of the text, characters.
        let mut end = None;
        let mut valid = 0;
        let mut characters = line.get(start..)?.char_indices();
        'span: while let Some((at, character)) = characters.next() {
            let Some(bytes) = self.bytes(character, partial, characters.as_str()) else {
                break;
            };
            let between = partial.is_none();
            for &byte in bytes.get() {
                partial = match self.writer.feed(partial, byte) {
                    Step::Dead => break 'span,
                    Step::More(partial) => partial,
                    Step::Complete(character) => {
                        text.push(character);
                        Partial::NONE
                    }
                };
            }
            valid += usize::from(!character.is_ascii());
            // A span does not end with ASCII, unless that is part of a character.
            let is_quiet =
                between && (character.is_ascii() || self.is_doubtful(character, neighbor));
            if partial.is_none() && !is_quiet {
                end = Some((start + at + character.len_utf8(), text.len(), valid));
            }
            neighbor = Some(character);
        }
        let (end, len, valid) = end?;
        text.truncate(len);
        Some(Span {
            source: start..end,
            text,
            valid,
        })
    }

    /// The bytes behind a character; of the two ways to write a euro sign the one that fits.
    #[inline]
    fn bytes(&self, character: char, partial: Partial, rest: &str) -> Option<Bytes> {
        if character == '€'
            && let Some(pair) = self.reader.other_bytes(character)
        {
            let follower = rest.chars().next().and_then(|c| self.reader.bytes(c));
            let follower = follower.and_then(|bytes| bytes.get().first().copied());
            if is_pair(self.writer, partial.need(), follower) {
                return Some(pair);
            }
        }
        self.reader.bytes(character)
    }

    /// Whether a clean character looks like damage: two bytes of many Han characters are valid UTF-8
    /// for a letter. No span begins or ends with one, except among others of the kind: letters with
    /// accents are what damage of two layers has in between.
    pub(super) fn is_doubtful(&self, character: char, neighbor: Option<char>) -> bool {
        if !matches!(
            (self.reader, self.writer),
            (Reader::Double(_), Writer::Utf8)
        ) {
            return false;
        }
        let is_letter = |character: char, from: u8| {
            let bytes = self.reader.bytes(character).unwrap_or_default();
            matches!(bytes.get(), &[first, 0x80..=0xBF] if (from..=0xDF).contains(&first))
        };
        let is_common = |c: char| Class::of(c) == Class::Plain;
        is_letter(character, 0xC2)
            && (is_letter(character, 0xCC)
                || is_common(character)
                    && !neighbor.is_some_and(|c| is_letter(c, 0xC2) || !is_common(c)))
    }
}

/// Whether a euro sign was the pair A2 E3 and not the byte 80, by how many bytes the character before
/// still needs and the byte behind: 80 ends a character of UTF-8, E3 begins one, and no pair has 80.
#[inline]
pub(super) fn is_pair(writer: Writer, need: u8, follower: Option<u8>) -> bool {
    match writer {
        Writer::Utf8 => need == 1 && matches!(follower, Some(0x80..=0xBF)),
        Writer::Double(_) => true,
    }
}
