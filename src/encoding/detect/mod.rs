//! Finds out what bytes are: text in which encoding, or no text.
//!
//! Every encoding that the bytes can be in is supposed in turn, and the text that it would make of
//! them is priced by a model of the languages that the encoding is used for. A supposition's
//! probability follows from what it costs, beside its rivals. Some need no such judgment: byte order
//! marks, and escape sequences that say what follows.

mod answer;
mod glance;
mod line;

mod meter;
mod sample;
mod seven;
mod shortlist;
mod suppose;
mod tongue;
mod validity;

use answer::Reading;
pub use answer::{Candidate, Detection, Evidence};
pub(super) use line::Lines;
use sample::Sample;
use shortlist::Glances;
use suppose::account;

use crate::name::Encoding;

/// Finds the encoding of `bytes`; [`Detector`] takes what is known beforehand.
///
/// Ranked candidates with their probabilities. Time grows with the bytes as long as they are ASCII or
/// must be checked for validity, at about memory speed; the text of at most 6 KB of them is judged.
///
/// ```
/// use mingwen::{Encoding, detect};
///
/// let detection = detect(b"\xbc\xf2\xcc\xe5\xd6\xd0\xce\xc4"); // 简体中文
/// assert_eq!(detection.encoding(), Some(Encoding::Gb18030));
/// assert!(detection.candidates()[0].probability > 0.9);
/// ```
pub fn detect(bytes: &[u8]) -> Detection {
    Detector::default().detect(bytes)
}

/// So many continuation bytes, each where UTF-8 wants it, are no chance: in text of other encodings
/// fewer than one in three are.
const CONTINUATIONS: usize = 8;

fn is_evident_utf8(bytes: &[u8], ascii: usize) -> bool {
    let rest = &bytes[ascii..];
    // Most other text fails at its first character.
    if encoding_rs::Encoding::utf8_valid_up_to(&rest[..rest.len().min(64)]) < 8 {
        return false;
    }
    let valid = encoding_rs::Encoding::utf8_valid_up_to(rest);
    let tail = &rest[valid..];
    let is_cut =
        tail.len() < 4 && std::str::from_utf8(tail).is_err_and(|error| error.error_len().is_none());
    let head = &rest[..valid.min(256)];
    let continuations = head.iter().filter(|&&byte| byte & 0xC0 == 0x80).count();
    (tail.is_empty() || is_cut) && continuations >= CONTINUATIONS
}

/// Bits for supposing a language of another alphabet where most letters are Latin.
const LATIN: f32 = 5.0;

/// Bits of the first price within which a second language of an encoding is considered.
const SAME: f32 = 12.0;

/// Finds encodings, given what is known beforehand.
///
/// ```
/// use mingwen::{Detector, Encoding};
///
/// // Whole: the end does not cut a character, as it may by default.
/// let detector = Detector::new().whole(true);
/// assert_eq!(detector.detect(b"\xa9\xfa\xa4\xe5").encoding(), Some(Encoding::Big5)); // 明文
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[must_use]
pub struct Detector {
    whole: bool,
    declared: Option<Encoding>,
}

/// What it is worth, in bits, that someone said what the encoding is. Such labels are often wrong.
const DECLARED: f32 = 5.0;

impl Detector {
    /// A detector that knows nothing beforehand.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the bytes are all there are, so that a character cannot be cut at their end.
    pub fn whole(mut self, whole: bool) -> Self {
        self.whole = whole;
        self
    }

    /// What a header, a file name or a user says that the encoding is. It counts, but not against
    /// clear evidence.
    pub fn declared(mut self, encoding: Option<Encoding>) -> Self {
        self.declared = encoding;
        self
    }

    /// Finds the encoding of `bytes`. O(bytes).
    pub fn detect(&self, bytes: &[u8]) -> Detection {
        if let Some(reading) = seven::marked(bytes) {
            return Detection::of(vec![reading]);
        }
        let ascii = encoding_rs::Encoding::ascii_valid_up_to(bytes);
        if ascii == bytes.len() && seven::is_plain(bytes) {
            return Detection::of(vec![Reading::plain(bytes.len())]);
        }
        if ascii < bytes.len() && is_evident_utf8(bytes, ascii) {
            return Detection::of(vec![Reading::valid_utf8(&bytes[ascii..])]);
        }
        let sample = Sample::of(bytes, ascii);
        let mut glances = Glances::default();
        glances.take_all(&sample, ascii == bytes.len());
        let noise = sample
            .pieces()
            .map(|piece| tongue::noise(piece.bytes))
            .sum();
        let noise = Reading::noise(noise);
        if ascii < bytes.len()
            && self.declared.is_none()
            && let Some((price, supposition, language)) = glances.clear(noise.cost)
            && let Some(malformed) = validity::malformed(&bytes[ascii..], supposition.encoding)
            && malformed <= sample.first().len() / FEW
        {
            let clear = Reading {
                malformed,
                ..Reading::glanced(supposition, language, price)
            };
            return Detection::of(vec![clear, noise]);
        }
        let mut readings = Vec::with_capacity(8);
        let is_latin = sample.is_latin();
        let mut least = f32::INFINITY;
        let mut first = f32::INFINITY;
        while let Some((glance, supposition, language)) = glances.take_best() {
            if glance > least + shortlist::behind(least) {
                break;
            }
            first = first.min(glance);
            // A second language of the same encoding counts where it is about as likely.
            let same = |reading: &Reading| reading.encoding == Some(supposition.encoding);
            if glance > first + SAME && readings.iter().any(same) {
                continue;
            }
            let accounts = sample.pieces().filter_map(|piece| {
                let whole = self.whole && piece.is_last;
                account(piece.bytes, supposition.encoding, language, whole)
            });
            let mut reading = Reading::priced(supposition, language, accounts);
            if is_latin && suppose::is_alphabetic(language) {
                reading.cost += LATIN;
            }
            least = least.min(reading.cost);
            readings.push(reading);
        }
        seven::weigh(&sample, ascii == bytes.len(), &mut readings);
        readings.push(noise);
        for reading in &mut readings {
            if reading.encoding.is_some() && reading.encoding == self.declared {
                reading.cost -= DECLARED;
            }
        }
        if !sample.is_whole() && ascii < bytes.len() {
            check(&bytes[ascii..], &mut readings);
        }
        Detection::of(readings)
    }
}

/// Where one byte in so many is malformed, nothing is clear.
const FEW: usize = 128;

/// Bits that a malformed sequence costs, and how many count: ten are a verdict.
const MALFORMED: f32 = 24.0;
const VERDICT: usize = 10;

/// Checks the best reading to the end of the bytes, and the others too where it is not without
/// fault.
fn check(bytes: &[u8], readings: &mut [Reading]) {
    readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut checked: Option<(Encoding, Option<usize>)> = None;
    for reading in readings.iter_mut() {
        let Some(encoding) = reading.encoding else {
            continue;
        };
        let malformed = match checked {
            Some((same, malformed)) if same == encoding => malformed,
            Some((_, Some(0) | None)) => break,
            _ => validity::malformed(bytes, encoding),
        };
        checked = Some((encoding, malformed));
        if let Some(malformed) = malformed {
            let more = malformed.saturating_sub(reading.malformed).min(VERDICT);
            reading.cost += MALFORMED * more as f32;
            reading.malformed = malformed;
        }
    }
}
