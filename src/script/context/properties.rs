//! What holds for conversion by context, whatever the text.

use crate::name::{Choice, Config};
use crate::repairer::Repairer;
use crate::script::jumbles::jumbles;
use crate::script::{Converter, Dictionary};

const TO_TRADITIONAL: [Config; 5] = [
    Config::S2t,
    Config::S2tw,
    Config::S2twp,
    Config::S2hk,
    Config::S2hkp,
];

/// Text of ours, with what is hard in it.
const TEXTS: &[&str] = &[
    "",
    "plain text, nothing more",
    "这张表展示了如何计算，少数组织反对，敌人的士兵撤退了。",
    "王后的头发后来白了，皇后的面前放着一碗干面。",
    "文件和文档都在文件夹里，打开文档前先打开文件。",
    "后面\n里面\n皇后\n台",
    "後面有人\n里面没人\n王后\n干了",
    "我們已經說過了，这里还没有说。",
    "佢哋响屋企食咗饭，系唔系真系咁好食？",
    "乾隆年间的著作，瞭望台上的钟。",
    "𫖮𠮷⿰木寸发⿱",
    "SQL注入与BMW集团的U盘",
    "他说：“台湾的舞台剧了不起。”",
    "沿著河走著，這部名著的作者笑著說",
];

/// Strings of characters that are hard to decide, in any order.
fn hard() -> impl Iterator<Item = String> {
    let letters = "后後里裡裏干乾幹发發髮台臺檯文件文档档數据程序面麵了瞭的士兵只隻系係\n，a";
    jumbles(letters, 9, 3_000)
}

#[test]
fn old_complaints_are_met() {
    for (simplified, traditional) in [
        ("本文展示了如何去做", "本文展示了如何去做"),
        ("电灯被发明出来", "電燈被發明出來"),
        ("只有少数组织参加", "只有少數組織參加"),
        ("年轻的士兵", "年輕的士兵"),
        ("他的头发干了", "他的頭髮乾了"),
        ("三只猫只吃鱼", "三隻貓只吃魚"),
        ("皇后后来回来了", "皇后後來回來了"),
        ("复杂的重复和恢复", "複雜的重複和恢復"),
        ("制造商的制度", "製造商的制度"),
        ("准许与标准", "准許與標準"),
        // Idioms and things that texts have seldom and dictionaries know.
        ("他总是人云亦云，不知所云", "他總是人云亦云，不知所云"),
        ("古人云：学无止境", "古人云：學無止境"),
        ("书放在茶几上", "書放在茶几上"),
        ("终于遇到了克星", "終於遇到了剋星"),
        // Phrases that overlap, and characters that only the dictionary tells apart.
        ("箱子里有三个中等的苹果", "箱子裡有三個中等的蘋果"),
        ("他的才华像核桃的果核", "他的才華像核桃的果核"),
        ("剪发以后是黑发", "剪髮以後是黑髮"),
    ] {
        for config in [Config::S2tw, Config::S2twp] {
            let converter = Converter::builder(config).choice(Choice::Context).build();
            assert_eq!(converter.convert(simplified), traditional, "{config}");
        }
    }
}

#[test]
fn words_are_taken_where_they_are_words() {
    let converter = Converter::builder(Config::S2twp)
        .choice(Choice::Context)
        .build();
    assert_eq!(converter.convert("打的士去机场"), "打計程車去機場");
    assert_eq!(converter.convert("软件里的数组"), "軟體裡的陣列");
}

#[test]
fn converting_twice_is_converting_once() {
    let texts = TEXTS.iter().map(|text| (*text).to_owned());
    for text in texts.chain(hard()) {
        for config in TO_TRADITIONAL {
            let converter = Converter::builder(config).choice(Choice::Context).build();
            let once = converter.convert(&text).into_owned();
            assert_eq!(converter.convert(&once), once, "{config}: {text:?}");
        }
    }
}

