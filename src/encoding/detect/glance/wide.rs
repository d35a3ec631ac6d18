//! Encodings of all characters, whatever the language.

use std::ops::Range;
use std::sync::OnceLock;

use super::{ASCII, Alone, CUT, MALFORMED, STEPS, UNKNOWN, has_text, utf_8};
use crate::encoding::detect::suppose;
use crate::encoding::unit::{Reader, Unit};
use crate::name::{Encoding, Language};

/// The languages that characters are priced in where the encoding has all of them.
const WIDE: [Language; 4] = [
    Language::Simplified,
    Language::Traditional,
    Language::Japanese,
    Language::Korean,
];

/// What each character of the basic plane costs in whatever language has it cheapest, or as ASCII, page by
/// page.
static ANY: [OnceLock<[u8; PAGE]>; PAGES] = [const { OnceLock::new() }; PAGES];
const PAGE: usize = 256;
const PAGES: usize = 0x10000 / PAGE;

#[cold]
fn any(page: usize) -> [u8; PAGE] {
    let mut costs = [MALFORMED as u8; PAGE];
    let languages = WIDE.map(Alone::of);
    for (code, cost) in (page * PAGE..).zip(&mut costs) {
        let character = char::from_u32(code as u32).filter(|&known| has_text(known));
        if let Some(character) = character {
            let own = languages.map(|alone| alone.cost(character));
            *cost = own.into_iter().fold(u8::MAX, u8::min);
        }
        let foreign = FOREIGN.iter().find(|(block, _)| block.contains(&code));
        if let Some((_, foreign)) = foreign {
            *cost = (*cost).min(*foreign);
        }
        if let Some(&ascii) = ASCII.get(code) {
            *cost = ascii;
        }
    }
    costs
}

#[inline]
fn any_cost(code: usize) -> u32 {
    ANY.get(code / PAGE).map_or(UNKNOWN, |page| {
        u32::from(page.get_or_init(|| any(code / PAGE))[code % PAGE])
    })
}

/// Bits that the bytes cost in an encoding of all characters, about; infinite if that is sure to be
/// more than `most`. O(bytes).
pub(in crate::encoding::detect) fn wide(
    bytes: &[u8],
    encoding: Encoding,
    most: f32,
) -> Option<f32> {
    let most = (most * STEPS as f32).min(1e9) as u32;
    let cost = match encoding {
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes, most),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes, most),
        Encoding::Utf8 if utf_8::costs_more(bytes, most) => Some(u32::MAX),
        _ => None,
    };
    let cost = cost.or_else(|| suppose::visit(encoding, Units { bytes, most }))?;
    Some(match cost {
        u32::MAX => f32::INFINITY,
        cost => cost as f32 / STEPS as f32,
    })
}

/// `None` if there is more than the basic plane.
#[inline]
fn utf16(bytes: &[u8], number: fn([u8; 2]) -> u16, most: u32) -> Option<u32> {
    let (units, cut) = bytes.as_chunks::<2>();
    let mut cost = CUT * cut.len() as u32;
    for &unit in units {
        let code = number(unit);
        if matches!(code, 0xD800..=0xDFFF) {
            return None;
        }
        cost += any_cost(code.into());
        if cost > most {
            return Some(u32::MAX);
        }
    }
    Some(cost)
}

struct Units<'b> {
    bytes: &'b [u8],
    most: u32,
}

impl suppose::Visit for Units<'_> {
    type Output = u32;

    /// `u32::MAX` if it is too much.
    #[inline]
    fn visit(self, reader: impl Reader) -> u32 {
        let mut cost = 0;
        let mut rest = self.bytes;
        while !rest.is_empty() {
            let (unit, len) = reader.read(rest);
            cost += match unit {
                Unit::Character(character) => any_cost(character as usize),
                Unit::Rare => UNKNOWN,
                Unit::Malformed => MALFORMED * len as u32,
                Unit::Cut => CUT * len as u32,
            };
            if cost > self.most {
                return u32::MAX;
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        cost
    }
}

/// What characters of other languages cost, about.
const FOREIGN: [(Range<usize>, u8); 5] = [
    (0xC0..0x180, 6 * STEPS as u8),
    (0x370..0x400, 5 * STEPS as u8),
    (0x400..0x500, 5 * STEPS as u8),
    (0x590..0x700, 5 * STEPS as u8),
    (0xE00..0xE80, 6 * STEPS as u8),
];
