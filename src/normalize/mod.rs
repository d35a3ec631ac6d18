//! What remains wrong after the encoding is right: widths, forms, spaces, lines.
//!
//! Each operation is a file of its own that describes edits with [`Reason`](crate::Reason)s of its
//! own; [`Profile`] says which of them a text wants. They run in the order of [`Operation::ALL`],
//! over and over until none finds anything, so that normalizing twice is normalizing once.

mod class;
mod composition;
mod doubling;
mod forms;
mod invisible;
mod katakana;
mod key;
mod punctuation;
mod reflow;
mod scan;
mod spaces;
mod symbols;
mod width;

use crate::edit::{Record, Rewriter};
use crate::profile::{Operation, Profile};

/// Whether an operation finds nothing more in a text that it has changed itself: it looks at characters one
/// by one, and what they become stays; or it joins lines until none is left to join.
pub(crate) fn comes_to_rest(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Width | Operation::Symbols | Operation::Reflow | Operation::Key
    )
}

/// Describes what one operation would change. O(bytes); text that has nothing of it costs a scan.
pub(crate) fn describe<R: Record>(
    operation: Operation,
    profile: Profile,
    text: &str,
    out: &mut Rewriter<'_, R>,
) {
    match operation {
        Operation::Invisible => invisible::remove(text, profile, out),
        Operation::Forms => forms::resolve(text, out),
        Operation::Composition => composition::compose(text, out),
        Operation::Width => width::narrow(text, out),
        Operation::Katakana => katakana::widen(text, profile, out),
        Operation::Symbols => symbols::spell(text, out),
        Operation::Doubling => doubling::halve(text, out),
        Operation::Spaces => spaces::close(text, profile, out),
        Operation::Punctuation => punctuation::restore(text, out),
        Operation::Reflow => reflow::repair(text, out),
        Operation::Key => key::fold(text, out),
    }
}
