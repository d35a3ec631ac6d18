//! Collects the ASCII marks that stand where Chinese writes full-width ones.
//!
//! Whether a mark is eligible never depends on the width of the marks around it, so that restoring
//! some of them makes no other one eligible: one pass is a fixpoint.

use std::ops::Range;

use super::super::class::{Class, is_han};
use super::mark::{Mark, full};
use super::parentheses::{self, Pair};
use super::protected::Protected;

/// An eligible mark.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    pub(super) mark: Mark,
    pub(super) with: &'static str,
    pub(super) standing: Standing,
}

/// How well a mark stands as a folded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Beside Chinese, set as full-width marks are.
    Firm,
    /// Beside Chinese, but with the space that belongs to an ASCII mark.
    Spaced,
    /// Between Latin words of a Chinese sentence: full-width if the document's others were.
    Loose,
}

/// Marks seen through to the first character that says what the text is. More in a row than this
/// are no sentence.
const DEPTH: usize = 8;

/// Characters or bytes within which a mark's partner or an address's beginning is looked for.
const REACH: usize = 64;

/// Appends the eligible marks of a line to `found`, in order of position. O(bytes).
pub(super) fn find_in_line(
    text: &str,
    line: Range<usize>,
    scratch: &mut Scratch,
    found: &mut Vec<Found>,
) {
    let body = &text[line.clone()];
    scratch.protected.read(body);
    if scratch.protected.is_all() || !body.chars().any(is_han) {
        return;
    }
    let first = found.len();
    scratch.open.clear();
    let bytes = body.as_bytes();
    let mut at = 0;
    let mut found_one = |span: Range<usize>, mark, with, standing| {
        let span = line.start + span.start..line.start + span.end;
        found.push(Found {
            span,
            mark,
            with,
            standing,
        });
    };
    while at < bytes.len() {
        let byte = bytes[at];
        if let Some(end) = scratch.protected.end_at(at) {
            at = end;
            continue;
        }
        let one = at..at + 1;
        match byte {
            b':' | b';' if face_len(&body[at..], !scratch.open.is_empty()).is_some() => {
                at += face_len(&body[at..], !scratch.open.is_empty()).unwrap_or(1);
            }
            b',' | b';' => {
                if let Some(standing) = comma(body, at) {
                    found_one(one, mark_of(byte), full(byte), standing);
                }
                at += 1;
            }
            b':' => {
                if let Some(standing) = colon(body, at) {
                    found_one(one, Mark::Colon, full(byte), standing);
                }
                at += 1;
            }
            b'!' | b'?' => {
                let end = run_end(body, at, &['!', '?', '！', '？']);
                let standing = exclamation(body, run_start(body, at), end);
                for (behind, byte) in body[at..end].bytes().enumerate() {
                    if let (Some(standing), b'!' | b'?') = (standing, byte) {
                        let one = at + behind..at + behind + 1;
                        found_one(one, mark_of(byte), full(byte), standing);
                    }
                }
                at = end;
            }
            b'.' => {
                let end = run_end(body, at, &['.']);
                if let Some(with) = ellipsis(body, at..end) {
                    found_one(at..end, Mark::Ellipsis, with, Standing::Loose);
                }
                at = end;
            }
            b'(' => {
                scratch.push(one);
                at += 1;
            }
            b')' => {
                at += 1;
                close(body, one, scratch, &mut found_one);
            }
            0xEF if body[at..].starts_with('（') => {
                scratch.push(at..at + 3);
                at += 3;
            }
            0xEF if body[at..].starts_with('）') => {
                close(body, at..at + 3, scratch, &mut found_one);
                at += 3;
            }
            _ => at += 1,
        }
    }
    for open in scratch.open.drain(..) {
        if open.len() == 1 && parentheses::stands_alone_open(body, open.start) {
            found_one(open, Mark::Parenthesis, "（", Standing::Firm);
        }
    }
    found[first..].sort_unstable_by_key(|found| found.span.start);
}

/// What is kept from line to line, so that a line costs no allocation.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    protected: Protected,
    /// Opening parentheses of the line that nothing has closed yet.
    open: Vec<Range<usize>>,
}

impl Scratch {
    fn push(&mut self, open: Range<usize>) {
        /// Nobody nests deeper; and each byte is looked at once a level.
        const MOST: usize = 8;
        if self.open.len() == MOST {
            self.open.clear();
        }
        self.open.push(open);
    }
}

fn mark_of(byte: u8) -> Mark {
    Mark::of(byte).unwrap_or(Mark::Comma)
}

