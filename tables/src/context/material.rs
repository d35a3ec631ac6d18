//! What the weights are learned from: every place in native text where a character had to be
//! chosen, and OpenCC's phrases.

use std::collections::HashMap;
use std::path::Path;

use super::chain::Chain;
use super::subjects::Subject;
use super::witness::Witness;
use crate::build_model::corpus::{Passage, passages, read};
use crate::tables::context::{EDGE, neighbor};

/// Weights of sources, in training; others weigh 1. The large registers that few texts are in count
/// less. Chosen with each of drcd and hkcancor left out of training in turn.
const WEIGHTS: &[(&str, f32)] = &[
    ("twlaw", 0.5),
    ("transcript", 0.6),
    ("caf", 0.7),
    ("drcd", 2.0),
];

/// The number of a choice that is none of the candidates, or unknown.
pub const NONE: u8 = u8::MAX;

/// How often a phrase counts in which a character is not what it mostly is: idioms are rarer in the text than in
/// what people convert, and it takes a dozen times for one to outweigh how usual the other character is. Of 6, 8, 16 and 32 chosen on
/// development text and a list of idioms (`MODEL.md`).
const REPEATS: usize = 16;
/// How often a phrase counts in which it is: contexts seldom outweigh that, but 個中 came out as 箇中. With 1 twice as
/// many phrases come out wrong, with 8 and 16 fewer, and more places in text (`MODEL.md`).
const USUAL_REPEATS: usize = 4;

/// A neighbor of which a dictionary's key says nothing.
pub const UNKNOWN: u16 = 9;

/// One place.
#[derive(Debug, Clone, Copy)]
pub struct Instance {
    pub subject: u16,
    /// Which candidate stood there.
    pub label: u8,
    /// Which OpenCC would have chosen.
    pub choice: u8,
    /// Whether it is running text, where how usual a candidate is counts.
    pub running: bool,
    pub hong_kong: bool,
    pub weight: f32,
    /// Two neighbors before, two behind.
    pub neighbors: [u16; 4],
}

/// A passage of native text with its simplified form, character by character.
pub struct Pair {
    pub simplified: Vec<char>,
    /// In OpenCC's standard, regional variants folded.
    pub native: Vec<char>,
}

impl Pair {
    /// `None` if the two differ in length, as they rarely do.
    pub fn of(chain: &Chain, passage: &Passage<'_>) -> Option<Self> {
        let text: Vec<char> = passage.text.chars().collect();
        let fold = if is_hong_kong(passage) {
            &chain.from_hong_kong
        } else {
            &chain.from_taiwan
        };
        let pair = Self {
            simplified: chain.traditional_to_simplified.convert(&text),
            native: fold.convert(&text),
        };
        (pair.simplified.len() == pair.native.len()).then_some(pair)
    }
}

pub fn is_hong_kong(passage: &Passage<'_>) -> bool {
    passage.script == "hant-hk"
}

/// Reads native text, counting which character stood for which.
pub fn seen(chain: &Chain, folder: &Path) -> Result<HashMap<(char, char), u32>, String> {
    let file = read(folder, "train-hant.txt")?;
    let mut seen = HashMap::new();
    for passage in passages(&file) {
        let Some(pair) = Pair::of(chain, &passage) else {
            continue;
        };
        for both in pair.simplified.iter().zip(&pair.native) {
            *seen.entry((*both.0, *both.1)).or_default() += 1;
        }
    }
    Ok(seen)
}

/// The subjects by character.
pub fn index(subjects: &[Subject], merged: bool) -> HashMap<char, (u16, &Subject)> {
    let all = subjects.iter().zip(0..);
    all.filter(|(subject, _)| subject.merged == merged)
        .map(|(subject, number)| (subject.character, (number, subject)))
        .collect()
}

