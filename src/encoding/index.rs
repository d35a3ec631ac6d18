//! What every pair of bytes means, encoding by encoding, for look-ups at random.
//!
//! encoding_rs has these facts in a form for decoding streams. Rather than store them twice, each
//! index is read out of it once, when its encoding is first considered, in well below a
//! millisecond.

use std::sync::LazyLock;

use crate::tables;

const FIRST_LEAD: u8 = 0x81;
const FIRST_TRAIL: u8 = 0x40;
const LEADS: usize = 0xFE - 0x81 + 1;
pub(super) const TRAILS: usize = 0xFE - 0x40 + 1;

/// The characters of all pairs of lead 81 to FE and trail 40 to FE.
pub(super) struct Index(Box<[u32]>);

impl Index {
    /// The first character of a pair, if it has a meaning.
    #[inline]
    pub(super) fn character(&self, lead: u8, trail: u8) -> Option<char> {
        let row = usize::from(lead.checked_sub(FIRST_LEAD)?);
        let cell = usize::from(trail.checked_sub(FIRST_TRAIL)?);
        if cell >= TRAILS {
            return None;
        }
        match *self.0.get(row * TRAILS + cell)? {
            0 => None,
            code => char::from_u32(code),
        }
    }

    /// The characters in the order of lead and trail.
    pub(super) fn all(&self) -> impl Iterator<Item = Option<char>> {
        self.0.iter().map(|&code| match code {
            0 => None,
            code => char::from_u32(code),
        })
    }

    fn of(meaning: impl Fn(u8, u8) -> Option<char>) -> Self {
        let leads = FIRST_LEAD..=0xFE;
        let codes = leads.flat_map(|lead| {
            let meaning = &meaning;
            (FIRST_TRAIL..=0xFE).map(move |trail| meaning(lead, trail).map_or(0, u32::from))
        });
        Self(codes.collect())
    }

    /// All that an encoding decodes as one pair, in one pass.
    fn read_out(encoding: &'static encoding_rs::Encoding) -> Self {
        let mut bytes = Vec::with_capacity(LEADS * TRAILS * 3);
        for lead in FIRST_LEAD..=0xFE {
            for trail in FIRST_TRAIL..=0xFE {
                bytes.extend([lead, trail, b'\n']);
            }
        }
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let codes = text.split('\n').take(LEADS * TRAILS).map(|pair| {
            let mut characters = pair.chars();
            match (characters.next(), characters.next()) {
                (Some(first), None) if first != char::REPLACEMENT_CHARACTER => u32::from(first),
                // Big5 has letters with two diacritics, which take two characters.
                (Some(first @ ('Ê' | 'ê')), Some('\u{300}'..='\u{36F}')) => u32::from(first),
                _ => 0,
            }
        });
        Self(codes.collect())
    }
}

pub(super) static GB18030: LazyLock<Index> = LazyLock::new(|| Index::of(tables::gbk::character));
pub(super) static BIG5: LazyLock<Index> = LazyLock::new(|| Index::read_out(encoding_rs::BIG5));
pub(super) static EUC_KR: LazyLock<Index> = LazyLock::new(|| Index::read_out(encoding_rs::EUC_KR));
pub(super) static SHIFT_JIS: LazyLock<Index> =
    LazyLock::new(|| Index::read_out(encoding_rs::SHIFT_JIS));
pub(super) static EUC_JP: LazyLock<Index> = LazyLock::new(|| Index::read_out(encoding_rs::EUC_JP));
pub(super) static EUC_TW: LazyLock<Index> =
    LazyLock::new(|| Index::of(|lead, trail| cns(1, lead, trail)));

/// The character of plane 1 or 2 of CNS 11643 by row and cell, both from A1.
pub(super) fn cns(plane: u8, row: u8, cell: u8) -> Option<char> {
    tables::cns::character(plane, row.checked_sub(0xA1)?, cell.checked_sub(0xA1)?)
}

/// A four-byte code of GB18030.
pub(super) fn gb18030_four(bytes: [u8; 4]) -> Option<char> {
    let (text, malformed) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) if !malformed => Some(only),
        _ => None,
    }
}

/// The upper half of an encoding of single bytes.
pub(super) fn upper_half(encoding: &'static encoding_rs::Encoding) -> [Option<char>; 128] {
    let mut half = [None; 128];
    for (byte, slot) in (0x80..=0xFF_u8).zip(&mut half) {
        let (text, malformed) = encoding
            .decode_without_bom_handling_and_without_replacement(&[byte])
            .map_or((None, true), |text| (text.chars().next(), false));
        *slot = text.filter(|&character| !malformed && !character.is_control());
    }
    half
}
