//! What must hold for any text, tried on mixtures that lie close to real damage.

#[allow(dead_code, reason = "each test uses its part")]
mod checks;
mod corrupt;

use corrupt::{GLOSSED, Options, corrupt};
use encoding_rs::GBK;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Characters that are glossed, with their readings.
fn glosses() -> Vec<(char, &'static str)> {
    let split = |entry: &'static str| {
        let mut chars = entry.chars();
        chars.next().map(|character| (character, chars.as_str()))
    };
    GLOSSED.split_whitespace().filter_map(split).collect()
}

/// A run of characters that are often glossed, among others that never are, and pairs that hide a
/// glossed character's bytes between them.
fn han(len: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let glossed = select(glosses()).prop_map(|(c, _)| c.to_string());
    let plain: Vec<_> = "的一是在不了有和人中大上为地子得你下就那，。、！？“”《》"
        .chars()
        .collect();
    let plain = select(plain).prop_map(String::from);
    let one = prop_oneof![4 => glossed, 8 => plain, 1 => straddled()];
    vec(one, len).prop_map(|parts| parts.concat())
}

/// Two characters between which the bytes of a glossed one lie.
fn straddled() -> impl Strategy<Value = String> {
    let hidden = glosses().into_iter().filter_map(|(c, _)| {
        let bytes = GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
        let [first, second] = bytes[..] else {
            return None;
        };
        (second >= 0x81).then_some((first, second))
    });
    let hidden: Vec<_> = hidden.collect();
    // Rows of GB 2312's level 1, where the common characters are.
    (select(hidden), 0xB0..=0xD7_u8, 0xA1..=0xFE_u8).prop_map(|((first, second), lead, trail)| {
        let bytes = [lead, first, second, trail];
        GBK.decode_without_bom_handling(&bytes).0.into_owned()
    })
}

/// A run that went through the damage, byte for byte.
fn corrupted(len: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let options = (
        0..=glosses().len(),
        0..3_usize,
        select(vec!['?', '\u{FFFD}']),
    );
    (han(len), options).prop_map(|(text, (glossed, marks, lost))| {
        let options = Options {
            glossed,
            marks,
            lost,
        };
        corrupt(&text, options)
    })
}

/// A character with a reading glued to it, right or wrong, whole or cut, in any of the forms that
/// occur.
fn glossed() -> impl Strategy<Value = String> {
    let readings = vec![
        "kāi",
        "fā",
        "yōu",
        "shí",
        "lǜ",
        "men",
        "Běijīng",
        "qu1",
        "x",
        "",
    ];
    let open = select(vec!["(", "（", "?", "\u{FFFD}", " (", "["]);
    let close = select(vec![")", "）", "\u{A0})", " )", "", "]"]);
    let reading = prop_oneof![select(readings), select(glosses()).prop_map(|(_, r)| r)];
    let character = prop_oneof![
        3 => select(glosses()).prop_map(|(c, _)| c),
        1 => select("重庆閷瘋銆锛楫艾穑国".chars().collect::<Vec<_>>()),
    ];
    (character, open, reading, close)
        .prop_map(|(character, open, reading, close)| format!("{character}{open}{reading}{close}"))
}

