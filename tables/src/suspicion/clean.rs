//! How common a character is in clean text of any language.

use crate::model::UNITS;
use crate::tables::model::{OTHERS, TABLE, Table};

/// The cost of a character in the language that has it most often.
pub fn cost_of(character: char) -> u16 {
    let least = least(&TABLE, character).min(least(&OTHERS, character));
    let floor = floor(character).map_or(u32::MAX, |bits| bits * UNITS);
    u16::try_from(least.min(floor)).unwrap_or(u16::MAX)
}

fn least(table: &Table, character: char) -> u32 {
    let token = table.token(character);
    let unigrams = table.grams.iter().map(|grams| grams.unigram(token));
    unigrams.min().unwrap_or(u32::MAX) + table.member(token)
}

/// The share of a character, for what weighs its errors.
pub fn share(character: char) -> f64 {
    // 2 to the power of minus the bits, by whole bits.
    0.5_f64.powi(i32::from(cost_of(character)) / UNITS as i32)
}

/// Bits that a letter costs at most in its own language: the models have several in one table, and
/// others not at all.
fn floor(character: char) -> Option<u32> {
    let bits = match character {
        '\u{3041}'..='\u{30FF}' => 9,
        // With 12, GBK read as EUC-KR, which has rare ones, is not suspect where it has two or three characters.
        '\u{AC00}'..='\u{D7A3}' => 18,
        // Lines of tables.
        '─' | '│' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => 6,
        '═' | '║' | '╔' | '╗' | '╚' | '╝' | '█' | '░' | '▒' | '▓' => 8,
        // The marks of these scripts are no letters to Unicode.
        '\u{590}'..='\u{1DFF}' => 5,
        '\u{A0}' => 6,
        c if !c.is_alphabetic() || c >= '\u{2E80}' => return None,
        c if c.is_uppercase() => 9,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 7,
        _ => 5,
    };
    Some(bits)
}
