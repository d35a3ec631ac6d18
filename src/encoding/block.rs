//! A piece of text as it is put together from ready UTF-8, in a part of the first-level cache, and
//! checked as a whole.

/// Bytes gathered before they are checked and appended.
const SIZE: usize = 4096;

/// Bytes that a step may write, of which some may not count.
pub(super) const STEP: usize = 16;

pub(super) struct Block {
    bytes: [u8; SIZE],
    filled: usize,
}

impl Block {
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; SIZE],
            filled: 0,
        }
    }

    /// Room for a step from an offset, if there is so much.
    #[inline(always)]
    pub(super) fn room(&mut self, from: usize) -> Option<&mut [u8; STEP]> {
        self.bytes.get_mut(from..)?.first_chunk_mut()
    }

    #[inline(always)]
    pub(super) fn filled(&self) -> usize {
        self.filled
    }

    /// Says that so many bytes count.
    #[inline(always)]
    pub(super) fn fill(&mut self, filled: usize) {
        self.filled = filled;
    }

    /// Adds a character after making room for it.
    pub(super) fn push(&mut self, character: char, out: &mut String) {
        if self.filled + 4 > SIZE {
            self.flush(out);
        }
        if let Some(room) = self.bytes.get_mut(self.filled..self.filled + 4) {
            self.filled += character.encode_utf8(room).len();
        }
    }

    /// Appends what there is to a text.
    pub(super) fn flush(&mut self, out: &mut String) {
        let bytes = &self.bytes[..self.filled];
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => out.push_str(text),
            // The tables hold whole characters: this is not reached.
            Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
        }
        self.filled = 0;
    }
}
