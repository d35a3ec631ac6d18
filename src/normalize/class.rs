//! What kind of character stands beside another: all that most rules here ask of a neighbor.

/// The kinds that rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// No character: a text or line begins or ends here.
    Edge,
    Space,
    /// An ideograph, and what reads as one: 〇 々.
    Han,
    Kana,
    /// A letter of an alphabet.
    Letter,
    Digit,
    /// Punctuation of either width, quotes and brackets too.
    Mark,
    /// What signs stand for in code and formulas.
    Code,
    /// Everything else.
    Other,
}

impl Class {
    pub(super) fn of(character: Option<char>) -> Self {
        let Some(character) = character else {
            return Self::Edge;
        };
        match character {
            '\n' | '\r' => Self::Edge,
            ' ' | '\t' | '\u{A0}' | '\u{3000}' => Self::Space,
            '0'..='9' | '０'..='９' | '%' | '％' | '‰' | '°' | '℃' => Self::Digit,
            'a'..='z' | 'A'..='Z' => Self::Letter,
            ',' | '.' | ':' | ';' | '!' | '?' | '(' | ')' | '"' | '\'' | '~' | '～' => Self::Mark,
            '\0'..='\x7F' => Self::Code,
            _ if is_han(character) => Self::Han,
            '\u{3041}'..='\u{30FF}' => Self::Kana,
            '\u{2010}'..='\u{2027}'
            | '\u{3001}'..='\u{301F}'
            | '\u{FF01}'
            | '\u{FF08}'
            | '\u{FF09}'
            | '\u{FF0C}'
            | '\u{FF0E}'
            | '\u{FF1A}'
            | '\u{FF1B}'
            | '\u{FF1F}' => Self::Mark,
            _ if character.is_alphabetic() => Self::Letter,
            _ => Self::Other,
        }
    }

    /// Of the character that ends at `at`.
    pub(super) fn before(text: &str, at: usize) -> Self {
        Self::of(text[..at].chars().next_back())
    }

    /// Of the character that begins at `at`.
    pub(super) fn behind(text: &str, at: usize) -> Self {
        Self::of(text[at..].chars().next())
    }
}

/// Whether a character is an ideograph or stands for one: the unified ones of all planes and the
/// compatibility ones, 〇, and the sign of repetition 々.
pub(super) fn is_han(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}'
        | '〇' | '々')
}
