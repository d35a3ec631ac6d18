//! What is known of bytes before they are seen.

use super::answer::TEMPER;
use super::domain::Region;
use crate::name::{Encoding, Language};

/// Bits for an encoding that a header, a `meta` element or a person names. Such labels are often
/// wrong. Of the development cases of 4 bytes that are tuned on, 98.3 % come out right with the right
/// label, 94.3 % without and 92.1 % with a wrong one; of those of 8 bytes 99.6, 99.0 and 98.7 %.
const DECLARED: f32 = 5.0;

/// The same for the labels that servers and editors write without being asked.
const DECLARED_BY_DEFAULT: f32 = 2.0;

/// Bits for a language that the text is expected to be in. With the right one 97.9 % of the same cases
/// come out right, with a wrong one 92.8 %; of those of 8 bytes 99.6 and 98.5 %.
const EXPECTED: f32 = 4.0;

/// Bits for the languages of a country, and for the encodings that its computers wrote: 97.6 and
/// 93.2 %, 99.5 and 98.8 %.
const COUNTRY_LANGUAGE: f32 = 2.0;
const COUNTRY_ENCODING: f32 = 1.5;

/// Hints never are worth more than this, whichever way: the text of a few characters says more, and
/// what is clear without hints is so by more than twice as much. With label, language and country all
/// wrong, 86.7, 97.6, 99.6 and 99.8 % of the cases of 4, 8, 16 and 32 bytes come out right.
const MOST: f32 = 12.0;

/// Hints that a [`Detector`](super::Detector) was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hints {
    declared: Option<Encoding>,
    /// A bit for each language, by number.
    languages: u32,
    region: Option<&'static Region>,
    /// Bits for each encoding, by number.
    priors: [f32; Encoding::COUNT],
    any: bool,
}

impl Hints {
    pub(super) const NONE: Self = Self {
        declared: None,
        languages: 0,
        region: None,
        priors: [0.0; Encoding::COUNT],
        any: false,
    };

    pub(super) fn declare(&mut self, encoding: Option<Encoding>) {
        self.declared = encoding;
        self.any = true;
    }

    pub(super) fn expect(&mut self, languages: impl IntoIterator<Item = Language>) {
        self.languages = languages.into_iter().fold(0, |set, one| set | bit(one));
        self.any = true;
    }

    pub(super) fn locate(&mut self, host: &str) {
        self.region = Region::of(host);
        self.any = true;
    }

    pub(super) fn favor(&mut self, encoding: Encoding, factor: f32) {
        if factor > 0.0
            && let Some(prior) = self.priors.get_mut(encoding as usize)
        {
            *prior = factor.log2() * TEMPER;
            self.any = true;
        }
    }

    pub(super) fn are_none(&self) -> bool {
        !self.any
    }

    /// Bits by which the hints make a supposition cheaper.
    #[inline]
    pub(super) fn bits(&self, encoding: Encoding, language: Option<Language>) -> f32 {
        if !self.any {
            return 0.0;
        }
        let mut bits = self.priors.get(encoding as usize).copied().unwrap_or(0.0);
        if self.declared == Some(encoding) {
            bits += match encoding {
                Encoding::Utf8 | Encoding::Windows1252 => DECLARED_BY_DEFAULT,
                _ => DECLARED,
            };
        }
        if language.is_some_and(|language| self.languages & bit(language) != 0) {
            bits += EXPECTED;
        }
        if let Some(region) = self.region {
            if language.is_some_and(|language| region.languages.contains(&language)) {
                bits += COUNTRY_LANGUAGE;
            }
            if region.encodings.contains(&encoding) {
                bits += COUNTRY_ENCODING;
            }
        }
        bits.clamp(-MOST, MOST)
    }
}

fn bit(language: Language) -> u32 {
    1 << (language as u32 % u32::BITS)
}
