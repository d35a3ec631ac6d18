//! A first price of every supposition, one look-up a character: what falls far behind here is not
//! judged by the models of neighbors, and mostly one supposition alone is left.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::meter::{BIT, ascii};
use super::shortlist::{FAR, FAR_PART};
use super::suppose;
use super::tongue::Other;
use crate::encoding::index;
use crate::encoding::unit::{Reader, Unit};
use crate::model::{Model, Script};
use crate::name::{Encoding, Language};

/// Steps of cost in one bit.
pub(super) const STEPS: u32 = 4;

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

const TRAILS: usize = 0xFE - 0x40 + 1;
const LEADS: usize = 0xFE - 0x81 + 1;

fn has_text(character: char) -> bool {
    let code = u32::from(character);
    code > 0xFFFF || TEXT.iter().any(|block| block.contains(&code))
}

/// Encodings of pairs with their languages, in the order of the suppositions.
pub(super) const PAIRED: [(Encoding, Language); 7] = suppose::pairs(&suppose::PAIRED_FLAT);

/// What two bytes cost in each of `PAIRED`, a byte each: a pair, or two units of a byte; 0 where a unit may
/// end behind them.
type Prices = [u8; 8];

/// The prices of all pairs, lead by lead. A lead's row is made when its first pair is seen, so that the
/// first call pays for what it sees.
static ROWS: [OnceLock<[Prices; TRAILS]>; LEADS] = [const { OnceLock::new() }; LEADS];

#[cold]
fn row(lead: u8) -> [Prices; TRAILS] {
    let mut row = [[0; 8]; TRAILS];
    for (lane, &(encoding, language)) in PAIRED.iter().enumerate() {
        let alone = Alone::of(language);
        for (trail, prices) in (0x40..=0xFE).zip(&mut row) {
            prices[lane] = match index::character(encoding, lead, trail) {
                Some(character) if !has_text(character) => MALFORMED as u8,
                Some(character @ ..='\u{FFFF}') => alone.cost(character).max(1),
                Some(_) => UNKNOWN as u8,
                None => suppose::visit(encoding, Pair([lead, trail])).unwrap_or(0),
            };
        }
    }
    row
}

/// A lead and a trail byte that are no character together.
struct Pair([u8; 2]);

impl suppose::Visit for Pair {
    type Output = u8;

    fn visit(self, reader: impl Reader) -> u8 {
        let (mut cost, mut rest) = (0, &self.0[..]);
        while let Some(&first) = rest.first() {
            let (unit, len) = reader.read(rest);
            cost += match (unit, ASCII.get(usize::from(first))) {
                (_, Some(&ascii)) => ascii.into(),
                (Unit::Malformed, _) => MALFORMED * len as u32,
                (Unit::Character(_) | Unit::Rare, _) => UNKNOWN,
                // What comes behind may belong to it.
                (Unit::Cut, _) => return 0,
            };
            rest = rest.get(len..).unwrap_or_default();
        }
        u8::try_from(cost).unwrap_or(0)
    }
}

/// What the first two of the bytes cost as a pair.
#[inline]
fn prices(bytes: &[u8]) -> Prices {
    let &[lead, trail @ 0x40..=0xFE, ..] = bytes else {
        return [0; 8];
    };
    // 0x80 and 0xFF fall outside of the table.
    let prices = ROWS.get(usize::from(lead.wrapping_sub(0x81)));
    prices.map_or([0; 8], |prices| {
        prices.get_or_init(|| row(lead))[usize::from(trail - 0x40)]
    })
}

/// A byte of each lane.
const LOWEST: u64 = 0x0101_0101_0101_0101;
const EVEN: u64 = 0x00FF_00FF_00FF_00FF;

/// Pairs whose prices can be added up before a lane of 16 bits overflows.
const AT_ONCE: u32 = 256;

/// Sums of prices, lane by lane.
#[derive(Default)]
struct Sums {
    even: u64,
    odd: u64,
    pairs: u32,
    before: [u32; 8],
}

impl Sums {
    #[inline]
    fn add(&mut self, prices: u64) {
        self.even += prices & EVEN;
        self.odd += prices >> 8 & EVEN;
        self.pairs += 1;
        if self.pairs == AT_ONCE {
            *self = Self {
                before: std::array::from_fn(|lane| self.of(lane)),
                ..Self::default()
            };
        }
    }

    #[inline]
    fn of(&self, lane: usize) -> u32 {
        let part = [self.even, self.odd][lane % 2];
        self.before[lane] + u32::from((part >> (lane / 2 * 16)) as u16)
    }
}

