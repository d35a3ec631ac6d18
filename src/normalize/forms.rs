//! Code points that stand for another character: `⼈⺠` to `人民`, `︒` to `。`.
//!
//! **What happened.** PDF extraction takes glyphs for radicals of the same look. Korean and Japanese
//! encodings have some ideographs twice, for which Unicode has compatibility ideographs. GBK and
//! Big5 gave private-use code points to characters and vertical marks that Unicode had not yet.
//!
//! **How we know.** Tables: Unicode 15.0 `EquivalentUnifiedIdeograph`, canonical decompositions, GB
//! 18030-2000 and HKSCS read as the WHATWG Encoding Standard reads them (`forms.bin`).
//!
//! **What we do.** Each becomes the character that it stands for; a vertical mark becomes the one for
//! horizontal lines, which a page shows as the vertical one again where lines are vertical.
//!
//! **When we refrain.** A radical by itself is meant: in running text it stands beside a Han character
//! or another radical, and more than three are not each the next one of the table. Where a text has such
//! ones, those that stand beside its marks are text too, unless quoted. What stands in a row is judged
//! as one, so that no character of it waits for its neighbor. Private-use code points of HKSCS are
//! used by others for other things: they change in text that is traditional and has two of them
//! beside Han that GBK does not know. A vertical parenthesis may be an arm: `(╯°□°）╯︵ ┻━┻`.
//!
//! ```
//! assert_eq!(mingwen::normalize("⼯作⼈员，\u{F9D1}月"), "工作人员，六月");
//! assert_eq!(mingwen::normalize("部首有“⽔”“⽕”等"), "部首有“⽔”“⽕”等");
//! assert_eq!(mingwen::normalize("前言\u{E78D}正文\u{E78E}"), "前言，正文。");
//! ```

use super::class::{Class, is_han};
use super::scan::{characters, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::tables::forms::{Form, plain};
use crate::tables::reading::{Han, Script};

/// Private-use characters of HKSCS beside Han for a text to count as written with them.
const ENOUGH_PRIVATE: usize = 2;

/// Describes each form to `out`. O(bytes).
pub(super) fn resolve<R: Record>(text: &str, out: &mut Rewriter<'_, R>) {
    let mut hkscs = None;
    let mut running = None;
    let (mut radicals, mut privates) = (Row::default(), Row::default());
    let mut utf8 = [0; 4];
    for (at, one) in characters(text, begins_form) {
        let end = at + one.len_utf8();
        let found = match one {
            '\u{2E80}'..='\u{2FDF}' => plain(one, Form::Radical)
                .filter(|_| {
                    radicals.is_running(text, at)
                        || (is_beside_text(text, at, one)
                            && *running.get_or_insert_with(|| has_running(text)))
                })
                .map(|han| (han, Reason::Radical)),
            '\u{E000}'..='\u{F8FF}' => {
                let is_hkscs = *hkscs.get_or_insert_with(|| has_hkscs(text));
                let stands_for = if is_hkscs {
                    plain(one, Form::PrivateHkscs)
                } else {
                    plain(one, Form::PrivateGb).filter(|_| privates.is_beside_text(text, at))
                };
                stands_for.map(|han| (han, Reason::PrivateUse))
            }
            '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
                plain(one, Form::Compatibility).map(|han| (han, Reason::CompatibilityIdeograph))
            }
            '\u{FE10}'..='\u{FE4F}' => plain(one, Form::Vertical)
                .filter(|_| {
                    !is_drawing(text[..at].chars().next_back())
                        && !is_drawing(text[end..].chars().next())
                })
                .map(|mark| (mark, Reason::VerticalForm)),
            _ => None,
        };
        if let Some((character, reason)) = found {
            let with = character.encode_utf8(&mut utf8);
            out.replace(&Change::new(at..end, with, &[reason], Certainty::Proved));
        }
    }
}

/// Whether a character beginning with these bytes may be a form.
fn begins_form([a, b, _]: [u8; 3]) -> bool {
    let is_compatible = (b <= 0xAB) | (b == 0xB8) | (b == 0xB9);
    ((a == 0xE2) & within(b, 0xBA, 0xBF))
        | (a == 0xEE)
        | ((a == 0xEF) & is_compatible)
        | ((a == 0xF0) & (b == 0xAF))
}

/// Whether a text has radicals in running text: then those beside its marks and spaces are text too.
fn has_running(text: &str) -> bool {
    let mut row = Row::default();
    characters(text, begins_form).any(|(at, one)| is_radical(one) && row.is_running(text, at))
}

