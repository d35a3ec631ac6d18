//! The plain engine: OpenCC's steps one after the other, each a scan for the longest match.
//!
//! The fast engine comes here for every place that its filters point at, and is tested against it.

use super::config::recipe;
use super::custom::Custom;
use super::description;
use super::dictionary::{Dictionary, Match};
use super::recipe::{Recipe, Step};
use super::utf8::{decode, is_compatibility_ideograph, is_description_operator};
use crate::name::Config;

/// The dictionaries of a configuration, in the order of use.
#[derive(Clone, Debug)]
pub(super) struct Sequential {
    pub(super) normalization: Dictionary,
    pub(super) first: Dictionary,
    pub(super) second: Option<Dictionary>,
    pub(super) cut: Option<Dictionary>,
    /// Whether the first step's phrases are what the text is cut by.
    pub(super) cut_is_first: bool,
    tofu: bool,
    /// What was given at run time, if anything.
    custom: Option<Box<Custom>>,
}

/// Texts between the steps, kept so that their memory is used again.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    normalized: Vec<u8>,
    between: Vec<u8>,
}

impl Sequential {
    pub(super) fn of(config: Config, tofu: bool) -> Self {
        let Recipe { steps, cut, family } = recipe(config);
        let dictionary = |step| Dictionary::of(step, family);
        let first = steps.first().copied().unwrap_or(Step::NORMALIZATION);
        Self {
            first: dictionary(first),
            normalization: dictionary(Step::NORMALIZATION),
            second: steps.get(1).copied().map(dictionary),
            cut: cut.map(dictionary),
            cut_is_first: cut == Some(first),
            tofu,
            custom: None,
        }
    }

    pub(super) fn set_custom(&mut self, custom: Custom) {
        self.custom = (!custom.is_empty()).then(|| Box::new(custom));
    }

    /// Whether nothing was given at run time.
    pub(super) fn is_plain(&self) -> bool {
        self.custom.is_none()
    }

    /// Appends the conversion of a text, which is UTF-8 as the result is.
    pub(super) fn convert(&self, text: &[u8], scratch: &mut Scratch, out: &mut Vec<u8>) {
        let Scratch {
            normalized,
            between,
        } = scratch;
        if !holds_compatibility_ideographs(text) {
            return self.segments(text, between, out);
        }
        normalized.clear();
        // All its keys are single characters.
        self.characters(&self.normalization, text, normalized);
        self.segments(normalized, between, out);
    }

    /// The dictionary whose matches can be converted by themselves, as can what lies between them.
    pub(super) fn divider(&self) -> &Dictionary {
        self.cut.as_ref().unwrap_or(&self.first)
    }

    /// Appends the conversion of a part of a text as [`divider`](Self::divider) divides it.
    pub(super) fn convert_segment(
        &self,
        text: &[u8],
        found: Option<Match<'_>>,
        scratch: &mut Scratch,
        out: &mut Vec<u8>,
    ) {
        match found {
            Some(found) => self.matched(text, found, &mut scratch.between, out),
            None => self.unmatched(text, &mut scratch.between, out),
        }
    }

    /// Whether there is one step only.
    pub(super) fn is_single(&self) -> bool {
        self.second.is_none()
    }

    /// Cuts the text into matches of the cutting dictionary and what lies between them, and
    /// converts each by itself.
    fn segments(&self, text: &[u8], between: &mut Vec<u8>, out: &mut Vec<u8>) {
        let Some(cut) = &self.cut else {
            return self.chain(text, between, out);
        };
        let mut run = 0;
        let mut at = 0;
        while at < text.len() {
            let (code, length) = decode(text, at);
            if let Some(found) = self.find(cut, text, at, false) {
                self.unmatched(&text[run..at], between, out);
                self.matched(&text[at..at + found.length], found, between, out);
                at += found.length;
                run = at;
            } else {
                at += unmatched_length(text, at, code, length);
            }
        }
        self.unmatched(&text[run..], between, out);
    }

    /// All steps over one segment.
    fn chain(&self, segment: &[u8], between: &mut Vec<u8>, out: &mut Vec<u8>) {
        match &self.second {
            None => self.first_step(segment, out),
            Some(second) => {
                between.clear();
                self.first_step(segment, between);
                self.step(second, between, out);
            }
        }
    }

    /// A segment that is a key. If it is one of the first step too, that step finds the whole of
    /// it and nothing else.
    fn matched(&self, segment: &[u8], found: Match<'_>, between: &mut Vec<u8>, out: &mut Vec<u8>) {
        match &self.second {
            None if self.cut.is_none() => self.replace(&self.first, segment, found, out),
            Some(second) if self.cut_is_first => {
                between.clear();
                self.replace(&self.first, segment, found, between);
                self.step(second, between, out);
            }
            _ => self.chain(segment, between, out),
        }
    }

