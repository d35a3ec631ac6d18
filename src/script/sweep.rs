//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::engine::{Engine, Four, Seen, code, near};
use super::sequential::Scratch;
use crate::tables::script::{LARGE_WORDS, SMALL_WORDS};

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// In a cell: the character may be the first of an anchor.
const FIRST: u32 = 1 << 30;
/// One bit lower than that: the character may be the second.
const SECOND: u32 = 1 << 29;
/// In a cell: the character is special.
const SPECIAL: u32 = 1 << 31;

/// Appends the conversion of `text[start..]`; the text can be cut exactly at `start`.
pub(super) fn sweep(engine: &Engine, text: &[u8], start: usize, out: &mut String) {
    let small = text.len() - start <= LINE;
    let near = engine.near;
    // The size of the filter is fixed before the loop, so that the loop need not check it.
    if let (Some(near), []) = (
        near.first_chunk::<LARGE_WORDS>(),
        near.get(LARGE_WORDS..).unwrap_or_default(),
    ) {
        if small {
            Sweep::<LINE_BLOCK>::new(engine, text, start, out).run(near);
        } else {
            Sweep::<BLOCK>::new(engine, text, start, out).run(near);
        }
    } else if let Some(near) = near.first_chunk::<SMALL_WORDS>() {
        if small {
            Sweep::<LINE_BLOCK>::new(engine, text, start, out).run(near);
        } else {
            Sweep::<BLOCK>::new(engine, text, start, out).run(near);
        }
    }
}

struct Sweep<'a, const SIZE: usize> {
    engine: &'a Engine,
    text: &'a [u8],
    /// How far the text is read.
    at: usize,
    /// The last place where the text can be cut. From here to `at` output has the input's length,
    /// character by character.
    floor: usize,
    /// The character before `at`, if one since the floor.
    before: Seen,
    block: [u8; SIZE],
    /// Bytes of the block that are written. Those for the text since the floor are among them.
    filled: usize,
    window: Vec<u8>,
    scratch: Scratch,
    out: &'a mut String,
}

impl<'a, const SIZE: usize> Sweep<'a, SIZE> {
    fn new(engine: &'a Engine, text: &'a [u8], start: usize, out: &'a mut String) -> Self {
        Self {
            engine,
            text,
            at: start,
            floor: start,
            before: Seen::NOTHING,
            block: [0; SIZE],
            filled: 0,
            window: Vec::new(),
            scratch: Scratch::default(),
            out,
        }
    }

    fn run<const WORDS: usize>(mut self, near: &[[u8; 8]; WORDS]) {
        while self.at < self.text.len() {
            self.fours(near);
            // What the fast loop left: something else than four plain characters.
            for _ in 0..4 {
                if self.at < self.text.len() {
                    self.one();
                }
            }
        }
        append(self.out, &self.block[..self.filled]);
    }

    /// Converts four characters at a time while they are plain ones.
    #[inline(always)]
    fn fours<const WORDS: usize>(&mut self, filter: &[[u8; 8]; WORDS]) {
        let (mut at, mut filled) = (self.at, self.filled);
        let mut last_code = self.before.code;
        let mut last_cell = self.before.cell;
        while let Some(input) = self
            .text
            .get(at..at + 16)
            .and_then(|b| b.first_chunk::<16>())
        {
            let Some(output) = self.block.get_mut(filled..filled + 16) else {
                break;
            };
            let Some(Four(characters)) = Four::read(input) else {
                break;
            };
            let cells = characters.map(|bytes| self.engine.cell(bytes));
            let codes = characters.map(code);

            let suspicion = |first: u32, first_cell: u32, second: u32, second_cell: u32| {
                let bit = near(first, second) as usize & (WORDS * 64 - 1);
                let word = u64::from_le_bytes(filter[bit >> 6]);
                (word >> (bit & 63)) as u32 & (first_cell / FIRST) & (second_cell / SECOND) & 1
            };
            let suspicious = suspicion(last_code, last_cell, codes[0], cells[0])
                | suspicion(codes[0], cells[0], codes[1], cells[1])
                | suspicion(codes[1], cells[1], codes[2], cells[2])
                | suspicion(codes[2], cells[2], codes[3], cells[3]);
            let special = (cells[0] | cells[1] | cells[2] | cells[3]) & SPECIAL;
            if suspicious | special != 0 {
                break;
            }

            let difference = |place: usize| u128::from(cells[place] & 0xFF_FFFF) << (24 * place);
            let all = u128::from_le_bytes(*input)
                ^ (difference(0) | difference(1) | difference(2) | difference(3));
            output.copy_from_slice(&all.to_le_bytes());
            (last_code, last_cell) = (codes[3], cells[3]);
            at += 12;
            filled += 12;
        }
        if at > self.at {
            self.before = Seen {
                code: last_code,
                length: 3,
                cell: last_cell,
            };
        }
        (self.at, self.filled) = (at, filled);
    }

