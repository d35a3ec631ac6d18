//! From a suspect line to the changes that mend it.

use std::cmp::Reverse;
use std::ops::Range;

use super::beam::{Beam, Found, NARROW, WIDTH};
use super::channel::{self, Channel, Hidden, Marked};
use super::class::Class;
use super::glance;
use super::habit::Habit;
use super::judge;
use super::rate::Rate;
use super::reader::Reader;
use super::straight::Straight;
use super::twice::Twice;
use super::units::{self, Unit};
use super::work::Work;
use crate::edit::{Certainty, Inferred, Reason};
use crate::model::{Model, Script, UNITS};
use crate::name::Encoding;

/// Layers of damage that are looked through at once.
const MAX_DEPTH: usize = 3;

/// A span of damaged text and what it was.
#[derive(Debug, Clone)]
pub(super) struct Mend {
    pub(super) source: Range<usize>,
    pub(super) text: String,
    /// The channels, from the last misreading to the first.
    pub(super) channels: Vec<Channel>,
    pub(super) certainty: Certainty,
    pub(super) probability: Option<f32>,
    /// The stretches of `text` that are not proved.
    pub(super) inferred: Vec<Inferred>,
    gain: i64,
    /// Bits that the reading saves, all that is new in it paid for: what it is compared by with other
    /// vendors' readings.
    worth: i64,
    /// Characters that called for an explanation, and marks, that it replaces.
    explained: usize,
    marks: usize,
}

impl Mend {
    /// One for each misreading.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let misread = |channel: &Channel| Reason::Misread {
            written: channel.written,
            read: channel.read,
        };
        let mut reasons: Vec<Reason> = self.channels.iter().map(misread).collect();
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    }
}

/// The mends of one line, in order.
pub(super) fn mends(
    line: &str,
    channels: &[Channel],
    habit: &mut Habit,
    work: &mut Work,
) -> Vec<Mend> {
    let mut mends = match as_expected(line, habit, work) {
        Some(mends) => mends,
        None => at_depth(line, channels, 1, habit, work),
    };
    mends.retain(|mend| !judge::is_talk(line, &mend.source, &mend.text));
    for mend in &mut mends {
        if share_of_right(mend) < LEAST_RIGHT {
            mend.certainty = Certainty::Guessed;
        }
    }
    mends
}

/// Share of the characters of a reading that must be right as far as is known, or it is a guess. UTF-8 read as Big5
/// or EUC-JP loses half of all bytes: of 128 readings of such rows in the development set this takes 61 for guesses,
/// 5 of which are right, and of 3,077 others 45, 10 of which are right.
const LEAST_RIGHT: f32 = 0.7;

fn share_of_right(mend: &Mend) -> f32 {
    let stretches = mend.inferred.iter().filter_map(|stretch| {
        let text = mend.text.get(stretch.target.clone())?;
        Some(text.chars().count() as f32 * (1.0 - stretch.probability?))
    });
    let wrong: f32 = stretches.sum();
    1.0 - wrong / mend.text.chars().count().max(1) as f32
}

/// How much these account for of what calls for an explanation in a line, in percent. A guess accounts for
/// nothing.
pub(super) fn explained_share(line: &str, mends: &[Mend]) -> usize {
    let is_guess = |mend: &Mend| mend.certainty == Certainty::Guessed;
    match mends {
        mends if mends.iter().all(is_guess) => 0,
        mends => Kinds::of(line).explained_share(mends),
    }
}

/// Share of what calls for an explanation that the decoder of the lines before must account for, in percent. Of texts
/// put together of lines that were damaged in several ways, with 80 one line in twenty that comes back otherwise
/// stays; with 100, texts that one decoder damaged take three times as long.
const EXPECTED: usize = 95;

