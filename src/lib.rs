//! Repair of broken Chinese text.
#![forbid(unsafe_code)]

pub mod script;
mod tables;

pub use script::{Config, UnknownConfig, convert, convert_into};
