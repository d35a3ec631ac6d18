//! Decoding with an account of every byte, alone and with a look for damage, beside encoding_rs.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use mingwen::Repairer;

const LEN: usize = 5_000_000;

const CASES: [(&str, &Encoding); 15] = [
    (text::SIMPLIFIED, GB18030),
    (text::TRADITIONAL, GB18030),
    (text::TRADITIONAL, BIG5),
    (text::JAPANESE, SHIFT_JIS),
    (text::JAPANESE, EUC_JP),
    (text::JAPANESE, ISO_2022_JP),
    (text::KOREAN, EUC_KR),
    (text::SIMPLIFIED, UTF_16LE),
    (text::MIXED, UTF_16BE),
    (text::ENGLISH, WINDOWS_1252),
    (text::FRENCH, WINDOWS_1252),
    (text::POLISH, WINDOWS_1250),
    (text::RUSSIAN, WINDOWS_1251),
    (text::SIMPLIFIED, UTF_8),
    (text::ENGLISH, UTF_8),
];

/// The bytes of a text in an encoding that has all of it. encoding_rs writes no UTF-16.
fn encoded(text: &str, codec: &'static Encoding) -> Vec<u8> {
    let units = text.encode_utf16();
    if codec == UTF_16LE {
        return units.flat_map(u16::to_le_bytes).collect();
    }
    if codec == UTF_16BE {
        return units.flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, unmappable) = codec.encode(text);
    assert!(!unmappable, "{} has not all of it", codec.name());
    bytes.into_owned()
}

fn decode(c: &mut Criterion) {
    for (number, (prose, codec)) in CASES.into_iter().enumerate() {
        let bytes = encoded(&text::shuffled(prose, LEN), codec);
        let encoding = mingwen::Encoding::for_label(codec.name());
        let repairer = Repairer::builder().encoding(encoding).build();
        let repairer = repairer.expect("the defaults are sound");
        let mut group = c.benchmark_group(format!("decode/{number} {}", codec.name()));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.sample_size(10);
        group.bench_function("mingwen", |b| {
            b.iter(|| mingwen::decode(black_box(&bytes), encoding));
        });
        group.bench_function("mingwen, repair", |b| {
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
