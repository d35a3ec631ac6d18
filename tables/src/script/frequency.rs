//! How common characters and pairs are, counted by `count_script_frequency.py`.

use crate::build_model::{self, Neighbors};
use std::collections::HashMap;
use std::path::Path;

/// The two columns of the counts.
#[derive(Clone, Copy)]
pub enum Column {
    Simplified,
    Traditional,
}

pub struct Frequency {
    /// Occurrences per million characters; what is not listed is rare.
    counts: HashMap<String, [u32; 2]>,
    neighbors: [Neighbors; 2],
}

impl Frequency {
    pub fn read(package: &Path) -> Result<Self, String> {
        let path = package.join("sources/script-frequency.tsv");
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut counts = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with("# ")) {
            let mut fields = line.split('\t');
            let row = (|| {
                let key = fields.next()?;
                let simplified = fields.next()?.parse().ok()?;
                Some((key, [simplified, fields.next()?.parse().ok()?]))
            })();
            let (key, numbers) = row.ok_or_else(|| format!("{}: {line}", path.display()))?;
            counts.insert(key.to_owned(), numbers);
        }
        Ok(Self {
            counts,
            neighbors: build_model::neighbors(&package.join(".."))?,
        })
    }

    pub fn of(&self, text: &str, column: Column) -> u32 {
        let numbers = self.counts.get(text).copied().unwrap_or_default();
        match column {
            Column::Simplified => numbers[0],
            Column::Traditional => numbers[1],
        }
    }

    /// The common pairs of adjacent characters, wherever they stand, and how many there are in a billion.
    pub fn neighbors(&self, column: Column) -> &Neighbors {
        &self.neighbors[column as usize]
    }

    pub fn of_character(&self, character: char, column: Column) -> u32 {
        self.of(character.encode_utf8(&mut [0; 4]), column)
    }
}
