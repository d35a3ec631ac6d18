//! What the report says of script conversion.

use crate::texts;
use mingwen::{Certainty, Choice, Config, Limits, Reason, Repairer, Replacement, convert, repair};
use proptest::prelude::*;
use proptest::sample::select;

fn keys() -> Vec<String> {
    let words =
        "头发 发布 台湾 软件 鼠标 里面 里程 干杯 一出 展示了 打印机 連接埠 埠 程式 裡面 憂鬱";
    words.split(' ').map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn edits_are_true(text in texts::hard(&keys()), config in select(Config::ALL.to_vec())) {
        let repairer = Repairer::builder().script(config).build().unwrap();
        let repaired = repairer.repair(&text);
        let mended = repair(&text);
        prop_assert_eq!(&repaired.text, &convert(&mended, config));
        prop_assert_eq!(repaired.report.undo(&repaired.text).unwrap(), text.as_str());
        for edit in repaired.report.edits() {
            prop_assert_ne!(edit.removed, &repaired.text[edit.target.clone()]);
        }
    }
}

proptest! {
    /// Without a report the conversion goes another way.
    #[test]
    fn a_report_makes_no_difference(
        text in texts::hard(&keys()),
        config in select(Config::ALL.to_vec()),
        edits in prop_oneof![1..8_usize, Just(usize::MAX)],
        choice in select(vec![Choice::Exact, Choice::Context, Choice::ContextIfCertain]),
        least in select(vec![Certainty::Guessed, Certainty::Inferred, Certainty::Proved]),
    ) {
        let mut limits = Limits::default();
        limits.edits = edits;
        let builder = Repairer::builder().script(config).choice(choice);
        let repairer = builder.certainty(least).limits(limits).build().unwrap();
        prop_assert_eq!(repairer.repair_text(&text), repairer.repair(&text).text);
    }
}

#[test]
fn reasons_name_configuration_and_kind() {
    let config = Config::S2twp;
    let repairer = Repairer::builder().script(config).build().unwrap();
    let repaired = repairer.repair("中国的鼠标和头发");
    assert_eq!(repaired.text, "中國的滑鼠和頭髮");
    let edits: Vec<_> = repaired
        .report
        .edits()
        .map(|edit| (edit.removed.to_owned(), edit.reasons[0]))
        .collect();
    let reason = |replaced| Reason::Script { config, replaced };
    assert_eq!(
        edits,
        [
            ("国".to_owned(), reason(Replacement::Character)),
            ("鼠标".to_owned(), reason(Replacement::RegionalPhrase)),
            ("头发".to_owned(), reason(Replacement::Phrase)),
        ]
    );
}
