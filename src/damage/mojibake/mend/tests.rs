//! What decides that a line is mended.

use super::*;

fn mend(source: Range<usize>, text: &str, gain: i64) -> Mend {
    Mend {
        source,
        text: text.into(),
        channels: vec![channel::of(Encoding::Gb18030, Encoding::Windows1252).unwrap()],
        certainty: Certainty::Proved,
        probability: None,
        inferred: Vec::new(),
        gain,
        worth: gain,
        explained: 0,
        marks: 0,
    }
}

#[test]
fn what_is_worth_most_is_chosen_and_nothing_twice() {
    let texts = |mends: Vec<Mend>| -> Vec<String> {
        let chosen = choose("abcdefghijkl", mends);
        chosen.into_iter().map(|mend| mend.text).collect()
    };
    let (low, high) = (mend(0..4, "low", 20), mend(3..9, "high", 30));
    let (before, behind) = (mend(0..3, "before", 5), mend(9..12, "behind", 5));
    assert_eq!(texts(vec![low.clone(), high.clone()]), ["high"]);
    assert_eq!(
        texts(vec![behind, low.clone(), high.clone(), before]),
        ["before", "high", "behind"]
    );
    // A reading that explains a mark is worth more.
    let low = Mend { marks: 2, ..low };
    assert_eq!(texts(vec![high, low]), ["low"]);
}

#[test]
fn what_leaves_the_beginning_of_a_character_is_worth_less() {
    let (short, long) = (mend(2..8, "曰：", 30), mend(0..8, "子曰：", 20));
    let chosen = |line| {
        choose(line, vec![short.clone(), long.clone()])
            .remove(0)
            .text
    };
    assert_eq!(chosen("åæ›°ï"), "子曰：");
    assert_eq!(chosen("  æ›°ï"), "曰：");
}

#[test]
fn what_is_mostly_filled_in_is_a_guess() {
    let with = |probability| {
        let mut mend = mend(0..4, "我在北京", 20);
        mend.inferred = vec![Inferred::new(3..12, Some(probability))];
        share_of_right(&mend)
    };
    assert!(with(0.5) < LEAST_RIGHT && with(0.7) > LEAST_RIGHT);
    assert!((share_of_right(&mend(0..4, "我在北京", 20)) - 1.0).abs() < f32::EPSILON);
}

#[test]
fn mends_are_put_in_their_places() {
    let with = |mend: Mend, at: Range<usize>| Mend {
        inferred: vec![Inferred::new(at, Some(0.5))],
        ..mend
    };
    let mends = [
        with(mend(1..3, "天气", 1), 3..6),
        with(mend(4..5, "好", 1), 0..3),
    ];
    let (text, inferred) = apply("abcdef", &mends);
    assert_eq!(text, "a天气d好f");
    let spans: Vec<_> = inferred.into_iter().map(|s| &text[s.target]).collect();
    assert_eq!(spans, ["气", "好"]);
    assert_eq!(known(&mends[0]), 1);
    assert_eq!(known(&mend(0..1, "天 a 气", 1)), 2);
}

#[test]
fn a_line_is_explained_by_what_accounts_for_all_of_it() {
    let accounting = |explained, marks| {
        vec![Mend {
            explained,
            marks,
            ..mend(0..1, "天", 1)
        }]
    };
    // Five letters, two marks; one that stays as it is.
    let kinds = Kinds::of("ÖÐÎ?ÄÍ 中\u{FFFD}");
    assert_eq!(
        (kinds.single, kinds.double, kinds.all, kinds.marks),
        (5, 0, 7, 2)
    );
    assert!(kinds.explains(&accounting(5, 2)));
    assert!(!kinds.explains(&accounting(4, 2)) && !kinds.explains(&accounting(5, 1)));
    assert_eq!(kinds.explained_share(&accounting(3, 1)), 57);
    assert!(kinds.explains_most(&accounting(5, 1)) && !kinds.explains_most(&accounting(4, 1)));
    assert!(!kinds.are_mended(&accounting(5, 2), 0), "bytes were lost");
    assert_eq!(Kinds::of("天").explained_share(&[]), 100);
    let guess = Mend {
        certainty: Certainty::Guessed,
        explained: 5,
        ..mend(0..1, "天", 1)
    };
    assert_eq!(explained_share("ÖÐÎÄÍ", std::slice::from_ref(&guess)), 0);
    assert_eq!(
        explained_share(
            "ÖÐÎÄÍ",
            &[Mend {
                certainty: Certainty::Proved,
                ..guess
            }]
        ),
        100
    );
}

#[test]
fn a_line_is_mended_when_nothing_is_left_that_calls() {
    let are_mended = |line: &str, explained, cut, written| {
        let channel = channel::of(written, Encoding::Windows1252).unwrap();
        let mend = Mend {
            explained,
            channels: vec![channel],
            ..mend(0..1, "天", 1)
        };
        Kinds::of(line).are_mended(&[mend], cut)
    };
    let (gbk, utf8) = (Encoding::Gb18030, Encoding::Utf8);
    assert!(are_mended("ÖÐÎÄ", 4, 0, gbk) && are_mended("ÖÐÎÄÍ", 4, 1, gbk));
    assert!(!are_mended("ÖÐÎÄ", 3, 0, gbk) && !are_mended("", 0, 0, gbk));
    // Which page it was, other letters must say; valid UTF-8 says it itself.
    assert!(!are_mended("ÖÐÎŠ", 4, 0, gbk) && are_mended("ÖÐÎŠ", 4, 0, utf8));
    let long = "Ö".repeat(1200);
    assert!(are_mended(&long, 1150, 0, gbk) && !are_mended(&long, 1100, 0, gbk));
    assert!(!are_mended(&long[..1000], 490, 0, gbk), "not long");
}

#[test]
fn readers_are_tried_on_what_they_can_have_made() {
    let fit = |line: &str, read| Kinds::of(line).fit(line, read);
    assert!(fit("ÖÐÎÄ", Encoding::Windows1252) && !fit("ÖÐÎÄ", Encoding::Windows1251));
    assert!(fit("ЦРОД", Encoding::Windows1251) && !fit("ЦРОД", Encoding::Gb18030));
    assert!(fit("ÖÐÎж", Encoding::Windows1252), "most of them");
    assert!(!fit("ÖÐжж", Encoding::Windows1252));
    assert!(fit("灖鐏", Encoding::Gb18030) && !fit("天气", Encoding::Gb18030));
    assert!(!fit("天气", Encoding::Windows1252));
}

#[test]
fn shares_of_valid_characters_promise_and_tell() {
    let kinds = Kinds::of(&"Ö".repeat(20));
    assert!(kinds.promises(2) && !kinds.promises(1) && !kinds.promises(0));
    assert!(Kinds::of("ÖÐÎÄ").promises(0), "short lines may have none");
    assert!(kinds.is_told_by(8) && !kinds.is_told_by(7));
    assert!(kinds.are_whole(20) && !kinds.are_whole(19));
    assert!(!Kinds::of(&"Ö".repeat(11)).are_whole(11), "too few");
    assert!(!Kinds::of(&format!("{}?", "Ö".repeat(20))).are_whole(20));
}

#[test]
fn a_cut_is_the_beginning_of_damage() {
    assert!(is_cut("Ö") && is_cut("ÖÐ"));
    assert!(!is_cut("") && !is_cut("ab") && !is_cut("Öa") && !is_cut("天"));
    assert!(is_cut(&"Ö".repeat(16)) && !is_cut(&"Ö".repeat(17)));
    assert_eq!((explained("ÖÐ a 天?"), explained("\u{FFFD}灖")), (2, 1));
}