/// Every choice that native traditional text made.
pub fn traditional(
    chain: &Chain,
    subjects: &[Subject],
    fold: impl Fn(char) -> char,
    passage: &Passage<'_>,
    instances: &mut Vec<Instance>,
) {
    let Some(pair) = Pair::of(chain, passage) else {
        return;
    };
    let choices = chain.simplified_to_traditional.convert(&pair.simplified);
    if choices.len() != pair.simplified.len() {
        return;
    }
    let by_character = index(subjects, false);
    for (at, character) in pair.simplified.iter().enumerate() {
        let Some(&(subject, found)) = by_character.get(character) else {
            continue;
        };
        let number = |wanted: char| {
            let place = found.candidates.iter().position(|&c| c == wanted);
            place.map_or(NONE, |place| place as u8)
        };
        // What the region writes alike was meant as OpenCC has it: 才 is no sign of 才 against 纔.
        let native = pair.native[at];
        let is_choice = chain.are_one(is_hong_kong(passage), choices[at], native);
        let label = number(if is_choice { choices[at] } else { native });
        if label != NONE {
            instances.push(Instance {
                subject,
                label,
                choice: number(choices[at]),
                running: true,
                hong_kong: is_hong_kong(passage),
                weight: weight(passage.source),
                neighbors: neighbors(&pair.simplified, at, &fold),
            });
        }
    }
}

/// Every choice that native simplified text made between characters that are one in traditional.
pub fn simplified(
    subjects: &[Subject],
    fold: impl Fn(char) -> char,
    passage: &Passage<'_>,
    instances: &mut Vec<Instance>,
) {
    let text: Vec<char> = passage.text.chars().collect();
    for (subject, number) in subjects
        .iter()
        .zip(0..)
        .filter(|(subject, _)| subject.merged)
    {
        for (at, character) in text.iter().enumerate() {
            if let Some(label) = subject.candidates.iter().position(|c| c == character) {
                instances.push(Instance {
                    subject: number,
                    label: label as u8,
                    choice: NONE,
                    running: true,
                    hong_kong: false,
                    weight: 1.0,
                    neighbors: neighbors(&text, at, &fold),
                });
            }
        }
    }
}

/// OpenCC's phrases, of which only the inner neighbors are known, as far as native text does not
/// write them otherwise.
pub fn phrases(
    chain: &Chain,
    subjects: &[Subject],
    fold: impl Fn(char) -> char,
    witness: &Witness,
) -> Vec<Instance> {
    let by_character = index(subjects, false);
    let mut phrases: Vec<_> = chain.simplified_to_traditional.phrases().collect();
    phrases.sort();
    let mut instances = Vec::new();
    for (key, value) in phrases {
        if key.len() != value.len() {
            continue;
        }
        for (at, character) in key.iter().enumerate() {
            let Some(&(subject, found)) = by_character.get(character) else {
                continue;
            };
            let Some(label) = found.candidates.iter().position(|c| *c == value[at]) else {
                continue;
            };
            if witness.contradicts(key, at) {
                continue;
            }
            let known = |offset: isize| {
                let neighbor = at.checked_add_signed(offset).and_then(|at| key.get(at));
                neighbor.map_or(UNKNOWN, |&c| crate::tables::context::neighbor(fold(c)))
            };
            let instance = Instance {
                subject,
                label: label as u8,
                choice: label as u8,
                running: false,
                hong_kong: false,
                weight: 1.0,
                neighbors: [known(-2), known(-1), known(1), known(2)],
            };
            let times = if label == 0 { USUAL_REPEATS } else { REPEATS };
            instances.extend(std::iter::repeat_n(instance, times));
        }
    }
    instances
}

/// Two neighbors before and two behind; nothing counts beyond the edge of a line.
fn neighbors(text: &[char], at: usize, fold: &impl Fn(char) -> char) -> [u16; 4] {
    let look = |offset: isize| {
        let found = at.checked_add_signed(offset).and_then(|at| text.get(at));
        found.map_or(EDGE, |&c| neighbor(fold(c)))
    };
    [look(-2), look(-1), look(1), look(2)]
}

fn weight(source: &str) -> f32 {
    let listed = WEIGHTS.iter().find(|(name, _)| *name == source);
    listed.map_or(1.0, |(_, weight)| *weight)
}
