//! Lines that were cut are joined, and nothing else: cases in a file, a page of a newspaper, and what
//! must hold for any text.

#![allow(clippy::expect_used, clippy::unwrap_used)]

#[allow(dead_code, reason = "each test uses its part")]
mod checks;
mod escape;

use std::borrow::Cow;

use escape::unescape;
use mingwen::{Damage, Operation, Profile, Reason, Repairer, Treatment};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Reflow alone.
fn reflower() -> Repairer {
    let builder = Repairer::builder().damage(Damage::Leave);
    let builder = builder.operation(Operation::Reflow, Treatment::Apply);
    builder.build().unwrap()
}

/// Rows of `broken TAB joined`, with `\n` and `\x..` escapes; `=` says that the text stays.
#[test]
fn cases() {
    let reflower = reflower();
    let (mut wrong, mut joins, mut stays) = (Vec::new(), 0, 0);
    for (number, line) in include_str!("data/reflow.tsv").lines().enumerate() {
        let Some((broken, joined)) = line.split_once('\t') else {
            continue;
        };
        let broken = unescape(broken);
        let expected = match joined {
            "=" => broken.clone(),
            joined => unescape(joined),
        };
        *if joined == "=" {
            &mut stays
        } else {
            &mut joins
        } += 1;
        let found = reflower.repair_text(&broken);
        if found != expected {
            wrong.push(format!(
                "line {}: {broken:?}\n  expected {expected:?}\n  found    {found:?}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(joins >= 60 && stays >= 60, "{joins} joins, {stays} stay");
}

/// A page of a newspaper, copied column by column: ASCII marks, breaks inside sentences, headings, a
/// byline, a conversation, a list, page numbers between whole paragraphs.
#[test]
fn a_newspaper_is_as_an_editor_would_print_it() {
    let page = include_str!("data/newspaper.txt");
    let printed = include_str!("data/newspaper-printed.txt");
    let corpus = Repairer::builder()
        .profile(Profile::Corpus)
        .build()
        .unwrap();
    let repaired = corpus.repair(page);
    assert_eq!(repaired.text, printed);
    assert_eq!(repaired.report.undo(&repaired.text).unwrap(), page);
    assert_eq!(corpus.repair_text(printed), printed);
    // Windows and its line ends.
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(corpus.repair_text(&crlf(page)), crlf(printed));
}

#[test]
fn every_join_stands_in_the_report() {
    let page = "各级人民政府应当加强对安全生产工作的领\n\n- 12 -\n\n导，建立健全安全生产责任制。";
    let repaired = reflower().repair(page);
    let edits: Vec<_> = repaired.report.edits().collect();
    assert_eq!(edits.len(), 1);
    assert_eq!(edits[0].removed, "\n\n- 12 -\n\n");
    assert_eq!(edits[0].reasons, [Reason::BrokenLine]);
    assert!(edits[0].probability.is_some_and(|p| p > 0.9));
}

/// Wrapped and cut prose comes back whole.
#[test]
fn cut_prose_comes_back() {
    let sentences: Vec<&str> = include_str!("data/prose.txt").lines().collect();
    let (mut joins, mut missed) = (0, 0);
    for paragraphs in sentences.chunks(6) {
        let whole = paragraphs.join("\n");
        let cut = |sentence: &&str| {
            let middle = sentence.char_indices().nth(sentence.chars().count() / 2);
            let (left, right) = sentence.split_at(middle.unwrap().0);
            let cut = left.ends_with(|c: char| c.is_alphanumeric())
                && right.starts_with(|c: char| c.is_alphanumeric() && !c.is_ascii());
            if cut {
                format!("{left}\n\n\n{right}")
            } else {
                sentence.to_string()
            }
        };
        let broken = paragraphs.iter().map(cut).collect::<Vec<_>>().join("\n");
        let found = reflower().repair(&broken);
        joins += found.report.edits().len();
        missed += found.text.matches("\n\n\n").count();
        assert_eq!(found.text.replace("\n\n\n", ""), whole, "a false join");
    }
    assert!(joins > 9 * missed, "{joins} joins, {missed} missed");
}

#[test]
fn clean_prose_is_borrowed() {
    let prose = include_str!("data/prose.txt");
    assert!(matches!(reflower().repair_text(prose), Cow::Borrowed(_)));
}

/// Everything that may stand in lines: pieces of sentences, marks, breaks, numbers, markup.
fn pages() -> impl Strategy<Value = String> {
    let pieces = vec![
        "各级人民政府应当加强对",
        "安全生产",
        "工作的领",
        "导，",
        "建立健全",
        "责任制。",
        "他说：“",
        "好的。”",
        "这个程序用 Rust ",
        "Windows",
        "2026",
        "年",
        "的",
        "，",
        "。",
        "（",
        "）",
        "《",
        "》",
        "床前明月光",
        "从前有一座山，山上有一座庙，庙里住着一个老和尚",
        "第三章 总则",
        "一、",
        "□ 记者 王芳",
        "- 12 -",
        "7",
        "第 3 页",
        "# ",
        "| a | b |",
        "```",
        "    ",
        "\t",
        "\u{3000}\u{3000}",
        " ",
        "\u{C}",
        "龘",
        "é",
        "か",
        "🙂",
    ];
    let breaks = vec!["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n"];
    let part = prop_oneof![3 => select(pieces), 2 => select(breaks)];
    vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// Only spaces, line breaks and page numbers go, and only a space comes.
    #[test]
    fn nothing_but_the_break_goes(page in pages()) {
        let repaired = reflower().repair(&page);
        for edit in repaired.report.edits() {
            let gap = edit.removed;
            prop_assert!(gap.contains('\n'), "{gap:?}");
            let between: Vec<_> = gap.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let is_number = |line: &str| ["- 12 -", "第 3 页"].contains(&line) || line.parse::<u16>().is_ok();
            prop_assert!(between.iter().all(|line| is_number(line)), "{gap:?}");
            let with = &repaired.text[edit.target.clone()];
            prop_assert!(with.is_empty() || with == " ");
        }
        prop_assert_eq!(repaired.report.undo(&repaired.text).unwrap(), page);
    }

    #[test]
    fn joining_twice_is_joining_once(page in pages()) {
        let reflower = reflower();
        let once = reflower.repair_text(&page);
        prop_assert_eq!(&reflower.repair_text(&once), &once);
    }
}
