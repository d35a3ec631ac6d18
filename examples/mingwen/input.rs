//! Where text comes from.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use crate::error::Failure;
use crate::folder;
use crate::messages::note;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// Standard input if no file is given; `-` is standard input, `./-` the file.
    pub(crate) fn from_arguments(files: &[PathBuf]) -> Vec<Self> {
        if files.is_empty() {
            return vec![Self::Stdin];
        }
        files
            .iter()
            .map(|path| match path {
                path if path.as_os_str() == "-" => Self::Stdin,
                path => Self::File(path.clone()),
            })
            .collect()
    }

    /// The same, with the text files of folders in their place, but for those whose names end in `suffix`:
    /// what was kept of the others before they were rewritten.
    pub(crate) fn from_folders(
        files: &[PathBuf],
        suffix: Option<&OsStr>,
    ) -> Result<Vec<Self>, Failure> {
        let is_kept = |file: &Path| {
            let name = file.as_os_str().as_encoded_bytes();
            suffix.is_some_and(|suffix| name.ends_with(suffix.as_encoded_bytes()))
        };
        let mut inputs = Vec::new();
        for input in Self::from_arguments(files) {
            match input {
                Self::File(folder) if folder.is_dir() => {
                    for file in folder::files(&folder) {
                        let file = file?;
                        if !is_kept(&file) {
                            inputs.push(Self::File(file));
                        }
                    }
                }
                input => inputs.push(input),
            }
        }
        Ok(inputs)
    }

    /// As it stands in messages and reports.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Whether this is no file, and was more likely meant for a suffix: `.bak`.
    pub(crate) fn is_suffix(&self) -> bool {
        let Self::File(path) = self else { return false };
        let name = path.as_os_str().as_encoded_bytes();
        let is_name = name.first() == Some(&b'.') && path.components().count() == 1;
        is_name && name.len() > 1 && path.symlink_metadata().is_err()
    }

    /// Whether `path` leads to the same file.
    pub(crate) fn is_file(&self, path: &Path) -> bool {
        match (self, path.canonicalize()) {
            (Self::File(own), Ok(path)) => own.canonicalize().is_ok_and(|own| own == path),
            _ => false,
        }
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Read>, Failure> {
        match self {
            Self::Stdin => {
                let stdin = io::stdin();
                // Whoever starts the program without arguments should not think that it hangs.
                if stdin.is_terminal() {
                    let end = if cfg!(windows) { "Ctrl-Z" } else { "Ctrl-D" };
                    note(format_args!("reading from the terminal; end with {end}"));
                }
                Ok(Box::new(stdin.lock()))
            }
            Self::File(path) => {
                let failed = |error| Failure::input(&self.name(), error);
                let file = File::open(path).map_err(failed)?;
                // Some systems open a directory and fail at the first read, others not even then.
                if file.metadata().map_err(failed)?.is_dir() {
                    return Err(Failure::Directory { name: self.name() });
                }
                Ok(Box::new(file))
            }
        }
    }

    pub(crate) fn read(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.open()?
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::input(&self.name(), error))?;
        Ok(bytes)
    }
}
