//! Strings of one origin.

use encoding_rs::{BIG5, GB18030};
use mingwen::{Detector, Encoding, Evidence, detect};

use crate::{TRADITIONAL, encode};

/// Names of files and columns.
const NAMES: [&str; 24] = [
    "说明",
    "目录",
    "图片",
    "合同",
    "联通",
    "报表",
    "王磊",
    "李芳",
    "简历",
    "通知",
    "附件",
    "台账",
    "工资表",
    "花名册",
    "会议纪要",
    "新建文件",
    "财务",
    "发票",
    "年终总结",
    "照片",
    "备份",
    "张伟",
    "值班表",
    "测试",
];

fn gbk(names: &[&str]) -> Vec<Vec<u8>> {
    names.iter().map(|name| encode(GB18030, name)).collect()
}

fn encodings(names: &[Vec<u8>]) -> Vec<Option<Encoding>> {
    let group = Detector::new().whole(true).detect_group(names);
    group
        .strings()
        .iter()
        .map(|string| string.encoding())
        .collect()
}

#[test]
fn names_of_one_archive_are_in_one_encoding() {
    let names = gbk(&NAMES);
    for names in [&names[..], &names[..10], &names[4..14]] {
        let group = Detector::new().detect_group(names);
        assert_eq!(group.encoding(), Some(Encoding::Gb18030));
        assert!(group.shared().candidates()[0].probability > 0.999);
        assert!(
            encodings(names)
                .iter()
                .all(|&found| found == Some(Encoding::Gb18030))
        );
    }
    // Alone, some are taken for something else, and that they are not is the others' doing.
    let group = Detector::new().detect_group(&names);
    let mut doubtful = 0;
    for (name, string) in names.iter().zip(group.strings()) {
        let is_right = detect(name).encoding() == Some(Encoding::Gb18030);
        let evidence = if is_right {
            Evidence::Model
        } else {
            Evidence::Group
        };
        assert_eq!(string.candidates()[0].evidence, evidence);
        doubtful += usize::from(!is_right);
    }
    assert!(doubtful > 0);
}

#[test]
fn each_character_of_big5_alone() {
    let characters: Vec<String> = TRADITIONAL.chars().map(String::from).collect();
    let names: Vec<Vec<u8>> = characters.iter().map(|name| encode(BIG5, name)).collect();
    let right = |found: &Option<Encoding>| *found == Some(Encoding::Big5);
    let alone = names.iter().map(|name| detect(name).encoding());
    assert!(alone.filter(|found| right(found)).count() < names.len());
    assert!(encodings(&names).iter().all(right));
}

#[test]
fn a_string_of_another_origin_is_answered_alone() {
    let mut names = gbk(&NAMES);
    names.insert(3, "目录里的说明".into());
    names.insert(9, encode(BIG5, "開發區的會議紀要"));
    names.insert(12, b"README.md".to_vec());
    names.insert(15, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec());
    let found = encodings(&names);
    for (number, found) in found.into_iter().enumerate() {
        let expected = match number {
            3 => Some(Encoding::Utf8),
            9 => Some(Encoding::Big5),
            12 => Some(Encoding::Ascii),
            15 => None,
            _ => Some(Encoding::Gb18030),
        };
        assert_eq!(found, expected, "{number}");
    }
}

#[test]
fn groups_of_little() {
    let none: [&[u8]; 0] = [];
    let empty = Detector::new().detect_group(none);
    assert_eq!(
        (empty.encoding(), empty.strings().len()),
        (Some(Encoding::Ascii), 0)
    );
    let ascii = Detector::new().detect_group(["a", "b.txt", "C++"]);
    assert_eq!(ascii.encoding(), Some(Encoding::Ascii));
    let one = encode(GB18030, "新建文件");
    let group = Detector::new().detect_group([&one]);
    assert_eq!(group.encoding(), detect(&one).encoding());
    assert_eq!(group.strings()[0].encoding(), detect(&one).encoding());
}
