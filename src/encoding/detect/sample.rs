//! The part of the bytes whose text is judged. Whatever the size of the input, this is not more
//! than a few kilobytes: where the text of these does not decide, more of it does not either.

use super::suppose::Passage;

/// Bytes of a piece.
pub(super) const PIECE: usize = 2048;

/// Inputs of at most this many bytes are judged whole.
pub(super) const WHOLE: usize = 3 * PIECE;

/// Bytes of ASCII before the first other byte that are kept, for context.
pub(super) const BEFORE: usize = 64;

/// At most three pieces of the input, in order.
pub(super) struct Sample<'b> {
    pieces: [Piece<'b>; 3],
    count: usize,
    is_whole: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Piece<'b> {
    pub(super) bytes: &'b [u8],
    /// Whether the input ends where this does.
    pub(super) is_last: bool,
}

impl Piece<'_> {
    const EMPTY: Self = Self {
        bytes: &[],
        is_last: false,
    };
}

impl<'b> Sample<'b> {
    /// What was kept of a longer input.
    pub(super) fn kept(kept: impl Iterator<Item = Piece<'b>>) -> Self {
        let mut sample = Self {
            pieces: [Piece::EMPTY; 3],
            count: 0,
            is_whole: false,
        };
        for (slot, piece) in sample.pieces.iter_mut().zip(kept) {
            *slot = piece;
            sample.count += 1;
        }
        sample
    }

    /// `ascii`: where the first byte stands that is not ASCII, or the end.
    pub(super) fn of(bytes: &'b [u8], ascii: usize) -> Self {
        let mut sample = Self {
            pieces: [Piece::EMPTY; 3],
            count: 0,
            is_whole: bytes.len() <= WHOLE,
        };
        if bytes.len() <= WHOLE {
            sample.push(bytes, 0, bytes.len());
            return sample;
        }
        let start = if ascii == bytes.len() { 0 } else { ascii };
        // Units of four bytes begin where the input's do.
        let first = start.saturating_sub(BEFORE) / 4 * 4;
        sample.push(bytes, first, first + PIECE);
        let rest = bytes.len().saturating_sub(first + PIECE);
        for part in 1..3 {
            let from = first + PIECE + rest / 3 * part;
            if let Some(from) = aligned(bytes, from) {
                sample.push(bytes, from, from + PIECE);
            }
        }
        sample
    }

    fn push(&mut self, bytes: &'b [u8], from: usize, to: usize) {
        let to = to.min(bytes.len());
        if let Some(slot) = self.pieces.get_mut(self.count) {
            *slot = Piece {
                bytes: bytes.get(from..to).unwrap_or_default(),
                is_last: to == bytes.len(),
            };
            self.count += 1;
        }
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'b>> {
        let pieces = self.pieces.get(..self.count).unwrap_or_default();
        pieces.iter().copied()
    }

    /// The pieces, to be weighed in one encoding after the other.
    pub(super) fn passages(&self) -> [Passage<'b>; 3] {
        self.pieces.map(|piece| Passage::new(piece.bytes))
    }

    /// Whether there are more Latin letters than bytes beyond ASCII.
    pub(super) fn is_latin(&self) -> bool {
        let first = self.first();
        let letters = first.iter().filter(|byte| byte.is_ascii_alphabetic());
        letters.count() > first.iter().filter(|byte| !byte.is_ascii()).count()
    }

    /// Whether hardly a byte is beyond ASCII in much text, as where names and signs stand in another language's.
    pub(super) fn is_sparse(&self) -> bool {
        const MUCH: usize = 512;
        const HARDLY: usize = 128;
        let first = self.first();
        let beyond = first.iter().filter(|byte| !byte.is_ascii()).count();
        first.len() >= MUCH && beyond * HARDLY < first.len()
    }

    /// Whether there is one piece only.
    pub(super) fn is_one(&self) -> bool {
        self.count == 1
    }

    /// Whether nothing is left out.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn first(&self) -> &'b [u8] {
        self.pieces[0].bytes
    }
}

/// A place from `from` on where every encoding begins a character: behind two line feeds or spaces
/// and, for the wide ones, at a multiple of four; no such byte is part of a longer character in any
/// of the others.
pub(super) fn aligned(bytes: &[u8], from: usize) -> Option<usize> {
    /// How far to look.
    const REACH: usize = 1 << 14;
    let from = from.next_multiple_of(4);
    let window = bytes.get(from..)?;
    let quads = window.as_chunks::<4>().0.iter().take(REACH / 4);
    let found = quads.clone().position(|quad| quad[3] < 0x30)?;
    Some(from + 4 * (found + 1))
}
