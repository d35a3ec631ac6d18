//! From a suspect line to the changes that mend it.

use std::ops::Range;

use super::beam::{Beam, Found};
use super::channel::{self, Channel};
use super::judge;
use super::reader::Reader;
use super::units::{self, Unit};
use crate::edit::Certainty;
use crate::model::{Model, Script};

/// Layers of damage that are looked through at once.
const MAX_DEPTH: usize = 3;

/// Bits that each guess costs beyond what the model says.
const GUESS_COST: i64 = 4;

/// A span of damaged text and what it was.
#[derive(Debug, Clone)]
pub(super) struct Mend {
    pub(super) source: Range<usize>,
    pub(super) text: String,
    /// The channels, from the last misreading to the first.
    pub(super) channels: Vec<Channel>,
    pub(super) certainty: Certainty,
    pub(super) probability: Option<f32>,
    gain: i64,
}

/// The mends of one line, in order.
pub(super) fn mends(line: &str) -> Vec<Mend> {
    at_depth(line, 1)
}

fn at_depth(line: &str, depth: usize) -> Vec<Mend> {
    let mut units = Vec::new();
    let mut candidates = Vec::new();
    let kinds = Kinds::of(line);
    for channel in kinds.readers().flat_map(channel::lossless) {
        collect(line, &channel, depth, &mut units, &mut candidates);
    }
    for channel in channel::LOSSY {
        let is_double = channel::DOUBLE.contains(&channel.read);
        if is_double && kinds.double || !is_double && kinds.single {
            collect(line, channel, depth, &mut units, &mut candidates);
        }
    }
    choose(candidates)
}

/// What scripts a line has.
struct Kinds {
    single: bool,
    double: bool,
}

impl Kinds {
    fn of(line: &str) -> Self {
        let others = || line.chars().filter(|c| !c.is_ascii());
        Self {
            single: others().any(|c| c < '\u{2E80}'),
            double: others().any(|c| c >= '\u{2E80}' && c != char::REPLACEMENT_CHARACTER),
        }
    }

    fn readers(&self) -> impl Iterator<Item = crate::name::Encoding> {
        let single = channel::SINGLE.iter().filter(|_| self.single);
        let double = channel::DOUBLE.iter().filter(|_| self.double);
        double.chain(single).copied()
    }
}

/// Adds the spans of one channel, if together they are worth it.
fn collect(
    line: &str,
    channel: &Channel,
    depth: usize,
    units: &mut Vec<Unit>,
    candidates: &mut Vec<Mend>,
) {
    units::fill(line, channel, Reader::of(channel.read), units);
    let mut beams = [Script::Simplified, Script::Traditional]
        .map(|script| Beam::new(channel, Model::of(script)));
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        if !beams[0].may_start(rest) {
            at += 1;
            continue;
        }
        let Some((unit, found)) = rest.first().zip(search(&mut beams, rest, line)) else {
            at += 1;
            continue;
        };
        let end = rest.get(found.units.max(1) - 1).map_or(unit.at, Unit::end);
        let source = unit.at..end;
        at += found.units.max(1);
        if let Some(mend) = weigh(line, source, found, channel, depth) {
            spans.push(mend);
        }
    }
    if judge::is_enough(spans.iter().map(|mend| mend.gain).sum()) {
        candidates.append(&mut spans);
    }
}

/// The better reading of the two scripts' models.
fn search(beams: &mut [Beam<'_>; 2], units: &[Unit], line: &str) -> Option<Found> {
    let left = units.first().and_then(|unit| line.get(..unit.at))?;
    let [simplified, traditional] = beams;
    let found = simplified.search(units, left)?;
    if found.guesses == 0 {
        return Some(found);
    }
    match traditional.search(units, left) {
        Some(other) if other.units >= found.units && other.cost < found.cost => Some(other),
        _ => Some(found),
    }
}

/// The span as a mend, if its reading is Chinese and worth more than what stands there.
fn weigh(
    line: &str,
    source: Range<usize>,
    found: Found,
    channel: &Channel,
    depth: usize,
) -> Option<Mend> {
    let damaged = line.get(source.clone())?;
    if found.text.is_ascii() {
        return None;
    }
    let mut mend = Mend {
        source,
        text: found.text,
        channels: vec![*channel],
        certainty: Certainty::Proved,
        probability: None,
        gain: 0,
    };
    if found.guesses > 0 {
        mend.certainty = Certainty::Inferred;
        mend.probability = Some(found.probability);
    }
    let mut price = judge::price(&mend.text);
    if !judge::is_plain(&mend.text, price) {
        if depth >= MAX_DEPTH || !channel.loss.is_none() {
            return None;
        }
        let deeper = at_depth(&mend.text, depth + 1);
        let best = deeper.iter().max_by_key(|mend| mend.gain)?;
        mend.channels.extend(&best.channels);
        mend.certainty = deeper.iter().map(|m| m.certainty).min()?;
        mend.probability = deeper.iter().filter_map(|m| m.probability).reduce(f32::min);
        mend.text = apply(&mend.text, &deeper);
        price = judge::price(&mend.text);
        if !judge::is_plain(&mend.text, price) {
            return None;
        }
    }
    mend.gain =
        judge::price_as_is(damaged) - price.bits - GUESS_COST * i64::from(found.guesses);
    (mend.gain > 0).then_some(mend)
}

fn apply(text: &str, mends: &[Mend]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for mend in mends {
        out.push_str(text.get(at..mend.source.start).unwrap_or_default());
        out.push_str(&mend.text);
        at = mend.source.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The candidates that are worth most and do not overlap.
fn choose(mut candidates: Vec<Mend>) -> Vec<Mend> {
    candidates.sort_by_key(|mend| std::cmp::Reverse(mend.gain));
    let mut chosen: Vec<Mend> = Vec::new();
    for candidate in candidates {
        let overlaps = |mend: &Mend| {
            mend.source.start < candidate.source.end && candidate.source.start < mend.source.end
        };
        if !chosen.iter().any(overlaps) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|mend| mend.source.start);
    chosen
}
