//! How well native traditional text comes back after it was simplified: a table, beside peers.
//!
//! `TAIWAN` and `HONG_KONG` name files of native text; without them there is only the prose here, which is too
//! little to tell much. Text is simplified as OpenCC does it and converted back line by line. Both sides are
//! folded to OpenCC's standard before they are compared, so that regional forms are no errors. Times are the
//! best of three; the peers take turns.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use mingwen::{Choice, Config, Converter, convert};

/// Wrong characters that a line of another length counts as.
const MISALIGNED: usize = 3;

/// What converts by context, and how many of its confusions are told.
const READER: &str = "mingwen by context";
const CONFUSIONS: usize = 15;

type Convert = Box<dyn Fn(&str) -> String>;

fn main() {
    for (variable, back, fold, variant) in [
        ("TAIWAN", Config::S2tw, Config::Tw2t, zhconv::Variant::ZhTW),
        (
            "HONG_KONG",
            Config::S2hk,
            Config::Hk2t,
            zhconv::Variant::ZhHK,
        ),
    ] {
        let native = match std::env::var(variable) {
            Ok(path) => {
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
            }
            Err(_) => text::TRADITIONAL.to_owned(),
        };
        let folded: Vec<String> = native
            .lines()
            .map(|line| convert(line, fold).into_owned())
            .collect();
        let simplified: Vec<String> = native
            .lines()
            .map(|line| convert(line, Config::T2s).into_owned())
            .collect();
        let bytes: usize = simplified.iter().map(String::len).sum();
        let peers = peers(back, variant);
        let mut times = vec![Duration::MAX; peers.len()];
        let mut results = vec![Vec::new(); peers.len()];
        for _ in 0..3 {
            for (place, (_, convert)) in peers.iter().enumerate() {
                let start = Instant::now();
                results[place] = simplified.iter().map(|line| convert(line)).collect();
                times[place] = times[place].min(start.elapsed());
            }
        }
        println!("{variable}, {back}: wrong in 10,000 Han, MB/s line by line");
        let mut confusions: BTreeMap<(char, char), usize> = BTreeMap::new();
        for (((name, _), made), time) in peers.iter().zip(&results).zip(times) {
            let (mut han, mut wrong) = (0, 0);
            for (native, made) in folded.iter().zip(made) {
                let made = convert(made, fold);
                if native.chars().count() != made.chars().count() {
                    wrong += MISALIGNED;
                    continue;
                }
                for (a, b) in native.chars().zip(made.chars()) {
                    if ('\u{4E00}'..='\u{9FFF}').contains(&a) {
                        han += 1;
                        wrong += usize::from(a != b);
                        if a != b && *name == READER {
                            *confusions.entry((a, b)).or_default() += 1;
                        }
                    }
                }
            }
            let rate = wrong as f64 * 1e4 / han.max(1) as f64;
            let speed = bytes as f64 / 1e6 / time.as_secs_f64();
            println!("  {name:20} {rate:6.1} {speed:8.1}");
        }
        let mut confusions: Vec<_> = confusions.into_iter().collect();
        confusions.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        println!("  written → made by context, and how often:");
        for ((written, made), times) in confusions.iter().take(CONFUSIONS) {
            println!("    {written} → {made} {times}");
        }
    }
}

fn peers(back: Config, variant: zhconv::Variant) -> Vec<(&'static str, Convert)> {
    let reader = Converter::builder(back).choice(Choice::Context).build();
    let jieba = opencc_jieba_rs::OpenCC::new();
    let fmmseg = opencc_fmmseg::OpenCC::new();
    let mut peers: Vec<(&'static str, Convert)> = vec![
        (
            READER,
            Box::new(move |line| reader.convert(line).into_owned()),
        ),
        (
            "mingwen, exact",
            Box::new(move |line| convert(line, back).into_owned()),
        ),
        (
            "zhconv",
            Box::new(move |line| zhconv::zhconv(line, variant)),
        ),
        (
            "opencc-jieba-rs",
            Box::new(move |line| jieba.convert(line, back.name(), false)),
        ),
        (
            "opencc-fmmseg",
            Box::new(move |line| fmmseg.convert(line, back.name(), false)),
        ),
    ];
    #[cfg(feature = "opencc")]
    {
        let data = std::env::var("OPENCC_DATA").expect("OPENCC_DATA says where OpenCC's files are");
        let file = std::path::Path::new(&data).join(format!("{back}.json"));
        let opencc = opencc_rust::OpenCC::new(file).expect("OpenCC starts");
        peers.push((
            "OpenCC",
            Box::new(move |line| opencc.convert(line).expect("OpenCC converts")),
        ));
    }
    peers.shrink_to_fit();
    peers
}
