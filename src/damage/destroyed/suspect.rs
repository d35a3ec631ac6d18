//! Finds the lines that may have traces of destroyed text, at the speed of clean text.

/// Three bytes that every trace has somewhere: U+FFFD, 锟, 嚙, the middle of 占쏙, `¿½`, `їЅ`, the middle
/// of 烫烫, 屯屯 and 葺葺, and question marks.
const SIGNS: [[u8; 3]; 10] = [
    [0xEF, 0xBF, 0xBD],
    [0xE9, 0x94, 0x9F],
    [0xE5, 0x9A, 0x99],
    [0x8D, 0xA0, 0xEC],
    [0xC2, 0xBF, 0xC2],
    [0xD1, 0x97, 0xD0],
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

fn next_sign(bytes: &[u8], mut at: usize) -> Option<usize> {
    /// Bytes that are looked at without a branch, so that it goes many at a time.
    const BLOCK: usize = 1 << 10;
    loop {
        let rest = bytes.get(at..).filter(|rest| rest.len() >= 3)?;
        let block = rest.get(..BLOCK + 2).unwrap_or(rest);
        if has_sign(block) {
            let is_sign = |window: &[u8]| SIGNS.iter().any(|sign| window == sign);
            let found = block.windows(3).position(is_sign);
            return found.map(|ahead| at + ahead);
        }
        at += BLOCK;
    }
}

fn has_sign(block: &[u8]) -> bool {
    let (Some(second), Some(third)) = (block.get(1..), block.get(2..)) else {
        return false;
    };
    let windows = block.iter().zip(second).zip(third);
    windows.fold(false, |any, ((&first, &second), &third)| {
        SIGNS.iter().fold(any, |any, &[a, b, c]| {
            any | ((first == a) & (second == b) & (third == c))
        })
    })
}
