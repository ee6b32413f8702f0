//! Cells of a sheet written as the lines of a table. Rows of several sheets follow one another, so
//! that each says its own sheet and row in two columns after its own.

use super::merged::Spans;
use ground::table::numbered;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io::{self, Write};

/// The most columns of a sheet that are read.
pub(super) const MOST_COLUMNS: u32 = 1024;
/// The most text that a sheet may become, in bytes.
pub(super) const MOST_TEXT: u64 = 1 << 30;
/// The longest text of a cell that is kept, in bytes: a cell of Excel holds 32,767 characters, of up to
/// three bytes each. Of one that is longer the start is kept, and it is counted.
pub(super) const LONGEST_CELL: usize = 1 << 17;

/// The most text of the first rows of a sheet that is looked at, in bytes.
const MOST_LOOKED_AT: u64 = 8 << 20;

/// The most formulas of a sheet that are told one by one.
const MOST_FORMULAS: usize = 100_000;

/// Takes the cells of a sheet; rows and columns count from 0.
pub(super) trait CellSink {
    /// Takes a cell.
    fn cell(&mut self, row: u64, column: u32, text: &str) -> io::Result<()>;
    /// Hears that a cell holds for the rows below it too, to the last one.
    fn merged(&mut self, column: u32, first: u64, last: u64);
    /// Hears how many repeats of a row are not given: more than any inventory has.
    fn left_out(&mut self, rows: u64);
    /// Ends the sheet.
    fn finish(&mut self) -> io::Result<()>;
}

/// Where the rows of a sheet go in the table of several.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    /// What the sheet is called in faults.
    pub(super) name: String,
    /// The row of its headings.
    pub(super) heading: u64,
    /// Whether it is a cross table: the row above its headings may group them.
    pub(super) crossed: bool,
    /// Whether its rows follow those of another sheet: its headings are not written again.
    pub(super) follows: bool,
    /// The column of the table where each of its columns stands.
    pub(super) columns: HashMap<u32, u32>,
    /// How many columns the table has; the sheet's name and the row's number stand after them.
    pub(super) width: u32,
    /// The headings of its last columns, which the first sheet does not have.
    pub(super) added: Vec<String>,
    /// Its columns of which a formula without a value is as an empty cell.
    pub(super) read: Vec<u32>,
}

/// A cell whose formula nobody worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula {
    /// Its row, from 1.
    pub(super) row: u64,
    /// Its column, from 0.
    pub(super) column: u32,
    pub(super) text: String,
}

impl Seat {
    /// How many columns of the table are the first sheet's own.
    fn own(&self) -> u32 {
        self.width.saturating_sub(numbered(self.added.len()))
    }
}

/// What was met that is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct MetInSheet {
    /// Cells beyond the columns that are read.
    pub(super) beyond: u64,
    /// Cells of which only the start is kept.
    pub(super) cut: u64,
    /// Rows below a merged number, which is not repeated.
    pub(super) unfilled: u64,
    /// Rows whose number an earlier row has.
    pub(super) twice: u64,
    /// Repeats of rows that were not read.
    pub(super) left_out: u64,
}

/// Lines being written.
pub(super) struct LineWriter<'a> {
    out: &'a mut dyn Write,
    seat: Option<Seat>,
    spans: Spans,
    cells: Vec<(u32, String)>,
    line: String,
    /// How many bytes were written.
    pub(super) written: u64,
    /// The number of the row being written.
    row: u64,
    /// How many bytes of cells are taken; those after are left.
    room: u64,
    /// Rows with something in them.
    pub(super) filled: u64,
    /// A print of each row below the headings, that of another sheet's same row being the same.
    pub(super) prints: Vec<u64>,
    /// Whether a cell came after one that stands after it: what was written is to be thrown away.
    pub(super) disorder: bool,
    pub(super) met: MetInSheet,
    /// The formulas below the headings that no value stands for, the first of them.
    pub(super) formulas: Vec<Formula>,
}

