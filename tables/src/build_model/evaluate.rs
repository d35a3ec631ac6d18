//! Measures the model on the development files of a corpus folder.

use std::collections::BTreeMap;
use std::path::Path;

use encoding_rs::GBK;

use super::corpus::{passages, read};
use super::foreign;
use crate::model::{Model, Script, State, UNITS};
use crate::tables::model::{TABLE, Table};

/// Sources that no training file has.
const UNSEEN: &[&str] = &["gsdsimp", "gsd", "udhk"];

/// Of so many Han characters one is taken away and guessed.
const GUESS_EVERY: usize = 7;

/// Measures the model that is built in.
pub fn evaluate(folder: &Path) -> Result<(), String> {
    measure(folder, &TABLE)?;
    foreign::measure(folder)
}

/// Measures a payload.
pub fn report(folder: &Path, payload: Vec<u8>) -> Result<(), String> {
    // A model lives as long as the program.
    let table: &'static Table = Box::leak(Box::new(Table::new(payload.leak())));
    measure(folder, table)
}

#[derive(Default)]
struct Row {
    characters: usize,
    costs: [u64; 2],
    /// Everything, ASCII and ends included.
    all: u64,
    all_characters: usize,
    pairs: u64,
    /// Of each kind of loss: how many, guessed with both sides, with the left alone.
    losses: [[usize; 3]; 3],
}

/// The least probabilities of the bands that calibration is measured in.
const BANDS: [f32; 5] = [0.99, 0.9, 0.7, 0.5, 0.0];

/// Of each band of probability: how many guesses, their sum of probability, how many were right.
type Calibration = [(usize, f64, usize); BANDS.len()];

fn measure(folder: &Path, table: &'static Table) -> Result<(), String> {
    let models =
        [Script::Simplified, Script::Traditional].map(|script| Model::within(table, script));
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut calibration = Calibration::default();
    for (file, own) in [
        ("dev-hans.txt", 0),
        ("dev-hant.txt", 1),
        ("dev-classical.txt", 1),
    ] {
        let text = read(folder, file)?;
        let mut count = 0;
        for passage in passages(&text) {
            let name = if UNSEEN.contains(&passage.source) {
                format!("{} (unseen)", passage.source)
            } else {
                passage.script.to_owned()
            };
            let row = rows.entry(name).or_default();
            let rates = models.map(|model| model.rate(passage.text));
            row.characters += rates[own].characters;
            row.costs[0] += rates[own].cost;
            row.costs[1] += rates[1 - own].cost;
            row.all += whole(models[own], passage.text);
            row.all_characters += passage.text.chars().count();
            row.pairs += models[own].rate_by_pairs(passage.text).cost;
            for (at, character) in passage.text.char_indices() {
                if !is_han(character) {
                    continue;
                }
                count += 1;
                if count % GUESS_EVERY != 0 {
                    continue;
                }
                let left = &passage.text[..at];
                let right = &passage.text[at + character.len_utf8()..];
                guess(row, &mut calibration, models[own], left, character, right);
            }
        }
    }
    println!(
        "| text | characters | bits/char | ASCII too | by pairs | other script \
         | UTF-8 last byte | GBK second byte | GBK first byte |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, row) in rows {
        let bits = |cost: u64| cost as f64 / row.characters as f64 / f64::from(UNITS);
        print!(
            "| {name} | {} | {:.3} | {:.3} | {:.3} | {:.2} ",
            row.characters,
            bits(row.costs[0]),
            row.all as f64 / row.all_characters as f64 / f64::from(UNITS),
            bits(row.pairs),
            bits(row.costs[1])
        );
        for [all, both, left] in row.losses {
            let percent = |part: usize| 100.0 * part as f64 / all.max(1) as f64;
            print!("| {:.1}, {:.1} ", percent(both), percent(left));
        }
        println!("|");
    }
    println!("\n| probability at least | guesses | said | right |\n|---|---|---|---|");
    for (least, (count, sum, right)) in BANDS.iter().zip(calibration) {
        let percent = |part: f64| 100.0 * part / count.max(1) as f64;
        println!(
            "| {least} | {count} | {:.1} % | {:.1} % |",
            percent(sum),
            percent(right as f64)
        );
    }
    Ok(())
}

/// The cost of a passage with its ASCII and its end.
fn whole(model: Model, text: &str) -> u64 {
    let (cost, state) = text.chars().fold((0, State::START), |(sum, state), next| {
        let (cost, state) = model.step(state, next);
        (sum + u64::from(cost), state)
    });
    cost + u64::from(model.end(state))
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

fn guess(
    row: &mut Row,
    calibration: &mut Calibration,
    model: Model,
    left: &str,
    truth: char,
    right: &str,
) {
    let mut buffer = [0; 4];
    let encoded = GBK.encode(truth.encode_utf8(&mut buffer)).0.into_owned();
    let utf8 = |last: u32| char::from_u32(u32::from(truth) & !0x3F | last);
    let utf8: Vec<char> = (0..0x40).filter_map(utf8).collect();
    let decode = |bytes: [u8; 2]| {
        let (text, _, wrong) = GBK.decode(&bytes);
        let mut characters = text.chars();
        let one = characters.next();
        (!wrong && characters.next().is_none())
            .then_some(one)
            .flatten()
    };
    let (second, first): (Vec<char>, Vec<char>) = match *encoded {
        [lead, trail] => (
            (0x40..=0xFE)
                .filter_map(|trail| decode([lead, trail]))
                .collect(),
            (0x81..=0xFE)
                .filter_map(|lead| decode([lead, trail]))
                .collect(),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    for (loss, candidates) in row.losses.iter_mut().zip([utf8, second, first]) {
        if candidates.is_empty() {
            continue;
        }
        let both = model.choose(left, candidates.iter().copied(), right);
        let before = model.after(left);
        let alone = candidates
            .iter()
            .copied()
            .min_by_key(|&c| model.step(before, c).0);
        if let Some((best, probability)) = both {
            let at = BANDS.iter().position(|&least| probability >= least);
            let (count, sum, right) = &mut calibration[at.unwrap_or_default()];
            *count += 1;
            *sum += f64::from(probability);
            *right += usize::from(best == truth);
        }
        loss[0] += 1;
        loss[1] += usize::from(both.is_some_and(|(best, _)| best == truth));
        loss[2] += usize::from(alone == Some(truth));
    }
}

/// Characters scored a second, in millions, of the development text of each script.
pub fn speed(folder: &Path) -> Result<(), String> {
    /// Passes over the text; the fastest counts.
    const PASSES: usize = 9;
    for (file, script) in [
        ("dev-hans.txt", Script::Simplified),
        ("dev-hant.txt", Script::Traditional),
    ] {
        let text: String = passages(&read(folder, file)?)
            .map(|passage| passage.text)
            .collect();
        let model = Model::of(script);
        let fastest = |rate: &dyn Fn(&str) -> u64| {
            let time = || {
                let start = std::time::Instant::now();
                std::hint::black_box(rate(std::hint::black_box(&text)));
                start.elapsed()
            };
            let least = (0..PASSES).map(|_| time()).min().unwrap_or_default();
            text.chars().count() as f64 / least.as_secs_f64() / 1e6
        };
        println!(
            "{file}: {:.0} M characters/s with trigrams, {:.0} by pairs",
            fastest(&|text| model.rate(text).cost),
            fastest(&|text| model.rate_by_pairs(text).cost),
        );
    }
    Ok(())
}
