//! What two bytes mean in the encodings of pairs other than GBK.

use super::PAIRS;

/// The encodings in the order of the blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    Big5,
    EucKr,
    ShiftJis,
    EucJp,
}

/// Two bytes with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) lead: u8,
    pub(crate) trail: u8,
    /// The first one, where it means two.
    pub(crate) character: char,
    /// Whether the encoder writes the character as this pair.
    pub(crate) comes_back: bool,
}

/// The pairs of one encoding, read in place.
#[derive(Clone, Copy)]
pub(crate) struct Grid {
    /// The first and the last of two runs of leads, and of trails.
    leads: [u8; 4],
    trails: [u8; 4],
    /// The lower 16 bits of each pair's character, lead by lead.
    codes: &'static [[u8; 2]],
    /// For each pair a bit: whether the character is of plane 2, and whether it comes back.
    far: &'static [u8],
    back: &'static [u8],
}

static GRIDS: [Grid; 4] = {
    let (big5, rest) = Grid::split(PAIRS);
    let (euc_kr, rest) = Grid::split(rest);
    let (shift_jis, rest) = Grid::split(rest);
    let (euc_jp, _) = Grid::split(rest);
    [big5, euc_kr, shift_jis, euc_jp]
};

impl Grid {
    #[inline]
    pub(crate) fn of(set: Set) -> &'static Self {
        let [big5, euc_kr, shift_jis, euc_jp] = &GRIDS;
        match set {
            Set::Big5 => big5,
            Set::EucKr => euc_kr,
            Set::ShiftJis => shift_jis,
            Set::EucJp => euc_jp,
        }
    }

    /// The first encoding of the payload, and what is behind it.
    const fn split(payload: &'static [u8]) -> (Self, &'static [u8]) {
        let (head, rest) = payload.split_at(8);
        let leads = [head[0], head[1], head[2], head[3]];
        let trails = [head[4], head[5], head[6], head[7]];
        let size = count(leads) * count(trails);
        let (codes, rest) = rest.split_at(2 * size);
        let (far, rest) = rest.split_at(size.div_ceil(8));
        let (back, rest) = rest.split_at(size.div_ceil(8));
        let codes = codes.as_chunks().0;
        let grid = Self {
            leads,
            trails,
            codes,
            far,
            back,
        };
        (grid, rest)
    }

    /// The first character of a pair, if it has a meaning.
    #[inline]
    pub(crate) fn character(&self, lead: u8, trail: u8) -> Option<char> {
        let number = place(self.leads, lead)? * count(self.trails) + place(self.trails, trail)?;
        self.at(number)
    }

    #[inline]
    fn at(&self, number: usize) -> Option<char> {
        match u16::from_le_bytes(*self.codes.get(number)?) {
            0 => None,
            low => char::from_u32(u32::from(low) | u32::from(bit(self.far, number)) << 17),
        }
    }
}

/// Visits every pair of an encoding that has a meaning, in the order of lead and trail.
pub(crate) fn each(set: Set, mut visit: impl FnMut(Pair)) {
    let grid = Grid::of(set);
    let pairs = both(grid.leads).flat_map(|lead| both(grid.trails).map(move |trail| (lead, trail)));
    for (number, (lead, trail)) in pairs.enumerate() {
        if let Some(character) = grid.at(number) {
            visit(Pair {
                lead,
                trail,
                character,
                comes_back: bit(grid.back, number) != 0,
            });
        }
    }
}

fn bit(bits: &[u8], number: usize) -> u8 {
    let byte = bits.get(number / 8).copied().unwrap_or(0);
    byte >> (number % 8) & 1
}

/// How many bytes are in two runs.
const fn count(runs: [u8; 4]) -> usize {
    let [first, last, third, fourth] = runs;
    (last - first) as usize
        + 1
        + if third <= fourth {
            (fourth - third) as usize + 1
        } else {
            0
        }
}

/// How many bytes of the runs stand before one of them.
#[inline]
fn place(runs: [u8; 4], byte: u8) -> Option<usize> {
    let [first, last, third, fourth] = runs.map(usize::from);
    let byte = usize::from(byte);
    if (first..=last).contains(&byte) {
        Some(byte - first)
    } else if (third..=fourth).contains(&byte) {
        Some(last - first + 1 + byte - third)
    } else {
        None
    }
}

fn both([first, last, third, fourth]: [u8; 4]) -> impl Iterator<Item = u8> + Clone {
    (first..=last).chain(third..=fourth)
}
