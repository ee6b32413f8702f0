//! Files written whole or not at all, and CSV that a spreadsheet opens without harm.

use super::mask::masked;
use crate::fault::Fault;
use crate::text;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

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
}

/// A CSV being written.
pub struct CsvOut<W: Write> {
    inner: csv::Writer<W>,
    dialect: CsvDialect,
    cells: csv::ByteRecord,
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
        Ok(Self { inner, dialect, cells: csv::ByteRecord::new() })
    }

    /// Goes on with a CSV whose heading stands already.
    pub fn rows(writer: W, dialect: CsvDialect) -> Self {
        let inner = csv::WriterBuilder::new().delimiter(dialect.delimiter()).from_writer(writer);
        Self { inner, dialect, cells: csv::ByteRecord::new() }
    }

    /// Adds a cell of text, addresses of people and machines masked, harmless in a spreadsheet: what
    /// looks like a formula gets a quote
    /// mark before it, which [`disarmed`] tells from the text when it is read again.
    pub fn text(&mut self, cell: &str) -> &mut Self {
        let cell = masked(cell);
        if is_formula(cell.trim_start_matches('\'').as_bytes()) {
            self.cells.push_field(format!("'{cell}").as_bytes());
        } else {
            self.cells.push_field(cell.as_bytes());
        }
        self
    }

    /// Adds a cell holding a number in full precision.
    pub fn number(&mut self, value: f64) -> &mut Self {
        let mut cell = format!("{value}");
        if self.dialect == CsvDialect::French {
            cell = cell.replace('.', ",");
        }
        self.cells.push_field(cell.as_bytes());
        self
    }

    /// Adds a number, or an empty cell where it is missing.
    pub fn maybe(&mut self, value: Option<f64>) -> &mut Self {
        match value {
            Some(value) => self.number(value),
            None => self.text(""),
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

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// Whether a spreadsheet takes a cell for a formula.
fn is_formula(cell: &[u8]) -> bool {
    matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'))
}

/// A cell as it was before [`CsvOut::text`] put a quote mark before what looks like a formula.
///
/// ```
/// assert_eq!(empreinte::table::disarmed(b"'=A1"), b"=A1");
/// assert_eq!(empreinte::table::disarmed(b"''=A1"), b"'=A1");
/// assert_eq!(empreinte::table::disarmed(b"'t Hof"), b"'t Hof");
/// ```
#[inline]
pub fn disarmed(cell: &[u8]) -> &[u8] {
    let Some((b'\'', rest)) = cell.split_first() else { return cell };
    let quotes = rest.iter().take_while(|byte| **byte == b'\'').count();
    if is_formula(&rest[quotes..]) { rest } else { cell }
}

/// Writes a file so that it is whole or as it was: beside it first, then moved into place.
///
/// # Errors
///
/// The folder cannot be made or the file cannot be written; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = (|| {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        open_to_readers(file.path())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    })();
    written.map_err(|error: io::Error| unwritable(path, &error))
}

/// The fault of a file or folder that cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Fault {
    let hint = if error.kind() == io::ErrorKind::StorageFull {
        text!("le disque est plein ; rien n'a été changé", "the disk is full; nothing was changed")
    } else {
        text!("choisissez un autre endroit avec `--out`", "choose another place with `--out`")
    };
    Fault::new(text!("le résultat ne peut pas être écrit", "the result cannot be written"))
        .in_file(path)
        .because(match error.kind() {
            io::ErrorKind::Other => error.to_string(),
            // Without the name of a temporary file, which would change each time.
            kind => io::Error::from(kind).to_string(),
        })
        .hint(hint)
}