    /// A segment without keys. If the keys were the first step's, only its characters are left to
    /// find there.
    fn unmatched(&self, segment: &[u8], between: &mut Vec<u8>, out: &mut Vec<u8>) {
        match &self.second {
            _ if segment.is_empty() => {}
            Some(second) if self.cut_is_first => {
                between.clear();
                self.characters(&self.first, segment, between);
                self.step(second, between, out);
            }
            _ => self.chain(segment, between, out),
        }
    }

    /// The first step, in which the dictionaries given at run time take part.
    fn first_step(&self, text: &[u8], out: &mut Vec<u8>) {
        if self.custom.is_none() {
            return self.step(&self.first, text, out);
        }
        let mut at = 0;
        while at < text.len() {
            if let Some(found) = self.find(&self.first, text, at, true) {
                self.replace(&self.first, &text[at..at + found.length], found, out);
                at += found.length;
            } else {
                at += self.character(&self.first, text, at, out);
            }
        }
    }

    /// What matches at `at` in a dictionary and in those given at run time, which stand over and
    /// under it. `characters` says whether the dictionary's single characters count as its keys.
    #[inline]
    pub(super) fn find<'a>(
        &'a self,
        dictionary: &Dictionary,
        text: &[u8],
        at: usize,
        characters: bool,
    ) -> Option<Match<'a>> {
        let (code, length) = decode(text, at);
        let Some(custom) = &self.custom else {
            return dictionary.phrase(text, at, code, length);
        };
        let given = |(length, value)| Match {
            length,
            value,
            first_child: false,
        };
        let rest = text.get(at..).unwrap_or_default();
        if let Some(found) = custom.over.find(rest, code) {
            return Some(given(found));
        }
        let phrase = dictionary.phrase(text, at, code, length);
        let reached = match &phrase {
            Some(phrase) => phrase.length,
            None if characters && dictionary.has_character(code, self.tofu) => length,
            None => 0,
        };
        let under = custom
            .under
            .find(rest, code)
            .filter(|found| found.0 > reached);
        under.map(given).or(phrase)
    }

    /// One step: the longest match at each place, or else the character that stands there.
    fn step(&self, dictionary: &Dictionary, text: &[u8], out: &mut Vec<u8>) {
        let mut at = 0;
        while at < text.len() {
            let (code, length) = decode(text, at);
            if let Some(found) = dictionary.phrase(text, at, code, length) {
                self.replace(dictionary, &text[at..at + found.length], found, out);
                at += found.length;
            } else {
                at += self.character(dictionary, text, at, out);
            }
        }
    }

    /// One step over a text that holds none of its keys of several characters.
    fn characters(&self, dictionary: &Dictionary, text: &[u8], out: &mut Vec<u8>) {
        let mut at = 0;
        while at < text.len() {
            at += self.character(dictionary, text, at, out);
        }
    }

    pub(super) fn replace(
        &self,
        dictionary: &Dictionary,
        key: &[u8],
        found: Match<'_>,
        out: &mut Vec<u8>,
    ) {
        if found.value.is_empty() {
            dictionary.spell(key, self.tofu, out);
        } else {
            out.extend_from_slice(found.value);
        }
    }

    /// Converts the character or copies the description sequence at `at`; how many bytes it has.
    #[inline]
    pub(super) fn character(
        &self,
        dictionary: &Dictionary,
        text: &[u8],
        at: usize,
        out: &mut Vec<u8>,
    ) -> usize {
        let (code, length) = decode(text, at);
        let taken = unmatched_length(text, at, code, length);
        let taken_bytes = &text[at..(at + taken).min(text.len())];
        if taken > length {
            out.extend_from_slice(taken_bytes);
        } else {
            dictionary.character(code, taken_bytes, self.tofu, out);
        }
        taken
    }
}

/// Bytes of what stands at `at` where no key does: a description sequence or a character.
#[inline]
pub(super) fn unmatched_length(text: &[u8], at: usize, code: u32, length: usize) -> usize {
    if is_description_operator(code) {
        description::length(text, at).max(length)
    } else {
        length
    }
}

pub(super) fn holds_compatibility_ideographs(text: &[u8]) -> bool {
    // U+F900..FAFF begin with EF, U+2F800..2FA1F with F0 AF.
    text.iter().enumerate().any(|(at, &byte)| {
        (byte == 0xEF || byte == 0xF0) && is_compatibility_ideograph(decode(text, at).0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalization_has_single_characters_only() {
        let sequential = Sequential::of(Config::S2t, true);
        assert_eq!(sequential.normalization.beginnings().next(), None);
        assert!(sequential.first.beginnings().next().is_some());
    }
}
