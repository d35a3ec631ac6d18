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
}

impl Encoding {
    /// The name in the spelling of the WHATWG Encoding Standard, section 4.2.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "Big5",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
