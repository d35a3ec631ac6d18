//! A first look at pairs of bytes that have lost some, where [`glance`](super::glance) has found nothing:
//! behind a lost byte nobody knows whether a pair begins or ends, so both are followed.

use std::ops::RangeInclusive;

use super::channel::{self, Channel};
use super::glance;
use super::reader::Reader;
use super::suspect;
use super::units;
use super::writer::{Partial, Step, Writer};
use crate::name::Encoding;

/// Bits at which a closer look is worth its time: with 14, five rows in a hundred fewer come back of Big5
/// read as GBK or EUC-KR, in one half of the development data, with 8 three; no time is saved.
const ENOUGH_BITS: i32 = 5;

/// Bits lost where the bytes make no character.
const BROKEN_BITS: i32 = 4;

/// Second bytes of Big5's comma, full stop and marks like them, whose first byte other readers lose; and what
/// one behind a hole is worth.
const BIG5_MARKS: RangeInclusive<u8> = b'A'..=b'I';
const MARK_BITS: i32 = 5;

/// The channels of the lanes that are suspect, from pairs to pairs, that make something of `text` with
/// its losses. Nothing without marks. (With all lanes, clean text around a hole becomes another.)
pub(super) fn promising(text: &str) -> Vec<Channel> {
    if !text.contains(units::is_mark) {
        return Vec::new();
    }
    let lanes = suspect::lanes(text);
    let readers = channel::DOUBLE.iter();
    readers
        .flat_map(|&read| channel::lossless(read, lanes))
        .filter(|channel| channel.written != Encoding::Utf8 && promises(text, channel))
        .collect()
}

/// One way to divide the bytes so far.
#[derive(Clone, Copy)]
struct Phase {
    partial: Partial,
    /// Whether the next byte is the second one of a pair whose first is lost.
    is_behind_lost: bool,
    sum: i32,
}

fn promises(text: &str, channel: &Channel) -> bool {
    let reader = Reader::of(channel.read);
    let writer = Writer::of(channel.written);
    let begin = |is_behind_lost: bool, sum: i32| Phase {
        partial: Partial::NONE,
        is_behind_lost,
        sum,
    };
    let mut phases = [begin(false, 0); 2];
    for character in text.chars() {
        let best = phases[0].sum.max(phases[1].sum);
        if best >= ENOUGH_BITS {
            return true;
        }
        if units::is_mark(character) {
            phases = [begin(false, best), begin(true, best)];
            continue;
        }
        let Some(bytes) = reader.bytes(character) else {
            phases = [begin(false, 0); 2];
            continue;
        };
        for &byte in bytes.get() {
            let phases = phases.iter_mut();
            phases.for_each(|phase| phase.feed(writer, channel.written, byte));
        }
    }
    phases.iter().any(|phase| phase.sum >= ENOUGH_BITS)
}

impl Phase {
    fn feed(&mut self, writer: Writer, written: Encoding, byte: u8) {
        if std::mem::take(&mut self.is_behind_lost) {
            if written == Encoding::Big5 && BIG5_MARKS.contains(&byte) {
                self.sum += MARK_BITS;
            }
            return;
        }
        match writer.feed(self.partial, byte) {
            Step::More(partial) => self.partial = partial,
            Step::Complete(character) => {
                self.partial = Partial::NONE;
                if !character.is_ascii() {
                    self.sum = (self.sum + glance::worth(character, false)).max(0);
                }
            }
            Step::Dead => {
                self.partial = Partial::NONE;
                self.sum = (self.sum - BROKEN_BITS).max(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(Encoding, Encoding)> {
        let channels = promising(text);
        let pairs = channels
            .iter()
            .map(|channel| (channel.written, channel.read));
        pairs.collect()
    }

    #[test]
    fn pairs_are_followed_on_both_sides_of_a_hole() {
        // 今天的會議改到下午三點, and 因為天氣不好, in Big5.
        for damaged in ["さぱ?悍|某э?欷Uと?T翴?A叫?j產", "?]?挨旬黏＆n?A┮?H厩?炸M"]
        {
            let found = pairs(damaged);
            assert!(
                found.contains(&(Encoding::Big5, Encoding::Gb18030)),
                "{damaged}"
            );
            assert!(found.iter().all(|&(written, _)| written != Encoding::Utf8));
        }
    }

    #[test]
    fn without_a_hole_or_a_suspect_there_is_nothing_to_follow() {
        for text in [
            "",
            "さぱ穦某э",
            "今天的会议?",
            "what? 什么？？",
            "????",
            "你好\u{FFFD}世界",
        ] {
            assert_eq!(pairs(text), [], "{text}");
        }
    }
}
