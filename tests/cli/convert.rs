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
