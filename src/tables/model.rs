//! The numbers of the character model: which token a character is, and what each n-gram costs.
//!
//! Everything is read in place; `FORMAT.md` gives the layout under `MODL`.

use std::hint::select_unpredictable;

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
    index: &'static [u8],
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
    bigram_levels: &'static [[u8; 2]],
    trigram_levels: &'static [[u8; 2]],
    backoff_levels: &'static [[u8; 2]],
    /// How many of a bigram's value bits tell its backoff.
    backoff_bits: u32,
    bigrams: Quotient,
    trigrams: Quotient,
}

/// A bigram that the table has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bigram {
    pub(crate) cost: u32,
    /// Where trigrams that begin with this bigram are found, and what it costs to find none.
    pub(crate) longer: Option<Longer>,
}

/// A bigram as the beginning of trigrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Longer {
    position: u32,
    pub(crate) backoff: u16,
}

impl Table {
    /// Reads the section bounds; the sections stay where they are.
    pub(crate) const fn new(payload: &'static [u8]) -> Self {
        let mut rest = Cursor(payload);
        let paired = rest.number() as u16;
        let tokens = rest.number() as usize;
        let pages = rest.number() as usize;
        Self {
            index: rest.take(256),
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

    #[inline]
    pub(crate) fn bigram(&self, grams: &Grams, first: u16, second: u16) -> Option<Bigram> {
        if first >= self.paired || second >= self.paired {
            return None;
        }
        let key = u64::from(first) * u64::from(self.paired) + u64::from(second);
        let (position, value) = grams.bigrams.find(key)?;
        let cost = number(grams.bigram_levels, (value >> grams.backoff_bits) as usize);
        let level = value & ((1 << grams.backoff_bits) - 1);
        let longer = (level != 0).then(|| Longer {
            position,
            backoff: number(grams.backoff_levels, level as usize),
        });
        Some(Bigram {
            cost: u32::from(cost),
            longer,
        })
    }

    /// What a token costs behind another one.
    #[inline]
    pub(crate) fn pair(&self, grams: &Grams, first: u16, second: u16) -> u32 {
        let unknown = grams.backoff(first) + grams.unigram(second);
        if first >= self.paired || second >= self.paired {
            return unknown;
        }
        let key = u64::from(first) * u64::from(self.paired) + u64::from(second);
        let (found, value) = grams.bigrams.value(key);
        let known = number(grams.bigram_levels, (value >> grams.backoff_bits) as usize);
        select_unpredictable(found, u32::from(known), unknown)
    }

    #[inline]
    pub(crate) fn trigram(&self, grams: &Grams, longer: Longer, third: u16) -> Option<u32> {
        if third >= self.paired {
            return None;
        }
        let key = u64::from(longer.position) * u64::from(self.paired) + u64::from(third);
        let (_, value) = grams.trigrams.find(key)?;
        Some(u32::from(number(grams.trigram_levels, value as usize)))
    }
}

impl Grams {
    const fn new(rest: &mut Cursor, tokens: usize, paired: usize) -> Self {
        Self {
            unigrams: rest.pairs(tokens),
            backoffs: rest.pairs(paired),
            bigram_levels: rest.pairs(LEVELS),
            trigram_levels: rest.pairs(LEVELS),
            backoff_levels: rest.pairs(LEVELS),
            backoff_bits: rest.number(),
            bigrams: Quotient::new(rest),
            trigrams: Quotient::new(rest),
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

/// Buckets that share one base position.
pub(crate) const GROUP: usize = 16;

/// Bytes of a group: base position, and four bits for each bucket's size.
const GROUP_BYTES: usize = 3 + GROUP / 2;

/// A map from whole numbers to small values, exact although it stores only a part of each key: a
/// one-to-one scramble turns the key into bucket and remainder, and the bucket is not stored.
///
/// A bucket's entries stand side by side, lane by lane, in a word of 64 bits, and all of its lanes are
/// compared at once.
pub(crate) struct Quotient {
    key_bits: u32,
    remainder_bits: u32,
    value_bits: u32,
    /// Bits of an entry: remainder above value.
    width: u32,
    /// Entries that fit a word, whatever bit the first one begins at.
    lanes: u32,
    /// 2^[`INVERSE_BITS`] / `width`, rounded up: exact enough to number the lanes.
    inverse: u32,
    /// A one at the lowest bit of each lane; at the highest; the bits of each lane's remainder.
    ones: u64,
    tops: u64,
    remainders: u64,
    /// The top bits of the first lanes, by how many these are.
    insides: [u64; 1 << SIZE_BITS],
    /// The bits of a remainder, and of a value.
    remainder_mask: u64,
    value_mask: u32,
    /// Of each group its first entry's position, and its buckets' sizes, the first one lowest.
    groups: &'static [[u8; GROUP_BYTES]],
    entries: &'static [u8],
}

const INVERSE_BITS: u32 = 12;

/// Bits of a bucket's size.
const SIZE_BITS: u32 = 4;
const SIZE_MASK: u32 = (1 << SIZE_BITS) - 1;

/// Where a key's entry can be.
struct Bucket {
    start: u32,
    size: u32,
    remainder: u64,
}

impl Quotient {
    const fn new(rest: &mut Cursor) -> Self {
        let key_bits = rest.number();
        let bucket_bits = rest.number();
        let value_bits = rest.number();
        let bytes = rest.number() as usize;
        let groups = (1 << bucket_bits) / GROUP;
        let width = key_bits - bucket_bits + value_bits;
        let lanes = (u64::BITS - 7) / width;
        let mut ones = 0;
        let mut lane = 0;
        while lane < lanes {
            ones |= 1 << (lane * width);
            lane += 1;
        }
        let tops = ones << (width - 1);
        let mut insides = [tops; 1 << SIZE_BITS];
        let mut count = 0;
        while count < lanes {
            insides[count as usize] = tops & ((1 << (count * width)) - 1);
            count += 1;
        }
        Self {
            key_bits,
            remainder_bits: key_bits - bucket_bits,
            value_bits,
            width,
            lanes,
            inverse: (1 << INVERSE_BITS) / width + 1,
            ones,
            tops,
            insides,
            remainder_mask: (1 << (key_bits - bucket_bits)) - 1,
            value_mask: (1 << value_bits) - 1,
            remainders: ones * (((1 << (width - value_bits)) - 1) << value_bits),
            groups: rest.take(groups * GROUP_BYTES).as_chunks().0,
            entries: rest.take(bytes),
        }
    }

    #[inline]
    fn bucket(&self, key: u64) -> Bucket {
        let scrambled = scramble(key, self.key_bits);
        let bucket = (scrambled >> self.remainder_bits) as usize;
        let group = self.groups.get(bucket / GROUP);
        let [a, b, c, sizes @ ..] = *group.unwrap_or(&[0; GROUP_BYTES]);
        let sizes = u64::from_le_bytes(sizes);
        let at = bucket as u32 % GROUP as u32 * SIZE_BITS;
        // The sum of all sizes before: pairs of them fit a byte, and a product adds the bytes up.
        let before = sizes << (60 - at) << 4;
        let bytes = (before & 0x0F0F_0F0F_0F0F_0F0F) + (before >> 4 & 0x0F0F_0F0F_0F0F_0F0F);
        let sum = bytes.wrapping_mul(0x0101_0101_0101_0101) >> 56;
        Bucket {
            start: u32::from_le_bytes([a, b, c, 0]) + sum as u32,
            size: (sizes >> at) as u32 & SIZE_MASK,
            remainder: scrambled & self.remainder_mask,
        }
    }

    /// The word of entries from one on, and the top bit of each lane that has the remainder, among
    /// so many lanes.
    #[inline(always)]
    fn compare(&self, start: u32, size: u32, remainder: u64) -> (u64, u64) {
        let bit = start as usize * self.width as usize;
        let bytes = self.entries.get(bit / 8..).and_then(<[u8]>::first_chunk);
        let word = u64::from_le_bytes(*bytes.unwrap_or(&[0; 8])) >> (bit % 8);
        let wanted = self.ones * (remainder << self.value_bits);
        // Values are masked away, so a shift by one frees the top bit of each lane to stay set where
        // nothing differs.
        let other = (word ^ wanted) & self.remainders;
        let same = self.tops - (other >> 1);
        let inside = self.insides[(size & SIZE_MASK) as usize];
        (word, same & inside)
    }

    /// Number and value of the lane whose top bit is the lowest one set.
    #[inline(always)]
    fn lane(&self, word: u64, same: u64) -> (u32, u32) {
        let low = (same.trailing_zeros() + 1).wrapping_sub(self.width) % u64::BITS;
        let number = (low * self.inverse) >> INVERSE_BITS;
        (number, (word >> low) as u32 & self.value_mask)
    }

    /// Position and value of a key.
    #[inline]
    fn find(&self, key: u64) -> Option<(u32, u32)> {
        let Bucket {
            mut start,
            mut size,
            remainder,
        } = self.bucket(key);
        loop {
            let (word, same) = self.compare(start, size, remainder);
            if same != 0 {
                let (number, value) = self.lane(word, same);
                return Some((start + number, value));
            }
            if size <= self.lanes {
                return None;
            }
            start += self.lanes;
            size -= self.lanes;
        }
    }

    /// Whether there is a key, and its value or any other, without a jump that depends on it: which
    /// pairs of a text are known cannot be foreseen.
    #[inline]
    fn value(&self, key: u64) -> (bool, u32) {
        let bucket = self.bucket(key);
        if bucket.size > 2 * self.lanes {
            let found = self.find(key);
            return (found.is_some(), found.map_or(0, |(_, value)| value));
        }
        let Bucket {
            start,
            size,
            remainder,
        } = bucket;
        let first = self.compare(start, size, remainder);
        let after = size.saturating_sub(self.lanes);
        let second = self.compare(start + self.lanes, after, remainder);
        let (word, same) = select_unpredictable(first.1 != 0, first, second);
        (same != 0, self.lane(word, same).1)
    }
}

/// A permutation of the numbers of this many bits: shift-xor and odd factor can both be undone.
#[inline]
pub(crate) const fn scramble(key: u64, bits: u32) -> u64 {
    // The factor is 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing.
    let mixed = (key ^ key >> (bits / 2)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed & ((1 << bits) - 1)
}

#[inline]
fn number(pairs: &[[u8; 2]], at: usize) -> u16 {
    pairs
        .get(at)
        .map_or(u16::MAX, |&bytes| u16::from_le_bytes(bytes))
}

/// What has not been read of the payload; a payload that is too short stops the build.
struct Cursor(&'static [u8]);

impl Cursor {
    const fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (taken, rest) = self.0.split_at(bytes);
        self.0 = rest;
        taken
    }

    const fn pairs(&mut self, count: usize) -> &'static [[u8; 2]] {
        self.take(2 * count).as_chunks().0
    }

    const fn number(&mut self) -> u32 {
        let bytes = self.take(4);
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}
