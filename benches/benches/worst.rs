//! The worst that anyone can send, beside what is usual: time for a byte in each stage and how it grows
//! with the size, memory at its peak, and the size of what comes out.
//!
//!     cargo bench --manifest-path benches/Cargo.toml --bench worst
//!
//! prints a table, and writes `benches/results/worst.tsv`, every measurement, and `worst.svg`, the time of
//! each stage's worst input against its size. Texts that nobody would write are made of a unit repeated,
//! or of units drawn from a fixed seed: what stages look for, again and again, whole, cut and nested.

mod allocated;
#[allow(unreachable_pub, reason = "shared by benches")]
mod plot;
#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use mingwen::{Choice, Config, Converter, Damage, Detector, Escapes, Profile, Repairer};

const SIZES: [usize; 3] = [1 << 14, 1 << 16, 1 << 18];

/// A stage that is so slow on a size is not asked for the next.
const PATIENCE: Duration = Duration::from_secs(4);

/// A stage at work on bytes; says how many came out.
type Run = Box<dyn Fn(&[u8]) -> usize>;

struct Stage {
    name: &'static str,
    run: Run,
    /// What the stage is for: text that it has work on from end to end.
    typical: fn(usize) -> Vec<u8>,
    worst: &'static [(&'static str, &'static [&'static str])],
}

/// Units of text; one alone is repeated, more are drawn.
const DAMAGE: &[(&str, &[&str])] = &[
    ("question marks", &["?"]),
    ("U+FFFD", &["\u{FFFD}"]),
    (
        "Latin letters of misreadings",
        &["Ã", "¤", "å", "ä", "¸", "\u{AD}", "æ", "–", "‡", "ï", "¼"],
    ),
    ("suspects and Chinese in turns", &["中Ã"]),
    (
        "suspects and losses",
        &[
            "锟斤拷",
            "?",
            "\u{FFFD}",
            "鐨",
            "勪",
            "腑",
            "鏂",
            "囧",
            "瓧",
        ],
    ),
    (
        "pieces of UTF-8 read as GBK",
        &["鐨", "勪", "腑", "鏂", "囧", "瓧", "銆", "?", "锛", "€"],
    ),
    ("private use", &["\u{E000}", "\u{E5E5}", "鍥", "\u{F8F8}"]),
    (
        "pieces of GBK read as Latin-1",
        &["Ö", "Ð", "¹", "ú", "Î", "Ä", "?", "¡", "£"],
    ),
    ("destroyed text", &["锟斤拷"]),
    ("nested ampersands", &["&amp;", "amp;", "#20013;", "&#"]),
    ("an ampersand and a megabyte of amp;", &["amp;"]),
    (
        "readings in brackets",
        &["開(kāi)", "(", ")", "(kāi", "?)", "yōu)", "閷"],
    ),
    ("swallowed brackets", &["yōu)楣"]),
    ("opening brackets", &["("]),
    ("katakana of half width", &["ｱ", "ﾞ", "縺", "ｮ", "荳", "ｭ"]),
    ("line ends", &["\r", "\n", "Ã\n"]),
    (
        "Hangul and Cyrillic of misreadings",
        &["жє", "СЃ", "鍮", "몄", "쨌"],
    ),
];

const ESCAPES: &[(&str, &[&str])] = &[
    ("nested ampersands", &["&amp;", "amp;", "#20013;", "&#"]),
    ("percent signs", &["%E4%B8%AD", "%", "%25", "%u4e2d", "%E4"]),
    ("backslashes", &["\\", "\\u4e2d", "\\x", "\\344", "\\u{"]),
    (
        "mail words",
        &["=?utf-8?B?", "5Lit", "?=", "=?gb2312?Q?", "=D6"],
    ),
    ("HZ and UTF-7", &["~{", "~}", "+", "+Ti0", "-", "$A", "(B"]),
    ("equals signs", &["=", "=E4=B8=AD", "=\n"]),
];

const NORMALIZE: &[(&str, &[&str])] = &[
    ("marks", &["中,", "文.", "!", "?", "(", ")", "\"", ":", ";"]),
    ("opening brackets", &["中(", "\"", "“", "‘", "「", "（"]),
    (
        "combining marks",
        &["a\u{301}\u{316}", "\u{301}", "\u{5B0}", "e"],
    ),
    (
        "joiners",
        &[
            "\u{200D}",
            "👩",
            "\u{FE0F}",
            "\u{200B}",
            "\u{E0041}",
            "\u{202E}",
        ],
    ),
    (
        "radicals and compatibility",
        &["⼈", "⺠", "豈", "\u{F900}", "中"],
    ),
    ("doubled", &["中中", "国国", "中国", "人"]),
    (
        "short lines",
        &["在经开区落\n", "\n", "地生根\n", "第 3 页\n", "- "],
    ),
    ("spaces", &["中 ", "文  ", "\u{3000}", " ", "a"]),
    ("a long word", &["\u{FDFA}"]),
];

