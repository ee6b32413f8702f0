//! Workbooks of `LibreOffice`, read from their one document, cell by cell.
//!
//! Repeated rows and columns are written as often as they say only where something is in them, and
//! no more often than a sheet has room. What they come to is bounded where they are written.

use super::archive::document;
use super::lines::{CellSink, LONGEST_CELL, MOST_COLUMNS, kept};
use super::references::{reference, unescaped};
use super::{NamedSheet, Workbook, unkept, unreadable};
use ground::fault::Fault;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// The most rows that a sheet has.
const MOST_ROWS: u64 = 1 << 20;
/// The most text that repeated rows of a sheet may come to besides the first of each, in bytes.
const MOST_REPEATED: u64 = 64 << 20;

/// The sheets of a workbook.
///
/// They all stand in one document, which is walked through from its start to its end: sheets asked
/// for in their order go on where the last one ended.
pub(super) struct OdsSheets {
    path: PathBuf,
    /// The name of each, and whether the workbook hides it.
    named: Vec<(String, bool)>,
    walk: Option<OdsWalk>,
    /// How often the document was begun.
    #[cfg(test)]
    begun: usize,
}

impl OdsSheets {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let mut named = Vec::new();
        let mut walk = OdsWalk::open(path)?;
        while let Some(seen) = walk.next(path)? {
            if let SeenEvent::Sheet(name, hidden) = seen {
                named.push((name, hidden));
            }
        }
        Ok(Self {
            path: path.to_owned(),
            named,
            walk: None,
            #[cfg(test)]
            begun: 1,
        })
    }

    /// The walk at the start of a sheet; at the end of the document where it has no such sheet.
    fn at(&mut self, sheet: usize) -> Result<&mut OdsWalk, Fault> {
        let ahead =
            |walk: &OdsWalk| walk.begun <= sheet || (walk.begun == sheet + 1 && !walk.in_rows);
        let mut walk = if let Some(walk) = self.walk.take().filter(ahead) {
            walk
        } else {
            #[cfg(test)]
            {
                self.begun += 1;
            }
            OdsWalk::open(&self.path)?
        };
        while walk.begun <= sheet && walk.next(&self.path)?.is_some() {}
        Ok(self.walk.insert(walk))
    }
}

impl Workbook for OdsSheets {
    fn sheets(&self) -> Vec<NamedSheet> {
        let named = |(same_as, (name, hidden)): (usize, &(String, bool))| NamedSheet {
            name: name.clone(),
            same_as,
            hidden: *hidden,
        };
        self.named.iter().enumerate().map(named).collect()
    }

    fn cells(&mut self, sheet: usize, most: u64, out: &mut dyn CellSink) -> Result<(), Fault> {
        let path = self.path.clone();
        let (mut row, mut room) = (0_u64, MOST_REPEATED);
        let cannot = |error| unkept(&path, &error);
        let walk = self.at(sheet)?;
        while row < most {
            let Some(SeenEvent::Row(repeated)) = walk.next(&path)? else { break };
            let cells = &walk.place.cells;
            let length: u64 = cells.iter().map(|cell| cell.text.len() as u64 + 1).sum();
            let asked = if cells.is_empty() { 0 } else { repeated };
            // The first of each is read, wherever repeats put it.
            let in_sheet = most.min(MOST_ROWS).saturating_sub(row).max(1);
            let times = asked.min(in_sheet).min(1 + room / length.max(1));
            room = room.saturating_sub(times.saturating_sub(1) * length);
            out.left_out(asked - times);
            for row in row..row + times {
                for cell in cells {
                    if cell.down > 1 {
                        out.merged(cell.column, row, row.saturating_add(cell.down - 1));
                    }
                    out.cell(row, cell.column, &cell.text).map_err(cannot)?;
                }
            }
            row = row.saturating_add(repeated);
        }
        out.finish().map_err(cannot)
    }
}

