//! `language.bin`: small character models of the languages whose text must not be taken for
//! Chinese when it comes as bytes.
//!
//! `languages FILE` counts one file of passages and keeps what pruning leaves of the counts in
//! `tables/sources/language-counts.tsv`; the blob is made from those alone. `tables/passages.py` makes the
//! passages in half of the languages.

mod class;
mod count;
mod pack;

use std::fs;
use std::path::{Path, PathBuf};

use crate::blob::Blob;

/// The languages of the blob, in its order, as the corpus tags them, and how many characters have
/// a place in each one's matrix of pairs.
const LANGUAGES: [(&str, usize); 18] = [
    ("ja", 150),
    ("ko", 150),
    ("ru", 40),
    ("fr", 56),
    ("de", 40),
    ("es", 44),
    ("el", 48),
    ("th", 76),
    ("ar", 48),
    ("pl", 50),
    ("cs", 56),
    ("hu", 50),
    ("tr", 48),
    ("he", 44),
    ("lt", 48),
    ("lv", 48),
    ("vi", 56),
    ("uk", 50),
];

/// Those that count ASCII letters too.
const LATIN: [&str; 10] = ["fr", "de", "es", "pl", "cs", "hu", "tr", "lt", "lv", "vi"];

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = counts_path(root);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let kept = count::read(&text).map_err(|line| format!("{}:{line}: damaged", path.display()))?;
    Ok(Blob {
        name: "language",
        kind: *b"LANG",
        version: 1,
        sources: "tables/sources/language-counts.tsv, aggregate counts of LibreOffice's help and user interface (MPL-2.0) and XQuAD (CC BY-SA 4.0)",
        payload: pack::payload(&kept),
    })
}

/// Counts a file of passages and writes the kept counts.
pub fn train(root: &Path, file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let path = counts_path(root);
    let counts = count::count(&text);
    fs::write(&path, &counts).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {} ({} bytes)", path.display(), counts.len());
    Ok(())
}

fn counts_path(root: &Path) -> PathBuf {
    root.join("tables/sources/language-counts.tsv")
}
