//! Reads back text that lost bytes twice: UTF-8 was read as pairs with losses, what came out was written
//! as UTF-8, and that was read as pairs with losses again.
//!
//! Neither layer can be undone by itself: what the outer one lost is a character of the inner one's damage, of
//! which no model knows anything but that its bytes go on in UTF-8. So both automata are followed at once, and
//! the model chooses among what comes out of the inner one.

use super::beam::{self, Found, LITERAL_BITS, MARKED_BITS, REACH_BITS, is_impossible};
use super::clause;
use super::doubt::{self, Link, ROOT, Rivals};
use super::prefix::Prefixes;
use super::reader::{Reader, is_private};
use super::units::{Unit, is_mark};
use super::writer::{Partial, Step, Writer};
use crate::model::{Model, State, UNITS};
use crate::name::Encoding;

/// Hypotheses that are followed at once. Of the longer rows of UTF-8 read by strict GBK twice, half a of
/// the development set, 50 % come back with 96, 53 with 256, 58 with 512 and with 3,000.
const WIDTH: usize = 512;

/// What each byte of an unfinished outer character is thought to cost beside those that went on, in bits: a third
/// of what the two inner bytes that come of it cost, at some 8 bits a character of three. With 2 it is
/// the same.
const BEGUN_BITS: u32 = 4;

/// Continuations that are tried for a line at most, and more for each of its units: ten times what damaged
/// ones need.
const MOST_TRIED: usize = 300_000;
const MOST_TRIED_PER_UNIT: usize = 20_000;

/// What one layer's bytes have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Layer {
    partial: Partial,
    /// A lost byte that must make nothing with the next one.
    lost: Option<u8>,
}

impl Layer {
    const NONE: Self = Self {
        partial: Partial::NONE,
        lost: None,
    };
}

/// One reading of all units so far.
#[derive(Debug, Clone, Copy)]
struct Hypothesis {
    outer: Layer,
    inner: Layer,
    /// Whether a byte of the outer, or the inner, unfinished character is none that stands there.
    filled: [bool; 2],
    state: State,
    cost: u32,
    /// The cost with what the unfinished character will add to it.
    rank: u32,
    /// The last character in `Twice::history`.
    link: u32,
    /// Bits that the guesses cost beyond the model.
    guessed: u32,
}

impl Hypothesis {
    fn guess(self, bits: u32) -> Self {
        Self {
            cost: self.cost + bits * UNITS,
            guessed: self.guessed + bits,
            ..self
        }
    }

    fn is_at_rest(&self) -> bool {
        self.outer.partial.is_none() && self.inner.partial.is_none()
    }

    fn is_like(&self, other: &Self) -> bool {
        self.outer == other.outer && self.inner == other.inner && self.state == other.state
    }
}

pub(super) struct Twice {
    reader: &'static Reader,
    /// Whether the reader makes something of pairs for private use.
    private: bool,
    model: Model,
    prefixes: &'static Prefixes,
    hypotheses: Vec<Hypothesis>,
    /// Readings of the unit at hand, of its bytes so far, and of one more byte.
    next: Vec<Hypothesis>,
    fed: Vec<Hypothesis>,
    stepped: Vec<Hypothesis>,
    /// The readings where last no character was unfinished, and how many units that was after.
    rest: Vec<Hypothesis>,
    rest_at: usize,
    history: Vec<Link>,
    rivals: Vec<Rivals>,
    /// Continuations that were tried for this line, and those that may be.
    tried: usize,
    most: usize,
}

impl Twice {
    /// For a line of so many units.
    pub(super) fn new(read: Encoding, private: bool, model: Model, units: usize) -> Self {
        Self {
            reader: Reader::of(read),
            private,
            model,
            prefixes: Prefixes::of(Encoding::Utf8),
            hypotheses: Vec::new(),
            next: Vec::new(),
            fed: Vec::new(),
            stepped: Vec::new(),
            rest: Vec::new(),
            rest_at: 0,
            history: Vec::new(),
            rivals: Vec::new(),
            tried: 0,
            most: MOST_TRIED + units * MOST_TRIED_PER_UNIT,
        }
    }

    /// Continuations that were tried for this line.
    pub(super) fn tried(&self) -> usize {
        self.tried
    }

    /// Whether the work that a line is worth is done.
    pub(super) fn is_exhausted(&self) -> bool {
        self.tried >= self.most
    }

