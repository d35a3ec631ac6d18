//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::cells::{
    Cell, are_four, are_suspect, ascii_prefix, map_four, short_prefix, three_byte_characters,
};
use super::engine::{Engine, Settled};
use super::memory::{Memory, shorten};
use super::sequential::Scratch;

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// A text longer than this, in bytes, has a memory for what its windows became: clearing one takes as
/// long as converting a twentieth of this.
const LONG: usize = 16 * 1024;

/// Appends the conversion of a text. With `lazily`, nothing of a line is appended if nothing
/// changed. Whether something was.
pub(super) fn sweep(engine: &Engine, text: &[u8], lazily: bool, out: &mut String) -> bool {
    if is_line(text) {
        // With zeros behind it, the last characters go the same way as the others.
        let mut padded = [0; LINE_BLOCK];
        if let Some(start) = padded.get_mut(..text.len()) {
            start.copy_from_slice(text);
        }
        Sweep::<LINE_BLOCK>::new(engine, text, &padded, None, out).run(lazily)
    } else {
        let mut memory = (text.len() > LONG).then(Box::default);
        Sweep::<BLOCK>::new(engine, text, text, memory.as_deref_mut(), out).run(false)
    }
}

/// A text that fits in a line's block and can so be converted lazily.
pub(super) fn is_line(text: &[u8]) -> bool {
    text.len() <= LINE
}

/// Bytes that a step may read and write: four characters of three bytes or three of them and 16 more bytes.
const STEP: usize = 28;

struct Sweep<'a, const SIZE: usize> {
    engine: &'a Engine,
    text: &'a [u8],
    /// The text and what may be read behind it.
    input: &'a [u8],
    /// How far the text is read.
    at: usize,
    /// The last place where the text can be cut. From here to `at` output has the input's length,
    /// character by character.
    floor: usize,
    /// The cell of the character before `at`.
    before: Cell,
    block: [u8; SIZE],
    /// Bytes of the block that are written. Those for the text since the floor are among them.
    filled: usize,
    window: Vec<u8>,
    scratch: Scratch,
    /// Of a text that is long enough to say something twice.
    memory: Option<&'a mut Memory>,
    /// Whether the block was emptied before.
    emptied: bool,
    out: &'a mut String,
}

impl<'a, const SIZE: usize> Sweep<'a, SIZE> {
    fn new(
        engine: &'a Engine,
        text: &'a [u8],
        input: &'a [u8],
        memory: Option<&'a mut Memory>,
        out: &'a mut String,
    ) -> Self {
        Self {
            engine,
            text,
            input,
            at: 0,
            floor: 0,
            before: Cell::default(),
            block: [0; SIZE],
            filled: 0,
            window: Vec::new(),
            scratch: Scratch::default(),
            memory,
            emptied: false,
            out,
        }
    }

    fn run(mut self, lazily: bool) -> bool {
        while self.at < self.text.len() {
            self.plain();
            if self.filled + STEP > SIZE {
                self.make_room();
            } else if self.at < self.text.len() {
                self.one();
            }
        }
        let last = &self.block[..self.filled];
        let wanted = !lazily || self.emptied || last != self.text;
        if wanted {
            append(self.out, last);
        }
        wanted
    }

    /// Goes on until there is no room, or there is a character that `one` must look at.
    ///
    /// Where characters of three bytes and others change is hard to guess. So a step that does not
    /// find four takes what there is of them, and of the short ones behind, without a branch.
    #[inline(always)]
    fn plain(&mut self) {
        let engine = self.engine;
        let cells_of = engine.cells;
        loop {
            let input = self.input.get(self.at..).unwrap_or_default();
            let output = self.block.get_mut(self.filled..).unwrap_or_default();
            let mut before = self.before;
            let mut bytes = 0;
            let fours = input.as_chunks::<12>().0.iter();
            let mut fours = fours.zip(output.as_chunks_mut::<12>().0);
            let rest = loop {
                let Some((input, output)) = fours.next() else {
                    break None;
                };
                let cells = cells_of.four(input);
                if !are_four(input) || are_suspect(before, cells) {
                    break Some((input, cells));
                }
                *output = map_four(input, &cells);
                before = cells[3];
                bytes += 12;
            };
            self.at += bytes;
            self.filled += bytes;
            self.before = before;
            let (Some((first, mut cells)), Some(input), Some(output)) = (
                rest,
                input.get(bytes..).and_then(<[u8]>::first_chunk::<STEP>),
                output.get_mut(bytes..).and_then(<[u8]>::first_chunk_mut),
            ) else {
                return;
            };
            let output: &mut [u8; STEP] = output;

            let count = three_byte_characters(first);
            for (place, cell) in cells.iter_mut().enumerate() {
                if place >= count {
                    *cell = Cell::default();
                }
            }
            output[..12].copy_from_slice(&map_four(first, &cells));
            if are_suspect(before, cells) {
                self.look(cells, count);
                continue;
            }
            let [a, b, c, d] = cells;
            before = [before, a, b, c, d][count];
            bytes = count * 3;
            self.at += bytes;
            self.filled += bytes;
            self.before = before;

            let (Some(input), Some(output)) = (
                input.get(bytes..).and_then(<[u8]>::first_chunk),
                output.get_mut(bytes..).and_then(<[u8]>::first_chunk_mut),
            ) else {
                return;
            };
            let rest = self.text.len().saturating_sub(self.at);
            let length = ascii_prefix(input).min(rest);
            if matches!(length, 0 | 8) {
                if rest == 0 || !self.short() {
                    return;
                }
            } else if before.meets(cells_of.short(input[0].into())) {
                return;
            } else {
                *output = *input;
                self.at += length;
                self.filled += length;
                self.before = cells_of.short(input[length - 1].into());
            }
        }
    }

