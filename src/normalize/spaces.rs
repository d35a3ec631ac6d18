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
//! has several of them and is a table.
//!
//! **When we refrain.** Spaces at Han–Latin boundaries are a style of their own. A space between
//! clauses of a headline, between names and items, behind a closing bracket stays; so do indents,
//! ideographic spaces, and all of a line that is code.
//!
//! ```
//! use mingwen::normalize;
//!
//! assert_eq!(normalize("中 华 人 民 共 和 国"), "中华人民共和国");
//! assert_eq!(normalize("会议指出 ，要抓好落实 。"), "会议指出，要抓好落实。");
//! assert_eq!(normalize("用 Rust 写 程序 张三 李四"), "用 Rust 写 程序 张三 李四");
//! assert_eq!(normalize("代表热议发展 共绘美好蓝图"), "代表热议发展 共绘美好蓝图");
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
    let mut row_end = 0;
    for before in places(text, begins_gap) {
        let start = before + 1;
        let len = text[start..]
            .bytes()
            .take_while(|byte| *byte == b' ')
            .count();
        let run = start..start + len;
        let (left, right) = (Class::before(text, run.start), Class::behind(text, run.end));
        if left == Class::Han && right == Class::Han && run.start >= row_end {
            row_end = row_end_behind(text, &run);
        }
        let is_closed = match (left, right) {
            (Class::Han, Class::Han) => {
                run.start < row_end || (len == 1 && is_inside_word(text, &run))
            }
            (Class::Mark, Class::Han | Class::Mark) | (Class::Han, Class::Mark) => {
                is_beside_mark(text, &run)
            }
            _ => false,
        };
        if is_closed {
            out.replace(&Change::new(run, "", &[Reason::Space], Certainty::Inferred));
        } else if len > 1 && is_folded(text, &run, profile, left, right) {
            out.replace(&Change::new(
                run,
                " ",
                &[Reason::Space],
                Certainty::Inferred,
            ));
        }
    }
}

/// Whether a space stands behind the first of these bytes that may be closed or folded: behind it are
/// more, or something other than ASCII is beside it, and no Latin.
fn begins_gap([before, space, behind]: [u8; 3]) -> bool {
    let is_latin = |byte: u8| within(byte | 0x20, b'a', b'z') | within(byte, b'0', b'9');
    let is_single = (before | behind >= 0x80) & !is_latin(before) & !is_latin(behind);
    (space == b' ') & (before != b' ') & ((behind == b' ') | is_single)
}

/// Where the last character begins of the row of single Han characters that this space may be in.
fn row_end_behind(text: &str, first: &Range<usize>) -> usize {
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
        let spaces = text[end..].bytes().take_while(|byte| *byte == b' ').count();
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
            let start = model.step(State::START, next).0;
            let goes_on =
                after.is_none_or(|after| !is_han(after) || model.step(state, after).0 <= start);
            cost <= INSIDE_WORD && goes_on
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
    /// Bytes to each side: the width of a printed line of Han.
    const REACH: usize = 240;
    let bytes = text.as_bytes();
    let line_before = bytes[run.start.saturating_sub(REACH)..run.start]
        .iter()
        .rev();
    let line_behind = bytes[run.end..].iter().take(REACH);
    let has_two = |bytes: &mut dyn Iterator<Item = &u8>| {
        let mut last = 0;
        for byte in bytes.take_while(|byte| **byte != b'\n') {
            if *byte == b' ' && last == b' ' {
                return true;
            }
            last = *byte;
        }
        false
    };
    has_two(&mut line_before.into_iter()) || has_two(&mut line_behind.into_iter())
}
