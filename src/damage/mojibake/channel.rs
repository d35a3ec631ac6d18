//! What can have happened, as data: written in one encoding, read in another, with the losses that
//! the reader's vendor is known for. A new channel is a new row here and an example in
//! `tests/data/mojibake.tsv`.

use super::suspect::Lanes;
use crate::name::Encoding;
use crate::tables::suspicion::lane;
use Encoding as E;

/// One way to misread text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Channel {
    pub(super) written: Encoding,
    pub(super) read: Encoding,
    pub(super) loss: Loss,
}

/// What became of bytes that the reader could make nothing of, and of characters on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) marked: Marked,
    pub(super) hidden: Hidden,
    pub(super) respelled: &'static [Respelling],
    /// Whether bytes that happened to be valid UTF-8 were read as that, and only the others by the
    /// page, as lenient readers do.
    pub(super) lenient: bool,
}

/// What a `?` or U+FFFD stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Nothing,
    /// One byte of these, which the page leaves undefined.
    Of(&'static [u8]),
    /// One byte that makes no character with its successor: all strict decoders (Python, Java, iconv)
    /// when they take private use for nothing, WHATWG when they do not.
    Unreadable {
        private: bool,
    },
    /// Windows: the byte and its successor, an ASCII character.
    Swallowing,
    /// As WHATWG, and then pairs for private use were turned to marks by a later writer.
    PrivatePair,
}

/// What can have gone without a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Nothing,
    /// One byte of these.
    Of(&'static [u8]),
    /// One byte that makes no character with its successor.
    Unreadable,
    /// A pair for private use.
    PrivatePair,
}

/// A character that stands for bytes of another one: an editor or a web page had changed it.
pub(super) type Respelling = (char, &'static [u8]);

impl Channel {
    /// The same if nothing were lost.
    pub(super) fn lossless(&self) -> Self {
        row(self.written, self.read, Loss::NONE)
    }
}

impl Loss {
    const NONE: Self = Self {
        marked: Marked::Nothing,
        hidden: Hidden::Nothing,
        respelled: &[],
        lenient: false,
    };

    const fn marked(marked: Marked) -> Self {
        Self {
            marked,
            ..Self::NONE
        }
    }

    const fn hidden(hidden: Hidden) -> Self {
        Self {
            hidden,
            ..Self::NONE
        }
    }

    pub(super) fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// Whether so much is gone without a trace that the model makes fluent sentences of its own: of
    /// rows whose controls were dropped, one in ten at most comes back whole. Who asks for guesses gets them.
    pub(super) fn is_heavy(&self) -> bool {
        self.hidden == Hidden::Of(CONTROLS)
    }

    /// Bits by which a page is rarer than the one of Western Europe, most of whose lost bytes others lose as
    /// well. With none, two rows of the development set that had lost bytes of that one came out wrong, with
    /// these one; of text that went through the others hardly a line goes wrong by it.
    pub(super) fn rarity(&self) -> i64 {
        const RARE_PAGE_BITS: i64 = 6;
        match self.marked {
            Marked::Of(bytes) if bytes != UNDEFINED_1252 => RARE_PAGE_BITS,
            _ => 0,
        }
    }

    /// Whether the text cannot have capitals any more.
    pub(super) fn is_lowered(&self) -> bool {
        *self == LOWERED
    }
}

/// Readers of one byte a character, the commonest first.
pub(super) const SINGLE: [Encoding; 16] = [
    E::Windows1252,
    E::Windows1251,
    E::Ibm437,
    E::Ibm850,
    E::Ibm866,
    E::Koi8R,
    E::Macintosh,
    E::Windows1250,
    E::Windows1254,
    E::Iso8859_15,
    E::Windows874,
    E::Windows1253,
    E::Windows1255,
    E::Windows1256,
    E::Windows1257,
    E::Windows1258,
];

/// Bytes that cp1252 leaves undefined, and those that editors take away beside them: the soft hyphen.
const UNDEFINED_1252: &[u8] = &[0x81, 0x8D, 0x8F, 0x90, 0x9D];
const UNSEEN_1252: &[u8] = &[0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD];

/// Bytes that the other code pages of Windows leave undefined, as Microsoft's tables have it. The WHATWG fills
/// those below A0 with controls.
const UNDEFINED_874: &[u8] = &[
    0x81, 0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x98,
    0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xDB, 0xDC, 0xDD, 0xDE, 0xFC, 0xFD, 0xFE, 0xFF,
];
const UNDEFINED_1250: &[u8] = &[0x81, 0x83, 0x88, 0x90, 0x98];
const UNDEFINED_1251: &[u8] = &[0x98];
const UNDEFINED_1253: &[u8] = &[
    0x81, 0x88, 0x8A, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x98, 0x9A, 0x9C, 0x9D, 0x9E, 0x9F, 0xAA, 0xD2,
    0xFF,
];
const UNDEFINED_1254: &[u8] = &[0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E];
const UNDEFINED_1255: &[u8] = &[
    0x81, 0x8A, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x9A, 0x9C, 0x9D, 0x9E, 0x9F, 0xCA, 0xD9, 0xDA, 0xDB,
    0xDC, 0xDD, 0xDE, 0xDF, 0xFB, 0xFC, 0xFF,
];
const UNDEFINED_1257: &[u8] = &[
    0x81, 0x83, 0x88, 0x8A, 0x8C, 0x90, 0x98, 0x9A, 0x9C, 0x9F, 0xA1, 0xA5,
];
const UNDEFINED_1258: &[u8] = &[0x81, 0x8A, 0x8D, 0x8E, 0x8F, 0x90, 0x9A, 0x9D, 0x9E];

/// What editors make of cp1252's characters.
const STRAIGHTENED: &[Respelling] = &[(' ', &[0xA0]), ('"', &[0x93, 0x94]), ('\'', &[0x91, 0x92])];

/// Latin-1's controls of 80 to 9F, which web pages and filters drop, and its soft hyphen.
pub(super) const CONTROLS: &[u8] = &{
    let mut bytes = [0; 32];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = 0x80 + at as u8;
        at += 1;
    }
    bytes
};
const SOFT_HYPHEN: &[u8] = &[0xAD];

