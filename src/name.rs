//! Plain names that more than one room speaks of. Imports nothing.

use std::fmt;

/// A character encoding, named as the WHATWG Encoding Standard names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ASCII: seven bits, which most other encodings read alike.
    Ascii,
    /// GB18030 and the encodings that it extends, GBK and GB2312.
    Gb18030,
    /// Big5 with the Hong Kong Supplementary Character Set.
    Big5,
    /// Planes 1 and 2 of CNS 11643 in Extended Unix Code.
    EucTw,
    /// GB2312 in seven bits between `~{` and `~}`, RFC 1843.
    Hz,
    /// GB2312 and CNS 11643 in seven bits behind escape sequences, RFC 1922.
    Iso2022Cn,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// UTF-32, the lowest byte first.
    Utf32Le,
    /// UTF-32, the highest byte first.
    Utf32Be,
    /// UTF-16 in Base64 between `+` and `-`, RFC 2152.
    Utf7,
    /// Shift_JIS with Microsoft's extensions.
    ShiftJis,
    /// Japanese in Extended Unix Code.
    EucJp,
    /// Japanese in seven bits behind escape sequences.
    Iso2022Jp,
    /// Korean: KS X 1001 in Extended Unix Code, with Microsoft's extensions.
    EucKr,
    /// Western European languages; ISO-8859-1 too.
    Windows1252,
    /// Cyrillic, as Windows writes it.
    Windows1251,
    /// Russian, as Unix wrote it.
    Koi8R,
    /// Greek, as Windows writes it.
    Windows1253,
    /// Arabic, as Windows writes it.
    Windows1256,
    /// Thai.
    Windows874,
}

impl Encoding {
    /// The name in the spelling of the WHATWG Encoding Standard, section 4.2, and of the IANA
    /// registry for what is not in it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Ascii => "US-ASCII",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "Big5",
            Self::EucTw => "EUC-TW",
            Self::Hz => "HZ-GB-2312",
            Self::Iso2022Cn => "ISO-2022-CN",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Utf7 => "UTF-7",
            Self::ShiftJis => "Shift_JIS",
            Self::EucJp => "EUC-JP",
            Self::Iso2022Jp => "ISO-2022-JP",
            Self::EucKr => "EUC-KR",
            Self::Windows1252 => "windows-1252",
            Self::Windows1251 => "windows-1251",
            Self::Koi8R => "KOI8-R",
            Self::Windows1253 => "windows-1253",
            Self::Windows1256 => "windows-1256",
            Self::Windows874 => "windows-874",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Encoding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A language that we can tell text to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Language {
    /// Chinese in simplified characters.
    Simplified,
    /// Chinese in traditional characters, Cantonese too.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Russian.
    Russian,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Greek.
    Greek,
    /// Thai.
    Thai,
    /// Arabic.
    Arabic,
}
