//! Servers shared over virtual machines and applications, as JSON.

use super::figures::{OverallRow, TotalRow, overall, totals};
use crate::Story;
use crate::allocation::on_applications;
use crate::pretty::pretty;
use footprint::allocation::{
    AllocatedCounts, AllocatedGroup, Allocation, AllocationLevel, Host, ShareRule,
};
use serde::Serialize;

/// The allocation in `run.json`.
#[derive(Debug, Serialize)]
pub(super) struct AllocationBlock<'a> {
    virtual_machines: ReadRows,
    applications: ReadRows,
    servers: SharedGroup<'a>,
    on_applications: SharedGroup<'a>,
    no_application: SharedGroup<'a>,
    unallocated: SharedGroup<'a>,
    servers_without_vm: SharedGroup<'a>,
    vms_with_uneven_shares: u64,
    hosts: Vec<HostRow<'a>>,
}

/// The allocation alone, with its lines.
#[derive(Debug, Serialize)]
struct AllocationRun<'a> {
    organisation: &'a str,
    year: i32,
    method: &'a str,
    allocation: Option<AllocationBlock<'a>>,
    lines: Vec<LineRow<'a>>,
}

/// Rows read, and where they went.
#[derive(Debug, Serialize)]
struct ReadRows {
    rows_read: u64,
    kept: u64,
    rejected: u64,
}

/// A part of the servers' footprint.
#[derive(Debug, Serialize)]
struct SharedGroup<'a> {
    rows: u64,
    energy_kwh: Option<f64>,
    overall: Vec<OverallRow<'a>>,
}

/// A server, and how it was shared.
#[derive(Debug, Serialize)]
struct HostRow<'a> {
    server_id: &'a str,
    rule: Option<&'static str>,
    vm_rows: usize,
    unallocated_share: f64,
    unallocated_energy_share: f64,
    passed_over: Vec<PassedOverRow>,
    beyond_capacity: bool,
    own_energy_unused: bool,
}

/// A rule that could not be taken, and how many machines lack its datum.
#[derive(Debug, Serialize)]
struct PassedOverRow {
    rule: &'static str,
    lacking: usize,
}

/// A line of `allocation.csv`.
#[derive(Debug, Serialize)]
struct LineRow<'a> {
    level: &'static str,
    id: &'a str,
    server_id: &'a str,
    rule: Option<&'static str>,
    share: Option<f64>,
    energy_kwh: Option<f64>,
    totals: Vec<TotalRow<'a>>,
}

/// The allocation; none where the estate has no virtual machine.
pub(super) fn allocation<'a>(story: &'a Story<'_>) -> Option<AllocationBlock<'a>> {
    let allocation = story.outcome.allocation.as_ref()?;
    Some(AllocationBlock {
        virtual_machines: allocation.machine_rows.into(),
        applications: allocation.application_rows.into(),
        servers: group(story, &allocation.servers),
        on_applications: group(story, &on_applications(allocation)),
        no_application: group(story, &allocation.no_application),
        unallocated: group(story, &allocation.unallocated),
        servers_without_vm: group(story, &allocation.no_machine),
        vms_with_uneven_shares: allocation.uneven_machines,
        hosts: allocation.hosts.iter().map(host).collect(),
    })
}

impl From<AllocatedCounts> for ReadRows {
    fn from(rows: AllocatedCounts) -> Self {
        Self { rows_read: rows.rows_read, kept: rows.kept, rejected: rows.rejected }
    }
}

fn group<'a>(story: &'a Story<'_>, group: &AllocatedGroup) -> SharedGroup<'a> {
    SharedGroup {
        rows: group.rows,
        energy_kwh: story.counts_use().then_some(group.kwh),
        overall: overall(story, &group.sums),
    }
}

fn host(host: &Host) -> HostRow<'_> {
    let passed_over = host.passed_over.iter();
    HostRow {
        server_id: &host.id,
        rule: host.rule.map(ShareRule::code),
        vm_rows: host.machines,
        unallocated_share: host.unallocated,
        unallocated_energy_share: host.energy_unallocated,
        passed_over: passed_over
            .map(|one| PassedOverRow { rule: one.rule.code(), lacking: one.lacking })
            .collect(),
        beyond_capacity: host.beyond_capacity,
        own_energy_unused: host.own_energy_unused,
    }
}

/// The allocation as JSON with its lines, of the levels asked for; of all when none is.
pub fn allocation_lines_json(story: &Story<'_>, levels: &[AllocationLevel]) -> String {
    let lines = story.outcome.allocation.iter().flat_map(Allocation::lines);
    let asked = lines.filter(|line| levels.is_empty() || levels.contains(&line.level));
    let lines = asked.map(|line| LineRow {
        level: line.level.code(),
        id: line.id,
        server_id: line.server,
        rule: line.rule.map(ShareRule::code),
        share: line.share,
        energy_kwh: story.counts_use().then_some(line.kwh),
        totals: totals(story, &line.sums),
    });
    pretty(&AllocationRun {
        organisation: story.organisation,
        year: story.year.year,
        method: &story.method.name,
        allocation: allocation(story),
        lines: lines.collect(),
    })
}
