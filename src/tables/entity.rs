//! Named character references of HTML that stand for one character beyond ASCII.

use super::{ENTITY, u16_at, u32_at};

const FIRST: usize = 4;
const RECORD: usize = 6;

/// Bytes of the longest name.
pub(crate) const LONGEST: usize = 32;

/// The character of a name, without `&` and `;`. O(log names).
pub(crate) fn character(name: &str) -> Option<char> {
    let count = u32_at(ENTITY, 0) as usize;
    let names = &ENTITY[FIRST + RECORD * count..];
    let end = |index: usize| usize::from(u16_at(ENTITY, FIRST + RECORD * index));
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        let start = middle.checked_sub(1).map_or(0, end);
        match names[start..end(middle)].cmp(name.as_bytes()) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                return char::from_u32(u32_at(ENTITY, FIRST + RECORD * middle + 2));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert_eq!(character("AElig"), Some('Æ'));
        assert_eq!(character("nbsp"), Some('\u{A0}'));
        assert_eq!(character("zwnj"), Some('\u{200C}'));
        assert_eq!(character("Afr"), Some('𝔄'));
        for name in ["amp", "lt", "quot", "nbs", "nbspp", "", "zzz"] {
            assert_eq!(character(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_is_longer() {
        let count = u32_at(ENTITY, 0) as usize;
        let end = |index: usize| usize::from(u16_at(ENTITY, FIRST + RECORD * index));
        let lens = (0..count).map(|index| end(index) - index.checked_sub(1).map_or(0, end));
        assert!(lens.max().is_some_and(|len| len <= LONGEST));
    }
}
