//! Help, and wrong usage.

use crate::run::{Outcome, program, repair, run};

#[test]
fn help_shows_examples_and_the_exit_status() {
    let outcome = repair(["--help"], "");
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", 0));
    // Where lines break depends on the terminal.
    let words: Vec<_> = outcome.stdout.split_whitespace().collect();
    let help = words.join(" ");
    for expected in [
        "Examples:",
        "mingwen repair --explain page.txt",
        "nested names are not supported",
        "Exit status:",
        "--report-file",
    ] {
        assert!(help.contains(expected), "{expected}");
    }
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_is_wrong() {
    let cases: [(&[&str], &str); 7] = [
        (&["repair", "--jsonl"], "--field <NAME>"),
        (&["repair", "--field", "text"], "--jsonl"),
        (
            &["repair", "--report", "xml"],
            "[possible values: json, text]",
        ),
        (
            &["repair", "--certainty", "sure"],
            "guessed, inferred, proved",
        ),
        (&["repair", "--frobnicate"], "unexpected argument"),
        (
            &["normalize", "--profile", "tidy"],
            "repair, corpus, search-key, archive, prompt",
        ),
        (&["mend"], "unrecognized subcommand"),
    ];
    for (arguments, expected) in cases {
        let Outcome {
            stdout,
            stderr,
            code,
        } = run(program().args(arguments), "");
        assert_eq!((stdout.as_str(), code), ("", 2), "{arguments:?}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
    }
}

#[test]
fn without_a_subcommand_the_help_is_shown() {
    let outcome = run(&mut program(), "");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("Usage: mingwen <COMMAND>"));
}
