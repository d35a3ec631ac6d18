//! What each character of three bytes becomes by itself, and what the converter watches for.

use super::opencc::{RECIPES, STEPS};
use super::pairs::Pairs;
use super::{Sources, phrases};
use std::collections::HashMap;

/// The character's neighborhood must be looked at.
const SPECIAL: u32 = 1 << 31;
/// Text without changed characters may still change here.
const TRIGGER: u32 = 1 << 28;

/// Characters in a row: those that share the first two bytes of their UTF-8.
const ROW: usize = 64;
/// Rows that cover the Basic Multilingual Plane.
const ROWS: usize = 0x10000 / ROW;

/// The payload of `script-rows` and that of `script-cells`.
pub fn payloads(sources: &Sources, pairs: &Pairs) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut numbers: HashMap<[u32; ROW], u16> = HashMap::new();
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut lay = |cell: &dyn Fn(char) -> u32| {
        for row in 0..ROWS {
            let content: [u32; ROW] = std::array::from_fn(|column| {
                let character = char::from_u32((row * ROW + column) as u32);
                character.filter(|c| c.len_utf8() == 3).map_or(0, cell)
            });
            let next = numbers.len();
            let number = *numbers.entry(content).or_insert_with(|| {
                cells.extend(content.iter().flat_map(|cell| cell.to_le_bytes()));
                next as u16
            });
            rows.extend(number.to_le_bytes());
        }
    };
    for (configuration, recipe) in RECIPES.iter().enumerate() {
        lay(&|character| {
            let trigger = pairs.is_trigger(configuration, character);
            let flags = if trigger { TRIGGER } else { 0 };
            match sources.composite(recipe, character) {
                Some(value) if value.len_utf8() == 3 => flags | difference(character, value),
                _ => flags | SPECIAL,
            }
        });
    }
    for step in 0..STEPS.len() {
        lay(
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
fn difference(from: char, to: char) -> u32 {
    bytes(from) ^ bytes(to)
}

fn bytes(character: char) -> u32 {
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    u32::from_le_bytes(bytes)
}
