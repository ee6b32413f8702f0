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
    #[inline]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        const BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let (short, m, d) =
            (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let date = Date::new(short, m, d).ok()?;
        let leap = i32::from(month > 2 && date.in_leap_year());
        let in_year = BEFORE_MONTH[usize::from(month - 1)] + leap + i32::from(day) - 1;
        Some(Self(days_before(year) - days_before(1970) + in_year))
    }

    fn date(self) -> Date {
        let span = jiff::Span::new().days(self.0);
        Date::constant(1970, 1, 1).checked_add(span).unwrap_or(Date::MAX)
    }

    /// Its calendar year, in the Gregorian calendar.
    #[inline]
    pub fn year(self) -> i32 {
        // By the mean year first: at most one off.
        let day = self.0 + days_before(1970);
        let year = (i64::from(day) * 400).div_euclid(146_097);
        let year = i32::try_from(year).unwrap_or(0);
        if day < days_before(year) {
            year - 1
        } else if day >= days_before(year + 1) {
            year + 1
        } else {
            year
        }
    }

    /// The days from another day to this one; negative when this one is earlier.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

/// Days from 1 January of the year 0 to 1 January of a year.
#[inline]
fn days_before(year: i32) -> i32 {
    365 * year + (year + 3).div_euclid(4) - (year + 99).div_euclid(100)
        + (year + 399).div_euclid(400)
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

/// Reads `YYYY-MM-DD`, the form of most files, without looking for others.
#[inline]
pub(crate) fn parse_iso_day(cell: &[u8]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *cell else { return None };
    let mut odd = false;
    let mut digit = |byte: u8| {
        let digit = byte.wrapping_sub(b'0');
        odd |= digit > 9;
        digit
    };
    let century = i32::from(digit(y1)) * 10 + i32::from(digit(y2));
    let year = century * 100 + i32::from(digit(y3)) * 10 + i32::from(digit(y4));
    let month = digit(m1).wrapping_mul(10).wrapping_add(digit(m2));
    let day = digit(d1).wrapping_mul(10).wrapping_add(digit(d2));
    if odd { None } else { Day::new(year, month, day) }
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
        return Day::new(
            date[..4].parse().ok()?,
            date[4..6].parse().ok()?,
            date[6..].parse().ok()?,
        );
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
        for text in [
            "2023-01-04",
            "2023/01/04",
            "04/01/2023",
            "04-01-2023",
            "04.01.2023",
            "4/1/2023",
            "20230104",
            "04-01-2023 15:54",
            "2023-01-04T15:54:00Z",
            " 2023-01-04 ",
        ] {
            assert_eq!(parse_day(text), day, "`{text}`");
        }
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in [
            "31-02-2021",
            "2021-13-01",
            "01/13/2021",
            "32/01/2021",
            "2021",
            "hier",
            "",
            "1/1/21",
            "2021-1-1-1",
            "99999999",
        ] {
            assert_eq!(parse_day(text), None, "`{text}`");
        }
    }

    #[test]
    fn the_year_of_every_day_is_the_calendars() {
        let (from, to) = (Day::first_of(1900), Day::first_of(2110));
        for day in from.0..to.0 {
            let date = Day(day).date();
            assert_eq!(Day(day).year(), i32::from(date.year()), "{date}");
            let (month, of_month) = (date.month().unsigned_abs(), date.day().unsigned_abs());
            assert_eq!(Day::new(date.year().into(), month, of_month), Some(Day(day)), "{date}");
            assert_eq!(parse_iso_day(date.to_string().as_bytes()), Some(Day(day)), "{date}");
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