/// Temporary files are made for their owner alone; results are for whoever may read the folder.
#[cfg(unix)]
fn open_to_readers(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A result folder being written: files gather in a hidden folder beside it and are moved in
/// together at the end, `run.json` last, so that an interrupted run leaves the old results whole.
pub struct Folder {
    target: PathBuf,
    staging: tempfile::TempDir,
    names: Vec<String>,
}

impl Folder {
    /// Starts the result folder `target`.
    ///
    /// # Errors
    ///
    /// Nothing can be written there.
    pub fn start(target: &Path) -> Result<Self, Fault> {
        let refused = |error: io::Error| unwritable(target, &error);
        // In the target, or in the nearest folder above it that is there: a run that fails leaves
        // not even an empty folder.
        let absolute = std::path::absolute(target).map_err(refused)?;
        let base = absolute.ancestors().find(|folder| folder.exists()).unwrap_or(&absolute);
        let staging =
            tempfile::Builder::new().prefix(".empreinte-").tempdir_in(base).map_err(refused)?;
        Ok(Self { target: target.to_owned(), staging, names: Vec::new() })
    }

    /// Starts a file in it.
    ///
    /// # Errors
    ///
    /// The file cannot be made.
    pub fn file(&mut self, name: &str) -> Result<BufWriter<fs::File>, Fault> {
        let path = self.staging.path().join(name);
        let file = fs::File::create(&path).map_err(|error| unwritable(&path, &error))?;
        self.names.push(name.to_owned());
        Ok(BufWriter::with_capacity(1 << 20, file))
    }

    /// Where a file started in it is until the folder is finished.
    pub fn written(&self, name: &str) -> PathBuf {
        self.staging.path().join(name)
    }

    /// Writes a whole file in it.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let mut file = self.file(name)?;
        file.write_all(bytes)
            .and_then(|()| file.flush())
            .map_err(|error| unwritable(&self.target.join(name), &error))
    }

    /// Moves all files into place, in the order they were started.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, or a file cannot be moved.
    pub fn finish(self) -> Result<(), Fault> {
        fs::create_dir_all(&self.target).map_err(|error| unwritable(&self.target, &error))?;
        for name in &self.names {
            let target = self.target.join(name);
            fs::rename(self.staging.path().join(name), &target)
                .map_err(|error| unwritable(&target, &error))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let mut out = CsvOut::new(Vec::new(), CsvDialect::Standard, &["a", "b"]).unwrap();
        out.text("=cmd|'/c calc'!A1").number(-1.5).end().unwrap();
        let bytes = out.finish().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "a,b\n'=cmd|'/c calc'!A1,-1.5\n");
    }

    #[test]
    fn what_was_disarmed_is_read_as_it_was() {
        for cell in ["=1+1", "-PC 12", "'=x", "''@y", "'t Hof", "+33", "'", "''", "\tx", "a=b"] {
            let mut out = CsvOut::rows(Vec::new(), CsvDialect::Standard);
            out.text(cell).text("end").end().unwrap();
            let bytes = out.finish().unwrap();
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let record = reader.byte_records().next().unwrap().unwrap();
            assert!(!is_formula(&record[0]), "`{cell}` is written harmless");
            assert_eq!(disarmed(&record[0]), cell.as_bytes(), "`{cell}` comes back");
        }
    }

    #[test]
    fn the_french_dialect_opens_in_a_french_spreadsheet() {
        let mut out = CsvOut::new(Vec::new(), CsvDialect::French, &["a", "b"]).unwrap();
        out.text("Écran; 24").number(1234.5).end().unwrap();
        let bytes = out.finish().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}a;b\n\"Écran; 24\";1234,5\n");
    }

    #[test]
    fn an_unfinished_folder_leaves_the_old_file_whole() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("result");
        let mut first = Folder::start(&target).unwrap();
        first.put("a.csv", b"old").unwrap();
        first.finish().unwrap();
        let mut second = Folder::start(&target).unwrap();
        second.put("a.csv", b"half").unwrap();
        drop(second);
        assert_eq!(std::fs::read(target.join("a.csv")).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(&target).unwrap().count(), 1, "no staging folder is left");
    }

    #[test]
    fn a_run_that_fails_leaves_not_even_an_empty_folder() {
        let place = tempfile::tempdir().unwrap();
        let mut folder = Folder::start(&place.path().join("a/b/result")).unwrap();
        folder.put("a.csv", b"half").unwrap();
        drop(folder);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
