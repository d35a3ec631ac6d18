//! Going to the few characters of a text that matter without a look at what the tables say of the rest.

use super::utf8::decode;

/// What leads three bytes, twice, among the first six of eight bytes.
const TWO_LEADS: u64 = 0xE0_0000E0;
const TWO_LEADS_BITS: u64 = 0xF0_0000F0;

/// A bit for each character of the Basic Multilingual Plane; none of another plane is notable.
pub(super) struct Notable(Box<[u64; 1024]>);

impl Notable {
    /// The characters of these code points.
    pub(super) fn of(has: impl Fn(u32) -> bool) -> Self {
        let mut rows = Box::new([0; 1024]);
        for (number, row) in rows.iter_mut().enumerate() {
            let codes = (0..64).filter(|place| has((number << 6 | place) as u32));
            *row = codes.fold(0, |row, place| row | 1 << place);
        }
        Self(rows)
    }

    /// Whether a character is one of them.
    #[inline(always)]
    pub(super) fn contains(&self, code: u32) -> bool {
        self.has((code >> 6) as usize, code as u8)
    }

    #[inline(always)]
    fn has(&self, row: usize, place: u8) -> bool {
        self.0
            .get(row)
            .is_some_and(|row| row >> (place & 0x3F) & 1 != 0)
    }

    /// The same of the character whose three bytes are the lowest, the first one lowest of all.
    #[inline(always)]
    fn contains_three(&self, bytes: u64) -> bool {
        let row = (bytes & 0xF) << 6 | bytes >> 8 & 0x3F;
        self.has(row as usize, (bytes >> 16) as u8)
    }

    /// Where the first such character at or behind `at` stands, or where the text ends.
    #[inline]
    pub(super) fn next(&self, text: &[u8], mut at: usize) -> usize {
        loop {
            // Nearly all characters have three bytes, and two are looked at together.
            while let Some(&eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
                let eight = u64::from_le_bytes(eight);
                let is_three = eight & TWO_LEADS_BITS == TWO_LEADS;
                if !is_three || self.contains_three(eight) || self.contains_three(eight >> 24) {
                    break;
                }
                at += 6;
            }
            let (code, length) = decode(text, at);
            if at >= text.len() || self.contains(code) {
                return at;
            }
            at += length;
        }
    }

    /// Whether a text has such a character.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.next(text.as_bytes(), 0) < text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_is_found_wherever_it_stands() {
        let notable =
            Notable::of(|code| "b里后é".chars().any(|notable| code == u32::from(notable)));
        let text = "a里𠮷é1里b后";
        let mut found = String::new();
        let mut at = 0;
        while let Some(character) = text[notable.next(text.as_bytes(), at)..].chars().next() {
            found.push(character);
            at = notable.next(text.as_bytes(), at) + character.len_utf8();
        }
        assert_eq!(found, "里é里b后");
        assert!(!notable.is_in("a𠮷"));
    }
}
