//! The places between two lines.

use std::ops::Range;

use super::line::{Line, Lines};
use super::marker::{self, PageNumber};

/// What stands between two lines that show something, blank lines and a page number included.
#[derive(Debug, Clone)]
pub(super) struct Seam {
    left: Line,
    right: Line,
    /// Line breaks between the two; a page number does not count as a line.
    pub(super) breaks: usize,
    /// The page number between the two.
    pub(super) number: Option<PageNumber>,
    /// Whether it is inside a code fence.
    pub(super) is_fenced: bool,
}

impl Seam {
    /// The bytes between the contents of the two lines.
    pub(super) fn gap(&self) -> Range<usize> {
        self.left.content.end..self.right.content.start
    }

    /// The line before, without spaces at its ends.
    pub(super) fn left<'t>(&self, text: &'t str) -> &'t str {
        &text[self.left.content.clone()]
    }

    /// The line behind, without spaces at its ends.
    pub(super) fn right<'t>(&self, text: &'t str) -> &'t str {
        &text[self.right.content.clone()]
    }

    /// The line before with its spaces.
    pub(super) fn left_line<'t>(&self, text: &'t str) -> &'t str {
        &text[self.left.start..self.left.end]
    }

    /// The spaces that the line behind begins with.
    pub(super) fn indent<'t>(&self, text: &'t str) -> &'t str {
        &text[self.right.start..self.right.content.start]
    }

    pub(super) fn is_indented(&self) -> bool {
        self.right.start < self.right.content.start
    }
}

/// The seams of a text, in order.
pub(super) struct Seams<'t> {
    text: &'t str,
    lines: Lines<'t>,
    left: Option<Line>,
    is_fenced: bool,
}

impl<'t> Seams<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut lines = Lines::of(text);
        let left = lines.next();
        Self {
            text,
            lines,
            left,
            is_fenced: false,
        }
    }

    fn breaks(&self, left: &Line, right: &Line) -> usize {
        let between = &self.text[left.end..right.start];
        between.bytes().filter(|&byte| byte == b'\n').count()
    }

    fn page_number(&self, line: &Line) -> Option<PageNumber> {
        marker::page_number(&self.text[line.content.clone()])
    }
}

impl Iterator for Seams<'_> {
    type Item = Seam;

    fn next(&mut self) -> Option<Seam> {
        let left = self.left.take()?;
        let mut right = self.lines.next()?;
        let mut breaks = self.breaks(&left, &right);
        let mut number = None;
        self.is_fenced ^= marker::is_fence(&self.text[left.content.clone()]);
        // Of several numbers in a row none is a page's.
        if let Some(found) = self.page_number(&right)
            && self.page_number(&left).is_none()
            && let mut lines = self.lines.clone()
            && let Some(behind) = lines.next()
            && self.page_number(&behind).is_none()
        {
            breaks += self.breaks(&right, &behind);
            (right, number) = (behind, Some(found));
            self.lines = lines;
        }
        self.left = Some(right.clone());
        Some(Seam {
            left,
            right,
            breaks,
            number,
            is_fenced: self.is_fenced,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seams(text: &str) -> Vec<(&str, &str, usize, bool)> {
        Seams::of(text)
            .map(|seam| {
                (
                    seam.left(text),
                    seam.right(text),
                    seam.breaks,
                    seam.number.is_some(),
                )
            })
            .collect()
    }

    #[test]
    fn blank_lines_and_one_page_number_belong_to_the_seam() {
        assert_eq!(
            seams("甲\r\n　\r\n 乙\n\n- 3 -\n\u{C}丙\n\n"),
            [("甲", "乙", 2, false), ("乙", "丙", 3, true)]
        );
        assert_eq!(
            seams("甲\n12\n13\n乙"),
            [
                ("甲", "12", 1, false),
                ("12", "13", 1, false),
                ("13", "乙", 1, false)
            ]
        );
        assert_eq!(seams("\n\n甲\n12\n"), [("甲", "12", 1, false)]);
    }

    #[test]
    fn what_is_between_fences_is_code() {
        let fenced: Vec<bool> = Seams::of("甲\n```sh\n乙\n丙\n```\n丁")
            .map(|s| s.is_fenced)
            .collect();
        assert_eq!(fenced, [false, true, true, true, false]);
    }
}
