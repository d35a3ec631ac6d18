//! The characters that conversion by context stops at.

use std::sync::LazyLock;

use crate::script::notable::Notable;
use crate::tables::context::{Cell, Side};

fn notable(has: impl Fn(Cell) -> bool) -> Notable {
    Notable::of(|code| has(Cell::of(code)))
}

/// Characters that are to be decided or folded.
pub(super) static DECIDED: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.subject().is_some() || cell.folded().is_some()));

/// Characters that stand for a simplified one in contexts.
pub(super) static FOLDED: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.folded().is_some()));

/// Characters of simplified text alone.
pub(super) static SIMPLIFIED: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.side() == Side::Simplified));

/// Characters of traditional text alone.
pub(super) static TRADITIONAL: LazyLock<Notable> =
    LazyLock::new(|| notable(|cell| cell.side() == Side::Traditional));

/// Characters that concern one of the steps to a region's standard, numbered as
/// [`Cell::concerns`] numbers them.
pub(super) static CONCERNED: [LazyLock<Notable>; 4] = [
    LazyLock::new(|| notable(|cell| cell.concerns(0))),
    LazyLock::new(|| notable(|cell| cell.concerns(1))),
    LazyLock::new(|| notable(|cell| cell.concerns(2))),
    LazyLock::new(|| notable(|cell| cell.concerns(3))),
];
