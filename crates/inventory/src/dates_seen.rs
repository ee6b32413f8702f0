//! How the days of a table are written, seen a row at a time.

use super::Field;
use super::markup::reduce;
use ground::table::{DateEvidence, RecordCells, parse_iso_day};

/// The columns that hold dates.
const DATES: [Field; 7] = [
    Field::AcquiredOn,
    Field::InServiceOn,
    Field::DecommissionedOn,
    Field::ExitedOn,
    Field::DeliveredOn,
    Field::OrderedOn,
    Field::RecordedOn,
];

/// What the dates of a table tell of their order, by the columns that hold some.
pub(super) struct DatesSeen {
    pub(super) columns: Vec<DateColumn>,
    /// Whether what is left of the table need not be looked at.
    is_over: bool,
    /// Whether some of the columns are worked out from others.
    is_worked_out: bool,
}

/// What the dates of a column tell.
pub(super) struct DateColumn {
    pub(super) field: Field,
    at: usize,
    pub(super) told: DateEvidence,
    /// The first date that may be read in two ways.
    pub(super) doubtful: Option<(u64, String)>,
}

impl DatesSeen {
    /// Nothing seen yet of a table that has so many columns of its own, and a field where `column` says.
    pub(super) fn of(column: impl Fn(Field) -> Option<usize>, own: usize) -> Self {
        let column = |field| {
            let at = column(field)?;
            Some(DateColumn { field, at, told: DateEvidence::default(), doubtful: None })
        };
        let columns: Vec<DateColumn> = DATES.into_iter().filter_map(column).collect();
        let is_worked_out = columns.iter().any(|column| column.at >= own);
        Self { is_over: columns.is_empty(), is_worked_out, columns }
    }

    /// Whether what is left of the table need not be looked at.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Looks at the dates of a row of a block that begins on that line; `complete` adds the columns that
    /// are worked out from others.
    pub(super) fn note(
        &mut self,
        record: &mut RecordCells<'_>,
        first_line: u64,
        complete: impl FnOnce(&mut RecordCells<'_>),
    ) {
        if self.is_worked_out {
            complete(record);
        } else {
            reduce(record);
        }
        for column in &mut self.columns {
            let cell = record.get(column.at).map_or(&b""[..], |cell| cell.trim_ascii());
            if cell.is_empty() || parse_iso_day(cell).is_some() {
                continue;
            }
            let Ok(cell) = std::str::from_utf8(cell) else { continue };
            let before = column.told.either;
            column.told.note(cell);
            if column.told.either > before && column.doubtful.is_none() {
                column.doubtful = Some((first_line + record.line() - 1, cell.to_owned()));
            }
        }
    }

    /// Ends a block: where nothing was written day or month first so far, nothing more is looked at.
    pub(super) fn end_block(&mut self) {
        self.is_over |= self.columns.iter().all(|one| one.told == DateEvidence::default());
    }
}