/// No-break spaces that became spaces.
const SPACED: &[Respelling] = &[(' ', &[0xA0])];

/// Capitals of Latin-1 and of ASCII that became small letters.
const LOWERED: Loss = Loss {
    respelled: CAPITALS,
    ..Loss::NONE
};
const CAPITALS: &[Respelling] = &{
    const NONE: &[u8] = &[];
    let mut pairs = [('\0', NONE); 57];
    let mut at = 0;
    while at < 31 {
        let capital = 0xC0 + at as u8;
        // × is none.
        if capital != 0xD7 {
            pairs[at] = ((capital + 0x20) as char, one_byte(capital));
        }
        at += 1;
    }
    while at < 57 {
        let capital = b'A' + (at - 31) as u8;
        pairs[at] = ((capital + 0x20) as char, one_byte(capital));
        at += 1;
    }
    pairs
};

/// A byte as a slice.
const fn one_byte(byte: u8) -> &'static [u8] {
    const ALL: &[u8; 256] = &{
        let mut all = [0; 256];
        let mut at = 0;
        while at < 256 {
            all[at] = at as u8;
            at += 1;
        }
        all
    };
    ALL.split_at(byte as usize).1.split_at(1).0
}

const LENIENT: Loss = Loss {
    lenient: true,
    ..Loss::NONE
};

const fn row(written: Encoding, read: Encoding, loss: Loss) -> Channel {
    Channel {
        written,
        read,
        loss,
    }
}

/// A code page, which lost these bytes.
const fn page(written: Encoding, read: Encoding, undefined: &'static [u8]) -> Channel {
    row(written, read, Loss::marked(Marked::Of(undefined)))
}

const STRICT: Loss = Loss::marked(Marked::Unreadable { private: false });
const WEB: Loss = Loss::marked(Marked::Unreadable { private: true });

/// Channels with losses between the same two encodings.
pub(super) fn lossy(lossless: &Channel) -> impl Iterator<Item = &'static Channel> {
    let (written, read) = (lossless.written, lossless.read);
    let same = move |channel: &&Channel| channel.written == written && channel.read == read;
    LOSSY.iter().filter(same)
}

