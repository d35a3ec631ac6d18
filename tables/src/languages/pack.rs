//! From counts to costs. `src/tables/FORMAT.md` gives the layout under `LANG`.

use std::collections::{BTreeMap, BTreeSet};

use super::class::{CLASSES, class};
use super::count::Kept;

/// Steps of cost in one bit, in the matrix of pairs and for members of classes.
const PAIR_UNITS: f64 = 8.0;
const MEMBER_UNITS: f64 = 4.0;

/// Taken from each pair that was seen, for those that were not: the usual discount of Kneser and Ney.
const DISCOUNT: f64 = 0.75;

/// The part of every probability that comes from no count: the texts are manuals, and other text
/// has other pairs.
const UNIFORM: f64 = 0.05;

/// The least probable character of a class that was seen at all, against one never seen.
const UNSEEN: f64 = 0.3;

pub fn payload(kept: &[Kept]) -> Vec<u8> {
    let mut payload = (kept.len() as u32).to_le_bytes().to_vec();
    for language in kept {
        one(language, &mut payload);
    }
    payload
}

fn one(kept: &Kept, payload: &mut Vec<u8>) {
    let numbers: BTreeSet<u32> = kept
        .pairs
        .keys()
        .flat_map(|&(a, b)| [a, b])
        .filter(|&number| number >= u32::from(CLASSES))
        .collect();
    let symbols: BTreeMap<u32, u8> = (0..u32::from(CLASSES))
        .chain(numbers)
        .zip(0..=u8::MAX)
        .collect();
    let size = symbols.len();
    let members = members(kept, &symbols);
    payload.extend((size as u32).to_le_bytes());
    payload.extend((members.len() as u32).to_le_bytes());
    for (character, symbol, cost) in members {
        payload.extend((character as u16).to_le_bytes());
        payload.extend([symbol, cost]);
    }
    payload.extend(matrix(kept, &symbols));
}

/// Each character that has a symbol, or a cost of its own within its class.
fn members(kept: &Kept, symbols: &BTreeMap<u32, u8>) -> Vec<(u32, u8, u8)> {
    let mut sums = [0.0; CLASSES as usize];
    let seen = |&(&number, _): &(&u32, &u64)| !symbols.contains_key(&number);
    let class_of = |number: u32| char::from_u32(number).map_or(5, class);
    for (&number, &count) in kept.ones.iter().filter(seen) {
        sums[usize::from(class_of(number))] += count as f64;
    }
    kept.ones
        .iter()
        .filter(|(number, _)| **number <= 0xFFFF)
        .map(|(&number, &count)| match symbols.get(&number) {
            Some(&symbol) => (number, symbol, 0),
            None => {
                let class = class_of(number);
                let share = (count as f64 - UNSEEN) / sums[usize::from(class)];
                (number, class, steps(share, MEMBER_UNITS, 127.0))
            }
        })
        .collect()
}

fn matrix(kept: &Kept, symbols: &BTreeMap<u32, u8>) -> Vec<u8> {
    let size = symbols.len();
    let mut pairs = vec![0.0; size * size];
    let (mut firsts, mut kinds, mut seconds) = (vec![0.0; size], vec![0.0; size], vec![0.0; size]);
    for (&(first, second), &count) in &kept.pairs {
        let (first, second) = (usize::from(symbols[&first]), usize::from(symbols[&second]));
        pairs[first * size + second] = count as f64;
        firsts[first] += count as f64;
        seconds[second] += count as f64;
        kinds[first] += 1.0;
    }
    let total: f64 = seconds.iter().sum();
    let mut costs = Vec::with_capacity(size * size);
    for first in 0..size {
        for second in 0..size {
            let alone = (seconds[second] + 0.5) / (total + 0.5 * size as f64);
            // Half a count of its own, so that what was never first follows the general law.
            let whole = firsts[first] + 0.5;
            let seen = (pairs[first * size + second] - DISCOUNT).max(0.0) / whole;
            let rest = (DISCOUNT * kinds[first] + 0.5) / whole;
            let share = (1.0 - UNIFORM) * (seen + rest.min(1.0) * alone) + UNIFORM / size as f64;
            costs.push(steps(share, PAIR_UNITS, 255.0));
        }
    }
    costs
}

fn steps(probability: f64, units: f64, most: f64) -> u8 {
    (-probability.log2() * units).round().clamp(0.0, most) as u8
}
