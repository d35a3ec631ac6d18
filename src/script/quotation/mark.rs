//! Quotation marks, and what stands between them.

use std::ops::Range;

/// Whose marks they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// “ ” ‘ ’
    Curved,
    /// 「 」 『 』
    Corner,
}

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) style: Style,
    /// Whether it is for quotations within others.
    pub(super) inner: bool,
}

impl Shape {
    pub(super) fn opener(self) -> char {
        match (self.style, self.inner) {
            (Style::Curved, false) => '“',
            (Style::Curved, true) => '‘',
            (Style::Corner, false) => '「',
            (Style::Corner, true) => '『',
        }
    }

    pub(super) fn closer(self) -> char {
        match (self.style, self.inner) {
            (Style::Curved, false) => '”',
            (Style::Curved, true) => '’',
            (Style::Corner, false) => '」',
            (Style::Corner, true) => '』',
        }
    }
}

/// A mark in a text.
#[derive(Debug)]
pub(super) struct Mark {
    at: usize,
    pub(super) shape: Shape,
    pub(super) opens: bool,
    /// How many lines with something on them stand before its own.
    pub(super) line: usize,
    /// Whether nothing stands before it on its line.
    pub(super) begins_line: bool,
    before: Side,
    after: Side,
    /// Characters of Chinese before it in the text.
    chinese: usize,
    /// Other letters before it in the text.
    letters: usize,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    Chinese,
    /// A letter or digit of another script.
    Letter,
    Digit,
    #[default]
    Other,
}

impl Side {
    fn of(character: char) -> Self {
        match character {
            '0'..='9' => Self::Digit,
            // Han, kana, bopomofo; their punctuation and full-width forms.
            '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' => {
                Self::Chinese
            }
            '\u{20000}'..='\u{3FFFF}' => Self::Chinese,
            _ if character.is_alphabetic() => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// All marks have three bytes.
const LENGTH: usize = 3;

impl Mark {
    pub(super) fn source(&self) -> Range<usize> {
        self.at..self.at + LENGTH
    }

    /// Whether it may be an apostrophe or a sign of minutes, feet or inches.
    pub(super) fn may_be_apostrophe(&self) -> bool {
        let is_western = |side| matches!(side, Side::Letter | Side::Digit);
        let single = self.shape.style == Style::Curved && self.shape.inner;
        if self.opens {
            single && is_western(self.after)
        } else if single {
            is_western(self.before) || is_western(self.after)
        } else {
            self.shape.style == Style::Curved && self.before == Side::Digit
        }
    }

    /// Whether it is an apostrophe and nothing else.
    pub(super) fn is_apostrophe(&self) -> bool {
        self.may_be_apostrophe() && self.before == Side::Letter && self.after == Side::Letter
    }

    /// Whether a quotation that this mark opens is part of a Chinese text.
    pub(super) fn is_chinese(&self, closer: &Self) -> bool {
        if closer.chinese > self.chinese {
            return true;
        }
        closer.letters == self.letters
            && (self.before == Side::Chinese || closer.after == Side::Chinese)
    }

    /// Whether Chinese stands between this mark and the one that opens the quotation anew.
    pub(super) fn is_continued(&self, next: &Self) -> bool {
        next.chinese > self.chinese
    }
}

/// The marks of a text outside of `protected` spans, which are sorted and disjoint.
pub(super) fn marks(text: &str, protected: &[Range<usize>]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut protected = protected.iter().peekable();
    let (mut line, mut begins_line) = (0, true);
    let (mut chinese, mut letters) = (0, 0);
    let mut before = Side::Other;
    let mut last_is_mark = false;
    for (at, character) in text.char_indices() {
        let shape = shape(character);
        let side = match shape {
            Some(_) => Side::Other,
            None => Side::of(character),
        };
        if last_is_mark && let Some(last) = marks.last_mut() {
            last.after = side;
        }
        last_is_mark = false;
        while protected.next_if(|span| span.end <= at).is_some() {}
        let is_free = protected.peek().is_none_or(|span| at < span.start);
        match shape {
            Some((shape, opens)) if is_free => {
                marks.push(Mark {
                    at,
                    shape,
                    opens,
                    line,
                    begins_line,
                    before,
                    after: Side::Other,
                    chinese,
                    letters,
                });
                last_is_mark = true;
            }
            _ => {}
        }
        before = side;
        match side {
            Side::Chinese if character != '\u{3000}' => chinese += 1,
            Side::Letter => letters += 1,
            _ => {}
        }
        if character == '\n' {
            line += usize::from(!begins_line);
            begins_line = true;
        } else if !character.is_whitespace() {
            begins_line = false;
        }
    }
    marks
}

/// What mark a character is, and whether it opens.
fn shape(character: char) -> Option<(Shape, bool)> {
    let (style, inner, opens) = match character {
        '“' => (Style::Curved, false, true),
        '”' => (Style::Curved, false, false),
        '‘' => (Style::Curved, true, true),
        '’' => (Style::Curved, true, false),
        '「' => (Style::Corner, false, true),
        '」' => (Style::Corner, false, false),
        '『' => (Style::Corner, true, true),
        '』' => (Style::Corner, true, false),
        _ => return None,
    };
    Some((Shape { style, inner }, opens))
}
