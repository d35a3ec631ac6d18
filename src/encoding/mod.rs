//! From bytes to text and back.

mod choose;
mod decode;
#[cfg(test)]
mod properties;

pub(crate) use choose::choose;
pub(crate) use decode::{decode, encode};
