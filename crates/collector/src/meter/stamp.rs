//! When a reading was made: with an offset, or by the clock of a place, its two odd days included.

use super::why::skipped;
use ground::table::{DateOrder, Why, day_in_order};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// Seconds since 1970.
    Exact(i64),
    /// What the clock of the place showed.
    Local(DateTime),
    /// A date alone.
    Day(Date),
}

/// Reads a cell, or a date and a time with a space between.
pub(super) fn parse(cell: &str, order: Option<DateOrder>) -> Result<Stamp, Why> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Err(Why::Missing);
    }
    if cell.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = cell.parse().map_err(|_| Why::NotADate)?;
        match cell.len() {
            10 => return Ok(Stamp::Exact(number)),
            13 => return Ok(Stamp::Exact(number / 1000)),
            _ => {}
        }
    }
    if let Ok(exact) = cell.parse::<Timestamp>() {
        return Ok(Stamp::Exact(exact.as_second()));
    }
    let (day, time) = cell.split_once([' ', 'T']).unwrap_or((cell, ""));
    let day = day_in_order(day, order).map_err(|_| Why::AmbiguousDate)?.ok_or(Why::NotADate)?;
    let day = day_of(day.0).ok_or(Why::NotADate)?;
    if time.trim().is_empty() {
        return Ok(Stamp::Day(day));
    }
    let seconds = seconds_of(time.trim()).ok_or(Why::NotADate)?;
    let at = day.at(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_secs(seconds));
    at.map(Stamp::Local).map_err(|_| Why::NotADate)
}

/// Seconds from midnight of `13:30`, `13:30:05.2`, `1:30 PM`, `13h30`, `24:00`.
fn seconds_of(time: &str) -> Option<i64> {
    let lower = time.to_ascii_lowercase();
    let (clock, half) = match lower.trim_end_matches('.').rsplit_once(['a', 'p']) {
        Some((clock, "m" | ".m")) => (clock.trim(), lower.contains('p').then_some(12).or(Some(0))),
        _ => (lower.as_str(), None),
    };
    let mut parts = clock.split([':', 'h']).filter(|part| !part.is_empty());
    let mut next = || -> Option<i64> {
        let Some(part) = parts.next() else { return Some(0) };
        let whole = part.split('.').next()?;
        (whole.len() <= 2).then(|| whole.parse().ok()).flatten()
    };
    let (mut hours, minutes, seconds) = (next()?, next()?, next()?);
    if let Some(half) = half {
        if !(1..=12).contains(&hours) {
            return None;
        }
        hours = hours % 12 + half;
    }
    let inside = (0..60).contains(&minutes) && (0..60).contains(&seconds);
    let whole = hours * 3600 + minutes * 60 + seconds;
    (inside && parts.next().is_none() && (0..=86_400).contains(&whole)).then_some(whole)
}

/// The day of a number of days since 1970.
fn day_of(number: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::SignedDuration::from_hours(i64::from(number) * 24)).ok()
}

/// A place's clock.
#[derive(Clone, Debug)]
pub struct Clock(TimeZone);

