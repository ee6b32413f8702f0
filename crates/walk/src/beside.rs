//! The files read, and those beside the inventory: virtual machines, applications, services.

use super::sink::Sink;
use equipment::Vocabulary;
use equipment::estate::{Estate, FileKind};
use factor::{FactorSet, ZoneId};
use footprint::allocation::{Allocation, AllocationPlan, SeenServers};
use footprint::impact::{AssessedYear, Kernel};
use footprint::method::IdleRule;
use footprint::service::{ServiceLines, Services};
use ground::fault::Fault;
use ground::lang::Text;
use inventory::{Confidence, Found};
use std::path::PathBuf;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// The name that its rows go by; empty for files of the estate itself.
    pub name: String,
    /// What made it.
    pub format: String,
    /// Its encoding.
    pub encoding: &'static str,
    /// Its columns that are not read.
    pub ignored: Vec<String>,
    /// What was chosen or left out in reading it, for people.
    pub notes: Vec<Text>,
    /// How sure it is what made it; none for files of the estate itself.
    pub confidence: Option<Confidence>,
    /// Columns known by their values, and those that could move the figure and are not read.
    pub found: Vec<Found>,
}

impl Input {
    /// A file in a format of the program's own.
    pub fn own(path: PathBuf, format: &str) -> Self {
        Self {
            path,
            name: String::new(),
            format: format.to_owned(),
            encoding: "utf-8",
            ignored: Vec::new(),
            notes: Vec::new(),
            confidence: None,
            found: Vec::new(),
        }
    }
}

/// The files beside the inventory, read and checked.
pub(super) struct FilesBeside {
    pub(super) plan: AllocationPlan,
    services: Services,
}

impl FilesBeside {
    /// Reads them for a year.
    pub(super) fn read(
        estate: &Estate,
        set: &FactorSet,
        words: &Vocabulary,
        year: AssessedYear,
    ) -> Result<Self, Fault> {
        let of_year = |kind| estate.virtual_files(kind, year.year);
        let (machines, applications) =
            (of_year(FileKind::Machines), of_year(FileKind::Applications));
        let root = &estate.root;
        Ok(Self {
            plan: AllocationPlan::read(&machines, &applications, root, set)?,
            services: Services::read(
                estate.services_file(),
                root,
                (year.first, year.days),
                set,
                |word| words.country_of(word),
            )?,
        })
    }

    /// The files read; `services.csv` is among the estate's own.
    pub(super) fn inputs(&self) -> impl Iterator<Item = Input> {
        self.plan.inputs.iter().map(|(path, format)| Input::own(path.clone(), format))
    }

    /// The services with their impacts, where the estate lists some.
    pub(super) fn services<B>(
        &self,
        kernel: &Kernel<'_>,
        own_zone: ZoneId,
        sink: &mut impl Sink<B>,
    ) -> Result<Option<ServiceLines>, Fault> {
        if self.services.path.is_none() {
            return Ok(None);
        }
        sink.rejects(&self.services.rejects)?;
        self.services.priced(kernel, own_zone).map(Some)
    }

    /// The servers seen, shared over their virtual machines, where there are some.
    pub(super) fn allocation<B>(
        &self,
        servers: SeenServers,
        kernel: &Kernel<'_>,
        sink: &mut impl Sink<B>,
    ) -> Result<Option<Allocation>, Fault> {
        if self.plan.is_empty() {
            return Ok(None);
        }
        let idle_to_machines = kernel.method().idle_capacity == IdleRule::Machines;
        let (allocation, rejects) = self.plan.allocate(servers, idle_to_machines)?;
        sink.rejects(&rejects)?;
        Ok(Some(allocation))
    }
}
