//! Dates as inventories write them.

use jiff::civil::Date;

/// A calendar day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// The years that a calendar day may be of.
const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;

impl Day {
    /// The first day of a year.
    pub fn first_of(year: i32) -> Self {
        Self::new(year, 1, 1).unwrap_or(Self(0))
    }

    /// A day by year, month and day of the month, if there is one.
    #[inline]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        // Each month with the days before it, and its own.
        const MONTHS: [(i32, u8); 12] = [
            (0, 31),
            (31, 29),
            (59, 31),
            (90, 30),
            (120, 31),
            (151, 30),
            (181, 31),
            (212, 31),
            (243, 30),
            (273, 31),
            (304, 30),
            (334, 31),
        ];
        let (before, days) = *MONTHS.get(usize::from(month.checked_sub(1)?))?;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let is_there = (1..=days).contains(&day) && (month, day, is_leap) != (2, 29, false);
        if !is_there || !YEARS.contains(&year) {
            return None;
        }
        let leap = i32::from(month > 2 && is_leap);
        let in_year = before + leap + i32::from(day) - 1;
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

    /// Its year, its month and its day of the month, from 1.
    pub fn parts(self) -> (i32, u8, u8) {
        let date = self.date();
        (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs())
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
pub fn parse_iso_day(cell: &[u8]) -> Option<Day> {
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

/// Which comes first in a date such as `04/01/2023`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// The day, as in France.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
    /// The day, by the custom of the headings' language: nothing in the file proves it.
    DayFirstByCustom,
}

/// What the dates of a column show of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateEvidence {
    /// Dates that can only start with the day: `24/11/2022`.
    pub day_first: u64,
    /// Dates that can only start with the month: `11/24/2022`.
    pub month_first: u64,
    /// Dates that could start with either: `04/01/2023`.
    pub either: u64,
}

impl DateEvidence {
    /// Notes a cell; what is no date, or says its year first, shows nothing.
    pub fn note(&mut self, cell: &str) {
        let Some(DateNumbers::YearLast(first, second, _)) = parts(cell, true) else { return };
        match (first, second) {
            // The fourth of April is the same day in both orders.
            (1..=12, 1..=12) if first == second => {}
            (1..=12, 1..=12) => self.either += 1,
            (13..=31, 1..=12) => self.day_first += 1,
            (1..=12, 13..=31) => self.month_first += 1,
            _ => {}
        }
    }

    /// Adds what other dates show.
    pub fn merge(&mut self, other: Self) {
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.either += other.either;
    }

    /// The order that the dates prove: by nothing against it, or by twenty times as many.
    pub fn proven(self) -> Option<DateOrder> {
        const MANY: u64 = 20;
        if self.day_first > self.month_first.saturating_mul(MANY) {
            Some(DateOrder::DayFirst)
        } else if self.month_first > self.day_first.saturating_mul(MANY) {
            Some(DateOrder::MonthFirst)
        } else {
            None
        }
    }

