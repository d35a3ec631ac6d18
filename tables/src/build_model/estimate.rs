//! Probabilities from counts: absolute discounting, interpolated with the shorter context.

use super::count::UNIT;
use super::kept::KeptScript;
use crate::tables::model::{CLASSES, class};

/// How many occurrences each class is credited with beyond those that were seen.
const CREDIT: u64 = UNIT as u64;

/// A script's unigram probabilities, of whole classes for tokens below [`CLASSES`].
pub struct Unigrams {
    probabilities: Vec<f64>,
}

impl Unigrams {
    /// A character that this script's text has too rarely to have a count takes its share of its
    /// class, which is what `class_of` says.
    pub fn new(counts: &[u64], classes: impl Fn(usize) -> u16) -> Self {
        let mut members = [0u64; CLASSES];
        for at in CLASSES..counts.len() {
            if counts[at] == 0 {
                members[usize::from(classes(at))] += 1;
            }
        }
        let mut sums: Vec<u64> = counts.to_vec();
        for sum in sums.iter_mut().take(CLASSES).skip(1) {
            *sum += CREDIT;
        }
        let total: u64 = sums.iter().sum();
        let mut probabilities: Vec<f64> = sums
            .iter()
            .map(|&count| count as f64 / total as f64)
            .collect();
        for at in CLASSES..counts.len() {
            if counts[at] == 0 {
                let own = usize::from(classes(at));
                let share = (members[own] + size(own as u16)) as f64;
                probabilities[at] = sums[own] as f64 / total as f64 / share;
            }
        }
        // The class itself keeps what its members with tokens do not take.
        for own in 0..CLASSES {
            let share = (members[own] + size(own as u16)) as f64;
            probabilities[own] *= size(own as u16) as f64 / share;
        }
        Self { probabilities }
    }

    pub fn len(&self) -> usize {
        self.probabilities.len()
    }

    pub fn of(&self, token: usize) -> f64 {
        self.probabilities[token]
    }
}

/// How many characters of a class have no token of their own, roughly: whoever meets one of them
/// has met one of so many.
pub fn size(own: u16) -> u64 {
    match own {
        class::LETTER => 52,
        class::DIGIT => 10,
        class::SPACE => 2,
        class::SIGN => 32,
        class::BROKEN => 6_500,
        class::GB2312_LEVEL_1 => 50,
        class::GB2312_LEVEL_2 => 800,
        class::BIG5_LEVEL_1 => 150,
        class::BIG5_LEVEL_2 => 4_500,
        class::HAN => 6_000,
        class::RARE_HAN => 70_000,
        class::SYMBOL => 5_000,
        class::KANA => 300,
        class::HANGUL => 11_500,
        class::LATIN => 800,
        class::GREEK_CYRILLIC => 700,
        class::OTHER => 50_000,
        _ => 1,
    }
}

/// The probability of a follower after a context seen `total` times with `discounted` in all set
/// aside, given that the shorter context says `lower`.
pub fn interpolate(count: u32, total: u64, discount: f64, discounted: f64, lower: f64) -> f64 {
    let seen = f64::from(count) - discount * f64::from(count.min(UNIT));
    (seen + discounted * lower) / total as f64
}

/// The discount that fits n-grams of these counts: n1 / (n1 + 2 n2).
pub fn discount(counts: impl Iterator<Item = u32>) -> f64 {
    let (mut once, mut twice) = (0u64, 0u64);
    for count in counts {
        match count.div_ceil(UNIT) {
            1 => once += 1,
            2 => twice += 1,
            _ => {}
        }
    }
    // To a thousandth, as it is kept.
    let discount = once as f64 / (once + 2 * twice).max(1) as f64;
    (discount * 1000.0).round() / 1000.0
}

/// The mass that a context sets aside: all its followers' discounts.
pub fn set_aside(kinds: u64, discount: f64) -> f64 {
    discount * kinds as f64
}

/// The probability of each kept bigram, in their order.
pub fn bigrams(kept: &KeptScript, unigrams: &Unigrams) -> Vec<f64> {
    let discount = kept.discounts[0] as f64 / 1000.0;
    let one = |bigram: &super::kept::Bigram| {
        let first = usize::from(bigram.first);
        interpolate(
            bigram.count,
            kept.totals[first],
            discount,
            set_aside(kept.kinds[first], discount),
            unigrams.of(usize::from(bigram.second)),
        )
    };
    kept.bigrams.iter().map(one).collect()
}
