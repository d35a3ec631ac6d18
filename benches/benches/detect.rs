//! Finding out encodings beside chardetng.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use chardetng::EncodingDetector;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

const LEN: usize = 5_000_000;

const CASES: [(&str, &str, &Encoding); 4] = [
    ("gbk", text::SIMPLIFIED, GB18030),
    ("big5", text::TRADITIONAL, BIG5),
    ("utf-8", text::SIMPLIFIED, UTF_8),
    ("ascii", text::ENGLISH, UTF_8),
];

fn encoded(prose: &str, codec: &'static Encoding, len: usize) -> Vec<u8> {
    let mut bytes = codec.encode(&text::shuffled(prose, 2 * len)).0.into_owned();
    bytes.truncate(len);
    bytes
}

fn peer(bytes: &[u8]) -> &'static Encoding {
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
        group.bench_function("chardetng", |b| b.iter(|| peer(black_box(&bytes))));
        group.finish();
    }
}

fn short(c: &mut Criterion) {
    for (name, prose, codec) in CASES {
        let bytes = encoded(prose, codec, 16 * 1_000);
        let strings: Vec<_> = bytes.chunks_exact(16).collect();
        let mut group = c.benchmark_group(format!("detect/16 bytes {name}"));
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
                    black_box(peer(black_box(string)));
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, long, short);
criterion_main!(benches);
