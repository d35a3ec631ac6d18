//! Spaces that layout and extraction put between Han: `中 国 人 民` and `你好 ，世界`.
//!
//! **What happened.** HTML and PDF give a space for a line end, for a justified line's gaps, or for every
//! character.
//!
//! **How we know.** Chinese has no space inside a word and none beside its full-width marks. A row of
//! single Han characters, each with a space, is a spaced-out line; a space between two characters that
//! the model knows to belong together, on both sides, is a line's end.
//!
//! **What we do.** Such spaces go. A longer run of spaces inside a line of text becomes one, unless the line
//! has several of them and is a table. What stays of no-break, em and thin spaces on a line that has Han becomes
//! plain spaces.
//!
//! **When we refrain.** Spaces at Han–Latin boundaries are a style of their own. A space between
//! clauses of a headline, between names and items, behind a closing bracket stays; so do indents,
//! ideographic spaces, no-break spaces on lines without Han, and all of a line that is code.
//!
//! ```
//! use mingwen::normalize;
//!
//! assert_eq!(normalize("中 华 人 民 共 和 国"), "中华人民共和国");
//! assert_eq!(normalize("会议指出 ，要抓好落实 。"), "会议指出，要抓好落实。");
//! assert_eq!(normalize("用 Rust 写 程序 张三 李四"), "用 Rust 写 程序 张三 李四");
//! assert_eq!(normalize("代表热议发展 共绘美好蓝图"), "代表热议发展 共绘美好蓝图");
//! assert_eq!(normalize("在\u{A0}GitHub 上\u{A0}，有\n5\u{A0}km"), "在 GitHub 上，有\n5\u{A0}km");
//! ```

use std::ops::Range;

use super::class::{Class, is_han};
use super::scan::{places, within};
use crate::edit::{Certainty, Change, Reason, Record, Rewriter};
use crate::model::{Model, Script, State, UNITS};
use crate::profile::Profile;

/// Single Han characters in a row, each with a space, that are a spaced-out line. Names of three
/// characters are set so as well, to be as wide as others; text as it was written says nothing for
/// another number, as 58,000 lines of the corpora have no row of three or more.
const ROW: usize = 4;

/// What the character behind a space may cost, in bits, for the space to be inside a word.
/// Of 1,708 spaces that headlines and lists of the development text have between Han, 2 go at this bound, 3 at
/// 3 bits, 21 at 4 and 50 at 6; of 18,990 put in between any two Han, 15 %, 20 %, 27 % and 40 % go.
const INSIDE_WORD: u32 = 2 * UNITS;

/// Describes the spaces to close to `out`. O(bytes); a text without a space beside Han costs a scan.
pub(super) fn close<R: Record>(text: &str, profile: Profile, out: &mut Rewriter<'_, R>) {
    if profile == Profile::SearchKey {
        close_all(
            text,
            profile,
            |bytes| begins_gap(bytes) | begins_ideographic(bytes),
            out,
        );
    } else {
        close_all(text, profile, begins_gap, out);
    }
}

fn close_all<R: Record>(
    text: &str,
    profile: Profile,
    begins: impl Fn([u8; 4]) -> bool,
    out: &mut Rewriter<'_, R>,
) {
    let mut row_end = 0;
    let mut behind = 0;
    let mut line = Line::default();
    for before in places(text, begins) {
        let first = before + 1;
        if first < behind {
            continue;
        }
        let run = run_around(text, first, behind, profile);
        behind = run.end;
        let (left, right) = (Class::before(text, run.start), Class::behind(text, run.end));
        if left == Class::Han && right == Class::Han && run.start >= row_end {
            row_end = row_end_behind(text, &run, profile);
        }
        let is_single = text[run.clone()].chars().nth(1).is_none();
        let is_closed = match (left, right) {
            (Class::Han, Class::Han) => {
                run.start < row_end || (is_single && is_inside_word(text, &run))
            }
            (Class::Mark, Class::Han | Class::Mark) | (Class::Han, Class::Mark) => {
                is_beside_mark(text, &run)
            }
            _ => false,
        };
        let with = if is_closed {
            ""
        } else if !is_single && is_folded(text, &run, profile, left, right) {
            " "
        } else {
            let has_typographic = text[run.clone()].contains(is_typographic);
            if has_typographic && line.has_han(text, run.start) {
                make_plain(text, &run, out);
            }
            continue;
        };
        out.replace(&Change::new(
            run,
            with,
            &[Reason::Space],
            Certainty::Inferred,
        ));
    }
}

/// Each of these spaces becomes one of ASCII.
fn make_plain<R: Record>(text: &str, run: &Range<usize>, out: &mut Rewriter<'_, R>) {
    let spaces = text[run.clone()].char_indices();
    for (at, one) in spaces.filter(|(_, one)| is_typographic(*one)) {
        let at = run.start + at;
        let span = at..at + one.len_utf8();
        out.replace(&Change::new(
            span,
            " ",
            &[Reason::Space],
            Certainty::Inferred,
        ));
    }
}

/// The line looked at last, and whether it has Han.
#[derive(Default)]
struct Line {
    end: usize,
    has_han: bool,
}

