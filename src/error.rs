//! The one error type of the crate.

use thiserror::Error;

/// What can go wrong outside repair itself, which never fails.
///
/// Every message says what happened, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// A report was applied to a text that it does not belong to.
    #[error(
        "this report describes a result of {expected} bytes, but the text given has {found}; \
         give the unchanged result that came with the report"
    )]
    ForeignText {
        /// Bytes of the result that the report describes.
        expected: usize,
        /// Bytes of the text that was given.
        found: usize,
    },
    /// A span of a report cuts a character of the text that was given.
    #[error(
        "byte {offset} of the text given is inside a character, but the report has a boundary \
         there; give the unchanged result that came with the report"
    )]
    ForeignBoundary {
        /// Byte offset in the text that was given.
        offset: usize,
    },
    /// A limit of zero would refuse every input.
    #[error("the limit `{name}` is 0, which refuses every text; set it to 1 or more")]
    ZeroLimit {
        /// The field of [`Limits`](crate::Limits).
        name: &'static str,
    },
}
