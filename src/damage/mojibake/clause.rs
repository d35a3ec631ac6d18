//! What the length of a clause says about the mark behind it, which a model of three characters cannot see: items
//! of a list are short, and sentences end with long clauses.

use crate::model::UNITS;

/// Longer clauses are alike.
const LONGEST: usize = 16;

/// Eighths of a bit that each mark costs behind a clause of 1, 2, … characters beside what it costs on average: of
/// 1.9 million marks in the text that the model has learnt from, half in each script.
const PRICES: [(char, [i32; LONGEST]); 7] = [
    (
        '，',
        [13, 4, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0],
    ),
    (
        '。',
        [24, 14, 11, 4, 3, 2, 1, 0, 0, -1, -1, -1, -2, -2, -2, -3],
    ),
    (
        '、',
        [-19, -14, -10, -7, -1, 0, 3, 4, 5, 6, 7, 7, 8, 8, 8, 10],
    ),
    ('；', [32, 14, 12, 4, 3, 2, 1, 2, 1, 0, 0, 0, 0, -2, -2, -5]),
    ('：', [5, -6, -8, -8, -3, -1, -1, 1, 1, 4, 3, 4, 4, 4, 3, 3]),
    (
        '？',
        [22, 18, 1, 3, -1, 0, -2, -3, -3, -3, -3, -3, -2, -2, -1, 3],
    ),
    (
        '！',
        [-7, -6, -10, -8, -9, -5, -4, -2, 0, 1, 5, 6, 8, 10, 11, 17],
    ),
];

/// How often that counts, in quarters: the model takes the end of a text for the end of a paragraph, so that it asks
/// for a full stop there. Of ten classes of lossy rows (one half of the development set and of other sources) with 2 to
/// 3 characters 68 % come back with 4 quarters, 72 with 6; with 4 to 8 and with more it is the same.
const QUARTERS: i32 = 6;

/// Units that a mark costs behind these characters, the last one first, beside what the model says; 0 for what is
/// no mark.
pub(super) fn price(mark: char, before: impl Iterator<Item = char>) -> i32 {
    let Some((_, prices)) = PRICES.iter().find(|(known, _)| *known == mark) else {
        return 0;
    };
    let is_mark = |c: char| PRICES.iter().any(|&(known, _)| known == c);
    let length = before.take(LONGEST).take_while(|&c| !is_mark(c)).count();
    // Behind another mark, or alone, it ends no clause.
    let place = length.checked_sub(1);
    let eighths = place.and_then(|at| prices.get(at)).copied().unwrap_or(0);
    eighths * QUARTERS * UNITS as i32 / 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_short_items() {
        let price = |mark, text: &str| price(mark, text.chars().rev());
        assert!(price('、', "天气很好，苹果") < price('。', "天气很好，苹果"));
        let long = "我们在公园里走了整整一个下午";
        assert!(price('。', long) < price('、', long));
        assert_eq!(price('果', "苹"), 0);
        assert_eq!(price('。', ""), 0);
        assert_eq!(price('。', "好！"), 0);
    }

    #[test]
    fn a_mark_costs_a_few_bits_and_long_clauses_are_alike() {
        let bits = |mark, text: &str| price(mark, text.chars().rev()) as f32 / UNITS as f32;
        assert!((4.0..5.0).contains(&bits('。', "好，是")));
        assert!((-4.0..-3.0).contains(&bits('、', "好，是")));
        let long = "我们在公园里走了整整一个下午还没有";
        assert_eq!(bits('！', long), bits('！', &format!("大家{long}")));
        assert!(bits('！', long) > bits('！', &long[9..]));
    }
}
