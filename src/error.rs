//! The one error type of the crate.

use thiserror::Error;

use crate::name::{Config, Encoding};

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
    /// A misreading that no text is known to have come to, or that leaves nothing to read back.
    #[error(
        "{written} read in {read} is no misreading that can be undone; text was written in UTF-8, \
         GB18030 or Big5, and read in another encoding, one of single bytes or of pairs"
    )]
    UnknownMisreading {
        /// What text was written in.
        written: Encoding,
        /// What it was read in.
        read: Encoding,
    },
    /// A label that no encoding has.
    #[error(
        "{label:?} is no label of an encoding that is known here; use one of the WHATWG Encoding Standard, such as gbk or big5"
    )]
    UnknownEncoding {
        /// What was given.
        label: String,
    },
    /// A name that no script configuration has.
    #[error("{name:?} is no script configuration; use one of: {}", config_names())]
    UnknownConfig {
        /// What was given.
        name: String,
    },
    /// A line of a dictionary in OpenCC's text form cannot be read.
    #[error(
        "line {line} of the dictionary: {problem}; write the key, a tab, and the values, separated by spaces"
    )]
    DictionaryLine {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: EntryProblem,
    },
    /// An entry cannot be added to a dictionary.
    #[error("{problem} (key {key:?}); give each key once, with a value")]
    DictionaryEntry {
        /// The key of the entry.
        key: String,
        /// What is wrong with it.
        problem: EntryProblem,
    },
    /// A patch was used on a file that it was not made for, or was changed itself.
    #[error(
        "this patch is for a file of {expected} bytes, and the one given {}; give the file as it was \
         when the patch was made",
        if expected == found { "has other content".to_owned() } else { format!("has {found}") }
    )]
    ForeignFile {
        /// Bytes of the file that the patch is for.
        expected: usize,
        /// Bytes of the file that was given.
        found: usize,
    },
    /// A line of a patch cannot be read.
    #[error(
        "line {line} is none that a patch of version 1 has there; give the unchanged patch to a version \
         of mingwen that knows its version"
    )]
    PatchLine {
        /// Number of the line, from 1.
        line: usize,
    },
    /// An encoding in which what a byte means may depend on any byte before it, so that no part of a
    /// longer input can be read by itself.
    #[error(
        "{encoding} cannot be read in parts, and the input has more than {most} bytes; give all of \
         it to `repair_bytes`"
    )]
    Unstreamable {
        /// What the bytes are in.
        encoding: Encoding,
        /// The most bytes that are held together.
        most: usize,
    },
    /// A span to be protected is not one of the text.
    #[error(
        "bytes {start} to {end} are no span of the text, which has {len} bytes; give spans on \
         character boundaries"
    )]
    ForeignSpan {
        /// Where the span starts.
        start: usize,
        /// Where it ends.
        end: usize,
        /// Bytes of the text.
        len: usize,
    },
}

/// What is wrong with an entry of a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EntryProblem {
    /// There is no tab.
    #[error("there is no tab between key and values")]
    NoTab,
    /// There is nothing before the tab.
    #[error("the key is empty")]
    EmptyKey,
    /// There is nothing behind the tab, or one of several values is empty.
    #[error("a value is empty")]
    EmptyValue,
    /// The dictionary has the key already.
    #[error("the key stands there already")]
    Repeated,
}

fn config_names() -> String {
    Config::ALL.map(Config::name).join(", ")
}
