//! Makes the gloss corruption: replaces two-byte keys in a text's GBK bytes, without regard to the
//! boundaries of characters, and decodes the bytes again.

use encoding_rs::GBK;

/// Characters that are glossed, with the readings that are spliced in.
#[rustfmt::skip]
pub(crate) const GLOSSES: [(char, &str); 40] = [
    ('開', "kāi"), ('發', "fā"), ('區', "qū"), ('變', "biàn"), ('為', "wéi"), ('實', "shí"),
    ('優', "yōu"), ('產', "chǎn"), ('業', "yè"), ('國', "guó"), ('門', "mén"), ('東', "dōng"),
    ('車', "chē"), ('見', "jiàn"), ('時', "shí"), ('學', "xué"), ('電', "diàn"), ('會', "huì"),
    ('們', "men"), ('來', "lái"), ('個', "gè"), ('說', "shuō"), ('過', "guò"), ('對', "duì"),
    ('這', "zhè"), ('還', "hái"), ('進', "jìn"), ('頭', "tóu"), ('點', "diǎn"), ('場', "chǎng"),
    ('設', "shè"), ('術', "shù"), ('機', "jī"), ('動', "dòng"), ('轉', "zhuǎn"), ('應', "yīng"),
    ('經', "jīng"), ('樣', "yàng"), ('間', "jiān"), ('書', "shū"),
];

const PUNCTUATION: [char; 5] = ['，', '。', '！', '？', '、'];

/// Corrupts a text. `splice` is asked before each punctuation mark how many control characters to
/// put there.
pub(crate) fn corrupt(
    text: &str,
    glosses: &[(char, &str)],
    mut splice: impl FnMut() -> usize,
) -> String {
    let keys: Vec<_> = glosses
        .iter()
        .map(|(key, reading)| (gbk(&key.to_string()), gbk(&format!("({reading})"))))
        .collect();
    let marks = PUNCTUATION.map(|mark| gbk(&mark.to_string()));
    let mut find = vec![usize::MAX; 1 << 16];
    for (i, (key, _)) in keys.iter().enumerate() {
        find[usize::from(u16::from_be_bytes([key[0], key[1]]))] = i;
    }

    let bytes = gbk(text);
    let mut out = Vec::with_capacity(bytes.len() * 2);
    let mut at = 0;
    while let Some(pair) = bytes.get(at..at + 2) {
        if marks.iter().any(|mark| mark == pair) {
            out.extend((0..splice()).map(|i| 0x05 + (i % 4) as u8));
        } else if let Some((_, gloss)) =
            keys.get(find[usize::from(pair[0]) << 8 | usize::from(pair[1])])
        {
            out.extend_from_slice(pair);
            out.extend_from_slice(gloss);
            at += 2;
            continue;
        }
        out.push(bytes[at]);
        at += 1;
    }
    out.extend_from_slice(&bytes[at..]);
    decode(&out)
}

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

/// Decodes as the damaging program did: a lead byte takes any byte from 21 to 3F hex with it into
/// one question mark, and leaves white space and control characters alone.
fn decode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        let taken = match (lead, tail.first()) {
            (0..=0x7F, _) => {
                text.push(char::from(*lead));
                1
            }
            (_, Some(0x40..)) => {
                match GBK.decode_without_bom_handling_and_without_replacement(&rest[..2]) {
                    Some(pair) => text.push_str(&pair),
                    None => text.push('?'),
                }
                2
            }
            (_, Some(0x21..)) => {
                text.push('?');
                2
            }
            _ => {
                text.push('?');
                1
            }
        };
        rest = &rest[taken..];
    }
    text
}
