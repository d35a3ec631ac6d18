//! How common characters are: what a byte most likely belongs to, where no more is known.

use crate::tables::reading::{Han, Script};

/// Commonness of a character that would not surprise anywhere: 60 in a million.
pub(super) const COMMON: i32 = 12;

/// How common a character is in text, in steps of √2: Han characters by the table, marks by hand.
pub(super) fn commonness(character: char) -> i32 {
    match character {
        '，' => 31,
        '。' => 29,
        '、' | '：' | '“' | '”' | '（' | '）' => 26,
        '；' | '！' | '？' | '《' | '》' | '「' | '」' => 23,
        _ => Han::of(character).commonness() as i32,
    }
}

/// How likely the corruption is to have glossed this character, in steps of commonness.
pub(super) fn glossiness(character: char) -> i32 {
    /// A character that pages have been seen to gloss, against any other.
    const GLOSSED: i32 = 16;
    /// A character that only traditional text has, against one of both scripts.
    const TRADITIONAL: i32 = 8;
    let han = Han::of(character);
    let glossed = if han.is_glossed() { GLOSSED } else { 0 };
    let traditional = if han.script() == Script::TraditionalOnly {
        TRADITIONAL
    } else {
        0
    };
    glossed + traditional + commonness(character)
}
