//! What must hold for any bytes read in any encoding.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::codec::mark;
use super::decode::slowly;
use super::encode;
use super::labels::ALL;
use std::borrow::Cow;

use crate::edit::{Decoding, ExceptionKind};
use crate::name::Encoding;

fn decode(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, Decoding) {
    super::decode(bytes, &[(0..bytes.len(), encoding)])
}

/// Bytes that begin, continue, break or mark something in one of the encodings.
const PIVOTS: [u8; 34] = [
    0x0E, 0x0F, 0x1B, b'$', b')', b'G', b'~', b'{', b'}', b'+', 0x00, b'\n', b' ', b'0', b'9',
    b'@', b'A', 0x7E, 0x7F, 0x80, 0x81, 0x84, 0x88, 0x90, 0xA1, 0xA2, 0xB0, 0xBF, 0xC3, 0xE3, 0xEF,
    0xF0, 0xFE, 0xFF,
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(
        prop_oneof![3 => select(&PIVOTS[..]), 1 => any::<u8>()],
        0..32,
    )
}

/// Checks that nothing of the bytes is lost, and that the account says where the text came from.
fn check(bytes: &[u8], encoding: Encoding) -> Result<(), TestCaseError> {
    let (text, decoding) = decode(bytes, encoding);
    prop_assert_eq!(&encode(&text, &decoding).unwrap(), bytes);

    prop_assert_eq!(decoding.segments.len(), 1);
    let segment = &decoding.segments[0];
    prop_assert_eq!(segment.bytes.clone(), 0..bytes.len());
    prop_assert_eq!(segment.text.clone(), 0..text.len());

    let standard = match encoding {
        Encoding::Utf8 | Encoding::Ascii => Some(encoding_rs::UTF_8),
        Encoding::Utf32Le | Encoding::Utf32Be | Encoding::Iso2022Jp => None,
        encoding => encoding_rs::Encoding::for_label(encoding.name().as_bytes())
            .filter(|standard| *standard != encoding_rs::REPLACEMENT),
    };
    if let Some(standard) = standard {
        let body = &bytes[if segment.bom { mark(encoding).len() } else { 0 }..];
        let (expected, malformed) = standard.decode_without_bom_handling(body);
        prop_assert_eq!(&text, &expected);
        let kinds = decoding.exceptions.iter().map(|exception| exception.kind);
        let any = kinds.filter(|&kind| kind == ExceptionKind::Malformed);
        prop_assert_eq!(any.count() > 0, malformed);
    }

    let (mut byte_at, mut text_at) = (0, 0);
    for exception in &decoding.exceptions {
        prop_assert!(exception.bytes.start >= byte_at && exception.text.start >= text_at);
        prop_assert!(!exception.bytes.is_empty());
        prop_assert_eq!(&bytes[exception.bytes.clone()], &*exception.raw);
        let stands = text.get(exception.text.clone());
        match exception.kind {
            ExceptionKind::Malformed => prop_assert_eq!(stands, Some("\u{FFFD}")),
            ExceptionKind::Alternate => prop_assert!(stands.is_some()),
        }
        (byte_at, text_at) = (exception.bytes.end, exception.text.end);
    }
    Ok(())
}

/// Encodings that have a decoder of ours and one of encoding_rs's.
const BOTH: [Encoding; 19] = [
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::EucKr,
    Encoding::Windows1250,
    Encoding::Windows1251,
    Encoding::Windows1252,
    Encoding::Windows1253,
    Encoding::Windows1254,
    Encoding::Windows1255,
    Encoding::Windows1256,
    Encoding::Windows1257,
    Encoding::Windows1258,
    Encoding::Windows874,
    Encoding::Koi8R,
    Encoding::Iso8859_15,
    Encoding::Macintosh,
    Encoding::Ibm866,
];

/// Checks that our decoder gives the text and the exceptions that encoding_rs gives, asked to write
/// again what it read.
fn check_both(bytes: &[u8], encoding: Encoding) -> Result<(), TestCaseError> {
    let (text, decoding) = decode(bytes, encoding);
    let start = decoding.segments.first().is_some_and(|segment| segment.bom);
    let start = if start { mark(encoding).len() } else { 0 };
    let (mut expected, mut exceptions) = (String::new(), Vec::new());
    slowly(bytes, encoding, start, &mut expected, &mut exceptions);
    prop_assert_eq!(&text, &expected);
    prop_assert_eq!(&decoding.exceptions, &exceptions);
    Ok(())
}

/// Pairs of the encodings and what breaks them, ASCII and line ends between, so long that steps,
/// blocks and lines end anywhere.
fn long_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => (0x81..=0xFE_u8, 0x40..=0xFE_u8).prop_map(|(lead, trail)| vec![lead, trail]),
        8 => (0xA4..=0xF0_u8, 0xA1..=0xFE_u8).prop_map(|(lead, trail)| vec![lead, trail]),
        2 => (0x81..=0xFE_u8, b'0'..=b'9', 0x81..=0xFE_u8, b'0'..=b'9')
            .prop_map(|(a, b, c, d)| vec![a, b, c, d]),
        2 => vec(0x20..0x7F_u8, 1..20),
        1 => Just(vec![b'\n']),
        1 => vec(select(&PIVOTS[..]), 1..3),
        1 => vec(any::<u8>(), 1..3),
        1 => vec(Just(0xB0_u8), 1..9000),
    ];
    vec(piece, 0..100).prop_map(|pieces| pieces.concat())
}

