//! Weighs a reading against the text as it stands.
//!
//! Both are priced in bits. The reading by the character model; the damaged text by the same model
//! where it is Han, and by how letters and symbols stand together in the world's scripts where it is
//! not. A reading must be much cheaper, and plain Chinese by itself.

use std::ops::Range;

use super::beam::is_impossible;
use crate::model::{Foreign, Model, Script, UNITS};

/// Bits that a reading must be cheaper than what stands there.
const LEAST_GAIN: i64 = 18;

/// Most bits a character of a reading may cost, and what each of the first few may cost beyond.
/// Clean text costs 6 to 9; the wrong reading of clean text in any script 13 and more.
const MOST_MEAN: f64 = 12.0;
const MOST_MEAN_SHORT: f64 = 2.0;

/// The same of a character whose bytes all stand there, as valid UTF-8, which says more than the model:
/// verse and lists of names cost as much.
const MOST_MEAN_UTF8: f64 = 14.5;

/// The price of `text` behind `left` as Chinese, without ASCII, in the script that is cheaper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Price {
    pub(super) bits: i64,
    pub(super) characters: usize,
}

pub(super) fn price(left: &str, text: &str) -> Price {
    let mut price = Price::default();
    let mut least = u64::MAX;
    for model in [Script::Simplified, Script::Traditional].map(Model::of) {
        let mut state = model.after(left);
        let (mut cost, mut characters) = (0, 0);
        for c in text.chars() {
            let (step, after) = model.step(state, c);
            state = after;
            if !c.is_ascii() {
                cost += u64::from(step);
                characters += 1;
            }
        }
        least = least.min(cost);
        price.characters = characters;
    }
    price.bits = (least / u64::from(UNITS)) as i64 + marks(text);
    price
}

/// The price of question marks where one does not expect them.
fn marks(text: &str) -> i64 {
    let behind_han = |pair: &[char; 2]| !pair[0].is_ascii() && pair[1] == '?';
    let mut previous = ' ';
    let mut count = 0;
    for c in text.chars() {
        count += i64::from(behind_han(&[previous, c]));
        previous = c;
    }
    MARK_BITS * count
}

/// The price of ASCII that a reading has and the damaged text had not.
pub(super) fn new_ascii(damaged: &str, text: &str) -> i64 {
    (graphic(text) - graphic(damaged)).max(0) * MARK_BITS
}

/// Letters, digits and signs of ASCII.
fn graphic(text: &str) -> i64 {
    text.bytes().filter(u8::is_ascii_graphic).count() as i64
}

/// The price of ASCII that the damaged text has and a reading has not, as second bytes of pairs. All 63 of
/// these are as likely where nothing but a sign or a letter of another kind stands before.
pub(super) fn gone_ascii(damaged: &str, text: &str) -> i64 {
    const GONE_BITS: i64 = 6;
    (graphic(damaged) - graphic(text)).max(0) * GONE_BITS
}

/// Whether a person writes about damage here: says so, or gives the reading beside it.
pub(super) fn is_talk(line: &str, span: &Range<usize>, text: &str) -> bool {
    const WORDS: [&str; 6] = ["乱码", "亂碼", "mojibake", "Mojibake", "文字化け", "误读"];
    const QUOTES: [(char, char); 5] = [
        ('“', '”'),
        ('"', '"'),
        ('「', '」'),
        ('‘', '’'),
        ('\'', '\''),
    ];
    let outside = |word: &str| {
        let before = line.get(..span.start).unwrap_or_default();
        before.contains(word) || line.get(span.end..).unwrap_or_default().contains(word)
    };
    WORDS.into_iter().any(outside)
        || QUOTES
            .into_iter()
            .any(|(open, close)| outside(&format!("{open}{text}{close}")))
}

/// Whether a reading has split a character that is no damage: ASCII came out of it where none went
/// in. Long readings may have that, by pairs or by UTF-8.
pub(super) fn is_split(damaged: &str, text: &str, by_pairs: bool) -> bool {
    let short = if by_pairs { 8 } else { 3 };
    new_ascii(damaged, text) > 0 && text.chars().count() < short
}

