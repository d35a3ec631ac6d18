//! Text that was read in the wrong encoding: not at all, a line in twenty, all of it; with nothing lost,
//! and with the bytes gone that the reader could not read.
//!
//! Beside `repair`: plsfix, which undoes UTF-8 read as windows-1252 and nothing else of this.

#[allow(unreachable_pub, dead_code, reason = "shared by benches")]
mod text;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use encoding_rs::{Encoding, GBK, UTF_8, WINDOWS_1252};

const LEN: usize = 1 << 20;

/// What a reader makes of a line that was written in another encoding.
fn misread(line: &str, written: &'static Encoding, read: &'static Encoding) -> String {
    let (bytes, _, _) = written.encode(line);
    read.decode_without_bom_handling(&bytes).0.into_owned()
}

/// Every `nth` line of the text misread.
fn damaged(nth: usize, len: usize, written: &'static Encoding, read: &'static Encoding) -> String {
    let prose = text::shuffled(text::SIMPLIFIED, len);
    let lines = prose.lines().enumerate().map(|(number, line)| {
        if number % nth == 0 {
            misread(line, written, read)
        } else {
            line.to_owned()
        }
    });
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn mojibake(c: &mut Criterion) {
    let mut group = c.benchmark_group("mojibake");
    for (name, text) in [
        ("clean", text::shuffled(text::SIMPLIFIED, LEN)),
        ("5 % UTF-8 as 1252", damaged(20, LEN, UTF_8, WINDOWS_1252)),
        ("5 % GBK as 1252", damaged(20, LEN, GBK, WINDOWS_1252)),
        ("UTF-8 as 1252", damaged(1, LEN, UTF_8, WINDOWS_1252)),
        ("GBK as 1252", damaged(1, LEN, GBK, WINDOWS_1252)),
        ("UTF-8 as GBK, lossy", damaged(1, LEN / 8, UTF_8, GBK)),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.sample_size(10);
        group.bench_with_input(BenchmarkId::new("mingwen", name), &text, |b, text| {
            b.iter(|| mingwen::repair(black_box(text)))
        });
        group.bench_with_input(BenchmarkId::new("plsfix", name), &text, |b, text| {
            b.iter(|| plsfix::fix_text(black_box(text), None))
        });
    }
    group.finish();
}

criterion_group!(benches, mojibake);
criterion_main!(benches);
