//! Takes the splices out of a damaged document.

use std::ops::Range;

use super::find::{Site, Splice};
use super::judge::Document;
use super::mark::{MARKS, is_control};
use super::run::Run;
use super::unshift::Unshift;
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::tables::reading;

/// Describes every change that `document` needs, in order. O(bytes of the document).
pub(super) fn mend<R: Record>(
    text: &str,
    document: &Document,
    splices: &[Splice],
    out: &mut Rewriter<'_, R>,
) {
    let splices: Vec<Splice> = splices[document.splices.clone()]
        .iter()
        .filter(|splice| document.takes_out(splice) || matches!(splice.site, Site::Byte(..)))
        .copied()
        .collect();
    let unshift = Unshift::new(text, document, &splices);
    let mut at = cut_at_start(text, document, out);
    let mut next = 0;
    while at < document.span.end {
        let splice = splices.get(next);
        let stop = splice.map_or(document.span.end, |splice| splice.start);
        match next_trace(text, at..stop) {
            Some(Trace::Controls(span)) => {
                remove(out, span.clone(), Reason::GlossPunctuation);
                at = span.end;
            }
            Some(Trace::LostLead(mark)) => {
                at = match unshift.behind_lost_lead(mark.clone(), next) {
                    Some(run) => apply(out, mark.start, &run),
                    None => mark.end,
                };
            }
            None => {
                at = match splice {
                    None => document.span.end,
                    Some(splice) => match splice.site {
                        Site::Swallowed(lead) => {
                            apply(out, splice.start, &unshift.behind_swallowed(next, lead))
                        }
                        // No part of a run: somebody's annotation.
                        Site::Byte(_, None) => splice.end,
                        _ => {
                            remove(out, splice.start..splice.end, Reason::Gloss);
                            splice.end
                        }
                    },
                };
            }
        }
        while splices.get(next).is_some_and(|splice| splice.start < at) {
            next += 1;
        }
    }
    cut_at_end(text, document, &splices, out);
}

/// What the corruption leaves beside glosses.
enum Trace {
    /// Control characters before a mark.
    Controls(Range<usize>),
    /// A lost byte before a mark.
    LostLead(Range<usize>),
}

fn next_trace(text: &str, span: Range<usize>) -> Option<Trace> {
    let is_candidate = |byte: u8| matches!(byte, 0x05..=0x08 | b'?' | 0xEF);
    let mut at = span.start;
    while let Some(found) = text.as_bytes()[at..span.end]
        .iter()
        .position(|&b| is_candidate(b))
    {
        let start = at + found;
        // EF, which begins U+FFFD, is never inside a character; the full-width forms have it too.
        let first = text[start..].chars().next()?;
        if !first.is_ascii() && first != '\u{FFFD}' {
            at = start + first.len_utf8();
            continue;
        }
        let rest = &text[start + first.len_utf8()..span.end];
        let padding = rest.len() - rest.trim_start_matches(is_control).len();
        let before_mark = rest[padding..].starts_with(MARKS);
        let end = start + first.len_utf8();
        match first {
            '?' | '\u{FFFD}' if before_mark => return Some(Trace::LostLead(start..end)),
            c if is_control(c) && before_mark => {
                return Some(Trace::Controls(start..end + padding));
            }
            _ => at = end + if is_control(first) { padding } else { 0 },
        }
    }
    None
}

fn remove<R: Record>(out: &mut Rewriter<'_, R>, span: Range<usize>, reason: Reason) {
    out.replace(&Change {
        source: span,
        with: "",
        reasons: &[reason],
        certainty: Certainty::Proved,
        probability: None,
        inferred: &[],
    });
}

/// Replaces the run that begins at `start` and returns where it ends.
fn apply<R: Record>(out: &mut Rewriter<'_, R>, start: usize, run: &Run) -> usize {
    // In the order of the reasons.
    let reasons: Vec<Reason> = [
        (run.glossed, Reason::Gloss),
        (true, Reason::GlossShift),
        (!run.glossed, Reason::GlossPunctuation),
        (run.is_lossy(), Reason::Lost),
    ]
    .into_iter()
    .filter_map(|(applies, reason)| applies.then_some(reason))
    .collect();
    out.replace(&Change {
        source: start..run.end,
        with: &run.text,
        reasons: &reasons,
        certainty: run.certainty,
        probability: run.probability,
        inferred: &run.inferred,
    });
    run.end
}

/// Takes out the rest of a gloss that the text begins with, and returns where to go on.
fn cut_at_start<R: Record>(text: &str, document: &Document, out: &mut Rewriter<'_, R>) -> usize {
    let start = document.span.start;
    let letters = super::find::letters_len(text);
    if start == 0
        && letters > 0
        && text[letters..].starts_with(')')
        && reading::is_syllable_end(&text[..letters])
    {
        remove(out, 0..letters + 1, Reason::Gloss);
        return letters + 1;
    }
    start
}

/// Takes out the beginning of a gloss that the text ends with, if it goes as far as the toned letter:
/// `(zh` may be a word as well.
fn cut_at_end<R: Record>(
    text: &str,
    document: &Document,
    splices: &[Splice],
    out: &mut Rewriter<'_, R>,
) {
    if document.span.end != text.len() {
        return;
    }
    let behind = splices.last().map_or(text.len(), |splice| splice.end);
    let Some(open) = text[behind..].rfind('(').map(|open| behind + open) else {
        return;
    };
    let Some(base) = text[..open].chars().next_back() else {
        return;
    };
    let cut = &text[open + 1..];
    let begins_reading = reading::Han::of(base)
        .reading()
        .is_some_and(|reading| reading.as_bytes().starts_with(cut.as_bytes()));
    if begins_reading && !cut.is_ascii() {
        remove(out, open..text.len(), Reason::Gloss);
    }
}
