//! Pinyin spliced into traditional text at the byte level: `開(kāi)發(fā)區(qū)`, `變?yōu)閷?shí)景`.
//!
//! **What happened.** Simplified text was turned traditional, held as GBK bytes, and in those bytes
//! every occurrence of certain two-byte keys got an addition: a character's bytes its reading in
//! parentheses, the bytes of ，。！？、 some control characters in front. The keys were looked for
//! without regard to where characters begin, so an addition may stand between the two bytes of a
//! character. Decoding then paired each second byte with what followed: a byte before an opening
//! parenthesis came out as one `?` that swallowed it, and the bytes behind stayed shifted by one
//! until an ASCII byte.
//!
//! **How we know.** [`find`] collects every reading in parentheses, [`judge`] decides for the document
//! as a whole whether a program put them there: it leaves traces in the bytes, and it glosses the
//! same common traditional characters each time, which no person does.
//!
//! **What we do.** [`mend`] takes the additions out; [`unshift`] pairs the bytes of shifted runs again,
//! working out a swallowed byte from the reading that follows it. A byte that nothing determines
//! becomes U+FFFD with [`Reason::Lost`](crate::Reason::Lost) in the report.
//!
//! **When we refrain.** Textbooks (`重(chóng)庆`), encyclopedias (`北京（Běijīng）`), poems glossed
//! throughout, furigana and 注音 are none of this and stay. A lone gloss is taken out only in a short
//! text, inside a phrase, from a character that the corruption is known to gloss.
//!
//! ```
//! assert_eq!(mingwen::repair("藍圖變?yōu)閷?shí)景"), "藍圖變為實景");
//! assert_eq!(mingwen::repair("又到重(chóng)庆，嘉陵江水依旧"), "又到重(chóng)庆，嘉陵江水依旧");
//! ```

mod commonness;
mod count;
mod find;
mod folded;
mod judge;
mod mark;
mod mend;
mod run;
mod swallowed;
mod unshift;

use crate::edit::{Record, Rewriter};
use find::Splice;
use judge::Document;

/// Describes the repair of `text` to `out`. O(bytes); text without toned letters costs a scan.
pub(crate) fn repair<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    mend_all(text, judge::damaged_documents, out);
}

/// The same for a text of which it is known that readings were spliced into it: what the corruption would
/// not have glossed stays here too. O(bytes).
pub(crate) fn repair_known<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    mend_all(
        text,
        |text, splices| vec![Document::whole(text, splices)],
        out,
    );
}

fn mend_all<R: Record>(
    text: &str,
    documents: impl FnOnce(&str, &[Splice]) -> Vec<Document>,
    out: &mut Rewriter<'_, R>,
) {
    let splices = find::find(text);
    if splices.is_empty() {
        return;
    }
    for document in documents(text, &splices) {
        mend::mend(text, &document, &splices, out);
    }
}
