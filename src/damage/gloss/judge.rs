//! Decides whether readings in a text were spliced in by the corruption or written by a person.
//!
//! The corruption glosses a fixed set of characters at *every* occurrence, one syllable each, mostly
//! characters that only traditional text has, and it works on bytes, which leaves traces no person
//! leaves. People gloss rare characters once, names, whole words, or every character of a line.
//! The decision is made for a document as a whole; a long text that may hold several documents is
//! first cut where no reading stands for a long way.

use std::collections::HashMap;
use std::ops::Range;

use super::find::{Site, Splice, reads};
use crate::encoding::gbk;
use crate::tables::reading::{Han, Script, Syllable};

/// Bytes without a splice that separate one document from the next in a long text. Damaged pages
/// have a gloss every 5 to 60 characters; this is some 1,300.
const DOCUMENT_GAP: usize = 4_000;

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
    /// A character that is glossed here, has this reading, and ends with this byte in GBK.
    pub(super) fn glossed(&self, reading: Syllable, trail: u8) -> Option<char> {
        let mut glossed = self.evidence.counts.keys().copied();
        glossed.find(|&character| {
            reads(character, reading) && gbk::bytes(character).is_some_and(|[_, t]| t == trail)
        })
    }

    /// Whether a gloss here is to be taken out: not if the character also stands without one, and is
    /// not known to be glossed by the corruption.
    pub(super) fn takes_out(&self, splice: &Splice) -> bool {
        match splice.site {
            Site::Behind(character) => {
                let han = Han::of(character);
                let consistent = self
                    .evidence
                    .counts
                    .get(&character)
                    .is_some_and(|count| count.share() >= MIN_CONSISTENCY);
                han.is_glossed()
                    || consistent && (han.script() != Script::Both || self.evidence.is_family_3())
            }
            Site::Byte(_, Some(_)) | Site::Swallowed(_) => true,
            Site::Byte(_, None) | Site::Other => false,
        }
    }
}

/// The damaged documents in `text`, in order. `annotations` are toned words in parentheses that are
/// no splices at all. O(bytes).
pub(super) fn damaged_documents(text: &str, splices: &[Splice], annotations: u32) -> Vec<Document> {
    let mut documents = cut(text, splices);
    // What is too thin to decide by itself goes with the rest.
    let mut whole = Evidence {
        annotations,
        ..Evidence::default()
    };
    for document in &documents {
        if document.evidence.is_damage() || document.evidence.is_thin() {
            whole.add(&document.evidence);
        }
    }
    let whole_is_damaged = whole.is_damage();
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

/// Cuts `text` midway between splices that are far apart.
fn cut(text: &str, splices: &[Splice]) -> Vec<Document> {
    let mut documents = Vec::new();
    let (mut start, mut first) = (0, 0);
    let mut push = |span: Range<usize>, range: Range<usize>| {
        documents.push(Document {
            evidence: Evidence::gather(&text[span.clone()], &splices[range.clone()]),
            span,
            splices: range,
        });
    };
    for (index, pair) in splices.windows(2).enumerate() {
        if pair[1].start - pair[0].end > DOCUMENT_GAP {
            let middle = pair[0].end.midpoint(pair[1].start);
            let middle = (middle..pair[1].start)
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(pair[1].start);
            push(start..middle, first..index + 1);
            (start, first) = (middle, index + 1);
        }
    }
    push(start..text.len(), first..splices.len());
    documents
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
    /// Those on known characters of one script and one reading, in ASCII parentheses: nobody needs
    /// to be told how they are read.
    needless: u32,
    /// Traces that only work on bytes can leave.
    traces: u32,
    /// Readings that the corruption cannot have spliced in.
    annotations: u32,
    counts: HashMap<char, Count>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    occurs: u32,
    glossed: u32,
}

impl Count {
    fn share(self) -> f32 {
        self.glossed as f32 / self.occurs.max(1) as f32
    }
}

impl Evidence {
    fn gather(text: &str, splices: &[Splice]) -> Self {
        let mut evidence = Self::default();
        for splice in splices {
            match splice.site {
                Site::Behind(character) => evidence.add_gloss(character, splice.ascii),
                Site::Byte(_, Some(_)) | Site::Swallowed(_) => evidence.traces += 1,
                Site::Byte(_, None) | Site::Other => evidence.annotations += 1,
            }
        }
        evidence.count_occurrences(text);
        evidence
    }

    fn add_gloss(&mut self, character: char, ascii: bool) {
        let han = Han::of(character);
        self.glosses += 1;
        self.shared += u32::from(han.script() == Script::Both);
        self.known += u32::from(han.is_glossed());
        self.listed += u32::from(han.is_listed());
        let needless = ascii
            && han.is_glossed()
            && han.script() != Script::Both
            && han.second_reading().is_none();
        self.needless += u32::from(needless);
        self.counts.entry(character).or_default().glossed += 1;
    }

    fn count_occurrences(&mut self, text: &str) {
        // One bit a character of the Basic Multilingual Plane, so that few reach the map.
        let mut glossed = vec![0_u64; 1 << 10];
        for &character in self.counts.keys() {
            if let Some(word) = glossed.get_mut(character as usize >> 6) {
                *word |= 1 << (character as u32 & 63);
            }
        }
        for character in text.chars() {
            if !matches!(character, '\u{3400}'..='\u{9FFF}') {
                continue;
            }
            self.han += 1;
            if glossed[character as usize >> 6] >> (character as u32 & 63) & 1 == 1
                && let Some(count) = self.counts.get_mut(&character)
            {
                count.occurs += 1;
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.han += other.han;
        self.glosses += other.glosses;
        self.shared += other.shared;
        self.known += other.known;
        self.listed += other.listed;
        self.needless += other.needless;
        self.traces += other.traces;
        self.annotations += other.annotations;
        for (&character, count) in &other.counts {
            let sum = self.counts.entry(character).or_default();
            sum.occurs += count.occurs;
            sum.glossed += count.glossed;
        }
    }

    /// Too little to decide by itself, and nothing against.
    fn is_thin(&self) -> bool {
        self.glosses + self.traces < MIN_IN_DOCUMENT
    }

    fn is_damage(&self) -> bool {
        let all = self.glosses + self.traces;
        if all == 0 || self.coverage() > MAX_COVERAGE || self.is_annotated() {
            return false;
        }
        self.traces > 0 || self.is_consistent() || self.is_family_3()
    }

    fn is_annotated(&self) -> bool {
        let all = self.glosses + self.traces + self.annotations;
        self.annotations as f32 > MAX_FOREIGN * all as f32
    }

    fn is_consistent(&self) -> bool {
        let enough = if self.han > PARAGRAPH {
            self.glosses >= MIN_IN_DOCUMENT
        } else {
            self.glosses >= MIN_IN_PARAGRAPH || self.han >= MIN_SNIPPET && self.needless == 1
        };
        enough
            && self.shared as f32 <= MAX_SHARED * self.glosses as f32
            && self.consistency() >= MIN_CONSISTENCY
    }

    fn is_family_3(&self) -> bool {
        let repeated = self.counts.values().filter(|count| count.glossed > 1);
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
        let occurs: u32 = self.counts.values().map(|count| count.occurs).sum();
        self.glosses as f32 / occurs.max(1) as f32
    }
}
