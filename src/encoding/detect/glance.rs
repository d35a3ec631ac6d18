//! A first price of every supposition, one look-up a character: what falls far behind here is not
//! judged by the models of neighbors, and mostly one supposition alone is left.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::meter::{BIT, ascii};
use super::suppose;
use super::tongue::Other;
use crate::encoding::index;
use crate::encoding::unit::{Reader, Unit};
use crate::model::{Model, Script};
use crate::name::{Encoding, Language};

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

const TRAILS: usize = index::TRAILS;
const LEADS: usize = 0xFE - 0x81 + 1;

fn has_text(character: char) -> bool {
    let code = u32::from(character);
    code > 0xFFFF || TEXT.iter().any(|block| block.contains(&code))
}

/// Encodings of pairs with their languages, in the order of the suppositions.
const PAIRED: [(Encoding, Language); 7] = suppose::pairs(&suppose::PAIRED);

/// What each pair of one encoding and language costs, lead by lead; 0 for what is no pair. A lead's row
/// is made when its first pair is seen, so that the first call pays for what it sees.
struct Priced {
    rows: [OnceLock<[u8; TRAILS]>; LEADS],
}

static PRICED: [Priced; PAIRED.len()] = [const {
    Priced {
        rows: [const { OnceLock::new() }; LEADS],
    }
}; PAIRED.len()];

impl Priced {
    #[cold]
    fn row(lead: u8, encoding: Encoding, language: Language) -> [u8; TRAILS] {
        let mut costs = [0; TRAILS];
        let Some(index) = index::of(encoding) else {
            return costs;
        };
        let alone = Alone::of(language);
        for (cost, cell) in costs.iter_mut().zip(index.row(lead)) {
            *cost = cell.first().map_or(0, |character| match character {
                _ if !has_text(character) => MALFORMED as u8,
                '\0'..='\u{FFFF}' => alone.cost(character).max(1),
                _ => UNKNOWN as u8,
            });
        }
        costs
    }
}

/// Where more than one in so many bytes is malformed, and two besides, it is some other encoding.
const HOPELESS: usize = 8;

/// Bits that the bytes cost in an encoding of pairs, about; the number is that of encoding and language
/// in `PAIRED`. O(bytes).
pub(super) fn paired(bytes: &[u8], number: usize) -> Option<f32> {
    let &(encoding, language) = PAIRED.get(number)?;
    let walk = Walk {
        bytes,
        priced: PRICED.get(number)?,
        encoding,
        language,
    };
    suppose::visit(encoding, walk)
}

/// Bits that a line costs in an encoding, in whatever language it is cheapest.
pub(super) fn line(bytes: &[u8], encoding: Encoding) -> f32 {
    if encoding == Encoding::Utf8 {
        return wide(bytes, encoding, 1e9).unwrap_or(f32::INFINITY);
    }
    let pairs = PAIRED.iter().enumerate();
    let pairs = pairs.filter(|(_, (listed, _))| *listed == encoding);
    let costs = pairs.filter_map(|(number, _)| paired(bytes, number));
    costs.reduce(f32::min).unwrap_or_else(|| {
        let lanes = SINGLE.iter().zip(single(bytes));
        let costs = lanes.filter(|((listed, _), _)| *listed == encoding);
        costs.map(|(_, cost)| cost).fold(f32::INFINITY, f32::min)
    })
}

/// Bits a character beyond ASCII in an encoding of Chinese, about; malformed bytes are dear.
pub(super) fn paired_mean(bytes: &[u8], encoding: Encoding, language: Language) -> Option<f32> {
    let listed = |&pair: &(Encoding, Language)| pair == (encoding, language);
    let cost = paired(bytes, PAIRED.iter().position(listed)?)?;
    let ascii: u32 = bytes
        .iter()
        .filter_map(|&byte| ASCII.get(usize::from(byte)))
        .map(|&cost| u32::from(cost))
        .sum();
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // Trail bytes of ASCII are counted twice, which makes a line look less odd than it is.
    let beyond = cost - ascii as f32 / STEPS as f32;
    Some(2.0 * beyond / high as f32)
}

struct Walk<'b> {
    bytes: &'b [u8],
    priced: &'static Priced,
    encoding: Encoding,
    language: Language,
}

