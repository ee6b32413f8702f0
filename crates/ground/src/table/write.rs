//! Files written whole or not at all, and CSV that a spreadsheet opens without harm.

use super::folder::{being_written, locked};
use super::formula::armed;
use super::leftovers::Leftover;
use super::mask::masked;
use super::unwritable::unwritable;
use crate::fault::Fault;
use crate::text;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// How a CSV for people or machines is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvDialect {
    /// Commas, decimal points, UTF-8 without mark.
    #[default]
    Standard,
    /// Semicolons, decimal commas, UTF-8 with a byte-order mark: what a French Excel opens.
    French,
    /// Semicolons, decimal points, UTF-8 without mark: what G4IT and EcoDiag read.
    Semicolon,
}

impl CsvDialect {
    fn delimiter(self) -> u8 {
        match self {
            Self::Standard => b',',
            Self::French | Self::Semicolon => b';',
        }
    }

    /// A number in full precision, as this dialect writes it.
    pub fn figure(self, value: f64) -> String {
        let mut shown = String::new();
        self.put_figure(value, &mut shown);
        shown
    }

    fn put_figure(self, value: f64, shown: &mut String) {
        // Writing to memory cannot fail.
        let _ = write!(shown, "{value}");
        if self == Self::French {
            *shown = shown.replace('.', ",");
        }
    }
}

/// A text as [`CsvOut::text`] writes it, for who writes the same one again and again by
/// [`CsvOut::code`].
pub fn text_cell(cell: &str) -> Cow<'_, str> {
    match masked(cell) {
        Cow::Borrowed(cell) => armed(cell),
        Cow::Owned(masked) => Cow::Owned(armed(&masked).into_owned()),
    }
}

/// A CSV being written.
pub struct CsvOut<W: Write> {
    inner: csv::Writer<W>,
    dialect: CsvDialect,
    cells: csv::ByteRecord,
    /// The number being written, in text.
    figure: String,
}

