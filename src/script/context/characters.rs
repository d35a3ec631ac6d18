//! The characters that conversion by context stops at.

use std::sync::LazyLock;

use crate::script::beginnings::Beginnings;
use crate::script::dictionary::Dictionary;
use crate::script::notable::Notable;
use crate::script::recipe::{Family, Step};
use crate::script::utf8::decode;
use crate::tables::context::{Cell, Side};

fn notable(has: impl Fn(Cell) -> bool) -> Notable {
    Notable::of(|code| has(Cell::of(code)))
}

/// Characters that are to be decided or folded.
pub(super) static DECIDED: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.subject().is_some() || cell.folded().is_some()));

/// Characters of traditional text, and all others that stand for a simplified one.
pub(super) static NATIVE: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.side() == Side::Traditional || cell.folded().is_some()));

/// Characters of simplified text alone.
pub(super) static SIMPLIFIED: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.side() == Side::Simplified));

/// Characters of traditional text alone.
pub(super) static TRADITIONAL: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.side() == Side::Traditional));

/// Where a step to a region's standard may change something.
pub(super) struct Concern {
    /// Characters that change by themselves.
    alone: Notable,
    /// Of keys of several.
    beginnings: Beginnings,
}

impl Concern {
    /// What concerns a step.
    pub(super) fn of(step: Step) -> &'static Self {
        static ALL: [LazyLock<Concern>; 4] = [
            LazyLock::new(|| Concern::new(0, Step::TW)),
            LazyLock::new(|| Concern::new(1, Step::TWP)),
            LazyLock::new(|| Concern::new(2, Step::HK)),
            LazyLock::new(|| Concern::new(3, Step::HKP)),
        ];
        &ALL[match step {
            Step::TW => 0,
            Step::TWP => 1,
            Step::HK => 2,
            _ => 3,
        }]
    }

    /// `number` is the step's for [`Cell::concerns`].
    fn new(number: u32, step: Step) -> Self {
        let dictionary = Dictionary::of(step, Family::FromSimplified);
        let changes =
            |code| Cell::of(code).concerns(number) && dictionary.has_character(code, true);
        Self {
            alone: Notable::of(changes),
            beginnings: Beginnings::of(dictionary.beginnings()),
        }
    }

    /// The first place at or behind `at` where something may change, or where the text ends.
    #[inline]
    pub(super) fn next(&self, text: &[u8], mut at: usize) -> usize {
        let (mut code, mut length) = decode(text, at);
        while at < text.len() {
            let behind = at + length;
            let (next, next_length) = decode(text, behind);
            if self.alone.contains(code) || self.beginnings.may_hold(code, next) {
                return at;
            }
            (at, code, length) = (behind, next, next_length);
        }
        text.len()
    }
}
