//! From kept counts to the payload that `src/tables/FORMAT.md` specifies under `MODL`.

use super::alphabet::{Alphabet, Kind};
use super::cuckoo;
use super::estimate::{self, Unigrams, interpolate, set_aside, size};
use super::kept::{Kept, KeptScript};
use super::logarithm::{Powers, cost};
use crate::tables::model::{BOUNDARY, CLASSES, LEVELS};

/// Bits for the level of each kind of number.
#[derive(Debug, Clone, Copy)]
pub struct Widths {
    pub bigram: u32,
    pub trigram: u32,
    pub backoff: u32,
}

impl Widths {
    pub const BUILT_IN: Self = Self {
        bigram: 5,
        trigram: 5,
        backoff: 4,
    };
}

pub fn payload(kind: Kind, kept: &Kept, widths: Widths) -> Result<Vec<u8>, String> {
    let alphabet = Alphabet::new(kind, kept.characters.clone());
    let (index, cells) = pages(&alphabet);
    let mut out = Vec::new();
    put_u32(&mut out, alphabet.paired);
    put_u32(&mut out, alphabet.len());
    put_u32(&mut out, cells.len() / 256);
    out.extend(index);
    put_u16s(&mut out, cells);
    put_u16s(
        &mut out,
        (0..CLASSES as u16).map(|own| cost(1.0 / size(own) as f64)),
    );
    for script in &kept.scripts {
        let unigrams = Unigrams::new(&script.unigrams, |token| alphabet.class_of(token));
        grams(&mut out, script, &unigrams, alphabet.paired, widths)?;
    }
    Ok(out)
}

/// Every character of the basic plane: an index of blocks and the distinct pages.
fn pages(alphabet: &Alphabet) -> (Vec<u8>, Vec<u16>) {
    let mut distinct: Vec<Vec<u16>> = Vec::new();
    let mut index = Vec::new();
    for block in 0..256u32 {
        // Surrogates are no characters; nobody asks for them.
        let token = |code| char::from_u32(code).map_or(BOUNDARY, |c| alphabet.token(c));
        let page: Vec<u16> = (block << 8..(block + 1) << 8).map(token).collect();
        let at = distinct
            .iter()
            .position(|known| *known == page)
            .unwrap_or_else(|| {
                distinct.push(page);
                distinct.len() - 1
            });
        index.push(at as u8);
    }
    (index, distinct.concat())
}

fn grams(
    out: &mut Vec<u8>,
    script: &KeptScript,
    unigrams: &Unigrams,
    paired: usize,
    widths: Widths,
) -> Result<(), String> {
    let powers = Powers::new();
    let bigrams = estimate::bigrams(script, unigrams);
    let weights = script.bigrams.iter().map(|bigram| bigram.count);
    let bigram_levels = Levels::fit(bigrams.iter().map(|&p| cost(p)).zip(weights), widths.bigram);
    let lower = Backoff::new(script, unigrams, paired, |cost| {
        bigram_levels.nearest(cost).1
    });

    let discount = script.discounts[1] as f64 / 1000.0;
    let trigrams: Vec<(f64, f64)> = (script.trigrams.iter())
        .map(|trigram| {
            let context = &script.bigrams[trigram.context as usize];
            let below = lower.probability(context.second, trigram.third);
            let aside = set_aside(context.kinds, discount);
            let total = u64::from(context.total);
            (
                interpolate(trigram.count, total, discount, aside, below),
                below,
            )
        })
        .collect();
    let weights = script.trigrams.iter().map(|trigram| trigram.count);
    let costs = trigrams.iter().map(|&(own, _)| cost(own)).zip(weights);
    let trigram_levels = Levels::fit(costs, widths.trigram);

    // What is left over for the others, after what the levels really say.
    let mut left = vec![(1.0, 1.0); script.bigrams.len()];
    for (trigram, &(own, below)) in script.trigrams.iter().zip(&trigrams) {
        let (own_left, below_left) = &mut left[trigram.context as usize];
        *own_left -= powers.probability(trigram_levels.nearest(cost(own)).1);
        *below_left -= below;
    }
    let backoffs: Vec<u16> = left
        .iter()
        .map(|&(own, below)| cost(ratio(own, below)))
        .collect();
    let with_longer = (script.bigrams.iter().zip(&backoffs))
        .filter(|(bigram, _)| bigram.kinds > 0)
        .map(|(bigram, &backoff)| (backoff, bigram.total));
    let backoff_levels = Levels::fit_some(with_longer, (1 << widths.backoff) - 1);

    put_u16s(
        out,
        (0..unigrams.len()).map(|token| cost(unigrams.of(token))),
    );
    put_u16s(out, lower.weights.iter().map(|&weight| cost(weight)));
    put_u16s(out, bigram_levels.table(0));
    put_u16s(out, trigram_levels.table(0));
    // Level 0 says that no trigram begins here.
    put_u16s(out, backoff_levels.table(1));
    put_u32(out, widths.backoff as usize);

    let bigrams = script.bigrams.iter().enumerate().map(|(at, bigram)| {
        let key = u64::from(bigram.first) * paired as u64 + u64::from(bigram.second);
        let level = bigram_levels.nearest(cost(bigrams[at])).0;
        let backoff = if bigram.kinds > 0 {
            backoff_levels.nearest(backoffs[at]).0 + 1
        } else {
            0
        };
        (key, (level << widths.backoff | backoff) as u64)
    });
    let bigrams: Vec<_> = bigrams.collect();
    let keys = (paired * paired) as u64;
    let (positions, limit) = cuckoo::put(out, &bigrams, keys, widths.bigram + widths.backoff)?;
    let trigrams = script
        .trigrams
        .iter()
        .zip(&trigrams)
        .map(|(trigram, &(own, _))| {
            let context = u64::from(positions[trigram.context as usize]);
            let key = context * paired as u64 + u64::from(trigram.third);
            (key, trigram_levels.nearest(cost(own)).0 as u64)
        });
    let trigrams: Vec<_> = trigrams.collect();
    cuckoo::put(out, &trigrams, limit * paired as u64, widths.trigram)?;
    Ok(())
}

