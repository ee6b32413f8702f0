//! Cells of a sheet written as the lines of a table: row 12 is line 12.

use std::io::{self, Write};

/// The most columns of a sheet that are read.
pub(super) const MOST_COLUMNS: u32 = 1024;
/// The most text that a sheet may become, in bytes.
const MOST_TEXT: u64 = 1 << 30;

/// Lines being written.
pub(super) struct Lines<W: Write> {
    out: W,
    line: String,
    columns: u32,
    written: u64,
    /// Lines ended.
    pub(super) rows: u64,
    /// Rows with something in them.
    pub(super) filled: u64,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, line: String::new(), columns: 0, written: 0, rows: 0, filled: 0 }
    }

    /// Writes a cell; `row` and `column` count from 0, rows never go back.
    pub(super) fn cell(&mut self, row: u64, column: u32, text: &str) -> io::Result<()> {
        if column >= MOST_COLUMNS || row < self.rows || text.is_empty() {
            return Ok(());
        }
        while self.rows < row {
            self.end()?;
        }
        // A cell that comes before one already written would stand in another's place.
        if column < self.columns {
            return Ok(());
        }
        for _ in self.columns..column {
            self.line.push(';');
        }
        self.columns = column;
        push(&mut self.line, text);
        // The next cell of the row stands after a delimiter of its own.
        self.columns += 1;
        self.line.push(';');
        Ok(())
    }

    /// Ends the last row.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.end()?;
        }
        self.out.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.filled += u64::from(!self.line.is_empty());
        self.line.push('\n');
        self.written += self.line.len() as u64;
        if self.written > MOST_TEXT {
            return Err(io::Error::other("the sheet has more text than any inventory"));
        }
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        self.columns = 0;
        self.rows += 1;
        Ok(())
    }
}

/// Adds a cell to a line; what it has on several lines stands on one.
fn push(line: &mut String, text: &str) {
    let quoted = text.contains([';', '"']);
    if quoted {
        line.push('"');
    }
    for letter in text.trim().chars() {
        match letter {
            '\r' | '\n' | '\t' => line.push(' '),
            '"' => line.push_str("\"\""),
            other => line.push(other),
        }
    }
    if quoted {
        line.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stands_on_the_line_of_its_row_and_in_its_column() {
        let mut out = Vec::new();
        let mut lines = Lines::new(&mut out);
        lines.cell(1, 0, "Type").unwrap();
        lines.cell(1, 2, "17\" ; large\nscreen").unwrap();
        lines.cell(3, 1, "x").unwrap();
        lines.finish().unwrap();
        assert_eq!(lines.filled, 2);
        assert_eq!(String::from_utf8(out).unwrap(), "\nType;;\"17\"\" ; large screen\";\n\n;x;\n");
    }
}
