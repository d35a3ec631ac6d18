//! Why a change was made.

use std::fmt;

use crate::name::{Config, Encoding, Invisible, Notation, Replacement, Trace};

/// What had happened to the text where it was changed.
///
/// `Display` gives the name that the command line and serialized reports use, such as `gloss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Reason {
    /// A pinyin reading had been spliced in behind a character: `開(kāi)` was `開`.
    Gloss,
    /// A splice between the two bytes of a character had shifted the pairing of the GBK bytes
    /// behind it: `?yōu)閷?shí)` was `為實`.
    GlossShift,
    /// Control characters had been spliced in before a punctuation mark.
    GlossPunctuation,
    /// The page had been turned traditional character by character before readings were spliced in;
    /// the caller asked for its simplified original.
    GlossScript,
    /// The text was written in one encoding and read in another: `涓枃` was `中文`.
    Misread {
        /// What the bytes were.
        written: Encoding,
        /// What they were taken for.
        read: Encoding,
    },
    /// The text was written out in ASCII: `&#20013;` was `中`.
    Escaped {
        /// In which way.
        notation: Notation,
        /// What the bytes were, where it was bytes that were written out.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
        encoding: Option<Encoding>,
    },
    /// Text is gone; nothing is changed where this stands. Only ever in
    /// [`Report::left`](crate::Report::left).
    Destroyed {
        /// What it left behind.
        trace: Trace,
    },
    /// Bytes are gone and nothing says what they were; U+FFFD stands in their place.
    Lost,
    /// A character that shows nothing and bore no meaning here.
    Invisible {
        /// What it was.
        kind: Invisible,
    },
    /// A radical stood for the character that it is: `⼀` was `一`.
    Radical,
    /// A compatibility ideograph stood for the unified one: `\u{F9D1}` was `六`.
    CompatibilityIdeograph,
    /// A private-use code point stood for a character that Unicode has by now.
    PrivateUse,
    /// A form for vertical lines stood for the mark: `︒` was `。`.
    VerticalForm,
    /// Parts stood for the composed character, or in another order than the canonical one.
    Composition,
    /// A Latin letter or digit was full-width: `Ａ` was `A`.
    FullWidth,
    /// Katakana were half-width: `ｶﾞ` was `ガ`.
    HalfWidth,
    /// One character stood for several: `㎡` was `m2`.
    Symbol,
    /// Characters stood twice, printed over themselves to look bold: `中中国国` was `中国`.
    Doubling,
    /// Spaces that layout or extraction had put in.
    Space,
    /// Punctuation had been folded to ASCII: `,` was `，`.
    FoldedPunctuation,
    /// A line or page had ended inside a sentence.
    BrokenLine,
    /// Nothing had happened: the caller asked for another region's quotation marks.
    QuotationMark,
    /// Nothing had happened: one of several variants became their key.
    Key,
    /// Nothing had happened: the caller asked for another script.
    Script {
        /// The configuration asked for.
        config: Config,
        /// What was replaced.
        replaced: Replacement,
    },
}

impl Reason {
    /// Whether something had happened to the text. The other changes are made because the caller asked
    /// for them.
    pub(crate) fn is_damage(self) -> bool {
        match self {
            Self::Gloss
            | Self::GlossShift
            | Self::GlossPunctuation
            | Self::Misread { .. }
            | Self::Escaped { .. }
            | Self::Destroyed { .. }
            | Self::Lost => true,
            Self::Invisible { .. }
            | Self::Radical
            | Self::CompatibilityIdeograph
            | Self::PrivateUse
            | Self::VerticalForm
            | Self::Composition
            | Self::FullWidth
            | Self::HalfWidth
            | Self::Symbol
            | Self::Doubling
            | Self::Space
            | Self::FoldedPunctuation
            | Self::BrokenLine
            | Self::QuotationMark
            | Self::Key
            | Self::GlossScript
            | Self::Script { .. } => false,
        }
    }

