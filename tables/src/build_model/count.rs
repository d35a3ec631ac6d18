//! What a corpus holds: how often each character, pair and triple occurs.

use std::collections::HashMap;

use super::Size;
use super::alphabet::{Alphabet, Kind, MIN_COUNT};
use super::corpus::{Passage, passages};
use super::kept::{Kept, KeptScript};
use super::material::File;
use super::select;
use crate::tables::model::BOUNDARY;

/// The weight at which an occurrence counts as one. Weights are eighths, for a source of the
/// usual weight counts half: so those that count more do not pass for sure when seen once.
pub const UNIT: u32 = 8;

/// Of so many clause marks inside a passage one is made a boundary, so that the model knows how
/// clauses begin and end when they stand alone.
const CUT_EVERY: u32 = 8;

/// One script's n-grams; counts are in eighths, see [`UNIT`].
pub struct Script {
    pub unigrams: Vec<u64>,
    /// `first * paired + second`, in order.
    pub bigrams: Vec<(u32, u32)>,
    /// `(first * paired + second) * paired + third`, in order.
    pub trigrams: Vec<(u64, u32)>,
}

pub struct Counts {
    pub alphabet: Alphabet,
    pub scripts: [Script; 2],
}

impl Counts {
    pub fn of(kind: Kind, files: &[Vec<File>; 2]) -> Self {
        let characters = files.each_ref().map(|files| characters(files));
        let alphabet = Alphabet::of_counts(kind, characters.each_ref());
        let scripts = [0, 1].map(|at| Script::of(kind, &files[at], &alphabet, &characters[at]));
        Self { alphabet, scripts }
    }

    /// What pruning leaves.
    pub fn keep(&self, sizes: [Size; 2]) -> Kept {
        let [simplified, traditional] = [0, 1].map(|at| -> KeptScript {
            let class_of = |token| self.alphabet.class_of(token);
            select::keep(
                &self.scripts[at],
                self.alphabet.paired,
                sizes[at],
                &class_of,
            )
        });
        Kept {
            characters: self.alphabet.characters.clone(),
            scripts: [simplified, traditional],
        }
    }
}

fn characters(files: &[File]) -> HashMap<char, u64> {
    let mut counts: HashMap<char, u64> = HashMap::new();
    for file in files {
        for passage in passages(&file.text) {
            for character in passage.text.chars() {
                *counts.entry(file.spell(character)).or_default() += 1;
            }
        }
    }
    counts
}

impl Script {
    fn of(
        kind: Kind,
        files: &[File],
        alphabet: &Alphabet,
        characters: &HashMap<char, u64>,
    ) -> Self {
        let paired = alphabet.paired as u64;
        let mut unigrams = vec![0; alphabet.len()];
        let mut bigrams = vec![0u32; alphabet.paired * alphabet.paired];
        let mut trigrams = Vec::new();
        for (file, weight) in files.iter().flat_map(File::weighted) {
            let of_weight = passages(&file.text).filter(|passage| file.weight(passage) == weight);
            let tokens = tokens(of_weight, |character| {
                let character = file.spell(character);
                match characters.get(&character) {
                    Some(&count) if count >= MIN_COUNT => alphabet.token(character),
                    _ => kind.class_of(character),
                }
            });
            let mut keys = Vec::with_capacity(tokens.len());
            for (at, &third) in tokens.iter().enumerate().skip(1) {
                unigrams[usize::from(third)] += u64::from(weight);
                let (second, third) = (u64::from(tokens[at - 1]), u64::from(third));
                if second >= paired || third >= paired {
                    continue;
                }
                bigrams[(second * paired + third) as usize] += weight;
                let Some(&first) = at.checked_sub(2).and_then(|at| tokens.get(at)) else {
                    continue;
                };
                if second != u64::from(BOUNDARY) && u64::from(first) < paired {
                    keys.push((u64::from(first) * paired + second) * paired + third);
                }
            }
            drop(tokens);
            keys.sort_unstable();
            let counted = keys
                .chunk_by(|a, b| a == b)
                .map(|run| (run[0], run.len() as u32 * weight));
            trigrams = merge(&trigrams, counted);
        }
        let bigrams = (0u32..)
            .zip(bigrams)
            .filter(|&(_, count)| count > 0)
            .collect();
        Self {
            unigrams,
            bigrams,
            trigrams,
        }
    }
}

/// Adds counts to counts; both are in order.
fn merge(one: &[(u64, u32)], other: impl Iterator<Item = (u64, u32)>) -> Vec<(u64, u32)> {
    let mut merged = Vec::with_capacity(one.len());
    let mut one = one.iter().copied().peekable();
    for (key, mut count) in other {
        while let Some(before) = one.next_if(|&(before, _)| before < key) {
            merged.push(before);
        }
        if let Some((_, more)) = one.next_if(|&(same, _)| same == key) {
            count += more;
        }
        merged.push((key, count));
    }
    merged.extend(one);
    merged
}

/// All passages with boundaries around them and at some of their clause marks, by turns before the
/// mark, which is left out, and behind it.
fn tokens<'t>(
    passages: impl Iterator<Item = Passage<'t>>,
    token: impl Fn(char) -> u16,
) -> Vec<u16> {
    let mut tokens = vec![BOUNDARY];
    let mut marks = 0;
    for passage in passages {
        for character in passage.text.chars() {
            let mark = matches!(character, '，' | '。' | '！' | '？' | '；' | '：');
            marks += u32::from(mark);
            let cut = mark && marks % CUT_EVERY == 0;
            if !cut || (marks / CUT_EVERY).is_multiple_of(2) {
                tokens.push(token(character));
            }
            if cut && tokens.last() != Some(&BOUNDARY) {
                tokens.push(BOUNDARY);
            }
        }
        if tokens.last() != Some(&BOUNDARY) {
            tokens.push(BOUNDARY);
        }
    }
    tokens
}
