//! A text's character references, and which of them are damage.

use std::ops::Range;

use super::context::Context;
use super::judge;
use super::octets::{self, Octet};
use super::reference::{self, Reference, Target};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::name::{Encoding, Notation};

/// References fewer than this are no damage to a text: somebody meant them.
const LEAST: usize = 2;

/// A text that leaves the semicolon away this many times as often as not, always does.
const MOST_CLOSED: usize = 4;

/// A reference and where it stands.
type Found = (Range<usize>, Target);

/// Describes the repair of all references to characters beyond ASCII. Where the text is not `known` to
/// be escaped, it takes two of them in running text, and Chinese in it or behind it. O(bytes).
pub(super) fn repair<R: Record>(text: &str, known: bool, out: &mut Rewriter<'_, R>) {
    let found = find(text);
    if found.is_empty() || found.len() < LEAST && !known {
        return;
    }
    let mut context = Context::new(text);
    let mut changes = Vec::new();
    let mut rest = found.as_slice();
    while !rest.is_empty() {
        let (run, behind) = rest.split_at(run(text, rest));
        rest = behind;
        read_bytes(text, run, &mut changes).unwrap_or_else(|| {
            let characters = run.iter().filter_map(|(source, target)| match target {
                Target::Character(c) if judge::is_allowed(*c) => {
                    Some((source.clone(), c.to_string(), None))
                }
                _ => None,
            });
            changes.extend(characters);
        });
    }
    changes.retain(|(source, said, _)| {
        !context.bars(source, said, Notation::Reference) && (known || !context.is_markup())
    });
    if !known && (references(text, &changes) < LEAST || !is_chinese(text, &changes)) {
        return;
    }
    for (source, said, encoding) in changes {
        out.replace(&Change {
            source,
            with: &said,
            reasons: &[Reason::Escaped {
                notation: Notation::Reference,
                encoding,
            }],
            certainty: Certainty::Proved,
            probability: None,
            inferred: &[],
        });
    }
}

/// A change in the making: where, what with, and what the bytes were in that were taken for characters.
type Draft = (Range<usize>, String, Option<Encoding>);

fn find(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut open = 0;
    let mut at = 0;
    while let Some(start) = super::next(bytes, at, |byte| byte == b'&') {
        at = match reference::read(bytes, start) {
            Err(end) => end,
            Ok(reference) => {
                let Reference { end, target, .. } = reference;
                if !is_ascii(target) {
                    open += usize::from(reference.is_open);
                    found.push((start..end, target));
                }
                end
            }
        };
    }
    if open > MOST_CLOSED * (found.len() - open) {
        // Where they have no semicolons, one is of the text.
        for (source, _) in &mut found {
            source.end -= usize::from(bytes.get(source.end - 1) == Some(&b';'));
        }
    }
    found
}

fn is_ascii(target: Target) -> bool {
    matches!(target, Target::Character(c) if c.is_ascii())
}

/// How many of the references, one at least, stand for bytes with nothing but other bytes of the same line
/// between them.
fn run(text: &str, found: &[Found]) -> usize {
    let is_byte = |(_, target): &Found| target.byte().is_some();
    let follows = |pair: &[Found]| match pair {
        [(before, _), next] => {
            let gap = text.get(before.end..next.0.start);
            is_byte(next) && gap.is_some_and(|gap| gap.chars().all(|c| c != '\n' && c <= 'ÿ'))
        }
        _ => false,
    };
    let first = usize::from(found.first().is_some_and(is_byte));
    let more = found.windows(2).take_while(|pair| follows(pair)).count();
    1 + more * first
}

/// What a run says where its characters were bytes of another encoding, if that is Chinese.
fn read_bytes(text: &str, run: &[Found], changes: &mut Vec<Draft>) -> Option<()> {
    /// Two characters in GBK, which are not found by chance among letters with accents.
    const LEAST_BYTES: usize = 4;
    let (first, last) = run.first().zip(run.last())?;
    first.1.byte()?;
    if run.len() < LEAST_BYTES {
        return None;
    }
    let mut octets = Vec::with_capacity(2 * run.len());
    let mut at = first.0.start;
    for (source, target) in run {
        octets.extend(written(text, at..source.start));
        octets.push(Octet {
            value: target.byte(),
            start: source.start,
            end: source.end,
        });
        at = source.end;
    }
    // The second byte of the last character may be a letter.
    let behind = text
        .get(at..)?
        .chars()
        .next()
        .filter(|&c| !c.is_ascii_whitespace());
    octets.extend(behind.and_then(|c| byte(at, c)));
    let mut readings = octets::read(&octets).into_iter();
    let (encoding, pieces) = readings.next().filter(|_| readings.len() == 0)?;
    let said: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let whole = pieces.first()?.source.start == first.0.start
        && pieces
            .last()
            .is_some_and(|piece| piece.source.end >= last.0.end);
    if !whole || !judge::is_chinese(&said) {
        return None;
    }
    changes.extend(
        pieces
            .into_iter()
            .map(|p| (p.source, p.text, Some(encoding))),
    );
    Some(())
}

/// Characters that stand for themselves among bytes that were taken for characters: ASCII, and letters of
/// Latin-1 that needed no escape.
fn written(text: &str, span: Range<usize>) -> impl Iterator<Item = Octet> {
    let characters = text.get(span.clone()).unwrap_or_default().char_indices();
    characters.filter_map(move |(ahead, c)| byte(span.start + ahead, c))
}

fn byte(at: usize, character: char) -> Option<Octet> {
    Some(Octet {
        value: Some(u8::try_from(u32::from(character)).ok()?),
        start: at,
        end: at + character.len_utf8(),
    })
}

/// How many references the changes take away.
fn references(text: &str, changes: &[Draft]) -> usize {
    let spans = changes
        .iter()
        .filter_map(|(source, ..)| text.get(source.clone()));
    spans.map(|span| span.matches('&').count()).sum()
}

/// Whether there is Chinese in the text or behind it.
fn is_chinese(text: &str, changes: &[Draft]) -> bool {
    changes
        .iter()
        .any(|(_, said, _)| said.contains(judge::is_han))
        || text.contains(judge::is_han)
}