/// Everything that may stand between: marks of loss, controls, other scripts, markup, line ends.
fn other() -> impl Strategy<Value = String> {
    let known = vec![
        "?",
        "??",
        "\u{FFFD}",
        "(",
        ")",
        "（",
        "）",
        "\u{5}\u{6}，",
        "\u{7}。",
        "\u{8}",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "\t",
        "\u{3000}",
        "abc",
        "B(niǎo)ALLUFF",
        "(see p. 3)",
        "12:30",
        "ひらがな",
        "漢字(かんじ)",
        "ㄎㄞ",
        "한국어",
        "привет",
        "é",
        "ü",
        "\u{E000}",
        "😀",
        "𠀀",
        "<br>",
        "&amp;",
        "&",
        "&#",
        "&#20013;",
        "&#25991",
        "&#x4E2D;",
        "&amp;#22269;",
        "&hellip;",
        "&Ouml;",
        "&ETH;",
        "&#129;",
        "`",
        "\\u4e2d",
        "\\",
        "%E4%B8%AD",
        "%D6%D0",
        "=E4=B8=AD",
        "=",
        "~{VPND~}",
        "+Ti1lhw-",
        "$AVPND(B",
        "\u{0}",
        "\u{85}",
        "\u{A0}",
        "€",
        "·",
        "》",
        ">",
        "\u{FEFF}",
        "\u{200B}",
    ];
    select(known).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => han(1..16),
        3 => corrupted(1..16),
        3 => glossed(),
        2 => other(),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Common characters that were written in one encoding and read in another, with U+FFFD or a question
/// mark for what was lost, and what that had been.
fn misread() -> impl Strategy<Value = (String, String)> {
    let written = select(vec![encoding_rs::UTF_8, GBK, encoding_rs::BIG5]);
    let read = select(vec![
        encoding_rs::GB18030,
        encoding_rs::BIG5,
        encoding_rs::SHIFT_JIS,
        encoding_rs::EUC_KR,
        encoding_rs::WINDOWS_1252,
        encoding_rs::WINDOWS_1251,
        encoding_rs::KOI8_R,
        encoding_rs::IBM866,
        encoding_rs::MACINTOSH,
    ]);
    (han(1..12), written, read, select(vec!["?", "\u{FFFD}"])).prop_map(
        |(text, written, read, mark)| {
            let damaged = read
                .decode_without_bom_handling(&written.encode(&text).0)
                .0
                .replace('\u{FFFD}', mark);
            (text, damaged)
        },
    )
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(2048),
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_promise_holds_for_any_text(text in text()) {
        checks::repair(&text);
    }

    #[test]
    fn every_promise_holds_for_a_damaged_text_damaged_again(
        text in corrupted(1..200),
        changes in vec((any::<Index>(), prop_oneof![other(), Just(String::new())]), 0..6),
    ) {
        let mut chars: Vec<String> = text.chars().map(String::from).collect();
        for (at, with) in changes {
            *at.get_mut(&mut chars) = with;
        }
        checks::repair(&chars.concat());
    }

    #[test]
    fn every_promise_holds_for_the_bytes_of_any_text(text in text(), gb in any::<bool>()) {
        let codec = if gb { encoding_rs::GB18030 } else { encoding_rs::UTF_8 };
        checks::repair_bytes(&codec.encode(&text).0);
    }
}

/// What normalization looks at, in all forms and out of place.
fn normalizable() -> impl Strategy<Value = String> {
    const PIECES: &str = "，|,|。|.|：|:|；|;|！|!|？|?|（|(|）|)|“|”|\"|、|…|...|......|——|--|《|》| |  |\n|\n\n|\t|\u{3000}|\u{200B}|\u{200D}|\u{FE0F}|\u{FEFF}|\u{AD}|\u{202E}|\u{E0041}|\u{E0100}|\u{1B}[31m|\u{1B}]0;|\u{7}|\u{1B}\\|\u{1B}(B|\u{A0}|\u{2003}|\u{FFF9}|\u{FFFA}|\u{FFFB}|👩|🏴\u{E0067}\u{E007F}|⼈|⼀|⼁|\u{E78D}|\u{E818}|\u{E000}|\u{F900}|︒|﹁|e|\u{301}|\u{323}|か|\u{3099}|ᄀ|ᅡ|각|ｶ|ﾞ|ｱ｡|Ａ|１|３,０００|3,000|12:30|TiDB|a|Linux|http://a.cn/b?c=d|:)|(^_^)|`|<b>|$x$|f(x)|中中国国人人民民银银|高高兴兴|中 国 人 民|臺|台|裏|㎡|①|ß|İ|의|ا\u{200C}ب|%";
    let piece = prop_oneof![
        4 => select(PIECES.split('|').collect::<Vec<_>>()).prop_map(String::from),
        2 => han(1..6),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..32).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn normalizing_twice_is_normalizing_once(text in normalizable()) {
        checks::normalize(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_way_to_convert_gives_the_same(text in text()) {
        checks::convert(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_promise_holds_for_misread_text(
        (_, damaged) in misread(),
        before in other(),
        behind in other(),
    ) {
        checks::repair(&format!("{before}{damaged}{behind}"));
    }
}

/// The corrupting program does what it is believed to do.
#[test]
fn the_damage_is_as_described() {
    let options = Options {
        glossed: usize::MAX,
        marks: 1,
        lost: '?',
    };
    assert_eq!(
        corrupt("開發區，", options),
        "開(kāi)發(fā)區(qū)\u{7}\u{5}，"
    );
    // 優 lies between 變 and 為: it takes the first byte of 為, and loses its parenthesis to the other.
    assert_eq!(corrupt("變為", options), "變?yōu)?");
}
