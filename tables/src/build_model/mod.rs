//! `model.bin`: the character model.
//!
//! `train` reads a corpus and keeps what pruning leaves of its counts in
//! `tables/sources/model-counts.bin`; the blob is made from those alone. `src/tables/MODEL.md` is
//! the card.

mod alphabet;
mod corpus;
mod count;
mod estimate;
mod evaluate;
mod kept;
mod logarithm;
mod material;
mod pack;
mod quotient;
mod select;

use std::fs;
use std::path::{Path, PathBuf};

use crate::blob::Blob;
pub use evaluate::{evaluate, speed};
use kept::Kept;

/// How many n-grams a script keeps.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub bigrams: usize,
    pub trigrams: usize,
}

/// What 2 MB hold; `sizes` measures the alternatives.
const SIZES: [Size; 2] = [Size {
    bigrams: 150_000,
    trigrams: 195_000,
}; 2];

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = counts_path(root);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let kept = Kept::read(&bytes).ok_or_else(|| format!("{} is damaged", path.display()))?;
    Ok(Blob {
        name: "model",
        kind: *b"MODL",
        version: 1,
        sources: "tables/sources/model-counts.bin, aggregate counts of the corpora in MODEL.md",
        payload: pack::payload(&kept, pack::Widths::BUILT_IN)?,
    })
}

/// Counts a corpus folder and writes the kept counts.
pub fn train(root: &Path, folder: &Path) -> Result<(), String> {
    let kept = count::Counts::of(root, folder)?.keep(SIZES);
    let path = counts_path(root);
    let bytes = kept.bytes();
    fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {} ({} bytes)", path.display(), bytes.len());
    Ok(())
}

/// Measures models of several sizes, each trained on the folder.
pub fn sizes(root: &Path, folder: &Path) -> Result<(), String> {
    let counts = count::Counts::of(root, folder)?;
    for (bigrams, trigrams) in [
        (50_000, 0),
        (100_000, 0),
        (200_000, 0),
        (100_000, 100_000),
        (100_000, 235_000),
        (150_000, 195_000),
        (200_000, 135_000),
    ] {
        let size = Size { bigrams, trigrams };
        let kept = counts.keep([size; 2]);
        let payload = pack::payload(&kept, pack::Widths::BUILT_IN)?;
        println!(
            "\n## {bigrams} bigrams, {trigrams} trigrams a script: {} bytes\n",
            payload.len()
        );
        evaluate::report(folder, payload)?;
    }
    Ok(())
}

fn counts_path(root: &Path) -> PathBuf {
    root.join("tables/sources/model-counts.bin")
}
