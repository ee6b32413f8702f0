//! The blocks of a file, one after the other or on several threads, their reports in order.

use super::block::{BlockReport, Desk, Recorder};
use ground::fault::Fault;
use ground::table::Block;
use inventory::{InventoryShape, Reading};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Mutex, mpsc};

/// Sends blocks to desks, a thread each, and hands their reports back in order.
pub(super) fn in_parallel<T: Read + Send, R: Recorder>(
    blocks: &mut Reading<'_, T>,
    desks: Vec<Desk<'_, R>>,
    shape: &InventoryShape,
    file_number: usize,
    mut take: impl FnMut(BlockReport<R::Batch>, &Block) -> Result<(), Fault>,
) -> Result<(), Fault> {
    // Enough blocks on the way to keep the desks busy, few enough to keep memory flat.
    let most_on_the_way = desks.len() + 2;
    let (send_block, blocks_in) = mpsc::channel::<Block>();
    let (send_report, reports) = mpsc::channel::<(BlockReport<R::Batch>, Block)>();
    let blocks_in = Mutex::new(blocks_in);
    std::thread::scope(|scope| {
        for mut desk in desks {
            let (blocks_in, send_report) = (&blocks_in, send_report.clone());
            scope.spawn(move || {
                loop {
                    let next =
                        blocks_in.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
                    let Ok(block) = next else { return };
                    let report = desk.work(&block, shape, file_number, None);
                    if send_report.send((report, block)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send_report);
        let mut send_block = Some(send_block);
        let mut waiting = BTreeMap::new();
        let (mut on_the_way, mut wanted) = (0, 0);
        loop {
            while on_the_way < most_on_the_way
                && let Some(sender) = &send_block
            {
                match blocks.next_block()? {
                    Some(block) => {
                        on_the_way += 1;
                        // The desks outlive this loop, so that a block always finds one.
                        let _ = sender.send(block);
                    }
                    None => send_block = None,
                }
            }
            if on_the_way == 0 {
                return Ok(());
            }
            let Ok((report, block)) = reports.recv() else { return Ok(()) };
            waiting.insert(report.number, (report, block));
            while let Some((report, block)) = waiting.remove(&wanted) {
                take(report, &block)?;
                wanted += 1;
                on_the_way -= 1;
            }
        }
    })
}
