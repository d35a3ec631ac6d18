//! Script conversion beside its peers, on large text and on lines.
//!
//! Only OpenCC itself gives the same result; the others are here for their speed. zhconv uses
//! MediaWiki's tables and is under the GPL, so it stays in this package. With `--features opencc`
//! the OpenCC library takes part; `conformance/run` says how its build finds it.
//!
//! `SIMPLIFIED` and `TRADITIONAL` can name files of text to measure with in place of the prose here;
//! they are repeated or cut to five megabytes. All converters get the same text.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use mingwen::Config;

const LEN: usize = 5 << 20;

/// What a configuration starts from.
#[derive(Clone, Copy)]
enum Script {
    Simplified,
    Traditional,
}

/// Configurations, with what they start from and what zhconv calls the nearest.
const CONFIGS: [(Config, Script, zhconv::Variant); 6] = [
    (Config::S2t, Script::Simplified, zhconv::Variant::ZhHant),
    (Config::T2s, Script::Traditional, zhconv::Variant::ZhHans),
    (Config::S2twp, Script::Simplified, zhconv::Variant::ZhTW),
    (Config::Tw2sp, Script::Traditional, zhconv::Variant::ZhCN),
    (Config::S2hk, Script::Simplified, zhconv::Variant::ZhHK),
    (Config::T2jp, Script::Traditional, zhconv::Variant::ZhHant),
];

impl Script {
    /// Five megabytes of the caller's text, or else of our prose.
    fn text(self) -> String {
        let (variable, prose) = match self {
            Self::Simplified => ("SIMPLIFIED", text::SIMPLIFIED),
            Self::Traditional => ("TRADITIONAL", text::TRADITIONAL),
        };
        let Ok(path) = std::env::var(variable) else {
            return text::shuffled(prose, LEN);
        };
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let characters = text.chars().cycle();
        let mut bytes = 0;
        let fits = |c: &char| {
            bytes += c.len_utf8();
            bytes <= LEN
        };
        characters.take_while(fits).collect()
    }
}

fn script(c: &mut Criterion) {
    for (config, script, variant) in CONFIGS {
        let text = script.text();
        let mut group = c.benchmark_group(format!("script/{config}/text"));
        group
            .throughput(Throughput::Bytes(text.len() as u64))
            .sample_size(10);
        converters(&mut group, config, variant, &[&text]);
        group.finish();

        let lines: Vec<&str> = text
            .lines()
            .flat_map(|line| line.split_inclusive('。'))
            .filter(|line| (20..=60).contains(&line.chars().count()))
            .collect();
        let bytes: usize = lines.iter().map(|line| line.len()).sum();
        let mut group = c.benchmark_group(format!("script/{config}/lines"));
        group
            .throughput(Throughput::Bytes(bytes as u64))
            .sample_size(10);
        converters(&mut group, config, variant, &lines);
        group.finish();
    }
    stays(c);
    slope(c);
}

fn converters(
    group: &mut BenchmarkGroup<'_, WallTime>,
    config: Config,
    variant: zhconv::Variant,
    texts: &[&str],
) {
    let mut measure = |name: &str, convert: &dyn Fn(&str)| {
        group.bench_function(name, |b| {
            b.iter(|| texts.iter().for_each(|text| convert(text)))
        });
    };
    measure("mingwen", &|text| {
        black_box(mingwen::convert(black_box(text), config));
    });
    let reader = mingwen::Converter::builder(config)
        .choice(mingwen::Choice::Context)
        .build();
    measure("mingwen by context", &|text| {
        black_box(reader.convert(black_box(text)));
    });
    let hanconv: Option<fn(&str) -> String> = match config {
        Config::S2t => Some(|text| hanconv::s2t(text)),
        Config::T2s => Some(|text| hanconv::t2s(text)),
        Config::S2twp => Some(|text| hanconv::s2twp(text)),
        Config::Tw2sp => Some(|text| hanconv::tw2sp(text)),
        _ => None,
    };
    if let Some(hanconv) = hanconv {
        measure("hanconv", &|text| {
            black_box(hanconv(black_box(text)));
        });
    }
    let fmmseg = opencc_fmmseg::OpenCC::new();
    measure("opencc-fmmseg", &|text| {
        black_box(fmmseg.convert(black_box(text), config.name(), false));
    });
    measure("zhconv", &|text| {
        black_box(zhconv::zhconv(black_box(text), variant));
    });
    if let Ok(builtin) =
        ferrous_opencc::config::BuiltinConfig::from_filename(&format!("{config}.json"))
        && let Ok(ferrous) = ferrous_opencc::OpenCC::from_config(builtin)
    {
        measure("ferrous-opencc", &|text| {
            black_box(ferrous.convert(black_box(text)));
        });
    }
    #[cfg(feature = "opencc")]
    {
        let data = std::env::var("OPENCC_DATA").expect("OPENCC_DATA says where OpenCC's files are");
        let file = std::path::Path::new(&data).join(format!("{config}.json"));
        let opencc = opencc_rust::OpenCC::new(file).expect("OpenCC starts");
        measure("OpenCC", &|text| {
            black_box(opencc.convert(black_box(text)).expect("OpenCC converts"));
        });
    }
}

/// Text in which nothing is to be converted.
fn stays(c: &mut Criterion) {
    let simplified = mingwen::convert(&Script::Simplified.text(), Config::T2s).into_owned();
    let traditional = mingwen::convert(&Script::Traditional.text(), Config::S2t).into_owned();
    let english = text::shuffled(text::ENGLISH, LEN);
    for (name, config, text) in [
        ("simplified", Config::T2s, &simplified),
        ("traditional", Config::S2t, &traditional),
        ("ascii", Config::S2t, &english),
    ] {
        let mut group = c.benchmark_group(format!("script/stays/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("mingwen", |b| {
            b.iter(|| mingwen::convert(black_box(text), config))
        });
        group.finish();
    }
}

/// The worst texts, short and long: the cost of a byte should not depend on how many there are.
fn slope(c: &mut Criterion) {
    for (name, unit) in [
        ("phrases without a cut", "一头头发"),
        ("compatibility ideographs", "\u{F900}\u{FA10}"),
        ("incomplete descriptions", "⿰"),
        ("descriptions", "⿰木寸"),
        ("characters beyond the basic plane", "\u{20089}\u{2A6D6}"),
    ] {
        let mut group = c.benchmark_group(format!("script/slope/{name}"));
        for kilobytes in [16, 256, 4096] {
            let text = unit.repeat((kilobytes << 10) / unit.len());
            group
                .throughput(Throughput::Bytes(text.len() as u64))
                .sample_size(10);
            group.bench_function(format!("{kilobytes} KB"), |b| {
                b.iter(|| mingwen::convert(black_box(&text), Config::S2twp))
            });
        }
        group.finish();
    }
}

criterion_group!(benches, script);
criterion_main!(benches);
