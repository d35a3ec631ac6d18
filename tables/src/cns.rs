//! `cns.bin`: planes 1 to 7 and 15 of CNS 11643. Text is written in the first two; the others have rare
//! characters, of names above all.
//!
//! Han characters are Unihan's `kIRG_TSource`, kept in `tables/sources/cns.tsv`. The signs of plane 1 stand in the order in which Big5
//! has them, in six stretches; where the two differ inside a stretch, `SIGNS` says how.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use encoding_rs::BIG5;

use crate::blob::Blob;

const SIDE: usize = 94;

/// The planes in the order of the blob, by the names of Unihan.
const PLANES: [&str; 8] = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "TF"];

/// First and last code of Big5, and where CNS 11643 begins in plane 1.
const STRETCHES: [(u16, u16, u16); 5] = [
    (0xA140, 0xA1F5, 0x2121),
    (0xA1F6, 0xA1F6, 0x2258),
    (0xA1F7, 0xA1F7, 0x2257),
    (0xA1F8, 0xA2AE, 0x2259),
    (0xA2AF, 0xA3BF, 0x2421),
];

/// Signs from a code of plane 1 on that Big5 lacks or has in another order.
const SIGNS: [(u16, &str); 4] = [
    (0x216A, "′‵"),
    (0x2242, "﹦﹥"),
    (0x2621, "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"),
    (0x4221, "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡"),
];

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = root.join("tables/sources/cns.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut codes: BTreeMap<usize, char> = BTreeMap::new();
    for (first, last, start) in STRETCHES {
        let (first, last) = (big5_index(first), big5_index(last));
        for index in first..=last {
            let (row, cell) = (index / 157, index % 157);
            let trail = if cell < 63 {
                0x40 + cell
            } else {
                0xA1 + cell - 63
            };
            let pair = [(0xA1 + row) as u8, trail as u8];
            let (sign, malformed) = BIG5.decode_without_bom_handling(&pair);
            if let (false, Some(sign)) = (malformed, sign.chars().next()) {
                codes.insert(plane_index(start) + index - first, sign);
            }
        }
    }
    for (start, signs) in SIGNS {
        codes.extend((plane_index(start)..).zip(signs.chars()));
    }
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[code, source] = fields.as_slice() else {
            continue;
        };
        let named = |plane: &&str| source.split('-').next() == Some(plane);
        let Some(plane) = PLANES.iter().position(named) else {
            continue;
        };
        let hex =
            |digits: &str| u32::from_str_radix(digits, 16).map_err(|e| format!("{line}: {e}"));
        let at = hex(&source[3..])? as u16;
        let character = char::from_u32(hex(&code[2..])?).ok_or(line)?;
        codes.insert(plane * SIDE * SIDE + plane_index(at), character);
    }
    let cells = PLANES.len() * SIDE * SIDE;
    let mut payload = vec![0; 2 * cells + cells / 4];
    for (index, character) in codes {
        let [low, middle, high, _] = (character as u32).to_le_bytes();
        payload[2 * index..][..2].copy_from_slice(&[low, middle]);
        payload[2 * cells + index / 4] |= high << (index % 4 * 2);
    }
    Ok(Blob {
        name: "cns",
        kind: *b"CNS1",
        version: 2,
        sources: "Unihan 15.0.0 kIRG_TSource (Unicode-3.0); encoding_rs 0.8.44, index Big5 of the WHATWG Encoding Standard (BSD-3-Clause)",
        payload,
    })
}

fn big5_index(code: u16) -> usize {
    let (row, trail) = (usize::from(code >> 8) - 0xA1, usize::from(code & 0xFF));
    row * 157
        + if trail < 0x7F {
            trail - 0x40
        } else {
            trail - 0xA1 + 63
        }
}

fn plane_index(code: u16) -> usize {
    (usize::from(code >> 8) - 0x21) * SIDE + usize::from(code & 0xFF) - 0x21
}
