//! Dates as inventories write them.

use jiff::civil::Date;

/// A calendar day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The first day of a year.
    pub fn first_of(year: i32) -> Self {
        Self::new(year, 1, 1).unwrap_or(Self(0))
    }

    /// A day by year, month and day of the month, if there is one.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let year = i16::try_from(year).ok()?;
        let date =
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let epoch = Date::constant(1970, 1, 1);
        Some(Self(epoch.until(date).ok()?.get_days()))
    }

    fn date(self) -> Date {
        let span = jiff::Span::new().days(self.0);
        Date::constant(1970, 1, 1).checked_add(span).unwrap_or(Date::MAX)
    }

    /// Its calendar year.
    pub fn year(self) -> i32 {
        self.date().year().into()
    }

    /// The days from another day to this one; negative when this one is earlier.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

/// Reads a date: `YYYY-MM-DD`, `YYYY/MM/DD`, `DD/MM/YYYY`, `DD-MM-YYYY`, `DD.MM.YYYY` or
/// `YYYYMMDD`, a time after it ignored.
///
/// The day comes before the month, as in France; `None` for a day that does not exist.
///
/// ```
/// use empreinte::table::{Day, parse_day};
/// assert_eq!(parse_day("24-11-2022 15:54"), Day::new(2022, 11, 24));
/// assert_eq!(parse_day("2021-02-31"), None);
/// ```
pub fn parse_day(text: &str) -> Option<Day> {
    let text = text.trim();
    let date = text.split([' ', 'T']).next()?;
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return Day::new(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?);
    }
    let mut parts = date.split(['-', '/', '.']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [a, b, c].iter().any(|p| !p.bytes().all(|d| d.is_ascii_digit())) {
        return None;
    }
    match (a.len(), b.len(), c.len()) {
        (4, 1 | 2, 1 | 2) => Day::new(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?),
        (1 | 2, 1 | 2, 4) => Day::new(c.parse().ok()?, b.parse().ok()?, a.parse().ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_the_same_day() {
        let day = Day::new(2023, 1, 4);
        assert!(day.is_some());
        for text in ["2023-01-04", "2023/01/04", "04/01/2023", "04-01-2023", "04.01.2023", "4/1/2023",
            "20230104", "04-01-2023 15:54", "2023-01-04T15:54:00Z", " 2023-01-04 "] {
            assert_eq!(parse_day(text), day, "`{text}`");
        }
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in ["31-02-2021", "2021-13-01", "01/13/2021", "32/01/2021", "2021", "hier", "", "1/1/21",
            "2021-1-1-1", "99999999"] {
            assert_eq!(parse_day(text), None, "`{text}`");
        }
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        // 8 July 2020 to 20 November 2024: 4 years of 365 days, one leap day (2024) and 135 days.
        let (from, to) = (Day::new(2020, 7, 8).unwrap(), Day::new(2024, 11, 20).unwrap());
        assert_eq!(to.days_since(from), 4 * 365 + 1 + 135);
        assert_eq!(from.to_string(), "2020-07-08");
        assert_eq!(to.year(), 2024);
    }
}
