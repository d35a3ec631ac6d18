//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::engine::{
    Engine, SPECIAL, are_four, map_four, meeting, meetings, short_prefix, three_byte_characters,
};
use super::sequential::Scratch;
use super::utf8::{decode, decode_before};

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// Appends the conversion of a text. With `lazily`, nothing of a line is appended if nothing
/// changed. Whether something was.
pub(super) fn sweep(engine: &Engine, text: &[u8], lazily: bool, out: &mut String) -> bool {
    if is_line(text) {
        // With zeros behind it, the last characters go the same way as the others.
        let mut padded = [0; LINE_BLOCK];
        if let Some(start) = padded.get_mut(..text.len()) {
            start.copy_from_slice(text);
        }
        Sweep::<LINE_BLOCK>::new(engine, text, &padded, out).run(lazily)
    } else {
        Sweep::<BLOCK>::new(engine, text, text, out).run(false)
    }
}

/// A text that fits in a line's block and can so be converted lazily.
pub(super) fn is_line(text: &[u8]) -> bool {
    text.len() <= LINE
}

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
    before: u64,
    block: [u8; SIZE],
    /// Bytes of the block that are written. Those for the text since the floor are among them.
    filled: usize,
    window: Vec<u8>,
    scratch: Scratch,
    /// Whether the block was emptied before.
    emptied: bool,
    out: &'a mut String,
}

impl<'a, const SIZE: usize> Sweep<'a, SIZE> {
    fn new(engine: &'a Engine, text: &'a [u8], input: &'a [u8], out: &'a mut String) -> Self {
        Self {
            engine,
            text,
            input,
            at: 0,
            floor: 0,
            before: 0,
            block: [0; SIZE],
            filled: 0,
            window: Vec::new(),
            scratch: Scratch::default(),
            emptied: false,
            out,
        }
    }

    fn run(mut self, lazily: bool) -> bool {
        while self.at < self.text.len() {
            self.fours();
            if self.filled + 16 > SIZE {
                self.make_room();
            } else if self.at < self.text.len() {
                self.few();
            }
        }
        let last = &self.block[..self.filled];
        let wanted = !lazily || self.emptied || last != self.text;
        if wanted {
            append(self.out, last);
        }
        wanted
    }