/// A cell that holds something.
struct OdsCell {
    column: u32,
    /// How many rows it is merged over.
    down: u64,
    text: String,
}

/// What is met on the way through a workbook.
enum SeenEvent {
    /// A sheet starts: its name, and whether it is hidden.
    Sheet(String, bool),
    /// A row ends, which is repeated so often; its cells are in the [`OdsPlace`].
    Row(u64),
}

/// A walk through the document of a workbook.
struct OdsWalk {
    reader: quick_xml::Reader<BufReader<Box<dyn Read>>>,
    place: OdsPlace,
    buffer: Vec<u8>,
    depth: usize,
    /// How many sheets were begun.
    begun: usize,
    /// Whether a row of the last one was met.
    in_rows: bool,
}

impl OdsWalk {
    fn open(path: &Path) -> Result<Self, Fault> {
        let document = document(path, "content.xml")?;
        Ok(Self {
            reader: quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 16, document)),
            place: OdsPlace::default(),
            buffer: Vec::new(),
            depth: 0,
            begun: 0,
            in_rows: false,
        })
    }

    /// The next sheet or row; `None` at the end.
    fn next(&mut self, path: &Path) -> Result<Option<SeenEvent>, Fault> {
        let broken = |error: &dyn std::fmt::Display| unreadable(path, error);
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            let seen = match event.map_err(|error| broken(&error))? {
                Event::Start(tag) => {
                    self.depth += 1;
                    self.place.open(&tag)
                }
                Event::Empty(tag) => {
                    let opened = self.place.open(&tag);
                    opened.or(self.place.close(tag.name().as_ref()))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.place.close(tag.name().as_ref())
                }
                Event::Text(piece) => self.place.add(&piece),
                Event::CData(piece) => self.place.add(&piece),
                Event::GeneralRef(name) => {
                    self.place.add(reference(&name).encode_utf8(&mut [0; 4]))
                }
                Event::DocType(_) => return Err(broken(&"DOCTYPE")),
                Event::Eof if self.depth > 0 => return Err(broken(&"unexpected end")),
                Event::Eof => return Ok(None),
                _ => None,
            };
            if self.depth > 256 {
                return Err(broken(&"nested too deeply"));
            }
            if let Some(seen) = seen {
                self.in_rows = matches!(seen, SeenEvent::Row(_));
                self.begun += usize::from(!self.in_rows);
                return Ok(Some(seen));
            }
        }
    }
}

/// Where the walk stands.
#[derive(Default)]
struct OdsPlace {
    cells: Vec<OdsCell>,
    repeated: u64,
    column: u32,
    across: u32,
    down: u64,
    value: Option<String>,
    /// Its formula, with the `=` before it, and whether the workbook keeps what it came to.
    formula: Option<(String, bool)>,
    text: String,
    in_cell: bool,
    /// Notes that people stick on cells are not cells.
    in_note: usize,
    /// The style that is told of, and those that hide the sheets that have them.
    style: Option<String>,
    hiding: HashSet<String>,
}

