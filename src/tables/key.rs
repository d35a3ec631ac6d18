//! One character for all that a search takes for the same; `FORMAT.md` says what each number means.

use super::KEY;

/// The first character with an entry of its own.
const FIRST: u32 = 0x3400;
/// Entries: to the end of the unified ideographs of the Basic Multilingual Plane.
const ENTRIES: usize = 0xA000 - 0x3400;

const BLOCK: &[[u8; 2]] = KEY.split_at(2 * ENTRIES).0.as_chunks::<2>().0;
const REST: &[[u8; 8]] = KEY.split_at(2 * ENTRIES + 4).1.as_chunks::<8>().0;

/// Characters of the basic plane that have another key than themselves: a bit for each, 64 to a word.
static OTHERS: [u64; 0x1_0000 / 64] = {
    let mut others = [0; 0x1_0000 / 64];
    let mut at = 0;
    while at < BLOCK.len() {
        if u16::from_le_bytes(BLOCK[at]) != 0 {
            set(&mut others, FIRST + at as u32);
        }
        at += 1;
    }
    at = 0;
    while at < REST.len() {
        let [a, b, c, d, ..] = REST[at];
        set(&mut others, u32::from_le_bytes([a, b, c, d]));
        at += 1;
    }
    others
};

const fn set(bits: &mut [u64; 0x1_0000 / 64], code: u32) {
    if code < 0x1_0000 {
        bits[code as usize / 64] |= 1 << (code % 64);
    }
}

/// Whether a character of the basic plane has another key than itself.
#[inline(always)]
pub(crate) fn has_other(code: u16) -> bool {
    OTHERS[usize::from(code) / 64] >> (code % 64) & 1 != 0
}

/// The key of a character that is not its own.
pub(crate) fn key(character: char) -> Option<char> {
    let code = character as u32;
    if u16::try_from(code).is_ok_and(|code| !has_other(code)) {
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
