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
    /// Central European languages, as Windows writes them.
    Windows1250,
    /// Turkish, as Windows writes it.
    Windows1254,
    /// Hebrew, as Windows writes it.
    Windows1255,
    /// Baltic languages, as Windows writes them.
    Windows1257,
    /// Vietnamese, as Windows writes it.
    Windows1258,
    /// Western European languages with the euro sign.
    Iso8859_15,
    /// Western European languages, as the Macintosh wrote them.
    Macintosh,
    /// The code page of the IBM PC.
    Ibm437,
    /// Western European languages, as DOS wrote them.
    Ibm850,
    /// Russian, as DOS wrote it.
    Ibm866,
    /// Central European languages, as Unix wrote them.
    Iso8859_2,
    /// Cyrillic, as the standard wanted it.
    Iso8859_5,
    /// Greek, as Unix wrote it.
    Iso8859_7,
    /// Ukrainian, as Unix wrote it.
    Koi8U,
}

impl Encoding {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Koi8U as usize + 1;

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
            Self::Windows1250 => "windows-1250",
            Self::Windows1254 => "windows-1254",
            Self::Windows1255 => "windows-1255",
            Self::Windows1257 => "windows-1257",
            Self::Windows1258 => "windows-1258",
            Self::Iso8859_15 => "ISO-8859-15",
            Self::Macintosh => "macintosh",
            Self::Ibm437 => "IBM437",
            Self::Ibm850 => "IBM850",
            Self::Ibm866 => "IBM866",
            Self::Iso8859_2 => "ISO-8859-2",
            Self::Iso8859_5 => "ISO-8859-5",
            Self::Iso8859_7 => "ISO-8859-7",
            Self::Koi8U => "KOI8-U",
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

/// Who decides where a character can be converted in several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Choice {
    /// OpenCC's dictionaries, bit for bit.
    #[default]
    Exact,
    /// The text around it.
    Context,
    /// The text around it where that leaves little doubt; what is doubtful stays as it is.
    ContextIfCertain,
}

/// Which quotation marks a text is to have.
///
/// ```
/// use mingwen::{Config, Converter, Quotes};
///
/// let converter = Converter::builder(Config::S2tw).quotes(Quotes::ByRegion).build();
/// assert_eq!(converter.convert("他说：“读了‘后记’没有？”"), "他說：「讀了『後記』沒有？」");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Quotes {
    /// Those that it has.
    #[default]
    Keep,
    /// “ ” and within them ‘ ’, as on the mainland.
    Curved,
    /// 「 」 and within them 『 』, as in Taiwan and Hong Kong.
    Corner,
    /// What is usual where the configuration leads: curved for simplified text, corners for all other.
    ByRegion,
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

/// A way to write characters, or bytes of them, in ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Notation {
    /// Character references of HTML: `&#20013;`, `&#x4E2D;`, `&hellip;`.
    Reference,
    /// Code points in program text: `\u4E2D`, `\u{4E2D}`.
    Unicode,
    /// What JavaScript's `escape` wrote: `%u4E2D`.
    PercentUnicode,
    /// Bytes in addresses: `%E4%B8%AD`.
    Percent,
    /// Bytes in program text: `\xE4\xB8\xAD`, and in octal `\344\270\255`.
    Byte,
    /// Bytes in mail: `=E4=B8=AD`.
    QuotedPrintable,
    /// Words in headers of mail: `=?gb2312?B?1tDOxA==?=`.
    EncodedWord,
    /// GB2312 in seven bits: `~{VPND~}`.
    Hz,
    /// UTF-16 in Base64: `+Ti1lhw-`.
    Utf7,
    /// GB2312 behind ISO-2022's escape sequences, whose escape character got lost: `$AVPND(B`.
    StrippedIso2022,
    /// Domain names: `xn--fiqs8s`.
    Punycode,
    /// A backslash before each byte 5C, which is the second one of some characters of Big5 and GBK:
    /// `成功\\`.
    Backslash,
}

/// What destroyed text left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Trace {
    /// U+FFFD, which a decoder puts where bytes mean nothing to it.
    Replacement,
    /// The same read again in another encoding: `锟斤拷`, `嚙踝蕭`, `ï¿½`.
    MisreadReplacement,
    /// `????`, which an encoder puts where it has no bytes for a character.
    QuestionMarks,
    /// `烫烫烫`: memory that nothing was written to.
    Fill,
    /// GB2312 whose bytes lost their high bits: ``VPND1`Bk``. Only a [`Diagnosis`](crate::Diagnosis) has it.
    SevenBits,
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
    /// Polish.
    Polish,
    /// Czech.
    Czech,
    /// Hungarian.
    Hungarian,
    /// Turkish.
    Turkish,
    /// Hebrew.
    Hebrew,
    /// Lithuanian.
    Lithuanian,
    /// Latvian.
    Latvian,
    /// Vietnamese.
    Vietnamese,
    /// Ukrainian.
    Ukrainian,
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Simplified => "simplified",
            Self::Traditional => "traditional",
            Self::Japanese => "japanese",
            Self::Korean => "korean",
            Self::Russian => "russian",
            Self::French => "french",
            Self::German => "german",
            Self::Spanish => "spanish",
            Self::Greek => "greek",
            Self::Thai => "thai",
            Self::Arabic => "arabic",
            Self::Polish => "polish",
            Self::Czech => "czech",
            Self::Hungarian => "hungarian",
            Self::Turkish => "turkish",
            Self::Hebrew => "hebrew",
            Self::Lithuanian => "lithuanian",
            Self::Latvian => "latvian",
            Self::Vietnamese => "vietnamese",
            Self::Ukrainian => "ukrainian",
        })
    }
}

/// A kind of character that shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Invisible {
    /// Zero-width spaces and word joiners, signs of invisible mathematics, and what else Unicode says that
    /// nothing shows of.
    ZeroWidth,
    /// U+200C and U+200D, which join and part letters of some scripts, and emoji.
    Joiner,
    /// U+FEFF inside the text.
    ByteOrderMark,
    /// U+00AD, a place where a word may be hyphenated.
    SoftHyphen,
    /// Marks, embeddings, overrides and isolates of bidirectional text.
    Bidi,
    /// Tag characters, U+E0000 to U+E007F: invisible ASCII, known for hidden prompts.
    Tag,
    /// Variation selectors without a base that has variants, or more than one behind it.
    VariationSelector,
    /// C0 and C1 controls and DEL; terminal sequences with what belongs to them. Tabs, line ends
    /// and page breaks are none of these.
    Control,
    /// Interlinear annotation with the annotating text.
    Annotation,
    /// Fillers of Hangul and Khmer where there is nothing to fill.
    Filler,
}

impl Invisible {
    /// The name of the reason to remove it.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::ZeroWidth => "invisible-zero-width",
            Self::Joiner => "invisible-joiner",
            Self::ByteOrderMark => "invisible-byte-order-mark",
            Self::SoftHyphen => "invisible-soft-hyphen",
            Self::Bidi => "invisible-bidi",
            Self::Tag => "invisible-tag",
            Self::VariationSelector => "invisible-variation-selector",
            Self::Control => "invisible-control",
            Self::Annotation => "invisible-annotation",
            Self::Filler => "invisible-filler",
        }
    }
}