fn close(
    body: &str,
    close: Range<usize>,
    scratch: &mut Scratch,
    found_one: &mut impl FnMut(Range<usize>, Mark, &'static str, Standing),
) {
    let Some(open) = scratch.open.pop() else {
        if close.len() == 1 && parentheses::stands_alone_close(body, close.start) {
            found_one(close, Mark::Parenthesis, "）", Standing::Firm);
        }
        return;
    };
    let pair = Pair { open, close };
    if let Some(standing) = pair.standing(body) {
        for (half, with) in [(pair.open, "（"), (pair.close, "）")] {
            if half.len() == 1 {
                found_one(half, Mark::Parenthesis, with, standing);
            }
        }
    }
}

/// What stands before a place, and behind the marks there if it is a mark.
fn left(body: &str, at: usize) -> (Class, Class) {
    let near = Class::before(body, at);
    let mut core = near;
    let mut rest = body[..at].chars();
    for _ in 0..DEPTH {
        core = Class::of(rest.next_back());
        if core != Class::Mark {
            break;
        }
    }
    (near, core)
}

/// The same to the right.
fn right(body: &str, at: usize) -> (Class, Class) {
    let near = Class::behind(body, at);
    let mut core = near;
    let mut rest = body[at..].chars();
    for _ in 0..DEPTH {
        core = Class::of(rest.next());
        if core != Class::Mark {
            break;
        }
    }
    (near, core)
}

fn comma(body: &str, at: usize) -> Option<Standing> {
    let ((left_near, left), (right_near, right)) = (left(body, at), right(body, at + 1));
    if is_between_quotes(body, at) {
        return None;
    }
    match (left, right_near) {
        (Class::Han, Class::Space) => Some(spaced_unless_at_end(body, at)),
        (Class::Han, _) => Some(Standing::Firm),
        (Class::Letter | Class::Digit | Class::Other | Class::Code, Class::Han) => {
            Some(Standing::Firm)
        }
        (Class::Letter | Class::Digit | Class::Code, Class::Mark) if right == Class::Han => {
            Some(Standing::Firm)
        }
        (Class::Edge, Class::Han) => Some(Standing::Firm),
        (Class::Edge, Class::Mark) if is_beside_wide_mark(body, at) => Some(Standing::Firm),
        (Class::Space, Class::Han) if left_near == Class::Mark => Some(Standing::Firm),
        // A space on the wrong side is a layout's.
        (Class::Space, Class::Han | Class::Digit | Class::Edge) if is_behind_han(body, at) => {
            Some(Standing::Firm)
        }
        (Class::Letter | Class::Digit, Class::Edge) => Some(Standing::Firm),
        _ if is_between_wide_marks(body, at) => Some(Standing::Loose),
        _ => is_between_names(body, at).then_some(Standing::Loose),
    }
}

fn colon(body: &str, at: usize) -> Option<Standing> {
    let ((_, left), (right_near, right)) = (left(body, at), right(body, at + 1));
    if is_between_quotes(body, at) {
        return None;
    }
    match (left, right_near) {
        (Class::Han, Class::Space) => Some(spaced_unless_at_end(body, at)),
        (Class::Han, _) => Some(Standing::Firm),
        (Class::Letter | Class::Digit | Class::Code, Class::Han) => Some(Standing::Firm),
        (Class::Edge, Class::Han) => Some(Standing::Firm),
        (Class::Edge, Class::Mark) if is_beside_wide_mark(body, at) => Some(Standing::Firm),
        (Class::Space, Class::Han) if is_behind_han(body, at) => Some(Standing::Firm),
        (Class::Letter | Class::Digit, Class::Edge) => Some(Standing::Loose),
        (Class::Letter, Class::Mark) if right == Class::Han => {
            (!body[at + 1..].starts_with(|c: char| c.is_ascii())).then_some(Standing::Loose)
        }
        _ => is_between_names(body, at).then_some(Standing::Loose),
    }
}

/// A run of exclamation and question marks, as one.
fn exclamation(body: &str, start: usize, end: usize) -> Option<Standing> {
    let ((left_near, left), (right_near, _)) = (left(body, start), right(body, end));
    match (left, right_near) {
        (Class::Han, Class::Code | Class::Letter | Class::Digit) if is_within_link(body, start) => {
            None
        }
        (Class::Han, _) => Some(Standing::Firm),
        (Class::Letter | Class::Digit | Class::Code, Class::Han) => Some(Standing::Firm),
        // A wave or a mark behind a space: `不错 ~!`
        (Class::Space, Class::Han) if left_near == Class::Mark => Some(Standing::Firm),
        (Class::Letter | Class::Digit | Class::Code, Class::Edge) => Some(Standing::Loose),
        _ => None,
    }
}

/// What a run of dots beside Chinese was, if it can have been an ellipsis.
fn ellipsis(body: &str, run: Range<usize>) -> Option<&'static str> {
    /// More than anyone sets in a row, within reason.
    const LONGEST: &str = "………………………………………………………………";
    /// Dots that one `…` is folded to, and as many bytes as it has in UTF-8.
    const DOTS: usize = 3;
    /// Nobody means Latin by six dots.
    const CERTAIN: usize = 2 * DOTS;
    let is_beside_han =
        left(body, run.start).1 == Class::Han || right(body, run.end).1 == Class::Han;
    let is_whole = run.len().is_multiple_of(DOTS) && (is_beside_han || run.len() >= CERTAIN);
    is_whole.then(|| LONGEST.get(..run.len())).flatten()
}