/// Whether several code pages that agree otherwise have this letter, at different bytes.
pub(super) fn is_ambiguous(c: char) -> bool {
    matches!(c, 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ' | '€')
}

/// Whether a text has such a letter.
pub(super) fn has_ambiguous(text: &str) -> bool {
    // One of these bytes begins each of them, and all are looked at together.
    let begins = |byte: u8| (byte == 0xC5) | (byte == 0xE2);
    let may_have = text.bytes().fold(false, |any, byte| any | begins(byte));
    may_have && text.chars().any(is_ambiguous)
}

/// Whether a reading says the same over and over, as lists of single characters and lines of tables
/// read as pairs of bytes do, and entries of dictionaries that have a word twice: of Chinese sentences'
/// first characters far more than half differ. One character says nothing.
pub(super) fn is_monotonous(text: &str) -> bool {
    match variety(text) {
        (1, 1) => true,
        // 谢谢 is a word.
        (differ, 2) => differ == 1 && text.chars().nth(2).is_some(),
        (differ, FIRST..) => 2 * differ < FIRST,
        (differ, all) => 2 * differ <= all,
    }
}

/// Whether a text is a piece of a table of characters: each comes close behind the one before it in Unicode.
pub(super) fn is_in_order(text: &str) -> bool {
    const LEAST: usize = 5;
    const CLOSE: u32 = 8;
    let mut characters = text.chars().filter(|c| !c.is_ascii()).map(u32::from);
    let Some(first) = characters.next() else {
        return false;
    };
    let (mut last, mut count) = (first, 1);
    for next in characters {
        if next <= last {
            return false;
        }
        (last, count) = (next, count + 1);
    }
    count as usize >= LEAST && last - first <= CLOSE * count
}

/// First characters beyond ASCII that say how much a text repeats.
const FIRST: usize = 32;

/// How many of the first characters differ, and how many these are.
fn variety(text: &str) -> (usize, usize) {
    let mut different = [char::MAX; FIRST];
    let (mut differ, mut all) = (0, 0);
    for character in text.chars().filter(|c| !c.is_ascii()).take(FIRST) {
        all += 1;
        let (known, free) = different.split_at_mut(differ);
        if !known.contains(&character)
            && let Some(place) = free.first_mut()
        {
            *place = character;
            differ += 1;
        }
    }
    (differ, all)
}

/// What is left of a gain when what a reading repeats does not speak for it again.
pub(super) fn without_repeats(gain: i64, text: &str) -> i64 {
    match variety(text) {
        (differ, all) if differ < all && all < FIRST => gain * differ as i64 / all as i64,
        _ => gain,
    }
}

/// The price of tearing a span out of a word: damage does not end among letters of one script.
pub(super) fn torn_from_words(line: &str, span: &Range<usize>) -> i64 {
    const TORN_BITS: i64 = 12;
    let torn = |outside: Option<char>, inside: Option<char>| {
        let (Some(outside), Some(inside)) = (outside, inside) else {
            return 0;
        };
        let kinds = (kind(outside), kind(inside));
        let letters = matches!(
            kinds.0,
            Kind::Latin | Kind::Greek | Kind::Cyrillic | Kind::Letter
        );
        if letters && kinds.0 == kinds.1 {
            TORN_BITS
        } else {
            0
        }
    };
    let (before, at, after) = (
        line.get(..span.start).unwrap_or_default(),
        line.get(span.clone()).unwrap_or_default(),
        line.get(span.end..).unwrap_or_default(),
    );
    torn(before.chars().next_back(), at.chars().next())
        + torn(after.chars().next(), at.chars().next_back())
}

/// Whether a reading is Chinese that a person may have written; `valid` of its characters are UTF-8 that
/// nothing was lost of.
pub(super) fn is_plain(text: &str, price: Price, valid: usize) -> bool {
    if price.characters == 0 || text.chars().any(is_impossible) {
        return false;
    }
    let (all, valid) = (price.characters as f64, valid as f64);
    let most = MOST_MEAN_UTF8 * valid + MOST_MEAN * (all - valid) + MOST_MEAN_SHORT;
    price.bits as f64 <= most
        && text.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3002}' | '\u{FF01}'..='\u{FF1F}'))
}

/// Bits that each span must gain where several of a line speak for each other.
pub(super) const LEAST_SPAN_GAIN: i64 = 8;

/// A lost byte's mark among characters that are not ASCII, and another one behind it: a hole in clean text has up
/// to three. Where pairs of bytes are all that speaks for a reading and U+FFFD costs what the model says, 25 bits,
/// 176 of 40,000 lines of clean text with holes torn into them become other text; so none does.
const MARK_BITS: i64 = 8;
const MARK_AGAIN_BITS: i64 = 3;

