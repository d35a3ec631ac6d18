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

use super::class::Class;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use find::{Found, Scratch};
use judge::{Census, Folding};
use mark::Mark;

/// Describes the marks to restore to `out`. O(bytes); a text without ASCII marks beside other
/// characters costs a scan.
pub(super) fn restore<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    if !has_candidate(text.as_bytes()) {
        return;
    }
    let mut found = find(text);
    let mut census = Census::default();
    census.count_found(text, &found);
    count(text, &mut census);
    let Some(folding) = census.folding() else {
        return;
    };
    if folding == Folding::Table {
        table::find(text, &mut found);
        found.sort_by_key(|one| one.span.start);
    }
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

/// Whether an ASCII mark stands beside a character that is not ASCII.
fn has_candidate(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|three| Mark::of(three[1]).is_some() && (three[0] >= 0x80 || three[2] >= 0x80))
        || matches!(bytes, [.., before, mark] if *before >= 0x80 && Mark::of(*mark).is_some())
        || matches!(bytes, [mark, behind, ..] if *behind >= 0x80 && Mark::of(*mark).is_some())
}

fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut scratch = Scratch::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_mark = |byte: u8| byte == b'.' || Mark::of(byte).is_some();
        if line.bytes().any(is_mark) && !line.is_ascii() {
            let body = line.trim_end_matches(['\n', '\r']);
            find::find_in_line(text, start..start + body.len(), &mut scratch, &mut found);
        }
        start = end;
    }
    found
}

/// Counts what the document has of full-width marks and of ASCII stops.
fn count(text: &str, census: &mut Census) {
    let mut last = '\n';
    let mut chars = text.chars().peekable();
    while let Some(one) = chars.next() {
        if !one.is_ascii() {
            if let Some(mark) = Mark::of_full(one) {
                census.count_full(mark);
            }
        } else if one == '.' && Class::of(Some(last)) == Class::Han {
            match Class::of(chars.peek().copied()) {
                Class::Space => census.count_stop(true),
                Class::Han | Class::Edge => census.count_stop(false),
                _ => {}
            }
        }
        last = one;
    }
}
