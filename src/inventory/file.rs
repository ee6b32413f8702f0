//! An inventory file, opened: its encoding, delimiter and headings known, its rows still to read.

use super::{Field, Layout};
use crate::fault::Fault;
use crate::table::{
    Block, DateOrder, Dialect, Encoding, LONGEST_RECORD, Reject, Source, Why, disarmed, masked,
};
use crate::text;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An inventory file whose headings were recognised.
pub struct InventoryFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name in messages and results.
    pub name: Arc<str>,
    /// Its encoding.
    pub encoding: Encoding,
    /// Its delimiter.
    pub dialect: Dialect,
    /// Its columns.
    pub layout: Layout,
    /// Its length in bytes.
    pub length: u64,
    /// The lines its heading takes.
    pub header_lines: u64,
    /// About how many rows it has, by the length of its first ones.
    pub rows_expected: u64,
    header_bytes: usize,
    source: Source,
}

/// A row of an inventory: cells by field, and where it stands.
pub struct Row<'a> {
    /// The file it stands in.
    pub file: &'a InventoryShape,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its cells.
    pub record: &'a csv::ByteRecord,
}

/// What every row of a file shares.
pub struct InventoryShape {
    /// The file's name.
    pub name: Arc<str>,
    /// Its columns.
    pub layout: Layout,
    /// The byte between its fields.
    pub delimiter: u8,
    /// Whether that is a comma.
    pub comma: bool,
    /// Which comes first in the dates of each field, where its column tells.
    pub orders: [Option<DateOrder>; Field::ALL.len()],
}

impl InventoryFile {
    /// Opens a file and recognises its headings.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is empty, is no inventory, or its first record is far too long.
    pub fn open(path: &Path, name: &str, encoding: Option<Encoding>) -> Result<Self, Fault> {
        let source = Source::open(path, encoding)?;
        let head = source.head();
        let dialect = Dialect::detect(head);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .from_reader(head);
        let mut record = csv::ByteRecord::new();
        let mut read_heading = || -> Option<(Vec<String>, u64, u64)> {
            // Empty lines before the heading are no heading.
            loop {
                if !reader.read_byte_record(&mut record).ok()? {
                    return None;
                }
                if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                    break;
                }
            }
            let headers =
                record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            Some((headers, reader.position().byte(), reader.position().line()))
        };
        let (headers, bytes, line) = read_heading().ok_or_else(|| {
            Fault::new(text!(
                "le fichier n'a pas de titres de colonnes",
                "the file has no column headings"
            ))
            .in_file(path)
        })?;
        if bytes == head.len() as u64 && !source.head_is_whole {
            return Err(too_long(path, 1));
        }
        let layout = Layout::recognise(path, &headers)?;
        let lines = memchr::memchr_iter(b'\n', head).count().max(1) as u64;
        let rows_expected = source.length / (head.len() as u64 / lines).max(1);
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding: source.encoding,
            dialect,
            layout,
            length: source.length,
            header_lines: line - 1,
            rows_expected,
            header_bytes: usize::try_from(bytes).unwrap_or(0),
            source,
        })
    }

    /// Starts reading after the headings.
    ///
    /// # Errors
    ///
    /// The file cannot be read again.
    pub fn into_rows(self) -> Result<(impl Read + Send, InventoryShape), Fault> {
        let path = self.path;
        let mut text = self.source.into_text();
        let mut skipped = vec![0; self.header_bytes];
        text.read_exact(&mut skipped)
            .map_err(|error| crate::table::Source::cannot_read(&path, &error))?;
        let shape = InventoryShape {
            name: self.name,
            layout: self.layout,
            delimiter: self.dialect.delimiter,
            comma: self.dialect.delimiter == b',',
            orders: [None; Field::ALL.len()],
        };
        Ok((text, shape))
    }
}

/// The fault of a record longer than any inventory row.
pub(crate) fn too_long(path: &Path, line: u64) -> Fault {
    let mega = LONGEST_RECORD >> 20;
    Fault::new(text!("une ligne dépasse {mega} Mo", "a line is longer than {mega} MB"))
        .at(path, line, "", "")
        .hint(text!(
            "un guillemet ouvert et jamais fermé, ou un fichier qui n'est pas un CSV : exportez-le de nouveau",
            "a quote opened and never closed, or a file that is no CSV: export it again"
        ))
}

/// The fault of a quote that nothing closes: the rows after it cannot be told apart.
pub(crate) fn open_quote(path: &Path, line: u64) -> Fault {
    Fault::new(text!(
        "un guillemet est ouvert et jamais fermé : les lignes suivantes ne peuvent pas être lues",
        "a quote is opened and never closed: the rows after it cannot be read"
    ))
    .at(path, line, "", "")
    .hint(text!(
        "fermez ou retirez le guillemet de cette ligne, ou exportez le fichier de nouveau",
        "close or remove the quote on that line, or export the file again"
    ))
}

/// A reader of the records of a block.
pub(crate) fn records(block: &Block, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(block.text.as_slice())
}

impl<'a> Row<'a> {
    /// The cell of a field, trimmed and as it was before a formula in it was disarmed; empty where the file or the row has none.
    #[inline]
    pub fn bytes(&self, field: Field) -> &'a [u8] {
        match self.file.layout.column(field) {
            Some(at) => self.record.get(at).map_or(b"", |cell| disarmed(cell.trim_ascii())),
            None => b"",
        }
    }

    /// The cell of a field as text, broken characters replaced, addresses of people masked.
    pub fn text(&self, field: Field) -> String {
        masked(String::from_utf8_lossy(self.bytes(field)).trim()).into_owned()
    }

    /// Whether the row has nothing in it.
    pub fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// Sets the row aside for a field.
    pub fn reject(&self, field: Field, why: Why) -> Reject {
        Reject {
            file: self.file.name.clone(),
            line: self.line,
            column: self.file.layout.heading(field).to_owned(),
            value: if field == Field::Serial { String::new() } else { self.text(field) },
            why,
            row: self.original(),
        }
    }

    /// The row's text, cells quoted where they must be; cells of columns that are not read, and
    /// personal data, are left empty.
    pub fn original(&self) -> String {
        let mut out = String::new();
        for (at, cell) in self.record.iter().enumerate() {
            if at > 0 {
                out.push(if self.file.comma { ',' } else { ';' });
            }
            if !self.file.layout.may_show(at) {
                continue;
            }
            let cell = String::from_utf8_lossy(cell);
            if cell.contains(['"', ';', ',', '\n', '\r']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(&cell);
            }
        }
        out
    }
}
