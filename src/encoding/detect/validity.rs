//! Malformed sequences of the whole input, for the suppositions that its sample leaves. Only the form is
//! checked, which takes one look-up a byte; whether every pair has a character is the models' business.

use crate::name::Encoding;

/// The encodings that have a form.
pub(super) const FORMED: [Encoding; 7] = [
    Encoding::Utf8,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::EucTw,
    Encoding::EucJp,
    Encoding::EucKr,
    Encoding::ShiftJis,
];

/// How many sequences of the bytes have no form in the encoding; `None` where it has none to check.
/// O(bytes), at memory speed.
pub(super) fn malformed(bytes: &[u8], encoding: Encoding) -> Option<usize> {
    scan(bytes, encoding, true).map(|(malformed, _)| malformed)
}

/// How many sequences have no form, and how many bytes were read: all if they are the `last`, and
/// else all but up to three that may begin a sequence.
fn scan(bytes: &[u8], encoding: Encoding, last: bool) -> Option<(usize, usize)> {
    let form = match encoding {
        Encoding::Utf8 => return Some(utf8(bytes, last)),
        Encoding::Gb18030 => Form::GB18030,
        Encoding::Big5 => Form::BIG5,
        Encoding::EucTw => Form::EUC_TW,
        Encoding::EucJp => Form::EUC_JP,
        Encoding::EucKr => Form::EUC_KR,
        Encoding::ShiftJis => Form::SHIFT_JIS,
        _ => return None,
    };
    Some(pairs(bytes, form, last))
}

/// Bytes of the longest sequence.
const LONGEST: usize = 4;

/// The same for bytes that come in pieces: however they are divided, the count is that of the whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    encoding: Encoding,
    malformed: usize,
    /// What may begin a sequence.
    kept: [u8; LONGEST - 1],
    len: usize,
    is_stopped: bool,
}

impl Count {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            malformed: 0,
            kept: [0; LONGEST - 1],
            len: 0,
            is_stopped: false,
        }
    }

    /// O(bytes).
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if self.is_stopped {
            return;
        }
        let mut rest = bytes;
        if self.len > 0 {
            let mut joint = [0; 2 * LONGEST - 1];
            let whole = self.len + bytes.len().min(LONGEST);
            for (slot, &byte) in joint.iter_mut().zip(self.kept().iter().chain(bytes)) {
                *slot = byte;
            }
            let joint = joint.get(..whole).unwrap_or_default();
            // What was kept is read now, unless the bytes are too few.
            let read = self.scan(joint);
            match read.checked_sub(self.len) {
                Some(read) => rest = bytes.get(read..).unwrap_or_default(),
                None => {
                    self.keep(&joint[read..]);
                    return;
                }
            }
        }
        let read = self.scan(rest);
        self.keep(rest.get(read..).unwrap_or_default());
    }

    /// Counts no more.
    pub(super) fn stop(&mut self) {
        self.len = 0;
        self.is_stopped = true;
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The count if the bytes end here.
    pub(super) fn finish(&self) -> usize {
        self.malformed + malformed(self.kept(), self.encoding).unwrap_or(0)
    }

    pub(super) fn kept(&self) -> &[u8] {
        self.kept.get(..self.len).unwrap_or_default()
    }

    /// What was counted for certain.
    pub(super) fn so_far(&self) -> usize {
        self.malformed
    }

    fn scan(&mut self, bytes: &[u8]) -> usize {
        let (malformed, read) = scan(bytes, self.encoding, false).unwrap_or((0, bytes.len()));
        self.malformed += malformed;
        read
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.len = bytes.len().min(self.kept.len());
        for (slot, &byte) in self.kept.iter_mut().zip(bytes) {
            *slot = byte;
        }
    }
}

/// The form of an encoding: its bit in the tables of leads and trails, and what else it has.
struct Form {
    bit: u8,
    /// How long a sequence at the start of the bytes is that is no pair.
    other: fn(&[u8]) -> Option<usize>,
}

impl Form {
    const GB18030: Self = Self {
        bit: 1,
        other: |bytes| match *bytes {
            [0x80, ..] => Some(1),
            [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', ..] => Some(4),
            _ => None,
        },
    };
    const BIG5: Self = Self {
        bit: 2,
        other: |_| None,
    };
    const EUC_TW: Self = Self {
        bit: 4,
        other: |bytes| match *bytes {
            [0x8E, 0xA1..=0xB0, 0xA1..=0xFE, 0xA1..=0xFE, ..] => Some(4),
            _ => None,
        },
    };
    const EUC_JP: Self = Self {
        bit: 4,
        other: |bytes| match *bytes {
            [0x8E, 0xA1..=0xDF, ..] => Some(2),
            [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..] => Some(3),
            _ => None,
        },
    };
    const EUC_KR: Self = Self {
        bit: 8,
        other: |_| None,
    };
    const SHIFT_JIS: Self = Self {
        bit: 16,
        other: |bytes| match *bytes {
            [0xA1..=0xDF, ..] => Some(1),
            _ => None,
        },
    };
}

const LEADS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = bit(1 | 2 | 8, matches!(byte, 0x81..=0xFE))
            | bit(4, matches!(byte, 0xA1..=0xFE))
            | bit(16, matches!(byte, 0x81..=0x9F | 0xE0..=0xFC));
        at += 1;
    }
    table
};

