//! Follows the written encoding's automaton through the bytes that the reader saw, through losses by
//! beam search: every candidate, damaged again by the channel, gives what stands there.
//!
//! Work per unit is bounded by [`WIDTH`] hypotheses with a bounded number of continuations each.

use super::bracket::{self, CLOSING_BITS, UNOPENED_BITS};
use super::channel::{CONTROLS, Channel, Hidden, Marked};
use super::class::Class;
use super::clause;
use super::doubt::{self, Link, ROOT, Rivals};
use super::prefix::Prefixes;
use super::reader::{Bytes, Reader, is_private};
use super::straight::{CLEAN_BITS, Straight, is_before_clean};
use super::swallowed::{self, LIKELY_BITS, TORN_BITS};
use super::units::Unit;
use super::writer::{Partial, Step, Writer};
use crate::edit::Inferred;
use crate::model::{Model, State, UNITS};

/// Hypotheses that are followed at once. 16 cost 4 points on classes that lose pairs for private use, 64
/// five on pairs of bytes that lost some.
pub(super) const WIDTH: usize = 96;

/// Enough to tell which vendor's reader it was; 12 cost 3 points on rows that are damaged in part.
pub(super) const NARROW: usize = 32;

/// Bits that a reading may cost more than the best one up to there. Where one is much likelier than all
/// others, few are followed: 13 and 24 repair the same.
pub(super) const REACH_BITS: u32 = 16;

/// Bits that a loss without a mark costs, so that it is not preferred to a reading without one; and a
/// mark that is what it seems to be, a question mark.
const HIDDEN_BITS: u32 = 8;
/// The same of a strict reader's: one byte in twenty of UTF-8 is one.
const UNREADABLE_BITS: u32 = 5;
/// A pair for private use that has gone: one pair in ten of UTF-8 is one.
const PAIR_BITS: u32 = 5;
/// And another one right behind it, which costs more than the one: nothing is left that they agree with.
/// 5 and 10 repair the same.
const SECOND_PAIR_BITS: u32 = 8;
/// The first ones of two that are tried: 3 repair one row fewer in a hundred, 24 use the work up that a
/// line is worth.
const MOST_FIRST_PAIRS: usize = 6;
/// The same where its second byte is ASCII, which stood right behind a character: a letter, or a sign.
const ODD_PAIR_BITS: u32 = 12;
const ODD_SIGN_BITS: u32 = 18;
pub(super) const LITERAL_BITS: u32 = 8;
/// A lost byte that has its mark.
pub(super) const MARKED_BITS: u32 = 3;
/// A space, quotation mark or apostrophe that was another character.
const RESPELLED_BITS: u32 = 1;
/// Two bytes that a lenient reader took for a letter of the page, beside the one that this is mostly:
/// C2 and C3 are two of the 72 first bytes of GB2312.
const LENIENT_BITS: u32 = 5;
/// A control of Latin-1 that was dropped: half of all continuation bytes of UTF-8 are some, and a third
/// of GBK's bytes beyond GB2312.
const CONTROL_BITS: u32 = 2;
/// Damage that ends in a lost byte before clean text.
const ENDED_BITS: u32 = 3;
/// The same where what follows does not look clean, or is ASCII, which is mostly part of the damaged
/// text: then another reader lost the byte.
const ENDED_EARLY_BITS: u32 = 12;

/// Bits that speak for a comma where the text ends: it is part of a sentence more often than the paragraphs that
/// the model has learnt from. Of lines of 4 to 8 characters that lost bytes, three in a hundred more come back
/// with 1 than with 0, and as many again with 2.
const CUT_BITS: u32 = 2;

/// Characters before the units that are remembered.
const MOST_BEFORE: usize = 32;

/// The best readings of each unit for which two bytes in a row may have gone.
const TWICE_HIDDEN: usize = 4;

/// Continuations that are tried for a line at most, and more for each of its units. Lines that a channel
/// explains need 100 to 300 a unit; others would take a hundred times as long as they are worth.
const MOST_TRIED: usize = 150_000;
const MOST_TRIED_PER_UNIT: usize = 400;

