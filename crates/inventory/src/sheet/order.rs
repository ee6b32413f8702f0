//! A sheet whose cells come in no order, or twice: put in order, and nothing of it left out.

use super::lines::{CellSink, LineWriter, MOST_COLUMNS};
use std::collections::BTreeMap;
use std::io;

/// What a cell takes besides its text, and a row besides its cells, in bytes.
const OVERHEAD: u64 = 64;
const ROW_OVERHEAD: u64 = 400;
/// The most that a sheet in no order may take, in bytes: all of it is kept.
const MOST_KEPT: u64 = 320 << 20;

/// The rows of a sheet, each as often as it was written.
#[derive(Default)]
pub(super) struct SortedRows {
    rows: BTreeMap<u64, Vec<BTreeMap<u32, String>>>,
    merged: Vec<(u32, u64, u64)>,
    kept: u64,
    beyond: u64,
    left_out: u64,
}

impl SortedRows {
    /// Writes the rows in order; of those with one number, one after the other.
    pub(super) fn write(self, lines: &mut LineWriter<'_>) -> io::Result<()> {
        for (column, first, last) in self.merged {
            lines.merged(column, first, last);
        }
        for (row, written) in self.rows {
            for (at, cells) in written.into_iter().enumerate() {
                if at > 0 {
                    lines.again()?;
                }
                for (column, text) in cells {
                    lines.cell(row, column, &text)?;
                }
            }
        }
        lines.met.beyond += self.beyond;
        lines.met.left_out += self.left_out;
        lines.finish()
    }
}

impl CellSink for SortedRows {
    fn cell(&mut self, row: u64, column: u32, text: &str) -> io::Result<()> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            self.beyond += 1;
            return Ok(());
        }
        self.kept += text.len() as u64 + OVERHEAD;
        if self.kept > MOST_KEPT {
            return Err(io::Error::other(
                "the sheet is in no order, and too large to be put in one",
            ));
        }
        let written = self.rows.entry(row).or_default();
        match written.last_mut() {
            // The same cell with the same text says nothing new; with another, it is of another row.
            Some(cells) if cells.get(&column).is_none_or(|known| known == text) => {
                cells.insert(column, text.to_owned());
            }
            _ => {
                self.kept += ROW_OVERHEAD;
                written.push(BTreeMap::from([(column, text.to_owned())]));
            }
        }
        Ok(())
    }

    fn merged(&mut self, column: u32, first: u64, last: u64) {
        self.merged.push((column, first, last));
    }

    fn left_out(&mut self, rows: u64) {
        self.left_out += rows;
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_in_no_order_or_twice_are_all_written() {
        let mut sorted = SortedRows::default();
        for (row, column, text) in [
            (3, 1, "d"),
            (3, 0, "c"),
            (1, 0, "a"),
            (1, 1, "b"),
            (1, 0, "e"),
            (1, 1, "f"),
            (1, 1, "f"),
        ] {
            sorted.cell(row, column, text).unwrap();
        }
        let mut out = Vec::new();
        let mut lines = LineWriter::new(&mut out);
        sorted.write(&mut lines).unwrap();
        assert_eq!(lines.met.twice, 1);
        assert_eq!(String::from_utf8(out).unwrap(), "\na;b;\ne;f;\n\nc;d;\n");
    }
}
