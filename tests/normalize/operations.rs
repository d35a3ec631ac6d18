//! Each operation: what it changes, what it leaves, what it reports.

use mingwen::{Invisible, Operation, Profile, Reason, Repairer, Treatment};

fn only(operation: Operation) -> Repairer {
    Repairer::builder()
        .operation(operation, Treatment::Apply)
        .build()
        .unwrap()
}

#[track_caller]
fn changes(operation: Operation, cases: &[(&str, &str)]) {
    let repairer = only(operation);
    for (text, expected) in cases {
        let repaired = repairer.repair(text);
        assert_eq!(repaired.text, *expected, "{text:?}");
        assert_eq!(repairer.repair_text(expected), *expected, "twice");
        assert_eq!(repaired.report.undo(&repaired.text).unwrap(), *text);
        assert_eq!(repaired.report.edits().len() > 0, text != expected);
    }
}

#[test]
fn invisible_characters() {
    changes(
        Operation::Invisible,
        &[
            ("零\u{200B}宽\u{FEFF}空\u{2060}格", "零宽空格"),
            ("软\u{AD}连字符 hy\u{AD}phen", "软连字符 hyphen"),
            ("控\u{0}制\u{7}字\u{9D}符\u{7F}", "控制字符"),
            (
                "换行\n制表\t回车\r\n换页\u{C}下一行\u{85}段\u{2029}",
                "换行\n制表\t回车\r\n换页\u{C}下一行\u{85}段\u{2029}",
            ),
            (
                "\u{1B}[1;31m红字\u{1B}[0m\u{1B}(B 光标\u{1B}[2 q",
                "红字 光标",
            ),
            ("\u{1B}]0;窗口标题\u{7}编译完成", "编译完成"),
            (
                "见\u{1B}]8;;https://例.cn/a\u{1B}\\文档\u{1B}]8;;\u{1B}\\。",
                "见文档。",
            ),
            ("没有结束\u{1B}]的\n串", "没有结束]的\n串"),
            ("\u{1B}(一)\u{1B}(1)", "(一)(1)"),
            ("反\u{202E}向\u{202C}文字", "反向文字"),
            ("عربي\u{200F}، 中文", "عربي\u{200F}، 中文"),
            (
                "می\u{200C}خواهم क\u{94D}\u{200D}ष",
                "می\u{200C}خواهم क\u{94D}\u{200D}ष",
            ),
            ("中\u{200D}文", "中文"),
            (
                "👨\u{200D}👩\u{200D}👧 ❤\u{FE0F} 1\u{FE0F}\u{20E3}",
                "👨\u{200D}👩\u{200D}👧 ❤\u{FE0F} 1\u{FE0F}\u{20E3}",
            ),
            ("葛\u{E0100}飾 字\u{FE00}", "葛\u{E0100}飾 字\u{FE00}"),
            ("a\u{FE0F}b\u{E0100}", "ab"),
            ("😀\u{FE0F}\u{E0110}\u{E0111}\u{E0112}", "😀\u{FE0F}"),
            ("\u{E0048}\u{E0069}藏\u{E0021}", "藏"),
            (
                "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}旗",
                "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}旗",
            ),
            ("\u{FFF9}漢字\u{FFFA}かんじ\u{FFFB}", "漢字"),
            ("ไทย\u{200B}ไทย", "ไทย\u{200B}ไทย"),
            ("藏\u{2065}字\u{FFF3}与\u{E0F00}音\u{1D173}符", "藏字与音符"),
            ("𝅘𝅥\u{1D173}𝅘𝅥𝅮", "𝅘𝅥\u{1D173}𝅘𝅥𝅮"),
            // What goes away does not part what belongs together.
            (
                "👩\u{200B}\u{200D}👩 葛\u{200B}\u{E0100}",
                "👩\u{200D}👩 葛\u{E0100}",
            ),
        ],
    );
}

/// A search key has no variants, a prompt no directions.
#[test]
fn profiles_differ_in_what_is_invisible() {
    let text = "葛\u{E0100}飾，עברית\u{200F}";
    for (profile, expected) in [
        (Profile::Corpus, "葛\u{E0100}飾，עברית\u{200F}"),
        (Profile::SearchKey, "葛饰,עברית"),
        (Profile::Prompt, "葛\u{E0100}飾，עברית"),
        (Profile::Repair, text),
        (Profile::Archive, text),
    ] {
        let repairer = Repairer::builder().profile(profile).build().unwrap();
        assert_eq!(repairer.repair(text).text, expected, "{profile}");
    }
}

