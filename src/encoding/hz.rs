//! HZ, RFC 1843: GB2312 in seven bits between `~{` and `~}`; `~~` is a tilde, and a tilde before a
//! line feed continues the line. A line feed ends what was not ended.

use super::codec::{Own, Sink};
use super::gbk;

pub(super) struct Hz;

impl Own for Hz {
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink) {
        let (mut at, mut inside) = (0, false);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match (inside, rest) {
                (false, [b'~', b'{', ..]) => {
                    inside = true;
                    at += 2;
                }
                (true, [b'~', b'}', ..]) => {
                    inside = false;
                    at += 2;
                }
                (false, [b'~', b'~', ..]) => {
                    at += 2;
                    sink.character('~', at);
                }
                (false, [b'~', b'\n', ..]) => at += 2,
                (true, [lead @ 0x21..=0x7D, trail @ 0x21..=0x7E, ..]) => {
                    at += 2;
                    match gbk::character(lead | 0x80, trail | 0x80) {
                        Some(character) => sink.character(character, at),
                        None => sink.malformed(at),
                    }
                }
                (_, [b'\n', ..]) => {
                    inside = false;
                    at += 1;
                    sink.character('\n', at);
                }
                (false, [ascii @ 0..=0x7F, ..]) if *ascii != b'~' => {
                    at += 1;
                    sink.character(char::from(*ascii), at);
                }
                _ => {
                    at += 1;
                    sink.malformed(at);
                }
            }
        }
    }

    fn write(&self, text: &str, out: &mut Vec<u8>) {
        let mut inside = false;
        for character in text.chars() {
            let pair = gbk::bytes(character)
                .filter(|&[lead, trail]| (0xA1..0xFE).contains(&lead) && trail > 0xA0);
            if pair.is_some() != inside {
                out.extend(if inside { *b"~}" } else { *b"~{" });
                inside = !inside;
            }
            match pair {
                Some(pair) => out.extend(pair.map(|byte| byte & 0x7F)),
                None if character == '~' => out.extend(*b"~~"),
                None if character.is_ascii() => out.push(character as u8),
                None => {}
            }
        }
        if inside {
            out.extend(*b"~}");
        }
    }
}
