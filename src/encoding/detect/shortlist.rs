//! Which suppositions are near enough to the best to be judged with care.

use super::glance;
use super::hints::Hints;
use super::sample::Sample;
use super::suppose::{self, Supposition, UTF8, WIDE, languages};
use crate::name::{Encoding, Language};

/// How many bits behind the best a supposition may be: what the first price leaves out is that
/// much in a short text, and in a long one a part of the whole.
const BEHIND: f32 = 18.0;
const BEHIND_PART: f32 = 0.08;

/// How many bits ahead of all others the best is beyond doubt by its first price.
const CLEAR: f32 = 26.0;
const CLEAR_PART: f32 = 0.1;

/// So far behind the best one so far, an encoding of pairs or single bytes is not even listed: twice what
/// could matter.
const FAR: f32 = 2.0 * CLEAR;
const FAR_PART: f32 = 2.0 * CLEAR_PART;

/// Seldom are more listed.
const USUAL: usize = 40;

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
    list: Vec<Glance>,
    least: f32,
}

impl<'h> Glances<'h> {
    pub(super) fn new(hints: &'h Hints) -> Self {
        Self {
            hints,
            list: Vec::with_capacity(USUAL),
            least: f32::INFINITY,
        }
    }

    /// `cost`: bits without prior and hints.
    fn push(&mut self, cost: f32, supposition: &'static Supposition, language: Language) {
        let hinted = self.hints.bits(supposition.encoding, Some(language));
        let price = cost + supposition.prior - hinted;
        self.least = self.least.min(price);
        self.list.push(Glance {
            supposition,
            language,
            price,
            hinted,
        });
    }

    /// Prices whatever the bytes can be.
    pub(super) fn take_all(&mut self, sample: &Sample<'_>, all_ascii: bool) {
        if !all_ascii {
            let mut paired = [0.0; glance::PAIRED.len()];
            for piece in sample.pieces() {
                let costs = glance::paired(piece.bytes, None, sample.is_one());
                for (sum, cost) in paired.iter_mut().zip(costs) {
                    *sum += cost;
                }
            }
            let least = paired.iter().copied().fold(f32::MAX, f32::min);
            for (&(supposition, language), cost) in suppose::PAIRED_FLAT.iter().zip(paired) {
                if cost.is_finite() && cost <= least + FAR + FAR_PART * least {
                    self.push(cost, supposition, language);
                }
            }
            let mut single = [0; glance::LANES];
            for piece in sample.pieces() {
                for (sum, cost) in single.iter_mut().zip(glance::single(piece.bytes)) {
                    *sum += cost;
                }
            }
            // Most of them are far from what the bytes are, and often all.
            let most = (self.least + FAR + FAR_PART * self.least) * glance::STEPS as f32;
            let far = if most < u32::MAX as f32 {
                most as u32
            } else {
                u32::MAX
            };
            if single
                .iter()
                .fold(false, |near, &cost| near | (cost <= far))
            {
                for (&(supposition, language), cost) in suppose::SINGLE_FLAT.iter().zip(single) {
                    let cost = glance::bits(cost);
                    if cost <= self.least + FAR + FAR_PART * self.least {
                        self.push(cost, supposition, language);
                    }
                }
            }
            self.take_any(sample, &UTF8);
        }
        for supposition in &WIDE {
            if may_be(sample.first(), supposition.encoding) {
                self.take_any(sample, supposition);
            }
        }
    }

    /// An encoding of any language.
    fn take_any(&mut self, sample: &Sample<'_>, supposition: &'static Supposition) {
        let encoding: Encoding = supposition.encoding;
        let most = if self.least.is_finite() {
            self.least + CLEAR + CLEAR_PART * self.least
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
        for &language in languages(sample.first(), encoding) {
            self.push(cost, supposition, language);
        }
    }

    /// The best, if it is clear of everything in another encoding, and of a price besides.
    pub(super) fn clear(&self, besides: f32) -> Option<Glance> {
        let best = self.list.iter().find(|glance| glance.price <= self.least)?;
        let most = best.price + CLEAR + CLEAR_PART * best.price;
        let is_behind = |other: &Glance| {
            other.price > most || other.supposition.encoding == best.supposition.encoding
        };
        (besides > most && self.list.iter().all(is_behind)).then_some(*best)
    }

    /// The best that was not given yet, unless it costs more than `most`, which never grows.
    pub(super) fn next(&mut self, most: f32) -> Option<Glance> {
        // Few of them are ever asked for, so that it is dearer to sort them.
        self.list.retain(|glance| glance.price <= most);
        let prices = self.list.iter().map(|glance| glance.price).enumerate();
        let (best, _) = prices.reduce(|best, next| if next.1 < best.1 { next } else { best })?;
        Some(self.list.remove(best))
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

/// How far behind a reading's price a supposition's first price may be.
pub(super) fn behind(price: f32) -> f32 {
    BEHIND + BEHIND_PART * price
}
