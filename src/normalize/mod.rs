//! What remains wrong after the encoding is right: widths, forms, spaces, lines.
//!
//! Each operation is a file of its own that describes edits with [`Reason`](crate::Reason)s of its
//! own; [`Profile`] says which of them a text wants. They run in the order of [`Operation::ALL`],
//! over and over until none finds anything, so that normalizing twice is normalizing once; each by
//! itself is finished after one pass.

mod class;
mod punctuation;
mod reflow;

use crate::edit::{Record, Rewriter};
use crate::profile::{Operation, Profile};

/// Describes what one operation would change. O(bytes); text that has nothing of it costs a scan.
pub(crate) fn describe<R: Record>(
    operation: Operation,
    profile: Profile,
    text: &str,
    out: &mut Rewriter<'_, R>,
) {
    let _ = profile;
    match operation {
        Operation::Punctuation => punctuation::restore(text, out),
        Operation::Reflow => reflow::repair(text, out),
        Operation::Invisible
        | Operation::Forms
        | Operation::Composition
        | Operation::Width
        | Operation::Katakana
        | Operation::Symbols
        | Operation::Doubling
        | Operation::Spaces
        | Operation::Key => {}
    }
}
