//! The way by which text came to its damage, kept while the text is repaired.
//!
//! A document that was misread was mostly misread as a whole. Once a line has come back through some
//! channels, the lines behind are taken straight through the same: if every character of a line comes
//! out of it as fluent Chinese, nothing else needs to be tried. What does not, goes the long way.

use std::ops::Range;

use super::beam::is_impossible;
use super::channel::Channel;
use super::judge;
use super::mend::Mend;
use super::rate::Rate;
use super::reader::Reader;
use super::straight::is_pair;
use super::suspect;
use super::writer::Writer;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::model::UNITS;
use crate::name::Encoding;

/// Routes that a document is expected to have, the last one first.
const MOST_ROUTES: usize = 4;

/// Longest part of a line that is taken at once, in bytes.
const MOST_BYTES: usize = 16 << 10;

/// Characters that a reading must have: of valid UTF-8 through a reader of one byte, which hardly any
/// other text is; through a reader of two bytes; of pairs, which are valid anywhere. And those that must
/// be there for each letter or digit that only the reading has.
const LEAST_UTF8: usize = 2;
const LEAST_UTF8_DOUBLE: usize = 4;
const LEAST_PAIRS: usize = 6;
const LEAST_FOR_ASCII: usize = 2;

/// Most bits that its characters may cost on average, each by itself. Clean lines cost 8 to 12, lists of
/// rare characters up to 16, the wrong reading of clean text 13 and more.
const MOST_MEAN_UTF8: u32 = 16;
const MOST_MEAN_PAIRS: u32 = 12;
const MOST_MEAN_PAIRS_DOUBLE: u32 = 11;

/// Characters of pairs that are no table, whatever they begin with.
const LONG: usize = 64;

/// Bits by which what a reader of two bytes gave must be dearer, as Chinese.
const LEAST_GAIN: u32 = 32;

/// The routes of one text.
#[derive(Default)]
pub(super) struct Routes {
    routes: Vec<Route>,
    buffers: Buffers,
}

/// Channels without losses, from the last misreading to the first.
struct Route {
    channels: Vec<Channel>,
    reasons: Vec<Reason>,
    /// Whether text with letters that several code pages have, at different bytes, decided for it.
    is_told_apart: bool,
}

#[derive(Default)]
struct Buffers {
    bytes: Vec<u8>,
    text: String,
    other: String,
}

impl Routes {
    /// Whether no line came back so far.
    pub(super) fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    /// Keeps the way of a line that came back. Other lines that came the same may have lost nothing.
    pub(super) fn keep(&mut self, line: &str, mends: &[Mend]) {
        let Some((first, others)) = mends.split_first() else {
            return;
        };
        if others.iter().any(|mend| mend.channels != first.channels) {
            return;
        }
        let channels: Vec<Channel> = first.channels.iter().map(Channel::lossless).collect();
        let is_told_apart = judge::has_ambiguous(line);
        let known = |route: &Route| route.channels == channels;
        let mut route = match self.routes.iter().position(known) {
            Some(at) => self.routes.remove(at),
            None => Route {
                channels,
                reasons: first.reasons(),
                is_told_apart,
            },
        };
        route.is_told_apart |= is_told_apart;
        self.routes.truncate(MOST_ROUTES - 1);
        self.routes.insert(0, route);
    }

    /// Repairs the line that begins at `from` and those behind it, as long as they came the same way.
    /// Returns where the first one begins that did not.
    pub(super) fn follow<R: Record>(
        &mut self,
        text: &str,
        from: usize,
        out: &mut Rewriter<'_, R>,
    ) -> usize {
        for route in &self.routes {
            let end = route.follow(text, from, &mut self.buffers, out);
            if end > from {
                return end;
            }
        }
        from
    }
}

impl Route {
    fn follow<R: Record>(
        &self,
        text: &str,
        from: usize,
        buffers: &mut Buffers,
        out: &mut Rewriter<'_, R>,
    ) -> usize {
        let mut at = from;
        while let Some(piece) = Piece::at(text, at) {
            let end = piece.start + piece.line.len();
            if !piece.line.is_ascii() {
                let Some(span) = self.read(&piece, buffers) else {
                    return at;
                };
                out.replace(&Change {
                    source: at + span.start..at + span.end,
                    with: &buffers.text,
                    reasons: &self.reasons,
                    certainty: Certainty::Proved,
                    probability: None,
                    inferred: &[],
                });
                if piece.is_cut {
                    at += span.end;
                    continue;
                }
            }
            at = end + usize::from(!piece.is_cut);
        }
        at.min(text.len())
    }

