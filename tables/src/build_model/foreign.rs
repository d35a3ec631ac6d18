//! Measures how well fine text of other languages is told from garbled Chinese.

use std::collections::BTreeMap;
use std::path::Path;

use encoding_rs::{BIG5, GBK, UTF_8};

use super::corpus::{passages, read};
use super::material;
use crate::model::{Foreign, Model, UNITS};

/// Encodings that Chinese text is misread in, to measure what garbled text costs.
const MISREADINGS: [&encoding_rs::Encoding; 6] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1251,
    encoding_rs::KOI8_R,
    encoding_rs::WINDOWS_1253,
    encoding_rs::EUC_KR,
    encoding_rs::SHIFT_JIS,
];

/// What fine and garbled text cost in the models of other languages: of each kind of text the
/// passages, and how many cost at most so many bits a character that is not ASCII.
pub fn measure(folder: &Path) -> Result<(), String> {
    const BITS: [u32; 7] = [6, 8, 10, 11, 12, 13, 14];
    let mut rows: BTreeMap<String, [usize; BITS.len() + 1]> = BTreeMap::new();
    let mut add = |name: String, text: &str| {
        let models = [Foreign::Alphabets, Foreign::Eastern].map(Model::of_foreign);
        let rates = models.map(|model| model.rate(text));
        // A few accents in English say little.
        if rates[0].characters < 4 {
            return;
        }
        let mean = rates
            .map(|rate| rate.mean())
            .into_iter()
            .min()
            .unwrap_or_default();
        let row = rows.entry(name).or_default();
        row[0] += 1;
        for (count, bits) in row[1..].iter_mut().zip(BITS) {
            *count += usize::from(mean <= bits * UNITS);
        }
    };
    let text = read(folder, "dev-other.txt")?;
    for passage in passages(&text).filter(|passage| !material::is_for_training(passage)) {
        add(passage.script.to_owned(), passage.text);
    }
    for (file, encodings) in [
        ("dev-hans.txt", [UTF_8, GBK]),
        ("dev-hant.txt", [UTF_8, BIG5]),
    ] {
        let text = read(folder, file)?;
        for passage in passages(&text).step_by(5) {
            let start: String = passage.text.chars().take(4).collect();
            for written in encodings {
                let bytes = written.encode(&start).0;
                for read in MISREADINGS {
                    let garbled = read.decode_without_bom_handling(&bytes).0;
                    let name = format!("Chinese, {} > {}", written.name(), read.name());
                    add(name, &garbled);
                }
            }
        }
    }
    println!(
        "\n| text | passages | ≤ 6 bits | 8 | 10 | 11 | 12 | 13 | 14 |\n|---|---|---|---|---|---|---|---|---|"
    );
    for (name, [count, within @ ..]) in rows {
        print!("| {name} | {count} ");
        for part in within {
            print!("| {:.1} ", 100.0 * part as f64 / count.max(1) as f64);
        }
        println!("|");
    }
    Ok(())
}
