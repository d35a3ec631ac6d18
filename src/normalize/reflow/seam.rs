//! The places between two lines.

use std::ops::Range;

use super::line::Line;
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

/// How a seam is laid out, as far as whole documents share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Two lines, one right below the other.
    Line,
    /// Blank lines between.
    Blank,
    /// A page number between.
    Number,
}

impl Seam {
    pub(super) fn kind(&self) -> Kind {
        match (self.number, self.breaks) {
            (Some(_), _) => Kind::Number,
            (None, 1) => Kind::Line,
            (None, _) => Kind::Blank,
        }
    }

    /// Where the line before begins.
    pub(super) fn start(&self) -> usize {
        self.left.start
    }

    /// Whether another seam is this one, with so many bytes gone before it.
    pub(super) fn is_moved(&self, other: &Self, gone: usize) -> bool {
        self.left.is_moved(&other.left, gone)
            && self.right.is_moved(&other.right, gone)
            && (self.breaks, self.number, self.is_fenced)
                == (other.breaks, other.number, other.is_fenced)
    }

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

/// The seams between lines, in order.
pub(super) fn seams<'l>(text: &'l str, lines: &'l [Line]) -> impl Iterator<Item = Seam> + 'l {
    let mut lines = lines;
    let mut is_fenced = false;
    std::iter::from_fn(move || {
        let [left, right, rest @ ..] = lines else {
            return None;
        };
        is_fenced ^= marker::is_fence(&text[left.content.clone()]);
        let seam = |right: &Line, breaks, number| Seam {
            left: left.clone(),
            right: right.clone(),
            breaks,
            number,
            is_fenced,
        };
        // Of several numbers in a row none is a page's.
        if let ([behind, ..], number @ Some(_)) = (rest, right.number)
            && left.number.is_none()
            && behind.number.is_none()
        {
            lines = rest;
            return Some(seam(behind, right.breaks + behind.breaks, number));
        }
        lines = &lines[1..];
        Some(seam(right, right.breaks, None))
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn seams_of(text: &str) -> Vec<Seam> {
        let lines: Vec<Line> = lines(text).collect();
        seams(text, &lines).collect()
    }

    fn read(text: &str) -> Vec<(&str, &str, usize, bool)> {
        seams_of(text)
            .iter()
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
            read("甲\r\n　\r\n 乙\n\n- 3 -\n\u{C}丙\n\n"),
            [("甲", "乙", 2, false), ("乙", "丙", 3, true)]
        );
        assert_eq!(
            read("甲\n12\n13\n乙"),
            [
                ("甲", "12", 1, false),
                ("12", "13", 1, false),
                ("13", "乙", 1, false)
            ]
        );
        assert_eq!(read("\n\n甲\n12\n"), [("甲", "12", 1, false)]);
    }

    #[test]
    fn what_is_between_fences_is_code() {
        let seams = seams_of("甲\n```sh\n乙\n丙\n```\n丁");
        let fenced = seams.iter().map(|seam| seam.is_fenced);
        assert!(fenced.eq([false, true, true, true, false]));
    }
}
