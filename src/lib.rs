//! **mingwen 明文** repairs broken Chinese text: it finds out what happened, undoes it, and accounts
//! for every change.
//!
//! ```
//! assert_eq!(mingwen::repair("開(kāi)發(fā)區(qū)的藍圖變?yōu)閷?shí)景"), "開發區的藍圖變為實景");
//! ```
//!
//! # Use
//!
//! - [`repair`] takes text and returns text; borrowed if nothing was wrong.
//! - [`repair_bytes`] finds the encoding first; [`detect`] says how sure it is, and what else it may be;
//!   [`decode`] stops there; [`is_binary`] says what is no text.
//! - [`convert`] converts between simplified and traditional Chinese, exactly as OpenCC 1.4.2 does.
//! - [`normalize`] mends what is left when the encoding is right: folded punctuation, widths, forms,
//!   invisible characters, spaces. A [`Profile`] says what a text is wanted for.
//! - A [`Repairer`] is configured once and used for many texts. Its [`Repaired`] carries a [`Report`]:
//!   what was changed, where, why, and how sure we are; with maps of offsets and an exact
//!   [`undo`](Report::undo). [`Repairer::repair_batch`] repairs many texts on all cores;
//!   [`Repairer::reader`] and [`Repairer::writer`] repair input of any length in little memory.
//!
//! Repair never fails. What it cannot bring back becomes U+FFFD and stands in the report as
//! [`Reason::Lost`]; what it will not touch stands in [`Report::left`].
//!
//! The [`guide`] says how to choose a profile, how the crate is built and how to extend it.
//!
//! # What is repaired
//!
//! | damage | example | becomes |
//! |---|---|---|
//! | pinyin spliced in at the byte level | `轉變?yōu)楫a(chǎn)品` | `轉變為產品` |
//! | UTF-8, GBK or Big5 read as another encoding, in layers too | `涓浗`, `ÖÐ¹ú`, `ä¸\u{AD}å›½` | `中国` |
//! | the same with bytes lost | `璇疯緭鍏ュ瘑鐮侊紝鐒跺悗鐧诲綍銆?` | `请输入密码，然后登录。` |
//! | characters written out in ASCII | `&#20013;&#22269;`; on request `%E4%B8%AD`, `\u4E2D` and their kin | `中国`, `中` |
//! | control characters before punctuation of such pages | `完成\x07\x05，` | `完成，` |
//! | bytes in an encoding that [`detect`] tells, line by line if need be | `B0 A1` | `啊` |
//!
//! # What is promised
//!
//! - Clean text is never changed, and costs a scan at about a gigabyte a second, or, if it is not
//!   Chinese, at half of that or more.
//! - Repairing twice is repairing once.
//! - Time is linear in the bytes given, and memory proportional to them.
//! - The result and its report give back the original, bit for bit.
//! - No input makes the library panic. There is no unsafe code.
//!
//! # How it is built
//!
//! Text flows one way through stages. A stage describes edits; the pipeline applies them and composes
//! the reports of all stages into one against the original text.
//!
//! ```text
//! bytes ──▶ encoding ──▶ damage ──▶ normalize ──▶ script ──▶ text and report
//!               └──────────── model, tables ────────────┘
//! ```

#![forbid(unsafe_code)]
// Tests say what they expect in the shortest words.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod damage;
mod diagnosis;
mod edit;
mod encoding;
mod error;
pub mod guide;
#[allow(
    dead_code,
    reason = "the package in `tables/`, which writes and measures the model, asks for more of it"
)]
mod model;
mod name;
mod normalize;
mod parallel;
mod patch;
mod pipeline;
mod profile;
mod repairer;
mod script;
mod settings;
mod stream;
mod tables;

use std::borrow::Cow;

