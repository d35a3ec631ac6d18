//! How native text writes OpenCC's phrases.
//!
//! 計劃 is a phrase of OpenCC's, and Taiwan writes 計畫 seven times out of ten. What the text says of a phrase counts more
//! than the dictionary, which is there for what the text does not say.

use std::collections::HashMap;

use super::chain::Chain;
use super::material::{Pair, is_hong_kong};
use crate::build_model::corpus::Passage;

/// The longest phrases that are looked for; longer ones are hardly in the text twice.
const LONGEST: usize = 4;

/// Of one character of a phrase.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    alike: u32,
    otherwise: u32,
}

/// Where OpenCC takes a phrase, how often its characters stand there.
pub struct Witness<'c> {
    chain: &'c Chain,
    phrases: HashMap<&'c [char], (&'c [char], Vec<Count>)>,
}

impl<'c> Witness<'c> {
    pub fn new(chain: &'c Chain) -> Self {
        let all = chain.simplified_to_traditional.phrases();
        let phrases = all
            .filter(|(key, value)| key.len() <= LONGEST && key.len() == value.len())
            .map(|(key, value)| (&key[..], (&value[..], vec![Count::default(); key.len()])))
            .collect();
        Self { chain, phrases }
    }

    /// Reads a passage.
    pub fn hear(&mut self, passage: &Passage<'_>) {
        let Some(pair) = Pair::of(self.chain, passage) else {
            return;
        };
        let exact = self
            .chain
            .simplified_to_traditional
            .convert(&pair.simplified);
        if exact.len() != pair.simplified.len() {
            return;
        }
        let hong_kong = is_hong_kong(passage);
        for at in 0..exact.len() {
            for length in 2..=LONGEST.min(exact.len() - at) {
                let span = at..at + length;
                let found = self.phrases.get_mut(&pair.simplified[span.clone()]);
                let Some((value, counts)) = found else {
                    continue;
                };
                if exact[span.clone()] != **value {
                    continue;
                }
                let pairs = value.iter().zip(&pair.native[span]);
                for (count, (value, native)) in counts.iter_mut().zip(pairs) {
                    if self.chain.are_one(hong_kong, *value, *native) {
                        count.alike += 1;
                    } else {
                        count.otherwise += 1;
                    }
                }
            }
        }
    }

    /// Whether the text mostly has something else in this place of a phrase.
    pub fn contradicts(&self, phrase: &[char], at: usize) -> bool {
        let found = self.phrases.get(phrase);
        let count = found.and_then(|(_, counts)| counts.get(at));
        count.is_some_and(|count| count.otherwise > count.alike)
    }
}
