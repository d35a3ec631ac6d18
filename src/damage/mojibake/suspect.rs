//! Finds what can be damaged, at the speed of clean text.
//!
//! For every lane, a family of channels, each character says how much likelier it is in text that went
//! through it than in clean text. These bits are added up, but never below zero, and where a sum gets
//! high, the text is looked at closer: Page's test for the point where a sequence changes.
//!
//! The lanes are first added up in couples, and short runs of ASCII, which only ever make the sums lower, are
//! passed over: that takes one vector and no branch that cannot be foretold. Where these sums get high, and that
//! is hardly ever in clean text, what led to it is passed once more, lane by lane.

use std::ops::Range;

use crate::tables::suspicion::{BIAS, COUPLES, LANES, ROTATED, coupled, coupled_narrow, row};

/// A sum at which a lane is suspect: 9.8 bits. Then its highest bit is set.
const SUSPECT: u8 = 0x80;

/// A sum at which another lane is looked at too, where one is suspect.
const BESIDE: u8 = 90;

/// The same in a text so short that damage cannot add up to more: 4 bits. Time is no reason to
/// refrain there, and the judge weighs the reading all the same: with this bound the development set
/// has 3 to 20 in a hundred more of its lossless rows of two and three characters back, and none of
/// 1.1 million short pieces of clean text in many languages changes. Not tuned any further.
const BESIDE_SHORT: u8 = 52;

/// Most bytes of such a text: 16 characters of three.
const SHORT: usize = 48;

/// Most bytes of a text that has so many beyond ASCII.
const SHORT_IN_ASCII: usize = 256;

/// ASCII characters in a row that end whatever was before them.
const APART: usize = 4;

/// A set of lanes, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lanes(u32);

impl Lanes {
    pub(super) const fn of(lanes: &[usize]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < lanes.len() {
            bits |= 1 << lanes[at];
            at += 1;
        }
        Self(bits)
    }

    /// Whether it has any of these.
    pub(super) fn any(self, lanes: Self) -> bool {
        self.0 & lanes.0 != 0
    }
}

/// The sums of all lanes.
#[derive(Clone, Copy)]
struct Sums([u8; LANES]);

impl Sums {
    const NONE: Self = Self([0; LANES]);

    /// Adds what a character says. Written so that the compiler uses vectors.
    #[inline(always)]
    fn add(&mut self, row: &[u8; LANES]) {
        for (sum, &says) in self.0.iter_mut().zip(row) {
            *sum = sum.saturating_add(says).saturating_sub(BIAS);
        }
    }

    #[inline(always)]
    fn is_high(&self) -> bool {
        self.0.iter().fold(0, |any, sum| any | sum) >= SUSPECT
    }

    /// No couple's sum of what comes behind is above these.
    fn coupled(&self) -> Levels {
        let (ones, others) = self.0.split_at(COUPLES);
        let mut levels = Levels::NONE;
        for (level, (&one, &other)) in levels.0.iter_mut().zip(ones.iter().zip(others)) {
            *level = one.max(other).wrapping_sub(SUSPECT) as i8;
        }
        levels
    }

    /// Adds what the characters from `at` to `end` say, and the ASCII behind them. Returns where that ends,
    /// or the first character with which a lane becomes suspect.
    #[inline(never)]
    fn pass(&mut self, bytes: &[u8], mut at: usize, end: usize) -> Result<usize, usize> {
        while let Some(&[first, ref rest @ ..]) = bytes.get(at..).filter(|_| at < end) {
            let start = at;
            match (first, rest) {
                (..0x80, _) => {
                    let run = 1 + rest.iter().take_while(|byte| byte.is_ascii()).count();
                    if run >= APART {
                        *self = Self::NONE;
                    } else {
                        // Of so few, the first one speaks for all.
                        self.add(row(ROTATED + u16::from(first)));
                    }
                    at += run;
                }
                (..0xE0, &[second, ..]) => {
                    self.add(row(narrow(first, second)));
                    at += 2;
                }
                (..0xF0, &[second, third, ..]) => {
                    self.add(row(long(first, second, third)));
                    at += 3;
                }
                _ => at += 4,
            }
            if self.is_high() {
                return Err(start);
            }
        }
        Ok(at)
    }
}

/// The place in the table of a character of two bytes.
#[inline(always)]
fn narrow(first: u8, second: u8) -> u16 {
    // Their highest bits, which say only how long the character is, come to so much too much.
    const TOO_MUCH: u16 = (0xC0 << 6) + 0x80 - ROTATED;
    (u16::from(first) << 6)
        .wrapping_add(u16::from(second))
        .wrapping_sub(TOO_MUCH)
}

/// The place in the table of a character of three bytes.
#[inline(always)]
fn long(first: u8, second: u8, third: u8) -> u16 {
    (u16::from(first) << 12)
        .wrapping_add(u16::from(second) << 6)
        .wrapping_add(u16::from(third))
}

