//! `--jsonl`: one string changes, every other byte stays; bad lines pass and are told of.

use std::fs;
use std::io::{BufRead, BufReader, Write};

use crate::run::{DAMAGED, Outcome, REPAIRED, folder, program, repair, sample};

const ARGUMENTS: [&str; 3] = ["--jsonl", "--field", "text"];

fn jsonl(input: impl AsRef<[u8]>) -> Outcome {
    repair(ARGUMENTS, input)
}

/// As Python's `json.dumps` writes it.
fn escaped(text: &str) -> String {
    text.encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect()
}

/// `{}` stands for the damaged text, then for the repaired one.
#[test]
fn nothing_but_the_string_changes() {
    let forms = [
        r#"{"text":"{}"}"#,
        r#" {  "text" :"{}" , "b" : [1,2.50, 1e+3,null ],"a":"\u00e9\/é" } "#,
        r#"{"z":{"text":"開(kāi)發(fā)區(qū)"},"text":"{}","text2":"x"}"#,
        r#"{"te\u0078t":"{}"}"#,
        r#"{"\ud800":"\udc00","text":"{}"}"#,
        r#"{"text":"\/\u003c\"\\{}\n\t\u0041😀\ud83d\ude00"}"#,
        r#"{"text":"{}","text":"x{}"}"#,
        r#"{"n":123456789012345678901234567890,"text":"{}"}"#,
    ];
    for form in forms {
        for (start, end) in [("", "\n"), ("", "\r\n"), ("", ""), ("\u{FEFF}", "\n")] {
            let (input, expected) = (form.replace("{}", DAMAGED), form.replace("{}", REPAIRED));
            let outcome = jsonl(format!("{start}{input}{end}"));
            assert_eq!(outcome.stdout, format!("{start}{expected}{end}"));
            assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
        }
    }
}

#[test]
fn escapes_stay_escapes() {
    let lower = |text| format!("{{\"id\":1,\"text\":\"{}\"}}\n", escaped(text));
    assert_eq!(jsonl(lower(DAMAGED)).stdout, lower(REPAIRED));
    let upper = |text| {
        let digits = escaped(text).to_uppercase().replace("\\U", "\\u");
        format!("{{\"text\":\"{digits}\"}}\n")
    };
    // The readings stand outside the escapes and must stay in lower case.
    let damaged = escaped(DAMAGED)
        .split("\\u")
        .enumerate()
        .map(|(number, piece)| match number {
            0 => piece.to_owned(),
            _ => format!("\\u{}{}", piece[..4].to_uppercase(), &piece[4..]),
        })
        .collect::<String>();
    let outcome = jsonl(format!("{{\"text\":\"{damaged}\"}}\n"));
    assert_eq!(outcome.stdout, upper(REPAIRED));
}

/// Each line is bad in its own way; the message begins with place and ends with what is wrong.
#[test]
fn a_bad_line_passes_and_is_told_of() {
    let cases: [(&[u8], &str); 18] = [
        (b"not json", ":2: not valid JSON: expected ident"),
        (
            b"{\"text\":\"x\"",
            ":11: not valid JSON: EOF while parsing an object",
        ),
        (b"{\"text\":\"x\",}", ":13: not valid JSON: trailing comma"),
        (
            b"{\"text\":\"x\"} {}",
            ":14: not valid JSON: trailing characters",
        ),
        (
            b"{\"text\":\"a\tb\"}",
            ": not valid JSON: control character",
        ),
        (b"{\"text\":\"\\x\"}", ": not valid JSON: invalid escape"),
        (
            "{\"文\":\"文\",\"text\":\"x}".as_bytes(),
            ": not valid JSON: EOF while parsing a string",
        ),
        (b"[\"text\"]", ": not a JSON object"),
        (b"\"text\"", ": not a JSON object"),
        (b"17", ": not a JSON object"),
        (b"{}", ": no field \"text\""),
        (
            b"{\"Text\":\"x\",\"a\":{\"text\":\"x\"}}",
            ": no field \"text\"",
        ),
        (
            "{\"文\":1,\"text\":17}".as_bytes(),
            ":15: the field \"text\" is a number, not a string",
        ),
        (
            b"{\"text\":null}",
            ":9: the field \"text\" is null, not a string",
        ),
        (
            b"{\"text\":[\"x\"]}",
            ":9: the field \"text\" is an array, not a string",
        ),
        (
            b"{\"text\":\"x\",\"text\":true}",
            ":20: the field \"text\" is a boolean",
        ),
        (
            "{\"text\":\"文\\ud800\"}".as_bytes(),
            ":11: the field \"text\" has a \\u escape that is half",
        ),
        (b"{\"text\":\"\xff\"}", ":10: not valid UTF-8"),
    ];
    for (line, expected) in cases {
        let shown = String::from_utf8_lossy(line);
        let before = format!("{{\"text\":\"{DAMAGED}\"}}\n");
        let after = format!("{{\"text\":\"{REPAIRED}\"}}\n");
        let input = [before.as_bytes(), line, b"\r\n", before.as_bytes()].concat();
        let outcome = jsonl(input);
        assert_eq!(outcome.stdout, format!("{after}{shown}\r\n{after}"));
        assert!(
            outcome.stderr.starts_with("mingwen: <stdin>:2:"),
            "{}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains(expected),
            "{shown}: {}",
            outcome.stderr
        );
        assert!(
            outcome
                .stderr
                .ends_with("; the line is passed on as it is\n")
        );
        assert_eq!(outcome.stderr.lines().count(), 1);
        assert_eq!(outcome.code, 1, "{shown}");
    }
}