    /// Goes on by characters of one or two bytes, as far as whole steps find no others; false where the
    /// first of them may be in an anchor or there is none.
    #[inline(never)]
    fn short(&mut self) -> bool {
        if self.before.meets(self.engine.see(self.text, self.at).1) {
            return false;
        }
        let start = self.at;
        while let (Some(input), Some(output)) = (
            self.input.get(self.at..).and_then(<[u8]>::first_chunk),
            self.block
                .get_mut(self.filled..)
                .and_then(<[u8]>::first_chunk_mut),
        ) {
            *output = *input;
            let rest = self.text.len().saturating_sub(self.at);
            let length = short_prefix(input).min(rest);
            self.at += length;
            self.filled += length;
            // One less than all may be half a character.
            if length < 15 {
                break;
            }
        }
        if self.at == start {
            return false;
        }
        self.before = self.engine.see_before(self.text, self.at);
        true
    }

    /// Looks at the suspects among characters of three bytes whose output is written, and goes on
    /// behind them or behind a window that one of them needs.
    #[inline(never)]
    fn look(&mut self, cells: [Cell; 4], count: usize) {
        for &cell in cells.iter().take(count) {
            if cell.is_special() {
                return self.convert_window();
            }
            if self.before.meets(cell) && self.at > self.floor {
                match self.engine.settle(self.text, self.floor, self.at) {
                    Settled::NoAnchor => {}
                    Settled::Alone { bytes, end } => {
                        let start = self.filled.wrapping_sub(3);
                        if let Some(room) = self.block.get_mut(start..start.wrapping_add(6)) {
                            room.copy_from_slice(&bytes);
                        }
                        self.floor = end;
                    }
                    Settled::Window => return self.convert_window(),
                }
            }
            self.before = cell;
            self.at += 3;
            self.filled += 3;
        }
    }

    /// Goes on by one character: where the text ends or one is beyond the basic plane, and where a
    /// short one may be in an anchor.
    #[inline(never)]
    fn one(&mut self) {
        let (length, cell) = self.engine.see(self.text, self.at);
        let is_anchor = || {
            let settled = self.engine.settle(self.text, self.floor, self.at);
            !matches!(settled, Settled::NoAnchor)
        };
        let suspect = self.before.meets(cell) && self.at > self.floor;
        // The plain engine converts a character as well as the character map.
        if cell.changes() || suspect && is_anchor() {
            return self.convert_window();
        }
        let end = (self.at + length).min(self.text.len());
        let length = end - self.at;
        if let Some(room) = self.block.get_mut(self.filled..self.filled + length) {
            room.copy_from_slice(&self.text[self.at..end]);
        }
        self.at = end;
        self.filled += length;
        self.before = cell;
    }

    /// Takes back what the character map wrote for the window around `at`, and writes what it
    /// becomes.
    #[inline(never)]
    fn convert_window(&mut self) {
        let window = self.engine.window(self.text, self.floor, self.at);
        self.filled -= self.at - window.start;
        self.at = window.end;
        self.floor = window.end;
        self.before = Cell::default();

        let rest = self.text.get(window.start..).unwrap_or_default();
        let source = rest.get(..window.len()).unwrap_or_default();
        let mut memory = self.memory.as_deref_mut();
        let short = match &memory {
            Some(_) => shorten(rest, source.len()),
            None => None,
        };
        if let (Some(memory), Some(short)) = (&memory, short)
            && let Some(conversion) = memory.recall(short)
            && let Some(room) = self.block.get_mut(self.filled..)
            && let Some(room) = room.first_chunk_mut()
        {
            *room = conversion;
            self.filled += usize::from(conversion[15]);
            return;
        }
        self.window.clear();
        self.engine
            .sequential
            .convert(source, &mut self.scratch, &mut self.window);
        if let (Some(memory), Some(short)) = (&mut memory, short)
            && let Some(conversion) = shorten(&self.window, self.window.len())
        {
            memory.keep(short, conversion);
        }
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
                self.emptied = true;
            }
        }
    }

    /// Empties the block up to the last exact cut.
    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        let floor = self.engine.bonds.before(self.text, self.floor, self.at);
        let kept = self.at - floor;
        if kept > SIZE / 2 {
            // Hardly ever: nothing to cut at in half a block.
            return self.convert_window();
        }
        append(self.out, &self.block[..self.filled - kept]);
        self.block.copy_within(self.filled - kept..self.filled, 0);
        self.filled = kept;
        self.floor = floor;
        self.emptied = true;
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
