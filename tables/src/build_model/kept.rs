//! What is kept of a corpus in `tables/sources/model-*.bin`: counts of pruned n-grams.
//!
//! All numbers are LEB128 (seven bits a byte, the lowest first). The characters with tokens, each
//! by its code point; then for each script the fields of [`KeptScript`] in their order. Bigrams of
//! one first token stand together: how many they are, then of each the distance to the one before,
//! its count, and how many trigrams begin with it; if any do, the bigram's total and kinds, and of
//! each trigram the distance of its third token to the one before, and its count. Counts are in
//! eighths.

use super::alphabet::{Alphabet, Kind};

pub struct Kept {
    pub characters: Vec<char>,
    pub scripts: [KeptScript; 2],
}

#[derive(Default)]
pub struct KeptScript {
    /// For bigrams and trigrams, in thousandths.
    pub discounts: [u64; 2],
    /// Of each token, the occurrences that no kept bigram tells.
    pub unigrams: Vec<u64>,
    /// Of each paired token, the pairs that begin with it and that no kept trigram tells.
    pub totals: Vec<u64>,
    /// Of each paired token, how many kinds of followers it has.
    pub kinds: Vec<u64>,
    pub bigrams: Vec<Bigram>,
    /// In order of their contexts.
    pub trigrams: Vec<Trigram>,
}

#[derive(Clone, Copy)]
pub struct Bigram {
    pub first: u16,
    pub second: u16,
    /// Occurrences that no kept trigram tells.
    pub count: u32,
    /// All occurrences, and how many kinds of followers they have; of no interest, and not kept,
    /// if no kept trigram begins with it. Kinds are then 0.
    pub total: u32,
    pub kinds: u64,
}

pub struct Trigram {
    /// Index of the bigram that it begins with.
    pub context: u32,
    pub third: u16,
    pub count: u32,
}

impl Kept {
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.characters.len() as u64);
        for &character in &self.characters {
            put(&mut out, u64::from(u32::from(character)));
        }
        for script in &self.scripts {
            script.put(&mut out);
        }
        out
    }

    /// `None` if the bytes end early or hold what is no character.
    pub fn read(kind: Kind, mut bytes: &[u8]) -> Option<Self> {
        let rest = &mut bytes;
        let characters = (0..get(rest)?)
            .map(|_| char::from_u32(u32::try_from(get(rest)?).ok()?))
            .collect::<Option<Vec<_>>>()?;
        let alphabet = Alphabet::new(kind, characters);
        let scripts = [
            KeptScript::get(rest, &alphabet)?,
            KeptScript::get(rest, &alphabet)?,
        ];
        Some(Self {
            characters: alphabet.characters,
            scripts,
        })
    }
}

impl KeptScript {
    fn put(&self, out: &mut Vec<u8>) {
        let lists = [&self.unigrams, &self.totals, &self.kinds];
        for &number in self.discounts.iter().chain(lists.into_iter().flatten()) {
            put(out, number);
        }
        let mut bigrams = (0u32..).zip(&self.bigrams).peekable();
        let mut trigrams = self.trigrams.iter().peekable();
        for first in 0..self.kinds.len() as u16 {
            let start = bigrams
                .peek()
                .map_or(self.bigrams.len(), |(at, _)| *at as usize);
            let followers = self.bigrams[start..]
                .iter()
                .take_while(|b| b.first == first)
                .count();
            put(out, followers as u64);
            let mut before = 0;
            for (at, bigram) in bigrams.by_ref().take(followers) {
                put(out, u64::from(bigram.second - before));
                before = bigram.second;
                put(out, u64::from(bigram.count));
                let start = self.trigrams.len() - trigrams.len();
                let length = self.trigrams[start..]
                    .iter()
                    .take_while(|t| t.context == at)
                    .count();
                put(out, length as u64);
                if length > 0 {
                    put(out, u64::from(bigram.total));
                    put(out, bigram.kinds);
                }
                let mut before = 0;
                for trigram in trigrams.by_ref().take(length) {
                    put(out, u64::from(trigram.third - before));
                    before = trigram.third;
                    put(out, u64::from(trigram.count));
                }
            }
        }
    }

    fn get(rest: &mut &[u8], alphabet: &Alphabet) -> Option<Self> {
        let mut script = Self {
            discounts: [get(rest)?, get(rest)?],
            unigrams: (0..alphabet.len())
                .map(|_| get(rest))
                .collect::<Option<_>>()?,
            totals: (0..alphabet.paired)
                .map(|_| get(rest))
                .collect::<Option<_>>()?,
            kinds: (0..alphabet.paired)
                .map(|_| get(rest))
                .collect::<Option<_>>()?,
            ..Self::default()
        };
        for first in 0..alphabet.paired as u16 {
            let mut second = 0u16;
            for _ in 0..get(rest)? {
                second = second.checked_add(get(rest)?.try_into().ok()?)?;
                let count = get(rest)?.try_into().ok()?;
                let length = get(rest)?;
                let (total, kinds) = match length {
                    0 => (0, 0),
                    _ => (get(rest)?.try_into().ok()?, get(rest)?),
                };
                let context = script.bigrams.len() as u32;
                let mut third = 0u16;
                for _ in 0..length {
                    third = third.checked_add(get(rest)?.try_into().ok()?)?;
                    let count = get(rest)?.try_into().ok()?;
                    script.trigrams.push(Trigram {
                        context,
                        third,
                        count,
                    });
                }
                script.bigrams.push(Bigram {
                    first,
                    second,
                    count,
                    total,
                    kinds,
                });
            }
        }
        Some(script)
    }
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn get(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let characters: Vec<char> = "的一是不".chars().collect();
        let alphabet = Alphabet::new(Kind::Chinese, characters.clone());
        let script = || KeptScript {
            discounts: [700, 900],
            unigrams: vec![300; alphabet.len()],
            totals: vec![200; alphabet.paired],
            kinds: vec![9; alphabet.paired],
            bigrams: [(0, 18, 0), (18, 19, 40), (18, 21, 0)]
                .map(|(first, second, kinds)| Bigram {
                    first,
                    second,
                    count: 1000,
                    total: if kinds > 0 { 1200 } else { 0 },
                    kinds,
                })
                .to_vec(),
            trigrams: vec![Trigram {
                context: 1,
                third: 20,
                count: 500,
            }],
        };
        let kept = Kept {
            characters,
            scripts: [script(), script()],
        };
        let bytes = kept.bytes();
        let again = Kept::read(Kind::Chinese, &bytes).map(|kept| kept.bytes());
        assert_eq!(again.as_ref(), Some(&bytes));
        for end in 0..bytes.len() {
            assert!(Kept::read(Kind::Chinese, &bytes[..end]).is_none());
        }
    }
}