/// Bits that the bytes cost in each of `PAIRED`, about, of one encoding or of all; infinite for the
/// others and where it is much more than the least, if `is_all` there is. O(bytes).
///
/// What is a pair in all of these encodings, as most of their text is, is read for all of them at once;
/// where it is none in one of them, this one goes on alone.
pub(super) fn paired(bytes: &[u8], only: Option<Encoding>, is_all: bool) -> [f32; PAIRED.len()] {
    let mut costs = [u32::MAX; PAIRED.len()];
    // Where those that go on alone do so, and what they cost up to there.
    let mut alone = [(0, 0); PAIRED.len()];
    // The lowest bit of each lane that is not read any more.
    let mut closed = LOWEST << (8 * PAIRED.len());
    for (lane, (encoding, _)) in PAIRED.iter().enumerate() {
        if only.is_some_and(|only| only != *encoding) {
            closed |= 1 << (8 * lane);
        }
    }
    let open = !closed & LOWEST;
    let mut sums = Sums::default();
    let (mut ascii, mut at) = (0, 0);
    while let Some(&first) = bytes.get(at) {
        if let Some(&cost) = ASCII.get(usize::from(first)) {
            ascii += u32::from(cost);
            at += 1;
            continue;
        }
        let prices = u64::from_le_bytes(prices(&bytes[at..]));
        // The highest bit of each byte that is not zero.
        let some = (((prices | closed) & (LOWEST * 0x7F)) + LOWEST * 0x7F) | prices;
        let mut none = !some >> 7 & LOWEST;
        if none != 0 {
            closed |= none;
            while none != 0 {
                let lane = none.trailing_zeros() as usize / 8;
                none &= none - 1;
                if let Some(slot) = alone.get_mut(lane) {
                    *slot = (at, ascii + sums.of(lane));
                }
            }
            if closed == LOWEST {
                break;
            }
        }
        sums.add(prices);
        at += 2;
    }
    let mut least = u32::MAX;
    for (lane, cost) in costs.iter_mut().enumerate() {
        if closed >> (8 * lane) & 1 == 0 {
            *cost = ascii + sums.of(lane);
            least = least.min(*cost);
        }
    }
    let mut rest = closed & open;
    while rest != 0 {
        let lane = next(rest, &alone);
        rest &= !(1 << (8 * lane));
        let (Some(&(from, cost)), Some((encoding, _))) = (alone.get(lane), PAIRED.get(lane)) else {
            continue;
        };
        let most = match is_all {
            // The rest of the list is not read either.
            true => least.saturating_add((FAR * STEPS as f32 + FAR_PART * least as f32) as u32),
            false => u32::MAX,
        };
        let walk = Walk {
            bytes,
            from,
            lane,
            has_kana: *encoding == Encoding::ShiftJis,
            cost,
            most,
        };
        let cost = suppose::visit(*encoding, walk).unwrap_or(u32::MAX);
        costs[lane] = cost;
        least = least.min(cost);
    }
    costs.map(|cost| match cost {
        u32::MAX => f32::INFINITY,
        cost => cost as f32 / STEPS as f32,
    })
}

/// The lane that went on alone last, of those whose lowest bit is set: the later, the likelier it is.
#[inline]
fn next(mut lanes: u64, alone: &[(usize, u32); PAIRED.len()]) -> usize {
    let (mut last, mut found) = (0, 0);
    while lanes != 0 {
        let lane = lanes.trailing_zeros() as usize / 8;
        lanes &= lanes - 1;
        let from = alone.get(lane).map_or(0, |(from, _)| *from);
        if from >= last {
            (last, found) = (from, lane);
        }
    }
    found
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
    let lanes = SINGLE.iter().zip(single(bytes));
    let costs = lanes.filter(|((listed, _), _)| *listed == encoding);
    costs
        .map(|(_, cost)| bits(cost))
        .fold(f32::INFINITY, f32::min)
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

pub(super) fn bits(steps: i32) -> f32 {
    steps as f32 / STEPS as f32
}

/// One encoding and language, from some place on.
struct Walk<'b> {
    bytes: &'b [u8],
    from: usize,
    lane: usize,
    /// Whether some bytes are half-width kana by themselves.
    has_kana: bool,
    /// Steps up to there, and after how many it does not matter how many more there are.
    cost: u32,
    most: u32,
}

