//! Finding out encodings beside chardetng, chardet and charset-normalizer-rs.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use chardetng::EncodingDetector;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};

const LEN: usize = 5_000_000;

const CASES: [(&str, &str, &Encoding); 9] = [
    ("gbk", text::SIMPLIFIED, GB18030),
    ("big5", text::TRADITIONAL, BIG5),
    ("gbk traditional", text::TRADITIONAL, GB18030),
    ("shift_jis", text::JAPANESE, SHIFT_JIS),
    ("euc-kr", text::KOREAN, EUC_KR),
    ("windows-1251", text::RUSSIAN, WINDOWS_1251),
    ("windows-1252", text::FRENCH, WINDOWS_1252),
    ("utf-8", text::SIMPLIFIED, UTF_8),
    ("ascii", text::ENGLISH, UTF_8),
];

fn encoded(prose: &str, codec: &'static Encoding, len: usize) -> Vec<u8> {
    let mut bytes = codec.encode(&text::shuffled(prose, 2 * len)).0.into_owned();
    bytes.truncate(len);
    bytes
}

fn chardetng(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, true)
}

fn long(c: &mut Criterion) {
    for (name, prose, codec) in CASES {
        let bytes = encoded(prose, codec, LEN);
        let mut group = c.benchmark_group(format!("detect/5 MB {name}"));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.sample_size(10);
        group.bench_function("mingwen", |b| b.iter(|| mingwen::detect(black_box(&bytes))));
        group.bench_function("mingwen, in pieces of 64 KB", |b| {
            b.iter(|| {
                let mut stream = mingwen::Detector::new().stream();
                for piece in black_box(&bytes).chunks(1 << 16) {
                    stream.feed(piece);
                }
                stream.finish()
            });
        });
        group.bench_function("chardetng", |b| b.iter(|| chardetng(black_box(&bytes))));
        group.finish();
    }
}

/// Strings of as many whole characters as 16 bytes hold, as names and cells of tables are.
fn whole(c: &mut Criterion) {
    for (name, prose, codec) in &CASES[..3] {
        let mut strings = vec![Vec::new()];
        for character in text::shuffled(prose, 32_000).chars() {
            let bytes = codec
                .encode(character.encode_utf8(&mut [0; 4]))
                .0
                .into_owned();
            match strings.last_mut() {
                Some(last) if last.len() + bytes.len() <= 16 => last.extend(bytes),
                _ => strings.push(bytes),
            }
        }
        strings.truncate(1_000);
        let mut group = c.benchmark_group(format!("detect/16 whole bytes {name}"));
        group.throughput(Throughput::Elements(strings.len() as u64));
        group.sample_size(10);
        group.bench_function("mingwen", |b| {
            b.iter(|| {
                for string in &strings {
                    let _ = black_box(mingwen::detect(black_box(string)));
                }
            });
        });
        group.bench_function("chardetng", |b| {
            b.iter(|| {
                for string in &strings {
                    black_box(chardetng(black_box(string)));
                }
            });
        });
        group.finish();
    }
}

/// Strings of 16 bytes, 1 KB and 64 KB, cut wherever that is.
fn short(c: &mut Criterion) {
    for (name, prose, codec) in CASES {
        for (len, count) in [(16, 1_000), (1 << 10, 100), (1 << 16, 4)] {
            let bytes = encoded(prose, codec, len * count);
            let strings: Vec<_> = bytes.chunks_exact(len).collect();
            let mut group = c.benchmark_group(format!("detect/{len} bytes {name}"));
            group.throughput(Throughput::Elements(strings.len() as u64));
            group.sample_size(10);
            let mut peer = |name: &str, ask: &dyn Fn(&[u8])| {
                group.bench_function(name, |b| {
                    b.iter(|| strings.iter().for_each(|string| ask(black_box(string))));
                });
            };
            peer("mingwen", &|string| {
                let _ = black_box(mingwen::detect(string));
            });
            peer("chardetng", &|string| {
                black_box(chardetng(string));
            });
            peer("chardet", &|string| {
                black_box(chardet::detect(string));
            });
            // Takes a thousand times as long: a few strings say enough.
            if len == 1 << 10 {
                peer("charset-normalizer-rs", &|string| {
                    let _ = black_box(charset_normalizer_rs::from_bytes(string, None));
                });
            }
            group.finish();
        }
    }
}

criterion_group!(benches, long, whole, short);
criterion_main!(benches);
