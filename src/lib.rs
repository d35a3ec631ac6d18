//! Repair of broken Chinese text.
#![forbid(unsafe_code)]
mod damage;
mod edit;
mod encoding;
mod error;
#[allow(dead_code, reason = "the rooms that ask the model move in one by one")]
mod model;
mod name;
mod pipeline;
mod repairer;
mod tables;

use std::borrow::Cow;

pub use edit::{
    Cause, Certainty, Decoding, Edit, Edits, Exception, ExceptionKind, Left, Reason, Report,
    Segment,
};
pub use error::Error;
pub use name::Encoding;
pub use repairer::{Limits, Repaired, Repairer, RepairerBuilder};

/// Repairs a text with the defaults.
#[must_use]
pub fn repair(text: &str) -> Cow<'_, str> {
    Repairer::default().repair_text(text)
}

/// Decodes and repairs bytes with the defaults.
pub fn repair_bytes(bytes: &[u8]) -> Repaired<'_> {
    Repairer::default().repair_bytes(bytes)
}
