//! When the rows of an export are: by which column, which clock, and what a date alone stands for.

use super::Options;
use super::headings::MeterRole;
use super::series::TimeSide;
use super::stamp::{self, Clock, Stamp};
use super::table::{MeterTable, cell};
use super::why::no_period;
use ground::table::{DateEvidence, DateOrder, Why};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// The times of a file's rows.
#[derive(Clone)]
pub(super) struct Times<'a> {
    table: &'a MeterTable,
    clock: Clock,
    order: Option<DateOrder>,
    /// The column of the time at which a row's value is known.
    pub(super) at: usize,
    time_of_day: Option<usize>,
    /// The column of the start of a row's period.
    start: Option<usize>,
    /// Whether the headings say that times are in UTC.
    pub(super) utc: bool,
    /// Whether no row has a time of day.
    bare: bool,
    /// Of periods that end with a date alone, whether it is their last day or the day after.
    pub(super) last_day: Option<bool>,
    /// How times stand to their values, where the user or the file says so.
    pub(super) side: Option<TimeSide>,
    /// Whether rows are taken in an order of their times that is not the file's.
    sorted: bool,
}

impl<'a> Times<'a> {
    pub(super) fn of(table: &'a MeterTable, options: &Options) -> Self {
        // Of a local time and one in UTC, the latter has no hour twice.
        let time = table.column(&MeterRole::Time { utc: true });
        let time = time.or_else(|| table.column(&MeterRole::Time { utc: false }));
        let period = table.column(&MeterRole::Start).zip(table.column(&MeterRole::End));
        let period = period.filter(|_| time.is_none());
        let mut evidence = DateEvidence::default();
        for cells in table.rows.iter().map(|(_, cells)| cells) {
            for at in time.iter().chain(period.iter().flat_map(|(from, to)| [from, to])) {
                evidence.note(cell(cells, *at));
            }
        }
        let at = time.or(period.map(|(_, to)| to)).unwrap_or(0);
        let mut times = Self {
            table,
            clock: options.clock.clone(),
            order: options.order.or_else(|| evidence.proven()),
            at,
            time_of_day: None,
            start: period.map(|(from, _)| from),
            utc: table.roles.get(at) == Some(&MeterRole::Time { utc: true }),
            bare: true,
            last_day: None,
            side: None,
            sorted: false,
        };
        let has_clock = times.stamps().any(|stamp| !matches!(stamp, Stamp::Day(_)));
        times.bare = !has_clock;
        if times.bare {
            let is_clock = |role: &MeterRole| matches!(role, MeterRole::TimeOfDay { .. });
            times.time_of_day = table.roles.iter().position(is_clock);
            let clock = times.time_of_day.map(|at| &table.roles[at]);
            times.utc |= clock == Some(&MeterRole::TimeOfDay { utc: true });
            times.bare = times.time_of_day.is_none();
        }
        if let Some(utc) = Clock::of("UTC").filter(|_| times.utc) {
            times.clock = utc;
        }
        times.last_day = times.start.filter(|_| times.bare).map(|start| times.ends_inside(start));
        times.side = options.side.or_else(|| times.proven());
        times
    }

    /// When a row is.
    pub(super) fn stamp(&self, cells: &[String]) -> Result<Stamp, (usize, Why)> {
        let day = cell(cells, self.at);
        let stamp = match self.time_of_day {
            Some(clock) if !day.is_empty() => {
                stamp::parse(&format!("{day} {}", cell(cells, clock)), self.order)
            }
            _ => stamp::parse(day, self.order),
        };
        match stamp.map_err(|why| (self.at, why))? {
            // Among times, a date alone is its midnight: some tools write no 00:00.
            Stamp::Day(day) if !self.bare => Ok(Stamp::Local(day.at(0, 0, 0, 0))),
            stamp => Ok(stamp),
        }
    }

    fn stamps(&self) -> impl Iterator<Item = Stamp> {
        self.table.rows.iter().filter_map(|(_, cells)| self.stamp(cells).ok())
    }

    /// Seconds since 1970 of a row that follows one made at `before`.
    pub(super) fn instant(&self, stamp: Stamp, before: Option<i64>) -> Result<i64, (usize, Why)> {
        // Of sorted rows, those of the hour that comes twice stand in pairs.
        let is_twin = |before: &i64| !self.sorted || self.clock.at(stamp, None) == Ok(*before);
        let before = before.filter(is_twin);
        let instant = match stamp {
            Stamp::Day(day) if self.last_day == Some(true) => self.clock.after(day),
            stamp => self.clock.at(stamp, before),
        };
        instant.map_err(|why| (self.at, why))
    }

