//! What must hold for any text, tried on mixtures that lie close to real damage.

mod checks;
mod corrupt;

use corrupt::GLOSSES;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A run of characters that are often glossed, among others that never are.
fn han() -> impl Strategy<Value = String> {
    let glossed = select(&GLOSSES[..]).prop_map(|(c, _)| c);
    let plain = select(
        "的一是在不了有和人中大上为地子得你下就那，。、！？"
            .chars()
            .collect::<Vec<_>>(),
    );
    vec(prop_oneof![1 => glossed, 1 => plain], 1..16).prop_map(String::from_iter)
}

/// A run that went through the damage, byte for byte.
fn corrupted() -> impl Strategy<Value = String> {
    (han(), 1..GLOSSES.len(), 0..3_usize)
        .prop_map(|(text, known, controls)| corrupt::corrupt(&text, &GLOSSES[..known], || controls))
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
    let reading = prop_oneof![select(readings), select(&GLOSSES[..]).prop_map(|(_, r)| r)];
    let character = prop_oneof![
        3 => select(&GLOSSES[..]).prop_map(|(c, _)| c),
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
        3 => han(),
        3 => corrupted(),
        3 => glossed(),
        2 => other(),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
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
        text in vec(corrupted(), 1..8), cuts in vec((0..400_usize, select(vec!["", "?", "(", "x"])), 0..4),
    ) {
        let mut chars: Vec<String> = text.concat().chars().map(String::from).collect();
        for (at, with) in cuts {
            let at = at % chars.len();
            chars[at] = with.to_owned();
        }
        checks::repair(&chars.concat());
    }

    #[test]
    fn every_promise_holds_for_the_bytes_of_any_text(text in text(), gb in any::<bool>()) {
        let codec = if gb { encoding_rs::GB18030 } else { encoding_rs::UTF_8 };
        checks::repair_bytes(&codec.encode(&text).0);
    }
}

/// The corrupting program does what the worked example says.
#[test]
fn the_damage_is_as_described() {
    let corrupt = |text| corrupt::corrupt(text, &GLOSSES, || 1);
    assert_eq!(corrupt("開發區"), "開(kāi)發(fā)區(qū)");
    assert_eq!(corrupt("變為實"), "變(biàn)為(wéi)實(shí)");
    let some = [('優', "yōu"), ('實', "shí")];
    assert_eq!(corrupt::corrupt("變為實", &some, || 0), "變?yōu)閷?shí)");
    assert_eq!(corrupt("好，"), "好\u{5}，");
}
