//! What is kept of a stream that is longer than the part that is judged whole.
//!
//! Bytes are looked at in blocks, which begin at multiples of their size, so that it does not matter
//! how they come. Malformed sequences are counted in every encoding until the first piece tells which
//! ones can come out.

use super::input::{Input, is_much};
use super::sample::{BEFORE, PIECE, Piece, Sample, aligned};
use super::seven;
use super::validity::{Count, FORMED, is_cut_utf8};
use crate::name::Encoding;

/// Bytes of a block: room for a piece behind a search for where it can begin.
pub(super) const BLOCK: usize = 2 * PIECE;

/// What is known of the blocks so far.
#[derive(Debug, Clone)]
pub(super) struct Survey {
    /// The first bytes, to look for a mark.
    head: [u8; 4],
    blocks: u64,
    is_ascii: bool,
    /// Something stands in the ASCII that text has not.
    is_odd: bool,
    /// The first piece as far as it has come; while all is ASCII, what may stand before it.
    first: Vec<u8>,
    /// Where in it the first byte stands that is not ASCII.
    ascii: usize,
    /// The last two pieces from farther on.
    later: [Later; 2],
    /// Whether another is due.
    is_due: bool,
    counts: [Count; FORMED.len()],
    /// Whether all of them are still counted.
    is_open: bool,
}

#[derive(Debug, Clone, Default)]
struct Later {
    bytes: Vec<u8>,
    /// Whether the stream ended with it when it was taken.
    is_last: bool,
}

impl Default for Survey {
    fn default() -> Self {
        Self {
            head: [0; 4],
            blocks: 0,
            is_ascii: true,
            is_odd: false,
            first: Vec::new(),
            ascii: 0,
            later: Default::default(),
            is_due: false,
            counts: FORMED.map(Count::new),
            is_open: true,
        }
    }
}

impl Survey {
    /// Takes the next block; only the last may be shorter than the others, and only the first piece
    /// and the later ones grow. O(bytes).
    pub(super) fn take(&mut self, block: &[u8], is_last: bool) {
        if self.blocks == 0 {
            for (slot, &byte) in self.head.iter_mut().zip(block) {
                *slot = byte;
            }
        }
        for count in &mut self.counts {
            count.feed(block);
        }
        if self.is_ascii {
            self.open(block);
        } else {
            let room = PIECE.saturating_sub(self.first.len());
            self.first
                .extend_from_slice(&block[..block.len().min(room)]);
            self.pick(block, is_last);
        }
        self.blocks += 1;
    }

    /// Whether the first piece is there, and nothing was made of it yet.
    pub(super) fn is_ripe(&self) -> bool {
        self.is_open && !self.is_ascii && self.first.len() >= PIECE
    }

    /// From here on counts malformed sequences in these encodings only.
    pub(super) fn narrow(&mut self, encodings: impl Iterator<Item = Encoding> + Clone) {
        self.is_open = false;
        for count in &mut self.counts {
            if !encodings
                .clone()
                .any(|encoding| encoding == count.encoding())
            {
                count.stop();
            }
        }
    }

    /// Looks for the first byte that is not ASCII.
    fn open(&mut self, block: &[u8]) {
        let ascii = encoding_rs::Encoding::ascii_valid_up_to(block);
        self.is_ascii = ascii == block.len();
        if self.is_ascii {
            // Should all be ASCII, it is judged by how it begins, and by what is odd in it.
            if self.blocks == 0 {
                self.later[0].bytes = block[..block.len().min(PIECE)].to_vec();
            }
            if !self.is_odd && seven::is_odd(block) {
                let odd = block.iter().position(|&byte| seven::is_odd(&[byte]));
                let from = odd.unwrap_or(0) / 4 * 4;
                let end = block.len().min(from + PIECE);
                self.later[1].bytes = block[from..end].to_vec();
                self.is_odd = true;
            }
            self.first = block[block.len().saturating_sub(BEFORE)..].to_vec();
            return;
        }
        self.later = Default::default();
        // Units of four bytes begin where the stream's do.
        let from = ascii as i64 - BEFORE as i64;
        let from = from.div_euclid(4) * 4;
        let start = usize::try_from(from).unwrap_or(0);
        let before = usize::try_from(-from).unwrap_or(0).min(self.first.len());
        self.first.drain(..self.first.len() - before);
        self.ascii = before + ascii - start;
        let end = block.len().min(start + PIECE - before);
        self.first.extend_from_slice(&block[start..end]);
    }

    /// Takes a piece of the block if it is its turn: when the stream has doubled, so that the last
    /// two pieces stand far from the first and from each other, however long it becomes.
    fn pick(&mut self, block: &[u8], is_last: bool) {
        self.is_due |= self.blocks.is_power_of_two();
        if !self.is_due {
            return;
        }
        let half = &block[..block.len().min(BLOCK - PIECE)];
        let Some(from) = aligned(half, 0) else {
            return;
        };
        let piece = &block[from..block.len().min(from + PIECE)];
        if piece.is_ascii() {
            return;
        }
        self.later.swap(0, 1);
        self.later[1] = Later {
            bytes: piece.to_vec(),
            is_last: is_last && from + piece.len() == block.len(),
        };
        self.is_due = false;
    }

    fn count(&self, encoding: Encoding) -> Option<&Count> {
        let number = FORMED.iter().position(|&formed| formed == encoding)?;
        self.counts.get(number)
    }
}

impl Input for Survey {
    fn head(&self) -> &[u8] {
        &self.head
    }

    fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    fn is_plain(&self) -> bool {
        self.is_ascii && !self.is_odd
    }

    fn evident_utf8(&self) -> Option<&[u8]> {
        let rest = self.first.get(self.ascii..).filter(|_| !self.is_ascii)?;
        let count = self.count(Encoding::Utf8)?;
        let is_valid = count.so_far() == 0 && is_cut_utf8(count.kept());
        (is_valid && is_much(rest)).then_some(rest)
    }

    fn sample(&self) -> Sample<'_> {
        let first = Piece {
            bytes: &self.first,
            is_last: false,
        };
        let later = self.later.iter().filter(|later| !later.bytes.is_empty());
        let later = later.map(|later| Piece {
            bytes: &later.bytes,
            is_last: later.is_last,
        });
        Sample::kept([first].into_iter().filter(|_| !self.is_ascii).chain(later))
    }

    fn malformed(&self, encoding: Encoding) -> Option<usize> {
        self.count(encoding).map(Count::finish)
    }
}
