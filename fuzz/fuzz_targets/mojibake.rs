//! Text that went through a channel: what repair promises holds for it too, and it takes no longer than
//! its length allows.
#![no_main]

#[path = "../../tests/checks/mod.rs"]
#[allow(dead_code, reason = "each target uses its part")]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::mojibake(bytes));
