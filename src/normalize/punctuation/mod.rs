//! Full-width punctuation that was folded to ASCII: `指出,要` was `指出，要`.
//!
//! **What happened.** Unicode's compatibility folding (NFKC), or a cleaner with a table of its own,
//! took `，：；！？（）…` for wide forms of ASCII marks.
//!
//! **How we know.** Chinese sets no ASCII mark between Han. [`find`] collects the marks that stand where
//! a full-width one belongs; [`judge`] looks at the document as a whole, for some authors and
//! technical manuals write ASCII marks on purpose: they keep some full-width ones, or set spaces behind
//! the others, or end sentences with `.`.
//!
//! **What we do.** Each mark gets its full-width form; both halves of a pair, or none.
//!
//! **When we refrain.** Numbers, times, Latin runs, addresses, code, markup, file names, formulas,
//! faces; rows of a table that commas part, references to literature; and every mark of a document that was not folded. `。、“”《》` come back only where a table had
//! taken all of them away.
//!
//! ```
//! use mingwen::normalize;
//!
//! assert_eq!(normalize("他说,票价3,000元(含税),12:30开演!"), "他说，票价3,000元（含税），12:30开演！");
//! // Written so.
//! assert_eq!(normalize("双击图标，打开“设置”(F2)，再按(F3)"), "双击图标，打开“设置”(F2)，再按(F3)");
//! ```

mod find;
mod judge;
mod mark;
mod parentheses;
mod protected;
mod rows;
mod table;

use std::ops::Range;

use super::class::{Class, is_han};
use super::scan::{places, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use find::{Found, Scratch};
use judge::{Census, Folding};
use mark::Mark;

/// Describes the marks to restore to `out`. O(bytes); a text without ASCII marks beside other
/// characters costs a scan.
pub(super) fn restore<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    let mut lines = lines_with_candidates(text);
    if lines.is_empty() {
        return;
    }
    let tables = rows::tables(text);
    lines.retain(|line| !is_inside(&tables, line.start));
    for line in &lines {
        find::find_in_line(text, line.clone(), &mut scratch, &mut found);
    }
    if found.is_empty() {
        return;
    }
    let mut census = Census::default();
    census.count_found(text, &found);
    count(text, &mut census);
    if census.rules_out() {
        return;
    }
    let Some(folding) = census.folding() else {
        return;
    };
    find_on_other_lines(text, &lines, &tables, &mut scratch, &mut found);
    if folding == Folding::Table {
        table::find(text, &mut found);
    }
    found.sort_by_key(|one| one.span.start);
    for one in found {
        if census.was_folded(one.mark, one.standing, folding) {
            let reason = [Reason::FoldedPunctuation];
            out.replace(&Change::new(
                one.span,
                one.with,
                &reason,
                Certainty::Inferred,
            ));
        }
    }
}

/// Whether a place is inside one of these spans, which are in order.
fn is_inside(spans: &[Range<usize>], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.start <= at)
}

/// The lines, without their ends, where an ASCII mark stands beside a character that is not ASCII.
fn lines_with_candidates(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut behind = 0;
    for at in places(text, is_mark_beside_wide) {
        if at < behind {
            continue;
        }
        let bytes = text.as_bytes();
        let is_end = |byte: &u8| *byte == b'\n';
        let start = bytes[behind..at].iter().rposition(is_end);
        let start = start.map_or(behind, |end| behind + end + 1);
        behind = bytes[at..]
            .iter()
            .position(is_end)
            .map_or(text.len(), |end| at + end);
        let line = text[start..behind].trim_end_matches('\r');
        lines.push(start..start + line.len());
    }
    lines
}

/// Whether one of two bytes is an ASCII mark and the other no ASCII.
fn is_mark_beside_wide([a, b]: [u8; 2]) -> bool {
    let is_mark = |byte: u8| {
        let is_listed = (byte == b'!') | (byte == b',') | (byte == b'?');
        is_listed | within(byte, b'(', b')') | within(byte, b':', b';')
    };
    (is_mark(a) & (b >= 0x80)) | ((a >= 0x80) & is_mark(b))
}

/// Appends what stands between Latin words, and ellipses, on lines that have no other marks.
fn find_on_other_lines(
    text: &str,
    lines: &[Range<usize>],
    tables: &[Range<usize>],
    scratch: &mut Scratch,
    found: &mut Vec<Found>,
) {
    let is_mark = |byte: u8| byte == b'.' || Mark::of(byte).is_some();
    let mut known = lines.iter().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if known.next_if(|known| known.start == start).is_none()
            && body.bytes().any(is_mark)
            && !body.is_ascii()
            && !is_inside(tables, start)
        {
            find::find_in_line(text, start..start + body.len(), scratch, found);
        }
        start += line.len();
    }
}

/// Counts what the document has of full-width marks and of ASCII stops, until it has enough marks to
/// say that it was not folded.
fn count(text: &str, census: &mut Census) {
    for at in places(text, is_full_or_before_stop) {
        let full = text.get(at..).and_then(|rest| rest.chars().next());
        if let Some(mark) = full.and_then(Mark::of_full) {
            census.count_full(mark);
            if census.rules_out() {
                return;
            }
        } else if let Some(rest) = text.get(at + 2..)
            && text[..at + 1].ends_with(is_han)
        {
            match Class::of(rest.chars().next()) {
                Class::Space => census.count_stop(true),
                Class::Han | Class::Edge => census.count_stop(false),
                _ => {}
            }
        }
    }
}

/// Whether a character beginning with these bytes may be a full-width mark, or the first of them is the
/// last of another one's that an ASCII stop stands behind.
fn is_full_or_before_stop([a, b, c]: [u8; 3]) -> bool {
    let is_general = (b == 0x80) & ((c == 0x94) | (c == 0x9C) | (c == 0x9D) | (c == 0xA6));
    let is_stop_or_quote = (b == 0x80) & ((c == 0x82) | within(c, 0x8A, 0x8F));
    ((a == 0xE2) & is_general)
        | ((a == 0xE3) & is_stop_or_quote)
        | ((a == 0xEF) & (b == 0xBC) & within(c, 0x81, 0x9F))
        | ((a >= 0x80) & (b == b'.'))
}
