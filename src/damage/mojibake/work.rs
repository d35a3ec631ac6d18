//! How much a text is searched in vain before its further losses are left.
//!
//! A search that explains its line costs what damaged text costs, and pays for itself. What nothing explains
//! is tried with every decoder that loses bytes, as far as each may go: such a line takes a hundred times as
//! long as one that comes back, and a text could be made of such lines. So work in vain is paid from an
//! account that each byte of the text adds to, and each line that comes back. A text that has used it up is
//! still read through channels without losses.

use super::units::Unit;

/// Continuations that a text may try in vain from the start: what most single lines take, about 20
/// milliseconds. With half a million, one row of 12,000 in the development set comes out otherwise.
const AT_FIRST: i64 = 1_500_000;

/// And those that each of its bytes adds. Documents that one decoder damaged need hardly any: 25 a byte in
/// all, and next to none of these in vain.
const PER_BYTE: i64 = 4;

/// The same for guesses, which are always in vain: with one account for all, the lines of a text that had lost
/// their controls used up what the others needed.
const GUESSES_AT_FIRST: i64 = 250_000;
const GUESSES_PER_BYTE: i64 = 1;

/// And what was explained of a line adds, in times of what it took. Of the development set's rows of UTF-8
/// read with losses, all of a group as one text, those that stay damaged take up to one and a half times as long
/// as those that come back. Where nearly all stay damaged, as under two lossy layers, the last ones go without a
/// search.
const EARNED: i64 = 2;

/// The account of one text, and the memory that searching it needs again and again.
pub(super) struct Work {
    pub(super) units: Vec<Unit>,
    left: i64,
    left_to_guess: i64,
    /// What the line at hand took so far.
    line: i64,
    was_cut: bool,
    /// Bytes in front of the line at hand, and lines among them that something was made of.
    before: usize,
    mended: usize,
    /// Whether the line at hand is part of a longer one, so that characters go on behind its end.
    pub(super) goes_on: bool,
}

impl Work {
    pub(super) fn new() -> Self {
        Self {
            units: Vec::new(),
            left: AT_FIRST,
            left_to_guess: GUESSES_AT_FIRST,
            line: 0,
            was_cut: false,
            before: 0,
            mended: 0,
            goes_on: false,
        }
    }

    /// Bits that damage has become less likely by, as so much of the text had none: among a hundred thousand
    /// words of a dictionary, chance makes one look like damage that a single one would be.
    pub(super) fn rarity(&self) -> i64 {
        const NOT_RARE: usize = 1 << 14;
        i64::from((self.before / NOT_RARE / (self.mended + 1)).max(1).ilog2())
    }

    /// Begins a line, so many bytes behind where the last one began.
    pub(super) fn begin_line(&mut self, bytes: usize, goes_on: bool) {
        self.before += bytes;
        let bytes = bytes as i64;
        self.left = self.left.saturating_add(bytes * PER_BYTE);
        let guesses = bytes.saturating_mul(GUESSES_PER_BYTE);
        self.left_to_guess = self.left_to_guess.saturating_add(guesses);
        self.line = 0;
        self.was_cut = false;
        self.goes_on = goes_on;
    }

    /// So many continuations were tried.
    pub(super) fn add(&mut self, tried: usize) {
        self.line += tried as i64;
    }

    /// So many were tried for a guess.
    pub(super) fn add_guesses(&mut self, tried: usize) {
        self.left_to_guess -= tried as i64;
    }

    /// Whether nothing is left for a further search, so that the line goes without.
    pub(super) fn is_done(&mut self) -> bool {
        let is_done = self.left <= self.line;
        self.was_cut |= is_done;
        is_done
    }

    /// Whether nothing is left for a further guess.
    pub(super) fn is_done_guessing(&mut self) -> bool {
        let is_done = self.left_to_guess <= 0;
        self.was_cut |= is_done;
        is_done
    }

    /// Whether the line at hand went without a search.
    pub(super) fn was_cut(&self) -> bool {
        self.was_cut
    }

    /// Ends a line of which such a share was explained, in percent: earns for that and pays for the rest.
    pub(super) fn end_line(&mut self, explained: usize) {
        let cost = std::mem::take(&mut self.line);
        self.mended += usize::from(explained > 0);
        let explained = explained as i64;
        self.left += cost * (EARNED * explained - (100 - explained)) / 100;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_work_in_vain_uses_the_account_up() {
        let mut work = Work::new();
        for _ in 0..10 {
            work.begin_line(100, false);
            work.add(1_000_000);
            work.end_line(100);
        }
        assert!(!work.is_done());
        let mut lines = 0;
        while !work.is_done() {
            work.begin_line(100, false);
            work.add(1_000_000);
            work.end_line(0);
            lines += 1;
        }
        assert_eq!(lines, 22);
        // Each byte of the text adds to it.
        for _ in 0..4 {
            work.begin_line(1_000_000, false);
            assert!(!work.is_done() && !work.was_cut());
            work.add(1_000_000 * PER_BYTE as usize);
            work.end_line(0);
        }
    }

    #[test]
    fn damage_is_rarer_where_none_was_seen_for_long() {
        let mut work = Work::new();
        assert_eq!(work.rarity(), 0);
        work.begin_line(30_000, false);
        assert_eq!(work.rarity(), 0);
        work.end_line(0);
        work.begin_line(300_000, false);
        assert_eq!(work.rarity(), 4);
        for _ in 0..4 {
            work.end_line(80);
        }
        assert_eq!(work.rarity(), 2);
    }
}
