//! Which suppositions are near enough to the best to be judged with care.

use super::glance;
use super::hints::Hints;
use super::sample::Sample;
use super::suppose::{self, Flat, Supposition, UTF8, WIDE, languages};
use crate::name::{Encoding, Language};

/// How many bits behind the best a supposition may be: what the first price leaves out is that
/// much in a short text, and in a long one a part of the whole. Strings of up to `SHORT` bytes are given more
/// room: with 9 bits, four bytes of GBK have no other reading at all, and of 200 development cases each one of
/// EUC-TW at eight bytes is lost. With 14 bits, strings of 16 bytes of Latin letters take an eighth longer, for nothing.
const BEHIND: f32 = 9.0;
const BEHIND_SHORT: f32 = 14.0;
const SHORT: usize = 8;
const BEHIND_PART: f32 = 0.08;

/// How many bits ahead of all others the best is beyond doubt by its first price. Without a part of the price
/// no development case comes out otherwise, of whatever length; with 24 bits one of four bytes does.
const CLEAR: f32 = 26.0;
const CLEAR_PART: f32 = 0.04;

/// So far behind the best one so far, an encoding of pairs or single bytes is not even listed: if it were
/// up to 52 bits and a fifth, three of 29,000 strings of 16 bytes would get other probabilities, and none
/// another answer.
pub(super) const FAR: f32 = CLEAR + 6.0;
pub(super) const FAR_PART: f32 = 0.1;

/// The same for encodings of any language, which are priced after these.
const ANY_FAR: f32 = CLEAR;
const ANY_FAR_PART: f32 = 0.1;

/// The first price of a supposition in one of its languages.
#[derive(Clone, Copy)]
pub(super) struct Glance {
    pub(super) supposition: &'static Supposition,
    pub(super) language: Language,
    /// Bits, prior and hints included.
    pub(super) price: f32,
    /// Bits by which hints made it cheaper.
    pub(super) hinted: f32,
}

impl Glance {
    /// Bits before any byte is seen.
    pub(super) fn prior(&self) -> f32 {
        self.supposition.prior - self.hinted
    }
}

/// The first prices of all suppositions.
pub(super) struct Glances<'h> {
    hints: &'h Hints,
    list: [Entry; PLACES],
    /// How many are listed, and how many of them were given.
    listed: usize,
    given: usize,
    /// What each of `ANY` may be in.
    languages: [&'static [Language]; ANY.len()],
    least: f32,
}

/// A price, and where its supposition and language stand among all: one number, to be sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u64);

impl Entry {
    const NONE: Self = Self(0);

    fn new(price: f32, place: usize) -> Self {
        // The order of numbers that are not negative is that of their bits.
        Self(u64::from(price.max(0.0).to_bits()) << 32 | place as u64)
    }

    fn price(self) -> f32 {
        f32::from_bits((self.0 >> 32) as u32)
    }

    fn place(self) -> usize {
        self.0 as u32 as usize
    }
}

/// Encodings of any language.
static ANY: [&Supposition; 5] = [&UTF8, &WIDE[0], &WIDE[1], &WIDE[2], &WIDE[3]];

/// Languages that one of them may be in.
const SEVERAL: usize = 6;

/// Where encodings of single bytes begin behind those of pairs, and those of any language behind these.
const SINGLE_FROM: usize = glance::PAIRED.len();
const ANY_FROM: usize = SINGLE_FROM + glance::SINGLE.len();
const PLACES: usize = ANY_FROM + SEVERAL * ANY.len();

impl<'h> Glances<'h> {
    pub(super) fn new(hints: &'h Hints) -> Self {
        Self {
            hints,
            list: [Entry::NONE; PLACES],
            listed: 0,
            given: 0,
            languages: [&[]; ANY.len()],
            least: f32::INFINITY,
        }
    }

    /// The supposition and the language of a place.
    fn flat(&self, place: usize) -> Option<Flat> {
        if let Some(place) = place.checked_sub(ANY_FROM) {
            let number = place / SEVERAL;
            let language = self.languages.get(number)?.get(place % SEVERAL)?;
            return Some((ANY.get(number)?, *language));
        }
        let flat = match place.checked_sub(SINGLE_FROM) {
            Some(place) => suppose::SINGLE_FLAT.get(place),
            None => suppose::PAIRED_FLAT.get(place),
        };
        flat.copied()
    }

    fn glance(&self, entry: Entry) -> Option<Glance> {
        let (supposition, language) = self.flat(entry.place())?;
        Some(Glance {
            supposition,
            language,
            price: entry.price(),
            hinted: self.hints.bits(supposition.encoding, Some(language)),
        })
    }

    /// `cost`: bits without prior and hints.
    fn put(&mut self, place: usize, cost: f32) {
        let Some((supposition, language)) = self.flat(place) else {
            return;
        };
        let hinted = self.hints.bits(supposition.encoding, Some(language));
        self.list(place, cost + supposition.prior - hinted);
    }

