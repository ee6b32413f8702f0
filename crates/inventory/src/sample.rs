//! The first rows of a table: what readings of it are held against.

use super::placeholder::{is_placeholder, is_serial};
use super::row::place_names;
use super::{Field, Layout};
use crate::sum_words::is_total_word;
use ground::table::{Block, Dialect, RecordCells, RecordReader};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// How many rows are looked at.
pub(super) const ROWS: usize = 200;

/// How many cells of a column are looked for below them, where it has none in those rows.
const LATE: usize = 20;

/// How many serial numbers are held against one another, 16 bytes each.
const MOST_SERIALS: usize = 1 << 21;

/// The first rows below a heading, the blank ones left out, and below them those that begin a
/// column that was empty till then.
pub(super) struct RowSample {
    pub(super) rows: Vec<csv::ByteRecord>,
}

impl RowSample {
    /// The rows at the start of a text; `whole` says that the text is cut nowhere.
    pub(super) fn of(text: &[u8], dialect: Dialect, whole: bool) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .from_reader(text);
        let filled = |row: &csv::ByteRecord| {
            row.iter().any(|cell| !cell.trim_ascii().is_empty()) && !sums_up(row.iter())
        };
        let mut all = reader.byte_records().map_while(Result::ok).filter(filled).peekable();
        // The last may be cut.
        let mut next = || all.next().filter(|_| whole || all.peek().is_some());
        let mut rows: Vec<csv::ByteRecord> = std::iter::from_fn(&mut next).take(ROWS).collect();
        let width = rows.iter().map(csv::ByteRecord::len).max().unwrap_or(0);
        let mut lacking: Vec<(usize, usize)> = (0..width)
            .filter(|at| rows.iter().all(|row| says_nothing(row, *at)))
            .map(|at| (at, LATE))
            .collect();
        while !lacking.is_empty() {
            let Some(row) = next() else { break };
            let mut begins = false;
            for (at, wanted) in &mut lacking {
                let told = !says_nothing(&row, *at);
                *wanted -= usize::from(told);
                begins |= told;
            }
            lacking.retain(|(_, wanted)| *wanted > 0);
            if begins {
                rows.push(row);
            }
        }
        Self { rows }
    }

    /// The cells of a column that say something: a word for nothing is as an empty cell.
    pub(super) fn told(&self, column: usize) -> Vec<&str> {
        let mut cells = self.cells(column);
        cells.retain(|cell| !is_placeholder(cell.as_bytes()));
        cells
    }

    /// What each row says in two columns.
    pub(super) fn paired(&self, one: usize, other: usize) -> Vec<(&str, &str)> {
        self.rows
            .iter()
            .filter_map(|row| {
                let one = std::str::from_utf8(row.get(one)?.trim_ascii()).ok()?;
                Some((one, std::str::from_utf8(row.get(other)?.trim_ascii()).ok()?))
            })
            .collect()
    }

    /// The cells of a column that hold something.
    pub(super) fn cells(&self, column: usize) -> Vec<&str> {
        self.rows
            .iter()
            .filter_map(|row| std::str::from_utf8(row.get(column)?.trim_ascii()).ok())
            .filter(|cell| !cell.is_empty())
            .collect()
    }
}

impl Layout {
    /// Notes the places that a sample names, so that they are known as such in remarks.
    pub(super) fn note_places(&mut self, sample: &RowSample) {
        let columns = [Field::Site, Field::Entity, Field::Country].map(|field| self.read_of(field));
        let cells: HashSet<&str> =
            columns.into_iter().flatten().flat_map(|at| sample.told(at)).collect();
        self.places = Arc::new(cells.into_iter().flat_map(place_names).collect());
    }

