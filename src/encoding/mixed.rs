//! Documents whose encoding changes from line to line: logs, concatenated files, tables filled from
//! many places.
//!
//! Where no line is odd in the encoding of the whole, the whole is in it. Else the lines around odd ones
//! are priced in each encoding, a change of encoding between lines has a price too, and the cheapest
//! way through is what was written.

use std::ops::Range;

use super::detect::Lines;
use crate::name::Encoding;

/// What a document may switch to: what Chinese text is kept in, and what names with accents come in.
const OTHERS: [Encoding; 4] = [
    Encoding::Utf8,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::Windows1252,
];

/// Bits that a change of encoding costs: once in some hundred lines.
const CHANGE: f32 = 7.0;

/// And to one for Chinese in a text of another language, whose marks and rare words are Chinese as well.
const CHANGE_OF_LANGUAGE: f32 = 24.0;

/// How many lines on each side of an odd one are looked at.
const AROUND: usize = 8;

const STATES: usize = OTHERS.len() + 1;

/// Divides bytes that are in `main` for the most part. O(bytes).
pub(super) fn split(bytes: &[u8], main: Encoding) -> Vec<(Range<usize>, Encoding)> {
    let encodings: Vec<Encoding> = [main]
        .into_iter()
        .chain(OTHERS.into_iter().filter(|&other| other != main))
        .collect();
    let lines = Lines::new(main);
    // Until where lines are to be priced, for each run of lines around odd ones.
    let mut open: Vec<Range<usize>> = Vec::new();
    for (number, line) in each(bytes).enumerate() {
        if lines.is_odd(line.1) {
            let (from, to) = (number.saturating_sub(AROUND), number + AROUND + 1);
            match open.last_mut() {
                Some(last) if from <= last.end => last.end = to,
                _ => open.push(from..to),
            }
        }
    }
    let mut spans = Spans {
        list: Vec::new(),
        end: bytes.len(),
    };
    let mut way = Way::new(&encodings);
    let mut open = open.into_iter().peekable();
    for (number, (start, line)) in each(bytes).enumerate() {
        while open.next_if(|run| run.end <= number).is_some() {}
        if open.peek().is_some_and(|run| run.contains(&number)) {
            way.step(start, line, &lines, &encodings);
        } else {
            way.finish(&encodings, &mut spans);
            spans.push(start, main);
        }
    }
    way.finish(&encodings, &mut spans);
    spans.finish(main)
}

/// Every line with its start, line end included.
fn each(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    bytes
        .split_inclusive(|&byte| byte == b'\n')
        .map(move |line| {
            let start = at;
            at += line.len();
            (start, line)
        })
}

/// The cheapest way through the lines so far, for each encoding of the last.
struct Way {
    /// Bits that a change to each encoding costs.
    changes: [f32; STATES],
    /// Where each line starts, and for each encoding that it may be in the one before.
    steps: Vec<(usize, [u8; STATES])>,
    costs: [f32; STATES],
}

impl Way {
    fn new(encodings: &[Encoding]) -> Self {
        let mut changes = [CHANGE; STATES];
        let main = encodings.first().copied().unwrap_or(Encoding::Utf8);
        for (change, encoding) in changes.iter_mut().zip(encodings).skip(1) {
            *change = match (main, encoding) {
                (Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5, _) => CHANGE,
                (_, Encoding::Utf8) => CHANGE,
                _ => CHANGE_OF_LANGUAGE,
            };
        }
        Self {
            changes,
            steps: Vec::new(),
            costs: [0.0; STATES],
        }
    }

    fn step(&mut self, start: usize, line: &[u8], lines: &Lines, encodings: &[Encoding]) {
        let mut from = [0; STATES];
        let before = self.costs;
        if self.steps.is_empty() {
            // It begins in the encoding of the whole, or with a change.
            self.costs = self.changes;
            self.costs[0] = 0.0;
        } else {
            let (best, least) = least(&before, encodings.len());
            for state in 0..encodings.len() {
                from[state] = state as u8;
                let changed = least + self.changes[state];
                if changed < before[state] {
                    from[state] = best as u8;
                    self.costs[state] = changed;
                }
            }
        }
        if !line.is_ascii() {
            let prices: [f32; STATES] = lines.price(line, encodings);
            for (cost, price) in self.costs.iter_mut().zip(prices) {
                *cost += price;
            }
        }
        self.steps.push((start, from));
    }

    /// Writes the way down and forgets it.
    fn finish(&mut self, encodings: &[Encoding], spans: &mut Spans) {
        let (mut state, _) = least(&self.costs, encodings.len());
        let mut taken = Vec::with_capacity(self.steps.len());
        for (start, from) in self.steps.drain(..).rev() {
            taken.push((start, state));
            state = from.get(state).map_or(0, |&before| usize::from(before));
        }
        for (start, state) in taken.into_iter().rev() {
            if let Some(&encoding) = encodings.get(state) {
                spans.push(start, encoding);
            }
        }
    }
}

fn least(costs: &[f32; STATES], count: usize) -> (usize, f32) {
    let states = costs.iter().copied().enumerate().take(count);
    states
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((0, 0.0))
}

/// Spans as they grow: starts, with the encoding from there on.
struct Spans {
    list: Vec<(Range<usize>, Encoding)>,
    end: usize,
}

impl Spans {
    fn push(&mut self, start: usize, encoding: Encoding) {
        match self.list.last_mut() {
            Some((_, last)) if *last == encoding => {}
            last => {
                if let Some((span, _)) = last {
                    span.end = start;
                }
                self.list.push((start..self.end, encoding));
            }
        }
    }

    fn finish(mut self, main: Encoding) -> Vec<(Range<usize>, Encoding)> {
        if self.list.is_empty() {
            self.list.push((0..self.end, main));
        }
        self.list
    }
}
