//! Decides what bytes are read as, line by line where it must be.

use std::ops::Range;

use super::detect::{Detection, PAIRED, detect, rest_of_character};
use super::mixed;
use crate::name::Encoding;

/// Where to look for the zeros that ASCII has in the wide encodings.
const HEAD: usize = 256;

/// How sure we must be, and of how many bytes, that valid UTF-8 with zeros in it is something else.
const SURE: f32 = 0.999;
const LONG: usize = 8;

/// The encodings to read `bytes` in: in order and without a gap, together all of them. O(bytes).
pub(crate) fn choose(bytes: &[u8]) -> Vec<(Range<usize>, Encoding)> {
    decide(bytes).spans(bytes)
}

/// What bytes are in for the most part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) encoding: Encoding,
    /// Whether there may be lines in other encodings.
    may_change: bool,
}

impl Decision {
    /// For bytes of which it is known.
    pub(crate) fn named(encoding: Encoding) -> Self {
        Self {
            encoding,
            may_change: false,
        }
    }

    /// The encodings to read bytes in of which this was decided, or that go on from such. O(bytes).
    pub(crate) fn spans(self, bytes: &[u8]) -> Vec<(Range<usize>, Encoding)> {
        let is_whole = !self.may_change || self.encoding == Encoding::Utf8 && is_utf8(bytes);
        if is_whole {
            return vec![(0..bytes.len(), self.encoding)];
        }
        let rest = match PAIRED.contains(&self.encoding) {
            true => rest_of_character(bytes, &[self.encoding]),
            false => 0,
        };
        let mut spans = mixed::split(bytes.get(rest..).unwrap_or_default(), self.encoding);
        if rest > 0 {
            for (span, _) in &mut spans {
                *span = rest + span.start..rest + span.end;
            }
            spans.insert(0, (0..rest, self.encoding));
        }
        spans
    }
}

fn is_utf8(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::utf8_valid_up_to(bytes) == bytes.len()
}

/// Decides what `bytes` are in. O(bytes).
///
/// Valid UTF-8 is read as what it is, whatever else it could be, unless there are zeros in it. Encodings of seven bits that hide
/// characters in ASCII are read as ASCII unless they are asked for: markup that nobody saw could come
/// out of them.
pub(crate) fn decide(bytes: &[u8]) -> Decision {
    let utf8 = Decision {
        encoding: Encoding::Utf8,
        may_change: true,
    };
    let valid = is_utf8(bytes);
    let zeros = bytes.iter().take(HEAD).any(|&byte| byte == 0);
    if valid && !zeros {
        return utf8;
    }
    let mut detection = detect(bytes);
    let sure = detection
        .candidates()
        .first()
        .is_some_and(|first| first.probability > SURE);
    if valid && !(sure && bytes.len() >= LONG && bytes.len().is_multiple_of(2)) {
        return utf8;
    }
    // Pairs out of step may look like the other encoding, or like none.
    if first(&detection).is_none_or(|encoding| PAIRED.contains(&encoding))
        && let rest @ 1.. = rest_of_character(bytes, &PAIRED)
    {
        detection = detect(bytes.get(rest..).unwrap_or_default());
    }
    let encoding = first(&detection).unwrap_or(Encoding::Utf8);
    match encoding {
        Encoding::Ascii
        | Encoding::Hz
        | Encoding::Iso2022Cn
        | Encoding::Iso2022Jp
        | Encoding::Utf7 => Decision::named(Encoding::Utf8),
        Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Utf32Le | Encoding::Utf32Be => {
            Decision::named(encoding)
        }
        encoding => Decision {
            encoding,
            may_change: true,
        },
    }
}

/// The likeliest encoding, if the bytes are text.
fn first(detection: &Detection) -> Option<Encoding> {
    let mut candidates = detection.candidates().iter();
    candidates.find_map(|candidate| candidate.encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_a_cut_left_is_by_itself() {
        let (gbk, ..) =
            encoding_rs::GBK.encode("昨天晚上我们在河边散步，看见很多萤火虫。\n第二行\n");
        let len = gbk.len();
        assert_eq!(choose(&gbk), [(0..len, Encoding::Gb18030)]);
        let cut = &gbk[1..];
        let both = [(0..1, Encoding::Gb18030), (1..len - 1, Encoding::Gb18030)];
        assert_eq!(choose(cut), both);
        // A first line in UTF-8 is no cut one.
        let line = "近日更高的電腦網路方便學生們去圖書館，\n";
        let mixed = [line.as_bytes(), &*gbk].concat();
        let at = line.len();
        let both = [(0..at, Encoding::Utf8), (at..at + len, Encoding::Gb18030)];
        assert_eq!(choose(&mixed), both);
        // A whole character less is nothing to see.
        assert_eq!(choose(&gbk[2..]), [(0..len - 2, Encoding::Gb18030)]);
    }
}
