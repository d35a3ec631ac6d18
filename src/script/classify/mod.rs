//! Which kind of Chinese a text is.
//!
//! **What is asked.** Whether a text is simplified or traditional; written in Taiwan, in Hong Kong or
//! in Cantonese; classical; some of it this and some of it that; or not Chinese at all.
//!
//! **How we know.** Each Han character has weights, counted from native text, that say how much more
//! usual it is in one kind than in the others. Their sums, damped because neighboring characters say
//! much the same, give probabilities. Between Taiwan and Hong Kong only forms of one character count,
//! such as 裡 and 裏, and words for one thing, such as 網路 and 網絡.
//!
//! **When we refrain.** What falls short of [`DECIDED`] is [`Variant::Undecided`], and what falls short of
//! [`NAMED`] is traditional without a region. Text in OpenCC's own standard (爲, 裏) has forms of Hong Kong's
//! and is of no region by them.

mod variant;
mod words;

use std::ops::Range;

use super::utf8::decode;
use crate::tables::classify::{COLUMNS, UNITS, weights};

pub use variant::{Classification, Variant};

/// How probable a kind must be to be named, or traditional characters of whatever kind.
const DECIDED: f32 = 0.8;

/// Part of each character's evidence that counts beside its neighbors'. Of 0.4, 0.5 and 0.65 the one
/// with which said and found agree best on the first four characters of development passages.
const DAMPING: f32 = 0.5;

/// At most so many bits speak for a kind, whatever the length.
const CEILING: f32 = 24.0;

/// Bits by which a line must lean to one script to stand against lines that lean to the other.
const LEAN: f32 = 6.0;

/// How probable Taiwan or Hong Kong must be to be named: text without a mark of its region is Taiwan's with 0.93.
const NAMED: f32 = 0.95;

/// Bits by which simplified text, Taiwan's, Hong Kong's, Cantonese and classical text are expected:
/// simplified and traditional alike. Those of the regions agree best with what every second paragraph of
/// native development text is.
const PRIORS: [f32; 5] = [0.0, -0.4, -4.2, -2.6, -3.6];

/// Bits by which text in the forms of OpenCC's own standard is expected beside text in Taiwan's. Of -2 and
/// -3 the one with which more paragraphs are right.
const EITHER: f32 = -3.0;

/// Kana of all Han and kana, in percent, from which a text is Japanese: prose has half or more.
const KANA: u32 = 10;

/// Classifies a text. O(bytes).
///
/// ```
/// use mingwen::{Variant, classify};
///
/// assert_eq!(classify("头发后来长了").variant, Variant::Simplified);
/// assert_eq!(classify("佢哋喺度食緊嘢").variant, Variant::Cantonese);
/// assert_eq!(classify("こんにちは、世界").variant, Variant::Japanese);
/// assert_eq!(classify("plain text").variant, Variant::NotChinese);
/// assert_eq!(classify("一二三").variant, Variant::Undecided);
/// ```
#[must_use]
pub fn classify(text: &str) -> Classification {
    let bytes = text.as_bytes();
    let mut whole = Evidence::default();
    let mut spans: Vec<(Range<usize>, Variant)> = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let (line, end) = Evidence::of_line(bytes, start);
        if let Some(side) = line.leaning() {
            match spans.last_mut() {
                Some((span, last)) if *last == side => span.end = end,
                _ => spans.push((start..end, side)),
            }
        }
        whole.add(&line);
        start = end;
    }
    whole.judge(spans)
}

/// So many characters are summed in sixteen bits, which hold 255 weights; a power of two.
const POURED: u32 = 128;

/// What a text has shown.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    sums: [i64; COLUMNS],
    han: u32,
    kana: u32,
    /// What words say for Hong Kong over Taiwan.
    words: i64,
    /// Letters of other scripts.
    other: u32,
}

/// Columns of the weights.
const SIMPLIFIED: usize = 0;
const TRADITIONAL: usize = 1;
const CANTONESE: usize = 2;
const CLASSICAL: usize = 3;
const HONG_KONG: usize = 4;
const STANDARD: usize = 5;

impl Evidence {
    /// The evidence of the line that starts at `at`, and where it ends.
    fn of_line(bytes: &[u8], mut at: usize) -> (Self, usize) {
        let start = at;
        let mut line = Self::default();
        let mut sums = [0i16; COLUMNS];
        while at < bytes.len() {
            let (code, length) = match bytes.get(at..).and_then(<[u8]>::first_chunk) {
                Some(&[lead @ 0xE0..0xF0, second, third]) => {
                    let bits = |byte: u8| u32::from(byte & 0x3F);
                    (
                        u32::from(lead & 0xF) << 12 | bits(second) << 6 | bits(third),
                        3,
                    )
                }
                _ => decode(bytes, at),
            };
            at += length;
            match code {
                0x3400..0xA000 => {
                    line.han += 1;
                    for (sum, weight) in sums.iter_mut().zip(weights(code)) {
                        *sum += i16::from(weight);
                    }
                    if line.han & (POURED - 1) == 0 {
                        line.pour(&mut sums);
                    }
                }
                0x0A => break,
                0x3041..0x3100 => line.kana += 1,
                0x2_0000..0x4_0000 => line.han += 1,
                0xC0..0x2000 | 0xAC00..0xD7A4 => line.other += 1,
                _ => {}
            }
        }
        line.pour(&mut sums);
        // The words are traditional ones.
        if line.sums[TRADITIONAL] > line.sums[SIMPLIFIED] {
            line.words = i64::from(words::weigh(&bytes[start..at]));
        }
        (line, at)
    }

