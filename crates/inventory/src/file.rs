//! An inventory file, opened: what made it, its columns known, its rows still to read.

mod turned;
mod workbook;

use super::body::Body;
use super::dates_seen::DatesSeen;
use super::head::{WrittenTable, find_heading};
use super::named_state::{StateNames, states_of_names};
use super::refusal::unrecognised;
use super::sheet::WorkbookKind;
use super::{
    Field, Kinds, KnownBy, Layout, Mapping, Remembered, Score, SourceFormat, ToldColumn, document,
    sheet,
};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{DateOrder, Dialect, Encoding, Reject, TextSource, UnreadCell};
use ground::text;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
pub(super) use workbook::WrittenWorkbook;

/// An inventory file whose columns are known.
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
    /// The lines before its rows: titles and heading.
    pub header_lines: u64,
    /// The line its heading starts on, from 1; 0 where it has none.
    pub heading_line: u64,
    /// About how many rows it has, by the length of its first ones.
    pub rows_expected: u64,
    /// What was chosen or left out in reading it, for people.
    pub notes: Vec<Text>,
    /// The readings tried, the best first; none for documents and for what the user's mapping reads.
    pub contest: Vec<Score>,
    /// What could not be read of it: documents of a folder.
    pub set_aside: Vec<Reject>,
    /// The cells that hold nothing that can be read: formulas without a value.
    pub unread: Vec<UnreadCell>,
    header_bytes: usize,
    /// What its days tell of their order, where all rows were looked at.
    pub(super) dates: Option<Arc<DatesSeen>>,
    body: Body,
}

/// What opening a file needs to know besides its path.
#[derive(Debug, Clone, Copy, Default)]
pub struct Opening<'a> {
    /// The encoding, where the user says it.
    pub encoding: Option<Encoding>,
    /// The organisation's own mappings, for tables with their headings.
    pub mappings: &'a [Mapping],
    /// The mapping to read the file by, whatever its headings.
    pub mapping: Option<&'a Mapping>,
    /// What words are, to hold columns against; without, headings are taken at their word.
    pub kinds: Option<&'a dyn Kinds>,
    /// The source to read tables as, where the user says it.
    pub source: Option<SourceFormat>,
    /// What the user says of columns.
    pub columns: &'a [ToldColumn],
    /// The year that is asked for: of the same of several days, the last by its end counts; where none
    /// is, the last of all.
    pub year: Option<u16>,
    /// Whether the file stands among several, which their names tell apart.
    pub among_several: bool,
    /// What was found of files before; without, each is looked at anew.
    pub remembered: Option<&'a Remembered>,
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

/// The most of a spool that is kept in memory, in bytes.
const IN_MEMORY: usize = 16 << 20;
/// How much of a table is looked at to find its heading.
const LOOKED_AT: u64 = 1 << 18;

impl InventoryFile {
    /// Opens a file, or a folder of documents, and recognises what made it.
    ///
    /// # Errors
    ///
    /// It cannot be read, is empty, is no inventory, or its first record is far too long.
    pub fn open(path: &Path, name: &str, encoding: Option<Encoding>) -> Result<Self, Fault> {
        Self::open_with(path, name, &Opening { encoding, ..Opening::default() })
    }

    /// As [`InventoryFile::open`], with the organisation's own mappings.
    ///
    /// # Errors
    ///
    /// As [`InventoryFile::open`].
    pub fn open_with(path: &Path, name: &str, opening: &Opening<'_>) -> Result<Self, Fault> {
        let mut file = Self::recognised(path, name, opening)?;
        file.survey()?;
        Ok(file)
    }

    fn recognised(path: &Path, name: &str, opening: &Opening<'_>) -> Result<Self, Fault> {
        if path.is_dir() {
            return Self::documents(path, name);
        }
        match first_bytes(path)?.as_slice() {
            [b'P', b'K', 3, 4, ..] => Self::packed(path, name, opening),
            start if opening.encoding.is_none() && document::starts(start) => {
                let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
                match document::list_of(path, &mut spool)? {
                    Some(list) => Self::list(path, (spool, list), name, opening),
                    None => Self::documents(path, name),
                }
            }
            _ => {
                Self::table(path, (TextSource::open(path, opening.encoding)?, None), name, opening)
            }
        }
    }

