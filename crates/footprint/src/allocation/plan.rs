//! The files read: which machines stand on which servers, and which applications on which machines.

use super::application::Application;
use super::columns::{AllocationColumns, AllocationRow};
use super::machine::VirtualMachine;
use super::share::{Capacity, above_one};
use crate::Sums;
use crate::impact::{Kernel, Weighed};
use equipment::{Equipment, ToldRow};
use factor::{FactorSet, TypeId};
use ground::fault::Fault;
use ground::table::{Reject, Why, numbered};
use ground::text;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a row stands, for a reject that comes later.
#[derive(Debug, Clone)]
pub(super) struct AllocationPlace {
    file: Arc<str>,
    line: u64,
    row: String,
}

impl AllocationPlace {
    pub(super) fn reject(&self, column: &str, value: &str, why: Why) -> Reject {
        Reject {
            file: self.file.clone(),
            line: self.line,
            column: column.to_owned(),
            value: value.to_owned(),
            why,
            row: self.row.clone(),
        }
    }
}

/// Virtual machines and applications of a year, checked as far as their files go.
#[derive(Debug, Default)]
pub struct AllocationPlan {
    /// The files read, with the format of each.
    pub inputs: Vec<(PathBuf, &'static str)>,
    pub(super) machines: Vec<(VirtualMachine, AllocationPlace, u32)>,
    pub(super) servers: Vec<String>,
    pub(super) capacities: Vec<Capacity>,
    pub(super) applications: Vec<(Application, AllocationPlace)>,
    pub(super) machine_rows: u64,
    pub(super) application_rows: u64,
    pub(super) machine_rejects: Vec<Reject>,
    pub(super) application_rejects: Vec<Reject>,
    by_server: HashMap<String, u32>,
    is_server: Vec<bool>,
}

/// The impact of a server that machines name.
#[derive(Debug, Clone)]
pub struct HostImpact {
    pub(super) number: u32,
    pub(super) rows: u64,
    pub(super) units: f64,
    /// Electricity of the year, PUE included, kWh.
    pub(super) kwh: f64,
    /// Whether its energy is known.
    pub(super) knows_energy: bool,
    /// What a kWh a year before PUE becomes: PUE times the share of the year in service.
    pub(super) of_own_kwh: f64,
    pub(super) sums: Sums,
}

impl HostImpact {
    /// Adds another part of its row, which movements of some of its units make.
    fn join(&mut self, part: &Self) {
        let units = self.units + part.units;
        if units > 0.0 {
            let own = self.of_own_kwh * self.units + part.of_own_kwh * part.units;
            self.of_own_kwh = own / units;
        }
        self.units = units;
        self.kwh += part.kwh;
        self.knows_energy &= part.knows_energy;
        self.sums.merge(&part.sums);
    }
}

/// What the walk saw of servers, in the order of the rows.
#[derive(Debug, Clone)]
pub struct SeenServers {
    pub(super) hosts: Vec<HostImpact>,
    /// Servers that no machine names.
    pub(super) others: HostImpact,
}

impl SeenServers {
    /// Nothing yet, for `criteria` criteria.
    pub fn nothing(criteria: usize) -> Self {
        let others = HostImpact {
            number: u32::MAX,
            rows: 0,
            units: 0.0,
            kwh: 0.0,
            knows_energy: true,
            of_own_kwh: 1.0,
            sums: Sums::zero(criteria),
        };
        Self { hosts: Vec::new(), others }
    }

