//! Chinese text that was written in one encoding and read in another: `ä¸\u{AD}æ–‡`, `涓枃`, `ÖÐÎÄ`.
//!
//! **What happened.** Bytes of one encoding were decoded as another, perhaps more than once. What the
//! reader could make nothing of became `?` or U+FFFD, or went without a trace.
//!
//! **How we know.** [`suspect`] finds lines with characters that clean text hardly has side by side.
//! [`units`] turns them back to the bytes that a reader saw, [`beam`] follows the automaton of the
//! written encoding through these, and [`judge`] weighs what comes out against what stands there.
//!
//! **What we do.** [`mend`] replaces the spans whose reading is plain Chinese and much likelier. Where
//! bytes are lost, the character model chooses among those that the reader really loses there.
//!
//! **When we refrain.** Text that is fine in some script stays, and so does what is too short to tell.
//!
//! ```
//! use mingwen::{Damage, Repairer};
//!
//! let repairer = Repairer::builder().damage(Damage::Thorough).build()?;
//! assert_eq!(repairer.repair("ä¸\u{AD}æ–‡ç¼–ç\u{A0}\u{81}").text, "中文编码");
//! # Ok::<(), mingwen::Error>(())
//! ```

mod beam;
mod channel;
mod judge;
mod mend;
mod reader;
mod suspect;
mod units;
mod writer;

use crate::edit::{Change, Reason, Record, Rewriter};

/// Describes the repair of `text` to `out`. O(bytes); clean text costs a scan.
pub(crate) fn repair<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    for (start, line) in suspect::lines(text) {
        for mend in mend::mends(line) {
            let mut reasons: Vec<Reason> = mend
                .channels
                .iter()
                .map(|channel| Reason::Misread {
                    written: channel.written,
                    read: channel.read,
                })
                .collect();
            reasons.sort_unstable();
            reasons.dedup();
            out.replace(&Change {
                source: start + mend.source.start..start + mend.source.end,
                with: &mend.text,
                reasons: &reasons,
                certainty: mend.certainty,
                probability: mend.probability,
            });
        }
    }
}
