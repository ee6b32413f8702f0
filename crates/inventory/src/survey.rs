//! What only all rows of a table tell: serial numbers that machines of several makers have, and how
//! days are written. Both are found in one reading.

use super::dates_seen::DatesSeen;
use super::reading::Reading;
use super::sample::SerialsMet;
use super::{InventoryFile, InventoryShape};
use ground::fault::Fault;
use ground::table::{Block, Blocks, RecordCells, RecordReader};
use std::ops::ControlFlow;
use std::sync::Arc;

impl InventoryFile {
    /// Where the first of its serial numbers are of rooms or desks, so are those of the rest: all of
    /// them are looked at, and its days along with them.
    ///
    /// # Errors
    ///
    /// It cannot be read to its end.
    pub(super) fn survey(&mut self) -> Result<(), Fault> {
        if !self.layout.shares_serials() {
            return Ok(());
        }
        let Some(mut serials) = SerialsMet::of(&self.layout) else { return Ok(()) };
        let mut dates = self
            .is_table()
            .then(|| DatesSeen::of(|field| self.layout.column(field), self.layout.roles.len()));
        self.again()?.each_block(|block, shape| {
            let mut reader = RecordReader::of(block, shape.delimiter);
            let mut row = RecordCells::new();
            while reader.read(&mut row) {
                serials.note(&row);
                if let Some(dates) = dates.as_mut().filter(|dates| !dates.is_over()) {
                    dates.note(&mut row, block.first_line, |row| shape.layout.complete(row));
                }
            }
            dates.iter_mut().for_each(DatesSeen::end_block);
            ControlFlow::Continue(())
        })?;
        self.layout.share_serials(serials);
        self.dates = dates.map(Arc::new);
        Ok(())
    }

    /// Reads its blocks one after the other, until told to stop.
    ///
    /// # Errors
    ///
    /// It cannot be read that far.
    pub(super) fn each_block(
        self,
        mut look: impl FnMut(&Block, &InventoryShape) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let (path, first_line) = (self.path.clone(), self.header_lines + 1);
        let (text, shape) = self.into_rows()?;
        let blocks = Blocks::new(text, shape.delimiter).from_line(first_line);
        let mut blocks = Reading { blocks, path: &path };
        while let Some(block) = blocks.next_block()? {
            if look(&block, &shape).is_break() {
                break;
            }
        }
        Ok(())
    }
}