/// What the decoder that the lines before went through makes of this one, if that explains it.
fn as_expected(line: &str, habit: &Habit, work: &mut Work) -> Option<Vec<Mend>> {
    let channel = habit.expected()?;
    let kinds = Kinds::of(line);
    let script = intact_script(line, &channel.lossless());
    let mut mends = Vec::new();
    collect(
        line,
        channel,
        1,
        &mut beams(channel, WIDTH, script),
        work,
        &mut mends,
    );
    (kinds.explained_share(&mends) >= EXPECTED).then(|| choose(line, mends))
}

fn at_depth(
    line: &str,
    channels: &[Channel],
    depth: usize,
    habit: &mut Habit,
    work: &mut Work,
) -> Vec<Mend> {
    let mut candidates = Vec::new();
    let kinds = Kinds::of(line);
    let mut promises = Vec::new();
    for &channel in channels.iter().filter(|c| kinds.fit(line, c.read)) {
        let before = candidates.len();
        let valid = collect_straight(line, &channel, depth, &mut candidates, work);
        promises.push((channel, valid));
        if has_choice(line, &channel) {
            let intact = intact_script(line, &channel);
            let mut beams = beams(&channel, WIDTH, intact);
            collect(line, &channel, depth, &mut beams, work, &mut candidates);
        } else {
            let mends = candidates.get(before..).unwrap_or_default();
            let end = mends.last().map_or(0, |mend| mend.source.end);
            let cut = line.get(end..).filter(|cut| work.goes_on && is_cut(cut));
            if kinds.are_mended(mends, cut.map_or(0, explained)) {
                return choose(line, candidates);
            }
        }
    }
    let utf8 = |channel: &Channel| channel.written == Encoding::Utf8;
    let best = promises.iter().filter(|(channel, _)| utf8(channel));
    let best = best.map(|&(_, valid)| valid).max().unwrap_or(0);
    if kinds.are_whole(best) {
        promises.clear();
    }
    for &(lossless, valid) in &promises {
        // Valid UTF-8 is evidence by itself; pairs are valid everywhere.
        let is_promising = if utf8(&lossless) {
            kinds.promises(valid) && 2 * valid >= best
        } else {
            !kinds.is_told_by(best)
        };
        if is_promising {
            try_losses(line, &lossless, &kinds, depth, habit, work, &mut candidates);
        }
    }
    let mut chosen = choose(line, candidates);
    if depth == 1 && !kinds.explains(&chosen) {
        for (lossless, _) in promises.iter().filter(|(channel, _)| utf8(channel)) {
            try_losses_twice(line, lossless, work, &mut chosen);
        }
        chosen = choose(line, chosen);
    }
    for mend in chosen
        .iter_mut()
        .filter(|mend| mend.certainty < Certainty::Proved)
    {
        widen(line, mend, work);
    }
    chosen
}

/// Whether the reader has two pairs of bytes for a character of the line, and both can have been written.
fn has_choice(line: &str, channel: &Channel) -> bool {
    let reader = Reader::of(channel.read);
    let mut characters = line.chars().filter(|c| !c.is_ascii());
    channel.written != Encoding::Utf8 && characters.any(|c| reader.other_bytes(c).is_some())
}