/// One reading of all units so far.
#[derive(Debug, Clone, Copy)]
struct Hypothesis {
    partial: Partial,
    state: State,
    cost: u32,
    /// The cost with what the unfinished character will add to it.
    rank: u32,
    /// The last character in `Beam::history`.
    link: u32,
    /// A lost byte that must make nothing with the next one.
    lost: Option<u8>,
    /// Nothing can follow: a byte was lost where the damaged text ended.
    ended: bool,
    /// Bits that the guesses cost beyond the model.
    guessed: u32,
    /// Whether a byte of the unfinished character is none that stands there.
    filled: bool,
}

impl Hypothesis {
    /// The same with a guess of so many bits.
    fn guess(self, bits: u32) -> Self {
        Self {
            cost: self.cost + bits * UNITS,
            guessed: self.guessed + bits,
            ..self
        }
    }
}

/// What a lost byte must be.
struct Lost {
    /// One bit for each byte from 80 on that makes nothing with the next one.
    possible: u128,
    /// Whether the next one is lost as well.
    is_before_lost: bool,
    /// Bits that it costs where the damage ends with it.
    ended_bits: u32,
}

impl Lost {
    fn has(&self, byte: u8) -> bool {
        byte >= 0x80 && self.possible >> (byte - 0x80) & 1 != 0
    }
}

/// What a span of units can have been.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) text: String,
    /// Cost of the guesses and of the text, ASCII included, in the model that was asked.
    pub(super) cost: u32,
    /// What the ASCII that stood in the damaged text cost there.
    pub(super) given: u32,
    /// Units from where the search began that the text stands for.
    pub(super) units: usize,
    /// Bits that the guesses cost beyond the model; 0 if all is known.
    pub(super) guessed: u32,
    /// That all of it is right.
    pub(super) probability: f32,
    /// The stretches of the text that are not proved.
    pub(super) inferred: Vec<Inferred>,
}

impl Found {
    /// The text where nothing had to be guessed.
    pub(super) fn known(text: String) -> Self {
        Self {
            text,
            cost: 0,
            given: 0,
            units: 0,
            guessed: 0,
            probability: 1.0,
            inferred: Vec::new(),
        }
    }
}

pub(super) struct Beam<'c> {
    pub(super) channel: &'c Channel,
    pub(super) reader: &'static Reader,
    pub(super) writer: Writer,
    pub(super) model: Model,
    prefixes: &'static Prefixes,
    straight: Straight,
    width: usize,
    hypotheses: Vec<Hypothesis>,
    next: Vec<Hypothesis>,
    /// The readings where last no character was unfinished, and how many units that was after.
    rest: Vec<Hypothesis>,
    rest_at: usize,
    /// What a reading of the unit at hand may cost at most, as far as is known.
    reach: u32,
    /// The byte behind the unit at hand, which must follow where nothing is hidden.
    behind: Option<u8>,
    /// What the ASCII up to there costs where it stands.
    given: u32,
    history: Vec<Link>,
    /// Readings that were dropped for others.
    rivals: Vec<Rivals>,
    /// The last characters before the units.
    before: String,
    /// Continuations that may still be tried for this line.
    budget: usize,
    /// Those that a line may have.
    most: usize,
    goes_on: bool,
}

impl<'c> Beam<'c> {
    pub(super) fn new(channel: &'c Channel, model: Model, width: usize) -> Self {
        Self {
            channel,
            reader: Reader::of(channel.read),
            writer: Writer::of(channel.written),
            model,
            prefixes: Prefixes::of(channel.written),
            straight: Straight::of(channel),
            width,
            hypotheses: Vec::new(),
            next: Vec::new(),
            rest: Vec::new(),
            rest_at: 0,
            reach: u32::MAX,
            behind: None,
            given: 0,
            history: Vec::new(),
            rivals: Vec::new(),
            before: String::new(),
            budget: 0,
            most: 0,
            goes_on: false,
        }
    }

    /// Begins a line of so many units, behind which it may go on.
    pub(super) fn begin_line(&mut self, units: usize, goes_on: bool) {
        self.goes_on = goes_on;
        self.most = MOST_TRIED + units * MOST_TRIED_PER_UNIT;
        self.budget = self.most;
    }

    /// Continuations that were tried for this line.
    pub(super) fn tried(&self) -> usize {
        self.most - self.budget
    }

