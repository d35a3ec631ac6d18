//! `mingwen detect`, and what else is told of encodings.

use crate::run::{folder, program, run};

/// 明文 in GBK.
const GBK: &[u8] = b"\xC3\xF7\xCE\xC4";

#[test]
fn names_the_encoding() {
    let outcome = run(program().arg("detect"), GBK);
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("gb18030\n", 0));
    let outcome = run(
        program().arg("detect"),
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0",
    );
    assert_eq!(outcome.stdout, "binary\n");
    let outcome = run(program().args(["detect", "--all"]), GBK);
    let first: Vec<_> = outcome.stdout.lines().next().unwrap().split(' ').collect();
    let &[encoding, probability, .., evidence] = first.as_slice() else {
        panic!("{}", outcome.stdout);
    };
    assert_eq!((encoding, evidence), ("gb18030", "model"));
    assert!((0.9..=1.0).contains(&probability.parse().unwrap()));
}

#[test]
fn names_each_file() {
    let folder = folder("detect");
    std::fs::write(folder.join("a.txt"), GBK).unwrap();
    std::fs::write(folder.join("b.txt"), "plain").unwrap();
    let mut command = program();
    command
        .current_dir(&folder)
        .args(["detect", "a.txt", "b.txt"]);
    assert_eq!(
        run(&mut command, "").stdout,
        "a.txt: gb18030\nb.txt: US-ASCII\n"
    );
    let mut command = program();
    command
        .current_dir(&folder)
        .args(["detect", "--json", "a.txt"]);
    let json: serde_json::Value = serde_json::from_str(&run(&mut command, "").stdout).unwrap();
    assert_eq!(json["file"], "a.txt");
    assert_eq!(json["encoding"], "gb18030");
    assert!(json["confidence"].as_f64().unwrap() > 0.9);
    assert_eq!(json["candidates"][0]["evidence"], "model");
}

#[test]
fn takes_hints() {
    // 中文 in Big5, and something else in other encodings.
    let doubtful = b"\xA4\xA4\xA4\xE5";
    let all = |arguments: &[&str]| {
        let mut command = program();
        command.args(["detect", "--all"]).args(arguments);
        run(&mut command, doubtful).stdout
    };
    assert!(!all(&[]).contains("hints"));
    for arguments in [
        &["--label", "big5"][..],
        &["--tld", "www.example.com.tw"],
        &["--language", "zh-TW", "--language", "ko"],
    ] {
        let told = all(arguments);
        assert!(told.starts_with("Big5 0."), "{told}");
        assert!(told.lines().next().unwrap().contains("; hints +"), "{told}");
    }
    let mut command = program();
    let outcome = run(command.args(["detect", "--language", "tlh"]), "");
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("no language that we can tell has this tag")
    );
}

#[test]
fn judges_lines_together() {
    // 说明, 目录 and 图片 in GBK, and 目录 in UTF-8.
    let lines = b"\xCB\xB5\xC3\xF7\n\xC4\xBF\xC2\xBC\nREADME\r\n\xCD\xBC\xC6\xAC\n\xE7\x9B\xAE\xE5\xBD\x95\n";
    let outcome = run(program().args(["detect", "--group"]), lines);
    assert_eq!(
        outcome.stdout,
        "gb18030\ngb18030\nUS-ASCII\ngb18030\nUTF-8\n"
    );
    let outcome = run(program().args(["detect", "--group", "--json"]), lines);
    let json: serde_json::Value =
        serde_json::from_str(outcome.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(json["line"], 5);
    assert_eq!(json["encoding"], "UTF-8");
    // 说明, a bad line, and 目录.
    let records = "{\"b\":\"y7XD9w==\"}\n{}\n{\"b\":\"xL/CvA==\"}";
    let mut command = program();
    command.args(["detect", "--group", "--jsonl", "--base64", "b"]);
    let outcome = run(&mut command, records);
    let told: Vec<_> = outcome.stdout.split('\n').collect();
    assert!(told[0].starts_with("{\"b\":\"y7XD9w==\",\"encoding\":\"gb18030\","));
    assert_eq!(told[1], "{}");
    assert!(told[2].starts_with("{\"b\":\"xL/CvA==\",\"encoding\":\"gb18030\","));
    assert!(outcome.stderr.contains("<stdin>:2: no field \"b\""));
    assert_eq!(outcome.code, 1);
}

#[test]
fn adds_to_each_record() {
    let lines = "{\"id\": 1, \"bytes\": \"w/fOxA==\"}\r\n\n{\"id\": 2}\n{\"bytes\":\"?\"}\n";
    let mut command = program();
    let outcome = run(
        command.args(["detect", "--jsonl", "--base64", "bytes"]),
        lines,
    );
    let told: Vec<_> = outcome.stdout.split('\n').collect();
    assert!(told[0].starts_with("{\"id\": 1, \"bytes\": \"w/fOxA==\",\"encoding\":\"gb18030\","));
    assert!(told[0].ends_with("]}\r"));
    assert_eq!(told[1..], ["", "{\"id\": 2}", "{\"bytes\":\"?\"}", ""]);
    assert!(outcome.stderr.contains("<stdin>:3: no field \"bytes\""));
    assert!(outcome.stderr.contains("is not Base64"));
    assert_eq!(outcome.code, 1);
}

#[test]
fn repairs_bytes_in_records() {
    let mut command = program();
    let outcome = run(
        command.args(["repair", "--jsonl", "--base64", "bytes"]),
        "{\"bytes\":\"w/fOxA==\"}\n",
    );
    assert_eq!(
        outcome.stdout,
        "{\"bytes\":\"w/fOxA==\",\"text\":\"明文\"}\n"
    );
    assert_eq!(outcome.code, 0);
}

#[test]
fn reads_what_it_is_told_to() {
    let mut command = program();
    let outcome = run(command.args(["repair", "--from", "hz"]), "~{<:Ky~}\n");
    assert_eq!(outcome.stdout, "己所\n");
    let mut command = program();
    let outcome = run(command.args(["repair", "--from", "klingon"]), "");
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("no encoding that we read has this label")
    );
}
