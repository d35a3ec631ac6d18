//! The small models of languages other than Chinese.

use std::sync::LazyLock;

use super::meter::{self, BIT, Score};
use super::suppose::is_alphabetic;
use crate::name::Language;
use crate::tables::language::{MEMBER_UNITS, PAIR_UNITS, Table, class};

/// The languages in the order of the table.
const ORDER: [Language; 18] = [
    Language::Japanese,
    Language::Korean,
    Language::Russian,
    Language::French,
    Language::German,
    Language::Spanish,
    Language::Greek,
    Language::Thai,
    Language::Arabic,
    Language::Polish,
    Language::Czech,
    Language::Hungarian,
    Language::Turkish,
    Language::Hebrew,
    Language::Lithuanian,
    Language::Latvian,
    Language::Vietnamese,
    Language::Ukrainian,
];

/// Those whose table has the letters of ASCII.
pub(super) const LATIN: [Language; 10] = [
    Language::French,
    Language::German,
    Language::Spanish,
    Language::Polish,
    Language::Czech,
    Language::Hungarian,
    Language::Turkish,
    Language::Lithuanian,
    Language::Latvian,
    Language::Vietnamese,
];

static TONGUES: LazyLock<[Tongue; ORDER.len()]> = LazyLock::new(|| {
    // The probability of each cost of a pair.
    let likely = std::array::from_fn(|cost| (-(cost as f32) / PAIR_UNITS as f32).exp2());
    std::array::from_fn(|number| Tongue::new(number, &likely))
});

/// One language's model, ready for look-ups.
struct Tongue {
    table: Table,
    /// Which page of `cells` holds each block of 256 code points.
    pages: [u8; 256],
    /// Symbol and cost within it; the highest bit says upper case.
    cells: Vec<[u8; 2]>,
    /// What each symbol costs behind just any other.
    alone: Vec<u8>,
    /// Written in letters, and not Latin ones.
    is_alphabetic: bool,
}

const PAGE: usize = 256;
const NOTHING: [u8; 2] = [u8::MAX; 2];
const UPPER: u8 = 0x80;

impl Tongue {
    fn new(number: usize, likely: &[f32; 256]) -> Self {
        let table = Table::new(number);
        let mut sums = vec![0.0; table.size().min(256)];
        for first in 0..sums.len() {
            for (sum, &cost) in sums.iter_mut().zip(table.row(first as u8)) {
                *sum += likely[usize::from(cost)];
            }
        }
        let alone = sums.into_iter().map(|sum: f32| {
            let mean = sum / table.size().max(1) as f32;
            (-mean.log2() * PAIR_UNITS as f32) as u8
        });
        let mut tongue = Self {
            alone: alone.collect(),
            is_alphabetic: ORDER.get(number).copied().is_some_and(is_alphabetic),
            table,
            pages: [0; 256],
            // Page 0 has nothing.
            cells: vec![NOTHING; PAGE],
        };
        let latin = ORDER.get(number).is_some_and(|one| LATIN.contains(one));
        for (character, symbol, cost) in tongue.table.members() {
            if character.is_ascii() && !latin {
                continue;
            }
            tongue.put(character, [symbol, cost]);
            let mut upper = character.to_uppercase();
            if let (Some(upper), None) = (upper.next(), upper.next())
                && upper != character
            {
                tongue.put(upper, [symbol, cost | UPPER]);
            }
        }
        tongue
    }

    fn put(&mut self, character: char, cell: [u8; 2]) {
        let code = character as usize;
        let Some(page) = self.pages.get_mut(code / PAGE) else {
            return;
        };
        if *page == 0 {
            *page = (self.cells.len() / PAGE) as u8;
            self.cells.extend([NOTHING; PAGE]);
        }
        let at = usize::from(*page) * PAGE + code % PAGE;
        if let Some(slot) = self.cells.get_mut(at) {
            *slot = cell;
        }
    }

    #[inline]
    fn cell(&self, character: char) -> Cell {
        let code = character as usize;
        let page = self.pages.get(code / PAGE).copied().unwrap_or(0);
        match self.cells.get(usize::from(page) * PAGE + code % PAGE) {
            Some(&[symbol, cost]) if symbol != u8::MAX => Cell {
                symbol,
                form: self.alphabet(symbol)
                    | match cost & UPPER {
                        0 => LOWER_CASE,
                        _ => UPPER_CASE,
                    },
                member: u16::from(cost & !UPPER) * (BIT / MEMBER_UNITS) as u16,
            },
            _ => {
                let (symbol, bits) = unknown(character);
                Cell {
                    symbol,
                    form: self.alphabet(symbol),
                    member: bits * BIT as u16,
                }
            }
        }
    }

    /// Which alphabet a symbol is a letter of, where there are two: as a part of a form.
    #[inline]
    fn alphabet(&self, symbol: u8) -> u8 {
        match symbol {
            _ if !self.is_alphabetic => 0,
            class::LETTER => LATIN_LETTER,
            class::COUNT.. | class::OTHER_LETTER => OWN_LETTER,
            _ => 0,
        }
    }
}

/// What a language's model knows of a character: its symbol, its case and alphabet, and what it costs
/// within the symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    symbol: u8,
    form: u8,
    member: u16,
}

impl Cell {
    /// Where a line begins.
    pub(super) const BOUNDARY: Self = Self {
        symbol: class::BOUNDARY,
        form: 0,
        member: 0,
    };
}

