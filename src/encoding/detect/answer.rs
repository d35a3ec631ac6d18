//! What detection says.

use std::fmt;

use super::meter::{Account, BIT};
use super::suppose::{Supposition, languages};
use crate::name::{Encoding, Language};

/// What bytes were found to be: candidates, the most probable first.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct Detection {
    candidates: Vec<Candidate>,
}

/// Something that the bytes can be.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Candidate {
    /// The encoding; `None` if the bytes are not text.
    pub encoding: Option<Encoding>,
    /// From 0 to 1; those of all candidates add up to 1. Calibrated: of the answers with 0.9, nine
    /// in ten are right.
    pub probability: f32,
    /// The language that makes the candidate most probable, where one was considered.
    pub language: Option<Language>,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Sequences without a meaning in the part that was read.
    pub malformed: usize,
}

/// What speaks for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Evidence {
    /// A byte order mark.
    Mark,
    /// Escape sequences, or bytes of one kind only.
    Structure,
    /// Everything has a meaning in this encoding, which chance hardly ever brings about.
    Validity,
    /// How likely the text is that it would be.
    Model,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Mark => "mark",
            Self::Structure => "structure",
            Self::Validity => "validity",
            Self::Model => "model",
        })
    }
}

impl Detection {
    /// The most probable encoding; `None` if the bytes are more probably not text.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.candidates.first().and_then(|first| first.encoding)
    }

    /// At least one, the most probable first. Those below a millionth are left out.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Ranks readings; those of one encoding in several languages are one candidate.
    pub(super) fn of(mut readings: Vec<Reading>) -> Self {
        readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let least = readings.first().map_or(0.0, |reading| reading.cost);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(4);
        let mut sum = 0.0;
        for reading in readings {
            let weight = (-(reading.cost - least) / TEMPER).exp2();
            if weight < LEAST && !candidates.is_empty() {
                break;
            }
            sum += weight;
            match candidates
                .iter_mut()
                .find(|candidate| candidate.encoding == reading.encoding)
            {
                Some(same) => same.probability += weight,
                None => candidates.push(reading.candidate(weight)),
            }
        }
        for candidate in &mut candidates {
            candidate.probability /= sum;
        }
        candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        Self { candidates }
    }
}

/// Bits of cost in one bit of evidence: the models see neighbors only, so what they say twice
/// counts once. Set so that the probabilities of the development cases are calibrated.
const TEMPER: f32 = 1.6;

/// A candidate that is so much less probable than the first is not worth telling.
const LEAST: f32 = 1e-6;

/// Bits for the supposition that the bytes are not text.
const NOISE: f32 = 10.0;

/// Bits for supposing an encoding of which not one whole character is there.
const NOTHING: f32 = 8.0;

/// One supposition and what it costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) encoding: Option<Encoding>,
    pub(super) language: Option<Language>,
    /// Bits, prior included.
    pub(super) cost: f32,
    pub(super) malformed: usize,
    pub(super) evidence: Evidence,
}

impl Reading {
    pub(super) fn priced(
        supposition: &Supposition,
        language: Language,
        accounts: impl Iterator<Item = Account>,
    ) -> Self {
        let (mut cost, mut malformed, mut characters) = (0, 0, 0);
        for account in accounts {
            cost += account.cost;
            malformed += account.malformed as usize;
            characters += account.characters;
        }
        Self {
            encoding: Some(supposition.encoding),
            language: Some(language),
            cost: supposition.prior + bits(cost) + if characters == 0 { NOTHING } else { 0.0 },
            malformed,
            evidence: Evidence::Model,
        }
    }

    /// A reading by its first price.
    pub(super) fn glanced(supposition: &Supposition, language: Language, price: f32) -> Self {
        Self {
            encoding: Some(supposition.encoding),
            language: Some(language),
            cost: price,
            malformed: 0,
            evidence: Evidence::Model,
        }
    }

    pub(super) fn certain(encoding: Encoding, evidence: Evidence) -> Self {
        Self {
            encoding: Some(encoding),
            language: None,
            cost: 0.0,
            malformed: 0,
            evidence,
        }
    }

    /// Valid UTF-8; the language is that of the first characters.
    pub(super) fn valid_utf8(rest: &[u8]) -> Self {
        let head = &rest[..rest.len().min(64)];
        Self {
            language: languages(head, Encoding::Utf8).first().copied(),
            ..Self::certain(Encoding::Utf8, Evidence::Validity)
        }
    }

    pub(super) fn plain(_len: usize) -> Self {
        Self::certain(Encoding::Ascii, Evidence::Structure)
    }

    pub(super) fn noise(cost: u64) -> Self {
        Self {
            encoding: None,
            language: None,
            cost: NOISE + bits(cost),
            malformed: 0,
            evidence: Evidence::Structure,
        }
    }

    fn candidate(self, weight: f32) -> Candidate {
        Candidate {
            encoding: self.encoding,
            probability: weight,
            language: self.language,
            evidence: self.evidence,
            malformed: self.malformed,
        }
    }
}

pub(super) fn bits(cost: u64) -> f32 {
    (cost as f64 / f64::from(BIT)) as f32
}
