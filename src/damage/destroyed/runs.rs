//! What destroyed text left behind, within a line.

use std::ops::Range;

use crate::name::Trace;

/// What text became whose U+FFFD was read in an encoding of two bytes a character, and of one.
const PAIRS: [[char; 3]; 2] = [['锟', '斤', '拷'], ['嚙', '踝', '蕭']];
const SINGLE: &str = "ï¿½";

/// Memory that debuggers fill with CC, CD and DD, in GBK, and how many in a row no person writes. 烫
/// means "hot", and people cry it.
const FILLS: [(char, usize); 3] = [('烫', 8), ('屯', 4), ('葺', 4)];

/// Question marks in a row that stand for characters: people write three for emphasis.
const LEAST_MARKS: usize = 4;

/// Characters between two traces that are what chance made of halves of characters.
const MOST_BETWEEN: usize = 4;

/// Words of a line that talks about destroyed text.
const TALK: [&str; 14] = [
    "乱码",
    "亂碼",
    "编码",
    "編碼",
    "字符",
    "字元",
    "内存",
    "記憶體",
    "码点",
    "碼點",
    "Unicode",
    "UTF-8",
    "GBK",
    "mojibake",
];

/// The traces of a line without its line feed, in order.
pub(super) fn traces(line: &str) -> Vec<(Range<usize>, Trace)> {
    if TALK.iter().any(|word| line.contains(word)) {
        return Vec::new();
    }
    let mut traces = Vec::new();
    let mut rest = line.char_indices().peekable();
    let is_ascii = line.is_ascii();
    // Whether a word may begin here.
    let mut starts = true;
    while let Some((at, c)) = rest.next() {
        let here = line.get(at..).unwrap_or_default();
        let found = match c {
            char::REPLACEMENT_CHARACTER => Some((c.len_utf8(), Trace::Replacement)),
            '?' if is_ascii && starts => marks(here).map(|len| (len, Trace::QuestionMarks)),
            _ if c.is_ascii() => None,
            _ => misread(here, c).or_else(|| fill(here, c)),
        };
        starts = !(c.is_alphanumeric() || matches!(c, '?' | '!' | '.'));
        let Some((len, trace)) = found else {
            continue;
        };
        while rest.next_if(|&(next, _)| next < at + len).is_some() {}
        push(line, &mut traces, at..at + len, trace);
    }
    traces
}

/// Adds a trace, joined with the one before if what stands between is a rest of what was destroyed.
fn push(line: &str, traces: &mut Vec<(Range<usize>, Trace)>, span: Range<usize>, trace: Trace) {
    if let Some((last, _)) = traces.last_mut().filter(|(_, kind)| *kind == trace) {
        let between = line.get(last.end..span.start).unwrap_or_default();
        let is_rest = between.chars().take(MOST_BETWEEN + 1).count() <= MOST_BETWEEN
            && (trace != Trace::QuestionMarks && !between.contains(' ')
                || between.trim().is_empty());
        if is_rest {
            last.end = span.end;
            return;
        }
    }
    traces.push((span, trace));
}

/// Bytes of the question marks that stand here instead of characters.
fn marks(here: &str) -> Option<usize> {
    let len = here.bytes().take_while(|&byte| byte == b'?').count();
    (len >= LEAST_MARKS).then_some(len)
}

/// Bytes of U+FFFD misread, if two characters of it stand here at least.
fn misread(here: &str, first: char) -> Option<(usize, Trace)> {
    let trace = Trace::MisreadReplacement;
    if here.starts_with(SINGLE) {
        return Some((SINGLE.len(), trace));
    }
    let pairs = PAIRS.iter().find(|pairs| pairs.contains(&first))?;
    let start = pairs.iter().position(|&pair| pair == first)?;
    let expected = pairs.iter().cycle().skip(start);
    let same = here
        .chars()
        .zip(expected)
        .take_while(|(c, pair)| c == *pair);
    let (count, len) = same.fold((0, 0), |(count, len), (c, _)| {
        (count + 1, len + c.len_utf8())
    });
    (count >= 2).then_some((len, trace))
}

/// Bytes of memory that nothing was written to.
fn fill(here: &str, first: char) -> Option<(usize, Trace)> {
    let (_, least) = FILLS.iter().find(|(fill, _)| *fill == first)?;
    let count = here.chars().take_while(|&c| c == first).count();
    (count >= *least).then_some((count * first.len_utf8(), Trace::Fill))
}
