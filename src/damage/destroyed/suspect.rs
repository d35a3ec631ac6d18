//! Finds the lines that may have traces of destroyed text, at the speed of clean text.

/// Three bytes that every trace has somewhere: U+FFFD, 锟, 嚙, the seams of `¿½`, 烫烫, 屯屯 and 葺葺, and
/// question marks. Each costs a tenth of the time; what else U+FFFD can be misread as is not worth it.
/// [`may_begin`] knows them too.
const SIGNS: [[u8; 3]; 8] = [
    [0xEF, 0xBF, 0xBD],
    [0xE9, 0x94, 0x9F],
    [0xE5, 0x9A, 0x99],
    [0xC2, 0xBF, 0xC2],
    [0xAB, 0xE7, 0x83],
    [0xAF, 0xE5, 0xB1],
    [0xBA, 0xE8, 0x91],
    [b'?', b'?', b'?'],
];

/// The lines of `text` that have one of [`SIGNS`], without their line feeds, and where they begin.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let sign = next_sign(bytes, at)?;
        let start = bytes.get(at..sign)?.iter().rposition(|&byte| byte == b'\n');
        let start = start.map_or(at, |end| at + end + 1);
        let end = bytes.get(sign..)?.iter().position(|&byte| byte == b'\n');
        let end = end.map_or(bytes.len(), |len| sign + len);
        at = end;
        Some((start, text.get(start..end)?))
    })
}

/// Places that are looked at together, without a branch, so that the compiler makes vectors of it.
const BLOCK: usize = 64;

fn next_sign(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = bytes.get(at..).filter(|rest| rest.len() >= 3)?;
        let (block, may_have) = match rest.first_chunk() {
            Some(block) => (block.as_slice(), may_have_sign(block)),
            None => (rest, may_have_sign(&padded(rest))),
        };
        if may_have {
            let is_sign = |window: &[u8]| SIGNS.iter().any(|sign| window == sign);
            if let Some(ahead) = block.windows(3).position(is_sign) {
                return Some(at + ahead);
            }
        }
        at += BLOCK;
    }
}

/// Whether a sign may begin at one of the places of a block.
fn may_have_sign(block: &[u8; BLOCK + 2]) -> bool {
    let mut any = 0;
    for at in 0..BLOCK {
        any |= may_begin(block[at], block[at + 1], block[at + 2]);
    }
    any != 0
}

/// Whether a sign may begin with these bytes: 1 or 0. Of most signs two bytes do, which is half the
/// work; those that are rarest together in the development set, where one block of a hundred is
/// looked at in vain.
#[inline(always)]
fn may_begin(first: u8, second: u8, third: u8) -> u8 {
    let is = |byte: u8, sign: u8| u8::from(byte == sign);
    (is(first, 0xEF) | is(first, 0xC2)) & is(second, 0xBF)
        | is(first, 0xE9) & is(second, 0x94) & is(third, 0x9F)
        | is(second, 0x9A) & is(third, 0x99)
        | is(first, 0xAB) & is(third, 0x83)
        | is(first, 0xAF) & is(third, 0xB1)
        | is(first, 0xBA) & is(third, 0x91)
        | is(first, b'?') & is(second, b'?')
}

/// The last bytes of a text, and zeros.
fn padded(rest: &[u8]) -> [u8; BLOCK + 2] {
    let mut block = [0; BLOCK + 2];
    for (to, from) in block.iter_mut().zip(rest) {
        *to = *from;
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_found_at_every_place() {
        for sign in SIGNS {
            for len in 3..3 * BLOCK {
                for place in 0..=len - 3 {
                    let mut bytes = vec![b'-'; len];
                    bytes[place..place + 3].copy_from_slice(&sign);
                    assert_eq!(next_sign(&bytes, 0), Some(place));
                    assert_eq!(next_sign(&bytes, place + 1), None);
                }
            }
        }
    }

    #[test]
    fn half_a_sign_is_none() {
        let text = "锐烦展葡人？??¿".repeat(40);
        assert_eq!(next_sign(text.as_bytes(), 0), None);
    }
}
