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

/// One of OpenCC's sixteen configurations: from which script standard to which.
///
/// `S` is simplified, `T` traditional as OpenCC itself spells it, `Tw` Taiwan's and `Hk` Hong
/// Kong's standard, `Jp` Japanese new character forms; a `p` at the end turns regional words too
/// (鼠标 to 滑鼠). Names are OpenCC's own: `"s2twp".parse::<Config>()`.
///
/// ```
/// use mingwen::Config;
///
/// let config: Config = "s2twp".parse()?;
/// assert_eq!(config, Config::S2twp);
/// assert_eq!(config.to_string(), "s2twp");
/// # Ok::<(), mingwen::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Config {
    /// Simplified to traditional.
    S2t,
    /// Traditional to simplified.
    T2s,
    /// Simplified to Taiwan's standard.
    S2tw,
    /// Taiwan's standard to simplified.
    Tw2s,
    /// Simplified to Taiwan's standard and words.
    S2twp,
    /// Taiwan's standard to simplified, with mainland words.
    Tw2sp,
    /// Simplified to Hong Kong's standard.
    S2hk,
    /// Hong Kong's standard to simplified.
    Hk2s,
    /// Simplified to Hong Kong's standard and words.
    S2hkp,
    /// Hong Kong's standard to simplified, with mainland words.
    Hk2sp,
    /// Traditional to Taiwan's standard.
    T2tw,
    /// Taiwan's standard to traditional.
    Tw2t,
    /// Traditional to Hong Kong's standard.
    T2hk,
    /// Hong Kong's standard to traditional.
    Hk2t,
    /// Traditional (old Japanese forms) to new Japanese forms.
    T2jp,
    /// New Japanese forms to traditional (old forms).
    Jp2t,
}

impl Config {
    /// All configurations.
    pub const ALL: [Self; 16] = [
        Self::S2t,
        Self::T2s,
        Self::S2tw,
        Self::Tw2s,
        Self::S2twp,
        Self::Tw2sp,
        Self::S2hk,
        Self::Hk2s,
        Self::S2hkp,
        Self::Hk2sp,
        Self::T2tw,
        Self::Tw2t,
        Self::T2hk,
        Self::Hk2t,
        Self::T2jp,
        Self::Jp2t,
    ];

    /// OpenCC's name, such as `s2twp`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S2t => "s2t",
            Self::T2s => "t2s",
            Self::S2tw => "s2tw",
            Self::Tw2s => "tw2s",
            Self::S2twp => "s2twp",
            Self::Tw2sp => "tw2sp",
            Self::S2hk => "s2hk",
            Self::Hk2s => "hk2s",
            Self::S2hkp => "s2hkp",
            Self::Hk2sp => "hk2sp",
            Self::T2tw => "t2tw",
            Self::Tw2t => "tw2t",
            Self::T2hk => "t2hk",
            Self::Hk2t => "hk2t",
            Self::T2jp => "t2jp",
            Self::Jp2t => "jp2t",
        }
    }
}

impl fmt::Display for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// What a replacement of script conversion replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Replacement {
    /// A character by itself: 国 to 國.
    Character,
    /// A phrase, whose characters depend on one another: 头发 to 頭髮.
    Phrase,
    /// A word that regions have different ones for: 鼠标 to 滑鼠.
    RegionalPhrase,
}
