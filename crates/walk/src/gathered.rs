//! Results put together in the order of the blocks.

use super::block::{BlockReport, Desk, Recorder};
use super::sink::Sink;
use super::sums::RowSums;
use ground::fault::Fault;
use ground::table::Block;
use inventory::InventoryShape;

/// Results put together in the order of the blocks.
pub(super) struct GatheredBlocks {
    pub(super) sums: RowSums,
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
        let repeated = desk.met.note(&report.keys, &report.repeated);
        if repeated != report.repeated {
            // Rare: it repeats rows of blocks that were on the way with it, and is walked again
            // without them.
            let repeated = repeated.into_iter().collect();
            report = desk.work(block, shape, file_number, Some(&repeated));
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
