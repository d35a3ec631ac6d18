//! Script conversion against OpenCC's own cases and against a slow twin that interprets OpenCC's
//! configuration files word for word.

// Tests say what they expect in the shortest words; a single span is a list of spans, too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::single_range_in_vec_init
)]

mod converter;
mod edits;
mod interpreter;
mod texts;

use mingwen::{Config, convert, convert_into};
use proptest::prelude::*;
use std::borrow::Cow;

/// OpenCC's cases: case, configuration, input, expected.
const CASES: &str = include_str!("../data/opencc-cases.tsv");

#[test]
fn every_case_of_opencc_comes_out() {
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut field = || {
            fields
                .next()
                .unwrap_or_else(|| panic!("a field is missing: {line}"))
        };
        let (case, config, input, expected) = (field(), field(), field(), field());
        let config: Config = config.parse().unwrap();
        assert_eq!(convert(input, config), expected, "{case} in {config}");
        count += 1;
    }
    assert_eq!(count, 556);
}

#[test]
fn text_after_a_zero_byte_is_kept() {
    // The reference loses it where it cuts the text into segments.
    assert_eq!(convert("ab\0cd软件", Config::S2twp), "ab\0cd軟體");
}

#[test]
fn nothing_is_copied_where_nothing_changes() {
    let long = "Nothing to convert here. ".repeat(100) + &"這裏沒有甚麼要改的。".repeat(100);
    for text in ["", "ascii", "漢字", &long] {
        assert!(
            matches!(convert(text, Config::S2t), Cow::Borrowed(_)),
            "{text}"
        );
    }
    assert!(matches!(convert("汉字", Config::S2t), Cow::Owned(_)));
}

#[test]
fn the_engines_agree_with_the_interpreter() {
    let Some(all) = interpreter::all() else {
        return;
    };
    let keys = interpreter::keys();
    let mut runner = proptest::test_runner::TestRunner::default();
    for (config, interpreter) in &all {
        runner
            .run(&texts::hard(&keys), |text| {
                let expected = interpreter.convert(&text);
                prop_assert_eq!(convert(&text, *config), expected.as_str(), "{}", config);
                let mut into = String::new();
                convert_into(&text, *config, &mut into);
                prop_assert_eq!(&into, &expected, "{}", config);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn long_texts_agree_with_the_interpreter() {
    let Some(all) = interpreter::all() else {
        return;
    };
    let keys = interpreter::keys();
    for (config, interpreter) in &all {
        // Some thousand characters without an exact cut, and with few.
        for step in [1, 7, 60] {
            let text: String = keys
                .iter()
                .step_by(step)
                .take(3000)
                .map(String::as_str)
                .collect();
            assert_eq!(
                convert(&text, *config),
                interpreter.convert(&text),
                "{config}"
            );
        }
    }
}
