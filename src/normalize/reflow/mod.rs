//! Sentences that lines, columns or pages had cut.

use crate::edit::{Record, Rewriter};

/// Describes the joins to `out`. O(bytes).
pub(crate) fn repair<R: Record>(_text: &str, _out: &mut Rewriter<'_, R>) {}
