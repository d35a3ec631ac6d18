//! Chinese text that was written in one encoding and read in another: `ä¸\u{AD}æ–‡`, `涓枃`, `ÖÐÎÄ`.
//!
//! **What happened.** Bytes of one encoding were decoded as another, perhaps more than once. What the
//! reader could make nothing of became `?` or U+FFFD, or went without a trace.
//!
//! **How we know.** [`suspect`] finds lines with characters that clean text hardly has side by side.
//! [`units`] turns them back to the bytes that a reader saw, [`beam`] follows the automaton of the
//! written encoding through these, and [`judge`] weighs what comes out against what stands there.
//!
//! Lines too short to tell speak for each other in [`origin`].
//!
//! **What we do.** [`mend`] replaces the spans whose reading is plain Chinese and much likelier. Where
//! bytes are lost, the character model chooses among those that the reader really loses there. Where two
//! layers lost some, [`twice`] follows both at once.
//!
//! **When we refrain.** Text that is fine in some script stays, and so does what is too short to tell.
//!
//! ```
//! assert_eq!(mingwen::repair("ä¸\u{AD}æ–‡ç¼–ç\u{A0}\u{81}"), "中文编码");
//! ```

mod beam;
mod bracket;
mod channel;
mod class;
mod clause;
mod doubt;
mod glance;
mod habit;
mod judge;
mod mend;
mod origin;
mod phase;
mod prefix;
mod rate;
mod reader;
mod route;
mod straight;
mod suspect;
mod swallowed;
mod twice;
mod units;
mod utf16;
mod work;
mod writer;

use std::ops::Range;

use self::habit::Habit;
use self::origin::Origin;
use self::route::Routes;
use self::work::Work;
use crate::edit::{Cause, Certainty, Change, Left, Reason, Record, Rewriter};
use crate::name::Encoding;

/// Whether text that was written in one encoding and read in another can be read back.
pub(crate) fn is_known(written: Encoding, read: Encoding) -> bool {
    channel::of(written, read).is_some()
}

/// Describes the repair of `text`, of which it may be known how it was misread, to `out`. O(bytes); clean
/// text costs a scan.
pub(crate) fn repair<R: Record>(
    text: &str,
    misread: Option<(Encoding, Encoding)>,
    out: &mut Rewriter<'_, R>,
) {
    if let Some(whole) = utf16::whole(text) {
        return replace_whole(text, &whole, out);
    }
    let mut from = 0;
    let mut first = suspect::short(text).or_else(|| suspect::cells(text));
    let mut known = Known {
        routes: Routes::default(),
        habit: Habit::default(),
        origin: Origin::of(misread),
        work: Work::new(),
    };
    let mut paid_to = 0;
    // The next suspect by itself, if it is known whether there is one.
    let mut ahead: Option<Option<usize>> = None;
    loop {
        let next = first.take().or_else(|| {
            let known = ahead.filter(|ahead| ahead.is_none_or(|ahead| ahead >= from));
            let next = known.unwrap_or_else(|| suspect::next(text, from));
            ahead = Some(next);
            next
        });
        let end = next.unwrap_or(text.len());
        let Some(suspect) = known.short_line(text, from..end).or(next) else {
            break;
        };
        let window = suspect::line(text, from, suspect);
        let is_due = known.origin.is_due(window.start);
        if !is_due {
            known.mend_lines(text, from..window.start, out);
        }
        let followed = known.routes.follow(text, window.start, out);
        if followed > window.start {
            from = followed;
            continue;
        }
        let line = text.get(window.clone()).unwrap_or_default();
        let near = glance::around(line, suspect - window.start);
        let part = line.get(near.clone()).unwrap_or_default();
        let channels = promising(part);
        if is_due {
            known.origin.forget();
        }
        // Of a short line the first look says little.
        if is_due && (line.len() <= SHORT_LINE || !channels.is_empty()) {
            known.origin.ask(text, window.start, &mut known.work);
            known.mend_lines(text, from..window.start, out);
        }
        if known.mend_lines(text, window.clone(), out) {
            from = window.end;
            continue;
        }
        let goes_on = !is_line_end(text, window.end);
        known
            .work
            .begin_line(window.start.saturating_sub(paid_to), goes_on);
        paid_to = paid_to.max(window.start);
        if channels.is_empty() {
            from = window.start + near.end;
            continue;
        }
        from = window.end;
        let mends = mend::mends(line, &channels, &mut known.habit, &mut known.work);
        known.work.end_line(mend::explained_share(line, &mends));
        if known.work.was_cut() {
            out.leave(Left {
                source: window.clone(),
                reason: None,
                cause: Cause::Work,
            });
        }
        known.routes.keep(line, &mends);
        for mend in mends {
            let mended = window.start + mend.source.end;
            // What goes on behind a window is taken up where a character has just ended.
            if mended + NEAR_END > window.end && goes_on {
                from = mended;
            }
            replace(&mend, window.start, out);
        }
    }
    known.mend_lines(text, from..text.len(), out);
}

/// The channels that may make something of what is around a suspect.
fn promising(part: &str) -> Vec<channel::Channel> {
    let channels = glance::promising(part);
    if channels.is_empty() {
        phase::promising(part)
    } else {
        channels
    }
}

/// What is known of a text so far.
struct Known {
    routes: Routes,
    habit: Habit,
    origin: Origin,
    work: Work,
}

impl Known {
    /// The first line of a part of the text that is too short to be suspect where nothing is damaged, and is where
    /// lines came back.
    fn short_line(&self, text: &str, part: Range<usize>) -> Option<usize> {
        let is_damaged = !self.routes.is_empty();
        is_damaged.then(|| suspect::short_line(text, part))?
    }

    /// Mends the lines of a part of the text that others speak for, and says whether there are any.
    fn mend_lines<R: Record>(
        &mut self,
        text: &str,
        part: Range<usize>,
        out: &mut Rewriter<'_, R>,
    ) -> bool {
        let mut start = part.start;
        let part = text.get(part).filter(|_| self.origin.is_known());
        let mut any = false;
        for line in part.unwrap_or_default().split_inclusive('\n') {
            let content = line.trim_end_matches(['\r', '\n']);
            let is_whole = start == 0 || text.as_bytes().get(start - 1) == Some(&b'\n');
            if is_whole && is_line_end(text, start + content.len()) {
                let mends = self.origin.mends(content, &mut self.work);
                let mends = mends.unwrap_or_default();
                self.routes.keep(content, &mends);
                for mend in mends {
                    replace(&mend, start, out);
                    any = true;
                }
            }
            start += line.len();
        }
        any
    }
}

/// Bytes of a line that may be a name or two.
const SHORT_LINE: usize = 64;

/// Bytes that damage which goes on behind a window may end before it.
const NEAR_END: usize = 128;

fn is_line_end(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), None | Some(b'\r' | b'\n'))
}

fn replace_whole<R: Record>(text: &str, whole: &utf16::Whole, out: &mut Rewriter<'_, R>) {
    let reason = Reason::Misread {
        written: whole.written,
        read: whole.read,
    };
    out.replace(&Change {
        source: 0..text.len(),
        with: &whole.text,
        reasons: &[reason],
        certainty: Certainty::Proved,
        probability: None,
        inferred: &[],
    });
}

fn replace<R: Record>(mend: &mend::Mend, start: usize, out: &mut Rewriter<'_, R>) {
    out.replace(&Change {
        source: start + mend.source.start..start + mend.source.end,
        with: &mend.text,
        reasons: &mend.reasons(),
        certainty: mend.certainty,
        probability: mend.probability,
        inferred: &mend.inferred,
    });
}
