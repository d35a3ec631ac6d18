//! What decides between the traditional characters that one simplified character stands for.
//!
//! Everything is read in place; `FORMAT.md` gives the layout under `CTXT`.

use std::sync::LazyLock;

use super::{CONTEXT, u16_at, u32_at};

/// Units of weight in one nat, the natural logarithm's unit of log odds.
pub(crate) const UNITS: f32 = 16.0;

/// Rows of 64 cells, each for as many characters of the Basic Multilingual Plane.
const ROWS: usize = 1024;
/// Bytes before the index of rows: the offsets of subjects and slots, and the bits of a slot number.
const DIRECTORY: usize = 12;

static INDEX: &[[u8; 2]; ROWS] = {
    let (_, index) = CONTEXT.split_at(DIRECTORY);
    match index.as_chunks::<2>().0.first_chunk() {
        Some(index) => index,
        None => panic!("the table is cut"),
    }
};

/// A cell for each character of each row, and what follows them.
static CELLS: &[[u8; 4]] = CONTEXT.split_at(DIRECTORY + 2 * ROWS).1.as_chunks().0;

/// Open addressing: a mark and the weights in both regions.
static SLOTS: &[[u8; 4]] = {
    let [_, start, bits] = directory();
    let (_, slots) = CONTEXT.split_at(start);
    slots.split_at(4 << bits).0.as_chunks().0
};

const fn directory() -> [usize; 3] {
    let words = CONTEXT.as_chunks::<4>().0;
    [
        u32::from_le_bytes(words[0]) as usize,
        u32::from_le_bytes(words[1]) as usize,
        u32::from_le_bytes(words[2]) as usize,
    ]
}

/// Most candidates that a subject has.
pub(crate) const CANDIDATES: usize = 6;

/// The kinds of context that carry weight, each one or two neighbors of the subject, or one and the number of
/// what a phrase of OpenCC's made of the subject.
pub(crate) mod template {
    pub(crate) const BEFORE: u64 = 1;
    pub(crate) const AFTER: u64 = 2;
    pub(crate) const TWO_BEFORE: u64 = 3;
    pub(crate) const TWO_AFTER: u64 = 4;
    pub(crate) const AROUND: u64 = 5;
    pub(crate) const CHOICE_BEFORE: u64 = 6;
    pub(crate) const CHOICE_AFTER: u64 = 7;
}

/// Whose habits decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Region {
    Taiwan,
    HongKong,
    /// What both have in common.
    Both,
}

/// Which script a character belongs to by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Both,
    Simplified,
    Traditional,
}

/// What the table says of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cell(u32);

impl Cell {
    /// The cell of a code point.
    #[inline(always)]
    pub(crate) fn of(code: u32) -> Self {
        let Some(row) = INDEX.get((code >> 6) as usize) else {
            return Self(0);
        };
        let cell = usize::from(u16::from_le_bytes(*row)) << 6 | (code & 0x3F) as usize;
        Self(CELLS.get(cell).map_or(0, |cell| u32::from_le_bytes(*cell)))
    }

    /// The simplified character that it stands for in contexts, if that is another one.
    #[inline(always)]
    pub(crate) fn folded(self) -> Option<char> {
        match self.0 & 0xFFFF {
            0 => None,
            code => char::from_u32(code),
        }
    }

    /// What has to be decided if the character stands in simplified text.
    #[inline(always)]
    pub(crate) fn subject(self) -> Option<Subject> {
        let number = (self.0 >> 16) as u16 & 0x3FF;
        (number != 0).then(|| Subject(number - 1))
    }

    /// Whether the character changes or begins a key in one of the four steps to a region's standard,
    /// numbered in the order Taiwan, Taiwan with words, Hong Kong, Hong Kong with words.
    #[inline(always)]
    pub(crate) fn concerns(self, step: u32) -> bool {
        self.0 >> (26 + step) & 1 != 0
    }

    #[inline(always)]
    pub(crate) fn side(self) -> Side {
        match self.0 >> 30 {
            1 => Side::Simplified,
            2 => Side::Traditional,
            _ => Side::Both,
        }
    }
}

/// A character that stands for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Subject(u16);

/// The simplified character that one stands for in contexts.
#[inline(always)]
pub(crate) fn fold(character: char) -> char {
    Cell::of(character as u32).folded().unwrap_or(character)
}

/// The subject of simplification for a character that has several simplified forms.
pub(crate) fn merged(character: char) -> Option<Subject> {
    let (_, subject) = MERGED.iter().find(|(merged, _)| *merged == character)?;
    Some(*subject)
}

/// All characters that have several simplified forms.
pub(crate) fn all_merged() -> impl Iterator<Item = char> {
    MERGED.iter().map(|(character, _)| *character)
}

