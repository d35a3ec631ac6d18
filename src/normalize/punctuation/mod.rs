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
//! faces; and every mark of a document that was not folded. `。、“”《》` come back only where a table had
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
mod table;

use std::ops::Range;

use super::class::Class;
use super::scan::Leads;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use find::{Found, Scratch};
use judge::{Census, Folding};
use mark::Mark;

/// Describes the marks to restore to `out`. O(bytes); a text without ASCII marks beside other
/// characters costs a scan.
pub(super) fn restore<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    let lines = lines_with_candidates(text);
    for line in &lines {
        find::find_in_line(text, line.clone(), &mut scratch, &mut found);
    }
    if found.is_empty() {
        return;
    }
    let mut census = Census::default();
    census.count_found(text, &found);
    count(text, &mut census);
    let Some(folding) = census.folding() else {
        return;
    };
    find_on_other_lines(text, &lines, &mut scratch, &mut found);
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

static MARKS: Leads = Leads::of(&[('!', '!'), ('(', ')'), (',', ','), (':', ';'), ('?', '?')]);

/// The lines, without their ends, where an ASCII mark stands beside a character that is not ASCII.
fn lines_with_candidates(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_wide = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| *b >= 0x80);
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = MARKS.find(&bytes[at..]) {
        let mark = at + found;
        at = mark + 1;
        if is_wide(mark.checked_sub(1)) || is_wide(Some(mark + 1)) {
            let behind = lines.last().map_or(0, |line| line.end);
            let start = text[behind..mark]
                .rfind('\n')
                .map_or(behind, |end| behind + end + 1);
            let end = text[mark..].find('\n').map_or(text.len(), |end| mark + end);
            let line = text[start..end].trim_end_matches('\r');
            lines.push(start..start + line.len());
            at = end;
        }
    }
    lines
}

/// Appends what stands between Latin words, and ellipses, on lines that have no other marks.
fn find_on_other_lines(
    text: &str,
    lines: &[Range<usize>],
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
        {
            find::find_in_line(text, start..start + body.len(), scratch, found);
        }
        start += line.len();
    }
}

static LEADS: Leads = Leads::of(&[('.', '.'), ('—', '…'), ('、', '』'), ('！', '？')]);

/// Counts what the document has of full-width marks and of ASCII stops.
fn count(text: &str, census: &mut Census) {
    for (at, one) in LEADS.in_text(text) {
        if let Some(mark) = Mark::of_full(one) {
            census.count_full(mark);
        } else if one == '.' && Class::before(text, at) == Class::Han {
            match Class::behind(text, at + 1) {
                Class::Space => census.count_stop(true),
                Class::Han | Class::Edge => census.count_stop(false),
                _ => {}
            }
        }
    }
}
