//! Converts the lines of files, and random texts, with OpenCC 1.4.2 and with this library, in all
//! configurations, and shows where they differ. `conformance/run` builds and starts it.

mod random;

use mingwen::Config;
use opencc_rust::OpenCC;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of lines that are compared in one call; where they differ, lines are compared singly.
const BATCH: usize = 200_000;
/// Differences that are shown, for each configuration.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    match run() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("mingwen-conformance: {message}");
            ExitCode::FAILURE
        }
    }
}

/// How many lines differ.
fn run() -> Result<usize, String> {
    let mut batches = Vec::new();
    let mut characters = 0;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let text = if argument == "--random" {
            let number = arguments.next().and_then(|number| number.parse().ok());
            random::lines(number.ok_or("--random wants a number of characters")?)?
        } else {
            std::fs::read_to_string(&argument).map_err(|error| format!("{argument}: {error}"))?
        };
        // The reference loses what follows a zero byte.
        let text = text.replace('\0', "");
        characters += text.chars().count();
        let mut batch = String::new();
        for line in text.lines() {
            batch.push_str(line);
            batch.push('\n');
            if batch.len() >= BATCH {
                batches.push(std::mem::take(&mut batch));
            }
        }
        batches.push(batch);
    }

    let data =
        PathBuf::from(std::env::var("OPENCC_DATA").map_err(|_| "start me by conformance/run")?);
    let next = AtomicUsize::new(0);
    let different = AtomicUsize::new(0);
    let worker = || -> Result<(), String> {
        while let Some(&config) = Config::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = data.join(format!("{config}.json"));
            let reference = OpenCC::new(&file).map_err(|error| format!("{config}: {error}"))?;
            let count = compare(&reference, config, &batches)?;
            println!("{config}: {characters} characters, {count} lines differ");
            different.fetch_add(count, Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        worker()?;
        other.join().map_err(|_| "a worker panicked".to_owned())?
    })?;
    Ok(different.into_inner())
}

fn compare(reference: &OpenCC, config: Config, batches: &[String]) -> Result<usize, String> {
    let convert = |text: &str| {
        reference
            .convert(text)
            .map_err(|error| format!("{config}: {error}"))
    };
    let mut different = 0;
    for batch in batches {
        let expected = convert(batch)?;
        let mut into = String::from("…");
        mingwen::convert_into(batch, config, &mut into);
        let ours = mingwen::convert(batch, config);
        if into.strip_prefix('…') != Some(&ours) {
            return Err(format!("{config}: convert and convert_into differ"));
        }
        if (ours == *batch) != matches!(ours, std::borrow::Cow::Borrowed(_)) {
            return Err(format!("{config}: an unchanged text was copied"));
        }
        if ours == expected {
            continue;
        }
        let before = different;
        for line in batch.lines() {
            let expected = convert(line)?;
            let ours = mingwen::convert(line, config);
            if ours != expected {
                different += 1;
                if different <= SHOWN {
                    println!("{config}: {line}\n  OpenCC {expected}\n  ours   {ours}");
                }
            }
        }
        if different == before {
            return Err(format!("{config}: only the whole batch differs"));
        }
    }
    Ok(different)
}