pub use diagnosis::{Diagnosis, Finding, Outlook};
pub use edit::{
    Cause, Certainty, Decoding, Edit, Edits, Exception, ExceptionKind, Inferred, Left, Reason,
    Report, Segment,
};
pub use encoding::{
    Candidate, DetectStream, Detection, Detector, Evidence, GroupDetection, detect, is_binary,
};
pub use error::{EntryProblem, Error};
pub use name::{
    Choice, Config, Encoding, Invisible, Language, Notation, Quotes, Replacement, Trace,
};
pub use patch::Patch;
pub use profile::{Operation, Profile, Treatment};
pub use repairer::{Repaired, Repairer, RepairerBuilder};
pub use script::{
    Alternative, Candidates, Classification, ConvertStream, Converter, ConverterBuilder, Decision,
    Dictionary, Variant, candidates, classify, convert, convert_into,
};
pub use settings::{Damage, Escapes, Glossed, Limits, Readings};
pub use stream::{Block, Passage, RepairReader, RepairWriter};

/// Repairs a text with the defaults of [`Repairer`]. Borrowed if nothing was wrong. O(bytes).
///
/// ```
/// assert_eq!(mingwen::repair("歡迎訪問本公司網(wǎng)站，產(chǎn)品齊全"), "歡迎訪問本公司網站，產品齊全");
/// // What a person wrote for people who learn to read stays.
/// assert_eq!(mingwen::repair("重(chóng)庆是一座山城"), "重(chóng)庆是一座山城");
/// ```
#[must_use]
pub fn repair(text: &str) -> Cow<'_, str> {
    Repairer::default().repair_text(text)
}

/// Decodes `bytes`, from an encoding that is known or found out line by line, and changes nothing. What has no
/// meaning becomes U+FFFD, and stands in the report's [`Decoding`]. Borrowed if it is valid UTF-8. O(bytes).
///
/// ```
/// use mingwen::{Encoding, decode};
///
/// let decoded = decode(b"\xa4\xa4\xa4\xe5\xff", Encoding::Big5);
/// assert_eq!(decoded.text, "中文\u{FFFD}");
/// assert_eq!(decoded.report.decoding().unwrap().exceptions[0].bytes, 4..5);
/// assert_eq!(decode("中文".as_bytes(), None).text, "中文");
/// ```
pub fn decode(bytes: &[u8], encoding: impl Into<Option<Encoding>>) -> Repaired<'_> {
    repairer::decode(bytes, encoding.into())
}

/// Finds the encoding of `bytes`, decodes and repairs them with the defaults of [`Repairer`], and
/// says what was done. O(bytes).
///
/// ```
/// let repaired = mingwen::repair_bytes(b"\xd6\xd0\xce\xc4\xcd\xf8\xd5\xbe");
/// assert_eq!(repaired.text, "中文网站");
/// let decoding = repaired.report.decoding().unwrap();
/// assert_eq!(decoding.segments[0].encoding, mingwen::Encoding::Gb18030);
/// ```
pub fn repair_bytes(bytes: &[u8]) -> Repaired<'_> {
    Repairer::default().repair_bytes(bytes)
}

/// Normalizes a text as [`Profile::Corpus`] does, without undoing damage. Borrowed if nothing was
/// to change. O(bytes).
///
/// ```
/// assert_eq!(mingwen::normalize("⼀共３人,都到了!"), "一共3人，都到了！");
/// assert_eq!(mingwen::normalize("一共3人，都到了！"), "一共3人，都到了！");
/// ```
#[must_use]
pub fn normalize(text: &str) -> Cow<'_, str> {
    Repairer::of(Profile::Corpus, Damage::Leave).repair_text(text)
}

/// What is wrong with a text, and how much of it. Takes as long as a repair. O(bytes).
///
/// ```
/// let diagnosis = mingwen::diagnose("ÖÐÎÄÍøÕ¾");
/// assert_eq!(diagnosis.score(), 1.0);
/// assert_eq!(diagnosis.findings()[0].reasons[0].name(), "misread");
/// ```
pub fn diagnose(text: &str) -> Diagnosis {
    Repairer::default().diagnose(text)
}

/// The examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

/// The examples of the Chinese README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.zh.md")]
mod readme_zh {}
