//! Servers shared: over machines, applications, and what is left.

use super::plan::HostImpact;
use super::share::{PassedOver, ShareRule};
use crate::Sums;
use ground::lang::Lang;
use ground::stage::Stage;
use std::collections::BTreeMap;

/// What a line of an allocation stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllocationLevel {
    /// A server.
    Server,
    /// A virtual machine.
    Machine,
    /// An application.
    Application,
    /// A domain of applications.
    Domain,
    /// A subdomain of applications.
    Subdomain,
    /// The entity of an application, else of its machine.
    Entity,
    /// The environment of an application, else of its machine.
    Environment,
    /// A cluster of machines.
    Cluster,
    /// A machine, as far as no application uses it.
    NoApplication,
    /// A server, as far as no machine uses it.
    Unallocated,
    /// Servers that no machine names.
    NoMachine,
}

impl AllocationLevel {
    /// All levels.
    pub const ALL: [Self; 11] = [
        Self::Server,
        Self::Machine,
        Self::Application,
        Self::Domain,
        Self::Subdomain,
        Self::Entity,
        Self::Environment,
        Self::Cluster,
        Self::NoApplication,
        Self::Unallocated,
        Self::NoMachine,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Machine => "vm",
            Self::Application => "application",
            Self::Domain => "domain",
            Self::Subdomain => "subdomain",
            Self::Entity => "entity",
            Self::Environment => "environment",
            Self::Cluster => "cluster",
            Self::NoApplication => "no_application",
            Self::Unallocated => "unallocated",
            Self::NoMachine => "server_without_vm",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Server => lang.label("serveur", "server"),
            Self::Machine => lang.label("machine virtuelle", "virtual machine"),
            Self::Application => lang.label("application", "application"),
            Self::Domain => lang.label("domaine", "domain"),
            Self::Subdomain => lang.label("sous-domaine", "subdomain"),
            Self::Entity => lang.label("entité", "entity"),
            Self::Environment => lang.label("environnement", "environment"),
            Self::Cluster => lang.label("grappe", "cluster"),
            Self::NoApplication => lang.label("sans application", "no application"),
            Self::Unallocated => lang.label("capacité non allouée", "unallocated capacity"),
            Self::NoMachine => {
                lang.label("serveurs sans machine virtuelle", "servers without virtual machine")
            }
        }
    }
}

/// An impact put together.
#[derive(Debug, Clone, PartialEq)]
pub struct AllocatedGroup {
    /// Its name; empty where the files say none.
    pub id: String,
    /// How many rows it is made of.
    pub rows: u64,
    /// Electricity of the year, PUE included, kWh.
    pub kwh: f64,
    /// Its impacts.
    pub sums: Sums,
}

/// A server, and how it was shared.
#[derive(Debug, Clone)]
pub struct Host {
    /// Its identifier, as the machines name it.
    pub id: String,
    /// The rule; `None` when all its machines were set aside.
    pub rule: Option<ShareRule>,
    /// How many rows of machines it has.
    pub machines: usize,
    /// Share that no machine uses, 0 to 1.
    pub unallocated: f64,
    /// Share of its electricity that no machine uses, 0 to 1.
    pub energy_unallocated: f64,
    /// Rules that some of its machines lack the datum of.
    pub passed_over: Vec<PassedOver>,
    /// Whether its machines hold more than it has.
    pub beyond_capacity: bool,
    /// Whether its machines' own kWh could not be used: more than the server's, or it has none.
    pub own_energy_unused: bool,
    pub(super) impact: HostImpact,
}

/// A virtual machine, and its share of its server.
#[derive(Debug, Clone, PartialEq)]
pub struct MachineShare {
    /// Its identifier.
    pub id: String,
    /// Its server's place in [`Allocation::hosts`].
    pub host: usize,
    /// Its share of the server, 0 to 1.
    pub share: f64,
    /// Its share of the server's electricity, 0 to 1.
    pub energy_share: f64,
    /// Share of it that applications use, 0 to 1.
    pub applied: f64,
}

