//! Puts shifted bytes back in pairs.
//!
//! Where a splice fell between the two bytes of a character, the second byte became the first of
//! the next pair, and so on until an ASCII byte ended the run. Here the bytes are taken one at a
//! time: `pending` is the first byte of the character that is being put together. A character of
//! the damaged text brings the pending one's second byte and the next one's first.

use std::cell::Cell;
use std::ops::Range;

use super::commonness::{COMMON, commonness};
use super::find::{Site, Splice, reads};
use super::folded;
use super::judge::Document;
use super::mark::{FULL_WIDTH, MARKS, gbk_bytes, is_control, is_full_width_mark, unfold};
use super::run::{Context, Run};
use super::swallowed::{Swallowed, swallowed_byte};
use crate::edit::Certainty;
use crate::encoding::gbk;
use crate::model::{self, Model, UNITS};
use crate::tables::reading::{Han, Script};

/// Bits that a run without a reading must gain on the text as it stands: shifted text is made of
/// random characters, some ten bits rarer each.
const MIN_GAIN: u64 = 8;

/// How much likelier, in steps of commonness, folded marks must be than what stands there.
const FOLDED_GAIN: i32 = 5;

/// Gaps of lost bytes that the model is asked about: so many in any document, and one more for so
/// many bytes. Damaged pages have one in 500 bytes or fewer; asking costs as much as repairing some
/// hundred bytes, so that text made of gaps must not have all of them.
const MIN_FILLS: usize = 16;
const BYTES_PER_FILL: usize = 128;

pub(super) struct Unshift<'a> {
    text: &'a str,
    document: &'a Document,
    splices: &'a [Splice],
    end: usize,
    /// Whether full-width forms were folded to ASCII, so that ASCII need not end a run.
    folded: bool,
    model: Model,
    /// How many runs with gaps the model may still be asked about.
    fills: Cell<usize>,
}

impl<'a> Unshift<'a> {
    /// For a document, with its splices that are to be taken out or stand behind a lone byte.
    pub(super) fn new(text: &'a str, document: &'a Document, splices: &'a [Splice]) -> Self {
        let end = document.span.end;
        let start = splices.first().map_or(end, |splice| splice.start);
        let folded = !text[start..end].contains(['，', '：', '！', '（']);
        Self {
            text,
            document,
            splices,
            end,
            folded,
            model: Model::of(script(&text[start..end])),
            fills: Cell::new(MIN_FILLS + document.span.len() / BYTES_PER_FILL),
        }
    }

    /// The run behind `splices[index]`, whose parenthesis was swallowed by a byte that is the second
    /// of the glossed character and the first of the run.
    pub(super) fn behind_swallowed(&self, index: usize, lead: Option<u8>) -> Run {
        let splice = &self.splices[index];
        let mut run = Run::new();
        run.glossed = true;
        let next = self.next_byte(index);
        let pending = lead.and_then(|lead| swallowed_byte(lead, splice.reading, next));
        let is_sure = pending.as_ref().is_none_or(|swallowed| swallowed.sure);
        let pending = pending.map(|swallowed| swallowed.byte);
        self.follow(&mut run, splice.end, index + 1, pending);
        if !is_sure {
            run.infer_first();
        }
        self.finish(&mut run, splice.start, index);
        run
    }

    /// The run behind a lost byte and a mark: the byte was the first of a character whose second is
    /// the mark's first. `None` if the text reads better as it is.
    pub(super) fn behind_lost_lead(&self, lost: Range<usize>, next_splice: usize) -> Option<Run> {
        self.take_fill()?;
        let rest = self.text[lost.end..self.end].trim_start_matches(is_control);
        let mark = rest.chars().next()?;
        let [first, second] = gbk_bytes(mark)?;
        let mut run = Run::new();
        run.certainty = Certainty::Inferred;
        run.push_pair(None, first);
        let behind = self.end - rest.len() + mark.len_utf8();
        self.follow(&mut run, behind, next_splice, Some(second));
        let context = self.context(lost.start, run.end, next_splice);
        let likeliest = run.fill(self.model, &context);
        let cost = |text: &str| {
            let text = format!("{}{text}{}", context.before, context.after);
            self.model.rate(&text).cost
        };
        let as_it_stands: String = self.plain(lost.start..run.end, next_splice).collect();
        let gains = cost(&likeliest) + MIN_GAIN * u64::from(UNITS) < cost(&as_it_stands);
        if self.folded {
            run.fold();
        }
        gains.then_some(run)
    }