/// Adds what the channels with losses between two encodings make of the line: of those that lose
/// alike, vendors' decoders, the one that explains it best.
fn try_losses(
    line: &str,
    lossless: &Channel,
    kinds: &Kinds,
    depth: usize,
    habit: &mut Habit,
    work: &mut Work,
    candidates: &mut Vec<Mend>,
) {
    let mut script = None;
    let mut worths = Vec::new();
    let mut best: Vec<Mend> = Vec::new();
    let worth = |mends: &[Mend]| mends.iter().map(|mend| mend.worth).sum::<i64>();
    for channel in channel::lossy(lossless) {
        let has_marks = channel.loss.marked != Marked::Nothing;
        let hides = channel.loss.hidden != Hidden::Nothing;
        let reader = Reader::of(channel.read);
        let is_known = |c: char| reader.bytes(c).is_some();
        if channel.loss.lenient && line.chars().all(is_known) {
            continue;
        }
        if channel.loss.is_heavy() && line.len() > MOST_HEAVY {
            continue;
        }
        if channel.loss.is_lowered() && line.contains(char::is_uppercase) {
            continue;
        }
        // What nobody marked is looked for last: any byte can be missing anywhere, so that one reader
        // explains what another has hidden, and all of them are compared.
        let hid_nothing = |mend: &Mend| {
            mend.channels
                .iter()
                .all(|c| c.loss.hidden == Hidden::Nothing)
        };
        let is_explained =
            || kinds.explains(&best) && (channel.loss.is_heavy() || best.iter().all(hid_nothing));
        if has_marks && !hides && kinds.marks == 0 || hides && is_explained() {
            continue;
        }
        // Half a comparison is none.
        if work.is_done() {
            return;
        }
        if channel.loss.is_heavy() && work.is_done_guessing() {
            continue;
        }
        let script = *script.get_or_insert_with(|| intact_script(line, lossless));
        let mut mends = Vec::new();
        collect(
            line,
            channel,
            depth,
            &mut beams(channel, NARROW, script),
            work,
            &mut mends,
        );
        worths.push((channel, worth(&mends)));
        if worth(&mends) > worth(&best) {
            best = mends;
        }
    }
    if depth == 1 && kinds.explains_most(&best) {
        worths.retain(|(channel, _)| !channel.loss.is_heavy());
        habit.note(&worths);
    }
    candidates.append(&mut best);
}

/// Adds what losses in two layers of the same misreading make of the line.
fn try_losses_twice(line: &str, lossless: &Channel, work: &mut Work, candidates: &mut Vec<Mend>) {
    if !is_misread_again(line, lossless) {
        return;
    }
    let mut best: Vec<Mend> = Vec::new();
    let worth = |mends: &[Mend]| mends.iter().map(|mend| mend.worth).sum::<i64>();
    for channel in channel::lossy(lossless) {
        let Marked::Unreadable { private } = channel.loss.marked else {
            continue;
        };
        if channel.loss.hidden != Hidden::Nothing || work.is_done() {
            continue;
        }
        let mends = spans_twice(line, channel, private, work);
        if worth(&mends) > worth(&best) {
            best = mends;
        }
    }
    candidates.append(&mut best);
}

/// Whether what was valid as it is of a line is no text, but bytes that were misread before.
fn is_misread_again(line: &str, lossless: &Channel) -> bool {
    /// Share of the characters that must be valid once more, in percent.
    const LEAST: usize = 25;
    let straight = Straight::of(lossless);
    let (mut all, mut valid) = (0, 0);
    let mut at = 0;
    while let Some(span) = straight.next(line, at) {
        at = span.source.end;
        all += span.text.chars().filter(|c| !c.is_ascii()).count();
        let mut inner = 0;
        while let Some(again) = straight.next(&span.text, inner) {
            inner = again.source.end;
            valid += again.valid;
        }
    }
    valid > 0 && valid * 100 >= all * LEAST
}

/// The spans of a line that a channel misread twice, if they are worth it.
fn spans_twice(line: &str, channel: &Channel, private: bool, work: &mut Work) -> Vec<Mend> {
    let mut units = std::mem::take(&mut work.units);
    units::fill(line, channel, Reader::of(channel.read), &mut units);
    let scripts = [Script::Simplified, Script::Traditional].map(Model::of);
    let mut searches = scripts.map(|model| Twice::new(channel.read, private, model, units.len()));
    let is_start = |unit: &Unit| !unit.is_ascii() && unit.bytes.is_some();
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(ahead) = units.iter().skip(at).position(is_start)
        && !searches.iter().any(Twice::is_exhausted)
    {
        at += ahead;
        let rest = units.get(at..).unwrap_or_default();
        let start = rest.first().map_or(0, |unit| unit.at);
        let left = line.get(..start).unwrap_or_default();
        let found = searches
            .iter_mut()
            .filter_map(|twice| twice.search(rest, left));
        let Some(found) = found.min_by_key(|found| (Reverse(found.units), found.cost)) else {
            at += 1;
            continue;
        };
        let end = rest.get(found.units.max(1) - 1).map_or(start, Unit::end);
        at += found.units.max(1);
        let mend = weigh(line, start..end, found, channel, 1, Trust::Nothing, work);
        spans.extend(mend.map(|mut mend| {
            mend.channels.push(*channel);
            mend
        }));
    }
    work.add(searches.iter().map(Twice::tried).sum());
    work.units = units;
    let mut worthy = Vec::new();
    keep_worthy(spans, channel, &mut worthy);
    worthy
}

