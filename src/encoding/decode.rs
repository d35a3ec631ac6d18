//! Reads bytes in known encodings, and writes text back as exactly the bytes that it came from.
//!
//! What has no meaning becomes U+FFFD and an [`Exception`] that keeps the bytes; so does a stretch
//! that the encoder would write with other bytes (GB18030 has more than one code for some
//! characters, Big5's Hong Kong characters are only ever read, and shift sequences can stand in
//! many places).

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::DecoderResult;

use super::account::Account;
use super::codec::{Codec, Own, Sink, mark};
use super::double_byte::DoubleByte;
use super::single_byte::SingleByte;
use super::{iso_2022_jp, utf_16};
use crate::edit::{Decoding, Exception, ExceptionKind, Segment};
use crate::name::Encoding;

/// The text that `bytes` are, span by span, and how it came about. The spans are in order and
/// without a gap, together all bytes. A byte order mark at the start is not part of the text.
/// O(bytes); borrows valid UTF-8.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    spans: &[(Range<usize>, Encoding)],
) -> (Cow<'b, str>, Decoding) {
    let mut decoding = Decoding::default();
    let whole = [(0..bytes.len(), Encoding::Utf8)];
    let spans = if spans.is_empty() { &whole } else { spans };
    if let [(_, encoding @ (Encoding::Utf8 | Encoding::Ascii))] = *spans {
        let bom = bytes.starts_with(mark(encoding)) && !mark(encoding).is_empty();
        let body = &bytes[if bom { mark(encoding).len() } else { 0 }..];
        // Several times as fast as the standard library's validation where most of it is Han.
        let valid = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(body);
        if let Some(text) = valid {
            decoding.segments.push(Segment {
                bytes: 0..bytes.len(),
                text: 0..text.len(),
                encoding,
                bom,
            });
            return (text, decoding);
        }
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    for (span, encoding) in spans {
        let mark = mark(*encoding);
        let bom = span.start == 0 && !mark.is_empty() && bytes[span.clone()].starts_with(mark);
        let body = span.start + if bom { mark.len() } else { 0 }..span.end;
        let text_start = text.len();
        let first = decoding.exceptions.len();
        let mut account = Account::new(bytes, body.start, &mut text, &mut decoding.exceptions);
        if let Some(pairs) = DoubleByte::of(*encoding) {
            pairs.decode(&mut account, body.clone());
        } else if let Some(letters) = SingleByte::of(*encoding) {
            letters.decode(&mut account, body.clone());
        } else if *encoding == Encoding::Utf16Le {
            utf_16::decode::<false>(&mut account, body.clone());
        } else if *encoding == Encoding::Utf16Be {
            utf_16::decode::<true>(&mut account, body.clone());
        } else {
            let codec = Codec::of(*encoding);
            let sure = match encoding {
                Encoding::Iso2022Jp => iso_2022_jp::decode(&mut account, body.clone()),
                _ => body.start,
            };
            let mut segment = Unsure {
                account,
                encoding: *encoding,
                codec,
            };
            match codec {
                Codec::Standard(standard) => segment.decode(standard, sure..body.end),
                Codec::Own(own) => segment.read(own, body.clone()),
            }
        }
        let segment = Segment {
            bytes: span.clone(),
            text: text_start..text.len(),
            encoding: *encoding,
            bom,
        };
        // Where nothing was odd, each line was written already as it will be.
        let is_sure = *encoding == Encoding::Iso2022Jp && decoding.exceptions.len() == first;
        if has_state(*encoding) && !is_sure {
            verify(
                bytes,
                body,
                &text,
                &segment,
                &mut decoding.exceptions,
                first,
            );
        }
        decoding.segments.push(segment);
    }
    (Cow::Owned(text), decoding)
}

/// Whether what a byte means depends on shift sequences before it.
pub(crate) fn has_state(encoding: Encoding) -> bool {
    matches!(
        encoding,
        Encoding::Hz | Encoding::Iso2022Cn | Encoding::Iso2022Jp | Encoding::Utf7
    )
}

/// Keeps all bytes of a segment where its lines, each written as it was read, do not make it up.
fn verify(
    bytes: &[u8],
    body: Range<usize>,
    text: &str,
    segment: &Segment,
    exceptions: &mut Vec<Exception>,
    first: usize,
) {
    let mut written = Vec::with_capacity(body.len());
    let mut own = exceptions
        .get(first..)
        .unwrap_or_default()
        .iter()
        .peekable();
    let done = write_segment(text, segment, &mut own, &mut written);
    if done.is_none() || written != bytes[body.clone()] {
        exceptions.truncate(first);
        exceptions.push(Exception {
            raw: bytes[body.clone()].into(),
            bytes: body,
            text: segment.text.clone(),
            kind: ExceptionKind::Alternate,
        });
    }
}

/// Bytes to decode into at a time. encoding_rs touches every page of the free space that it is
/// given, each time it is called, and it returns at each malformed byte: with the whole text's
/// space free, bytes of which many are malformed would take time in proportion to their square.
const PIECE: usize = 1 << 12;

/// A segment being read by a codec that says nothing of what comes back.
struct Unsure<'a> {
    account: Account<'a>,
    encoding: Encoding,
    codec: Codec,
}