/// Rows of a file and where they went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AllocatedCounts {
    /// Rows read.
    pub rows_read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub rejected: u64,
}

/// A line of `allocation.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct AllocationLine<'a> {
    /// What it stands for.
    pub level: AllocationLevel,
    /// Its name.
    pub id: &'a str,
    /// The server it stands on, where it is one's.
    pub server: &'a str,
    /// By what the server was shared.
    pub rule: Option<ShareRule>,
    /// Share of the server, 0 to 1.
    pub share: Option<f64>,
    /// Electricity of the year, PUE included, kWh.
    pub kwh: f64,
    /// Its impacts.
    pub sums: Sums,
}

/// The servers of a year, shared.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// All servers.
    pub servers: AllocatedGroup,
    /// Servers that machines name.
    pub hosts: Vec<Host>,
    /// Their machines.
    pub machines: Vec<MachineShare>,
    /// Applications and what they are put together by, largest first.
    pub groups: BTreeMap<AllocationLevel, Vec<AllocatedGroup>>,
    /// What no application uses of the machines.
    pub no_application: AllocatedGroup,
    /// What no machine uses of the servers.
    pub unallocated: AllocatedGroup,
    /// Servers that no machine names.
    pub no_machine: AllocatedGroup,
    /// Rows of virtual machines.
    pub machine_rows: AllocatedCounts,
    /// Rows of applications.
    pub application_rows: AllocatedCounts,
    /// Machines whose applications give a share on some rows only: shared equally.
    pub uneven_machines: u64,
}

impl AllocatedGroup {
    pub(super) fn nothing(id: &str, criteria: usize) -> Self {
        Self { id: id.to_owned(), rows: 0, kwh: 0.0, sums: Sums::zero(criteria) }
    }

    pub(super) fn of(id: &str, impact: &HostImpact) -> Self {
        Self { id: id.to_owned(), rows: impact.rows, kwh: impact.kwh, sums: impact.sums.clone() }
    }

    pub(super) fn add(&mut self, part: &(f64, Sums), by: f64) {
        self.rows += 1;
        self.kwh += part.0 * by;
        for criterion in 0..part.1.criteria() {
            for stage in Stage::ALL {
                self.sums.add(criterion, stage, part.1.stage(criterion, stage) * by);
            }
        }
    }
}

impl Host {
    pub(super) fn unshared(id: String, impact: HostImpact) -> Self {
        Self {
            id,
            rule: None,
            machines: 0,
            unallocated: 1.0,
            energy_unallocated: 1.0,
            passed_over: Vec::new(),
            beyond_capacity: false,
            own_energy_unused: false,
            impact,
        }
    }

    pub(super) fn number(&self) -> usize {
        self.impact.number as usize
    }

    /// Electricity and impacts of a share of it, and of a share of its electricity.
    pub(super) fn part(&self, share: f64, energy_share: f64) -> (f64, Sums) {
        let of = &self.impact.sums;
        let mut sums = Sums::zero(of.criteria());
        for criterion in 0..of.criteria() {
            for stage in Stage::ALL {
                let by = if stage == Stage::Use { energy_share } else { share };
                sums.add(criterion, stage, of.stage(criterion, stage) * by);
            }
        }
        (self.impact.kwh * energy_share, sums)
    }
}

impl Allocation {
    pub(super) fn nothing(criteria: usize) -> Self {
        let nothing = || AllocatedGroup::nothing("", criteria);
        Self {
            servers: nothing(),
            hosts: Vec::new(),
            machines: Vec::new(),
            groups: BTreeMap::new(),
            no_application: nothing(),
            unallocated: nothing(),
            no_machine: nothing(),
            machine_rows: AllocatedCounts::default(),
            application_rows: AllocatedCounts::default(),
            uneven_machines: 0,
        }
    }

