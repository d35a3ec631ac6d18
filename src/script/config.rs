//! Reading the names of configurations, and what they stand for.

use super::recipe::{Family, Recipe, Step};
use crate::error::Error;
use crate::name::Config;
use std::str::FromStr;

/// What OpenCC's configuration file of that name says.
pub(super) const fn recipe(config: Config) -> Recipe {
    use Family::{FromSimplified, Other, ToSimplified};
    let (steps, cut, family): (&[Step], Option<Step>, Family) = match config {
        Config::S2t => (&[Step::ST], None, FromSimplified),
        Config::S2tw => (&[Step::ST, Step::TW], Some(Step::ST), FromSimplified),
        Config::S2twp => (&[Step::ST, Step::TWP], Some(Step::ST), FromSimplified),
        Config::S2hk => (&[Step::ST, Step::HK], Some(Step::ST), FromSimplified),
        Config::S2hkp => (&[Step::ST, Step::HKP], Some(Step::ST), FromSimplified),
        Config::T2s => (&[Step::TS], None, ToSimplified),
        Config::Tw2s => (&[Step::TW_REV, Step::TS], Some(Step::TS), ToSimplified),
        Config::Tw2sp => (&[Step::TWP_REV, Step::TS], Some(Step::TS), ToSimplified),
        Config::Hk2s => (&[Step::HK_REV, Step::TS], Some(Step::TS), ToSimplified),
        Config::Hk2sp => (&[Step::HKP_REV, Step::TS], Some(Step::TS), ToSimplified),
        Config::T2tw => (&[Step::TW], None, Other),
        Config::Tw2t => (&[Step::TW_REV], None, Other),
        Config::T2hk => (&[Step::HK], None, Other),
        Config::Hk2t => (&[Step::HK_REV], None, Other),
        Config::T2jp => (&[Step::JP_REV], None, Other),
        Config::Jp2t => (&[Step::JP], None, Other),
    };
    Recipe { steps, cut, family }
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
