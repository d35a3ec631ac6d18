//! What detection says.

use std::fmt;

use super::cut::PAIRED;
use super::meter::{Account, BIT};
use super::shortlist::Glance;
use super::suppose::languages;
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
    /// The encoding; `None` if the bytes are in none: no text, as [`is_binary`](crate::is_binary) tells, or
    /// several kinds of it. Where several encodings of single bytes say the
    /// same of what was judged, as windows-1250 and ISO-8859-2 often do, this is the usual one of them.
    pub encoding: Option<Encoding>,
    /// From 0 to 1; those of all candidates add up to 1. Calibrated: of the answers with 0.9, nine
    /// in ten are right.
    pub probability: f32,
    /// The language that makes the candidate most probable, where one was considered.
    pub language: Option<Language>,
    /// What speaks for it.
    pub evidence: Evidence,
    /// What hints are worth to it, in bits: its odds are 2 to this power of what they would be
    /// without. 0 without hints, and where the bytes speak so clearly that none is asked.
    pub hinted: f32,
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
    /// The same, and a hint: without hints another candidate would come first.
    Hint,
    /// The same, and the other strings of the group: alone, another candidate would come first.
    Group,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Mark => "mark",
            Self::Structure => "structure",
            Self::Validity => "validity",
            Self::Model => "model",
            Self::Hint => "hint",
            Self::Group => "group",
        })
    }
}

impl Detection {
    /// The most probable encoding; `None` if the bytes are more probably in none, being no text
    /// ([`is_binary`](crate::is_binary)) or text in several.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.candidates.first().and_then(|first| first.encoding)
    }

    /// That this is right, from 0 to 1: the probability of the first candidate.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.candidates
            .first()
            .map_or(0.0, |first| first.probability)
    }

    /// At least one, the most probable first. Those below a millionth are left out.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// What there is no doubt of.
    pub(super) fn certain(reading: Reading) -> Self {
        Self {
            candidates: vec![reading.candidate(1.0)],
        }
    }

    /// Ranks readings; those of one encoding in several languages are one candidate.
    pub(super) fn of(readings: &[Reading]) -> Self {
        let least = cheapest(readings, |reading| reading.cost).map_or(0.0, |best| best.cost);
        let unhinted = cheapest(readings, |reading| reading.cost + reading.hinted);
        let number = |reading: &Reading| {
            let number = reading.encoding.map_or(Encoding::COUNT, |one| one as usize);
            number.min(Encoding::COUNT)
        };
        // For each encoding, by number, the weight of its readings, and which is the cheapest of them.
        let mut shares = [(0.0, u32::MAX); Encoding::COUNT + 1];
        for (index, reading) in (0..).zip(readings) {
            let weight = (-(reading.cost - least) / TEMPER).exp2();
            if weight >= LEAST {
                let (sum, best) = &mut shares[number(reading)];
                *sum += weight;
                let so_far = readings.get(*best as usize);
                if so_far.is_none_or(|so_far| reading.cost < so_far.cost) {
                    *best = index;
                }
            }
        }
        let mut candidates = Vec::with_capacity(readings.len().min(USUAL));
        for (index, reading) in (0..).zip(readings) {
            let (sum, best) = shares[number(reading)];
            if best == index {
                candidates.push(reading.candidate(sum));
            }
        }
        let mut detection = Self::ranked(candidates);
        detection.attribute(unhinted.map(|reading| reading.encoding), Evidence::Hint);
        detection
    }

    /// This, of what is behind the rest of a character, which has no meaning; unless that is nothing in pairs
    /// either.
    pub(super) fn with_rest(mut self, of_all: Self) -> Self {
        let is_paired = |encoding| PAIRED.contains(&encoding);
        if !self.encoding().is_some_and(is_paired) {
            return of_all;
        }
        for candidate in &mut self.candidates {
            candidate.malformed += 1;
        }
        self
    }

    /// Says what spoke for the first candidate, if another would come first without that.
    pub(super) fn attribute(&mut self, without: Option<Option<Encoding>>, evidence: Evidence) {
        if let Some(first) = self.candidates.first_mut()
            && without.is_some_and(|encoding| encoding != first.encoding)
        {
            first.evidence = evidence;
        }
    }

    /// Candidates whose probabilities are not in order, and do not add up to 1.
    pub(super) fn ranked(mut candidates: Vec<Candidate>) -> Self {
        let sum: f32 = candidates.iter().map(|one| one.probability).sum();
        for candidate in &mut candidates {
            candidate.probability /= sum;
        }
        candidates.retain(|candidate| candidate.probability >= LEAST);
        candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        Self { candidates }
    }
}