impl suppose::Visit for Walk<'_> {
    type Output = u32;

    /// `u32::MAX` where it is too much.
    #[inline]
    fn visit(self, reader: impl Reader) -> u32 {
        let mut cost = self.cost;
        let mut rest = self.bytes.get(self.from..).unwrap_or_default();
        while let [first, tail @ ..] = rest {
            if let Some(&ascii) = ASCII.get(usize::from(*first)) {
                cost += u32::from(ascii);
                rest = tail;
                continue;
            }
            if self.has_kana && matches!(first, 0xA1..=0xDF) {
                cost += UNKNOWN;
                if cost > self.most {
                    return u32::MAX;
                }
                rest = tail;
                continue;
            }
            let price = prices(rest).get(self.lane).copied().unwrap_or(0);
            if price != 0 {
                cost += u32::from(price);
                rest = rest.get(2..).unwrap_or_default();
                continue;
            }
            let (unit, len) = reader.read(rest);
            cost += match unit {
                Unit::Character(_) | Unit::Rare => UNKNOWN,
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

/// Encodings of single bytes with their languages, side by side in the order of the suppositions.
pub(super) const SINGLE: [(Encoding, Language); 27] = suppose::pairs(&suppose::SINGLE_FLAT);

/// Whole vectors of the processor.
pub(super) const LANES: usize = SINGLE.len().next_multiple_of(8);

/// For each byte what it costs in each of `SINGLE`.
static COSTS: LazyLock<Box<[[u16; LANES]; 256]>> = LazyLock::new(|| {
    let mut rows = Box::new([[0; LANES]; 256]);
    for (lane, &(encoding, language)) in SINGLE.iter().enumerate() {
        let (half, score) = (suppose::single(encoding), Other::of(language));
        for (byte, row) in (0..=u8::MAX).zip(rows.iter_mut()) {
            let high = byte.checked_sub(0x80).map(usize::from);
            let cost = match high.map(|high| half.and_then(|half| half[high])) {
                None => u32::from(ASCII[usize::from(byte)]),
                Some(Some(character)) => {
                    score.map_or(UNKNOWN, |score| score.alone(character) * STEPS / BIT)
                }
                Some(None) => MALFORMED,
            };
            row[lane] = u16::try_from(cost).unwrap_or(DEAREST).min(DEAREST);
        }
    }
    rows
});

/// What no text costs that is read here.
pub(super) const NEVER: i32 = i32::MAX / 8;

/// So many bytes at a time, none of which costs more than this, do not overflow a lane.
const BYTES_AT_ONCE: usize = 128;
const DEAREST: u16 = u16::MAX / BYTES_AT_ONCE as u16;

/// What the bytes cost in each of `SINGLE`, about, in steps of a quarter of a bit, up to
/// [`NEVER`]. O(bytes).
pub(super) fn single(bytes: &[u8]) -> [i32; LANES] {
    let costs = &**COSTS;
    let part = |chunk: &[u8]| {
        let mut part = [0_u16; LANES];
        for &byte in chunk {
            let row = &costs[usize::from(byte)];
            for lane in 0..LANES {
                part[lane] = part[lane].wrapping_add(row[lane]);
            }
        }
        part.map(i32::from)
    };
    let mut chunks = bytes.chunks(BYTES_AT_ONCE);
    let mut sums = chunks.next().map_or([0; LANES], part);
    for chunk in chunks {
        let part = part(chunk);
        for lane in 0..LANES {
            sums[lane] = (sums[lane] + part[lane]).min(NEVER);
        }
    }
    // The lanes beyond the last encoding are never the least.
    for sum in &mut sums[SINGLE.len()..] {
        *sum = NEVER;
    }
    sums
}

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
pub(super) fn wide(bytes: &[u8], encoding: Encoding, most: f32) -> Option<f32> {
    let most = (most * STEPS as f32).min(1e9) as u32;
    let cost = match encoding {
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes, most),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes, most),
        Encoding::Utf8 if is_no_utf8(bytes, most) => Some(u32::MAX),
        _ => None,
    };
    let cost = cost.or_else(|| suppose::visit(encoding, Units { bytes, most }))?;
    Some(match cost {
        u32::MAX => f32::INFINITY,
        cost => cost as f32 / STEPS as f32,
    })
}

/// Whether UTF-8 is sure to cost more than `most`, or to have no character beyond ASCII and leads that lead
/// nothing.
#[inline]
fn is_no_utf8(bytes: &[u8], most: u32) -> bool {
    // As a number with a sign, a byte from 80 to BF is less than others.
    let trails = |byte: u8| byte.cast_signed() < -0x40;
    let next = bytes.get(1..).unwrap_or_default();
    let broken = bytes
        .iter()
        .zip(next)
        .fold(0, |broken: u8, (&lead, &next)| {
            broken.saturating_add(u8::from((lead >= 0xC0) & !trails(next)))
        });
    let nothing = bytes.iter().fold(true, |none, &byte| none & !trails(byte));
    MALFORMED * u32::from(broken) > most || nothing && broken > 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn together_is_as_alone() {
        let bytes: Vec<u8> = (0..9_000_u32)
            .map(|n| ((n * n % 8_191 * 37) >> 3) as u8)
            .collect();
        // Random bytes, and such as most of these encodings have pairs of.
        let high: Vec<u8> = bytes.iter().map(|byte| byte | 0xA0).collect();
        for part in bytes.chunks(53).chain(high.chunks(31)) {
            let together = paired(part, None, false);
            for (lane, &(encoding, _)) in PAIRED.iter().enumerate() {
                let walk = Walk {
                    bytes: part,
                    from: 0,
                    lane,
                    has_kana: encoding == Encoding::ShiftJis,
                    cost: 0,
                    most: u32::MAX,
                };
                let alone = match suppose::visit(encoding, walk) {
                    Some(u32::MAX) | None => f32::INFINITY,
                    Some(cost) => bits(cost as i32),
                };
                assert_eq!(together[lane], alone, "{encoding} {part:X?}");
                let only = paired(part, Some(encoding), false)[lane];
                assert_eq!(only, alone, "{encoding} {part:X?}");
            }
        }
    }
}
