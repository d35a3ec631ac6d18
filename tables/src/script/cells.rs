//! What each character of three bytes becomes by itself, and what the converter watches for.

use super::colors::COLORS;
use super::opencc::RECIPES;
use super::pairs::Pairs;
use super::{Sources, phrases};
use std::collections::HashMap;

/// Every character begins the first color, so that there is an anchor before each that ends it.
const EVERY: u64 = 1 << 24;
/// The character's neighborhood must be looked at: it ends the first color.
const SPECIAL: u64 = EVERY << COLORS;

/// Characters in a row: those that share the first two bytes of their UTF-8.
const ROW: usize = 64;
/// Rows that cover the Basic Multilingual Plane.
const ROWS: usize = 0x10000 / ROW;
/// What the last byte of a character in the first place of a row is.
const FIRST_BYTE: usize = 0x80;

/// The rows so far, and where each of them is.
struct Rows {
    numbers: HashMap<[u64; ROW], usize>,
    cells: Vec<u8>,
}

/// The payload of `script-rows` and that of `script-cells`.
pub fn payloads(sources: &Sources, pairs: &Pairs) -> Result<(Vec<u8>, Vec<u8>), String> {
    // A last byte is added as it is to where a row begins: there is no row below it.
    let mut rows = Rows {
        numbers: HashMap::new(),
        cells: vec![0; 8 * FIRST_BYTE],
    };
    // Places by the last six bits of the second byte, the configuration, the last four of the first.
    let mut of_configurations = vec![0_u32; ROWS * RECIPES.len()];
    let mut marks = vec![0_u64; ROWS * RECIPES.len()];
    for (configuration, recipe) in RECIPES.iter().enumerate() {
        let place = |row: usize| {
            let (lead, second) = (row / ROW, row % ROW);
            (second * RECIPES.len() + configuration) * 16 + lead
        };
        for character in pairs.marked(sources, configuration) {
            let code = u32::from(character) as usize;
            marks[place(code / ROW)] |= 1 << (code % ROW);
        }
        for row in 0..ROWS {
            let number = rows.number(row, |character| {
                let colors = pairs.signature(configuration, character) * EVERY;
                match sources.composite(recipe, character) {
                    Some(value) if value.len_utf8() == character.len_utf8() => {
                        colors | difference(character, value)
                    }
                    _ => colors | SPECIAL,
                }
            });
            of_configurations[place(row)] = (number * ROW - FIRST_BYTE) as u32;
        }
    }
    let mut payload: Vec<u8> = of_configurations
        .iter()
        .flat_map(|place| place.to_le_bytes())
        .collect();
    payload.extend(marks.iter().flat_map(|row| row.to_le_bytes()));
    for map in &sources.maps {
        for row in 0..ROWS {
            let number = rows.number(row, |character| match map.characters.get(&character) {
                None => 0,
                Some(found) if phrases::is_irregular(character, found) => SPECIAL,
                Some(found) => {
                    difference(character, found.value.chars().next().unwrap_or(character))
                }
            });
            let number = u16::try_from(number).map_err(|error| error.to_string())?;
            payload.extend(number.to_le_bytes());
        }
    }
    Ok((payload, rows.cells))
}

impl Rows {
    /// The number of a row with the cells of the characters in the row of the plane.
    fn number(&mut self, row: usize, cell: impl Fn(char) -> u64) -> usize {
        let content: [u64; ROW] = std::array::from_fn(|column| {
            EVERY | char::from_u32((row * ROW + column) as u32).map_or(0, &cell)
        });
        *self.numbers.entry(content).or_insert_with(|| {
            let number = self.cells.len() / (8 * ROW);
            self.cells
                .extend(content.iter().flat_map(|cell| cell.to_le_bytes()));
            number
        })
    }
}

/// The exclusive or of two characters' three bytes, the first one lowest, where a cell holds it.
fn difference(from: char, to: char) -> u64 {
    u64::from(bytes(from) ^ bytes(to))
}

fn bytes(character: char) -> u32 {
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    u32::from_le_bytes(bytes)
}