/// The subjects of simplification, few among all.
static MERGED: LazyLock<Vec<(char, Subject)>> = LazyLock::new(|| {
    let subjects = (0..u16_at(CONTEXT, subjects())).map(Subject);
    let merged = subjects.filter(|subject| u16_at(CONTEXT, subject.at() + 2) != 0);
    merged
        .filter_map(|subject| Some((char::from_u32(u32_at(CONTEXT, subject.at() + 4))?, subject)))
        .collect()
});

/// Where the subjects begin.
const fn subjects() -> usize {
    directory()[0]
}

/// Bytes of a subject before its priors: number of candidates, whether it is one of simplification,
/// the character, offset of its priors, the candidates.
pub(crate) const SUBJECT: usize = 12 + 4 * CANDIDATES;

impl Subject {
    fn at(self) -> usize {
        subjects() + 4 + SUBJECT * usize::from(self.0)
    }

    /// How many candidates there are, at least two.
    #[inline]
    pub(crate) fn len(self) -> usize {
        usize::from(u16_at(CONTEXT, self.at()))
    }

    /// The candidates, OpenCC's first choice first.
    #[inline]
    pub(crate) fn candidate(self, number: usize) -> Option<char> {
        if number >= self.len() {
            return None;
        }
        char::from_u32(u32_at(CONTEXT, self.at() + 12 + 4 * number))
    }

    /// What speaks for a candidate whatever stands around the subject, given the number of OpenCC's
    /// own choice.
    #[inline]
    pub(crate) fn prior(self, region: Region, choice: Option<usize>, candidate: usize) -> i32 {
        let count = self.len();
        let choice = choice.map_or(0, |choice| choice + 1);
        let prior = |region: usize| {
            let place = (region * (count + 1) + choice) * count + candidate;
            let at = u32_at(CONTEXT, self.at() + 8) as usize + 2 * place;
            i32::from(u16_at(CONTEXT, at) as i16)
        };
        match region {
            Region::Taiwan => prior(0),
            Region::HongKong => prior(1),
            Region::Both => (prior(0) + prior(1)) / 2,
        }
    }

    /// What a context says for a candidate over the first one.
    #[inline]
    pub(crate) fn weight(
        self,
        region: Region,
        candidate: usize,
        kind: u64,
        first: u16,
        second: u16,
    ) -> i32 {
        let bits = SLOTS.len().trailing_zeros();
        let (mut slot, mark) = place(key(self.0, candidate, kind, first, second), bits);
        while let Some(&[low, high, taiwan, hong_kong]) = SLOTS.get(slot) {
            match u16::from_le_bytes([low, high]) {
                0 => return 0,
                found if found == mark => {
                    let [taiwan, hong_kong] =
                        [taiwan, hong_kong].map(|weight| i32::from(weight as i8));
                    return match region {
                        Region::Taiwan => taiwan,
                        Region::HongKong => hong_kong,
                        Region::Both => (taiwan + hong_kong) / 2,
                    };
                }
                _ => slot = (slot + 1) & (SLOTS.len() - 1),
            }
        }
        0
    }
}

/// A context of a candidate as one number.
pub(crate) fn key(subject: u16, candidate: usize, kind: u64, first: u16, second: u16) -> u64 {
    u64::from(subject) << 40
        | (candidate as u64) << 51
        | kind << 56
        | u64::from(first) << 16
        | u64::from(second)
}

/// The slot at which the search for a context begins, and the mark to look for, which is not 0.
#[inline]
pub(crate) fn place(key: u64, bits: u32) -> (usize, u16) {
    // SplitMix64's finalizer, by David Stafford.
    let hash = (key ^ key >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    let hash = hash ^ hash >> 31;
    ((hash >> (64 - bits)) as usize, (hash as u16).max(1))
}

/// What a neighbor counts as, once it is folded to simplified: Han characters of the Basic
/// Multilingual Plane as themselves, everything else as one of a few classes.
#[inline]
pub(crate) fn neighbor(folded: char) -> u16 {
    match folded as u32 {
        code @ 0x3400..0xA000 => code as u16,
        0x0A | 0x0D => EDGE,
        code => class(code),
    }
}

/// The neighbor that is the beginning or end of a line.
pub(crate) const EDGE: u16 = 0;

/// The class of what is not a Han character of the Basic Multilingual Plane.
fn class(code: u32) -> u16 {
    match code {
        0x30..=0x39 => 1,
        0x41..=0x5A | 0x61..=0x7A => 2,
        0..0x80 => 3,
        // General punctuation, CJK punctuation, full-width forms.
        0x2010..0x2040 | 0x3000..0x3040 | 0xFF00..0xFFF0 => 4,
        0x2_0000..0x4_0000 => 6,
        _ => 5,
    }
}