/// Sums of couples of lanes, less [`SUSPECT`]: none of them is negative where one is suspect, and nothing is
/// the least that there is, so that one instruction adds what a character says and stops there.
#[derive(Clone, Copy)]
struct Levels([i8; COUPLES]);

impl Levels {
    const NONE: Self = Self([i8::MIN; COUPLES]);

    #[inline(always)]
    fn add(&mut self, says: &[i8; COUPLES]) {
        for (level, &says) in self.0.iter_mut().zip(says) {
            *level = level.saturating_add(says);
        }
    }

    /// Keeps of each only its sign, as far as it is the sign of both.
    #[inline(always)]
    fn keep_signs(&mut self, other: &Self) {
        for (sign, &other) in self.0.iter_mut().zip(&other.0) {
            *sign &= other;
        }
    }

    /// What is added where everything before counts no more, or not.
    #[inline(always)]
    fn clearing(clears: bool) -> &'static [i8; COUPLES] {
        static CLEARING: [[i8; COUPLES]; 2] = [[0; COUPLES], [i8::MIN; COUPLES]];
        &CLEARING[usize::from(clears)]
    }

    #[inline(always)]
    fn is_none(&self) -> bool {
        self.0
            .iter()
            .fold(true, |all, &level| all & (level == i8::MIN))
    }

    #[inline(always)]
    fn is_high(&self) -> bool {
        self.0.iter().fold(-1, |all, level| all & level) >= 0
    }
}

/// Where, from `at` on, a character begins with which a lane becomes suspect. O(bytes): nothing is passed
/// more than twice.
pub(super) fn next(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut bound = Bound::at(at);
    // The lanes' own, and how far they are known; and where all of them were last known to be nothing.
    let (mut sums, mut known) = (Sums::NONE, at);
    let mut nothing = at;
    // What is behind the end is ASCII.
    let mut padded = [0; BLOCK + 2];
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        nothing = nothing.max(at * usize::from(bound.levels.is_none()));
        if let Some(eight) = rest.first_chunk()
            && are_three(eight)
        {
            at = bound.add_eight(eight, at);
        } else {
            let block = rest.first_chunk().unwrap_or_else(|| {
                for (to, from) in padded.iter_mut().zip(rest) {
                    *to = *from;
                }
                &padded
            });
            at = bound.add(block, at);
        }
        if bound.high.is_high() {
            if nothing > known {
                (sums, known) = (Sums::NONE, nothing);
            }
            match sums.pass(bytes, known, at) {
                Ok(end) => known = end,
                Err(suspect) => return Some(suspect),
            }
            (bound.levels, bound.high) = (sums.coupled(), Levels::NONE);
        }
    }
    None
}

/// Bytes that are looked at together where not all characters have three.
const BLOCK: usize = 64;

/// Sums that no lane's is above.
struct Bound {
    levels: Levels,
    /// The sign of the highest since they were looked at.
    high: Levels,
    /// Where the last character beyond ASCII began, or the last two bytes of it.
    last: usize,
}

impl Bound {
    fn at(at: usize) -> Self {
        Self {
            levels: Levels::NONE,
            high: Levels::NONE,
            last: at,
        }
    }

    #[inline(always)]
    fn add_one(&mut self, says: &[i8; COUPLES]) {
        self.levels.add(says);
        self.high.keep_signs(&self.levels);
    }

    /// Adds eight characters of three bytes, and returns where the last one ends.
    #[inline(always)]
    fn add_eight(&mut self, eight: &[u8; 24], at: usize) -> usize {
        let threes: &[[u8; 3]; 8] = match eight.as_chunks().0.first_chunk() {
            Some(threes) => threes,
            None => return at,
        };
        for &[first, second, third] in threes {
            self.add_one(coupled(long(first, second, third)));
        }
        let end = at + eight.len();
        self.last = end - 2;
        end
    }

    /// Adds the characters that begin in a block, and returns where the last one ends.
    #[inline(always)]
    fn add(&mut self, block: &[u8; BLOCK + 2], at: usize) -> usize {
        let [head @ .., _, _] = block;
        if head.is_ascii() {
            self.levels = Levels::NONE;
            return at + BLOCK;
        }
        // Each of these is compiled by itself.
        let leads = Leads::of(head);
        match (leads.have_long, leads.have_narrow) {
            (false, _) => self.add_leads::<NARROW>(&leads, block, at),
            (true, false) => self.add_leads::<LONG>(&leads, block, at),
            (true, true) => self.add_leads::<ANY>(&leads, block, at),
        }
        if leads.have_long {
            self.last += match block.get(self.last.saturating_sub(at)) {
                Some(0xF0..) => 2,
                Some(0xE0..) => 1,
                _ => 0,
            };
        }
        (at + BLOCK).max(self.last + 2)
    }

