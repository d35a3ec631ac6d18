//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::engine::{
    DIFFERENCE, Engine, SPECIAL, are_four, ascii_prefix, characters, meeting, meetings,
    three_byte_characters, word,
};
use super::sequential::Scratch;

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// Appends the conversion of a text. With `lazily`, nothing of a line is appended if nothing
/// changed. Whether something changed.
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
    /// Not zero if a character or a window changed.
    changed: u64,
    block: [u8; SIZE],
    /// Bytes of the block that are written. Those for the text since the floor are among them.
    filled: usize,
    window: Vec<u8>,
    scratch: Scratch,
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
            changed: 0,
            block: [0; SIZE],
            filled: 0,
            window: Vec::new(),
            scratch: Scratch::default(),
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
        if self.changed != 0 || !lazily {
            append(self.out, &self.block[..self.filled]);
        }
        self.changed != 0
    }

    /// Converts characters of three bytes, four at a time where so many stand together, and ASCII.
    #[inline(always)]
    fn fours(&mut self) {
        let (mut at, mut filled) = (self.at, self.filled);
        let mut before = self.before;
        let mut changed = 0;
        while let Some(input) = self.input.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            let room = self
                .block
                .get_mut(filled..)
                .and_then(<[u8]>::first_chunk_mut::<16>);
            let Some(output) = room else { break };
            if !are_four(input) {
                let count = three_byte_characters(input);
                if count > 0 {
                    let mut step = Step::take(self.engine, before, input);
                    step.keep(count);
                    if step.any() && step.is_suspect(self.engine, self.text, self.floor, at) {
                        break;
                    }
                    step.write(input, output);
                    changed |= step.cells[0] | step.cells[1] | step.cells[2];
                    before = step.cells[count - 1];
                    at += count * 3;
                    filled += count * 3;
                    continue;
                }
                // No anchor is in the ASCII itself.
                let ascii = ascii_prefix(input).min(self.text.len() - at);
                if ascii == 0 || self.engine.meets(before, input[0]) {
                    break;
                }
                *output = *input;
                before = self.engine.short_cell(input[ascii - 1].into());
                at += ascii;
                filled += ascii;
                continue;
            }
            let step = Step::take(self.engine, before, input);
            if step.any() && step.is_suspect(self.engine, self.text, self.floor, at) {
                break;
            }
            step.write(input, output);
            changed |= step.cells[0] | step.cells[1] | step.cells[2] | step.cells[3];
            before = step.cells[3];
            at += 12;
            filled += 12;
        }
        self.changed |= changed & DIFFERENCE;
        (self.at, self.filled, self.before) = (at, filled, before);
    }

    /// Goes on by what the fast loop left: suspects, characters of another length, and the last
    /// ones of the text.
    #[inline(never)]
    fn few(&mut self) {
        let rest = &self.text[self.at..];
        let mut input = [0; 16];
        let available = rest.len().min(16);
        match rest.first_chunk::<16>() {
            Some(bytes) => input = *bytes,
            None => input[..available].copy_from_slice(rest),
        }

        let count = three_byte_characters(&input);
        if count > 0 {
            let mut step = Step::take(self.engine, self.before, &input);
            step.keep(count);
            let mut output = input;
            step.write(&input, &mut output);
            self.write(&output);
            self.changed |= (step.cells[0] | step.cells[1] | step.cells[2]) & DIFFERENCE;
            self.changed |= step.cells[3] & DIFFERENCE;
            self.resolve(&step, count);
            return;
        }

        let ascii = ascii_prefix(&input).min(available);
        if ascii > 0 {
            // No anchor is in the ASCII itself.
            if self.engine.meets(self.before, input[0]) && self.confirm(self.at) {
                return self.convert_window();
            }
            self.write(&input);
            self.at += ascii;
            self.filled += ascii;
            self.before = self.engine.short_cell(input[ascii - 1].into());
            return;
        }

        let (length, cell) = self.engine.see(self.text, self.at);
        if cell & SPECIAL != 0 || meeting(self.before, cell) != 0 && self.confirm(self.at) {
            return self.convert_window();
        }
        let length = length.min(available);
        self.write(&input);
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

    /// Looks at the suspects among `count` characters whose output is written; accepts those
    /// before the first that is rightly one.
    #[inline]
    fn resolve(&mut self, step: &Step, count: usize) {
        let mut before = self.before;
        for (place, &cell) in step.cells.iter().enumerate().take(count) {
            let at = self.at + place * 3;
            if cell & SPECIAL != 0 || meeting(before, cell) != 0 && self.confirm(at) {
                self.at = at;
                self.filled += place * 3;
                return self.convert_window();
            }
            before = cell;
        }
        self.at += count * 3;
        self.filled += count * 3;
        self.before = before;
    }

    /// Whether there is an anchor around `at`.
    fn confirm(&self, at: usize) -> bool {
        is_anchor(self.engine, self.text, self.floor, at)
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
        self.changed |= u64::from(self.window != source);
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
                self.changed = 1;
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
        // What is appended cannot be left out any more.
        self.changed = 1;
    }
}

/// The cells of four characters and of the one before.
struct Step {
    before: u64,
    cells: [u64; 4],
}

impl Step {
    #[inline(always)]
    fn take(engine: &Engine, before: u64, input: &[u8; 16]) -> Self {
        let cells = characters(input).map(|character| engine.cell(character));
        Self { before, cells }
    }

    /// Forgets all characters but the first `count`.
    #[inline(always)]
    fn keep(&mut self, count: usize) {
        for place in 1..4 {
            if place >= count {
                self.cells[place] = 0;
            }
        }
    }

    /// The conversion of the four characters, and two bytes more.
    #[inline(always)]
    fn write(&self, input: &[u8; 16], output: &mut [u8; 16]) {
        let two = |place: usize| self.cells[place] & DIFFERENCE | self.cells[place + 1] << 24;
        // The second write repairs the two bytes that the first one spoils.
        output[..8].copy_from_slice(&(word(input, 0) ^ two(0)).to_le_bytes());
        output[6..14].copy_from_slice(&(word(input, 6) ^ two(2)).to_le_bytes());
    }

    /// Whether there is anything to look at.
    #[inline(always)]
    fn any(&self) -> bool {
        let all = self.cells[0] | self.cells[1] | self.cells[2] | self.cells[3];
        all & SPECIAL | meetings(self.before, self.cells) != 0
    }

    /// Whether that, in a step that starts at `at`, is a special character or really an anchor.
    #[inline(never)]
    fn is_suspect(&self, engine: &Engine, text: &[u8], floor: usize, at: usize) -> bool {
        let mut before = self.before;
        self.cells.iter().zip(0..).any(|(&cell, place)| {
            let meets = meeting(before, cell) != 0;
            before = cell;
            cell & SPECIAL != 0 || meets && is_anchor(engine, text, floor, at + place * 3)
        })
    }
}

/// Whether there is an anchor around `at`; before the floor is another text.
fn is_anchor(engine: &Engine, text: &[u8], floor: usize, at: usize) -> bool {
    at > floor && engine.is_anchor(text, at)
}

/// Appends bytes that are UTF-8.
pub(super) fn append(out: &mut String, bytes: &[u8]) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        // The tables hold whole characters and so does the text: this is not reached.
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}
