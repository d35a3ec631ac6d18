//! From bytes to text and back.

mod choose;
mod decode;
pub(crate) mod gbk;
#[cfg(test)]
mod properties;

pub(crate) use choose::choose;
pub(crate) use decode::{decode, encode};