    /// Which part of a line came this way, if all of its characters beyond ASCII did; what it was is in
    /// the buffers then.
    fn read(&self, piece: &Piece<'_>, buffers: &mut Buffers) -> Option<Range<usize>> {
        let line = piece.line;
        let (first, deeper) = self.channels.split_first()?;
        let start = line.bytes().position(|byte| !byte.is_ascii())?;
        let last = line.bytes().rposition(|byte| !byte.is_ascii())?;
        let damaged = line.get(start..=last)?;
        let behind = line.as_bytes().get(last + 1).copied();
        let taken = buffers.take(damaged, behind, first)?;
        let mut end = start + taken;
        if taken < damaged.len() {
            // More may come behind a cut, but nothing behind the end of a line.
            if !piece.is_cut || !deeper.is_empty() {
                return None;
            }
            end = start + buffers.shorten(damaged, first)?;
        }
        for channel in deeper {
            std::mem::swap(&mut buffers.text, &mut buffers.other);
            let text = std::mem::take(&mut buffers.other);
            let taken = buffers.take(&text, None, channel);
            let is_whole = taken == Some(text.len());
            buffers.other = text;
            if !is_whole {
                return None;
            }
        }
        let span = start..end;
        self.is_fluent(line.get(span.clone())?, &buffers.text)
            .then_some(())?;
        let is_all = start == 0 && end == line.len();
        (is_all || !judge::is_talk(line, &span, &buffers.text)).then_some(span)
    }

    /// Whether a reading is Chinese without a doubt.
    fn is_fluent(&self, damaged: &str, text: &str) -> bool {
        let (Some(first), Some(last)) = (self.channels.first(), self.channels.last()) else {
            return false;
        };
        let is_utf8 = last.written == Encoding::Utf8;
        let is_double = matches!(Reader::of(first.read), Reader::Double(_));
        let (least, most_mean) = match (is_utf8, is_double) {
            (true, false) => (LEAST_UTF8, MOST_MEAN_UTF8),
            (true, true) => (LEAST_UTF8_DOUBLE, MOST_MEAN_UTF8),
            (false, false) => (LEAST_PAIRS, MOST_MEAN_PAIRS),
            (false, true) => (LEAST_PAIRS, MOST_MEAN_PAIRS_DOUBLE),
        };
        let mut rate = Rate::default();
        let mut has_impossible = false;
        for character in text.chars() {
            rate.add(character);
            has_impossible |= is_impossible(character);
        }
        let new_ascii = match ascii(text) {
            0 => 0,
            some => some.saturating_sub(ascii(damaged)),
        };
        if rate.characters < least + LEAST_FOR_ASCII * new_ascii
            || rate.cost() > most_mean * UNITS * rate.characters as u32
            || has_impossible
        {
            return false;
        }
        if !is_utf8
            && (rate.characters < LONG && judge::is_monotonous(text)
                || !self.is_told_apart && judge::has_ambiguous(damaged))
        {
            return false;
        }
        !is_double || costs(damaged, rate.cost() + LEAST_GAIN * UNITS)
    }
}

/// A line, or as much of it as is taken at once.
struct Piece<'t> {
    start: usize,
    line: &'t str,
    /// Whether the line goes on.
    is_cut: bool,
}

impl<'t> Piece<'t> {
    fn at(text: &'t str, start: usize) -> Option<Self> {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let most = rest.get(..suspect::boundary(rest, MOST_BYTES))?;
        let end = most.find('\n');
        Some(Self {
            start,
            line: end.map_or(most, |end| most.get(..end).unwrap_or_default()),
            is_cut: end.is_none() && most.len() < rest.len(),
        })
    }
}

impl Buffers {
    /// Turns text back to what it was by one channel, as far as that goes. Returns the bytes of `text`
    /// if all of it goes, one more if that took an ASCII byte behind it; fewer if something is left;
    /// nothing if not even the reader knows a character.
    fn take(&mut self, text: &str, behind: Option<u8>, channel: &Channel) -> Option<usize> {
        self.bytes.clear();
        self.text.clear();
        let reader = Reader::of(channel.read);
        let writer = Writer::of(channel.written);
        match reader {
            Reader::Single(single) => {
                for character in text.chars() {
                    self.bytes.push(single.byte(character)?);
                }
            }
            Reader::Double(_) => self.turn_back(text, reader, writer)?,
        }
        match writer {
            Writer::Utf8 => {
                let valid = match simdutf8::compat::from_utf8(&self.bytes) {
                    Ok(valid) => valid,
                    Err(error) => {
                        let valid = self.bytes.get(..error.valid_up_to())?;
                        std::str::from_utf8(valid).ok()?
                    }
                };
                self.text.push_str(valid);
                Some(match valid.len() == self.bytes.len() {
                    true => text.len(),
                    false => 0,
                })
            }
            Writer::Double(pairs) => {
                let mut bytes = self.bytes.as_slice();
                loop {
                    bytes = match bytes {
                        [] => return Some(text.len()),
                        [byte @ ..0x80, rest @ ..] => {
                            self.text.push(char::from(*byte));
                            rest
                        }
                        [first, second, rest @ ..] => {
                            let Some(character) = pairs.pair(*first, *second) else {
                                return Some(0);
                            };
                            self.text.push(character);
                            rest
                        }
                        [lead] => {
                            let Some(character) = behind.and_then(|byte| pairs.pair(*lead, byte))
                            else {
                                return Some(0);
                            };
                            self.text.push(character);
                            return Some(text.len() + 1);
                        }
                    };
                }
            }
        }
    }

