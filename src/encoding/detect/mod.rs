//! Finds out what bytes are: text in which encoding, or no text.
//!
//! Every encoding that the bytes can be in is supposed in turn, and the text that it would make of
//! them is priced by a model of the languages that the encoding is used for. A supposition's
//! probability follows from what it costs, beside its rivals. Some need no such judgment: byte order
//! marks, and escape sequences that say what follows.

mod answer;
mod binary;
mod cut;
mod detector;
mod domain;
mod glance;
mod group;
mod hints;
mod input;
mod latin;
mod letters;
mod line;
mod meter;
mod sample;
mod seven;
mod shortlist;
mod stream;
mod suppose;
mod survey;
mod tongue;
mod twins;
mod validity;

pub use answer::{Candidate, Detection, Evidence};
pub use binary::is_binary;
pub(super) use cut::{PAIRED, rest_of_character};
pub use detector::Detector;
pub use group::GroupDetection;
pub(super) use line::Lines;
pub use stream::DetectStream;

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
