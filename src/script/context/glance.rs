//! Which script a text is in, as far as conversion must know: what to leave alone.

use std::ops::Range;

use super::characters::{NATIVE, SIMPLIFIED, TRADITIONAL};

/// A part of a text that is to be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) span: Range<usize>,
    /// Whether any character of it may be folded.
    pub(super) folds: bool,
    /// Whether the text that it is from has simplified characters.
    pub(super) is_simplified: bool,
}

/// The parts that are to be converted: all of a text without traditional characters; of another the
/// lines that are not traditional already; nothing of one without simplified characters.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let is_simplified = SIMPLIFIED.is_in(text);
    if !NATIVE.is_in(text) {
        return vec![Chunk {
            span: 0..text.len(),
            folds: false,
            is_simplified,
        }];
    }
    let chunk = |span: Range<usize>| Chunk {
        folds: NATIVE.is_in(&text[span.clone()]),
        span,
        is_simplified,
    };
    if !TRADITIONAL.is_in(text) {
        return vec![chunk(0..text.len())];
    }
    if !is_simplified {
        return Vec::new();
    }
    let mut chunks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if SIMPLIFIED.is_in(line) || !TRADITIONAL.is_in(line) {
            chunks.push(chunk(at..at + line.len()));
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
