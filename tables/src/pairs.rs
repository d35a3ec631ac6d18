//! `pairs.bin`: what two bytes mean in Big5, EUC-KR, Shift_JIS and EUC-JP, as encoding_rs has it.

use std::ops::RangeInclusive;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, SHIFT_JIS};

use crate::blob::Blob;

/// An encoding with its leads and its trails, two stretches of each; the second may be empty.
type Grid = (
    &'static Encoding,
    [RangeInclusive<u8>; 2],
    [RangeInclusive<u8>; 2],
);

const NONE: RangeInclusive<u8> = RangeInclusive::new(1, 0);

const GRIDS: [Grid; 4] = [
    (BIG5, [0x87..=0xFE, NONE], [0x40..=0x7E, 0xA1..=0xFE]),
    (EUC_KR, [0x81..=0xFD, NONE], [0x41..=0x7A, 0x81..=0xFE]),
    (
        SHIFT_JIS,
        [0x81..=0x9F, 0xE0..=0xFC],
        [0x40..=0x7E, 0x80..=0xFC],
    ),
    (EUC_JP, [0x8E..=0x8E, 0xA1..=0xFC], [0xA1..=0xFE, NONE]),
];

pub fn blob() -> Blob {
    let mut payload = Vec::new();
    for (encoding, leads, trails) in GRIDS {
        for stretch in leads.iter().chain(&trails) {
            payload.extend([*stretch.start(), *stretch.end()]);
        }
        let (mut codes, mut far, mut back) = (Vec::new(), Bits::default(), Bits::default());
        for lead in leads.into_iter().flatten() {
            for trail in trails.iter().cloned().flatten() {
                let code = character(encoding, [lead, trail]).map_or(0, u32::from);
                codes.extend((code as u16).to_le_bytes());
                far.push(code >> 16 == 2);
                back.push(comes_back(encoding, [lead, trail]));
            }
        }
        payload.extend([codes, far.bytes, back.bytes].concat());
    }
    Blob {
        name: "pairs",
        kind: *b"PAIR",
        version: 1,
        sources: "encoding_rs 0.8.44, indexes Big5, EUC-KR and jis0208 of the WHATWG Encoding Standard (BSD-3-Clause)",
        payload,
    }
}

/// The first character of a pair. The Big5 codes of letters with two diacritics mean two.
fn character(encoding: &'static Encoding, pair: [u8; 2]) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
    text.chars().next().filter(|first| !first.is_ascii())
}

fn comes_back(encoding: &'static Encoding, pair: [u8; 2]) -> bool {
    let text = encoding.decode_without_bom_handling_and_without_replacement(&pair);
    text.is_some_and(|text| {
        let (bytes, _, unmappable) = encoding.encode(&text);
        !unmappable && *bytes == pair
    })
}

/// Bits, the first one lowest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.count.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.count % 8);
        }
        self.count += 1;
    }
}
