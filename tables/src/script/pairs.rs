//! Adjacent characters that decide where the converter looks: anchors and bonds.

use super::Sources;
use super::anchors;
use super::colors::Colors;
use super::frequency::Column;
use super::opencc::{Map, RECIPES, Recipe};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub type Pair = (char, char);

/// Slots in the tables of anchors, as powers of two, by family.
const ANCHORS: [u32; 3] = [14, 12, 11];
/// Bits in the filters of anchors, by family: 16 or more for each.
const ANCHOR_BITS: [u32; 3] = [17, 15, 14];
/// Bits in the bond filters, by family.
const BONDS: [u32; 3] = [20, 17, 16];
/// Bits in the filter of bonds where no key divides the text, in the first family.
const INNER: u32 = 17;

/// The pairs of all configurations.
pub struct Pairs {
    configurations: Vec<Anchors>,
    /// Pairs that a key of any step can span, by family.
    bonds: [BTreeSet<Pair>; 3],
    /// Those that a key of a second step can span, in the first family.
    inner: BTreeSet<Pair>,
}

#[derive(Default)]
struct Anchors {
    /// One pair from each key whose value its characters alone would not give.
    pairs: BTreeSet<Pair>,
    /// Their colors, by character.
    signatures: HashMap<char, u64>,
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

/// What the texts of a family are written in.
fn column(family: usize) -> Column {
    if family == 0 {
        Column::Simplified
    } else {
        Column::Traditional
    }
}

impl Pairs {
    pub fn choose(sources: &Sources) -> Result<Self, String> {
        let mut bonds = [const { BTreeSet::new() }; 3];
        let mut inner = BTreeSet::new();
        let mut configurations = Vec::new();
        for recipe in &RECIPES {
            configurations.push(Anchors::choose(sources, recipe)?);
            bond(&mut bonds[family(recipe)], sources, recipe);
            if family(recipe) == 0 {
                bond_second(&mut inner, sources, recipe);
            }
        }
        for family in 0..bonds.len() {
            // Configurations with the same colors have most of their cells in common.
            let mut relatives: Vec<&mut Anchors> = RECIPES
                .iter()
                .zip(&mut configurations)
                .filter(|(recipe, _)| self::family(recipe) == family)
                .map(|(_, anchors)| anchors)
                .collect();
            let pairs = relatives.iter().flat_map(|anchors| &anchors.pairs).copied();
            let colors = Colors::choose(&pairs.collect(), &sources.frequency, column(family));
            for anchors in &mut relatives {
                anchors.signatures = colors.signatures(&anchors.pairs);
            }
        }
        Ok(Self {
            configurations,
            bonds,
            inner,
        })
    }

    /// The colors of a character.
    pub fn signature(&self, configuration: usize, character: char) -> u64 {
        let signatures = &self.configurations[configuration].signatures;
        signatures.get(&character).copied().unwrap_or(0)
    }

    /// The characters of three bytes without which a text stays as it is: those that change or are special, and
    /// one of each pair that tells a key in which none is, so that few common ones are among them.
    pub fn marked(&self, sources: &Sources, configuration: usize) -> BTreeSet<char> {
        let recipe = &RECIPES[configuration];
        let changes = |c| sources.composite(recipe, c) != Some(c) || sources.is_special(recipe, c);
        let mut marked: BTreeSet<char> = ('\u{800}'..='\u{FFFF}').filter(|&c| changes(c)).collect();
        // What is converted already is seldom written in what is to be converted.
        let column = match family(recipe) {
            1 => Column::Simplified,
            _ => Column::Traditional,
        };
        // Characters of one or two bytes are not looked up.
        let common = |c: char| match c.len_utf8() {
            3 => f64::from(sources.frequency.of_character(c, column) + 1),
            _ => f64::INFINITY,
        };
        let anchors = &self.configurations[configuration].pairs;
        let mut left = BTreeSet::new();
        for mut key in keys(sources, recipe) {
            for place in &mut key {
                place.retain(|&c| !marked.contains(&c));
            }
            if key.iter().all(|place| !place.is_empty()) {
                let pairs = key.windows(2).map(|two| product(&two[0], &two[1]));
                let told = pairs.filter(|pairs| pairs.iter().all(|pair| anchors.contains(pair)));
                let cost = |pairs: &Vec<Pair>| -> f64 {
                    pairs.iter().map(|&(a, b)| common(a).min(common(b))).sum()
                };
                let best = told.min_by(|a, b| cost(a).total_cmp(&cost(b)));
                left.extend(best.into_iter().flatten());
            }
        }
        left.retain(|(a, b)| !marked.contains(a) && !marked.contains(b));
        marked.extend(cover(&left, common));
        marked
    }

