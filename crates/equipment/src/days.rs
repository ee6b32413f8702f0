//! Cells of columns of dates.

use super::cells::first_of;
use super::placeholder::is_placeholder;
use ground::table::{DateOrder, Day, TwoReadings, Why, day_in_order, excel_day};

/// Why a cell of a column of dates is no day.
#[derive(Debug, Clone, Copy)]
pub(super) enum BadDay {
    NoDate,
    Year,
    TwoReadings,
}

impl BadDay {
    pub(super) fn why(self) -> Why {
        match self {
            Self::NoDate => Why::NotADate,
            Self::Year => Why::ImpossibleYear,
            Self::TwoReadings => Why::AmbiguousDate,
        }
    }
}

/// The day of a cell, `None` where it says that there is none.
pub(super) fn day_of_cell(cell: &[u8], order: Option<DateOrder>) -> Result<Option<Day>, BadDay> {
    if is_placeholder(cell) {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(cell);
    let first = first_of(&text);
    let day = day_in_order(first, order).map_err(|TwoReadings| BadDay::TwoReadings)?;
    match day.or_else(|| excel_day(first)) {
        Some(day) if (1980..=2100).contains(&day.year()) => Ok(Some(day)),
        Some(_) => Err(BadDay::Year),
        None => Err(BadDay::NoDate),
    }
}
