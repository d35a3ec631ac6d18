//! The mojibake repair on text of our own: cases in a file, and prose sent through channels.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod escape;

use encoding_rs::Encoding;
use escape::unescape;
use mingwen::{Certainty, Reason, Repairer};

fn repair(text: &str) -> String {
    mingwen::repair(text).into_owned()
}

/// Rows of `channel TAB damaged TAB repaired`, with `\n` and `\u{..}` escapes; `=` says that the text
/// stays.
#[test]
fn cases() {
    let mut wrong = Vec::new();
    for (number, line) in include_str!("data/mojibake.tsv").lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [channel, damaged, repaired] = fields[..] else {
            panic!("line {}: three fields", number + 1);
        };
        let damaged = unescape(damaged);
        let expected = match repaired {
            "=" => damaged.clone(),
            text => unescape(text),
        };
        let found = repair(&damaged);
        if found != expected {
            wrong.push(format!(
                "line {}, {channel}: {damaged:?}\n  expected {expected:?}\n  found    {found:?}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines that were damaged in many ways come back among each other as they do alone, and lines that stay so stay;
/// the first one is empty. (UTF-16 is found in whole texts only.)
#[test]
fn a_mixture_comes_back_as_its_lines_do() {
    let rows = include_str!("data/mojibake.tsv").lines();
    let damaged = rows
        .filter(|row| !row.starts_with('#') && !row.starts_with("u16"))
        .filter_map(|row| row.split('\t').nth(1))
        .map(unescape)
        .filter(|text| !text.contains(['\n', '\r']));
    let mut lines: Vec<String> = damaged.collect();
    lines.insert(0, String::new());
    let found = repair(&lines.join("\n"));
    let alone: Vec<String> = lines.iter().map(|line| repair(line)).collect();
    let found: Vec<&str> = found.split('\n').collect();
    assert_eq!(found.len(), alone.len());
    for (found, alone) in found.iter().zip(&alone) {
        assert_eq!(found, alone);
    }
}

/// Where a long line is taken in parts, these do not tear characters of many layers apart.
#[test]
fn long_lines_of_layers_come_back() {
    let sentence = "我们先在门口等了一会儿，后来又沿着河边走到桥头，才看见他们的小船。";
    let mut text = sentence.repeat(6);
    let clean = text.clone();
    for _ in 0..3 {
        text = text.bytes().map(char::from).collect();
    }
    for from in 0..40 {
        let start = "a".repeat(from);
        assert_eq!(repair(&format!("{start}{text}")), format!("{start}{clean}"));
    }
}

/// Every sentence comes back from every channel that loses nothing of it.
#[test]
fn prose_comes_back() {
    use encoding_rs::{
        BIG5, GB18030, GBK, IBM866, KOI8_R, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1251,
        WINDOWS_1252, WINDOWS_1254,
    };
    let single: [&'static Encoding; 7] = [
        WINDOWS_1252,
        WINDOWS_1250,
        WINDOWS_1251,
        WINDOWS_1254,
        IBM866,
        KOI8_R,
        MACINTOSH,
    ];
    let (mut tried, mut exact) = (0, 0);
    for sentence in include_str!("data/prose.txt").lines() {
        for written in [UTF_8, GBK, BIG5] {
            for read in single.into_iter().chain([GB18030]) {
                let (bytes, _, unmappable) = written.encode(sentence);
                let damaged = read.decode_without_bom_handling_and_without_replacement(&bytes);
                let Some(damaged) = damaged.filter(|_| !unmappable && written != read) else {
                    continue;
                };
                if written == GBK && read == GB18030 {
                    continue;
                }
                tried += 1;
                exact += u32::from(repair(&damaged) == sentence);
            }
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(exact * 100 >= tried * 98, "{exact} of {tried}");
}

#[test]
fn the_report_names_the_channel() {
    let repaired = Repairer::default().repair("好的：ä¸\u{AD}æ–‡ç¼–ç\u{A0}\u{81}");
    assert_eq!(repaired.text, "好的：中文编码");
    let edit = repaired.report.edits().next().unwrap();
    assert_eq!(edit.certainty, Certainty::Proved);
    let [Reason::Misread { written, read }] = edit.reasons else {
        panic!("{:?}", edit.reasons);
    };
    assert_eq!((written.name(), read.name()), ("UTF-8", "windows-1252"));
}

#[test]
fn a_guess_is_inferred_and_has_a_probability() {
    let damaged = "璇疯緭鍏ュ瘑鐮侊紝鐒跺悗鐐瑰嚮鐧诲綍銆?";
    let repaired = Repairer::default().repair(damaged);
    assert_eq!(repaired.text, "请输入密码，然后点击登录。");
    let edit = repaired.report.edits().next().unwrap();
    assert_eq!(edit.certainty, Certainty::Inferred);
    assert!(edit.probability.is_some());
    let careful = Repairer::builder().certainty(Certainty::Proved).build();
    assert_eq!(careful.unwrap().repair(damaged).text, damaged);
}

#[test]
fn what_survived_is_proved_and_what_was_filled_in_is_not() {
    let stretches = |damaged: &str, repaired: &str| {
        let found = Repairer::default().repair(damaged);
        assert_eq!(found.text, repaired);
        let edits = found.report.edits();
        let text = |edit: mingwen::Edit<'_>| {
            let inferred = edit.inferred.iter();
            inferred
                .map(|s| found.text[s.target.clone()].to_owned())
                .collect::<Vec<_>>()
        };
        edits.flat_map(text).collect::<Vec<_>>()
    };
    let damaged = "璇锋妸鏂囦欢淇濆瓨鍒版?岄潰銆?";
    assert_eq!(stretches(damaged, "请把文件保存到桌面。"), ["桌", "。"]);
    let damaged = "æ˜¥å¤©æ\u{FFFD}¥äº†ï¼Œé™¢å\u{AD}\u{FFFD}é‡Œçš„èŠ±éƒ½å¼€äº†ã€‚";
    let repaired = "春天来了，院子里的花都开了。";
    assert_eq!(stretches(damaged, repaired), ["来", "子"]);
    assert!(stretches("ÖÐÎÄÍøÕ¾", "中文网站").is_empty());
}

#[test]
fn what_is_too_doubtful_is_marked_as_lost() {
    let damaged = "璇锋妸鏂囦欢淇濆瓨鍒版?岄潰銆?";
    let with = |least| Repairer::builder().probability(least).build().unwrap();
    let whole = Repairer::default().repair(damaged);
    for least in [0.0, 0.3, 0.6, 0.9, 0.99, 1.0] {
        let repaired = with(least).repair(damaged);
        let mut lost = 0;
        for (was, is) in whole.text.chars().zip(repaired.text.chars()) {
            assert!(was == is || is == '\u{FFFD}', "{}", repaired.text);
            lost += usize::from(was != is);
        }
        let stretches = repaired.report.edits().flat_map(|edit| edit.inferred);
        let probabilities: Vec<f32> = stretches.filter_map(|s| s.probability).collect();
        assert!(
            probabilities.iter().all(|p| *p >= least),
            "{probabilities:?}"
        );
        assert_eq!(probabilities.len() + lost, 2);
        let mut reasons = repaired.report.edits().flat_map(|edit| edit.reasons);
        assert_eq!(reasons.any(|reason| reason.name() == "lost"), lost > 0);
        assert_eq!(repaired.report.undo(&repaired.text).unwrap(), damaged);
        assert_eq!(with(least).repair(&repaired.text).text, repaired.text);
    }
    let certain = with(1.0).repair(damaged);
    assert_eq!(certain.text, "请把文件保存到\u{FFFD}面\u{FFFD}");
    assert_eq!(
        certain.report.edits().next().unwrap().certainty,
        Certainty::Proved
    );
}

/// What lost bytes comes back whole or nearer to what it was, never farther from it.
#[test]
fn repair_is_never_farther_from_the_original() {
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};
    let (mut tried, mut exact) = (0, 0);
    for sentence in include_str!("data/prose.txt").lines().step_by(3) {
        for (written, read) in [
            (UTF_8, GB18030),
            (UTF_8, SHIFT_JIS),
            (UTF_8, EUC_KR),
            (GBK, BIG5),
            (GBK, SHIFT_JIS),
            (BIG5, GB18030),
            (UTF_8, WINDOWS_1252),
        ] {
            let bytes = written.encode(sentence).0;
            let damaged = read.decode_without_bom_handling(&bytes).0;
            for damaged in [damaged.to_string(), damaged.replace('\u{FFFD}', "?")] {
                let repaired = repair(&damaged);
                let farther = distance(sentence, &repaired) > distance(sentence, &damaged);
                assert!(!farther, "{sentence}\n{damaged}\n{repaired}");
                if (written, read) == (UTF_8, GB18030) {
                    tried += 1;
                    exact += u32::from(repaired == sentence);
                }
            }
        }
    }
    assert!(exact * 100 >= tried * 70, "{exact} of {tried}");
}

/// Characters to insert, take out or replace, by Wagner and Fischer.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (number, character) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = number + 1;
        for (at, &other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(other != character);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

/// Two characters of GBK read as Latin-1, as a column of a table has them.
#[test]
fn a_column_comes_back_that_none_of_its_cells_would() {
    const NAMES: [&str; 12] = [
        "王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆", "赵磊", "黄蓉", "周杰", "吴倩", "徐亮",
        "孙丽",
    ];
    let misread = |name: &str| -> String {
        let (bytes, _, _) = encoding_rs::GBK.encode(name);
        bytes.iter().map(|&byte| char::from(byte)).collect()
    };
    let alone = NAMES
        .iter()
        .filter(|name| mingwen::repair(&misread(name)) == **name);
    assert!(alone.count() < NAMES.len() / 2);
    for (rotated, ends) in [(0, "\n"), (5, "\r\n"), (9, "\n")] {
        let mut names = NAMES;
        names.rotate_left(rotated);
        let column = names.map(misread).join(ends);
        assert_eq!(mingwen::repair(&column), names.join(ends));
    }
}

fn misread(text: &str, written: &'static Encoding, read: &'static Encoding) -> String {
    let (bytes, _, _) = written.encode(text);
    read.decode_without_bom_handling(&bytes).0.into_owned()
}

/// A document of some pages, part of which is clean: what was misread comes back, for one reason and beyond
/// doubt, and nothing else changes.
#[test]
fn documents_come_back_line_by_line() {
    use encoding_rs::{GBK, IBM866, KOI8_R, MACINTOSH, UTF_8, WINDOWS_1251, WINDOWS_1252};
    for (written, read) in [
        (UTF_8, WINDOWS_1252),
        (UTF_8, WINDOWS_1251),
        (UTF_8, IBM866),
        (UTF_8, KOI8_R),
        (UTF_8, MACINTOSH),
        (GBK, WINDOWS_1252),
        (GBK, WINDOWS_1251),
        (GBK, MACINTOSH),
    ] {
        for end in ["\n", "\r\n"] {
            let (mut damaged, mut clean, mut changed) = (String::new(), String::new(), 0);
            for (number, sentence) in include_str!("data/everyday.txt").lines().enumerate() {
                let (before, behind) = match number % 4 {
                    0 => ("", ""),
                    1 => ("int n; // ", ""),
                    2 => ("- ", " (v2)"),
                    _ => ("", ""),
                };
                let stays = number % 4 == 3;
                let line = |text: &str| format!("{before}{text}{behind}{end}");
                clean.push_str(&line(sentence));
                let misread = misread(sentence, written, read);
                damaged.push_str(&line(if stays { sentence } else { &misread }));
                changed += usize::from(!stays);
            }
            let repaired = Repairer::default().repair(&damaged);
            assert_eq!(repaired.text, clean, "{written:?} as {read:?}");
            assert!(repaired.report.edits().count() >= changed);
            for edit in repaired.report.edits() {
                let [Reason::Misread { .. }] = edit.reasons else {
                    panic!("{:?}", edit.reasons);
                };
                assert_eq!(edit.certainty, Certainty::Proved);
                assert!(edit.inferred.is_empty() && !edit.removed.contains('\n'));
            }
        }
    }
}

/// Lossy channels: most sentences come back as they were. What was filled in wrong in UTF-8, of which each byte
/// says whether it begins a character, was said to be a guess.
#[test]
fn what_lossy_channels_leave_comes_back_or_is_marked() {
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};
    let mut wrong_and_proved = Vec::new();
    for (written, read, mark, least) in [
        (UTF_8, GB18030, '?', 14),
        (UTF_8, GB18030, '\u{FFFD}', 14),
        (UTF_8, BIG5, '\u{FFFD}', 0),
        (UTF_8, EUC_KR, '?', 0),
        (UTF_8, SHIFT_JIS, '\u{FFFD}', 0),
        (GBK, BIG5, '?', 9),
        (GBK, EUC_KR, '\u{FFFD}', 9),
        (GBK, SHIFT_JIS, '\u{FFFD}', 8),
        (UTF_8, WINDOWS_1252, '?', 12),
    ] {
        let (mut exact, mut all) = (0, 0);
        for sentence in include_str!("data/everyday.txt").lines() {
            let mut damaged =
                misread(sentence, written, read).replace('\u{FFFD}', &mark.to_string());
            if read == WINDOWS_1252 {
                damaged = damaged.replace(['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'], "?");
            }
            let repaired = Repairer::default().repair(&damaged);
            all += 1;
            exact += usize::from(repaired.text == sentence);
            if written == UTF_8 && repaired.text.chars().count() == sentence.chars().count() {
                let edits: Vec<_> = repaired.report.edits().collect();
                let is_open = |at: usize| {
                    edits.iter().all(|edit| {
                        let within = edit.target.contains(&at);
                        let inferred = edit.inferred.iter().any(|s| s.target.contains(&at));
                        !within
                            || inferred
                            || edit.certainty < Certainty::Proved && edit.inferred.is_empty()
                    })
                };
                let pairs = repaired.text.char_indices().zip(sentence.chars());
                for ((at, found), expected) in pairs {
                    if found != expected && found != mark && !is_open(at) {
                        wrong_and_proved
                            .push(format!("{expected} {found} in {sentence}: {damaged}"));
                    }
                }
            }
        }
        assert!(
            exact >= least,
            "{written:?} as {read:?} with {mark:?}: {exact} of {all}"
        );
    }
    assert!(
        wrong_and_proved.is_empty(),
        "{}",
        wrong_and_proved.join("\n")
    );
}
