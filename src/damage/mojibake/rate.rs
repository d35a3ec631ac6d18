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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheaper_script_counts_and_ascii_costs_nothing() {
        let [simplified, traditional] = ["我们说话", "我們說話"].map(Rate::of);
        assert!(simplified.costs[0] < simplified.costs[1]);
        assert!(traditional.costs[1] < traditional.costs[0]);
        assert_eq!(simplified.cost(), simplified.costs[0]);
        assert_eq!(traditional.cost(), traditional.costs[1]);
        let with_ascii = Rate::of("我 a 们, 说话!");
        assert_eq!(with_ascii.costs, simplified.costs);
        assert_eq!((with_ascii.characters, Rate::of("ok").cost()), (4, 0));
    }
}
