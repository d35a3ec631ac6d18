//! What bytes are found to be.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../checks/mod.rs"]
#[allow(dead_code, reason = "each test uses its part")]
mod checks;
mod group;
mod hints;
mod stream;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use mingwen::{Encoding, Evidence, Language, Repairer, detect, repair_bytes};
use proptest::prelude::*;

const SIMPLIFIED: &str = "清晨的雨停了，巷口的书店刚开门。老板把昨天到的新书搬上木架。";
const TRADITIONAL: &str = "清晨的雨停了，巷口的書店剛開門。老闆把昨天到的新書搬上木架。";
const JAPANESE: &str = "雨が上がった朝、角の本屋が店を開けた。新しい本を棚に並べています。";
const KOREAN: &str = "비가 그친 아침, 골목의 서점이 문을 열었다. 새 책을 책장에 올려놓았다.";
const RUSSIAN: &str = "Утром дождь кончился, и книжная лавка на углу открылась.";
const FRENCH: &str = "La pluie a cessé, et la librairie du coin a déjà ouvert ses portes.";

fn encode(codec: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = codec.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

#[test]
fn each_encoding_by_its_text() {
    for (bytes, encoding, language) in [
        (
            encode(GB18030, SIMPLIFIED),
            Encoding::Gb18030,
            Language::Simplified,
        ),
        (
            encode(GB18030, TRADITIONAL),
            Encoding::Gb18030,
            Language::Traditional,
        ),
        (
            encode(BIG5, TRADITIONAL),
            Encoding::Big5,
            Language::Traditional,
        ),
        (
            encode(SHIFT_JIS, JAPANESE),
            Encoding::ShiftJis,
            Language::Japanese,
        ),
        (
            encode(EUC_JP, JAPANESE),
            Encoding::EucJp,
            Language::Japanese,
        ),
        (encode(EUC_KR, KOREAN), Encoding::EucKr, Language::Korean),
        (
            encode(WINDOWS_1251, RUSSIAN),
            Encoding::Windows1251,
            Language::Russian,
        ),
        (encode(KOI8_R, RUSSIAN), Encoding::Koi8R, Language::Russian),
        (
            encode(WINDOWS_1252, FRENCH),
            Encoding::Windows1252,
            Language::French,
        ),
        (
            SIMPLIFIED.as_bytes().to_vec(),
            Encoding::Utf8,
            Language::Simplified,
        ),
    ] {
        let detection = detect(&bytes);
        let first = &detection.candidates()[0];
        assert_eq!(first.encoding, Some(encoding));
        assert!(first.probability > 0.99, "{encoding} {}", first.probability);
        assert_eq!(first.malformed, 0);
        if encoding != Encoding::Utf8 {
            assert_eq!(first.language, Some(language));
        }
        // Cut anywhere behind the first few characters.
        for end in bytes.len() / 2..bytes.len() {
            assert_eq!(
                detect(&bytes[..end]).encoding(),
                Some(encoding),
                "{end} bytes"
            );
        }
    }
}

#[test]
fn wide_encodings_without_a_mark() {
    let units = || SIMPLIFIED.encode_utf16();
    let points = || SIMPLIFIED.chars().map(u32::from);
    for (bytes, encoding) in [
        (
            units().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
            Encoding::Utf16Le,
        ),
        (
            units().flat_map(u16::to_be_bytes).collect(),
            Encoding::Utf16Be,
        ),
        (
            points().flat_map(u32::to_le_bytes).collect(),
            Encoding::Utf32Le,
        ),
        (
            points().flat_map(u32::to_be_bytes).collect(),
            Encoding::Utf32Be,
        ),
        (
            b"p\0l\0a\0i\0n\0 \0t\0e\0x\0t\0".to_vec(),
            Encoding::Utf16Le,
        ),
    ] {
        assert_eq!(detect(&bytes).encoding(), Some(encoding));
        let repaired = repair_bytes(&bytes);
        assert!(repaired.text.starts_with(&SIMPLIFIED[..3]) || repaired.text == "plain text");
        assert_eq!(repaired.undo_bytes().unwrap(), bytes);
    }
}

#[test]
fn seven_bits() {
    for (bytes, encoding) in [
        (&b"plain text, 1 + 1 = 2"[..], Encoding::Ascii),
        (b"", Encoding::Ascii),
        (b"a~b C++ ~/.profile", Encoding::Ascii),
        (b"~{Gg3?5DSjM#AK~}", Encoding::Hz),
        (b"\x1B$)A\x0EGg3?5DSj\x0F", Encoding::Iso2022Cn),
        (b"\x1B$B1+$,>e$,\x1B(B", Encoding::Iso2022Jp),
        (b"+bgVmaHaElug-", Encoding::Utf7),
    ] {
        assert_eq!(
            detect(bytes).encoding(),
            Some(encoding),
            "{}",
            bytes.escape_ascii()
        );
    }
    // They hide characters in ASCII, and are read only where someone asks for it.
    let hidden = b"~{<:Ky2;S{~}";
    assert_eq!(repair_bytes(hidden).text.as_bytes(), hidden);
    for (label, bytes, text) in [
        ("hz", &hidden[..], "己所不欲"),
        ("utf-7", b"+XfFiQE4NazI- +-", "己所不欲 +"),
        ("iso-2022-cn", b"\x1B$)A\x0E<:Ky2;S{\x0F", "己所不欲"),
    ] {
        let encoding = Encoding::for_label(label).unwrap();
        let repairer = Repairer::builder().encoding(encoding).build().unwrap();
        let repaired = repairer.repair_bytes(bytes);
        assert_eq!(repaired.text, text);
        assert_eq!(repaired.undo_bytes().unwrap(), bytes);
    }
}

#[test]
fn marks_and_what_is_no_text() {
    let detection = detect(b"\xFF\xFE\x2D\x4E");
    assert_eq!(detection.encoding(), Some(Encoding::Utf16Le));
    assert_eq!(detection.candidates()[0].evidence, Evidence::Mark);
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
    assert_eq!(detect(picture).encoding(), None);
}

#[test]
fn lines_in_different_encodings() {
    let mut bytes = Vec::new();
    let mut expected = String::new();
    let codecs = [encoding_rs::UTF_8, GB18030, BIG5];
    let mut turns = codecs.into_iter().cycle();
    for number in 0..30 {
        let codec = if number % 5 == 0 {
            turns.next().unwrap()
        } else {
            turns.clone().next().unwrap()
        };
        let text = if codec == BIG5 {
            TRADITIONAL
        } else {
            SIMPLIFIED
        };
        let line = format!("{number} {text}\n");
        bytes.extend(codec.encode(&line).0.iter());
        expected.push_str(&line);
    }
    let repaired = repair_bytes(&bytes);
    assert_eq!(repaired.text, expected);
    let decoding = repaired.report.decoding().unwrap();
    assert!(decoding.segments.len() > 3);
    assert!(decoding.exceptions.is_empty());
    assert_eq!(decoding.segments.last().unwrap().bytes.end, bytes.len());
    assert_eq!(repaired.undo_bytes().unwrap(), bytes);
}

#[test]
fn long_input_is_checked_to_the_end() {
    let mut bytes = encode(GB18030, SIMPLIFIED).repeat(2_000);
    let detection = detect(&bytes);
    assert_eq!(detection.encoding(), Some(Encoding::Gb18030));
    assert_eq!(detection.candidates()[0].malformed, 0);
    let place = bytes.len() / 4 * 3;
    bytes.splice(place..place, *b"\n\xFF\n");
    assert_eq!(detect(&bytes).candidates()[0].malformed, 1);
    // ASCII for a long time, and then what decides.
    let mut log = b"GET /index.html 200\n".repeat(5_000);
    log.extend(encode(BIG5, TRADITIONAL));
    assert_eq!(detect(&log).encoding(), Some(Encoding::Big5));
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        checks::detect(&bytes);
        checks::decode(&bytes);
    }
}
