//! Pruning: which n-grams are worth their place.
//!
//! An n-gram's worth is what the text would cost more without it, given its neighbors: the
//! Kullback-Leibler divergence that Stolcke (1998) prunes by, but with the backoff weight of what
//! is really kept of its context.
//!
//! What kept trigrams tell is then taken out of the bigrams' counts, and what kept bigrams tell out
//! of the unigrams': the shorter n-grams are only asked about the rest. On text from sources never
//! seen that is worth 0.05 bits a character for unigrams and 0.09 for bigrams (`evaluate`).

use super::Size;
use super::count::{Script, UNIT};
use super::estimate::{self, Unigrams, interpolate, set_aside};
use super::kept::{Bigram, KeptScript, Trigram};
use super::logarithm::log2;
use super::pack::Backoff;
use crate::tables::model::BOUNDARY;

/// The tenths of what trigrams tell that bigrams forget. All ten would be best for both together by
/// 0.01 bits a character, and worse by 0.1 for bigrams alone, which are asked where speed matters
/// (`evaluate`).
const FORGOTTEN: u64 = 9;

/// One n-gram of a context: its number, its probability, and that by the shorter context.
struct Follower {
    number: usize,
    own: f64,
    lower: f64,
}

pub fn keep(
    script: &Script,
    paired: usize,
    size: Size,
    class_of: &dyn Fn(usize) -> u16,
) -> KeptScript {
    let discounts = [
        estimate::discount(script.bigrams.iter().map(|&(_, count)| count)),
        estimate::discount(script.trigrams.iter().map(|&(_, count)| count)),
    ];
    let mut kinds = vec![0; paired];
    for &(key, count) in &script.bigrams {
        kinds[key as usize / paired] += u64::from(count.min(UNIT));
    }
    let unigrams = Unigrams::new(&script.unigrams, class_of);
    let bigrams = bigrams(script, &kinds, size.bigrams, discounts[0], &unigrams);

    let mut alone = script.unigrams.clone();
    for bigram in &bigrams {
        let rest = &mut alone[usize::from(bigram.second)];
        // Discounts are rounded for each bigram; the rest must not round to nothing.
        *rest = rest.saturating_sub(told(bigram.count, discounts[0])).max(1);
    }
    let unigrams = Unigrams::new(&alone, class_of);
    let mut kept = KeptScript {
        discounts: discounts.map(|discount| (discount * 1000.0).round() as u64),
        unigrams: alone,
        totals: script.unigrams[..paired].to_vec(),
        kinds,
        bigrams,
        trigrams: Vec::new(),
    };
    kept.trigrams = trigrams(script, size.trigrams, discounts[1], &unigrams, &mut kept);
    for trigram in &kept.trigrams {
        let told = told(trigram.count, discounts[1]) * FORGOTTEN / 10;
        let second = kept.bigrams[trigram.context as usize].second;
        kept.totals[usize::from(second)] -= told;
        if let Some(at) = find(&kept.bigrams, second, trigram.third) {
            kept.bigrams[at].count -= told as u32;
        }
    }
    kept
}

fn find(bigrams: &[Bigram], first: u16, second: u16) -> Option<usize> {
    let key = (first, second);
    bigrams
        .binary_search_by_key(&key, |bigram| (bigram.first, bigram.second))
        .ok()
}

/// The occurrences that an n-gram of this count tells: all but its discount.
fn told(count: u32, discount: f64) -> u64 {
    (f64::from(count) - discount * f64::from(count.min(UNIT))) as u64
}

/// The best bigrams.
fn bigrams(
    script: &Script,
    kinds: &[u64],
    size: usize,
    discount: f64,
    unigrams: &Unigrams,
) -> Vec<Bigram> {
    let paired = kinds.len();
    let split = |key: u32| (key as usize / paired, key as usize % paired);
    let mut worths = Vec::new();
    let mut number = 0;
    for run in script.bigrams.chunk_by(|a, b| split(a.0).0 == split(b.0).0) {
        let (first, _) = split(run[0].0);
        let total = script.unigrams[first];
        let aside = set_aside(kinds[first], discount);
        let follower = |(at, &(key, count)): (usize, &(u32, u32))| {
            let lower = unigrams.of(split(key).1);
            let own = interpolate(count, total, discount, aside, lower);
            Follower {
                number: number + at,
                own,
                lower,
            }
        };
        worth(
            total,
            run.iter().enumerate().map(follower).collect(),
            &mut worths,
        );
        number += run.len();
    }
    let bigram = |number: usize| {
        let (key, count) = script.bigrams[number];
        let (first, second) = split(key);
        Bigram {
            first: first as u16,
            second: second as u16,
            count,
            total: count,
            kinds: 0,
        }
    };
    best(worths, size).into_iter().map(bigram).collect()
}