    fn pour(&mut self, sums: &mut [i16; COLUMNS]) {
        for (total, sum) in self.sums.iter_mut().zip(sums) {
            *total += i64::from(std::mem::take(sum));
        }
    }

    fn add(&mut self, other: &Self) {
        for (sum, more) in self.sums.iter_mut().zip(other.sums) {
            *sum += more;
        }
        self.han += other.han;
        self.kana += other.kana;
        self.words += other.words;
        self.other += other.other;
    }

    /// Bits that speak for a column, damped.
    fn bits(&self, column: usize) -> f32 {
        self.sums[column] as f32 / UNITS as f32 * DAMPING
    }

    /// Simplified or traditional, if the evidence leans firmly.
    fn leaning(&self) -> Option<Variant> {
        let traditional = [TRADITIONAL, CANTONESE, CLASSICAL].map(|column| self.bits(column));
        let traditional = traditional.into_iter().fold(f32::MIN, f32::max);
        let lean = traditional - self.bits(SIMPLIFIED);
        match lean {
            LEAN.. => Some(Variant::Traditional),
            _ if lean <= -LEAN => Some(Variant::Simplified),
            _ => None,
        }
    }

    /// Bits that speak for Hong Kong over Taiwan.
    fn regional(&self) -> f32 {
        // Text in OpenCC's own standard has Hong Kong's forms, and says nothing of the region by them.
        let [hong_kong, standard] =
            [HONG_KONG, STANDARD].map(|column| self.bits(column).clamp(-CEILING, CEILING));
        let either = (standard + EITHER).exp2();
        let forms = ((hong_kong.exp2() + either) / (1.0 + either)).log2();
        forms + self.words as f32 / UNITS as f32 * DAMPING
    }

    fn judge(&self, spans: Vec<(Range<usize>, Variant)>) -> Classification {
        let mut found = Classification {
            variant: Variant::NotChinese,
            simplified: 0.0,
            taiwan: 0.0,
            hong_kong: 0.0,
            cantonese: 0.0,
            classical: 0.0,
            spans: Vec::new(),
        };
        if self.kana > 0 && self.kana * 100 >= (self.han + self.kana) * KANA {
            found.variant = Variant::Japanese;
            return found;
        }
        if self.han == 0 || self.other > self.han {
            return found;
        }
        let regional = self.regional().clamp(-CEILING, CEILING);
        let [simplified, traditional, cantonese, classical] =
            [SIMPLIFIED, TRADITIONAL, CANTONESE, CLASSICAL].map(|column| self.bits(column));
        let scores = [
            simplified,
            traditional - regional,
            traditional + regional,
            cantonese,
            classical,
        ];
        let scores: [f32; 5] = std::array::from_fn(|kind| scores[kind] + PRIORS[kind]);
        let best = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
        let odds = scores.map(|score| (score - best).max(-CEILING).exp2());
        let sum: f32 = odds.iter().sum();
        [
            found.simplified,
            found.taiwan,
            found.hong_kong,
            found.cantonese,
            found.classical,
        ] = odds.map(|odds| odds / sum);
        found.variant = found.best();
        if spans.len() > 1 {
            found.variant = Variant::Mixed;
            found.spans = spans;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_characters_decide_where_they_can() {
        for (text, variant) in [
            ("这里没有", Variant::Simplified),
            ("为什么呢", Variant::Simplified),
            ("嗰個係咩", Variant::Cantonese),
        ] {
            assert_eq!(classify(text).variant, variant, "{text}");
        }
        for text in ["這裡沒有", "為什麼呢", "圖書館裏"] {
            assert!(classify(text).traditional() > DECIDED, "{text}");
        }
        assert_eq!(classify("大小中人").variant, Variant::Undecided);
    }

    #[test]
    fn other_languages_are_not_chinese() {
        for text in ["", "…", "안녕하세요 中", "Привет, мир", "¿Qué tal?"] {
            assert_eq!(classify(text).variant, Variant::NotChinese, "{text}");
        }
        assert_eq!(classify("東京へ行きます").variant, Variant::Japanese);
        let notice = "本日午後三時頃、首都圏全域で大規模停電が発生、鉄道各線運転見合わせ中";
        assert_eq!(classify(notice).variant, Variant::Japanese);
    }

    #[test]
    fn mixed_text_names_its_parts() {
        let text = "这个软件可以转换汉字\n一二三\n這個軟體可以轉換漢字\n他們覺得很有趣\n";
        let found = classify(text);
        assert_eq!(found.variant, Variant::Mixed);
        let parts: Vec<_> = found
            .spans
            .iter()
            .map(|(span, side)| (&text[span.clone()], *side))
            .collect();
        assert_eq!(
            parts,
            [
                ("这个软件可以转换汉字\n", Variant::Simplified),
                (
                    "這個軟體可以轉換漢字\n他們覺得很有趣\n",
                    Variant::Traditional
                ),
            ]
        );
    }

    #[test]
    fn probabilities_add_up_to_one() {
        for text in ["我", "国", "這裡", "佢哋", "子曰學而時習之"] {
            let found = classify(text);
            assert!(
                (found.simplified + found.traditional() - 1.0).abs() < 1e-5,
                "{text}"
            );
        }
    }
}
