//! A shifted run while it is put together, and the gaps that lost bytes leave in it.

use super::commonness::commonness;
use super::folded;
use crate::edit::{Certainty, Inferred, lower};
use crate::encoding::gbk;
use crate::model::{Model, head, tail};

/// Least probability, among all characters that the byte left over allows, at which one is put in a
/// gap: more likely right than wrong. Below, the gap stays U+FFFD.
const MIN_PROBABILITY: f32 = 0.5;

/// A shifted run as it comes out.
#[derive(Debug)]
pub(super) struct Run {
    /// Where it ends in the damaged text.
    pub(super) end: usize,
    pub(super) text: String,
    /// Whether a reading stood in it.
    pub(super) glossed: bool,
    pub(super) certainty: Certainty,
    pub(super) probability: Option<f32>,
    /// The stretches of the text that are not proved, in order.
    pub(super) inferred: Vec<Inferred>,
    gaps: Vec<Gap>,
}

/// A character that lacks a byte: one U+FFFD in the run's text.
#[derive(Debug)]
struct Gap {
    /// Byte offset in the run's text.
    at: usize,
    known: Known,
    /// Whether the mark of the lost byte stands for an ASCII character too.
    swallowed: bool,
}

/// What is known of a character that lacks a byte.
#[derive(Debug, Clone, Copy)]
enum Known {
    Lead(u8),
    Trail(u8),
    Nothing,
}

/// The text on both sides of a run, two characters each, without splices.
pub(super) struct Context {
    pub(super) before: String,
    pub(super) after: String,
}

