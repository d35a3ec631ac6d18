//! Code points as program text has them: `\u4E2D`, `\u{4E2D}`, beyond the basic plane `\uD842\uDFB7`,
//! and `%u4E2D`, which JavaScript's `escape` wrote (ECMA-262, annex B.2.1).

use super::byte_escape::backslashes;
use super::judge;
use super::octets::{self, Octet, Piece};

/// The characters that stand side by side from `at` on, and how far they were read: past `at`.
/// Characters that were bytes of another encoding become what these say.
pub(super) fn read(bytes: &[u8], at: usize) -> (usize, Vec<Piece>) {
    let depth = backslashes(bytes, at);
    let mut octets = Some(Vec::new());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = at;
    loop {
        // A backslash more than the others have is one of the text.
        let extra = backslashes(bytes, end).saturating_sub(depth);
        let start = if end > at { end + extra } else { end };
        let Some((character, next)) = character(bytes, start, depth) else {
            break;
        };
        let value = u8::try_from(u32::from(character)).ok();
        octets = octets
            .zip(value.filter(|value| *value >= 0x80))
            .map(|(mut octets, value)| {
                octets.push(Octet {
                    value: Some(value),
                    start,
                    end: next,
                });
                octets
            });
        if judge::is_allowed(character) && !character.is_ascii() {
            match pieces.last_mut().filter(|piece| piece.source.end == start) {
                Some(piece) => {
                    piece.text.push(character);
                    piece.source.end = next;
                }
                None => pieces.push(Piece {
                    source: start..next,
                    text: character.into(),
                }),
            }
        }
        end = next;
    }
    let misread = octets.map(|octets| octets::read(&octets));
    if let Some([(_, misread)]) = misread.as_deref() {
        pieces.clone_from(misread);
    }
    (end.max(at + depth.max(1)), pieces)
}

/// The character whose escape begins at `at`, and where it ends.
fn character(bytes: &[u8], at: usize, depth: usize) -> Option<(char, usize)> {
    let (unit, end) = unit(bytes, at, depth)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((character, end));
    }
    let (low, end) = self::unit(bytes, end, depth)?;
    let pair = [u16::try_from(unit).ok()?, u16::try_from(low).ok()?];
    let character = char::decode_utf16(pair).next()?.ok()?;
    (u32::from(character) > 0xFFFF).then_some((character, end))
}

/// A code point or half of a pair, and where its escape ends.
fn unit(bytes: &[u8], at: usize, depth: usize) -> Option<(u32, usize)> {
    const MOST_DIGITS: usize = 6;
    let mark = match bytes.get(at)? {
        b'%' => at + 1,
        b'\\' if backslashes(bytes, at) == depth => at + depth,
        _ => return None,
    };
    if bytes.get(mark) != Some(&b'u') {
        return None;
    }
    let rest = bytes.get(mark + 1..)?;
    let (digits, len) = match rest {
        [b'{', inside @ ..] => {
            let inside = inside.get(..MOST_DIGITS + 1).unwrap_or(inside);
            let len = inside.iter().position(|&byte| byte == b'}')?;
            (inside.get(..len)?, len + 2)
        }
        _ => (rest.get(..4)?, 4),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let number = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((number, mark + 1 + len))
}
