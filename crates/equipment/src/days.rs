//! Cells of columns of dates.

use super::cells::first_of;
use ground::table::{DateFault, DateOrder, Why, WrittenDay, written_day};
use inventory::{is_placeholder, is_sheet_error};

/// Why a cell of a column of dates tells no day, as it is said of a row.
pub(super) fn why(fault: DateFault) -> Why {
    match fault {
        DateFault::NotADate => Why::NotADate,
        DateFault::Year => Why::ImpossibleYear,
        DateFault::TwoReadings => Why::AmbiguousDate,
    }
}

/// What a cell tells; `None` where it says that there is no date.
pub(super) fn day_of_cell(
    cell: &[u8],
    order: Option<DateOrder>,
) -> Result<Option<WrittenDay>, DateFault> {
    if is_placeholder(cell) {
        // A formula that came to nothing had something to say.
        return if is_sheet_error(cell) { Err(DateFault::NotADate) } else { Ok(None) };
    }
    written_day(first_of(&String::from_utf8_lossy(cell)), order)
}
