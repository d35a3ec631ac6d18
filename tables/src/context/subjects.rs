//! Which characters have to be decided, and between what.

use std::collections::{BTreeMap, HashMap};

use super::chain::Chain;
use crate::script::opencc::Dictionaries;
use crate::tables::context::CANDIDATES;

/// A candidate that OpenCC does not put first counts if native text has it so often.
const FLOOR: u32 = 3;
/// And at least once in so many times: rarer ones are slips of the pen, such as 国 among 國.
const SHARE: u32 = 2_000;

/// A character and what it can stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub character: char,
    /// Whether it is a traditional character that simplification splits.
    pub merged: bool,
    /// OpenCC's first choice first.
    pub candidates: Vec<char>,
}

/// What OpenCC's dictionaries let a simplified character be: the values of `STCharacters`, the
/// traditional characters that `TSCharacters` simplifies to it, and the character itself.
pub fn possible(dictionaries: &Dictionaries) -> Result<BTreeMap<char, Vec<char>>, String> {
    let mut all: BTreeMap<char, Vec<char>> = BTreeMap::new();
    let single = |text: &str| -> Option<char> {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    for (key, values) in dictionaries.get("STCharacters")? {
        if let Some(key) = single(key) {
            all.insert(
                key,
                values.iter().filter_map(|value| single(value)).collect(),
            );
        }
    }
    for (key, values) in dictionaries.get("TSCharacters")? {
        let Some(key) = single(key) else { continue };
        for value in values.iter().filter_map(|value| single(value)) {
            let candidates = all.entry(value).or_insert_with(|| vec![value]);
            if !candidates.contains(&key) {
                candidates.push(key);
            }
        }
    }
    for (key, candidates) in &mut all {
        if !candidates.contains(key) {
            candidates.push(*key);
        }
    }
    Ok(all)
}

/// The subjects that native text bears out: `seen` counts simplified characters with what they
/// stood for.
pub fn select(
    possible: &BTreeMap<char, Vec<char>>,
    seen: &HashMap<(char, char), u32>,
) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (&character, all) in possible {
        let count = |candidate: char| seen.get(&(character, candidate)).copied().unwrap_or(0);
        let mut candidates = all.clone();
        let first = candidates.remove(0);
        let total: u32 = all.iter().map(|&candidate| count(candidate)).sum();
        candidates.retain(|&candidate| count(candidate) >= FLOOR.max(total / SHARE));
        candidates.sort_by_key(|&candidate| std::cmp::Reverse(count(candidate)));
        candidates.truncate(CANDIDATES - 1);
        if !candidates.is_empty() {
            candidates.insert(0, first);
            subjects.push(Subject {
                character,
                merged: false,
                candidates,
            });
        }
    }
    subjects
}

/// The traditional characters that simplified text keeps apart: 著 is 着 or 著 there.
///
/// OpenCC's phrases leave no doubt about the others that it has several values for.
pub const MERGED: &[(char, &[char])] = &[('著', &['着', '著'])];

/// What each character counts as among neighbors: its simplified form, also where OpenCC keeps it
/// for some words' sake.
pub fn folds(chain: &Chain, subjects: &[Subject]) -> BTreeMap<char, char> {
    let (simplify, back) = (
        &chain.traditional_to_simplified,
        &chain.simplified_to_traditional,
    );
    let mut folds = BTreeMap::new();
    for code in 0x3400..0xA000 {
        let Some(character) = char::from_u32(code) else {
            continue;
        };
        let folded = simplify.alone(character);
        // What is a simplified character too is read as one.
        let is_simplified = back.alone(character) != character;
        if folded != character && folded.len_utf8() == 3 && !is_simplified {
            folds.insert(character, folded);
        }
    }
    for subject in subjects.iter().filter(|subject| !subject.merged) {
        for &candidate in &subject.candidates {
            if candidate != subject.character
                && !subjects
                    .iter()
                    .any(|s| !s.merged && s.character == candidate)
            {
                folds.entry(candidate).or_insert(subject.character);
            }
        }
    }
    folds
}
