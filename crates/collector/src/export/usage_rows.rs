//! Days of energy as rows of `usage/`.

use super::again::{Again, DayAgain};
use super::again_enrolled::Followed;
use super::folds::lay;
use super::stretch::{KnownDay, SILENCE, grade_of, mark_lost, spans};
use super::{Exported, equipment_id};
use crate::store::{Month, Store, StoreEntry, StoreFault};
use ground::table::{CsvDialect, CsvOut};
use record::{AgentId, RecordDay};
use std::collections::{BTreeMap, BTreeSet};

const HEADINGS: [&str; 8] = [
    "equipment_id",
    "period_start",
    "period_end",
    "energy_kwh",
    "well_kwh",
    "hours_on",
    "source",
    "grade",
];

/// The source of rows of which a day was derived again.
const AGAIN: &str = "agent, derived again";

/// The days of a year, first and last.
#[derive(Clone, Copy)]
pub(super) struct UsageYear {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl UsageYear {
    pub(super) fn of(year: i16) -> Self {
        let first = |year| Month { year, month: 1 }.first_day();
        Self { first: first(year), last: first(year + 1) - 1 }
    }

    /// The first and the last day that tell of the days off in it.
    pub(super) fn near(self) -> (i32, i32) {
        (self.first - SILENCE - 1, self.last + SILENCE + 1)
    }

    fn has(self, day: &KnownDay) -> bool {
        day.first <= self.last && self.first <= day.last
    }

    /// How many days of it these are.
    fn days_of(self, day: &KnownDay) -> usize {
        let days = day.last.min(self.last) - day.first.max(self.first) + 1;
        usize::try_from(days).unwrap_or(0)
    }
}

/// The days of each agent.
pub(super) type AgentDays = BTreeMap<AgentId, Vec<KnownDay>>;

/// What the records of a year say.
pub(super) struct YearRecords {
    /// The days of each agent.
    pub(super) days: AgentDays,
    /// What each agent last said by the year's end of what its machine is.
    pub(super) said: BTreeMap<AgentId, StoreEntry>,
}

/// The days of a year, those included that were folded into one of the year before, and those near
/// it: a machine that is off at the turn of the year is off in both.
pub(super) fn gather(
    store: &mut dyn Store,
    year: UsageYear,
    again: &Again,
    told: &mut Exported,
) -> Result<YearRecords, StoreFault> {
    let mut days = AgentDays::new();
    let mut said: BTreeMap<AgentId, StoreEntry> = BTreeMap::new();
    // The numbers of what is no day: inventories.
    let mut others: BTreeMap<AgentId, Vec<i64>> = BTreeMap::new();
    let near = year.near();
    for month in store.months()? {
        if month.first_day() > near.1 {
            continue;
        }
        let mut add = |kept: StoreEntry| {
            let Some(figures) = &kept.figures else {
                others.entry(kept.agent.clone()).or_default().push(kept.seq);
                let later = said.get(&kept.agent).is_none_or(|known| known.seq < kept.seq);
                if kept.day <= year.last && later {
                    said.insert(kept.agent.clone(), kept);
                }
                return;
            };
            if kept.is_ahead() {
                told.ahead += 1;
                others.entry(kept.agent).or_default().push(kept.seq);
                return;
            }
            let last = kept.last_day();
            if last < near.0 || kept.day > near.1 {
                return;
            }
            let mut day = KnownDay {
                first: kept.day,
                last,
                wh: figures.wh,
                grade: grade_of(&figures.grade),
                awake_s: figures.awake_s as f64,
                seq: kept.seq,
                ..KnownDay::default()
            };
            if day.is_measured() && kept.is_partial() {
                told.partial += year.days_of(&day);
                // On, and its energy not known.
                day.grade = 'F';
                days.entry(kept.agent).or_default().push(day);
                return;
            }
            let derived = again.of(&kept);
            if let DayAgain::Anew(found) = &derived {
                day.wh = found.wh;
                day.grade = grade_of(&found.grade.to_string());
                day.again = true;
            }
            // What is not measured has no row.
            let counted = if day.is_measured() { year.days_of(&day) } else { 0 };
            match derived {
                DayAgain::Same => {}
                DayAgain::Cannot => told.as_sent += counted,
                DayAgain::Anew(_) => told.again += counted,
            }
            days.entry(kept.agent).or_default().push(day);
        };
        store.month(month, &mut add)?;
    }
    // What is left of days that were deleted: when each agent's ended.
    for last in store.last_days()? {
        if near.0 <= last.day && last.day < year.first {
            let (first, grade, seq) = (last.day, grade_of(&last.grade), last.seq);
            let day = KnownDay { first, last: first, grade, seq, ..KnownDay::default() };
            days.entry(last.agent).or_default().push(day);
        }
    }
    // An agent of which there is nothing but days near the year was not there in it.
    days.retain(|_, days| days.iter().any(|day| year.has(day)));
    for (agent, days) in &mut days {
        lay(days, near.1);
        told.lost += mark_lost(days, others.get(agent).map_or(&[], Vec::as_slice));
    }
    Ok(YearRecords { days, said })
}

/// Gives the days of agents that followed one machine after one another to the last. Of what lies
/// between two of them nobody tells that the machine was off.
pub(super) fn joined(days: &mut AgentDays, followed: &Followed) {
    for agent in days.keys().filter(|agent| followed.is_gone(agent)).cloned().collect::<Vec<_>>() {
        let Some(next) = followed.next(&agent).and_then(|next| days.get_mut(next)) else {
            continue;
        };
        if let Some(day) = next.iter_mut().min_by_key(|day| day.first) {
            day.lost_before = true;
        }
    }
    for agent in days.keys().filter(|agent| followed.is_gone(agent)).cloned().collect::<Vec<_>>() {
        let own = days.remove(&agent).into_iter().flatten();
        days.entry(followed.now(&agent).clone()).or_default().extend(own);
    }
}

/// The rows, of grades A to E: what is only assumed is no measure, and a virtual machine's energy is
/// its host's.
pub(super) fn csv(
    days: &AgentDays,
    machines: &[StoreEntry],
    year: UsageYear,
    told: &mut Exported,
) -> Vec<u8> {
    let known: BTreeSet<&AgentId> = machines.iter().map(|kept| &kept.agent).collect();
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &HEADINGS) else {
        return Vec::new();
    };
    for (agent, days) in days {
        if !known.contains(agent) {
            told.unknown += 1;
            continue;
        }
        let spans = spans(&mut days.clone(), (year.first, year.last), month_end);
        told.assumed += usize::from(spans.is_empty());
        for span in spans {
            let (Some(from), Some(to)) =
                (RecordDay::from_number(span.first), RecordDay::from_number(span.last))
            else {
                continue;
            };
            told.rows += 1;
            told.kwh += span.wh / 1000.0;
            let well = span.grades.iter().filter(|(grade, _)| matches!(grade, 'A' | 'B'));
            let well = well.fold(0.0, |sum, (_, wh)| sum + wh / 1000.0);
            told.kwh_well += well;
            out.text(&equipment_id(agent)).text(&from.to_string()).text(&to.to_string());
            out.number(rounded(span.wh / 1000.0)).number(rounded(well));
            out.number(rounded(span.awake_s / 3600.0));
            out.text(if span.again { AGAIN } else { "agent" }).text(&span.grade().to_string());
            // Memory takes every row.
            let _ = out.end();
        }
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}

/// The last day of a day's month.
fn month_end(day: i32) -> i32 {
    Month::of_number(day).map_or(day, Month::last_day)
}

/// To a watt-hour: what is summed has no more.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