    /// Converts one character of any kind, or the window around it.
    fn one(&mut self) {
        if self.filled + 16 > SIZE {
            self.make_room();
            return;
        }
        let seen = self.engine.see(self.text, self.at);
        if seen.is_special() || self.engine.is_anchor(self.before, seen) {
            self.convert_window();
            return;
        }
        let end = (self.at + seen.length).min(self.text.len());
        let bytes = &self.text[self.at..end];
        let room = &mut self.block[self.filled..self.filled + bytes.len()];
        let difference = seen.difference().to_le_bytes();
        for ((to, from), difference) in room.iter_mut().zip(bytes).zip(difference) {
            *to = from ^ difference;
        }
        self.filled += bytes.len();
        self.at = end;
        self.before = seen;
        if seen.length == 1 {
            self.ascii();
        }
    }

    /// Copies the ASCII that follows ASCII: no anchor is in it.
    fn ascii(&mut self) {
        while let Some((bytes, _)) = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.split_first_chunk::<32>())
        {
            let Some(room) = self.block.get_mut(self.filled..self.filled + 32) else {
                return;
            };
            if !bytes.is_ascii() {
                break;
            }
            room.copy_from_slice(bytes);
            self.at += 32;
            self.filled += 32;
            self.before.code = bytes[31].into();
        }
        while let Some(&byte @ ..0x80) = self.text.get(self.at) {
            let Some(room) = self.block.get_mut(self.filled) else {
                return;
            };
            *room = byte;
            self.at += 1;
            self.filled += 1;
            self.before.code = byte.into();
        }
    }

    /// Takes back what the character map wrote for the window around `at`, and has the plain
    /// engine write it.
    #[cold]
    #[inline(never)]
    fn convert_window(&mut self) {
        let window = self.engine.window(self.text, self.floor, self.at);
        self.filled -= self.at - window.start;
        self.window.clear();
        let source = &self.text[window.clone()];
        self.engine
            .convert_window(source, &mut self.scratch, &mut self.window);
        match self
            .block
            .get_mut(self.filled..self.filled + self.window.len())
        {
            Some(room) => {
                room.copy_from_slice(&self.window);
                self.filled += self.window.len();
            }
            None => {
                append(self.out, &self.block[..self.filled]);
                append(self.out, &self.window);
                self.filled = 0;
            }
        }
        self.at = window.end;
        self.floor = window.end;
        self.before = Seen::NOTHING;
    }

    /// Empties the block up to the last exact cut.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        let floor = self.engine.bonds.before(self.text, self.floor, self.at);
        let kept = self.at - floor;
        if kept > SIZE / 2 {
            // Hardly ever: nothing to cut at in half a block.
            self.convert_window();
            return;
        }
        append(self.out, &self.block[..self.filled - kept]);
        self.block.copy_within(self.filled - kept..self.filled, 0);
        self.filled = kept;
        self.floor = floor;
    }
}

/// Appends bytes that are UTF-8.
pub(super) fn append(out: &mut String, bytes: &[u8]) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        // The tables hold whole characters and so does the text: this is not reached.
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}