/// Bigram probabilities with what is left for pairs that are not kept.
pub struct Backoff<'k> {
    kept: &'k [super::kept::Bigram],
    unigrams: &'k Unigrams,
    probabilities: Vec<f64>,
    starts: Vec<usize>,
    pub weights: Vec<f64>,
}

impl<'k> Backoff<'k> {
    /// `level` is the cost that stands for a cost.
    pub fn new(
        script: &'k KeptScript,
        unigrams: &'k Unigrams,
        paired: usize,
        level: impl Fn(u16) -> u16,
    ) -> Self {
        let powers = Powers::new();
        let probabilities: Vec<f64> = (estimate::bigrams(script, unigrams).into_iter())
            .map(|p| powers.probability(level(cost(p))))
            .collect();
        let mut left = vec![(1.0, 1.0); paired];
        let mut starts = vec![0; paired + 1];
        for (bigram, own) in script.bigrams.iter().zip(&probabilities) {
            let (own_left, below_left) = &mut left[usize::from(bigram.first)];
            *own_left -= own;
            *below_left -= unigrams.of(usize::from(bigram.second));
            starts[usize::from(bigram.first) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let weights = left
            .into_iter()
            .map(|(own, below)| ratio(own, below))
            .collect();
        Self {
            kept: &script.bigrams,
            unigrams,
            probabilities,
            starts,
            weights,
        }
    }

    pub fn probability(&self, first: u16, second: u16) -> f64 {
        let start = self.starts[usize::from(first)];
        let row = &self.kept[start..self.starts[usize::from(first) + 1]];
        match row.binary_search_by_key(&second, |bigram| bigram.second) {
            Ok(at) => self.probabilities[start + at],
            Err(_) => self.weights[usize::from(first)] * self.unigrams.of(usize::from(second)),
        }
    }
}

/// A backoff weight: never zero, never a gain.
fn ratio(own: f64, below: f64) -> f64 {
    (own.max(1e-4) / below.max(1e-4)).min(1.0)
}

/// The costs that stand for all costs.
struct Levels(Vec<u16>);

impl Levels {
    fn fit(costs: impl Iterator<Item = (u16, u32)>, bits: u32) -> Self {
        Self::fit_some(costs, 1 << bits)
    }

    /// So many levels with the least squared error, each cost as important as the count beside it
    /// (Lloyd's algorithm on the histogram).
    fn fit_some(costs: impl Iterator<Item = (u16, u32)>, count: usize) -> Self {
        /// Rounds after which the levels no longer move by a unit.
        const ROUNDS: usize = 60;
        let mut histogram = vec![0u64; 1 << 16];
        for (cost, weight) in costs {
            histogram[usize::from(cost)] += u64::from(weight);
        }
        let seen: Vec<(u16, u64)> = (0u16..=u16::MAX)
            .zip(histogram)
            .filter(|&(_, weight)| weight > 0)
            .collect();
        let (Some(&(least, _)), Some(&(most, _))) = (seen.first(), seen.last()) else {
            return Self(vec![0]);
        };
        let span = u32::from(most - least);
        let mut levels: Vec<u16> = (0..count as u32)
            .map(|at| least + (span * at / (count as u32 - 1).max(1)) as u16)
            .collect();
        for _ in 0..ROUNDS {
            let mut sums = vec![(0u64, 0u64); levels.len()];
            let current = Self(levels.clone());
            for &(cost, weight) in &seen {
                let (sum, total) = &mut sums[current.nearest(cost).0 as usize];
                *sum += u64::from(cost) * weight;
                *total += weight;
            }
            for (level, (sum, total)) in levels.iter_mut().zip(sums) {
                if let Some(mean) = (sum + total / 2).checked_div(total) {
                    *level = mean as u16;
                }
            }
        }
        Self(levels)
    }

    fn nearest(&self, cost: u16) -> (u32, u16) {
        let at = self.0.partition_point(|&level| level < cost);
        let above = self.0.get(at).map_or(u16::MAX, |&level| level);
        let at = match at.checked_sub(1) {
            Some(below) if at == self.0.len() || cost - self.0[below] <= above - cost => below,
            _ => at,
        };
        (at as u32, self.0[at])
    }

    /// All levels after so many unused places, filled up to [`LEVELS`].
    fn table(&self, unused: usize) -> impl Iterator<Item = u16> {
        let levels = std::iter::repeat_n(0, unused).chain(self.0.iter().copied());
        levels.chain(std::iter::repeat(0)).take(LEVELS)
    }
}

fn put_u32(out: &mut Vec<u8>, number: usize) {
    out.extend((number as u32).to_le_bytes());
}

fn put_u16s(out: &mut Vec<u8>, numbers: impl IntoIterator<Item = u16>) {
    out.extend(numbers.into_iter().flat_map(u16::to_le_bytes));
}
