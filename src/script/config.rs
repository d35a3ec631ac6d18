//! The names of OpenCC's configurations.

use super::recipe::{Family, Recipe, Step};
use crate::Error;
use std::fmt;
use std::str::FromStr;

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
/// assert_eq!(config, Config::S2Twp);
/// assert_eq!(config.to_string(), "s2twp");
/// # Ok::<(), mingwen::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Config {
    /// Simplified to traditional.
    S2T,
    /// Traditional to simplified.
    T2S,
    /// Simplified to Taiwan's standard.
    S2Tw,
    /// Taiwan's standard to simplified.
    Tw2S,
    /// Simplified to Taiwan's standard and words.
    S2Twp,
    /// Taiwan's standard to simplified, with mainland words.
    Tw2Sp,
    /// Simplified to Hong Kong's standard.
    S2Hk,
    /// Hong Kong's standard to simplified.
    Hk2S,
    /// Simplified to Hong Kong's standard and words.
    S2Hkp,
    /// Hong Kong's standard to simplified, with mainland words.
    Hk2Sp,
    /// Traditional to Taiwan's standard.
    T2Tw,
    /// Taiwan's standard to traditional.
    Tw2T,
    /// Traditional to Hong Kong's standard.
    T2Hk,
    /// Hong Kong's standard to traditional.
    Hk2T,
    /// Traditional (old Japanese forms) to new Japanese forms.
    T2Jp,
    /// New Japanese forms to traditional (old forms).
    Jp2T,
}

impl Config {
    /// All configurations.
    pub const ALL: [Self; 16] = [
        Self::S2T,
        Self::T2S,
        Self::S2Tw,
        Self::Tw2S,
        Self::S2Twp,
        Self::Tw2Sp,
        Self::S2Hk,
        Self::Hk2S,
        Self::S2Hkp,
        Self::Hk2Sp,
        Self::T2Tw,
        Self::Tw2T,
        Self::T2Hk,
        Self::Hk2T,
        Self::T2Jp,
        Self::Jp2T,
    ];

    /// OpenCC's name, such as `s2twp`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S2T => "s2t",
            Self::T2S => "t2s",
            Self::S2Tw => "s2tw",
            Self::Tw2S => "tw2s",
            Self::S2Twp => "s2twp",
            Self::Tw2Sp => "tw2sp",
            Self::S2Hk => "s2hk",
            Self::Hk2S => "hk2s",
            Self::S2Hkp => "s2hkp",
            Self::Hk2Sp => "hk2sp",
            Self::T2Tw => "t2tw",
            Self::Tw2T => "tw2t",
            Self::T2Hk => "t2hk",
            Self::Hk2T => "hk2t",
            Self::T2Jp => "t2jp",
            Self::Jp2T => "jp2t",
        }
    }

    /// What OpenCC's configuration file of that name says.
    pub(super) const fn recipe(self) -> Recipe {
        use Family::{FromSimplified, Other, ToSimplified};
        let (steps, cut, family): (&[Step], Option<Step>, Family) = match self {
            Self::S2T => (&[Step::ST], None, FromSimplified),
            Self::S2Tw => (&[Step::ST, Step::TW], Some(Step::ST), FromSimplified),
            Self::S2Twp => (&[Step::ST, Step::TWP], Some(Step::ST), FromSimplified),
            Self::S2Hk => (&[Step::ST, Step::HK], Some(Step::ST), FromSimplified),
            Self::S2Hkp => (&[Step::ST, Step::HKP], Some(Step::ST), FromSimplified),
            Self::T2S => (&[Step::TS], None, ToSimplified),
            Self::Tw2S => (&[Step::TW_REV, Step::TS], Some(Step::TS), ToSimplified),
            Self::Tw2Sp => (&[Step::TWP_REV, Step::TS], Some(Step::TS), ToSimplified),
            Self::Hk2S => (&[Step::HK_REV, Step::TS], Some(Step::TS), ToSimplified),
            Self::Hk2Sp => (&[Step::HKP_REV, Step::TS], Some(Step::TS), ToSimplified),
            Self::T2Tw => (&[Step::TW], None, Other),
            Self::Tw2T => (&[Step::TW_REV], None, Other),
            Self::T2Hk => (&[Step::HK], None, Other),
            Self::Hk2T => (&[Step::HK_REV], None, Other),
            Self::T2Jp => (&[Step::JP_REV], None, Other),
            Self::Jp2T => (&[Step::JP], None, Other),
        };
        Recipe { steps, cut, family }
    }
}

impl fmt::Display for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Config {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let mut all = Self::ALL.into_iter();
        all.find(|config| config.name() == name)
            .ok_or_else(|| Error::UnknownConfig {
                name: name.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_lists_every_name() {
        let message = "s2x".parse::<Config>().unwrap_err().to_string();
        assert!(message.contains("s2x"));
        assert!(
            Config::ALL
                .iter()
                .all(|config| message.contains(config.name()))
        );
    }

    #[test]
    fn configurations_stand_in_the_order_of_the_tables() {
        let places = Config::ALL.map(|config| config as usize);
        assert!(places.into_iter().eq(0..16));
    }
}
