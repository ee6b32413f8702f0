//! Results put together in the order of the blocks.

use super::assumed::Desks;
use super::block::{BlockReport, Desk, Recorder};
use super::run::{Counts, Sink};
use super::tally::Tally;
use equipment::{Identities, Met};
use factor::TypeId;
use footprint::Weights;
use footprint::allocation::Seen;
use ground::fault::Fault;
use ground::table::Block;
use inventory::InventoryShape;
use std::collections::BTreeMap;

/// Results put together in the order of the blocks.
pub(super) struct Gathered {
    pub(super) weights: Weights,
    pub(super) counts: Counts,
    pub(super) out_of_scope: BTreeMap<TypeId, u64>,
    pub(super) met: Vec<u32>,
    pub(super) servers: Seen,
    pub(super) seen: Identities,
    pub(super) bytes: u64,
    pub(super) total: u64,
    pub(super) conflicts: u64,
    pub(super) desks: Desks,
    pub(super) tally: Tally,
}

impl Gathered {
    pub(super) fn take<R: Recorder>(
        &mut self,
        mut report: BlockReport<R::Batch>,
        block: &Block,
        desk: &mut Desk<'_, R>,
        shape: &InventoryShape,
        file_number: usize,
        sink: &mut impl Sink<R::Batch>,
    ) -> Result<(), Fault> {
        let repeated: BTreeMap<u32, Met> = self.seen.note_all(&report.keys).into_iter().collect();
        if !repeated.is_empty() {
            // Rare: the block is walked again without the rows that an earlier row repeats.
            report = desk.work(block, shape, file_number, &repeated);
        }
        if let Some(fault) = report.fault {
            return Err(fault);
        }
        self.counts.rows_read += report.rows;
        self.counts.kept += report.kept;
        self.counts.rejected += report.rejects.len() as u64;
        self.counts.merged += report.merged;
        for (kind, rows) in report.out_of_scope {
            self.counts.out_of_scope += rows;
            *self.out_of_scope.entry(kind).or_default() += rows;
        }
        self.weights.merge(&report.weights);
        self.met.extend(report.met);
        self.servers.merge(report.servers);
        self.bytes += report.bytes;
        for (place, (desktops, monitors)) in report.desks {
            let sum = self.desks.entry(place).or_insert((0.0, 0.0));
            (sum.0, sum.1) = (sum.0 + desktops, sum.1 + monitors);
        }
        self.tally.merge(&report.tally);
        self.conflicts += report.conflicts.len() as u64;
        sink.rejects(&report.rejects)?;
        sink.conflicts(&report.conflicts)?;
        sink.aliases(&report.aliases);
        sink.batch(report.batch)?;
        sink.progress(self.bytes, self.total);
        Ok(())
    }
}
