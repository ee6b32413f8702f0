//! From what is kept to the files of an estate, in the documented formats, and no further.
//!
//! `inventories/YEAR-agents.csv` holds what agents say of their machines, `inventories/YEAR-glpi/`
//! the documents of GLPI's, `usage/YEAR-agents.csv` the energy measured. One machine that both know
//! has one pseudonym of its serial number, by which the walk merges its rows.

mod again;
mod again_enrolled;
mod batteries;
mod folds;
mod groups;
mod inventory_rows;
mod papers;
mod silent;
mod standing;
mod stretch;
mod summary;
mod usage_rows;

pub use batteries::{Worn, worn};
pub(crate) use groups::SMALL;
pub use groups::{FEWEST, Sites};
pub use silent::{Silent, silent};
pub(crate) use summary::{SummedMachines, of_days};
pub use summary::{ahead, summary};

use crate::store::{
    EnrolledAgent, JournalNote, Month, Store, StoreEntry, StoreFault, dropped_name, erased_name,
    renamed_name,
};
use again::Again;
use again_enrolled::{Followed, of_one_serial};
use ground::fault::Fault;
use ground::table::write_whole;
pub(crate) use papers::of_one_machine_each;
use papers::{heard_by, papers_into};
use record::AgentId;
use record::energy::MethodFigures;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Write as _;
use std::path::Path;
use usage_rows::{AgentDays, UsageYear, YearRecords};

/// Why nothing is exported.
#[derive(Debug)]
pub enum ExportFault {
    /// The store's word.
    Store(StoreFault),
    /// The file's.
    File(Box<Fault>),
    /// Days of these months were deleted or lost, and what an earlier export wrote of them is there.
    Forgotten(Vec<String>),
    /// There is nothing of the year, and an earlier export wrote something.
    Nothing,
    /// So many documents that an earlier export wrote are of machines which a change of key left
    /// without a name: those that sent since would count twice.
    Unnamed(usize),
}

impl From<StoreFault> for ExportFault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl From<Fault> for ExportFault {
    fn from(fault: Fault) -> Self {
        Self::File(Box::new(fault))
    }
}

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exported {
    /// Machines of agents.
    pub machines: usize,
    /// Their screens.
    pub screens: usize,
    /// Documents of GLPI's agents.
    pub papers: usize,
    /// Rows of usage.
    pub rows: usize,
    /// Energy written, kWh.
    pub kwh: f64,
    /// Of it, by grade B or better.
    pub kwh_well: f64,
    /// Machines whose energy is only assumed (F) or a share of a host's (V): left out of usage.
    pub assumed: usize,
    /// Days measured, of the year, that were derived again by figures other than their agent's.
    pub again: usize,
    /// Such days that rest on figures which have changed, and are left as they were sent.
    pub as_sent: usize,
    /// Agents with days, of which no inventory says what they are.
    pub unknown: usize,
    /// Machines whose serial number another has too.
    pub one_serial: usize,
    /// Days of the year of which less than half was measured: left unknown.
    pub partial: usize,
    /// Days dated after they came, by a clock that was wrong: left out.
    pub ahead: usize,
    /// Gaps between two days in which a record was numbered that never came.
    pub lost: usize,
    /// Documents of an earlier export that were taken away.
    pub removed: usize,
    /// Documents of an earlier export, of a year that is over, which the store has no longer.
    pub left: usize,
    /// Months of the year of which days were deleted or lost.
    pub forgotten: Vec<String>,
}

