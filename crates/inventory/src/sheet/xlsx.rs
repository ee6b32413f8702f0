//! Excel's workbooks, cell by cell.

use super::lines::Cells;
use super::merged::of_excel;
use super::{Workbook, unkept, unreadable};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use ground::fault::Fault;
use ground::table::open_input;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// The sheets of a workbook.
pub(super) struct Sheets {
    path: PathBuf,
    workbook: Xlsx<BufReader<File>>,
}

impl Sheets {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let file = open_input(path).map_err(|error| unreadable(path, error))?;
        let workbook = Xlsx::new(BufReader::new(file)).map_err(|error| unreadable(path, error))?;
        Ok(Self { path: path.to_owned(), workbook })
    }
}

impl Workbook for Sheets {
    fn names(&self) -> Vec<String> {
        self.workbook.sheet_names()
    }

    fn cells(&mut self, sheet: &str, most: u64, out: &mut dyn Cells) -> Result<(), Fault> {
        for (column, first, last) in of_excel(&self.path, sheet)? {
            out.merged(column, first, last);
        }
        let broken = |error| unreadable(&self.path, error);
        let Ok(mut cells) = self.workbook.worksheet_cells_reader(sheet) else {
            // A sheet of a chart has no cells.
            return Ok(());
        };
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            if u64::from(row) >= most {
                break;
            }
            let text = text_of(cell.get_value());
            out.cell(u64::from(row), column, &text).map_err(|error| unkept(&self.path, &error))?;
        }
        out.finish().map_err(|error| unkept(&self.path, &error))
    }
}

/// A cell as a table writes it: dates by the kind of the cell, numbers in full.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => day(date),
        DataRef::DateTimeIso(date) => date.split('T').next().unwrap_or("").to_owned(),
        DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn day(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