impl suppose::Visit for Walk<'_> {
    type Output = f32;

    #[inline]
    fn visit(self, reader: impl Reader) -> f32 {
        let mut cost = 0;
        let mut malformed = 0;
        let mut rest = self.bytes;
        while let [first, tail @ ..] = rest {
            if let Some(&ascii) = ASCII.get(usize::from(*first)) {
                cost += u32::from(ascii);
                rest = tail;
                continue;
            }
            if let [trail @ 0x40..=0xFE, after @ ..] = tail {
                // 0x80 and 0xFF fall outside of the table.
                let row = self.priced.rows.get(usize::from(first.wrapping_sub(0x81)));
                let price = row.map_or(0, |row| {
                    let make = || Priced::row(*first, self.encoding, self.language);
                    row.get_or_init(make)[usize::from(trail - 0x40)]
                });
                if price != 0 {
                    cost += u32::from(price);
                    rest = after;
                    continue;
                }
            }
            let (unit, len) = reader.read(rest);
            malformed += usize::from(unit == Unit::Malformed);
            if malformed * HOPELESS > self.bytes.len() - rest.len() + 2 * HOPELESS {
                return f32::INFINITY;
            }
            cost += match unit {
                Unit::Character(_) | Unit::Rare => UNKNOWN,
                Unit::Malformed => MALFORMED * len as u32,
                Unit::Cut => CUT * len as u32,
            };
            rest = rest.get(len..).unwrap_or_default();
        }
        cost as f32 / STEPS as f32
    }
}

/// Encodings of single bytes with their languages, side by side in the order of the suppositions.
pub(super) const SINGLE: [(Encoding, Language); 27] = suppose::pairs(&suppose::SINGLE);

/// Whole vectors of the processor.
const LANES: usize = SINGLE.len().next_multiple_of(8);

/// For each byte what it costs in each of `SINGLE`.
static COSTS: LazyLock<Box<[[u16; LANES]; 256]>> = LazyLock::new(|| {
    let mut rows = Box::new([[0; LANES]; 256]);
    for (byte, lanes) in (0..=u8::MAX).zip(rows.iter_mut()) {
        for (&(encoding, language), lane) in SINGLE.iter().zip(lanes) {
            let unit = suppose::visit(encoding, First(byte));
            let cost = match unit {
                Some(Unit::Character(character)) if !character.is_ascii() => Other::of(language)
                    .map_or(UNKNOWN, |score| score.alone(character) * STEPS / BIT),
                Some(Unit::Character(_)) => u32::from(ASCII[usize::from(byte & 0x7F)]),
                _ => MALFORMED,
            };
            *lane = u16::try_from(cost).unwrap_or(DEAREST).min(DEAREST);
        }
    }
    rows
});

/// So many bytes at a time, none of which costs more than this, do not overflow a lane.
const AT_ONCE: usize = 128;
const DEAREST: u16 = u16::MAX / AT_ONCE as u16;

struct First(u8);

impl suppose::Visit for First {
    type Output = Unit;

    fn visit(self, reader: impl Reader) -> Unit {
        reader.read(&[self.0]).0
    }
}

/// Bits that the bytes cost in each of `SINGLE`, about. O(bytes).
pub(super) fn single(bytes: &[u8]) -> [f32; SINGLE.len()] {
    let costs = &**COSTS;
    let mut sums = [0_u32; LANES];
    for chunk in bytes.chunks(AT_ONCE) {
        let mut part = [0_u16; LANES];
        for &byte in chunk {
            for (sum, &cost) in part.iter_mut().zip(&costs[usize::from(byte)]) {
                *sum = sum.wrapping_add(cost);
            }
        }
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum += u32::from(part);
        }
    }
    std::array::from_fn(|lane| sums[lane] as f32 / STEPS as f32)
}

/// The languages that characters are priced in where the encoding has all of them.
const WIDE: [Language; 4] = [
    Language::Simplified,
    Language::Traditional,
    Language::Japanese,
    Language::Korean,
];

/// What each character of the basic plane costs in whatever language has it cheapest, page by page.
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
    }
    costs
}

/// Bits that the bytes cost in an encoding of all characters, about; infinite if that is sure to be
/// more than `most`. O(bytes).
pub(super) fn wide(bytes: &[u8], encoding: Encoding, most: f32) -> Option<f32> {
    let most = (most * STEPS as f32).min(1e9) as u32;
    suppose::visit(encoding, Units { bytes, most })
}

struct Units<'b> {
    bytes: &'b [u8],
    most: u32,
}

impl suppose::Visit for Units<'_> {
    type Output = f32;

    #[inline]
    fn visit(self, reader: impl Reader) -> f32 {
        let mut cost = 0;
        let mut rest = self.bytes;
        while !rest.is_empty() {
            let (unit, len) = reader.read(rest);
            cost += match unit {
                Unit::Character(character) => match ASCII.get(character as usize) {
                    Some(&cost) => u32::from(cost),
                    None => {
                        let code = character as usize;
                        ANY.get(code / PAGE).map_or(UNKNOWN, |page| {
                            u32::from(page.get_or_init(|| any(code / PAGE))[code % PAGE])
                        })
                    }
                },
                Unit::Rare => UNKNOWN,
                Unit::Malformed => MALFORMED * len as u32,
                Unit::Cut => CUT * len as u32,
            };
            if cost > self.most {
                return f32::INFINITY;
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        cost as f32 / STEPS as f32
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
