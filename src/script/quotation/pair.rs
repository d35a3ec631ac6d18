//! Which marks belong together.
//!
//! Marks pair like parentheses, with two rules for what does not add up. A quotation left open ends
//! where a later line opens one that cannot be within it: the same kind of mark, or any where the open
//! one is an inner mark. And where a mark closes another quotation than the innermost open one, nobody
//! can say which of them is wrong: everything since the outermost opened, and the rest of the line, is
//! left unpaired.
//!
//! Both rules look at marks only as outer and inner ones, and a change of style keeps those apart where
//! it matters, so that the next reading pairs alike.

use super::mark::{Mark, Shape};

/// What became of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It opens a quotation, within what another mark opened.
    Opens {
        closer: usize,
        parent: Option<usize>,
    },
    /// It closes one whose opener is to look like this.
    Closes(Shape),
    /// It opens a paragraph of a quotation that the next one opens anew.
    Continues {
        next: usize,
    },
    Unpaired,
    /// It is no quotation mark.
    Text,
}

/// The fates of all marks.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) fates: Vec<Fate>,
    /// Whether each is an inner mark.
    pub(super) inner: Vec<bool>,
}

/// Pairs marks. Linear in their number.
pub(super) fn pair(marks: &[Mark]) -> Pairs {
    let mut pairing = Pairing {
        marks,
        fates: vec![Fate::Unpaired; marks.len()],
        open: Vec::new(),
        group: 0,
        spoiled: None,
    };
    for place in 0..marks.len() {
        pairing.take(place);
    }
    let Pairing { mut fates, .. } = pairing;
    for place in (0..fates.len()).rev() {
        let goes_on =
            |next: usize| matches!(fates[next], Fate::Opens { .. } | Fate::Continues { .. });
        match fates[place] {
            Fate::Continues { next } if !goes_on(next) => fates[place] = Fate::Unpaired,
            Fate::Unpaired if marks[place].may_be_apostrophe() => fates[place] = Fate::Text,
            _ => {}
        }
    }
    Pairs {
        fates,
        inner: marks.iter().map(|mark| mark.shape.inner).collect(),
    }
}

struct Pairing<'m> {
    marks: &'m [Mark],
    fates: Vec<Fate>,
    /// The openers not closed yet, each with the one that it is within.
    open: Vec<(usize, Option<usize>)>,
    /// The outermost of them, closed ones after it included.
    group: usize,
    /// A line whose rest stays unpaired.
    spoiled: Option<usize>,
}

impl Pairing<'_> {
    fn take(&mut self, place: usize) {
        let mark = &self.marks[place];
        if mark.is_apostrophe() {
            self.fates[place] = Fate::Text;
        } else if self.spoiled == Some(mark.line) {
            // Stays unpaired.
        } else if mark.opens {
            self.open(place);
        } else {
            self.close(place);
        }
    }

    fn open(&mut self, place: usize) {
        let mark = &self.marks[place];
        while let Some(&(last, _)) = self.open.last() {
            let opened = &self.marks[last];
            let is_ended = opened.line < mark.line && (opened.shape.inner || !mark.shape.inner);
            if !is_ended {
                break;
            }
            self.open.pop();
            let goes_on = opened.line + 1 == mark.line
                && opened.begins_line
                && mark.begins_line
                && opened.shape == mark.shape;
            if goes_on && self.open.is_empty() {
                self.fates[last] = Fate::Continues { next: place };
            }
        }
        if self.open.is_empty() {
            self.group = place;
        }
        let parent = self.open.last().map(|(parent, _)| *parent);
        self.open.push((place, parent));
    }

    fn close(&mut self, place: usize) {
        let mark = &self.marks[place];
        while let Some(&(last, parent)) = self.open.last() {
            let opened = &self.marks[last];
            if opened.shape == mark.shape {
                self.open.pop();
                self.fates[last] = Fate::Opens {
                    closer: place,
                    parent,
                };
                self.fates[place] = Fate::Closes(mark.shape);
                return;
            }
            if mark.may_be_apostrophe() {
                return;
            }
            if !opened.may_be_apostrophe() {
                self.fates[self.group..place].fill(Fate::Unpaired);
                self.open.clear();
                self.spoiled = Some(mark.line);
                return;
            }
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark::marks;
    use super::*;

    /// The marks of a text that pair, each with the number of its pair.
    fn paired(text: &str) -> Vec<Option<usize>> {
        let marks = marks(text, &[]);
        let fates = pair(&marks).fates;
        let mut numbers = vec![None; fates.len()];
        for (place, fate) in fates.iter().enumerate() {
            if let Fate::Opens { closer, .. } = fate {
                (numbers[place], numbers[*closer]) = (Some(place), Some(place));
            }
        }
        numbers
    }

    #[test]
    fn pairs_are_found_at_any_depth() {
        assert_eq!(
            paired("“甲‘乙“丙”’”"),
            [Some(0), Some(1), Some(2), Some(2), Some(1), Some(0)]
        );
        assert_eq!(paired("「甲\n乙」"), [Some(0), Some(0)]);
    }

    #[test]
    fn an_open_quotation_ends_where_another_begins() {
        assert_eq!(paired("“甲\n“乙”"), [None, Some(1), Some(1)]);
        // It may as well begin within the line.
        assert_eq!(
            paired("“甲\n又“乙‘丙’”"),
            [None, Some(1), Some(2), Some(2), Some(1)]
        );
        assert_eq!(paired("甲”“乙”"), [None, Some(1), Some(1)]);
    }

    #[test]
    fn crossing_pairs_are_none() {
        assert_eq!(paired("“甲‘乙”丙’“丁”\n“戊”")[..6], [None; 6]);
        assert_eq!(paired("“甲‘乙”丙’“丁”\n“戊”")[6..], [Some(6), Some(6)]);
    }
}