    /// The bytes of text that went through a reader of pairs.
    fn turn_back(&mut self, text: &str, reader: &Reader, writer: Writer) -> Option<()> {
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let mut bytes = reader.bytes(character)?;
            if let Some(pair) = reader.other_bytes(character) {
                // Which pair it was, only the model can tell.
                if character != '€' {
                    return None;
                }
                let follower = characters.clone().next().and_then(|c| reader.bytes(c));
                let follower = follower.and_then(|bytes| bytes.get().first().copied());
                if is_pair(writer, self.need(), follower) {
                    bytes = pair;
                }
            }
            match *bytes.get() {
                // Nearly all of them, and cheaper when that is known.
                [first, second] => self.bytes.extend_from_slice(&[first, second]),
                ref bytes => self.bytes.extend_from_slice(bytes),
            }
        }
        Some(())
    }

    /// How many bytes a character of UTF-8 at the end of the buffer still needs.
    fn need(&self) -> u8 {
        let before = self.bytes.len().saturating_sub(2);
        match *self.bytes.get(before..).unwrap_or_default() {
            [0xE0..=0xEF, 0x80..=0xBF] | [_, 0xC2..=0xDF] => 1,
            [_, 0xE0..=0xEF] => 2,
            _ => 0,
        }
    }

    /// Where text and what it was both end with a whole character, the one taken as far as the other
    /// goes. Returns the bytes of `text` there.
    fn shorten(&mut self, text: &str, channel: &Channel) -> Option<usize> {
        let reader = Reader::of(channel.read);
        let writer = Writer::of(channel.written);
        let width = |character: char| match writer {
            Writer::Utf8 => character.len_utf8(),
            Writer::Double(_) => 1 + usize::from(!character.is_ascii()),
        };
        let mut left = self.bytes.len();
        let mut right: usize = self.text.chars().map(width).sum();
        let mut damaged = text.chars();
        while left != right {
            if left > right {
                // A euro sign may have been one byte or two.
                let character = damaged.next_back().filter(|&c| c != '€')?;
                left = left.checked_sub(reader.bytes(character)?.get().len())?;
            } else {
                right = right.checked_sub(width(self.text.pop()?))?;
            }
        }
        Some(damaged.as_str().len())
    }
}

/// Whether the characters of a text cost so much. Of a damaged one, half do.
fn costs(text: &str, least: u32) -> bool {
    /// Bytes after which it is asked again.
    const PIECE: usize = 64;
    let mut sums = [0; 2];
    let mut rest = text;
    while !rest.is_empty() && sums.iter().any(|&sum| sum < least) {
        let (piece, behind) = rest.split_at(suspect::boundary(rest, PIECE));
        for (sum, cost) in sums.iter_mut().zip(Rate::of(piece).costs) {
            *sum += cost;
        }
        rest = behind;
    }
    sums.iter().all(|&sum| sum >= least)
}