/// The script of what is intact in a line, if that is one script beyond doubt.
fn intact_script(line: &str, lossless: &Channel) -> Option<Script> {
    /// Bits by which the characters, each by itself, must be cheaper.
    const LEAST_BITS: u32 = 24;
    let straight = Straight::of(lossless);
    let mut costs = [0; 2];
    let mut at = 0;
    while let Some(span) = straight.next(line, at) {
        at = span.source.end;
        let rate = Rate::of(&span.text);
        costs = [costs[0] + rate.costs[0], costs[1] + rate.costs[1]];
    }
    let [simplified, traditional] = costs;
    match simplified.abs_diff(traditional) >= LEAST_BITS * UNITS {
        true if simplified < traditional => Some(Script::Simplified),
        true => Some(Script::Traditional),
        false => None,
    }
}

/// Longest line, in bytes, of which it is guessed what is gone without a trace: that takes long, and a long
/// line never comes back whole.
const MOST_HEAVY: usize = 512;

/// What characters a line has.
struct Kinds {
    /// Of alphabets and symbols, and uncommon characters of East Asia.
    single: usize,
    double: usize,
    /// Beyond ASCII.
    all: usize,
    /// `?` and U+FFFD.
    marks: usize,
    /// Whether it has letters that several code pages have, at different bytes.
    varied: bool,
}

/// Share of a line's characters that a code page must have for it to be tried, in percent.
const LEAST_FIT: usize = 70;

/// Share of a line's characters that must be valid as they are before bytes are believed to have gone
/// without a trace, in percent; of Latin-1 text without its controls a quarter is.
const LEAST_PROMISE: usize = 10;

/// Share of valid UTF-8 above which a line is in no other encoding, in percent.
const TELLING: usize = 40;

impl Kinds {
    fn of(line: &str) -> Self {
        let mut kinds = Self {
            single: 0,
            double: 0,
            all: 0,
            marks: 0,
            varied: false,
        };
        for c in line.chars() {
            kinds.all += usize::from(!c.is_ascii());
            kinds.marks += usize::from(units::is_mark(c));
            kinds.varied |= judge::is_ambiguous(c);
            match Class::of(c) {
                Class::Plain | Class::Lost => {}
                Class::Narrow => kinds.single += 1,
                Class::Wide => kinds.double += 1,
            }
        }
        kinds
    }

    /// Whether a reader can have made most of the line's characters of its kind.
    fn fit(&self, line: &str, read: Encoding) -> bool {
        if channel::DOUBLE.contains(&read) {
            return self.double > 0;
        }
        let reader = Reader::of(read);
        let known = |&c: &char| Class::of(c) == Class::Narrow && reader.bytes(c).is_some();
        self.single > 0 && line.chars().filter(known).count() * 100 >= self.single * LEAST_FIT
    }

    /// Whether so many valid characters are a reason to believe that the others lost bytes. A short
    /// line may have none.
    fn promises(&self, valid: usize) -> bool {
        const SHORT: usize = 12;
        self.all <= SHORT || valid > 0 && valid * 100 >= self.all * LEAST_PROMISE
    }

    /// Whether so many characters of valid UTF-8 rule other encodings out.
    fn is_told_by(&self, valid: usize) -> bool {
        valid * 100 >= self.all * TELLING
    }

