//! Words and spellings by which writers of Taiwan and of Hong Kong can be told apart.
//!
//! They were chosen by hand among words for things that both have, such as 網路 and 網絡, and offices and
//! money of one. Those of Hong Kong are rare in training text of Taiwan, and the other way round. Names of
//! places in either are not among them: people write of places where they are not. How they write
//! foreign names is.

use std::sync::LazyLock;

use crate::script::beginnings::Beginnings;
use crate::script::utf8::three;
use crate::tables::classify::UNITS;

/// What one of the words says: 8 bits, of which half counts. Of 4, 6 and 8 the one with which said and
/// found agree best on every second paragraph of development text.
const WORD: i32 = 8 * UNITS as i32;

const HONG_KONG: &str = "甚麼 祇是 祇有 祇要 祇能 祇會 祇需 網絡 軟件 硬件 數碼 打印 互聯網 電郵 質素 短訊 視像 巴士 \
    的士 單車 貨車 士多 芝士 朱古力 三文魚 薯仔 雪糕 通脹 按揭 物業 屋苑 屋邨 公屋 樓宇 港元 港幣 \
    立法會 特首 律政司 廉政公署 強積金 綜援 金管局 醫管局 區議會 行政長官 特區政府 祇可 祇好 祇想 \
    祇供 祇限 祇不 祇得 祇須 祇在 祇因 祇為 祇剩 祇屬 祇求 祇顧 祇怕 祇管 祇規 祇提 祇希 祇讓 \
    祇用 祇對 祇說 祇當 祇靠 祇憑 今次 訂明 憲制 司法覆核 持份者 優次 有見及此 樓價 差餉 警隊 \
    輪候 泊車 小巴 學額 屏幕 曲奇 沙律 忌廉 車厘子 士多啤梨 薯片 公仔麵 即食麵 西蘭花 雪櫃 電單車 \
    私家車 行人路 租客 按金 供款 花紅 報道 智能手機 人工智能 激光 鐳射 納米 意大利 悉尼 新西蘭 \
    老撾 肯尼亞 尼日利亞 津巴布韋 克羅地亞 斯洛文尼亞 格魯吉亞 塞浦路斯 也門 卡塔爾 荷里活 特朗普 \
    奧巴馬 布殊 戴卓爾 列根 普京 史太林 希特拉 三藩市 出糧 銀紙 茶餐廳 食肆 警務處 入境處 食環署 \
    房屋署 勞工處 財政司 政務司 終審法院 裁判法院 建制派 泛民主派 區議員 選舉主任 恒指 港股 \
    港交所 八達通 港鐵 手提電話 手提電腦 電芯 梳化 恤衫 銀包 手袋 扶手電梯 鎖匙 檢控 還押 判監 \
    平方呎 方呎 球證 拍拖 老豆 阿爺 嫲嫲 影碟 唱碟 新碟 檔口 返工 返學 放工 落雨 酒樓 大律師 本港 \
    全港 港府 老細 師奶 冷衫 波鞋 車路士 阿仙奴 碧咸 無綫 亞視 落案 提堂 \
    雲吞 蛋撻 默書 衞生 警署 街市 凍飲 橫額 抑或 先到先得 燒味 上訴庭 原訟 垃圾筒 \
    乘搭 院舍 申訴專員 附屬法例 條例草案 辯方 轉賬 熒光幕 宿位 規程問題 作出澄清 賬戶 財政預算案 遊戲機 \
    差館 便利店 唯有 交通燈 泊位 卡通片 務求 證監會 電郵地址 渡輪 判詞";

const TAIWAN: &str = "網路 軟體 硬體 數位 列印 網際網路 品質 簡訊 視訊 計程車 公車 捷運 腳踏車 機車 滑鼠 伺服器 \
    記憶體 螢幕 部落格 起司 巧克力 鮭魚 馬鈴薯 冰淇淋 便當 通膨 房貸 新台幣 新臺幣 立法院 行政院 \
    監察院 考試院 司法院 縣市 鄉鎮 里長 健保 直轄市 中央研究院 使用者 執行緒 變數 函式 迴圈 字串 \
    智慧型 人工智慧 雷射 奈米 義大利 沙烏地 寮國 肯亞 奈及利亞 辛巴威 克羅埃西亞 斯洛維尼亞 \
    喬治亞 賽普勒斯 葉門 好萊塢 川普 歐巴馬 柴契爾 雷根 普丁 史達林 公尺 公分 計畫 身分 訂定 業者 \
    衛福部 法務部 勞動部 農委會 國發會 陸委會 立委 立法委員 縣政府 區公所 鄉公所 戶政事務所 \
    投影片 逐字稿 頭期款 薪資 健檢 看診 雇主 移工 仲介 幼兒園 身心障礙 新住民 執行長 便利商店 \
    超商 加油站 泡麵 優格 吹風機 影集 迴紋針 橡皮擦 寶特瓶";

/// The words, and what they say for Hong Kong.
static WORDS: LazyLock<Vec<(&str, i32)>> = LazyLock::new(|| {
    let of = |words: &'static str, weight| words.split_whitespace().map(move |word| (word, weight));
    let mut words: Vec<_> = of(HONG_KONG, WORD).chain(of(TAIWAN, -WORD)).collect();
    words.sort_unstable();
    words
});

/// With what the words begin.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let beginning = |word: &str| {
        let mut characters = word.chars().map(u32::from);
        characters.next().zip(characters.next())
    };
    Beginnings::of(WORDS.iter().filter_map(|(word, _)| beginning(word)))
});

/// What the words of a line say for Hong Kong over Taiwan.
pub(super) fn weigh(line: &[u8]) -> i32 {
    let beginnings = &*BEGINNINGS;
    let mut sum = 0i32;
    let (mut before, mut at) = (0, 0);
    while let Some(&[lead, second, third]) = line.get(at..).and_then(<[u8]>::first_chunk) {
        if lead & 0xF0 != 0xE0 {
            (before, at) = (0, at + 1);
            continue;
        }
        let code = three(lead, second, third);
        if before != 0
            && beginnings.may_hold(before, code)
            && let Some((first, rest)) = line[at - 3..].split_first_chunk()
        {
            sum = sum.saturating_add(weigh_word(first, rest));
        }
        (before, at) = (code, at + 3);
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
