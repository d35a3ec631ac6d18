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


pub use answer::{Candidate, Detection, Evidence};
use answer::Reading;
pub(super) use line::{Line, Lines};
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

/// Bits for supposing a language of another alphabet where most letters are Latin.
const LATIN: f32 = 5.0;

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
        let sample = Sample::of(bytes, ascii);
        let mut glances = Glances::default();
        glances.take_all(&sample, ascii == bytes.len());
        let mut readings = Vec::with_capacity(8);
        let is_latin = sample.is_latin();
        let mut least = f32::INFINITY;
        for (glance, supposition, language) in glances.ranked() {
            if glance > least + shortlist::behind(least) {
                break;
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
        let noise = sample.pieces().map(|piece| tongue::noise(piece.bytes)).sum();
        readings.push(Reading::noise(noise));
        for reading in &mut readings {
            if reading.encoding.is_some() && reading.encoding == self.declared {
                reading.cost -= DECLARED;
            }
        }
        Detection::of(readings)
    }
}
