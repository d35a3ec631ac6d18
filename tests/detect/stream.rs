//! Bytes in pieces give the same answer, however they are divided.

use encoding_rs::{BIG5, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1251};
use mingwen::{Detection, Detector, Encoding, Evidence, detect};
use proptest::prelude::*;

use crate::{JAPANESE, RUSSIAN, SIMPLIFIED, TRADITIONAL, encode};

/// Up to here a stream and the whole are the same to the last digit.
const WHOLE: usize = 6144;

/// The answer for bytes cut after each of these lengths, around and around.
fn streamed(bytes: &[u8], lens: &[usize]) -> Detection {
    let mut stream = Detector::new().stream();
    let mut rest = bytes;
    for &len in lens.iter().cycle() {
        let (piece, after) = rest.split_at(len.min(rest.len()));
        stream.feed(piece);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    stream.finish()
}

/// Long documents of every kind: one encoding, ASCII for a long time before, and broken here and
/// there.
fn documents() -> Vec<(Vec<u8>, Option<Encoding>)> {
    let mut documents = Vec::new();
    for (codec, text, encoding) in [
        (GB18030, SIMPLIFIED, Encoding::Gb18030),
        (BIG5, TRADITIONAL, Encoding::Big5),
        (SHIFT_JIS, JAPANESE, Encoding::ShiftJis),
        (WINDOWS_1251, RUSSIAN, Encoding::Windows1251),
        (UTF_8, SIMPLIFIED, Encoding::Utf8),
    ] {
        let line = encode(codec, &format!("{text}\n"));
        let long = line.repeat(60_000 / line.len());
        let mut late = b"GET /index.html 200\n".repeat(1_000);
        late.extend(&line);
        let mut broken = long.clone();
        for at in [3_000, 9_000, 40_000] {
            broken.splice(at..at, *b"\n\xFF\n");
        }
        documents.extend([long, late, broken].map(|bytes| (bytes, Some(encoding))));
    }
    let units = SIMPLIFIED.repeat(200);
    let wide = units.encode_utf16().flat_map(u16::to_be_bytes).collect();
    documents.push((wide, Some(Encoding::Utf16Be)));
    documents.push((b"plain text, ".repeat(2_000), Some(Encoding::Ascii)));
    let mut hidden = b"plain text, ".repeat(2_000);
    hidden.extend(b"~{<:Ky2;S{~}\n".repeat(40));
    documents.push((hidden, Some(Encoding::Hz)));
    documents
}

#[test]
fn long_documents_are_found_out() {
    for (bytes, expected) in documents() {
        let detection = streamed(&bytes, &[1 << 20]);
        assert_eq!(detection.encoding(), expected);
        for lens in [&[1][..], &[4096], &[4095, 2], &[0, 7, 0, 9_000, 1]] {
            assert_eq!(
                streamed(&bytes, lens),
                detection,
                "{expected:?} in {lens:?}"
            );
        }
    }
}

#[test]
fn all_bytes_are_checked() {
    let mut bytes = encode(GB18030, SIMPLIFIED).repeat(2_000);
    assert_eq!(streamed(&bytes, &[1_000]).candidates()[0].malformed, 0);
    let place = bytes.len() / 4 * 3 / 2 * 2;
    bytes.splice(place..place, *b"\n\xFF\n");
    let first = streamed(&bytes, &[1_000]).candidates()[0].clone();
    assert_eq!(
        (first.encoding, first.malformed),
        (Some(Encoding::Gb18030), 1)
    );
    assert_eq!(detect(&bytes).candidates()[0].malformed, 1);
}

#[test]
fn a_guess_takes_the_end_for_a_cut() {
    let mut stream = Detector::new().whole(true).stream();
    assert_eq!(stream.guess(), detect(b""));
    let bytes = encode(GB18030, SIMPLIFIED);
    for (at, byte) in bytes.iter().enumerate() {
        stream.feed(std::slice::from_ref(byte));
        assert_eq!(stream.guess(), detect(&bytes[..=at]));
    }
    assert_eq!(stream.finish(), Detector::new().whole(true).detect(&bytes));
    let mut stream = Detector::new().stream();
    stream.feed(b"\xFF\xFE");
    stream.feed(&[0x2D, 0x4E].repeat(WHOLE));
    assert_eq!(stream.finish().candidates()[0].evidence, Evidence::Mark);
}

/// Text in an encoding, ASCII before it, and a few bytes that do not belong.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let texts = prop_oneof![
        Just(encode(GB18030, SIMPLIFIED)),
        Just(encode(BIG5, TRADITIONAL)),
        Just(encode(SHIFT_JIS, JAPANESE)),
        Just(SIMPLIFIED.as_bytes().to_vec()),
        Just(b"plain".to_vec()),
        proptest::collection::vec(any::<u8>(), 1..40),
    ];
    let odd = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    (0..9_000_usize, texts, 0..300_usize, odd).prop_map(|(ascii, text, times, odd)| {
        let mut bytes = b"ascii ".repeat(ascii / 6);
        bytes.extend(text.repeat(times));
        for (at, byte) in odd {
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, byte);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn pieces_do_not_matter(
        bytes in bytes(), lens in proptest::collection::vec(0..5_000_usize, 1..6),
    ) {
        let lens = [&lens[..], &[1]].concat();
        let whole = streamed(&bytes, &[bytes.len().max(1)]);
        prop_assert_eq!(&streamed(&bytes, &lens), &whole);
        if bytes.len() <= WHOLE {
            prop_assert_eq!(detect(&bytes), whole);
        }
    }
}
