//! From bytes to text and back.

mod choose;
mod decode;
mod detect;
pub(crate) mod gbk;
#[cfg(test)]
mod properties;

pub(crate) use choose::choose;
pub(crate) use decode::{decode, encode};
pub use detect::{Candidate, Detection, Detector, Evidence, detect};
