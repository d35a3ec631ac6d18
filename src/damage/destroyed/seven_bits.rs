//! GB2312 whose bytes lost their high bits: `VPND1`Bk` was 中文编码.
//!
//! The pairs of a word of ASCII are read as rows and cells. What is Chinese by the model in every pair was
//! hardly written as ASCII; but it can be neither proved nor, in a document, told where it ends.

use std::ops::Range;

use crate::encoding::gbk;
use crate::model::{Model, Script, State, UNITS};

/// Pairs that a line must have: four characters are not Chinese by chance.
const LEAST_PAIRS: usize = 4;

/// Most bits a character may cost; wrong readings have 13 and more, and words of code more still.
const MOST_MEAN: u32 = 10 * UNITS;

/// The words of `text` that are GB2312 in seven bits. O(bytes).
pub(crate) fn seven_bits(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Words are split as the bytes were: the space was none of GB2312.
    for word in text.split([' ', '\n', '\r', '\t']) {
        if word.len() >= 2 * LEAST_PAIRS && is_chinese(word.as_bytes()) {
            // Where a part of a text stands in it is the distance of their addresses.
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            found.push(start..start + word.len());
        }
    }
    found
}

fn is_chinese(word: &[u8]) -> bool {
    let model = Model::of(Script::Simplified);
    let mut state = State::START;
    let (mut cost, mut pairs) = (0, 0);
    for pair in word.chunks(2) {
        // A digit or a letter of ASCII at the end is one.
        let &[lead, trail] = pair else { break };
        let character = gbk::character(lead | 0x80, trail | 0x80);
        let Some(character) = character.filter(|_| lead.max(trail) < 0x80) else {
            return false;
        };
        let (step, after) = model.step(state, character);
        state = after;
        cost += step;
        pairs += 1;
        if cost > MOST_MEAN * (pairs + LEAST_PAIRS as u32) {
            return false;
        }
    }
    cost <= MOST_MEAN * pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_in_seven_bits_is_told_from_words() {
        let found = seven_bits("note: CwLlTgIO3v7");
        assert!(matches!(found.as_slice(), [span] if *span == (6..17)));
        for text in [
            "",
            "internationalization",
            "MAX_BUFFER_SIZE",
            "0123456789ABCDEF0123456789ABCDEF",
            "https://example.org/a/b?c=d",
            "dGhpcyBpcyBiYXNlNjQ=",
            "................",
            "这些字不是七位的",
        ] {
            assert_eq!(seven_bits(text), [], "{text}");
        }
    }

    #[test]
    fn every_word_of_a_text_is_asked_by_itself() {
        let spell = |text: &str| -> String {
            let bytes = text.chars().flat_map(|c| gbk::bytes(c).unwrap());
            bytes.map(|byte| char::from(byte & 0x7F)).collect()
        };
        let (long, other) = (spell("明天上午开会"), spell("请大家准备好材料"));
        let text = format!("{long} re: {other}\n{}\t{long}", spell("明天开"));
        let found: Vec<&str> = seven_bits(&text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(
            found,
            [&long, &other, &long],
            "three characters may be chance"
        );
        let odd = format!("{other}1");
        let found = seven_bits(&odd);
        assert!(matches!(found.as_slice(), [span] if *span == (0..odd.len())));
    }
}