    /// Whether so many characters of valid UTF-8 are all that there is: nothing can be missing between
    /// them, whatever their reading is worth.
    fn are_whole(&self, valid: usize) -> bool {
        const LEAST: usize = 12;
        self.marks == 0 && valid >= LEAST && valid == self.all
    }

    /// Whether these account for every mark of the line and all that calls for an explanation.
    fn explains(&self, mends: &[Mend]) -> bool {
        let marks: usize = mends.iter().map(|mend| mend.marks).sum();
        let explained: usize = mends.iter().map(|mend| mend.explained).sum();
        marks == self.marks && explained == self.single + self.double
    }

    /// The same for nearly all of them.
    fn explains_most(&self, mends: &[Mend]) -> bool {
        const MOST: usize = 80;
        self.explained_share(mends) >= MOST
    }

    /// How much of them these account for, in percent.
    fn explained_share(&self, mends: &[Mend]) -> usize {
        let explained: usize = mends.iter().map(|mend| mend.marks + mend.explained).sum();
        let all = self.marks + self.single + self.double;
        (explained * 100).checked_div(all).unwrap_or(100).min(100)
    }

    /// Whether one channel's spans leave nothing to explain but so many characters that are cut. What they
    /// leave of a long line, the next round finds, when the rest is clean.
    fn are_mended(&self, mends: &[Mend], cut: usize) -> bool {
        const LONG: usize = 1000;
        const MOST: usize = 95;
        let explained: usize = mends.iter().map(|mend| mend.explained).sum();
        let is_utf8 = mends
            .iter()
            .filter_map(|mend| mend.channels.first())
            .all(|channel| channel.written == Encoding::Utf8);
        let all = self.single + self.double - cut;
        // Some letters have another byte in each of several pages that agree otherwise.
        self.marks == 0
            && explained > 0
            && (is_utf8 || !self.varied)
            && (explained == all || all > LONG && explained * 100 >= all * MOST)
    }
}

/// Adds the spans of one channel without losses, if they are worth it. Returns how many characters of
/// the line are part of valid spans, worth it or not.
fn collect_straight(
    line: &str,
    channel: &Channel,
    depth: usize,
    candidates: &mut Vec<Mend>,
    work: &mut Work,
) -> usize {
    let straight = Straight::of(channel);
    let mut spans = Vec::new();
    let (mut at, mut valid) = (0, 0);
    while let Some(span) = straight.next(line, at) {
        at = span.source.end;
        valid += span.valid;
        let known = Found::known(span.text);
        spans.extend(weigh(
            line,
            span.source,
            known,
            channel,
            depth,
            Trust::Nothing,
            work,
        ));
    }
    keep_worthy(spans, channel, candidates);
    valid
}

/// What a channel without losses that other lines speak for makes of a line, if it accounts for all of it,
/// and the bits that this saves.
pub(super) fn whole(
    line: &str,
    channel: &Channel,
    trust: Trust,
    work: &mut Work,
) -> Option<(Vec<Mend>, i64)> {
    if has_choice(line, channel) {
        return None;
    }
    let straight = Straight::of(channel);
    let mut mends = Vec::new();
    let (mut at, mut valid, mut gain) = (0, 0, 0);
    while let Some(span) = straight.next(line, at) {
        at = span.source.end;
        valid += span.valid;
        let known = Found::known(span.text);
        let mend = weigh(line, span.source, known, channel, 1, trust, work)?;
        gain += mend.gain;
        mends.push(mend);
    }
    let is_whole = valid > 0 && valid == line.chars().filter(|c| !c.is_ascii()).count();
    is_whole.then_some((mends, gain))
}

/// What a unit takes beside its continuations, in times of one of these.
const PER_UNIT: usize = 4;

