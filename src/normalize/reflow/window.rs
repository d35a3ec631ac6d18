//! What the first and the last characters of a line have in them, each read once.

use super::line::{WINDOW, is_closing, is_han, is_opening};

/// Characters in front of a colon behind what the line is about.
const LABEL: usize = 8;

/// The first characters of a line.
pub(super) struct Head {
    pub(super) length: usize,
    pub(super) has_han: bool,
    pub(super) has_stop: bool,
    /// Whether a colon is near the beginning, as labels and speakers have.
    pub(super) has_label: bool,
    /// Whether a bracket or quotation mark is closed that was not opened.
    pub(super) closes: bool,
    /// Whether it is a row of a table.
    pub(super) is_row: bool,
    /// Whether it is code rather than prose.
    pub(super) is_code: bool,
}

impl Head {
    pub(super) fn of(content: &str) -> Self {
        let (mut length, mut han) = (0, 0);
        let (mut bars, mut gaps, mut signs) = (0, 0, 0);
        let (mut has_stop, mut has_label, mut has_tab) = (false, false, false);
        let (mut open, mut closes) = (0, false);
        let mut previous = 'x';
        for c in content.chars().take(WINDOW) {
            length += 1;
            if is_han(c) {
                han += 1;
                previous = c;
                continue;
            }
            has_stop |= is_stop(c);
            has_label |= length <= LABEL && matches!(c, '：' | ':');
            if is_opening(c) {
                open += 1;
            } else if is_closing(c) {
                closes |= open == 0;
                open -= usize::from(open > 0);
            }
            signs += usize::from(is_sign(c));
            match c {
                '\t' => has_tab = true,
                '|' | '│' | '┃' | '｜' => bars += 1,
                '\u{3000}' => gaps += 1,
                ' ' => gaps += usize::from(previous == ' '),
                _ => {}
            }
            previous = c;
        }
        Self {
            length,
            has_han: han > 0,
            has_stop,
            has_label,
            closes,
            is_row: has_tab || bars >= 2 || gaps >= 2,
            is_code: signs > 2 && han < 4 * signs,
        }
    }
}

/// The last characters of a line.
pub(super) struct Tail {
    pub(super) length: usize,
    pub(super) has_stop: bool,
    pub(super) has_comma: bool,
    /// Whether a bracket or quotation mark is open at the end.
    pub(super) is_open: bool,
}

impl Tail {
    pub(super) fn of(content: &str) -> Self {
        let mut tail = Self {
            length: 0,
            has_stop: false,
            has_comma: false,
            is_open: false,
        };
        let mut closed = 0;
        for c in content.chars().rev().take(WINDOW) {
            tail.length += 1;
            if is_han(c) {
                continue;
            }
            tail.has_stop |= is_stop(c);
            tail.has_comma |= matches!(c, '，' | '、' | '：' | ',' | ':');
            if is_closing(c) {
                closed += 1;
            } else if is_opening(c) {
                tail.is_open |= closed == 0;
                closed -= usize::from(closed > 0);
            }
        }
        tail
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';')
}

/// Whether code has the sign and prose hardly.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '{' | '}' | ';' | '=' | '\\' | '$' | '_' | '<' | '>' | '`' | '[' | ']' | '#'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_code_have_their_signs() {
        for row in ["| 甲 | 乙 |", "甲\t乙", "甲  乙  丙", "甲　乙　丙"] {
            assert!(Head::of(row).is_row, "{row}");
        }
        assert!(!Head::of("甲 乙 丙，丁").is_row);
        assert!(Head::of("let x = y[0]; // 甲").is_code);
        assert!(!Head::of("用 x = y 表示两个数相等").is_code);
    }

    #[test]
    fn brackets_span_the_break() {
        assert!(Tail::of("他（也就是").is_open);
        assert!(!Tail::of("他（甲）说").is_open);
        assert!(Head::of("甲）说（乙").closes);
        assert!(!Head::of("（甲）说").closes);
    }
}