    /// The name of this reason, in kebab case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gloss => "gloss",
            Self::GlossShift => "gloss-shift",
            Self::GlossPunctuation => "gloss-punctuation",
            Self::GlossScript => "gloss-script",
            Self::Misread { .. } => "misread",
            Self::Escaped { notation, .. } => match notation {
                Notation::Reference => "escaped-reference",
                Notation::Unicode => "escaped-unicode",
                Notation::PercentUnicode => "escaped-percent-unicode",
                Notation::Percent => "escaped-percent",
                Notation::Byte => "escaped-byte",
                Notation::QuotedPrintable => "escaped-quoted-printable",
                Notation::EncodedWord => "escaped-encoded-word",
                Notation::Hz => "escaped-hz",
                Notation::Utf7 => "escaped-utf7",
                Notation::StrippedIso2022 => "escaped-stripped-iso2022",
                Notation::Punycode => "escaped-punycode",
                Notation::Backslash => "escaped-backslash",
            },
            Self::Destroyed { trace } => match trace {
                Trace::Replacement => "destroyed-replacement",
                Trace::MisreadReplacement => "destroyed-misread-replacement",
                Trace::QuestionMarks => "destroyed-question-marks",
                Trace::Fill => "destroyed-fill",
                Trace::SevenBits => "destroyed-seven-bits",
            },
            Self::Lost => "lost",
            Self::Invisible { kind } => kind.reason(),
            Self::Radical => "radical",
            Self::CompatibilityIdeograph => "compatibility-ideograph",
            Self::PrivateUse => "private-use",
            Self::VerticalForm => "vertical-form",
            Self::Composition => "composition",
            Self::FullWidth => "full-width",
            Self::HalfWidth => "half-width",
            Self::Symbol => "symbol",
            Self::Doubling => "doubling",
            Self::Space => "space",
            Self::FoldedPunctuation => "folded-punctuation",
            Self::BrokenLine => "broken-line",
            Self::QuotationMark => "quotation-mark",
            Self::Key => "key",
            Self::Script { replaced, .. } => match replaced {
                Replacement::Character => "script-character",
                Replacement::Phrase => "script-phrase",
                Replacement::RegionalPhrase => "script-regional-phrase",
            },
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_what_nobody_asked_for() {
        let misread = Reason::Misread {
            written: Encoding::Utf8,
            read: Encoding::Gb18030,
        };
        for reason in [Reason::Gloss, Reason::GlossShift, misread, Reason::Lost] {
            assert!(reason.is_damage(), "{reason}");
        }
        for reason in [
            Reason::GlossScript,
            Reason::FullWidth,
            Reason::QuotationMark,
        ] {
            assert!(!reason.is_damage(), "{reason}");
        }
    }

    /// `GlossShift` in kebab case.
    fn kebab(variant: impl fmt::Debug) -> String {
        let mut name = String::new();
        for letter in format!("{variant:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    #[test]
    fn names_are_those_of_the_variants() {
        use Reason::{
            BrokenLine, CompatibilityIdeograph, Composition, Doubling, FoldedPunctuation,
            FullWidth, Gloss, GlossPunctuation, GlossScript, GlossShift, HalfWidth, Key, Lost,
            PrivateUse, QuotationMark, Radical, Space, Symbol, VerticalForm,
        };
        for reason in [
            Gloss,
            GlossShift,
            GlossPunctuation,
            GlossScript,
            Lost,
            Radical,
            CompatibilityIdeograph,
            PrivateUse,
            VerticalForm,
            Composition,
            FullWidth,
            HalfWidth,
            Symbol,
            Doubling,
            Space,
            FoldedPunctuation,
            BrokenLine,
            QuotationMark,
            Key,
        ] {
            assert_eq!(reason.name(), kebab(reason));
        }
        for notation in [
            Notation::Reference,
            Notation::Unicode,
            Notation::PercentUnicode,
            Notation::Percent,
            Notation::Byte,
            Notation::QuotedPrintable,
            Notation::EncodedWord,
            Notation::Hz,
            Notation::Utf7,
            Notation::StrippedIso2022,
            Notation::Punycode,
            Notation::Backslash,
        ] {
            let encoding = None;
            let reason = Reason::Escaped { notation, encoding };
            assert_eq!(reason.name(), format!("escaped-{}", kebab(notation)));
        }
        for trace in [
            Trace::Replacement,
            Trace::MisreadReplacement,
            Trace::QuestionMarks,
            Trace::Fill,
            Trace::SevenBits,
        ] {
            let reason = Reason::Destroyed { trace };
            assert_eq!(reason.name(), format!("destroyed-{}", kebab(trace)));
        }
        for replaced in [
            Replacement::Character,
            Replacement::Phrase,
            Replacement::RegionalPhrase,
        ] {
            let config = Config::S2t;
            let reason = Reason::Script { config, replaced };
            assert_eq!(reason.name(), format!("script-{}", kebab(replaced)));
        }
    }
}
