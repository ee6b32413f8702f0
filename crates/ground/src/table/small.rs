//! Small tables read whole: factor sets, usage, datacentres, the program's own word lists.

use crate::fault::Fault;
use crate::fault::is_invisible;
use crate::table::{
    Dialect, Encoding, LONGEST_RECORD, NumberFault, TextSource, numbered, open_quote_line,
    parse_number, point_may_group, record_too_long, restored_text,
};
use crate::text;
use std::io::Read;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The most text of a table, in bytes, and its most cells: all of it is kept.
const MOST_TEXT: u64 = 192 << 20;
const MOST_CELLS: usize = 20_000_000;

/// A CSV table in memory, read by column name.
#[derive(Debug, Clone)]
pub struct SmallTable {
    path: PathBuf,
    headers: Vec<String>,
    /// The line of each row, and the place of its first cell.
    rows: Vec<(u32, u32)>,
    /// All cells, one after the other.
    text: String,
    /// Where each cell ends.
    ends: Vec<u32>,
    /// Whether its fields are separated by commas.
    comma: bool,
}

/// A row of a [`SmallTable`].
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    table: &'a SmallTable,
    /// Its line in the file, from 1.
    pub line: u64,
    /// The place of its first cell, and of that of the next row.
    cells: (usize, usize),
}

impl SmallTable {
    /// Reads a file whose heading must hold the columns of `required`.
    ///
    /// # Errors
    ///
    /// The file cannot be read, has no such column, or is no CSV.
    pub fn open(path: &Path, required: &[&str]) -> Result<Self, Fault> {
        let source = TextSource::open(path, None)?;
        if source.encoding != Encoding::Utf8 && source.encoding != Encoding::Windows1252 {
            return Err(Fault::new(text!("fichier attendu en UTF-8", "file expected as UTF-8"))
                .in_file(path));
        }
        let not_utf8 = |error: &dyn std::fmt::Display| {
            Fault::new(text!("le fichier n'est pas en UTF-8", "the file is not UTF-8"))
                .in_file(path)
                .because(error)
        };
        let mut bytes = Vec::new();
        let read = source.into_text().take(MOST_TEXT + 1).read_to_end(&mut bytes);
        if read.map_err(|error| not_utf8(&error))? as u64 > MOST_TEXT {
            return Err(too_large(path));
        }
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
        Self::parse(path, &text, required)
    }

    /// Reads a table from text; `path` names it in faults.
    ///
    /// # Errors
    ///
    /// As [`SmallTable::open`].
    pub fn parse(path: &Path, text: &str, required: &[&str]) -> Result<Self, Fault> {
        if text.len() as u64 > MOST_TEXT {
            return Err(too_large(path));
        }
        if let Some(line) = line_longer_than(text.as_bytes(), LONGEST_RECORD) {
            return Err(record_too_long(path, line));
        }
        let delimiter = Dialect::detect(text.as_bytes()).delimiter;
        if let Some(line) = open_quote_line(text.as_bytes(), delimiter) {
            return Err(Fault::new(text!(
                "un guillemet est ouvert et jamais fermé : les lignes suivantes ne peuvent pas être lues",
                "a quote is opened and never closed: the rows after it cannot be read"
            ))
            .at(path, line, "", ""));
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut headers: Option<Vec<String>> = None;
        let (mut rows, mut all, mut ends) = (Vec::new(), String::new(), Vec::new());
        let mut record = csv::StringRecord::new();
        let unreadable = |error: csv::Error| {
            Fault::new(text!("ce n'est pas un CSV lisible", "not a readable CSV"))
                .in_file(path)
                .because(error)
        };
        while reader.read_record(&mut record).map_err(unreadable)? {
            if headers.is_none() {
                headers = Some(record.iter().map(|cell| cell.trim().to_owned()).collect());
                continue;
            }
            let (first, from) = (ends.len(), all.len());
            for cell in &record {
                // What we or others disarmed for spreadsheets is as it was.
                all.push_str(&restored_text(cell.trim()));
                ends.push(numbered(all.len()));
            }
            if all.len() > from {
                let line = line_of(record.as_byte_record(), text.as_bytes());
                rows.push((numbered(line), numbered(first)));
            } else {
                ends.truncate(first);
            }
            if ends.len() > MOST_CELLS {
                return Err(too_large(path));
            }
        }
        let headers = headers.ok_or_else(|| {
            Fault::new(text!("le fichier est vide", "the file is empty")).in_file(path)
        })?;
        for name in required {
            if !headers.iter().any(|header| header == name) {
                return Err(Fault::new(text!(
                    "colonne `{name}` absente",
                    "column `{name}` is missing"
                ))
                .at(path, 1, "", "")
                .hint(text!(
                    "colonnes attendues : {}",
                    "columns expected: {}",
                    required.join(", ")
                )));
            }
        }
        let comma = delimiter == b',';
        Ok(Self { path: path.to_owned(), headers, rows, text: all, ends, comma })
    }

    /// Its headings.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Whether its fields are separated by commas: its decimals are then points.
    pub fn is_comma(&self) -> bool {
        self.comma
    }

    /// Whether it has a column of that name.
    pub fn has(&self, column: &str) -> bool {
        self.headers.iter().any(|header| header == column)
    }

    /// Its headings, in file order.
    pub fn headings(&self) -> &[String] {
        &self.headers
    }

    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        (0..self.rows.len()).filter_map(|at| self.row(at))
    }

