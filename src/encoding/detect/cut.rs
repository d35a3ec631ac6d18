//! Input that begins in the middle of a character: the tail of a log, a piece of a file.
//!
//! In GBK and Big5 the wrong bytes are paired then, up to the first one that is no part of a pair: a line end, a
//! space. 今天下午三点 without its first byte reads `裉煜挛缛`.

use super::answer::Detection;
use super::line::Lines;
use crate::name::Encoding;

/// Bits that the first line must be cheaper without its first byte. Of 27,000 lines of development text in
/// GBK and Big5, each as if it were all the input, none comes to that; of those that lack their first byte, nine
/// in ten of GBK with more than five characters do, and fewer of Big5, where pairs fall into step again sooner.
const CUT: f32 = 30.0;

/// Bytes that are looked at.
const HEAD: usize = 256;

/// The encodings in which pairs can be out of step.
pub(in crate::encoding) const PAIRED: [Encoding; 2] = [Encoding::Gb18030, Encoding::Big5];

/// What a line may be in if nothing is cut: the first one of a mixed document is often UTF-8.
const WHOLE: [Encoding; 3] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5];

/// How many bytes, none or one, are what is left of a character at the start of input that would be in one of
/// `encodings` behind it. O(1).
pub(in crate::encoding) fn rest_of_character(bytes: &[u8], encodings: &[Encoding]) -> usize {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Behind these, pairs begin anew.
    let is_end = |byte: &u8| *byte < 0x30;
    let line = head.split(is_end).next().unwrap_or_default();
    let [0x80..=0xFF, rest @ ..] = line else {
        return 0;
    };
    usize::from(price(rest, encodings) + CUT < price(line, &WHOLE))
}

/// Probability of UTF-16, and bytes, from which on it is taken for that or not. Of 353 pieces of GBK that begin inside a
/// character, 40 seemed to be UTF-16, none with more than 0.998; whether four bytes are, one cannot tell so.
const SURE: f32 = 0.999;
const LEAST: usize = 8;

/// What is behind the rest of a character, if what was found says that the input may begin with one. O(1).
pub(super) fn behind<'b>(bytes: &'b [u8], found: &Detection) -> Option<&'b [u8]> {
    let first = found.candidates().first()?;
    let may_be_cut = match first.encoding {
        None => true,
        // Two bytes are always a character there, too, and mostly one of East Asia.
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => {
            first.probability < SURE && bytes.len() >= LEAST
        }
        Some(encoding) => PAIRED.contains(&encoding) && first.malformed > 0,
    };
    let rest = may_be_cut.then(|| rest_of_character(bytes, &PAIRED));
    bytes.get(rest.filter(|&rest| rest > 0)?..)
}

/// Bits that a line costs in the encoding that is the cheapest.
fn price(line: &[u8], encodings: &[Encoding]) -> f32 {
    let prices = encodings
        .iter()
        .map(|&encoding| Lines::new(encoding).price::<1>(line, &[encoding])[0]);
    prices.fold(f32::INFINITY, f32::min)
}
