//! Measures the model on the development files of a corpus folder.

use std::collections::BTreeMap;
use std::path::Path;

use encoding_rs::{BIG5, GBK};

use super::corpus::{passages, read};
use crate::model::{Model, Script, UNITS};
use crate::tables::model::{TABLE, Table};

/// Sources that no training file has.
const UNSEEN: &[&str] = &["gsdsimp", "gsd", "udhk"];

/// Of so many Han characters one is taken away and guessed.
const GUESS_EVERY: usize = 7;

/// Measures the model that is built in.
pub fn evaluate(folder: &Path) -> Result<(), String> {
    measure(folder, &TABLE)
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
    pairs: u64,
    /// Of each kind of loss: how many, guessed with both sides, with the left alone.
    losses: [[usize; 3]; 3],
}

fn measure(folder: &Path, table: &'static Table) -> Result<(), String> {
    let models =
        [Script::Simplified, Script::Traditional].map(|script| Model::within(table, script));
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
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
                guess(row, models[own], own, left, character, right);
            }
        }
    }
    println!(
        "| text | characters | bits/char | by pairs | other script | UTF-8 last byte: both sides, left | GBK/Big5 second byte | first byte |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, row) in rows {
        let bits = |cost: u64| cost as f64 / row.characters as f64 / f64::from(UNITS);
        print!(
            "| {name} | {} | {:.3} | {:.3} | {:.2} ",
            row.characters,
            bits(row.costs[0]),
            bits(row.pairs),
            bits(row.costs[1])
        );
        for [all, both, left] in row.losses {
            let percent = |part: usize| 100.0 * part as f64 / all.max(1) as f64;
            print!("| {:.1}, {:.1} ", percent(both), percent(left));
        }
        println!("|");
    }
    Ok(())
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

fn guess(row: &mut Row, model: Model, own: usize, left: &str, truth: char, right: &str) {
    let encoding = [GBK, BIG5][own];
    let mut buffer = [0; 4];
    let encoded = encoding
        .encode(truth.encode_utf8(&mut buffer))
        .0
        .into_owned();
    let utf8 = |last: u32| char::from_u32(u32::from(truth) & !0x3F | last);
    let utf8: Vec<char> = (0..0x40).filter_map(utf8).collect();
    let decode = |bytes: [u8; 2]| {
        let (text, _, wrong) = encoding.decode(&bytes);
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
        loss[0] += 1;
        loss[1] += usize::from(both.is_some_and(|(best, _)| best == truth));
        loss[2] += usize::from(alone == Some(truth));
    }
}
