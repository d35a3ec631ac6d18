//! Decides whether readings in a text were spliced in by the corruption or written by a person.
//!
//! The corruption glosses a fixed set of characters at *every* occurrence, one syllable each, mostly
//! characters that only traditional text has, and it works on bytes, which leaves traces no person
//! leaves. People gloss rare characters once, names, whole words, or every character of a line.
//! The decision is made for a document as a whole; a long text that may hold several documents is
//! first cut where no reading stands for a long way.

use std::ops::Range;

use super::count::Counts;
use super::find::{Site, Splice, count_annotations, reads};
use crate::encoding::gbk;
use crate::tables::reading::{Han, Script, Syllable};

/// Bytes without a splice that separate one document from the next in a long text. Damaged pages
/// have a gloss every 5 to 60 characters; this is some 1,300.
const DOCUMENT_GAP: usize = 4_000;

/// Bytes beyond the first and the last splice of a document that count as part of it where it stands
/// in clean text, and the fewest glosses that set it off from that.
const MARGIN: usize = 200;
const MIN_IN_CLEAN: u32 = 10;

/// Highest share of Han characters that carry a gloss in damaged text; text glossed throughout, for
/// learners, has more. Damaged pages reach 0.5.
const MAX_COVERAGE: f32 = 0.8;

/// Highest share of glosses on characters that simplified text has too, family F3 aside.
const MAX_SHARED: f32 = 0.1;

/// Lowest share of all occurrences of the glossed characters that carry the gloss.
const MIN_CONSISTENCY: f32 = 0.8;

/// Highest share of annotations that the corruption cannot have made among all readings.
const MAX_FOREIGN: f32 = 0.2;

/// Glosses that a document must have, and a paragraph of at most `PARAGRAPH` Han characters.
const MIN_IN_DOCUMENT: u32 = 3;
const MIN_IN_PARAGRAPH: u32 = 2;
const PARAGRAPH: u32 = 400;

/// Han characters that a lone gloss must stand among: a headword with its reading has fewer.
const MIN_SNIPPET: u32 = 4;

/// Family F3 glosses plain characters, as people do, so more evidence is asked for.
const MIN_F3: u32 = 6;
const MIN_F3_REPEATED: usize = 2;
const MIN_F3_CONSISTENCY: f32 = 0.75;
const MAX_F3_COVERAGE: f32 = 0.5;

/// Text that the corruption may have gone over as one, with what speaks for that and against it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) span: Range<usize>,
    pub(super) splices: Range<usize>,
    evidence: Evidence,
}

impl Document {
    fn new(text: &str, all: &[Splice], splices: Range<usize>) -> Self {
        let mut document = Self::within(text, all, splices.clone(), DOCUMENT_GAP / 2);
        if !document.evidence.is_damage() {
            let inner = Self::within(text, all, splices, MARGIN);
            if inner.evidence.glosses >= MIN_IN_CLEAN && inner.evidence.is_damage() {
                document = inner;
            }
        }
        document
    }

    /// All of a text, whatever there is to say about it.
    pub(super) fn whole(text: &str, all: &[Splice]) -> Self {
        Self::within(text, all, 0..all.len(), text.len())
    }

    fn within(text: &str, all: &[Splice], splices: Range<usize>, margin: usize) -> Self {
        let of_document = &all[splices.clone()];
        let start = of_document.first().map_or(0, |splice| splice.start);
        let end = of_document.last().map_or(0, |splice| splice.end);
        let span = boundary(text, start.saturating_sub(margin))
            ..boundary(text, text.len().min(end.saturating_add(margin)));
        Self {
            evidence: Evidence::gather(&text[span.clone()], of_document),
            span,
            splices,
        }
    }

    /// A character that is glossed here, has this reading, and ends with this byte in GBK.
    pub(super) fn glossed(&self, reading: Syllable, trail: u8) -> Option<char> {
        (0x81..=0xFE)
            .filter_map(|lead| gbk::character(lead, trail))
            .find(|&c| reads(c, reading) && self.evidence.counts.get(c).glossed > 0)
    }

    /// Whether a gloss here is to be taken out: not if the character also stands without one, and is
    /// not known to be glossed by the corruption.
    pub(super) fn takes_out(&self, splice: &Splice) -> bool {
        match splice.site {
            Site::Behind(character) => {
                let han = Han::of(character);
                let count = self.evidence.counts.get(character);
                if han.script() != Script::Both {
                    return han.is_listed() || count.share() >= MIN_CONSISTENCY;
                }
                // Plain characters are glossed by family F3 alone, and then again and again.
                let again = han.is_listed() || count.glossed > 1;
                han.is_glossed()
                    || again && self.evidence.is_family_3() && count.share() >= MIN_CONSISTENCY
            }
            Site::Byte(_, Some(_)) | Site::Swallowed(_) => true,
            Site::Byte(_, None) | Site::Other => false,
        }
    }
}

