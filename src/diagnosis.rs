//! What is wrong with a text, and how much of it.
//!
//! **What happened.** Nobody knows yet: a corpus of a million documents has damaged ones in it, and
//! repairing them is not the only thing to do with them.
//!
//! **How we know.** A repair accounts for all that it finds, what it leaves included. What it finds no
//! cause for, and neither the models of Chinese nor those of other languages take for text, is
//! unexplained.
//!
//! **What we do.** Every finding is told with its place, its reasons and whether it can be repaired;
//! together they are a score: the share of the visible characters that do not say what was written, as
//! far as can be told. Damage that nothing gives away, such as a word replaced by another, counts as
//! none.
//!
//! **When we refrain.** Lines too short to tell count as text.
//!
//! ```
//! let diagnosis = mingwen::diagnose("标题：ÖÐÎÄÍøÕ¾");
//! assert!(diagnosis.score() > 0.6);
//! assert!(diagnosis.is_repairable());
//!
//! let diagnosis = mingwen::diagnose("标题：锟斤拷锟斤拷锟斤拷");
//! assert!(diagnosis.score() > 0.6);
//! assert!(!diagnosis.is_repairable());
//!
//! assert_eq!(mingwen::diagnose("标题：中文网站").score(), 0.0);
//! ```

use std::ops::Range;

use crate::edit::{Cause, Certainty, Reason, Report};
use crate::model::{Foreign, Model, Rate, Script, UNITS};
use crate::name::Trace;
use crate::script::Classification;

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct Diagnosis {
    score: f32,
    repairable: bool,
    findings: Vec<Finding>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    hidden: Vec<Finding>,
    classification: Classification,
}

/// A damaged span of a text, or a hidden one.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Finding {
    /// Bytes of the text.
    pub source: Range<usize>,
    /// What happened, in the order of [`Reason`]'s variants; empty where it is unknown.
    pub reasons: Vec<Reason>,
    /// What can be done about it.
    pub outlook: Outlook,
}

/// What can be done about a [`Finding`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Outlook {
    /// A repair brings the text back.
    Repairable {
        /// How sure that is.
        certainty: Certainty,
        /// How probable, above 0 and at most 1, where a statistical choice is made.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
        probability: Option<f32>,
    },
    /// A repair leaves it as it is.
    Left {
        /// Why.
        cause: Cause,
    },
    /// It is text of no language that we know, and nothing says what happened to it.
    Unexplained,
}

/// Most bits a letter beyond ASCII of a line may cost, each word in the model that has it the cheapest.
///
/// Clean lines cost 6 to 9, classical poems up to 13, Chinese read wrongly 14 and more. At this bound
/// 2 of the project's 18,368 clean development rows are taken for garbled. Next to all damaged ones have a
/// finding of another kind anyway.
const MOST_MEAN: u32 = 15 * UNITS;

/// Letters beyond ASCII that a line must have to be judged; signs and drawings have a form of their own.
const LEAST_LETTERS: usize = 12;

impl Diagnosis {
    /// What the report of a repair of `text` says, and what it finds no cause for. `seven_bits` are spans of
    /// GB2312 without its high bits, which only a diagnosis looks for.
    pub(crate) fn new(
        text: &str,
        report: &Report,
        seven_bits: Vec<Range<usize>>,
        classification: Classification,
    ) -> Self {
        let changed = report.edits().map(|edit| Finding {
            source: edit.source,
            reasons: edit.reasons.to_vec(),
            outlook: if edit.reasons.contains(&Reason::Lost) {
                Outlook::Left {
                    cause: Cause::Destroyed,
                }
            } else {
                Outlook::Repairable {
                    certainty: edit.certainty,
                    probability: edit.probability,
                }
            },
        });
        let left = report.left().iter().map(|left| Finding {
            source: left.source.clone(),
            reasons: left.reason.into_iter().collect(),
            outlook: Outlook::Left { cause: left.cause },
        });
        let cut = seven_bits.into_iter().map(|source| Finding {
            source,
            reasons: vec![Reason::Destroyed {
                trace: Trace::SevenBits,
            }],
            outlook: Outlook::Left {
                cause: Cause::Destroyed,
            },
        });
        let is_damage = |finding: &Finding| finding.reasons.iter().any(|r| r.is_damage());
        let is_hidden = |f: &Finding| matches!(f.reasons[..], [Reason::Invisible { .. }]);
        let all = changed.chain(left).chain(cut);
        let (mut findings, mut hidden): (Vec<_>, Vec<_>) = all.partition(is_damage);
        hidden.retain(is_hidden);
        hidden.sort_by_key(|finding| finding.source.start);
        findings.sort_by_key(|finding| finding.source.start);
        findings.extend(unexplained(text, &findings));
        findings.sort_by_key(|finding| finding.source.start);
        let is_open = |finding: &Finding| matches!(finding.outlook, Outlook::Repairable { .. });
        Self {
            score: score(text, &findings),
            repairable: findings.iter().all(is_open),
            findings,
            hidden,
            classification,
        }
    }

