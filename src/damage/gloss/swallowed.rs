//! Which byte swallowed the parenthesis of a reading.

use super::commonness::{commonness, glossiness};
use super::find::reads;
use crate::encoding::gbk;
use crate::tables::reading::{Han, Syllable};

/// A byte that was lost, and whether one character alone explains it.
pub(super) struct Swallowed {
    pub(super) byte: u8,
    pub(super) sure: bool,
}

/// The byte that makes, with `lead` before it, a character that is read so, and with `next` behind
/// it, if that is known, another character.
pub(super) fn swallowed_byte(lead: u8, reading: Syllable, next: Option<u8>) -> Option<Swallowed> {
    let mut best: Option<(i32, u8)> = None;
    let (mut candidates, mut glossed) = (0, 0);
    for (trail, character) in gbk::row(lead) {
        if trail < 0x81 || !reads(character, reading) {
            continue;
        }
        let follower = match next.map(|next| gbk::character(trail, next)) {
            None => 0,
            Some(None) => continue,
            Some(Some(follower)) => commonness(follower),
        };
        candidates += 1;
        glossed += u32::from(Han::of(character).is_glossed());
        let score = glossiness(character) + follower;
        if best.is_none_or(|(best, _)| score > best) {
            best = Some((score, trail));
        }
    }
    best.map(|(_, byte)| Swallowed {
        byte,
        // The score puts characters that pages are known to gloss before all others.
        sure: candidates == 1 || glossed == 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_says_which_byte_was_lost() {
        for character in ['詠', '為', '會'] {
            let [lead, trail] = gbk::bytes(character).unwrap();
            let reading = Han::of(character).reading().unwrap();
            let found = swallowed_byte(lead, reading, None).unwrap();
            assert_eq!((found.byte, found.sure), (trail, true), "{character}");
        }
        let other = Syllable::new("zhuāng").unwrap();
        assert!(swallowed_byte(0xD4, other, None).is_none());
    }

    #[test]
    fn what_follows_must_be_a_character_with_it() {
        let [lead, trail] = gbk::bytes('為').unwrap();
        let reading = Han::of('為').reading().unwrap();
        let byte = |next| swallowed_byte(lead, reading, Some(next)).map(|found| found.byte);
        assert_eq!(byte(0x91), Some(trail));
        // No pair of GBK ends with FF.
        assert_eq!(byte(0xFF), None);
    }
}