    #[inline]
    fn list(&mut self, place: usize, price: f32) {
        self.least = self.least.min(price);
        if let Some(entry) = self.list.get_mut(self.listed) {
            *entry = Entry::new(price, place);
            self.listed += 1;
        }
    }

    /// Prices whatever the bytes can be.
    pub(super) fn take_all(&mut self, sample: &Sample<'_>, all_ascii: bool) {
        if !all_ascii {
            self.take_paired(sample);
            self.take_single(sample);
            self.take_any(sample, 0);
        }
        for (number, any) in ANY.iter().enumerate().skip(1) {
            if may_be(sample.first(), any.encoding) {
                self.take_any(sample, number);
            }
        }
        self.rank();
    }

    fn take_paired(&mut self, sample: &Sample<'_>) {
        let mut costs = [0.0; glance::PAIRED.len()];
        for piece in sample.pieces() {
            let paired = glance::paired(piece.bytes, None, sample.is_one());
            for (sum, cost) in costs.iter_mut().zip(paired) {
                *sum += cost;
            }
        }
        let least = costs.iter().copied().fold(f32::MAX, f32::min);
        for (place, cost) in costs.into_iter().enumerate() {
            if cost <= least + FAR + FAR_PART * least {
                self.put(place, cost);
            }
        }
    }

    fn take_single(&mut self, sample: &Sample<'_>) {
        // Most of them are far from what the bytes are, and often all.
        let far = self.least + FAR + FAR_PART * self.least;
        let pieces = sample.pieces().map(|piece| piece.bytes);
        let Some(costs) = glance::single(pieces, far) else {
            return;
        };
        let all = costs.into_iter().zip(&suppose::SINGLE_FLAT);
        for (lane, (cost, (supposition, language))) in all.enumerate() {
            if cost <= far {
                let hinted = self.hints.bits(supposition.encoding, Some(*language));
                self.list(SINGLE_FROM + lane, cost + supposition.prior - hinted);
            }
        }
    }

    /// One of `ANY`.
    fn take_any(&mut self, sample: &Sample<'_>, number: usize) {
        let encoding = ANY[number].encoding;
        let most = if self.least.is_finite() {
            self.least + ANY_FAR + ANY_FAR_PART * self.least
        } else {
            f32::INFINITY
        };
        let pieces = sample.pieces();
        let cost: f32 = pieces
            .filter_map(|piece| glance::wide(piece.bytes, encoding, most))
            .sum();
        if cost.is_infinite() {
            return;
        }
        let languages = languages(sample.first(), encoding);
        self.languages[number] = languages;
        for place in 0..languages.len().min(SEVERAL) {
            self.put(ANY_FROM + number * SEVERAL + place, cost);
        }
    }

    fn entries(&self) -> &[Entry] {
        self.list.get(..self.listed).unwrap_or_default()
    }

    /// Puts them in order.
    fn rank(&mut self) {
        if let Some(entries) = self.list.get_mut(..self.listed) {
            entries.sort_unstable();
        }
    }

    /// The best, if it is clear of everything in another encoding, and of a price besides.
    pub(super) fn clear(&self, besides: f32) -> Option<Glance> {
        let best = self.glance(*self.entries().first()?)?;
        let most = best.price + CLEAR + CLEAR_PART * best.price;
        let is_same = |entry: &Entry| {
            let flat = self.flat(entry.place());
            flat.is_none_or(|(other, _)| other.encoding == best.supposition.encoding)
        };
        let mut near = self
            .entries()
            .iter()
            .take_while(|entry| entry.price() <= most);
        (besides > most && near.all(is_same)).then_some(best)
    }

    /// The best that was not given yet, of those that cost at most `most`, or without hints `unhinted`: else a
    /// hint would leave out what stands beside the best of those that it does not speak for.
    pub(super) fn next(&mut self, most: f32, unhinted: f32) -> Option<Glance> {
        while let Some(&entry) = self.entries().get(self.given) {
            self.given += 1;
            let glance = self.glance(entry)?;
            if glance.price <= most || glance.price + glance.hinted <= unhinted {
                return Some(glance);
            }
            if self.hints.are_none() {
                break;
            }
        }
        None
    }
}

/// Whether bytes have what every text of the encoding has: units of four bytes begin or end with a zero.
fn may_be(bytes: &[u8], encoding: Encoding) -> bool {
    let units = bytes.as_chunks::<4>().0;
    match encoding {
        Encoding::Utf32Le => units.first().is_some_and(|unit| unit[3] == 0),
        Encoding::Utf32Be => units.first().is_some_and(|unit| unit[0] == 0),
        _ => true,
    }
}

/// What a supposition's first price may be beside a reading of this one, of so many bytes.
pub(super) fn reach(price: f32, bytes: usize) -> f32 {
    let behind = if bytes > SHORT { BEHIND } else { BEHIND_SHORT };
    price + behind + BEHIND_PART * price
}
