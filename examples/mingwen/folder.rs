//! The text files of a folder.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use mingwen::is_binary;

use crate::error::Failure;

/// Bytes that tell text from other files.
const HEAD: u64 = 1 << 12;

/// All text files under `folder`, sorted, but for hidden ones, backups and what .gitignore names. Links are
/// not followed.
pub(crate) fn files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Failure>> {
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_path(Ord::cmp)
        .build();
    walk.filter_map(|entry| match entry {
        Err(error) => Some(Err(Failure::Folder(error))),
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let path = entry.path();
            (is_file && !is_backup(path) && is_text(path)).then(|| Ok(entry.into_path()))
        }
    })
}

/// Whether a file is what an editor, or a run of ours, kept of the one beside it.
fn is_backup(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    let kept_of = |suffix: &&str| {
        let of = name.strip_suffix(suffix.as_bytes())?;
        std::str::from_utf8(of).ok()
    };
    let of = [".bak", ".orig", ".old", "~"].iter().find_map(kept_of);
    of.is_some_and(|of| !of.is_empty() && Path::new(of).is_file())
}

/// Whether a file is text, or cannot be read: who reads it will tell.
fn is_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_err() || !is_binary(&head)
}