impl<'a> LineWriter<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            seat: None,
            spans: Spans::default(),
            cells: Vec::new(),
            line: String::new(),
            written: 0,
            row: 0,
            room: u64::MAX,
            filled: 0,
            prints: Vec::new(),
            disorder: false,
            met: MetInSheet::default(),
            formulas: Vec::new(),
        }
    }

    /// Takes no more text than tells what a sheet is.
    pub(super) fn looking(mut self) -> Self {
        self.room = MOST_LOOKED_AT;
        self
    }

    /// Writes the rows where they stand in the table of several sheets.
    pub(super) fn seated(mut self, seat: Option<Seat>) -> Self {
        self.seat = seat;
        self
    }

    /// Does not fill these columns below a merged cell: a number of units, or what names one.
    pub(super) fn sparing(mut self, columns: &[u32]) -> Self {
        self.spans.spare(columns);
        self
    }

    /// How many rows were ended.
    pub(super) fn rows(&self) -> u64 {
        self.row
    }

    /// Ends a row whose number the next one has too.
    pub(super) fn again(&mut self) -> io::Result<()> {
        self.met.twice += 1;
        self.write()
    }

    fn end(&mut self) -> io::Result<()> {
        self.write()?;
        self.row += 1;
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        self.met.unfilled += self.spans.fill(self.row, &mut self.cells);
        let filled = !self.cells.is_empty();
        self.filled += u64::from(filled);
        match &self.seat {
            None => {
                row_of(&mut self.line, &self.cells);
                self.line.push('\n');
            }
            Some(seat) if self.row < seat.heading => {
                if !seat.follows {
                    if seat.crossed && self.row + 1 == seat.heading {
                        self.cells.retain(|(column, _)| *column < seat.width);
                        row_of(&mut self.line, &self.cells);
                    }
                    self.line.push('\n');
                }
            }
            Some(seat) if self.row == seat.heading => {
                if !seat.follows {
                    let own = seat.own();
                    self.cells.retain(|(column, _)| *column < own);
                    self.cells.extend((own..).zip(seat.added.iter().cloned()));
                    row_of(&mut self.line, &self.cells);
                    let at = self.cells.last().map_or(0, |(column, _)| column + 1);
                    // Of the two columns after the table's own neither has a heading.
                    (at..=seat.width).for_each(|_| self.line.push(';'));
                    self.line.push('\n');
                }
            }
            Some(seat) => {
                let (row, formulas) = (self.row + 1, &mut self.formulas);
                let mut cells: Vec<(u32, String)> = std::mem::take(&mut self.cells)
                    .into_iter()
                    .filter_map(|(column, text)| {
                        if !text.starts_with('=') || !seat.read.contains(&column) {
                            return Some((column, text));
                        }
                        if formulas.len() < MOST_FORMULAS {
                            formulas.push(Formula { row, column, text });
                        }
                        None
                    })
                    .filter_map(|(column, text)| Some((*seat.columns.get(&column)?, text)))
                    .collect();
                if cells.is_empty() {
                    if !seat.follows {
                        self.line.push('\n');
                    }
                } else {
                    cells.sort_by_key(|(column, _)| *column);
                    self.prints.push(print_of(&cells));
                    cells.push((seat.width, seat.name.clone()));
                    cells.push((seat.width + 1, (self.row + 1).to_string()));
                    row_of(&mut self.line, &cells);
                    self.line.push('\n');
                }
            }
        }
        self.cells.clear();
        self.written += self.line.len() as u64;
        if self.written > MOST_TEXT {
            return Err(io::Error::other("the sheet has more text than any inventory"));
        }
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }
}

impl CellSink for LineWriter<'_> {
    fn cell(&mut self, row: u64, column: u32, text: &str) -> io::Result<()> {
        if self.disorder || text.trim().is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            self.met.beyond += 1;
            return Ok(());
        }
        let after = self.cells.last().is_none_or(|(last, _)| *last < column);
        if row < self.row || (row == self.row && !after) {
            self.disorder = true;
            return Ok(());
        }
        while self.row < row {
            self.end()?;
        }
        let Some(room) = self.room.checked_sub(text.len() as u64) else { return Ok(()) };
        self.room = room;
        let start = &text[..text.floor_char_boundary(LONGEST_CELL)];
        self.met.cut += u64::from(start.len() < text.len());
        self.cells.push((column, start.to_owned()));
        Ok(())
    }

    fn merged(&mut self, column: u32, first: u64, last: u64) {
        self.spans.add(column, first, last);
    }

    fn left_out(&mut self, rows: u64) {
        self.met.left_out += rows;
    }

    fn finish(&mut self) -> io::Result<()> {
        if !self.cells.is_empty() {
            self.end()?;
        }
        self.out.flush()
    }
}

/// The start of a cell's text that a sink is given: where it is longer than what is kept, a little
/// more, so that it is seen to be cut.
pub(super) fn kept(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_CELL + 4)]
}

fn print_of(cells: &[(u32, String)]) -> u64 {
    foldhash::quality::FixedState::with_seed(0x7368_6565).hash_one(cells)
}

/// A row as a line without its end; what a cell has on several lines stands on one.
fn row_of(line: &mut String, cells: &[(u32, String)]) {
    let mut at = 0;
    for (column, text) in cells {
        (at..*column).for_each(|_| line.push(';'));
        push(line, text);
        // The next cell of the row stands after a delimiter of its own.
        line.push(';');
        at = column + 1;
    }
}

