//! Reads bytes in a known encoding, and writes text back as exactly the bytes that it came from.
//!
//! encoding_rs decodes. What it reports as malformed becomes U+FFFD and an [`Exception`] that keeps
//! the bytes; so does a stretch that the encoder would write with other bytes (GB18030 has more
//! than one code for some characters, and Big5's Hong Kong characters are only ever read).

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::DecoderResult;

use crate::edit::{Decoding, Exception, ExceptionKind, Segment};
use crate::name::Encoding;

fn codec(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Big5 => encoding_rs::BIG5,
        // Nothing chooses the others yet; encoding_rs knows them by their names.
        other => {
            encoding_rs::Encoding::for_label(other.name().as_bytes()).unwrap_or(encoding_rs::UTF_8)
        }
    }
}

/// The byte order mark of an encoding that has one of its own.
fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        // U+FEFF in GB18030's four-byte form.
        Encoding::Gb18030 => b"\x84\x31\x95\x33",
        _ => b"",
    }
}

/// The text that `bytes` are in `encoding`, without its byte order mark, and how it came about.
/// O(bytes); borrows valid UTF-8.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, Decoding) {
    let mark = mark(encoding);
    let bom = !mark.is_empty() && bytes.starts_with(mark);
    let body = &bytes[if bom { mark.len() } else { 0 }..];
    let mut exceptions = Vec::new();
    let valid = match encoding {
        Encoding::Utf8 => codec(encoding).decode_without_bom_handling_and_without_replacement(body),
        _ => None,
    };
    let text = valid.unwrap_or_else(|| {
        let start = bytes.len() - body.len();
        Cow::Owned(decode_body(bytes, start, encoding, &mut exceptions))
    });
    let segments = vec![Segment {
        bytes: 0..bytes.len(),
        text: 0..text.len(),
        encoding,
        bom,
    }];
    let decoding = Decoding {
        segments,
        exceptions,
    };
    (text, decoding)
}

/// Bytes to decode into at a time. encoding_rs touches every page of the free space that it is
/// given, each time it is called, and it returns at each malformed byte: with the whole text's
/// space free, bytes of which many are malformed would take time in proportion to their square.
const PIECE: usize = 1 << 12;

fn decode_body(
    bytes: &[u8],
    start: usize,
    encoding: Encoding,
    exceptions: &mut Vec<Exception>,
) -> String {
    let mut decoder = codec(encoding).new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut piece = String::with_capacity(PIECE);
    // Up to where the input has been read, and accounted for in `text` and `exceptions`.
    let (mut read, mut settled) = (start, start..0);
    loop {
        let (result, used) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut piece, true);
        read += used;
        text.push_str(&piece);
        piece.clear();
        let malformed = match result {
            DecoderResult::OutputFull => continue,
            DecoderResult::InputEmpty => read..read,
            DecoderResult::Malformed(len, behind) => {
                let end = read - usize::from(behind);
                end - usize::from(len)..end
            }
        };
        let (bytes_done, text_done) = (settled.start, settled.end);
        keep_alternates(
            bytes,
            bytes_done..malformed.start,
            &text,
            text_done..text.len(),
            encoding,
            exceptions,
        );
        if result == DecoderResult::InputEmpty {
            return text;
        }
        let replaced = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        exceptions.push(Exception {
            raw: bytes[malformed.clone()].into(),
            text: replaced..text.len(),
            kind: ExceptionKind::Malformed,
            bytes: malformed.clone(),
        });
        settled = malformed.end..text.len();
    }
}

/// Keeps the bytes of each line of a well-formed stretch that would not be encoded as it was read.
/// No line feed is part of a longer sequence in any of these encodings.
fn keep_alternates(
    bytes: &[u8],
    byte_span: Range<usize>,
    text: &str,
    text_span: Range<usize>,
    encoding: Encoding,
    exceptions: &mut Vec<Exception>,
) {
    if encoding == Encoding::Utf8 {
        return;
    }
    if same(
        &bytes[byte_span.clone()],
        &text[text_span.clone()],
        encoding,
    ) {
        return;
    }
    let (mut byte_at, mut text_at) = (byte_span.start, text_span.start);
    let lines = bytes[byte_span].split_inclusive(|&byte| byte == b'\n');
    for (raw, line) in lines.zip(text[text_span].split_inclusive('\n')) {
        let (byte_end, text_end) = (byte_at + raw.len(), text_at + line.len());
        if !same(raw, line, encoding) {
            exceptions.push(Exception {
                bytes: byte_at..byte_end,
                text: text_at..text_end,
                raw: raw.into(),
                kind: ExceptionKind::Alternate,
            });
        }
        (byte_at, text_at) = (byte_end, text_end);
    }
}

fn same(raw: &[u8], text: &str, encoding: Encoding) -> bool {
    let (encoded, _, unmappable) = codec(encoding).encode(text);
    !unmappable && *encoded == *raw
}

/// The bytes that `text` was decoded from, given how it was decoded. O(bytes).
///
/// `None` if the decoding is that of another text.
pub(crate) fn encode(text: &str, decoding: &Decoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut exceptions = decoding.exceptions.iter().peekable();
    for segment in &decoding.segments {
        if segment.bom {
            bytes.extend_from_slice(mark(segment.encoding));
        }
        let mut at = segment.text.start;
        while let Some(exception) = exceptions.next_if(|e| e.text.start < segment.text.end) {
            let before = text.get(at..exception.text.start)?;
            bytes.extend_from_slice(&codec(segment.encoding).encode(before).0);
            bytes.extend_from_slice(&exception.raw);
            at = exception.text.end;
        }
        let rest = text.get(at..segment.text.end)?;
        bytes.extend_from_slice(&codec(segment.encoding).encode(rest).0);
    }
    Some(bytes)
}