    /// Whether the work that a line is worth is done.
    pub(super) fn is_exhausted(&self) -> bool {
        self.budget == 0
    }

    /// The best reading of the units from the first on, as far as there is one. `left` is the text
    /// before them.
    pub(super) fn search(&mut self, units: &[Unit], left: &str) -> Option<Found> {
        self.begin(left);
        let (mut state, mut given) = (self.model.after(left), 0);
        for (index, unit) in units.iter().enumerate() {
            let before = |index: usize| units.get(index.checked_sub(1)?);
            let between = self.hypotheses.iter().all(|h| h.partial.is_none());
            self.advance(
                unit,
                before(index),
                units.get(index + 1..).unwrap_or_default(),
            );
            if self.hypotheses.is_empty() || self.is_exhausted() {
                break;
            }
            let (cost, after) = self.model.step(state, unit.character);
            state = after;
            given += cost * u32::from(unit.is_ascii() && !unit.gap);
            // A span does not end with ASCII, unless that is part of a character.
            let quiet =
                between && !unit.gap && (unit.is_ascii() || self.is_doubtful(unit, before(index)));
            if !quiet
                && self
                    .hypotheses
                    .iter()
                    .any(|h| h.partial.is_none() && h.lost.is_none())
            {
                self.rest.clear();
                let at_rest = self.hypotheses.iter().filter(|h| h.partial.is_none());
                self.rest.extend(at_rest.copied());
                self.rest_at = index + 1;
                self.given = given;
            }
        }
        if !self.hypotheses.is_empty() {
            self.complete_tail(units.len());
        }
        self.finish(units)
    }

    /// The text ends inside a character: the rest of it may have gone without a mark.
    fn complete_tail(&mut self, end: usize) {
        if self.goes_on || self.channel.loss.hidden == Hidden::Nothing {
            return;
        }
        self.next.clear();
        self.reach = u32::MAX;
        self.behind = None;
        let mut open = std::mem::take(&mut self.hypotheses);
        open.retain(|h| !h.partial.is_none());
        for &cut in open.iter().take(TWICE_HIDDEN) {
            for byte in 0x80..=0xFF {
                let Some(once) = self.feed_filled(cut.guess(HIDDEN_BITS), &[byte]) else {
                    continue;
                };
                if once.partial.is_none() {
                    self.next.push(once);
                    continue;
                }
                for byte in 0x80..=0xFF {
                    if let Some(twice) = self.feed_filled(once, &[byte]) {
                        self.next.push(twice);
                    }
                }
            }
        }
        self.next.retain(|h| h.partial.is_none());
        if !self.next.is_empty() {
            if self.rest_at < end {
                self.rest.clear();
            }
            self.rest.append(&mut self.next);
            self.rest_at = end;
        }
    }

    fn is_doubtful(&self, unit: &Unit, neighbor: Option<&Unit>) -> bool {
        let neighbor = neighbor.map(|unit| unit.character);
        self.straight.is_doubtful(unit.character, neighbor)
    }

    fn begin(&mut self, left: &str) {
        self.hypotheses.clear();
        self.rest.clear();
        self.rest_at = 0;
        self.history.clear();
        self.rivals.clear();
        self.before.clear();
        let mut behind = left.char_indices().rev();
        let start = behind.nth(MOST_BEFORE).map_or(0, |(at, _)| at);
        self.before.push_str(left.get(start..).unwrap_or_default());
        self.hypotheses.push(Hypothesis {
            partial: Partial::NONE,
            state: self.model.after(left),
            cost: 0,
            rank: 0,
            link: ROOT,
            lost: None,
            ended: false,
            guessed: 0,
            filled: false,
        });
    }

