//! Where one day ends and the next begins.

use super::{Agent, DAY_S, Wall};
use crate::day::OpenDay;
use crate::energy::{KnownMachine, estimate};
use crate::interval::SampleInterval;
use crate::platform::Platform;
use crate::spool::disk::Disk;
use record::{Class, Record, RecordDay, UseDay};

/// A day's longest length, in milliseconds: 25 hours, where the clocks go back.
const LONGEST_DAY_MS: u64 = 90_000_000;

impl<P: Platform, D: Disk> Agent<P, D> {
    /// Adds an interval to the open day, closing it first or after where the date has changed.
    pub(super) fn roll_over(
        &mut self,
        today: Option<i32>,
        wall: Wall,
        mut interval: SampleInterval,
        battery: Option<(f64, u64)>,
        jumped: bool,
    ) {
        if self.kept.open.covered_ms() == 0 && self.kept.open.awake_ms == 0 {
            // Nothing is in it: it is the day that it is now.
            self.kept.open.number = today;
        }
        if self.kept.open.number == today {
            self.kept.open.add(&interval, battery);
            return;
        }
        // A sleep over midnight is shared between the days; the rest is of the day that ends.
        let local = self.wall_ms(wall).div_euclid(1000) + i64::from(wall.offset_min) * 60;
        let since_midnight = u64::try_from(local.rem_euclid(DAY_S)).unwrap_or(0) * 1000;
        let after = interval.asleep_ms.min(since_midnight);
        let ended = self.kept.open.awake_ms + self.kept.open.asleep_ms + interval.awake_ms;
        interval.asleep_ms = (interval.asleep_ms - after).min(LONGEST_DAY_MS.saturating_sub(ended));
        self.kept.open.add(&interval, battery);
        if !self.close(today, wall.offset_min) {
            return;
        }
        self.kept.open.number = today;
        self.kept.open.asleep_ms = after;
        if jumped {
            self.kept.open.flag("clock_jump");
        }
        let next = self.spool.next_seq();
        self.keeper.reserve(self.spool.disk_mut(), next);
        self.checkpoint();
        self.sending.day_closed(self.kept.config.spread_s);
    }

    /// Closes the open day and opens the next. On `false` nothing could keep it, and it stays.
    fn close(&mut self, today: Option<i32>, offset_min: i16) -> bool {
        let known = self.known();
        let open = &self.kept.open;
        let Some(record) = record_of(open, &known, today, offset_min) else {
            // Nothing was measured: no day to tell of, and its number serves the next.
            self.kept.open = OpenDay::new(open.seq, None);
            return true;
        };
        let Ok((_, body)) = Record::UseDay(Box::new(record)).seal() else {
            // Its own rules refuse it. Better no record than a wrong one, and it is counted.
            self.kept.standing.unsealed += 1;
            self.kept.open = OpenDay::new(open.seq, None);
            return true;
        };
        if self.spool.append(open.seq, &body).is_err() {
            return false;
        }
        let seq = self.spool.reserve();
        self.kept.open = OpenDay::new(seq, None);
        true
    }

    /// The open day as a record of today, for one who wants to see it now.
    pub fn preview(&self, wall: Wall) -> Option<UseDay> {
        record_of(&self.kept.open, &self.known(), self.today(wall), wall.offset_min)
    }
}

/// A day's record; none where nothing was measured or no date is known.
fn record_of(
    open: &OpenDay,
    known: &KnownMachine,
    today: Option<i32>,
    offset_min: i16,
) -> Option<UseDay> {
    let est = estimate(open, known)?;
    let total_ms = open.awake_ms + open.asleep_ms;
    let mut flags = open.flags.clone();
    let (number, days) = if let Some(number) = open.number {
        // Where a clock was set back a day can last longer than one.
        (number, total_ms.div_ceil(LONGEST_DAY_MS).max(1))
    } else {
        // The clock was not set; it is now, and these were the days before.
        flags.push("redated".to_owned());
        let days = total_ms.div_ceil(86_400_000).max(1);
        (today? - i32::try_from(days - 1).ok()?, days)
    };
    let (load_s, on_battery) = open.load_s();
    let mean = open.mean_load().filter(|_| load_s.iter().any(|s| *s > 0));
    let covered_s = open.mains.ms / 1000 + open.battery.ms / 1000;
    let whole_s = |ms: u64| ms / 1000;
    Some(UseDay {
        schema: UseDay::SCHEMA.to_owned(),
        seq: open.seq,
        day: RecordDay::from_number(number)?,
        days: u32::try_from(days).ok()?,
        tz_min: offset_min,
        awake_s: whole_s(open.awake_ms),
        sleep_s: whole_s(open.asleep_ms),
        covered_s,
        ac_s: whole_s(open.mains.ms),
        batt_s: whole_s(open.battery.ms),
        boots: open.boots,
        is_virtual: known.class == Class::Virtual,
        load_s,
        load_batt_s: (open.battery.ms > 0).then_some(on_battery),
        load_mean: mean,
        steal_s: stolen_s(open.stolen_ms).min(covered_s),
        cnt: bounded(open.counters(), covered_s),
        fit: known.fit.clone(),
        est,
        flags,
        digest: String::new(),
    })
}

/// Whole seconds of a share of time.
fn stolen_s(ms: f64) -> u64 {
    // Up to a day of milliseconds, and never below nothing.
    std::time::Duration::try_from_secs_f64((ms / 1000.0).max(0.0)).map_or(0, |d| d.as_secs())
}

/// Seconds are cut to whole ones side by side, so that a part may pass the whole by one.
fn bounded(mut counters: record::Counters, covered_s: u64) -> record::Counters {
    for seconds in [
        &mut counters.pkg_obs_s,
        &mut counters.psys_obs_s,
        &mut counters.meter_obs_s,
        &mut counters.batt_obs_s,
    ] {
        *seconds = seconds.map(|s| s.min(covered_s));
    }
    counters
}
