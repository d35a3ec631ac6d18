//! Text that nothing is wrong with: what everyone pays for every text.
//!
//! Beside `repair` on the same text: `simdutf8`, which reads every byte and does little more;
//! `memchr` for a byte that never comes, about as fast as memory is read; and plsfix, which repairs
//! other damage than this crate does but has the same first question to answer.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const LEN: usize = 1 << 20;

fn clean(c: &mut Criterion) {
    for (name, prose) in [
        ("simplified", text::SIMPLIFIED),
        ("traditional", text::TRADITIONAL),
        ("mixed", text::MIXED),
        ("ascii", text::ENGLISH),
    ] {
        let text = text::shuffled(prose, LEN);
        assert_eq!(
            mingwen::repair(&text),
            text,
            "clean text must stay as it is"
        );
        let mut group = c.benchmark_group(format!("clean/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("mingwen", |b| b.iter(|| mingwen::repair(black_box(&text))));
        group.bench_function("mingwen bytes", |b| {
            b.iter(|| mingwen::repair_bytes(black_box(text.as_bytes())))
        });
        group.bench_function("simdutf8", |b| {
            b.iter(|| simdutf8::basic::from_utf8(black_box(text.as_bytes())).is_ok())
        });
        group.bench_function("memchr", |b| {
            b.iter(|| memchr::memchr(0, black_box(text.as_bytes())))
        });
        group.sample_size(10);
        group.bench_function("plsfix", |b| {
            b.iter(|| plsfix::fix_text(black_box(&text), None))
        });
        group.finish();
    }
}

criterion_group!(benches, clean);
criterion_main!(benches);