    /// Takes one unit; `following` says what a lost byte must not make a character with.
    fn advance(&mut self, unit: &Unit, previous: Option<&Unit>, following: &[Unit]) {
        let neighbors = [previous, following.first()].map(|n| n.map(|unit| unit.character));
        let may_be_clean = self.straight.may_be_clean(unit.character, neighbors);
        let mut hypotheses = std::mem::take(&mut self.hypotheses);
        self.next.clear();
        let lost = self.lost(unit, following);
        self.reach = u32::MAX;
        self.behind = self.behind(following);
        for (rank, &hypothesis) in hypotheses.iter().enumerate() {
            if self.is_beyond(hypothesis.cost) {
                continue;
            }
            // Continuation bytes alone can be hidden in UTF-8, and where one is missing, what follows
            // goes out of step.
            let can_hide = !matches!(self.writer, Writer::Utf8)
                || !hypothesis.partial.is_none()
                    && self.channel.loss.hidden != Hidden::Nothing
                    && !self.goes_on(hypothesis.partial, unit, following);
            if can_hide {
                self.hide(hypothesis, unit, &lost, rank < TWICE_HIDDEN, rank == 0);
            }
            if unit.gap {
                self.fill(hypothesis, unit, &lost, following);
            } else if let Some(bytes) = unit.bytes {
                match unit.other {
                    // Pairs are characters whatever they are, so that only the model can choose.
                    Some(other) if !matches!(self.writer, Writer::Utf8) => {
                        self.take_filled(hypothesis, bytes.get());
                        self.take_filled(hypothesis, other.get());
                    }
                    Some(other) => {
                        self.take(hypothesis, bytes.get());
                        self.take(hypothesis, other.get());
                    }
                    None => self.take(hypothesis, bytes.get()),
                }
                if may_be_clean && hypothesis.partial.is_none() && !hypothesis.ended {
                    self.keep(hypothesis, unit.character);
                }
                self.respell(hypothesis, unit.character);
                if self.channel.loss.lenient && !unit.is_ascii() {
                    let utf8 = Bytes::of_utf8(unit.character);
                    if utf8.get() != bytes.get() {
                        self.take_filled(hypothesis.guess(LENIENT_BITS), utf8.get());
                    }
                }
            }
        }
        hypotheses.clear();
        self.hypotheses = hypotheses;
        let (to, rivals) = (&mut self.hypotheses, &mut self.rivals);
        prune(&mut self.next, to, self.width, rivals);
    }

    /// What a byte that is lost at a unit, or before it, must be.
    fn lost(&self, unit: &Unit, following: &[Unit]) -> Lost {
        let is_unreadable = match unit.gap {
            true => matches!(
                self.channel.loss.marked,
                Marked::Unreadable { .. } | Marked::PrivatePair
            ),
            false => self.channel.loss.hidden == Hidden::Unreadable,
        };
        let next = match unit.gap {
            true => following.first().map(Unit::first),
            false => Some(unit.first()),
        };
        let possible = match next {
            _ if !is_unreadable => 0,
            // The text ends: any first byte is left alone.
            None => u128::MAX - 1,
            Some(None) => u128::MAX,
            Some(Some(next)) => self.reader.unread(next, self.reads_private()),
        };
        let is_clean = |unit: &Unit| !unit.is_ascii() && Class::of(unit.character) == Class::Plain;
        Lost {
            possible,
            is_before_lost: next == Some(None),
            ended_bits: match following.first().is_some_and(is_clean) {
                true => ENDED_BITS,
                false => ENDED_EARLY_BITS,
            },
        }
    }

    /// Whether the next units are what the bytes so far call for, and the ones behind them as well.
    fn goes_on(&self, mut partial: Partial, unit: &Unit, following: &[Unit]) -> bool {
        const BEHIND: usize = 3;
        for unit in std::iter::once(unit).chain(following.iter().take(BEHIND)) {
            let Some(bytes) = unit.bytes.filter(|_| !unit.gap) else {
                return false;
            };
            for &byte in bytes.get() {
                partial = match self.writer.feed(partial, byte) {
                    Step::Dead => return false,
                    Step::More(partial) => partial,
                    Step::Complete(_) => Partial::NONE,
                };
            }
        }
        following.len() >= BEHIND || partial.is_none()
    }

    /// Feeds known bytes and keeps what lives.
    fn take(&mut self, hypothesis: Hypothesis, bytes: &[u8]) {
        if let Some(hypothesis) = self.feed(hypothesis, bytes) {
            self.push(hypothesis);
        }
    }

    /// Keeps a reading of the unit at hand, and what others may cost beside it.
    fn push(&mut self, mut hypothesis: Hypothesis) {
        hypothesis.rank =
            hypothesis.cost + self.prefixes.cost(hypothesis.partial) + self.owed(&hypothesis);
        self.reach = self.reach.min(hypothesis.rank + REACH_BITS * UNITS);
        self.next.push(hypothesis);
    }

