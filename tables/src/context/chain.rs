//! Conversions as OpenCC makes them, for training: plain and slow.

use std::collections::HashMap;

use crate::script::opencc::{Dictionaries, Map, RECIPES, STEPS};

/// A key and its value, character by character.
pub type Entry = (Vec<char>, Vec<char>);

/// One step: phrases by their first character, longest first, and characters.
pub struct Step {
    phrases: HashMap<char, Vec<Entry>>,
    characters: HashMap<char, Vec<char>>,
}

impl Step {
    pub fn read(number: usize, dictionaries: &Dictionaries) -> Result<Self, String> {
        let map = Map::build(&STEPS[number], dictionaries)?;
        let mut phrases: HashMap<char, Vec<Entry>> = HashMap::new();
        for (key, phrase) in &map.phrases {
            let key: Vec<char> = key.chars().collect();
            let bucket = phrases.entry(key[0]).or_default();
            bucket.push((key, phrase.value.chars().collect()));
        }
        for bucket in phrases.values_mut() {
            bucket.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        }
        let characters = map.characters.iter();
        Ok(Self {
            phrases,
            characters: characters
                .map(|(key, value)| (*key, value.value.chars().collect()))
                .collect(),
        })
    }

    /// The longest key at each place, or else the character that stands there.
    pub fn convert(&self, text: &[char]) -> Vec<char> {
        let mut out = Vec::with_capacity(text.len());
        let mut at = 0;
        while let Some(first) = text.get(at) {
            let bucket = self.phrases.get(first).map_or(&[][..], Vec::as_slice);
            if let Some((key, value)) = bucket.iter().find(|(key, _)| text[at..].starts_with(key)) {
                out.extend(value);
                at += key.len();
                continue;
            }
            match self.characters.get(first) {
                Some(value) => out.extend(value),
                None => out.push(*first),
            }
            at += 1;
        }
        out
    }

    /// What a character becomes by itself, if that is one character.
    pub fn alone(&self, character: char) -> char {
        match self.characters.get(&character).map(Vec::as_slice) {
            Some(&[value]) => value,
            _ => character,
        }
    }

    /// Characters that change alone or begin a phrase.
    pub fn concerned(&self) -> impl Iterator<Item = char> {
        self.phrases.keys().chain(self.characters.keys()).copied()
    }

    /// All phrases, in no order.
    pub fn phrases(&self) -> impl Iterator<Item = &Entry> {
        self.phrases.values().flatten()
    }
}

/// The steps that training needs.
pub struct Chain {
    pub simplified_to_traditional: Step,
    pub traditional_to_simplified: Step,
    pub from_taiwan: Step,
    pub from_hong_kong: Step,
    to_taiwan: Step,
    to_hong_kong: Step,
}

impl Chain {
    pub fn read(dictionaries: &Dictionaries) -> Result<Self, String> {
        let step = |name: &str| {
            let recipe = RECIPES.iter().find(|recipe| recipe.name == name);
            let number = recipe.and_then(|recipe| recipe.steps.first());
            let number = number.ok_or_else(|| format!("no configuration is called {name}"))?;
            Step::read(*number, dictionaries)
        };
        Ok(Self {
            simplified_to_traditional: step("s2t")?,
            traditional_to_simplified: step("t2s")?,
            from_taiwan: step("tw2t")?,
            from_hong_kong: step("hk2t")?,
            to_taiwan: step("t2tw")?,
            to_hong_kong: step("t2hk")?,
        })
    }

    /// Whether two characters of OpenCC's standard are one in a region's: its writers do not say which they
    /// meant.
    pub fn are_one(&self, hong_kong: bool, one: char, other: char) -> bool {
        let region = if hong_kong {
            &self.to_hong_kong
        } else {
            &self.to_taiwan
        };
        one == other || region.alone(one) == region.alone(other)
    }
}

/// The second step of a configuration.
pub fn second_step(name: &str, dictionaries: &Dictionaries) -> Result<Step, String> {
    let recipe = RECIPES.iter().find(|recipe| recipe.name == name);
    let number = recipe.and_then(|recipe| recipe.steps.get(1));
    Step::read(
        *number.ok_or_else(|| format!("{name} has no second step"))?,
        dictionaries,
    )
}
