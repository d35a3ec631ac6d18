//! Fitting the weights: multinomial logistic regression by FTRL-Proximal (McMahan and others, "Ad
//! Click Prediction", 2013), whose L1 penalty leaves most contexts without a weight.

use std::collections::HashMap;

use super::exponential::exp;
use super::kept::{Kept, Prior, Weight};
use super::material::{Instance, NONE, UNKNOWN};
use super::subjects::Subject;
use crate::tables::context::{CANDIDATES, UNITS, key, template};

/// A context counts if it was seen so often.
const FLOOR: u32 = 3;
/// Places in running text that tell how far a choice of OpenCC's is to be believed. With 1,500 the phrase 干了
/// turned 衣服干了 to 幹, with 200 丰采 came out as 豐採; development text was in view.
const ENOUGH: u32 = 500;
/// Rounds over the material. Held-out errors fell until the sixth.
const ROUNDS: usize = 6;
/// Size of steps.
const ALPHA: f32 = 0.15;
/// Dampens the first steps.
const BETA: f32 = 1.0;
/// What a context must bring to have a weight. Held-out errors are the same from 0.25 to 2, the
/// number of weights falls by a half.
const L1: f32 = 2.0;
/// Holds weights near zero.
const L2: f32 = 0.02;

/// Kinds of feature beside those of `template`.
const PRIOR: u64 = 8;
const PRIOR_OF_REGION: u64 = 9;
const CHOICE: u64 = 10;
const CHOICE_OF_REGION: u64 = 11;
const BEFORE_OF_REGION: u64 = 12;
const AFTER_OF_REGION: u64 = 13;

/// Most features that an instance has.
const FEATURES: usize = 13;

/// One feature, for all candidates.
type Feature = u64;

fn feature(subject: u16, kind: u64, first: u16, second: u16) -> Feature {
    key(subject, 0, kind, first, second)
}

/// All features of an instance.
fn features(instance: &Instance, out: &mut Vec<Feature>) {
    out.clear();
    let [far_before, before, after, far_after] = instance.neighbors;
    let region = u16::from(instance.hong_kong);
    let choice = u16::from(instance.choice.wrapping_add(1));
    let mut add = |kind, first, second| {
        if first != UNKNOWN && second != UNKNOWN {
            out.push(feature(instance.subject, kind, first, second));
        }
    };
    if instance.running {
        add(PRIOR, 0, 0);
        add(PRIOR_OF_REGION, region, 0);
        add(CHOICE, choice, 0);
        add(CHOICE_OF_REGION, choice, region);
        add(BEFORE_OF_REGION, before, region);
        add(AFTER_OF_REGION, after, region);
    }
    // A phrase in which the character is not what it mostly is, told from others by a neighbor.
    if instance.choice != NONE && instance.choice > 0 {
        add(template::CHOICE_BEFORE, before, instance.choice.into());
        add(template::CHOICE_AFTER, after, instance.choice.into());
    }
    add(template::BEFORE, before, 0);
    add(template::AFTER, after, 0);
    add(template::TWO_BEFORE, far_before, before);
    add(template::TWO_AFTER, after, far_after);
    add(template::AROUND, before, after);
}

/// What a phrase has to outweigh: how usual each candidate is in running text. A phrase says nothing of that.
fn usual(instance: &Instance) -> [Feature; 4] {
    let region = u16::from(instance.hong_kong);
    let choice = u16::from(instance.choice.wrapping_add(1));
    [
        feature(instance.subject, PRIOR, 0, 0),
        feature(instance.subject, PRIOR_OF_REGION, region, 0),
        feature(instance.subject, CHOICE, choice, 0),
        feature(instance.subject, CHOICE_OF_REGION, choice, region),
    ]
}

