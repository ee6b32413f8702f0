//! What a walk came to: what was read, and what it was valued at.

use super::beside::Input;
use super::measured::MeasuredKwh;
use super::tally::WalkTally;
use equipment::Outside;
use footprint::allocation::Allocation;
use footprint::service::ServiceLines;
use footprint::{Footprint, Market, Sums};
use inventory::Passed;
use std::collections::BTreeMap;

/// Rows read and where they went: kept, rejected, out of scope and merged sum to the rows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows read.
    pub rows_read: u64,
    /// Rows kept, unmatched ones included.
    pub kept: u64,
    /// Rows set aside.
    pub rejected: u64,
    /// Rows that are no equipment.
    pub out_of_scope: u64,
    /// Rows merged into another.
    pub merged: u64,
    /// Rows that sum up others, headings and titles among them: they are no rows of an inventory, and not among those read.
    pub totals: u64,
    /// Of these, headings once more.
    pub headings: u64,
    /// Of these, titles above other rows.
    pub titles: u64,
}

impl Counts {
    /// Counts a row that is none of an inventory.
    pub(super) fn pass_over(&mut self, passed: Passed) {
        self.totals += 1;
        self.headings += u64::from(passed == Passed::Headings);
        self.titles += u64::from(passed == Passed::Title);
    }

    pub(super) fn merge(&mut self, next: Self) {
        self.rows_read += next.rows_read;
        self.kept += next.kept;
        self.rejected += next.rejected;
        self.out_of_scope += next.out_of_scope;
        self.merged += next.merged;
        self.totals += next.totals;
        self.headings += next.headings;
        self.titles += next.titles;
    }
}

/// What the rows came to, before anything is valued.
#[derive(Debug)]
pub struct Intake {
    /// Where the rows went.
    pub counts: Counts,
    /// Rows that are no equipment, by type.
    pub out_of_scope: BTreeMap<Outside, u64>,
    /// Usage records set aside.
    pub usage_rejected: u64,
    /// Of these, the ones that may be of a machine of the year, and that no other record tells.
    pub usage_unread: u64,
    /// What was measured of the electricity.
    pub measured: MeasuredKwh,
    /// Rows that came after the duplicate check was full.
    pub unchecked: u64,
    /// Cells of one equipment that several files disagree on.
    pub conflicts: u64,
    /// Rows kept of which the ledger of movements says otherwise, and wins.
    pub ledger_wins: u64,
    /// Rows of the ledger of movements up to the cut-off date that were set aside and may move a unit.
    pub ledger_rows_aside: u64,
    /// Cells of rows kept that cannot be read, and were taken as empty ones.
    pub unread_cells: u64,
    /// Of these, the ones that an earlier import found, and lists in its own folder.
    pub unread_at_import: u64,
    /// Files that weigh in the footprint of the estate and stay there: of an import, which writes
    /// its rows alone, or of the import that wrote what was read.
    pub stayed: Vec<String>,
    /// Files among the year's inventories that no reader takes, by their names.
    pub not_read: Vec<String>,
    /// Files of the estate that are called as one that is read, in a form that no reader takes.
    pub forms_not_read: Vec<String>,
    /// Files of the estate that are called as one that is read but for their capitals.
    pub misspelt: Vec<String>,
    /// What was kept, counted.
    pub tally: WalkTally,
    /// How many sites have a name, at most three being counted.
    pub sites: usize,
    /// Lines that stand in no file: the organisation assumes them.
    pub assumed_rows: u64,
    /// Files read.
    pub inputs: Vec<Input>,
}

/// What a walk came to.
#[derive(Debug)]
pub struct Outcome {
    /// What the rows came to.
    pub intake: Intake,
    /// The footprint.
    pub footprint: Footprint,
    /// Its electricity by contract, where there are contracts.
    pub market: Option<Market>,
    /// Servers shared over their virtual machines and applications, where the estate has some.
    pub allocation: Option<Allocation>,
    /// Services bought, where the estate lists some; they are in the footprint.
    pub services: Option<ServiceLines>,
    /// What everything comes to under each of the other sets that were asked for.
    pub under_too: Vec<Sums>,
}

impl Outcome {
    /// Rows set aside of virtual machines, applications and services.
    pub fn beside_rejected(&self) -> u64 {
        let allocation = self.allocation.as_ref();
        let rows = allocation.map_or(0, |a| a.machine_rows.rejected + a.application_rows.rejected);
        rows + self.services.as_ref().map_or(0, |services| services.rejected)
    }

    /// Rows set aside of all files: of inventories, usage records, and what stands beside.
    pub fn all_rejected(&self) -> u64 {
        self.intake.counts.rejected + self.intake.usage_rejected + self.beside_rejected()
    }
}
