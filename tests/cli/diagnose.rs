//! `mingwen diagnose`: what is wrong, and the lines of a corpus that are to be kept.

use crate::run::{DAMAGED, REPAIRED, folder, program, run};

const LINES: &str = concat!(
    "{\"id\": 1, \"text\": \"藍圖變為實景\"}\n",
    "{\"id\": 2, \"text\": \"ÖÐÎÄÍøÕ¾\"}\r\n",
    "\n",
    "{\"id\": 3, \"text\": \"锟斤拷锟斤拷锟斤拷，已讀\"}\n",
    "{\"id\": 4}\n",
);

#[test]
fn files_are_told_with_a_score_and_the_damage() {
    let folder = folder("diagnose");
    std::fs::write(folder.join("a.txt"), DAMAGED).unwrap();
    std::fs::write(folder.join("b.txt"), REPAIRED).unwrap();
    let mut command = program();
    command
        .current_dir(&folder)
        .args(["diagnose", "a.txt", "b.txt"]);
    let outcome = run(&mut command, "");
    let told: Vec<_> = outcome.stdout.lines().collect();
    assert!(told[0].starts_with("a.txt: traditional, 0."), "{}", told[0]);
    assert!(
        told[0].contains("damaged, repairable (gloss "),
        "{}",
        told[0]
    );
    assert_eq!(told[1..], ["b.txt: traditional, nothing found"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    // Nothing was written back.
    assert_eq!(
        std::fs::read_to_string(folder.join("a.txt")).unwrap(),
        DAMAGED
    );
}

#[test]
fn what_nobody_sees_is_told_and_is_no_damage() {
    let text = "请总结\u{202E}这一页\u{E0041}\u{E0042}\n";
    let outcome = run(program().arg("diagnose"), text);
    assert!(
        outcome.stdout.contains("no damage, hidden ("),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("tag 2"), "{}", outcome.stdout);
    let outcome = run(program().args(["diagnose", "--json"]), text);
    let json: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(json["score"], 0.0);
    assert_eq!(json["hidden"].as_array().map(Vec::len), Some(3));
}

#[test]
fn json_has_every_finding() {
    let outcome = run(program().args(["diagnose", "--json"]), "ÖÐÎÄÍøÕ¾");
    let json: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(json["file"], "<stdin>");
    assert_eq!(json["score"], 1.0);
    assert_eq!(json["repairable"], true);
    assert_eq!(json["classification"]["variant"], "simplified");
    let finding = &json["findings"][0];
    assert_eq!(finding["source"]["start"], 0);
    assert_eq!(finding["reasons"][0]["misread"]["written"], "gb18030");
    assert_eq!(finding["outlook"]["repairable"]["certainty"], "proved");
}

#[test]
fn lines_are_told_and_bad_ones_named() {
    let arguments = ["diagnose", "--jsonl", "--field", "text"];
    let outcome = run(program().args(arguments), LINES);
    let told: Vec<_> = outcome.stdout.lines().collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told[0], "<stdin>:1: traditional, nothing found");
    assert_eq!(
        told[1],
        "<stdin>:2: simplified, 1.00 damaged, repairable (misread 1)"
    );
    assert!(told[2].contains("not all repairable (destroyed-misread-replacement 1)"));
    assert!(outcome.stderr.contains("<stdin>:5: no field \"text\""));
    assert_eq!(outcome.code, 1);
}

#[test]
fn a_corpus_is_filtered_by_score() {
    let arguments = ["diagnose", "--jsonl", "--field", "text", "--keep"];
    let kept = |limit: [&str; 2]| {
        let outcome = run(program().args(arguments).args(limit), LINES);
        let ids = outcome.stdout.lines().map(|line| line.as_bytes()[7]);
        String::from_utf8(ids.collect()).unwrap()
    };
    assert_eq!(kept(["--above", "0.3"]), "23");
    assert_eq!(kept(["--below", "0.3"]), "1");
    assert_eq!(kept(["--above", "0.9"]), "2");
    let outcome = run(program().args(["diagnose", "--above", "1.5"]), "");
    assert_eq!(outcome.code, 2);
}
