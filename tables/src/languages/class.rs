//! Classes of characters that have no place of their own. `src/tables/FORMAT.md` lists them.

/// Symbols below this number are classes.
pub const CLASSES: u8 = 11;

/// The class of a character; letters of the alphabet that a language counts are looked up first.
pub fn class(character: char) -> u8 {
    match character {
        '\n' | '\r' => 0,
        'a'..='z' | 'A'..='Z' => 1,
        '0'..='9' => 2,
        ' ' | '\t' => 3,
        '!'..='~' => 4,
        '\0'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' => 5,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'.. => 6,
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' => 7,
        '\u{3040}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' => 8,
        character if character.is_alphabetic() => 9,
        _ => 10,
    }
}
