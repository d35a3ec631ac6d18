//! From bytes to text and back.

mod account;
mod block;
mod choose;
mod code_page;
mod codec;
mod decode;
mod detect;
mod double_byte;
mod euc_tw;
pub(crate) mod gbk;
mod hz;
mod index;
mod iso_2022_cn;
mod iso_2022_jp;
mod labels;
mod language_tags;
mod mixed;
#[cfg(test)]
mod properties;
mod single_byte;
mod strict;
mod unit;
mod utf_16;
mod utf_7;
mod wide;

pub(crate) use choose::{Decision, choose, decide};
pub(crate) use decode::{byte_offset, decode, encode, has_state};
pub use detect::{
    Candidate, DetectStream, Detection, Detector, Evidence, GroupDetection, detect, is_binary,
};
pub(crate) use strict::text;
pub(crate) use utf_7::digit as base64_digit;