    /// Whether its dates prove both orders, and neither by far.
    pub fn is_mixed(self) -> bool {
        self.day_first > 0 && self.month_first > 0 && self.proven().is_none()
    }
}

/// The numbers of a date, in the order they are written in.
#[derive(Clone, Copy)]
pub(super) enum DateNumbers {
    YearFirst(i32, u8, u8),
    YearLast(u8, u8, i32),
}

/// Takes a date in figures apart; `short` says that its year may have two digits.
pub(super) fn parts(text: &str, short: bool) -> Option<DateNumbers> {
    let date = text.trim().split([' ', 'T']).next()?;
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
        return Some(DateNumbers::YearFirst(
            year.parse().ok()?,
            month.parse().ok()?,
            day.parse().ok()?,
        ));
    }
    let mut parts = date.split(['-', '/', '.']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [a, b, c].iter().any(|p| !p.bytes().all(|d| d.is_ascii_digit())) {
        return None;
    }
    match (a.len(), b.len(), c.len()) {
        (4, 1 | 2, 1 | 2) => {
            Some(DateNumbers::YearFirst(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?))
        }
        (1 | 2, 1 | 2, 4) => {
            Some(DateNumbers::YearLast(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?))
        }
        (1 | 2, 1 | 2, 2) if short => {
            let (first, last): (i32, i32) = (a.parse().ok()?, c.parse().ok()?);
            if (1..=31).contains(&first) {
                return Some(DateNumbers::YearLast(
                    a.parse().ok()?,
                    b.parse().ok()?,
                    short_year(last)?,
                ));
            }
            Some(DateNumbers::YearFirst(short_year(first)?, b.parse().ok()?, c.parse().ok()?))
        }
        _ => None,
    }
}

/// Whether a text has the form of a day, and is none in any order: `31/02/2021`.
pub(super) fn is_no_day(text: &str) -> bool {
    // Eight digits in a row are a number as well.
    let form = parts(text, true).filter(|_| text.contains(['-', '/', '.']));
    match form {
        Some(DateNumbers::YearFirst(year, month, day)) => Day::new(year, month, day).is_none(),
        Some(DateNumbers::YearLast(first, second, year)) => {
            Day::new(year, second, first).or(Day::new(year, first, second)).is_none()
        }
        None => false,
    }
}

/// Reads a date: `YYYY-MM-DD`, `YYYY/MM/DD`, `DD/MM/YYYY`, `DD-MM-YYYY`, `DD.MM.YYYY` or
/// `YYYYMMDD`, a time after it ignored.
///
/// The day comes before the month, as in France; `None` for a day that does not exist.
///
/// ```
/// use empreinte_ground::table::{Day, parse_day};
/// assert_eq!(parse_day("24-11-2022 15:54"), Day::new(2022, 11, 24));
/// assert_eq!(parse_day("2021-02-31"), None);
/// ```
pub fn parse_day(text: &str) -> Option<Day> {
    day_in_order(text, Some(DateOrder::DayFirst)).unwrap_or(None)
}

/// Reads a date whose column has an order, or none that is known: then `Err` for a date that has
/// two readings.
///
/// ```
/// use empreinte_ground::table::{DateOrder, Day, day_in_order};
/// assert_eq!(day_in_order("1/4/2023", Some(DateOrder::MonthFirst)), Ok(Day::new(2023, 1, 4)));
/// assert_eq!(day_in_order("24/1/2023", None), Ok(Day::new(2023, 1, 24)));
/// assert!(day_in_order("1/4/2023", None).is_err());
/// ```
pub fn day_in_order(text: &str, order: Option<DateOrder>) -> Result<Option<Day>, TwoReadings> {
    Ok(match (parts(text, false), order) {
        (None, _) => None,
        (Some(DateNumbers::YearFirst(year, month, day)), _) => Day::new(year, month, day),
        (
            Some(DateNumbers::YearLast(day, month, year)),
            Some(DateOrder::DayFirst | DateOrder::DayFirstByCustom),
        )
        | (Some(DateNumbers::YearLast(month, day, year)), Some(DateOrder::MonthFirst)) => {
            Day::new(year, month, day)
        }
        (Some(DateNumbers::YearLast(first, second, year)), None) => {
            match (Day::new(year, second, first), Day::new(year, first, second)) {
                (Some(one), Some(other)) if one != other => return Err(TwoReadings),
                (one, other) => one.or(other),
            }
        }
    })
}

/// A date that may start with the day or with the month, and nothing tells which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoReadings;

/// Reads a day as Excel numbers it, from 20000 (1954) to 60000 (2064): only in columns of dates.
///
/// ```
/// use empreinte_ground::table::{Day, excel_day};
/// assert_eq!(excel_day("44197"), Day::new(2021, 1, 1));
/// assert_eq!(excel_day("44197,5"), Day::new(2021, 1, 1));
/// assert_eq!(excel_day("12"), None);
/// ```
pub fn excel_day(text: &str) -> Option<Day> {
    /// 1 January 1970, as Excel numbers it.
    const EPOCH: i32 = 25_569;
    let (whole, rest) = text.trim().split_once([',', '.']).unwrap_or((text.trim(), ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(rest) {
        return None;
    }
    let number: i32 = whole.parse().ok()?;
    (20_000..=60_000).contains(&number).then_some(Day(number - EPOCH))
}

/// The year of two digits: from 1950 to 2049, so that `1/1/70` is the first day of programs'
/// calendars and no year to come.
pub(super) fn short_year(digits: i32) -> Option<i32> {
    match digits {
        50..=99 => Some(1900 + digits),
        0..=49 => Some(2000 + digits),
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
    fn what_no_order_makes_a_day_is_none() {
        for text in ["31/02/2021", "31/02/21", "2021-13-01", "2021.02.30", "00/00/2020", "40-13-01"]
        {
            assert!(is_no_day(text), "`{text}`");
        }
        for text in [
            "02/25/2024",
            "25/02/2024",
            "02/25/24",
            "10.20.30",
            "1/1/1",
            "123.45.6",
            "1.2.3.4",
            "99999999",
            "2021",
            "hier",
        ] {
            assert!(!is_no_day(text), "`{text}`");
        }
    }

    #[test]
    fn dates_prove_their_order_or_do_not() {
        let of = |cells: &[&str]| {
            let mut seen = DateEvidence::default();
            for cell in cells {
                seen.note(cell);
            }
            seen
        };
        assert_eq!(of(&["04/01/2023", "24/01/2023"]).proven(), Some(DateOrder::DayFirst));
        assert_eq!(of(&["04/01/2023", "01/24/2023"]).proven(), Some(DateOrder::MonthFirst));
        assert_eq!(of(&["04/01/2023", "2023-01-24", "05/05/2023"]).proven(), None);
        assert_eq!(of(&["04/01/2023", "2023-01-24", "05/05/2023"]).either, 1);
        assert!(of(&["24/01/2023", "01/24/2023"]).is_mixed());
        let mut many = vec!["24/01/2023"; 21];
        many.push("01/24/2023");
        assert_eq!(of(&many).proven(), Some(DateOrder::DayFirst), "21 against 1");
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
