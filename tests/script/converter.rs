//! Dictionaries given at run time, protection and streams.

use crate::interpreter::{self, Dictionary as Twin, Interpreter};
use crate::texts;
use mingwen::{Config, Converter, Dictionary, Error, candidates, convert};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, HashMap};

/// Entries of one's own: keys of OpenCC and parts of them, with values of every kind.
fn entries(
    keys: &[String],
    shortest: usize,
) -> impl Strategy<Value = BTreeMap<String, String>> + use<> {
    let key = select(keys.to_vec());
    let key = prop_oneof![
        key.clone(),
        (key.clone(), key.clone()).prop_map(|(a, b)| a + &b),
        (key, 1..4_usize).prop_map(|(key, n)| key.chars().take(n).collect()),
    ];
    let long = move |key: &String| key.chars().count() >= shortest;
    proptest::collection::btree_map(key.prop_filter("too short", long), "[髮发台臺A]{1,3}", 0..6)
}

fn dictionary(entries: &BTreeMap<String, String>) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (key, value) in entries {
        dictionary.insert(key, value).unwrap();
    }
    dictionary
}

/// Puts entries around the dictionaries of an interpreter, as the documentation says.
fn around(twin: Twin, over: &BTreeMap<String, String>, under: &BTreeMap<String, String>) -> Twin {
    let leaf = |entries: &BTreeMap<String, String>| -> Twin {
        Twin::Leaf(entries.clone().into_iter().collect::<HashMap<_, _>>())
    };
    Twin::ShortCircuit(vec![leaf(over), Twin::Union(vec![twin, leaf(under)])])
}

#[test]
fn dictionaries_given_agree_with_the_interpreter() {
    let Some(all) = interpreter::all() else {
        return;
    };
    let keys = interpreter::keys();
    let strategy = (entries(&keys, 1), entries(&keys, 2)).prop_flat_map(move |(over, under)| {
        // The keys given are to be met.
        let mut keys: Vec<String> = over.keys().chain(under.keys()).cloned().collect();
        keys.extend(["里".to_owned(), "头发".to_owned(), "台湾".to_owned()]);
        (Just(over), Just(under), texts::hard(&keys))
    });
    let mut twins: HashMap<Config, Interpreter> = all.into_iter().collect();
    let configs = [
        Config::S2t,
        Config::S2twp,
        Config::Tw2sp,
        Config::T2s,
        Config::Jp2t,
    ];
    let mut runner = proptest::test_runner::TestRunner::default();
    for config in configs {
        let twin = std::cell::RefCell::new(twins.remove(&config).unwrap());
        runner
            .run(&strategy, |(over, under, text)| {
                let converter = Converter::builder(config)
                    .over(dictionary(&over))
                    .under(dictionary(&under))
                    .build();
                let mut twin = twin.borrow_mut();
                twin.change_first(|first| around(first, &over, &under));
                let expected = twin.convert(&text);
                twin.restore_first();
                prop_assert_eq!(converter.convert(&text), expected.as_str(), "{}", config);
                Ok(())
            })
            .unwrap();
    }
}

proptest! {
    #[test]
    fn protected_spans_stay_and_the_rest_is_converted_alone(
        parts in proptest::collection::vec(("[头发里面台湾软件AB]{0,8}", "[后里发软件]{0,4}"), 0..5),
    ) {
        let converter = Converter::builder(Config::S2twp).build();
        let (mut text, mut expected, mut spans) = (String::new(), String::new(), Vec::new());
        for (free, kept) in &parts {
            text.push_str(free);
            expected.push_str(&convert(free, Config::S2twp));
            // What is not divided is converted together.
            prop_assume!(!kept.is_empty());
            spans.push(text.len()..text.len() + kept.len());
            text.push_str(kept);
            expected.push_str(kept);
        }
        prop_assert_eq!(converter.convert_except(&text, &spans).unwrap(), expected.as_str());
    }

    #[test]
    fn pieces_do_not_matter(
        text in texts::hard(&["头发", "台湾", "软件", "头", "发布", "干", "里程", "面", "⿰"].map(str::to_owned)),
        repeat in 1..20_usize,
        cuts in proptest::collection::vec(0..400_usize, 0..30),
        config in select(Config::ALL.to_vec()),
    ) {
        let text = text.repeat(repeat);
        let mut words = Dictionary::new();
        words.insert("发台湾", "X").unwrap();
        let converters = [
            Converter::builder(config).build(),
            Converter::builder(config).over(words).protect("件头").protect("布干里").build(),
        ];
        for converter in &converters {
            let mut stream = converter.stream();
            let mut out = String::new();
            let mut rest = text.as_str();
            for &cut in &cuts {
                let cut = (0..=cut.min(rest.len())).rev().find(|&at| rest.is_char_boundary(at));
                let (piece, after) = rest.split_at(cut.unwrap_or(0));
                stream.push(piece, &mut out);
                rest = after;
            }
            stream.push(rest, &mut out);
            stream.finish(&mut out);
            prop_assert_eq!(converter.convert(&text), out.as_str());
        }
    }
}

#[test]
fn without_tofu_agrees_with_the_interpreter() {
    let Some(all) = interpreter::all_without_tofu() else {
        return;
    };
    let keys = interpreter::keys();
    let some = keys.iter().step_by(40);
    let text: String = some.flat_map(|key| [key.as_str(), "，"]).collect();
    for (config, twin) in &all {
        let converter = Converter::builder(*config).include_tofu_risk(false).build();
        let expected = twin.convert(&text);
        assert!(converter.convert(&text) == expected, "{config}");
    }
}

#[test]
fn tofu_is_left_out_on_request() {
    let careful = Converter::builder(Config::T2s)
        .include_tofu_risk(false)
        .build();
    assert_eq!(convert("緍", Config::T2s), "𦈏");
    assert_eq!(careful.convert("緍"), "緍");
}

#[test]
fn errors_say_where() {
    let error = Dictionary::parse("# words\n软件\t軟件\n软件\t軟體\n").unwrap_err();
    assert!(
        matches!(error, Error::DictionaryLine { line: 3, .. }),
        "{error}"
    );
    let converter = Converter::builder(Config::S2t).build();
    assert!(converter.convert_except("头发", &[1..3]).is_err());
    assert!(converter.convert_except("头发", &[3..9]).is_err());
}

#[test]
fn candidates_are_what_the_dictionaries_list() {
    let text = "干了。𠮷头发展示𫖮";
    let mut end = 0;
    for candidates in candidates(text, Config::S2t) {
        let source = candidates.source.clone();
        assert!(end <= source.start && candidates.values.len() > 1);
        let converted = convert(&text[source.clone()], Config::S2t);
        assert_eq!(candidates.values[0], converted, "the first is taken");
        end = source.end;
    }
    assert!(end > 0);
    let found = |text, config| candidates(text, config).len();
    assert_eq!(
        (found("乾", Config::T2s), found("臺", Config::T2tw)),
        (1, 0)
    );
}

/// A word of one character counts where OpenCC has none, and under one of OpenCC's it does not.
#[test]
fn single_characters_stand_under_those_of_opencc() {
    let mut own = Dictionary::new();
    own.insert("囧", "冏").unwrap();
    own.insert("发", "法").unwrap();
    let converter = Converter::builder(Config::S2t).under(own).build();
    assert_eq!(converter.convert("囧，发"), "冏，發");
}
