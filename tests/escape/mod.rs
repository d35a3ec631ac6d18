//! Escapes in the files of cases: `\n`, `\x07` and `\u{FFFD}`.

/// The text that a field stands for.
pub(crate) fn unescape(field: &str) -> String {
    let mut text = String::new();
    let mut rest = field;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        rest = if let Some(tail) = escape.strip_prefix('n') {
            text.push('\n');
            tail
        } else if let Some(tail) = escape.strip_prefix("u{") {
            let (code, tail) = tail.split_once('}').expect("closed escape");
            text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            tail
        } else {
            let code = u8::from_str_radix(&escape[1..3], 16).unwrap();
            text.push(char::from(code));
            &escape[3..]
        };
    }
    text + rest
}
