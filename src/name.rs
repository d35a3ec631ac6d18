//! Plain names that more than one room speaks of. Imports nothing.

use std::fmt;

/// A character encoding, named as the WHATWG Encoding Standard names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    #[cfg_attr(feature = "serde", serde(rename = "UTF-8"))]
    Utf8,
    /// GB18030 and the encodings that it extends, GBK and GB2312.
    #[cfg_attr(feature = "serde", serde(rename = "gb18030"))]
    Gb18030,
    /// Big5 with the Hong Kong Supplementary Character Set.
    Big5,
    /// Shift_JIS, Japanese.
    #[cfg_attr(feature = "serde", serde(rename = "Shift_JIS"))]
    ShiftJis,
    /// EUC-JP, Japanese.
    #[cfg_attr(feature = "serde", serde(rename = "EUC-JP"))]
    EucJp,
    /// EUC-KR as Windows extends it (UHC), Korean.
    #[cfg_attr(feature = "serde", serde(rename = "EUC-KR"))]
    EucKr,
    /// Windows' Central European code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1250"))]
    Windows1250,
    /// Windows' Cyrillic code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1251"))]
    Windows1251,
    /// Windows' Western code page and Latin-1, which it extends.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1252"))]
    Windows1252,
    /// Windows' Greek code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1253"))]
    Windows1253,
    /// Windows' Turkish code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1254"))]
    Windows1254,
    /// Windows' Hebrew code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1255"))]
    Windows1255,
    /// Windows' Arabic code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1256"))]
    Windows1256,
    /// Windows' Baltic code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1257"))]
    Windows1257,
    /// Windows' Vietnamese code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-1258"))]
    Windows1258,
    /// Windows' Thai code page.
    #[cfg_attr(feature = "serde", serde(rename = "windows-874"))]
    Windows874,
    /// Latin-1 with the euro sign.
    #[cfg_attr(feature = "serde", serde(rename = "ISO-8859-15"))]
    Iso8859_15,
    /// The Russian encoding of Unix.
    #[cfg_attr(feature = "serde", serde(rename = "KOI8-R"))]
    Koi8R,
    /// Mac Roman.
    #[cfg_attr(feature = "serde", serde(rename = "macintosh"))]
    Macintosh,
    /// The code page of the IBM PC.
    #[cfg_attr(feature = "serde", serde(rename = "IBM437"))]
    Ibm437,
    /// Western Europe's code page of DOS.
    #[cfg_attr(feature = "serde", serde(rename = "IBM850"))]
    Ibm850,
    /// Russia's code page of DOS.
    #[cfg_attr(feature = "serde", serde(rename = "IBM866"))]
    Ibm866,
}

impl Encoding {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Ibm866 as usize + 1;

    /// The name in the spelling of the WHATWG Encoding Standard, section 4.2; IANA's where that
    /// standard has not the encoding.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift_JIS",
            Self::EucJp => "EUC-JP",
            Self::EucKr => "EUC-KR",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Windows1252 => "windows-1252",
            Self::Windows1253 => "windows-1253",
            Self::Windows1254 => "windows-1254",
            Self::Windows1255 => "windows-1255",
            Self::Windows1256 => "windows-1256",
            Self::Windows1257 => "windows-1257",
            Self::Windows1258 => "windows-1258",
            Self::Windows874 => "windows-874",
            Self::Iso8859_15 => "ISO-8859-15",
            Self::Koi8R => "KOI8-R",
            Self::Macintosh => "macintosh",
            Self::Ibm437 => "IBM437",
            Self::Ibm850 => "IBM850",
            Self::Ibm866 => "IBM866",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