    /// The share of the visible characters that are damaged, from 0 to 1: what stands there is not
    /// what was written.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.score
    }

    /// Whether a repair brings back all that is damaged. True of undamaged text.
    #[must_use]
    pub fn is_repairable(&self) -> bool {
        self.repairable
    }

    /// Which kind of Chinese the text is once it is repaired; its spans are of the repaired text.
    ///
    /// ```
    /// use mingwen::{Variant, diagnose};
    ///
    /// let diagnosis = diagnose("ÖÐÎÄÍøÕ¾ÉÏµÄÕâÆªÎÄÕÂ");
    /// assert_eq!(diagnosis.classification().variant, Variant::Simplified);
    /// ```
    #[must_use]
    pub fn classification(&self) -> &Classification {
        &self.classification
    }

    /// All damage, in order of position.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Characters that nobody sees and that mean nothing where they stand, in order of position: no damage,
    /// but what hides instructions from people. [`Profile::Prompt`](crate::Profile::Prompt) takes
    /// them out.
    ///
    /// ```
    /// use mingwen::{Invisible, Reason, diagnose};
    ///
    /// let diagnosis = diagnose("请总结\u{200B}这一页\u{E0041}\u{E0042}");
    /// assert_eq!(diagnosis.score(), 0.0);
    /// let tag = Reason::Invisible { kind: Invisible::Tag };
    /// let tags = diagnosis.hidden().iter().filter(|finding| finding.reasons.contains(&tag));
    /// assert_eq!(tags.count(), 2);
    /// ```
    #[must_use]
    pub fn hidden(&self) -> &[Finding] {
        &self.hidden
    }
}

/// The share of the characters within findings.
fn score(text: &str, findings: &[Finding]) -> f32 {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut damaged = 0;
    let mut at = 0;
    for Finding { source, .. } in findings {
        damaged += visible(
            text.get(source.start.max(at)..source.end)
                .unwrap_or_default(),
        );
        at = at.max(source.end);
    }
    match visible(text) {
        0 => 0.0,
        all => damaged as f32 / all as f32,
    }
}

/// The lines without a finding that are text of no language we know.
fn unexplained(text: &str, findings: &[Finding]) -> Vec<Finding> {
    let mut unexplained = Vec::new();
    let mut rest = findings;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let source = at..at + line.trim_end_matches(['\n', '\r']).len();
        at += line.len();
        let behind = rest.partition_point(|finding| finding.source.end <= source.start);
        rest = rest.get(behind..).unwrap_or_default();
        let is_explained = rest.first().is_some_and(|f| f.source.start < source.end);
        if !is_explained && is_garbled(line) {
            unexplained.push(Finding {
                source,
                reasons: Vec::new(),
                outlook: Outlook::Unexplained,
            });
        }
    }
    unexplained
}

/// Whether a line's letters beyond ASCII cost too much for words, each in the language that has it the cheapest.
fn is_garbled(line: &str) -> bool {
    let mut all = Rate::default();
    if line.is_ascii() || line.chars().filter(|&c| is_letter(c)).count() < LEAST_LETTERS {
        return false;
    }
    // What bytes were lost of is no word's end.
    let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '?' | '\u{FFFD}');
    for word in line.split(is_end) {
        let letters = word.chars().filter(|&c| is_letter(c)).count();
        all.characters += letters;
        if !is_native(word, letters) {
            all.cost += least_cost(&word.to_lowercase());
        }
    }
    all.mean() > MOST_MEAN
}

/// What a word costs as Chinese or in the other languages that the models know.
fn least_cost(word: &str) -> u64 {
    let chinese = [Script::Simplified, Script::Traditional].map(Model::of);
    let others = [Foreign::Alphabets, Foreign::Eastern].map(Model::of_foreign);
    let costs = chinese
        .into_iter()
        .chain(others)
        .map(|model| model.rate(word).cost);
    costs.min().unwrap_or(0)
}

fn is_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// Whether a word is in letters of ASCII with some more between them, or in a script that no legacy encoding
/// has but its own.
fn is_native(word: &str, letters: usize) -> bool {
    let is_own = |c: char| matches!(c, '\u{530}'..='\u{58F}' | '\u{700}'..='\u{DFF}' | '\u{E80}'..='\u{10FF}' | '\u{1200}'..='\u{1DFF}');
    word.bytes().filter(u8::is_ascii_alphabetic).count() >= letters
        || word.chars().filter(|&c| is_letter(c)).all(is_own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_other_languages_is_not_garbled() {
        for line in [
            "東京(とうきょう)と京都(きょうと)に行きました。",
            "昨日の午後、妹と図書館に行って本を三冊借りた。①②③あり〜。",
            "어제 오후에 여동생과 함께 도서관에 갔다. 大韓民國 만세!",
            "L’été dernier, à Nîmes, « où êtes-vous ? » Œuvre naïve, garçon, ÀÉÈÙ",
            "Příliš žluťoučký kůň úpěl ďábelské ódy.",
            "मैं कल बाज़ार गया और सब्ज़ियाँ ख़रीदीं।",
            "გუშინ ბაზარში წავედი და ბოსტნეული ვიყიდე",
        ] {
            assert!(!is_garbled(line), "{line}");
        }
    }

    #[test]
    fn letters_without_words_are_garbled() {
        for line in ["ęÆ‡ŽøÞÐťĶ¿ŻðĤþÜß", "Ж鐨ñ중øЩ勪Ω만ß瓧Þ"] {
            assert!(is_garbled(line), "{line}");
        }
    }
}