const SCRIPT: &[(&str, &[&str])] = &[
    ("ideographic descriptions", &["⿰", "⿱", "发", "里", "头"]),
    (
        "glued keys",
        &[
            "头发", "发展", "里面", "干燥", "后面", "面包", "制造", "台湾",
        ],
    ),
    (
        "what may be more",
        &["干", "后", "里", "发", "面", "只", "系", "了", "著", "着"],
    ),
    (
        "compatibility ideographs",
        &["\u{F900}", "\u{2F800}", "\u{F907}", "髮"],
    ),
    ("rare characters", &["𠮷", "㐂", "𪚥", "发"]),
    ("in turns with ASCII", &["发a"]),
];

const BYTES: &[(&str, &[&str])] = &[
    ("question marks", &["?"]),
    ("Latin letters", &["Ã", "é", "ü", "ß", "a"]),
    ("Chinese", &["中文", "发", "a"]),
    ("nulls", &["\0", "a", "\u{4E00}"]),
    ("escapes", &["\x1B$)A", "\x0E", "\x0F", "~{", "+"]),
];

fn main() {
    let mut rows = String::from("stage\tinput\tbytes\tnanoseconds\n");
    let mut series = Vec::new();
    println!(
        "| stage | usual, ns a byte | worst, ns a byte | which | worst ÷ usual | growth | peak memory ÷ input | output ÷ input |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for stage in stages() {
        let usual = measure(&stage, "usual", stage.typical, &mut rows);
        let (mut peak, mut expansion) = space(&stage, &(stage.typical)(SIZES[1]));
        let mut worst = ("", Vec::new());
        for &(name, units) in stage.worst {
            let points = measure(&stage, name, |len| drawn(units, len), &mut rows);
            let (held, grown) = space(&stage, &drawn(units, SIZES[1]));
            (peak, expansion) = (peak.max(held), expansion.max(grown));
            if worst.1.is_empty() || cost(&points) > cost(&worst.1) {
                worst = (name, points);
            }
        }
        println!(
            "| {} | {:.2} | {:.2} | {} | {:.1} | {:.2} | {peak:.1} | {expansion:.1} |",
            stage.name,
            cost(&usual),
            cost(&worst.1),
            worst.0,
            cost(&worst.1) / cost(&usual),
            growth(&worst.1),
        );
        let name = format!("{}: {}", stage.name, worst.0);
        series.push(plot::Series {
            name,
            points: worst.1,
        });
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    std::fs::create_dir_all(&folder).expect("the folder for results");
    std::fs::write(folder.join("worst.tsv"), rows).expect("the measurements are written");
    let title = "Time of each stage on its worst input";
    let svg = plot::log_log(title, "bytes", "milliseconds", &series);
    std::fs::write(folder.join("worst.svg"), svg).expect("the plot is written");
}

fn stages() -> Vec<Stage> {
    let text = |run: fn(&Repairer, &str) -> usize, repairer: Repairer| -> Run {
        Box::new(move |bytes| run(&repairer, &String::from_utf8_lossy(bytes)))
    };
    let repair = |repairer: &Repairer, text: &str| black_box(repairer.repair(text)).text.len();
    let profile = |profile| {
        let builder = Repairer::builder().profile(profile);
        builder
            .damage(Damage::Leave)
            .build()
            .expect("no limit is zero")
    };
    let script = |config, choice| -> Run {
        let converter = Converter::builder(config).choice(choice).build();
        Box::new(move |bytes| {
            let text = String::from_utf8_lossy(bytes);
            black_box(converter.convert(&text)).len()
        })
    };
    let all = Repairer::builder().escapes(Escapes::All);
    let all = all.build().expect("no limit is zero");
    let usual: fn(usize) -> Vec<u8> = |len| text::shuffled(text::SIMPLIFIED, len).into_bytes();
    vec![
        Stage {
            name: "detect",
            run: Box::new(|bytes| black_box(Detector::new().detect(bytes)).candidates().len()),
            typical: gbk,
            worst: BYTES,
        },
        Stage {
            name: "decode and repair",
            run: Box::new(|bytes| black_box(mingwen::repair_bytes(bytes)).text.len()),
            typical: gbk,
            worst: BYTES,
        },
        Stage {
            name: "repair",
            run: text(repair, Repairer::default()),
            typical: misread,
            worst: DAMAGE,
        },
        Stage {
            name: "repair, all escapes",
            run: text(repair, all),
            typical: misread,
            worst: ESCAPES,
        },
        Stage {
            name: "diagnose",
            run: text(
                |repairer, text| black_box(repairer.diagnose(text)).findings().len(),
                Repairer::default(),
            ),
            typical: misread,
            worst: DAMAGE,
        },
        Stage {
            name: "normalize, Corpus",
            run: text(repair, profile(Profile::Corpus)),
            typical: folded,
            worst: NORMALIZE,
        },
        Stage {
            name: "normalize, SearchKey",
            run: text(repair, profile(Profile::SearchKey)),
            typical: folded,
            worst: NORMALIZE,
        },
        Stage {
            name: "normalize, Prompt",
            run: text(repair, profile(Profile::Prompt)),
            typical: folded,
            worst: NORMALIZE,
        },
        Stage {
            name: "convert s2t",
            run: script(Config::S2t, Choice::Exact),
            typical: usual,
            worst: SCRIPT,
        },
        Stage {
            name: "convert s2twp",
            run: script(Config::S2twp, Choice::Exact),
            typical: usual,
            worst: SCRIPT,
        },
        Stage {
            name: "convert t2s",
            run: script(Config::T2s, Choice::Exact),
            typical: |len| text::shuffled(text::TRADITIONAL, len).into_bytes(),
            worst: SCRIPT,
        },
        Stage {
            name: "convert s2tw, by context",
            run: script(Config::S2tw, Choice::Context),
            typical: usual,
            worst: SCRIPT,
        },
        Stage {
            name: "classify",
            run: Box::new(|bytes| {
                black_box(mingwen::classify(&String::from_utf8_lossy(bytes)));
                0
            }),
            typical: usual,
            worst: SCRIPT,
        },
    ]
}

fn gbk(len: usize) -> Vec<u8> {
    let text = text::shuffled(text::SIMPLIFIED, len);
    encoding_rs::GBK.encode(&text).0.into_owned()
}

/// UTF-8 read as GBK, what fits in no character shown as a question mark.
fn misread(len: usize) -> Vec<u8> {
    let prose = text::shuffled(text::SIMPLIFIED, len);
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(prose.as_bytes());
    text.replace('\u{FFFD}', "?").into_bytes()
}

/// Punctuation folded to ASCII.
fn folded(len: usize) -> Vec<u8> {
    let text = text::shuffled(text::SIMPLIFIED, len);
    let pairs = [
        ('，', ","),
        ('！', "!"),
        ('？', "?"),
        ('：', ":"),
        ('；', ";"),
    ];
    let fold = |text: String, (wide, narrow)| text.replace::<char>(wide, narrow);
    pairs.into_iter().fold(text, fold).into_bytes()
}

fn drawn(units: &[&str], len: usize) -> Vec<u8> {
    let mut random = text::Random::new();
    // What the inputs made of one unit need to begin.
    let mut text = String::from("中文&");
    while text.len() < len {
        text.push_str(units[random.below(units.len())]);
    }
    text.into_bytes()
}

/// Bytes and milliseconds, the best of a few runs, for growing sizes.
fn measure(
    stage: &Stage,
    input: &str,
    make: impl Fn(usize) -> Vec<u8>,
    rows: &mut String,
) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for size in SIZES {
        let bytes = make(size);
        let mut best = Duration::MAX;
        let mut spent = Duration::ZERO;
        for _ in 0..5 {
            let start = Instant::now();
            (stage.run)(&bytes);
            let taken = start.elapsed();
            best = best.min(taken);
            spent += taken;
            if spent > PATIENCE / 4 {
                break;
            }
        }
        let _ = writeln!(
            rows,
            "{}\t{input}\t{}\t{}",
            stage.name,
            bytes.len(),
            best.as_nanos()
        );
        points.push((bytes.len() as f64, best.as_secs_f64() * 1e3));
        if best > PATIENCE {
            break;
        }
    }
    points
}

/// Memory at its peak, the input aside, and what came out, both over the input. Text that bytes were
/// decoded into by the caller counts as input.
fn space(stage: &Stage, bytes: &[u8]) -> (f64, f64) {
    let input = bytes.len() as f64;
    let (out, peak) = allocated::peak(|| (stage.run)(bytes));
    (peak as f64 / input, out as f64 / input)
}

/// Nanoseconds a byte at the largest size.
fn cost(points: &[(f64, f64)]) -> f64 {
    points
        .last()
        .map_or(0.0, |(bytes, milliseconds)| milliseconds * 1e6 / bytes)
}

/// The exponent of the size in the time, from the first size to the last: 1 is linear.
fn growth(points: &[(f64, f64)]) -> f64 {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return 0.0;
    };
    (last.1 / first.1).ln() / (last.0 / first.0).ln()
}