    /// Adds what was seen of later rows.
    pub fn merge(&mut self, later: Self) {
        self.hosts.extend(later.hosts);
        self.others.rows += later.others.rows;
        self.others.units += later.others.units;
        self.others.kwh += later.others.kwh;
        self.others.sums.merge(&later.others.sums);
    }
}

impl AllocationPlan {
    /// Reads the files of virtual machines and applications; `root` is left out of their names.
    ///
    /// Rows that cannot be used are kept as rejects, for [`AllocationPlan::allocate`] to give back.
    ///
    /// # Errors
    ///
    /// A file cannot be read or lacks a column.
    pub fn read(
        machines: &[PathBuf],
        applications: &[PathBuf],
        root: &Path,
        set: &FactorSet,
    ) -> Result<Self, Fault> {
        let mut plan = Self::default();
        if machines.is_empty() && applications.is_empty() {
            return Ok(plan);
        }
        plan.is_server = servers_of(set);
        let mut known = HashSet::new();
        for path in machines {
            let columns = AllocationColumns::machines(path)?;
            plan.inputs
                .push((path.clone(), if columns.is_g4it { "g4it" } else { "virtual-machines" }));
            let name = name_of(path, root);
            for cells in columns.rows() {
                plan.machine_rows += 1;
                if let Err((column, why)) = plan.machine(&cells, columns.is_g4it, &name, &mut known)
                {
                    plan.machine_rejects.push(reject(&cells, &name, column, why));
                }
            }
        }
        let mut known = HashSet::new();
        for path in applications {
            let columns = AllocationColumns::applications(path)?;
            plan.inputs.push((path.clone(), if columns.is_g4it { "g4it" } else { "applications" }));
            let name = name_of(path, root);
            for cells in columns.rows() {
                plan.application_rows += 1;
                match Application::read(&cells) {
                    Ok(one)
                        if !known.insert((
                            one.id.clone(),
                            one.environment.clone(),
                            one.machine.clone(),
                        )) =>
                    {
                        let why = Why::said(
                            text!(
                                "application, environnement et machine déjà lus sur une ligne précédente",
                                "application, environment and machine already read on an earlier row"
                            ),
                            text!("gardez une seule des deux lignes", "keep one of the two rows"),
                        );
                        plan.application_rejects.push(reject(&cells, &name, "application_id", why));
                    }
                    Ok(one) => plan.applications.push((one, place(&cells, &name))),
                    Err((column, why)) => {
                        plan.application_rejects.push(reject(&cells, &name, column, why));
                    }
                }
            }
        }
        plan.refuse_shares_above_one();
        Ok(plan)
    }

    fn machine(
        &mut self,
        cells: &AllocationRow<'_>,
        is_g4it: bool,
        file: &Arc<str>,
        known: &mut HashSet<String>,
    ) -> Result<(), (&'static str, Why)> {
        let machine = VirtualMachine::read(cells, is_g4it)?;
        if known.contains(&machine.id) {
            return Err(("vm_id", Why::Duplicate));
        }
        let number = if let Some(number) = self.by_server.get(&machine.server) {
            *number
        } else {
            let new = numbered(self.servers.len());
            self.by_server.insert(machine.server.clone(), new);
            self.servers.push(machine.server.clone());
            self.capacities.push(Capacity::default());
            new
        };
        let capacity = &mut self.capacities[number as usize];
        for (column, known, said) in [
            ("capacity_vcpu", &mut capacity.vcpu, machine.capacity_vcpu),
            ("capacity_gb", &mut capacity.storage_gb, machine.capacity_gb),
        ] {
            match (*known, said) {
                (Some(known), Some(said)) if (known - said).abs() > 1e-9 * known => {
                    return Err((
                        column,
                        Why::said(
                            text!(
                                "une autre ligne donne {known} à ce serveur",
                                "another row gives this server {known}"
                            ),
                            text!(
                                "un serveur n'a qu'une capacité : donnez la même sur chaque ligne, ou une seule fois",
                                "a server has one capacity: give the same on each row, or once"
                            ),
                        ),
                    ));
                }
                (None, Some(_)) => *known = said,
                _ => {}
            }
        }
        known.insert(machine.id.clone());
        self.machines.push((machine, place(cells, file), number));
        Ok(())
    }

