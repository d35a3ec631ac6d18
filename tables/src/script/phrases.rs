//! The keys of each step, found by their first two characters.

use super::opencc::Map;
use std::collections::BTreeMap;

/// Stands for the second character in the slot of a key that has one.
const NONE: u32 = 0x1F_FFFF;

/// Bits of a slot that hold the offset of its records.
const OFFSET_BITS: u32 = 22;

/// Set in a record's value length: the value may be tofu, or the key is of the first child.
const MARK: u8 = 0x80;

struct Record {
    suffix: String,
    /// Empty where the key's characters, each by itself, give the value.
    value: String,
    mark: bool,
}

pub fn payload(maps: &[Map]) -> Result<Vec<u8>, String> {
    let directory = maps.len() * 16;
    let mut payload = vec![0; directory];
    for (step, map) in maps.iter().enumerate() {
        let (bits, slots, records) = encode(map)?;
        let start = payload.len();
        let entry = [bits, start as u32, slots.len() as u32, records.len() as u32];
        for (field, number) in entry.iter().enumerate() {
            let at = step * 16 + field * 4;
            payload[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        payload.extend(slots);
        payload.extend(records);
    }
    Ok(payload)
}

/// Size of the slot table in bits, the slots and the records that they point into.
fn encode(map: &Map) -> Result<(u32, Vec<u8>, Vec<u8>), String> {
    let buckets = buckets(map);
    // Three quarters full at most.
    let bits = (buckets.len() * 4 / 3 + 1)
        .next_power_of_two()
        .ilog2()
        .max(4);
    let mut slots = vec![0_u64; 1 << bits];
    // Offset 0 stays unused.
    let mut records = vec![0_u8];
    for ((first, second), bucket) in buckets {
        let offset = records.len() as u64;
        if offset >> OFFSET_BITS != 0 {
            return Err("the records outgrow their offsets".to_owned());
        }
        let pair = u64::from(first) << 21 | u64::from(second);
        let mut slot = hash(first, second) >> (32 - bits);
        while slots[slot as usize] != 0 {
            slot = (slot + 1) & ((1 << bits) - 1);
        }
        slots[slot as usize] = pair << OFFSET_BITS | offset;
        records.push(u8::try_from(bucket.len()).map_err(|error| error.to_string())?);
        for record in bucket {
            if record.suffix.len() >= 128 || record.value.len() >= 128 {
                return Err(format!("{}: too long for its record", record.suffix));
            }
            records.push(record.suffix.len() as u8);
            records.push(record.value.len() as u8 | if record.mark { MARK } else { 0 });
            records.extend(record.suffix.bytes());
            records.extend(record.value.bytes());
        }
    }
    Ok((
        bits,
        slots.iter().flat_map(|slot| slot.to_le_bytes()).collect(),
        records,
    ))
}

/// Records by first two characters, longest first.
fn buckets(map: &Map) -> BTreeMap<(u32, u32), Vec<Record>> {
    let mut buckets: BTreeMap<(u32, u32), Vec<Record>> = BTreeMap::new();
    for (key, phrase) in &map.phrases {
        let mut rest = key.chars();
        let (Some(first), Some(second)) = (rest.next(), rest.next()) else {
            continue;
        };
        let value = if map.is_trivial(key, phrase) {
            ""
        } else {
            &phrase.value
        };
        buckets
            .entry((first.into(), second.into()))
            .or_default()
            .push(Record {
                suffix: rest.as_str().to_owned(),
                value: value.to_owned(),
                mark: phrase.first_child,
            });
    }
    for bucket in buckets.values_mut() {
        bucket.sort_by_key(|record| std::cmp::Reverse(record.suffix.len()));
    }
    for (&key, character) in &map.characters {
        let Some(bucket) =
            is_irregular(key, character).then(|| buckets.entry((key.into(), NONE)).or_default())
        else {
            continue;
        };
        let record = |value: &str, mark| Record {
            suffix: String::new(),
            value: value.to_owned(),
            mark,
        };
        bucket.push(record(&character.value, character.without_tofu.is_some()));
        if let Some(value) = &character.without_tofu {
            bucket.push(record(value, false));
        }
    }
    buckets
}

/// Whether a character's value cannot stand in a cell.
pub fn is_irregular(key: char, character: &super::opencc::Character) -> bool {
    let three = character.value.chars().count() == 1 && character.value.len() == 3;
    key.len_utf8() != 3 || !three || character.without_tofu.is_some()
}

fn hash(first: u32, second: u32) -> u32 {
    super::pairs::mix(first, second)
}
