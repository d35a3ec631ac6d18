//! The ways that text is misread, and a text that goes them all.

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_15, KOI8_R, MACINTOSH, SHIFT_JIS,
    UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use crate::build_model::Powers;
use crate::tables::code_page::{IBM437, IBM850};
use crate::tables::model::{CLASSES, TABLE};
use crate::tables::suspicion::lane;

/// Characters of each script in the sample. With more, the rows hardly change.
const SAMPLE: usize = 300_000;

/// Text with the frequencies of the character models, one string for each script.
pub struct Sample([String; 2]);

impl Sample {
    pub fn new() -> Self {
        let powers = Powers::new();
        Self([0, 1].map(|script| {
            let grams = &TABLE.grams[script];
            let mut sums = Vec::new();
            let mut sum = 0.0;
            for character in ('\u{80}'..='\u{FFFF}').filter(|&c| c != '\u{FFFD}') {
                let token = TABLE.token(character);
                if usize::from(token) >= CLASSES {
                    sum += powers.probability(grams.unigram(token) as u16);
                    sums.push((sum, character));
                }
            }
            // Knuth's MMIX generator: any sequence without structure does, and it must be the same
            // everywhere.
            let mut seed: u64 = 1;
            let next = || {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let at = (seed >> 11) as f64 / (1_u64 << 53) as f64 * sum;
                sums[sums.partition_point(|&(up_to, _)| up_to < at)].1
            };
            std::iter::repeat_with(next).take(SAMPLE).collect()
        }))
    }
}

/// Who reads.
#[derive(Clone, Copy)]
enum Reader {
    Standard(&'static Encoding),
    /// The upper half of a code page.
    Page(&'static str),
    Latin1,
}

pub struct Route {
    pub lane: usize,
    steps: Vec<(&'static Encoding, Reader)>,
}

impl Route {
    pub fn all() -> Vec<Self> {
        use Reader::{Latin1, Page, Standard};
        let western = [
            Latin1,
            Standard(WINDOWS_1252),
            Standard(WINDOWS_1250),
            Standard(WINDOWS_1254),
            Standard(ISO_8859_15),
            Standard(WINDOWS_1257),
            Standard(WINDOWS_1258),
        ];
        let dos = [Page(IBM437), Page(IBM850)];
        let rest = [
            Standard(WINDOWS_874),
            Standard(WINDOWS_1253),
            Standard(WINDOWS_1255),
            Standard(WINDOWS_1256),
        ];
        let one = |reader| [Standard(reader)];
        let mut routes = Vec::new();
        let mut add = |lane, written, readers: &[Reader]| {
            for &reader in readers {
                let steps = vec![(written, reader)];
                routes.push(Self { lane, steps });
            }
        };
        add(lane::UTF8_GBK, UTF_8, &one(GB18030));
        add(lane::UTF8_BIG5, UTF_8, &one(BIG5));
        add(lane::UTF8_SHIFT_JIS, UTF_8, &one(SHIFT_JIS));
        add(lane::UTF8_EUC_KR, UTF_8, &one(EUC_KR));
        add(lane::UTF8_EUC_JP, UTF_8, &one(EUC_JP));
        add(lane::GBK_BIG5, GB18030, &one(BIG5));
        add(lane::GBK_SHIFT_JIS, GB18030, &one(SHIFT_JIS));
        add(lane::GBK_EUC_KR, GB18030, &one(EUC_KR));
        add(lane::GBK_EUC_JP, GB18030, &one(EUC_JP));
        add(lane::BIG5_GBK, BIG5, &one(GB18030));
        add(lane::BIG5_SHIFT_JIS, BIG5, &one(SHIFT_JIS));
        add(lane::BIG5_EUC_KR, BIG5, &one(EUC_KR));
        add(lane::UTF8_WESTERN, UTF_8, &western);
        add(lane::GBK_WESTERN, GB18030, &western);
        add(lane::BIG5_WESTERN, BIG5, &western);
        add(lane::UTF8_CYRILLIC, UTF_8, &one(WINDOWS_1251));
        add(lane::PAIRS_CYRILLIC, GB18030, &one(WINDOWS_1251));
        add(lane::PAIRS_CYRILLIC, BIG5, &one(WINDOWS_1251));
        add(lane::UTF8_KOI8, UTF_8, &one(KOI8_R));
        add(lane::GBK_KOI8, GB18030, &one(KOI8_R));
        add(lane::UTF8_866, UTF_8, &one(IBM866));
        add(lane::GBK_866, GB18030, &one(IBM866));
        add(lane::UTF8_DOS, UTF_8, &dos);
        add(lane::GBK_DOS, GB18030, &dos);
        add(lane::BIG5_DOS, BIG5, &dos);
        add(lane::UTF8_MACINTOSH, UTF_8, &one(MACINTOSH));
        add(lane::GBK_MACINTOSH, GB18030, &one(MACINTOSH));
        add(lane::BIG5_MACINTOSH, BIG5, &one(MACINTOSH));
        add(lane::REST, UTF_8, &rest);
        add(lane::REST, GB18030, &rest);
        for written in [UTF_8, GB18030] {
            routes.push(Self {
                lane: lane::LAYERS_GBK,
                steps: vec![(written, Latin1), (UTF_8, Standard(GB18030))],
            });
        }
        routes
    }

    /// How often each character comes out when the sample goes this way.
    pub fn counts(&self, sample: &Sample) -> HashMap<char, usize> {
        let mut counts = HashMap::new();
        for text in &sample.0 {
            let mut text = text.clone();
            for &(written, reader) in &self.steps {
                text = read(&write(&text, written), reader);
            }
            for character in text.chars().filter(|&c| c != '\u{FFFD}') {
                *counts.entry(character).or_default() += 1;
            }
        }
        counts
    }
}

/// The bytes of what an encoding has of a text, without the four-byte sequences of GB18030.
fn write(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_8 {
        return text.as_bytes().to_vec();
    }
    let mut bytes = Vec::new();
    let mut buffer = [0; 4];
    for character in text.chars() {
        let (pair, _, lost) = encoding.encode(character.encode_utf8(&mut buffer));
        if !lost && pair.len() == 2 {
            bytes.extend_from_slice(&pair);
        }
    }
    bytes
}

fn read(bytes: &[u8], reader: Reader) -> String {
    match reader {
        Reader::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        Reader::Latin1 => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Reader::Page(page) => {
            let page: Vec<char> = page.chars().collect();
            let upper = |byte: u8| page.get(usize::from(byte).wrapping_sub(0x80)).copied();
            let character = |&byte: &u8| upper(byte).unwrap_or(char::from(byte));
            bytes.iter().map(character).collect()
        }
    }
}
