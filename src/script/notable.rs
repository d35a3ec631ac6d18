//! Going to the few characters of a text that matter without a look at what the tables say of the rest.

use super::utf8::decode;

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

    #[inline(always)]
    fn has(&self, row: usize, place: u8) -> bool {
        self.0
            .get(row)
            .is_some_and(|row| row >> (place & 0x3F) & 1 != 0)
    }

    /// Where the first such character at or behind `at` stands, or where the text ends.
    #[inline]
    pub(super) fn next(&self, text: &[u8], mut at: usize) -> usize {
        while let Some(&[lead, second, third]) = text.get(at..).and_then(<[u8]>::first_chunk) {
            if lead & 0xF0 == 0xE0 {
                let row = usize::from(lead & 0xF) << 6 | usize::from(second & 0x3F);
                if self.has(row, third) {
                    return at;
                }
                at += 3;
                continue;
            }
            at += match lead {
                0xF0.. => 4,
                0xC0.. if self.has(usize::from(lead & 0x1F), second) => return at,
                0xC0.. => 2,
                _ if self.has(usize::from(lead >> 6), lead) => return at,
                _ => 1,
            };
        }
        while at < text.len() {
            let (code, length) = decode(text, at);
            if self.has((code >> 6) as usize, code as u8) {
                return at;
            }
            at += length;
        }
        text.len()
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
