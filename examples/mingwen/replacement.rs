//! A file that takes another's place at once when it is whole, or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Written beside the file that it is to be, under a name that nobody looks for. What is not committed is
/// removed; a run that is killed may leave it behind, and the file is as it was.
pub(crate) struct Replacement {
    /// Where links lead.
    path: PathBuf,
    /// Nowhere for a device or pipe, which is written to and not replaced.
    beside: Option<PathBuf>,
}

impl Replacement {
    /// With the mode of the file that it replaces, if there is one.
    pub(crate) fn create(path: &Path) -> io::Result<(Self, File)> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.metadata().is_ok_and(|data| !data.is_file()) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok((Self { path, beside: None }, file));
        }
        let name = path.file_name().unwrap_or_default();
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".mingwen-{}", std::process::id()));
        let beside = path.with_file_name(hidden);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        let mode = path.metadata().map(|data| data.permissions());
        let replacement = Self {
            path,
            beside: Some(beside.clone()),
        };
        if let Ok(mode) = mode {
            fs::set_permissions(&beside, mode)?;
        }
        Ok((replacement, file))
    }

    /// Takes the place of the file. With a suffix, that stays under its name with the suffix, and must not
    /// exist yet.
    pub(crate) fn commit(mut self, file: &File, suffix: Option<&OsStr>) -> io::Result<()> {
        let Some(beside) = &self.beside else {
            return Ok(());
        };
        // On the disk before it has the name, or a crash could leave an empty file.
        file.sync_all()?;
        if let Some(suffix) = suffix {
            let mut backup = self.path.clone().into_os_string();
            backup.push(suffix);
            if Path::new(&backup).symlink_metadata().is_ok() {
                let message = format!("{} exists already", Path::new(&backup).display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
            }
            fs::hard_link(&self.path, &backup)
                .or_else(|_| fs::copy(&self.path, &backup).map(drop))?;
        }
        fs::rename(beside, &self.path)?;
        self.beside = None;
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}