#[test]
fn every_kind_of_invisible_character_is_a_reason() {
    let repairer = only(Operation::Invisible);
    for (text, kind) in [
        ("\u{200B}", Invisible::ZeroWidth),
        ("\u{200D}", Invisible::Joiner),
        ("中\u{FEFF}", Invisible::ByteOrderMark),
        ("\u{AD}", Invisible::SoftHyphen),
        ("\u{202E}", Invisible::Bidi),
        ("\u{E0041}", Invisible::Tag),
        ("\u{FE01}", Invisible::VariationSelector),
        ("\u{1}", Invisible::Control),
        ("\u{FFF9}", Invisible::Annotation),
        ("\u{3164}", Invisible::Filler),
    ] {
        let report = repairer.repair(text).report;
        let edit = report.edits().next().unwrap();
        assert_eq!(edit.reasons, [Reason::Invisible { kind }], "{text:?}");
    }
}

#[test]
fn forms() {
    changes(
        Operation::Forms,
        &[
            ("⽣活⽔平", "生活水平"),
            ("⼯作⼈员，⽽且", "工作人员，而且"),
            ("部首“⼈”和“⼀”", "部首“⼈”和“⼀”"),
            ("⼀⼁⼂⼃⼄⼅", "⼀⼁⼂⼃⼄⼅"),
            ("⺠主，⻋站", "民主，车站"),
            ("\u{F9D1}十，\u{2F801}", "六十，丸"),
            ("﨑玉", "﨑玉"), // unified, in spite of its block
            ("前\u{E78D}後\u{E78E}", "前，後。"),
            ("读作\u{E7C7}的字", "读作ḿ的字"),
            ("\u{E000}\u{E001}\u{E002}", "\u{E000}\u{E001}\u{E002}"),
            ("﹁直排﹂，︽書名︾︒", "「直排」，《書名》。"),
            ("(╯°□°)╯︵ ┻━┻", "(╯°□°)╯︵ ┻━┻"),
        ],
    );
    let reasons = |text| -> Vec<Reason> {
        let report = only(Operation::Forms).repair(text).report;
        report
            .edits()
            .flat_map(|edit| edit.reasons.to_vec())
            .collect()
    };
    assert_eq!(reasons("⼈们"), [Reason::Radical]);
    assert_eq!(reasons("\u{F9D1}"), [Reason::CompatibilityIdeograph]);
    assert_eq!(reasons("前\u{E78D}"), [Reason::PrivateUse]);
    assert_eq!(reasons("﹁"), [Reason::VerticalForm]);
}

#[test]
fn composition() {
    changes(
        Operation::Composition,
        &[
            ("cafe\u{301}", "café"),
            ("か\u{3099}く", "がく"),
            ("한\u{1112}\u{1161}\u{11AB}", "한한"),
            ("\u{212B}\u{2126}", "ÅΩ"),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"),
            ("㎡①ＡＢ，（）", "㎡①ＡＢ，（）"),
        ],
    );
}

#[test]
fn widths() {
    changes(
        Operation::Width,
        &[
            ("ＡＢＣ１２３ｘｙｚ", "ABC123xyz"),
            ("６０％，Ａ＋Ｂ（Ｃ）", "60％，A＋B（C）"),
            ("１２，３４５．６７元，２０：３０", "12,345.67元，20:30"),
            ("１，２，３；１：１０００", "1，2，3；1：1000"),
            (
                "ｗｗｗ．ａ－ｂ．ｃｎ：ｘ＠ｙ．ｃｏｍ",
                "www.a-b.cn：x@y.com",
            ),
            ("１．总则，１２，３４５６", "1．总则，12，3456"),
            ("\u{3000}\u{3000}段首", "\u{3000}\u{3000}段首"),
        ],
    );
    changes(
        Operation::Katakana,
        &[
            ("ｶﾞｷﾞｸﾞﾊﾟﾋﾟｳﾞ", "ガギグパピヴ"),
            ("ｱｲｳﾞ､ｴ｡", "アイヴ、エ。"),
            ("(ﾟДﾟ)ﾉ", "(ﾟДﾟ)ﾉ"),
            ("中文｡", "中文。"),
        ],
    );
    changes(
        Operation::Symbols,
        &[("①㎡㈱№Ⅳ", "1m2(株)NoIV"), ("，（）ＡＢ", "，（）ＡＢ")],
    );
}

