//! Two reports in succession become one.
//!
//! `first` leads from the original to a middle text, `second` from there to the result. Edits of
//! the two that overlap *or touch* in the middle text become one edit; the others are carried over.
//! (Touching must count: an insertion behind a deletion has no order of its own otherwise, and
//! composition would not be associative.) One merge of two sorted lists: O(edits + bytes removed).

use std::ops::Range;

use super::report::Entry;
use super::{Left, Reason, Report, inferred};

impl Report {
    /// `self`, then `second`, which describes changes to the result of `self`.
    pub(super) fn compose(self, second: Self) -> Self {
        if second.entries.is_empty() && second.left.is_empty() {
            return self;
        }
        if self.entries.is_empty() && self.left.is_empty() {
            return Self {
                over_budget: self.over_budget,
                decoding: self.decoding,
                ..second
            };
        }
        let mut whole = Self {
            source_len: self.source_len,
            target_len: second.target_len,
            over_budget: self.over_budget,
            ..Self::default()
        };
        whole.inferred = inferred::compose(&self.inferred, &second);
        whole.left = self.left.clone();
        whole.left.extend(second.left.iter().map(|left| Left {
            source: self.to_source(left.source.clone()),
            ..left.clone()
        }));
        let mut union = Vec::new();
        let (mut a, mut b) = (0, 0);
        while a < self.entries.len() || b < second.entries.len() {
            let (a_end, b_end) = group(&self.entries, &second.entries, a, b);
            whole.append_group(&self, &second, a..a_end, b..b_end, &mut union);
            (a, b) = (a_end, b_end);
        }
        whole.decoding = self.decoding;
        whole
    }

    fn append_group(
        &mut self,
        first: &Self,
        second: &Self,
        a: Range<usize>,
        b: Range<usize>,
        union: &mut Vec<Reason>,
    ) {
        let (a_group, b_group) = (&first.entries[a.clone()], &second.entries[b.clone()]);
        let bounds = || {
            let a_spans = a_group.iter().map(|entry| &entry.target);
            a_spans.chain(b_group.iter().map(|entry| &entry.source))
        };
        let middle = bounds().map(|span| span.start).min().unwrap_or(0)
            ..bounds().map(|span| span.end).max().unwrap_or(0);
        let to_source = |at: usize, entries: usize| match first.entries[..entries].last() {
            None => at,
            Some(entry) => (at + entry.source.end) - entry.target.end,
        };
        let to_target = |at: usize, entries: usize| match second.entries[..entries].last() {
            None => at,
            Some(entry) => (at + entry.target.end) - entry.source.end,
        };
        let removed = self.removed.len();
        self.append_removed(first, second, a_group, b_group);

        union.clear();
        let mut certainty = super::Certainty::Proved;
        let mut probability: Option<f32> = None;
        let sets = a_group.iter().map(|entry| (entry, &first.reasons));
        for (entry, reasons) in sets.chain(b_group.iter().map(|entry| (entry, &second.reasons))) {
            union.extend_from_slice(reasons.get(entry.reasons));
            certainty = certainty.min(entry.certainty);
            probability = inferred::lower(probability, entry.probability);
        }
        if a.len() + b.len() > 1 {
            union.sort_unstable();
            union.dedup();
        }
        let reasons = self.reasons.number(union);
        self.entries.push(Entry {
            source: to_source(middle.start, a.start)..to_source(middle.end, a.end),
            target: to_target(middle.start, b.start)..to_target(middle.end, b.end),
            removed,
            reasons,
            certainty,
            probability,
        });
    }

    /// What stood in the original where a group stands: what the first report removed, and between
    /// its edits, where the middle text was still the original, what the second removed.
    fn append_removed(&mut self, first: &Self, second: &Self, a: &[Entry], b: &[Entry]) {
        let mut over = b.iter().peekable();
        let mut at = b.first().map_or(usize::MAX, |entry| entry.source.start);
        let end = b.last().map_or(0, |entry| entry.source.end);
        let mut append_gap = |removed: &mut String, gap: Range<usize>| {
            let mut at = gap.start;
            while let Some(entry) = over.peek().filter(|_| at < gap.end) {
                let upto = entry.source.end.min(gap.end);
                if at < upto {
                    let text = second.removed(entry);
                    removed.push_str(&text[at - entry.source.start..upto - entry.source.start]);
                    at = upto;
                } else {
                    over.next();
                }
            }
        };
        for entry in a {
            append_gap(&mut self.removed, at..entry.target.start);
            self.removed.push_str(first.removed(entry));
            at = entry.target.end;
        }
        append_gap(&mut self.removed, at..end);
    }
}

/// Where the group of touching edits that begins at `first[a]` or `second[b]` ends in each list.
fn group(first: &[Entry], second: &[Entry], mut a: usize, mut b: usize) -> (usize, usize) {
    // How far the group reaches in the middle text, on each side.
    let (mut a_reach, mut b_reach): (Option<usize>, Option<usize>) = (None, None);
    match (first.get(a), second.get(b)) {
        (Some(x), Some(y)) if x.target.start > y.source.start => {
            b_reach = Some(y.source.end);
            b += 1;
        }
        (Some(x), _) => {
            a_reach = Some(x.target.end);
            a += 1;
        }
        (None, Some(y)) => {
            b_reach = Some(y.source.end);
            b += 1;
        }
        (None, None) => {}
    }
    loop {
        if let Some(x) = first.get(a)
            && b_reach.is_some_and(|reach| x.target.start <= reach)
        {
            a_reach = Some(x.target.end);
            a += 1;
        } else if let Some(y) = second.get(b)
            && a_reach.is_some_and(|reach| y.source.start <= reach)
        {
            b_reach = Some(y.source.end);
            b += 1;
        } else {
            return (a, b);
        }
    }
}
