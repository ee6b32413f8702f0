//! The year that is assessed, and the day on which ages are taken.

use ground::table::Day;

/// The year assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedYear {
    /// The calendar year.
    pub year: i32,
    /// Its first day.
    pub first: Day,
    /// How many days it has.
    pub days: i32,
    /// The date at which ages are taken, normally its last day.
    pub as_of: Day,
}

impl AssessedYear {
    /// A calendar year, ages taken on `as_of` or on its last day.
    pub fn new(year: i32, as_of: Option<Day>) -> Self {
        let (first, next) = (Day::first_of(year), Day::first_of(year + 1));
        let days = next.days_since(first);
        Self { year, first, days, as_of: as_of.unwrap_or(Day(next.0 - 1)) }
    }

    /// The day after its last.
    #[inline]
    pub fn end(self) -> Day {
        Day(self.first.0 + self.days)
    }
}
