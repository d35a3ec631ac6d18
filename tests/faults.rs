//! Faults that decoders and text cleaners of the field have had, each replayed: none may come back here.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use mingwen::{Encoding, Escapes, ExceptionKind, Profile, Repairer, detect, repair, repair_bytes};

fn decode(label: &str, bytes: &[u8]) -> String {
    let encoding = Encoding::for_label(label).unwrap();
    let repairer = Repairer::builder().encoding(encoding).build().unwrap();
    let repaired = repairer.repair_bytes(bytes);
    assert_eq!(repaired.undo_bytes().as_deref(), Ok(bytes));
    repaired.text.into_owned()
}

fn unescape(text: &str) -> String {
    let builder = Repairer::builder().escapes(Escapes::All);
    builder.build().unwrap().repair_text(text).into_owned()
}

/// 許功蓋 and their kin: the second byte is a backslash, and programs that escape bytes swallowed it or
/// doubled it; some decoders took it for one.
#[test]
fn trail_bytes_of_big5_are_no_backslashes() {
    assert_eq!(decode("big5", b"\xB3\x5C\xA5\x5C\xBB\x5C"), "許功蓋");
    // 0x7C is `|`, 0x7B `{`, 0x40 `@`.
    assert_eq!(decode("big5", b"\xA8\x7C\xA8\x7B\xA8\x40"), "育肚杓");
    assert_eq!(decode("gbk", b"\x94\x5C\x81\x7C"), "擻亅");
}

/// An invalid lead ate the quotation mark behind it, which let markup out of an attribute.
#[test]
fn an_invalid_lead_eats_no_ascii() {
    for label in ["gbk", "big5", "euc-tw", "shift_jis", "euc-jp", "euc-kr"] {
        for lead in 0x80..=0xFF_u8 {
            for ascii in *b"\"<>&'=/\n 0" {
                let text = decode(label, &[b'a', lead, ascii, b'b']);
                let kept = text.matches(char::from(ascii)).count() == 1;
                // Digits are second bytes of GB18030's four.
                assert!(kept && text.ends_with('b'), "{label} {lead:02X} {text:?}");
            }
        }
    }
    assert_eq!(decode("gbk", b"\x81\x30<b>"), "\u{FFFD}0<b>");
    assert_eq!(decode("utf-8", b"\xE4\xB8\"\xE4<"), "\u{FFFD}\"\u{FFFD}<");
}

/// A decoder was led to write beyond its buffer (CVE-2024-2961) by escapes that name sets which only the
/// extended form has.
#[test]
fn designations_that_iso_2022_cn_lacks_are_errors() {
    for set in b"GHIJKLM" {
        for intermediate in *b")*+" {
            let mut bytes = b"\x1B$)A\x0E\x56\x50\x0F ok ".to_vec();
            bytes.extend([0x1B, b'$', intermediate, *set]);
            bytes.extend(b"\x1BN\x21\x21\x1BO\x21\x21 end\n");
            let text = decode("iso-2022-cn", &bytes);
            assert!(
                text.starts_with("中 ok ") && text.ends_with(" end\n"),
                "{text:?}"
            );
            assert!(text.len() < 3 * bytes.len());
        }
    }
}

/// UTF-7 smuggled `<script>` past filters where a program guessed it from a `+`.
#[test]
fn utf_7_is_decoded_on_request_only() {
    let smuggled = b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-";
    let repaired = repair_bytes(smuggled);
    assert_eq!(repaired.text.as_bytes(), smuggled);
    assert!(!repair("+ADw-script+AD4-").contains('<'));
    assert_eq!(
        detect(b"C++ and 1+2=3 and a+b-c").encoding(),
        Some(Encoding::Ascii)
    );
    assert_eq!(decode("utf-7", b"+Ti1lhw-"), "中文");
}

/// Unescaping until nothing changed made markup of text that was escaped twice on purpose.
#[test]
fn references_never_make_markup() {
    for text in [
        "说明：&amp;lt;b&amp;gt; 表示&amp;amp;，&#60;script&#62; 也是",
        "中文 &lt;script&gt; &quot;引&quot; &#x27;号&#39; &#38;amp;",
        "&amp;#60;中&amp;#62;文&amp;amp;#20013;&amp;amp;#25991;",
    ] {
        let count = |text: &str| text.matches(['<', '>', '"', '\'']).count();
        let repaired = repair(text);
        assert_eq!(count(&repaired), count(text), "{repaired}");
        assert_eq!(repair(&repaired), repaired, "twice");
    }
}

