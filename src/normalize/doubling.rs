//! Characters printed twice to look bold: `中中国国人人民民银银行行` to `中国人民银行`.
//!
//! **What happened.** A PDF without a bold font prints each character twice, a hair apart; extraction
//! finds both.
//!
//! **How we know.** Whole runs, from a space or line end to the next, consist of pairs of the same
//! character. Chinese doubles characters too, `高高兴兴`, `干干净净整整齐齐`, but not five different ones and
//! more in a row up to both ends, counting what is no Han as well.
//!
//! **What we do.** Each pair becomes one character. In a document with one such run shorter ones count
//! too, from three pairs on.
//!
//! **When we refrain.** `哈哈哈哈`: pairs alike say nothing. A run with one single character in it is none.
//!
//! ```
//! let bold = "中中国国人人民民银银行行公公告告";
//! assert_eq!(mingwen::normalize(bold), "中国人民银行公告");
//! assert_eq!(mingwen::normalize("孩子们高高兴兴、干干净净整整齐齐地来了"), "孩子们高高兴兴、干干净净整整齐齐地来了");
//! ```

use std::ops::Range;

use super::class::is_han;
use super::scan::{places, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};

/// Pairs of different Han that no one writes: idioms have two, two of them in a row four. None of 58,000
/// lines of the corpora is taken for doubled even with three, and of their beginnings, doubled, none is
/// missed that has as many pairs.
const CERTAIN: usize = 5;

/// Pairs enough where the document has a certain run. Of 1,176 documents of the development text, each with a
/// doubled heading before it and three or four doubled characters behind it, 1,117 come out whole, and 583 with 4;
/// with 2, four lose characters of their own.
const LIKELY: usize = 3;

/// Describes each doubled run to `out`. O(bytes).
pub(super) fn halve<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    if !has_certain_run(text) {
        return;
    }
    let mut utf8 = [0; 4];
    for run in doubled_runs(text) {
        let mut chars = text[run.clone()].chars();
        let mut at = run.start;
        while let (Some(one), Some(_)) = (chars.next(), chars.next()) {
            let len = one.len_utf8();
            let with = one.encode_utf8(&mut utf8);
            let pair = at..at + 2 * len;
            out.replace(&Change::new(
                pair,
                with,
                &[Reason::Doubling],
                Certainty::Inferred,
            ));
            at += 2 * len;
        }
    }
}

/// What a run ends with.
const ENDS: [char; 4] = [' ', '\n', '\t', '\r'];

/// Whether a run has at least [`CERTAIN`] pairs. Looks at the words that have a pair in them between
/// two others, or ends of the word.
fn has_certain_run(text: &str) -> bool {
    let mut behind = 0;
    for at in places(text, begins_pair) {
        if at < behind || !is_among_pairs(text, at) {
            continue;
        }
        let start = text[behind..at]
            .rfind(ENDS)
            .map_or(behind, |end| behind + end + 1);
        let len = text[at..].find(ENDS).unwrap_or(text.len() - at);
        behind = at + len;
        let word = text[start..behind].trim_start_matches('\u{3000}');
        if pairs(word).is_some_and(|pairs| pairs >= CERTAIN) {
            return true;
        }
    }
    false
}

/// Whether a character of three or four bytes stands twice.
fn begins_pair(bytes: [u8; 8]) -> bool {
    let [a, b, c, d, e, f, g, h] = bytes;
    let is_three = within(a, 0xE3, 0xEF) & (a == d) & (b == e) & (c == f);
    let is_four = (a >= 0xF0) & (a == e) & (b == f) & (c == g) & (d == h);
    is_three | is_four
}

/// Whether what stands before and behind a pair are pairs too, or no part of its word.
fn is_among_pairs(text: &str, pair: usize) -> bool {
    let Some(rest) = text.get(pair..) else {
        return false;
    };
    let is_pair = |first: Option<char>, second: Option<char>| {
        first == second || first.is_some_and(|c| c == '\u{3000}' || ENDS.contains(&c))
    };
    let mut behind = rest.chars().skip(2);
    let mut before = text[..pair].chars().rev();
    is_pair(before.next(), before.next()) && is_pair(behind.next(), behind.next())
}

/// Runs of pairs from space to space with at least [`LIKELY`] pairs of Han.
fn doubled_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for word in text.split(ENDS) {
        let inner = word.trim_start_matches('\u{3000}');
        if pairs(inner).is_some_and(|pairs| pairs >= LIKELY) {
            let end = start + word.len();
            runs.push(end - inner.len()..end);
        }
        start += word.len() + 1;
    }
    runs
}

/// Pairs of different Han that a word is doubled of, if it is nothing but pairs.
fn pairs(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let mut last = None;
    let mut pairs = 0;
    while let Some(one) = chars.next() {
        if chars.next() != Some(one) || last == Some(one) {
            return None;
        }
        pairs += usize::from(is_han(one));
        last = Some(one);
    }
    Some(pairs)
}