/// Letters, digits and signs of ASCII.
fn ascii(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_graphic).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::mojibake::channel;

    fn route(written: Encoding, read: Encoding, is_told_apart: bool) -> Route {
        Route {
            channels: vec![channel::of(written, read).unwrap()],
            reasons: vec![Reason::Misread { written, read }],
            is_told_apart,
        }
    }

    const GBK: Encoding = Encoding::Gb18030;
    const LATIN: Encoding = Encoding::Windows1252;

    #[test]
    fn only_what_is_fluent_goes_straight() {
        let is_fluent =
            |read, damaged: &str, text: &str| route(GBK, read, false).is_fluent(damaged, text);
        let pairs = |damaged: &str, text: &str| is_fluent(LATIN, damaged, text);
        assert!(pairs("ÎÒÃÇÃ÷ÌìÉÏÎç", "我们明天上午"));
        assert!(!pairs("ÎÒÃÇÃ÷ÌìÉÏ", "我们明天上"), "too short");
        assert!(
            !pairs("ÎÒÃÇÃ÷ÌìÉÏÎç", "我们明天上午ab"),
            "ASCII that was not there"
        );
        assert!(pairs("ÎÒÃÇÃ÷ÌìÉÏÎçab", "我们明天上午ab"));
        assert!(!pairs("ÎÒÃÇÃ÷ÌìÉÏÎç", "烎朤氼仐夻夽"), "no Chinese");
        assert!(
            !pairs("ÎÒÃÇÎÒÃÇÎÒÃÇ", "我们我们我们"),
            "the same over and over"
        );
        let long = "ÎÒÃÇ".repeat(40);
        assert!(pairs(&long, &"我们".repeat(40)));
        // Several pages have Š, each at its own byte.
        assert!(!pairs("ŠÒÃÇÃ÷ÌìÉÏÎç", "我们明天上午"));
        assert!(route(GBK, LATIN, true).is_fluent("ŠÒÃÇÃ÷ÌìÉÏÎç", "我们明天上午"));
        // What a reader of pairs gave must be dearer.
        assert!(is_fluent(Encoding::Big5, "扂蠅隴毞奻敁", "我们明天上午"));
        assert!(!is_fluent(Encoding::Big5, "我们明天上午", "我们明天上午"));
        let utf8 =
            |read, text: &str| route(Encoding::Utf8, read, false).is_fluent("鎴灖鐏鏄", text);
        assert!(utf8(LATIN, "我们") && !utf8(LATIN, "我"));
        assert!(utf8(GBK, "我们明天") && !utf8(GBK, "我们明"));
    }

    #[test]
    fn bytes_are_taken_as_far_as_they_go() {
        let mut buffers = Buffers::default();
        let mut take = |text: &str, behind, written, read| {
            let channel = channel::of(written, read).unwrap();
            let taken = buffers.take(text, behind, &channel);
            (taken, buffers.text.clone())
        };
        assert_eq!(take("ÖÐa", None, GBK, LATIN), (Some(5), "中a".into()));
        assert_eq!(take("ÖÐÖ", None, GBK, LATIN).0, Some(0));
        // The second byte of a pair may be a letter.
        assert_eq!(
            take("ÖÐ‡", Some(b'@'), GBK, LATIN),
            (Some(8), "中嘆".into())
        );
        assert_eq!(take("Ж", None, GBK, LATIN).0, None);
        assert_eq!(
            take("æ˜¯", None, Encoding::Utf8, LATIN),
            (Some(6), "是".into())
        );
        assert_eq!(
            take("æ˜¯æ", None, Encoding::Utf8, LATIN),
            (Some(0), "是".into())
        );
        assert_eq!(
            take("鏄庡ぉ", None, Encoding::Utf8, GBK),
            (Some(9), "明天".into())
        );
    }

    #[test]
    fn an_unfinished_character_needs_the_rest_of_its_bytes() {
        for (bytes, need) in [
            (&b""[..], 0),
            (b"a", 0),
            (b"a\xE4", 2),
            (b"a\xC3", 1),
            (b"\xE4\xB8", 1),
            (b"\xE4\xB8\xAD", 0),
            (b"a\xF0", 0),
        ] {
            let buffers = Buffers {
                bytes: bytes.to_vec(),
                ..Buffers::default()
            };
            assert_eq!(buffers.need(), need, "{bytes:?}");
        }
    }

    #[test]
    fn the_last_ways_are_kept_and_the_newest_comes_first() {
        let reads = [
            LATIN,
            Encoding::Windows1251,
            Encoding::Koi8R,
            Encoding::Macintosh,
            Encoding::Ibm866,
        ];
        let mut routes = Routes::default();
        for read in reads {
            routes.routes.truncate(MOST_ROUTES - 1);
            routes.routes.insert(0, route(GBK, read, false));
        }
        let text = "ÎÒÃÇÃ÷ÌìÉÏÎçÈ¥\n\nÎÒÃÇÃ÷ÌìÉÏÎçÈ¥\nclean\n好的一行\n";
        let follow = |routes: &mut Routes| {
            let mut out = Rewriter::<()>::new(text, Certainty::Guessed, usize::MAX);
            let end = routes.follow(text, 0, &mut out);
            (text[end..].to_owned(), out.finish().0.into_owned())
        };
        // The first one is forgotten.
        assert_eq!(follow(&mut routes), (text.to_owned(), text.to_owned()));
        routes.routes.push(route(GBK, LATIN, false));
        let mended = "我们明天上午去\n\n我们明天上午去\nclean\n好的一行\n";
        assert_eq!(
            follow(&mut routes),
            ("好的一行\n".to_owned(), mended.to_owned())
        );
    }
}