    /// The end of a row's day, where a date alone stands for the whole of it.
    pub(super) fn end_of_day(&self, stamp: Stamp) -> Option<i64> {
        match stamp {
            Stamp::Day(day) if self.side == Some(TimeSide::Day) => self.clock.after(day).ok(),
            _ => None,
        }
    }

    /// The start of a row's period.
    pub(super) fn from(&self, cells: &[String], until: i64) -> Result<Option<i64>, (usize, Why)> {
        let Some(start) = self.start else { return Ok(None) };
        let stamp = stamp::parse(cell(cells, start), self.order).map_err(|why| (start, why))?;
        let from = self.clock.start(stamp, until).map_err(|why| (start, why))?;
        if from < until { Ok(Some(from)) } else { Err((start, no_period())) }
    }

    /// The times of rows, of those that have one.
    fn whens(&self) -> impl Iterator<Item = i64> {
        self.stamps().filter_map(|stamp| self.clock.at(stamp, None).ok())
    }

    /// The file's rows in order of time: as they stand, from the last one, or sorted where some
    /// device's rows are in neither order.
    pub(super) fn in_order(
        &mut self,
        device_of: impl Fn(&[String]) -> String,
    ) -> Vec<&'a (u64, Vec<String>)> {
        let table = self.table;
        let mut rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| (self.stamp(&row.1).ok(), device_of(&row.1), row))
            .collect();
        let rises = |rows: &mut dyn Iterator<Item = &(Option<Stamp>, String, _)>| {
            let mut last: HashMap<&str, i64> = HashMap::new();
            for (stamp, device, _) in rows {
                let before = last.get(device.as_str()).copied();
                let at = stamp.and_then(|stamp| self.clock.at(stamp, before).ok());
                if at.zip(before).is_some_and(|(at, before)| at < before) {
                    return false;
                }
                last.extend(at.map(|at| (device.as_str(), at)));
            }
            true
        };
        if !rises(&mut rows.iter()) {
            if rises(&mut rows.iter().rev()) {
                rows.reverse();
            } else {
                self.sorted = true;
                let when = |stamp: Stamp| self.clock.at(stamp, None).ok();
                rows.sort_by_cached_key(|(stamp, ..)| stamp.and_then(when));
            }
        }
        rows.into_iter().map(|(_, _, row)| row).collect()
    }

    /// An export that starts at a midnight and ends before one says when each value began; one that
    /// starts after a midnight and ends at one, when it ended. A date alone is its day.
    fn proven(&self) -> Option<TimeSide> {
        if self.bare && self.start.is_none() {
            return Some(TimeSide::Day);
        }
        let midnight =
            |at: Option<i64>| at.is_some_and(|at| self.clock.midnight(self.clock.day(at)) == at);
        match (midnight(self.whens().min()), midnight(self.whens().max())) {
            (true, false) => Some(TimeSide::Start),
            (false, true) => Some(TimeSide::End),
            _ => None,
        }
    }

    /// Whether the dates that end periods are their last days: they are unless more of them start
    /// another period of the same meter than stand just before one.
    fn ends_inside(&self, start: usize) -> bool {
        let table = self.table;
        let of = |role: &MeterRole| table.column(role);
        let (device, outlet) = (of(&MeterRole::Device), of(&MeterRole::Outlet));
        let periods: Vec<((&str, &str), Date, Date)> = table
            .rows
            .iter()
            .filter_map(|(_, cells)| {
                let of = |column: Option<usize>| column.map_or("", |at| cell(cells, at));
                let day = |at: usize| match stamp::parse(cell(cells, at), self.order) {
                    Ok(Stamp::Day(day)) => Some(day),
                    _ => None,
                };
                Some(((of(device), of(outlet)), day(start)?, day(self.at)?))
            })
            .collect();
        let starts: HashSet<((&str, &str), Date)> =
            periods.iter().map(|(meter, from, _)| (*meter, *from)).collect();
        let mut shared = 0_usize;
        let mut apart = 0_usize;
        for (meter, from, to) in &periods {
            if from == to {
                return true;
            }
            shared += usize::from(starts.contains(&(*meter, *to)));
            apart += usize::from(to.tomorrow().is_ok_and(|day| starts.contains(&(*meter, day))));
        }
        shared <= apart
    }
}