impl<W: Write> CsvOut<W> {
    /// Starts a CSV with its heading.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn new(mut writer: W, dialect: CsvDialect, headers: &[&str]) -> io::Result<Self> {
        if dialect == CsvDialect::French {
            writer.write_all(b"\xEF\xBB\xBF")?;
        }
        let mut inner =
            csv::WriterBuilder::new().delimiter(dialect.delimiter()).from_writer(writer);
        inner.write_record(headers)?;
        Ok(Self { inner, dialect, cells: csv::ByteRecord::new(), figure: String::new() })
    }

    /// Goes on with a CSV whose heading stands already.
    pub fn rows(writer: W, dialect: CsvDialect) -> Self {
        let inner = csv::WriterBuilder::new().delimiter(dialect.delimiter()).from_writer(writer);
        Self { inner, dialect, cells: csv::ByteRecord::new(), figure: String::new() }
    }

    /// Adds a cell of text, addresses of people and machines masked, harmless in a spreadsheet: what
    /// looks like a formula gets a quote mark before it, which [`restored`](super::restored) tells
    /// from the text when it is read again.
    pub fn text(&mut self, cell: &str) -> &mut Self {
        if cell.is_empty() {
            return self.empty();
        }
        self.code(&text_cell(cell))
    }

    /// Adds a cell of text as it is, harmless in a spreadsheet: of a file that is read back, where what
    /// was masked would be lost.
    pub fn unmasked(&mut self, cell: &str) -> &mut Self {
        self.cells.push_field(armed(cell).as_bytes());
        self
    }

    /// Adds a cell of the program's own words, in which nothing is to be masked and which no
    /// spreadsheet runs: a code, a day.
    pub fn code(&mut self, cell: &str) -> &mut Self {
        self.cells.push_field(cell.as_bytes());
        self
    }

    /// Adds an empty cell.
    pub fn empty(&mut self) -> &mut Self {
        self.code("")
    }

    /// Adds a cell holding a number in full precision.
    pub fn number(&mut self, value: f64) -> &mut Self {
        self.figure.clear();
        self.dialect.put_figure(value, &mut self.figure);
        self.cells.push_field(self.figure.as_bytes());
        self
    }

    /// Adds a number, or an empty cell where it is missing.
    pub fn maybe(&mut self, value: Option<f64>) -> &mut Self {
        match value {
            Some(value) => self.number(value),
            None => self.empty(),
        }
    }

    /// Ends the row.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn end(&mut self) -> io::Result<()> {
        self.inner.write_byte_record(&self.cells)?;
        self.cells.clear();
        Ok(())
    }

    /// How many cells the row has so far.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Ends the row, and begins the next with the first cells of this one.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn end_but(&mut self, kept: usize) -> io::Result<()> {
        self.inner.write_byte_record(&self.cells)?;
        self.cells.truncate(kept);
        Ok(())
    }

    /// Begins the row again, without a cell.
    pub fn restart(&mut self) {
        self.cells.clear();
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// Rows being written in memory, by one writer for all.
#[derive(Default)]
pub struct CsvRows(Option<CsvOut<Vec<u8>>>);

impl CsvRows {
    /// The writer; the dialect is that of the first row.
    pub fn out(&mut self, dialect: CsvDialect) -> &mut CsvOut<Vec<u8>> {
        self.0.get_or_insert_with(|| CsvOut::rows(Vec::new(), dialect))
    }

    /// The rows ended so far.
    pub fn bytes(&mut self) -> &[u8] {
        let Some(out) = &mut self.0 else { return &[] };
        // Writing to memory cannot fail.
        let _ = out.inner.flush();
        out.inner.get_ref()
    }
}

/// Writes a file so that it is whole or as it was: beside it first, then moved into place.
///
/// # Errors
///
/// The folder cannot be made or the file cannot be written; the old file is then untouched. What
/// stands there is a link, a folder or a device.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    refuse_link(path)?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map_or_else(Default::default, std::ffi::OsStr::to_string_lossy);
    // Its name is always the same, so that the next run takes the place of what a dead one left.
    let aside = folder.join(format!(".empreinte-{name}.part"));
    let written = (|| {
        let taken = locked(&aside, || {
            fs::create_dir_all(folder)?;
            match fs::symlink_metadata(&aside) {
                Ok(there) if !there.is_file() => Err(io::ErrorKind::AlreadyExists.into()),
                _ => Ok(()),
            }
        })?;
        let Some(mut file) = taken else { return Ok(false) };
        let leftover = Leftover::of(&aside);
        let filled = file.set_len(0).and_then(|()| file.write_all(bytes));
        let moved = filled.and_then(|()| file.sync_all()).and_then(|()| fs::rename(&aside, path));
        if moved.is_err() {
            // The fault is told; what cannot be removed is taken over by the next run.
            let _ = fs::remove_file(&aside);
        }
        drop(leftover);
        moved.map(|()| true)
    })();
    match written {
        Ok(true) => Ok(()),
        Ok(false) => Err(being_written(path)),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Refuses what is there and is no file.
fn refuse_link(path: &Path) -> Result<(), Fault> {
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(Fault::new(text!(
            "la sortie est un lien, un dossier ou un périphérique, et non un fichier",
            "the output is a link, a folder or a device, not a file"
        ))
        .in_file(path)
        .hint(text!("donnez le nom d'un fichier à écrire", "give the name of a file to write")));
    }
    Ok(())
}

/// Writes a file over nothing, or over one that an earlier run made: one whose head `is_ours`.
///
/// # Errors
///
/// As [`write_whole`]; or another file stands there.
pub fn write_ours(path: &Path, bytes: &[u8], is_ours: impl Fn(&[u8]) -> bool) -> Result<(), Fault> {
    refuse_others(path, is_ours)?;
    write_whole(path, bytes)
}

/// Refuses a place where something stands that no earlier run made: for who writes several files, all or
/// none.
///
/// # Errors
///
/// A file stands there whose head is not ours; a link, a folder or a device does.
pub fn refuse_others(path: &Path, is_ours: impl Fn(&[u8]) -> bool) -> Result<(), Fault> {
    refuse_link(path)?;
    let mut head = Vec::new();
    if path.is_file() {
        let read = fs::File::open(path).and_then(|file| file.take(2048).read_to_end(&mut head));
        if read.is_err() || !(head.is_empty() || is_ours(&head)) {
            return Err(Fault::new(text!(
                "un autre fichier est là : il n'est pas remplacé",
                "another file stands there: it is not replaced"
            ))
            .in_file(path)
            .hint(text!(
                "choisissez un autre nom avec `--out`, ou retirez ce fichier",
                "choose another name with `--out`, or remove that file"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_memory_are_those_of_as_many_writers() {
        let (mut rows, mut apart) = (CsvRows::default(), Vec::new());
        assert_eq!(rows.bytes(), b"");
        for cell in ["=1", "a,b", ""] {
            rows.out(CsvDialect::French).text(cell).number(0.5).end().unwrap();
            let mut out = CsvOut::rows(&mut apart, CsvDialect::French);
            out.text(cell).number(0.5).end().unwrap();
            out.finish().unwrap();
            assert_eq!(rows.bytes(), apart);
        }
    }

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let mut out = CsvOut::new(Vec::new(), CsvDialect::Standard, &["a", "b"]).unwrap();
        out.text("=cmd|'/c calc'!A1").number(-1.5).end().unwrap();
        let bytes = out.finish().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "a,b\n'=cmd|'/c calc'!A1,-1.5\n");
    }

    #[test]
    fn the_french_dialect_opens_in_a_french_spreadsheet() {
        let mut out = CsvOut::new(Vec::new(), CsvDialect::French, &["a", "b"]).unwrap();
        out.text("Écran; 24").number(1234.5).end().unwrap();
        let bytes = out.finish().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}a;b\n\"Écran; 24\";1234,5\n");
    }
}
