//! Sentences that lines, columns or pages had cut: `在经开区落⏎⏎地生根`.
//!
//! **What happened.** A program wrapped the text at a column, or it was copied from pages: every
//! page and column ended inside a sentence, and blank lines or a page number came in between.
//!
//! **How we know.** [`seam`] finds all places between two lines. [`layout`] looks at the whole
//! document: the [`column`] it is wrapped at, how it sets paragraphs apart. [`evidence`] weighs each
//! seam: what the lines end and begin with, how long they are, brackets across the break, and whether
//! the character model takes the two halves for one sentence, which cut words betray. [`judge`] adds
//! what the document does elsewhere: where authors end lines without punctuation, every such end is
//! less suspicious, and where all lines are wrapped, even one behind a full stop goes on.
//!
//! **What we do.** The line break goes, with the spaces, blank lines and the page number around it.
//! Between Latin words a space takes its place. Nothing else changes.
//!
//! **When we refrain.** Where the odds are not high enough, and always at headings, items, bylines,
//! dates, indented paragraphs, rows of tables, code and quotations. A page that ended with a sentence
//! tells nothing of whether the paragraph did, so that break stays.
//!
//! ```
//! use mingwen::{Profile, Repairer};
//!
//! let repairer = Repairer::builder().profile(Profile::Corpus).build()?;
//! let page = "三年来，先后有二十多家企业在经开区落\n\n- 3 -\n\n地生根，带动就业上万人。\n\n□ 记者 林一\n\n天气渐凉";
//! assert_eq!(
//!     repairer.repair(page).text,
//!     "三年来，先后有二十多家企业在经开区落地生根，带动就业上万人。\n\n□ 记者 林一\n\n天气渐凉"
//! );
//! # Ok::<(), mingwen::Error>(())
//! ```

mod column;
mod evidence;
mod judge;
mod layout;
mod line;
mod marker;
mod page;
mod reading;
mod seam;
mod weight;
mod window;

use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use judge::Join;
use line::End;
use page::Page;

/// How often joined lines may bring out more joins before the text counts as unsettled and stays as
/// it is. Of 11,000 documents broken by a program two needed three rounds; text with a break every 40
/// characters, wherever they fall, needs four on the average and eight in one of 70.
const MAX_ROUNDS: usize = 16;

/// Describes the joins to `out`. O(bytes); text whose lines all end with a sentence costs a scan.
pub(crate) fn repair<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    for join in settled(text) {
        out.replace(&Change {
            source: join.gap,
            with: join.with,
            reasons: &[Reason::BrokenLine],
            certainty: Certainty::Inferred,
            probability: Some(join.probability),
            inferred: &[],
        });
    }
}

/// Joins after which none is left to make.
fn settled(text: &str) -> Vec<Join> {
    if !is_suspicious(text) {
        return Vec::new();
    }
    let mut page = Page::of(text);
    let mut readings = reading::read(&page);
    let mut last = judge::joins(&page, &readings);
    let mut all = last.clone();
    for _ in 0..MAX_ROUNDS {
        if last.is_empty() {
            return all;
        }
        page.join(&last);
        readings = reading::read_again(&page, readings);
        last = judge::joins(&page, &readings);
        all = merged(all, &last);
    }
    Vec::new()
}

/// Whether any line but the last ends inside a sentence.
fn is_suspicious(text: &str) -> bool {
    if !text.contains('\n') {
        return false;
    }
    let mut ends = line::lines(text).map(|line| End::of(&text[line.content]));
    let mut last = ends.next();
    ends.any(|end| last.replace(end) != Some(End::Closed))
}

/// Joins of a text, and joins of the text with those made, as joins of the text.
fn merged(joins: Vec<Join>, more: &[Join]) -> Vec<Join> {
    let mut merged = Vec::with_capacity(joins.len() + more.len());
    let mut joins = joins.into_iter().peekable();
    // Bytes that the joins so far took out.
    let mut gone = 0;
    for join in more {
        let mut join = join.clone();
        while let Some(before) = joins.next_if(|one| one.gap.start < join.gap.start + gone) {
            gone += before.gap.len() - before.with.len();
            merged.push(before);
        }
        join.gap = join.gap.start + gone..join.gap.end + gone;
        merged.push(join);
    }
    merged.extend(joins);
    merged
}
