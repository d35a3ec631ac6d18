//! Words and spellings by which writers of Taiwan and of Hong Kong can be told apart.
//!
//! They were chosen by hand among words for things that both have, such as 網路 and 網絡, and offices and
//! money of one. Names of places are not among them: people write of places where they are not.

use std::sync::LazyLock;

use crate::script::notable::Notable;
use crate::tables::classify::UNITS;

/// What one of the words says: 4 bits, of which half counts.
const WORD: i32 = 4 * UNITS as i32;

const HONG_KONG: &str = "甚麼 祇是 祇有 祇要 祇能 祇會 祇需 網絡 軟件 硬件 數碼 打印 互聯網 電郵 質素 短訊 視像 \
    巴士 的士 單車 貨車 士多 芝士 朱古力 三文魚 薯仔 雪糕 通脹 按揭 物業 屋苑 屋邨 公屋 樓宇 港元 港幣 \
    立法會 特首 律政司 廉政公署 強積金 綜援 金管局 醫管局 區議會 行政長官 特區政府";

const TAIWAN: &str = "網路 軟體 硬體 數位 列印 網際網路 品質 簡訊 視訊 計程車 公車 捷運 腳踏車 機車 滑鼠 伺服器 記憶體 螢幕 \
    部落格 起司 巧克力 鮭魚 馬鈴薯 冰淇淋 便當 通膨 房貸 新台幣 新臺幣 立法院 行政院 監察院 考試院 司法院 縣市 鄉鎮 \
    里長 健保 直轄市 中央研究院";

/// The words, and what they say for Hong Kong.
static WORDS: LazyLock<Vec<(&str, i32)>> = LazyLock::new(|| {
    let of = |words: &'static str, weight| words.split_whitespace().map(move |word| (word, weight));
    let mut words: Vec<_> = of(HONG_KONG, WORD).chain(of(TAIWAN, -WORD)).collect();
    words.sort_unstable();
    words
});

/// Characters that begin one.
static FIRSTS: LazyLock<Notable> = LazyLock::new(|| nth(0));

/// Characters that stand second in one.
static SECONDS: LazyLock<Notable> = LazyLock::new(|| nth(1));

fn nth(place: usize) -> Notable {
    Notable::these(WORDS.iter().filter_map(|(word, _)| word.chars().nth(place)))
}

/// What the words of a line say for Hong Kong over Taiwan.
pub(super) fn weigh(line: &[u8]) -> i32 {
    let mut sum = 0i32;
    let mut at = FIRSTS.next(line, 0);
    while let Some((first, rest)) = line.get(at..).and_then(<[u8]>::split_first_chunk::<3>) {
        // Few of the places where a first character stands are left.
        if SECONDS.is_first(rest) {
            sum = sum.saturating_add(weigh_word(first, rest));
        }
        at = FIRSTS.next(line, at + first.len());
    }
    sum
}

/// What the longest word says that begins with this character and goes on like this.
fn weigh_word(first: &[u8; 3], rest: &[u8]) -> i32 {
    let from = WORDS.partition_point(|(word, _)| word.as_bytes() < first);
    let near = WORDS.get(from..).unwrap_or_default().iter();
    let near =
        near.map_while(|(word, weight)| Some((word.as_bytes().strip_prefix(first)?, weight)));
    let found = near.filter(|(tail, _)| rest.starts_with(tail));
    found.last().map_or(0, |(_, weight)| *weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        assert_eq!(weigh("用軟體上網路".as_bytes()), -2 * WORD);
        assert_eq!(weigh("甚麼的士巴士，立法會".as_bytes()), 4 * WORD);
        assert_eq!(weigh("甚至機遇立法".as_bytes()), 0);
        assert_eq!(weigh("網際網路".as_bytes()), -2 * WORD);
    }
}