/// The damaged documents in `text`, in order. O(bytes).
pub(super) fn damaged_documents(text: &str, splices: &[Splice]) -> Vec<Document> {
    let mut documents = cut(text, splices);
    // What is too thin to decide by itself goes with the rest.
    let mut whole = Evidence::default();
    for document in &documents {
        if document.evidence.is_damage() || document.evidence.is_thin() {
            whole.add(&document.evidence);
        }
    }
    // Annotations only speak against damage, and to count them is to read all of the text.
    let whole_is_damaged = whole.is_damage() && {
        whole.annotations += count_annotations(text, splices);
        whole.is_damage()
    };
    let alone = documents.len() == 1;
    documents.retain(|Document { evidence, .. }| {
        if whole_is_damaged {
            evidence.is_damage() || evidence.is_thin()
        } else {
            evidence.is_damage() && !alone
        }
    });
    documents
}

/// Cuts `text` where splices are far apart.
fn cut(text: &str, splices: &[Splice]) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut first = 0;
    for index in 1..=splices.len() {
        let apart = splices
            .get(index)
            .is_none_or(|next| next.start - splices[index - 1].end > DOCUMENT_GAP);
        if apart {
            documents.push(Document::new(text, splices, first..index));
            first = index;
        }
    }
    documents
}

/// The first character boundary at `at` or behind it.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

#[derive(Debug, Default)]
struct Evidence {
    /// Han characters.
    han: u32,
    /// Glosses on a character that is read so.
    glosses: u32,
    /// Those on characters of both scripts.
    shared: u32,
    /// Those on characters that the corruption is known to gloss (families F1 and F2; all three).
    known: u32,
    listed: u32,
    /// Those on known characters of one script, in ASCII parentheses: common words, whose readings
    /// nobody needs to be told.
    needless: u32,
    /// Those of them with a Han character before.
    inside: u32,
    /// Traces that only work on bytes can leave.
    traces: u32,
    /// Readings that the corruption cannot have spliced in.
    annotations: u32,
    counts: Counts,
}

impl Evidence {
    fn gather(text: &str, splices: &[Splice]) -> Self {
        let mut evidence = Self::default();
        for splice in splices {
            match splice.site {
                Site::Behind(character) => evidence.add_gloss(character, splice),
                Site::Byte(_, Some(_)) | Site::Swallowed(_) => evidence.traces += 1,
                Site::Byte(_, None) | Site::Other => evidence.annotations += 1,
            }
        }
        evidence.han = evidence.counts.count_occurrences(text);
        evidence
    }

    fn add_gloss(&mut self, character: char, splice: &Splice) {
        let han = Han::of(character);
        self.glosses += 1;
        self.shared += u32::from(han.script() == Script::Both);
        self.known += u32::from(han.is_glossed());
        self.listed += u32::from(han.is_listed());
        let needless = splice.ascii && han.is_glossed() && han.script() != Script::Both;
        self.needless += u32::from(needless);
        self.inside += u32::from(needless && splice.inside);
        self.counts.entry(character).glossed += 1;
    }

    fn add(&mut self, other: &Self) {
        self.han += other.han;
        self.glosses += other.glosses;
        self.shared += other.shared;
        self.known += other.known;
        self.listed += other.listed;
        self.needless += other.needless;
        self.inside += other.inside;
        self.traces += other.traces;
        self.annotations += other.annotations;
        for count in &other.counts.glossed {
            let sum = self.counts.entry(count.character);
            sum.occurs += count.occurs;
            sum.glossed += count.glossed;
        }
    }

    /// Too little to decide by itself, and nothing against.
    fn is_thin(&self) -> bool {
        self.glosses + self.traces < MIN_IN_DOCUMENT
    }

    fn is_damage(&self) -> bool {
        if self.is_annotated() || self.coverage() > MAX_COVERAGE && !self.is_needless() {
            return false;
        }
        self.traces > 0 || self.is_consistent() || self.is_family_3()
    }

    fn is_annotated(&self) -> bool {
        let all = self.glosses + self.traces + self.annotations;
        self.annotations as f32 > MAX_FOREIGN * all as f32
    }

    /// Glossed throughout, but only where nobody needs it: a phrase cut out of damaged text.
    fn is_needless(&self) -> bool {
        self.glosses >= MIN_IN_DOCUMENT && self.needless == self.glosses
    }

    fn is_consistent(&self) -> bool {
        let enough = if self.han > PARAGRAPH {
            self.glosses >= MIN_IN_DOCUMENT
        } else {
            self.glosses >= MIN_IN_PARAGRAPH || self.han >= MIN_SNIPPET && self.inside == 1
        };
        enough
            && self.shared as f32 <= MAX_SHARED * self.glosses as f32
            && self.consistency() >= MIN_CONSISTENCY
    }

    fn is_family_3(&self) -> bool {
        let repeated = self.counts.glossed.iter().filter(|count| count.glossed > 1);
        self.glosses >= MIN_F3
            && 2 * self.listed >= self.glosses
            && repeated.count() >= MIN_F3_REPEATED
            && self.consistency() >= MIN_F3_CONSISTENCY
            && self.coverage() <= MAX_F3_COVERAGE
    }

    fn coverage(&self) -> f32 {
        (self.glosses + self.traces) as f32 / self.han.max(1) as f32
    }

    fn consistency(&self) -> f32 {
        let occurs: u32 = self.counts.glossed.iter().map(|count| count.occurs).sum();
        self.glosses as f32 / occurs.max(1) as f32
    }
}