    /// The byte behind the unit at hand, if that can be told and something may be hidden before it.
    fn behind(&self, following: &[Unit]) -> Option<u8> {
        let loss = &self.channel.loss;
        let next = following.first()?;
        let may_be_other = next.other.is_some()
            || loss.lenient
            || loss
                .respelled
                .iter()
                .any(|&(from, _)| from == next.character);
        (loss.hidden != Hidden::Nothing && !may_be_other)
            .then(|| next.first())
            .flatten()
    }

    /// What an unfinished character will cost because the byte behind it cannot follow: something must be
    /// hidden between.
    fn owed(&self, hypothesis: &Hypothesis) -> u32 {
        let is_torn = !hypothesis.partial.is_none()
            && self
                .behind
                .is_some_and(|byte| self.writer.feed(hypothesis.partial, byte) == Step::Dead);
        u32::from(is_torn) * self.hidden_bits() * UNITS
    }

    /// Bits of a loss without a mark.
    fn hidden_bits(&self) -> u32 {
        match self.channel.loss.hidden {
            Hidden::Nothing => 0,
            Hidden::Of(set) if set == CONTROLS => CONTROL_BITS,
            Hidden::Of(_) => HIDDEN_BITS,
            Hidden::Unreadable => UNREADABLE_BITS,
            Hidden::PrivatePair => PAIR_BITS,
        }
    }

    /// Whether a reading costs so much, and it never costs less behind more bytes, that it would be dropped
    /// for one that is known.
    fn is_beyond(&self, cost: u32) -> bool {
        let saved = match self.channel.loss.marked {
            Marked::Swallowing => LIKELY_BITS * UNITS,
            _ => 0,
        };
        cost > self.reach.saturating_add(saved)
    }

    /// The characters up to a link, the last one first.
    fn before(&self, link: u32) -> impl Iterator<Item = char> {
        doubt::before(&self.history, link).chain(self.before.chars().rev())
    }

    /// The same of bytes that do not stand there.
    fn take_filled(&mut self, hypothesis: Hypothesis, bytes: &[u8]) {
        if let Some(hypothesis) = self.feed_filled(hypothesis, bytes) {
            self.push(hypothesis);
        }
    }

    /// Keeps a clean character.
    fn keep(&mut self, mut hypothesis: Hypothesis, character: char) {
        let before = self.before(hypothesis.link).next();
        if before.is_some_and(is_before_clean) {
            hypothesis.cost += CLEAN_BITS * UNITS;
            if self.complete(&mut hypothesis, character) {
                self.push(hypothesis);
            }
        }
    }

    /// A character is complete. Returns whether the reading is worth keeping.
    fn complete(&mut self, hypothesis: &mut Hypothesis, character: char) -> bool {
        let (mut cost, state) = self.model.step(hypothesis.state, character);
        if hypothesis.filled
            && let Some(opening) = bracket::opening(character)
        {
            let before = self.before(hypothesis.link);
            if bracket::is_open(before, opening, character) {
                cost = cost.saturating_sub(CLOSING_BITS * UNITS);
            } else {
                cost += UNOPENED_BITS * UNITS;
            }
        }
        if hypothesis.filled {
            let price = clause::price(character, self.before(hypothesis.link));
            cost = cost.saturating_add_signed(price);
        }
        hypothesis.cost += cost;
        if self.is_beyond(hypothesis.cost) {
            return false;
        }
        hypothesis.state = state;
        hypothesis.partial = Partial::NONE;
        self.history.push(Link {
            previous: hypothesis.link,
            character,
            filled: hypothesis.filled,
        });
        hypothesis.filled = false;
        hypothesis.link = (self.history.len() - 1) as u32;
        true
    }

    fn feed_filled(&mut self, mut hypothesis: Hypothesis, bytes: &[u8]) -> Option<Hypothesis> {
        for byte in bytes {
            hypothesis.filled = true;
            hypothesis = self.feed(hypothesis, std::slice::from_ref(byte))?;
        }
        Some(hypothesis)
    }

    /// Counts so many continuations as tried.
    fn skip(&mut self, count: usize) {
        self.budget = self.budget.saturating_sub(count);
    }