/// Writes the files of a year into an estate, in place of those of an earlier export. Energy that
/// rests on published figures is derived again where these have changed, or by `figures` where the
/// organisation has its own.
///
/// # Errors
/// The store's word, a file that cannot be written, or one of an earlier export that tells days which
/// were deleted since: nothing else has them.
pub fn estate(
    store: &mut dyn Store,
    folder: &Path,
    year: i16,
    figures: Option<MethodFigures>,
) -> Result<Exported, ExportFault> {
    let gone = forgotten(store)?;
    // Of a month that is lost the last day is known no more, which what follows was measured from.
    let lost: BTreeSet<Month> = store.notes()?.iter().filter_map(JournalNote::lost_month).collect();
    let near = UsageYear::of(year).near();
    let whole = UsageYear::of(year);
    let told = |of: &dyn Fn(&Month) -> bool| -> Vec<String> {
        let reaches = |month: &Month| {
            lost.contains(month) && near.0 <= month.last_day() && month.first_day() <= whole.last
        };
        let all: BTreeSet<&Month> = gone.iter().chain(&lost).collect();
        all.into_iter().filter(|month| of(month) || reaches(month)).map(Month::to_string).collect()
    };
    let is_over = whole.last < crate::clock::day_of(crate::clock::now());
    let around = told(&|month| whole.first <= month.last_day() && month.first_day() <= near.1);
    let forgotten = told(&|month| month.year == year);
    let name = format!("{year}-agents.csv");
    let (inventories, usage) = (folder.join("inventories"), folder.join("usage"));
    let mut told = Exported { forgotten, ..Exported::default() };
    let machines = store.machines()?;
    let again = Again::new(figures, &machines);
    let gathered = usage_rows::gather(store, whole, &again, &mut told)?;
    let agents = store.agents()?;
    let YearRecords { mut days, mut said } = gathered;
    let mut machines = present(machines, &agents, &days, whole);
    // Of agents that followed one machine after one another there is one row, with all its days.
    let followed = Followed::of(store, &machines)?;
    usage_rows::joined(&mut days, &followed);
    machines.retain(|kept| !followed.is_gone(&kept.agent));
    told.one_serial = of_one_serial(&machines);
    // As each was then, where it said so.
    for kept in &mut machines {
        if let Some(then) = said.remove(&kept.agent) {
            *kept = then;
        }
    }
    let kept = store.papers()?;
    let of_store: HashSet<String> = kept.iter().map(|paper| paper.key.clone()).collect();
    let papers = of_one_machine_each(heard_by(kept, whole));
    let glpi = inventories.join(format!("{year}-glpi"));
    // Another store than the one before, or an empty one: what is there is not its to take away.
    let wrote = [&inventories, &usage].iter().any(|at| at.join(&name).exists()) || glpi.exists();
    let erased: HashSet<String> = store.erased()?.into_iter().collect();
    let unnamed = papers::standing(&glpi, |key| {
        !of_store.contains(key) && erased.contains(&dropped_name(key))
    });
    if unnamed > 0 {
        return Err(ExportFault::Unnamed(unnamed));
    }
    if machines.is_empty() && papers.is_empty() && wrote && erased.is_empty() {
        return Err(ExportFault::Nothing);
    }
    let sites = Sites::of(&of_machines(&agents, &machines), &papers);
    let seen = seen(&machines, &agents, &days, whole);
    let rows = inventory_rows::csv(&machines, (agents.as_slice(), &seen), &sites, &mut told);
    let energy = usage_rows::csv(&days, &machines, whole, &mut told);
    let files = [(inventories.join(&name), &rows), (usage.join(&name), &energy)];
    // Days off at the end of a year are told by those after it; of those before it the last is kept.
    if !around.is_empty() {
        let elsewhere: HashSet<String> = followed.gone().map(equipment_id).collect();
        let may_go = |machine: &str| {
            let (machine, _) = machine.split_once("-screen-").unwrap_or((machine, ""));
            let agent = machine.strip_prefix("agent-").unwrap_or(machine);
            elsewhere.contains(machine) || erased.contains(&erased_name(agent))
        };
        if files.iter().any(|(path, new)| standing::loses(path, new, may_go)) {
            return Err(ExportFault::Forgotten(around));
        }
    }
    for folder in [&inventories, &usage] {
        std::fs::create_dir_all(folder)
            .map_err(|error| ground::table::unwritable(folder, &error))?;
    }
    let papers = papers::written(papers, &sites);
    // What is at hand must hold all: the machines of one export beside the days of another are
    // neither's.
    let lengths = papers.iter().map(|(_, body)| body.len()).chain([rows.len(), energy.len()]);
    room_for(&usage, lengths)?;
    let [(inventory, rows), (energies, energy)] = &files;
    write_or_remove(inventory, rows, !machines.is_empty())?;
    write_or_remove(energies, energy, told.rows > 0)?;
    // Documents of a year that is over, which are kept no longer, are nowhere else.
    let is_no_more =
        |key: &str| erased.contains(&erased_name(key)) || erased.contains(&renamed_name(key));
    let goes = |key: &str| !is_over || of_store.contains(key) || is_no_more(key);
    (told.removed, told.left) = papers_into(&glpi, &papers, goes)?;
    told.papers = papers.len();
    Ok(told)
}

