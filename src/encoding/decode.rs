//! Reads bytes in known encodings, and writes text back as exactly the bytes that it came from.
//!
//! What has no meaning becomes U+FFFD and an [`Exception`] that keeps the bytes; so does a stretch
//! that the encoder would write with other bytes (GB18030 has more than one code for some
//! characters, Big5's Hong Kong characters are only ever read, and shift sequences can stand in
//! many places).

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::DecoderResult;

use super::canonical;
use super::codec::{Codec, Own, Sink, mark};
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
        let bom = span.start == 0 && !mark.is_empty() && bytes.starts_with(mark);
        let body = span.start + if bom { mark.len() } else { 0 }..span.end;
        let text_start = text.len();
        let first = decoding.exceptions.len();
        let mut account = Account {
            bytes,
            encoding: *encoding,
            codec: Codec::of(*encoding),
            settled: (body.start, text.len()),
            text: &mut text,
            exceptions: &mut decoding.exceptions,
        };
        match account.codec {
            Codec::Standard(standard) => account.decode(standard, body.clone()),
            Codec::Own(own) => account.read(own, body.clone()),
        }
        let segment = Segment {
            bytes: span.clone(),
            text: text_start..text.len(),
            encoding: *encoding,
            bom,
        };
        if has_state(*encoding) {
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
fn has_state(encoding: Encoding) -> bool {
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

/// The text and the exceptions of one segment as they grow.
struct Account<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
    codec: Codec,
    /// Up to where bytes and text are accounted for.
    settled: (usize, usize),
    text: &'a mut String,
    exceptions: &'a mut Vec<Exception>,
}

impl Account<'_> {
    fn decode(&mut self, standard: &'static encoding_rs::Encoding, body: Range<usize>) {
        let mut decoder = standard.new_decoder_without_bom_handling();
        let mut piece = String::with_capacity(PIECE);
        let mut read = body.start;
        loop {
            let rest = &self.bytes[read..body.end];
            let (result, used) =
                decoder.decode_to_string_without_replacement(rest, &mut piece, true);
            read += used;
            self.text.push_str(&piece);
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
        let bytes = &self.bytes[body.clone()];
        let mut reading = Reading {
            start,
            last: start,
            account: self,
        };
        own.read(bytes, &mut reading);
        self.settle(body.end);
    }

    /// Accounts for what was read without a fault up to `end` of the bytes.
    fn settle(&mut self, end: usize) {
        let (byte_start, text_start) = self.settled;
        self.settled = (end, self.text.len());
        self.keep_alternates(byte_start..end, text_start..self.text.len());
    }

    fn replace(&mut self, malformed: Range<usize>) {
        self.settle(malformed.start);
        let replaced = self.text.len();
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.exceptions.push(Exception {
            raw: self.bytes[malformed.clone()].into(),
            text: replaced..self.text.len(),
            kind: ExceptionKind::Malformed,
            bytes: malformed.clone(),
        });
        self.settled = (malformed.end, self.text.len());
    }

    /// Keeps the bytes of each line of a well-formed stretch that would not be encoded as it was
    /// read. No line feed is part of a longer sequence in the encodings that come here with more
    /// than one line.
    fn keep_alternates(&mut self, byte_span: Range<usize>, text_span: Range<usize>) {
        if self.encoding == Encoding::Utf8
            || canonical::comes_back(&self.bytes[byte_span.clone()], self.encoding)
        {
            return;
        }
        if let Codec::Own(_) = self.codec {
            if !self.same(&byte_span, &text_span) {
                self.keep(byte_span, text_span);
            }
            return;
        }
        let (mut byte_at, mut text_at) = (byte_span.start, text_span.start);
        while byte_at < byte_span.end {
            let rest = &self.bytes[byte_at..byte_span.end];
            let raw = rest.split_inclusive(|&byte| byte == b'\n').next();
            let line = self.text[text_at..text_span.end]
                .split_inclusive('\n')
                .next();
            let byte_end = byte_at + raw.map_or(0, <[u8]>::len);
            let text_end = text_at + line.map_or(0, str::len);
            if !self.same(&(byte_at..byte_end), &(text_at..text_end)) {
                self.keep(byte_at..byte_end, text_at..text_end);
            }
            (byte_at, text_at) = (byte_end, text_end);
        }
    }

    fn same(&self, bytes: &Range<usize>, text: &Range<usize>) -> bool {
        canonical::comes_back(&self.bytes[bytes.clone()], self.encoding)
            || self
                .codec
                .writes(&self.text[text.clone()], &self.bytes[bytes.clone()])
    }

    fn keep(&mut self, bytes: Range<usize>, text: Range<usize>) {
        self.exceptions.push(Exception {
            raw: self.bytes[bytes.clone()].into(),
            bytes,
            text,
            kind: ExceptionKind::Alternate,
        });
    }
}

/// One of our own codecs reading; every line is settled by itself.
struct Reading<'r, 'a> {
    /// Where in all bytes those begin that the codec sees.
    start: usize,
    /// Up to where the codec has read.
    last: usize,
    account: &'r mut Account<'a>,
}

impl Sink for Reading<'_, '_> {
    fn character(&mut self, character: char, end: usize) {
        self.account.text.push(character);
        self.last = self.start + end;
        if character == '\n' {
            self.account.settle(self.last);
        }
    }

    fn malformed(&mut self, end: usize) {
        let end = self.start + end;
        self.account.replace(self.last..end);
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
