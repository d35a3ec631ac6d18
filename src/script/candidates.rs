//! Where OpenCC's dictionaries know more than one conversion, for people who proofread.

use std::ops::Range;

use super::config::recipe;
use super::dictionary::Dictionary;
use super::recipe::{Family, Step};
use super::sequential::unmatched_length;
use super::utf8::decode;
use crate::name::Config;
use crate::tables::script as tables;

/// A place in a text that the dictionaries can convert in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidates {
    /// Bytes of the text.
    pub source: Range<usize>,
    /// All conversions that the dictionary names, at least two, the one that it prefers first.
    pub values: Vec<&'static str>,
}

/// The ambiguous characters and phrases of a text, in order. O(bytes); for the proofreader's desk,
/// not for bulk.
///
/// They are those of the step between simplified and traditional, if the configuration has one,
/// and of its first step otherwise, in OpenCC's own standard: what later steps make of them is not
/// looked at, nor do compatibility ideographs count for what they stand for.
///
/// ```
/// use mingwen::{Config, candidates};
///
/// let found = candidates("晒干一只白芍", Config::S2t);
/// // 晒干 leaves no doubt; 只 alone does.
/// assert!(found.iter().all(|candidates| candidates.values.len() > 1));
/// assert!(candidates("干", Config::S2t)[0].values.contains(&"乾"));
/// ```
#[must_use]
pub fn candidates(text: &str, config: Config) -> Vec<Candidates> {
    let recipe = recipe(config);
    let step = match recipe.family {
        Family::FromSimplified => Step::ST,
        Family::ToSimplified => Step::TS,
        Family::Other => recipe.steps.first().copied().unwrap_or(Step::ST),
    };
    let dictionary = Dictionary::of(step, recipe.family);
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (code, length) = decode(bytes, at);
        let taken = match dictionary.phrase(bytes, at, code, length) {
            Some(phrase) => phrase.length,
            None => unmatched_length(bytes, at, code, length),
        };
        let source = at..at + taken;
        let key = bytes.get(source.clone()).unwrap_or_default();
        if let Some(values) = tables::choices(step.0, key) {
            found.push(Candidates {
                source,
                values: values.split(' ').collect(),
            });
        }
        at += taken;
    }
    found
}