/// The months of which days were deleted, in order: their own, or folded ones of a month before.
fn forgotten(store: &mut dyn Store) -> Result<Vec<Month>, StoreFault> {
    let months: BTreeSet<Month> =
        store.sums()?.iter().filter_map(|sum| Month::parse(&sum.month)).collect();
    Ok(months.into_iter().collect())
}

/// All the names that an agent's machine enrolled under.
///
/// # Errors
/// The store's word.
pub fn names_of(store: &mut dyn Store, agent: &AgentId) -> Result<Vec<AgentId>, StoreFault> {
    let machines = store.machines()?;
    let followed = Followed::of(store, &machines)?;
    let now = followed.now(agent);
    let others = machines.iter().map(|kept| &kept.agent);
    let others = others.filter(|other| *other != agent && followed.now(other) == now);
    Ok(std::iter::once(agent).chain(others).cloned().collect())
}

/// The machines that were there in a year: those with days of it, and those enrolled by its end that
/// nobody closed.
fn present(
    machines: Vec<StoreEntry>,
    agents: &[EnrolledAgent],
    days: &AgentDays,
    year: UsageYear,
) -> Vec<StoreEntry> {
    let agents: HashMap<&AgentId, &EnrolledAgent> =
        agents.iter().map(|agent| (&agent.id, agent)).collect();
    let open = |kept: &StoreEntry| {
        agents
            .get(&kept.agent)
            .is_none_or(|agent| !agent.closed && crate::clock::day_of(agent.enrolled) <= year.last)
    };
    let is_there = |kept: &StoreEntry| days.contains_key(&kept.agent) || open(kept);
    machines.into_iter().filter(is_there).collect()
}

/// When each machine was last heard of by the end of a year: the last of its days, else when it
/// last said what it is, else when it enrolled.
fn seen(
    machines: &[StoreEntry],
    agents: &[EnrolledAgent],
    days: &AgentDays,
    year: UsageYear,
) -> BTreeMap<AgentId, i32> {
    let enrolled: HashMap<&AgentId, i32> =
        agents.iter().map(|agent| (&agent.id, crate::clock::day_of(agent.enrolled))).collect();
    let seen = machines.iter().filter_map(|kept| {
        let own = days.get(&kept.agent).into_iter().flatten();
        let own = own.filter(|day| day.first <= year.last).map(|day| day.last.min(year.last));
        let said = Some(kept.day).filter(|day| *day <= year.last);
        let last = own.chain(said).max().or_else(|| enrolled.get(&kept.agent).copied())?;
        Some((kept.agent.clone(), last))
    });
    seen.collect()
}

/// The agents of machines.
fn of_machines(agents: &[EnrolledAgent], machines: &[StoreEntry]) -> Vec<EnrolledAgent> {
    let there: HashSet<&AgentId> = machines.iter().map(|kept| &kept.agent).collect();
    agents.iter().filter(|agent| there.contains(&agent.id)).cloned().collect()
}

/// Takes the room of files of these sizes in a folder, and gives it back: a disk too full for all files
/// of an export is told before the first of them is written.
fn room_for(folder: &Path, sizes: impl Iterator<Item = usize>) -> Result<(), Fault> {
    /// What a disk gives out at once: a file takes whole ones.
    const BLOCK: usize = 4096;
    let path = folder.join(".empreinte-room.part");
    let take = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&path)?;
        for size in sizes {
            for _ in 0..size.div_ceil(BLOCK) {
                file.write_all(&[0; BLOCK])?;
            }
        }
        file.sync_all()
    };
    let taken = take();
    let given = std::fs::remove_file(&path);
    taken.and(given).map_err(|error| ground::table::unwritable(folder, &error))
}

/// Writes a file, or takes away what an earlier export left where there is nothing to write.
fn write_or_remove(path: &Path, bytes: &[u8], write: bool) -> Result<(), Fault> {
    if write {
        return write_whole(path, bytes);
    }
    removed(path)
}

fn removed(path: &Path) -> Result<(), Fault> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ground::table::unwritable(path, &error))
        }
        _ => Ok(()),
    }
}

/// The identifier of an agent's machine in an estate's files: its whole name, of which whoever has a
/// token could choose a part to be another's.
pub(crate) fn equipment_id(agent: &record::AgentId) -> String {
    format!("agent-{}", agent.as_str())
}