#[test]
fn spaces() {
    changes(
        Operation::Spaces,
        &[
            ("中 国 人 民 站 起 来", "中国人民站起来"),
            ("他说 ，好 。", "他说，好。"),
            ("（ 笑声 ）", "（笑声）"),
            ("用 Rust 写 程序", "用 Rust 写 程序"),
            ("甲 乙 丙", "甲 乙 丙"),
            ("第一章 总则", "第一章 总则"),
            ("  缩进  ", "  缩进  "),
            ("前一句。 后一句。", "前一句。 后一句。"),
            ("左边   右边", "左边 右边"),
            ("姓名   年龄   住址", "姓名   年龄   住址"),
            ("中\u{A0}国\u{A0}人\u{A0}民", "中国人民"),
            ("第一章\u{A0}总则\u{A0}，略", "第一章 总则，略"),
            (
                "在\u{A0}\u{A0} 2024\u{A0}年用\u{2003}Rust",
                "在   2024 年用 Rust",
            ),
            ("长 5\u{A0}km\n« mot\u{A0}»", "长 5 km\n« mot\u{A0}»"),
            (
                "姓名\u{A0}\u{A0}年龄\u{2003}\u{2003}住址",
                "姓名  年龄  住址",
            ),
            (
                "\u{2003}\u{2003}缩进\n\u{A0}\u{A0}缩进\u{A0}",
                "  缩进\n  缩进 ",
            ),
            (
                "\u{3000}\u{3000}甲\u{3000}乙",
                "\u{3000}\u{3000}甲\u{3000}乙",
            ),
        ],
    );
}

#[test]
fn doubled_characters() {
    changes(
        Operation::Doubling,
        &[
            ("中中国国人人民民银银行行", "中国人民银行"),
            (
                "公公司司章章程程总总则则\n第第一一条条",
                "公司章程总则\n第一条",
            ),
            ("22002244年年度度报报告告摘摘要要", "2024年度报告摘要"),
            ("高高兴兴上班，平平安安回家", "高高兴兴上班，平平安安回家"),
            ("干干净净整整齐齐", "干干净净整整齐齐"),
            ("哈哈哈哈哈哈哈哈哈哈哈哈", "哈哈哈哈哈哈哈哈哈哈哈哈"),
        ],
    );
}

#[test]
fn keys_are_one_for_variants() {
    let repairer = Repairer::builder()
        .profile(Profile::SearchKey)
        .build()
        .unwrap();
    for variants in [
        &["臺灣", "台湾", "台灣"][..],
        &["裏面", "裡面", "里面"],
        &["ＡＢＣ１", "abc1", "ABC１"],
        &["戶口", "户口", "戸口"],
        &["ｶﾞｲﾄﾞ", "ガイド"],
        &["“你好”，", "「你好」,"],
        &["③", "3", "３"],
        &["前後", "前后"],
        &["⼈⺠", "人民"],
        &["⽔", "水"],
        &["ｱ", "ア"],
        &["甲﹐乙﹖", "甲，乙？", "甲,乙?"],
        &["￥５", "¥5"],
        &["𝐇𝐞𝐥𝐥𝐨", "hello"],
    ] {
        let keys: Vec<_> = variants
            .iter()
            .map(|text| repairer.repair(text).text)
            .collect();
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
    }
}

#[test]
fn what_a_profile_reports_is_left() {
    let repairer = Repairer::builder()
        .profile(Profile::Archive)
        .build()
        .unwrap();
    let text = "ＡＢ,⼈们\u{200B}来了,又走了";
    let repaired = repairer.repair(text);
    assert_eq!(repaired.text, text);
    let reasons: Vec<_> = repaired
        .report
        .left()
        .iter()
        .filter_map(|left| left.reason)
        .collect();
    for reason in [
        Reason::Invisible {
            kind: Invisible::ZeroWidth,
        },
        Reason::Radical,
        Reason::FullWidth,
        Reason::FoldedPunctuation,
    ] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
}

/// References are no normalization, but an archive keeps them too.
#[test]
fn an_archive_keeps_references() {
    let text = "&#20013;&#22269;的首都";
    let repairer = Repairer::builder()
        .profile(Profile::Archive)
        .build()
        .unwrap();
    let repaired = repairer.repair(text);
    assert_eq!(repaired.text, text);
    assert!(!repaired.report.left().is_empty());
    assert_eq!(mingwen::repair(text), "中国的首都");
}
