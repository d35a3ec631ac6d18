//! The words and variants of a region, taken where they are words.
//!
//! A word of the dictionary that is found in a text need not be one: 數組 in 少數組織, 的士 in
//! 的士兵. It is taken unless its weakest joint is weaker than the joint between one of its ends and
//! the neighbor there, by the model's measure of how much two characters attract each other.

use super::characters::Concern;
use super::kept::Converted;
use crate::model::{Model, Script, UNITS};
use crate::name::Replacement;
use crate::script::GROWTH;
use crate::script::dictionary::{Dictionary, Match};
use crate::script::recipe::{Family, Step};
use crate::script::utf8::{decode, decode_before};

/// How much firmer than its weakest joint a word must be joined to a neighbor to be none: 3 bits for
/// each of its joints.
///
/// Chosen by reading what it kept out of development text: 30 of 9,500 words, few of them wrongly.
const MARGIN: i32 = 3 * UNITS as i32;

/// The conversion of a text by a step.
pub(super) fn convert(source: Converted, step: Step, is_simplified: bool) -> String {
    let text = &source.text;
    let mut out = String::new();
    let mut copied = 0;
    changes(&source, step, is_simplified, |taken, with, _| {
        if out.is_empty() {
            out.reserve(text.len() + text.len() / GROWTH);
        }
        out.push_str(&text[copied..taken.start]);
        out.push_str(with);
        copied = taken.end;
    });
    if copied == 0 {
        return source.text;
    }
    out.push_str(&text[copied..]);
    out
}

/// Tells every place that a step changes, in order. Where no character shows that the text is
/// simplified, words are left out that are the region's own for something else: 文件 is Taiwan's word
/// for 文档, and 檔案 for 文件.
pub(super) fn changes(
    source: &Converted,
    step: Step,
    is_simplified: bool,
    mut change: impl FnMut(std::ops::Range<usize>, &str, Replacement),
) {
    let dictionary = Dictionary::of(step, Family::FromSimplified);
    let concern = Concern::of(step);
    let back = Dictionary::of(
        if step == Step::TWP {
            Step::TWP_REV
        } else {
            Step::HKP_REV
        },
        Family::ToSimplified,
    );
    let is_own = |word: &[u8]| {
        let (code, length) = decode(word, 0);
        let found = back.phrase(word, 0, code, length);
        found.is_some_and(|found| found.length == word.len())
    };
    let bytes = source.text.as_bytes();
    let mut value = Vec::new();
    let mut kept = source.next_kept(0);
    let mut at = 0;
    while at < bytes.len() {
        at = concern.next(bytes, at);
        if at == bytes.len() {
            break;
        }
        let (code, length) = decode(bytes, at);
        while kept.is_some_and(|span| span.end <= at) {
            kept = source.next_kept(at);
        }
        let free = kept.map_or(bytes.len(), |span| span.start);
        if at >= free {
            at = kept.map_or(bytes.len(), |span| span.end);
            continue;
        }
        let found = dictionary.phrase(bytes, at, code, length);
        let found = found.filter(|found| {
            at + found.length <= free
                && (dictionary.kind(found) != Replacement::RegionalPhrase
                    || (is_simplified || !is_own(&bytes[at..at + found.length]))
                        && is_word(&source.text, at..at + found.length))
        });
        value.clear();
        let (taken, kind) = match found {
            Some(found) => {
                write(
                    &dictionary,
                    &bytes[at..at + found.length],
                    &found,
                    &mut value,
                );
                (found.length, dictionary.kind(&found))
            }
            None => {
                dictionary.character(code, &bytes[at..at + length], true, &mut value);
                (length, Replacement::Character)
            }
        };
        if value != bytes[at..at + taken]
            && let Ok(with) = std::str::from_utf8(&value)
        {
            change(at..at + taken, with, kind);
        }
        at += taken;
    }
}

fn write(dictionary: &Dictionary, key: &[u8], found: &Match<'_>, out: &mut Vec<u8>) {
    if found.value.is_empty() {
        dictionary.spell(key, true, out);
    } else {
        out.extend_from_slice(found.value);
    }
}

/// Whether what stands there holds together.
fn is_word(text: &str, span: std::ops::Range<usize>) -> bool {
    let model = Model::of(Script::Traditional);
    let Some(word) = text.get(span.clone()) else {
        return true;
    };
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return true;
    };
    let (mut weakest, mut margin) = (i32::MAX, 0);
    let mut last = first;
    for next in characters {
        weakest = weakest.min(model.attraction(last, next));
        margin += MARGIN;
        last = next;
    }
    let neighbor = |(code, length): (u32, usize)| char::from_u32(code).filter(|_| length > 0);
    let is_han = |character: &char| ('\u{3400}'..'\u{A000}').contains(character);
    let before = neighbor(decode_before(text.as_bytes(), span.start));
    let after = text.get(span.end..).and_then(|rest| rest.chars().next());
    let is_torn =
        |outer: Option<i32>| outer.is_some_and(|outer| outer > weakest.saturating_add(margin));
    !is_torn(
        before
            .filter(is_han)
            .map(|before| model.attraction(before, first)),
    ) && !is_torn(
        after
            .filter(is_han)
            .map(|after| model.attraction(last, after)),
    )
}