impl Run {
    pub(super) fn new() -> Self {
        Self {
            end: 0,
            text: String::new(),
            glossed: false,
            certainty: Certainty::Proved,
            probability: None,
            inferred: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Whether some character could not be put together again.
    pub(super) fn is_lossy(&self) -> bool {
        self.text.contains(char::REPLACEMENT_CHARACTER)
    }

    pub(super) fn push(&mut self, character: char) {
        self.text.push(character);
    }

    /// Says that the last character is the likeliest of several.
    pub(super) fn infer_last(&mut self) {
        self.certainty = Certainty::Inferred;
        let last = self.text.char_indices().next_back();
        let stretch = last.and_then(stretch_of);
        self.inferred.extend(stretch);
    }

    /// The same of the first.
    pub(super) fn infer_first(&mut self) {
        self.certainty = Certainty::Inferred;
        let stretch = self.text.char_indices().next().and_then(stretch_of);
        if stretch != self.inferred.first().cloned() {
            self.inferred.splice(0..0, stretch);
        }
    }

    /// The character of these two bytes; a gap if the first is unknown or they make none.
    pub(super) fn push_pair(&mut self, lead: Option<u8>, trail: u8) {
        match lead.map(|lead| gbk::character(lead, trail)) {
            None => self.push_gap(Known::Trail(trail), false),
            Some(Some(character)) if !is_private(character) => self.push(character),
            Some(_) => self.push_gap(Known::Nothing, false),
        }
    }

    /// The character whose second byte was lost, perhaps with an ASCII character.
    pub(super) fn push_lead(&mut self, lead: Option<u8>, swallowed: bool) {
        self.push_gap(lead.map_or(Known::Nothing, Known::Lead), swallowed);
    }

    fn push_gap(&mut self, known: Known, swallowed: bool) {
        self.gaps.push(Gap {
            at: self.text.len(),
            known,
            swallowed,
        });
        self.push(char::REPLACEMENT_CHARACTER);
    }

    /// Puts into each gap the character that the text around it makes probable enough, and returns what
    /// the text would most likely be, however little speaks for it.
    pub(super) fn fill(&mut self, model: Model, context: &Context) -> String {
        let mut likeliest = String::new();
        let mut filled = String::new();
        let mut copied = 0;
        // The stretches so far are of characters that stay, some bytes further on or back.
        let mut known = std::mem::take(&mut self.inferred).into_iter().peekable();
        for gap in std::mem::take(&mut self.gaps) {
            let behind = gap.at + char::REPLACEMENT_CHARACTER.len_utf8();
            likeliest.push_str(&self.text[copied..gap.at]);
            while let Some(stretch) = known.next_if(|stretch| stretch.target.start < gap.at) {
                self.inferred.push(stretch.moved(copied, filled.len()));
            }
            filled.push_str(&self.text[copied..gap.at]);
            copied = behind;
            let left = format!("{}{}", tail(&context.before), tail(&likeliest));
            let right = format!("{}{}", head(&self.text[behind..]), context.after);
            let choice = model.choose(&left, gap.known.candidates(), &right);
            let Some((character, probability)) = choice else {
                filled.push(char::REPLACEMENT_CHARACTER);
                continue;
            };
            likeliest.push(character);
            if probability < MIN_PROBABILITY {
                filled.push(char::REPLACEMENT_CHARACTER);
                continue;
            }
            self.certainty = Certainty::Inferred;
            self.probability = lower(self.probability, Some(probability));
            let from = filled.len();
            filled.push(character);
            self.inferred
                .push(Inferred::new(from..filled.len(), Some(probability)));
            // The byte 80 swallows nothing.
            let took_ascii = gbk::bytes(character).is_some_and(|[_, trail]| trail > 0x80);
            if gap.swallowed && took_ascii {
                filled.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.inferred
            .extend(known.map(|stretch| stretch.moved(copied, filled.len())));
        likeliest.push_str(&self.text[copied..]);
        filled.push_str(&self.text[copied..]);
        self.text = filled;
        likeliest
    }

    /// Folds the full-width forms, as the rest of the document is.
    pub(super) fn fold(&mut self) {
        let mut folded = String::with_capacity(self.text.len());
        let mut stretches = self.inferred.iter_mut().peekable();
        for (at, character) in self.text.char_indices() {
            let from = folded.len();
            folded.push(folded::fold(character));
            // Each is one character.
            if let Some(stretch) = stretches.next_if(|stretch| stretch.target.start == at) {
                stretch.target = from..folded.len();
            }
        }
        self.text = folded;
    }
}

/// What is lost has no stretch.
fn stretch_of((at, character): (usize, char)) -> Option<Inferred> {
    let span = at..at + character.len_utf8();
    (character != char::REPLACEMENT_CHARACTER).then(|| Inferred::new(span, None))
}

impl Known {
    fn candidates(self) -> impl Iterator<Item = char> {
        let (leads, trails) = match self {
            Self::Lead(lead) => (lead..=lead, 0x40..=0xFE),
            Self::Trail(trail) => (0x81..=0xFE, trail..=trail),
            // No character ends with a zero byte.
            Self::Nothing => (0x81..=0x81, 0..=0),
        };
        leads
            .flat_map(move |lead| trails.clone().map(move |trail| (lead, trail)))
            .filter_map(|(lead, trail)| gbk::character(lead, trail))
            // What is never met in text is hardly ever what was lost.
            .filter(|&character| commonness(character) > 0)
    }
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Script;

    fn context(before: &str, after: &str) -> Context {
        Context {
            before: before.into(),
            after: after.into(),
        }
    }

    fn spans(run: &Run) -> Vec<&str> {
        run.inferred
            .iter()
            .map(|stretch| &run.text[stretch.target.clone()])
            .collect()
    }

    #[test]
    fn pairs_are_characters_and_what_lacks_a_byte_is_a_gap() {
        let [lead, trail] = gbk::bytes('們').unwrap();
        let mut run = Run::new();
        run.push_pair(Some(lead), trail);
        assert_eq!((run.text.as_str(), run.is_lossy()), ("們", false));
        run.push_pair(None, trail);
        run.push_lead(Some(lead), false);
        // No character, and one for private use.
        run.push_pair(Some(0x81), 0x20);
        run.push_pair(Some(0xAA), 0xA1);
        assert_eq!(run.text, "們\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}");
        assert!(run.is_lossy());
        assert_eq!(run.gaps.len(), 4);
    }

    #[test]
    fn a_gap_is_filled_where_the_words_around_leave_little_doubt() {
        let model = Model::of(Script::Traditional);
        let [lead, _] = gbk::bytes('們').unwrap();
        let mut run = Run::new();
        run.push('我');
        run.push_lead(Some(lead), false);
        run.push('在');
        run.infer_last();
        let likeliest = run.fill(model, &context("，", "這裡"));
        assert_eq!(
            (run.text.as_str(), likeliest.as_str()),
            ("我們在", "我們在")
        );
        assert_eq!(spans(&run), ["們", "在"]);
        assert_eq!(run.certainty, Certainty::Inferred);
        assert!(run.probability > Some(MIN_PROBABILITY) && run.probability <= Some(1.0));
        // The mark had swallowed an ASCII character too, which nobody knows.
        let mut run = Run::new();
        run.push('我');
        run.push_lead(Some(lead), true);
        run.fill(model, &context("，", "在這裡"));
        assert_eq!(run.text, "我們\u{FFFD}");
        // Nothing is known.
        let mut run = Run::new();
        run.push_lead(None, false);
        assert_eq!(run.fill(model, &context("", "")), "");
        assert_eq!(
            (run.text.as_str(), run.certainty),
            ("\u{FFFD}", Certainty::Proved)
        );
    }

    #[test]
    fn the_first_and_the_last_character_can_be_the_likeliest_of_several() {
        let mut run = Run::new();
        assert_eq!(run.certainty, Certainty::Proved);
        run.push('業');
        run.infer_last();
        run.infer_first();
        assert_eq!(spans(&run), ["業"]);
        run.push('務');
        run.push('員');
        run.infer_last();
        run.infer_first();
        assert_eq!(
            (spans(&run), run.certainty),
            (vec!["業", "員"], Certainty::Inferred)
        );
        let mut run = Run::new();
        run.push('業');
        run.push('，');
        run.infer_last();
        run.push('a');
        run.fold();
        assert_eq!((run.text.as_str(), spans(&run)), ("業,a", vec![","]));
    }
}