/// The commonest first.
const LOSSY: &[Channel] = &[
    row(E::Utf8, E::Gb18030, WEB),
    row(E::Utf8, E::Gb18030, STRICT),
    row(E::Utf8, E::Gb18030, Loss::marked(Marked::Swallowing)),
    row(E::Utf8, E::Gb18030, Loss::marked(Marked::PrivatePair)),
    row(
        E::Utf8,
        E::Gb18030,
        Loss {
            marked: Marked::Unreadable { private: true },
            hidden: Hidden::PrivatePair,
            ..Loss::NONE
        },
    ),
    row(E::Utf8, E::Gb18030, Loss::hidden(Hidden::Unreadable)),
    page(E::Utf8, E::Windows1252, UNDEFINED_1252),
    row(
        E::Utf8,
        E::Windows1252,
        Loss {
            hidden: Hidden::Of(UNSEEN_1252),
            respelled: STRAIGHTENED,
            ..Loss::NONE
        },
    ),
    row(E::Utf8, E::Windows1252, Loss::hidden(Hidden::Of(CONTROLS))),
    row(E::Gb18030, E::Windows1252, LENIENT),
    row(E::Gb18030, E::Windows1252, LOWERED),
    row(
        E::Gb18030,
        E::Windows1252,
        Loss::hidden(Hidden::Of(SOFT_HYPHEN)),
    ),
    row(
        E::Gb18030,
        E::Windows1252,
        Loss {
            respelled: SPACED,
            ..Loss::NONE
        },
    ),
    row(
        E::Gb18030,
        E::Windows1252,
        Loss::hidden(Hidden::Of(CONTROLS)),
    ),
    page(E::Utf8, E::Windows1250, UNDEFINED_1250),
    page(E::Utf8, E::Windows1251, UNDEFINED_1251),
    page(E::Utf8, E::Windows1253, UNDEFINED_1253),
    page(E::Utf8, E::Windows1254, UNDEFINED_1254),
    page(E::Utf8, E::Windows1255, UNDEFINED_1255),
    page(E::Utf8, E::Windows1257, UNDEFINED_1257),
    page(E::Utf8, E::Windows1258, UNDEFINED_1258),
    page(E::Utf8, E::Windows874, UNDEFINED_874),
    page(E::Gb18030, E::Windows1253, UNDEFINED_1253),
    page(E::Gb18030, E::Windows1255, UNDEFINED_1255),
    page(E::Gb18030, E::Windows1257, UNDEFINED_1257),
    page(E::Gb18030, E::Windows1258, UNDEFINED_1258),
    page(E::Gb18030, E::Windows874, UNDEFINED_874),
    page(E::Big5, E::Windows1253, UNDEFINED_1253),
    page(E::Big5, E::Windows1255, UNDEFINED_1255),
    page(E::Big5, E::Windows1257, UNDEFINED_1257),
    page(E::Big5, E::Windows874, UNDEFINED_874),
    row(E::Utf8, E::Big5, STRICT),
    row(E::Utf8, E::Big5, WEB),
    row(E::Utf8, E::ShiftJis, WEB),
    row(E::Utf8, E::ShiftJis, STRICT),
    row(E::Utf8, E::EucKr, WEB),
    row(E::Utf8, E::EucKr, STRICT),
    row(E::Utf8, E::EucJp, WEB),
    row(E::Gb18030, E::Big5, STRICT),
    row(E::Gb18030, E::Big5, WEB),
    row(E::Gb18030, E::ShiftJis, WEB),
    row(E::Gb18030, E::ShiftJis, STRICT),
    row(E::Gb18030, E::EucKr, WEB),
    row(E::Gb18030, E::EucKr, STRICT),
    row(E::Gb18030, E::EucJp, WEB),
    row(E::Big5, E::Gb18030, WEB),
    row(E::Big5, E::Gb18030, STRICT),
    row(E::Big5, E::EucKr, WEB),
    row(E::Big5, E::EucKr, STRICT),
    row(E::Big5, E::ShiftJis, WEB),
    row(E::Big5, E::ShiftJis, STRICT),
];

/// The channel without losses between two encodings, if text comes through one.
pub(super) fn of(written: Encoding, read: Encoding) -> Option<Channel> {
    let mut readers = SINGLE.iter().chain(&DOUBLE);
    let is_known = WRITTEN.contains(&written) && written != read && readers.any(|&e| e == read);
    is_known.then(|| row(written, read, Loss::NONE))
}

