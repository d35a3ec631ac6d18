//! What a configuration consists of: steps, and a cut into segments before them.

/// A step of a conversion chain: one of OpenCC's dictionary groups, stored as a single map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step(pub(super) usize);

/// The numbers are the places in the tables.
impl Step {
    /// Simplified to traditional.
    pub(super) const ST: Self = Self(0);
    /// Traditional to simplified.
    pub(super) const TS: Self = Self(1);
    /// To Taiwan's variants.
    pub(super) const TW: Self = Self(2);
    /// To Taiwan's words and variants.
    pub(super) const TWP: Self = Self(3);
    /// To Hong Kong's variants.
    pub(super) const HK: Self = Self(4);
    /// To Hong Kong's words and variants.
    pub(super) const HKP: Self = Self(5);
    /// From Taiwan's variants.
    pub(super) const TW_REV: Self = Self(6);
    /// From Taiwan's words and variants.
    pub(super) const TWP_REV: Self = Self(7);
    /// From Hong Kong's variants.
    pub(super) const HK_REV: Self = Self(8);
    /// From Hong Kong's words and variants.
    pub(super) const HKP_REV: Self = Self(9);
    /// From new Japanese forms.
    pub(super) const JP: Self = Self(10);
    /// To new Japanese forms.
    pub(super) const JP_REV: Self = Self(11);
    /// Compatibility ideographs to those that they stand for.
    pub(super) const NORMALIZATION: Self = Self(12);

    /// Whether the phrases of the step's first dictionary are words that differ by region.
    pub(super) fn is_regional(self) -> bool {
        matches!(self, Self::TWP | Self::HKP | Self::TWP_REV | Self::HKP_REV)
    }
}

/// Configurations of a family share the filter of pairs that keys can span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    FromSimplified,
    ToSimplified,
    Other,
}

/// What a configuration does after normalization.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    /// One or two steps.
    pub(super) steps: &'static [Step],
    /// Whose phrases cut the text into segments first.
    pub(super) cut: Option<Step>,
    pub(super) family: Family,
}
