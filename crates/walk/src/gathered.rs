//! Results put together in the order of the blocks.

use super::block::{BlockReport, Desk, Recorder};
use super::sink::Sink;
use super::sums::RowSums;
use equipment::{Identities, MetBefore};
use ground::fault::Fault;
use ground::table::Block;
use inventory::InventoryShape;
use std::collections::BTreeMap;

/// Results put together in the order of the blocks.
pub(super) struct GatheredBlocks {
    pub(super) sums: RowSums,
    pub(super) seen: Identities,
    pub(super) bytes: u64,
    pub(super) total: u64,
    /// Whether what the ledger proves is laid over the rows.
    pub(super) with_ledger: bool,
}

impl GatheredBlocks {
    pub(super) fn take<R: Recorder>(
        &mut self,
        mut report: BlockReport<R::Batch>,
        block: &Block,
        desk: &mut Desk<'_, R>,
        shape: &InventoryShape,
        file_number: usize,
        sink: &mut impl Sink<R::Batch>,
    ) -> Result<(), Fault> {
        let repeated: BTreeMap<u32, MetBefore> =
            self.seen.note_all(&report.keys).into_iter().collect();
        if !repeated.is_empty() {
            // Rare: the block is walked again without the rows that an earlier row repeats.
            report = desk.work(block, shape, file_number, &repeated);
        }
        if let Some(fault) = report.fault {
            return Err(fault);
        }
        self.sums.merge(report.sums);
        self.bytes += report.bytes;
        sink.rejects(&report.rejects)?;
        sink.unread(&report.unread)?;
        sink.out_of_scope(&report.out_of_scope)?;
        sink.conflicts(&report.conflicts)?;
        sink.aliases(&report.aliases);
        sink.batch(report.batch)?;
        sink.progress(self.bytes, self.total);
        Ok(())
    }
}
