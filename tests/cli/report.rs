//! `--report`, `--report-file`, `--explain`.

use std::fs;

use serde_json::Value;

use crate::run::{DAMAGED, REPAIRED, folder, program, repair, run};

#[test]
fn a_json_report_accounts_for_every_change() {
    let outcome = repair(["--report", "json"], DAMAGED);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (REPAIRED, 0));
    assert_eq!(outcome.stderr.lines().count(), 1);
    let report: Value = serde_json::from_str(&outcome.stderr).unwrap();
    assert_eq!(report["file"], "<stdin>");
    assert_eq!(report["decoding"]["segments"][0]["encoding"], "UTF-8");
    // Undone by hand, the report gives back the damaged text.
    let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let (mut text, mut copied) = (String::new(), 0);
    for edit in report["edits"].as_array().unwrap() {
        text.push_str(&REPAIRED[copied..offset(&edit["target"]["start"])]);
        assert_eq!(text.len(), offset(&edit["source"]["start"]));
        text.push_str(edit["removed"].as_str().unwrap());
        assert!(!edit["reasons"].as_array().unwrap().is_empty());
        assert!(["proved", "inferred"].contains(&edit["certainty"].as_str().unwrap()));
        copied = offset(&edit["target"]["end"]);
    }
    text.push_str(&REPAIRED[copied..]);
    assert_eq!(text, DAMAGED);
}

#[test]
fn a_text_report_names_line_and_column() {
    let outcome = repair(["--report", "text"], format!("標題\n{DAMAGED}"));
    assert_eq!(outcome.stdout, format!("標題\n{REPAIRED}"));
    let lines: Vec<_> = outcome.stderr.lines().collect();
    assert_eq!(
        lines.first(),
        Some(&r#"<stdin>:2:2: removed "(kāi)" (gloss, proved)"#)
    );
    assert!(
        outcome.stderr.contains(
            r#"<stdin>:2:34: "?yōu)閷?shí)" became "為實" (gloss + gloss-shift, proved)"#
        ),
        "{}",
        outcome.stderr
    );
    assert_eq!(
        lines.last(),
        Some(&"<stdin>: 6 changes (gloss 6, gloss-shift 1)")
    );
}

#[test]
fn a_report_goes_to_a_file() {
    let path = folder("report").join("report.jsonl");
    let outcome = repair(["--report-file".as_ref(), path.as_os_str()], DAMAGED);
    assert_eq!(outcome.stdout, REPAIRED);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    let report: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(report["edits"].as_array().unwrap().len(), 6);
}

#[test]
fn a_report_does_not_overwrite_an_input() {
    let path = folder("overwrite").join("page.txt");
    fs::write(&path, DAMAGED).unwrap();
    let outcome = repair(
        ["--report-file".as_ref(), path.as_os_str(), path.as_os_str()],
        "",
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(outcome.stderr.contains("is also an input"));
    assert_eq!(fs::read_to_string(&path).unwrap(), DAMAGED);
}

#[test]
fn a_report_that_cannot_be_opened_stops_before_the_work() {
    let path = folder("unwritable").join("no/such/folder/report");
    let outcome = repair(["--report-file".as_ref(), path.as_os_str()], DAMAGED);
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 2));
    assert!(outcome.stderr.contains("cannot write the report"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_does_not_cost_the_result() {
    let outcome = repair(["--report-file", "/dev/full"], DAMAGED);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (REPAIRED, 2));
    assert!(
        outcome
            .stderr
            .contains("/dev/full: cannot write the report")
    );
}

#[test]
fn explain_shows_each_changed_line_before_and_after() {
    let text =
        format!("標題\n\n開(kāi)發(fā)區(qū)的規(guī)劃\u{6}，已經(jīng)完成\r\n{DAMAGED}\n");
    let outcome = repair(["--explain"], text);
    let expected = "\
<stdin>:3
- 開[-(kāi)-]發[-(fā)-]區[-(qū)-]的規[-(guī)-]劃[-␆-]，已經[-(jīng)-]完成
+ 開發區的規劃，已經完成
  gloss, proved ×5; gloss-punctuation, proved

<stdin>:4
- 開[-(kāi)-]發[-(fā)-]區[-(qū)-]的規[-(guī)-]劃已經[-(jīng)-]變[-?yōu)閷?shí)-]景。
+ 開發區的規劃已經變{+為實+}景。
  gloss, proved ×5; gloss + gloss-shift, proved

<stdin>: 12 changes (gloss 11, gloss-shift 1, gloss-punctuation 1)
";
    assert_eq!(outcome.stdout, expected);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
}

#[test]
fn explain_cuts_long_unchanged_stretches_out() {
    let text = format!("{DAMAGED}{}{DAMAGED}", "河邊的老槐樹開花了".repeat(100_000));
    let outcome = repair(["--explain"], text);
    assert!(outcome.stdout.contains('…'));
    assert!(outcome.stdout.len() < 2_000);
}

#[test]
fn explain_is_colored_on_demand_only() {
    let colored = |command: &mut std::process::Command| {
        let outcome = run(command.args(["repair", "--explain"]), DAMAGED);
        assert_eq!(outcome.code, 0);
        assert_ne!(
            outcome.stdout.contains('\x1B'),
            outcome.stdout.contains("[-")
        );
        outcome.stdout.contains('\x1B')
    };
    assert!(!colored(&mut program()), "a pipe is no terminal");
    assert!(colored(program().env("CLICOLOR_FORCE", "1")));
    assert!(!colored(program().env("NO_COLOR", "1")));
}

#[test]
fn explain_does_not_let_the_text_steer_the_terminal() {
    let outcome = repair(["--explain"], format!("\x1B[2J\u{202E}{DAMAGED}"));
    assert!(outcome.stdout.contains("␛[2J<U+202E>開"));
}

#[test]
fn explain_and_check_together_show_and_count() {
    let outcome = repair(["--explain", "--check"], DAMAGED);
    assert!(outcome.stdout.starts_with("<stdin>:1\n- "));
    assert_eq!(outcome.code, 1);
    let outcome = repair(["--explain", "--check"], "市場");
    assert_eq!(outcome.stdout, "<stdin>: nothing to repair\n");
    assert_eq!(outcome.code, 0);
}

#[test]
fn an_explanation_names_the_channel_and_how_sure_it_is() {
    let damaged = "璇疯緭鍏ュ瘑鐮侊紝鐒跺悗鐐瑰嚮鐧诲綍銆?";
    let outcome = repair(["--explain"], damaged);
    let channel = "misread (UTF-8 as gb18030), inferred, ";
    assert!(outcome.stdout.contains(channel), "{}", outcome.stdout);
    let inferred = "\n  inferred: 。 0.";
    assert!(outcome.stdout.contains(inferred), "{}", outcome.stdout);
    let report = repair(["--report", "text"], damaged).stderr;
    assert!(report.contains("; inferred: 。 0."), "{report}");
    let outcome = repair(["--escapes", "all", "--explain"], "通知：%BB%E1%D2%E9");
    let notation = "escaped-percent (gb18030), proved";
    assert!(outcome.stdout.contains(notation), "{}", outcome.stdout);
}

#[test]
fn what_is_destroyed_is_told_and_left() {
    let damaged = "收件人：锟斤拷锟斤拷";
    let outcome = repair(["--report", "text"], damaged);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (damaged, 0));
    let told = "<stdin>:1:5: left destroyed-misread-replacement as found";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    // There is nothing to do about it.
    let outcome = repair(["--check"], damaged);
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("", 0));
}
