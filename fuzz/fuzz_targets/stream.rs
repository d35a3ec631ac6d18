//! Bytes in pieces: the same text however they are divided, and every byte comes back.
#![no_main]

#[path = "../../tests/checks/mod.rs"]
#[allow(dead_code, reason = "each target uses its part")]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::stream(bytes));
