//! Dictionaries given at run time.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::dictionary::Dictionary as Phrases;
use super::utf8::decode;
use crate::error::{EntryProblem, Error};

/// A key and its value.
type Entry = (Box<str>, Box<str>);

/// Words and their conversions, to stand over or under OpenCC's own in a
/// [`Converter`](super::Converter).
///
/// ```
/// use mingwen::{Config, Converter, Dictionary};
///
/// let mut names = Dictionary::new();
/// names.insert("干城", "干城")?;
/// let converter = Converter::builder(Config::S2t).over(names).build();
/// assert_eq!(converter.convert("陆干城晒干"), "陸干城曬乾");
/// # Ok::<(), mingwen::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// By first character: keys and values, longest key first.
    entries: HashMap<char, Vec<Entry>>,
}

impl Dictionary {
    /// A dictionary without entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads OpenCC's text form: a key, a tab and its values in each line, of which the first is
    /// the one used. Empty lines and lines that start with `#` are skipped, as is a byte order
    /// mark. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::DictionaryLine`] with the number of the first line that cannot be read or repeats
    /// a key.
    ///
    /// ```
    /// use mingwen::Dictionary;
    ///
    /// assert!(Dictionary::parse("# words\n软件\t軟件 軟體\n").is_ok());
    /// let error = Dictionary::parse("软件\t軟件\n硬件 硬件\n").unwrap_err();
    /// assert!(error.to_string().starts_with("line 2"));
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut dictionary = Self::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            dictionary
                .add_line(line)
                .map_err(|problem| Error::DictionaryLine {
                    line: number + 1,
                    problem,
                })?;
        }
        Ok(dictionary)
    }

    /// Adds one entry.
    ///
    /// # Errors
    ///
    /// [`Error::DictionaryEntry`] if key or value is empty or the key is there already.
    pub fn insert(&mut self, key: &str, value: &str) -> Result<(), Error> {
        let key_of_error = || key.to_owned();
        self.add(key, value)
            .map_err(|problem| Error::DictionaryEntry {
                key: key_of_error(),
                problem,
            })
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add_line(&mut self, line: &str) -> Result<(), EntryProblem> {
        let (key, values) = line.split_once('\t').ok_or(EntryProblem::NoTab)?;
        let mut values = values.split(' ');
        let value = values.next().unwrap_or_default();
        if values.any(str::is_empty) {
            return Err(EntryProblem::EmptyValue);
        }
        self.add(key, value)
    }

    fn add(&mut self, key: &str, value: &str) -> Result<(), EntryProblem> {
        let first = key.chars().next().ok_or(EntryProblem::EmptyKey)?;
        if value.is_empty() {
            return Err(EntryProblem::EmptyValue);
        }
        let bucket = self.entries.entry(first).or_default();
        if bucket.iter().any(|(other, _)| **other == *key) {
            return Err(EntryProblem::Repeated);
        }
        let place = bucket.partition_point(|(other, _)| other.len() >= key.len());
        bucket.insert(place, (key.into(), value.into()));
        Ok(())
    }

    /// The longest key at the start of the text, which begins with the character `first`.
    #[inline]
    pub(super) fn find(&self, text: &[u8], first: u32) -> Option<(usize, &[u8])> {
        if self.entries.is_empty() {
            return None;
        }
        let bucket = self.entries.get(&char::from_u32(first)?)?;
        let found = bucket
            .iter()
            .find(|(key, _)| text.starts_with(key.as_bytes()));
        found.map(|(key, value)| (key.len(), value.as_bytes()))
    }

    /// Adds the pairs of characters that keys span.
    pub(super) fn add_pairs(&self, pairs: &mut HashSet<(u32, u32)>) {
        for (key, _) in self.entries.values().flatten() {
            let codes = key.chars().map(u32::from);
            pairs.extend(codes.clone().zip(codes.skip(1)));
        }
    }
}

/// The dictionaries around OpenCC's own.
#[derive(Clone, Debug, Default)]
pub(super) struct Custom {
    /// Wherever one of its keys matches, nothing else does.
    pub(super) over: Dictionary,
    /// Its keys match where OpenCC has none as long.
    pub(super) under: Dictionary,
}

impl Custom {
    pub(super) fn is_empty(&self) -> bool {
        self.over.is_empty() && self.under.is_empty()
    }
    /// Every key that counts in a text, cut as OpenCC cuts it, and its value. `opencc` is the dictionary
    /// that the keys stand over or under.
    pub(super) fn words(&self, text: &str, opencc: &Phrases) -> Vec<(Range<usize>, &str)> {
        let bytes = text.as_bytes();
        let mut words = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = decode(bytes, at);
            let rest = &bytes[at..];
            let over = self.over.find(rest, code);
            let found = over.or_else(|| {
                let phrase = opencc.phrase(bytes, at, code, length);
                let known = match phrase {
                    Some(phrase) => phrase.length,
                    None if opencc.has_character(code, true) => length,
                    None => 0,
                };
                let under = self.under.find(rest, code);
                under.filter(|(length, _)| *length > known)
            });
            at += match found {
                Some((length, value)) => {
                    if let Ok(value) = std::str::from_utf8(value) {
                        words.push((at..at + length, value));
                    }
                    length
                }
                None => opencc
                    .phrase(bytes, at, code, length)
                    .map_or(length, |phrase| phrase.length),
            };
        }
        words
    }
}
