//! Encoded words of mail headers, RFC 2047: `=?gb2312?B?1tDOxA==?=`.

use std::ops::Range;

use super::judge;
use super::octets::Piece;
use super::percent::hex;
use crate::encoding;
use crate::name::Encoding;

/// The words from `at` on that belong together, and how far was read: past `at`.
pub(super) fn read(text: &str, at: usize) -> (usize, Option<(Encoding, Piece)>) {
    let mut said = String::new();
    let mut held: Option<(Encoding, Vec<u8>)> = None;
    let mut first = None;
    let (mut start, mut end) = (at, at);
    while let Some(word) = Word::read(text, start) {
        first = first.or(Some(word.encoding));
        // A character may be cut between two words of one encoding.
        match &mut held {
            Some((encoding, bytes)) if *encoding == word.encoding => bytes.extend(&word.bytes),
            _ => {
                if !flush(held.take(), &mut said) {
                    return (word.span.end, None);
                }
                held = Some((word.encoding, word.bytes));
            }
        }
        end = word.span.end;
        let gap = text.get(end..).unwrap_or_default();
        start = end + gap.len() - gap.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }
    let whole = flush(held, &mut said) && said.chars().all(judge::is_allowed);
    let piece = Piece {
        source: at..end,
        text: said,
    };
    let found = first.filter(|_| whole && !piece.text.is_ascii());
    (end.max(at + 1), found.map(|encoding| (encoding, piece)))
}

fn flush(held: Option<(Encoding, Vec<u8>)>, said: &mut String) -> bool {
    let Some((encoding, bytes)) = held else {
        return true;
    };
    let text = encoding::text(&bytes, encoding);
    said.push_str(text.as_deref().unwrap_or_default());
    text.is_some()
}

struct Word {
    span: Range<usize>,
    encoding: Encoding,
    bytes: Vec<u8>,
}

/// Bytes of the longest word and more; RFC 2047, section 2, allows 75 characters.
const MOST_BYTES: usize = 1 << 10;

impl Word {
    fn read(text: &str, at: usize) -> Option<Self> {
        let rest = text.as_bytes().get(at..)?;
        let rest = rest.get(..MOST_BYTES).unwrap_or(rest).strip_prefix(b"=?")?;
        let mut fields = rest.splitn(4, |&byte| byte == b'?');
        let label = std::str::from_utf8(fields.next()?).ok()?;
        // RFC 2231, section 5, lets the language follow.
        let label = label.split('*').next()?;
        let (kind, body) = (fields.next()?, fields.next()?);
        if !fields.next()?.starts_with(b"=") {
            return None;
        }
        let head = body.as_ptr().addr() - rest.as_ptr().addr();
        let end = at + 2 + head + body.len() + 2;
        let bytes = match kind {
            b"B" | b"b" => base64(body)?,
            b"Q" | b"q" => quoted(body)?,
            _ => return None,
        };
        Some(Self {
            span: at..end,
            encoding: Encoding::for_label(label)?,
            bytes,
        })
    }
}

fn quoted(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        at += 1;
        bytes.push(match byte {
            b'_' => b' ',
            b'=' => {
                at += 2;
                hex(body, at - 2)?
            }
            byte => byte,
        });
    }
    Some(bytes)
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let (mut held, mut have) = (0_u32, 0);
    let end = body.iter().rposition(|&byte| byte != b'=')?;
    for &byte in body.get(..=end)? {
        held = held << 6 | u32::from(encoding::base64_digit(byte)?);
        have += 6;
        if have >= 8 {
            have -= 8;
            bytes.push((held >> have) as u8);
            held &= (1 << have) - 1;
        }
    }
    Some(bytes)
}