    /// Notes the serial numbers of the first rows that machines of several makers or models have:
    /// `B204`, a room.
    pub(super) fn note_serials(&mut self, text: &[u8], dialect: Dialect) {
        let Some(mut serials) = SerialsMet::of(self) else { return };
        let block = Block { text: text.to_vec(), number: 0, first_line: 1 };
        let mut reader = RecordReader::of(&block, dialect.delimiter);
        let mut row = RecordCells::new();
        while reader.read(&mut row) {
            serials.note(&row);
        }
        self.share_serials(serials);
    }

    /// Takes the serial numbers that several machines have for those of rooms or desks.
    pub(super) fn share_serials(&mut self, serials: SerialsMet) {
        self.shared_serials = Arc::new(serials.shared);
    }

    /// Whether some serial numbers are of several makers or models.
    pub(super) fn shares_serials(&self) -> bool {
        !self.shared_serials.is_empty()
    }

    /// Whether a serial number tells its machine from others: it is one, and stands on machines of
    /// one maker and model.
    #[inline]
    pub fn tells_by_serial(&self, serial: &[u8]) -> bool {
        is_serial(serial)
            && (self.shared_serials.is_empty() || !self.shared_serials.contains(serial))
    }
}

/// Reads the first rows of a text that begins at a line; the last may be cut, and is left out, but where
/// the text is `whole`.
pub(super) fn each_first_row(
    (text, whole): (&[u8], bool),
    dialect: Dialect,
    mut met: impl FnMut(&RecordCells<'_>),
) {
    let block = Block { text: text.to_vec(), number: 0, first_line: 1 };
    let mut reader = RecordReader::of(&block, dialect.delimiter);
    let (mut row, mut next) = (RecordCells::new(), RecordCells::new());
    let mut is_row = reader.read(&mut row);
    while is_row {
        is_row = reader.read(&mut next);
        if is_row || whole {
            met(&row);
        }
        std::mem::swap(&mut row, &mut next);
    }
}

/// The serial numbers of rows, each with the maker and the model that it stands on first.
pub(super) struct SerialsMet {
    /// The columns of the serial number, and of the maker and the model.
    columns: [usize; 3],
    of: HashMap<u64, u64, foldhash::fast::RandomState>,
    /// Those of several makers or models.
    shared: HashSet<Vec<u8>>,
}

impl SerialsMet {
    /// None yet, of a layout that tells makers and models.
    pub(super) fn of(layout: &Layout) -> Option<Self> {
        let columns = [
            layout.column(Field::Serial)?,
            layout.read_of(Field::Manufacturer)?,
            layout.read_of(Field::Model)?,
        ];
        Some(Self { columns, of: HashMap::default(), shared: HashSet::new() })
    }

    /// Notes what a row says.
    pub(super) fn note(&mut self, row: &RecordCells<'_>) {
        let [serial, maker, model] = self.columns.map(|at| row.get(at).unwrap_or(b"").trim_ascii());
        if [serial, maker, model].iter().any(|cell| cell.is_empty()) {
            return;
        }
        let hasher = foldhash::quality::FixedState::with_seed(0x7365_7269);
        let kind = hasher.hash_one([maker, model]);
        let serial_key = hasher.hash_one(serial);
        if self.of.len() >= MOST_SERIALS && !self.of.contains_key(&serial_key) {
            return;
        }
        if *self.of.entry(serial_key).or_insert(kind) != kind {
            self.shared.insert(serial.to_vec());
        }
    }
}

/// Whether a row sums up others, and says nothing else than numbers: it is no evidence of what its
/// columns hold.
pub(super) fn sums_up<'r>(row: impl Iterator<Item = &'r [u8]>) -> bool {
    let mut told = row.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty());
    told.next().is_some_and(is_total_word)
        && told.all(|cell| cell.iter().all(|byte| !byte.is_ascii_alphabetic()))
}

/// Whether a row's cell is empty, or not there.
fn says_nothing(row: &csv::ByteRecord, at: usize) -> bool {
    row.get(at).is_none_or(|cell| cell.trim_ascii().is_empty())
}
