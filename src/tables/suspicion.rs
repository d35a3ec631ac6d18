//! What each character says about damage: for every lane, a family of ways to misread text, how much
//! likelier the character is there than in clean text. `FORMAT.md` gives the layout under `SUSP`.

use super::SUSPICION;

/// How many lanes there are.
pub(crate) const LANES: usize = 32;

/// Rows that characters share.
pub(crate) const ROWS: usize = 256;

/// Parts of a bit that a row counts in; what is compared needs no unit.
#[allow(
    dead_code,
    reason = "the generator in `tables/` makes the rows with it"
)]
pub(crate) const PARTS_OF_BIT: i32 = 13;

/// What a row's bytes have been increased by, so that none is negative.
pub(crate) const BIAS: u8 = 52;

/// What one character says for each lane: parts of a bit and [`BIAS`].
pub(crate) type Row = [u8; LANES];

/// Where the number of U+0000 stands. The three bytes of a character in UTF-8, shifted by 12, 6 and 0
/// bits and added, come to its code point and this, with nothing masked away.
pub(crate) const ROTATED: u16 = (0x80 << 6) + 0x80;

struct Parts {
    rows: &'static [Row; ROWS],
    numbers: &'static [u8; 0x1_0000],
}

static PARTS: Parts = {
    let (rows, numbers) = SUSPICION.split_at(ROWS * LANES);
    let rows: &'static [Row] = rows.as_chunks().0;
    match (rows.first_chunk(), numbers.first_chunk()) {
        (Some(rows), Some(numbers)) => Parts { rows, numbers },
        _ => panic!("the table is cut"),
    }
};

/// What a character of the basic plane says. `at` is its code point and [`ROTATED`], modulo 2^16.
#[inline(always)]
pub(crate) fn row(at: u16) -> &'static Row {
    // The row's number is a byte, and there is a row for every byte.
    &PARTS.rows[usize::from(PARTS.numbers[usize::from(at)])]
}

/// Lanes in couples: the first one and the first of single bytes, and so on.
pub(crate) const COUPLES: usize = LANES / 2;

/// So that a row is read at once.
#[repr(align(16))]
struct Aligned([i8; COUPLES]);

/// The most that each row says for one of a couple, without the bias.
static COUPLED: [Aligned; ROWS] = {
    let mut coupled = [const { Aligned([0; COUPLES]) }; ROWS];
    let mut number = 0;
    while number < ROWS {
        let row = &PARTS.rows[number];
        let mut lane = 0;
        while lane < COUPLES {
            let (one, other) = (row[lane], row[lane + COUPLES]);
            let most = if one > other { one } else { other };
            assert!(most <= BIAS + i8::MAX as u8, "a character says too much");
            coupled[number].0[lane] = most.wrapping_sub(BIAS) as i8;
            lane += 1;
        }
        number += 1;
    }
    coupled
};

/// The most that a character says for one of each couple, in parts of a bit. `at` is as above.
#[inline(always)]
pub(crate) fn coupled(at: u16) -> &'static [i8; COUPLES] {
    &COUPLED[usize::from(PARTS.numbers[usize::from(at)])].0
}

/// The row of each character of two bytes, by these with the three bits cut off that all have.
static NARROW: [u8; 1 << 13] = {
    let mut narrow = [0; 1 << 13];
    let mut code = 0x80;
    while code < 0x800 {
        let at = (code >> 6) << 8 | 0x80 | code & 0x3F;
        narrow[at] = PARTS.numbers[code + ROTATED as usize];
        code += 1;
    }
    narrow
};

/// The same of a character of two bytes.
#[inline(always)]
pub(crate) fn coupled_narrow(bytes: [u8; 2]) -> &'static [i8; COUPLES] {
    let at = usize::from(u16::from_be_bytes(bytes)) % NARROW.len();
    &COUPLED[usize::from(NARROW[at])].0
}

/// The lanes: written as, read as. Readers whose characters are much the same share one.
pub(crate) mod lane {
    pub(crate) const UTF8_GBK: usize = 0;
    pub(crate) const UTF8_BIG5: usize = 1;
    pub(crate) const UTF8_SHIFT_JIS: usize = 2;
    pub(crate) const UTF8_EUC_KR: usize = 3;
    pub(crate) const UTF8_EUC_JP: usize = 4;
    pub(crate) const GBK_BIG5: usize = 5;
    pub(crate) const GBK_SHIFT_JIS: usize = 6;
    pub(crate) const GBK_EUC_KR: usize = 7;
    pub(crate) const GBK_EUC_JP: usize = 8;
    pub(crate) const BIG5_GBK: usize = 9;
    pub(crate) const BIG5_SHIFT_JIS: usize = 10;
    pub(crate) const BIG5_EUC_KR: usize = 11;
    /// Through Latin-1, then written as UTF-8 and read as GBK.
    pub(crate) const LAYERS_GBK: usize = 12;
    /// Latin-1, windows-1252 and the pages like it. From here on a byte is a character.
    pub(crate) const UTF8_WESTERN: usize = 16;
    pub(crate) const GBK_WESTERN: usize = 17;
    pub(crate) const BIG5_WESTERN: usize = 18;
    pub(crate) const UTF8_CYRILLIC: usize = 19;
    pub(crate) const PAIRS_CYRILLIC: usize = 20;
    pub(crate) const UTF8_KOI8: usize = 21;
    pub(crate) const GBK_KOI8: usize = 22;
    pub(crate) const UTF8_866: usize = 23;
    pub(crate) const GBK_866: usize = 24;
    /// IBM437 and IBM850.
    pub(crate) const UTF8_DOS: usize = 25;
    pub(crate) const GBK_DOS: usize = 26;
    pub(crate) const BIG5_DOS: usize = 27;
    pub(crate) const UTF8_MACINTOSH: usize = 28;
    pub(crate) const GBK_MACINTOSH: usize = 29;
    pub(crate) const BIG5_MACINTOSH: usize = 30;
    /// Thai, Greek, Hebrew, Arabic.
    pub(crate) const REST: usize = 31;
}
