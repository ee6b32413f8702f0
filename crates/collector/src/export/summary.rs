//! Months by site, class and grade: what outlives the days, and what others than the asset's keepers
//! may see. Groups of fewer than five machines are merged.

use super::again_enrolled::Followed;
use super::groups::{FEWEST, SMALL};
use super::inventory_rows::{class_code, machine};
use super::stretch::{grade_of, is_measured};
use crate::store::{GoneMonth, LastDay, Month, MonthSum, Store, StoreEntry, StoreFault};
use record::AgentId;
use std::collections::btree_map;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Default)]
struct SummaryOfMonth {
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
    // Folded days of months before reach into it.
    let sources = store.months()?.into_iter().filter(|source| *source <= month);
    let mut groups = SummaryGroups::new();
    let machines = SummedMachines::of(store)?;
    for source in sources {
        let MonthRecords { groups: own, last, records } = days_of(store, &machines, source)?;
        let here = own.iter().filter(|((month, ..), _)| *month == name);
        let here: SummaryGroups = here.map(|(key, sum)| (key.clone(), sum.clone())).collect();
        let whole = GoneMonth { month: source, sums: shown(own), last, records };
        if !store.is_summed(&whole)? {
            // One machine's days of one month may come in two.
            join(&mut groups, here);
        }
    }
    for line in shown(groups) {
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

/// How many records of a month are dated after they came: they are in no sum of it.
///
/// # Errors
/// The store's word.
pub fn ahead(store: &mut dyn Store, month: Month) -> Result<usize, StoreFault> {
    let mut ahead = 0;
    if store.months()?.contains(&month) {
        store.month(month, &mut |kept| {
            ahead += usize::from(kept.figures.is_some() && kept.is_ahead());
        })?;
    }
    Ok(ahead)
}

/// Whose days are summed: the site and class of each agent, and the agents of one machine.
pub(crate) struct SummedMachines {
    sites: BTreeMap<AgentId, String>,
    classes: BTreeMap<AgentId, &'static str>,
    /// A machine that enrolled again is one, whichever of its names a day bears.
    followed: Followed,
}

impl SummedMachines {
    /// Of all agents there are.
    ///
    /// # Errors
    /// The store's word.
    pub(crate) fn of(store: &mut dyn Store) -> Result<Self, StoreFault> {
        let sites = store.agents()?.into_iter().map(|agent| (agent.id, agent.site)).collect();
        let machines = store.machines()?;
        let followed = Followed::of(store, &machines)?;
        let class =
            |kept: StoreEntry| Some((kept.agent.clone(), class_code(machine(&kept)?.class)));
        Ok(Self { sites, classes: machines.into_iter().filter_map(class).collect(), followed })
    }
}

/// What the days of a month's records amount to: folded days lie in the months that they reach into.
pub(crate) fn of_days(
    store: &mut dyn Store,
    machines: &SummedMachines,
    month: Month,
) -> Result<GoneMonth, StoreFault> {
    let MonthRecords { groups, last, records } = days_of(store, machines, month)?;
    Ok(GoneMonth { month, sums: shown(groups), last, records })
}

/// The records of a month, by group.
struct MonthRecords {
    groups: SummaryGroups,
    last: Vec<LastDay>,
    records: u64,
}

fn days_of(
    store: &mut dyn Store,
    machines: &SummedMachines,
    month: Month,
) -> Result<MonthRecords, StoreFault> {
    let mut groups = SummaryGroups::new();
    let mut records = 0;
    let mut last: BTreeMap<AgentId, LastDay> = BTreeMap::new();
    let mut add = |kept: StoreEntry| {
        records += 1;
        let Some(mut figures) = kept.figures.clone() else { return };
        if kept.is_ahead() {
            return;
        }
        if is_measured(grade_of(&figures.grade)) && kept.is_partial() {
            "F".clone_into(&mut figures.grade);
        }
        let day = LastDay {
            agent: kept.agent.clone(),
            day: kept.last_day(),
            seq: kept.seq,
            grade: figures.grade.clone(),
        };
        if last.get(&day.agent).is_none_or(|known| order(known) <= order(&day)) {
            last.insert(day.agent.clone(), day);
        }
        let site = machines.sites.get(&kept.agent).cloned().unwrap_or_else(String::new);
        let class = machines.classes.get(&kept.agent).copied().unwrap_or("unknown").to_owned();
        for (own, days) in months_of(&kept) {
            let key = (own.to_string(), site.clone(), class.clone(), figures.grade.clone());
            let share = days as f64 / figures.days.max(1) as f64;
            let sum = groups.entry(key).or_default();
            sum.machines.insert(machines.followed.now(&kept.agent).clone());
            sum.days += days;
            sum.wh += figures.wh * share;
            sum.lo += figures.lo * share;
            sum.hi += figures.hi * share;
        }
    };
    store.month(month, &mut add)?;
    Ok(MonthRecords { groups, last: last.into_values().collect(), records })
}

/// Groups as they may be shown, those that are too small put together.
fn shown(groups: SummaryGroups) -> Vec<MonthSum> {
    // First over sites; what is still too small over classes too.
    let (small, all) = (|| SMALL.to_owned(), || "all".to_owned());
    let groups = merged(groups, |(month, _, class, grade)| (month, small(), class, grade));
    let groups = merged(groups, |(month, _, _, grade)| (month, small(), all(), grade));
    let groups = merged(groups, |(month, ..)| (month, small(), all(), all()));
    let line = |((month, site, class, grade), sum): (GroupKey, SummaryOfMonth)| MonthSum {
        month,
        site,
        class,
        grade,
        machines: i64::try_from(sum.machines.len()).unwrap_or(i64::MAX),
        days: sum.days,
        wh: sum.wh,
        lo: sum.lo,
        hi: sum.hi,
    };
    groups.into_iter().map(line).collect()
}

/// What comes last of two days: of one day, what is measured.
fn order(day: &LastDay) -> (i32, bool, i64) {
    (day.day, is_measured(grade_of(&day.grade)), day.seq)
}

/// The months that a record's days lie in, and how many in each.
fn months_of(kept: &StoreEntry) -> BTreeMap<Month, i64> {
    let mut months = BTreeMap::new();
    let mut from = kept.day;
    while let Some(month) = Month::of_number(from).filter(|_| from <= kept.last_day()) {
        let until = month.last_day().min(kept.last_day());
        *months.entry(month).or_default() += i64::from(until - from + 1);
        from = until + 1;
    }
    months
}

/// Of a group: its month, site, class and grade.
type GroupKey = (String, String, String, String);
type SummaryGroups = BTreeMap<GroupKey, SummaryOfMonth>;

/// Groups that are too small, put together under another name.
fn merged(groups: SummaryGroups, name: impl Fn(GroupKey) -> GroupKey) -> SummaryGroups {
    let mut whole = SummaryGroups::new();
    let named = groups.into_iter().map(|(key, sum)| {
        let key = if sum.machines.len() < FEWEST { name(key) } else { key };
        (key, sum)
    });
    join(&mut whole, named);
    whole
}

/// Adds groups to those of the same name.
fn join(whole: &mut SummaryGroups, groups: impl IntoIterator<Item = (GroupKey, SummaryOfMonth)>) {
    for (key, sum) in groups {
        let into = whole.entry(key).or_default();
        into.machines.extend(sum.machines);
        into.days += sum.days;
        into.wh += sum.wh;
        into.lo += sum.lo;
        into.hi += sum.hi;
    }
}