/// What may stand around a phrase, as around a place in running text: it has to be right there as well.
fn around<'p>(phrase: &'p Instance, place: &Instance) -> impl Iterator<Item = Feature> + 'p {
    let [_, before, after, _] = place.neighbors;
    let region = u16::from(phrase.hong_kong);
    let sides = [
        (
            phrase.neighbors[1],
            template::BEFORE,
            BEFORE_OF_REGION,
            before,
        ),
        (phrase.neighbors[2], template::AFTER, AFTER_OF_REGION, after),
    ];
    let open = sides.into_iter().filter(|(own, ..)| *own == UNKNOWN);
    open.flat_map(move |(_, kind, of_region, neighbor)| {
        [
            feature(phrase.subject, kind, neighbor, 0),
            feature(phrase.subject, of_region, neighbor, region),
        ]
    })
}

/// What FTRL keeps of one weight.
#[derive(Debug, Clone, Copy, Default)]
struct Parameter {
    z: f32,
    n: f32,
}

impl Parameter {
    fn weight(self) -> f32 {
        if self.z.abs() <= L1 {
            return 0.0;
        }
        let sign = if self.z < 0.0 { -1.0 } else { 1.0 };
        -(self.z - sign * L1) / ((BETA + self.n.sqrt()) / ALPHA + L2)
    }

    fn update(&mut self, gradient: f32) {
        let square = gradient * gradient;
        let sigma = ((self.n + square).sqrt() - self.n.sqrt()) / ALPHA;
        self.z += gradient - sigma * self.weight();
        self.n += square;
    }
}

/// Fits all weights.
pub fn train(subjects: Vec<Subject>, instances: &[Instance]) -> Kept {
    let mut counts: HashMap<Feature, u32> = HashMap::new();
    let mut own = Vec::with_capacity(FEATURES);
    for instance in instances {
        features(instance, &mut own);
        for feature in &own {
            *counts.entry(*feature).or_default() += 1;
        }
    }
    let of_phrases = instances.iter().filter(|instance| !instance.running);
    let choices = of_phrases.map(|phrase| usual(phrase)[2]);
    let seen = counts.iter().filter(|(_, count)| **count >= FLOOR);
    let mut frequent: Vec<Feature> = seen.map(|(feature, _)| *feature).chain(choices).collect();
    frequent.sort_unstable();
    frequent.dedup();
    let numbers: HashMap<Feature, u32> = frequent.iter().copied().zip(0..).collect();

    let mut lists: Vec<u32> = Vec::new();
    let mut ends = Vec::with_capacity(instances.len());
    for instance in instances {
        features(instance, &mut own);
        if !instance.running {
            let [_, _, choice, _] = usual(instance);
            let in_running_text = counts.get(&choice).copied().unwrap_or(0);
            // How far OpenCC's choice is to be believed, its phrases say where running text has too few.
            if in_running_text < ENOUGH {
                own.push(choice);
            }
        }
        lists.extend(own.iter().filter_map(|feature| numbers.get(feature)));
        ends.push(lists.len());
    }
    let mut parameters = vec![[Parameter::default(); CANDIDATES]; frequent.len()];
    let mut order: Vec<usize> = (0..instances.len()).collect();
    let mut random = Random(1);
    let mut given = Vec::new();
    let running: Vec<&Instance> = instances.iter().filter(|place| place.running).collect();
    for round in 0..ROUNDS {
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        for &number in &order {
            let start = number.checked_sub(1).map_or(0, |before| ends[before]);
            let list = &lists[start..ends[number]];
            let instance = &instances[number];
            let count = subjects[usize::from(instance.subject)].candidates.len();
            given.clear();
            if !instance.running {
                let place = running.get(random.below(running.len().max(1)));
                let around = place.map(|place| around(instance, place));
                let features = usual(instance)
                    .into_iter()
                    .chain(around.into_iter().flatten());
                given.extend(features.filter_map(|feature| numbers.get(&feature)));
                given.retain(|number| !list.contains(number));
            }
            learn(&mut parameters, list, &given, instance, count);
        }
        println!("round {} of {ROUNDS}", round + 1);
    }
    collect(subjects, &frequent, &parameters)
}