/// A form is one of the cases, 0 being neither, and one of the alphabets, 0 being none.
const LOWER_CASE: u8 = 1;
const UPPER_CASE: u8 = 2;
const CASE: u8 = 3;
const LATIN_LETTER: u8 = 4;
const OWN_LETTER: u8 = 8;
const FORMS: usize = 12;

/// What it costs that a letter in one case follows one in the other: within a word almost never. By the
/// numbers of the cases, the first one first.
const TURNS: [[u32; 3]; 3] = [
    [0, BIT / 3, 5 * BIT / 2],
    [0, BIT / 3, 8 * BIT],
    [0, BIT / 3, 3 * BIT / 2],
];

/// Bits of two alphabets in one word, beyond what the pair says.
const CLASH: u32 = 5 * BIT;

/// What it costs that one form follows another: the turn, and that two alphabets meet within a word, which
/// hardly any language does.
const MEETINGS: [[u16; FORMS]; FORMS] = {
    let mut costs = [[0; FORMS]; FORMS];
    let mut at = 0;
    while at < FORMS * FORMS {
        let (from, to) = (at / FORMS, at % FORMS);
        let (case, next) = (from & CASE as usize, to & CASE as usize);
        if case < 3 && next < 3 {
            let both = (from | to) & !(CASE as usize);
            let clash = both == (LATIN_LETTER | OWN_LETTER) as usize;
            let clash = if clash { CLASH } else { 0 };
            costs[from][to] = (TURNS[case][next] + clash) as u16;
        }
        at += 1;
    }
    costs
};

#[inline]
fn meet(from: u8, to: u8) -> u32 {
    let row = MEETINGS.get(usize::from(from)).unwrap_or(&[0; FORMS]);
    u32::from(row.get(usize::from(to)).copied().unwrap_or(0))
}

/// Class of a character that the language's text did not have, and bits to tell it from the others
/// of its class.
fn unknown(character: char) -> (u8, u16) {
    match character {
        '\n' | '\r' => (class::BOUNDARY, 0),
        'a'..='z' | 'A'..='Z' => (class::LETTER, 5),
        '0'..='9' => (class::DIGIT, 3),
        ' ' | '\t' => (class::SPACE, 0),
        '!'..='~' => (class::SIGN, 4),
        '\0'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' => (class::BROKEN, 12),
        '\u{3400}'..='\u{9FFF}' => (class::HAN, 12),
        '\u{F900}'..='\u{FAFF}' | '\u{20000}'.. => (class::HAN, 18),
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' => (class::HANGUL, 13),
        '\u{3040}'..='\u{30FF}' => (class::KANA, 8),
        '\u{FF66}'..='\u{FF9F}' => (class::KANA, 11),
        // They stand where the signs of ASCII do.
        '\u{A0}'..='\u{BF}' => (class::SIGN, 8),
        character if character.is_alphabetic() => (class::OTHER_LETTER, 9),
        _ => (class::OTHER, 8),
    }
}

/// Text in one of the languages.
#[derive(Clone, Copy)]
pub(super) struct Other {
    tongue: &'static Tongue,
    last: Cell,
}

impl Other {
    /// `None` for a language that has no table here.
    pub(super) fn of(language: Language) -> Option<Self> {
        let number = ORDER.iter().position(|&listed| listed == language)?;
        Some(Self {
            tongue: TONGUES.get(number)?,
            last: Cell::BOUNDARY,
        })
    }

    /// What a character costs by itself.
    pub(super) fn alone(self, character: char) -> u32 {
        let cell = self.tongue.cell(character);
        let pair = self.tongue.alone.get(usize::from(cell.symbol)).copied();
        let pair = u32::from(pair.unwrap_or(u8::MAX));
        pair * (BIT / PAIR_UNITS) + u32::from(cell.member) + meet(0, cell.form)
    }

    pub(super) fn cell(self, character: char) -> Cell {
        self.tongue.cell(character)
    }

    /// What it costs that one character follows another.
    #[inline]
    pub(super) fn follow(self, last: Cell, next: Cell) -> u32 {
        let pair = u32::from(self.tongue.table.pair(last.symbol, next.symbol));
        pair * (BIT / PAIR_UNITS) + u32::from(next.member) + meet(last.form, next.form)
    }
}

impl Score for Other {
    #[inline]
    fn take(&mut self, character: char) -> u32 {
        let next = self.tongue.cell(character);
        let cost = self.follow(self.last, next);
        self.last = next;
        cost
    }

    #[inline]
    fn leave(&mut self, ascii: u8) -> u32 {
        self.take(char::from(ascii))
    }

    #[inline]
    fn enter(&mut self, last: u8) {
        self.last = self.tongue.cell(char::from(last));
    }
}

/// What each byte costs where there is no text at all, unless it is the one before again.
static NOISE: [u16; 256] = {
    let mut costs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = meter::ascii(byte as u8);
        costs[byte] = match byte {
            // Files are full of zeros and of runs of the same byte.
            0 => 3 * BIT,
            _ if ascii <= 7 * BIT => 7 * BIT,
            _ if ascii >= 8 * BIT => 8 * BIT,
            _ => ascii,
        } as u16;
        byte += 1;
    }
    costs
};

/// Any bytes: what the supposition that there is no text at all costs.
pub(super) fn noise(bytes: &[u8]) -> u64 {
    let mut last = 0;
    let mut cost = 0;
    for &byte in bytes {
        let anew = u32::from(NOISE[usize::from(byte)]);
        let again = if byte == last { 5 * BIT } else { anew };
        cost += u64::from(again.min(anew));
        last = byte;
    }
    cost
}
