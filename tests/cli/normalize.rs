//! `mingwen normalize`, and profiles of `mingwen repair`.

use crate::run::{program, run};

const PAGE: &str = "第１条 ,\u{200B}开(kāi)工\n";

#[track_caller]
fn gives(arguments: &[&str], expected: &str) {
    let outcome = run(program().args(arguments), PAGE);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    assert_eq!(outcome.stdout, expected, "{arguments:?}");
}

#[test]
fn a_profile_says_what_becomes_of_a_text() {
    gives(&["normalize"], "第1条，开（kāi）工\n");
    gives(
        &["normalize", "--profile", "search-key"],
        "第1条 ,开(kāi)工\n",
    );
    gives(&["normalize", "--profile", "prompt"], "第１条 ,开(kāi)工\n");
    gives(&["normalize", "--profile", "archive"], PAGE);
    gives(&["normalize", "--profile", "repair"], PAGE);
    gives(&["repair"], PAGE);
    gives(&["repair", "--profile", "corpus"], "第1条，开（kāi）工\n");
}

#[test]
fn what_an_archive_only_reports_is_in_the_report() {
    let arguments = ["normalize", "--profile", "archive", "--report", "text"];
    let outcome = run(program().args(arguments), PAGE);
    assert_eq!((outcome.stdout.as_str(), outcome.code), (PAGE, 0));
    for reason in ["full-width", "invisible-zero-width"] {
        assert!(
            outcome.stderr.contains(reason),
            "{reason}: {}",
            outcome.stderr
        );
    }
}
