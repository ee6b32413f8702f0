//! Dates as people and tools write them into inventories: names of months, a month or a year
//! alone, counts of seconds, and what stands for no date at all.

use super::date::{DateNumbers, DateOrder, Day, excel_day, parts, short_year};
use super::fold;
use super::months::month_named;

/// A day as a cell tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDay {
    /// The day, or the middle of the month or year told.
    pub day: Day,
    /// Whether a month or a year alone was told.
    pub rounded: bool,
    /// Whether it has another reading, which its column's custom ruled out and nothing disproves.
    pub by_custom: bool,
}

/// Why a cell of a column of dates tells no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It is no date.
    NotADate,
    /// Its year cannot be.
    Year,
    /// It may start with the day or with the month, and nothing tells which.
    TwoReadings,
}

/// The years that a date of an inventory can have.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2100;

/// Days that programs write where there is none: the first ones of their calendars, and the last.
const NO_DAY: [(i32, u8, u8); 12] = [
    (1, 1, 1),
    (1601, 1, 1),
    (1753, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 1),
    (1900, 1, 2),
    (1901, 1, 1),
    (1969, 12, 31),
    (1970, 1, 1),
    (1980, 1, 1),
    (9999, 12, 31),
];

/// Words that may stand in a date and say nothing of it.
const BESIDE: [&str; 28] = [
    "le", "du", "de", "del", "den", "der", "the", "of", "er", "st", "nd", "rd", "th", "t", "z",
    "utc", "gmt", "cet", "cest", "am", "pm", "on", "a", "p", "m", "at", "um", "om",
];

/// The first letters of the days of the week, in the same languages.
const WEEKDAYS: [&str; 34] = [
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri", "sat",
    "sun", "mont", "dien", "mitt", "donn", "frei", "sams", "sonn", "mie", "jue", "vie", "sab",
    "dom", "gio", "seg", "ter", "qua", "qui", "maa", "din", "woe",
];

/// Reads a cell of a column of dates whose order is `order`, or not known; `None` where the cell
/// says that there is no date.
///
/// A month alone stands for its 15th, a year alone for 1 July: the days that are wrong by least.
///
/// ```
/// use empreinte_ground::table::{DateOrder, Day, written_day};
/// let day = |text: &str| {
///     written_day(text, Some(DateOrder::DayFirst)).map(|told| told.map(|told| told.day))
/// };
/// assert_eq!(day("15 mars 2021"), Ok(Day::new(2021, 3, 15)));
/// assert_eq!(day("24/03/21"), Ok(Day::new(2021, 3, 24)));
/// assert_eq!(day("03/2021"), Ok(Day::new(2021, 3, 15)));
/// assert_eq!(day("0000-00-00"), Ok(None));
/// assert!(day("bientôt").is_err());
/// ```
pub fn written_day(text: &str, order: Option<DateOrder>) -> Result<Option<WrittenDay>, DateFault> {
    let text = text.trim();
    let text = text.strip_prefix("/Date(").map_or(text, |rest| rest.trim_end_matches([')', '/']));
    if says_none(text) {
        return Ok(None);
    }
    let text = before_time(text);
    let exact = |day: Day| WrittenDay { day, rounded: false, by_custom: false };
    let told =
        if text.bytes().any(|byte| byte.is_ascii_alphabetic() && byte != b'T' && byte != b'Z')
            || !text.is_ascii()
        {
            named(text).map(Ok)
        } else if let Some(parts) = parts(text, true) {
            Some(in_order(parts, order))
        } else {
            let counted = excel_day(text).or_else(|| counted(text)).map(exact);
            counted.or_else(|| month_of(text)).or_else(|| year_of(text)).map(Ok)
        };
    match told {
        Some(Ok(told)) if is_no_day(told.day) => Ok(None),
        Some(Ok(told)) if YEARS.contains(&told.day.year()) => Ok(Some(told)),
        Some(Ok(_)) => Err(DateFault::Year),
        Some(Err(fault)) => Err(fault),
        None => Err(DateFault::NotADate),
    }
}

