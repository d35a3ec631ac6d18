//! What keys can become beside what conversion makes of them.

use super::opencc::Map;

/// For each step its keys with several values, sorted, and the values.
pub fn payload(maps: &[Map]) -> Result<Vec<u8>, String> {
    let mut directory = Vec::new();
    let mut records = Vec::new();
    for map in maps {
        let characters = map
            .characters
            .iter()
            .map(|(key, character)| (key.to_string(), &character.alternatives));
        let phrases = map
            .phrases
            .iter()
            .map(|(key, phrase)| (key.clone(), &phrase.alternatives));
        let mut keys: Vec<_> = characters
            .chain(phrases)
            .filter(|(_, values)| values.len() > 1)
            .collect();
        keys.sort();
        directory.push(u32::try_from(keys.len()).map_err(|error| error.to_string())?);
        for (key, values) in keys {
            let values = values.join(" ");
            if key.len() > 255 || values.len() > 255 {
                return Err(format!("{key}: too long for its record"));
            }
            directory.push(records.len() as u32);
            records.extend([key.len() as u8, values.len() as u8]);
            records.extend(key.bytes());
            records.extend(values.bytes());
        }
    }
    let words = directory.len() as u32;
    let words = std::iter::once(words).chain(directory);
    let mut payload: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    payload.extend(records);
    Ok(payload)
}
