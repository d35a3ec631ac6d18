//! Which readings are followed.

use super::*;
use crate::model::Script;

/// A reading that ends with `text`, in the history at `link`.
fn reading(text: &str, link: u32, bits: u32) -> Hypothesis {
    Hypothesis {
        partial: Partial::NONE,
        state: Model::of(Script::Simplified).after(text),
        cost: bits * UNITS,
        rank: bits * UNITS,
        link,
        lost: None,
        ended: false,
        guessed: 0,
        filled: false,
    }
}

fn pruned(mut from: Vec<Hypothesis>, width: usize) -> (Vec<u32>, usize) {
    let (mut to, mut rivals) = (Vec::new(), Vec::new());
    prune(&mut from, &mut to, width, &mut rivals);
    (to.iter().map(|kept| kept.link).collect(), rivals.len())
}

#[test]
fn of_readings_that_end_alike_the_best_is_kept_and_the_others_are_its_rivals() {
    let (one, alike) = (reading("我们", 1, 9), reading("我们", 2, 7));
    assert_eq!(pruned(vec![one, alike], 8), (vec![2], 1));
    assert_eq!(pruned(vec![alike, one], 8), (vec![2], 1));
    assert_eq!(pruned(vec![one], 8), (vec![1], 0));
    // Another end, another byte that was lost, half a character.
    let Step::More(partial) = Writer::Utf8.feed(Partial::NONE, 0xE4) else {
        panic!("a first byte");
    };
    for other in [
        reading("天气", 3, 8),
        Hypothesis {
            lost: Some(0x80),
            ..reading("我们", 3, 8)
        },
        Hypothesis {
            partial,
            ..reading("我们", 3, 8)
        },
    ] {
        assert_eq!(pruned(vec![one, other, alike], 8), (vec![2, 3], 1));
    }
}

#[test]
fn readings_far_behind_are_dropped_and_no_more_are_kept_than_asked_for() {
    let far = reading("天气", 3, 8 + REACH_BITS);
    assert_eq!(pruned(vec![far, reading("我们", 1, 7)], 8), (vec![1], 0));
    let near = reading("天气", 3, 7 + REACH_BITS);
    assert_eq!(
        pruned(vec![near, reading("我们", 1, 7)], 8),
        (vec![1, 3], 0)
    );
    let many = [
        (6, "天"),
        (5, "地"),
        (4, "人"),
        (3, "你"),
        (2, "我"),
        (1, "他"),
    ];
    let many = many.map(|(at, text)| reading(text, at, at)).to_vec();
    assert_eq!(pruned(many, 3).0, [1, 2, 3]);
}
