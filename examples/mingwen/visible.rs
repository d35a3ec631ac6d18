//! Damaged text on a terminal: what cannot be seen, or would steer the terminal, is spelled out.

use std::fmt::Write;

/// Appends `text` so that every character of it shows.
pub(crate) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            // The pictures of the control characters stand in the same order as they do.
            '\0'..='\x1F' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7F' => out.push('␡'),
            c if is_hidden(c) => {
                // Writing to a String does not fail.
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

/// Controls, no-break and zero-width spaces, direction marks, private use.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
}