impl Unsure<'_> {
    fn decode(&mut self, standard: &'static encoding_rs::Encoding, body: Range<usize>) {
        let mut decoder = standard.new_decoder_without_bom_handling();
        let mut piece = String::with_capacity(PIECE);
        let mut read = body.start;
        loop {
            let rest = &self.account.bytes[read..body.end];
            let (result, used) =
                decoder.decode_to_string_without_replacement(rest, &mut piece, true);
            read += used;
            self.account.text.push_str(&piece);
            piece.clear();
            let malformed = match result {
                DecoderResult::OutputFull => continue,
                DecoderResult::InputEmpty => {
                    self.settle(body.end);
                    return;
                }
                DecoderResult::Malformed(len, behind) => {
                    let end = read - usize::from(behind);
                    end - usize::from(len)..end
                }
            };
            self.replace(malformed);
        }
    }

    fn read(&mut self, own: &dyn Own, body: Range<usize>) {
        let start = body.start;
        let bytes = &self.account.bytes[body.clone()];
        let mut reading = Reading {
            start,
            last: start,
            segment: self,
        };
        own.read(bytes, &mut reading);
        self.settle(body.end);
    }

    fn replace(&mut self, malformed: Range<usize>) {
        self.settle(malformed.start);
        self.account.replace(malformed);
    }

    /// Accounts for what was read without a fault up to `end` of the bytes: keeps the bytes of each
    /// line that would not be encoded as it was read. No line feed is part of a longer sequence in
    /// the encodings that come here with more than one line.
    fn settle(&mut self, end: usize) {
        let (byte_start, text_start) = self.account.settled;
        let text_end = self.account.text.len();
        self.account.settled = (end, text_end);
        if self.encoding == Encoding::Utf8 {
            return;
        }
        let (mut byte_at, mut text_at) = (byte_start, text_start);
        while byte_at < end {
            let (mut byte_end, mut text_end) = (end, text_end);
            if let Codec::Standard(_) = self.codec {
                let raw = &self.account.bytes[byte_at..end];
                let line = &self.account.text[text_at..];
                byte_end = byte_at + line_len(raw);
                text_end = text_at + line_len(line.as_bytes());
            }
            let raw = &self.account.bytes[byte_at..byte_end];
            if !self
                .codec
                .writes(&self.account.text[text_at..text_end], raw)
            {
                self.account.keep(byte_at..byte_end, text_at..text_end);
            }
            (byte_at, text_at) = (byte_end, text_end);
        }
    }
}

/// Decodes a whole input as encodings are that have no decoder of ours.
#[cfg(test)]
pub(super) fn slowly(
    bytes: &[u8],
    encoding: Encoding,
    start: usize,
    text: &mut String,
    exceptions: &mut Vec<Exception>,
) {
    let codec = Codec::of(encoding);
    let mut segment = Unsure {
        account: Account::new(bytes, start, text, exceptions),
        encoding,
        codec,
    };
    if let Codec::Standard(standard) = codec {
        segment.decode(standard, start..bytes.len());
    }
}

/// Bytes of the first line with its end.
fn line_len(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| byte == b'\n');
    end.map_or(bytes.len(), |end| end + 1)
}

/// One of our own codecs reading; every line is settled by itself.
struct Reading<'r, 'a> {
    /// Where in all bytes those begin that the codec sees.
    start: usize,
    /// Up to where the codec has read.
    last: usize,
    segment: &'r mut Unsure<'a>,
}

impl Sink for Reading<'_, '_> {
    fn character(&mut self, character: char, end: usize) {
        self.segment.account.text.push(character);
        self.last = self.start + end;
        if character == '\n' {
            self.segment.settle(self.last);
        }
    }

    fn malformed(&mut self, end: usize) {
        let end = self.start + end;
        self.segment.replace(self.last..end);
        self.last = end;
    }
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
        write_segment(text, segment, &mut exceptions, &mut bytes)?;
    }
    Some(bytes)
}

/// The byte that the character at `at` of a decoded text was read from; `None` inside an exception.
/// O(bytes of its segment).
pub(crate) fn byte_offset(text: &str, decoding: &Decoding, at: usize) -> Option<usize> {
    let behind = decoding.segments.partition_point(|s| s.text.end <= at);
    let Some(segment) = decoding.segments.get(behind) else {
        return decoding.segments.last().map(|s| s.bytes.end);
    };
    let covers = |e: &Exception| e.text.start < at && at < e.text.end;
    if decoding.exceptions.iter().any(covers) {
        return None;
    }
    let mark = if segment.bom {
        mark(segment.encoding).len()
    } else {
        0
    };
    let start = segment.bytes.start + mark;
    let is_utf8 = matches!(segment.encoding, Encoding::Utf8 | Encoding::Ascii);
    if is_utf8 && decoding.exceptions.is_empty() {
        return Some(start + at - segment.text.start);
    }
    let before = |e: &&Exception| e.bytes.start >= segment.bytes.start && e.text.end <= at;
    let prefix = Segment {
        text: segment.text.start..at,
        ..segment.clone()
    };
    let mut bytes = Vec::with_capacity(segment.bytes.len());
    let mut exceptions = decoding.exceptions.iter().filter(before).peekable();
    write_segment(text, &prefix, &mut exceptions, &mut bytes)?;
    Some(start + bytes.len())
}

/// Appends a segment's bytes without its mark.
fn write_segment<'e>(
    text: &str,
    segment: &Segment,
    exceptions: &mut std::iter::Peekable<impl Iterator<Item = &'e Exception>>,
    bytes: &mut Vec<u8>,
) -> Option<()> {
    let codec = Codec::of(segment.encoding);
    let mut at = segment.text.start;
    while let Some(exception) = exceptions.next_if(|e| e.bytes.start < segment.bytes.end) {
        let before = text.get(at..exception.text.start)?;
        bytes.extend_from_slice(&codec.write(before));
        bytes.extend_from_slice(&exception.raw);
        at = exception.text.end;
    }
    let rest = text.get(at..segment.text.end)?;
    bytes.extend_from_slice(&codec.write(rest));
    Some(())
}
