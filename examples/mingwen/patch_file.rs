//! `--patch`: what brings the original back.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use mingwen::Patch;

use crate::error::Failure;
use crate::input::Input;
use crate::replacement::Replacement;

pub(crate) struct PatchFile {
    path: PathBuf,
    replacement: Replacement,
    to: BufWriter<File>,
}

impl PatchFile {
    /// Opened before any work is done.
    pub(crate) fn open(path: &Path, inputs: &[Input]) -> Result<Self, Failure> {
        if inputs.len() != 1 {
            return Err(Failure::PatchOfMany);
        }
        if inputs.iter().any(|input| input.is_file(path)) {
            return Err(Failure::OverInput(path.to_owned()));
        }
        let (replacement, file) =
            Replacement::create(path).map_err(|error| Failure::file(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            replacement,
            to: BufWriter::new(file),
        })
    }

    /// Adds the patch of a block.
    pub(crate) fn write(&mut self, patch: &Patch) -> Result<(), Failure> {
        write!(self.to, "{patch}").map_err(|error| Failure::file(&self.path, error))
    }

    /// Gives the file its name.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        let Self {
            path,
            replacement,
            to,
        } = self;
        to.into_inner()
            .map_err(std::io::IntoInnerError::into_error)
            .and_then(|file| replacement.commit(&file, None))
            .map_err(|error| Failure::file(&path, error))
    }
}
