//! Folding tables in common use, beside ours: what they break, and what of it we bring back.

use mingwen::{normalize, repair};

const TABLES: &str = include_str!("../data/folding-tables.tsv");

/// What a table makes of a text.
fn fold(table: &str, text: &str) -> String {
    let mut folded = text.to_owned();
    for line in TABLES.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, from, to] = fields[..] else {
            panic!("{line:?} has other than three fields");
        };
        if name == table {
            folded = folded.replace(&unescape(from), to);
        }
    }
    folded
}

fn unescape(field: &str) -> String {
    let code = field
        .strip_prefix("\\u{")
        .and_then(|rest| rest.strip_suffix('}'));
    match (field, code) {
        ("\\n", _) => "\n".to_owned(),
        ("\\t", _) => "\t".to_owned(),
        (_, Some(code)) => char::from_u32(u32::from_str_radix(code, 16).unwrap())
            .unwrap()
            .to_string(),
        _ => field.to_owned(),
    }
}

#[test]
fn the_list_of_translation_scripts_loses_digits_and_titles() {
    // One takes for a quotation mark what is the digit one.
    assert_eq!(fold("moses", "第１１届"), "第\"\"届");
    assert_eq!(normalize("第１１届"), "第11届");
    // Titles become quotations, and lists clauses.
    assert_eq!(fold("moses", "《家》、《春》"), "\"家\",\"春\"");
    assert_eq!(normalize("《家》、《春》"), "《家》、《春》");
    // Both kinds of quotation mark become one that has no direction.
    assert_eq!(fold("moses", "他说：“好。”"), "他说:\"好. \"");
    assert_eq!(normalize("他说：“好。”"), "他说：“好。”");
}

#[test]
fn what_the_list_folded_comes_back_as_far_as_it_can() {
    let page = "天亮了，船靠了岸。\n“你来啦！”老人笑着问：“路上好走吗？”\n他点点头，没有说话。";
    let folded = fold("moses", page);
    assert_eq!(
        folded,
        "天亮了,船靠了岸. \n\"你来啦!\"老人笑着问:\"路上好走吗?\"\n他点点头,没有说话. "
    );
    assert_eq!(normalize(&folded), page);
    assert_eq!(repair(&folded), folded, "repair alone leaves punctuation");
}

#[test]
fn tables_of_widths_take_chinese_punctuation_with_the_letters() {
    let page = "Ａ队（客场）１：０获胜！";
    assert_eq!(fold("width", page), "A队(客场)1:0获胜!");
    assert_eq!(normalize(page), "A队（客场）1：0获胜！");
    assert_eq!(normalize(&fold("width", page)), "A队（客场）1:0获胜！");
}

#[test]
fn strippers_of_controls_take_lines_and_families() {
    let page = "第一行\n\t第二行：👩\u{200D}🌾❤\u{FE0F}，می\u{200C}خواهم";
    assert_eq!(fold("controls", page), "第一行第二行：👩🌾❤，میخواهم");
    assert_eq!(normalize(page), page);
}
