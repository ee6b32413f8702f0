//! What rows add up to: of a block, of a file, of a year.

use super::desks::Desks;
use super::measured::MeasuredKwh;
use super::outcome::Counts;
use super::tally::WalkTally;
use equipment::Outside;
use footprint::Weights;
use footprint::allocation::SeenServers;
use inventory::Passed;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What rows add up to. Sums merge, in the order of the blocks.
pub(super) struct RowSums {
    /// Where the rows went.
    pub(super) counts: Counts,
    /// Weights of the rows kept.
    pub(super) weights: Weights,
    /// The same under other sets.
    pub(super) under: Vec<Weights>,
    /// Rows that are no equipment, by type.
    pub(super) out_of_scope: BTreeMap<Outside, u64>,
    /// Measures met.
    pub(super) met: Vec<u32>,
    /// What was measured of the electricity.
    pub(super) measured: MeasuredKwh,
    /// Servers seen, where the estate has virtual machines.
    pub(super) servers: SeenServers,
    /// Cells of one equipment that several files disagree on.
    pub(super) conflicts: u64,
    pub(super) ledger_wins: u64,
    /// Cells of rows kept that cannot be read.
    pub(super) unread_cells: u64,
    /// Desktop computers and monitors in service, where the organisation assumes some.
    pub(super) desks: Desks,
    /// What was kept, counted.
    pub(super) tally: WalkTally,
}

impl RowSums {
    /// Of no row; so many criteria are computed, and so many other sets are weighed under.
    pub(super) fn nothing(criteria: usize, under: usize) -> Self {
        Self {
            counts: Counts::default(),
            weights: Weights::default(),
            under: (0..under).map(|_| Weights::default()).collect(),
            out_of_scope: BTreeMap::new(),
            met: Vec::new(),
            measured: MeasuredKwh::default(),
            servers: SeenServers::nothing(criteria),
            conflicts: 0,
            ledger_wins: 0,
            unread_cells: 0,
            desks: Desks::new(),
            tally: WalkTally::default(),
        }
    }

    /// Counts a row that is none of an inventory.
    #[cold]
    pub(super) fn pass_over(&mut self, passed: Passed, place: (Arc<str>, u64)) {
        self.counts.pass_over(passed);
        if passed == Passed::Total {
            self.tally.totals.add(place);
        }
    }

    /// Counts a row set aside, of so many units.
    pub(super) fn set_aside(&mut self, units: f64) {
        self.counts.rejected += 1;
        self.tally.units_aside += units;
    }

    /// Adds what the rows that follow weigh.
    pub(super) fn merge_weights(&mut self, next: &Self) {
        self.weights.merge(&next.weights);
        for (own, next) in self.under.iter_mut().zip(&next.under) {
            own.merge(next);
        }
    }

    /// Adds the sums of the rows that follow.
    pub(super) fn merge(&mut self, next: Self) {
        self.counts.merge(next.counts);
        self.merge_weights(&next);
        for (kind, rows) in next.out_of_scope {
            *self.out_of_scope.entry(kind).or_default() += rows;
        }
        self.met.extend(next.met);
        self.measured.merge(next.measured);
        self.servers.merge(next.servers);
        self.conflicts += next.conflicts;
        self.ledger_wins += next.ledger_wins;
        self.unread_cells += next.unread_cells;
        for (place, (desktops, monitors)) in next.desks {
            let sum = self.desks.entry(place).or_insert((0.0, 0.0));
            (sum.0, sum.1) = (sum.0 + desktops, sum.1 + monitors);
        }
        self.tally.merge(&next.tally);
    }
}
