//! The gloss repair on text of our own: cases in a file, and the corruption made by a program.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod corrupt;
mod escape;

use corrupt::{Options, corrupt};
use escape::unescape;
use mingwen::{Certainty, Glossed, Readings, Reason, Repairer};

/// Rows of `damaged TAB repaired`, with `\n`, `\x..` and `\u{..}` escapes; `=` says that the text stays.
#[test]
fn cases() {
    let mut wrong = Vec::new();
    for (number, line) in include_str!("data/gloss.tsv").lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (damaged, repaired) = line.split_once('\t').expect("two fields");
        let damaged = unescape(damaged);
        let expected = if repaired == "=" {
            damaged.clone()
        } else {
            unescape(repaired)
        };
        let found = mingwen::repair(&damaged);
        if found != expected {
            wrong.push(format!(
                "line {}: {damaged:?}\n  expected {expected:?}\n  found    {found:?}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every sentence, and every three in a row, comes back from the corruption; where a byte is lost for
/// good, as much of the text as is left.
#[test]
fn corrupted_prose_comes_back() {
    let sentences: Vec<&str> = include_str!("data/prose.txt").lines().collect();
    let (mut documents, mut exact, mut characters, mut wrong) = (0, 0, 0, 0);
    for window in sentences.windows(3) {
        let truth = window.join("\n");
        for glossed in [15, 25, 35, 46] {
            for marks in [0, 3] {
                for lost in ['?', '\u{FFFD}'] {
                    let damaged = corrupt(
                        &truth,
                        Options {
                            glossed,
                            marks,
                            lost,
                        },
                    );
                    if !damaged.contains(')') {
                        continue;
                    }
                    let repaired = mingwen::repair(&damaged);
                    documents += 1;
                    exact += usize::from(repaired == truth);
                    characters += truth.chars().count();
                    wrong += difference(&repaired, &truth);
                }
            }
        }
    }
    assert!(
        exact * 100 >= documents * 90,
        "{exact} of {documents} exact"
    );
    assert!(
        wrong * 1000 <= characters * 2,
        "{wrong} of {characters} wrong"
    );
}

/// Characters outside the common beginning and end.
fn difference(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    a.len().max(b.len()) - head - tail
}

#[test]
fn clean_prose_is_borrowed() {
    let prose = include_str!("data/prose.txt");
    assert!(matches!(
        mingwen::repair(prose),
        std::borrow::Cow::Borrowed(_)
    ));
}

#[test]
fn one_long_line_and_few_glosses() {
    let prose = include_str!("data/prose.txt").replace('\n', "");
    let damaged = corrupt(
        &prose,
        Options {
            glossed: 46,
            marks: 0,
            lost: '?',
        },
    );
    let repaired = mingwen::repair(&damaged).into_owned();
    let long = damaged.repeat((1 << 20) / damaged.len() + 1);
    let expected = repaired.repeat((1 << 20) / damaged.len() + 1);
    assert!(mingwen::repair(&long) == expected, "one long line");
    // Three damaged sentences in a book of clean ones: no reading, however far from others, is left.
    let clean = prose.repeat(20);
    let few = format!("{clean}{damaged}{clean}");
    assert!(
        mingwen::repair(&few) == format!("{clean}{repaired}{clean}"),
        "damage amid clean text"
    );
}

#[test]
fn legitimate_readings_beside_damage_stay() {
    let prose = include_str!("data/prose.txt");
    let damaged = corrupt(
        prose,
        Options {
            glossed: 30,
            marks: 0,
            lost: '?',
        },
    );
    let note = "他在簋(guǐ)街吃飯，那裏的燈籠很紅。\n";
    let repaired = mingwen::repair(&damaged).into_owned();
    assert_eq!(
        mingwen::repair(&format!("{note}{damaged}")),
        format!("{note}{repaired}")
    );
}

#[test]
fn the_report_tells_what_was_lost_and_why() {
    // The second byte of 導 was taken by the space behind it.
    let text = "新聞發(fā)布會(huì)由張主任向?qū)? 全體業(yè)主說明";
    let repaired = Repairer::default().repair(text);
    let lost: Vec<_> = repaired
        .report
        .edits()
        .filter(|edit| edit.reasons.contains(&Reason::Lost))
        .collect();
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].removed, "?qū)?");
    assert_eq!(&repaired.text[lost[0].target.clone()], "\u{FFFD}");
    assert_eq!(repaired.report.undo(&repaired.text).unwrap(), text);
}

#[test]
fn a_filled_gap_is_inferred_and_the_rest_of_its_run_proved() {
    let text = "開(kāi)發(fā)區(qū)建設(shè)完成了?\u{7}！盵網(wǎng)站編輯整理]";
    let repaired = Repairer::default().repair(text);
    let is_inferred = |edit: &mingwen::Edit<'_>| edit.certainty == Certainty::Inferred;
    let edit = repaired.report.edits().find(is_inferred).unwrap();
    // The first byte of the full stop is gone; those of the bracket are there.
    assert_eq!(&repaired.text[edit.target.clone()], "。”[");
    let stretches = edit.inferred.iter();
    let inferred = stretches.map(|s| (&repaired.text[s.target.clone()], s.probability));
    assert!(inferred.eq([("。", edit.probability)]));
}

#[test]
fn a_threshold_leaves_what_was_inferred() {
    let text = "開(kāi)發(fā)區(qū)建設(shè)完成了?\u{7}！盵網(wǎng)站編輯整理]";
    let strict = Repairer::builder()
        .certainty(Certainty::Proved)
        .build()
        .unwrap();
    let report = strict.repair(text).report;
    assert!(
        report
            .edits()
            .all(|edit| edit.certainty == Certainty::Proved)
    );
}

fn told(readings: Readings) -> Repairer {
    let builder = Repairer::builder().readings(readings);
    builder.build().expect("no limits are set")
}

/// What a document as a whole leaves no doubt of, each of its clauses can be told.
#[test]
fn who_knows_may_say_so() {
    let (spliced, written) = (told(Readings::SplicedIn), told(Readings::Written));
    let options = Options {
        glossed: 46,
        marks: 3,
        lost: '?',
    };
    let (mut by_itself, mut told) = (0, 0);
    for clause in include_str!("data/prose.txt").split(['，', '。', '\n']) {
        let damaged = corrupt(clause, options);
        if damaged.ends_with("?)") || !damaged.contains(')') {
            continue; // A last byte was lost with what followed it.
        }
        assert_eq!(written.repair_text(&damaged), damaged);
        let repaired = spliced.repair_text(&damaged);
        assert_eq!(spliced.repair_text(&repaired), repaired);
        told += usize::from(repaired == clause);
        by_itself += usize::from(mingwen::repair(&damaged) == clause);
    }
    assert!(told > by_itself && by_itself > 20, "{told}, {by_itself}");
    for textbook in ["又到重(chóng)庆，嘉陵江水依旧", "北京（Běijīng）是首都"]
    {
        assert_eq!(spliced.repair_text(textbook), textbook);
    }
}

#[test]
fn who_knows_has_any_page_back_as_it_was() {
    let builder = Repairer::builder().glossed(Glossed::Original);
    let repairer = builder.readings(Readings::SplicedIn).build().unwrap();
    assert_eq!(repairer.repair_text("編寫學術專著"), "编写学术专著");
}
