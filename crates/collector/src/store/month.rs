//! A month of the calendar: what one file, or one partition, holds.

use record::RecordDay;
use std::fmt;

/// A month, in order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Its year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month of a day.
    pub fn of(day: RecordDay) -> Self {
        Self { year: day.date().year(), month: day.date().month() }
    }

    /// The month of a day's number; none beyond the calendar.
    pub fn of_number(number: i32) -> Option<Self> {
        RecordDay::from_number(number).map(Self::of)
    }

    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        RecordDay::parse(&format!("{text}-01")).map(Self::of)
    }

    /// Months since year 0, to count with.
    pub fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    /// The month that is so many before.
    #[must_use]
    pub fn before(self, months: i32) -> Self {
        let index = self.index() - months;
        let year = i16::try_from(index.div_euclid(12)).unwrap_or(i16::MIN);
        let month = i8::try_from(index.rem_euclid(12) + 1).unwrap_or(1);
        Self { year, month }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }

    /// The number of its first day.
    pub fn first_day(self) -> i32 {
        RecordDay::parse(&format!("{self}-01")).map_or(0, RecordDay::number)
    }

    /// The number of its last day.
    pub fn last_day(self) -> i32 {
        self.next().first_day() - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn months_follow_one_another() {
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.next().to_string(), "2027-01");
        assert_eq!(december.next().index() - december.index(), 1);
        assert_eq!(december.last_day() - december.first_day(), 30);
        assert_eq!(Month::of_number(december.last_day()), Some(december));
        let of = |months| december.before(months).to_string();
        assert_eq!([0, 11, 12, 13].map(of), ["2026-12", "2026-01", "2025-12", "2025-11"]);
        assert_eq!(Month::parse("2026-13"), None);
    }
}
