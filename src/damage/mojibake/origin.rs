//! What the lines of a text say together about how they were misread.
//!
//! A column of names that was misread is two or three characters a line: too little to tell any of them from
//! foreign words, and plenty to tell the column. Each line on which one channel leaves nothing unexplained
//! speaks for it by the bits that its reading saves, each other line speaks against it.

use std::ops::Range;

use super::channel::{self, Channel};
use super::class::Class;
use super::glance;
use super::mend::{self, Mend, Trust};
use super::suspect;
use super::work::Work;
use crate::name::Encoding;

/// Bytes of lines that are asked, and bytes of a text behind which they are asked again.
const SAMPLE: usize = 2 << 10;
const HOLDS: usize = 32 << 10;

/// Longest line that others speak for, in bytes: a longer one says enough by itself.
const MOST_LINE: usize = 256;

/// Lines that must speak for a channel, what each may say at most, what all must say together, and what one
/// says against it, in bits. Of 233,000 columns of clean words and lines in some 300 languages none changes by
/// these; with four lines and 48 bits, columns of three come back no oftener than their lines do alone.
const LEAST_LINES: usize = 3;
const MOST_BITS: i64 = 24;
const LEAST_BITS: i64 = 36;
const AGAINST_BITS: i64 = 24;

/// Bits for a channel or against it at which no further line is asked: ten lines that could say no more.
const ENOUGH_BITS: i64 = 240;

/// The channel that the lines of a part of a text went through, and how far that part goes.
pub(super) struct Origin {
    channel: Option<Channel>,
    end: usize,
}

impl Origin {
    /// The one that is known beforehand, if any.
    pub(super) fn of(misread: Option<(Encoding, Encoding)>) -> Self {
        let channel = misread.and_then(|(written, read)| channel::of(written, read));
        let end = if channel.is_some() { usize::MAX } else { 0 };
        Self { channel, end }
    }

    /// Whether nothing is known any more of the lines from `start` on.
    pub(super) fn is_due(&self, start: usize) -> bool {
        start >= self.end
    }

    /// Takes what was said for nothing more.
    pub(super) fn forget(&mut self) {
        self.channel = None;
    }

    /// Asks the lines from `start` on, where there are several and the first ones are promising. O(1).
    pub(super) fn ask(&mut self, text: &str, start: usize, work: &mut Work) {
        let cells = suspect::cells_at(text, start);
        let promising = cells.map(glance::promising_cells).unwrap_or_default();
        if promising.is_empty() {
            return;
        }
        let end = suspect::boundary(text, start + SAMPLE);
        let sample = text.get(start..end).unwrap_or_default();
        let lines = || sample.lines().filter(|line| !line.is_ascii());
        self.end = start + HOLDS;
        let mut most = 0;
        let mut told: Vec<Encoding> = Vec::new();
        for channel in &promising {
            // Code pages that have most letters at the same bytes are as good, and the commonest comes first.
            if told.contains(&channel.written) {
                continue;
            }
            let mut vote = Vote::default();
            for line in lines() {
                if vote.bits.abs() >= ENOUGH_BITS {
                    break;
                }
                vote.hear(line, mend::whole(line, channel, Trust::Shared, work));
            }
            if vote.lines >= LEAST_LINES && vote.bits >= LEAST_BITS.max(most + 1) {
                most = vote.bits;
                self.channel = Some(*channel);
            }
            if vote.lines >= LEAST_LINES && !vote.is_against {
                told.push(channel.written);
            }
        }
    }

    /// Whether lines have said which channel it was.
    pub(super) fn is_known(&self) -> bool {
        self.channel.is_some()
    }

    /// What a line was, if the channel accounts for all of it.
    pub(super) fn mends(&self, line: &str, work: &mut Work) -> Option<Vec<Mend>> {
        let channel = self.channel.as_ref()?;
        let is_short = line.len() <= MOST_LINE && !line.is_ascii();
        let (mends, _) = is_short.then(|| mend::whole(line, channel, Trust::Given, work))??;
        Some(mends)
    }
}

/// What lines say about one channel.
#[derive(Default)]
struct Vote {
    bits: i64,
    lines: usize,
    /// Whether a line speaks against it.
    is_against: bool,
    /// The characters of its readings: what they repeat does not speak for it again.
    known: Vec<char>,
}

impl Vote {
    fn hear(&mut self, line: &str, whole: Option<(Vec<Mend>, i64)>) {
        let Some((mends, gain)) = whole else {
            let calls = line.chars().any(|c| Class::of(c) != Class::Plain);
            self.bits -= AGAINST_BITS * i64::from(calls);
            self.is_against |= calls;
            return;
        };
        // Letters with accents are misread too, and stand in words: with these, and with what is repeated, 35 of 80
        // columns of a program's Norwegian messages that were UTF-8 read as Latin-1 became Chinese.
        if mends.iter().any(|mend| is_in_word(line, &mend.source)) {
            return;
        }
        let (mut new, mut all) = (0, 0);
        let readings = mends.iter().flat_map(|mend| mend.text.chars());
        for character in readings.filter(|c| !c.is_ascii()) {
            all += 1;
            if !self.known.contains(&character) {
                self.known.push(character);
                new += 1;
            }
        }
        self.bits += gain.min(MOST_BITS) * new / all.max(1);
        self.lines += usize::from(new > 0);
    }
}

/// Whether a letter of ASCII stands directly beside a part of a line.
fn is_in_word(line: &str, part: &Range<usize>) -> bool {
    let bytes = line.as_bytes();
    let before = part.start.checked_sub(1).and_then(|at| bytes.get(at));
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    letter(before) || letter(bytes.get(part.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Option<Channel> {
        let mut origin = Origin::of(None);
        origin.ask(text, 0, &mut Work::new());
        origin.channel
    }

    #[test]
    fn lines_that_tell_nothing_alone_tell_together() {
        // 王伟, 李娜, 张敏, 刘洋.
        let names = "ÍõÎ°\nÀîÄÈ\nÕÅÃô\nÁõÑó\n";
        let written_as_gbk = channel::of(Encoding::Gb18030, Encoding::Windows1252);
        assert_eq!(origin(names), written_as_gbk);
        assert_eq!(origin("ÍõÎ°\n"), None);
        assert_eq!(origin(&"ÍõÎ°\n".repeat(9)), None, "the same over and over");
        let words = "Zoë\nJürgen Groß\nAñasco\nÅse Ærø\nÉloïse\nChloé\n";
        assert_eq!(origin(words), None);
        assert_eq!(
            origin(&format!("{names}{words}")),
            None,
            "half of it something else"
        );
    }
}
