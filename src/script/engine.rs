//! The fast engine: every character becomes what it becomes alone, except around the few places
//! where that can be wrong.
//!
//! Four fifths of OpenCC's phrases say nothing that their characters, one by one, would not say.
//! Each of the others has an *anchor*, one pair of adjacent characters from it; where a text holds
//! no anchor and no *special* character (one whose conversion depends on its neighbors or takes
//! another number of bytes), no other phrase takes part, in no step, and the character map is
//! exact. At an anchor that no key can reach beyond, what its two characters become stands in the
//! tables (`super::anchors`). At another the dictionary that divides the text says what has to be
//! converted together: one of its matches, or characters between two. Around a special character the
//! engine cuts out the text between the nearest exact cuts (`super::boundary`) and gives it to the plain
//! engine. `FORMAT.md` says how the anchors of later steps are traced back to the text before the
//! first one.
//!
//! Time is linear: segments and windows follow one another, each character is in one of them at
//! most, what is searched to the left for a cut is then converted or cut off, and what is searched to the
//! right is no longer than a key.

use super::anchors::Anchors;
use super::boundary::{Bonds, Pair, is_loose};
use super::cells::{Cell, Cells};
use super::config::recipe;
use super::dictionary::Match;
use super::marks::Marks;
use super::sequential::Sequential;
use super::utf8::{decode, decode_before, three};
use crate::name::Config;
use std::ops::Range;
use std::sync::OnceLock;

/// Everything that a configuration needs, all of it static.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    pub(super) cells: Cells,
    marks: Marks,
    pub(super) anchors: Anchors,
    pub(super) bonds: Bonds,
    /// Between characters that no match of the divider holds.
    inner: Bonds,
    pub(super) sequential: Sequential,
}

/// What the place between two characters turned out to be.
pub(super) enum Settled {
    /// No anchor.
    NoAnchor,
    /// None that matters: at this place at or before it the text can be cut.
    Cut(usize),
    /// One that is converted by itself, to these bytes. At its end the text can be cut.
    Alone { bytes: [u8; 6], end: usize },
    /// One in this segment: a match, or characters without one.
    Segment {
        range: Range<usize>,
        found: Option<Match<'static>>,
    },
    /// One around which the plain engine must look.
    Window,
}

impl Engine {
    pub(super) fn of(config: Config, tofu: bool) -> Self {
        Self {
            cells: Cells::of(config as usize),
            marks: Marks::of(config as usize),
            anchors: Anchors::of(config as usize),
            bonds: Bonds::of(recipe(config).family),
            inner: Bonds::inner(recipe(config).family),
            sequential: Sequential::of(config, tofu),
        }
    }

