//! Encodings of pairs of bytes.

use std::sync::OnceLock;

use super::{ASCII, Alone, CUT, MALFORMED, STEPS, UNKNOWN, has_text};
use crate::encoding::detect::shortlist::{FAR, FAR_PART};
use crate::encoding::detect::suppose;
use crate::encoding::index;
use crate::encoding::unit::{Reader, Unit};
use crate::name::{Encoding, Language};

/// Encodings of pairs with their languages, in the order of the suppositions.
pub(in crate::encoding::detect) const PAIRED: [(Encoding, Language); 7] =
    suppose::pairs(&suppose::PAIRED_FLAT);

const TRAILS: usize = 0xFE - 0x40 + 1;
const LEADS: usize = 0xFE - 0x81 + 1;

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
pub(in crate::encoding::detect) fn paired(
    bytes: &[u8],
    only: Option<Encoding>,
    is_all: bool,
) -> [f32; PAIRED.len()] {
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
                    Some(cost) => cost as f32 / STEPS as f32,
                };
                assert_eq!(together[lane], alone, "{encoding} {part:X?}");
                let only = paired(part, Some(encoding), false)[lane];
                assert_eq!(only, alone, "{encoding} {part:X?}");
            }
        }
    }
}