    pub(super) fn sum_up(
        &mut self,
        groups: BTreeMap<AllocationLevel, BTreeMap<String, AllocatedGroup>>,
    ) {
        let whole = |group: &AllocatedGroup| (group.kwh, group.sums.clone());
        let without = whole(&self.no_machine);
        self.servers.add(&without, 1.0);
        self.servers.rows = self.no_machine.rows;
        for host in &self.hosts {
            self.servers.add(&host.part(1.0, 1.0), 1.0);
            if host.unallocated > 0.0 || host.energy_unallocated > 0.0 {
                let left = host.part(host.unallocated, host.energy_unallocated);
                self.unallocated.add(&left, 1.0);
            }
        }
        for machine in self.machines.iter().filter(|machine| machine.applied < 1.0) {
            let part = self.hosts[machine.host].part(machine.share, machine.energy_share);
            self.no_application.add(&part, 1.0 - machine.applied);
        }
        for (level, groups) in groups {
            let mut groups: Vec<AllocatedGroup> = groups.into_values().collect();
            groups.sort_by(|a, b| {
                let (a_total, b_total) = (a.sums.total(0).value, b.sums.total(0).value);
                b_total.total_cmp(&a_total).then(a.id.cmp(&b.id))
            });
            self.groups.insert(level, groups);
        }
    }

    /// The groups of a level, largest first.
    pub fn level(&self, level: AllocationLevel) -> &[AllocatedGroup] {
        self.groups.get(&level).map_or(&[], Vec::as_slice)
    }

    /// All lines, one at a time: servers, machines, what they are put together by, and what is
    /// left. Applications, `no_application`, `unallocated` and `server_without_vm` sum to the
    /// servers; so do machines with the last two.
    pub fn lines(&self) -> impl Iterator<Item = AllocationLine<'_>> {
        let servers = self.hosts.iter().map(|host| {
            let (kwh, sums) = host.part(1.0, 1.0);
            let (id, rule) = (host.id.as_str(), host.rule);
            AllocationLine {
                level: AllocationLevel::Server,
                id,
                server: id,
                rule,
                share: None,
                kwh,
                sums,
            }
        });
        let machines = self.machines.iter().map(|machine| self.machine_line(machine));
        let groups = self.groups.iter().flat_map(|(level, groups)| {
            groups.iter().map(|group| AllocationLine::of(*level, &group.id, group))
        });
        let idle = self.machines.iter().filter(|machine| machine.applied < 1.0).map(|machine| {
            let mut line = self.machine_line(machine);
            let by = 1.0 - machine.applied;
            let mut group = AllocatedGroup::nothing("", line.sums.criteria());
            group.add(&(line.kwh, line.sums), by);
            line.level = AllocationLevel::NoApplication;
            line.share = Some(machine.share * by);
            line.kwh = group.kwh;
            line.sums = group.sums;
            line
        });
        let left = self
            .hosts
            .iter()
            .filter(|host| host.unallocated > 0.0 || host.energy_unallocated > 0.0)
            .map(|host| {
                let (kwh, sums) = host.part(host.unallocated, host.energy_unallocated);
                let (id, rule, share) = (host.id.as_str(), host.rule, Some(host.unallocated));
                AllocationLine {
                    level: AllocationLevel::Unallocated,
                    id,
                    server: id,
                    rule,
                    share,
                    kwh,
                    sums,
                }
            });
        let without = (self.no_machine.rows > 0)
            .then(|| AllocationLine::of(AllocationLevel::NoMachine, "", &self.no_machine));
        servers.chain(machines).chain(groups).chain(idle).chain(left).chain(without)
    }

    fn machine_line<'a>(&'a self, machine: &'a MachineShare) -> AllocationLine<'a> {
        let host = &self.hosts[machine.host];
        let (kwh, sums) = host.part(machine.share, machine.energy_share);
        let (id, server, rule) = (machine.id.as_str(), host.id.as_str(), host.rule);
        let share = Some(machine.share);
        AllocationLine { level: AllocationLevel::Machine, id, server, rule, share, kwh, sums }
    }
}

impl<'a> AllocationLine<'a> {
    fn of(level: AllocationLevel, id: &'a str, group: &AllocatedGroup) -> Self {
        let (kwh, sums) = (group.kwh, group.sums.clone());
        AllocationLine { level, id, server: "", rule: None, share: None, kwh, sums }
    }
}
