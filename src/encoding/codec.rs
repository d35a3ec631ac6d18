//! The two directions of every encoding: encoding_rs has most, and the others stand beside this file.

use std::borrow::Cow;

use super::code_page::CodePage;
use super::{euc_tw, hz, iso_2022_cn, utf_7, wide};
use crate::name::Encoding;
use crate::tables::code_page;

/// Who reads and writes an encoding.
#[derive(Clone, Copy)]
pub(super) enum Codec {
    Standard(&'static encoding_rs::Encoding),
    Own(&'static dyn Own),
}

/// An encoding that encoding_rs lacks.
pub(super) trait Own: Sync {
    /// Hands every character and every malformed sequence of `bytes` to the sink, in order and
    /// without a gap.
    fn read(&self, bytes: &[u8], sink: &mut dyn Sink);

    /// Appends the bytes of a text, in the plainest spelling. What the encoding has not is left
    /// out.
    fn write(&self, text: &str, out: &mut Vec<u8>);
}

/// What takes the characters as they are read.
pub(super) trait Sink {
    /// A character, and the byte behind it.
    fn character(&mut self, character: char, end: usize);
    /// Bytes without a meaning up to here.
    fn malformed(&mut self, end: usize);
}

impl Codec {
    pub(super) fn of(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Utf8 | Encoding::Ascii => Self::Standard(encoding_rs::UTF_8),
            Encoding::Gb18030 => Self::Standard(encoding_rs::GB18030),
            Encoding::Big5 => Self::Standard(encoding_rs::BIG5),
            Encoding::ShiftJis => Self::Standard(encoding_rs::SHIFT_JIS),
            Encoding::EucJp => Self::Standard(encoding_rs::EUC_JP),
            Encoding::Iso2022Jp => Self::Standard(encoding_rs::ISO_2022_JP),
            Encoding::EucKr => Self::Standard(encoding_rs::EUC_KR),
            Encoding::Windows1252 => Self::Standard(encoding_rs::WINDOWS_1252),
            Encoding::Windows1251 => Self::Standard(encoding_rs::WINDOWS_1251),
            Encoding::Koi8R => Self::Standard(encoding_rs::KOI8_R),
            Encoding::Windows1253 => Self::Standard(encoding_rs::WINDOWS_1253),
            Encoding::Windows1256 => Self::Standard(encoding_rs::WINDOWS_1256),
            Encoding::Windows874 => Self::Standard(encoding_rs::WINDOWS_874),
            Encoding::Windows1250 => Self::Standard(encoding_rs::WINDOWS_1250),
            Encoding::Windows1254 => Self::Standard(encoding_rs::WINDOWS_1254),
            Encoding::Windows1255 => Self::Standard(encoding_rs::WINDOWS_1255),
            Encoding::Windows1257 => Self::Standard(encoding_rs::WINDOWS_1257),
            Encoding::Windows1258 => Self::Standard(encoding_rs::WINDOWS_1258),
            Encoding::Iso8859_15 => Self::Standard(encoding_rs::ISO_8859_15),
            Encoding::Macintosh => Self::Standard(encoding_rs::MACINTOSH),
            Encoding::Ibm866 => Self::Standard(encoding_rs::IBM866),
            Encoding::Iso8859_2 => Self::Standard(encoding_rs::ISO_8859_2),
            Encoding::Iso8859_5 => Self::Standard(encoding_rs::ISO_8859_5),
            Encoding::Iso8859_7 => Self::Standard(encoding_rs::ISO_8859_7),
            Encoding::Koi8U => Self::Standard(encoding_rs::KOI8_U),
            Encoding::Ibm437 => Self::Own(&CodePage(code_page::IBM437)),
            Encoding::Ibm850 => Self::Own(&CodePage(code_page::IBM850)),
            Encoding::EucTw => Self::Own(&euc_tw::EucTw),
            Encoding::Hz => Self::Own(&hz::Hz),
            Encoding::Iso2022Cn => Self::Own(&iso_2022_cn::Iso2022Cn),
            Encoding::Utf7 => Self::Own(&utf_7::Utf7),
            Encoding::Utf16Le => Self::Own(&wide::Utf16::<false>),
            Encoding::Utf16Be => Self::Own(&wide::Utf16::<true>),
            Encoding::Utf32Le => Self::Own(&wide::Utf32::<false>),
            Encoding::Utf32Be => Self::Own(&wide::Utf32::<true>),
        }
    }

    /// The bytes of a text, or as near as the encoding comes to it.
    pub(super) fn write(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Standard(standard) => standard.encode(text).0,
            Self::Own(own) => {
                let mut bytes = Vec::with_capacity(text.len());
                own.write(text, &mut bytes);
                Cow::Owned(bytes)
            }
        }
    }

    /// Whether the encoding writes `text` as exactly these bytes.
    pub(super) fn writes(self, text: &str, bytes: &[u8]) -> bool {
        match self {
            Self::Standard(standard) => {
                let (encoded, _, unmappable) = standard.encode(text);
                !unmappable && *encoded == *bytes
            }
            Self::Own(_) => *self.write(text) == *bytes,
        }
    }
}

/// The byte order mark of an encoding that has one of its own.
pub(super) fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        // U+FEFF in GB18030's four-byte form.
        Encoding::Gb18030 => b"\x84\x31\x95\x33",
        Encoding::Utf16Le => b"\xFF\xFE",
        Encoding::Utf16Be => b"\xFE\xFF",
        Encoding::Utf32Le => b"\xFF\xFE\0\0",
        Encoding::Utf32Be => b"\0\0\xFE\xFF",
        _ => b"",
    }
}
