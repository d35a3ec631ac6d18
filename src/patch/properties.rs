//! Every original comes back from its patch.

use super::*;
use crate::{Escapes, Profile, Repairer};
use proptest::prelude::*;

fn comes_back(repairer: &Repairer, bytes: &[u8]) {
    let repaired = repairer.repair_bytes(bytes);
    let patch = Patch::of(&repaired).unwrap();
    let read: Patch = patch.to_string().parse().unwrap();
    assert_eq!(read, patch);
    let text = repaired.text.as_bytes();
    assert_eq!(read.undo(text).unwrap(), bytes);
    assert_eq!(read.apply(bytes).unwrap(), repaired.text);

    let mut other = text.to_vec();
    other.push(b'!');
    let foreign = Err(Error::ForeignFile {
        expected: text.len(),
        found: other.len(),
    });
    assert_eq!(read.undo(&other), foreign);
    let other: Vec<u8> = bytes.iter().map(|byte| byte ^ 1).collect();
    assert!(bytes.is_empty() || read.apply(&other).is_err());
}

/// Bytes as they come, and such as repair changes.
fn inputs() -> impl Strategy<Value = Vec<u8>> {
    let damaged = "開(kāi)發(fā)區(qū)\t涓枃\\\r\n中&#20013;&#25991;,ä¸\u{AD}æ–‡ ";
    let pieces = (0..damaged.chars().count(), 0..30_usize).prop_map(move |(from, len)| {
        damaged
            .chars()
            .skip(from)
            .take(len)
            .collect::<String>()
            .into_bytes()
    });
    let gbk = pieces.clone().prop_map(|text| {
        let text = String::from_utf8_lossy(&text).into_owned();
        encoding_rs::GBK.encode(&text).0.into_owned()
    });
    let raw = proptest::collection::vec(any::<u8>(), 0..24);
    let mark = Just(b"\xEF\xBB\xBF".to_vec());
    let piece = prop_oneof![4 => pieces, 1 => gbk, 2 => raw, 1 => mark];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_original_comes_back(bytes in inputs()) {
        comes_back(&Repairer::default(), &bytes);
        let builder = Repairer::builder().profile(Profile::Corpus).escapes(Escapes::All);
        comes_back(&builder.build().unwrap(), &bytes);
    }

    #[test]
    fn so_does_that_of_any_encoding(bytes in inputs(), label in "[a-z0-9-]{2,11}") {
        let labels = ["hz", "utf-7", "iso-2022-cn", "iso-2022-jp", "utf-16le", "utf-32be", "ascii",
            "big5", "euc-tw", "cp437", "windows-1252", &label];
        for encoding in labels.into_iter().filter_map(Encoding::for_label) {
            assert_eq!(Encoding::for_label(encoding.name()), Some(encoding));
            let repairer = Repairer::builder().encoding(encoding).build().unwrap();
            comes_back(&repairer, &bytes);
        }
    }

    #[test]
    fn a_patch_that_was_changed_is_refused_or_does_no_harm(
        bytes in inputs(),
        at in any::<proptest::sample::Index>(),
        with in "[\t\na-z0-9-]{0,3}",
    ) {
        let repaired = crate::repair_bytes(&bytes);
        let mut file = Patch::of(&repaired).unwrap().to_string();
        let at = at.index(file.len());
        let at = (0..=at).rev().find(|&at| file.is_char_boundary(at)).unwrap();
        let len = file[at..].chars().next().map_or(0, char::len_utf8);
        file.replace_range(at..at + len, &with);
        if let Ok(patch) = file.parse::<Patch>() {
            let text = repaired.text.as_bytes();
            prop_assert!(patch.undo(text).is_ok_and(|b| b == bytes) || patch.undo(text).is_err());
            let again = patch.apply(&bytes);
            prop_assert!(again.is_err() || again.is_ok_and(|text| text == repaired.text));
        }
    }
}

#[test]
fn a_patch_is_as_large_as_the_changes() {
    let line = "河邊的老槐樹開花了，滿院子都是香氣。\n".repeat(1_000);
    let (bytes, _, _) = encoding_rs::BIG5.encode(&line);
    let repaired = crate::repair_bytes(&bytes);
    assert_eq!(repaired.text, line);
    assert!(Patch::of(&repaired).unwrap().to_string().len() < 200);
}

#[test]
fn patches_of_parts_are_the_patch_of_the_whole() {
    let (one, two) = ("開(kāi)發(fā)區(qū)", "ÖÐÎÄÍøÕ¾");
    let mut whole = Patch::default();
    let of = |text| Patch::of(&Repairer::default().repair(text)).unwrap();
    whole.extend([of(one), of(two)]);
    assert_eq!(
        whole.undo("開發區中文网站".as_bytes()).unwrap(),
        [one, two].concat().as_bytes()
    );
    let file = format!("{}{}", of(one), of(two));
    assert_eq!(file.parse(), Ok(whole));
}

#[test]
fn what_is_no_patch_is_refused_by_line() {
    for (file, line) in [
        ("", 1),
        ("mingwen-patch 2\nend\n", 1),
        ("mingwen-patch 1\nend\n", 2),
        ("mingwen-patch 1\noriginal\t1", 2),
        ("mingwen-patch 1\noriginal\t1\t0\nresult\t1\t0\n", 4),
    ] {
        assert_eq!(
            file.parse::<Patch>(),
            Err(Error::PatchLine { line }),
            "{file:?}"
        );
    }
}
