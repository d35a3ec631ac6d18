//! The tables of script conversion; `FORMAT.md` says what each number means.

use super::payload;

/// A number of a row of cells for each 64 characters of the Basic Multilingual Plane.
pub(crate) type Rows = [[u8; 2]; 1024];
/// Where a row begins, less 128, by the first two bytes of UTF-8: the first one lowest, and of that the
/// last four bits, of the other one the last six.
pub(crate) type ConfigurationRows = [[u8; 4]; 0x3F10];

/// A bit for each last byte of UTF-8, by the first two bytes as in [`ConfigurationRows`].
pub(crate) type ConfigurationMarks = [[u8; 8]; 0x3F10];

/// A filter of bits, by 64-bit words.
pub(crate) type Filter = [[u8; 8]];

/// Configurations, in the order of `Config`.
const CONFIGURATIONS: usize = 16;
/// Steps, the last of which is the normalization.
const STEPS: usize = 13;
/// Slots of the tables of anchors, by family.
const ANCHOR_SLOTS: [usize; 3] = [1 << 14, 1 << 12, 1 << 11];
/// The configurations of each family, in the order of `Config`.
const FAMILIES: [&[usize]; 3] = [
    &[0, 2, 4, 6, 8],
    &[1, 3, 5, 7, 9],
    &[10, 11, 12, 13, 14, 15],
];
/// Words of the filters of anchors.
const ANCHOR_WORDS: [usize; 3] = [1 << 11, 1 << 9, 1 << 8];
/// Words of the bond filters, the last one of those where no key divides the text.
const BOND_WORDS: [usize; 4] = [1 << 14, 1 << 11, 1 << 10, 1 << 11];

const ROWS: &[u8] = payload(include_bytes!("script-rows.bin"), b"SROW", 5);
/// Bytes of the rows of all configurations.
const CONFIGURATION_ROWS: usize = 4 * 1024 * CONFIGURATIONS;
/// Bytes of the marks of all configurations.
const CONFIGURATION_MARKS: usize = 8 * 1024 * CONFIGURATIONS;

static STEP_ROWS: &[Rows] = {
    let (_, rows) = ROWS.split_at(CONFIGURATION_ROWS + CONFIGURATION_MARKS);
    let rows = rows.as_chunks().0.as_chunks().0;
    assert!(rows.len() == STEPS, "rows are missing");
    rows
};

static CELLS: &[[u8; 8]] = payload(include_bytes!("script-cells.bin"), b"SCEL", 4)
    .as_chunks::<8>()
    .0;

const PHRASES: &[u8] = payload(include_bytes!("script-phrases.bin"), b"SPHR", 1);

const PAIRS: &[u8] = payload(include_bytes!("script-pairs.bin"), b"SPAI", 5);

/// The rows of a configuration, by its place in `Config`.
pub(crate) fn configuration_rows(configuration: usize) -> &'static ConfigurationRows {
    static ALL: [&ConfigurationRows; CONFIGURATIONS] = {
        let (rows, _) = ROWS.split_at(CONFIGURATION_ROWS);
        let mut all = [&[[0; 4]; 0x3F10]; CONFIGURATIONS];
        let mut configuration = 0;
        while configuration < CONFIGURATIONS {
            // The bits between the two bytes' number the configuration.
            let (_, own) = rows.as_chunks::<4>().0.split_at(configuration * 16);
            if let Some(own) = own.first_chunk() {
                all[configuration] = own;
            }
            configuration += 1;
        }
        all
    };
    ALL[configuration]
}

/// The marks of a configuration, by its place in `Config`.
pub(crate) fn configuration_marks(configuration: usize) -> &'static ConfigurationMarks {
    static ALL: [&ConfigurationMarks; CONFIGURATIONS] = {
        let (_, marks) = ROWS.split_at(CONFIGURATION_ROWS);
        let (marks, _) = marks.split_at(CONFIGURATION_MARKS);
        let mut all = [&[[0; 8]; 0x3F10]; CONFIGURATIONS];
        let mut configuration = 0;
        while configuration < CONFIGURATIONS {
            let (_, own) = marks.as_chunks::<8>().0.split_at(configuration * 16);
            if let Some(own) = own.first_chunk() {
                all[configuration] = own;
            }
            configuration += 1;
        }
        all
    };
    ALL[configuration]
}

/// The rows of a step.
pub(crate) fn step_rows(step: usize) -> &'static Rows {
    &STEP_ROWS[step]
}

/// All cells; a row is 64 of them.
pub(crate) fn cells() -> &'static [[u8; 8]] {
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

/// The pairs that a configuration watches for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchors {
    /// Holds them all, and few others.
    pub(crate) filter: &'static Filter,
    /// Pairs in the slots of a table; a power of two.
    pub(crate) slots: &'static [[u8; 4]],
    /// What is known of the pair in each slot.
    pub(crate) values: &'static [[u8; 4]],
}

/// The anchors of a configuration.
pub(crate) fn anchors(configuration: usize) -> Anchors {
    static ALL: [Anchors; CONFIGURATIONS] = {
        let none = Anchors {
            filter: &[],
            slots: &[],
            values: &[],
        };
        let mut all = [none; CONFIGURATIONS];
        let mut rest = PAIRS.as_chunks::<4>().0;
        let mut family = 0;
        while family < FAMILIES.len() {
            let (slots, mut values) = rest.split_at(ANCHOR_SLOTS[family]);
            let mut member = 0;
            while member < FAMILIES[family].len() {
                let anchors = &mut all[FAMILIES[family][member]];
                anchors.slots = slots;
                (anchors.values, values) = values.split_at(ANCHOR_SLOTS[family]);
                member += 1;
            }
            rest = values;
            family += 1;
        }
        let (mut filters, _) = rest.as_chunks::<2>();
        let mut family = 0;
        while family < FAMILIES.len() {
            let (filter, rest) = filters.split_at(ANCHOR_WORDS[family]);
            let mut member = 0;
            while member < FAMILIES[family].len() {
                all[FAMILIES[family][member]].filter =
                    filter.as_flattened().as_flattened().as_chunks().0;
                member += 1;
            }
            filters = rest;
            family += 1;
        }
        all
    };
    ALL[configuration]
}

/// The number of the bond filter of the first family where no key divides the text.
pub(crate) const INNER_BONDS: usize = 3;

/// The bond filters of the families of configurations, and that of [`INNER_BONDS`].
pub(crate) fn bonds(number: usize) -> &'static Filter {
    static ALL: [&Filter; 4] = {
        let words = BOND_WORDS[0] + BOND_WORDS[1] + BOND_WORDS[2] + BOND_WORDS[3];
        let bonds = PAIRS.as_chunks::<8>().0;
        let (_, rest) = bonds.split_at(bonds.len() - words);
        let (first, rest) = rest.split_at(BOND_WORDS[0]);
        let (second, rest) = rest.split_at(BOND_WORDS[1]);
        let (third, last) = rest.split_at(BOND_WORDS[2]);
        [first, second, third, last]
    };
    ALL[number]
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