/// Whether `gain` bits are enough.
pub(super) fn is_enough(gain: i64) -> bool {
    gain >= LEAST_GAIN
}

/// What kind of character stands beside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ascii,
    /// The character model knows it.
    Chinese,
    Kana,
    HalfKana,
    Hangul,
    Latin,
    Greek,
    Cyrillic,
    Letter,
    Symbol,
    Broken,
}

fn kind(c: char) -> Kind {
    match c {
        '\0'..='\x7F' => Kind::Ascii,
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' => Kind::Broken,
        '\u{3041}'..='\u{30FF}' => Kind::Kana,
        '\u{FF61}'..='\u{FF9F}' => Kind::HalfKana,
        '\u{AC00}'..='\u{D7A3}' | '\u{3131}'..='\u{318E}' => Kind::Hangul,
        '\u{2E80}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{20000}'..='\u{3FFFF}' => Kind::Chinese,
        '\u{AA}'
        | '\u{B5}'
        | '\u{BA}'
        | '\u{C6}'..='\u{24F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{C0}'..='\u{C5}' => match c {
            '×' | '÷' => Kind::Symbol,
            _ => Kind::Latin,
        },
        '\u{370}'..='\u{3FF}' => Kind::Greek,
        '\u{400}'..='\u{4FF}' => Kind::Cyrillic,
        // Marks of these scripts are no letters to Unicode.
        '\u{590}'..='\u{1FFF}' => Kind::Letter,
        c if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Symbol,
    }
}

/// Units that a rare Han character costs at most where pairs of bytes are all that speaks for another: lists of
/// characters and dictionaries consist of them. Without it, 74 of 507,000 lines with characters beyond ASCII
/// in the sources of other programs changed that now stay, nearly all of them such entries.
pub(super) const MOST_HAN: u32 = 17 * UNITS;

/// The price in bits of `text` as what it is, whatever the script; of no Han more than so many units.
pub(super) fn price_as_is(left: &str, text: &str, most_han: u32) -> i64 {
    let models = [Script::Simplified, Script::Traditional].map(Model::of);
    let mut states = models.map(|model| model.after(left));
    let mut chinese = [0_u64; 2];
    let eastern = Model::of_foreign(Foreign::Eastern);
    let mut eastern_state = eastern.after(left);
    let mut other = 0;
    let mut previous = left.chars().next_back().unwrap_or(' ');
    for c in text.chars() {
        let kind_here = kind(c);
        let (hangul, after) = eastern.step(eastern_state, c);
        eastern_state = after;
        let mut step = [0; 2];
        for ((model, state), step) in models.iter().zip(&mut states).zip(&mut step) {
            (*step, *state) = model.step(*state, c);
        }
        match kind_here {
            Kind::Ascii if c == '?' && !previous.is_ascii() => other += MARK_BITS,
            Kind::Broken if c == char::REPLACEMENT_CHARACTER && most_han != u32::MAX => {
                other += if previous == c {
                    MARK_AGAIN_BITS
                } else {
                    MARK_BITS
                };
            }
            Kind::Ascii => {}
            Kind::Chinese | Kind::Broken => {
                for (sum, step) in chinese.iter_mut().zip(step) {
                    let most = if kind_here == Kind::Chinese {
                        most_han
                    } else {
                        u32::MAX
                    };
                    *sum += u64::from(step.min(most));
                }
            }
            Kind::Hangul => other += i64::from(hangul.min(MOST_HANGUL_BITS * UNITS) / UNITS),
            _ => other += bits_beside(kind(previous), previous, kind_here, c),
        }
        previous = c;
    }
    let chinese = chinese.iter().min().copied().unwrap_or(0);
    (chinese / u64::from(UNITS)) as i64 + other
}

/// Most bits that a character of Hangul costs: common ones cost 4 to 10, those of rare names and loan words,
/// which GBK read as EUC-KR consists of, up to 17. With 15, 18 and 20 none of 93,000 Korean strings of
/// messages and names in them changes.
const MOST_HANGUL_BITS: u32 = 18;