/// Adds the spans of one channel with losses, if they are worth it.
fn collect(
    line: &str,
    channel: &Channel,
    depth: usize,
    beams: &mut [Beam<'_>],
    work: &mut Work,
    candidates: &mut Vec<Mend>,
) {
    let mut units = std::mem::take(&mut work.units);
    units::fill(line, channel, Reader::of(channel.read), &mut units);
    for beam in beams.iter_mut() {
        beam.begin_line(units.len(), work.goes_on);
    }
    let spans = spans(line, channel, depth, beams, &units, work);
    let tried = beams.iter().map(Beam::tried).sum::<usize>() + units.len() * PER_UNIT;
    if channel.loss.is_heavy() {
        work.add_guesses(tried);
    } else {
        work.add(tried);
    }
    work.units = units;
    // Half an explanation is none.
    if !beams.iter().any(Beam::is_exhausted) {
        keep_worthy(spans, channel, candidates);
    }
}

/// What the beams make of the units of a line, as far as they come.
fn spans(
    line: &str,
    channel: &Channel,
    depth: usize,
    beams: &mut [Beam<'_>],
    units: &[Unit],
    work: &mut Work,
) -> Vec<Mend> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        if !beams.iter().any(|beam| beam.may_start(rest)) {
            at += 1;
            continue;
        }
        let Some((unit, found)) = rest.first().zip(search(beams, rest, line)) else {
            at += 1;
            continue;
        };
        let end = rest.get(found.units.max(1) - 1).map_or(unit.at, Unit::end);
        at += found.units.max(1);
        spans.extend(weigh(
            line,
            unit.at..end,
            found,
            channel,
            depth,
            Trust::Nothing,
            work,
        ));
        if beams.iter().any(Beam::is_exhausted) {
            break;
        }
    }
    spans
}

/// Keeps what is worth it by itself or, in UTF-8, together. Pairs are found anywhere, so each span of
/// such a reading must stand for itself.
fn keep_worthy(mut spans: Vec<Mend>, channel: &Channel, candidates: &mut Vec<Mend>) {
    let together: i64 = spans.iter().map(|mend| mend.gain).sum();
    spans.retain(|mend| {
        judge::is_enough(mend.gain)
            || channel.written == Encoding::Utf8
                && judge::is_enough(together)
                && mend.gain >= judge::LEAST_SPAN_GAIN
    });
    candidates.append(&mut spans);
}

/// One beam for each script, or for the one that it is.
fn beams(channel: &Channel, width: usize, script: Option<Script>) -> Vec<Beam<'_>> {
    let scripts = match script {
        Some(Script::Simplified) => &[Script::Simplified][..],
        Some(Script::Traditional) => &[Script::Traditional],
        None => &[Script::Simplified, Script::Traditional],
    };
    let beam = |&script: &Script| Beam::new(channel, Model::of(script), width);
    scripts.iter().map(beam).collect()
}

/// Looks for a better reading of the same span with a wide beam, now that the channel is known.
fn widen(line: &str, mend: &mut Mend, work: &mut Work) {
    let [channel] = *mend.channels else {
        return;
    };
    let units = &mut work.units;
    units::fill(line, &channel, Reader::of(channel.read), units);
    let start = units.partition_point(|unit| unit.at < mend.source.start);
    let Some(rest) = units.get(start..) else {
        return;
    };
    let mut beams = beams(&channel, WIDTH, intact_script(line, &channel.lossless()));
    for beam in &mut beams {
        // Wide ones try more, but one span only.
        beam.begin_line(units.len() * WIDTH / NARROW, work.goes_on);
    }
    let found = search(&mut beams, rest, line);
    if let Some(found) = found
        && rest.get(found.units.max(1) - 1).map(Unit::end) == Some(mend.source.end)
    {
        mend.text = found.text;
        mend.probability = Some(found.probability);
        mend.inferred = found.inferred;
    }
    work.add(beams.iter().map(Beam::tried).sum());
}

