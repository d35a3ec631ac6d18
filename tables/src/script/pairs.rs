//! Adjacent characters that decide where the converter looks: anchors and bonds.

use super::Sources;
use super::frequency::Column;
use super::opencc::{Map, RECIPES, Recipe};
use std::collections::{BTreeSet, HashMap};

type Pair = (char, char);

/// Bits in the anchor filters of a configuration that starts from the large phrase dictionary.
const LARGE_ANCHORS: u32 = 19;
/// Bits in the anchor filters of any other.
const SMALL_ANCHORS: u32 = 17;
/// Bits in the bond filters, by family.
const BONDS: [u32; 3] = [20, 17, 16];

/// The pairs of all configurations.
pub struct Pairs {
    configurations: Vec<Anchors>,
    /// Pairs that a key of any step can span, by family.
    bonds: [BTreeSet<Pair>; 3],
}

#[derive(Default)]
struct Anchors {
    /// One pair from each key whose value its characters alone would not give.
    pairs: BTreeSet<Pair>,
    triggers: BTreeSet<char>,
}

/// What the characters of a text can come from, one step earlier.
struct Origins {
    /// Characters that become the given one.
    alone: HashMap<char, Vec<char>>,
    /// Characters whose conversion, alone or in a phrase that they end, ends with the given one.
    ends: HashMap<char, BTreeSet<char>>,
    /// The same for beginnings.
    begins: HashMap<char, BTreeSet<char>>,
}

/// Configurations of a family share one bond filter.
pub fn family(recipe: &Recipe) -> usize {
    match recipe.steps {
        [0, ..] => 0,
        [.., 1] => 1,
        _ => 2,
    }
}

impl Pairs {
    pub fn choose(sources: &Sources) -> Result<Self, String> {
        let mut bonds = [const { BTreeSet::new() }; 3];
        let mut configurations = Vec::new();
        for recipe in &RECIPES {
            configurations.push(Anchors::choose(sources, recipe)?);
            bond(&mut bonds[family(recipe)], sources, recipe);
        }
        Ok(Self {
            configurations,
            bonds,
        })
    }

    pub fn is_trigger(&self, configuration: usize, character: char) -> bool {
        self.configurations[configuration]
            .triggers
            .contains(&character)
    }

    pub fn payload(&self) -> Vec<u8> {
        let mut payload = Vec::new();
        for (recipe, anchors) in RECIPES.iter().zip(&self.configurations) {
            let bits = if family(recipe) == 0 {
                LARGE_ANCHORS
            } else {
                SMALL_ANCHORS
            };
            payload.extend(filter(&anchors.pairs, bits, |a, b| near(a, b, bits)));
            payload.extend(filter(&anchors.pairs, bits, |a, b| far(a, b, bits)));
        }
        for (bonds, bits) in self.bonds.iter().zip(BONDS) {
            payload.extend(filter(bonds, bits, |a, b| far(a, b, bits)));
        }
        payload
    }
}

impl Anchors {
    fn choose(sources: &Sources, recipe: &Recipe) -> Result<Self, String> {
        let mut anchors = Self::default();
        let source = if family(recipe) == 0 {
            Column::Simplified
        } else {
            Column::Traditional
        };
        let target = if family(recipe) == 0 {
            Column::Traditional
        } else {
            Column::Simplified
        };
        let mut keys = keys(sources, recipe);
        // Short keys leave no choice; longer ones can then share what was chosen.
        keys.sort_by_key(|key| key.len());
        for key in keys {
            let cost = |pairs: &Vec<Pair>| -> (u32, u64) {
                let new = pairs.iter().filter(|pair| !anchors.pairs.contains(pair));
                new.fold((0, 0), |(seen, spelled), &(a, b)| {
                    let common = |c| u64::from(sources.frequency.of_character(c, source));
                    let pair = sources.frequency.of(&format!("{a}{b}"), source);
                    (seen + pair, spelled + common(a) * common(b) + 1)
                })
            };
            let pairs = key
                .windows(2)
                .map(|two| product(&two[0], &two[1]))
                .filter(|pairs| {
                    pairs
                        .iter()
                        .all(|&(a, b)| a.len_utf8() == 3 || b.len_utf8() == 3)
                })
                .min_by_key(cost)
                .ok_or_else(|| format!("{key:?}: no pair to watch for"))?;
            let changes = |c: &char| sources.composite(recipe, *c) != Some(*c);
            let certain = key.iter().any(|characters| characters.iter().all(changes));
            for (a, b) in pairs {
                anchors.pairs.insert((a, b));
                if !certain && !changes(&a) && !changes(&b) {
                    let common = |c: &char| match c.len_utf8() {
                        3 => sources.frequency.of_character(*c, target),
                        // Only characters of three bytes carry the mark.
                        _ => u32::MAX,
                    };
                    anchors.triggers.insert(std::cmp::min_by_key(a, b, common));
                }
            }
        }
        Ok(anchors)
    }
}