impl Clock {
    /// Of a place as the tz database names it.
    pub fn of(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Seconds since 1970 of a reading that follows one made at `before`; of a date alone, its
    /// midnight. Of the hour that the clock shows twice, the first unless that has been had.
    pub(super) fn at(&self, stamp: Stamp, before: Option<i64>) -> Result<i64, Why> {
        let (first, second) = self.both(stamp)?;
        let had = before.is_some_and(|before| first <= before && before < second);
        Ok(if had { second } else { first })
    }

    /// Seconds since 1970 of the start of what ends at `until`: of the hour that the clock shows
    /// twice, the second unless that is too late.
    pub(super) fn start(&self, stamp: Stamp, until: i64) -> Result<i64, Why> {
        let (first, second) = self.both(stamp)?;
        Ok(if second < until { second } else { first })
    }

    /// The two instants at which the clock showed a time; but for one hour of the year they are one.
    fn both(&self, stamp: Stamp) -> Result<(i64, i64), Why> {
        let local = match stamp {
            Stamp::Exact(at) => return Ok((at, at)),
            Stamp::Day(day) => {
                let midnight = self.0.to_timestamp(day.at(0, 0, 0, 0));
                let midnight = midnight.map_err(|_| Why::NotADate)?.as_second();
                return Ok((midnight, midnight));
            }
            Stamp::Local(local) => local,
        };
        let either = self.0.to_ambiguous_timestamp(local);
        if matches!(either.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(skipped());
        }
        let first = either.earlier().map_err(|_| Why::NotADate)?.as_second();
        let second = either.later().map_err(|_| Why::NotADate)?.as_second();
        Ok((first, second))
    }

    /// The midnight after a day.
    pub(super) fn after(&self, day: Date) -> Result<i64, Why> {
        let next = day.tomorrow().map_err(|_| Why::NotADate)?;
        self.at(Stamp::Day(next), None)
    }

    /// The day at the place.
    pub(super) fn day(&self, at: i64) -> i32 {
        let at = Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
        let hours = self.0.to_datetime(at).date().duration_since(date(1970, 1, 1)).as_hours();
        i32::try_from(hours / 24).unwrap_or(i32::MAX)
    }

    /// When a day begins there.
    pub(super) fn midnight(&self, day: i32) -> i64 {
        let local = day_of(day).map(|day| day.at(0, 0, 0, 0));
        let at = local.and_then(|local| self.0.to_timestamp(local).ok());
        at.map_or(i64::from(day) * 86_400, Timestamp::as_second)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Stamp, parse, skipped};
    use ground::table::{DateOrder, Why};

    fn paris(cell: &str, before: Option<i64>) -> Result<i64, Why> {
        let clock = Clock::of("Europe/Paris").unwrap();
        clock.at(parse(cell, Some(DateOrder::DayFirst))?, before)
    }

    #[test]
    fn a_moment_is_one_however_it_is_written() {
        // 1 March 2026, 00:30 in Paris.
        let at = 1_772_321_400;
        for cell in [
            "2026-03-01T00:30:00+01:00",
            "2026-02-28T23:30:00Z",
            "2026-03-01 00:30",
            "01/03/2026 00:30:00",
            "01/03/2026 12:30:00 AM",
            "1/3/2026 0h30",
            "1772321400",
            "1772321400000",
        ] {
            assert_eq!(paris(cell, None), Ok(at), "{cell}");
        }
        assert_eq!(paris("28/02/2026 24:00", None), Ok(at - 1800));
        for cell in ["2026-03-01 25:00", "2026-03-01 00:61", "31/02/2026", "hier", "1:2:3"] {
            assert_eq!(paris(cell, None), Err(Why::NotADate), "{cell}");
        }
        assert_eq!(parse("03/04/2026 00:30", None), Err(Why::AmbiguousDate));
        assert!(matches!(parse("2026-03-01", None), Ok(Stamp::Day(_))));
        assert_eq!(paris("2026-03-01", None), Ok(at - 1800));
    }

    #[test]
    fn the_hour_that_comes_twice_is_two_and_the_one_that_is_skipped_none() {
        // 25 October 2026: 02:00 summer time is 00:00 UTC, and comes again an hour later.
        let first = 1_792_886_400;
        assert_eq!(paris("2026-10-25 02:00", Some(first - 1800)), Ok(first));
        assert_eq!(paris("2026-10-25 02:30", Some(first)), Ok(first + 1800));
        assert_eq!(paris("2026-10-25 02:00", Some(first + 1800)), Ok(first + 3600));
        assert_eq!(paris("2026-10-25 02:30", Some(first + 3600)), Ok(first + 5400));
        assert_eq!(paris("2026-03-29 02:30", None), Err(skipped()));
        let start = |until: i64| {
            let clock = Clock::of("Europe/Paris").unwrap();
            clock.start(parse("2026-10-25 02:30", None).unwrap(), until)
        };
        assert_eq!(start(first + 3600), Ok(first + 1800));
        assert_eq!(start(first + 7200), Ok(first + 5400));
        let clock = Clock::of("Europe/Paris").unwrap();
        let hours = |day: i32| (clock.midnight(day + 1) - clock.midnight(day)) / 3600;
        assert_eq!([hours(20_541), hours(20_542), hours(20_751)], [23, 24, 25]);
        assert_eq!(clock.day(clock.midnight(20_751) - 1), 20_750);
        assert!(
            matches!(parse("2026-10-25T02:00:00+02:00", None), Ok(Stamp::Exact(at)) if at == first)
        );
    }
}