/// The best reading of the scripts' models.
fn search(beams: &mut [Beam<'_>], units: &[Unit], line: &str) -> Option<Found> {
    let left = units.first().and_then(|unit| line.get(..unit.at))?;
    let mut best: Option<Found> = None;
    for beam in beams {
        let Some(found) = beam.search(units, left) else {
            continue;
        };
        if found.inferred.is_empty() {
            return Some(best.unwrap_or(found));
        }
        if best
            .as_ref()
            .is_none_or(|best| found.units >= best.units && found.cost < best.cost)
        {
            best = Some(found);
        }
    }
    best
}

/// What speaks for a channel beside the line at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    Nothing,
    /// Other lines are asked as well.
    Shared,
    /// Other lines have said so.
    Given,
}

/// The span as a mend, if its reading is Chinese and worth more than what stands there.
fn weigh(
    line: &str,
    source: Range<usize>,
    found: Found,
    channel: &Channel,
    depth: usize,
    trust: Trust,
    work: &mut Work,
) -> Option<Mend> {
    let mut damaged = line.get(source.clone())?;
    let left = line.get(..source.start)?;
    if found.text.is_ascii() {
        return None;
    }
    let mut mend = Mend {
        source,
        text: found.text,
        channels: vec![*channel],
        certainty: Certainty::Proved,
        probability: None,
        inferred: Vec::new(),
        gain: 0,
        worth: 0,
        explained: explained(damaged),
        marks: damaged.chars().filter(|&c| units::is_mark(c)).count(),
    };
    if !found.inferred.is_empty() {
        mend.certainty = if channel.loss.is_heavy() {
            Certainty::Guessed
        } else {
            Certainty::Inferred
        };
        mend.probability = Some(found.probability);
        mend.inferred = found.inferred;
    }
    let valid_utf8 = channel.written == Encoding::Utf8 && channel.loss.is_none();
    let is_utf8 = channel.written == Encoding::Utf8 && !channel.loss.is_heavy();
    let is_trusted = trust != Trust::Nothing;
    let valid = |mend: &Mend| {
        if is_utf8 || is_trusted {
            known(mend)
        } else {
            0
        }
    };
    let mut price = judge::price(left, &mend.text);
    if trust != Trust::Given && !judge::is_plain(&mend.text, price, valid(&mend)) {
        // What was damaged again had been text, which is UTF-8 on its way.
        if depth >= MAX_DEPTH || !valid_utf8 {
            return None;
        }
        // What stands behind may be the second byte of a pair, which is the same through all layers.
        let behind = line.get(mend.source.end..)?.chars().next();
        let mut behind = behind.filter(char::is_ascii);
        let end = mend.text.len();
        mend.text.extend(behind);
        let channels = glance::promising(&mend.text);
        let deeper = at_depth(
            &mend.text,
            &channels,
            depth + 1,
            &mut Habit::default(),
            work,
        );
        let last = deeper.last()?.source.end;
        if mend.text.get(last..end).is_some_and(is_cut)
            && let Some(span) = Straight::of(channel).read(line, mend.source.start, last)
            && span.text.len() == last
        {
            mend.source = span.source;
            mend.text = span.text;
            behind = None;
        }
        let best = deeper.iter().max_by_key(|mend| mend.gain)?;
        mend.channels.extend(&best.channels);
        mend.certainty = deeper.iter().map(|m| m.certainty).min()?;
        mend.probability = deeper.iter().filter_map(|m| m.probability).reduce(f32::min);
        (mend.text, mend.inferred) = apply(&mend.text, &deeper);
        if last > end {
            mend.source.end += 1;
        } else if behind.is_some() {
            mend.text.pop();
        }
        damaged = line.get(mend.source.clone())?;
        price = judge::price(left, &mend.text);
        if !judge::is_plain(&mend.text, price, valid(&mend)) {
            return None;
        }
    }
    let by_pairs = channel.written != Encoding::Utf8;
    // Valid UTF-8 around them says that there is damage.
    let is_doubtful = by_pairs && depth == 1 && !is_trusted;
    if channel.loss.marked != Marked::Swallowing && judge::is_split(damaged, &mend.text, by_pairs)
        || is_doubtful && (judge::is_monotonous(&mend.text) || judge::is_in_order(damaged))
    {
        return None;
    }
    let most_han = if is_doubtful {
        judge::MOST_HAN
    } else {
        u32::MAX
    };
    let mut as_is = judge::price_as_is(left, damaged, most_han);
    if by_pairs {
        as_is += judge::gone_ascii(damaged, &mend.text);
    }
    mend.worth = as_is + i64::from(found.given / UNITS) - i64::from(found.cost / UNITS);
    mend.gain = as_is
        - price.bits
        - judge::new_ascii(damaged, &mend.text)
        - i64::from(found.guessed)
        - channel.loss.rarity()
        - judge::torn_from_words(line, &mend.source);
    let is_enough = !is_doubtful
        || judge::is_enough(judge::without_repeats(mend.gain, &mend.text) - work.rarity());
    (is_enough && mend.gain > 0).then_some(mend)
}

