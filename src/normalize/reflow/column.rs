//! The column at which a program had wrapped all lines.

use super::line::width;

/// Widest column looked for.
const WIDEST: usize = 255;

/// Narrowest column looked for, in columns of a terminal. Verse in lines of seven characters and a
/// mark has 16.
const NARROWEST: usize = 20;

/// Columns by which a full line falls short where a Han character or a mark had to go with the next
/// line, and the most that it falls short or hangs over where a Latin word had to.
const SLACK: usize = 3;
const WORD: usize = 8;
const OVERHANG: usize = 2;

/// Least share of the lines near the column that reach it, one in so many.
const REACHING: u32 = 20;

/// Highest share of lines wider than the column, one in so many: links and code.
const BEYOND: u32 = 20;

/// The width of a line, or of as much of it as matters: in columns, of which Han take two, and in
/// characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width {
    pub(super) columns: u16,
    characters: u16,
}

/// Measures a line, or as much of one as matters.
pub(super) fn measure(line: &str) -> Width {
    measure_by_bytes(line.as_bytes()).unwrap_or_else(|| measure_by_characters(line))
}

/// Measures a line whose first bytes tell the widths of its characters.
fn measure_by_bytes(line: &[u8]) -> Option<Width> {
    /// Bytes whose count fits one byte, for the compiler to make vectors of the loop.
    const BLOCK: usize = 64;
    /// Bytes that have the characters that matter, of whatever length they are.
    const MOST: usize = 4 * (WIDEST + 1);
    let line = line.get(..MOST).unwrap_or(line);
    let behind = line.get(1..).unwrap_or_default();
    // Some letters of Burma and Georgia, half-width katakana and hangul, and some signs beside them.
    let is_narrow =
        |(a, b): (&u8, &u8)| ((*a == 0xE1) & (*b < 0x84)) | ((*a == 0xEF) & (*b > 0xBC));
    let pairs = line.iter().zip(behind);
    if pairs.fold(false, |any, pair| any | is_narrow(pair)) {
        return None;
    }
    let (mut characters, mut wide) = (0, 0);
    let begins = |byte: u8| byte & 0xC0 != 0x80;
    let is_wide = |byte: u8| byte > 0xE0;
    for block in line.chunks(BLOCK) {
        let (mut first, mut first_of_wide) = (0_u8, 0_u8);
        for byte in block {
            first += u8::from(begins(*byte));
            first_of_wide += u8::from(is_wide(*byte));
        }
        if characters + usize::from(first) <= WIDEST {
            characters += usize::from(first);
            wide += usize::from(first_of_wide);
            continue;
        }
        let rest = block.iter().filter(|byte| begins(**byte));
        let rest = rest.take(WIDEST + 1 - characters);
        wide += rest.filter(|byte| is_wide(**byte)).count();
        characters = WIDEST + 1;
        break;
    }
    Some(Width {
        columns: (characters + wide) as u16,
        characters: characters as u16,
    })
}

fn measure_by_characters(line: &str) -> Width {
    let mut width = Width {
        columns: 0,
        characters: 0,
    };
    for c in line.chars().take(WIDEST + 1) {
        width.columns += self::width(c) as u16;
        width.characters += 1;
    }
    width
}

/// How the program that wrapped the lines counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Han take two columns, words stay whole.
    Columns,
    /// Every character counts one, and words are cut.
    Characters,
}

/// A column that a text is wrapped at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) measure: Measure,
    pub(super) at: usize,
}

impl Column {
    /// Whether the next line's first unit had no room on this line; behind a space, if one may have
    /// stood between them.
    pub(super) fn is_full(self, line: Width, unit: Width, spaced: bool) -> bool {
        let line = self.of(line);
        line <= self.at + OVERHANG && line + usize::from(spaced) + self.of(unit) > self.at
    }

    fn of(self, width: Width) -> usize {
        usize::from(match self.measure {
            Measure::Columns => width.columns,
            Measure::Characters => width.characters,
        })
    }
}

/// How many lines are how wide.
pub(super) struct Widths {
    columns: [u32; WIDEST + 2],
    characters: [u32; WIDEST + 2],
    lines: u32,
}

impl Widths {
    pub(super) fn new() -> Self {
        Self {
            columns: [0; WIDEST + 2],
            characters: [0; WIDEST + 2],
            lines: 0,
        }
    }

    pub(super) fn add(&mut self, width: Width) {
        self.columns[usize::from(width.columns).min(WIDEST + 1)] += 1;
        self.characters[usize::from(width.characters).min(WIDEST + 1)] += 1;
        self.lines += 1;
    }

    /// By each measure the column that most lines come near, if hardly any goes beyond.
    pub(super) fn columns(&self) -> [Option<Column>; 2] {
        [
            self.column(Measure::Columns, &self.columns, NARROWEST, SLACK, WORD),
            self.column(Measure::Characters, &self.characters, NARROWEST / 2, 0, 0),
        ]
    }

    fn column(
        &self,
        measure: Measure,
        counts: &[u32; WIDEST + 2],
        least: usize,
        slack: usize,
        word: usize,
    ) -> Option<Column> {
        let near = |at: usize| counts[at - slack..=at].iter().sum::<u32>();
        let seen = (least..=WIDEST).filter(|&at| counts[at] > 0);
        let mode = seen.max_by_key(|&at| near(at))?;
        let at = (mode..=WIDEST.min(mode + word))
            .rev()
            .find(|&at| counts[at] * REACHING > near(mode))?;
        let beyond: u32 = counts[at + 1..].iter().sum();
        (near(mode) >= 2 && beyond * BEYOND <= self.lines).then_some(Column { measure, at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_width() {
        for one in ('\0'..=char::MAX).step_by(7) {
            let line = format!("甲{one}a{one}");
            let width = measure_by_characters(&line);
            assert!(
                measure_by_bytes(line.as_bytes()).is_none_or(|other| other == width),
                "{one:?}"
            );
        }
        for units in 1..200 {
            let line = "字a，é".repeat(units);
            let width = measure_by_bytes(line.as_bytes()).unwrap();
            assert_eq!(width, measure_by_characters(&line), "{units}");
        }
        assert_eq!(
            usize::from(measure(&"字".repeat(300)).characters),
            WIDEST + 1
        );
    }

    fn columns(lines: &[usize]) -> [Option<Column>; 2] {
        let mut widths = Widths::new();
        for &han in lines {
            widths.add(measure(&"字".repeat(han)));
        }
        widths.columns()
    }

    #[test]
    fn most_lines_end_at_the_column() {
        let [columns, characters] = columns(&[35, 35, 12, 35, 34, 7, 35]);
        assert_eq!(
            columns,
            Some(Column {
                measure: Measure::Columns,
                at: 70
            })
        );
        assert_eq!(
            characters,
            Some(Column {
                measure: Measure::Characters,
                at: 35
            })
        );
    }

    #[test]
    fn lines_of_any_width_have_no_column() {
        assert_eq!(columns(&[35, 12, 50, 21, 44, 17, 90]), [None; 2]);
        assert_eq!(columns(&[7, 7, 7, 7]), [None; 2], "verse");
    }

    #[test]
    fn a_line_is_full_if_nothing_more_had_room() {
        let column = Column {
            measure: Measure::Columns,
            at: 20,
        };
        let is_full = |han, unit| column.is_full(measure(&"字".repeat(han)), measure(unit), false);
        assert!(is_full(10, "的"));
        assert!(is_full(9, "mingwen"));
        assert!(!is_full(9, "的"));
        assert!(!is_full(12, "的"), "wider than the column");
    }
}
