//! A text and its lines, on which joins are made one round after another.

use std::borrow::Cow;

use super::judge::Join;
use super::line::{Line, lines};
use super::marker;

/// A text and its lines.
pub(super) struct Page<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) lines: Vec<Line>,
}

impl<'t> Page<'t> {
    /// O(bytes).
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            lines: lines(text).collect(),
            text: Cow::Borrowed(text),
        }
    }

    /// Makes these joins. O(bytes).
    pub(super) fn join(&mut self, joins: &[Join]) {
        self.text = Cow::Owned(joined(&self.text, joins));
        let mut kept = 0;
        let mut joins = joins.iter().peekable();
        // Bytes that the joins so far took out.
        let mut gone = 0;
        for at in 0..self.lines.len() {
            let line = self.lines[at].clone();
            let join = joins.peek().filter(|join| join.gap.start < line.start);
            let Some(join) = join else {
                self.lines[kept] = line.moved(at, gone);
                kept += 1;
                continue;
            };
            // What stands inside the gap is a page number.
            if line.content.start == join.gap.end
                && let Some(last) = self.lines[..kept].last_mut()
            {
                gone += join.gap.len() - join.with.len();
                last.content.end = line.content.end - gone;
                last.end = line.end - gone;
                last.number = marker::page_number(&self.text[last.content.clone()]);
                last.was = None;
                joins.next();
            }
        }
        self.lines.truncate(kept);
    }
}

/// The text with these joins made.
fn joined(text: &str, joins: &[Join]) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut copied = 0;
    for join in joins {
        joined.push_str(&text[copied..join.gap.start]);
        joined.push_str(join.with);
        copied = join.gap.end;
    }
    joined.push_str(&text[copied..]);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_joined_text() {
        let text = " 甲乙\n\n丙丁 \r\n- 3 -\n 戊\n己";
        let mut page = Page::of(text);
        let gap = |before: &str, behind: &str| Join {
            gap: text.find(before).unwrap() + before.len()..text.find(behind).unwrap(),
            with: "",
            probability: 1.0,
        };
        page.join(&[gap("乙", "丙"), gap("丁", "戊")]);
        assert_eq!(page.text, " 甲乙丙丁戊\n己");
        let again = page.text.clone();
        let places = |page: &Page<'_>| -> Vec<_> {
            let lines = page.lines.iter();
            let places = |line: &Line| (line.start, line.content.clone(), line.end, line.breaks);
            lines.map(places).collect()
        };
        assert_eq!(places(&page), places(&Page::of(&again)));
    }
}
