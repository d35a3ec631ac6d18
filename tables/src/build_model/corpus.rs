//! A corpus folder: text files of five fields separated by tabs (source, script, register,
//! document, text), one passage a line, in UTF-8.

use std::fs;
use std::path::Path;

/// One passage.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'t> {
    pub source: &'t str,
    pub script: &'t str,
    /// The same number for the lines of one document.
    pub document: &'t str,
    pub text: &'t str,
}

/// Reads one file whole; packed files are unpacked first (`zstd -d FOLDER/*.zst`).
pub fn read(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn passages(file: &str) -> impl Iterator<Item = Passage<'_>> {
    file.lines().filter_map(|line| {
        let mut fields = line.splitn(5, '\t');
        let (source, script) = (fields.next()?, fields.next()?);
        let (_register, document, text) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Passage {
            source,
            script,
            document,
            text,
        })
    })
}