/// `&amp;amp;amp;…` was unescaped layer by layer, each time the whole.
#[test]
fn a_megabyte_of_nested_references_ends() {
    let nested = format!("中&{}#20013;文&#20013;&#25991;", "amp;".repeat(250_000));
    assert_eq!(repair(&repair(&nested)), repair(&nested));
    let open = "&#".repeat(500_000) + "中文";
    assert_eq!(repair(&open), open);
}

/// Zeros in front, numbers beyond Unicode, surrogates and zero came out as other characters, or as a panic.
#[test]
fn overlong_references_stay() {
    for reference in [
        "&#0;",
        "&#x0;",
        "&#xD800;",
        "&#xDFFF;",
        "&#x110000;",
        "&#4294987318;", // 20013 + 2^32 in 32 bits
        "&#99999999999999999999999999;",
        "&#xFFFFFFFFFFFFFFFFFFFFFFFF;",
        "&#-20013;",
        "&#;",
        "&#x;",
    ] {
        let text = format!("天气{reference}很好，明天{reference}见");
        assert_eq!(repair(&text), text, "{reference}");
    }
}

/// A character cut by the end of a buffer was dropped, or the next was read wrongly.
#[test]
fn a_character_cut_at_the_end_is_lost_and_said_to_be() {
    for (label, whole) in [
        ("utf-8", "深圳。"),
        ("gbk", "深圳。"),
        ("big5", "深水。"),
        ("utf-16le", "深圳。"),
        ("gb18030", "深圳𠮷"),
    ] {
        let codec = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let bytes = match label {
            "utf-16le" => whole.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => codec.encode(whole).0.into_owned(),
        };
        let encoding = Encoding::for_label(label).unwrap();
        let repairer = Repairer::builder().encoding(encoding).build().unwrap();
        let repaired = repairer.repair_bytes(&bytes[..bytes.len() - 1]);
        assert!(
            repaired.text.starts_with('深'),
            "{label}: {}",
            repaired.text
        );
        assert!(
            repaired.text.contains('\u{FFFD}'),
            "{label}: {}",
            repaired.text
        );
        let decoding = repaired.report.decoding().unwrap();
        let malformed = |kind| kind == ExceptionKind::Malformed;
        assert!(
            decoding.exceptions.iter().any(|e| malformed(e.kind)),
            "{label}"
        );
    }
}

/// Overlong UTF-8, surrogates and five bytes passed for the characters that they seem to name.
#[test]
fn overlong_utf_8_is_malformed() {
    for bytes in [
        &b"\xC0\xAF"[..],
        b"\xE0\x80\xAF",
        b"\xF0\x80\x80\xAF",
        b"\xED\xA0\x80",
        b"\xF4\x90\x80\x80",
        b"\xF8\x88\x80\x80\x80",
    ] {
        let text = decode("utf-8", &[b"a", bytes, b"b"].concat());
        assert!(
            text.starts_with("a\u{FFFD}") && text.ends_with("\u{FFFD}b"),
            "{text:?}"
        );
    }
}

/// U+FDFA becomes eighteen characters under NFKC: eleven times the bytes, where a buffer had been
/// thought large enough at three.
#[test]
fn compatibility_forms_do_not_blow_up() {
    let worst = "\u{FDFA}".repeat(1000);
    for profile in Profile::ALL {
        let repairer = Repairer::builder().profile(profile).build().unwrap();
        let repaired = repairer.repair_text(&worst);
        assert!(repaired.len() <= 12 * worst.len(), "{profile:?}");
        if profile != Profile::SearchKey {
            assert_eq!(repaired, worst, "{profile:?}");
        }
    }
}

/// 联通 in GBK is valid UTF-8, and a well-known editor showed two blocks.
#[test]
fn lian_tong_is_gbk() {
    assert_eq!(repair_bytes(b"\xC1\xAA\xCD\xA8").text, "联通");
}

/// A decoder that found half a pair of surrogates panicked, or put it into a string that may not have it.
#[test]
fn lone_surrogates_are_malformed() {
    let lone = b"\x2D\x4E\x3D\xD8\x87\x65\x00\xDE\x2D\x4E";
    assert_eq!(decode("utf-16le", lone), "中\u{FFFD}文\u{FFFD}中");
    assert_eq!(unescape(r"\ud83d 中\ude00"), r"\ud83d 中\ude00");
}
