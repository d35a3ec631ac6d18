//! Counting pairs of neighbors, and the text that keeps the counts: `language`, `pair` or `one`,
//! the characters' numbers in hexadecimal (below 10 a class), how often.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::class::{CLASSES, class};
use super::{LANGUAGES, LATIN};

/// A pair seen less often is not kept.
const LEAST: u64 = 2;

/// What is kept of one language: characters or classes by number.
#[derive(Debug, Default)]
pub struct Kept {
    /// How often each character was seen, upper case folded to lower.
    pub ones: BTreeMap<u32, u64>,
    /// How often the second followed the first. Characters outside the matrix stand as classes.
    pub pairs: BTreeMap<(u32, u32), u64>,
}

/// Passages of odd documents are left out, to measure with.
fn is_trained_on(document: &str) -> bool {
    document.bytes().last().is_none_or(|digit| digit % 2 == 0)
}

/// A single lower-case form where there is one.
pub fn fold(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

/// The kept counts as text.
pub fn count(corpus: &str) -> String {
    let mut out = String::from("# language\twhat\tfirst\tsecond\tcount\n");
    for (language, size) in LANGUAGES {
        let texts: Vec<&str> = corpus
            .lines()
            .filter_map(|line| {
                let fields: Vec<&str> = line.splitn(5, '\t').collect();
                let &[_, tag, _, document, text] = fields.as_slice() else {
                    return None;
                };
                (tag == language && is_trained_on(document)).then_some(text)
            })
            .collect();
        let latin = LATIN.contains(&language);
        let mut ones: HashMap<char, u64> = HashMap::new();
        for character in texts.iter().flat_map(|text| text.chars()) {
            let letter = character.is_ascii_alphabetic() && latin;
            if !character.is_ascii() || letter {
                *ones.entry(fold(character)).or_default() += 1;
            }
        }
        let mut ranked: Vec<(u64, char)> = ones.iter().map(|(&c, &n)| (n, c)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        // In a language with few characters of its own, all that were seen more than once.
        let alphabet: HashMap<char, u32> = ranked
            .iter()
            .filter(|(n, _)| *n >= LEAST)
            .take(size - usize::from(CLASSES))
            .map(|&(_, c)| (c, c as u32))
            .collect();
        let number = |c: char| {
            let folded = fold(c);
            alphabet
                .get(&folded)
                .copied()
                .unwrap_or_else(|| u32::from(class(folded)))
        };
        let mut pairs: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for text in texts {
            let mut last = 0;
            for next in text.chars().map(number).chain([0]) {
                *pairs.entry((last, next)).or_default() += 1;
                last = next;
            }
        }
        ranked.retain(|(n, _)| *n >= LEAST);
        for (n, c) in ranked {
            // Writing to a `String` cannot fail.
            let _ = writeln!(out, "{language}\tone\t{:X}\t\t{n}", c as u32);
        }
        for ((first, second), n) in pairs.into_iter().filter(|(_, n)| *n >= LEAST) {
            let _ = writeln!(out, "{language}\tpair\t{first:X}\t{second:X}\t{n}");
        }
    }
    out
}

/// Reads the kept counts; the error is the number of a bad line.
pub fn read(text: &str) -> Result<Vec<Kept>, usize> {
    let mut kept: Vec<Kept> = LANGUAGES.iter().map(|_| Kept::default()).collect();
    for (number, line) in text.lines().enumerate().skip(1) {
        let parsed = (|| {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[language, what, first, second, count] = fields.as_slice() else {
                return None;
            };
            let at = LANGUAGES.iter().position(|(tag, _)| *tag == language)?;
            let first = u32::from_str_radix(first, 16).ok()?;
            let count = count.parse().ok()?;
            let language = kept.get_mut(at)?;
            if what == "one" {
                language.ones.insert(first, count);
            } else {
                let second = u32::from_str_radix(second, 16).ok()?;
                language.pairs.insert((first, second), count);
            }
            Some(())
        })();
        parsed.ok_or(number + 1)?;
    }
    Ok(kept)
}
