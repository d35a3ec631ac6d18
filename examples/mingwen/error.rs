//! What can go wrong, and how we say it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A failure of reading, writing or usage: exit status 2.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// One input; the others are still done.
    #[error("{name}: {}", reason(.error))]
    Input { name: String, error: io::Error },
    #[error("{name}: is a directory; give the files in it, or --recursive")]
    Directory { name: String },
    #[error("{name}: repairing ended in a panic, which is a defect of mingwen; please report it")]
    Panic { name: String },
    #[error("{0}")]
    Folder(ignore::Error),
    /// A file to be written, or what undoing needs.
    #[error("{}: {}", .path.display(), reason(.error))]
    File { path: PathBuf, error: io::Error },
    /// A patch that does not fit.
    #[error("{}: {error}", .path.display())]
    Foreign {
        path: PathBuf,
        error: mingwen::Error,
    },
    #[error("--prefer needs --choice context; OpenCC's dictionaries prefer nothing")]
    PreferExact,
    #[error("--patch takes one file; give one patch for each")]
    PatchOfMany,
    #[error("{name}: is binary and stays as it is; there is nothing for a patch")]
    PatchOfBinary { name: String },
    #[error(
        "{name}:{line}: {count} bytes without a meaning would be lost, the first at byte {at}; the file stays \
         as it is unless --in-place=SUFFIX or --patch keeps them"
    )]
    Loss {
        name: String,
        line: usize,
        at: u64,
        count: usize,
    },
    #[error("--in-place takes files; standard input has no place")]
    NoPlace,
    #[error("{path}: no such file; for a suffix, write --in-place={path}", path = .0.display())]
    SuffixApart(PathBuf),
    #[error("{}: is also an input, and would be overwritten; use --in-place", .0.display())]
    OverInput(PathBuf),
    /// The report; the result is still written.
    #[error("{}: cannot write the report: {}", .path.display(), reason(.error))]
    Report { path: PathBuf, error: io::Error },
    #[error("{}: is also an input, and the report would overwrite it", .0.display())]
    ReportOverInput(PathBuf),
    /// Nothing more can be done.
    #[error("cannot write the result: {}", reason(.0))]
    Output(io::Error),
    /// Who read our output has had enough. Not an error.
    #[error("output closed")]
    OutputClosed,
    #[error("cannot start the threads, fewer --jobs may do: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error(transparent)]
    Mingwen(#[from] mingwen::Error),
}

impl Failure {
    pub(crate) fn input(name: &str, error: io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::IsADirectory => Self::Directory { name },
            _ => Self::Input { name, error },
        }
    }

    pub(crate) fn file(path: &Path, error: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            error,
        }
    }

    pub(crate) fn output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Output(error),
        }
    }

    /// Whether it makes no sense to go on with the next input.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Output(_) | Self::OutputClosed)
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::StorageFull => "no space left on the device".to_owned(),
        _ => error.to_string(),
    }
}

/// What is wrong with a line of JSON: exit status 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte offset in the line.
    pub(crate) at: Option<usize>,
    pub(crate) kind: FaultKind,
}

#[derive(Debug, PartialEq, Eq, Error)]
pub(crate) enum FaultKind {
    #[error("not valid UTF-8")]
    NotUtf8,
    #[error("not valid JSON: {0}")]
    NotJson(String),
    #[error("not a JSON object")]
    NotAnObject,
    #[error("no field {0:?}")]
    NoField(String),
    #[error("the field {field:?} is {found}, not a string")]
    NotAString { field: String, found: &'static str },
    #[error("the field {0:?} is not Base64")]
    NotBase64(String),
    #[error("the field {0:?} has a \\u escape that is half of a surrogate pair")]
    LoneSurrogate(String),
    #[error("repairing ended in a panic, which is a defect of mingwen; please report it")]
    Panic,
}