    /// The engine of a configuration as it is without options. A line takes no longer to convert
    /// than an engine to put together.
    pub(super) fn shared(config: Config) -> &'static Self {
        static ALL: [OnceLock<Engine>; 16] = [const { OnceLock::new() }; 16];
        ALL[config as usize].get_or_init(|| Self::of(config, true))
    }

    /// The length in bytes of the character at `at`, and its cell or what would stand there.
    #[inline(always)]
    pub(super) fn see(&self, text: &[u8], at: usize) -> (usize, Cell) {
        let byte = |place: usize| text.get(at + place).copied().unwrap_or(0);
        match byte(0) {
            lead @ ..0xC0 => (1, self.cells.short(lead.into())),
            0xC0..0xE0 => (2, self.cells.short(decode(text, at).0)),
            lead @ 0xE0..0xF0 => (3, self.cells.three_bytes([lead, byte(1), byte(2)])),
            // Planes 2 and 3; no key holds a character of another plane.
            _ if matches!(decode(text, at).0, 0x2_0000..0x4_0000) => (4, Cell::SPECIAL),
            _ => (4, Cell::PLAIN),
        }
    }

    /// The cell of the character, of one or two bytes, that ends at `at`.
    #[inline]
    pub(super) fn see_before(&self, text: &[u8], at: usize) -> Cell {
        self.cells.short(decode_before(text, at).0)
    }

    /// What the anchor around `at` is converted to, if there is one; `floor` is an exact cut before
    /// `at`.
    #[inline(always)]
    pub(super) fn settle(&self, text: &[u8], floor: usize, at: usize) -> Settled {
        let around = at.checked_sub(3).and_then(|start| text.get(start..));
        let pair = match around.and_then(<[u8]>::first_chunk) {
            Some(&[a @ 0xE0..0xF0, b, c, x @ 0xE0..0xF0, y, z]) => {
                Pair::new(three(a, b, c), three(x, y, z))
            }
            _ => return self.settle_short(text, floor, at),
        };
        // False for nearly all that are no anchor.
        if !self.anchors.may_hold(pair) {
            return Settled::NoAnchor;
        }
        self.settle_anchor(text, floor, at, pair, 3)
    }

    /// The same where one of the two characters may have another number of bytes than three.
    #[cold]
    #[inline(never)]
    fn settle_short(&self, text: &[u8], floor: usize, at: usize) -> Settled {
        let (first, length) = decode_before(text, at);
        let pair = Pair::new(first, decode(text, at).0);
        self.settle_anchor(text, floor, at, pair, length)
    }

    /// The same for two characters, the first of which has `length` bytes.
    #[inline(never)]
    fn settle_anchor(
        &self,
        text: &[u8],
        floor: usize,
        at: usize,
        pair: Pair,
        length: usize,
    ) -> Settled {
        let Some(anchor) = self.anchors.find(pair) else {
            return Settled::NoAnchor;
        };
        let Some(bytes) = anchor.alone() else {
            let start = at - length;
            let from = self.bonds.before(text, floor, start);
            return self.segment(text, from, start, at);
        };
        // Both have three bytes.
        let (start, end) = (at - 3, at + 3);
        let is_cut = start == floor || {
            let before = decode_before(text, start).0;
            !self.bonds.joined(before, pair.first)
        };
        if is_cut
            && (anchor.is_closed()
                || end == text.len()
                || !self.bonds.joined(pair.second, decode(text, end).0))
        {
            return Settled::Alone { bytes, end };
        }
        let from = match is_cut {
            true => start,
            false => self.bonds.before(text, floor, start),
        };
        match self.segment(text, from, start, at) {
            Settled::Segment { range, .. } if range == (start..end) => {
                Settled::Alone { bytes, end }
            }
            settled => settled,
        }
    }

    /// What an anchor of the characters at `start` and `at` comes to where a key may reach beyond them.
    /// Before them, from the exact cut `from` on, no other was met.
    fn segment(&self, text: &[u8], mut from: usize, start: usize, at: usize) -> Settled {
        let dictionary = self.sequential.divider();
        let find = |place| {
            let (code, length) = decode(text, place);
            let found = dictionary.phrase(text, place, code, length);
            let length = found.as_ref().map_or(length, |found| found.length);
            (found, place + length)
        };
        // Where the characters without a match begin.
        let mut run = from;
        let (found, mut end) = loop {
            let (found, end) = find(from);
            if end > at {
                break (found, end);
            }
            from = end;
            if found.is_some() {
                run = end;
            }
        };
        let is_single = self.sequential.is_single();
        let settled = match found {
            // Something begins between the two, or each stands alone.
            Some(_) if from == at => Settled::Cut(at),
            None if run == at || is_single => Settled::Cut(at),
            // Each character gives its part by itself.
            Some(found) if is_single && found.value.is_empty() => Settled::Cut(from),
            Some(_) => Settled::Segment {
                range: from..end,
                found,
            },
            None => {
                let joined = |end| {
                    let (before, _) = decode_before(text, end);
                    let (after, _) = decode(text, end);
                    self.inner.joined(before, after) && !is_loose(after)
                };
                let run = self.inner.before(text, run, start);
                while end < text.len()
                    && joined(end)
                    && let (None, next) = find(end)
                {
                    end = next;
                }
                Settled::Segment {
                    range: run..end,
                    found,
                }
            }
        };
        // With what is behind it normalized, a match could be a longer one.
        if self.bonds.hold_loose(text, end) {
            Settled::Window
        } else {
            settled
        }
    }

    /// The first place at or after `start` where the conversion of a text, cut exactly at `start`,
    /// may differ from the text. A place is a character's start.
    ///
    /// Each key that could match before it has a character that changes or an anchor with a marked one.
    pub(super) fn first_suspect(&self, text: &[u8], start: usize) -> Option<usize> {
        let mut floor = start;
        let mut at = start;
        loop {
            at = self.marks.skip(text, at);
            if at >= text.len() {
                return None;
            }
            if self.stays(text, at) {
                at += 3;
                continue;
            }
            let (length, cell) = self.see(text, at);
            if cell.changes() {
                return Some(at);
            }
            let end = at + length;
            let before = match decode_before(text, at) {
                (_, length) if at > start => self.see(text, at - length).1,
                _ => Cell::PLAIN,
            };
            let behind = match end < text.len() {
                true => self.see(text, end).1,
                false => Cell::PLAIN,
            };
            for (place, meet) in [(at, before.meets(cell)), (end, cell.meets(behind))] {
                if !meet || place <= floor {
                    continue;
                }
                match self.settle(text, floor, place) {
                    Settled::NoAnchor => {}
                    Settled::Cut(cut) => floor = cut,
                    Settled::Alone { bytes, end }
                        if text.get(..end).is_some_and(|text| text.ends_with(&bytes)) =>
                    {
                        floor = end;
                    }
                    _ => return Some(place),
                }
            }
            at = end;
        }
    }

    /// Whether the character at `at`, of three bytes like those beside it, neither changes nor may be in an anchor.
    #[inline(always)]
    fn stays(&self, text: &[u8], at: usize) -> bool {
        let around = at.checked_sub(3).and_then(|start| text.get(start..));
        let Some(&[a, b, c, d, e, f, g, h, i]) = around.and_then(<[u8]>::first_chunk) else {
            return false;
        };
        let [before, cell, behind] =
            [[a, b, c], [d, e, f], [g, h, i]].map(|character| self.cells.three_bytes(character));
        let are_three = [a, d, g].map(|lead| lead & 0xF0) == [0xE0; 3];
        are_three & !cell.changes() & !before.meets(cell) & !cell.meets(behind)
    }

    /// The window around a suspect place: the text between exact cuts that holds it, and the
    /// special characters that follow.
    pub(super) fn window(&self, text: &[u8], floor: usize, at: usize) -> Range<usize> {
        let start = self.bonds.before(text, floor, at);
        let mut end = self.bonds.after(text, at);
        while end < text.len() && self.see(text, end).1.is_special() {
            end = self.bonds.after(text, end);
        }
        start..end
    }
}