    /// Converts characters of three bytes, four at a time where so many stand together, and those of
    /// one or two.
    #[inline(always)]
    fn fours(&mut self) {
        let engine = self.engine;
        let (mut at, mut filled, mut before) = (self.at, self.filled, self.before);
        while let Some(input) = self.input.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            let room = self.block.get_mut(filled..);
            let Some(output) = room.and_then(<[u8]>::first_chunk_mut::<16>) else {
                break;
            };
            if are_four(input) {
                let cells = engine.four_cells(input);
                map_four(input, cells, output);
                if is_suspect(before, cells) {
                    (self.at, self.filled, self.before) = (at, filled, before);
                    self.look(cells, 4);
                    (at, filled, before) = (self.at, self.filled, self.before);
                    continue;
                }
                before = cells[3];
                at += 12;
                filled += 12;
                continue;
            }
            let count = three_byte_characters(input);
            if count > 0 {
                let cells = only(engine.four_cells(input), count);
                map_four(input, cells, output);
                if is_suspect(before, cells) {
                    (self.at, self.filled, self.before) = (at, filled, before);
                    self.look(cells, count);
                    (at, filled, before) = (self.at, self.filled, self.before);
                    continue;
                }
                before = cells[count - 1];
                at += count * 3;
                filled += count * 3;
                continue;
            }
            let short = short_prefix(input).min(self.text.len() - at);
            if short == 0 || meeting(before, engine.see(self.text, at).1) != 0 {
                break;
            }
            *output = *input;
            at += short;
            filled += short;
            (_, before) = engine.see_before(self.text, at);
        }
        (self.at, self.filled, self.before) = (at, filled, before);
    }

    /// Goes on by what the fast loop left: characters beyond the basic plane, short ones that may be
    /// in an anchor, and the last ones of the text.
    #[inline(never)]
    fn few(&mut self) {
        let rest = &self.text[self.at..];
        let mut input = [0; 16];
        let available = rest.len().min(16);
        input[..available].copy_from_slice(&rest[..available]);
        let mut output = input;

        let count = three_byte_characters(&input);
        if count > 0 {
            let cells = only(self.engine.four_cells(&input), count);
            map_four(&input, cells, &mut output);
            self.write(&output);
            return self.look(cells, count);
        }
        self.write(&output);
        let (length, cell) = self.engine.see(self.text, self.at);
        let is_anchor = meeting(self.before, cell) != 0 && self.at > self.floor && {
            let (first, _) = decode_before(self.text, self.at);
            let (second, _) = decode(self.text, self.at);
            self.engine.anchors.find(first, second).is_some()
        };
        if cell & SPECIAL != 0 || is_anchor {
            return self.convert_window();
        }
        let length = length.min(available);
        self.at += length;
        self.filled += length;
        self.before = cell;
    }

    /// Writes sixteen bytes, of which the caller may take fewer for filled. There is room.
    #[inline(always)]
    fn write(&mut self, bytes: &[u8; 16]) {
        if let Some(room) = self.block.get_mut(self.filled..self.filled + 16) {
            room.copy_from_slice(bytes);
        }
    }

    /// Looks at the suspects among `count` characters of three bytes whose output is written, and goes
    /// on behind them or behind a window that one of them needs.
    #[inline(never)]
    fn look(&mut self, cells: [u64; 4], count: usize) {
        for &cell in cells.iter().take(count) {
            let suspect = meeting(self.before, cell) != 0;
            if cell & SPECIAL != 0 || suspect && self.at > self.floor && !self.settle() {
                return self.convert_window();
            }
            self.before = cell;
            self.at += 3;
            self.filled += 3;
        }
    }

    /// Converts an anchor around `at`, if there is one, by what is known of the two characters alone.
    /// False where that is not enough.
    fn settle(&mut self) -> bool {
        let Engine { anchors, bonds, .. } = self.engine;
        let (second, length) = decode(self.text, self.at);
        let (first, before) = decode_before(self.text, self.at);
        let Some(anchor) = anchors.find(first, second) else {
            return true;
        };
        let Some(alone) = anchor.alone() else {
            return false;
        };
        let (start, end) = (self.at - before, self.at + length);
        let starts = start == self.floor || {
            let (previous, _) = decode_before(self.text, start);
            !bonds.joined(previous, first)
        };
        let ends = || {
            anchor.is_closed()
                || end == self.text.len()
                || !bonds.joined(second, decode(self.text, end).0)
        };
        if !starts || !ends() {
            return false;
        }
        let written = self.filled.wrapping_sub(3);
        if let Some(room) = self.block.get_mut(written..written.wrapping_add(6)) {
            room.copy_from_slice(&alone);
        }
        self.floor = end;
        true
    }

    /// Takes back what the character map wrote for the window around `at`, and has the plain
    /// engine write it.
    #[inline(never)]
    fn convert_window(&mut self) {
        let window = self.engine.window(self.text, self.floor, self.at);
        self.filled -= self.at - window.start;
        self.window.clear();
        let source = &self.text[window.clone()];
        self.engine
            .sequential
            .convert(source, &mut self.scratch, &mut self.window);
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
        self.at = window.end;
        self.floor = window.end;
        self.before = 0;
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

/// The cells of the first `count` characters.
#[inline(always)]
fn only(mut cells: [u64; 4], count: usize) -> [u64; 4] {
    for (place, cell) in cells.iter_mut().enumerate() {
        if place >= count {
            *cell = 0;
        }
    }
    cells
}

/// Whether any of the characters is special or may be the second of an anchor.
#[inline(always)]
fn is_suspect(before: u64, cells: [u64; 4]) -> bool {
    let all = cells[0] | cells[1] | cells[2] | cells[3];
    all & SPECIAL | meetings(before, cells) != 0
}

/// Appends bytes that are UTF-8.
pub(super) fn append(out: &mut String, bytes: &[u8]) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        // The tables hold whole characters and so does the text: this is not reached.
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}