    fn feed(&mut self, mut hypothesis: Hypothesis, bytes: &[u8]) -> Option<Hypothesis> {
        self.skip(1);
        if hypothesis.ended {
            return None;
        }
        for &byte in bytes {
            if let Some(lost) = hypothesis.lost.take()
                && self.reader.reads(lost, byte, self.reads_private())
            {
                return None;
            }
            match self.writer.feed(hypothesis.partial, byte) {
                Step::Dead => return None,
                Step::More(partial) => hypothesis.partial = partial,
                Step::Complete(character) => {
                    if is_impossible(character) || !self.complete(&mut hypothesis, character) {
                        return None;
                    }
                }
            }
        }
        Some(hypothesis)
    }

    fn reads_private(&self) -> bool {
        let loss = &self.channel.loss;
        !matches!(loss.marked, Marked::Unreadable { private: false })
            && !matches!(loss.hidden, Hidden::Unreadable)
    }

    /// The character may have stood for another's bytes.
    fn respell(&mut self, hypothesis: Hypothesis, character: char) {
        for &(from, bytes) in self.channel.loss.respelled {
            if from == character {
                for byte in bytes {
                    self.take_filled(hypothesis.guess(RESPELLED_BITS), std::slice::from_ref(byte));
                }
            }
        }
    }

    /// Something may have gone without a mark before this unit.
    fn hide(&mut self, hypothesis: Hypothesis, unit: &Unit, lost: &Lost, twice: bool, first: bool) {
        let Some(bytes) = unit.bytes else {
            return;
        };
        let hidden_bits = self.hidden_bits();
        let hidden = hypothesis.guess(hidden_bits);
        match self.channel.loss.hidden {
            Hidden::Nothing => {}
            Hidden::Of(set) => {
                for &byte in set {
                    if let Some(once) = self.feed_filled(hidden, &[byte]) {
                        self.take(once, bytes.get());
                        self.respell(once, unit.character);
                        // Two in a row are common: 81 to 9F are half of all continuation bytes.
                        if twice && !once.partial.is_none() {
                            for &second in set {
                                let twice = self.feed_filled(once.guess(hidden_bits), &[second]);
                                if let Some(twice) = twice {
                                    self.take(twice, bytes.get());
                                    self.respell(twice, unit.character);
                                }
                            }
                        }
                    }
                }
            }
            Hidden::Unreadable => {
                for byte in 0x80..=0xFF {
                    if lost.has(byte)
                        && let Some(one) = self.feed_filled(hidden, &[byte])
                    {
                        self.take(one, bytes.get());
                    }
                }
                if twice && hypothesis.partial.need() == 2 {
                    self.two_unreadable(hidden.guess(hidden_bits), bytes.get(), lost);
                }
            }
            Hidden::PrivatePair if twice => {
                let before = self.next.len();
                self.pairs(hidden, Some(bytes.get()));
                let plain = |h: &Hypothesis| h.guessed == hidden.guessed;
                let found = self.next.get(before..).unwrap_or_default();
                if first && !found.iter().any(plain) {
                    self.two_pairs(hidden.guess(SECOND_PAIR_BITS), bytes.get());
                }
            }
            Hidden::PrivatePair => {}
        }
    }

    /// The unit is a mark: what may it stand for?
    fn fill(&mut self, hypothesis: Hypothesis, unit: &Unit, lost: &Lost, following: &[Unit]) {
        if unit.character == '?' && hypothesis.partial.is_none() {
            self.take_filled(hypothesis.guess(LITERAL_BITS), b"?");
        }
        let mut filled = hypothesis.guess(MARKED_BITS);
        if self.channel.loss.marked != Marked::Swallowing && swallowed::is_torn_number(following) {
            filled.cost += TORN_BITS * UNITS;
        }
        match self.channel.loss.marked {
            Marked::Nothing => {}
            Marked::Of(set) => {
                for byte in set {
                    self.take_filled(filled, std::slice::from_ref(byte));
                }
            }
            Marked::Unreadable { .. } => self.unreadable(filled, lost),
            Marked::PrivatePair => {
                self.unreadable(filled, lost);
                self.pairs(filled, None);
            }
            // Windows puts question marks.
            Marked::Swallowing if unit.character == '?' => {
                self.swallowing(filled, lost, following);
            }
            Marked::Swallowing => {}
        }
    }

