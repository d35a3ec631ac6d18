//! One step's keys: the longest that matches at a place, and what each character becomes alone.

use super::boundary::Pair;
use super::recipe::{Family, Step};
use super::utf8::decode;
use crate::name::Replacement;
use crate::tables::script::{self as tables, Filter, Phrases, Rows};

/// Stands for the second character in the slot of a key that has one.
const NONE: u32 = 0x1F_FFFF;
/// Bits of a slot that hold the offset of its records.
const OFFSET_BITS: u32 = 22;
/// Set in a record's value length.
const MARK: u8 = 0x80;
/// Set in a cell: the character's value does not fit there.
const SPECIAL: u64 = 1 << 44;

/// The dictionary of one step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dictionary {
    phrases: Phrases,
    rows: &'static Rows,
    /// Holds the first pair of each key, among others: asked before the larger table.
    bonds: &'static Filter,
    /// Whether the first dictionary of the step has words that differ by region.
    regional: bool,
}

/// A phrase found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    /// Bytes of the key.
    pub(super) length: usize,
    /// Empty where each character gives its part of the value by itself.
    pub(super) value: &'a [u8],
    /// Whether the key is of the step's first dictionary.
    pub(super) first_child: bool,
}

/// A key of a bucket, without the two characters that led there.
struct Record {
    suffix: &'static [u8],
    value: &'static [u8],
    mark: bool,
}

impl Record {
    /// Whether the text begins as the key goes on.
    #[inline(always)]
    fn is_followed(&self, text: &[u8]) -> bool {
        // Most differ in the first character.
        match (self.suffix.first_chunk::<3>(), text.first_chunk::<3>()) {
            (Some(expected), Some(found)) if expected != found => false,
            _ => self.suffix.is_empty() || text.starts_with(self.suffix),
        }
    }
}

impl Dictionary {
    pub(super) fn of(step: Step, family: Family) -> Self {
        Self {
            phrases: tables::phrases(step.0),
            rows: tables::step_rows(step.0),
            bonds: tables::bonds(family as usize),
            regional: step.is_regional(),
        }
    }

    /// What replacing a match is called.
    pub(super) fn kind(&self, found: &Match<'_>) -> Replacement {
        if self.regional && found.first_child {
            Replacement::RegionalPhrase
        } else {
            Replacement::Phrase
        }
    }

    /// The longest key of several characters at `at`, where a character of `length` bytes stands.
    #[inline]
    pub(super) fn phrase(
        &self,
        text: &[u8],
        at: usize,
        first: u32,
        length: usize,
    ) -> Option<Match<'static>> {
        let second_at = at + length;
        if second_at >= text.len() {
            return None;
        }
        let (second, second_length) = decode(text, second_at);
        let pair = Pair::new(first, second);
        if !pair.is_in(self.bonds) {
            return None;
        }
        let bucket = self.bucket(pair)?;
        let rest = text.get(second_at + second_length..).unwrap_or_default();
        let record = bucket.into_iter().find(|record| record.is_followed(rest))?;
        Some(Match {
            length: length + second_length + record.suffix.len(),
            value: record.value,
            first_child: record.mark,
        })
    }

    /// Appends what a character becomes by itself. `bytes` are its UTF-8.
    #[inline]
    pub(super) fn character(&self, code: u32, bytes: &[u8], tofu: bool, out: &mut Vec<u8>) {
        if let &[lead, second, third] = bytes {
            let row = usize::from(lead & 0xF) << 6 | usize::from(second & 0x3F);
            let row = usize::from(u16::from_le_bytes(self.rows[row]));
            let cell = tables::cells().get(row << 6 | usize::from(third & 0x3F));
            let cell = u64::from_le_bytes(*cell.unwrap_or(&[0; 8]));
            if cell & SPECIAL == 0 {
                let [x, y, z, ..] = cell.to_le_bytes();
                out.extend_from_slice(&[lead ^ x, second ^ y, third ^ z]);
                return;
            }
        } else if bytes.len() < 3 {
            out.extend_from_slice(bytes);
            return;
        }
        let mut records = self.bucket(Pair::new(code, NONE)).into_iter().flatten();
        match records.find(|record| tofu || !record.mark) {
            Some(record) => out.extend_from_slice(record.value),
            None => out.extend_from_slice(bytes),
        }
    }

    /// Whether a single character is a key with another value; one that stays as it is leaves room for a
    /// user's own.
    pub(super) fn has_character(&self, code: u32, tofu: bool) -> bool {
        let mut bytes = [0; 4];
        let Some(character) = char::from_u32(code) else {
            return false;
        };
        let bytes = character.encode_utf8(&mut bytes).as_bytes();
        let mut out = Vec::new();
        self.character(code, bytes, tofu, &mut out);
        out != bytes
    }

    /// Appends what characters become by themselves, one after the other.
    pub(super) fn spell(&self, text: &[u8], tofu: bool, out: &mut Vec<u8>) {
        let mut at = 0;
        while at < text.len() {
            let (code, length) = decode(text, at);
            let end = (at + length).min(text.len());
            self.character(code, &text[at..end], tofu, out);
            at = end;
        }
    }

    /// The first two characters of each key of several.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = (u32, u32)> {
        let pairs = self.phrases.slots.iter().map(|content| {
            let pair = u64::from_le_bytes(*content) >> OFFSET_BITS;
            ((pair >> 21) as u32, pair as u32 & NONE)
        });
        pairs.filter(|(first, second)| *first != 0 && *second != NONE)
    }

    /// The keys that begin with two characters, longest first.
    #[inline]
    fn bucket(&self, pair: Pair) -> Option<Bucket> {
        let Pair {
            first,
            second,
            hash,
        } = pair;
        let pair = u64::from(first) << 21 | u64::from(second);
        let Phrases {
            bits,
            slots,
            records,
        } = self.phrases;
        let mut slot = (hash >> (32 - bits)) as usize;
        loop {
            let content = u64::from_le_bytes(*slots.get(slot)?);
            if content >> OFFSET_BITS == pair && content != 0 {
                let offset = (content & ((1 << OFFSET_BITS) - 1)) as usize;
                let (&count, rest) = records.get(offset..)?.split_first()?;
                return Some(Bucket { count, rest });
            }
            if content == 0 {
                return None;
            }
            slot = (slot + 1) & (slots.len() - 1);
        }
    }
}

/// The records of a slot.
struct Bucket {
    count: u8,
    rest: &'static [u8],
}

impl Iterator for Bucket {
    type Item = Record;

    #[inline]
    fn next(&mut self) -> Option<Record> {
        self.count = self.count.checked_sub(1)?;
        let (&[suffix, value], rest) = self.rest.split_first_chunk()?;
        let (suffix, rest) = rest.split_at_checked(usize::from(suffix))?;
        let mark = value & MARK != 0;
        let (value, rest) = rest.split_at_checked(usize::from(value & !MARK))?;
        self.rest = rest;
        Some(Record {
            suffix,
            value,
            mark,
        })
    }
}
