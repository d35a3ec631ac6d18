//! The account of changes alone: for who must know where they are, and nothing else that was found.

use std::ops::Range;

use super::{Change, Left, Record, Report};

/// A report without what was left. What becomes of the text in the end need not be in it.
#[derive(Debug, Default)]
pub(crate) struct Changes(Report);

impl AsMut<Report> for Changes {
    fn as_mut(&mut self) -> &mut Report {
        &mut self.0
    }
}

impl AsMut<Report> for Report {
    fn as_mut(&mut self) -> &mut Report {
        self
    }
}

impl Record for Changes {
    const IS_READ: bool = false;

    fn unchanged(len: usize) -> Self {
        Self(Report::unchanged(len))
    }

    fn edit(&mut self, change: &Change<'_>, target: Range<usize>, removed: &str) {
        self.0.edit(change, target, removed);
    }

    fn left(&mut self, _: Left) {}

    fn forget_left(&mut self) {}

    fn finish(&mut self, target_len: usize) {
        Record::finish(&mut self.0, target_len);
    }

    fn weigh(&mut self, _: u32) {}

    fn then(self, next: Self) -> Self {
        Self(self.0.then(next.0))
    }
}
