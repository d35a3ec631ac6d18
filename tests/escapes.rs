//! Characters written out in ASCII, on text of our own: cases in files, and time on hostile text.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::borrow::Cow;

use mingwen::{Certainty, Encoding, Escapes, Notation, Reason, Repairer};

fn repairer(escapes: Escapes) -> Repairer {
    Repairer::builder().escapes(escapes).build().unwrap()
}

/// Rows of `notation TAB escaped TAB read`, where `\n` at the end of `=` is a line break.
fn check(cases: &str, escapes: Escapes) {
    let repairer = repairer(escapes);
    let mut wrong = Vec::new();
    for (number, line) in cases.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [notation, escaped, read] = fields[..] else {
            panic!("line {}: three fields", number + 1);
        };
        let escaped = escaped.replace("=\\n", "=\n");
        let expected = if read == "=" { &escaped } else { read };
        let found = repairer.repair_text(&escaped);
        if found != expected {
            wrong.push(format!(
                "line {}, {notation}: {escaped:?}\n  expected {expected:?}\n  found    {found:?}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn references_are_read_by_default() {
    check(include_str!("data/escape.tsv"), Escapes::References);
}

#[test]
fn every_notation_is_read_on_request() {
    check(include_str!("data/escape-all.tsv"), Escapes::All);
}

#[test]
fn nothing_is_read_where_nothing_is_asked_for() {
    let text = "&#26126;&#22825;";
    let repaired = repairer(Escapes::Leave).repair_text(text);
    assert!(matches!(repaired, Cow::Borrowed(same) if same == text));
}

#[test]
fn the_report_names_notation_and_encoding() {
    let repaired = repairer(Escapes::All).repair("时间：%C3%F7%CC%EC%D4%E7%C9%CF 8 点");
    assert_eq!(repaired.text, "时间：明天早上 8 点");
    let edit = repaired.report.edits().next().unwrap();
    let expected = Reason::Escaped {
        notation: Notation::Percent,
        encoding: Some(Encoding::Gb18030),
    };
    assert_eq!(edit.reasons, [expected]);
    assert_eq!((edit.source, edit.certainty), (9..33, Certainty::Proved));
}

/// Each of these made a reader of ours look at the same bytes again and again, or could.
#[test]
fn time_is_linear_on_hostile_text() {
    const BYTES: usize = 200_000;
    let hostile = [
        "&amp;",
        "&amp",
        "&",
        "&#",
        "&#1",
        "&#x1",
        "&a;",
        "&eacute;",
        "&#129;",
        "明&#26126;",
        "%",
        "%E4",
        "%25",
        "%E4 ",
        "%A4a",
        "%u",
        "\\",
        "\\x",
        "\\xE4",
        "\\\\",
        "\\344",
        "\\u{",
        "\\u4e2d",
        "\\ud842",
        "=",
        "=E4",
        "=\n",
        "=\r\n",
        "=?",
        "=?utf-8?Q?=E4?=",
        "=?a?b?",
        "~{",
        "~{CwLl",
        "~~",
        "+",
        "+A",
        "+Zg5ZKW",
        "$A",
        "$ACwLl",
        "xn--",
        "xn--a-",
        "\"(",
        "='",
        "`",
        "(\"",
        "```\n",
        "<a ",
        "https://",
        "“&#26126;”",
    ];
    for piece in hostile {
        let text = piece.repeat(BYTES / piece.len());
        for escapes in [Escapes::References, Escapes::All] {
            let start = std::time::Instant::now();
            let repaired = repairer(escapes).repair_text(&text);
            assert!(!repaired.is_empty());
            // A hundred times what it takes here without optimization; squares take minutes.
            assert!(start.elapsed().as_secs() < 10, "{piece:?}, {escapes:?}");
        }
    }
}
