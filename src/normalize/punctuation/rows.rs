//! Lines that are rows of a table whose cells commas part: `编号,姓名,城市`, `1,张三,北京`.

use std::ops::Range;

use super::super::class::is_han;

/// Rows that make a table, and commas in each.
const ROWS: usize = 3;
const COMMAS: usize = 2;

/// Characters of a cell, and of no clause.
const CELL: usize = 6;

/// The tables of a text, each from its first row to its last, in order: rows have as many commas, no mark at the
/// end, and all but the header have a cell without Han, a number or a name, which clauses are not, or short
/// cells only. O(bytes).
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
    has_cells: bool,
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
        let (mut cells, mut has_plain, mut all_short) = (0, false, true);
        for cell in line.split(is_comma) {
            cells += 1;
            has_plain |= !cell.chars().any(is_han);
            all_short &= cell.chars().nth(CELL).is_none();
        }
        (cells > COMMAS && !line.ends_with(ENDS)).then_some(Self {
            commas: cells - 1,
            has_cells: has_plain || all_short,
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
            Some(row) => self.rows == 0 || row.commas == self.commas && row.has_cells,
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
        assert_eq!(
            tables("姓名,性别,城市\n张三,男,北京\n李四,女,上海").len(),
            1
        );
        let verse = "春天我们在河边放风筝,夏天去山里看萤火虫,秋天也好\n晴天她把被子晒在阳台上,雨天就坐着听屋檐,雪天也好\n早晨有人在巷口卖豆浆,傍晚有人骑着车回家,半夜也好";
        assert!(tables(verse).is_empty(), "clauses");
        assert!(tables("他来了,坐下,笑了.\n她也来了,站着,哭了.\n没人来,也好,睡了.").is_empty());
    }
}