    /// A row by its place, from 0.
    pub fn row(&self, at: usize) -> Option<TableRow<'_>> {
        let (line, first) = *self.rows.get(at)?;
        let next = self.rows.get(at + 1).map_or(self.ends.len(), |(_, next)| *next as usize);
        Some(TableRow { table: self, line: line.into(), cells: (first as usize, next) })
    }
}

/// The fault of a table of more than a table read whole may hold.
#[cold]
fn too_large(path: &Path) -> Fault {
    TextSource::cannot_read(path, &std::io::Error::from(std::io::ErrorKind::FileTooLarge))
}

/// The line, from 1, of the first line of a text that is longer than so many bytes.
fn line_longer_than(text: &[u8], most: usize) -> Option<u64> {
    let (mut line, mut from) = (1, 0);
    while text.len() - from > most {
        match memchr::memrchr(b'\n', &text[from..=from + most]) {
            Some(last) => {
                line += memchr::memchr_iter(b'\n', &text[from..=from + last]).count() as u64;
                from += last + 1;
            }
            None => return Some(line),
        }
    }
    None
}

impl<'a> TableRow<'a> {
    /// The cell in a place, from 0; empty where the row has none.
    pub fn cell(&self, at: usize) -> &'a str {
        let (first, next) = self.cells;
        let place = first + at;
        if place >= next {
            return "";
        }
        let start = place.checked_sub(1).map_or(0, |before| self.table.ends[before]);
        &self.table.text[start as usize..self.table.ends[place] as usize]
    }

    /// The cell of a column; empty where the row or the table has none.
    pub fn get(&self, column: &str) -> &'a str {
        self.table.headers.iter().position(|header| header == column).map_or("", |at| self.cell(at))
    }

    /// The first of its cells that no heading names and that is not empty.
    pub fn unheaded(&self) -> Option<&'a str> {
        let (first, next) = self.cells;
        let headers = &self.table.headers;
        let unheaded = |at: &usize| headers.get(*at).is_none_or(String::is_empty);
        (0..next - first).filter(unheaded).map(|at| self.cell(at)).find(|cell| !cell.is_empty())
    }

    /// A number of this row, read as its table writes numbers.
    ///
    /// # Errors
    ///
    /// The cell is no number, or could be read in two ways.
    pub fn number(&self, column: &str) -> Result<f64, NumberFault> {
        let cell = self.get(column);
        if !self.table.comma && point_may_group(cell) {
            return Err(NumberFault::Ambiguous);
        }
        parse_number(cell, self.table.comma)
    }

    /// The row's cells of the columns that are read, joined by `;`; others may hold anything and
    /// are left empty.
    pub fn text(&self, columns: &[&str]) -> String {
        let (first, next) = self.cells;
        let cells = self.table.headers.iter().zip(0..next - first).map(|(header, at)| {
            if columns.contains(&header.as_str()) {
                self.cell(at).replace([';', '"', '\n'], " ")
            } else {
                String::new()
            }
        });
        cells.collect::<Vec<_>>().join(";")
    }

    /// A fault of this row's cell.
    pub fn fault(&self, column: &str, what: crate::lang::Text) -> Fault {
        Fault::new(what).at(&self.table.path, self.line, column, self.get(column))
    }
}

/// The line of a record in its text, from 1.
///
/// The reader notes where it was before it skipped empty lines, and the line feed of a Windows
/// line end; these are counted here.
#[inline]
pub fn line_of(record: &csv::ByteRecord, text: &[u8]) -> u64 {
    let Some(position) = record.position() else { return 1 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let skipped =
        text.get(from..).unwrap_or(&[]).iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + skipped.filter(|byte| **byte == b'\n').count() as u64
}

/// Folds a word for comparison: no accents, no case, spaces and punctuation to one space.
///
/// ```
/// assert_eq!(empreinte_ground::table::fold("  Poste de travail - Dalle (Tout en un) "), "poste de travail dalle tout en un");
/// assert_eq!(empreinte_ground::table::fold("Écran 24''"), "ecran 24");
/// ```
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut gap = false;
    // Most words are of plain letters, of which nothing is to be taken apart.
    if word.is_ascii() {
        for letter in word.bytes() {
            if letter.is_ascii_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(letter.to_ascii_lowercase()));
            } else {
                // What has no width, such as a bell, parts words too.
                gap = true;
            }
        }
        return out;
    }
    let letters = word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    for c in letters.flat_map(char::to_lowercase).filter(|c| !is_invisible(*c)) {
        let c = match c {
            'œ' => 'o',
            // The Cyrillic letter that Snipe-IT's French heading "Сatégorie" starts with.
            'с' => 'c',
            other => other,
        };
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_read_whole_has_a_longest_line() {
        let longer = |lengths: &[usize]| {
            let lines: Vec<String> = lengths.iter().map(|length| "x".repeat(*length)).collect();
            line_longer_than(lines.join("\n").as_bytes(), 10)
        };
        assert_eq!(longer(&[10, 9, 0, 10]), None);
        assert_eq!(longer(&[3, 3, 3, 11]), Some(4));
        assert_eq!(longer(&[11]), Some(1));
        assert_eq!(longer(&[]), None);
    }

    #[test]
    fn cells_are_as_they_were_before_formulas_were_disarmed() {
        let text = "id;note\n'=1+1;\"a;'@b\"\n't Hof;''=x\n";
        let table = SmallTable::parse(Path::new("t.csv"), text, &["id"]).unwrap();
        let cells: Vec<&str> =
            table.rows().flat_map(|row| [row.get("id"), row.get("note")]).collect();
        assert_eq!(cells, ["=1+1", "a;@b", "'t Hof", "'=x"]);
    }
}
