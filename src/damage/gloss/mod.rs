//! stub docs
mod find;
mod folded;
mod judge;
mod mend;
mod unshift;

use crate::edit::{Record, Rewriter};
pub(crate) fn repair<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    if find::is_free_of_tones(text) {
        return;
    }
    let (splices, annotations) = find::find(text);
    if splices.is_empty() {
        return;
    }
    for document in judge::damaged_documents(text, &splices, annotations) {
        mend::mend(text, &document, &splices, out);
    }
}
