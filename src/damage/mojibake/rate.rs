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
        text.chars().for_each(|character| rate.add(character));
        rate
    }

    #[inline]
    pub(super) fn add(&mut self, character: char) {
        if character.is_ascii() {
            return;
        }
        let token = TABLE.token(character);
        let member = TABLE.member(token);
        for (cost, grams) in self.costs.iter_mut().zip(&TABLE.grams) {
            *cost += grams.unigram(token) + member;
        }
        self.characters += 1;
    }

    /// In the script that is cheaper.
    pub(super) fn cost(&self) -> u32 {
        self.costs[0].min(self.costs[1])
    }
}
