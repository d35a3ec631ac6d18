//! What a repairer can be told, and the bounds on its work.

use crate::edit::Certainty;
use crate::name::{Choice, Config, Encoding, Quotes};
use crate::profile::{Profile, Treatments};

/// What a repairer was told; the pipeline reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) profile: Profile,
    /// Those of the profile, but for what the builder was told to do otherwise.
    pub(crate) treatments: Treatments,
    /// The profile's, unless the builder was told another: parts of a million.
    pub(crate) budget: u32,
    pub(crate) certainty: Certainty,
    /// What a character that is filled in must have: parts of a million.
    pub(crate) least_probability: u32,
    pub(crate) limits: Limits,
    pub(crate) damage: Damage,
    pub(crate) escapes: Escapes,
    pub(crate) readings: Readings,
    /// What the texts were written in and what they were read in, where it is known.
    pub(crate) misread: Option<(Encoding, Encoding)>,
    pub(crate) glossed: Glossed,
    pub(crate) script: Option<Config>,
    pub(crate) choice: Choice,
    /// Spellings to be preferred where the text around decides.
    pub(crate) preferred: Vec<char>,
    pub(crate) quotes: Quotes,
    /// What all bytes are in, where it is known.
    pub(crate) encoding: Option<Encoding>,
}

/// Which damage is repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Damage {
    /// All that is known: misreadings, such as UTF-8 read as GBK, and readings spliced in.
    #[default]
    Repair,
    /// None, and none is looked for: bytes are decoded and the script is converted, nothing else.
    Leave,
}

/// Which characters written out in ASCII are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Escapes {
    /// Character references to characters beyond ASCII, `&#20013;` or `&amp;#20013;`: two or more in
    /// running text with Chinese in it or behind them; and backslashes that stand in the way of characters,
    /// `成功\\與許\\可`.
    #[default]
    References,
    /// Every notation of [`Notation`](crate::Notation), one layer of it, for input that is known to be
    /// escaped. Repairing such a text twice is not repairing it once: what comes out may be what
    /// somebody wrote about escapes. Bytes may be any printable character, `<` and `&` too.
    All,
    /// None.
    Leave,
}

/// Where readings in parentheses come from, as in `開(kāi)`: the corruption puts them there, and so do
/// textbooks. It can only be told for a document as a whole, so that who knows it should say so of short
/// strings, and of blocks of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Readings {
    /// Decided for each document, or block of a stream.
    #[default]
    Judged,
    /// The corruption spliced them in: all that it can have put there are taken out.
    SplicedIn,
    /// A person wrote them: all stay.
    Written,
}

/// What to make of a page that the gloss repair found damaged. Such pages were simplified text turned
/// traditional character by character before readings were spliced in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Glossed {
    /// The page as it was when the readings came in.
    #[default]
    Traditional,
    /// The simplified page that it had been made from.
    Original,
}

/// Bounds on the work for one text. Nothing is ever cut off at a bound: what would cross it is left
/// as it is, and [`Report::left`](crate::Report::left) says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest text to look at, in bytes. A longer one is left as it is. Unbounded by default: the
    /// caller holds the text already, and memory and time grow in proportion to it.
    pub input_bytes: usize,
    /// Most changes that one stage may make. A stage that wants more makes none. Unbounded by
    /// default; a change costs less than 100 bytes of report beside the text it removed.
    pub edits: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: usize::MAX,
            edits: usize::MAX,
        }
    }
}
