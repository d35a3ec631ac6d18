//! What the characters of a text cost, each by itself: a rough price, and a cheap one.

use crate::tables::model::TABLE;

/// Of what is beyond ASCII.
#[derive(Default)]
pub(super) struct Rate {
    /// By the model of each script.
    pub(super) costs: [u32; 2],
    pub(super) characters: usize,
}

impl Rate {
    pub(super) fn of(text: &str) -> Self {
        let mut rate = Self::default();
        for character in text.chars().filter(|c| !c.is_ascii()) {
            let token = TABLE.token(character);
            let member = TABLE.member(token);
            for (cost, grams) in rate.costs.iter_mut().zip(&TABLE.grams) {
                *cost += grams.unigram(token) + member;
            }
            rate.characters += 1;
        }
        rate
    }

    /// In the script that is cheaper.
    pub(super) fn cost(&self) -> u32 {
        self.costs[0].min(self.costs[1])
    }
}
