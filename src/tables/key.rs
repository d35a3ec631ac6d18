//! One character for all that a search takes for the same; `FORMAT.md` says what each number means.

use super::KEY;

/// The first character with an entry of its own.
const FIRST: u32 = 0x3400;
/// Entries: to the end of the unified ideographs of the Basic Multilingual Plane.
const ENTRIES: usize = 0xA000 - 0x3400;

const BLOCK: &[[u8; 2]] = KEY.split_at(2 * ENTRIES).0.as_chunks::<2>().0;
const REST: &[[u8; 8]] = KEY.split_at(2 * ENTRIES + 4).1.as_chunks::<8>().0;

/// Ideographs of the basic plane that are their own keys: a bit for each character, 64 to a word.
static OWN: [u64; 0x1_0000 / 64] = {
    let mut own = [0; 0x1_0000 / 64];
    let mut at = 0;
    while at < BLOCK.len() {
        let code = FIRST as usize + at;
        if u16::from_le_bytes(BLOCK[at]) == 0 {
            own[code / 64] |= 1 << (code % 64);
        }
        at += 1;
    }
    at = 0;
    while at < REST.len() {
        let [a, b, c, d, ..] = REST[at];
        let code = u32::from_le_bytes([a, b, c, d]) as usize;
        if code < 0x1_0000 {
            own[code / 64] &= !(1 << (code % 64));
        }
        at += 1;
    }
    own
};

/// Whether a character of the basic plane is an ideograph that is its own key.
#[inline(always)]
pub(crate) fn is_own(code: usize) -> bool {
    OWN[code / 64 % OWN.len()] >> (code % 64) & 1 != 0
}

/// The key of a character that is not its own.
pub(crate) fn key(character: char) -> Option<char> {
    let code = character as u32;
    if code < 0x1_0000 && is_own(code as usize) {
        return None;
    }
    if let Some(entry) = BLOCK.get(code.wrapping_sub(FIRST) as usize) {
        let key = u16::from_le_bytes(*entry);
        if key != 0 {
            return char::from_u32(key.into());
        }
    }
    let word = |[a, b, c, d]: [u8; 4]| u32::from_le_bytes([a, b, c, d]);
    let source = |record: &[u8; 8]| word([record[0], record[1], record[2], record[3]]);
    let at = REST.binary_search_by_key(&code, source).ok()?;
    let [.., a, b, c, d] = *REST.get(at)?;
    char::from_u32(word([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_have_one_key() {
        for (variants, expected) in [
            ("臺台檯颱", '台'),
            ("裏裡里", '里'),
            ("戶戸户", '户'),
            ("眞真", '真'),
            ("羣群", '群'),
            ("說説说", '说'),
            ("沢澤泽", '泽'),
        ] {
            for variant in variants.chars() {
                assert_eq!(key(variant).unwrap_or(variant), expected, "{variant}");
            }
        }
    }
}
