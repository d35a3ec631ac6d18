//! From bytes to text and back.

mod choose;
mod decode;
pub(crate) mod gbk;

pub(crate) use choose::choose;
pub(crate) use decode::{decode, encode};