    /// Adds the characters that begin at these places of a block, which are of one kind.
    #[inline(always)]
    fn add_leads<const KIND: u8>(&mut self, leads: &Leads, block: &[u8; BLOCK + 2], at: usize) {
        // Bytes from one to the next with which nothing but ASCII that sets them apart fits in between: no more
        // than needed of long ones, whose lengths would take longer to tell.
        let far = APART + if KIND == NARROW { 2 } else { 4 };
        let near = (self.last + far).saturating_sub(at).min(BLOCK - 1);
        let apart = leads.apart(far) & u64::MAX << near;
        if apart == 0 {
            self.add_each::<KIND, false>(leads.all, apart, block);
        } else {
            self.add_each::<KIND, true>(leads.all, apart, block);
        }
        if leads.all != 0 {
            self.last = at + BLOCK - 1 - leads.all.leading_zeros() as usize;
        }
    }

    /// The same, some of which are set apart.
    #[inline(always)]
    fn add_each<const KIND: u8, const APART: bool>(
        &mut self,
        mut leads: u64,
        apart: u64,
        block: &[u8; BLOCK + 2],
    ) {
        while leads != 0 {
            let ahead = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            let rest = block.get(ahead..).unwrap_or_default();
            let (Some(&two), Some(&three)) = (rest.first_chunk(), rest.first_chunk()) else {
                break;
            };
            if APART {
                self.levels.add(Levels::clearing(apart >> ahead & 1 != 0));
            }
            if KIND == NARROW {
                self.add_one(coupled_narrow(two));
                continue;
            }
            let [first, second, third] = three;
            if first >= 0xF0 {
                continue;
            }
            // Both, and no branch: nothing foretells which way it would go.
            let (narrow, long) = (narrow(first, second), long(first, second, third));
            let is_long = KIND == LONG || first >= 0xE0;
            self.add_one(coupled(if is_long { long } else { narrow }));
        }
    }
}

/// Kinds of characters in a block: all of two bytes, all longer, or some of each.
const NARROW: u8 = 0;
const LONG: u8 = 1;
const ANY: u8 = 2;

/// Whether the block is eight characters of three bytes, if one begins with it.
#[inline(always)]
fn are_three(block: &[u8; 24]) -> bool {
    /// The bits of a first byte that say so, and what they are, in each third byte.
    const BITS: [u64; 3] = thirds(0xF0);
    const ARE: [u64; 3] = thirds(0xE0);
    let Some(words) = block.as_chunks().0.first_chunk::<3>() else {
        return false;
    };
    let unlike = |at: usize| u64::from_le_bytes(words[at]) & BITS[at] ^ ARE[at];
    unlike(0) | unlike(1) | unlike(2) == 0
}

/// A byte at each third place, from the first on.
const fn thirds(byte: u8) -> [u64; 3] {
    let mut bytes = [[0; 8]; 3];
    let mut at = 0;
    while at < 24 {
        bytes[at / 8][at % 8] = byte;
        at += 3;
    }
    [
        u64::from_le_bytes(bytes[0]),
        u64::from_le_bytes(bytes[1]),
        u64::from_le_bytes(bytes[2]),
    ]
}

/// Where characters beyond ASCII begin in a block.
struct Leads {
    /// One bit for each byte.
    all: u64,
    /// Whether some of them are longer than two bytes, and whether some are not.
    have_long: bool,
    have_narrow: bool,
}

impl Leads {
    #[inline(always)]
    fn of(block: &[u8; BLOCK]) -> Self {
        const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);
        /// Brings the highest bits of eight bytes together in the highest byte.
        const TOGETHER: u64 = 0x0002_0408_1020_4081;
        let (mut all, mut long, mut narrow) = (0, 0, 0);
        for &eight in block.as_chunks().0 {
            let word = u64::from_le_bytes(eight);
            let leads = word & word << 1 & HIGHEST;
            all = all >> 8 | leads.wrapping_mul(TOGETHER) & 0xFF << 56;
            long |= leads & word << 2;
            narrow |= leads & !(word << 2);
        }
        Self {
            all,
            have_long: long != 0,
            have_narrow: narrow != 0,
        }
    }

    /// Those that begin so many bytes, six or eight, behind the one before, or further.
    #[inline(always)]
    fn apart(&self, far: usize) -> u64 {
        let one = self.all << 1;
        let two = one | one << 1;
        let four = two | two << 2;
        let near = four | four << (far - 5);
        self.all & !near
    }
}

/// Where a text that is short as a whole is worth a look: all of it or nothing.
pub(super) fn short(text: &str) -> Option<usize> {
    (is_short(text) && !text.is_ascii() && lanes(text) != Lanes::default()).then_some(0)
}

