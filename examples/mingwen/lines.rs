//! Line and column of byte offsets.

/// Walks a text forward, so that all positions asked for cost one pass together.
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Lines<'t> {
    /// A text behind so many lines of its document.
    pub(crate) fn behind(lines: usize, text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: lines + 1,
            column: 1,
        }
    }

    /// Line and column of `offset`, both counted from 1, columns in characters. An offset before
    /// the last one asked for gets the position of that.
    pub(crate) fn position(&mut self, offset: usize) -> (usize, usize) {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        self.at += passed.len();
        let last = match passed.rfind('\n') {
            None => passed,
            Some(end) => {
                self.line += passed.bytes().filter(|&byte| byte == b'\n').count();
                self.column = 1;
                &passed[end + 1..]
            }
        };
        self.column += last.chars().count();
        (self.line, self.column)
    }
}