/// Bits of a character that is not Chinese, by the one before. Rough: what counts is that words of
/// one script are cheap and that symbols and cases do not mix inside words.
fn bits_beside(before: Kind, previous: char, here: Kind, c: char) -> i64 {
    match here {
        Kind::Kana if matches!(before, Kind::Kana | Kind::Chinese) => 6,
        Kind::HalfKana if before == Kind::HalfKana => 6,
        Kind::Kana | Kind::HalfKana => 11,
        Kind::Latin | Kind::Greek | Kind::Cyrillic | Kind::Letter => {
            let same_script =
                before == here || here == Kind::Latin && previous.is_ascii_alphabetic();
            let starts = !previous.is_alphanumeric();
            let case_breaks = c.is_uppercase() && previous.is_lowercase();
            match () {
                () if starts && before != Kind::Symbol => 7,
                () if starts => 9,
                () if case_breaks => 11,
                () if !same_script => 11,
                () if here == Kind::Latin && before == Kind::Latin => 9,
                () => 5,
            }
        }
        _ if previous == c => 3,
        _ if previous.is_alphabetic() => 10,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_characters_are_in_order() {
        for table in ["쪨\",19,\"쪾쪿쫁쫂쫃쫅", "àáâãä", "一丁丂七丄"] {
            assert!(is_in_order(table), "{table}");
        }
        for text in ["", "àáâã", "一七三五九", "一丁七丁丄", "ÖÐÎÄÍøÕ¾", "ÁÔÖÝ×Ü"]
        {
            assert!(!is_in_order(text), "{text}");
        }
    }

    #[test]
    fn marks_and_letters_that_nobody_expects_have_a_price() {
        let (clean, asking) = (price("", "今天去吗").bits, price("", "今天去?吗").bits);
        assert!(asking > clean, "{clean}, {asking}");
        assert_eq!((marks("今?天?"), marks("?今 a? ??")), (2 * MARK_BITS, 0));
        assert_eq!(
            (new_ascii("今天", "今a天b "), new_ascii("ab", "今a")),
            (2 * MARK_BITS, 0)
        );
        assert!(gone_ascii("ab今", "今") > gone_ascii("ab今", "a今"));
        assert_eq!(gone_ascii("a今", "ab今"), 0);
    }

    #[test]
    fn a_script_is_priced_as_the_one_that_it_is() {
        let bits = |text| price("", text).bits;
        let both = [bits("我们说话"), bits("我們說話")];
        assert!(
            both.iter().all(|&bits| bits < bits_of_mixture()),
            "{both:?}"
        );
        let price = price("今天", "天气 good 好");
        assert_eq!(price.characters, 3);
    }

    /// No script has such characters side by side.
    fn bits_of_mixture() -> i64 {
        price("", "们說话們").bits
    }

    #[test]
    fn who_writes_about_damage_is_talking() {
        let talks = |line: &str| {
            let start = line.find("ÖÐÎÄ").unwrap();
            is_talk(line, &(start..start + "ÖÐÎÄ".len()), "中文")
        };
        for line in [
            "乱码ÖÐÎÄ",
            "ÖÐÎÄ 文字化け",
            "“中文”成了ÖÐÎÄ",
            "ÖÐÎÄ是「中文」",
        ] {
            assert!(talks(line), "{line}");
        }
        for line in ["ÖÐÎÄ", "这是ÖÐÎÄ网站", "“英文”和ÖÐÎÄ", "中文，ÖÐÎÄ"]
        {
            assert!(!talks(line), "{line}");
        }
        assert!(!is_talk("误读", &(0..6), "中文"), "the damage itself");
    }

    #[test]
    fn short_readings_do_not_split_characters() {
        assert!(is_split("ÖÐ", "中a", false));
        assert!(!is_split("ÖÐÎ", "中文a", false), "not so short");
        assert!(is_split("ÖÐÎ", "中文a", true), "pairs are valid anywhere");
        assert!(!is_split("ÖÐa", "中a", true), "it was there");
        let long = "我们明天上午去";
        assert!(is_split("Ö", &long[..18].replace('天', "a"), true));
        assert!(!is_split("Ö", &format!("{long}a"), true));
    }

    #[test]
    fn letters_of_several_pages_are_known() {
        for letter in "ŠšŽžŒœŸ€".chars() {
            assert!(is_ambiguous(letter) && has_ambiguous(&format!("é中{letter}a")));
        }
        assert!(!has_ambiguous("éŝ–中文№"));
    }

    #[test]
    fn what_says_the_same_over_and_over_says_little() {
        for text in ["", "中", "谢谢谢", "谢谢a", "今天今天", "天天天好"] {
            assert!(is_monotonous(text), "{text}");
        }
        for text in ["谢谢", "今天", "谢谢你", "天天天好啊"] {
            assert!(!is_monotonous(text), "{text}");
        }
        let cycle = |differ: u32| -> String {
            let all = (0..40).map(|at| char::from_u32(0x4E00 + at % differ));
            all.flatten().collect()
        };
        assert!(is_monotonous(&cycle(15)) && !is_monotonous(&cycle(16)));
        assert_eq!(without_repeats(100, "今天今天"), 50);
        assert_eq!(without_repeats(100, "今天 ok ok"), 100);
        assert_eq!(
            without_repeats(100, &cycle(15)),
            100,
            "there is enough besides"
        );
    }

    #[test]
    fn damage_does_not_end_inside_of_words() {
        let torn = |before: &str, inside: &str, behind: &str| {
            let line = format!("{before}{inside}{behind}");
            torn_from_words(&line, &(before.len()..before.len() + inside.len()))
        };
        let one = torn("é", "à", "");
        assert!(one > 0);
        assert_eq!((torn("", "à", "é"), torn("é", "àç", "ü")), (one, 2 * one));
        assert_eq!((torn("ж", "дд", ""), torn("ω", "ψ", "")), (one, one));
        for (before, inside, behind) in [
            ("", "à", ""),
            ("ж", "à", "ω"),
            ("中", "文", "字"),
            ("×", "÷", "×"),
            ("a", "à", " "),
        ] {
            assert_eq!(torn(before, inside, behind), 0, "{before}{inside}{behind}");
        }
    }

    #[test]
    fn every_script_has_its_letters() {
        for (kind_of_all, characters) in [
            (Kind::Ascii, "a~\t"),
            (Kind::Chinese, "中⺀、，豈︰𠮷"),
            (Kind::Kana, "ぁヿ"),
            (Kind::HalfKana, "｡ﾟ"),
            (Kind::Hangul, "가힣ㄱㆎ"),
            (Kind::Latin, "ªµºÀåæøÿāɏḀỿ"),
            (Kind::Symbol, "×÷©─€"),
            (Kind::Greek, "Ͱω"),
            (Kind::Cyrillic, "Ѐӿ"),
            (Kind::Letter, "אาⰀ"),
            (Kind::Broken, "\u{80}\u{9F}\u{E000}\u{F8FF}\u{FFFD}"),
        ] {
            for character in characters.chars() {
                assert_eq!(kind(character), kind_of_all, "{character:?}");
            }
        }
    }

    #[test]
    fn words_of_one_script_are_cheap_as_they_are() {
        let bits = |text: &str| price_as_is("", text, MOST_HAN);
        for (cheap, dear) in [
            ("привет", "приВет"),
            ("привет", "приωет"),
            ("tête", "tÊte"),
            ("señal", "señ©l"),
            ("señal", "se:ñal"),
            ("ひらがな", "ひﾗがな"),
            ("ひら", "жら"),
            ("ｶﾀｶﾅ", "жﾀｶﾅ"),
            ("────", "─│┌└"),
            ("我们今天", "烎朤氼仐"),
            ("대한민국", "뷁뢟쀍뗇"),
            ("什么", "什?么"),
        ] {
            assert!(
                bits(cheap) < bits(dear),
                "{cheap} {}, {dear} {}",
                bits(cheap),
                bits(dear)
            );
        }
        assert_eq!(bits("plain ASCII?"), 0);
        assert!(price_as_is("", "烎朤氼", u32::MAX) > price_as_is("", "烎朤氼", MOST_HAN));
    }

    #[test]
    fn plain_chinese_is_what_a_person_may_have_written() {
        let is_plain = |text: &str, valid| is_plain(text, price("", text), valid);
        assert!(is_plain("我们今天去", 0) && is_plain("。，", 0));
        for text in ["", "abc", "éà", "烎朤氼仐", "ひらがな"] {
            assert!(!is_plain(text, 0), "{text}");
        }
        // Names and verse cost more than prose, and need the proof that valid bytes are.
        let costing = |bits, valid| {
            let price = Price {
                bits,
                characters: 4,
            };
            super::is_plain("郗鉴郝昭", price, valid)
        };
        assert!(costing(40, 0) && !costing(56, 0) && costing(56, 4) && !costing(70, 4));
    }
}
