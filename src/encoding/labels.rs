//! Names that encodings go by.

use std::str::FromStr;

use crate::error::Error;
use crate::name::Encoding;

/// Labels beyond those of the WHATWG Encoding Standard, in lower case.
const LABELS: [(&str, Encoding); 35] = [
    ("cp936", Encoding::Gb18030),
    ("ms936", Encoding::Gb18030),
    ("windows-936", Encoding::Gb18030),
    ("euc-cn", Encoding::Gb18030),
    ("euccn", Encoding::Gb18030),
    ("gb-18030", Encoding::Gb18030),
    ("gb18030-2022", Encoding::Gb18030),
    ("cp950", Encoding::Big5),
    ("ms950", Encoding::Big5),
    ("windows-950", Encoding::Big5),
    ("cp951", Encoding::Big5),
    ("big5hkscs", Encoding::Big5),
    ("euc-tw", Encoding::EucTw),
    ("x-euc-tw", Encoding::EucTw),
    ("euctw", Encoding::EucTw),
    ("cns11643", Encoding::EucTw),
    ("hz", Encoding::Hz),
    ("hz-gb-2312", Encoding::Hz),
    ("iso-2022-cn", Encoding::Iso2022Cn),
    ("iso-2022-cn-ext", Encoding::Iso2022Cn),
    ("utf-7", Encoding::Utf7),
    ("utf7", Encoding::Utf7),
    ("utf-32", Encoding::Utf32Le),
    ("utf-32le", Encoding::Utf32Le),
    ("utf-32be", Encoding::Utf32Be),
    ("us-ascii", Encoding::Ascii),
    ("ascii", Encoding::Ascii),
    ("cp932", Encoding::ShiftJis),
    ("cp949", Encoding::EucKr),
    ("uhc", Encoding::EucKr),
    ("cp1252", Encoding::Windows1252),
    ("cp437", Encoding::Ibm437),
    ("ibm437", Encoding::Ibm437),
    ("cp850", Encoding::Ibm850),
    ("ibm850", Encoding::Ibm850),
];

impl FromStr for Encoding {
    type Err = Error;

    /// As [`for_label`](Self::for_label).
    fn from_str(label: &str) -> Result<Self, Error> {
        Self::for_label(label).ok_or_else(|| Error::UnknownEncoding {
            label: label.to_owned(),
        })
    }
}

impl Encoding {
    /// The encoding of a label, as the WHATWG Encoding Standard has them (section 4.2), and of some
    /// that the field uses besides: cp936, cp950, euc-tw, hz, utf-7, utf-32 and their kind. Case and
    /// white space around do not matter.
    ///
    /// A label of a part means the whole, as in the standard: gb2312 is GB18030, big5 has the Hong
    /// Kong characters, and iso-8859-1 is windows-1252. `None` for what is unknown or not in our list.
    ///
    /// ```
    /// use mingwen::Encoding;
    ///
    /// assert_eq!(Encoding::for_label(" GB2312 "), Some(Encoding::Gb18030));
    /// assert_eq!(Encoding::for_label("cp950"), Some(Encoding::Big5));
    /// assert_eq!(Encoding::for_label("klingon"), None);
    /// ```
    #[must_use]
    pub fn for_label(label: &str) -> Option<Self> {
        let label = label.trim();
        let own = LABELS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(label));
        if let Some(&(_, encoding)) = own {
            return Some(encoding);
        }
        let standard = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        ALL.into_iter()
            .find(|encoding| encoding.name() == standard.name())
            // The standard has two names for one and the same, which differ in what they write.
            .or((standard == encoding_rs::GBK).then_some(Self::Gb18030))
    }
}

/// All encodings.
pub(super) const ALL: [Encoding; Encoding::COUNT] = [
    Encoding::Utf8,
    Encoding::Ascii,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::EucTw,
    Encoding::Hz,
    Encoding::Iso2022Cn,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Utf32Le,
    Encoding::Utf32Be,
    Encoding::Utf7,
    Encoding::ShiftJis,
    Encoding::EucJp,
    Encoding::Iso2022Jp,
    Encoding::EucKr,
    Encoding::Windows1252,
    Encoding::Windows1251,
    Encoding::Koi8R,
    Encoding::Windows1253,
    Encoding::Windows1256,
    Encoding::Windows874,
    Encoding::Windows1250,
    Encoding::Windows1254,
    Encoding::Windows1255,
    Encoding::Windows1257,
    Encoding::Windows1258,
    Encoding::Iso8859_2,
    Encoding::Iso8859_5,
    Encoding::Iso8859_7,
    Encoding::Iso8859_15,
    Encoding::Macintosh,
    Encoding::Ibm437,
    Encoding::Ibm850,
    Encoding::Ibm866,
    Encoding::Koi8U,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_once() {
        for (at, encoding) in ALL.iter().enumerate() {
            assert!(!ALL[..at].contains(encoding), "{encoding}");
        }
    }
}