/// The date before a time of day, where one stands after it: `2/14/2013 12:00:00 AM`,
/// `2021-03-24T10:12:13+02:00`, `24.03.2021, 14h30`.
fn before_time(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "-/.".contains(c)));
    let Some((date, after)) = end.map(|end| text.split_at(end)) else { return text };
    let time = after.trim_start_matches([' ', ',', 'T', 't', '\u{a0}', '\u{202f}']);
    let apart = time.len() < after.len();
    if apart && is_time(time) && parts(date, true).is_some() { date } else { text }
}

/// Whether words start with a time of day: `9:00 AM`, `12 am`, `14h30`, `à 14:30`, `10:12:13Z`.
fn is_time(text: &str) -> bool {
    let beside = ["à ", "a ", "at ", "um ", "om ", "alle ", "a las ", "às "];
    let text = beside.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].trim_start().to_lowercase();
    let half = ["am", "pm", "a.m", "p.m", "a m", "p m"].iter().any(|half| after.starts_with(half));
    (1..=2).contains(&digits) && (half || after.starts_with([':', 'h', '.']))
}

/// A cell of zeros, whatever stands between them; or the day 0 that Excel shows for an empty cell.
fn says_none(text: &str) -> bool {
    let date = text.split([' ', 'T']).next().unwrap_or("");
    let zeros = !date.is_empty()
        && date.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'/' | b'.' | b':'))
        && date.contains('0');
    zeros || matches!(date, "1900-01-00" | "00/01/1900" | "01/00/1900" | "1/0/1900" | "0/1/1900")
}

fn is_no_day(day: Day) -> bool {
    NO_DAY.iter().any(|(year, month, of_month)| Day::new(*year, *month, *of_month) == Some(day))
}

/// A date in figures.
fn in_order(parts: DateNumbers, order: Option<DateOrder>) -> Result<WrittenDay, DateFault> {
    let exact = |day: Option<Day>| {
        let day = day.ok_or(DateFault::NotADate)?;
        Ok(WrittenDay { day, rounded: false, by_custom: false })
    };
    let (first, second, year) = match parts {
        DateNumbers::YearFirst(year, 0, 0) => {
            return middle_of_year(year).ok_or(DateFault::NotADate);
        }
        DateNumbers::YearFirst(year, month, 0) => {
            return middle_of_month(year, month).ok_or(DateFault::NotADate);
        }
        DateNumbers::YearFirst(year, month, day) => return exact(Day::new(year, month, day)),
        DateNumbers::YearLast(first, second, year) => (first, second, year),
    };
    let (day_first, month_first) = (Day::new(year, second, first), Day::new(year, first, second));
    match order {
        Some(DateOrder::DayFirst) => exact(day_first),
        Some(DateOrder::MonthFirst) => exact(month_first),
        Some(DateOrder::DayFirstByCustom) => {
            let mut told = exact(day_first.or(month_first))?;
            told.by_custom = day_first.zip(month_first).is_some_and(|(one, other)| one != other);
            Ok(told)
        }
        None => match (day_first, month_first) {
            (Some(one), Some(other)) if one != other => Err(DateFault::TwoReadings),
            (one, other) => exact(one.or(other)),
        },
    }
}

fn middle_of_month(year: i32, month: u8) -> Option<WrittenDay> {
    let day = Day::new(year, month, 15)?;
    Some(WrittenDay { day, rounded: true, by_custom: false })
}

fn middle_of_year(year: i32) -> Option<WrittenDay> {
    let day = Day::new(year, 7, 1)?;
    YEARS.contains(&year).then_some(WrittenDay { day, rounded: true, by_custom: false })
}

/// `2021`, or `2021.0` as a sheet made it.
fn year_of(text: &str) -> Option<WrittenDay> {
    let digits = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text);
    if digits.len() != 4 || !all_digits(digits) {
        return None;
    }
    middle_of_year(digits.parse().ok()?)
}