    /// The best reading of the units from the first on, as far as there is one. `left` is the text before
    /// them.
    pub(super) fn search(&mut self, units: &[Unit], left: &str) -> Option<Found> {
        self.hypotheses.clear();
        self.rest.clear();
        self.rest_at = 0;
        self.history.clear();
        self.rivals.clear();
        self.hypotheses.push(Hypothesis {
            outer: Layer::NONE,
            inner: Layer::NONE,
            filled: [false; 2],
            state: self.model.after(left),
            cost: 0,
            rank: 0,
            link: ROOT,
            guessed: 0,
        });
        for (index, unit) in units.iter().enumerate() {
            let is_quiet =
                unit.is_ascii() && !unit.gap && self.hypotheses.iter().all(Hypothesis::is_at_rest);
            self.advance(unit, units.get(index + 1));
            if self.hypotheses.is_empty() || self.is_exhausted() {
                break;
            }
            // A span does not end with ASCII.
            if !is_quiet && self.hypotheses.iter().any(Hypothesis::is_at_rest) {
                self.rest.clear();
                let at_rest = self.hypotheses.iter().filter(|h| h.is_at_rest());
                self.rest.extend(at_rest);
                self.rest_at = index + 1;
            }
        }
        self.finish(units)
    }

    /// Takes one unit; the one behind it says what a lost byte must not make a character with.
    fn advance(&mut self, unit: &Unit, following: Option<&Unit>) {
        let hypotheses = std::mem::take(&mut self.hypotheses);
        self.next.clear();
        if unit.gap {
            for &hypothesis in &hypotheses {
                self.lose_outer(hypothesis, following);
                if unit.character == '?' && hypothesis.outer.partial.is_none() {
                    // The outer reader gave it for itself.
                    let hypothesis = Hypothesis {
                        outer: Layer::NONE,
                        ..hypothesis
                    };
                    self.lose_inner(hypothesis);
                    let literal = self.inner(hypothesis.guess(LITERAL_BITS), b'?', true);
                    self.next.extend(literal);
                    self.next.append(&mut self.stepped);
                }
            }
        } else {
            let alike = [unit.bytes, unit.other];
            for bytes in alike.iter().flatten() {
                self.fed.clear();
                self.fed.extend_from_slice(&hypotheses);
                for &byte in bytes.get() {
                    let fed = std::mem::take(&mut self.fed);
                    fed.iter().for_each(|&h| self.outer(h, byte, false));
                    self.fed = std::mem::replace(&mut self.stepped, fed);
                    self.stepped.clear();
                }
                self.next.append(&mut self.fed);
            }
        }
        self.hypotheses = hypotheses;
        self.prune();
    }

    /// The unit is a mark of the outer reader: which byte may it stand for?
    fn lose_outer(&mut self, hypothesis: Hypothesis, following: Option<&Unit>) {
        let next = following.map(Unit::first);
        let possible = match next {
            None => u128::MAX - 1,
            Some(None) => u128::MAX,
            Some(Some(next)) => self.reader.unread(next, self.private),
        };
        let filled = hypothesis.guess(MARKED_BITS);
        let mut left = possible & filled.outer.partial.high_bytes();
        while left != 0 {
            let byte = 0x80 + left.trailing_zeros() as u8;
            left &= left - 1;
            let from = self.stepped.len();
            self.outer(filled, byte, true);
            for one in self.stepped.get_mut(from..).unwrap_or_default() {
                one.outer.lost = Some(byte).filter(|_| next == Some(None));
            }
        }
        self.next.append(&mut self.stepped);
    }

    /// A mark of the inner reader: the same, where the byte behind it is not known yet.
    fn lose_inner(&mut self, hypothesis: Hypothesis) {
        let filled = hypothesis.guess(MARKED_BITS);
        let mut left = filled.inner.partial.high_bytes();
        while left != 0 {
            let byte = 0x80 + left.trailing_zeros() as u8;
            left &= left - 1;
            if let Some(mut one) = self.inner(filled, byte, true) {
                one.inner.lost = Some(byte);
                self.stepped.push(one);
            }
        }
    }

    /// Feeds a byte of the outer layer.
    fn outer(&mut self, mut hypothesis: Hypothesis, byte: u8, filled: bool) {
        let Layer { partial, lost } = hypothesis.outer;
        if lost.is_some_and(|lost| self.reader.reads(lost, byte, self.private)) {
            return;
        }
        hypothesis.outer = Layer::NONE;
        hypothesis.filled[0] |= filled;
        self.tried += 1;
        match Writer::Utf8.feed(partial, byte) {
            Step::Dead => {}
            Step::More(partial) => {
                hypothesis.outer.partial = partial;
                hypothesis.rank = self.rank(&hypothesis);
                self.stepped.push(hypothesis);
            }
            Step::Complete(character) => {
                let filled = std::mem::take(&mut hypothesis.filled[0]);
                self.through(hypothesis, character, filled);
            }
        }
    }

