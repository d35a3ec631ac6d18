//! What an unfinished character will cost, by its first bytes.

use std::sync::OnceLock;

use super::reader::Reader;
use super::writer::{Partial, Writer};
use crate::model::{Model, Script, UNITS};
use crate::name::Encoding;

/// Units for each prefix that characters of one encoding have.
pub(super) struct Prefixes {
    writer: Writer,
    /// Of UTF-8 by the first byte of three, of pairs by the first of two.
    first: Vec<u32>,
    /// Of UTF-8 by all bytes but the last.
    second: Vec<u32>,
}

/// Of a prefix that no character of the basic plane has: four bytes of UTF-8, surrogates.
const RAREST: u32 = 16 * UNITS;

impl Prefixes {
    pub(super) fn of(written: Encoding) -> &'static Self {
        static PREFIXES: [OnceLock<Prefixes>; Encoding::COUNT] =
            [const { OnceLock::new() }; Encoding::COUNT];
        // The discriminant is below COUNT.
        PREFIXES[written as usize].get_or_init(|| Self::new(Writer::of(written)))
    }

    fn new(writer: Writer) -> Self {
        let (mut first, mut second) = ([0.0; 256], [0.0; 1 << 10]);
        let mut add = |at: usize, next: usize, character: char| {
            let probability = probability(character);
            if let Some(sum) = first.get_mut(at) {
                *sum += probability;
            }
            if let Some(sum) = second.get_mut(next) {
                *sum += probability;
            }
        };
        match writer {
            Writer::Utf8 => {
                for character in '\u{80}'..='\u{FFFF}' {
                    let code = character as usize;
                    let lead = if code < 0x800 { usize::MAX } else { code >> 12 };
                    add(lead, code >> 6, character);
                }
            }
            Writer::Double(reader) => each_pair(reader, |lead, character| {
                add(lead, usize::MAX, character);
            }),
        }
        Self {
            writer,
            first: first.into_iter().map(units).collect(),
            second: second.into_iter().map(units).collect(),
        }
    }

    /// What the rest of a character will cost on average, its first bytes included; 0 between
    /// characters.
    #[inline]
    pub(super) fn cost(&self, partial: Partial) -> u32 {
        let table = match (self.writer, partial.need()) {
            (_, 0) => return 0,
            (Writer::Utf8, 1) => &self.second,
            (Writer::Utf8, 2) | (Writer::Double(_), _) => &self.first,
            _ => return RAREST,
        };
        table
            .get(partial.bits() as usize)
            .copied()
            .unwrap_or(RAREST)
    }
}

fn each_pair(reader: &Reader, mut each: impl FnMut(usize, char)) {
    for lead in 0x81..=0xFE {
        for trail in 0x40..=0xFE {
            if let Some(character) = reader.pair(lead, trail) {
                each(usize::from(lead), character);
            }
        }
    }
}

/// Of a character by itself, in both scripts together.
fn probability(character: char) -> f32 {
    let costs =
        [Script::Simplified, Script::Traditional].map(|script| Model::of(script).alone(character));
    costs
        .map(|cost| (-(cost as f32) / UNITS as f32).exp2())
        .iter()
        .sum::<f32>()
        / 2.0
}

fn units(probability: f32) -> u32 {
    ((-probability.log2() * UNITS as f32).max(0.0) as u32).min(RAREST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::mojibake::writer::Step;

    fn cost(written: Encoding, bytes: &[u8]) -> u32 {
        let partial = bytes.iter().fold(Partial::NONE, |partial, &byte| {
            match Writer::of(written).feed(partial, byte) {
                Step::More(partial) => partial,
                _ => Partial::NONE,
            }
        });
        Prefixes::of(written).cost(partial)
    }

    #[test]
    fn common_prefixes_are_cheap() {
        // Of Han, of letters with accents, of an emoji, of a surrogate.
        let [han, latin, emoji, surrogate] = [&b"\xE4"[..], b"\xC3", b"\xF0", b"\xED\xA0\xBD"]
            .map(|bytes| cost(Encoding::Utf8, bytes));
        assert!(han < 4 * UNITS && han + 4 * UNITS < latin);
        assert!(latin < emoji && emoji <= surrogate);
        assert!(cost(Encoding::Utf8, b"\xE4\xB8") < cost(Encoding::Utf8, b"\xE4\xAE"));
        assert!(cost(Encoding::Gb18030, b"\xB5") < cost(Encoding::Gb18030, b"\x95"));
        assert_eq!(cost(Encoding::Utf8, b""), 0);
    }
}
