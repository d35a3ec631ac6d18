//! The simplified original of a glossed page.
//!
//! **What happened.** Before the gloss corruption (`damage::gloss`) a page had been turned from
//! simplified to traditional one character at a time, without a look at words: 制造 stayed, 着 became
//! 著 throughout.
//!
//! **What we do.** The same backwards: each character by itself, no phrases. Only 著 has two origins;
//! the model reads the simplified text on both sides and says which. Anything else that text has in
//! traditional form on purpose would be lost, so this runs for glossed pages alone, and when asked.

use super::engine::Engine;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::model::{Model, Script, head, tail};
use crate::name::Config;

/// The character that 着 and 著 both became.
const MERGED: char = '著';
const ORIGINS: [char; 2] = ['着', '著'];

/// Describes how `text`, a glossed page already repaired, becomes its simplified original. O(bytes).
pub(crate) fn restore_original<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let engine = Engine::shared(Config::T2s);
    let simplify = |text: &str| -> String { text.chars().map(|c| engine.cells.alone(c)).collect() };
    let mut utf8 = [0; 4];
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let (original, probability) = if character == MERGED {
            let left = simplify(tail(&text[..at]));
            let right = simplify(head(&text[end..]));
            let model = Model::of(Script::Simplified);
            match model.choose(&left, ORIGINS.into_iter(), &right) {
                Some((origin, probability)) => (origin, Some(probability)),
                None => (character, None),
            }
        } else {
            (engine.cells.alone(character), None)
        };
        if original != character {
            out.replace(&Change {
                source: at..end,
                with: original.encode_utf8(&mut utf8),
                reasons: &[Reason::GlossScript],
                certainty: match probability {
                    Some(_) => Certainty::Inferred,
                    None => Certainty::Proved,
                },
                probability,
                inferred: &[],
            });
        }
    }
}
