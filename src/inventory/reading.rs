//! The blocks of an inventory file, their faults told with its name.

use super::file::{open_quote, too_long};
use crate::fault::Fault;
use crate::table::{Block, BlockFault, Blocks, Source};
use std::io::Read;

/// The blocks of a file, with its name for faults.
pub(crate) struct Reading<'a, T> {
    pub(crate) blocks: Blocks<T>,
    pub(crate) path: &'a std::path::Path,
}

impl<T: Read> Reading<'_, T> {
    pub(crate) fn next(&mut self) -> Result<Option<Block>, Fault> {
        self.blocks.next_block().map_err(|fault| match fault {
            BlockFault::Unreadable(error) => Source::cannot_read(self.path, &error),
            BlockFault::TooLong { line } => too_long(self.path, line),
            BlockFault::OpenQuote { line } => open_quote(self.path, line),
        })
    }
}
