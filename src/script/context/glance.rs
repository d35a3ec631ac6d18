//! Which script a text is in, as far as conversion must know: what to leave alone.

use std::ops::Range;

use crate::script::utf8::decode;
use crate::tables::context::{Cell, Side};

/// A part of a text that is to be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) span: Range<usize>,
    /// Whether any character of it would be folded.
    pub(super) folds: bool,
    /// Whether the text that it is from has simplified characters.
    pub(super) is_simplified: bool,
}

/// What a text has of each side.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    simplified: bool,
    traditional: bool,
    folds: bool,
}

impl Sides {
    fn of(text: &str) -> Self {
        let mut sides = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = decode(bytes, at);
            at += length;
            if length < 3 {
                continue;
            }
            let cell = Cell::of(code);
            sides.folds |= cell.folded().is_some();
            match cell.side() {
                Side::Simplified => sides.simplified = true,
                Side::Traditional => sides.traditional = true,
                Side::Both => {}
            }
        }
        sides
    }
}

/// The parts that are to be converted: all of a text without traditional characters; of another the
/// lines that are not traditional already; nothing of one without simplified characters.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let whole = Sides::of(text);
    let chunk = |span, folds| Chunk {
        span,
        folds,
        is_simplified: whole.simplified,
    };
    if !whole.traditional {
        return vec![chunk(0..text.len(), whole.folds)];
    }
    if !whole.simplified {
        return Vec::new();
    }
    let mut chunks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let sides = Sides::of(line);
        if sides.simplified || !sides.traditional {
            chunks.push(chunk(at..at + line.len(), sides.folds));
        }
        at += line.len();
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<&str> {
        chunks(text)
            .into_iter()
            .map(|chunk| &text[chunk.span])
            .collect()
    }

    #[test]
    fn traditional_lines_are_left_out() {
        assert_eq!(spans("后来的头发\n王后"), ["后来的头发\n王后"]);
        assert_eq!(spans("後來的頭髮\n王后"), [""; 0]);
        assert_eq!(spans("後來的頭髮\n王后\n头发"), ["王后\n", "头发"]);
        assert_eq!(spans("王后"), ["王后"]);
    }
}
