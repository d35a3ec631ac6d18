//! Makes the gloss corruption: two-byte keys in GBK text get additions wherever their bytes stand,
//! and the result is decoded as a lenient reader does.

#![allow(dead_code, reason = "each test file uses what it needs")]

use encoding_rs::GBK;

/// Characters that damaged pages gloss, with the readings they give.
pub(crate) const GLOSSED: &str = "業yè 產chǎn 網wǎng 發fā 動dòng 機jī 學xué 進jìn 關guān 設shè 務wù 標biāo 聯lián \
    質zhì 術shù 調diào 數shù 驗yàn 內nèi 時shí 態tài 現xiàn 準zhǔn 環huán 結jié 國guó 實shí 區qū 優yōu 開kāi 這zhè \
    個gè 長zhǎng 線xiàn 電diàn 對duì 經jīng 為wèi 種zhǒng 來lái 當dāng 說shuō 過guò 應yīng 強qiáng 報bào";

/// What to do beside the glosses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// How many of the glossed characters, from the first.
    pub(crate) glossed: usize,
    /// Put control characters before every n-th mark; 0 for none.
    pub(crate) marks: usize,
    /// What a reader shows for a byte that makes no character.
    pub(crate) lost: char,
}

/// The damaged form of `text`.
pub(crate) fn corrupt(text: &str, options: Options) -> String {
    let keys: Vec<(Vec<u8>, Vec<u8>)> = GLOSSED
        .split_whitespace()
        .take(options.glossed)
        .map(|entry| {
            let (character, reading) =
                entry.split_at(entry.chars().next().map_or(0, char::len_utf8));
            (gbk(character), gbk(&format!("({reading})")))
        })
        .collect();
    let marks: Vec<Vec<u8>> = ["，", "。", "！", "？", "、"].map(gbk).into();
    let bytes = gbk(text);
    let mut damaged = Vec::new();
    let (mut at, mut seen) = (0, 0);
    while at < bytes.len() {
        let rest = &bytes[at..];
        if let Some((key, gloss)) = keys.iter().find(|(key, _)| rest.starts_with(key)) {
            damaged.extend([&key[..], gloss].concat());
            at += 2;
        } else if let Some(mark) = marks.iter().find(|mark| rest.starts_with(mark)) {
            seen += 1;
            if options.marks > 0 && seen % options.marks == 0 {
                damaged.extend(b"\x07\x05");
            }
            damaged.extend(mark);
            at += 2;
        } else {
            damaged.push(bytes[at]);
            at += 1;
        }
    }
    decode(&damaged, options.lost)
}

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

/// Reads GBK; a first byte swallows an ASCII character from 21 to 3F behind it.
fn decode(bytes: &[u8], lost: char) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let taken = match (first, tail.first()) {
            (0x00..=0x7F, _) => {
                text.push(char::from(*first));
                1
            }
            (0x81..=0xFE, Some(0x40..=0x7E | 0x80..=0xFE)) => {
                text.push_str(&GBK.decode_without_bom_handling(&rest[..2]).0);
                2
            }
            (0x80, _) => {
                text.push('€');
                1
            }
            (_, Some(0x21..=0x3F)) => {
                text.push(lost);
                2
            }
            _ => {
                text.push(lost);
                1
            }
        };
        rest = &rest[taken..];
    }
    text
}
