//! Text in: repairing twice is repairing once, and the account is true.
#![no_main]

#[path = "../../tests/checks/mod.rs"]
#[allow(dead_code, reason = "each target uses its part")]
mod checks;

// Bytes and not `&str`, so that a finding can be kept and replayed as a file.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::repair(&String::from_utf8_lossy(bytes)));