    pub fn payload(&self, sources: &Sources) -> Result<Vec<u8>, String> {
        let mut payload = Vec::new();
        for (family, bits) in ANCHORS.into_iter().enumerate() {
            let relatives: Vec<_> = RECIPES
                .iter()
                .zip(&self.configurations)
                .filter(|(recipe, _)| self::family(recipe) == family)
                .map(|(recipe, anchors)| (recipe, &anchors.pairs))
                .collect();
            payload.extend(anchors::table(bits, sources, &relatives)?);
        }
        for (family, bits) in ANCHOR_BITS.into_iter().enumerate() {
            let relatives = RECIPES.iter().zip(&self.configurations);
            let anchors = relatives
                .filter(|(recipe, _)| self::family(recipe) == family)
                .flat_map(|(_, anchors)| &anchors.pairs);
            payload.extend(filter(&anchors.copied().collect(), bits));
        }
        for (bonds, bits) in self.bonds.iter().zip(BONDS) {
            payload.extend(filter(bonds, bits));
        }
        payload.extend(filter(&self.inner, INNER));
        Ok(payload)
    }
}

impl Anchors {
    fn choose(sources: &Sources, recipe: &Recipe) -> Result<Self, String> {
        let mut anchors = Self::default();
        let source = column(family(recipe));
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
            anchors.pairs.extend(pairs);
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
    bonds.extend(adjacent(&sources.maps[recipe.steps[0]]));
    if let Some(segmentation) = recipe.segmentation {
        bonds.extend(adjacent(&sources.maps[segmentation]));
    }
    bond_second(bonds, sources, recipe);
}

/// Adds those that a key of a second step can span.
fn bond_second(bonds: &mut BTreeSet<Pair>, sources: &Sources, recipe: &Recipe) {
    if let [first, second] = recipe.steps {
        let origins = Origins::of(&sources.maps[*first]);
        for (a, b) in adjacent(&sources.maps[*second]) {
            for x in origins.ends(a) {
                bonds.extend(origins.begins(b).iter().map(|&y| (x, y)));
            }
        }
    }
}

/// The pairs inside a step's keys.
fn adjacent(map: &Map) -> BTreeSet<Pair> {
    let keys = map.phrases.keys();
    keys.flat_map(|key| key.chars().zip(key.chars().skip(1)).collect::<Vec<_>>())
        .collect()
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

/// One character of each pair, so that few common ones are among them.
fn cover(pairs: &BTreeSet<Pair>, common: impl Fn(char) -> f64) -> BTreeSet<char> {
    let mut chosen = BTreeSet::new();
    let mut left = pairs.clone();
    while !left.is_empty() {
        let mut counts = BTreeMap::new();
        for c in left.iter().flat_map(|&(a, b)| [a, b]) {
            *counts.entry(c).or_insert(0.0) += common(c).recip();
        }
        let best = counts.into_iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
        chosen.extend(best.map(|(best, _)| best));
        left.retain(|(a, b)| !chosen.contains(a) && !chosen.contains(b));
    }
    // Instead of some, all that they were chosen for are rarer together.
    let mut partners: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for &(a, b) in pairs {
        partners.entry(a).or_default().insert(b);
        partners.entry(b).or_default().insert(a);
    }
    loop {
        let better = chosen.iter().find_map(|c| {
            let others: Vec<char> = partners[c].difference(&chosen).copied().collect();
            let cost: f64 = others.iter().map(|&other| common(other)).sum();
            (cost < common(*c) && !partners[c].contains(c)).then_some((*c, others))
        });
        let Some((worse, others)) = better else {
            return chosen;
        };
        chosen.remove(&worse);
        chosen.extend(others);
    }
}

fn product(first: &[char], second: &[char]) -> Vec<Pair> {
    first
        .iter()
        .flat_map(|&a| second.iter().map(move |&b| (a, b)))
        .collect()
}

/// A bit for each pair, in 64-bit words.
fn filter(pairs: &BTreeSet<Pair>, bits: u32) -> Vec<u8> {
    let mut words = vec![0_u64; 1 << (bits - 6)];
    for &(a, b) in pairs {
        let bit = mix(a.into(), b.into()) >> (32 - bits);
        words[(bit >> 6) as usize] |= 1 << (bit & 63);
    }
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Two odd multipliers: 2^32 divided by the golden ratio, and a prime of xxHash.
pub fn mix(first: u32, second: u32) -> u32 {
    first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77)
}
