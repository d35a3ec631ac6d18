//! Text in: every way to convert it gives the same, and the account is true.
#![no_main]

#[path = "../../tests/checks/mod.rs"]
#[allow(dead_code, reason = "each target uses its part")]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::convert(&String::from_utf8_lossy(bytes)));
