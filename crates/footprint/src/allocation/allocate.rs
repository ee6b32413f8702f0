//! Servers over machines, machines over applications.

use super::allocated::{
    AllocatedCounts, AllocatedGroup, Allocation, AllocationLevel, Host, MachineShare,
};
use super::application::Application;
use super::plan::{AllocationPlace, AllocationPlan, HostImpact, SeenServers, shares_above_one};
use super::share::{energy_shares, shares};
use crate::Sums;
use ground::fault::Fault;
use ground::table::{Reject, Why};
use ground::text;
use std::collections::{BTreeMap, HashMap};

/// Groups being put together.
#[derive(Default)]
struct AllocationGroups(BTreeMap<AllocationLevel, BTreeMap<String, AllocatedGroup>>);

impl AllocationGroups {
    fn add(&mut self, level: AllocationLevel, id: &str, part: &(f64, Sums), by: f64) {
        let groups = self.0.entry(level).or_default();
        if !groups.contains_key(id) {
            groups.insert(id.to_owned(), AllocatedGroup::nothing(id, part.1.criteria()));
        }
        if let Some(group) = groups.get_mut(id) {
            group.add(part, by);
        }
    }
}

impl AllocationPlan {
    /// Shares the servers seen; gives the rows set aside with the result.
    ///
    /// # Errors
    ///
    /// Two rows of the inventory are the same server.
    pub fn allocate(
        &self,
        seen: SeenServers,
        idle_to_machines: bool,
    ) -> Result<(Allocation, Vec<Reject>), Fault> {
        let criteria = seen.others.sums.criteria();
        let mut found: Vec<Option<HostImpact>> = vec![None; self.servers.len()];
        for host in seen.hosts {
            let id = &self.servers[host.number as usize];
            if found[host.number as usize].is_some() {
                return Err(Fault::new(text!(
                    "plusieurs équipements sont le serveur `{id}`, que des machines virtuelles nomment",
                    "several pieces of equipment are the server `{id}`, which virtual machines name"
                ))
                .hint(text!(
                    "donnez-leur des identifiants différents",
                    "give them different identifiers"
                )));
            }
            let number = host.number as usize;
            found[number] = Some(host);
        }
        let mut rejects = self.machine_rejects.clone();
        let mut out = Allocation::nothing(criteria);
        out.no_machine = AllocatedGroup::of("", &seen.others);
        let mut host_at: Vec<Option<usize>> = vec![None; self.servers.len()];
        for (number, impact) in found.into_iter().enumerate() {
            let Some(impact) = impact else { continue };
            host_at[number] = Some(out.hosts.len());
            out.hosts.push(Host::unshared(self.servers[number].clone(), impact));
        }
        let mut groups = AllocationGroups::default();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); out.hosts.len()];
        for (at, (machine, place, number)) in self.machines.iter().enumerate() {
            match host_at[*number as usize] {
                Some(host) => members[host].push(at),
                None => rejects.push(place.reject("server_id", &machine.server, unknown_server())),
            }
        }
        // Where each machine kept stands in the result.
        let mut kept: HashMap<&str, (usize, usize)> = HashMap::new();
        for (host, members) in members.iter().enumerate() {
            self.share_host(&mut out, &mut groups, host, members, idle_to_machines);
            let first = out.machines.len() - members.len();
            for (offset, at) in members.iter().enumerate() {
                kept.insert(&self.machines[*at].0.id, (first + offset, *at));
            }
        }
        let machine_rejects = rejects.len() as u64;
        let application_rejects = self.apply(&mut out, &mut groups, &kept, &mut rejects);
        out.machine_rows = counted(self.machine_rows, machine_rejects);
        out.application_rows = counted(self.application_rows, application_rejects);
        out.sum_up(groups.0);
        Ok((out, rejects))
    }

    fn share_host(
        &self,
        out: &mut Allocation,
        groups: &mut AllocationGroups,
        host: usize,
        members: &[usize],
        idle: bool,
    ) {
        if members.is_empty() {
            return;
        }
        let machines: Vec<_> = members.iter().map(|at| &self.machines[*at].0).collect();
        let whole = shares(&machines, self.capacities[out.hosts[host].number()], idle);
        let shared = &mut out.hosts[host];
        let own: Vec<Option<f64>> = machines
            .iter()
            .map(|machine| {
                let kwh = machine.own_kwh? * machine.quantity * shared.impact.of_own_kwh;
                Some(kwh / shared.impact.kwh)
            })
            .collect();
        let has_own = own.iter().any(Option::is_some);
        let usable = shared.impact.knows_energy && shared.impact.kwh > 0.0;
        let energy = if has_own && usable { energy_shares(&whole, &own) } else { None };
        shared.own_energy_unused = has_own && energy.is_none();
        let (of_energy, energy_left) =
            energy.unwrap_or_else(|| (whole.machines.clone(), whole.unallocated));
        shared.rule = Some(whole.rule);
        shared.machines = members.len();
        shared.unallocated = whole.unallocated;
        shared.energy_unallocated = energy_left;
        shared.passed_over = whole.passed_over;
        shared.beyond_capacity = whole.beyond_capacity;
        for ((machine, share), energy_share) in machines.iter().zip(whole.machines).zip(of_energy) {
            let id = machine.id.clone();
            out.machines.push(MachineShare { id, host, share, energy_share, applied: 0.0 });
            let part = &out.hosts[host].part(share, energy_share);
            groups.add(AllocationLevel::Cluster, &machine.cluster, part, 1.0);
        }
    }

    /// Shares machines over their applications; gives how many rows were set aside.
    fn apply(
        &self,
        out: &mut Allocation,
        groups: &mut AllocationGroups,
        kept: &HashMap<&str, (usize, usize)>,
        rejects: &mut Vec<Reject>,
    ) -> u64 {
        let mut rejected = self.application_rejects.clone();
        let mut of_machine: BTreeMap<usize, Vec<&(Application, AllocationPlace)>> = BTreeMap::new();
        for row in &self.applications {
            match kept.get(row.0.machine.as_str()) {
                Some((machine, _)) => of_machine.entry(*machine).or_default().push(row),
                None => rejected.push(row.1.reject("vm_id", &row.0.machine, unknown_machine())),
            }
        }
        let machine_at: HashMap<usize, usize> = kept.values().copied().collect();
        for (machine, rows) in of_machine {
            let given: Vec<f64> = rows.iter().filter_map(|(one, _)| one.share).collect();
            let all_given = given.len() == rows.len();
            if all_given && given.iter().sum::<f64>() > 1.0 + 1e-9 {
                rejected.extend(rows.iter().map(|(one, place)| {
                    let value = one.share.map_or_else(String::new, |share| share.to_string());
                    place.reject("share", &value, shares_above_one())
                }));
                continue;
            }
            out.uneven_machines += u64::from(!all_given && !given.is_empty());
            let equal = 1.0 / rows.len() as f64;
            let on = &self.machines[machine_at[&machine]].0;
            let MachineShare { host, share, energy_share, .. } = out.machines[machine];
            let part = out.hosts[host].part(share, energy_share);
            let mut applied = 0.0;
            for (one, _) in rows {
                let by = one.share.filter(|_| all_given).unwrap_or(equal);
                applied += by;
                let or = |mine: &'_ str, machines: &'_ str| -> String {
                    if mine.is_empty() { machines.to_owned() } else { mine.to_owned() }
                };
                groups.add(AllocationLevel::Application, &one.id, &part, by);
                groups.add(AllocationLevel::Domain, &one.domain, &part, by);
                groups.add(AllocationLevel::Subdomain, &one.subdomain, &part, by);
                groups.add(AllocationLevel::Entity, &or(&one.entity, &on.entity), &part, by);
                groups.add(
                    AllocationLevel::Environment,
                    &or(&one.environment, &on.environment),
                    &part,
                    by,
                );
            }
            // Shares that sum to 1 but for rounding leave nothing.
            out.machines[machine].applied = if applied > 1.0 - 1e-9 { 1.0 } else { applied };
        }
        let count = rejected.len() as u64;
        rejects.extend(rejected);
        count
    }
}

fn counted(rows_read: u64, rejected: u64) -> AllocatedCounts {
    AllocatedCounts { rows_read, kept: rows_read.saturating_sub(rejected), rejected }
}

fn unknown_server() -> Why {
    Why::said(
        text!(
            "serveur absent des lignes gardées de l'inventaire de l'année",
            "server not among the rows kept of the year's inventory"
        ),
        text!(
            "vérifiez `server_id`, ou ajoutez le serveur à l'inventaire",
            "check `server_id`, or add the server to the inventory"
        ),
    )
}

fn unknown_machine() -> Why {
    Why::said(
        text!("machine virtuelle inconnue ou écartée", "virtual machine unknown or set aside"),
        text!(
            "vérifiez `vm_id`, ou ajoutez la machine à virtual-machines.csv",
            "check `vm_id`, or add the machine to virtual-machines.csv"
        ),
    )
}
