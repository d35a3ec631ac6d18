//! The tables of script conversion; `FORMAT.md` says what each number means.

use super::payload;

/// A number of a row of cells for each 64 characters of the Basic Multilingual Plane.
pub(crate) type Rows = [[u8; 2]; 1024];

/// A filter of bits, by 64-bit words.
pub(crate) type Filter = [[u8; 8]];

/// Configurations, in the order of `Config`.
const CONFIGURATIONS: usize = 16;
/// Steps, the last of which is the normalization.
const STEPS: usize = 13;
/// Configurations in that order whose anchor filters are large ones.
const LARGE: [bool; CONFIGURATIONS] = [
    true, false, true, false, true, false, true, false, true, false, false, false, false, false,
    false, false,
];
/// Words of a large anchor filter.
pub(crate) const LARGE_WORDS: usize = 1 << 13;
/// Words of a small one.
pub(crate) const SMALL_WORDS: usize = 1 << 11;
/// Words of the bond filters.
const BOND_WORDS: [usize; 3] = [1 << 14, 1 << 11, 1 << 10];

static ROWS: &[Rows] = {
    let numbers = payload(include_bytes!("script-rows.bin"), b"SROW", 1)
        .as_chunks::<2>()
        .0;
    let rows = numbers.as_chunks::<1024>().0;
    assert!(rows.len() == CONFIGURATIONS + STEPS, "rows are missing");
    rows
};

static CELLS: &[[u8; 4]] = payload(include_bytes!("script-cells.bin"), b"SCEL", 1)
    .as_chunks::<4>()
    .0;

const PHRASES: &[u8] = payload(include_bytes!("script-phrases.bin"), b"SPHR", 1);

const PAIRS: &Filter = payload(include_bytes!("script-pairs.bin"), b"SPAI", 1)
    .as_chunks::<8>()
    .0;

/// The rows of a configuration, by its place in `Config`.
pub(crate) fn configuration_rows(configuration: usize) -> &'static Rows {
    &ROWS[configuration]
}

/// The rows of a step.
pub(crate) fn step_rows(step: usize) -> &'static Rows {
    &ROWS[CONFIGURATIONS + step]
}

/// All cells; a row is 64 of them.
pub(crate) fn cells() -> &'static [[u8; 4]] {
    CELLS
}

/// The keys of one step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrases {
    /// Two to this power is the number of slots.
    pub(crate) bits: u32,
    /// Slots of 64 bits.
    pub(crate) slots: &'static [[u8; 8]],
    /// What the slots point into.
    pub(crate) records: &'static [u8],
}

/// The keys of a step.
pub(crate) fn phrases(step: usize) -> Phrases {
    static ALL: [Phrases; STEPS] = {
        let mut all = [const { read_phrases(0) }; STEPS];
        let mut step = 0;
        while step < STEPS {
            all[step] = read_phrases(step);
            step += 1;
        }
        all
    };
    ALL[step]
}

const fn read_phrases(step: usize) -> Phrases {
    let (directory, _) = PHRASES.as_chunks::<4>();
    let start = u32::from_le_bytes(directory[step * 4 + 1]) as usize;
    let slots = u32::from_le_bytes(directory[step * 4 + 2]) as usize;
    let records = u32::from_le_bytes(directory[step * 4 + 3]) as usize;
    let (_, rest) = PHRASES.split_at(start);
    let (slots, rest) = rest.split_at(slots);
    let (records, _) = rest.split_at(records);
    let bits = u32::from_le_bytes(directory[step * 4]);
    assert!(slots.len() == 8 << bits, "a slot table is cut");
    Phrases {
        bits,
        slots: slots.as_chunks::<8>().0,
        records,
    }
}

/// The two anchor filters of a configuration: the near one, for the main loop, and the far one.
pub(crate) fn anchors(configuration: usize) -> (&'static Filter, &'static Filter) {
    static ALL: [(&Filter, &Filter); CONFIGURATIONS] = {
        let mut all: [(&Filter, &Filter); CONFIGURATIONS] = [(PAIRS, PAIRS); CONFIGURATIONS];
        let mut rest = PAIRS;
        let mut configuration = 0;
        while configuration < CONFIGURATIONS {
            let words = if LARGE[configuration] {
                LARGE_WORDS
            } else {
                SMALL_WORDS
            };
            let (near, after) = rest.split_at(words);
            let (far, after) = after.split_at(words);
            all[configuration] = (near, far);
            rest = after;
            configuration += 1;
        }
        all
    };
    ALL[configuration]
}

/// The bond filter of a family of configurations.
pub(crate) fn bonds(family: usize) -> &'static Filter {
    static ALL: [&Filter; 3] = {
        let words = BOND_WORDS[0] + BOND_WORDS[1] + BOND_WORDS[2];
        let (_, rest) = PAIRS.split_at(PAIRS.len() - words);
        let (first, rest) = rest.split_at(BOND_WORDS[0]);
        let (second, third) = rest.split_at(BOND_WORDS[1]);
        [first, second, third]
    };
    ALL[family]
}

const CHOICES: &[u8] = payload(include_bytes!("script-choices.bin"), b"SCHO", 1);

/// The values of a key that has several in a step, separated by spaces.
pub(crate) fn choices(step: usize, key: &[u8]) -> Option<&'static str> {
    let (words, _) = CHOICES.as_chunks::<4>();
    let word = |at: usize| {
        words
            .get(at)
            .map_or(0, |word| u32::from_le_bytes(*word) as usize)
    };
    let records = CHOICES.get(4 + word(0) * 4..)?;
    let mut count_at = 1;
    for _ in 0..step {
        count_at += 1 + word(count_at);
    }
    let record = |number: usize| {
        let (&[key, values], rest) = records
            .get(word(count_at + 1 + number)..)?
            .split_first_chunk::<2>()?;
        let (key, rest) = rest.split_at_checked(usize::from(key))?;
        Some((key, rest.get(..usize::from(values))?))
    };
    let (mut low, mut high) = (0, word(count_at));
    while low < high {
        let middle = low.midpoint(high);
        let (found, values) = record(middle)?;
        match found.cmp(key) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return std::str::from_utf8(values).ok(),
        }
    }
    None
}