/// Bits of cost in one bit of evidence: the models see neighbors only, so what they say twice
/// counts once. Set so that the probabilities of the development cases are calibrated.
pub(super) const TEMPER: f32 = 1.6;

/// Seldom are there more candidates.
const USUAL: usize = 12;

/// A candidate that is so much less probable than the first is not worth telling.
const LEAST: f32 = 1e-6;

/// Bits behind the best, from which on no reading makes such a candidate.
pub(super) const REACH: f32 = 33.0;

/// Bits for the supposition that the bytes are not text.
const NOISE: f32 = 10.0;

/// Bits for supposing an encoding of which not one whole character is there.
const NOTHING: f32 = 8.0;

/// One supposition and what it costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) encoding: Option<Encoding>,
    pub(super) language: Option<Language>,
    /// Bits, prior and hints included.
    pub(super) cost: f32,
    /// Bits of the cost that say what is usual, and nothing of these bytes; hints included.
    pub(super) prior: f32,
    /// Bits by which hints made it cheaper.
    pub(super) hinted: f32,
    pub(super) malformed: usize,
    pub(super) evidence: Evidence,
}

impl Reading {
    /// ASCII, and nothing else.
    pub(super) const PLAIN: Self = Self::certain(Encoding::Ascii, Evidence::Structure);

    pub(super) fn priced(glance: &Glance, account: Account) -> Self {
        let nothing = if account.characters == 0 {
            NOTHING
        } else {
            0.0
        };
        Self {
            cost: glance.prior() + bits(account.cost) + nothing,
            malformed: account.malformed as usize,
            ..Self::glanced(glance)
        }
    }

    /// A reading by its first price.
    pub(super) fn glanced(glance: &Glance) -> Self {
        Self {
            encoding: Some(glance.supposition.encoding),
            language: Some(glance.language),
            cost: glance.price,
            prior: glance.prior(),
            hinted: glance.hinted,
            malformed: 0,
            evidence: Evidence::Model,
        }
    }

    pub(super) const fn certain(encoding: Encoding, evidence: Evidence) -> Self {
        Self {
            encoding: Some(encoding),
            language: None,
            cost: 0.0,
            prior: 0.0,
            hinted: 0.0,
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

    pub(super) fn noise(cost: u64) -> Self {
        Self {
            encoding: None,
            language: None,
            cost: NOISE + bits(cost),
            prior: NOISE,
            hinted: 0.0,
            malformed: 0,
            evidence: Evidence::Structure,
        }
    }

    pub(super) fn candidate(self, weight: f32) -> Candidate {
        Candidate {
            encoding: self.encoding,
            probability: weight,
            language: self.language,
            evidence: self.evidence,
            hinted: self.hinted / TEMPER,
            malformed: self.malformed,
        }
    }
}

/// The first reading of the least cost.
fn cheapest(readings: &[Reading], cost: impl Fn(&Reading) -> f32) -> Option<&Reading> {
    readings
        .iter()
        .reduce(|best, next| if cost(next) < cost(best) { next } else { best })
}

pub(super) fn bits(cost: u64) -> f32 {
    (cost as f64 / f64::from(BIT)) as f32
}

/// What so many bits are as a cost.
pub(super) fn units(bits: f32) -> u64 {
    (f64::from(bits) * f64::from(BIT)) as u64
}
