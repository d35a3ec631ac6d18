//! Lines that are rows of a table whose cells commas part: `编号,姓名,城市`, `1,张三,北京`.

use std::ops::Range;

use super::super::class::is_han;

/// Rows that make a table, and commas in each.
const ROWS: usize = 3;
const COMMAS: usize = 2;

/// The tables of a text, each from its first row to its last, in order: rows have as many commas, no mark at the
/// end, and all but the header have a cell without Han, a number or a name, which clauses are not. O(bytes).
pub(super) fn tables(text: &str) -> Vec<Range<usize>> {
    let mut tables = Vec::new();
    let mut table = Table::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let row = Row::of(line.trim_end());
        if !table.takes(row.as_ref()) {
            tables.extend(table.span());
            table = Table {
                start: at,
                ..Table::default()
            };
        }
        at += line.len();
        table.add(row, at);
    }
    tables.extend(table.span());
    tables
}

/// A line that may be a row.
struct Row {
    /// Commas outside of quotes.
    commas: usize,
    has_plain_cell: bool,
}

impl Row {
    fn of(line: &str) -> Option<Self> {
        const ENDS: &[char] = &[
            '。', '！', '？', '；', '：', '，', '、', '…', '.', '!', '?', ';', ':', ',',
        ];
        let mut is_quoted = false;
        let is_comma = |c| {
            is_quoted ^= c == '"';
            c == ',' && !is_quoted
        };
        let (mut cells, mut has_plain_cell) = (0, false);
        for cell in line.split(is_comma) {
            cells += 1;
            has_plain_cell |= !cell.chars().any(is_han);
        }
        (cells > COMMAS && !line.ends_with(ENDS)).then_some(Self {
            commas: cells - 1,
            has_plain_cell,
        })
    }
}

/// Rows so far.
#[derive(Default)]
struct Table {
    start: usize,
    end: usize,
    rows: usize,
    commas: usize,
}

impl Table {
    fn takes(&self, row: Option<&Row>) -> bool {
        match row {
            None => self.rows == 0,
            Some(row) => self.rows == 0 || row.commas == self.commas && row.has_plain_cell,
        }
    }

    fn add(&mut self, row: Option<Row>, end: usize) {
        if let Some(row) = row {
            self.rows += 1;
            self.commas = row.commas;
            self.end = end;
        } else {
            self.start = end;
        }
    }

    fn span(&self) -> Option<Range<usize>> {
        (self.rows >= ROWS).then_some(self.start..self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_as_many_commas() {
        let table = "编号,姓名,城市\n1,张三,\"北京,海淀\"\n2,李四,上海\n";
        assert_eq!(tables(table).first(), Some(&(0..table.len())));
        let amid = format!("说明,如下\n{table}完,了,吗?\n");
        assert_eq!(tables(&amid).len(), 1);
        assert_eq!(&amid[tables(&amid)[0].clone()], table);
        assert!(tables("一,2,三\n四,5,六\n").is_empty(), "two rows");
        assert!(
            tables("一,二,三\n四,五,六\n七,八,九").is_empty(),
            "no numbers"
        );
        assert!(tables("他来了,坐下,笑了.\n她也来了,站着,哭了.\n没人来,也好,睡了.").is_empty());
    }
}
