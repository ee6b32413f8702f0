//! Workbooks of `LibreOffice`, read from their one document, cell by cell.
//!
//! Repeated rows and columns are written as often as they say only where something is in them, and
//! no more often than a sheet has room. What they come to is bounded where they are written.

use super::lines::{Cells, MOST_COLUMNS};
use super::references::{reference, unescaped};
use super::{Workbook, unkept, unreadable};
use ground::fault::Fault;
use quick_xml::events::{BytesStart, Event};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// The most rows that a sheet has.
const MOST_ROWS: u64 = 1 << 20;
/// The most text that repeated rows of a sheet may come to besides the first of each, in bytes.
const MOST_REPEATED: u64 = 64 << 20;
/// The longest text of a cell that is kept, in bytes.
const LONGEST_CELL: usize = 1 << 16;

/// The sheets of a workbook.
pub(super) struct Sheets {
    path: PathBuf,
    names: Vec<String>,
}

impl Sheets {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let mut names = Vec::new();
        walk(path, |event| {
            if let Seen::Sheet(name) = event {
                names.push(name.to_owned());
            }
            Ok(true)
        })?;
        Ok(Self { path: path.to_owned(), names })
    }
}

impl Workbook for Sheets {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn cells(&mut self, sheet: &str, most: u64, out: &mut dyn Cells) -> Result<(), Fault> {
        let (mut here, mut row, mut done) = (false, 0_u64, false);
        let (most, mut room) = (most.min(MOST_ROWS), MOST_REPEATED);
        walk(&self.path, |event| {
            match event {
                Seen::Sheet(name) => {
                    done |= here;
                    here = !done && name == sheet;
                }
                Seen::Row(cells, repeated) if here => {
                    let length: u64 = cells.iter().map(|cell| cell.text.len() as u64 + 1).sum();
                    let asked = if cells.is_empty() { 0 } else { repeated.min(most - row) };
                    let times = asked.min(1 + room / length.max(1));
                    room = room.saturating_sub(times.saturating_sub(1) * length);
                    out.left_out(asked - times);
                    for row in row..row + times {
                        for cell in cells {
                            if cell.down > 1 {
                                out.merged(cell.column, row, row.saturating_add(cell.down - 1));
                            }
                            out.cell(row, cell.column, &cell.text)?;
                        }
                    }
                    row = row.saturating_add(repeated);
                    done |= row >= most;
                }
                Seen::Row(..) => {}
            }
            Ok(!done)
        })?;
        out.finish().map_err(|error| unkept(&self.path, &error))
    }
}

/// A cell that holds something.
struct Cell {
    column: u32,
    /// How many rows it is merged over.
    down: u64,
    text: String,
}

/// What is met on the way through a workbook.
enum Seen<'a> {
    /// A sheet starts.
    Sheet(&'a str),
    /// A row ends: its cells that hold something, and how often it is repeated.
    Row(&'a [Cell], u64),
}

/// Walks through the document of a workbook until `meet` says that it is enough.
fn walk(path: &Path, mut meet: impl FnMut(Seen<'_>) -> std::io::Result<bool>) -> Result<(), Fault> {
    let broken = |error: &dyn std::fmt::Display| unreadable(path, error);
    let file = ground::table::open_input(path).map_err(|error| broken(&error))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let part = archive.by_name("content.xml").map_err(|error| broken(&error))?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut place = Place::default();
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        let go_on = match event {
            Event::Start(tag) => {
                depth += 1;
                place.open(&tag, &mut meet)
            }
            Event::Empty(tag) => place
                .open(&tag, &mut meet)
                .and_then(|on| Ok(on & place.close(tag.name().as_ref(), &mut meet)?)),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                place.close(tag.name().as_ref(), &mut meet)
            }
            Event::Text(piece) => {
                place.add(&piece);
                Ok(true)
            }
            Event::CData(piece) => {
                place.add(&piece);
                Ok(true)
            }
            Event::GeneralRef(name) => {
                place.add(reference(&name).encode_utf8(&mut [0; 4]));
                Ok(true)
            }
            Event::DocType(_) => return Err(broken(&"DOCTYPE")),
            Event::Eof if depth > 0 => return Err(broken(&"unexpected end")),
            Event::Eof => return Ok(()),
            _ => Ok(true),
        };
        if !go_on.map_err(|error| unkept(path, &error))? {
            return Ok(());
        }
        if depth > 256 {
            return Err(broken(&"nested too deeply"));
        }
    }
}

/// Where the walk stands.
#[derive(Default)]
struct Place {
    cells: Vec<Cell>,
    repeated: u64,
    column: u32,
    across: u32,
    down: u64,
    value: Option<String>,
    text: String,
    in_cell: bool,
    /// Notes that people stick on cells are not cells.
    in_note: usize,
}

impl Place {
    fn add(&mut self, piece: &str) {
        if self.in_cell && self.in_note == 0 && self.text.len() < LONGEST_CELL {
            self.text.push_str(piece);
        }
    }

    fn open(
        &mut self,
        tag: &BytesStart<'_>,
        meet: &mut impl FnMut(Seen<'_>) -> std::io::Result<bool>,
    ) -> std::io::Result<bool> {
        match tag.name().as_ref() {
            "table:table" => {
                return meet(Seen::Sheet(
                    &attribute(tag, "table:name").unwrap_or_else(|| "?".to_owned()),
                ));
            }
            "table:table-row" => {
                self.cells.clear();
                self.column = 0;
                self.repeated = count(tag, "table:number-rows-repeated").clamp(1, MOST_ROWS);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.in_cell = true;
                self.text.clear();
                let across = count(tag, "table:number-columns-repeated").clamp(1, 1 << 16);
                self.across = u32::try_from(across).unwrap_or(1);
                self.down = count(tag, "table:number-rows-spanned").clamp(1, MOST_ROWS);
                self.value = match attribute(tag, "office:value-type").as_deref() {
                    Some("date") => attribute(tag, "office:date-value")
                        .map(|date| date.split('T').next().unwrap_or("").to_owned()),
                    Some("float" | "currency" | "percentage") => attribute(tag, "office:value"),
                    Some("boolean") => attribute(tag, "office:boolean-value"),
                    // Its text may stand in it, or below it, or in both.
                    Some("string") => attribute(tag, "office:string-value"),
                    _ => None,
                };
            }
            "office:annotation" => self.in_note += 1,
            "text:p" if !self.text.is_empty() => self.add(" "),
            "text:s" | "text:tab" | "text:line-break" => self.add(" "),
            _ => {}
        }
        Ok(true)
    }

    fn close(
        &mut self,
        name: &str,
        meet: &mut impl FnMut(Seen<'_>) -> std::io::Result<bool>,
    ) -> std::io::Result<bool> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.in_cell = false;
                let own = self.text.trim();
                let text = self.value.take().filter(|value| !value.is_empty());
                let text = text.unwrap_or_else(|| own.to_owned());
                let last = self.column.saturating_add(self.across);
                if !text.is_empty() {
                    let columns = self.column..last.min(MOST_COLUMNS);
                    let down = self.down;
                    let cell = |column| Cell { column, down, text: text.clone() };
                    self.cells.extend(columns.map(cell));
                }
                self.column = last;
            }
            "office:annotation" => self.in_note = self.in_note.saturating_sub(1),
            "table:table-row" => return meet(Seen::Row(&self.cells, self.repeated)),
            _ => {}
        }
        Ok(true)
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(unescaped(&found.value))
}

fn count(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1)
}
