//! stub
use crate::edit::{Record, Rewriter};
pub(crate) fn repair<R: Record>(_text: &str, _out: &mut Rewriter<'_, R>) {}