#[test]
fn blank_lines_pass_in_silence() {
    for input in ["", "\n", "\n \r\n\t\n", "{\"text\":\"市場\"}\n\n"] {
        let outcome = jsonl(input);
        assert_eq!((outcome.stdout.as_str(), outcome.code), (input, 0));
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn files_do_not_run_into_each_other() {
    let folder = folder("jsonl-files");
    let (one, two) = (folder.join("one.jsonl"), folder.join("two.jsonl"));
    fs::write(&one, "\u{FEFF}{\"text\":\"一\"}").unwrap();
    fs::write(&two, "\u{FEFF}{\"text\":\"二\"}\n{\"text\":2}").unwrap();
    let mut arguments: Vec<_> = ARGUMENTS.map(Into::into).into();
    arguments.extend([one.clone(), folder.join("missing"), two.clone()]);
    let outcome = repair(&arguments, "");
    assert_eq!(
        outcome.stdout,
        "\u{FEFF}{\"text\":\"一\"}\n{\"text\":\"二\"}\n{\"text\":2}"
    );
    assert!(outcome.stderr.contains("missing: no such file"));
    assert!(outcome.stderr.contains(&format!("{}:2:9: ", two.display())));
    assert_eq!(outcome.code, 2, "a missing file outweighs a bad line");
}

#[test]
fn reports_name_the_line() {
    let input = format!("{{\"text\":\"市場\"}}\n{{\"text\":\"{DAMAGED}\"}}\n{{}}\n");
    let outcome = repair(ARGUMENTS.iter().chain(&["--report", "json"]), &input);
    let report: serde_json::Value =
        serde_json::from_str(outcome.stderr.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&report["line"], &report["field"]),
        (&2.into(), &"text".into())
    );
    assert_eq!(report["edits"].as_array().unwrap().len(), 6);

    let outcome = repair(ARGUMENTS.iter().chain(&["--report", "text"]), &input);
    assert!(
        outcome
            .stderr
            .starts_with("<stdin>:2 text:1:2: removed \"(kāi)\" (gloss, proved)\n")
    );
    assert!(
        outcome
            .stderr
            .ends_with("<stdin>: 3 lines, 1 changed, 1 bad\n")
    );

    let outcome = repair(ARGUMENTS.iter().chain(&["--explain"]), &input);
    assert!(
        outcome
            .stdout
            .starts_with("<stdin>:2 text:1\n- 開[-(kāi)-]發")
    );
    assert!(
        outcome
            .stdout
            .ends_with("<stdin>: 3 lines, 1 changed, 1 bad\n")
    );
}

#[test]
fn check_lists_the_lines_that_would_change() {
    let sample = sample("corpus.jsonl");
    let mut arguments: Vec<_> = ARGUMENTS.map(Into::into).into();
    arguments.extend(["--check".into(), sample.clone()]);
    let outcome = repair(&arguments, "");
    let places: Vec<_> = outcome
        .stdout
        .lines()
        .map(|line| line.strip_prefix(&*sample.to_string_lossy()).unwrap())
        .map(|rest| rest.get(..3).unwrap())
        .collect();
    assert_eq!(places, [":1:", ":2:", ":3:"]);
    assert_eq!(outcome.code, 1);
    let repaired = repair(&arguments[..3], fs::read(&sample).unwrap());
    assert_eq!(repair(&arguments[..4], repaired.stdout).code, 0);
}

#[test]
fn lines_come_out_before_more_come_in() {
    let mut child = program().arg("repair").args(ARGUMENTS).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(stdin, "{{\"text\":\"{DAMAGED}\"}}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, format!("{{\"text\":\"{REPAIRED}\"}}\n"));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = program().arg("repair").args(ARGUMENTS).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // Until the program has seen that nobody reads, and gone.
    while stdin.write_all(b"{\"text\":\"x\"}\n").is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_report_does_not_change_the_result() {
    let mut lines = String::new();
    for text in [DAMAGED, "河邊", "plain", "caf\\u00e9 \\\"x\\\"", "\\t", ""] {
        for (before, behind) in [("", ""), ("a\\\\b", ""), ("", "\\n\\u4e2d"), ("河", "邊")] {
            lines.push_str(&format!(
                "{{\"id\":\"\\u4e2d\",\"text\":\"{before}{text}{behind}\"}}\n"
            ));
        }
    }
    let arguments = ["--jsonl", "--field", "text"];
    let plain = repair(arguments, &lines);
    let told = repair(arguments.into_iter().chain(["--report", "json"]), &lines);
    assert_eq!(plain.stdout, told.stdout);
    assert_eq!(plain.stdout.matches(REPAIRED).count(), 4);
}