    fn take_fill(&self) -> Option<()> {
        let rest = self.fills.get().checked_sub(1)?;
        self.fills.set(rest);
        Some(())
    }

    fn finish(&self, run: &mut Run, start: usize, index: usize) {
        if run.is_lossy() && self.take_fill().is_some() {
            run.fill(self.model, &self.context(start, run.end, index));
        }
        if self.folded {
            run.fold();
        }
    }

    /// Two characters before `start` and behind `end`; `splice` is the first that is not before
    /// `start`.
    fn context(&self, start: usize, end: usize, splice: usize) -> Context {
        /// Bytes that hold two characters and the splices between them, nearly always.
        const REACH: usize = 48;
        let mut from = start.saturating_sub(REACH).max(self.document.span.start);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let mut first = splice;
        while first > 0 && self.splices[first - 1].end > from {
            first -= 1;
        }
        let before: Vec<char> = self.plain(from..start, first).collect();
        Context {
            before: before[before.len().saturating_sub(2)..].iter().collect(),
            after: self.plain(end..self.end, splice).take(2).collect(),
        }
    }

    /// The text of a span without its splices and control characters, marks unfolded; `splice` is
    /// one that is not behind the span.
    fn plain(&self, span: Range<usize>, mut splice: usize) -> impl Iterator<Item = char> {
        let mut at = span.start;
        std::iter::from_fn(move || {
            loop {
                match self.splices.get(splice) {
                    Some(here) if here.end <= at => splice += 1,
                    Some(here) if here.start <= at => at = here.end,
                    _ => break,
                }
            }
            let character = self.text.get(at..span.end)?.chars().next()?;
            at += character.len_utf8();
            Some(character)
        })
        .filter(|&character| !is_control(character))
        .map(|character| {
            if self.folded {
                unfold(character)
            } else {
                character
            }
        })
    }

    /// Follows a run from byte offset `at` to where the pairing is right again.
    fn follow(&self, run: &mut Run, mut at: usize, mut splice: usize, mut pending: Option<u8>) {
        loop {
            if let Some(here) = self.splices.get(splice).filter(|splice| splice.start <= at) {
                run.glossed = true;
                if let Site::Swallowed(_) = here.site {
                    match pending.and_then(|lead| swallowed_byte(lead, here.reading, None)) {
                        Some(Swallowed { byte, sure }) => {
                            run.push_pair(pending, byte);
                            if !sure {
                                run.infer_last();
                            }
                        }
                        None => run.push_lead(pending, false),
                    }
                    run.end = here.end;
                    return;
                }
                at = here.end;
                splice += 1;
                continue;
            }
            let rest = &self.text[at..self.end];
            let Some(character) = rest.chars().next() else {
                run.push_lead(pending, false);
                run.end = at;
                return;
            };
            if let Some((len, [trail, next])) = self.folded_symbol(rest, pending) {
                run.push_pair(pending, trail);
                pending = Some(next);
                at += len;
                continue;
            }
            let behind = at + character.len_utf8();
            match (gbk::bytes(character), character) {
                // 、 ends with A2, and A2E3 is € as well.
                (_, '€') if pending != Some(0xA1) => {
                    run.end = self.lone_byte(run, behind, splice, pending, 0x80);
                    return;
                }
                (Some([trail, next]), _) => {
                    if pending == Some(FULL_WIDTH) && !is_full_width_mark(trail) {
                        // AC, the second byte of ，, begins private-use characters, which are
                        // often removed, here with the first byte of the next character.
                        run.push('，');
                        pending = None;
                    }
                    run.push_pair(pending, trail);
                    if next.is_ascii() {
                        // The text had this ASCII letter; the pairing is right behind it.
                        run.text.push(char::from(next));
                        run.end = behind;
                        return;
                    }
                    pending = Some(next);
                }
                (None, c) if is_control(c) => {}
                (None, '@'..='~') => {
                    run.end = self.lone_byte(run, behind, splice, pending, character as u8);
                    return;
                }
                (None, '?' | '\u{FFFD}') => {
                    let next = self.text[behind..self.end].chars().next();
                    let swallowed = next.is_some_and(|next| {
                        !next.is_whitespace() && !is_control(next) && !MARKS.contains(&next)
                    });
                    run.push_lead(pending, swallowed);
                    run.end = behind;
                    return;
                }
                _ => {
                    // Bytes are missing before this.
                    run.push_lead(pending, false);
                    run.end = at;
                    return;
                }
            }
            at = behind;
        }
    }

