//! What must hold for any edits of any text, in one layer and in three.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod plan;

use std::ops::Range;

use proptest::prelude::*;

use self::plan::{Layer, Traced, apply, apply_within, boundaries, layer, text};
use super::{Cause, Certainty, Changes, Edit, Record, Report};

/// Checks all that a report between two texts promises.
fn check(report: &Report, source: &str, target: &str) -> Result<(), TestCaseError> {
    let (mut source_at, mut target_at) = (0, 0);
    for edit in report.edits() {
        prop_assert!(edit.source.start >= source_at && edit.target.start >= target_at);
        let gap = source.get(source_at..edit.source.start);
        prop_assert!(gap.is_some(), "{edit:?} begins inside a character");
        prop_assert_eq!(gap, target.get(target_at..edit.target.start));
        prop_assert_eq!(source.get(edit.source.clone()), Some(edit.removed));
        prop_assert!(target.get(edit.target.clone()).is_some());
        prop_assert!(!edit.reasons.is_empty() && edit.reasons.is_sorted_by(|a, b| a < b));
        let mut inferred_at = edit.target.start;
        for stretch in edit.inferred {
            prop_assert!(inferred_at <= stretch.target.start && !stretch.target.is_empty());
            prop_assert!(target.get(stretch.target.clone()).is_some());
            prop_assert!(edit.certainty < Certainty::Proved);
            inferred_at = stretch.target.end;
        }
        prop_assert!(inferred_at <= edit.target.end);
        (source_at, target_at) = (edit.source.end, edit.target.end);
    }
    prop_assert_eq!(&source[source_at..], &target[target_at..]);
    prop_assert_eq!(report.undo(target).unwrap(), source);
    Ok(())
}

/// The characters outside all edits: their offsets in both texts.
fn gaps(report: &Report, source: &str) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    let (mut source_at, mut target_at) = (0, 0);
    let end = (source.len()..source.len(), 0..0);
    let spans = report.edits().map(|edit| (edit.source, edit.target));
    for (from, to) in spans.chain([end]) {
        let gap = source[source_at..from.start].char_indices();
        kept.extend(gap.map(|(at, _)| (source_at + at, target_at + at)));
        (source_at, target_at) = (from.end, to.end);
    }
    kept
}

/// Applies three layers; their texts, and the report of each.
fn three(text: &str, layers: &[Layer; 3]) -> ([String; 3], [Report; 3]) {
    let (one, a) = apply::<Report>(text, &layers[0]);
    let (two, b) = apply::<Report>(&one, &layers[1]);
    let (three, c) = apply::<Report>(&two, &layers[2]);
    ([one, two, three], [a, b, c])
}

fn layers() -> impl Strategy<Value = [Layer; 3]> {
    [layer(), layer(), layer()]
}

