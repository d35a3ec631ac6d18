//! A first price of every supposition, one look-up a character: what falls far behind here is not
//! judged by the models of neighbors, and mostly one supposition alone is left.

use std::sync::LazyLock;

use super::meter::{BIT, ascii};
use super::suppose;
use super::tongue::Other;
use crate::encoding::index;
use crate::encoding::unit::{Reader, Unit};
use crate::model::{Model, Script, State};
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

/// What each character of the basic plane costs by itself in one language.
struct Alone(Box<[u8]>);

impl Alone {
    fn of(language: Language) -> Self {
        let cost: Box<dyn Fn(char) -> u32> = match language {
            Language::Simplified | Language::Traditional => {
                let model = Model::of(match language {
                    Language::Simplified => Script::Simplified,
                    _ => Script::Traditional,
                });
                // No pair begins with what no text has, so that the character stands for itself.
                let (_, state) = model.step(State::START, char::REPLACEMENT_CHARACTER);
                Box::new(move |character| model.step(state, character).0)
            }
            other => match Other::of(other) {
                Some(score) => Box::new(move |character| score.alone(character)),
                None => Box::new(|_| UNKNOWN * BIT / STEPS),
            },
        };
        let codes = 0..=0xFFFF_u32;
        Self(
            codes
                .map(|code| {
                    let known = char::from_u32(code).filter(|_| has_text(code));
                    let bits = known.map_or(MALFORMED, |c| cost(c) * STEPS / BIT);
                    u8::try_from(bits).unwrap_or(u8::MAX)
                })
                .collect(),
        )
    }

    #[inline]
    fn cost(&self, character: char) -> u32 {
        self.0
            .get(character as usize)
            .map_or(UNKNOWN, |&cost| u32::from(cost))
    }
}

/// Blocks of the basic plane that text in our languages has; the others are dear.
fn has_text(code: u32) -> bool {
    matches!(code, 0..0x700 | 0xE00..0xE80 | 0x2000..0xA000 | 0xAC00..0xD7A4 | 0xF900..0xFB00 | 0xFE10..0x10000)
}

static ALONE: [LazyLock<Alone>; 4] = [
    LazyLock::new(|| Alone::of(Language::Simplified)),
    LazyLock::new(|| Alone::of(Language::Traditional)),
    LazyLock::new(|| Alone::of(Language::Japanese)),
    LazyLock::new(|| Alone::of(Language::Korean)),
];

fn alone(language: Language) -> Option<&'static Alone> {
    let number = match language {
        Language::Simplified => 0,
        Language::Traditional => 1,
        Language::Japanese => 2,
        Language::Korean => 3,
        _ => return None,
    };
    ALONE.get(number).map(|table| &**table)
}

const TRAILS: usize = index::TRAILS;

/// What each pair of bytes costs; 0 for what is no pair.
struct Priced(Box<[u8]>);

impl Priced {
    fn of(index: &index::Index, language: Language) -> Self {
        let table = alone(language);
        let price = |code: char| {
            table
                .map_or(UNKNOWN, |table| table.cost(code))
                .clamp(1, 255) as u8
        };
        Self(index.all().map(|pair| pair.map_or(0, price)).collect())
    }
}

const PAIRED: [(Encoding, Language); 7] = [
    (Encoding::Gb18030, Language::Simplified),
    (Encoding::Gb18030, Language::Traditional),
    (Encoding::Big5, Language::Traditional),
    (Encoding::EucTw, Language::Traditional),
    (Encoding::ShiftJis, Language::Japanese),
    (Encoding::EucJp, Language::Japanese),
    (Encoding::EucKr, Language::Korean),
];

static PRICED: [LazyLock<Priced>; PAIRED.len()] = [
    LazyLock::new(|| Priced::of(&index::GB18030, Language::Simplified)),
    LazyLock::new(|| Priced::of(&index::GB18030, Language::Traditional)),
    LazyLock::new(|| Priced::of(&index::BIG5, Language::Traditional)),
    LazyLock::new(|| Priced::of(&index::EUC_TW, Language::Traditional)),
    LazyLock::new(|| Priced::of(&index::SHIFT_JIS, Language::Japanese)),
    LazyLock::new(|| Priced::of(&index::EUC_JP, Language::Japanese)),
    LazyLock::new(|| Priced::of(&index::EUC_KR, Language::Korean)),
];

/// Where more than one in so many bytes is malformed, and two besides, it is some other encoding.
const HOPELESS: usize = 8;

/// Bits that the bytes cost in an encoding of pairs, about. O(bytes).
pub(super) fn paired(bytes: &[u8], encoding: Encoding, language: Language) -> Option<f32> {
    let number = PAIRED
        .iter()
        .position(|&listed| listed == (encoding, language))?;
    let priced = &PRICED.get(number)?.0;
    suppose::visit(encoding, Walk { bytes, priced })
}

/// Bits that a line costs in an encoding, in whatever language it is cheapest.
pub(super) fn line(bytes: &[u8], encoding: Encoding) -> f32 {
    if encoding == Encoding::Utf8 {
        return wide(bytes, encoding, 1e9).unwrap_or(f32::INFINITY);
    }
    let pairs = PAIRED.iter().filter(|(listed, _)| *listed == encoding);
    let costs = pairs.filter_map(|&(_, language)| paired(bytes, encoding, language));
    costs.reduce(f32::min).unwrap_or_else(|| {
        let lanes = SINGLE.iter().zip(single(bytes));
        let costs = lanes.filter(|((listed, _), _)| *listed == encoding);
        costs.map(|(_, cost)| cost).fold(f32::INFINITY, f32::min)
    })
}