    /// Ends a run with a lone byte before offset `behind`; returns where the run ends, behind the gloss
    /// of the character that the byte completes if there is one.
    fn lone_byte(
        &self,
        run: &mut Run,
        behind: usize,
        splice: usize,
        pending: Option<u8>,
        byte: u8,
    ) -> usize {
        let gloss = self
            .splices
            .get(splice)
            .filter(|gloss| gloss.start == behind);
        let Some(gloss) = gloss else {
            run.push_pair(pending, byte);
            return behind;
        };
        run.glossed = true;
        let character = pending.and_then(|lead| gbk::character(lead, byte));
        if character.is_some_and(|character| reads(character, gloss.reading)) {
            run.push_pair(pending, byte);
            return gloss.end;
        }
        match self.document.glossed(gloss.reading, byte) {
            // Private-use characters are often removed, here with the byte before this one.
            Some(character) => {
                run.push_lead(pending, false);
                run.push(character);
                gloss.end
            }
            None => {
                run.push_pair(pending, byte);
                behind
            }
        }
    }

    /// The symbol that ASCII inside a run was folded from, if the run reads better so.
    fn folded_symbol(&self, rest: &str, pending: Option<u8>) -> Option<(usize, [u8; 2])> {
        let lead = pending.filter(|_| self.folded)?;
        let character = rest.chars().next()?;
        // Read as it stands: the second byte of a character, or the mark of a lost one.
        let plain = match character {
            '@'..='~' => gbk::character(lead, character as u8).map_or(0, commonness),
            '?' => FOLDED_GAIN,
            ' '..='?' | '°' => 0,
            _ => return None,
        };
        [0xA1, 0xA2, 0xA3]
            .into_iter()
            .filter_map(|first| {
                let (len, bytes) = folded::symbol(rest, first)?;
                let next = rest[len..].chars().next().and_then(gbk_bytes);
                let read = gbk::character(lead, first).map_or(0, commonness);
                let then = next.and_then(|[trail, _]| gbk::character(bytes[1], trail));
                let score = read + then.map_or(0, commonness);
                (read >= COMMON && score > plain + COMMON).then_some((score, len, bytes))
            })
            .max_by_key(|&(score, ..)| score)
            .map(|(_, len, bytes)| (len, bytes))
    }

    /// The byte behind `splices[index]`; nothing if it was lost as well.
    fn next_byte(&self, index: usize) -> Option<u8> {
        let at = self.splices[index].end;
        let next = self.splices.get(index + 1);
        let gloss_follows = next.is_some_and(|next| next.start == at);
        match self.text[at..self.end].chars().next()? {
            letter @ '@'..='~' => Some(letter as u8),
            _ if gloss_follows => None,
            character => gbk::bytes(character).map(|[first, _]| first),
        }
    }
}

/// The script that most of the beginning of a text is in.
fn script(text: &str) -> model::Script {
    const SAMPLE: usize = 1_000;
    let balance: i32 = text
        .chars()
        .take(SAMPLE)
        .map(|character| match Han::of(character).script() {
            Script::TraditionalOnly => 1,
            Script::SimplifiedOnly => -1,
            Script::Both => 0,
        })
        .sum();
    if balance < 0 {
        model::Script::Simplified
    } else {
        model::Script::Traditional
    }
}