/// Enough cases that each rule of composition, broken on purpose, is found out.
fn many() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(4096),
        ..default
    }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn one_layer_is_applied_and_accounted_for(text in text(), layer in layer()) {
        let (result, report) = apply::<Report>(&text, &layer);
        let traced = Traced::new(&text).apply(&layer);
        prop_assert_eq!(&result, &traced.text());
        check(&report, &text, &result)?;
        prop_assert_eq!(gaps(&report, &text), traced.kept());
        prop_assert_eq!(report.edits().len(), layer.len());
        for (edit, step) in report.edits().zip(&layer) {
            prop_assert_eq!(edit.reasons, &step.reasons);
            prop_assert_eq!(edit.certainty, step.certainty);
            let is_whole = edit.inferred.iter().map(|stretch| &stretch.target).eq([&edit.target]);
            let is_inferred = step.certainty < Certainty::Proved && !edit.target.is_empty();
            prop_assert_eq!(is_whole, is_inferred);
        }
    }

    #[test]
    fn three_layers_are_one_report(text in text(), layers in layers()) {
        let (texts, [a, b, c]) = three(&text, &layers);
        let mut traced = Traced::new(&text);
        let mut report = Report::unchanged(text.len());
        for ((layer, step), result) in layers.iter().zip([a, b, c]).zip(&texts) {
            traced = traced.apply(layer);
            report = report.then(step);
            prop_assert_eq!(result, &traced.text());
            check(&report, &text, result)?;
            // An edit covers what changed and nothing else.
            prop_assert_eq!(gaps(&report, &text), traced.kept());
        }
        let mut told: Vec<_> = report.edits().flat_map(|e| e.reasons.to_vec()).collect();
        let mut given: Vec<_> = layers.iter().flatten().flat_map(|s| s.reasons.clone()).collect();
        for reasons in [&mut told, &mut given] {
            reasons.sort();
            reasons.dedup();
        }
        prop_assert_eq!(told, given);
        let certainty = layers.iter().flatten().map(|step| step.certainty).min();
        prop_assert_eq!(report.edits().map(|edit| edit.certainty).min(), certainty);
    }

    #[test]
    fn composition_is_associative(text in text(), layers in layers()) {
        let (_, [a, b, c]) = three(&text, &layers);
        let left = a.clone().then(b.clone()).then(c.clone());
        let right = a.then(b.then(c));
        // A stretch is as wide as the edits that have a part in it, which are wider once composed.
        let [left, right] = [left, right].map(|report| Report { inferred: Vec::new(), ..report });
        prop_assert_eq!(left, right);
    }

    #[test]
    fn the_text_does_not_depend_on_the_record(
        text in text(), layer in layer(), max in 0..8_usize, proved in any::<bool>(),
    ) {
        let certainty = if proved { Certainty::Proved } else { Certainty::Guessed };
        let (with, _) = apply_within::<Report>(&text, &layer, certainty, max);
        let (without, ()) = apply_within::<()>(&text, &layer, certainty, max);
        prop_assert_eq!(with, without);
    }

    #[test]
    fn edits_beyond_the_limit_make_none(text in text(), layer in layer(), max in 0..8_usize) {
        let (result, report) = apply_within::<Report>(&text, &layer, Certainty::Guessed, max);
        if layer.len() <= max {
            prop_assert_eq!((result, report), apply(&text, &layer));
        } else {
            prop_assert_eq!(&result, &text);
            prop_assert_eq!(report.edits().len(), 0);
            let left: Vec<_> = report.left().iter().map(|l| (l.source.clone(), l.cause)).collect();
            prop_assert_eq!(left, vec![(0..text.len(), Cause::Edits)]);
        }
    }

    #[test]
    fn changes_below_the_certainty_are_left(text in text(), layer in layer()) {
        let least = Certainty::Inferred;
        let (result, report) = apply_within::<Report>(&text, &layer, least, usize::MAX);
        check(&report, &text, &result)?;
        prop_assert!(report.edits().all(|edit| edit.certainty >= least));
        let below = layer.iter().filter(|step| step.certainty < least);
        let reasons: Vec<_> = below.map(|step| (Some(step.reasons[0]), Cause::Certainty)).collect();
        let left: Vec<_> = report.left().iter().map(|l| (l.reason, l.cause)).collect();
        prop_assert_eq!(left, reasons);
    }

    #[test]
    fn what_is_left_points_into_the_original(text in text(), layers in layers()) {
        let mut now = text.clone();
        let mut report = Report::unchanged(text.len());
        let mut below = 0;
        for layer in &layers {
            let (next, step) =
                apply_within::<Report>(&now, layer, Certainty::Inferred, usize::MAX);
            below += step.left().len();
            report = report.then(step);
            now = next;
        }
        check(&report, &text, &now)?;
        prop_assert_eq!(report.left().len(), below);
        for left in report.left() {
            prop_assert!(text.get(left.source.clone()).is_some());
        }
    }

    #[test]
    fn an_account_of_changes_alone_has_them_all(text in text(), layers in layers()) {
        let (_, [a, b, c]) = three(&text, &layers);
        let report = a.then(b).then(c);
        let (one, a) = apply::<Changes>(&text, &layers[0]);
        let (two, b) = apply::<Changes>(&one, &layers[1]);
        let (_, c) = apply::<Changes>(&two, &layers[2]);
        let mut changes = a.then(b).then(c);
        let changes: &Report = changes.as_mut();
        prop_assert!(changes.edits().eq(report.edits()));
        prop_assert!(changes.left().is_empty());
    }

    #[test]
    fn a_report_ends_wherever_no_edit_has_a_part(text in text(), layers in layers()) {
        let (texts, [a, b, c]) = three(&text, &layers);
        let whole = a.then(b).then(c);
        for at in boundaries(&text) {
            let touches = |edit: &Edit<'_>| edit.source.start <= at && at <= edit.source.end;
            prop_assert_eq!(whole.is_untouched(at..at), !whole.edits().any(|edit| touches(&edit)));
            if !whole.is_untouched(at..at) {
                continue;
            }
            let mut report = whole.clone();
            let target = report.as_mut().truncate(at);
            check(&report, &text[..at], &texts[2][..target])?;
            prop_assert!(report.edits().eq(whole.edits().filter(|edit| edit.source.end <= at)));
            prop_assert!(report.left().iter().all(|left| left.source.end <= at));
        }
    }

    #[test]
    fn what_was_too_much_stays_so(text in text(), layers in layers()) {
        let (_, [mut a, b, c]) = three(&text, &layers);
        a.weigh(0);
        let changes = a.edits().any(|edit| !(edit.source.is_empty() && edit.target.is_empty()));
        prop_assert_eq!(a.is_over_budget(), changes);
        prop_assert_eq!(a.then(b).then(c).is_over_budget(), changes);
    }

    #[test]
    fn offsets_map_both_ways(text in text(), layers in layers()) {
        let (texts, [a, b, c]) = three(&text, &layers);
        let report = a.then(b).then(c);
        let target = &texts[2];
        let kept = gaps(&report, &text);
        check_map(target, &text, |span| report.to_source(span), |span| report.to_target(span))?;
        check_map(&text, target, |span| report.to_target(span), |span| report.to_source(span))?;
        for (source, at) in kept {
            let len = text[source..].chars().next().map_or(0, char::len_utf8);
            prop_assert_eq!(report.to_target(source..source + len), at..at + len);
            prop_assert_eq!(report.to_source(at..at + len), source..source + len);
        }
    }
}