/// Keys of several characters that characters alone would convert otherwise, as the text before
/// the first step can spell them: the possible characters at each place.
///
/// Special characters are left out: the converter looks around those anyway. So are characters
/// beyond the Basic Multilingual Plane, for the same reason.
fn keys(sources: &Sources, recipe: &Recipe) -> Vec<Vec<Vec<char>>> {
    let mut keys = Vec::new();
    for (place, &step) in recipe.steps.iter().enumerate() {
        let map = &sources.maps[step];
        let origins = (place > 0).then(|| Origins::of(&sources.maps[recipe.steps[0]]));
        let nontrivial = map
            .phrases
            .iter()
            .filter(|(key, phrase)| !map.is_trivial(key, phrase));
        for (key, _) in nontrivial {
            let spelled: Vec<Vec<char>> = key
                .chars()
                .map(|character| match &origins {
                    None => vec![character],
                    Some(origins) => origins.alone(character),
                })
                .map(|mut characters| {
                    characters.retain(|&c| c.len_utf8() < 4 && !sources.is_special(recipe, c));
                    characters
                })
                .collect();
            if spelled.iter().all(|characters| !characters.is_empty()) {
                keys.push(spelled);
            }
        }
    }
    keys
}

/// Adds the pairs that a key of any step can span in the text before the first step.
fn bond(bonds: &mut BTreeSet<Pair>, sources: &Sources, recipe: &Recipe) {
    let adjacent = |map: &Map| -> BTreeSet<Pair> {
        let keys = map.phrases.keys();
        keys.flat_map(|key| key.chars().zip(key.chars().skip(1)).collect::<Vec<_>>())
            .collect()
    };
    bonds.extend(adjacent(&sources.maps[recipe.steps[0]]));
    if let Some(segmentation) = recipe.segmentation {
        bonds.extend(adjacent(&sources.maps[segmentation]));
    }
    if let [first, second] = recipe.steps {
        let origins = Origins::of(&sources.maps[*first]);
        for (a, b) in adjacent(&sources.maps[*second]) {
            for x in origins.ends(a) {
                bonds.extend(origins.begins(b).iter().map(|&y| (x, y)));
            }
        }
    }
}

impl Origins {
    fn of(map: &Map) -> Self {
        let mut alone: HashMap<char, Vec<char>> = HashMap::new();
        let mut ends: HashMap<char, BTreeSet<char>> = HashMap::new();
        let mut begins: HashMap<char, BTreeSet<char>> = HashMap::new();
        for (&key, character) in &map.characters {
            let value = &character.value;
            if let (Some(first), Some(last)) = (value.chars().next(), value.chars().next_back()) {
                if value.chars().count() == 1 {
                    alone.entry(first).or_default().push(key);
                }
                begins.entry(first).or_default().insert(key);
                ends.entry(last).or_default().insert(key);
            }
        }
        for (key, phrase) in &map.phrases {
            let value = &phrase.value;
            if let (Some(a), Some(b)) = (key.chars().next(), value.chars().next()) {
                begins.entry(b).or_default().insert(a);
            }
            if let (Some(a), Some(b)) = (key.chars().next_back(), value.chars().next_back()) {
                ends.entry(b).or_default().insert(a);
            }
        }
        // What is no key stays as it is; for one that is a key this only adds a harmless pair.
        for key in map.characters.keys() {
            for origins in [&mut ends, &mut begins] {
                origins.entry(*key).or_default().insert(*key);
            }
        }
        for &key in map.characters.keys() {
            alone.entry(key).or_default();
        }
        Self {
            alone,
            ends,
            begins,
        }
    }

    fn alone(&self, character: char) -> Vec<char> {
        // A character that is no key, so that it has no entry of its own, comes from itself too.
        match self.alone.get(&character) {
            None => vec![character],
            Some(origins) => {
                let mut all = origins.clone();
                if !all.contains(&character) {
                    all.push(character);
                }
                all
            }
        }
    }

    fn ends(&self, character: char) -> BTreeSet<char> {
        with_itself(&self.ends, character)
    }

    fn begins(&self, character: char) -> BTreeSet<char> {
        with_itself(&self.begins, character)
    }
}

fn with_itself(origins: &HashMap<char, BTreeSet<char>>, character: char) -> BTreeSet<char> {
    let mut all = origins.get(&character).cloned().unwrap_or_default();
    all.insert(character);
    all
}

fn product(first: &[char], second: &[char]) -> Vec<Pair> {
    first
        .iter()
        .flat_map(|&a| second.iter().map(move |&b| (a, b)))
        .collect()
}

/// A bit for each pair, in 64-bit words.
fn filter(pairs: &BTreeSet<Pair>, bits: u32, hash: impl Fn(char, char) -> u32) -> Vec<u8> {
    let mut words = vec![0_u64; 1 << (bits - 6)];
    for &(a, b) in pairs {
        let bit = hash(a, b);
        words[(bit >> 6) as usize] |= 1 << (bit & 63);
    }
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// The hash of the main loop, over the first three bytes of each character.
///
/// Multipliers that end in eight zero bits, so that a fourth byte makes no difference.
fn near(first: char, second: char, bits: u32) -> u32 {
    let sum = u32::wrapping_add(
        bytes(first).wrapping_mul(0x9E37_7900),
        bytes(second).wrapping_mul(0x85EB_CB00),
    );
    sum >> (32 - bits)
}

/// UTF-8, the first byte lowest.
fn bytes(character: char) -> u32 {
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// The hash that confirms a suspicion.
fn far(first: char, second: char, bits: u32) -> u32 {
    mix(first.into(), second.into()) >> (32 - bits)
}

/// Two odd multipliers: 2^32 divided by the golden ratio, and a prime of xxHash.
pub fn mix(first: u32, second: u32) -> u32 {
    first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77)
}
