//! What a text is for, and what that means for each operation: the table of profiles, as data.
//!
//! Imports nothing: the stages, the settings and the pipeline all read it.

use std::fmt;

/// What a text is wanted for. A profile differs from another only in what it applies; each operation
/// can be [overridden](crate::RepairerBuilder::operation).
///
/// ```
/// use mingwen::{Operation, Profile, Treatment};
///
/// assert_eq!(Profile::Corpus.treatment(Operation::Punctuation), Treatment::Apply);
/// assert_eq!(Profile::Archive.treatment(Operation::Punctuation), Treatment::Report);
/// assert_eq!(Profile::Repair.treatment(Operation::Punctuation), Treatment::Ignore);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Profile {
    /// Damage is undone; what a person may have written on purpose stays.
    #[default]
    Repair,
    /// As an editor would print it: for reading, for training, for statistics.
    Corpus,
    /// One form for all that a reader would take for the same: for an index, not for reading.
    SearchKey,
    /// Nothing changes but what is proved; all else is reported and left.
    Archive,
    /// Input to a language model: nothing that a person does not see.
    Prompt,
}

/// One kind of normalization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Characters that show nothing are removed, where they bear no meaning.
    Invisible,
    /// Radicals, compatibility ideographs, private-use and vertical forms become the character meant.
    Forms,
    /// Canonical composition: Unicode's form NFC.
    Composition,
    /// Full-width Latin letters and digits become ASCII, with the signs that part numbers.
    Width,
    /// Half-width katakana become full-width ones, with their voicing marks.
    Katakana,
    /// Characters that stand for several others come apart: `①`, `㎡`, `㈱`.
    Symbols,
    /// Characters printed twice to look bold stand once.
    Doubling,
    /// Spaces between Han are removed, and runs of spaces become one; no-break spaces on lines with Han become
    /// plain.
    Spaces,
    /// Punctuation folded to ASCII becomes full-width again.
    Punctuation,
    /// Sentences that lines or pages cut become whole.
    Reflow,
    /// Variants, widths and case become one key.
    Key,
}

/// What becomes of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Treatment {
    /// Nothing is looked for.
    Ignore,
    /// What would change stands in [`Report::left`](crate::Report::left), and nothing changes.
    Report,
    /// The text is changed.
    Apply,
}

use Treatment::{Apply as A, Ignore as N, Report as R};

/// The operations in the order in which they run, each with its treatment under every profile in
/// the order of [`Profile`]. What is hidden or disguised comes first, so that all that follows sees
/// characters; punctuation comes before the lines that end with it.
const TABLE: [(Operation, [Treatment; Profile::ALL.len()]); Operation::COUNT] = [
    (Operation::Invisible, [N, A, A, R, A]),
    (Operation::Forms, [N, A, A, R, N]),
    (Operation::Composition, [N, A, A, R, N]),
    (Operation::Width, [N, A, A, R, N]),
    (Operation::Katakana, [N, A, A, R, N]),
    (Operation::Symbols, [N, N, A, N, N]),
    (Operation::Doubling, [N, A, A, R, N]),
    (Operation::Spaces, [N, A, A, R, N]),
    (Operation::Punctuation, [N, A, N, R, N]),
    (Operation::Reflow, [N, A, A, R, N]),
    (Operation::Key, [N, N, A, N, N]),
];

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 5] = [
        Self::Repair,
        Self::Corpus,
        Self::SearchKey,
        Self::Archive,
        Self::Prompt,
    ];

    /// What this profile does with an operation's findings.
    #[must_use]
    pub fn treatment(self, operation: Operation) -> Treatment {
        self.treatments().of(operation)
    }

    pub(crate) fn treatments(self) -> Treatments {
        Treatments(TABLE.map(|(_, treatments)| treatments[self as usize]))
    }

    /// The part of a text's bytes, from 0 to 1, that may change before its report is
    /// [flagged](crate::Report::is_over_budget): what is usual for the purpose does not ask for a look.
    ///
    /// Set by what changes in one half of the development text: 665 documents and 9,192 strings that nothing
    /// is wrong with, the documents folded, spaced out and wrapped, and 57 documents with readings spliced in.
    #[must_use]
    pub fn budget(self) -> f32 {
        match self {
            // Nothing fine changes. Of a document with readings spliced in 0.42 does in the median, 0.83 at most:
            // what is over has been misread as a whole.
            Self::Repair => 0.85,
            // At most 0.06 of a fine document changes, 0.16 of a folded one, 0.10 of a wrapped one, and 0.246 of one
            // that is spaced out, for a space is one byte to the three of a Han character. Of the
            // documents with readings two in three are over.
            Self::Corpus => 0.25,
            // A key may have nothing of the text: 0.10 of a fine document changes in the median, 0.48 at most,
            // and all of some short strings.
            Self::SearchKey => 1.0,
            // Nothing fine changes, and an archive should have little that is not: of the 57 documents with
            // readings the 49 that change are over.
            Self::Archive => 0.05,
            // One fine string changes. Of a text of which more is hidden or damaged a person should know.
            Self::Prompt => 0.1,
        }
    }

    /// The name of this profile, in kebab case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Repair => "repair",
            Self::Corpus => "corpus",
            Self::SearchKey => "search-key",
            Self::Archive => "archive",
            Self::Prompt => "prompt",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Operation {
    const COUNT: usize = 11;

    /// Every operation, in the order in which they run.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::Invisible; Self::COUNT];
        let mut at = 0;
        while at < Self::COUNT {
            all[at] = TABLE[at].0;
            // `Treatments` is indexed by an operation's number.
            assert!(all[at] as usize == at, "the table is out of order");
            at += 1;
        }
        all
    };
}

/// A treatment for each operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Treatments([Treatment; Operation::COUNT]);

impl Treatments {
    pub(crate) fn of(&self, operation: Operation) -> Treatment {
        self.0[operation as usize]
    }

    pub(crate) fn set(&mut self, operation: Operation, treatment: Treatment) {
        self.0[operation as usize] = treatment;
    }
}
