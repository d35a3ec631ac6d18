//! Input in pieces.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "../checks/mod.rs"]
mod checks;
#[path = "../corrupt/mod.rs"]
mod corrupt;
mod documents;
mod failures;

use checks::stream::{SHORT, divided, pulled};
use documents::{all, long};
use mingwen::{Choice, Config, Encoding, Error, Profile, Repairer};
use proptest::prelude::*;

/// Lengths of pieces: bytes, lines, more than is held, and nothing.
fn lens() -> impl Strategy<Value = Vec<usize>> {
    let len = prop_oneof![Just(0_usize), 1..4_usize, 1..200_usize, 1..20_000_usize];
    proptest::collection::vec(len, 1..8).prop_filter("the end is never come to", |lens| {
        lens.iter().any(|&len| len > 0)
    })
}

/// Runs `check` for so many random divisions.
fn for_divisions(count: u32, check: impl Fn(&[usize])) {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(count)
    });
    let result = runner.run(&lens(), |lens| {
        check(&lens);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn documents_that_are_held_whole_are_repaired_as_one() {
    for bytes in all() {
        for_divisions(6, |lens| {
            divided(&Repairer::default(), &bytes, lens, Repairer::LOOK_AHEAD);
        });
    }
}

#[test]
fn long_documents_are_the_same_however_they_are_divided() {
    for bytes in all() {
        let bytes = bytes.repeat(4 * SHORT / bytes.len() + 1);
        for lens in [&[1][..], &[0, SHORT - 1], &[4 * SHORT, 7]] {
            divided(&Repairer::default(), &bytes, lens, SHORT);
        }
    }
}

#[test]
fn long_conversions_are_the_same_however_they_are_divided() {
    let repairers = [Config::S2twp, Config::T2s].map(|config| {
        let builder = Repairer::builder().script(config);
        [Choice::Exact, Choice::Context].map(|choice| builder.clone().choice(choice).build())
    });
    for bytes in all() {
        let bytes = bytes.repeat(4 * SHORT / bytes.len() + 1);
        for repairer in repairers.iter().flatten() {
            divided(repairer.as_ref().unwrap(), &bytes, &[4 * SHORT, 7], SHORT);
        }
    }
}

#[test]
#[ignore = "takes minutes without optimization"]
fn a_thousand_divisions_of_every_document() {
    for bytes in all() {
        let long = bytes.repeat(4 * SHORT / bytes.len() + 1);
        for_divisions(1_000, |lens| {
            divided(&Repairer::default(), &bytes, lens, Repairer::LOOK_AHEAD);
            divided(&Repairer::default(), &long, lens, SHORT);
        });
    }
}

#[test]
fn any_bytes_can_be_divided() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(20)
    });
    let bytes = proptest::collection::vec(any::<u8>(), 0..64);
    let result = runner.run(&bytes, |bytes| {
        checks::stream(&bytes);
        Ok(())
    });
    result.unwrap();
}

#[test]
fn long_documents_come_out_as_in_one_go() {
    for (name, bytes) in long() {
        for builder in [
            Repairer::builder(),
            Repairer::builder().script(Config::S2t),
            Repairer::builder().profile(Profile::Prompt),
        ] {
            let repairer = builder.build().unwrap();
            let (text, blocks) = pulled(&repairer, &bytes, &[usize::MAX], Repairer::LOOK_AHEAD);
            assert!(blocks.len() > 1, "{name} is too short");
            let whole = repairer.repair_bytes(&bytes);
            assert!(text == whole.text.as_bytes(), "{name}");
            let edits = blocks.iter().flat_map(|block| {
                let edits = block.repaired.report.edits();
                edits.map(|edit| (block.source as usize + edit.source.start, edit.removed))
            });
            let expected = whole
                .report
                .edits()
                .map(|edit| (edit.source.start, edit.removed));
            assert!(edits.eq(expected), "{name}");
        }
    }
}

#[test]
fn the_encoding_is_kept_from_where_it_shows() {
    let ascii = "GET /index.html 200\n".repeat(2 * Repairer::LOOK_AHEAD / 20);
    let (gbk, _, _) = encoding_rs::GBK.encode("河边的老槐树开花了，满院子都是香气。\n");
    let bytes = [ascii.as_bytes(), &gbk, ascii.as_bytes(), b"\xd6\xd0\n"].concat();
    let (text, blocks) = pulled(&Repairer::default(), &bytes, &[1000], Repairer::LOOK_AHEAD);
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("河边的老槐树开花了"));
    assert!(
        text.ends_with("中\n"),
        "what is short goes with what was decided"
    );
    let encodings: Vec<_> = blocks
        .iter()
        .map(|block| block.repaired.report.decoding().unwrap().segments[0].encoding)
        .collect();
    assert_eq!(encodings.first(), Some(&Encoding::Utf8));
    assert_eq!(encodings.last(), Some(&Encoding::Gb18030));
}

#[test]
fn what_cannot_be_divided_is_refused() {
    use std::io::Read;

    let repairer = Repairer::builder().encoding(Encoding::Hz).build().unwrap();
    let line = b"~{<:Ky~}\n";
    let mut text = String::new();
    repairer
        .reader(&line[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "己所\n");
    let long = line.repeat(Repairer::LOOK_AHEAD / 8);
    let error = repairer
        .reader(&long[..])
        .read_to_string(&mut text)
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::Unsupported);
    let inner = error
        .get_ref()
        .and_then(|error| error.downcast_ref::<Error>());
    assert!(matches!(
        inner,
        Some(Error::Unstreamable {
            encoding: Encoding::Hz,
            ..
        })
    ));
}
