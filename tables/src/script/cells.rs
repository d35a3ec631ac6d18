//! What each character of three bytes becomes by itself, and what the converter watches for.

use super::opencc::{RECIPES, STEPS};
use super::pairs::Pairs;
use super::{Sources, phrases};
use std::collections::HashMap;

/// The character's neighborhood must be looked at.
///
/// A bit in which no two last bytes differ.
const SPECIAL: u64 = 1 << 23;
/// Bits of a cell below the colors.
const BYTES: u32 = 24;

/// Characters in a row: those that share the first two bytes of their UTF-8.
const ROW: usize = 64;
/// Rows that cover the Basic Multilingual Plane.
const ROWS: usize = 0x10000 / ROW;

/// The payload of `script-rows` and that of `script-cells`.
pub fn payloads(sources: &Sources, pairs: &Pairs) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut numbers: HashMap<[u64; ROW], u16> = HashMap::new();
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut lay = |wide: bool, cell: &dyn Fn(char) -> u64| {
        for row in 0..ROWS {
            if wide && row % ROW == 0 {
                // No second byte is below 0x80.
                rows.resize(rows.len() + 2 * 0x80, 0);
            }
            let content: [u64; ROW] = std::array::from_fn(|column| {
                let character = char::from_u32((row * ROW + column) as u32);
                character.map_or(0, cell)
            });
            let next = numbers.len();
            let number = *numbers.entry(content).or_insert_with(|| {
                cells.extend(content.iter().flat_map(|cell| cell.to_le_bytes()));
                next as u16
            });
            rows.extend(number.to_le_bytes());
            if wide && row % ROW == ROW - 1 {
                // Nor above 0xBF.
                rows.resize(rows.len() + 2 * 0x40, 0);
            }
        }
    };
    for (configuration, recipe) in RECIPES.iter().enumerate() {
        lay(true, &|character| {
            let colors = pairs.signature(configuration, character) << BYTES;
            match sources.composite(recipe, character) {
                Some(value) if value.len_utf8() == character.len_utf8() => {
                    colors | difference(character, value)
                }
                _ => colors | SPECIAL,
            }
        });
    }
    for step in 0..STEPS.len() {
        lay(
            false,
            &|character| match sources.maps[step].characters.get(&character) {
                None => 0,
                Some(found) if phrases::is_irregular(character, found) => SPECIAL,
                Some(found) => {
                    difference(character, found.value.chars().next().unwrap_or(character))
                }
            },
        );
    }
    if numbers.len() > usize::from(u16::MAX) {
        return Err("more rows than numbers for them".to_owned());
    }
    Ok((rows, cells))
}

/// The exclusive or of two characters' three bytes, the first one lowest.
fn difference(from: char, to: char) -> u64 {
    (bytes(from) ^ bytes(to)).into()
}

fn bytes(character: char) -> u32 {
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    u32::from_le_bytes(bytes)
}
