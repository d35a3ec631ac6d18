//! What the program says, word for word: help, errors, reports. `MINGWEN_BLESS=1 cargo test --test cli`
//! writes it down anew, for a person to read the difference.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::run::{DAMAGED, folder, program, run};

fn check(name: &str, folder: &Path, arguments: &[&str], stdin: &str) {
    let mut command = program();
    // As wide as where nobody knows better.
    command
        .env_remove("COLUMNS")
        .current_dir(folder)
        .args(arguments);
    let outcome = run(&mut command, stdin);
    let said = format!(
        "$ mingwen {}\n{}--- stderr\n{}--- exit status {}\n",
        arguments.join(" "),
        outcome.stdout,
        outcome.stderr,
        outcome.code
    );
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cli/snapshots");
    let path = own.join(name).with_extension("txt");
    if env::var_os("MINGWEN_BLESS").is_some() {
        fs::write(&path, said).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        said == expected,
        "{} is other than it was; now it is:\n{said}\nIf that is meant, MINGWEN_BLESS=1 writes it down.",
        path.display()
    );
}

#[test]
fn help() {
    let folder = folder("snapshots-help");
    check("help", &folder, &["--help"], "");
    for name in [
        "repair",
        "normalize",
        "convert",
        "detect",
        "diagnose",
        "undo",
        "completions",
    ] {
        check(&format!("help-{name}"), &folder, &[name, "--help"], "");
    }
}

#[test]
fn errors() {
    let folder = folder("snapshots-errors");
    fs::write(folder.join("page.txt"), DAMAGED).unwrap();
    fs::write(folder.join("other.patch"), "mingwen-patch 2\n").unwrap();
    let cases: [(&str, &[&str]); 9] = [
        ("error-none", &[]),
        ("error-unknown", &["mend"]),
        ("error-missing", &["repair", "missing.txt"]),
        ("error-folder", &["repair", "."]),
        (
            "error-encoding",
            &["repair", "--from", "klingon", "page.txt"],
        ),
        ("error-field", &["repair", "--jsonl"]),
        ("error-conflict", &["repair", "-i", "--check", "page.txt"]),
        ("error-patch", &["undo", "page.txt", "other.patch"]),
        (
            "error-line",
            &["repair", "--jsonl", "--field", "text", "page.txt"],
        ),
    ];
    for (name, arguments) in cases {
        check(name, &folder, arguments, "");
    }
}

#[test]
fn reports() {
    let folder = folder("snapshots-reports");
    fs::write(folder.join("page.txt"), format!("標題\n{DAMAGED}\n")).unwrap();
    fs::write(folder.join("clean.txt"), "河邊\n").unwrap();
    let lines = format!("{{\"text\":\"{DAMAGED}\"}}\n{{\"text\":\"河邊\"}}\nbad\n");
    fs::write(folder.join("lines.jsonl"), lines).unwrap();
    let cases: [(&str, &[&str]); 8] = [
        ("report-text", &["repair", "--report", "text", "page.txt"]),
        ("report-json", &["repair", "--report", "json", "page.txt"]),
        (
            "report-lines",
            &[
                "repair",
                "--jsonl",
                "--field",
                "text",
                "--report",
                "text",
                "lines.jsonl",
            ],
        ),
        ("explain", &["repair", "--explain", "page.txt", "clean.txt"]),
        (
            "explain-color",
            &["repair", "--explain", "--color", "always", "page.txt"],
        ),
        ("check", &["repair", "--check", "page.txt", "clean.txt"]),
        ("dry-run", &["repair", "--dry-run", "page.txt", "clean.txt"]),
        ("diagnose", &["diagnose", "page.txt", "clean.txt"]),
    ];
    for (name, arguments) in cases {
        check(name, &folder, arguments, "");
    }
}