/// Bits a character beyond ASCII in an encoding of Chinese, about; malformed bytes are dear.
pub(super) fn paired_mean(bytes: &[u8], encoding: Encoding, language: Language) -> Option<f32> {
    let cost = paired(bytes, encoding, language)?;
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
    priced: &'static [u8],
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
                let row = usize::from(first.wrapping_sub(0x81));
                let at = row * TRAILS + usize::from(trail - 0x40);
                let price = self.priced.get(at).copied().unwrap_or(0);
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

/// The encodings of single bytes with one language each, side by side, in the order of the
/// suppositions.
pub(super) const SINGLE: [(Encoding, Language); 27] = [
    (Encoding::Windows1252, Language::French),
    (Encoding::Windows1252, Language::German),
    (Encoding::Windows1252, Language::Spanish),
    (Encoding::Windows1251, Language::Russian),
    (Encoding::Koi8R, Language::Russian),
    (Encoding::Windows1253, Language::Greek),
    (Encoding::Windows1256, Language::Arabic),
    (Encoding::Windows874, Language::Thai),
    (Encoding::Windows1250, Language::Polish),
    (Encoding::Windows1250, Language::Czech),
    (Encoding::Windows1250, Language::Hungarian),
    (Encoding::Windows1254, Language::Turkish),
    (Encoding::Windows1255, Language::Hebrew),
    (Encoding::Windows1257, Language::Lithuanian),
    (Encoding::Windows1257, Language::Latvian),
    (Encoding::Windows1258, Language::Vietnamese),
    (Encoding::Windows1251, Language::Ukrainian),
    (Encoding::Koi8U, Language::Ukrainian),
    (Encoding::Iso8859_2, Language::Polish),
    (Encoding::Iso8859_2, Language::Czech),
    (Encoding::Iso8859_2, Language::Hungarian),
    (Encoding::Iso8859_5, Language::Russian),
    (Encoding::Iso8859_7, Language::Greek),
    (Encoding::Ibm866, Language::Russian),
    (Encoding::Macintosh, Language::French),
    (Encoding::Macintosh, Language::German),
    (Encoding::Macintosh, Language::Spanish),
];

type Lanes = [u16; SINGLE.len()];

/// For each byte what it costs in each of `SINGLE`.
static LANES: LazyLock<Box<[Lanes; 256]>> = LazyLock::new(|| {
    let mut rows = Box::new([[0; SINGLE.len()]; 256]);
    for (byte, lanes) in (0..=u8::MAX).zip(rows.iter_mut()) {
        for (&(encoding, language), lane) in SINGLE.iter().zip(lanes) {
            let unit = suppose::visit(encoding, First(byte));
            let cost = match unit {
                Some(Unit::Character(character)) if !character.is_ascii() => Other::of(language)
                    .map_or(UNKNOWN, |score| score.alone(character) * STEPS / BIT),
                Some(Unit::Character(_)) => u32::from(ASCII[usize::from(byte & 0x7F)]),
                _ => MALFORMED,
            };
            *lane = u16::try_from(cost).unwrap_or(u16::MAX);
        }
    }
    rows
});

struct First(u8);

impl suppose::Visit for First {
    type Output = Unit;

    fn visit(self, reader: impl Reader) -> Unit {
        reader.read(&[self.0]).0
    }
}

/// Bits that the bytes cost in each of `SINGLE`, about. O(bytes).
pub(super) fn single(bytes: &[u8]) -> [f32; SINGLE.len()] {
    let lanes = &**LANES;
    let mut sums = [0_u32; SINGLE.len()];
    // A lane holds 2^16 / 255 / 4 bytes at least without overflow, and a piece is not longer.
    for chunk in bytes.chunks(128) {
        let mut part: Lanes = [0; SINGLE.len()];
        for &byte in chunk {
            for (sum, &cost) in part.iter_mut().zip(&lanes[usize::from(byte)]) {
                *sum = sum.saturating_add(cost);
            }
        }
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum += u32::from(part);
        }
    }
    sums.map(|sum| sum as f32 / STEPS as f32)
}

/// What each character of the basic plane costs in whatever language has it cheapest.
static ANY: LazyLock<Alone> = LazyLock::new(|| {
    let costs = (0..=0xFFFF_u32).map(|code| {
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        let tables = ALONE.iter().map(|table| table.cost(character));
        tables.min().unwrap_or(UNKNOWN).min(foreign(character)) as u8
    });
    Alone(costs.collect())
});

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
        let any = &*ANY;
        let mut cost = 0;
        let mut rest = self.bytes;
        while !rest.is_empty() {
            let (unit, len) = reader.read(rest);
            cost += match unit {
                Unit::Character(character) => match ASCII.get(character as usize) {
                    Some(&cost) => u32::from(cost),
                    None => any.cost(character),
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

/// What a character of another language costs, about.
fn foreign(character: char) -> u32 {
    match character {
        '\u{400}'..='\u{4FF}' | '\u{370}'..='\u{3FF}' | '\u{590}'..='\u{6FF}' => 5 * STEPS,
        '\u{E00}'..='\u{E7F}' | '\u{C0}'..='\u{17F}' => 6 * STEPS,
        _ => u32::from(u8::MAX),
    }
}