impl Line {
    /// Whether the line of a place has Han; asked for rising places.
    fn has_han(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let start = text[self.end..at]
                .rfind('\n')
                .map_or(self.end, |end| self.end + end + 1);
            self.end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            self.has_han = text[start..self.end].chars().any(is_han);
        }
        self.has_han
    }
}

/// Whether a space stands behind the first of these bytes that may be closed, folded or made plain: it is not
/// of ASCII; behind it are more; or something other than ASCII is beside it, and no Latin.
fn begins_gap([before, a, b, c]: [u8; 4]) -> bool {
    let is_latin = |byte: u8| within(byte | 0x20, b'a', b'z') | within(byte, b'0', b'9');
    let is_single = (before | b >= 0x80) & !is_latin(before) & !is_latin(b);
    let is_plain = (a == b' ') & (before != b' ') & ((b == b' ') | is_single);
    let is_no_break = (a == 0xC2) & (b == 0xA0);
    let is_wide = (a == 0xE2) & (b == 0x80) & ((c <= 0x8A) | (c == 0xAF));
    is_plain | is_no_break | is_wide
}

/// Whether an ideographic space stands behind the first of these bytes.
fn begins_ideographic([_, a, b, c]: [u8; 4]) -> bool {
    (a == 0xE3) & (b == 0x80) & (c == 0x80)
}

/// Whether a character is a space that is not of ASCII, and does not indent paragraphs as the ideographic one
/// does: what `&nbsp;`, `&ensp;` and `&emsp;` leave.
fn is_typographic(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}')
}

/// Whether spaces of this kind are one run with others. A search key has the ideographic one as a plain one
/// in the end.
fn is_space(character: char, profile: Profile) -> bool {
    character == ' '
        || is_typographic(character)
        || character == '\u{3000}' && profile == Profile::SearchKey
}

/// The spaces at `at`, and those before them from `from` on.
fn run_around(text: &str, at: usize, from: usize, profile: Profile) -> Range<usize> {
    let before = text[from..at].trim_end_matches(|c| is_space(c, profile));
    from + before.len()..at + spaces_len(&text[at..], profile)
}

/// Bytes of the spaces that a text begins with.
fn spaces_len(text: &str, profile: Profile) -> usize {
    text.len() - text.trim_start_matches(|c| is_space(c, profile)).len()
}

/// Where the last character begins of the row of single Han characters that this space may be in.
fn row_end_behind(text: &str, first: &Range<usize>, profile: Profile) -> usize {
    let head = text[..first.start].chars().next_back();
    let before = first.start - head.map_or(0, char::len_utf8);
    if Class::before(text, before) == Class::Han {
        return first.start;
    }
    let mut singles = 1;
    let mut last = first.start;
    let mut at = first.end;
    while let Some(one) = text[at..].chars().next().filter(|one| is_han(*one)) {
        let end = at + one.len_utf8();
        let spaces = spaces_len(&text[end..], profile);
        if spaces == 0 && Class::behind(text, end) == Class::Han {
            break;
        }
        singles += 1;
        last = at;
        at = end + spaces;
        if spaces == 0 {
            break;
        }
    }
    if singles >= ROW { last } else { first.start }
}

/// Whether the model takes both sides of a space for one word.
fn is_inside_word(text: &str, run: &Range<usize>) -> bool {
    let mut behind = text[run.end..].chars();
    let (Some(next), after) = (behind.next(), behind.next()) else {
        return false;
    };
    [Script::Simplified, Script::Traditional]
        .into_iter()
        .any(|script| {
            let model = Model::of(script);
            let state = model.after(&text[..run.start]);
            let (cost, state) = model.step(state, next);
            let goes_on = |after| {
                !is_han(after) || model.step(state, after).0 <= model.step(State::START, next).0
            };
            cost <= INSIDE_WORD && after.is_none_or(goes_on)
        })
}

/// Whether a space stands before a mark that closes, or behind one that opens. Behind a mark that closes
/// it may be meant: some set one between sentences.
fn is_beside_mark(text: &str, run: &Range<usize>) -> bool {
    const CLOSING: &[char] = &[
        '，', '。', '、', '；', '：', '！', '？', '）', '”', '’', '》',
    ];
    const OPENING: &[char] = &['（', '“', '‘', '《'];
    text[run.end..].starts_with(CLOSING) || text[..run.start].ends_with(OPENING)
}

/// Whether a longer run inside a line becomes one space.
fn is_folded(text: &str, run: &Range<usize>, profile: Profile, left: Class, right: Class) -> bool {
    if left == Class::Edge || right == Class::Edge {
        return false;
    }
    if profile == Profile::SearchKey {
        return true;
    }
    matches!(left, Class::Han | Class::Mark)
        && matches!(right, Class::Han | Class::Mark)
        && !has_other_run(text, run)
}

/// Whether there is another run of spaces on the same line, within reach.
fn has_other_run(text: &str, run: &Range<usize>) -> bool {
    /// Characters to each side: those of a printed line of Han.
    const REACH: usize = 80;
    let has_two = |characters: &mut dyn Iterator<Item = char>| {
        let mut last = '\n';
        for c in characters.take_while(|c| *c != '\n').take(REACH) {
            if is_space(c, Profile::Corpus) && is_space(last, Profile::Corpus) {
                return true;
            }
            last = c;
        }
        false
    };
    has_two(&mut text[..run.start].chars().rev()) || has_two(&mut text[run.end..].chars())
}
