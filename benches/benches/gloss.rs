//! A document with the gloss corruption, small and large: the cost of a byte should not depend on
//! how many there are.

#[path = "../../tests/corrupt/mod.rs"]
mod corrupt;
#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn gloss(c: &mut Criterion) {
    let mut group = c.benchmark_group("gloss");
    for (name, len) in [
        ("64 KB", 1 << 16),
        ("1 MB", 1 << 20),
        ("8 MB", 1 << 23),
        ("64 MB", 1 << 26),
    ] {
        let clean = text::shuffled(text::TRADITIONAL, len);
        let options = corrupt::Options {
            glossed: usize::MAX,
            marks: 5,
            lost: '?',
        };
        let text = corrupt::corrupt(&clean, options);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(if len > 1 << 20 { 10 } else { 50 });
        group.bench_with_input(BenchmarkId::new("text", name), &text, |b, text| {
            b.iter(|| mingwen::repair(black_box(text)))
        });
        let repairer = mingwen::Repairer::default();
        group.bench_with_input(BenchmarkId::new("with report", name), &text, |b, text| {
            b.iter(|| repairer.repair(black_box(text)))
        });
    }
    group.finish();
}

criterion_group!(benches, gloss);
criterion_main!(benches);
