//! A cheaper way to ask whether two characters are an anchor: colors.
//!
//! Each pair has one of a few colors; a character has those of the pairs that it begins, and those of
//! the pairs that it ends. Where the two sets of adjacent characters meet, the pair may be an anchor.

use super::frequency::{Column, Frequency};
use super::pairs::Pair;
use std::collections::{BTreeSet, HashMap};

/// How many there are. Twice as many bits and 24 for the bytes make a cell. The first is that of special
/// characters.
pub const COLORS: usize = 20;

/// How many times more what meets by the list of common pairs counts than what would if characters stood in any
/// order, which stands for the pairs that are not listed. In two megabytes of news that the list does not know 4 and
/// 16 left the same within a twentieth.
const UNLISTED: u64 = 4;

/// The colors of pairs.
pub struct Colors(HashMap<Pair, usize>);

/// The characters of pairs, with what they have in each color.
struct Palette {
    /// By place, how many pairs of each color the character begins and ends.
    begins: Vec<[u32; COLORS]>,
    ends: Vec<[u32; COLORS]>,
    /// How common the characters are that begin a color, together, and those that end it.
    begin: [u64; COLORS],
    end: [u64; COLORS],
    /// How common each character is, a million times.
    common: Vec<u64>,
    /// The common pairs that are no anchor, by their first characters and by their second ones: the other
    /// character and the place below.
    behind: Vec<Vec<(usize, usize)>>,
    before: Vec<Vec<(usize, usize)>>,
    /// How common each of those is, a billion times, and in how many colors it meets.
    pairs: Vec<(u64, u32)>,
    /// How common those are together that meet in a color.
    met: u64,
}

impl Palette {
    /// How often two characters that are no anchor meet in a color, a billion times, as far as is known.
    fn cost(&self) -> u64 {
        let products = self.begin.iter().zip(&self.end);
        let unlisted: u64 = products.map(|(begin, end)| begin * end / 1000).sum();
        self.met + unlisted / UNLISTED
    }

    fn add(&mut self, (a, b): (usize, usize), color: usize) {
        self.begins[a][color] += 1;
        if self.begins[a][color] == 1 {
            self.begin[color] += self.common[a];
            self.meet(false, a, color, true);
        }
        self.ends[b][color] += 1;
        if self.ends[b][color] == 1 {
            self.end[color] += self.common[b];
            self.meet(true, b, color, true);
        }
    }

    fn remove(&mut self, (a, b): (usize, usize), color: usize) {
        self.begins[a][color] -= 1;
        if self.begins[a][color] == 0 {
            self.begin[color] -= self.common[a];
            self.meet(false, a, color, false);
        }
        self.ends[b][color] -= 1;
        if self.ends[b][color] == 0 {
            self.end[color] -= self.common[b];
            self.meet(true, b, color, false);
        }
    }

    /// Takes note that a character now is among those that begin or end a color, or no longer.
    fn meet(&mut self, ends: bool, character: usize, color: usize, does: bool) {
        let (others, theirs) = match ends {
            false => (&self.behind[character], &self.ends),
            true => (&self.before[character], &self.begins),
        };
        for &(other, pair) in others {
            if theirs[other][color] > 0 {
                let (common, colors) = &mut self.pairs[pair];
                if does {
                    *colors += 1;
                    self.met += if *colors == 1 { *common } else { 0 };
                } else {
                    *colors -= 1;
                    self.met -= if *colors == 0 { *common } else { 0 };
                }
            }
        }
    }

    /// The color that pairs of none are cheapest in.
    fn best(&mut self, pairs: &[(usize, usize)]) -> usize {
        let mut cost_in = |color| {
            pairs.iter().for_each(|&pair| self.add(pair, color));
            let cost = self.cost();
            pairs.iter().for_each(|&pair| self.remove(pair, color));
            cost
        };
        (1..COLORS).min_by_key(|&color| cost_in(color)).unwrap_or(0)
    }
}

impl Colors {
    /// Gives colors so that common pairs that are no anchor seldom meet in one: first those of the characters
    /// that are in the most pairs, each to the color where they cost least. Then pairs of a color that have a
    /// character in common go to another color, as long as that is better.
    pub fn choose(pairs: &BTreeSet<Pair>, frequency: &Frequency, column: Column) -> Self {
        let characters: BTreeSet<char> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        let places: HashMap<char, usize> = characters.iter().copied().zip(0..).collect();
        let count = characters.len();
        let mut palette = Palette {
            begins: vec![[0; COLORS]; count],
            ends: vec![[0; COLORS]; count],
            begin: [0; COLORS],
            end: [0; COLORS],
            common: characters
                .iter()
                .map(|&c| u64::from(frequency.of_character(c, column)) + 1)
                .collect(),
            behind: vec![Vec::new(); count],
            before: vec![Vec::new(); count],
            pairs: Vec::new(),
            met: 0,
        };
        for (&(a, b), &common) in frequency.neighbors(column) {
            if let (Some(&first), Some(&second)) = (places.get(&a), places.get(&b))
                && !pairs.contains(&(a, b))
            {
                palette.behind[first].push((second, palette.pairs.len()));
                palette.before[second].push((first, palette.pairs.len()));
                palette.pairs.push((common, 0));
            }
        }

        let pairs: Vec<Pair> = pairs.iter().copied().collect();
        let mut stars = vec![Vec::new(); 2 * count];
        for (number, (a, b)) in pairs.iter().enumerate() {
            stars[places[a]].push(number);
            stars[count + places[b]].push(number);
        }
        stars.sort_by_key(|star| std::cmp::Reverse(star.len()));
        let of = |number: usize| {
            let (a, b) = pairs[number];
            (places[&a], places[&b])
        };
        // Pairs of no color yet are of the first.
        let mut colors = vec![0; pairs.len()];
        let mut cost = u64::MAX;
        loop {
            for star in &stars {
                for from in 0..COLORS {
                    let some: Vec<usize> = star
                        .iter()
                        .copied()
                        .filter(|&n| colors[n] == from)
                        .collect();
                    let group: Vec<_> = some.iter().map(|&number| of(number)).collect();
                    if group.is_empty() {
                        continue;
                    }
                    if from != 0 {
                        group.iter().for_each(|&pair| palette.remove(pair, from));
                    }
                    let to = palette.best(&group);
                    group.iter().for_each(|&pair| palette.add(pair, to));
                    some.into_iter().for_each(|number| colors[number] = to);
                }
            }
            let before = std::mem::replace(&mut cost, palette.cost());
            if cost >= before {
                return Self(pairs.into_iter().zip(colors).collect());
            }
        }
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
