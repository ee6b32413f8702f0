//! Months by site, class and grade: what outlives the days, and what others than the asset's keepers
//! may see. Groups of fewer than five machines are merged.

use super::again_enrolled::Followed;
use super::groups::{FEWEST, SMALL};
use super::inventory_rows::{class_code, machine};
use super::stretch::{grade_of, is_measured};
use crate::store::{Entry, GoneMonth, LastDay, Month, MonthSum, Store, StoreFault};
use record::AgentId;
use std::collections::btree_map;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Sum {
    machines: BTreeSet<AgentId>,
    days: i64,
    wh: f64,
    lo: f64,
    hi: f64,
}

/// The sums of a month, of its days and of those that were deleted, groups of fewer than five
/// machines merged. Where a group has both, its machines are the greater count: they may be the same.
///
/// # Errors
/// The store's word.
pub fn summary(store: &mut dyn Store, month: Month) -> Result<Vec<MonthSum>, StoreFault> {
    let key = |line: &MonthSum| (line.site.clone(), line.class.clone(), line.grade.clone());
    let name = month.to_string();
    let gone = store.sums()?.into_iter().filter(|sum| sum.month == name);
    let mut lines: BTreeMap<_, MonthSum> = gone.map(|line| (key(&line), line)).collect();
    let days = of_days(store, month)?;
    let days = if store.is_summed(&days)? { Vec::new() } else { days.sums };
    for line in days {
        match lines.entry(key(&line)) {
            btree_map::Entry::Vacant(place) => {
                place.insert(line);
            }
            btree_map::Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.machines = known.machines.max(line.machines);
                known.days += line.days;
                known.wh += line.wh;
                known.lo += line.lo;
                known.hi += line.hi;
            }
        }
    }
    Ok(lines.into_values().collect())
}

/// What a month's days that are kept amount to.
pub(crate) fn of_days(store: &mut dyn Store, month: Month) -> Result<GoneMonth, StoreFault> {
    let mut site_of: BTreeMap<AgentId, String> = BTreeMap::new();
    for agent in store.agents()? {
        site_of.insert(agent.id, agent.site);
    }
    let mut class_of: BTreeMap<AgentId, &'static str> = BTreeMap::new();
    let machines = store.machines()?;
    // A machine that enrolled again is one, whichever of its names a day bears.
    let followed = Followed::of(store, &machines)?;
    for kept in machines {
        if let Some(machine) = machine(&kept) {
            class_of.insert(kept.agent, class_code(machine.class));
        }
    }
    let mut groups: BTreeMap<(String, String, String), Sum> = BTreeMap::new();
    let mut records = 0;
    let mut last: BTreeMap<AgentId, LastDay> = BTreeMap::new();
    let mut add = |kept: Entry| {
        records += 1;
        let Some(figures) = kept.figures.clone() else { return };
        let day = LastDay {
            agent: kept.agent.clone(),
            day: kept.last_day(),
            seq: kept.seq,
            grade: figures.grade.clone(),
        };
        if last.get(&day.agent).is_none_or(|known| order(known) <= order(&day)) {
            last.insert(day.agent.clone(), day);
        }
        let site = site_of.get(&kept.agent).cloned().unwrap_or_else(String::new);
        let class = class_of.get(&kept.agent).copied().unwrap_or("unknown").to_owned();
        let sum = groups.entry((site, class, figures.grade)).or_default();
        sum.machines.insert(followed.now(&kept.agent).clone());
        sum.days += figures.days;
        sum.wh += figures.wh;
        sum.lo += figures.lo;
        sum.hi += figures.hi;
    };
    store.month(month, &mut add)?;
    // First over sites; what is still too small over classes too.
    let groups = merged(groups, |(_, class, grade)| (SMALL.to_owned(), class, grade));
    let groups = merged(groups, |(_, _, grade)| (SMALL.to_owned(), "all".to_owned(), grade));
    let groups = merged(groups, |_| (SMALL.to_owned(), "all".to_owned(), "all".to_owned()));
    let name = month.to_string();
    let line = |((site, class, grade), sum): ((String, String, String), Sum)| MonthSum {
        month: name.clone(),
        site,
        class,
        grade,
        machines: i64::try_from(sum.machines.len()).unwrap_or(i64::MAX),
        days: sum.days,
        wh: sum.wh,
        lo: sum.lo,
        hi: sum.hi,
    };
    let sums = groups.into_iter().map(line).collect();
    Ok(GoneMonth { month, sums, last: last.into_values().collect(), records })
}

/// What comes last of two days: of one day, what is measured.
fn order(day: &LastDay) -> (i32, bool, i64) {
    (day.day, is_measured(grade_of(&day.grade)), day.seq)
}

type Groups = BTreeMap<(String, String, String), Sum>;

/// Groups that are too small, put together under another name.
fn merged(
    groups: Groups,
    name: impl Fn((String, String, String)) -> (String, String, String),
) -> Groups {
    let mut whole = Groups::new();
    for (key, sum) in groups {
        let key = if sum.machines.len() < FEWEST { name(key) } else { key };
        let into = whole.entry(key).or_default();
        into.machines.extend(sum.machines);
        into.days += sum.days;
        into.wh += sum.wh;
        into.lo += sum.lo;
        into.hi += sum.hi;
    }
    whole
}
