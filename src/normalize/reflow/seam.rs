//! The places between two lines.

use std::ops::Range;

use super::marker::{self, PageNumber};
use super::page::Page;

/// What stands between two lines that show something, blank lines and a page number included.
#[derive(Debug, Clone)]
pub(super) struct Seam {
    /// The numbers of the two lines.
    left: usize,
    right: usize,
    /// Line breaks between the two; a page number does not count as a line.
    pub(super) breaks: u8,
    /// The page number between the two.
    pub(super) number: Option<PageNumber>,
    /// Whether it is inside a code fence.
    pub(super) is_fenced: bool,
    /// Whether the line behind begins with spaces.
    pub(super) is_indented: bool,
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

    /// The lines of a page before the last joins that the two lines were, if they still are.
    pub(super) fn was(&self, page: &Page<'_>) -> Option<[usize; 2]> {
        let [left, right] = [self.left, self.right].map(|line| page.lines[line].was);
        left.zip(right).map(<[usize; 2]>::from)
    }

    /// Whether another seam is between these lines.
    pub(super) fn is_between(&self, lines: [usize; 2]) -> bool {
        [self.left, self.right] == lines
    }

    /// Whether the line before comes before this one.
    pub(super) fn begins_before(&self, line: usize) -> bool {
        self.left < line
    }

    /// Whether another seam is laid out as this one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.breaks, self.number, self.is_fenced) == (other.breaks, other.number, other.is_fenced)
    }

    /// The bytes between the contents of the two lines.
    pub(super) fn gap(&self, page: &Page<'_>) -> Range<usize> {
        page.lines[self.left].content.end..page.lines[self.right].content.start
    }

    /// The line before, without spaces at its ends.
    pub(super) fn left<'p>(&self, page: &'p Page<'_>) -> &'p str {
        &page.text[page.lines[self.left].content.clone()]
    }

    /// The line behind, without spaces at its ends.
    pub(super) fn right<'p>(&self, page: &'p Page<'_>) -> &'p str {
        &page.text[page.lines[self.right].content.clone()]
    }

    /// The line before with its spaces.
    pub(super) fn left_line<'p>(&self, page: &'p Page<'_>) -> &'p str {
        let left = &page.lines[self.left];
        &page.text[left.start..left.end]
    }

    /// The spaces that the line behind begins with.
    pub(super) fn indent<'p>(&self, page: &'p Page<'_>) -> &'p str {
        let right = &page.lines[self.right];
        &page.text[right.start..right.content.start]
    }
}

/// The seams of a page, in order.
pub(super) fn seams(page: &Page<'_>) -> impl Iterator<Item = Seam> {
    let lines = &page.lines;
    let mut left = 0;
    let mut is_fenced = false;
    std::iter::from_fn(move || {
        let mut right = left + 1;
        let (before, mut behind) = (lines.get(left)?, lines.get(right)?);
        is_fenced ^= marker::is_fence(&page.text[before.content.clone()]);
        let mut breaks = behind.breaks;
        let mut number = None;
        // Of several numbers in a row none is a page's.
        if behind.number.is_some()
            && before.number.is_none()
            && let Some(next) = lines.get(right + 1)
            && next.number.is_none()
        {
            number = behind.number;
            (right, behind) = (right + 1, next);
            breaks = breaks.saturating_add(behind.breaks);
        }
        let seam = Seam {
            left,
            right,
            breaks,
            number,
            is_fenced,
            is_indented: behind.start < behind.content.start,
        };
        left = right;
        Some(seam)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two lines, the line breaks between them, and whether a page number is.
    fn read(text: &str) -> Vec<(String, u8, bool)> {
        let page = Page::of(text);
        let read = |seam: Seam| {
            let lines = format!("{}|{}", seam.left(&page), seam.right(&page));
            (lines, seam.breaks, seam.number.is_some())
        };
        seams(&page).map(read).collect()
    }

    #[test]
    fn blank_lines_and_one_page_number_belong_to_the_seam() {
        assert_eq!(
            read("甲\r\n　\r\n 乙\n\n- 3 -\n\u{C}丙\n\n"),
            [("甲|乙".into(), 2, false), ("乙|丙".into(), 3, true)]
        );
        assert_eq!(
            read("甲\n12\n13\n乙"),
            [
                ("甲|12".into(), 1, false),
                ("12|13".into(), 1, false),
                ("13|乙".into(), 1, false)
            ]
        );
        assert_eq!(read("\n\n甲\n12\n"), [("甲|12".into(), 1, false)]);
    }

    #[test]
    fn what_is_between_fences_is_code() {
        let page = Page::of("甲\n```sh\n乙\n丙\n```\n丁");
        let fenced = seams(&page).map(|seam| seam.is_fenced);
        assert!(fenced.eq([false, true, true, true, false]));
    }
}
