//! From what is kept to the files of an estate, in the documented formats, and no further.
//!
//! `inventories/YEAR-agents.csv` holds what agents say of their machines, `inventories/YEAR-glpi/`
//! the documents of GLPI's, `usage/YEAR-agents.csv` the energy measured. One machine that both know
//! has one pseudonym of its serial number, by which the walk merges its rows.

mod groups;
mod inventory_rows;
mod silent;
mod stretch;
mod summary;
mod usage_rows;

pub use groups::{FEWEST, Sites};
pub use silent::{Silent, silent};
pub(crate) use summary::of_days;
pub use summary::{Line, summary};

use crate::store::{Store, StoreFault};
use ground::fault::Fault;
use ground::table::write_whole;
use std::path::{Path, PathBuf};
use usage_rows::Year;

/// Why nothing is exported.
#[derive(Debug)]
pub enum ExportFault {
    /// The store's word.
    Store(StoreFault),
    /// The file's.
    File(Box<Fault>),
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
    /// Agents with days, of which no inventory says what they are.
    pub unknown: usize,
}

/// Writes the files of a year into an estate.
///
/// # Errors
/// The store's word, or a file that cannot be written.
pub fn estate(store: &mut dyn Store, folder: &Path, year: i16) -> Result<Exported, ExportFault> {
    let mut told = Exported::default();
    let machines = store.machines()?;
    let agents = store.agents()?;
    let papers = store.papers()?;
    let sites = Sites::of(&agents, &papers);
    let rows = inventory_rows::csv(&machines, &agents, &sites, &mut told);
    let inventories = folder.join("inventories");
    let usage = folder.join("usage");
    for folder in [&inventories, &usage] {
        std::fs::create_dir_all(folder)
            .map_err(|error| ground::table::unwritable(folder, &error))?;
    }
    let whole = Year::of(year);
    let days = usage_rows::gather(store, whole)?;
    let energy = usage_rows::csv(&days, &machines, whole, &mut told);
    if !machines.is_empty() {
        write_whole(&inventories.join(format!("{year}-agents.csv")), &rows)?;
    }
    if told.rows > 0 {
        write_whole(&usage.join(format!("{year}-agents.csv")), &energy)?;
    }
    if !papers.is_empty() {
        let place = inventories.join(format!("{year}-glpi"));
        papers_into(&place, &papers)?;
        told.papers = papers.len();
    }
    Ok(told)
}

/// The documents, each a file, in place of those of an earlier export.
fn papers_into(place: &Path, papers: &[crate::store::Paper]) -> Result<(), Fault> {
    let cannot = |error: std::io::Error| ground::table::unwritable(place, &error);
    std::fs::create_dir_all(place).map_err(cannot)?;
    let names: Vec<PathBuf> =
        papers.iter().map(|paper| place.join(format!("{}.json", paper.key))).collect();
    for entry in std::fs::read_dir(place).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let ours = path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.len() == 30 && name.starts_with('P') && name.ends_with(".json")
        });
        if ours && !names.contains(&path) {
            std::fs::remove_file(&path).map_err(cannot)?;
        }
    }
    for (paper, name) in papers.iter().zip(&names) {
        write_whole(name, paper.body.as_bytes())?;
    }
    Ok(())
}

/// The identifier of an agent's machine in an estate's files.
pub(crate) fn equipment_id(agent: &record::AgentId) -> String {
    format!("agent-{}", &agent.as_str()[..16])
}
