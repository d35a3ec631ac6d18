//! Normalization of text that needs none, and of the same text folded by NFKC.
//!
//! Beside it: what unicode-normalization and icu_normalizer take to find the text in NFC, and to make
//! it so; plsfix, whose default folds Chinese punctuation to ASCII.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mingwen::{Damage, Operation, Profile, Repairer, Treatment};
use unicode_normalization::UnicodeNormalization;

const LEN: usize = 1 << 20;

fn only(operation: Operation) -> Repairer {
    let builder = Repairer::builder().damage(Damage::Leave);
    let builder = builder.operation(operation, Treatment::Apply);
    builder.build().expect("the limits are not zero")
}

fn operations(c: &mut Criterion) {
    let text = text::shuffled(text::SIMPLIFIED, LEN);
    let mut group = c.benchmark_group("normalize/clean");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for operation in Operation::ALL {
        let repairer = only(operation);
        group.bench_function(format!("{operation:?}"), |b| {
            b.iter(|| repairer.repair_text(black_box(&text)))
        });
    }
    group.bench_function("corpus", |b| {
        b.iter(|| mingwen::normalize(black_box(&text)))
    });
    group.bench_function("unicode-normalization, is NFC", |b| {
        b.iter(|| unicode_normalization::is_nfc(black_box(&text)))
    });
    group.bench_function("unicode-normalization, to NFC", |b| {
        b.iter(|| black_box(&text).nfc().collect::<String>())
    });
    let nfc = icu_normalizer::ComposingNormalizerBorrowed::new_nfc();
    group.bench_function("icu_normalizer, is NFC", |b| {
        b.iter(|| nfc.is_normalized(black_box(&text)))
    });
    group.bench_function("icu_normalizer, to NFC", |b| {
        b.iter(|| nfc.normalize(black_box(&text)))
    });
    group.sample_size(10);
    group.bench_function("plsfix", |b| {
        b.iter(|| plsfix::fix_text(black_box(&text), None))
    });
    group.finish();
}

fn folded(c: &mut Criterion) {
    let text: String = text::shuffled(text::SIMPLIFIED, LEN).nfkc().collect();
    let mut group = c.benchmark_group("normalize/folded");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let corpus = Repairer::builder()
        .profile(Profile::Corpus)
        .damage(Damage::Leave);
    let corpus = corpus.build().expect("the limits are not zero");
    group.bench_function("corpus", |b| {
        b.iter(|| corpus.repair_text(black_box(&text)))
    });
    group.bench_function("corpus with a report", |b| {
        b.iter(|| corpus.repair(black_box(&text)))
    });
    group.finish();
}

criterion_group!(benches, operations, folded);
criterion_main!(benches);