    fn unreadable(&mut self, filled: Hypothesis, lost: &Lost) {
        // With any other byte, where the character would go on, the damage would end.
        let is_last = filled.partial.need() == 1;
        let tried = if is_last { u128::MAX } else { lost.possible };
        let mut left = tried & filled.partial.high_bytes();
        self.skip(128 - left.count_ones() as usize);
        while left != 0 {
            let byte = 0x80 + left.trailing_zeros() as u8;
            left &= left - 1;
            let is_possible = lost.has(byte);
            if !is_possible && filled.cost + lost.ended_bits * UNITS > self.reach {
                self.skip(1);
                continue;
            }
            let Some(mut one) = self.feed_filled(filled, &[byte]) else {
                continue;
            };
            if is_possible {
                one.lost = Some(byte).filter(|_| lost.is_before_lost);
                self.push(one);
            } else {
                self.end(one, lost);
            }
        }
    }

    /// The damage may end with this lost byte: what follows was never part of it.
    fn end(&mut self, hypothesis: Hypothesis, lost: &Lost) {
        if hypothesis.partial.is_none() {
            self.push(Hypothesis {
                ended: true,
                ..hypothesis.guess(lost.ended_bits)
            });
        }
    }

    fn swallowing(&mut self, filled: Hypothesis, lost: &Lost, following: &[Unit]) {
        for byte in 0x81..=0xFE {
            let Some(one) = self.feed_filled(filled, &[byte]) else {
                continue;
            };
            match following {
                [] => self.push(one),
                _ => self.end(one, lost),
            }
            if one.partial.is_none() {
                for &(swallowed, units) in swallowed::before(following) {
                    let mut one = one;
                    if swallowed::is_likely(swallowed, following) {
                        one.cost = one.cost.saturating_sub(LIKELY_BITS * UNITS);
                        one.guessed = one.guessed.saturating_sub(MARKED_BITS - 1);
                    } else {
                        one.cost += units;
                    }
                    self.take_filled(one, &[swallowed]);
                }
            }
        }
    }

    /// Every pair that the reader took for private use; then, if given, these bytes.
    fn pairs(&mut self, filled: Hypothesis, then: Option<&[u8]>) {
        if self.is_beyond(filled.cost) {
            return;
        }
        let reader = self.reader;
        for (first, seconds) in reader.private_pairs() {
            let Some(one) = self.feed_filled(filled, std::slice::from_ref(first)) else {
                continue;
            };
            let (low, high) = one.partial.bounds();
            let from = seconds.partition_point(|&second| second < low);
            let seconds = seconds.get(from..).unwrap_or_default();
            for second in seconds.iter().take_while(|&&second| second <= high) {
                let Some(both) = self.feed_filled(one, std::slice::from_ref(second)) else {
                    continue;
                };
                let both = match second {
                    second if second.is_ascii_alphabetic() => both.guess(ODD_PAIR_BITS),
                    second if second.is_ascii() => both.guess(ODD_SIGN_BITS),
                    _ => both,
                };
                match then {
                    None => self.push(both),
                    Some(then) => self.take(both, then),
                }
            }
        }
    }

    /// Every two bytes of which each makes nothing with the next, and then these.
    fn two_unreadable(&mut self, hidden: Hypothesis, then: &[u8], lost: &Lost) {
        for second in (0x80..=0xFF).filter(|&byte| lost.has(byte)) {
            let mut firsts = self.reader.unread(second, false) & hidden.partial.high_bytes();
            while firsts != 0 {
                let first = 0x80 + firsts.trailing_zeros() as u8;
                firsts &= firsts - 1;
                if let Some(both) = self.feed_filled(hidden, &[first, second]) {
                    self.take(both, then);
                }
            }
        }
    }

    /// Every two pairs, of the likelier first ones, and then these bytes.
    fn two_pairs(&mut self, filled: Hypothesis, then: &[u8]) {
        let mut once = self.plain_pairs(filled, None);
        once.sort_unstable_by_key(|h| h.rank);
        once.truncate(MOST_FIRST_PAIRS);
        for h in once {
            for twice in self.plain_pairs(h, Some(then)) {
                self.push(twice);
            }
        }
    }

