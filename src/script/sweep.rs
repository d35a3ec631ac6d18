//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::engine::{
    DIFFERENCE, Engine, SPECIAL, are_four, ascii_prefix, characters, near, three_byte_characters,
    word,
};
use super::sequential::Scratch;
use crate::tables::script::{LARGE_WORDS, SMALL_WORDS};

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// Appends the conversion of `text[start..]`, where the text can be cut exactly at `start`. With
/// `lazily`, nothing is appended if nothing changed. Whether something changed.
pub(super) fn sweep(
    engine: &Engine,
    text: &[u8],
    start: usize,
    lazily: bool,
    out: &mut String,
) -> bool {
    // The size of the filter is known before the loop, so that the loop need not ask for it.
    match <&[[u8; 8]; LARGE_WORDS]>::try_from(engine.near) {
        Ok(near) => sized(engine, text, start, lazily, out, near),
        Err(_) => match engine.near.first_chunk::<SMALL_WORDS>() {
            Some(near) => sized(engine, text, start, lazily, out, near),
            None => false,
        },
    }
}

fn sized<const WORDS: usize>(
    engine: &Engine,
    text: &[u8],
    start: usize,
    lazily: bool,
    out: &mut String,
    near: &[[u8; 8]; WORDS],
) -> bool {
    if text.len() - start <= LINE {
        Sweep::<LINE_BLOCK>::new(engine, text, start, out).run(near, lazily)
    } else {
        Sweep::<BLOCK>::new(engine, text, start, out).run(near, false)
    }
}

/// A text that fits in a line's block and can so be converted lazily.
pub(super) fn is_line(text: &[u8]) -> bool {
    text.len() <= LINE
}

