//! What the lines of a text so far say about how its bytes were lost.
//!
//! Vendors' decoders lose bytes in ways that are much alike, so that every one of them has to be tried on
//! a line to know which it was. But a document was read by one, and soon enough its lines agree on it. Where
//! they do not, the text is put together of several, and every line is asked by itself.

use super::channel::Channel;

/// Lines that must have been told before one decoder is expected, and those after which it is expected
/// however little speaks for it: then what they differ in is not in this text.
const LEAST_LINES: usize = 3;
const ENOUGH_LINES: usize = 12;

/// Bits by which its readings must be worth more than those of every other decoder. Rough: one lost pair
/// that another decoder cannot have lost is worth some ten bits.
const LEAST_LEAD: i64 = 24;

/// Bits that a line may lack on average, read by the decoder that is expected, to the best reading of it.
const MOST_REGRET: i64 = 1;

/// What the readings of each decoder were worth.
#[derive(Default)]
pub(super) struct Habit {
    worths: Vec<(&'static Channel, i64)>,
    /// What the best reading of each line was worth.
    best: i64,
    lines: usize,
}

impl Habit {
    /// Takes note of a line that one of these explains, which are worth so much.
    pub(super) fn note(&mut self, worths: &[(&'static Channel, i64)]) {
        let Some(best) = worths.iter().map(|&(_, worth)| worth).max() else {
            return;
        };
        self.lines += 1;
        self.best += best;
        for &(channel, worth) in worths {
            match self.worths.iter_mut().find(|known| known.0 == channel) {
                Some(known) => known.1 += worth,
                None => self.worths.push((channel, worth)),
            }
        }
    }

    /// The decoder that the text went through, if that is known.
    pub(super) fn expected(&self) -> Option<&'static Channel> {
        let &(channel, most) = self.worths.iter().max_by_key(|known| known.1)?;
        let others = self.worths.iter().filter(|known| known.0 != channel);
        let lead = most - others.map(|known| known.1).max().unwrap_or(0);
        let is_known = self.lines >= LEAST_LINES && lead >= LEAST_LEAD;
        let is_alone = self.best - most <= MOST_REGRET * self.lines as i64;
        (is_alone && (is_known || self.lines >= ENOUGH_LINES)).then_some(channel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::damage::mojibake::channel;
    use crate::name::Encoding;

    fn two() -> [&'static Channel; 2] {
        let lossless = channel::of(Encoding::Utf8, Encoding::Gb18030).unwrap();
        let mut lossy = channel::lossy(&lossless);
        [lossy.next().unwrap(), lossy.next().unwrap()]
    }

    #[test]
    fn some_lines_that_are_clear_make_a_habit() {
        let [one, other] = two();
        let mut habit = Habit::default();
        assert!(habit.expected().is_none());
        for _ in 1..LEAST_LINES {
            habit.note(&[(other, 20), (one, 90)]);
            assert!(habit.expected().is_none(), "too few lines");
        }
        habit.note(&[(one, 90)]);
        assert_eq!(habit.expected(), Some(one));
        // A line that the other alone explains.
        habit.note(&[(one, 0), (other, 80)]);
        assert!(habit.expected().is_none());
        // A line that none of them explains says nothing.
        let mut habit = Habit::default();
        for _ in 0..2 * ENOUGH_LINES {
            habit.note(&[]);
        }
        assert!(habit.expected().is_none());
    }

    #[test]
    fn many_lines_decide_however_little_they_say() {
        let [one, other] = two();
        let mut habit = Habit::default();
        for line in 0..ENOUGH_LINES {
            assert!(habit.expected().is_none(), "{line}");
            habit.note(&[(one, 10), (other, 11)]);
        }
        assert_eq!(habit.expected(), Some(other));
    }
}
