//! Bytes that text spells out, and the characters they are.
//!
//! A run is what stands between the first and the last escape of a line, ASCII in between included:
//! in GBK and Big5 the second byte of a character can be a letter that needed no escape.

use std::ops::Range;

use super::judge;
use crate::encoding;
use crate::name::Encoding;

/// A byte and the text that stands for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Octet {
    /// Nothing for a line break that only the notation put in.
    pub(super) value: Option<u8>,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Octet {
    /// A character of ASCII that stands for itself.
    pub(super) fn plain(value: u8, at: usize) -> Self {
        Self {
            value: Some(value),
            start: at,
            end: at + 1,
        }
    }

    fn is_escaped(&self) -> bool {
        self.end - self.start > 1
    }
}

/// A span of the text and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) source: Range<usize>,
    pub(super) text: String,
}

/// What text is written in where it is escaped, the likeliest first.
const WRITTEN: [Encoding; 3] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5];

/// Reads a run in the encoding that makes the best Chinese of it; where none makes any of the whole,
/// word by word. O(octets).
pub(super) fn read(octets: &[Octet]) -> Vec<(Encoding, Vec<Piece>)> {
    if let Some(read) = whole(octets) {
        return vec![read];
    }
    let is_space = |octet: &Octet| !octet.is_escaped() && octet.value == Some(b' ');
    let words = octets.split(is_space);
    let words = words.filter(|word| word.len() < octets.len());
    words.filter_map(whole).collect()
}

fn whole(octets: &[Octet]) -> Option<(Encoding, Vec<Piece>)> {
    let values: Vec<u8> = octets.iter().filter_map(|octet| octet.value).collect();
    if values.is_ascii() {
        return None;
    }
    let is_dense = is_dense(octets);
    let written = WRITTEN.into_iter();
    let written = written.filter(|&encoding| is_dense || encoding == Encoding::Utf8);
    let readings = written.filter_map(|encoding| {
        let text = longest(&values, encoding)?;
        Some((judge::bits(&text, encoding)?, encoding, text.len()))
    });
    let (_, encoding, _) = readings.min_by_key(|&(bits, ..)| bits)?;
    Some((encoding, pieces(octets, encoding)))
}

/// Whether escapes stand side by side, or at least each second octet is one: a pair is found by chance
/// wherever an escape and a letter meet.
fn is_dense(octets: &[Octet]) -> bool {
    const LEAST: usize = 3;
    let pairs = || octets.windows(2);
    let escaped = octets.iter().filter(|octet| octet.is_escaped()).count();
    pairs().any(|pair| pair.iter().all(Octet::is_escaped))
        || escaped >= LEAST && pairs().all(|pair| pair.iter().any(Octet::is_escaped))
}

/// The text of bytes that may end inside a character.
fn longest(values: &[u8], encoding: Encoding) -> Option<String> {
    const MOST_CUT: usize = 3;
    let cuts = 0..=MOST_CUT.min(values.len());
    let mut readings = cuts.map(|cut| values.get(..values.len() - cut));
    readings.find_map(|values| encoding::text(values?, encoding))
}

/// What is replaced: characters that an escape is part of, side by side as one.
fn pieces(octets: &[Octet], encoding: Encoding) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut pending: Option<Range<usize>> = None;
    let mut values = Vec::new();
    let mut rest = octets;
    while let Some(first) = rest.first() {
        let (character, behind) = rest.split_at(extent(rest, encoding));
        rest = behind;
        if character.iter().any(Octet::is_escaped) {
            let end = character.last().map_or(first.end, |last| last.end);
            let start = pending.map_or(first.start, |pending| pending.start);
            pending = Some(start..end);
            values.extend(character.iter().filter_map(|octet| octet.value));
        } else {
            flush(pending.take(), &mut values, encoding, &mut pieces);
        }
    }
    flush(pending, &mut values, encoding, &mut pieces);
    pieces
}

fn flush(
    source: Option<Range<usize>>,
    values: &mut Vec<u8>,
    encoding: Encoding,
    pieces: &mut Vec<Piece>,
) {
    // A character that is cut off at the end stays escaped.
    if let Some((source, text)) = source.zip(encoding::text(values, encoding)) {
        pieces.push(Piece { source, text });
    }
    values.clear();
}

/// How many octets the first character takes; 1 at least.
fn extent(octets: &[Octet], encoding: Encoding) -> usize {
    let mut values = octets.iter().filter_map(|octet| octet.value);
    let (first, second) = (values.next(), values.next());
    let bytes = match (encoding, first) {
        (_, None | Some(0..=0x7F)) => 1,
        (Encoding::Utf8, Some(0xC0..=0xDF)) => 2,
        (Encoding::Utf8, Some(0xE0..=0xEF)) => 3,
        (Encoding::Utf8, Some(_)) => 4,
        (Encoding::Gb18030, Some(0x80)) => 1,
        (Encoding::Gb18030, _) if matches!(second, Some(b'0'..=b'9')) => 4,
        _ => 2,
    };
    let mut seen = 0;
    let last = octets.iter().position(|octet| {
        seen += usize::from(octet.value.is_some());
        seen == bytes
    });
    last.map_or(octets.len(), |last| last + 1)
}
