//! `model.bin` and `model-other.bin`: the character models of Chinese and of other languages.
//!
//! `train` reads a corpus and keeps what pruning leaves of its counts in
//! `tables/sources/model-*counts.bin`; the blobs are made from those alone. `src/tables/MODEL.md` is
//! the card.

mod alphabet;
pub mod corpus;
mod count;
mod cuckoo;
mod estimate;
mod evaluate;
mod foreign;
mod kept;
pub mod logarithm;
mod material;
mod pack;

mod select;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::blob::Blob;
use crate::tables::model::CLASSES;
use alphabet::Kind;
pub use evaluate::{evaluate, speed};
use kept::Kept;
pub use logarithm::{Powers, cost};

/// How many n-grams a script keeps.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub bigrams: usize,
    pub trigrams: usize,
}

/// What 2 MB hold; `sizes` measures the alternatives.
const SIZES: [Size; 2] = [Size {
    bigrams: 150_000,
    trigrams: 180_000,
}; 2];

/// The same for other languages, which only need to be told from what is garbled.
const OTHER_SIZES: [Size; 2] = [Size {
    bigrams: 8_000,
    trigrams: 0,
}; 2];

const COUNTS: &str = "tables/sources/model-counts.bin";
const OTHER_COUNTS: &str = "tables/sources/model-other-counts.bin";

/// What is kept of a corpus.
fn read(root: &Path, kind: Kind, name: &str) -> Result<Kept, String> {
    let path = root.join(name);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Kept::read(kind, &bytes).ok_or_else(|| format!("{} is damaged", path.display()))
}

/// Common pairs of adjacent characters, and how many there are of each in a billion.
pub type Neighbors = BTreeMap<(char, char), u64>;

/// Those of simplified and those of traditional text.
pub fn neighbors(root: &Path) -> Result<[Neighbors; 2], String> {
    let Kept {
        characters,
        scripts,
    } = read(root, Kind::Chinese, COUNTS)?;
    let character = |token: u16| {
        let place = usize::from(token).checked_sub(CLASSES)?;
        characters.get(place).copied()
    };
    Ok(scripts.map(|script| {
        let counts = script.bigrams.iter().map(|bigram| {
            let count = match bigram.kinds {
                0 => bigram.count,
                _ => bigram.total,
            };
            (bigram, u64::from(count))
        });
        let all: u64 = script.unigrams.iter().sum::<u64>()
            + counts.clone().map(|(_, count)| count).sum::<u64>();
        counts
            .filter_map(|(bigram, count)| {
                let pair = (character(bigram.first)?, character(bigram.second)?);
                Some((pair, count * 1_000_000_000 / all))
            })
            .collect()
    }))
}

pub fn blobs(root: &Path) -> Result<[Blob; 2], String> {
    let payload =
        |kind, name: &str| pack::payload(kind, &read(root, kind, name)?, pack::Widths::BUILT_IN);
    let blob = |name, sources, payload| Blob {
        name,
        kind: *b"MODL",
        version: 3,
        sources,
        payload,
    };
    Ok([
        blob(
            "model",
            "tables/sources/model-counts.bin, aggregate counts of the corpora in MODEL.md",
            payload(Kind::Chinese, COUNTS)?,
        ),
        blob(
            "model-other",
            "tables/sources/model-other-counts.bin, aggregate counts of the corpora in MODEL.md",
            payload(Kind::Others, OTHER_COUNTS)?,
        ),
    ])
}

/// Counts a corpus folder and writes the kept counts.
pub fn train(root: &Path, folder: &Path) -> Result<(), String> {
    let files = material::files(root, folder)?;
    let kept = count::Counts::of(Kind::Chinese, &files).keep(SIZES);
    let others = count::Counts::of(Kind::Others, &material::others(folder)?).keep(OTHER_SIZES);
    for (name, kept) in [(COUNTS, kept), (OTHER_COUNTS, others)] {
        let path = root.join(name);
        let bytes = kept.bytes();
        fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("wrote {} ({} bytes)", path.display(), bytes.len());
    }
    Ok(())
}

/// Measures models of several sizes, each trained on the folder.
pub fn sizes(root: &Path, folder: &Path) -> Result<(), String> {
    let counts = count::Counts::of(Kind::Chinese, &material::files(root, folder)?);
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
        let payload = pack::payload(Kind::Chinese, &kept, pack::Widths::BUILT_IN)?;
        println!(
            "\n## {bigrams} bigrams, {trigrams} trigrams a script: {} bytes\n",
            payload.len()
        );
        evaluate::report(folder, payload)?;
    }
    Ok(())
}
