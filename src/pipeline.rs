//! The order of the stages, and nothing else.

use std::borrow::Cow;

use crate::damage::{gloss, mojibake};
use crate::edit::{Cause, Left, Record, Rewriter};
use crate::repairer::Settings;

/// How often a stage may find something more in its own result before it counts as unsettled. Each
/// round takes damage away, and one round suffices for all text seen so far.
const MAX_ROUNDS: usize = 4;

/// Runs every stage over `text`; the account is a [`Report`](crate::Report) or `()`.
pub(crate) fn run<'t, R: Record>(text: &'t str, settings: &Settings) -> (Cow<'t, str>, R) {
    if text.len() > settings.limits.input_bytes {
        return (Cow::Borrowed(text), left_whole(text, Cause::InputBytes));
    }
    // What one stage mends may show the one before it something new, so all of them settle together.
    settle(text, |text| {
        let (mended, record): (_, R) = settle(text, |text| once(text, settings, mojibake::repair));
        let stage = |text: &str| once(text, settings, gloss::repair);
        let (text, more) = settle(&mended, stage);
        let text = match text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => match mended {
                Cow::Owned(mended) => Some(mended),
                Cow::Borrowed(_) => None,
            },
        };
        (text, record.then(more))
    })
}

/// Runs one stage; no text if it changed nothing.
fn once<R: Record>(
    text: &str,
    settings: &Settings,
    stage: impl Fn(&str, &mut Rewriter<'_, R>),
) -> (Option<String>, R) {
    let mut rewriter = Rewriter::new(text, settings.certainty, settings.limits.edits);
    stage(text, &mut rewriter);
    let (text, record) = rewriter.finish();
    match text {
        Cow::Borrowed(_) => (None, record),
        Cow::Owned(text) => (Some(text), record),
    }
}

/// Repeats a round until it finds nothing more, so that repairing twice is repairing once.
fn settle<R: Record>(text: &str, round: impl Fn(&str) -> (Option<String>, R)) -> (Cow<'_, str>, R) {
    let (mut now, mut record) = match round(text) {
        (None, record) => return (Cow::Borrowed(text), record),
        (Some(now), record) => (now, record),
    };
    for _ in 1..MAX_ROUNDS {
        let (next, more) = round(&now);
        // What is still left, this round found again.
        record.forget_left();
        record = record.then(more);
        match next {
            None => return (Cow::Owned(now), record),
            Some(next) => now = next,
        }
    }
    (Cow::Borrowed(text), left_whole(text, Cause::Unsettled))
}

fn left_whole<R: Record>(text: &str, cause: Cause) -> R {
    let mut record = R::unchanged(text.len());
    record.left(Left {
        source: 0..text.len(),
        reason: None,
        cause,
    });
    record
}
