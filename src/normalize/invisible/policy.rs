//! The audited table: what becomes of each kind of invisible character under each profile.
//!
//! `Keep::Where` names the one thing that lets a character stay; all else of its kind goes. Code points
//! are those of Unicode 15.0: `Default_Ignorable_Code_Point`, `Bidi_Control`, `Variation_Selector`,
//! general categories Cc and Cf.

use crate::name::Invisible;
use crate::profile::Profile;

/// When a character may stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Never,
    /// Between letters of a script that needs it: Arabic, Indic, Mongolian, Thai, Khmer and their kin.
    InScript,
    /// There, and inside an emoji sequence.
    InScriptOrEmoji,
    /// Where the line has letters written from right to left.
    InRightToLeft,
    /// Inside a well-formed flag: a black flag, at most six letters and digits, the terminator.
    InFlag,
    /// First behind a base that has variants: a Han character, an emoji, a symbol.
    BehindBase,
    /// Behind an emoji or symbol only: variants of Han are one.
    BehindSymbol,
}

/// Kinds in the order of [`Invisible`], each for corpus, search key and prompt. A text that is only repaired or
/// kept in an archive is told what a corpus would lose.
const TABLE: [(Invisible, [Keep; 3]); 10] = [
    (
        Invisible::ZeroWidth,
        [Keep::InScript, Keep::Never, Keep::InScript],
    ),
    (
        Invisible::Joiner,
        [
            Keep::InScriptOrEmoji,
            Keep::InScriptOrEmoji,
            Keep::InScriptOrEmoji,
        ],
    ),
    (Invisible::ByteOrderMark, [Keep::Never; 3]),
    (Invisible::SoftHyphen, [Keep::Never; 3]),
    // Overrides reorder what a person sees; a model does not see the order.
    (
        Invisible::Bidi,
        [Keep::InRightToLeft, Keep::Never, Keep::Never],
    ),
    (Invisible::Tag, [Keep::InFlag, Keep::InFlag, Keep::InFlag]),
    (
        Invisible::VariationSelector,
        [Keep::BehindBase, Keep::BehindSymbol, Keep::BehindBase],
    ),
    (Invisible::Control, [Keep::Never; 3]),
    (Invisible::Annotation, [Keep::Never; 3]),
    (
        Invisible::Filler,
        [Keep::InScript, Keep::Never, Keep::Never],
    ),
];

/// What lets each kind stay under one profile.
pub(super) struct Policy([Keep; TABLE.len()]);

impl Policy {
    pub(super) fn of(profile: Profile) -> Self {
        let column = match profile {
            Profile::Corpus | Profile::Repair | Profile::Archive => 0,
            Profile::SearchKey => 1,
            Profile::Prompt => 2,
        };
        Self(TABLE.map(|(_, keep)| keep[column]))
    }

    pub(super) fn keep(&self, kind: Invisible) -> Keep {
        self.0[kind as usize]
    }
}

/// What kind of invisible character this is, if it is one. Tabs, line feeds, carriage returns, next
/// line, line and paragraph separators, vertical tabs and form feeds are layout and never go.
pub(super) fn kind(character: char) -> Option<Invisible> {
    Some(match character {
        '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => return None,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Invisible::Control,
        '\u{AD}' => Invisible::SoftHyphen,
        '\u{34F}' | '\u{200B}' | '\u{2060}'..='\u{2065}' => Invisible::ZeroWidth,
        // Bounds of musical and shorthand signs; and what Unicode has set aside for more that shows nothing.
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' => Invisible::ZeroWidth,
        '\u{FFF0}'..='\u{FFF8}' => Invisible::ZeroWidth,
        '\u{E0080}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}' => Invisible::ZeroWidth,
        '\u{200C}' | '\u{200D}' => Invisible::Joiner,
        '\u{61C}' | '\u{200E}' | '\u{200F}' => Invisible::Bidi,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => Invisible::Bidi,
        '\u{FEFF}' => Invisible::ByteOrderMark,
        '\u{FFF9}'..='\u{FFFB}' => Invisible::Annotation,
        '\u{E0000}'..='\u{E007F}' => Invisible::Tag,
        '\u{180B}'..='\u{180F}' => Invisible::Filler,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => Invisible::VariationSelector,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{17B4}' | '\u{17B5}' => {
            Invisible::Filler
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_row_and_layout_has_none() {
        for one in '\0'..=char::MAX {
            if let Some(kind) = kind(one) {
                assert_eq!(TABLE[kind as usize].0, kind, "{one:?}");
            }
        }
        for layout in "\t\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029} \u{A0}\u{3000}".chars() {
            assert_eq!(kind(layout), None, "{layout:?}");
        }
    }
}
