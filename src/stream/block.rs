//! What a stream gives at a time.

use std::borrow::Cow;

use crate::edit::Decoding;
use crate::repairer::Repaired;

/// A part of a stream that was repaired as one, with its report; see [`RepairReader::on_block`].
///
/// Offsets in the report begin anew in each block, so that [`Repaired::undo_bytes`] gives the block's own
/// bytes. What a block stands behind is to be added for places in the stream.
///
/// [`RepairReader::on_block`]: crate::RepairReader::on_block
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Block {
    /// Bytes of the input before this block.
    pub bytes: u64,
    /// Bytes of decoded text before this block, in UTF-8 and before any change: what is to be added to
    /// the `source` of an edit.
    pub source: u64,
    /// Bytes of the result before this block: what is to be added to the `target` of an edit.
    pub target: u64,
    /// The repaired text and what was done.
    pub repaired: Repaired<'static>,
}

/// The same without an account of the changes, which would take several times as long as making them; see
/// [`RepairReader::next_passage`].
///
/// [`RepairReader::next_passage`]: crate::RepairReader::next_passage
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Passage<'r> {
    /// Bytes of the input before this passage.
    pub bytes: u64,
    /// The decoded text before any change.
    pub source: Cow<'r, str>,
    /// How the bytes were decoded. Offsets begin anew in each passage.
    pub decoding: Decoding,
    /// The repaired text, where it is another.
    pub(super) changed: Option<String>,
}

impl Passage<'_> {
    /// The repaired text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.changed.as_deref().unwrap_or(&self.source)
    }

    /// Whether the repaired text is another than what was decoded. O(bytes).
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.changed
            .as_deref()
            .is_some_and(|text| text != self.source)
    }

    /// The repaired text, by itself. O(bytes) where nothing was changed.
    #[must_use]
    pub fn into_text(self) -> String {
        self.changed.unwrap_or_else(|| self.source.into_owned())
    }
}
