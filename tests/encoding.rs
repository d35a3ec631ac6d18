//! Bytes in, text out, and the same bytes back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::borrow::Cow;

use mingwen::{Encoding, ExceptionKind, Repaired, repair_bytes};
use proptest::prelude::*;

const SIMPLIFIED: &str = "清晨的雨停了，巷口的书店刚开门。老板把昨天到的新书搬上木架，\
    顺手泡了一壶龙井茶；窗外有两只麻雀在电线上说话。";
const TRADITIONAL: &str = "清晨的雨停了，巷口的書店剛開門。老闆把昨天到的新書搬上木架，\
    順手泡了一壺龍井茶；窗外有兩隻麻雀在電線上說話。";

fn encoding(repaired: &Repaired<'_>) -> Encoding {
    repaired.report.decoding().unwrap().segments[0].encoding
}

/// Repairs and takes everything back.
fn round(bytes: &[u8]) {
    let repaired = repair_bytes(bytes);
    assert_eq!(repaired.undo_bytes().unwrap(), bytes);
}

#[test]
fn gb18030_and_big5_are_told_apart_and_read() {
    // 明文 as each standard's code table has it.
    let gb = repair_bytes(b"\xC3\xF7\xCE\xC4");
    assert_eq!((&*gb.text, encoding(&gb)), ("明文", Encoding::Gb18030));
    let big5 = repair_bytes(b"\xA9\xFA\xA4\xE5");
    assert_eq!((&*big5.text, encoding(&big5)), ("明文", Encoding::Big5));

    for (text, codec, expected) in [
        (SIMPLIFIED, encoding_rs::GB18030, Encoding::Gb18030),
        (TRADITIONAL, encoding_rs::GB18030, Encoding::Gb18030),
        (TRADITIONAL, encoding_rs::BIG5, Encoding::Big5),
    ] {
        let (bytes, _, unmappable) = codec.encode(text);
        assert!(!unmappable);
        let repaired = repair_bytes(&bytes);
        assert_eq!(encoding(&repaired), expected);
        assert_eq!(repaired.text, text);
        assert!(repaired.report.decoding().unwrap().exceptions.is_empty());
        round(&bytes);
    }
}

#[test]
fn valid_utf8_is_borrowed() {
    for text in [SIMPLIFIED, TRADITIONAL, "plain ASCII", "", "naïve Привет"] {
        let repaired = repair_bytes(text.as_bytes());
        assert!(matches!(repaired.text, Cow::Borrowed(same) if same == text));
        assert_eq!(encoding(&repaired), Encoding::Utf8);
    }
    let marked = [b"\xEF\xBB\xBF", SIMPLIFIED.as_bytes()].concat();
    let repaired = repair_bytes(&marked);
    assert!(matches!(repaired.text, Cow::Borrowed(SIMPLIFIED)));
    assert!(repaired.report.decoding().unwrap().segments[0].bom);
    round(&marked);
}

#[test]
fn malformed_bytes_are_kept_where_they_stood() {
    let (start, end) = ("门".as_bytes(), SIMPLIFIED.as_bytes());
    let bytes = [&b"\xFF"[..], start, b"\xE5\xA5", end, b"a\xC0"].concat();
    let repaired = repair_bytes(&bytes);
    assert_eq!(encoding(&repaired), Encoding::Utf8);
    let expected = format!("\u{FFFD}门\u{FFFD}{SIMPLIFIED}a\u{FFFD}");
    assert_eq!(repaired.text, expected);
    let decoding = repaired.report.decoding().unwrap();
    let exceptions = decoding.exceptions.iter();
    let told: Vec<_> = exceptions
        .map(|e| (e.kind, e.bytes.clone(), e.text.clone(), &*e.raw))
        .collect();
    let malformed = ExceptionKind::Malformed;
    assert_eq!(
        told,
        [
            (malformed, 0..1, 0..3, &b"\xFF"[..]),
            (malformed, 4..6, 6..9, &b"\xE5\xA5"[..]),
            (
                malformed,
                bytes.len() - 1..bytes.len(),
                expected.len() - 3..expected.len(),
                &b"\xC0"[..]
            ),
        ]
    );
    round(&bytes);

    // Cut in the middle of a character, as a limit on bytes leaves it.
    let (gb, ..) = encoding_rs::GB18030.encode(SIMPLIFIED);
    let cut = &gb[..gb.len() - 3];
    let repaired = repair_bytes(cut);
    assert!(repaired.text.ends_with("说\u{FFFD}"));
    let decoding = repaired.report.decoding().unwrap();
    assert_eq!(decoding.exceptions.len(), 1);
    assert_eq!(decoding.exceptions[0].bytes, cut.len() - 1..cut.len());
    round(cut);
}

#[test]
fn all_inputs_of_two_bytes() {
    round(&[]);
    for first in 0..=u8::MAX {
        round(&[first]);
        for second in 0..=u8::MAX {
            round(&[first, second]);
        }
    }
}

#[test]
#[ignore = "16 million inputs: run in release"]
fn all_inputs_of_three_bytes() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for number in 0..threads {
            scope.spawn(move || {
                for input in (0..1_u32 << 24).skip(number).step_by(threads) {
                    let [first, second, third, _] = input.to_le_bytes();
                    round(&[first, second, third]);
                }
            });
        }
    });
}

/// Bytes that are malformed, or read in one way and written in another, as often as can be.
const WORST: [&[u8]; 14] = [
    b"\xFF",
    b"\xFFa",
    b"\x81",
    b"\x81\n",
    b"\x81\x30",
    b"\x81\x30\x81",
    b"\x84\x31\x95\x33",
    b"\xE5\xA5",
    b"\xB0\xA1\xFF",
    b"\xA4\x40\x80",
    b"\xF0\x9F\x98",
    b"\x80\xFF\n",
    b"\xA2\xA1\x88\x62",
    b"\x88\x62",
];

#[test]
fn the_worst_bytes_come_back() {
    for unit in WORST {
        round(&unit.repeat(20_000));
    }
}

/// What takes time in proportion to the square of its input takes minutes here.
#[test]
#[ignore = "megabytes of each kind: run in release"]
fn the_worst_bytes_come_back_by_the_megabyte() {
    for unit in WORST {
        round(&unit.repeat((1 << 22) / unit.len()));
    }
}

proptest! {
    #[test]
    fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let repaired = repair_bytes(&bytes);
        prop_assert_eq!(repaired.undo_bytes().unwrap(), bytes);
    }

    #[test]
    fn broken_chinese_bytes_come_back(
        big5 in any::<bool>(), cuts in proptest::collection::vec((0..130_usize, any::<u8>()), 0..6),
    ) {
        let codec = if big5 { encoding_rs::BIG5 } else { encoding_rs::GB18030 };
        let mut bytes = codec.encode(TRADITIONAL).0.into_owned();
        for (at, byte) in cuts {
            let at = at % bytes.len();
            if byte < 64 {
                bytes.remove(at);
            } else {
                bytes[at] = byte;
            }
        }
        let repaired = repair_bytes(&bytes);
        prop_assert_eq!(repaired.undo_bytes().unwrap(), bytes);
    }
}
