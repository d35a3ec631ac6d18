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

/// Texts, whole and cut, in the encodings of other alphabets.
#[test]
fn each_encoding_of_single_bytes() {
    const CZECH: &str = "Ráno přestalo pršet a knihkupectví na rohu už mělo otevřeno.";
    const POLISH: &str =
        "Rano deszcz ustał i księgarnia na rogu już była otwarta. Właściciel układał książki.";
    const HUNGARIAN: &str = "Reggelre elállt az eső, és a sarki könyvesbolt éppen kinyitott.";
    const TURKISH: &str = "Sabah yağmur dindi, köşedeki kitapçı dükkânını yeni açmıştı.";
    const HEBREW: &str = "בבוקר פסק הגשם, וחנות הספרים שבפינה כבר נפתחה.";
    const LITHUANIAN: &str = "Rytą lietus liovėsi, ir knygynas ant kampo jau buvo atidarytas.";
    const LATVIAN: &str = "No rīta lietus mitējās, un grāmatnīca uz stūra jau bija atvērta.";
    const UKRAINIAN: &str = "Уранці дощ ущух, і книгарня на розі вже відчинилася.";
    const GREEK: &str = "Το πρωί η βροχή σταμάτησε και το βιβλιοπωλείο είχε ήδη ανοίξει.";
    const ARABIC: &str = "توقف المطر في الصباح، وكانت المكتبة عند الزاوية قد فتحت أبوابها.";
    const THAI: &str = "ตอนเช้าฝนหยุดตกแล้ว ร้านหนังสือที่มุมถนนเพิ่งเปิด";
    for (codec, text, encoding, language) in [
        (
            encoding_rs::WINDOWS_1250,
            CZECH,
            Encoding::Windows1250,
            Language::Czech,
        ),
        (
            encoding_rs::WINDOWS_1250,
            POLISH,
            Encoding::Windows1250,
            Language::Polish,
        ),
        (
            encoding_rs::WINDOWS_1250,
            HUNGARIAN,
            Encoding::Windows1250,
            Language::Hungarian,
        ),
        (
            encoding_rs::ISO_8859_2,
            POLISH,
            Encoding::Iso8859_2,
            Language::Polish,
        ),
        (
            encoding_rs::WINDOWS_1254,
            TURKISH,
            Encoding::Windows1254,
            Language::Turkish,
        ),
        (
            encoding_rs::WINDOWS_1255,
            HEBREW,
            Encoding::Windows1255,
            Language::Hebrew,
        ),
        (
            encoding_rs::WINDOWS_1257,
            LITHUANIAN,
            Encoding::Windows1257,
            Language::Lithuanian,
        ),
        (
            encoding_rs::WINDOWS_1257,
            LATVIAN,
            Encoding::Windows1257,
            Language::Latvian,
        ),
        (
            encoding_rs::WINDOWS_1251,
            UKRAINIAN,
            Encoding::Windows1251,
            Language::Ukrainian,
        ),
        (
            encoding_rs::KOI8_U,
            UKRAINIAN,
            Encoding::Koi8U,
            Language::Ukrainian,
        ),
        (
            encoding_rs::WINDOWS_1253,
            GREEK,
            Encoding::Windows1253,
            Language::Greek,
        ),
        (
            encoding_rs::WINDOWS_1256,
            ARABIC,
            Encoding::Windows1256,
            Language::Arabic,
        ),
        (
            encoding_rs::WINDOWS_874,
            THAI,
            Encoding::Windows874,
            Language::Thai,
        ),
        (
            encoding_rs::IBM866,
            RUSSIAN,
            Encoding::Ibm866,
            Language::Russian,
        ),
        (
            encoding_rs::ISO_8859_5,
            RUSSIAN,
            Encoding::Iso8859_5,
            Language::Russian,
        ),
        (
            encoding_rs::MACINTOSH,
            FRENCH,
            Encoding::Macintosh,
            Language::French,
        ),
    ] {
        let bytes = encode(codec, text);
        let first = detect(&bytes).candidates()[0].clone();
        assert_eq!(
            (first.encoding, first.language),
            (Some(encoding), Some(language))
        );
        assert!(first.probability > 0.99, "{encoding} {}", first.probability);
        let repaired = repair_bytes(&bytes);
        assert_eq!(repaired.text, text);
        assert_eq!(repaired.undo_bytes().unwrap(), bytes);
        for end in bytes.len() / 2..bytes.len() {
            let (cut, _) = codec.decode_without_bom_handling(&bytes[..end]);
            assert_eq!(repair_bytes(&bytes[..end]).text, cut, "{end} bytes");
        }
    }
    // Vietnamese has its tones behind the letters there.
    let bytes = b"S\xE1ng s\xF5\xECm m\xFDa \xF0a\xDE t\xF2anh, hi\xEA\xF2u s\xE1ch v\xF5\xECa m\xF5\xD2 c\xF5\xD2a.";
    assert_eq!(detect(bytes).encoding(), Some(Encoding::Windows1258));
}

#[test]
fn encodings_that_say_the_same_are_one_candidate() {
    // é, of which Western and Central European encodings of Windows think alike.
    let detection = detect(b"d\xE9j\xE0 d\xE9cid\xE9");
    assert_eq!(detection.encoding(), Some(Encoding::Windows1252));
    assert!(detection.candidates()[0].probability > 0.95);
    let others = &detection.candidates()[1..];
    assert!(
        others
            .iter()
            .all(|one| one.encoding != Some(Encoding::Windows1254))
    );
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
fn spaces_and_rulers_of_a_japanese_page_are_not_chinese() {
    let ruler = "～".repeat(30);
    let prose = "昨日は友だちと海へ行きました。\n".repeat(4);
    let text =
        format!("{prose}　<br />\n{ruler}</p>\n　<br />\n　2005.10.17　楽しい一日<br />\n{prose}");
    let (bytes, ..) = encoding_rs::EUC_JP.encode(&text);
    let repaired = mingwen::repair_bytes(&bytes);
    assert_eq!(repaired.text, text);
}

#[test]
fn names_with_accents_are_read_among_other_lines() {
    let chinese = "2026-03-05 客户已经登录";
    let (gbk, ..) = GB18030.encode(chinese);
    for line in [chinese.as_bytes(), &*gbk] {
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode("2026-03-05 Café Müller: déjà fermé");
        let bytes = [line, &*latin, line, b"ok", line].join(&b'\n');
        let expected = [
            chinese,
            "2026-03-05 Café Müller: déjà fermé",
            chinese,
            "ok",
            chinese,
        ];
        assert_eq!(repair_bytes(&bytes).text, expected.join("\n"));
    }
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

#[test]
fn input_may_begin_inside_a_character() {
    let simplified = "前天傍晚我们在湖边拍了很多照片，还看见了白鹭。\n";
    let traditional = "前天傍晚我們在湖邊拍了很多照片，還看見了白鷺。\n";
    let cases = [
        (simplified, encoding_rs::GBK, Encoding::Gb18030),
        (traditional, encoding_rs::GBK, Encoding::Gb18030),
        (traditional, BIG5, Encoding::Big5),
    ];
    for (text, written, encoding) in cases {
        let (bytes, ..) = written.encode(text);
        for from in [1, 3, 9] {
            let tail = &bytes[from..];
            assert_eq!(detect(tail).encoding(), Some(encoding), "{from} {text}");
            let whole: String = text.chars().skip(from.div_ceil(2)).collect();
            assert!(repair_bytes(tail).text.ends_with(&whole), "{from} {text}");
        }
    }
}