struct Sweep<'a, const SIZE: usize> {
    engine: &'a Engine,
    text: &'a [u8],
    /// How far the text is read.
    at: usize,
    /// The last place where the text can be cut. From here to `at` output has the input's length,
    /// character by character.
    floor: usize,
    /// The bytes of the character before `at`, the first one lowest.
    before: u32,
    /// Not zero if a character or a window changed.
    changed: u32,
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
            before: 0,
            changed: 0,
            block: [0; SIZE],
            filled: 0,
            window: Vec::new(),
            scratch: Scratch::default(),
            out,
        }
    }

    fn run<const WORDS: usize>(mut self, near: &[[u8; 8]; WORDS], lazily: bool) -> bool {
        while self.at < self.text.len() {
            self.fours(near);
            if self.filled + 16 > SIZE {
                self.make_room();
            } else if self.at < self.text.len() {
                self.few(near);
            }
        }
        if self.changed != 0 || !lazily {
            append(self.out, &self.block[..self.filled]);
        }
        self.changed != 0
    }

    /// Converts characters of three bytes, four at a time where so many stand together, and ASCII.
    #[inline(always)]
    fn fours<const WORDS: usize>(&mut self, filter: &[[u8; 8]; WORDS]) {
        let (mut at, mut filled) = (self.at, self.filled);
        let mut before = self.before;
        let mut changed = 0;
        while let Some(input) = self.text.get(at..).and_then(<[u8]>::first_chunk::<16>) {
            let room = self
                .block
                .get_mut(filled..)
                .and_then(<[u8]>::first_chunk_mut::<16>);
            let Some(output) = room else { break };
            if !are_four(input) {
                let count = three_byte_characters(input);
                if count > 0 {
                    let mut step = Step::take(self.engine, filter, before, characters(input));
                    step.keep(count);
                    if step.any() {
                        break;
                    }
                    step.write(input, output);
                    changed |= step.cells[0] | step.cells[1] | step.cells[2];
                    before = step.characters[count - 1];
                    at += count * 3;
                    filled += count * 3;
                    continue;
                }
                // No anchor is in the ASCII itself.
                let ascii = ascii_prefix(input);
                if ascii == 0 || is_hit(filter, before, input[0].into()) {
                    break;
                }
                *output = *input;
                before = input[ascii - 1].into();
                at += ascii;
                filled += ascii;
                continue;
            }
            let step = Step::take(self.engine, filter, before, characters(input));
            if step.any() {
                break;
            }
            step.write(input, output);
            changed |= step.cells[0] | step.cells[1] | step.cells[2] | step.cells[3];
            before = step.characters[3];
            at += 12;
            filled += 12;
        }
        self.changed |= changed & DIFFERENCE;
        (self.at, self.filled, self.before) = (at, filled, before);
    }

    /// Goes on by what the fast loop left: suspects, characters of another length, and the last
    /// ones of the text.
    #[inline(never)]
    fn few<const WORDS: usize>(&mut self, filter: &[[u8; 8]; WORDS]) {
        let rest = &self.text[self.at..];
        let mut input = [0; 16];
        let available = rest.len().min(16);
        match rest.first_chunk::<16>() {
            Some(bytes) => input = *bytes,
            None => input[..available].copy_from_slice(rest),
        }

        let count = three_byte_characters(&input);
        if count > 0 {
            let mut step = Step::take(self.engine, filter, self.before, characters(&input));
            step.keep(count);
            let mut output = input;
            step.write(&input, &mut output);
            self.write(&output);
            self.changed |= (step.cells[0] | step.cells[1] | step.cells[2]) & DIFFERENCE;
            self.changed |= step.cells[3] & DIFFERENCE;
            self.resolve(step.suspects(), count);
            return;
        }

        let ascii = ascii_prefix(&input).min(available);
        if ascii > 0 {
            // No anchor is in the ASCII itself.
            let first = u32::from(input[0]);
            if is_hit(filter, self.before, first) && self.confirm(self.at) {
                return self.convert_window();
            }
            self.write(&input);
            self.at += ascii;
            self.filled += ascii;
            self.before = input[ascii - 1].into();
            return;
        }

        let (length, cell) = self.engine.see(self.text, self.at);
        let bytes = u32::from_le_bytes([input[0], input[1], input[2], 0]);
        let bytes = if length == 2 { bytes & 0xFFFF } else { bytes };
        if cell & SPECIAL != 0 || is_hit(filter, self.before, bytes) && self.confirm(self.at) {
            return self.convert_window();
        }
        let length = length.min(available);
        self.write(&input);
        self.at += length;
        self.filled += length;
        self.before = bytes;
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
    fn resolve(&mut self, suspects: u32, count: usize) {
        for place in 0..count {
            let at = self.at + place * 3;
            let special = suspects >> (place + 4) & 1 != 0;
            if special || suspects >> place & 1 != 0 && self.confirm(at) {
                self.at = at;
                self.filled += place * 3;
                return self.convert_window();
            }
        }
        self.at += count * 3;
        self.filled += count * 3;
        let last = self
            .text
            .get(self.at - 3..)
            .and_then(<[u8]>::first_chunk::<3>);
        self.before = last.map_or(0, |&[a, b, c]| u32::from_le_bytes([a, b, c, 0]));
    }

    /// Whether there is an anchor around `at`.
    fn confirm(&self, at: usize) -> bool {
        at > self.floor && self.engine.is_anchor(self.text, at)
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
        self.changed |= u32::from(self.window != source);
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

/// Four characters and what the tables say of them.
struct Step {
    characters: [u32; 4],
    cells: [u32; 4],
    /// In the lowest bit: whether the character and the one before may be an anchor.
    hits: [u32; 4],
}

impl Step {
    #[inline(always)]
    fn take<const WORDS: usize>(
        engine: &Engine,
        filter: &[[u8; 8]; WORDS],
        before: u32,
        characters: [u32; 4],
    ) -> Self {
        let [a, b, c, d] = characters;
        Self {
            characters,
            cells: characters.map(|character| engine.cell(character)),
            hits: [(before, a), (a, b), (b, c), (c, d)].map(|(x, y)| hit(filter, x, y)),
        }
    }

    /// Forgets all characters but the first `count`.
    #[inline(always)]
    fn keep(&mut self, count: usize) {
        for place in 1..4 {
            if place >= count {
                self.cells[place] = 0;
                self.hits[place] = 0;
            }
        }
    }

    /// The conversion of the four characters, and two bytes more.
    #[inline(always)]
    fn write(&self, input: &[u8; 16], output: &mut [u8; 16]) {
        let two = |place: usize| {
            u64::from(self.cells[place] & DIFFERENCE) | u64::from(self.cells[place + 1]) << 24
        };
        // The second write repairs the two bytes that the first one spoils.
        output[..8].copy_from_slice(&(word(input, 0) ^ two(0)).to_le_bytes());
        output[6..14].copy_from_slice(&(word(input, 6) ^ two(2)).to_le_bytes());
    }

    /// Whether there is anything to look at.
    #[inline(always)]
    fn any(&self) -> bool {
        let hits = self.hits[0] | self.hits[1] | self.hits[2] | self.hits[3];
        let cells = self.cells[0] | self.cells[1] | self.cells[2] | self.cells[3];
        (hits & 1) | (cells & SPECIAL) != 0
    }

    /// Hits in the lowest four bits, special characters in the next four.
    #[inline(always)]
    fn suspects(&self) -> u32 {
        let bits = |place: usize| {
            (self.hits[place] & 1) << place | (self.cells[place] / SPECIAL) << (place + 4)
        };
        bits(0) | bits(1) | bits(2) | bits(3)
    }
}

/// In the lowest bit: whether two adjacent characters are in an anchor filter.
#[inline(always)]
fn hit<const WORDS: usize>(filter: &[[u8; 8]; WORDS], first: u32, second: u32) -> u32 {
    let hash = near(first, second);
    let word = hash >> (32 - WORDS.trailing_zeros());
    let bit = hash >> (26 - WORDS.trailing_zeros());
    // A hash of so many bits is below the number of words; the mask tells the compiler.
    let word = u64::from_le_bytes(filter[word as usize & (WORDS - 1)]);
    (word >> (bit & 63)) as u32
}

fn is_hit<const WORDS: usize>(filter: &[[u8; 8]; WORDS], first: u32, second: u32) -> bool {
    hit(filter, first, second) & 1 != 0
}

/// Appends bytes that are UTF-8.
pub(super) fn append(out: &mut String, bytes: &[u8]) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        // The tables hold whole characters and so does the text: this is not reached.
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}
