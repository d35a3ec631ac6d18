//! From simplified to OpenCC's traditional standard, character by character.

use std::borrow::Cow;
use std::ops::Range;

use super::Habits;
use super::characters::{DECIDED, NATIVE};
use super::decide::{CERTAIN, Decision, Scores};
use super::glance::Chunk;
use super::kept::Converted;
use crate::name::Config;
use crate::script::convert_with;
use crate::script::utf8::{decode, three};
use crate::tables::classify::{UNITS, weights};
use crate::tables::context::{self, Cell, Region};

/// By how much the characters of a line must be likelier in Cantonese: 4 bits, the odds of sixteen to one
/// against it that the classifier begins with. Between 2 and 7 bits the round trip of 60,000
/// characters of development text is the same but for three.
const LEAN: i64 = 4 * UNITS as i64;

/// Bytes that are compared at once.
const BLOCK: usize = 256;

/// Who is told of decisions.
pub(super) trait Listen {
    /// Whether anybody asks how probable a decision is.
    const HEARS: bool = true;

    /// `source` stays as it is if the decision is not `taken`.
    fn decided(&mut self, source: Range<usize>, scores: &Scores, probability: f32, taken: bool);
}

/// Nobody.
impl Listen for () {
    const HEARS: bool = false;

    #[inline]
    fn decided(&mut self, _: Range<usize>, _: &Scores, _: f32, _: bool) {}
}

impl Listen for Vec<Decision> {
    fn decided(&mut self, source: Range<usize>, scores: &Scores, _: f32, _: bool) {
        self.push(Decision {
            source,
            alternatives: scores.alternatives(),
        });
    }
}

/// Converts a chunk of a text. The result has as many characters as the chunk.
pub(super) fn convert<L: Listen>(
    text: &str,
    chunk: &Chunk,
    region: Region,
    habits: &Habits,
    protected: &[Range<usize>],
    listener: &mut L,
) -> Converted {
    let start = chunk.span.start;
    let text = &text[chunk.span.clone()];
    let folded = if chunk.folds {
        fold(text)
    } else {
        Cow::Borrowed(text)
    };
    let engine = habits.engine(Config::S2t);
    let exact = convert_with(&engine, &folded);
    let (bytes, folded, exact_bytes) = (text.as_bytes(), folded.as_bytes(), exact.as_bytes());
    let mut out = Converted::default();
    let mut protected = protected
        .iter()
        .skip_while(|span| span.end <= start)
        .peekable();
    // Neither folding nor conversion by OpenCC changes the number of characters. Bytes walked in each
    // of the three, and bytes of `exact` that `out` has.
    let (mut at, mut folded_at, mut exact_at, mut copied) = (0, 0, 0, 0);
    let (mut line, mut whose) = (0..0, region);
    let is_even = (!chunk.folds || is_even(bytes, folded)) && is_even(bytes, exact_bytes);
    while at < bytes.len() {
        if is_even {
            // Nearly all characters end here.
            while protected.next_if(|span| span.end <= start + at).is_some() {}
            let span = protected.peek().map(|span| {
                let within = |place: usize| place.saturating_sub(start).min(bytes.len());
                within(span.start)..within(span.end)
            });
            let free = span.as_ref().map_or(bytes.len(), |span| span.start);
            let next = match span {
                Some(span) if span.start <= at => {
                    out.convert(&exact[copied..at], exact.len());
                    out.keep(&text[at..span.end]);
                    copied = span.end;
                    span.end
                }
                _ => DECIDED.next(&bytes[..free], at),
            };
            if next > at {
                (at, folded_at, exact_at) = (next, next, next);
                continue;
            }
        }
        let (code, length) = decode(bytes, at);
        let source = at..at + length;
        let (here, there) = (folded_at, exact_at);
        at = source.end;
        folded_at += length_at(folded, here);
        exact_at += length_at(exact_bytes, there);
        if code < 0x80 && protected.peek().is_none() {
            continue;
        }
        let cell = Cell::of(code);
        let Some(subject) = cell.subject().filter(|_| cell.folded().is_none()) else {
            if cell.folded().is_some() || is_protected(&mut protected, start, &source) {
                out.convert(&exact[copied..there], exact.len());
                out.keep(&text[source]);
                copied = exact_at;
            }
            continue;
        };
        if is_protected(&mut protected, start, &source) {
            out.convert(&exact[copied..there], exact.len());
            out.keep(&text[source]);
            copied = exact_at;
            continue;
        }
        if region == Region::HongKong && there >= line.end {
            line = line_of(&exact, there);
            whose = if is_cantonese(&exact[line.clone()]) {
                Region::HongKong
            } else {
                Region::Both
            };
        }
        let choice = char::from_u32(decode(exact_bytes, there).0);
        let scores = Scores::of(subject, whose, choice, folded, here, length, habits);
        let best = scores.best();
        let mut taken = true;
        if L::HEARS || habits.if_certain {
            let probability = scores.certainty();
            taken = !habits.if_certain || probability >= CERTAIN;
            let span = start + source.start..start + source.end;
            listener.decided(span, &scores, probability, taken);
        }
        if !taken {
            out.convert(&exact[copied..there], exact.len());
            out.keep(&text[source]);
            copied = exact_at;
        } else if best != choice {
            out.convert(&exact[copied..there], exact.len());
            out.text.extend(best);
            copied = exact_at;
        }
    }
    if copied == 0 {
        out.text = exact.into_owned();
    } else {
        out.text.push_str(&exact[copied..]);
    }
    out
}