/// Checks that a map of spans is sound in one direction.
fn check_map(
    from: &str,
    to: &str,
    there: impl Fn(Range<usize>) -> Range<usize>,
    back: impl Fn(Range<usize>) -> Range<usize>,
) -> Result<(), TestCaseError> {
    let boundaries = boundaries(from);
    let mut starts = 0;
    for (i, &start) in boundaries.iter().enumerate() {
        let mut ends = 0;
        for &end in &boundaries[i..] {
            let span = there(start..end);
            prop_assert!(
                to.get(span.clone()).is_some(),
                "{start}..{end} gives {span:?}"
            );
            // A span and back again covers it, but for text at its bounds that has no counterpart:
            // a bound prefers what is inside the span.
            let round = back(span.clone());
            for (lost, at) in [(start..round.start, start), (round.end..end, end)] {
                if lost.start < lost.end {
                    let of_nothing = there(lost.clone());
                    prop_assert!(
                        of_nothing.is_empty(),
                        "{start}..{end} gives {span:?}, and back {round:?}: lost at {at}"
                    );
                }
            }
            if start < end {
                // Both bounds move forward only.
                prop_assert!(span.start >= starts && span.end >= ends);
                ends = span.end;
            }
        }
        if let Some(&next) = boundaries.get(i + 1) {
            starts = there(start..next).start;
        }
    }
    Ok(())
}