/// Characters of one kind in a row, looked at in order of position; judged at the first of them.
#[derive(Debug, Default)]
struct Row {
    end: usize,
    is_text: bool,
}

impl Row {
    /// Whether the row of radicals that the one at `at` is in stands in running text.
    fn is_running(&mut self, text: &str, at: usize) -> bool {
        /// Radicals, each the next of the table, that are a list even beside Han.
        const LIST: usize = 4;
        if at >= self.end {
            self.end = end_of_row(text, at, is_radical);
            let row = &text[at..self.end];
            let pairs = row.chars().zip(row.chars().skip(1));
            let is_list = pairs
                .clone()
                .all(|(one, next)| one as u32 + 1 == next as u32);
            let radicals = pairs.count() + 1;
            let is_beside_han =
                text[..at].ends_with(is_han) || text[self.end..].starts_with(is_han);
            self.is_text = !is_list || (is_beside_han && radicals < LIST);
        }
        self.is_text
    }

    /// Whether the row of private-use code points that the one at `at` is in stands beside text.
    fn is_beside_text(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            self.end = end_of_row(text, at, |one| plain(one, Form::PrivateGb).is_some());
            let (before, behind) = (Class::before(text, at), Class::behind(text, self.end));
            self.is_text = is_text(before) || is_text(behind);
        }
        self.is_text
    }
}

fn end_of_row(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    let rest = text[start..].trim_start_matches(belongs);
    text.len() - rest.len()
}

/// Whether a radical is not one that is quoted or listed.
fn is_beside_text(text: &str, at: usize, radical: char) -> bool {
    const QUOTES: &[char] = &['“', '‘', '「', '『', '《', '〈', '"', '\'', '（', '('];
    let before = &text[..at];
    let behind = text[at + radical.len_utf8()..].chars().next();
    !before.ends_with(QUOTES) && !before.ends_with(is_radical) && !behind.is_some_and(is_radical)
}

fn is_radical(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FD5}')
}

/// Whether a character beside a vertical form is neither text nor another such form.
fn is_drawing(beside: Option<char>) -> bool {
    Class::of(beside) == Class::Other
        && !beside.is_some_and(|c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FE10}'..='\u{FE4F}'))
}

fn is_beside_han(text: &str, at: usize, one: char) -> bool {
    let (before, behind) = (
        Class::before(text, at),
        Class::behind(text, at + one.len_utf8()),
    );
    is_text(before) || is_text(behind)
}

fn is_text(class: Class) -> bool {
    matches!(
        class,
        Class::Han | Class::Mark | Class::Letter | Class::Digit
    )
}

/// Whether a text is traditional and written with the private-use characters of HKSCS.
fn has_hkscs(text: &str) -> bool {
    let private = characters(text, begins_form).filter(|(at, one)| {
        plain(*one, Form::PrivateHkscs).is_some_and(is_han)
            && plain(*one, Form::PrivateGb).is_none()
            && is_beside_han(text, *at, *one)
    });
    if private.take(ENOUGH_PRIVATE).count() < ENOUGH_PRIVATE {
        return false;
    }
    let mut lead = 0_i64;
    for one in text.chars() {
        match Han::of(one).script() {
            Script::TraditionalOnly => lead += 1,
            Script::SimplifiedOnly => lead -= 1,
            Script::Both => {}
        }
    }
    lead > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::scan::first_bytes;

    /// One neighbor after another would become text, each in a round of its own.
    #[test]
    fn a_row_is_judged_as_one() {
        for (row, expected) in [
            ("\u{E816}\u{E816}\u{E816}\u{E816}\u{E816}中", "𠂇𠂇𠂇𠂇𠂇中"),
            ("\u{E816}\u{E816}", "\u{E816}\u{E816}"),
            ("⼤⼥⼉", "大女儿"),
            ("他⼤⼥", "他大女"),
            ("部首⼀⼁⼂⼃⼄", "部首⼀⼁⼂⼃⼄"),
            ("⼀⼁⼂", "⼀⼁⼂"),
        ] {
            assert_eq!(crate::normalize(row), expected);
        }
    }

    #[test]
    fn the_first_bytes_tell_every_form() {
        const FORMS: [Form; 5] = [
            Form::Radical,
            Form::Compatibility,
            Form::Vertical,
            Form::PrivateGb,
            Form::PrivateHkscs,
        ];
        for one in ('\0'..=char::MAX).filter(|one| !begins_form(first_bytes(*one))) {
            assert!(
                FORMS.iter().all(|form| plain(one, *form).is_none()),
                "{one:?}"
            );
        }
    }
}
