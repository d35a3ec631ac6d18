//! The numbers of the character model: which token a character is, and what each n-gram costs.
//!
//! Everything is read in place; `FORMAT.md` gives the layout under `MODL`.

use std::hint::select_unpredictable;

use super::cuckoo::{Cuckoo, Found};
use super::{MODEL, MODEL_OTHER};

/// The model of Chinese: simplified, traditional.
pub(crate) static TABLE: Table = Table::new(MODEL);

/// The model of other languages: those of alphabets; Japanese and Korean.
pub(crate) static OTHERS: Table = Table::new(MODEL_OTHER);

/// Tokens below this number are classes of characters; `FORMAT.md` lists them.
pub(crate) const CLASSES: usize = 18;

/// The token that stands where a text, a line or a clause begins or ends.
pub(crate) const BOUNDARY: u16 = 0;

/// Classes of characters that have no token of their own, and of ASCII, which never has.
pub(crate) mod class {
    pub(crate) const LETTER: u16 = 1;
    pub(crate) const DIGIT: u16 = 2;
    pub(crate) const SPACE: u16 = 3;
    pub(crate) const SIGN: u16 = 4;
    /// Controls, private use, U+FFFD: what no clean text has.
    pub(crate) const BROKEN: u16 = 5;
    pub(crate) const GB2312_LEVEL_1: u16 = 6;
    pub(crate) const GB2312_LEVEL_2: u16 = 7;
    pub(crate) const BIG5_LEVEL_1: u16 = 8;
    pub(crate) const BIG5_LEVEL_2: u16 = 9;
    /// Han of the first Unicode block that neither GB2312 nor Big5 has.
    pub(crate) const HAN: u16 = 10;
    /// Han of the extensions and compatibility blocks.
    pub(crate) const RARE_HAN: u16 = 11;
    pub(crate) const SYMBOL: u16 = 12;
    pub(crate) const KANA: u16 = 13;
    pub(crate) const HANGUL: u16 = 14;
    /// Latin letters beyond ASCII.
    pub(crate) const LATIN: u16 = 15;
    pub(crate) const GREEK_CYRILLIC: u16 = 16;
    pub(crate) const OTHER: u16 = 17;
}

/// Bigram costs have this many levels, and trigram costs, and backoffs after two characters.
pub(crate) const LEVELS: usize = 64;

/// Units of cost in one bit of information.
pub(crate) const UNITS: u32 = 256;

/// Alphabet and both scripts' n-grams.
pub(crate) struct Table {
    /// Which page of `cells` holds each block of 256 code points of the basic plane.
    index: &'static [u8; 256],
    cells: &'static [[u8; 2]],
    /// What a member of a class costs beyond its class.
    members: &'static [[u8; 2]],
    /// Tokens below this number occur in bigrams and trigrams.
    paired: u16,
    pub(crate) grams: [Grams; 2],
}

/// What one script's table says of each n-gram.
pub(crate) struct Grams {
    unigrams: &'static [[u8; 2]],
    backoffs: &'static [[u8; 2]],
    bigram_levels: &'static [[u8; 2]; LEVELS],
    trigram_levels: &'static [[u8; 2]; LEVELS],
    backoff_levels: &'static [[u8; 2]; LEVELS],
    /// How many of a bigram's value bits tell its backoff.
    backoff_bits: u32,
    bigrams: Cuckoo,
    trigrams: Cuckoo,
}

/// What a token costs behind another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bigram {
    /// Whether the table has the two together.
    pub(crate) is_known: bool,
    pub(crate) cost: u32,
    pub(crate) longer: Longer,
}

/// Two tokens as the beginning of trigrams: where these are found, and what it costs to find none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Longer {
    position: u32,
    backoff: u16,
}

impl Longer {
    /// No trigram begins so.
    pub(crate) const NONE: Self = Self {
        position: u32::MAX,
        backoff: 0,
    };
}

impl Table {
    /// Reads the section bounds; the sections stay where they are.
    pub(crate) const fn new(payload: &'static [u8]) -> Self {
        let mut rest = Cursor::new(payload);
        let paired = rest.number() as u16;
        let tokens = rest.number() as usize;
        let pages = rest.number() as usize;
        Self {
            index: rest.index(),
            cells: rest.pairs(256 * pages),
            members: rest.pairs(CLASSES),
            paired,
            grams: [
                Grams::new(&mut rest, tokens, paired as usize),
                Grams::new(&mut rest, tokens, paired as usize),
            ],
        }
    }