fn learn(
    parameters: &mut [[Parameter; CANDIDATES]],
    list: &[u32],
    given: &[u32],
    instance: &Instance,
    count: usize,
) {
    let mut scores = [0.0f32; CANDIDATES];
    for &feature in list.iter().chain(given) {
        for (score, parameter) in scores[..count]
            .iter_mut()
            .zip(&parameters[feature as usize])
            .skip(1)
        {
            *score += parameter.weight();
        }
    }
    let best = scores[..count].iter().fold(f32::MIN, |a, &b| a.max(b));
    let powers = scores.map(|score| exp((score - best).min(0.0)));
    let sum: f32 = powers[..count].iter().sum();
    for candidate in 1..count {
        let truth = f32::from(u8::from(candidate == usize::from(instance.label)));
        let gradient = (powers[candidate] / sum - truth) * instance.weight;
        // Below this nothing moves that rounding would keep.
        if gradient.abs() < 1e-4 {
            continue;
        }
        for &feature in list {
            parameters[feature as usize][candidate].update(gradient);
        }
    }
}

/// The weights that are not zero once rounded, regions folded in.
fn collect(
    subjects: Vec<Subject>,
    features: &[Feature],
    parameters: &[[Parameter; CANDIDATES]],
) -> Kept {
    let find = |feature: Feature, candidate: usize| {
        let place = features.binary_search(&feature).ok();
        place.map_or(0.0, |place| parameters[place][candidate].weight())
    };
    let mut kept = Kept {
        subjects,
        priors: Vec::new(),
        weights: Vec::new(),
    };
    for (number, subject) in kept.subjects.iter().enumerate() {
        let count = subject.candidates.len();
        let number = number as u16;
        for region in 0..2u16 {
            for choice in 0..=count as u16 {
                for candidate in 1..count {
                    let sum = find(feature(number, PRIOR, 0, 0), candidate)
                        + find(feature(number, PRIOR_OF_REGION, region, 0), candidate)
                        + find(feature(number, CHOICE, choice, 0), candidate)
                        + find(feature(number, CHOICE_OF_REGION, choice, region), candidate);
                    kept.priors.push(Prior {
                        subject: number,
                        region: region as u8,
                        choice: choice as u8,
                        candidate: candidate as u8,
                        value: (sum * UNITS).round() as i16,
                    });
                }
            }
        }
    }
    let mut contexts: Vec<(u16, u64, u16, u16)> = features
        .iter()
        .filter_map(|&feature| {
            let kind = feature >> 56;
            let (subject, first, second) = (
                (feature >> 40) as u16,
                (feature >> 16) as u16,
                feature as u16,
            );
            match kind {
                template::BEFORE..=template::CHOICE_AFTER => Some((subject, kind, first, second)),
                BEFORE_OF_REGION => Some((subject, template::BEFORE, first, 0)),
                AFTER_OF_REGION => Some((subject, template::AFTER, first, 0)),
                _ => None,
            }
        })
        .collect();
    contexts.sort_unstable();
    contexts.dedup();
    for (subject, kind, first, second) in contexts {
        let count = kept.subjects[usize::from(subject)].candidates.len();
        for candidate in 1..count {
            let shared = find(feature(subject, kind, first, second), candidate);
            let values = [0u16, 1].map(|region| {
                let own = match kind {
                    template::BEFORE => BEFORE_OF_REGION,
                    template::AFTER => AFTER_OF_REGION,
                    _ => return shared,
                };
                shared + find(feature(subject, own, first, region), candidate)
            });
            let values = values.map(|value| (value * UNITS).round().clamp(-127.0, 127.0) as i8);
            if values != [0, 0] {
                kept.weights.push(Weight {
                    subject,
                    candidate: candidate as u8,
                    kind: kind as u8,
                    first,
                    second,
                    values,
                });
            }
        }
    }
    kept
}

/// SplitMix64, which is enough for shuffling.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let hash = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((hash ^ hash >> 31) % bound as u64) as usize
    }
}