    /// Opens the table of `path`, whose text is `source`: of that place in it where it is packed.
    fn table(
        path: &Path,
        (source, packed): (TextSource, Option<usize>),
        name: &str,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let head = source.head();
        let found =
            find_heading(path, head, source.head_is_whole, opening, WrittenTable::default());
        let mut heading = match found {
            Ok(heading) => heading,
            Err(fault) => {
                let cards = Self::cards(path, name, &source, opening).filter(|_| packed.is_none());
                return cards.ok_or(fault);
            }
        };
        heading.keep_titles(head, None);
        if heading.crossed.is_some() {
            let encoding = source.encoding;
            let text = Box::new(source.into_text());
            return Self::crossed(path, name, (encoding, heading, false), text, opening);
        }
        if heading.unfolded.is_some() {
            let encoding = source.encoding;
            let text = Box::new(source.into_text());
            return Self::unfolded(path, name, (encoding, heading, None), text, opening);
        }
        if heading.sections.is_some() {
            let encoding = source.encoding;
            let text = Box::new(source.into_text());
            return Self::parted(path, name, (encoding, heading, None), text, opening);
        }
        if let Some(stated) =
            Self::stated_units((&heading, None), (head, source.head_is_whole), opening)
        {
            let what = (source.encoding, heading, None);
            let text = Box::new(source.into_text());
            return Self::states_apart(path, name, what, (stated, text), opening);
        }
        name_states(path, &mut heading.layout, (None, &[]), opening);
        let lines = memchr::memchr_iter(b'\n', head).count().max(1) as u64;
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding: source.encoding,
            length: source.length,
            rows_expected: source.length / (head.len() as u64 / lines).max(1),
            notes: heading.notes(),
            contest: heading.contest,
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: heading.dialect,
            header_lines: heading.lines,
            heading_line: heading.line,
            header_bytes: heading.bytes,
            layout: heading.layout,
            dates: None,
            body: Body::Table(source, packed),
        })
    }

    /// Opens what another tool's API lists, written as a table.
    fn list(
        path: &Path,
        (mut spool, list): (tempfile::SpooledTempFile, document::WrittenList),
        name: &str,
        opening: &Opening<'_>,
    ) -> Result<Self, Fault> {
        let (length, head) = rewound(path, &mut spool)?;
        let whole = head.len() as u64 == length;
        let heading = find_heading(path, &head, whole, opening, WrittenTable::here(None))?;
        // An API may list anything: words in it that look like types do not make it an inventory.
        if heading.by_values || heading.unfolded.is_some() {
            let headers = &heading.layout.headers[..heading.layout.roles.len()];
            return Err(unrecognised(heading.place(path), headers));
        }
        let document::WrittenList { rows, left_out } = list;
        let mut notes = vec![text!(
            "JSON lu comme une liste : {rows} objets, un par ligne",
            "JSON read as a list: {rows} objects, one a row"
        )];
        if left_out > 0 {
            notes.push(text!(
                "{left_out} valeurs ne sont pas lues : elles sont sous des noms au-delà des 1 024 premiers",
                "{left_out} values are not read: they stand under names beyond the first 1,024"
            ));
        }
        notes.extend(heading.notes());
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding: Encoding::Utf8,
            length,
            rows_expected: rows,
            notes,
            contest: heading.contest,
            set_aside: Vec::new(),
            unread: Vec::new(),
            dialect: heading.dialect,
            header_lines: heading.lines,
            heading_line: heading.line,
            header_bytes: heading.bytes,
            layout: heading.layout,
            dates: None,
            body: Body::Spool(spool.into()),
        })
    }

    fn documents(path: &Path, name: &str) -> Result<Self, Fault> {
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        let read = document::read(path, name, &mut spool)?;
        let (length, _) = rewound(path, &mut spool)?;
        Ok(Self {
            path: path.to_owned(),
            name: name.into(),
            encoding: Encoding::Utf8,
            length,
            rows_expected: read.rows,
            notes: read.notes(),
            contest: Vec::new(),
            set_aside: read.set_aside,
            unread: Vec::new(),
            dialect: Dialect { delimiter: b';' },
            header_lines: 0,
            heading_line: 0,
            header_bytes: 0,
            layout: Layout::of_documents(),
            dates: None,
            body: Body::Spool(spool.into()),
        })
    }

    /// Whether it is a table of text, and no sheet or documents turned into one.
    pub fn is_table(&self) -> bool {
        matches!(self.body, Body::Table(..))
    }

    /// The same file, to be read once more: what is known of it is not found out again, and what is
    /// said of it is not said twice.
    ///
    /// # Errors
    ///
    /// It cannot be read again.
    pub fn again(&self) -> Result<Self, Fault> {
        Ok(Self {
            path: self.path.clone(),
            name: self.name.clone(),
            encoding: self.encoding,
            dialect: self.dialect,
            layout: self.layout.clone(),
            length: self.length,
            header_lines: self.header_lines,
            heading_line: self.heading_line,
            rows_expected: self.rows_expected,
            notes: Vec::new(),
            contest: Vec::new(),
            set_aside: Vec::new(),
            unread: Vec::new(),
            header_bytes: self.header_bytes,
            dates: self.dates.clone(),
            body: self.body.again(&self.path, self.encoding)?,
        })
    }

    /// Starts reading after the headings.
    ///
    /// # Errors
    ///
    /// The file cannot be read again.
    pub fn into_rows(self) -> Result<(impl Read + Send, InventoryShape), Fault> {
        let path = self.path;
        let mut text = self.body.into_text();
        let mut skipped = vec![0; self.header_bytes];
        text.read_exact(&mut skipped).map_err(|error| TextSource::cannot_read(&path, &error))?;
        let shape = InventoryShape {
            name: self.name,
            // A sheet's numbers have a point, and a document's too.
            comma: self.dialect.delimiter == b',',
            layout: self.layout,
            delimiter: self.dialect.delimiter,
            orders: [None; Field::ALL.len()],
        };
        Ok((text, shape))
    }

    /// Whether it has headings of its own: documents have none.
    pub(super) fn has_headings(&self) -> bool {
        self.layout.traits.known_by != KnownBy::Content
    }

    /// Whether it is a text, with an encoding and a delimiter.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.body, Body::Table(..))
    }
}