impl OdsPlace {
    fn add(&mut self, piece: &str) -> Option<SeenEvent> {
        if self.in_cell && self.in_note == 0 && self.text.len() <= LONGEST_CELL {
            self.text.push_str(piece);
        }
        None
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Option<SeenEvent> {
        match tag.name().as_ref() {
            "table:table" => {
                let name = attribute(tag, "table:name").unwrap_or_else(|| "?".to_owned());
                let style = attribute(tag, "table:style-name");
                let hidden = style.is_some_and(|style| self.hiding.contains(&style));
                return Some(SeenEvent::Sheet(name, hidden));
            }
            "style:style" => self.style = attribute(tag, "style:name"),
            "style:table-properties" => {
                let hides = attribute(tag, "table:display").is_some_and(|shown| shown == "false");
                self.hiding.extend(self.style.take().filter(|_| hides));
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
                // `of:=SUM([.D2:.D9])`, behind the name of its language.
                let kind = attribute(tag, "office:value-type");
                self.formula = attribute(tag, "table:formula").map(|formula| {
                    let own = formula.find('=').map_or(formula.as_str(), |at| &formula[at..]);
                    (own.to_owned(), kind.is_some())
                });
                self.value = match kind.as_deref() {
                    Some("date") => attribute(tag, "office:date-value")
                        .map(|date| date.split('T').next().unwrap_or("").to_owned()),
                    Some("currency") => attribute(tag, "office:value").map(|value| {
                        let currency = attribute(tag, "office:currency");
                        match currency.filter(|currency| currency != "EUR") {
                            Some(other) => format!("{value} {other}"),
                            None => value,
                        }
                    }),
                    Some("float" | "percentage") => attribute(tag, "office:value"),
                    Some("boolean") => attribute(tag, "office:boolean-value"),
                    // Its text may stand in it, or below it, or in both.
                    Some("string") => attribute(tag, "office:string-value"),
                    _ => None,
                };
            }
            "office:annotation" => self.in_note += 1,
            "text:p" if !self.text.is_empty() => return self.add(" "),
            "text:s" | "text:tab" | "text:line-break" => return self.add(" "),
            _ => {}
        }
        None
    }

    fn close(&mut self, name: &str) -> Option<SeenEvent> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                self.in_cell = false;
                let own = self.text.trim();
                let text = self.value.take().filter(|value| !value.is_empty());
                let text = kept(text.as_deref().unwrap_or(own)).to_owned();
                // Without a result, or with a fault in its place, it is said as such.
                let told = |(_, kept): &(_, bool)| text.is_empty() && !kept || is_fault(&text);
                let formula = self.formula.take().filter(told);
                let text = formula.map_or(text, |(formula, _)| kept(&formula).to_owned());
                let last = self.column.saturating_add(self.across);
                if !text.is_empty() {
                    let columns = self.column..last.min(MOST_COLUMNS);
                    let down = self.down;
                    let cell = |column| OdsCell { column, down, text: text.clone() };
                    self.cells.extend(columns.map(cell));
                }
                self.column = last;
            }
            "office:annotation" => self.in_note = self.in_note.saturating_sub(1),
            "table:table-row" => return Some(SeenEvent::Row(self.repeated)),
            _ => {}
        }
        None
    }
}

/// Whether a text is what stands where a formula came to nothing: `#REF!`, `Err:508`.
fn is_fault(text: &str) -> bool {
    let named = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    text.strip_prefix('#').is_some_and(named)
        || text.strip_prefix("Err:").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(unescaped(&found.value))
}