const TRAILS: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = bit(1, matches!(byte, 0x40..=0x7E | 0x80..=0xFE))
            | bit(2, matches!(byte, 0x40..=0x7E | 0xA1..=0xFE))
            | bit(4, matches!(byte, 0xA1..=0xFE))
            | bit(8, matches!(byte, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE))
            | bit(16, matches!(byte, 0x40..=0x7E | 0x80..=0xFC));
        at += 1;
    }
    table
};

const fn bit(bit: u8, is_set: bool) -> u8 {
    if is_set { bit } else { 0 }
}

fn pairs(bytes: &[u8], form: Form, last: bool) -> (usize, usize) {
    let mut malformed = 0;
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        if lead.is_ascii() {
            // A run of ASCII as a whole where there is one.
            rest = match tail {
                [next, ..] if next.is_ascii() => {
                    let ascii = encoding_rs::Encoding::ascii_valid_up_to(tail);
                    &tail[ascii..]
                }
                _ => tail,
            };
            continue;
        }
        if let [trail, after @ ..] = tail
            && LEADS[usize::from(*lead)] & TRAILS[usize::from(*trail)] & form.bit != 0
        {
            rest = after;
            continue;
        }
        match (form.other)(rest) {
            Some(len) => rest = rest.get(len..).unwrap_or_default(),
            None if rest.len() < LONGEST && !last => break,
            // Cut by the end.
            None if tail.is_empty() => return (malformed, bytes.len()),
            None => {
                malformed += 1;
                rest = tail;
            }
        }
    }
    (malformed, bytes.len() - rest.len())
}

fn utf8(bytes: &[u8], last: bool) -> (usize, usize) {
    let mut malformed = 0;
    let mut rest = bytes;
    loop {
        let valid = encoding_rs::Encoding::utf8_valid_up_to(rest);
        rest = &rest[valid..];
        if rest.is_empty() || !last && is_cut_utf8(rest) {
            return (malformed, bytes.len() - rest.len());
        }
        let head = &rest[..rest.len().min(LONGEST)];
        let broken = std::str::from_utf8(head).err();
        let len = broken.and_then(|error| error.error_len());
        malformed += 1;
        rest = &rest[len.unwrap_or(head.len())..];
    }
}

/// Whether bytes are nothing, or the beginning of a character in UTF-8.
pub(super) fn is_cut_utf8(bytes: &[u8]) -> bool {
    bytes.is_empty()
        || bytes.len() < LONGEST
            && std::str::from_utf8(bytes)
                .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_lead_and_trail_form_is_counted() {
        for (bytes, encoding, expected) in [
            (&b"\xD6\xD0 a \xCE\xC4"[..], Encoding::Gb18030, 0),
            (b"\x81\x30\x81\x30\x80", Encoding::Gb18030, 0),
            (b"\xD6 \xFF\xD6\xD0", Encoding::Gb18030, 2),
            (b"\xA4\x40\xA4", Encoding::Big5, 0),
            (b"\xA4\x80\xA4", Encoding::Big5, 2),
            (b"\x8E\xA2\xA1\xA1\xC4\xE3", Encoding::EucTw, 0),
            (b"\xB1\x82\xA0", Encoding::ShiftJis, 0),
            (b"\xE4\xB8\xAD\xE4\xB8", Encoding::Utf8, 1),
        ] {
            assert_eq!(malformed(bytes, encoding), Some(expected), "{bytes:X?}");
        }
        assert_eq!(malformed(b"", Encoding::Windows1252), None);
    }

    #[test]
    fn pieces_are_counted_as_the_whole() {
        let bytes =
            b"a\x81\x30\x81\x30\x80\xD6 \xFF\xE4\xB8\xAD\xE4\xB8\x8E\xA2\xA1\xA1\x8F\xA1\xE4\xB8";
        for encoding in FORMED {
            for end in 0..=bytes.len() {
                let bytes = &bytes[..end];
                for len in 1..=5 {
                    let mut count = Count::new(encoding);
                    for piece in bytes.chunks(len) {
                        count.feed(piece);
                        count.feed(b"");
                    }
                    let whole = malformed(bytes, encoding);
                    assert_eq!(
                        Some(count.finish()),
                        whole,
                        "{encoding} {len} of {bytes:X?}"
                    );
                }
            }
        }
    }
}
