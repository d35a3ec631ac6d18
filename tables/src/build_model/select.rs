//! Pruning: which n-grams are worth their place.
//!
//! An n-gram's worth is what the text would cost more without it, given its neighbors: the
//! Kullback-Leibler divergence that Stolcke (1998) prunes by, but with the backoff weight of what
//! is really kept of its context.

use super::Size;
use super::count::Script;
use super::estimate::{self, Unigrams, interpolate, set_aside};
use super::kept::{Bigram, KeptScript, Trigram};
use super::logarithm::log2;
use crate::tables::model::BOUNDARY;

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
    let unigrams = Unigrams::new(&script.unigrams, class_of);
    let mut kinds = vec![0; paired];
    for &(key, count) in &script.bigrams {
        kinds[key as usize / paired] += u64::from(count.min(super::count::UNIT));
    }
    let mut worths = Vec::new();
    let mut number = 0;
    for run in script
        .bigrams
        .chunk_by(|a, b| a.0 as usize / paired == b.0 as usize / paired)
    {
        let first = run[0].0 as usize / paired;
        let total = script.unigrams[first];
        let followers = run.iter().enumerate().map(|(at, &(key, count))| {
            let lower = unigrams.of(key as usize % paired);
            let aside = set_aside(kinds[first], discounts[0]);
            let own = interpolate(count, total, discounts[0], aside, lower);
            Follower {
                number: number + at,
                own,
                lower,
            }
        });
        worth(total, followers.collect(), &mut worths);
        number += run.len();
    }
    let bigrams = best(worths, size.bigrams).into_iter().map(|number| {
        let (key, count) = script.bigrams[number];
        let (first, second) = (
            (key as usize / paired) as u16,
            (key as usize % paired) as u16,
        );
        Bigram {
            first,
            second,
            count,
            kinds: 0,
        }
    });
    let mut kept = KeptScript {
        discounts: discounts.map(|discount| (discount * 1000.0).round() as u64),
        unigrams: script.unigrams.clone(),
        kinds,
        bigrams: bigrams.collect(),
        trigrams: Vec::new(),
    };
    if size.trigrams > 0 {
        kept.trigrams = trigrams(
            script,
            paired,
            size.trigrams,
            discounts[1],
            &unigrams,
            &mut kept,
        );
    }
    kept
}

/// The best trigrams that begin with a kept bigram; counts the kinds of followers of those bigrams.
fn trigrams(
    script: &Script,
    paired: usize,
    size: usize,
    discount: f64,
    unigrams: &Unigrams,
    kept: &mut KeptScript,
) -> Vec<Trigram> {
    let lower = super::pack::Backoff::new(kept, unigrams, paired);
    let mut worths = Vec::new();
    let mut contexts = Vec::new();
    let mut number = 0;
    for run in script
        .trigrams
        .chunk_by(|a, b| a.0 / paired as u64 == b.0 / paired as u64)
    {
        let key = run[0].0 / paired as u64;
        let (first, second) = ((key / paired as u64) as u16, (key % paired as u64) as u16);
        let context = kept
            .bigrams
            .binary_search_by_key(&(first, second), |b| (b.first, b.second));
        if let Ok(context) = context
            && second != BOUNDARY
        {
            let total = u64::from(kept.bigrams[context].count);
            let kinds = run
                .iter()
                .map(|t| u64::from(t.1.min(super::count::UNIT)))
                .sum();
            let followers = run.iter().enumerate().map(|(at, &(key, count))| {
                let lower = lower.probability(second, (key % paired as u64) as u16);
                let own = interpolate(count, total, discount, set_aside(kinds, discount), lower);
                Follower {
                    number: number + at,
                    own,
                    lower,
                }
            });
            worth(total, followers.collect(), &mut worths);
            contexts.push((number, context, kinds));
        }
        number += run.len();
    }
    let best = best(worths, size);
    let mut contexts = contexts.into_iter().peekable();
    let mut current = None;
    let mut chosen = Vec::with_capacity(best.len());
    for number in best {
        while let Some(context) = contexts.next_if(|&(start, _, _)| start <= number) {
            current = Some(context);
        }
        let Some((_, context, kinds)) = current else {
            continue;
        };
        kept.bigrams[context].kinds = kinds;
        let (key, count) = script.trigrams[number];
        let third = (key % paired as u64) as u16;
        chosen.push(Trigram {
            context: context as u32,
            third,
            count,
        });
    }
    chosen
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
