//! The blocks of an inventory file, their faults told with its name.

use super::file::{open_quote, too_long};
use ground::fault::Fault;
use ground::table::{Block, BlockFault, Blocks, TextSource};
use std::io::Read;

/// The blocks of a file, with its name for faults.
pub struct Reading<'a, T> {
    /// Its blocks.
    pub blocks: Blocks<T>,
    /// Its name, for faults.
    pub path: &'a std::path::Path,
}

impl<T: Read> Reading<'_, T> {
    /// The next block of whole records.
    pub fn next_block(&mut self) -> Result<Option<Block>, Fault> {
        self.blocks.next_block().map_err(|fault| match fault {
            BlockFault::Unreadable(error) => TextSource::cannot_read(self.path, &error),
            BlockFault::TooLong { line } => too_long(self.path, line),
            BlockFault::OpenQuote { line } => open_quote(self.path, line),
        })
    }
}