fn count(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::super::gather;
    use super::*;
    use std::io::Write;

    /// A workbook of so many sheets of one computer each, and one without rows after each.
    fn workbook(folder: &Path, sheets: usize) -> PathBuf {
        let cell =
            |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        let row = |cells: [&str; 3]| {
            format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat())
        };
        let head = row(["Type", "Marque", "Modèle"]);
        let sheet = |at: usize| {
            let own = row(["Portable", "HP", &format!("x {at}")]);
            format!(
                "<table:table table:name=\"S{at}\">{head}{own}</table:table><table:table table:name=\"V{at}\"/>"
            )
        };
        let sheets: String = (0..sheets).map(sheet).collect();
        written(folder, &sheets)
    }

    /// A workbook of such a document.
    fn written(folder: &Path, content: &str) -> PathBuf {
        let path = folder.join("parc.ods");
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("content.xml", options).unwrap();
        write!(archive, "<office:document-content>{content}</office:document-content>").unwrap();
        archive.finish().unwrap();
        path
    }

    #[test]
    fn the_document_is_walked_as_often_for_many_sheets_as_for_one() {
        let folder = tempfile::tempdir().unwrap();
        for count in [1, 40] {
            let path = workbook(folder.path(), count);
            let mut sheets = OdsSheets::open(&path).unwrap();
            let mut out = tempfile::SpooledTempFile::new(1 << 16);
            let opening = crate::Opening::default();
            let chosen = gather(&path, "parc.ods", &mut sheets, &opening, &mut out).unwrap();
            assert_eq!(chosen.sheets("parc.ods").len(), count);
            assert_eq!(sheets.begun, 3, "for its names, its first rows, all its rows");
        }
    }

    #[test]
    fn a_sheet_whose_style_does_not_show_it_is_hidden() {
        let folder = tempfile::tempdir().unwrap();
        let style = |name: &str, own: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"table\"><style:table-properties{own}/></style:style>"
            )
        };
        let styles = [
            style("ta1", " table:display=\"true\""),
            style("ta2", " table:display=\"false\""),
            style("ta3", ""),
        ];
        let sheets = ["ta1", "ta2", "ta3", "ta4"].map(|style| {
            format!("<table:table table:name=\"of {style}\" table:style-name=\"{style}\"/>")
        });
        let content = [styles.concat(), sheets.concat(), "<table:table/>".to_owned()].concat();
        let sheets = OdsSheets::open(&written(folder.path(), &content)).unwrap();
        let hidden: Vec<bool> = sheets.sheets().iter().map(|sheet| sheet.hidden).collect();
        assert_eq!(hidden, [false, true, false, false, false]);
    }

    #[test]
    fn an_amount_in_another_currency_says_it() {
        let folder = tempfile::tempdir().unwrap();
        let cell = |currency: &str| {
            format!(
                "<table:table-cell office:value-type=\"currency\" office:value=\"999.5\"{currency}><text:p>999,50</text:p></table:table-cell>"
            )
        };
        let said = |currency: &str| format!(" office:currency=\"{currency}\"");
        let cells = [cell(&said("USD")), cell(&said("EUR")), cell("")].concat();
        let content =
            format!("<table:table><table:table-row>{cells}</table:table-row></table:table>");
        let mut sheets = OdsSheets::open(&written(folder.path(), &content)).unwrap();
        let mut out = Vec::new();
        sheets.cells(0, 9, &mut super::super::lines::LineWriter::new(&mut out)).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(line.starts_with("999.5 USD;999.5;999.5;"), "{line}");
    }

    #[test]
    fn a_sheet_asked_for_again_is_read_from_its_start() {
        let folder = tempfile::tempdir().unwrap();
        let mut sheets = OdsSheets::open(&workbook(folder.path(), 3)).unwrap();
        for at in [2, 2, 0, 1, 4, 9] {
            let mut out = Vec::new();
            sheets.cells(at, 9, &mut super::super::lines::LineWriter::new(&mut out)).unwrap();
            let own = format!("Portable;HP;x {};", at / 2);
            let own = if at % 2 == 0 { own.as_str() } else { "" };
            assert_eq!(String::from_utf8(out).unwrap().lines().nth(1).unwrap_or(""), own, "{at}");
        }
    }

    #[test]
    fn rows_behind_more_repeats_than_a_sheet_has_room_for_are_read_once_each() {
        let folder = tempfile::tempdir().unwrap();
        let row = |at: usize| {
            format!(
                "<table:table-row table:number-rows-repeated=\"400000\"><table:table-cell><text:p>x {at}</text:p></table:table-cell></table:table-row>"
            )
        };
        let rows: String = (0..5).map(row).collect();
        let path = written(folder.path(), &format!("<table:table>{rows}</table:table>"));
        let mut sheets = OdsSheets::open(&path).unwrap();
        let mut out = Vec::new();
        let mut lines = super::super::lines::LineWriter::new(&mut out);
        sheets.cells(0, u64::MAX, &mut lines).unwrap();
        assert_eq!(lines.met.left_out, 400_000 * 5 - (1 << 20) - 2);
        let text = String::from_utf8(out).unwrap();
        for at in 0..5 {
            assert!(text.contains(&format!("x {at};")), "{at}");
        }
    }
}
