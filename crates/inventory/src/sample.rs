//! The first rows of a table: what readings of it are held against.

use super::placeholder::is_placeholder;
use ground::table::Dialect;

/// How many rows are looked at.
const ROWS: usize = 200;

/// The first rows below a heading, the blank ones left out.
pub(super) struct Sample {
    pub(super) rows: Vec<csv::ByteRecord>,
}

impl Sample {
    /// The rows at the start of a text; `whole` says that the text is cut nowhere.
    pub(super) fn of(text: &[u8], dialect: Dialect, whole: bool) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .from_reader(text);
        let filled = |row: &csv::ByteRecord| row.iter().any(|cell| !cell.trim_ascii().is_empty());
        let mut rows: Vec<csv::ByteRecord> =
            reader.byte_records().map_while(Result::ok).filter(filled).take(ROWS + 1).collect();
        // The last may be cut.
        if rows.len() > ROWS || !whole {
            rows.pop();
        }
        Self { rows }
    }

    /// The cells of a column that say something: a word for nothing is as an empty cell.
    pub(super) fn told(&self, column: usize) -> Vec<&str> {
        let mut cells = self.cells(column);
        cells.retain(|cell| !is_placeholder(cell.as_bytes()));
        cells
    }

    /// The cells of a column that hold something.
    pub(super) fn cells(&self, column: usize) -> Vec<&str> {
        self.rows
            .iter()
            .filter_map(|row| std::str::from_utf8(row.get(column)?.trim_ascii()).ok())
            .filter(|cell| !cell.is_empty())
            .collect()
    }
}
