//! Days of energy as rows of `usage/`.

use super::stretch::{Known, spans};
use super::{Exported, equipment_id};
use crate::store::{Kept, Month, Store, StoreFault};
use ground::table::{CsvDialect, CsvOut};
use record::{AgentId, Day};
use std::collections::{BTreeMap, BTreeSet};

const HEADINGS: [&str; 7] =
    ["equipment_id", "period_start", "period_end", "energy_kwh", "hours_on", "source", "grade"];

/// The days of each agent.
pub(super) type Days = BTreeMap<AgentId, Vec<Known>>;

/// The days of a year, those included that were folded into one of the year before.
pub(super) fn gather(store: &mut dyn Store, first: Month) -> Result<Days, StoreFault> {
    let mut days = Days::new();
    for month in store.months()? {
        if month.year > first.year {
            continue;
        }
        let mut add = |kept: Kept| {
            let Some(figures) = &kept.figures else { return };
            let length = i32::try_from(figures.days).unwrap_or(1).max(1);
            let last = kept.day.saturating_add(length - 1);
            if last < first.first_day() {
                return;
            }
            days.entry(kept.agent).or_default().push(Known {
                first: kept.day,
                last,
                wh: figures.wh,
                grade: figures.grade.chars().next().unwrap_or('F'),
                awake_s: figures.awake_s as f64,
            });
        };
        store.month(month, &mut add)?;
    }
    Ok(days)
}

/// The rows, of grades A to E: what is only assumed is no measure, and a virtual machine's energy is
/// its host's.
pub(super) fn csv(days: &Days, machines: &[Kept], year: i16, told: &mut Exported) -> Vec<u8> {
    let known: BTreeSet<&AgentId> = machines.iter().map(|kept| &kept.agent).collect();
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &HEADINGS) else {
        return Vec::new();
    };
    let first = Month { year, month: 1 };
    let bounds = (first.first_day(), Month { year: year + 1, month: 1 }.first_day() - 1);
    let month_end = |day: i32| Month::of_number(day).map_or(day, Month::last_day);
    for (agent, days) in days {
        if !known.contains(agent) {
            told.unknown += 1;
            continue;
        }
        let mut measured: Vec<Known> =
            days.iter().filter(|day| ('A'..='E').contains(&day.grade)).cloned().collect();
        if measured.is_empty() {
            told.assumed += 1;
            continue;
        }
        for span in spans(&mut measured, bounds, month_end) {
            let (Some(from), Some(to)) =
                (Day::from_number(span.first), Day::from_number(span.last))
            else {
                continue;
            };
            told.rows += 1;
            told.kwh += span.wh / 1000.0;
            let well = span.grades.iter().filter(|(grade, _)| matches!(grade, 'A' | 'B'));
            told.kwh_well += well.map(|(_, wh)| wh / 1000.0).sum::<f64>();
            out.text(&equipment_id(agent)).text(&from.to_string()).text(&to.to_string());
            out.number(rounded(span.wh / 1000.0)).number(rounded(span.awake_s / 3600.0));
            out.text("agent").text(&span.grade().to_string());
            // Memory takes every row.
            let _ = out.end();
        }
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}

/// To a watt-hour: what is summed has no more.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