#[test]
fn traditional_text_stays() {
    for text in [
        "後面有隻貓，里長說了。",
        "王后與皇后，乾隆的著作\n文件裡的數據",
    ] {
        for config in TO_TRADITIONAL {
            let converter = Converter::builder(config).choice(Choice::Context).build();
            assert_eq!(converter.convert(text), text, "{config}");
        }
    }
}

#[test]
fn what_is_protected_stays_and_is_read() {
    let builder = Converter::builder(Config::S2twp).choice(Choice::Context);
    let converter = builder.protect("里海").protect("软件").build();
    assert_eq!(converter.convert("里海的软件在这里"), "里海的软件在這裡");
    let text = "见 `里面/头发` 里面";
    assert_eq!(
        converter
            .convert_except(text, std::slice::from_ref(&(4..20)))
            .unwrap(),
        "見 `里面/头发` 裡面"
    );
}

#[test]
fn words_given_at_run_time_are_obeyed() {
    let over = Dictionary::parse("柏林墙\t柏林圍牆\n里面\t里麵\n发\tFA\n").unwrap();
    let under = Dictionary::parse("头发\t不用\n面包山\t麵飽山\n").unwrap();
    let builder = Converter::builder(Config::S2twp).choice(Choice::Context);
    let converter = builder.over(over).under(under).protect("柏林墙下").build();
    assert_eq!(
        converter.convert("在柏林墙里面，柏林墙下的后面，头发发了面包山的软件"),
        "在柏林圍牆里麵，柏林墙下的後面，頭髮FA了麵飽山的軟體"
    );
    assert!(
        converter
            .decisions("在里面")
            .iter()
            .all(|found| found.source.start != 3)
    );
    let over = Dictionary::parse("著作\t作品\n").unwrap();
    let builder = Converter::builder(Config::Tw2s).choice(Choice::Context);
    assert_eq!(
        builder.over(over).build().convert("他看著這部著作的後面"),
        "他看着这部作品的后面"
    );
}

#[test]
fn rare_characters_can_be_shunned() {
    let builder = Converter::builder(Config::Tw2s).choice(Choice::Context);
    assert_eq!(builder.clone().build().convert("看著緍"), "看着𦈏");
    let builder = builder.include_tofu_risk(false);
    assert_eq!(builder.build().convert("看著緍"), "看着緍");
}

#[test]
fn reading_keeps_what_opencc_says_of_the_rest() {
    let texts = [
        "他看著書，這本名著很有名，后面𫖮⿰木寸",
        "乾隆與乾燥，著名的著作說著，於是餘下的",
        "沿著`後著`走到那裡，顯著著火",
    ];
    for text in texts {
        for config in [Config::T2s, Config::Tw2s, Config::Hk2sp] {
            let converter = Converter::builder(config).choice(Choice::Context).build();
            let exact = Converter::builder(config).build();
            let without = text.replace('`', "");
            let (read, exact) = (converter.convert(&without), exact.convert(&without));
            let neutral = |text: &str| text.replace('着', "著");
            assert_eq!(neutral(&read), neutral(&exact), "{config}");
        }
    }
}

#[test]
fn code_markup_and_addresses_stay() {
    let text = "<img alt=\"里面\">里面的`后面`，见[后面](后面.md)与https://a.cn/后面 后面";
    let converter = Converter::builder(Config::S2tw)
        .choice(Choice::Context)
        .build();
    let kept = "<img alt=\"里面\">裡面的`后面`，見[後面](后面.md)與https://a.cn/后面 後面";
    assert_eq!(converter.convert(text), kept);
    assert!(
        converter
            .decisions(text)
            .iter()
            .all(|found| !matches!(found.source.start, 10..15))
    );
    let back = Converter::builder(Config::Tw2s).choice(Choice::Context);
    let text = "`後著`和著作";
    assert_eq!(back.build().convert(text), "`後著`和著作");
}