    /// The token of a character: its own, or its class.
    #[inline]
    pub(crate) fn token(&self, character: char) -> u16 {
        let code = character as usize;
        match self.index.get(code >> 8) {
            Some(&page) => number(self.cells, (page as usize) << 8 | code & 0xFF),
            None => match code {
                0x1F000..0x1FB00 => class::SYMBOL,
                0x20000..0x40000 => class::RARE_HAN,
                0xF0000.. => class::BROKEN,
                _ => class::OTHER,
            },
        }
    }

    /// What telling this character from the others of its class costs.
    #[inline]
    pub(crate) fn member(&self, token: u16) -> u32 {
        self.members
            .get(token as usize)
            .map_or(0, |&bytes| u32::from(u16::from_le_bytes(bytes)))
    }

    #[inline(always)]
    pub(crate) fn bigram(&self, grams: &Grams, first: u16, second: u16) -> Bigram {
        let unknown = grams.backoff(first) + grams.unigram(second);
        if first >= self.paired || second >= self.paired {
            return Bigram {
                is_known: false,
                cost: unknown,
                longer: Longer::NONE,
            };
        }
        let key = u64::from(first) * u64::from(self.paired) + u64::from(second);
        let Found {
            is_there,
            position,
            value,
        } = grams.bigrams.find(key);
        let known = level(grams.bigram_levels, value >> grams.backoff_bits);
        let backoff = value & ((1 << grams.backoff_bits) - 1);
        let begins = is_there & (backoff != 0);
        let longer = Longer {
            position,
            backoff: level(grams.backoff_levels, backoff) as u16,
        };
        // Which pairs of a text are known cannot be foreseen.
        Bigram {
            is_known: is_there,
            cost: select_unpredictable(is_there, known, unknown),
            longer: Longer {
                position: select_unpredictable(begins, position, Longer::NONE.position),
                backoff: select_unpredictable(begins, longer.backoff, 0),
            },
        }
    }

    /// What a token costs behind two others, given what it costs behind the second of them.
    #[inline(always)]
    pub(crate) fn trigram(&self, grams: &Grams, longer: Longer, third: u16, shorter: u32) -> u32 {
        let unknown = u32::from(longer.backoff) + shorter;
        if third >= self.paired {
            return unknown;
        }
        let key = u64::from(longer.position) * u64::from(self.paired) + u64::from(third);
        let found = grams.trigrams.find(key);
        let known = level(grams.trigram_levels, found.value);
        let is_there = found.is_there & (longer.position != Longer::NONE.position);
        select_unpredictable(is_there, known, unknown)
    }
}

impl Grams {
    const fn new(rest: &mut Cursor, tokens: usize, paired: usize) -> Self {
        Self {
            unigrams: rest.pairs(tokens),
            backoffs: rest.pairs(paired),
            bigram_levels: rest.levels(),
            trigram_levels: rest.levels(),
            backoff_levels: rest.levels(),
            backoff_bits: rest.number(),
            bigrams: Cuckoo::new(rest),
            trigrams: Cuckoo::new(rest),
        }
    }

    #[inline]
    pub(crate) fn unigram(&self, token: u16) -> u32 {
        u32::from(number(self.unigrams, token as usize))
    }

    /// What it costs that a bigram is not in the table.
    #[inline]
    pub(crate) fn backoff(&self, first: u16) -> u32 {
        self.backoffs
            .get(first as usize)
            .map_or(0, |&bytes| u32::from(u16::from_le_bytes(bytes)))
    }
}

#[inline(always)]
fn level(levels: &[[u8; 2]; LEVELS], number: u32) -> u32 {
    u32::from(u16::from_le_bytes(levels[number as usize % LEVELS]))
}

#[inline]
fn number(pairs: &[[u8; 2]], at: usize) -> u16 {
    pairs
        .get(at)
        .map_or(u16::MAX, |&bytes| u16::from_le_bytes(bytes))
}

/// What has not been read of the payload; a payload that is too short stops the build.
pub(crate) struct Cursor(&'static [u8]);

impl Cursor {
    pub(crate) const fn new(payload: &'static [u8]) -> Self {
        Self(payload)
    }

    pub(super) const fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (taken, rest) = self.0.split_at(bytes);
        self.0 = rest;
        taken
    }

    const fn pairs(&mut self, count: usize) -> &'static [[u8; 2]] {
        self.take(2 * count).as_chunks().0
    }

    const fn index(&mut self) -> &'static [u8; 256] {
        match self.take(256).first_chunk() {
            Some(index) => index,
            None => &[0; 256],
        }
    }

    const fn levels(&mut self) -> &'static [[u8; 2]; LEVELS] {
        match self.pairs(LEVELS).first_chunk() {
            Some(levels) => levels,
            None => &[[0; 2]; LEVELS],
        }
    }

    pub(super) const fn number(&mut self) -> u32 {
        let bytes = self.take(4);
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}