#[test]
fn all_pairs_are_decoded_as_encoding_rs_does() {
    for encoding in BOTH {
        for lead in 0..=u8::MAX {
            // Each in the middle of a line of its own, and at its end.
            let lines = (0..=u8::MAX).flat_map(|trail| [b'\n', b'a', lead, trail, 0xB0, 0xA1]);
            check_both(&lines.collect::<Vec<u8>>(), encoding).unwrap();
            let lines = (0..=u8::MAX).flat_map(|trail| [lead, trail, b'\n']);
            check_both(&lines.collect::<Vec<u8>>(), encoding).unwrap();
        }
    }
}

/// The same for ISO-2022-JP, of which more may be kept where anything is.
fn check_iso_2022_jp(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (text, decoding) = decode(bytes, Encoding::Iso2022Jp);
    let (mut expected, mut exceptions) = (String::new(), Vec::new());
    slowly(
        bytes,
        Encoding::Iso2022Jp,
        0,
        &mut expected,
        &mut exceptions,
    );
    prop_assert_eq!(&text, &expected);
    prop_assert_eq!(decoding.exceptions.is_empty(), exceptions.is_empty());
    check(bytes, Encoding::Iso2022Jp)
}

#[test]
fn all_pairs_of_iso_2022_jp_are_decoded_as_encoding_rs_does() {
    for lead in 0..=u8::MAX {
        for trail in 0..=u8::MAX {
            let line = [b'a', 0x1B, b'$', b'B', lead, trail, 0x1B, b'(', b'B', b'\n'];
            check_iso_2022_jp(&line).unwrap();
        }
    }
}

#[test]
fn all_codes_of_four_bytes_are_decoded_as_encoding_rs_does() {
    for lead in 0x81..=0xFE {
        let mut bytes = Vec::new();
        for second in b'0'..=b'9' {
            for third in 0x81..=0xFE {
                for fourth in b'0'..=b'9' {
                    bytes.extend([lead, second, third, fourth, b'\n']);
                }
            }
        }
        check_both(&bytes, Encoding::Gb18030).unwrap();
    }
}

#[test]
fn all_codes_of_three_bytes_are_decoded_as_encoding_rs_does() {
    for second in 0x80..=0xFF {
        let thirds = 0x80..=0xFF;
        let bytes: Vec<u8> = thirds
            .flat_map(|third| [0x8F, second, third, b'\n'])
            .collect();
        check_both(&bytes, Encoding::EucJp).unwrap();
    }
}

#[test]
fn two_bytes_in_every_encoding() {
    for encoding in ALL {
        check(&[], encoding).unwrap();
        for first in 0..=u8::MAX {
            check(&[first], encoding).unwrap();
            // All pairs where pairs are characters, and elsewhere a part of them.
            let step = if encoding <= Encoding::EucTw { 1 } else { 5 };
            for second in (0..=u8::MAX).step_by(step) {
                check(&[first, second], encoding).unwrap();
            }
        }
    }
}

/// Every code that GB18030 and Big5 can write in two bytes with a neighbor on each side, and all
/// four-byte codes of GB18030.
#[test]
#[ignore = "millions of inputs: run in release"]
fn every_code_between_neighbors() {
    for lead in 0x80..=u8::MAX {
        for trail in 0..=u8::MAX {
            for encoding in ALL {
                check(&[b'a', lead, trail, b'\n', lead, b'1'], encoding).unwrap();
            }
        }
        for rest in 0..10 * 126 * 10_u32 {
            let second = b'0' + (rest % 10) as u8;
            let third = 0x81 + (rest / 10 % 126) as u8;
            let fourth = b'0' + (rest / 1260) as u8;
            check(&[lead, second, third, fourth], Encoding::Gb18030).unwrap();
        }
    }
}

/// What ISO-2022-JP is made of, in any order.
fn switches() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"\x1B$B".to_vec()),
        4 => Just(b"\x1B(B".to_vec()),
        1 => select(b"(J$@ (I$(D".as_chunks::<2>().0)
            .prop_map(|[first, second]| vec![0x1B, first, second]),
        6 => vec(0x24..0x50_u8, 1..6),
        4 => Just(b"\x1B$B$\x22F|\x1B(B".to_vec()),
        2 => vec(0x20..0x7F_u8, 1..4),
        4 => Just(b"\n".to_vec()),
        1 => vec(any::<u8>(), 1..3),
    ];
    vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn switches_are_decoded_as_encoding_rs_does(bytes in switches(), times in 1..200_usize) {
        check_iso_2022_jp(&bytes)?;
        let mut long = b"\x1B$BF|K\\8l\x1B(B plain\n".repeat(times);
        long.extend_from_slice(&bytes);
        check_iso_2022_jp(&long)?;
    }

    #[test]
    fn any_bytes_in_any_encoding(bytes in bytes(), encoding in select(&ALL[..])) {
        check(&bytes, encoding)?;
    }

    #[test]
    fn long_bytes_are_decoded_as_encoding_rs_does(
        bytes in long_bytes(), encoding in select(&BOTH[..]),
    ) {
        check_both(&bytes, encoding)?;
        check(&bytes, encoding)?;
    }

    #[test]
    fn the_account_of_another_text_is_refused_or_harmless(
        one in bytes(), other in bytes(), encoding in select(&ALL[..]),
    ) {
        let (_, decoding) = decode(&one, encoding);
        let (text, _) = decode(&other, encoding);
        let _ = encode(&text, &decoding);
    }
}
