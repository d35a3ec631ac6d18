//! Text in: every profile and operation settles, and the account is true.
#![no_main]

#[path = "../../tests/checks/mod.rs"]
#[allow(dead_code, reason = "each target uses its part")]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::normalize(&String::from_utf8_lossy(bytes)));