/// Whether a text has so little beyond ASCII that damage cannot add up to more.
fn is_short(text: &str) -> bool {
    let wide = || text.bytes().filter(|byte| !byte.is_ascii()).count();
    text.len() <= SHORT || text.len() <= SHORT_IN_ASCII && wide() <= SHORT
}

/// Where the first whole line of a part of a text begins that would be worth a look if it stood alone.
pub(super) fn short_line(text: &str, part: Range<usize>) -> Option<usize> {
    let mut start = part.start;
    for line in text.get(part)?.split_inclusive('\n') {
        let begins = start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n');
        let ends = line.ends_with('\n') || start + line.len() == text.len();
        if begins && ends && short(line).is_some() {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// Where a text that begins with short lines is worth a look, though none of them may be by itself.
pub(super) fn cells(text: &str) -> Option<usize> {
    let cells = cells_at(text, 0)?;
    (lanes_of_cells(cells) != Lanes::default()).then_some(0)
}

/// The first lines from `start` on, if they are short and several say something. Where lines are longer,
/// each says enough by itself, and clean text has suspects here and there.
pub(super) fn cells_at(text: &str, start: usize) -> Option<&str> {
    const CELLS: usize = 384;
    const LINES: usize = 3;
    let cells = text.get(start..boundary(text, start + CELLS))?;
    let mut lines = cells.lines().filter(|line| !line.is_ascii());
    lines.nth(LINES - 1).map(|_| cells)
}

/// The line around `at`, without its line end, from `from` on; of a long one the part around `at`.
pub(super) fn line(text: &str, from: usize, at: usize) -> Range<usize> {
    /// Longest part of a text that is looked at as one, in bytes.
    const MOST: usize = 4 << 10;
    let is_end = |&byte: &u8| byte == b'\n';
    let start = from.max(at.saturating_sub(MOST / 2));
    let start = boundary(text, start);
    let before = text.as_bytes().get(start..at).unwrap_or_default();
    let start = before
        .iter()
        .rposition(is_end)
        .map_or(start, |i| start + i + 1);
    let end = boundary(text, at + MOST / 2);
    let behind = text.as_bytes().get(at..end).unwrap_or_default();
    let end = behind.iter().position(is_end).map_or(end, |i| at + i);
    let line = text.get(start..end).unwrap_or_default();
    start..start + line.trim_end_matches('\r').len()
}

/// The nearest place at or before `at` where a character begins.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let places = (0..=at).rev();
    places
        .take(4)
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(at)
}

/// The lanes that `text` may have gone through.
pub(super) fn lanes(text: &str) -> Lanes {
    let least = if is_short(text) { BESIDE_SHORT } else { BESIDE };
    lanes_above(text, least)
}

/// Those that short lines may have gone through, none of which says much.
pub(super) fn lanes_of_cells(text: &str) -> Lanes {
    lanes_above(text, BESIDE_SHORT)
}

/// Those whose sum becomes at least so high.
fn lanes_above(text: &str, least: u8) -> Lanes {
    let mut sums = Sums::NONE;
    let mut most = [0; LANES];
    for character in text.chars().filter(|&c| c <= '\u{FFFF}') {
        sums.add(row(ROTATED.wrapping_add(character as u16)));
        for (most, &sum) in most.iter_mut().zip(&sums.0) {
            *most = sum.max(*most);
        }
    }
    Lanes((0..LANES).fold(0, |lanes, lane| {
        lanes | u32::from(most[lane] >= least) << lane
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Character by character.
    fn slowly(text: &str) -> Option<usize> {
        let mut sums = Sums::NONE;
        sums.pass(text.as_bytes(), 0, text.len()).err()
    }

    #[test]
    fn blocks_tell_the_same_as_characters() {
        const PIECES: [&str; 16] = [
            "中",
            "文字",
            "在校园的东边，",
            "瀛",
            "鐨",
            "С",
            "ж",
            "Ð",
            "é",
            "ệ",
            "한",
            "😀",
            "a",
            " b, ",
            "word",
            "\n",
        ];
        let mut random = 0x9E37_79B9_7F4A_7C15_u64;
        let mut suspects = 0;
        for _ in 0..500 {
            let mut text = String::new();
            // Some texts have few kinds of characters, so that long runs of them come.
            let kinds = 1 + random as usize % PIECES.len();
            for _ in 0..random % 120 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                text.push_str(PIECES[(random >> 32) as usize % kinds]);
            }
            random = random.wrapping_add(0x2545_F491_4F6C_DD1D);
            assert_eq!(next(&text, 0), slowly(&text), "{text}");
            suspects += usize::from(slowly(&text).is_some());
        }
        assert!((50..450).contains(&suspects), "{suspects}");
    }
}
