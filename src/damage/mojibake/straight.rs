//! Readings without losses: the written encoding's automaton led straight through the reader's bytes,
//! with nothing to choose.

use std::ops::Range;

use super::channel::Channel;
use super::class::Class;
use super::reader::{Bytes, Reader};
use super::writer::{Partial, Step, Writer};
use crate::model::{Model, Script, UNITS};

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
                && let Some(span) = self.read(line, from + at, usize::MAX)
            {
                return Some(span);
            }
        }
        None
    }

    /// Whether a span can begin with a character, behind which `rest` stands.
    #[inline]
    fn may_start(&self, character: char, rest: &str) -> bool {
        let bytes = self.reader.bytes(character).unwrap_or_default();
        match bytes.get() {
            [] => false,
            // It may have been other bytes, too.
            [first, ..] if character == '€' => {
                self.writer.feed(Partial::NONE, *first) != Step::Dead
                    && !self.is_doubtful(character, rest.chars().next())
            }
            bytes => self.takes(bytes) && !self.is_doubtful(character, rest.chars().next()),
        }
    }

    /// Whether the written encoding can have these bytes behind a whole character.
    #[inline]
    fn takes(&self, bytes: &[u8]) -> bool {
        let mut partial = Partial::NONE;
        bytes.iter().all(|&byte| {
            let step = self.writer.feed(partial, byte);
            partial = match step {
                Step::More(partial) => partial,
                Step::Complete(_) | Step::Dead => Partial::NONE,
            };
            step != Step::Dead
        })
    }

    /// The span that begins at `start`, as far as it goes or has given so many bytes.
    pub(super) fn read(&self, line: &str, start: usize, most: usize) -> Option<Span> {
        let mut text = String::new();
        let mut partial = Partial::NONE;
        let mut neighbor = None;
        // As far as the span goes: end, length of the text, characters.
        let mut end = None;
        let mut valid = 0;
        let mut characters = line.get(start..)?.char_indices();
        'span: while text.len() < most
            && let Some((at, character)) = characters.next()
        {
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
            let neighbors = [neighbor, characters.as_str().chars().next()];
            if between
                && self.may_be_clean(character, neighbors)
                && let Some(letter) = text.pop()
            {
                let before = line.get(..start).filter(|_| text.is_empty());
                let is_clean = is_likelier(before.unwrap_or(&text), character, letter);
                text.push(if is_clean { character } else { letter });
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
        let is_common = |c: char| Class::of(c) == Class::Plain;
        let is_beside = |c: char| self.is_letter(c, 0xC2) || !is_common(c);
        self.is_letter(character, 0xC2)
            && (self.is_letter(character, 0xCC)
                || is_common(character) && !neighbor.is_some_and(is_beside))
    }

    /// Whether a character in the midst of damage may be clean, though its bytes are a letter in UTF-8:
    /// it is none of the letters of Latin-1 that damage of two layers has in rows.
    pub(super) fn may_be_clean(&self, character: char, neighbors: [Option<char>; 2]) -> bool {
        if !matches!(
            (self.reader, self.writer),
            (Reader::Double(_), Writer::Utf8)
        ) {
            return false;
        }
        let is_layered = |c: char| self.is_letter(c, 0xC2) && !self.is_letter(c, 0xC4);
        let mut neighbors = neighbors.into_iter().flatten();
        self.is_letter(character, 0xC2)
            && Class::of(character) == Class::Plain
            && if is_layered(character) {
                !neighbors.any(|c| c.is_ascii() || self.is_letter(c, 0xC2))
            } else {
                !neighbors.any(is_layered)
            }
    }

    /// Whether both bytes of a pair are a letter in UTF-8, with a first byte from this on.
    fn is_letter(&self, character: char, from: u8) -> bool {
        let bytes = self.reader.bytes(character).unwrap_or_default();
        matches!(bytes.get(), &[first, 0x80..=0xBF] if (from..=0xDF).contains(&first))
    }
}

/// Whether what stands before is Chinese, so that a clean character may follow.
pub(super) fn is_before_clean(character: char) -> bool {
    !character.is_ascii() && Class::of(character) == Class::Plain
}

/// Bits that a clean character in the midst of damaged ones costs: this and twice as much repair the
/// same lines of the development set that are damaged in part.
pub(super) const CLEAN_BITS: u32 = 6;

/// Whether behind `before` a clean character is likelier than the letter that its bytes are. Behind
/// what was damaged once more, none is.
fn is_likelier(before: &str, clean: char, letter: char) -> bool {
    if !before.chars().next_back().is_some_and(is_before_clean) {
        return false;
    }
    let cost = |character| {
        let models = [Script::Simplified, Script::Traditional].map(Model::of);
        let costs = models.map(|model| model.step(model.after(before), character).0);
        costs.into_iter().min().unwrap_or(0)
    };
    cost(clean) + CLEAN_BITS * UNITS < cost(letter)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::mojibake::channel;
    use crate::name::Encoding;

    fn spans(written: Encoding, read: Encoding, line: &str) -> Vec<(String, String, usize)> {
        let straight = Straight::of(&channel::of(written, read).unwrap());
        let mut spans = Vec::new();
        let mut at = 0;
        while let Some(span) = straight.next(line, at) {
            at = span.source.end;
            spans.push((line[span.source].to_owned(), span.text, span.valid));
        }
        spans
    }

    #[test]
    fn spans_are_what_is_valid_and_end_with_no_ascii() {
        let (utf8, gbk, latin) = (Encoding::Utf8, Encoding::Gb18030, Encoding::Windows1252);
        let span = |damaged: &str, text: &str, valid| (damaged.to_owned(), text.to_owned(), valid);
        assert_eq!(
            spans(utf8, latin, "a æ˜Žå¤© ok, æ—©ä¸Š! æ˜"),
            [span("æ˜Žå¤© ok, æ—©ä¸Š", "明天 ok, 早上", 12)]
        );
        assert_eq!(
            spans(utf8, latin, "æ˜Žé中å¤©"),
            [span("æ˜Ž", "明", 3), span("å¤©", "天", 3)]
        );
        assert_eq!(spans(gbk, latin, "(ÖÐ)"), [span("ÖÐ", "中", 2)]);
        assert_eq!(
            spans(gbk, latin, "ÖÐ‡@"),
            [span("ÖÐ‡@", "中嘆", 3)],
            "@ is a second byte"
        );
        assert_eq!(spans(utf8, latin, "plain, 中文"), []);
    }

    #[test]
    fn a_euro_sign_is_the_bytes_that_fit() {
        // 80 ends a character of UTF-8, E3 begins one, and no pair has 80.
        assert!(is_pair(Writer::Utf8, 1, Some(0x80)) && is_pair(Writer::Utf8, 1, Some(0xBF)));
        assert!(!is_pair(Writer::Utf8, 1, Some(0xC0)) && !is_pair(Writer::Utf8, 2, Some(0x80)));
        assert!(!is_pair(Writer::Utf8, 1, None));
        assert!(is_pair(Writer::of(Encoding::Gb18030), 0, None));
    }

    #[test]
    fn clean_characters_in_the_midst_of_damage_stay() {
        assert!(is_before_clean('天') && is_before_clean('。'));
        assert!(!is_before_clean('a') && !is_before_clean('é') && !is_before_clean('灖'));
        assert!(is_likelier("我们明天", '去', 'ȥ') && !is_likelier("我们明天", '烎', '去'));
        assert!(!is_likelier("", '去', 'ȥ') && !is_likelier("Ã¤", '去', 'ȥ'));
        // It must be likelier by more than chance.
        for letter in "去来到回走看".chars() {
            assert!(!is_likelier("我们明天", '去', letter), "{letter}");
        }
    }

    #[test]
    fn han_that_is_a_letter_in_utf8_begins_no_damage() {
        let straight = Straight::of(&channel::of(Encoding::Utf8, Encoding::Gb18030).unwrap());
        // 楼 is C2 A5, which is ¥; 谩 is C3 A1, á; 汞 is B9 AF, no letter.
        assert!(straight.is_letter('楼', 0xC2) && !straight.is_letter('楼', 0xC3));
        assert!(straight.is_letter('谩', 0xC2) && !straight.is_letter('汞', 0xC2));
        assert!(straight.is_doubtful('楼', None) && straight.is_doubtful('楼', Some('天')));
        assert!(!straight.is_doubtful('楼', Some('谩')) && !straight.is_doubtful('楼', Some('灖')));
        assert!(!straight.is_doubtful('天', None));
        let single = Straight::of(&channel::of(Encoding::Utf8, Encoding::Windows1252).unwrap());
        assert!(!single.is_doubtful('Ã', None) && !single.may_be_clean('Ã', [None; 2]));
    }
}
