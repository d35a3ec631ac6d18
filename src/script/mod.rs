//! Conversion between simplified and traditional Chinese, exactly as OpenCC 1.4.2 does it.
//!
//! **What happens.** A [configuration](Config) normalizes compatibility ideographs, cuts the text
//! into segments (eight of the sixteen do), and takes each segment through one or two steps: the
//! longest key of a dictionary at each place, or else the character that stands there.
//!
//! **How it is exact.** `sequential` does just that; the tests compare it with an interpreter of
//! OpenCC's own files, and the package `conformance` with OpenCC itself.
//!
//! **How it is fast.** `engine` and `sweep` map characters one by one and let `sequential` convert
//! only the text between the nearest exact cuts around each place where that may be wrong.
//!
//! **Where it differs.** Text after a zero byte is kept; the reference loses it where it cuts.
//! Conversion is not idempotent, by nature of the data.

mod anchors;
mod beginnings;
mod boundary;
mod candidates;
mod cells;
mod classify;
mod config;
mod context;
mod converter;
mod custom;
mod description;
mod dictionary;
mod engine;
#[cfg(test)]
mod jumbles;
mod marks;
mod memory;
mod notable;
mod original;
mod quotation;
mod recipe;
mod sequential;
mod stage;
mod stream;
mod structure;
mod sweep;
mod trace;
mod utf8;

pub use candidates::{Candidates, candidates};
pub use classify::{Classification, Variant, classify};
pub use context::{Alternative, Decision};
pub use converter::{Converter, ConverterBuilder};
pub use custom::Dictionary;
pub use stream::ConvertStream;

use crate::name::Config;
pub(crate) use context::{
    Habits, convert_all as convert_by_context, convert_edits as convert_edits_by_context,
};
use engine::Engine;
pub(crate) use original::restore_original;
pub(crate) use quotation::{convert_quotes, style as quotation_style};
pub(crate) use stage::convert_edits;

use sequential::Scratch;
use std::borrow::Cow;

/// Whether a text can be cut between these two characters, so that its parts, converted one by one, give
/// what the whole gives.
pub(crate) fn parts(config: Config, before: char, behind: char) -> bool {
    let bonds = &Engine::shared(config).bonds;
    !bonds.joined(u32::from(before), u32::from(behind))
}

/// Converts a text as OpenCC does, bit for bit.
///
/// ```
/// use mingwen::{Config, convert};
///
/// assert_eq!(convert("鼠标里面的硅二极管坏了", Config::S2twp), "滑鼠裡面的矽二極體壞了");
/// ```
#[must_use]
pub fn convert(text: &str, config: Config) -> Cow<'_, str> {
    convert_with(Engine::shared(config), text)
}

/// Appends the conversion of a text to a string, whose memory can so be used again.
///
/// ```
/// use mingwen::{Config, convert_into};
///
/// let mut line = String::new();
/// convert_into("头发", Config::S2t, &mut line);
/// assert_eq!(line, "頭髮");
/// ```
pub fn convert_into(text: &str, config: Config, out: &mut String) {
    out.reserve(text.len());
    sweep::sweep(Engine::shared(config), text.as_bytes(), false, out);
}

/// One byte in so many is kept ready for a text that grows: regional words lengthen it by less
/// (`s2twp` lengthened five megabytes of mixed prose by one byte in 1,400).
const GROWTH: usize = 256;

fn convert_with<'a>(engine: &Engine, text: &'a str) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    if sweep::is_line(bytes) {
        let mut out = String::new();
        return match sweep::sweep(engine, bytes, true, &mut out) {
            true => Cow::Owned(out),
            false => Cow::Borrowed(text),
        };
    }
    let mut from = 0;
    let mut scratch = Scratch::default();
    let mut converted = Vec::new();
    while let Some(at) = engine.first_suspect(bytes, from) {
        let window = engine.window(bytes, from, at);
        let end = window.end;
        let source = &bytes[window.clone()];
        converted.clear();
        engine
            .sequential
            .convert(source, &mut scratch, &mut converted);
        if converted != source {
            let mut out = String::with_capacity(text.len() + text.len() / GROWTH);
            out.push_str(&text[..window.start]);
            sweep::append(&mut out, &converted);
            sweep::sweep(engine, &bytes[end..], false, &mut out);
            return Cow::Owned(out);
        }
        from = end;
    }
    Cow::Borrowed(text)
}