/// Whether Han and one space stand before a mark.
fn is_behind_han(body: &str, at: usize) -> bool {
    let before = body[..at].strip_suffix(' ').unwrap_or("");
    Class::before(before, before.len()) == Class::Han
}

/// A space behind a mark at the end of a line is nobody's style.
fn spaced_unless_at_end(body: &str, at: usize) -> Standing {
    if body[at + 1..].trim_start().is_empty() {
        Standing::Firm
    } else {
        Standing::Spaced
    }
}

/// Whether a mark that nothing stands before on its line but full-width marks that close has such a
/// mark beside it, or one that opens, as in `》,《`.
fn is_beside_wide_mark(body: &str, at: usize) -> bool {
    is_wide_mark(body[at + 1..].chars().next()) && (at == 0 || is_between_wide_marks(body, at))
}

/// Whether full-width marks stand on both sides, whatever is behind them: `“01”,“10”`. Of 445 such commas in
/// the training text two are ASCII.
fn is_between_wide_marks(body: &str, at: usize) -> bool {
    is_wide_mark(body[..at].chars().next_back()) && is_wide_mark(body[at + 1..].chars().next())
}

fn is_wide_mark(character: Option<char>) -> bool {
    character.is_some_and(|c| !c.is_ascii() && is_mark(c))
}

fn is_mark(character: char) -> bool {
    Class::of(Some(character)) == Class::Mark
}

/// Whether a mark stands between the strings of a list: `"甲","乙"`.
fn is_between_quotes(body: &str, at: usize) -> bool {
    let is_quote = |c: Option<char>| matches!(c, Some('"' | '\''));
    is_quote(body[..at].chars().next_back()) && is_quote(body[at + 1..].chars().next())
}

/// Whether a mark stands between words without a space, as no writer of ASCII marks sets it, and one
/// of them is a name: `TiDB,TiKV`.
fn is_between_names(body: &str, at: usize) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_');
    let before = body[..at].rsplit(|c| !is_word(c)).next().unwrap_or("");
    let behind = body[at + 1..].split(|c| !is_word(c)).next().unwrap_or("");
    let is_behind_sign = body[..at].ends_with(['%', '％', '℃', '‰']);
    let is_name = |word: &str| word.len() > 1 && word.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |word: &str| word.len() > 1 || is_number(word);
    if is_behind_sign || body[..at].ends_with([')', '）']) {
        return is_name(behind) || (is_behind_sign && is_number(behind) && !behind.is_empty());
    }
    if before.is_empty() || behind.is_empty() || !is_word(before) {
        return false;
    }
    is_name(behind) || (is_name(before) && is_number(behind) && behind.len() > 1)
}

/// Bytes of the face that a colon or semicolon is the eyes of: `:)`, `;-)`, `:D`. A mouth closes
/// nothing that was opened, and opens nothing that is text.
fn face_len(body: &str, is_open: bool) -> Option<usize> {
    let nose = usize::from(body[1..].starts_with(['-', '\'', '^', 'o']));
    let mut rest = body[1 + nose..].chars();
    let mouth = rest.next()?;
    let next = Class::of(rest.next());
    let ends = matches!(next, Class::Space | Class::Edge | Class::Han | Class::Other);
    let is_face = match mouth {
        'D' | 'P' | 'p' | 'O' | 'o' => ends && (nose > 0 || body.starts_with(':')),
        ')' | '）' => !is_open,
        '(' | '（' => matches!(next, Class::Space | Class::Edge),
        '|' | '\\' | '*' => matches!(next, Class::Space | Class::Edge | Class::Other),
        '/' => nose > 0 || next == Class::Space,
        _ => false,
    };
    is_face.then_some(1 + nose + mouth.len_utf8())
}

/// Whether a mark continues an address that began before it.
fn is_within_link(body: &str, at: usize) -> bool {
    let mut start = at.saturating_sub(REACH);
    while !body.is_char_boundary(start) {
        start += 1;
    }
    let ends_word = [' ', '，', '。', '“', '”', '（', '）', '、'];
    let word = body[start..at].rsplit(ends_word).next();
    word.is_some_and(|word| word.contains("://") || word.contains("www."))
}

fn run_end(body: &str, at: usize, marks: &[char]) -> usize {
    body.len() - body[at..].trim_start_matches(marks).len()
}

fn run_start(body: &str, at: usize) -> usize {
    body[..at].trim_end_matches(['!', '?', '！', '？']).len()
}