/// The best trigrams that begin with a kept bigram; counts the kinds of followers of those bigrams.
fn trigrams(
    script: &Script,
    size: usize,
    discount: f64,
    unigrams: &Unigrams,
    kept: &mut KeptScript,
) -> Vec<Trigram> {
    let paired = kept.kinds.len() as u64;
    let lower = Backoff::new(kept, unigrams, kept.kinds.len(), |cost| cost);
    let mut worths = Vec::new();
    let mut contexts = Vec::new();
    let mut number = 0;
    for run in script
        .trigrams
        .chunk_by(|a, b| a.0 / paired == b.0 / paired)
    {
        let key = run[0].0 / paired;
        let (first, second) = ((key / paired) as u16, (key % paired) as u16);
        if second != BOUNDARY
            && let Some(context) = find(&kept.bigrams, first, second)
        {
            let total = u64::from(kept.bigrams[context].total);
            let kinds = run
                .iter()
                .map(|&(_, count)| u64::from(count.min(UNIT)))
                .sum();
            let aside = set_aside(kinds, discount);
            let follower = |(at, &(key, count)): (usize, &(u64, u32))| {
                let lower = lower.probability(second, (key % paired) as u16);
                let own = interpolate(count, total, discount, aside, lower);
                Follower {
                    number: number + at,
                    own,
                    lower,
                }
            };
            worth(
                total,
                run.iter().enumerate().map(follower).collect(),
                &mut worths,
            );
            contexts.push((number, context, kinds));
        }
        number += run.len();
    }
    drop(lower);
    let trigram = |number: usize| {
        let at = contexts
            .partition_point(|&(start, _, _)| start <= number)
            .checked_sub(1)?;
        let (_, context, kinds) = contexts[at];
        kept.bigrams[context].kinds = kinds;
        let (key, count) = script.trigrams[number];
        Some(Trigram {
            context: context as u32,
            third: (key % paired) as u16,
            count,
        })
    };
    best(worths, size).into_iter().filter_map(trigram).collect()
}

/// What each of a context's followers adds, in bits, the best first; where a later one adds more
/// than the one before it, they are averaged, so that the best are always a beginning of the list.
fn worth(total: u64, mut followers: Vec<Follower>, worths: &mut Vec<(f64, usize)>) {
    followers.retain(|follower| follower.own > follower.lower);
    let mut ranked: Vec<(f64, Follower)> = followers
        .into_iter()
        .map(|follower| (follower.own * log2(follower.own / follower.lower), follower))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.number.cmp(&b.1.number)));
    let (mut gained, mut own, mut lower, mut before) = (0.0, 0.0, 0.0, 0.0);
    // Runs of followers: their sum of gains, and how many.
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for (gain, follower) in &ranked {
        gained += gain;
        own += follower.own;
        lower += follower.lower;
        let left = f64::max(1.0 - own, 1e-9);
        let sum = gained + left * log2(left / f64::max(1.0 - lower, 1e-9));
        let mut run = (sum - before, 1);
        before = sum;
        while let Some(&(gain, length)) = runs.last()
            && gain * run.1 as f64 <= run.0 * length as f64
        {
            run = (run.0 + gain, run.1 + length);
            runs.pop();
        }
        runs.push(run);
    }
    let mut ranked = ranked.iter();
    for (gain, length) in runs {
        let each = gain / length as f64 * total as f64;
        worths.extend(
            ranked
                .by_ref()
                .take(length)
                .map(|(_, follower)| (each, follower.number)),
        );
    }
}

/// The numbers of the best, in order.
fn best(mut worths: Vec<(f64, usize)>, size: usize) -> Vec<usize> {
    worths.retain(|&(worth, _)| worth > 0.0);
    if worths.len() > size {
        worths.select_nth_unstable_by(size, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        worths.truncate(size);
    }
    let mut numbers: Vec<usize> = worths.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}
