//! A first price of every supposition, one look-up a character: what falls far behind here is not
//! judged by the models of neighbors, and mostly one supposition alone is left.

mod paired;
mod single;
mod utf_8;
mod wide;

use std::ops::Range;

use super::meter::{BIT, ascii};
use super::tongue::Other;
use crate::model::{Model, Script};
use crate::name::{Encoding, Language};

pub(super) use paired::{PAIRED, paired};
pub(super) use single::{SINGLE, single};
pub(super) use wide::wide;

/// Steps of cost in one bit.
const STEPS: u32 = 4;

/// What a character costs that no table tells.
const UNKNOWN: u32 = 16 * STEPS;
const MALFORMED: u32 = 24 * STEPS;
const CUT: u32 = 6 * STEPS;

/// What each ASCII character costs.
static ASCII: [u8; 128] = {
    let mut costs = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        costs[byte as usize] = (ascii(byte) * STEPS / BIT) as u8;
        byte += 1;
    }
    costs
};

/// A language whose characters are priced one by one.
#[derive(Clone, Copy)]
enum Alone {
    Chinese(Model),
    Other(Other),
    Unknown,
}

impl Alone {
    fn of(language: Language) -> Self {
        match (language, Other::of(language)) {
            (Language::Simplified, _) => Self::Chinese(Model::of(Script::Simplified)),
            (Language::Traditional, _) => Self::Chinese(Model::of(Script::Traditional)),
            (_, Some(other)) => Self::Other(other),
            (_, None) => Self::Unknown,
        }
    }

    /// Steps that a character of the basic plane costs by itself.
    #[inline]
    fn cost(self, character: char) -> u8 {
        let units = match self {
            Self::Chinese(model) => model.alone(character),
            Self::Other(other) => other.alone(character),
            Self::Unknown => return UNKNOWN as u8,
        };
        (units * STEPS / BIT).min(u8::MAX.into()) as u8
    }
}

/// Blocks of the basic plane that text in our languages has; the others are dear.
const TEXT: [Range<u32>; 6] = [
    0..0x700,
    0xE00..0xE80,
    0x2000..0xA000,
    0xAC00..0xD7A4,
    0xF900..0xFB00,
    0xFE10..0x10000,
];

fn has_text(character: char) -> bool {
    let code = u32::from(character);
    code > 0xFFFF || TEXT.iter().any(|block| block.contains(&code))
}

/// Bits that a line costs in an encoding, in whatever language it is cheapest.
pub(super) fn line(bytes: &[u8], encoding: Encoding) -> f32 {
    if encoding == Encoding::Utf8 {
        return wide(bytes, encoding, 1e9).unwrap_or(f32::INFINITY);
    }
    if PAIRED.iter().any(|(listed, _)| *listed == encoding) {
        let costs = paired(bytes, Some(encoding), false);
        return costs.into_iter().fold(f32::INFINITY, f32::min);
    }
    let costs = single([bytes].into_iter(), f32::INFINITY);
    let lanes = SINGLE.iter().zip(costs.into_iter().flatten());
    let costs = lanes.filter(|((listed, _), _)| *listed == encoding);
    costs.map(|(_, cost)| cost).fold(f32::INFINITY, f32::min)
}

/// Bits a character beyond ASCII in an encoding of Chinese, about, in whatever script that is least;
/// malformed bytes are dear. Infinite for other encodings.
pub(super) fn chinese_mean(bytes: &[u8], encoding: Encoding) -> f32 {
    if !matches!(
        encoding,
        Encoding::Gb18030 | Encoding::Big5 | Encoding::EucTw
    ) {
        return f32::INFINITY;
    }
    let costs = paired(bytes, Some(encoding), false);
    let cost = costs.into_iter().fold(f32::INFINITY, f32::min);
    let ascii: u32 = bytes
        .iter()
        .filter_map(|&byte| ASCII.get(usize::from(byte)))
        .map(|&cost| u32::from(cost))
        .sum();
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // Trail bytes of ASCII are counted twice, which makes a line look less odd than it is.
    let beyond = cost - ascii as f32 / STEPS as f32;
    2.0 * beyond / high as f32
}
