//! Decoding with an account of every byte, and a look for damage besides, beside encoding_rs, which
//! decodes only.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use mingwen::Repairer;

const LEN: usize = 5_000_000;

const CASES: [(&str, &Encoding); 8] = [
    (text::SIMPLIFIED, GB18030),
    (text::TRADITIONAL, BIG5),
    (text::JAPANESE, SHIFT_JIS),
    (text::JAPANESE, EUC_JP),
    (text::KOREAN, EUC_KR),
    (text::ENGLISH, WINDOWS_1252),
    (text::SIMPLIFIED, UTF_8),
    (text::ENGLISH, UTF_8),
];

fn decode(c: &mut Criterion) {
    for (number, (prose, codec)) in CASES.into_iter().enumerate() {
        let (bytes, _, unmappable) = codec.encode(prose);
        assert!(!unmappable, "{} has not all of it", codec.name());
        drop(bytes);
        let text = text::shuffled(prose, LEN);
        let bytes = codec.encode(&text).0;
        let encoding = mingwen::Encoding::for_label(codec.name());
        let repairer = Repairer::builder().encoding(encoding).build();
        let repairer = repairer.expect("the defaults are sound");
        let mut group = c.benchmark_group(format!("decode/{number} {}", codec.name()));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.sample_size(10);
        group.bench_function("mingwen", |b| {
            b.iter(|| repairer.repair_bytes(black_box(&bytes)));
        });
        group.bench_function("encoding_rs", |b| {
            b.iter(|| codec.decode_without_bom_handling(black_box(&bytes)));
        });
        group.finish();
    }
}

criterion_group!(benches, decode);
criterion_main!(benches);