#[test]
fn the_account_is_true() {
    let texts = TEXTS.iter().map(|text| (*text).to_owned());
    for text in texts.chain(hard().take(500)) {
        for config in TO_TRADITIONAL
            .into_iter()
            .chain([Config::Tw2s, Config::T2s, Config::T2tw])
        {
            let repairer = Repairer::builder()
                .damage(crate::settings::Damage::Leave)
                .script(config)
                .choice(Choice::Context);
            let repaired = repairer.build().unwrap().repair(&text);
            let converter = Converter::builder(config).choice(Choice::Context).build();
            assert_eq!(
                repaired.text,
                converter.convert(&text),
                "{config}: {text:?}"
            );
            assert_eq!(
                repaired.report.undo(&repaired.text).unwrap(),
                text,
                "{config}"
            );
        }
    }
}

#[test]
fn doubt_leaves_text_alone_and_is_told() {
    let text = "他干了";
    let certain = Converter::builder(Config::S2t)
        .choice(Choice::ContextIfCertain)
        .build();
    let [decision, _] = &certain.decisions(text)[..] else {
        panic!("干 and 了 are to be decided")
    };
    assert!(decision.alternatives[0].probability < 0.9);
    assert_eq!(certain.convert(text), text);
    let repairer = Repairer::builder()
        .script(Config::S2t)
        .choice(Choice::ContextIfCertain);
    let repaired = repairer.build().unwrap().repair(text);
    assert_eq!(repaired.text, text);
    assert_eq!(repaired.report.left()[0].source, 3..6);
}

#[test]
fn what_is_in_doubt_is_spelled_as_the_region_does() {
    for (config, inside) in [(Config::S2tw, '裡'), (Config::S2hk, '裏')] {
        let converter = Converter::builder(config).choice(Choice::Context).build();
        let decisions = converter.decisions("他在屋里等");
        let spelled = |wanted| {
            let all = decisions.iter().flat_map(|decision| &decision.alternatives);
            all.filter(|one| one.character == wanted).count()
        };
        assert_eq!((spelled(inside), spelled('里')), (1, 1), "{config}");
        let sum: f32 = decisions[0]
            .alternatives
            .iter()
            .map(|one| one.probability)
            .sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }
}

#[test]
fn both_forms_of_one_character_come_back() {
    let converter = Converter::builder(Config::Tw2s)
        .choice(Choice::Context)
        .build();
    assert_eq!(
        converter.convert("他看著書，這本名著很有名"),
        "他看着书，这本名著很有名"
    );
}

#[test]
fn a_preference_chooses_spellings_and_not_words() {
    for (preferred, simplified, traditional) in [
        ('台', "台湾的舞台", "台灣的舞台"),
        ('臺', "台湾的舞台", "臺灣的舞臺"),
        ('佔', "占领土地", "佔領土地"),
        ('占', "占领土地", "占領土地"),
        ('髮', "发展经济", "發展經濟"),
        ('乾', "干部", "幹部"),
        ('週', "周末", "週末"),
    ] {
        let builder = Converter::builder(Config::S2tw).choice(Choice::Context);
        let converter = builder.prefer(preferred).build();
        assert_eq!(converter.convert(simplified), traditional, "{preferred}");
    }
}

#[test]
fn what_is_simplified_is_decided_too() {
    let builder = Converter::builder(Config::T2s).choice(Choice::Context);
    let text = "沿著河走，名著的作者";
    let decisions = builder.clone().build().decisions(text);
    let best: Vec<_> = decisions
        .iter()
        .map(|decision| {
            (
                &text[decision.source.clone()],
                decision.alternatives[0].character,
            )
        })
        .collect();
    assert_eq!(best, [("著", '着'), ("著", '著')]);
    assert!(
        decisions
            .iter()
            .all(|d| d.alternatives[0].probability > 0.5)
    );
    let protecting = builder.protect("名著").build();
    assert_eq!(protecting.decisions(text).len(), 1);
}
