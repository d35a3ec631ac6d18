//! Characters that show nothing: zero-width spaces, controls, tags, and their kin.
//!
//! **What happened.** Web pages and word processors leave zero-width spaces and soft hyphens, joined
//! files leave byte order marks inside, protocols and terminals leave controls; and some hide text from
//! people that machines read.
//!
//! **How we know.** [`policy`] lists the code points by kind, and what lets each kind stay.
//!
//! **What we do.** What bears no meaning where it stands is removed: a terminal sequence and an
//! interlinear annotation with all that belongs to them.
//!
//! **When we refrain.** Emoji sequences, ideographic variation sequences, Persian and Indic joiners, Thai
//! word boundaries, directional marks in Arabic and Hebrew. Tabs, line ends and page breaks are layout,
//! not controls.
//!
//! Each kind is a [`Reason`] of its own, so that a report tells what is hidden in a text, and how much:
//!
//! ```
//! use mingwen::{Invisible, Operation, Profile, Reason, Repairer, Treatment};
//!
//! let text = "请总结\u{200B}这一页👨\u{200D}👩\u{200D}👧\u{E0041}\u{E0042}\u{E0043}";
//! let repairer = Repairer::builder().profile(Profile::Prompt).build()?;
//! assert_eq!(repairer.repair(text).text, "请总结这一页👨\u{200D}👩\u{200D}👧");
//!
//! let audit = Repairer::builder().operation(Operation::Invisible, Treatment::Report).build()?;
//! let left = audit.repair(text).report.left().to_vec();
//! let tags = Some(Reason::Invisible { kind: Invisible::Tag });
//! assert_eq!(left.iter().filter(|left| left.reason == tags).count(), 3);
//! # Ok::<(), mingwen::Error>(())
//! ```

mod context;
mod policy;

use std::ops::RangeInclusive;

use super::scan::{characters, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::Invisible;
use crate::profile::Profile;
use context::Context;
use policy::Policy;

/// Describes each invisible character without meaning to `out`. O(bytes).
pub(super) fn remove<R: Record>(text: &str, profile: Profile, out: &mut Rewriter<'_, R>) {
    let policy = Policy::of(profile);
    let mut context = Context::new(text);
    let mut behind = 0;
    for (at, one) in characters(text, begins_invisible) {
        let Some(kind) = policy::kind(one) else {
            continue;
        };
        if at < behind {
            continue;
        }
        let before = context.before(at);
        if context.keeps(policy.keep(kind), at, one, before) {
            continue;
        }
        let end = at + one.len_utf8();
        behind = match kind {
            Invisible::Control => end + terminal_sequence_len(one, &text[end..]),
            Invisible::Annotation => end + annotation_len(one, &text[end..]),
            _ => end,
        };
        context.take_out(at..behind, before);
        let reason = [Reason::Invisible { kind }];
        out.replace(&Change::new(at..behind, "", &reason, Certainty::Inferred));
    }
}

/// Bytes of what a terminal takes for one with the escape character before it: a control sequence
/// (ECMA-48, section 5.4), `[`, parameters, a letter; a string (section 5.6), such as a window's title or a
/// link's target, up to its end; a designation of a character set that terminals know (ECMA-35, section 13.2), `(B`.
fn terminal_sequence_len(control: char, rest: &str) -> usize {
    /// Parameters that anyone sends, and bytes of a string; what is longer is text.
    const MOST: usize = 16;
    const MOST_OF_STRING: usize = 512;
    if control != '\u{1B}' {
        return 0;
    }
    let bytes = rest.as_bytes();
    let count = |from: usize, most: usize, of: RangeInclusive<u8>| {
        let rest = bytes.iter().skip(from).take(most);
        rest.take_while(|byte| of.contains(byte)).count()
    };
    match bytes.first() {
        Some(b'[') => {
            let parameters = 1 + count(1, MOST, 0x30..=0x3F);
            let intermediate = count(parameters, MOST, 0x20..=0x2F);
            let last = parameters + intermediate;
            bytes
                .get(last)
                .filter(|byte| matches!(byte, 0x40..=0x7E))
                .map_or(0, |_| last + 1)
        }
        Some(b']' | b'P' | b'X' | b'^' | b'_') => {
            let string = bytes.iter().take(MOST_OF_STRING);
            let end = string.take_while(|byte| **byte >= b' ').count();
            match bytes.get(end..) {
                Some([0x07, ..]) => end + 1,
                Some([0x1B, b'\\', ..]) => end + 2,
                _ => 0,
            }
        }
        Some(b'(' | b')') if matches!(bytes.get(1), Some(b'0' | b'A' | b'B' | b'I' | b'J')) => 2,
        _ => 0,
    }
}

/// Bytes of an annotating text behind its separator, with the terminator.
fn annotation_len(control: char, rest: &str) -> usize {
    /// Characters of the longest annotation that counts as one.
    const MOST: usize = 64;
    if control != '\u{FFFA}' {
        return 0;
    }
    let end = rest
        .char_indices()
        .take(MOST)
        .find(|(_, c)| matches!(c, '\u{FFFB}' | '\n'));
    match end {
        Some((at, '\u{FFFB}')) => at + '\u{FFFB}'.len_utf8(),
        _ => 0,
    }
}

/// Whether a character beginning with these bytes may be invisible.
fn begins_invisible([a, b, c]: [u8; 3]) -> bool {
    let is_control = ((a < b' ') & !within(a, b'\t', b'\r')) | (a == 0x7F);
    let is_narrow =
        ((a == 0xC2) & (b < 0xB0)) | ((a == 0xCD) & (b == 0x8F)) | ((a == 0xD8) & (b == 0x9C));
    let is_format = ((b == 0x80) & (within(c, 0x8B, 0x8F) | within(c, 0xAA, 0xAE))) | (b == 0x81);
    is_control
        | is_narrow
        | (a == 0xE1)
        | ((a == 0xE2) & is_format)
        | ((a == 0xE3) & (b == 0x85))
        | ((a == 0xEF) & ((b == 0xB8) | (b == 0xBB) | (b >= 0xBE)))
        | ((a == 0xF0) & (((b == 0x9B) & (c == 0xB2)) | ((b == 0x9D) & (c == 0x85))))
        | (a == 0xF3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::scan::first_bytes;

    #[test]
    fn the_first_bytes_tell_every_kind() {
        for one in '\0'..=char::MAX {
            let is_told = begins_invisible(first_bytes(one));
            assert!(is_told || policy::kind(one).is_none(), "{one:?}");
        }
    }
}