/// `03/2021`, `2021-03`, `202103`.
fn month_of(text: &str) -> Option<WrittenDay> {
    if text.len() == 6 && all_digits(text) {
        let (year, month) = text.split_at(4);
        return middle_of_month(year.parse().ok()?, month.parse().ok()?)
            .filter(|told| YEARS.contains(&told.day.year()));
    }
    let (one, other) = text.split_once(['/', '-', '.', ' '])?;
    let (year, month) = if one.len() == 4 { (one, other) } else { (other, one) };
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !all_digits(year) || !all_digits(month)
    {
        return None;
    }
    middle_of_month(year.parse().ok()?, month.parse().ok()?)
}

/// A count of seconds or milliseconds since 1970, of tenths of microseconds since 1601, or a stamp
/// of fourteen digits.
fn counted(text: &str) -> Option<Day> {
    let whole = text.split(['.', ',']).next()?.trim_end_matches('Z');
    if !all_digits(whole) {
        return None;
    }
    let seconds = match whole.len() {
        9 | 10 => whole.parse::<i64>().ok()?,
        12 | 13 => whole.parse::<i64>().ok()? / 1000,
        14 => return super::date::day_in_order(&whole[..8], None).ok().flatten(),
        18 => whole.parse::<i64>().ok()? / 10_000_000 - 11_644_473_600,
        _ => return None,
    };
    let day = Day(i32::try_from(seconds.div_euclid(86_400)).ok()?);
    YEARS.contains(&day.year()).then_some(day)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A date whose month is named.
fn named(text: &str) -> Option<WrittenDay> {
    let mut month = None;
    let mut numbers: Vec<&str> = Vec::new();
    let mut day_alone = false;
    // A time after the date says nothing of the day.
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| !word.contains(':') && !is_hour(word)).collect();
    let folded = fold(&words.join(" "));
    for word in runs(&folded) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            day_alone |= month.is_none() && word.len() < 3;
            numbers.push(word);
        } else if let Some(found) = month_named(word).filter(|_| month.is_none()) {
            month = Some(found);
        } else if !BESIDE.contains(&word) && !WEEKDAYS.iter().any(|day| word.starts_with(day)) {
            return None;
        }
    }
    let year = |digits: &str| -> Option<i32> {
        match digits.len() {
            4 => digits.parse().ok(),
            2 => short_year(digits.parse().ok()?),
            _ => None,
        }
    };
    let month = month?;
    match numbers[..] {
        // `13 mai` is a day of any year: a year of two digits comes last.
        [_] if day_alone => None,
        [alone] => middle_of_month(year(alone)?, month),
        [one, other] => {
            let (day, of) = if one.len() == 4 { (other, one) } else { (one, other) };
            let day = Day::new(year(of)?, month, day.parse().ok()?)?;
            Some(WrittenDay { day, rounded: false, by_custom: false })
        }
        _ => None,
    }
}

/// `14h30`, `9h`.
fn is_hour(word: &str) -> bool {
    let Some((hour, minutes)) = word.split_once(['h', 'H']) else { return false };
    all_digits(hour) && hour.len() <= 2 && (minutes.is_empty() || all_digits(minutes))
}