/// Whether this is the beginning of what a line that is cut would have given whole.
fn is_cut(text: &str) -> bool {
    const MOST: usize = 32;
    !text.is_ascii() && text.len() <= MOST && text.chars().all(|c| Class::of(c) == Class::Narrow)
}

/// Characters beyond ASCII that nothing was filled in for.
fn known(mend: &Mend) -> usize {
    let wide = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let filled = mend.inferred.iter();
    let filled = filled.filter_map(|stretch| mend.text.get(stretch.target.clone()));
    wide(&mend.text) - filled.map(wide).sum::<usize>()
}

/// Characters that call for an explanation.
fn explained(damaged: &str) -> usize {
    let calls = |&c: &char| !matches!(Class::of(c), Class::Plain | Class::Lost);
    damaged.chars().filter(calls).count()
}

/// A text mended, and what of it is not proved.
fn apply(text: &str, mends: &[Mend]) -> (String, Vec<Inferred>) {
    let mut out = String::with_capacity(text.len());
    let mut inferred = Vec::new();
    let mut at = 0;
    for mend in mends {
        out.push_str(text.get(at..mend.source.start).unwrap_or_default());
        let stretches = mend.inferred.iter();
        inferred.extend(stretches.map(|stretch| stretch.moved(0, out.len())));
        out.push_str(&mend.text);
        at = mend.source.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, inferred)
}

/// How many of the characters directly beside a span call for an explanation.
fn rests(line: &str, span: &Range<usize>) -> i64 {
    let before = line
        .get(..span.start)
        .unwrap_or_default()
        .chars()
        .next_back();
    let behind = line.get(span.end..).unwrap_or_default().chars().next();
    let calls = |c: Option<char>| c.is_some_and(|c| Class::of(c) == Class::Narrow);
    i64::from(calls(before)) + i64::from(calls(behind))
}

/// The candidates that are worth most and do not overlap.
fn choose(line: &str, mut candidates: Vec<Mend>) -> Vec<Mend> {
    /// Bits that a reading is worth more for each mark that it explains, which one that stops before it
    /// leaves there: Big5 read as GBK loses the first byte of its full stop at every end of a sentence.
    /// Of such rows of 4 to 8 characters in one half of the development data, 60 % came back with 0, 70
    /// with 6, 80 with 10.
    const MARK_BITS: i64 = 10;
    /// And bits that it is worth less for each character right beside it that calls for an explanation: `å` before
    /// `曰：` is what is left of `子`. Of such rows of UTF-8 read as windows-1252, one in two hundred more comes back.
    const REST_BITS: i64 = 16;
    let worth = |mend: &Mend| {
        mend.gain + MARK_BITS * mend.marks as i64 - REST_BITS * rests(line, &mend.source)
    };
    candidates.sort_by_key(|mend| Reverse(worth(mend)));
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

#[cfg(test)]
mod tests;