    /// What every pair gives that is not odd, for the time being.
    fn plain_pairs(&mut self, filled: Hypothesis, then: Option<&[u8]>) -> Vec<Hypothesis> {
        let (start, reach) = (self.next.len(), self.reach);
        self.pairs(filled, then);
        self.reach = reach;
        let mut found = self.next.split_off(start);
        found.retain(|h| h.guessed == filled.guessed);
        found
    }

    fn finish(&mut self, units: &[Unit]) -> Option<Found> {
        let mut readings = std::mem::take(&mut self.rest);
        let next = units.get(self.rest_at).map(|unit| unit.character);
        for reading in &mut readings {
            let last = self.history.get(reading.link as usize);
            reading.cost = ended(reading.cost, self.model, reading.state, last, next);
        }
        let best = readings.iter().min_by_key(|h| h.cost).copied();
        self.rest = readings;
        let best = best?;
        let others = self.rest.iter();
        let rivals = others.filter_map(|h| Rivals::of(best.link, h.link, h.cost - best.cost));
        self.rivals.extend(rivals);
        let reading = doubt::reading(&self.history, best.link, &mut self.rivals);
        Some(Found {
            text: reading.text,
            cost: best.cost,
            given: self.given,
            units: self.rest_at,
            guessed: best.guessed,
            probability: reading.probability,
            inferred: reading.inferred,
        })
    }
}

/// What a reading costs with what stands behind it, which speaks as well.
pub(super) fn ended(
    cost: u32,
    model: Model,
    state: State,
    last: Option<&Link>,
    next: Option<char>,
) -> u32 {
    let Some(next) = next else {
        let is_comma = last.is_some_and(|link| link.filled && link.character == '，');
        let cut = u32::from(is_comma) * CUT_BITS * UNITS;
        return (cost + model.end(state)).saturating_sub(cut);
    };
    cost + model.step(state, next).0
}

/// What no text that went through the damage had.
pub(super) fn is_impossible(character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        c => is_private(c) || c == char::REPLACEMENT_CHARACTER,
    }
}

/// Keeps the best of `from` in `to`, of readings that end alike the best one only.
fn prune(
    from: &mut Vec<Hypothesis>,
    to: &mut Vec<Hypothesis>,
    width: usize,
    rivals: &mut Vec<Rivals>,
) {
    if let [one] = from.as_slice() {
        return to.push(*one);
    }
    let best = from.iter().map(|h| h.rank).min().unwrap_or(0);
    let most = best + REACH_BITS * UNITS;
    from.retain(|h| h.rank <= most);
    if from.len() > 4 * width {
        // Alike readings are few; most of what is dropped here would be dropped below.
        from.select_nth_unstable_by_key(4 * width, |h| h.rank);
        from.truncate(4 * width);
    }
    from.sort_unstable_by_key(|h| h.rank);
    for candidate in from.iter() {
        let same = |kept: &&Hypothesis| {
            kept.partial == candidate.partial
                && kept.state == candidate.state
                && kept.lost == candidate.lost
        };
        match to.iter().find(same) {
            Some(kept) => {
                let lead = candidate.cost.saturating_sub(kept.cost);
                rivals.extend(Rivals::of(kept.link, candidate.link, lead));
            }
            None => {
                to.push(*candidate);
                if to.len() == width {
                    break;
                }
            }
        }
    }
}

impl Beam<'_> {
    /// Whether a damaged span can begin with the first of these units.
    pub(super) fn may_start(&self, units: &[Unit]) -> bool {
        let mut units = units.iter();
        let Some(first) = units.next() else {
            return false;
        };
        if first.gap {
            let next = units.next();
            // The second byte of a pair can be ASCII.
            let can_follow = |next: &Unit| {
                !next.is_ascii()
                    || !matches!(self.writer, Writer::Utf8) && matches!(next.character, '@'..='~')
            };
            return next.is_some_and(|next| can_follow(next) && next.bytes.is_some());
        }
        let byte = first.bytes.and_then(|bytes| bytes.get().first().copied());
        !self.is_doubtful(first, units.next())
            && !first.is_ascii()
            && byte.is_some_and(|b| self.writer.feed(Partial::NONE, b) != Step::Dead)
    }
}

#[cfg(test)]
mod tests;
