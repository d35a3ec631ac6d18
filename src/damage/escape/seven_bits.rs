//! GB2312 and UTF-16 in seven bits: HZ (`~{VPND~}`), ISO-2022 that lost its escape characters
//! (`$AVPND(B`), and UTF-7 (`+Ti1lhw-`).

use std::ops::Range;

use super::judge;
use super::octets::Piece;
use crate::encoding;
use crate::name::{Encoding, Notation};

/// The stretch of ASCII of one line that begins at `at`.
fn stretch(bytes: &[u8], at: usize) -> Range<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    let len = rest
        .iter()
        .position(|&byte| byte == b'\n' || byte == b'\r' || !byte.is_ascii());
    at..at + len.unwrap_or(rest.len())
}

/// What a line says from `at` on if it is HZ or UTF-7, and how far was read.
pub(super) fn read(text: &str, at: usize, notation: Notation) -> (usize, Option<Piece>) {
    let span = stretch(text.as_bytes(), at);
    let end = span.end.max(at + 1);
    let encoding = match notation {
        Notation::Hz => Encoding::Hz,
        _ => Encoding::Utf7,
    };
    let bytes = text.as_bytes().get(span.clone()).unwrap_or_default();
    let said = encoding::text(bytes, encoding).filter(|said| {
        said.chars().all(|c| judge::is_allowed(c) || c == '\t') && judge::is_chinese(said)
    });
    (end, said.map(|said| trimmed(text, span, said)))
}

/// Without what both have at their ends.
fn trimmed(text: &str, span: Range<usize>, mut said: String) -> Piece {
    let before = text.get(span.clone()).unwrap_or_default();
    let same = |pair: &(u8, u8)| pair.0 == pair.1 && pair.0.is_ascii();
    let tail = before
        .bytes()
        .rev()
        .zip(said.bytes().rev())
        .take_while(same)
        .count();
    said.truncate(said.len() - tail);
    Piece {
        source: span.start..span.end - tail,
        text: said,
    }
}

/// What stands between `$A` and `(B`, and how far was read.
pub(super) fn read_stripped(text: &str, at: usize) -> (usize, Option<Piece>) {
    let rest = text.as_bytes().get(at + 2..).unwrap_or_default();
    let mut pairs = rest.chunks(2).take_while(|pair| match pair {
        [b'(', b'B'] => false,
        [lead, trail] => (0x21..=0x77).contains(lead) && (0x21..=0x7E).contains(trail),
        _ => false,
    });
    let len = 2 * pairs.by_ref().count();
    let end = at + 2 + len;
    if text.get(end..end + 2) != Some("(B") || len == 0 {
        return (end, None);
    }
    let high: Vec<u8> = rest.iter().take(len).map(|byte| byte | 0x80).collect();
    // Rows 1 and 3 are signs, which may stand by themselves.
    let is_signs = high.chunks(2).all(|pair| matches!(pair, [0xA1 | 0xA3, _]));
    let said = encoding::text(&high, Encoding::Gb18030);
    let said = said.filter(|said| is_signs || judge::is_chinese(said));
    let piece = said.map(|text| Piece {
        source: at..end + 2,
        text,
    });
    (end + 2, piece)
}
