//! `mingwen convert`, and conversion behind a repair.

use crate::run::{DAMAGED, program, repair, run};

#[test]
fn converts_and_names_each_replacement() {
    let mut command = program();
    let outcome = run(
        command.args(["convert", "--to", "s2twp", "--report", "text"]),
        "换一个鼠标\n",
    );
    assert_eq!(outcome.stdout, "換一個滑鼠\n");
    assert!(outcome.stderr.contains("script-regional-phrase"));
    assert_eq!(outcome.code, 0);
}

#[test]
fn leaves_damage_as_it_is() {
    let outcome = run(program().args(["convert", "--to", "t2s"]), DAMAGED);
    assert!(outcome.stdout.starts_with("开(kāi)发(fā)区(qū)"));
}

#[test]
fn decodes_first() {
    // 漢字 in Big5.
    let outcome = run(
        program().args(["convert", "--to", "t2s"]),
        b"\xba\x7e\xa6\x72",
    );
    assert_eq!(outcome.stdout, "汉字");
}

#[test]
fn an_unknown_configuration_is_told_the_known_ones() {
    let outcome = run(program().args(["convert", "--to", "s2x"]), "");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("s2t, t2s, s2tw"));
}

#[test]
fn a_repaired_page_can_be_simplified() {
    assert_eq!(
        repair(["--to", "t2s"], DAMAGED).stdout,
        "开发区的规划已经变为实景。"
    );
    assert_eq!(
        repair(["--original"], DAMAGED).stdout,
        "开发区的规划已经变为实景。"
    );
    let lines = "{\"text\": \"開(kāi)發(fā)區(qū)著力抓產(chǎn)業(yè)\"}\n";
    assert_eq!(
        repair(["--original", "--jsonl", "--field", "text"], lines).stdout,
        "{\"text\": \"开发区着力抓产业\"}\n"
    );
}

#[test]
fn the_text_around_decides_where_asked_to() {
    let text = "手册展示了如何使用。\n";
    let exact = run(program().args(["convert", "--to", "s2tw"]), text);
    assert_eq!(exact.stdout, "手冊展示瞭如何使用。\n");
    let mut command = program();
    let outcome = run(
        command.args(["convert", "--to", "s2tw", "--choice", "context"]),
        text,
    );
    assert_eq!(outcome.stdout, "手冊展示了如何使用。\n");

    let mut command = program();
    let certain = ["--choice", "context-if-certain", "--report", "text"];
    let outcome = run(
        command.args(["convert", "--to", "s2t"]).args(certain),
        "他干了，王后的头发\n",
    );
    assert_eq!(outcome.stdout, "他干了，王后的頭髮\n");
    assert!(outcome.stderr.contains("not certain enough"));
}

#[test]
fn code_and_markup_are_kept_where_the_text_is_read() {
    let page = "---\ntitle: 后面\n---\n<a href=\"里面.html\">里面</a>的`头发`，见https://a.cn/后\n";
    let mut command = program();
    let outcome = run(
        command.args(["convert", "--to", "s2tw", "--choice", "context"]),
        page,
    );
    assert_eq!(
        outcome.stdout,
        "---\ntitle: 后面\n---\n<a href=\"里面.html\">裡面</a>的`头发`，見https://a.cn/后\n"
    );
}

#[test]
fn lists_what_is_in_doubt() {
    let mut command = program();
    let outcome = run(
        command.args(["convert", "--to", "s2tw", "--ambiguous"]),
        "剪头发\n他干了\n",
    );
    let (place, alternatives) = outcome.stdout.split_once(": ").unwrap();
    assert!(place.ends_with(":2:2"), "{place}");
    assert!(alternatives.starts_with("他[干]了  "), "{alternatives}");
    assert!(alternatives.contains("乾 0.") && alternatives.contains("幹 0."));
    assert_eq!(outcome.stdout.lines().count(), 1);
    assert_eq!(outcome.code, 0);

    let mut command = program();
    let arguments = ["--to", "s2tw", "--quotes", "by-region", "--prefer", "乾"];
    let outcome = run(
        command.args(["convert", "--ambiguous"]).args(arguments),
        "剪头发\n他干了”\n",
    );
    let (place, what) = outcome.stdout.split_once(": ").unwrap();
    assert!(place.ends_with(":2:4"), "{place}");
    assert_eq!(what, "他干了[”]  no other mark pairs with it\n");
}

#[test]
fn spellings_are_preferred_where_the_text_is_read() {
    let text = "台湾的舞台，上周\n";
    let context = ["convert", "--to", "s2tw", "--choice", "context"];
    let outcome = run(program().args(context).args(["--prefer", "台週"]), text);
    assert_eq!(outcome.stdout, "台灣的舞台，上週\n");
    let outcome = run(program().args(context).args(["--prefer", "臺"]), text);
    assert!(outcome.stdout.starts_with("臺灣的舞臺，"));
    let exact = ["convert", "--to", "s2tw", "--prefer", "台"];
    let outcome = run(program().args(exact), text);
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(outcome.stderr.contains("--prefer needs --choice context"));
}

#[test]
fn quotation_marks_follow_the_region_where_asked_to() {
    let text = "他说：“读‘书’吧。”又说：“好\n";
    let mut command = program();
    let outcome = run(
        command.args(["convert", "--to", "s2hk", "--quotes", "by-region"]),
        text,
    );
    assert_eq!(outcome.stdout, "他説：「讀『書』吧。」又説：“好\n");
    let mut command = program();
    let arguments = ["--quotes", "curved", "--report", "text"];
    let outcome = run(
        command.args(["convert", "--to", "t2s"]).args(arguments),
        "「讀『書』吧」，『好\n",
    );
    assert_eq!(outcome.stdout, "“读‘书’吧”，『好\n");
    assert!(outcome.stderr.contains("quotation-mark"));
    assert!(outcome.stderr.contains("no other mark pairs with it"));
}
