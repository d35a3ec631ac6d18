//! Inputs that fuzzing or property tests once found to break a promise, each in a file of its own:
//! `fuzz/regressions/<target>/`. A new one is replayed as soon as it is put there.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod checks;

use std::path::Path;

fn replay(target: &str, check: impl Fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("fuzz/regressions").join(target);
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        // Shown where the check fails.
        println!("{}", path.display());
        check(&std::fs::read(&path).unwrap());
        count += 1;
    }
    assert!(count > 0, "nothing in {}", folder.display());
}

#[test]
fn repair() {
    replay("repair", |bytes| {
        checks::repair(&String::from_utf8_lossy(bytes))
    });
}

#[test]
fn mojibake() {
    replay("mojibake", checks::mojibake);
}

#[test]
fn normalize() {
    replay("normalize", |bytes| {
        checks::normalize(&String::from_utf8_lossy(bytes))
    });
}

#[test]
fn detect() {
    replay("detect", checks::detect);
}

#[test]
fn decode() {
    replay("decode", checks::decode);
}

#[test]
fn repair_bytes() {
    replay("repair_bytes", checks::repair_bytes);
}

#[test]
fn convert() {
    replay("convert", |bytes| {
        checks::convert(&String::from_utf8_lossy(bytes))
    });
}

#[test]
fn stream() {
    replay("stream", checks::stream);
}
