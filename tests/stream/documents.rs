//! What streams are tried on.

use encoding_rs::{BIG5, GB18030};

use crate::corrupt::{Options, corrupt};

const PAGE: &str = include_str!("../../examples/data/page.txt");
const CLEAN: &str = include_str!("../../examples/data/page.expected.txt");
const PROSE: &str = include_str!("../data/prose.txt");
const MARKS: &str = include_str!("../data/ascii-marks.txt");
const NEWSPAPER: &str = include_str!("../data/newspaper.txt");
const PRINTED: &str = include_str!("../data/newspaper-printed.txt");

/// Damaged and clean, in several encodings, with lines and without.
pub(crate) fn all() -> Vec<Vec<u8>> {
    let misread: String = misread(PROSE);
    let texts = [PAGE, CLEAN, PROSE, NEWSPAPER, PRINTED, &misread];
    let mut all: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    all.push(MARKS.bytes().take(6_000).collect()); // ends inside a character
    all.push(GB18030.encode(PROSE).0.into_owned());
    all.push(BIG5.encode(CLEAN).0.into_owned());
    all.push(PROSE.replace('\n', "").into_bytes());
    all.push(PAGE.replace('\n', "\r\n").into_bytes());
    let mark = [&b"\xFF\xFE"[..], &wide(PROSE)].concat();
    all.push(mark);
    all.push(
        GB18030
            .encode(&PROSE.replace(['\n', ' '], ""))
            .0
            .into_owned(),
    );
    // A log: lines of several encodings.
    let (gbk, _, _) = GB18030.encode("今天的第三班车晚点了二十分钟，请各位旅客在候车室等候。\n");
    let utf8 = "车站的广播又响了起来，大家都站起来往外看。\n";
    all.push([utf8.as_bytes(), &gbk, utf8.as_bytes(), &gbk].concat());
    all.push(b"\0\xFF".repeat(700));
    all.push(b"plain text, nothing else\n".repeat(20));
    all
}

/// Documents of some hundred kilobytes.
pub(crate) fn long() -> Vec<(&'static str, Vec<u8>)> {
    let clean = numbered(PROSE, "\n", 50);
    let marked = numbered(PROSE, "", 50);
    vec![
        ("clean", clean.clone().into_bytes()),
        ("one line", marked.into_bytes()),
        ("GB18030", GB18030.encode(&clean).0.into_owned()),
        ("UTF-16", [&b"\xFF\xFE"[..], &wide(&clean)].concat()),
        ("misread", misread(&numbered(PROSE, "\n", 14)).into_bytes()),
        ("glossed", glossed().into_bytes()),
    ]
}

/// The text again and again, each time with a number, so that no two lines are the same.
fn numbered(text: &str, end: &str, times: usize) -> String {
    let lines = |number| {
        text.lines()
            .map(move |line| format!("{number}、{line}{end}"))
    };
    (0..times).flat_map(lines).collect()
}

fn glossed() -> String {
    let options = Options {
        glossed: 30,
        marks: 3,
        lost: '?',
    };
    corrupt(&numbered(CLEAN, "\n", 35), options)
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// UTF-8 read as windows-1252.
fn misread(text: &str) -> String {
    encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned()
}