/// Words and numbers of a folded text: `15mars2021` is three.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let digit = rest.chars().next()?.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            rest = after;
            Some(run)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<Option<WrittenDay>, DateFault> {
        written_day(text, Some(DateOrder::DayFirst))
    }

    #[track_caller]
    fn check(text: &str, (year, month, day): (i32, u8, u8), rounded: bool) {
        let expected = Day::new(year, month, day).map(|day| (day, rounded));
        let told = told(text).unwrap_or(None);
        assert_eq!(told.map(|told| (told.day, told.rounded)), expected, "`{text}`");
    }

    #[test]
    fn a_day_is_the_same_in_every_form() {
        for text in [
            "24/03/2021",
            "24/03/21",
            "24-Mar-2021",
            "24 mars 2021",
            "Mar 24, 2021",
            "mercredi 24 mars 2021",
            "Wed Mar 24 10:12:13 2021",
            "24. März 2021",
            "24 de marzo de 2021",
            "24-mrt-21",
            "24mars2021",
            "2021 March 24",
            "24th of March 2021",
            "1616544000",
            "1616544000000",
            "1616544000.0",
            "/Date(1616544000000)/",
            "20210324101213",
            "20210324101213.0Z",
            "132610176000000000",
            "44279",
            "2021-03-24T10:12:13Z",
        ] {
            check(text, (2021, 3, 24), false);
        }
        check("1er août 2019", (2019, 8, 1), false);
        check("3 févr. 2020", (2020, 2, 3), false);
        check("12 juil. 2022", (2022, 7, 12), false);
    }

    #[test]
    fn a_time_after_a_date_says_nothing_of_the_day() {
        for text in [
            "24/03/2021 12:00:00 AM",
            "24/03/2021 9:00:00 AM",
            "24/03/21 12:00 AM",
            "24/03/2021 12 PM",
            "24-03-2021 09:15 p.m.",
            "24/03/2021 14:30",
            "24.03.2021, 14h30",
            "24/03/2021 à 14h30",
            "2021-03-24 10:12:13 UTC",
            "2021-03-24T10:12:13.000Z",
            "2021-03-24T10:12:13+02:00",
            "2021-03-24T10:12:13+02:00[Europe/Paris]",
            "2021-03-24 10:12:13 +0200",
            "2021-03-24 10:12:13 CEST",
            "Mar 24, 2021 9:00:00 AM",
            "24 mars 2021 à 14h30",
            "Wed Mar 24 10:12:13 GMT 2021",
        ] {
            check(text, (2021, 3, 24), false);
        }
        let month_first = written_day("2/14/2013 12:00:00 AM", Some(DateOrder::MonthFirst));
        assert_eq!(month_first.unwrap().unwrap().day, Day::new(2013, 2, 14).unwrap());
        for text in ["9:00:00 AM", "14:30", "24/03/2021 chez Paul", "99/99/2021 9:00 AM"] {
            assert_eq!(told(text), Err(DateFault::NotADate), "`{text}`");
        }
    }

    #[test]
    fn a_month_or_a_year_alone_stands_for_its_middle() {
        for text in
            ["mars 2021", "Mar-21", "03/2021", "2021-03", "3.2021", "March 2021", "2021-03-00"]
        {
            check(text, (2021, 3, 15), true);
        }
        check("2021", (2021, 7, 1), true);
        check("2021.0", (2021, 7, 1), true);
        check("2021-00-00", (2021, 7, 1), true);
    }

    #[test]
    fn days_that_programs_write_for_none_are_none() {
        for text in [
            "0000-00-00 00:00:00",
            "00/00/0000",
            "0",
            "01/01/1970",
            "1970-01-01T00:00:00Z",
            "01/01/1900",
            "1900-01-00",
            "30/12/1899",
            "0001-01-01",
            "31/12/9999",
        ] {
            assert_eq!(told(text), Ok(None), "`{text}`");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["bientôt", "31/02/2021", "mars", "Mars Attacks 2021", "12", "15 xyz 2021", "-1"]
        {
            assert_eq!(told(text), Err(DateFault::NotADate), "`{text}`");
        }
        assert_eq!(told("24/03/1921"), Err(DateFault::Year));
    }

    #[test]
    fn an_order_by_custom_is_told_where_it_decides() {
        let by_custom = |text| {
            let told = written_day(text, Some(DateOrder::DayFirstByCustom)).unwrap().unwrap();
            (told.day, told.by_custom)
        };
        assert_eq!(by_custom("04/03/2021"), (Day::new(2021, 3, 4).unwrap(), true));
        assert_eq!(by_custom("24/03/2021"), (Day::new(2021, 3, 24).unwrap(), false));
        assert_eq!(by_custom("03/24/2021"), (Day::new(2021, 3, 24).unwrap(), false));
        assert_eq!(written_day("04/03/21", None), Err(DateFault::TwoReadings));
    }
}
