//! The main loop of the fast engine: text in, converted text out, four characters a step.

use super::cells::{
    Cell, STEP, are_four, are_suspect, ascii_prefix, map_four, short_prefix, three_byte_characters,
};
use super::dictionary::Match;
use super::engine::{Engine, Settled};
use super::memory::{Memory, shorten};
use super::sequential::Scratch;
use std::mem::take;
use std::ops::Range;

/// Bytes of output gathered before they are checked and appended; a part of the first-level cache.
const BLOCK: usize = 8 * 1024;
/// The same for texts of a line: clearing a whole block would cost more than converting them.
const LINE_BLOCK: usize = 512;
/// A text up to this length, in bytes, goes through the small block.
const LINE: usize = 480;

/// Bytes that are checked together.
const PART: usize = 64;

/// A text longer than this, in bytes, has a memory for what its windows became: clearing one takes as
/// long as converting a twentieth of this.
const LONG: usize = 16 * 1024;

/// Appends the conversion of a text. With `lazily`, to an empty string, a line's is only appended if
/// something changed, as a rule. Whether something did.
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

/// Why whole steps do not go on.
enum Stop {
    /// There is no room, or the text ends.
    Full,
    /// Characters of three bytes, of which so many are written, hold a suspect.
    Suspect([Cell; 4], usize),
    /// Many short characters stand here, or one that is to be looked at.
    Short,
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
            before: Cell::PLAIN,
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
        if lazily && !self.emptied && self.block[..self.filled] == *self.text {
            return false;
        }
        append_block(self.out, &mut self.block, self.filled);
        // Most of a line was a window that came out as it went in.
        !lazily || !self.emptied || self.out.as_bytes() != self.text
    }

    /// Goes on until there is no room, or there is a character that `one` must look at.
    ///
    /// Where characters of three bytes and others change is hard to guess. So a step that does not
    /// find four takes what there is of them, and of the short ones behind, without a branch.
    #[inline(always)]
    fn plain(&mut self) {
        let cells_of = self.engine.cells;
        loop {
            let mut before = self.before;
            let input = self.input.get(self.at..).unwrap_or_default();
            let output = self.block.get_mut(self.filled..).unwrap_or_default();
            let all = input.len().min(output.len());
            let (mut input, mut output) = (&input[..all], &mut output[..all]);
            let end = self.text.len().saturating_sub(self.at);
            let stop = loop {
                let (Some(bytes), Some(room)) = (
                    input.first_chunk::<STEP>(),
                    output.first_chunk_mut::<STEP>(),
                ) else {
                    break Stop::Full;
                };
                let (Some(four), Some(wide), Some(mapped)) = (
                    bytes.first_chunk(),
                    bytes.first_chunk(),
                    room.first_chunk_mut(),
                ) else {
                    break Stop::Full;
                };
                let mut cells = cells_of.four(four);
                let (suspect, plain) = (are_suspect(before, cells), are_four(four));
                map_four(wide, &cells, mapped);
                if plain && !suspect {
                    before = cells[3];
                    (input, output) = (&input[12..], &mut output[12..]);
                    continue;
                }

                let count = three_byte_characters(four);
                if suspect {
                    for (place, cell) in cells.iter_mut().enumerate() {
                        if place >= count {
                            *cell = Cell::PLAIN;
                        }
                    }
                    if are_suspect(before, cells) {
                        break Stop::Suspect(cells, count);
                    }
                }
                let [a, b, c, d] = cells;
                before = [before, a, b, c, d][count];
                (input, output) = (&input[count * 3..], &mut output[count * 3..]);
                let (Some(bytes), Some(room)) = (input.first_chunk(), output.first_chunk_mut())
                else {
                    break Stop::Full;
                };
                *room = *bytes;
                let rest = end.saturating_sub(all - input.len());
                let length = ascii_prefix(bytes).min(rest);
                if matches!(length, 0 | 8) || before.meets(cells_of.short(bytes[0].into())) {
                    break if rest > 0 { Stop::Short } else { Stop::Full };
                }
                before = cells_of.short(bytes[length - 1].into());
                (input, output) = (&input[length..], &mut output[length..]);
            };
            let at = all - input.len();
            self.at += at;
            self.filled += at;
            self.before = before;
            match stop {
                Stop::Suspect(cells, count) => self.look(cells, count),
                Stop::Short if self.short() => {}
                _ => return,
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
        let [a, b, c, d] = cells;
        let mut suspects = u32::from(self.before.meets(a))
            | u32::from(a.meets(b)) << 1
            | u32::from(b.meets(c)) << 2
            | u32::from(c.meets(d)) << 3;
        suspects &= (1 << count) - 1;
        let (mut ahead, mut before) = (0, self.before);
        while suspects != 0 {
            let place = suspects.trailing_zeros() as usize;
            suspects &= suspects - 1;
            self.at += place * 3 - ahead;
            self.filled += place * 3 - ahead;
            ahead = place * 3;
            if cells.get(place).is_some_and(|cell| cell.is_special()) {
                return self.convert_window();
            }
            if self.at <= self.floor {
                continue;
            }
            match self.engine.settle(self.text, self.floor, self.at) {
                Settled::NoAnchor => {}
                Settled::Cut(cut) => self.floor = cut,
                Settled::Alone { bytes, end } => {
                    let start = self.filled.wrapping_sub(3);
                    if let Some(room) = self.block.get_mut(start..start.wrapping_add(6)) {
                        room.copy_from_slice(&bytes);
                    }
                    self.floor = end;
                }
                Settled::Segment { range, found } => return self.convert_segment(range, found),
                Settled::Window => return self.convert_window(),
            }
        }
        if let Some(&cell) = cells.get(count.wrapping_sub(1)) {
            before = cell;
        }
        self.before = before;
        self.at += count * 3 - ahead;
        self.filled += count * 3 - ahead;
    }

    /// Goes on by one character: where the text ends or one is beyond the basic plane, and where a
    /// short one may be in an anchor.
    #[inline(never)]
    fn one(&mut self) {
        let (length, cell) = self.engine.see(self.text, self.at);
        let is_anchor = || {
            let settled = self.engine.settle(self.text, self.floor, self.at);
            !matches!(settled, Settled::NoAnchor | Settled::Cut(_))
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

    /// Converts a segment that holds the character at `at`.
    fn convert_segment(&mut self, range: Range<usize>, found: Option<Match<'static>>) {
        let sequential = &self.engine.sequential;
        match found {
            Some(found) if sequential.is_single() && !found.value.is_empty() => {
                self.take_back(&range);
                self.put(found.value);
            }
            _ => self.replace(range, |source, scratch, out| {
                sequential.convert_segment(source, found, scratch, out);
            }),
        }
    }

    /// Converts a window around `at`.
    fn convert_window(&mut self) {
        let sequential = &self.engine.sequential;
        let window = self.engine.window(self.text, self.floor, self.at);
        self.replace(window, |source, scratch, out| {
            sequential.convert(source, scratch, out);
        });
    }

    /// Takes back what the character map wrote for a part of the text between exact cuts, which holds
    /// what is at `at`, and writes what it becomes.
    #[inline(never)]
    fn replace(
        &mut self,
        range: Range<usize>,
        convert: impl FnOnce(&[u8], &mut Scratch, &mut Vec<u8>),
    ) {
        self.take_back(&range);
        let rest = self.text.get(range.start..).unwrap_or_default();
        let source = rest.get(..range.len()).unwrap_or_default();
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
        let mut converted = take(&mut self.window);
        converted.clear();
        convert(source, &mut self.scratch, &mut converted);
        if let (Some(memory), Some(short)) = (&mut memory, short)
            && let Some(conversion) = shorten(&converted, converted.len())
        {
            memory.keep(short, conversion);
        }
        self.put(&converted);
        self.window = converted;
    }

    /// Takes back what is written for a part of the text, and goes on behind it.
    fn take_back(&mut self, range: &Range<usize>) {
        self.filled -= self.at - range.start;
        self.at = range.end;
        self.floor = range.end;
        self.before = Cell::PLAIN;
    }

    /// Writes what a part of the text became.
    fn put(&mut self, bytes: &[u8]) {
        match self.block.get_mut(self.filled..self.filled + bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.filled += bytes.len();
            }
            None => {
                append(self.out, &self.block[..self.filled]);
                append(self.out, bytes);
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

/// Appends the bytes that a block begins with, which are UTF-8.
fn append_block(out: &mut String, block: &mut [u8], filled: usize) {
    // Zeros up to where whole parts of it can be checked are cheaper than what is less than a part.
    let end = filled.next_multiple_of(PART);
    if let Some(rest) = block.get_mut(filled..end) {
        rest.fill(0);
    }
    let checked = block.get(..end).map(simdutf8::basic::from_utf8);
    match checked {
        Some(Ok(text)) => push(out, text.get(..filled).unwrap_or_default()),
        _ => append(out, block.get(..filled).unwrap_or_default()),
    }
}

/// Appends bytes that are UTF-8.
pub(super) fn append(out: &mut String, bytes: &[u8]) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => push(out, text),
        // The tables hold whole characters and so does the text: this is not reached.
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}

fn push(out: &mut String, text: &str) {
    match out.capacity() {
        0 => *out = text.to_owned(),
        _ => out.push_str(text),
    }
}