    /// Feeds a character that the inner reader gave.
    fn through(&mut self, hypothesis: Hypothesis, character: char, filled: bool) {
        if is_mark(character) {
            return self.lose_inner(hypothesis);
        }
        if !self.private && is_private(character) {
            return;
        }
        let bytes = self.reader.bytes(character).unwrap_or_default();
        let mut fed = (!bytes.get().is_empty()).then_some(hypothesis);
        for &byte in bytes.get() {
            fed = fed.and_then(|h| self.inner(h, byte, filled));
        }
        self.stepped.extend(fed);
    }

    /// Feeds a byte of the inner layer.
    fn inner(&mut self, mut hypothesis: Hypothesis, byte: u8, filled: bool) -> Option<Hypothesis> {
        let Layer { partial, lost } = hypothesis.inner;
        if lost.is_some_and(|lost| self.reader.reads(lost, byte, self.private)) {
            return None;
        }
        hypothesis.inner = Layer::NONE;
        hypothesis.filled[1] |= filled;
        self.tried += 1;
        match Writer::Utf8.feed(partial, byte) {
            Step::Dead => return None,
            Step::More(partial) => hypothesis.inner.partial = partial,
            Step::Complete(character) if is_impossible(character) => return None,
            Step::Complete(character) => {
                let (cost, state) = self.model.step(hypothesis.state, character);
                hypothesis.cost += cost;
                hypothesis.state = state;
                if hypothesis.filled[1] {
                    let before = doubt::before(&self.history, hypothesis.link);
                    let price = clause::price(character, before);
                    hypothesis.cost = hypothesis.cost.saturating_add_signed(price);
                }
                self.history.push(Link {
                    previous: hypothesis.link,
                    character,
                    filled: std::mem::take(&mut hypothesis.filled[1]),
                });
                hypothesis.link = (self.history.len() - 1) as u32;
            }
        }
        hypothesis.rank = self.rank(&hypothesis);
        Some(hypothesis)
    }

    fn rank(&self, hypothesis: &Hypothesis) -> u32 {
        let begun = match hypothesis.outer.partial.need() {
            0 => 0,
            need => u32::from(3_u8.saturating_sub(need)),
        };
        let inner = self.prefixes.cost(hypothesis.inner.partial);
        hypothesis.cost + inner + begun * BEGUN_BITS * UNITS
    }

    /// Keeps the best readings, of those that end alike the best one only.
    fn prune(&mut self) {
        self.hypotheses.clear();
        let best = self.next.iter().map(|h| h.rank).min().unwrap_or(0);
        self.next.retain(|h| h.rank <= best + REACH_BITS * UNITS);
        if self.next.len() > 4 * WIDTH {
            // Alike readings are few; most of what is dropped here would be dropped below.
            self.next.select_nth_unstable_by_key(4 * WIDTH, |h| h.rank);
            self.next.truncate(4 * WIDTH);
        }
        self.next.sort_unstable_by_key(|h| h.rank);
        for candidate in &self.next {
            match self.hypotheses.iter().find(|kept| kept.is_like(candidate)) {
                Some(kept) => {
                    let lead = candidate.cost.saturating_sub(kept.cost);
                    self.rivals
                        .extend(Rivals::of(kept.link, candidate.link, lead));
                }
                None if self.hypotheses.len() < WIDTH => self.hypotheses.push(*candidate),
                None => break,
            }
        }
    }

    fn finish(&mut self, units: &[Unit]) -> Option<Found> {
        let next = units.get(self.rest_at).map(|unit| unit.character);
        for reading in &mut self.rest {
            let last = self.history.get(reading.link as usize);
            reading.cost = beam::ended(reading.cost, self.model, reading.state, last, next);
        }
        let best = self.rest.iter().min_by_key(|h| h.cost).copied()?;
        let others = self.rest.iter();
        let rivals = others.filter_map(|h| Rivals::of(best.link, h.link, h.cost - best.cost));
        self.rivals.extend(rivals);
        let reading = doubt::reading(&self.history, best.link, &mut self.rivals);
        Some(Found {
            text: reading.text,
            cost: best.cost,
            given: 0,
            units: self.rest_at,
            guessed: best.guessed,
            probability: reading.probability,
            inferred: reading.inferred,
        })
    }
}