/// Adds a cell to a line.
fn push(line: &mut String, text: &str) {
    let text = text.trim();
    // Nearly every cell is written as it stands.
    let special = |byte: u8| matches!(byte, b';' | b'"' | b'\r' | b'\n' | b'\t');
    if !text.bytes().any(special) {
        line.push_str(text);
        return;
    }
    let quoted = text.contains([';', '"']);
    if quoted {
        line.push('"');
    }
    for letter in text.chars() {
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
        let mut lines = LineWriter::new(&mut out);
        lines.cell(1, 0, "Type").unwrap();
        lines.cell(1, 2, "17\" ; large\nscreen").unwrap();
        lines.cell(3, 1, "x").unwrap();
        lines.finish().unwrap();
        assert_eq!(lines.filled, 2);
        assert_eq!(String::from_utf8(out).unwrap(), "\nType;;\"17\"\" ; large screen\";\n\n;x;\n");
    }

    #[test]
    fn of_first_rows_no_more_is_kept_than_tells_a_sheet() {
        let mut out = Vec::new();
        let mut lines = LineWriter::new(&mut out).looking();
        let long = "é".repeat(1 << 20);
        assert_eq!(kept(&long).len(), LONGEST_CELL + 4);
        (0..1000).for_each(|at| lines.cell(at / 100, (at % 100) as u32, kept(&long)).unwrap());
        lines.cell(20, 0, "x").unwrap();
        lines.finish().unwrap();
        assert!(out.len() as u64 <= MOST_LOOKED_AT + 2000, "{}", out.len());
    }

    #[test]
    fn a_cell_of_excel_is_kept_whole_and_a_longer_one_is_counted() {
        for (letter, letters, cut) in
            [("漢", 32_767, 0), ("x", 1 << 17, 0), ("x", (1 << 17) + 1, 1), ("é", 1 << 20, 1)]
        {
            let text = letter.repeat(letters);
            let mut out = Vec::new();
            let mut lines = LineWriter::new(&mut out);
            lines.cell(0, 0, kept(&text)).unwrap();
            lines.finish().unwrap();
            assert_eq!(lines.met.cut, cut, "{letters} {letter}");
            assert_eq!(out.len(), text.len().min(LONGEST_CELL) + 2, "{letters} {letter}");
        }
    }

    #[test]
    fn what_comes_out_of_order_is_seen() {
        let seen = |cells: &[(u64, u32)]| {
            let mut out = Vec::new();
            let mut lines = LineWriter::new(&mut out);
            for (row, column) in cells {
                lines.cell(*row, *column, "x").unwrap();
            }
            lines.disorder
        };
        assert!(seen(&[(1, 2), (1, 0)]) && seen(&[(4, 0), (2, 0)]) && seen(&[(1, 0), (1, 0)]));
        assert!(!seen(&[(0, 0), (0, 3), (1, 0), (9, 5)]));
    }

    #[test]
    fn a_merged_cell_holds_for_its_rows_and_for_no_blank_one() {
        let mut out = Vec::new();
        let mut lines = LineWriter::new(&mut out).sparing(&[2]);
        lines.merged(0, 0, 3);
        lines.merged(2, 0, 1);
        for (row, column, text) in
            [(0, 0, "PC"), (0, 1, "HP"), (0, 2, "15"), (1, 1, "Dell"), (3, 1, "LG"), (4, 1, "x")]
        {
            lines.cell(row, column, text).unwrap();
        }
        lines.finish().unwrap();
        assert_eq!(lines.met.unfilled, 1, "fifteen units are not thirty");
        assert_eq!(String::from_utf8(out).unwrap(), "PC;HP;15;\nPC;Dell;\n\nPC;LG;\n;x;\n");
    }

    #[test]
    fn rows_of_a_second_sheet_stand_in_the_columns_of_the_first() {
        let mut out = Vec::new();
        let seat = |follows, columns: [u32; 2]| Seat {
            name: "p#A".to_owned(),
            heading: 0,
            crossed: false,
            follows,
            columns: HashMap::from([(0, columns[0]), (1, columns[1])]),
            width: 2,
            read: vec![1],
            added: Vec::new(),
        };
        for (follows, columns, rows) in [
            (false, [0, 1], ["Type", "Marque", "PC", "HP"]),
            (true, [1, 0], ["Marque", "Type", "LG", "Ecran"]),
        ] {
            let mut lines = LineWriter::new(&mut out).seated(Some(seat(follows, columns)));
            for (at, text) in (0_u32..).zip(rows) {
                lines.cell(u64::from(at / 2), at % 2, text).unwrap();
            }
            lines.finish().unwrap();
        }
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Type;Marque;;\nPC;HP;p#A;2;\nEcran;LG;p#A;2;\n"
        );
    }
}
