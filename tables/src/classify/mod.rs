//! `classify.bin`: how much more usual each character is in one kind of Chinese than in the others.
//!
//! `classify FOLDER` counts native text and keeps the rounded weights in
//! `tables/sources/classify-weights.tsv`, from which alone the blob is made.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use crate::blob::Blob;
use crate::build_model::corpus::{passages, read};
use crate::build_model::logarithm::log2;
use crate::script::opencc::{Dictionaries, Map, STEPS};
use crate::tables::classify::{COLUMNS, UNITS};

const WEIGHTS: &str = "tables/sources/classify-weights.tsv";

/// Kinds that text is counted for, in the order of the first columns.
const KINDS: usize = 4;
/// Imagined characters, spread as in all kinds together, that each kind is taken to have beside those
/// counted.
const IMAGINED: f64 = 200.0;
/// How often text in OpenCC's own standard has another form of a character than that standard's.
const ASTRAY: f64 = 0.02;
/// A character counts if it was seen so often in all.
const FLOOR: u64 = 5;
/// Steps of `STEPS` that fold the variants of Taiwan and of Hong Kong.
const FOLDS: [usize; 2] = [6, 8];

pub fn blob(root: &Path) -> Result<Blob, String> {
    let path = root.join(WEIGHTS);
    let text =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut rows: Vec<[[i8; COLUMNS]; 64]> = vec![[[0; COLUMNS]; 64]];
    let mut index = vec![0u16; 1024];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (code, weights) =
            parse(line).ok_or_else(|| format!("{}: {line:?} cannot be read", path.display()))?;
        let row = &mut index[code >> 6];
        if *row == 0 {
            *row = rows.len() as u16;
            rows.push([[0; COLUMNS]; 64]);
        }
        rows[usize::from(*row)][code & 0x3F] = weights;
    }
    let mut payload: Vec<u8> = index.iter().flat_map(|row| row.to_le_bytes()).collect();
    payload.extend(rows.iter().flatten().flatten().map(|&weight| weight as u8));
    Ok(Blob {
        name: "classify",
        kind: *b"CLAS",
        version: 1,
        sources: "tables/sources/classify-weights.tsv, counted from the corpora in MODEL.md",
        payload,
    })
}

fn parse(line: &str) -> Option<(usize, [i8; COLUMNS])> {
    let mut fields = line.split('\t');
    let code = fields.next()?.chars().next()? as usize;
    let mut weights = [0; COLUMNS];
    for (weight, field) in weights.iter_mut().zip(fields) {
        *weight = field.parse().ok()?;
    }
    (code < 0x1_0000).then_some((code, weights))
}

/// How much of its size a source counts for: as the fourth root of its characters. The smaller an
/// exponent, the less is one kind taken for another because of what a large source is about; of 1, 0.75,
/// 0.5 and 0.25 the one with which most paragraphs of Taiwan and Hong Kong are told apart.
const SHARE: f64 = 0.25;