/// The column that names the sheet of a row, and how sheets are named there and by themselves.
type SheetNames = (usize, Vec<(String, String)>);

/// Has rows take the state that the name of their sheet or file says.
fn name_states(
    path: &Path,
    layout: &mut Layout,
    (sheets, titles): (Option<SheetNames>, &[String]),
    opening: &Opening<'_>,
) {
    let file = path.file_stem().map_or("".into(), std::ffi::OsStr::to_string_lossy);
    let types = layout
        .read_of(Field::EquipmentType)
        .filter(|at| layout.traits.known_by == KnownBy::Words && *at < layout.roles.len());
    let types = types.map(|at| layout.headers[at].clone());
    let among_several = opening.among_several;
    let said = layout.above.clone();
    // Where there are several tables, the lines above the first are of that one.
    let alone = sheets.is_none() && titles.is_empty();
    let above = said.iter().filter(|cells| alone && cells.len() == 1).map(|cells| &*cells[0]);
    let names = StateNames {
        sheets,
        titles,
        above: above.collect(),
        types: types.as_deref(),
        file: &file,
        among_several,
    };
    states_of_names(layout, &names, opening.kinds);
}

/// The first text of a table or of the sheet that looks most like one, and its delimiter where that
/// is known.
pub(super) fn head_of(
    path: &Path,
    opening: &Opening<'_>,
) -> Result<(Vec<u8>, Option<Dialect>), Fault> {
    if first_bytes(path)?.starts_with(b"PK\x03\x04") {
        let kind = match sheet::check(path)? {
            WorkbookKind::Table(at) => {
                let table = TextSource::of(sheet::unpack(path, at)?, path, opening.encoding)?;
                return Ok((table.head().to_vec(), None));
            }
            kind => kind,
        };
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        sheet::read(path, "", kind, opening, &mut spool)?;
        return Ok((rewound(path, &mut spool)?.1, Some(sheet::DIALECT)));
    }
    if opening.encoding.is_none() && document::starts(&first_bytes(path)?) {
        let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
        if document::list_of(path, &mut spool)?.is_some() {
            return Ok((rewound(path, &mut spool)?.1, Some(sheet::DIALECT)));
        }
    }
    Ok((TextSource::open(path, opening.encoding)?.head().to_vec(), None))
}

pub(super) fn first_bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let mut start = Vec::new();
    ground::table::open_input(path)
        .and_then(|file| file.take(512).read_to_end(&mut start))
        .map_err(|error| TextSource::cannot_read(path, &error))?;
    Ok(start)
}

/// Rewinds a spool, and gives its length and its first bytes.
fn rewound(path: &Path, spool: &mut tempfile::SpooledTempFile) -> Result<(u64, Vec<u8>), Fault> {
    let mut head = Vec::new();
    let mut rewind = || -> std::io::Result<u64> {
        let length = spool.seek(SeekFrom::End(0))?;
        spool.rewind()?;
        spool.by_ref().take(LOOKED_AT).read_to_end(&mut head)?;
        spool.rewind()?;
        Ok(length)
    };
    let length = rewind().map_err(|error| TextSource::cannot_read(path, &error))?;
    Ok((length, head))
}
