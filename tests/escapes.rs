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

/// Clauses that no notation loses anything of.
fn clauses() -> impl Iterator<Item = String> {
    let prose = include_str!("data/prose.txt");
    let clauses = prose.split(['，', '。', '、', '\n']);
    let long = clauses.filter(|clause| clause.chars().count() > 5);
    long.step_by(3).map(str::to_owned).chain(
        [
            "明天上午8点半，请到三楼会议室。",
            "價格是 30 元（含稅）",
            "他说：“好！”",
        ]
        .map(str::to_owned),
    )
}

/// How a program writes text in a notation.
type Escape = fn(&str) -> String;

fn of_bytes(
    text: &str,
    encoding: &'static encoding_rs::Encoding,
    escape: fn(u8) -> String,
) -> String {
    let (bytes, _, _) = encoding.encode(text);
    bytes.iter().map(|&byte| escape(byte)).collect()
}

/// Whatever the notation, a sentence that was written in it comes back.
#[test]
fn sentences_come_back_from_every_notation() {
    use encoding_rs::{BIG5, GBK, UTF_8};
    const ESCAPES: [(&str, Escape); 15] = [
        ("percent, UTF-8", |text| {
            of_bytes(text, UTF_8, |byte| format!("%{byte:02X}"))
        }),
        ("percent, GBK", |text| {
            of_bytes(text, GBK, |byte| format!("%{byte:02x}"))
        }),
        ("percent, twice", |text| {
            of_bytes(text, UTF_8, |byte| match byte {
                0x80.. => format!("%25{byte:02X}"),
                byte => char::from(byte).into(),
            })
        }),
        ("hexadecimal", |text| {
            of_bytes(text, UTF_8, |byte| match byte {
                0x80.. => format!("\\x{byte:02x}"),
                byte => char::from(byte).into(),
            })
        }),
        ("octal", |text| {
            of_bytes(text, UTF_8, |byte| match byte {
                0x80.. => format!("\\{byte:03o}"),
                byte => char::from(byte).into(),
            })
        }),
        ("octal, GBK", |text| {
            of_bytes(text, GBK, |byte| match byte {
                0x80.. => format!("\\{byte:03o}"),
                byte => char::from(byte).into(),
            })
        }),
        ("quoted-printable", |text| {
            of_bytes(text, UTF_8, |byte| format!("={byte:02X}"))
        }),
        ("quoted-printable, Big5", |text| {
            of_bytes(text, BIG5, |byte| match byte {
                b'=' | 0x80.. => format!("={byte:02X}"),
                byte => char::from(byte).into(),
            })
        }),
        ("units", |text| {
            text.encode_utf16()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect()
        }),
        ("units, twice", |text| {
            text.encode_utf16()
                .map(|unit| format!("\\\\u{unit:04X}"))
                .collect()
        }),
        ("code points", |text| {
            text.chars()
                .map(|c| format!("\\u{{{:x}}}", u32::from(c)))
                .collect()
        }),
        ("percent, units", |text| {
            text.encode_utf16()
                .map(|unit| format!("%u{unit:04X}"))
                .collect()
        }),
        ("references", |text| {
            text.chars()
                .map(|c| format!("&#{};", u32::from(c)))
                .collect()
        }),
        ("Q words", |text| {
            let word = of_bytes(text, UTF_8, |byte| match byte {
                b' ' => "_".into(),
                byte => format!("={byte:02X}"),
            });
            format!("=?UTF-8?Q?{word}?=")
        }),
        ("B words", |text| {
            format!("=?utf-8?b?{}?=", base64(text.as_bytes()))
        }),
    ];
    let all = repairer(Escapes::All);
    let mut tried = 0;
    for clause in clauses() {
        for (notation, escape) in ESCAPES {
            // ASCII has no need of references, and of units programs write it as it is.
            let escaped: String = match notation {
                "references" | "units" | "units, twice" | "code points" | "percent, units" => {
                    clause
                        .chars()
                        .map(|c| {
                            if c.is_ascii() {
                                c.into()
                            } else {
                                escape(&c.to_string())
                            }
                        })
                        .collect()
                }
                _ => escape(&clause),
            };
            if notation.ends_with("GBK") && !encodes(GBK, &clause)
                || notation.ends_with("Big5") && !encodes(BIG5, &clause)
            {
                continue;
            }
            tried += 1;
            assert_eq!(all.repair_text(&escaped), clause, "{notation}: {escaped}");
        }
    }
    assert!(tried > 200, "{tried}");
}

fn encodes(encoding: &'static encoding_rs::Encoding, text: &str) -> bool {
    !encoding.encode(text).2
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | u32::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at > three.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    text
}

/// GB2312 and UTF-16 in seven bits.
#[test]
fn sentences_come_back_from_seven_bits() {
    let all = repairer(Escapes::All);
    let mut tried = 0;
    for clause in [
        "明天上午开会",
        "请大家带好材料，准时到场。",
        "他们走了以后才下雨！",
        "我在楼下等你",
    ] {
        let (bytes, _, _) = encoding_rs::GBK.encode(clause);
        let low: String = bytes.iter().map(|byte| char::from(byte & 0x7F)).collect();
        let units: Vec<u8> = clause.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let base64 = base64(&units);
        for escaped in [
            format!("~{{{low}~}}"),
            format!("$A{low}(B"),
            format!("+{}-", base64.trim_end_matches('=')),
        ] {
            for (before, behind) in [("", ""), ("a ", " b"), ("好\n", "\n")] {
                let (text, said) = [escaped.as_str(), clause]
                    .map(|t| format!("{before}{t}{behind}"))
                    .into();
                assert_eq!(all.repair_text(&text), said, "{escaped}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 36);
}

/// RFC 3492, section 6.3.
fn punycode(label: &str) -> String {
    const BASE: u32 = 36;
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut written: String = label.chars().filter(char::is_ascii).collect();
    let basic = written.len() as u32;
    if basic > 0 {
        written.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (0x80, 0, 72, basic);
    while let Some(next) = label.chars().map(u32::from).filter(|&c| c >= n).min() {
        delta += (next - n) * (done + 1);
        n = next;
        for c in label.chars().map(u32::from) {
            delta += u32::from(c < n);
            if c != n {
                continue;
            }
            let (mut q, mut k) = (delta, BASE);
            loop {
                let threshold = k.saturating_sub(bias).clamp(1, 26);
                let digit = if q < threshold {
                    q
                } else {
                    threshold + (q - threshold) % (BASE - threshold)
                };
                written.push(char::from(DIGITS[digit as usize]));
                if q < threshold {
                    break;
                }
                (q, k) = ((q - threshold) / (BASE - threshold), k + BASE);
            }
            delta = if done == basic {
                delta / 700
            } else {
                delta / 2
            };
            delta += delta / (done + 1);
            let mut k = 0;
            while delta > 455 {
                (delta, k) = (delta / 35, k + BASE);
            }
            bias = k + 36 * delta / (delta + 38);
            (delta, done) = (0, done + 1);
        }
        (delta, n) = (delta + 1, n + 1);
    }
    written
}

#[test]
fn names_come_back_from_punycode() {
    let all = repairer(Escapes::All);
    for name in [
        "明天早上",
        "北京大学",
        "我们在一起的时候",
        "上海book书店",
        "3楼图书馆",
        "中国中国",
    ] {
        let escaped = format!("见 xn--{} 一页", punycode(name));
        assert_eq!(
            all.repair_text(&escaped),
            format!("见 {name} 一页"),
            "{escaped}"
        );
    }
}