    /// Sets aside the machines of a server whose shares sum to more than 1.
    fn refuse_shares_above_one(&mut self) {
        let mut of_server: Vec<Vec<&VirtualMachine>> = vec![Vec::new(); self.servers.len()];
        for (machine, _, number) in &self.machines {
            of_server[*number as usize].push(machine);
        }
        let above: Vec<bool> = of_server.iter().map(|machines| above_one(machines)).collect();
        let (faulty, kept) = std::mem::take(&mut self.machines)
            .into_iter()
            .partition(|(machine, _, number)| above[*number as usize] && machine.share.is_some());
        self.machines = kept;
        for (machine, place, _) in faulty {
            let value = machine.share.map_or_else(String::new, |share| share.to_string());
            self.machine_rejects.push(place.reject("share", &value, shares_above_one()));
        }
    }

    /// Whether the estate has neither virtual machines nor applications.
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Notes what a row of the inventory weighs, where it is a server or machines name it.
    ///
    /// A row is known by its identifier; a server of a raw export by its name or inventory number
    /// too.
    pub fn see(
        &self,
        told: ToldRow<'_>,
        (equipment, is_row): (&Equipment, bool),
        weighed: &Weighed,
        kernel: &Kernel<'_>,
        seen: &mut SeenServers,
    ) {
        let is_server = self.is_server[usize::from(equipment.type_id.0)];
        let number = self.host_of(told, is_server);
        if number.is_none() && !is_server {
            return;
        }
        let mut sums = Sums::zero(kernel.criteria.len());
        // A zone without electricity stops the run where the footprint is valued, with its fault.
        let _ = kernel.value_each(kernel.key(equipment, weighed), &weighed.weight, |impact| {
            sums.add(impact.criterion, impact.stage, impact.amount);
        });
        let Some(number) = number else {
            seen.others.rows += u64::from(is_row);
            seen.others.units += weighed.weight.units;
            seen.others.kwh += weighed.weight.kwh.0.value;
            seen.others.sums.merge(&sums);
            return;
        };
        let in_service = f64::from(weighed.days_used) / f64::from(kernel.year.days);
        let host = HostImpact {
            number,
            rows: u64::from(is_row),
            units: weighed.weight.units,
            kwh: weighed.weight.kwh.0.value,
            knows_energy: weighed.energy.is_some(),
            of_own_kwh: weighed.pue.value * in_service,
            sums,
        };
        match seen.hosts.last_mut() {
            Some(first) if !is_row => first.join(&host),
            _ => seen.hosts.push(host),
        }
    }

    fn host_of(&self, told: ToldRow<'_>, is_server: bool) -> Option<u32> {
        if let Some(number) = self.by_server.get(told.id().as_ref()) {
            return Some(*number);
        }
        told.names().filter(|_| is_server).find_map(|name| self.by_server.get(name.trim()).copied())
    }
}

/// Which types are servers: `server` and all types below it.
fn servers_of(set: &FactorSet) -> Vec<bool> {
    let server = set.type_named("server");
    (0..set.types.len())
        .map(|at| TypeId(numbered(at)))
        .map(|id| server.is_some_and(|server| set.is_kind_of(id, server)))
        .collect()
}

fn name_of(path: &Path, root: &Path) -> Arc<str> {
    path.strip_prefix(root).unwrap_or(path).display().to_string().into()
}

fn place(cells: &AllocationRow<'_>, file: &Arc<str>) -> AllocationPlace {
    AllocationPlace { file: file.clone(), line: cells.row.line, row: cells.text() }
}

fn reject(cells: &AllocationRow<'_>, file: &Arc<str>, column: &'static str, why: Why) -> Reject {
    place(cells, file).reject(cells.heading(column), cells.get(column), why)
}

/// The shares of a whole sum to more than the whole.
pub(super) fn shares_above_one() -> Why {
    Why::said(
        text!("les parts données font plus de 1", "the shares given sum to more than 1"),
        text!(
            "corrigez les parts, ou laissez-les vides : la règle suivante s'applique",
            "correct the shares, or leave them empty: the next rule applies"
        ),
    )
}
