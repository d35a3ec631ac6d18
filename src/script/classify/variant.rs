//! The kinds of Chinese, and how probable each is.

use std::fmt;
use std::ops::Range;

use super::{DECIDED, NAMED};

/// A kind of Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Variant {
    /// Simplified characters.
    Simplified,
    /// Traditional characters of no certain region.
    Traditional,
    /// Traditional characters as Taiwan writes them.
    Taiwan,
    /// Traditional characters as Hong Kong writes them.
    HongKong,
    /// Written Cantonese.
    Cantonese,
    /// Classical Chinese, verse included.
    Classical,
    /// Simplified in some lines, traditional in others.
    Mixed,
    /// Japanese.
    Japanese,
    /// Not Chinese.
    NotChinese,
    /// Chinese, and nothing says which.
    Undecided,
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Simplified => "simplified",
            Self::Traditional => "traditional",
            Self::Taiwan => "taiwan",
            Self::HongKong => "hong-kong",
            Self::Cantonese => "cantonese",
            Self::Classical => "classical",
            Self::Mixed => "mixed",
            Self::Japanese => "japanese",
            Self::NotChinese => "not-chinese",
            Self::Undecided => "undecided",
        })
    }
}

/// Which kind of Chinese a text is. The probabilities add up to 1 for Chinese, and are 0 for other
/// text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Classification {
    /// What it is, in a word.
    pub variant: Variant,
    /// How probable simplified Chinese is.
    pub simplified: f32,
    /// How probable traditional Chinese as Taiwan writes it is.
    pub taiwan: f32,
    /// How probable traditional Chinese as Hong Kong writes it is, Cantonese aside.
    pub hong_kong: f32,
    /// How probable written Cantonese is.
    pub cantonese: f32,
    /// How probable classical Chinese is.
    pub classical: f32,
    /// Of [`Variant::Mixed`] text, the simplified and traditional parts in turn, in bytes; lines that
    /// lean to neither belong to none.
    pub spans: Vec<(Range<usize>, Variant)>,
}

impl Classification {
    /// How probable traditional characters are, of whatever kind.
    #[must_use]
    pub fn traditional(&self) -> f32 {
        self.taiwan + self.hong_kong + self.cantonese + self.classical
    }

    /// The kind that is probable enough, the narrowest there is.
    pub(super) fn best(&self) -> Variant {
        let narrow = [
            (self.simplified, DECIDED, Variant::Simplified),
            (self.taiwan, NAMED, Variant::Taiwan),
            (self.hong_kong, NAMED, Variant::HongKong),
            (self.cantonese, DECIDED, Variant::Cantonese),
            (self.classical, DECIDED, Variant::Classical),
        ];
        let decided = narrow
            .iter()
            .find(|(probability, enough, _)| probability >= enough);
        match decided {
            Some((_, _, variant)) => *variant,
            None if self.traditional() >= DECIDED => Variant::Traditional,
            None => Variant::Undecided,
        }
    }
}
