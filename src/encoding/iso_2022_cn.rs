//! ISO-2022-CN, RFC 1922: escape sequences say which set the bytes between SO and SI are of, and SS2
//! takes one character from plane 2 of CNS 11643. Set and shift end with the line when we write.

use super::codec::{Own, Sink};
use super::gbk;
use crate::tables::cns;

pub(super) struct Iso2022Cn;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Gb2312,
    CnsPlane1,
}

const SO: u8 = 0x0E;
const SI: u8 = 0x0F;

impl Set {
    fn designator(self) -> &'static [u8] {
        match self {
            Self::Gb2312 => b"\x1B$)A",
            Self::CnsPlane1 => b"\x1B$)G",
        }
    }

    fn character(self, row: u8, cell: u8) -> Option<char> {
        match self {
            Self::Gb2312 => gbk::character(row | 0x80, cell | 0x80),
            Self::CnsPlane1 => cns::character(1, row - 0x21, cell - 0x21),
        }
    }
}

impl Own for Iso2022Cn {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        let (mut at, mut shifted, mut set) = (0, false, None);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match *rest {
                [0x1B, b'$', b')', b'A', ..] => {
                    set = Some(Set::Gb2312);
                    at += 4;
                }
                [0x1B, b'$', b')', b'G', ..] => {
                    set = Some(Set::CnsPlane1);
                    at += 4;
                }
                // Plane 2 is the only set that SS2 takes from.
                [0x1B, b'$', b'*', b'H', ..] => at += 4,
                [0x1B, b'N', row @ 0x21..=0x7E, cell @ 0x21..=0x7E, ..] => {
                    at += 4;
                    match cns::character(2, row - 0x21, cell - 0x21) {
                        Some(character) => sink.character(character, at),
                        None => sink.malformed(at),
                    }
                }
                [SO, ..] => {
                    shifted = true;
                    at += 1;
                }
                [SI, ..] => {
                    shifted = false;
                    at += 1;
                }
                [b'\n', ..] => {
                    shifted = false;
                    at += 1;
                    sink.character('\n', at);
                }
                [row @ 0x21..=0x7E, cell @ 0x21..=0x7E, ..] if shifted => {
                    at += 2;
                    match set.and_then(|set| set.character(row, cell)) {
                        Some(character) => sink.character(character, at),
                        None => sink.malformed(at),
                    }
                }
                [ascii @ (0..=0x1A | 0x1C..=0x7F), ..] if !shifted || ascii <= 0x20 => {
                    at += 1;
                    sink.character(char::from(ascii), at);
                }
                _ => {
                    at += 1;
                    sink.malformed(at);
                }
            }
        }
    }

    /// Writes what GB2312 has. Text of CNS 11643 is kept as it was read.
    fn write(&self, text: &str, out: &mut Vec<u8>) {
        let (mut shifted, mut designated) = (false, false);
        for character in text.chars() {
            let pair = gbk::bytes(character).filter(|pair| pair.iter().all(|&byte| byte > 0xA0));
            match pair {
                Some(pair) => {
                    if !designated {
                        out.extend(Set::Gb2312.designator());
                        designated = true;
                    }
                    if !shifted {
                        out.push(SO);
                        shifted = true;
                    }
                    out.extend(pair.map(|byte| byte & 0x7F));
                }
                None if character.is_ascii() => {
                    if shifted {
                        out.push(SI);
                        shifted = false;
                    }
                    out.push(character as u8);
                    designated &= character != '\n';
                }
                None => {}
            }
        }
        if shifted {
            out.push(SI);
        }
    }
}