/// Readers of two bytes a character.
pub(super) const DOUBLE: [Encoding; 5] = [E::Gb18030, E::Big5, E::EucKr, E::ShiftJis, E::EucJp];

/// Channels without losses through this reader, of these lanes.
pub(super) fn lossless(read: Encoding, lanes: Lanes) -> impl Iterator<Item = Channel> {
    let theirs = LANES_OF.get(read as usize).copied().unwrap_or_default();
    WRITTEN
        .into_iter()
        .zip(theirs)
        .filter(move |&(written, theirs)| written != read && lanes.any(theirs))
        .map(move |(written, _)| row(written, read, Loss::NONE))
}

/// What text was written in.
pub(super) const WRITTEN: [Encoding; 3] = [E::Utf8, E::Gb18030, E::Big5];

/// For each reader the lanes that channels from [`WRITTEN`] make suspect.
static LANES_OF: [[Lanes; 3]; Encoding::COUNT] = {
    let mut all = [[Lanes::of(&[]); 3]; Encoding::COUNT];
    let mut at = 0;
    while at < SINGLE.len() + DOUBLE.len() {
        let read = if at < SINGLE.len() {
            SINGLE[at]
        } else {
            DOUBLE[at - SINGLE.len()]
        };
        let mut written = 0;
        while written < WRITTEN.len() {
            all[read as usize][written] = Lanes::of(lanes_of(WRITTEN[written], read));
            written += 1;
        }
        at += 1;
    }
    all
};

/// The lanes that channels between two encodings make suspect.
const fn lanes_of(written: Encoding, read: Encoding) -> &'static [usize] {
    match (written, read) {
        // Latin letters that were written as UTF-8 had been misread before.
        (E::Utf8, E::Gb18030) => &[lane::UTF8_GBK, lane::LAYERS_GBK],
        (E::Utf8, E::Big5) => &[lane::UTF8_BIG5],
        (E::Utf8, E::ShiftJis) => &[lane::UTF8_SHIFT_JIS],
        (E::Utf8, E::EucKr) => &[lane::UTF8_EUC_KR],
        (E::Utf8, E::EucJp) => &[lane::UTF8_EUC_JP],
        (E::Utf8, E::Windows1251) => &[lane::UTF8_CYRILLIC],
        (E::Utf8, E::Koi8R) => &[lane::UTF8_KOI8],
        (E::Utf8, E::Ibm866) => &[lane::UTF8_866],
        (E::Utf8, E::Ibm437 | E::Ibm850) => &[lane::UTF8_DOS],
        (E::Utf8, E::Macintosh) => &[lane::UTF8_MACINTOSH],
        (E::Utf8, E::Windows874 | E::Windows1253 | E::Windows1255 | E::Windows1256) => {
            &[lane::REST]
        }
        (E::Utf8, _) => &[lane::UTF8_WESTERN],
        (E::Gb18030, E::Big5) => &[lane::GBK_BIG5],
        (E::Gb18030, E::ShiftJis) => &[lane::GBK_SHIFT_JIS],
        (E::Gb18030, E::EucKr) => &[lane::GBK_EUC_KR],
        (E::Gb18030, E::EucJp) => &[lane::GBK_EUC_JP],
        (E::Big5, E::Gb18030) => &[lane::BIG5_GBK],
        (E::Big5, E::ShiftJis) => &[lane::BIG5_SHIFT_JIS],
        (E::Big5, E::EucKr) => &[lane::BIG5_EUC_KR],
        (_, E::Windows1251) => &[lane::PAIRS_CYRILLIC],
        (_, E::Koi8R) => &[lane::GBK_KOI8],
        (_, E::Ibm866) => &[lane::GBK_866],
        (E::Gb18030, E::Ibm437 | E::Ibm850) => &[lane::GBK_DOS],
        (_, E::Ibm437 | E::Ibm850) => &[lane::BIG5_DOS],
        (E::Gb18030, E::Macintosh) => &[lane::GBK_MACINTOSH],
        (_, E::Macintosh) => &[lane::BIG5_MACINTOSH],
        (_, E::Windows874 | E::Windows1253 | E::Windows1255 | E::Windows1256) => &[lane::REST],
        (E::Gb18030, _) => &[lane::GBK_WESTERN],
        (_, _) => &[lane::BIG5_WESTERN],
    }
}
