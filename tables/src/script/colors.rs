//! A cheaper way to ask whether two characters are an anchor: colors.
//!
//! Each pair has one of a few colors; a character has those of the pairs that it begins, and those of
//! the pairs that it ends. Where the two sets of adjacent characters meet, the pair may be an anchor.

use super::frequency::{Column, Frequency};
use super::pairs::Pair;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many there are. Twice as many bits and 24 for the bytes make a cell. The first is that of special
/// characters.
pub const COLORS: usize = 20;

/// The colors of pairs.
pub struct Colors(HashMap<Pair, usize>);

/// The characters of a color so far, and how common they are.
#[derive(Clone, Default)]
struct Class {
    begins: BTreeSet<char>,
    ends: BTreeSet<char>,
    begin: u64,
    end: u64,
}

impl Colors {
    /// Gives colors so that common characters that are no anchor seldom meet in one: the costliest
    /// pairs first, each to the color where it adds least. Pairs that share the character with the
    /// most pairs stay together.
    pub fn choose(pairs: &BTreeSet<Pair>, frequency: &Frequency, column: Column) -> Self {
        let (mut begun, mut ended) = (HashMap::new(), HashMap::new());
        for &(a, b) in pairs {
            *begun.entry(a).or_insert(0) += 1;
            *ended.entry(b).or_insert(0) += 1;
        }
        let mut stars: BTreeMap<(bool, char), Vec<Pair>> = BTreeMap::new();
        for &(a, b) in pairs {
            let center = if begun[&a] >= ended[&b] {
                (false, a)
            } else {
                (true, b)
            };
            stars.entry(center).or_default().push((a, b));
        }
        let common = |c: char| u64::from(frequency.of_character(c, column)) + 1;
        let added = |class: &Class, star: &[Pair]| {
            let begins: BTreeSet<char> = star.iter().map(|pair| pair.0).collect();
            let ends: BTreeSet<char> = star.iter().map(|pair| pair.1).collect();
            let begin: u64 = begins.difference(&class.begins).map(|&c| common(c)).sum();
            let end: u64 = ends.difference(&class.ends).map(|&c| common(c)).sum();
            (begin, end)
        };
        let cost = |class: &Class, star: &[Pair]| {
            let (begin, end) = added(class, star);
            (class.begin + begin) * (class.end + end) - class.begin * class.end
        };
        let mut stars: Vec<Vec<Pair>> = stars.into_values().collect();
        stars.sort_by_key(|star| std::cmp::Reverse(cost(&Class::default(), star)));
        let mut classes = vec![Class::default(); COLORS];
        let mut colors = HashMap::new();
        for star in stars {
            let color = (1..COLORS)
                .min_by_key(|&color| cost(&classes[color], &star))
                .unwrap_or(0);
            let class = &mut classes[color];
            let (begin, end) = added(class, &star);
            class.begin += begin;
            class.end += end;
            class.begins.extend(star.iter().map(|pair| pair.0));
            class.ends.extend(star.iter().map(|pair| pair.1));
            colors.extend(star.into_iter().map(|pair| (pair, color)));
        }
        Self(colors)
    }

    /// For each character of the pairs a bit for each color that it begins and, above those, one for
    /// each that it ends.
    pub fn signatures(&self, pairs: &BTreeSet<Pair>) -> HashMap<char, u64> {
        let mut signatures = HashMap::new();
        for pair in pairs {
            let color = 1 << self.0[pair];
            *signatures.entry(pair.0).or_insert(0) |= color;
            *signatures.entry(pair.1).or_insert(0) |= color << COLORS;
        }
        signatures
    }
}