/// Counts a corpus folder and writes the weights.
pub fn train(root: &Path, folder: &Path) -> Result<(), String> {
    let mut sources: BTreeMap<(usize, String), BTreeMap<char, u64>> = BTreeMap::new();
    for name in ["train-hans.txt", "train-hant.txt", "train-classical.txt"] {
        for passage in passages(&read(folder, name)?) {
            let kind = match passage.script {
                "hans" => 0,
                "hant-tw" => 1,
                "hant-hk" => 2,
                "lzh" => 3,
                _ => continue,
            };
            let source = sources
                .entry((kind, passage.source.to_owned()))
                .or_default();
            for character in passage
                .text
                .chars()
                .filter(|c| ('\u{3400}'..'\u{A000}').contains(c))
            {
                *source.entry(character).or_default() += 1;
            }
        }
    }
    let mut counts: BTreeMap<char, [u64; KINDS]> = BTreeMap::new();
    let mut weighed: BTreeMap<char, [f64; KINDS]> = BTreeMap::new();
    let mut totals = [0.0; KINDS];
    for (kind, total) in totals.iter_mut().enumerate() {
        let own = sources.iter().filter(|((of, _), _)| *of == kind);
        let sizes: Vec<f64> = own
            .clone()
            .map(|(_, source)| source.values().sum::<u64>() as f64)
            .collect();
        *total = sizes.iter().sum();
        let shares: f64 = sizes.iter().map(|size| size.powf(SHARE)).sum();
        for ((_, source), size) in own.zip(&sizes) {
            let weight = size.powf(SHARE) / shares * *total / size;
            for (&character, &count) in source {
                counts.entry(character).or_default()[kind] += count;
                weighed.entry(character).or_default()[kind] += count as f64 * weight;
            }
        }
    }
    let dictionaries = Dictionaries::read(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let groups = groups(&counts, &dictionaries)?;
    let regional = regional(&counts, &groups);
    let mut text = String::from(
        "# character\tsimplified\ttraditional\tCantonese\tclassical\tHong Kong over Taiwan\tOpenCC's standard over Taiwan, eighths of a bit\n",
    );
    for (character, weighed) in &weighed {
        if counts[character].iter().sum::<u64>() < FLOOR {
            continue;
        }
        let shares: [f64; KINDS] = std::array::from_fn(|kind| weighed[kind] / totals[kind]);
        let pooled = shares.iter().sum::<f64>() / KINDS as f64;
        let logs: [f64; KINDS] = std::array::from_fn(|kind| {
            log2((weighed[kind] + IMAGINED * pooled) / (totals[kind] + IMAGINED))
        });
        let mean = logs.iter().sum::<f64>() / KINDS as f64;
        let mut weights = logs.map(|log| round(log - mean)).to_vec();
        weights.extend(regional.get(character).unwrap_or(&[0.0; 2]).map(round));
        if weights.iter().any(|&weight| weight != 0) {
            let weights: Vec<String> = weights.iter().map(i32::to_string).collect();
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{character}\t{}", weights.join("\t"));
        }
    }
    let path = root.join(WEIGHTS);
    std::fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {} ({} bytes)", path.display(), text.len());
    Ok(())
}

fn round(log: f64) -> i32 {
    (log * UNITS).round().clamp(-127.0, 127.0) as i32
}

/// Forms of one character, by the one that OpenCC folds them into.
type Groups = BTreeMap<char, Vec<char>>;

fn groups(
    counts: &BTreeMap<char, [u64; KINDS]>,
    dictionaries: &Dictionaries,
) -> Result<Groups, String> {
    let [taiwan, hong_kong] = FOLDS.map(|step| Map::build(&STEPS[step], dictionaries));
    let maps = [taiwan?, hong_kong?];
    let fold = |character: char| {
        maps.iter().fold(character, |character, map| {
            map.character(character).chars().next().unwrap_or(character)
        })
    };
    let mut groups = Groups::new();
    for &character in counts.keys() {
        groups.entry(fold(character)).or_default().push(character);
    }
    groups.retain(|_, group| group.len() > 1);
    Ok(groups)
}

/// How much more Hong Kong, and OpenCC's own standard, like a form than Taiwan does.
fn regional(counts: &BTreeMap<char, [u64; KINDS]>, groups: &Groups) -> HashMap<char, [f64; 2]> {
    let mut logs = HashMap::new();
    for (standard, group) in groups {
        let sum = |kind: usize| group.iter().map(|c| counts[c][kind]).sum::<u64>() as f64;
        let sums = [sum(1), sum(2)];
        for character in group {
            let [taiwan, hong_kong] =
                [1, 2].map(|kind| (counts[character][kind] as f64 + 0.5) / (sums[kind - 1] + 1.0));
            let opencc = match character == standard {
                true => 1.0 - ASTRAY,
                false => ASTRAY / (group.len() - 1) as f64,
            };
            logs.insert(
                *character,
                [hong_kong, opencc].map(|share| log2(share / taiwan)),
            );
        }
    }
    logs
}