/// The line around a place.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let end = bytes[at..].iter().position(|byte| *byte == b'\n');
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n');
    start.map_or(0, |start| start + 1)..end.map_or(bytes.len(), |end| at + end)
}

/// Whether a line is rather Cantonese than Chinese as it is written everywhere. Nearly all that was
/// learned from Hong Kong is Cantonese, and says little of the Chinese that is written there as well:
/// that follows what both regions have in common.
fn is_cantonese(line: &str) -> bool {
    let mut rest = line.as_bytes();
    let mut lean = 0;
    // What says anything has three bytes.
    while let Some((&[lead, second, third], behind)) = rest.split_first_chunk() {
        if lead & 0xF0 != 0xE0 {
            rest = &rest[1..];
            continue;
        }
        let [_, traditional, cantonese, ..] = weights(three(lead, second, third));
        lean += i64::from(cantonese) - i64::from(traditional);
        rest = behind;
    }
    lean > LEAN
}

/// Whether the characters of two texts begin at the same places.
fn is_even(first: &[u8], second: &[u8]) -> bool {
    let begins = |byte: u8| (byte as i8) >= -0x40;
    let differs = |(a, b): (&u8, &u8)| begins(*a) != begins(*b);
    // Without a branch inside, which the compiler turns into wide comparisons.
    let any = |(a, b): (&[u8], &[u8])| a.iter().zip(b).fold(false, |any, pair| any | differs(pair));
    first.len() == second.len() && !first.chunks(BLOCK).zip(second.chunks(BLOCK)).any(any)
}

/// The length of the character at `at`.
#[inline(always)]
fn length_at(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(0xE0..0xF0) => 3,
        Some(0xF0..) => 4,
        Some(0xC0..) => 2,
        _ => 1,
    }
}

/// Whether a span of a chunk lies in a protected one. Asked in order.
#[inline]
fn is_protected<'s>(
    protected: &mut std::iter::Peekable<impl Iterator<Item = &'s Range<usize>>>,
    start: usize,
    source: &Range<usize>,
) -> bool {
    while protected
        .next_if(|span| span.end <= start + source.start)
        .is_some()
    {}
    protected
        .peek()
        .is_some_and(|span| span.start < start + source.end)
}

/// The text with every traditional character simplified, as far as that keeps the others in place.
fn fold(text: &str) -> Cow<'_, str> {
    let mut folded = String::with_capacity(text.len());
    let mut copied = 0;
    loop {
        let at = NATIVE.next(text.as_bytes(), copied);
        folded.push_str(&text[copied..at]);
        let Some(character) = text[at..].chars().next() else {
            return Cow::Owned(folded);
        };
        folded.push(context::fold(character));
        copied = at + character.len_utf8();
    }
}
