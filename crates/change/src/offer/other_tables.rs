//! The rows of other tables in a file of quotations: taken off, and told once, of their table.

use super::quoted::QuotedBatch;
use super::table_begun::{TableBegun, other_of};

impl QuotedBatch {
    /// The other tables of the files, each with how many of its rows are left out; their quotations
    /// and the rows of theirs that were set aside are taken off, and told once, of the table.
    pub fn take_off_others(&mut self) -> Vec<(TableBegun, usize)> {
        let tables = &self.tables;
        let mut left = vec![0; tables.len()];
        let mut is_here = |file: &str, line: u64| match other_of(tables, file, line) {
            Some(at) => {
                left[at] += 1;
                false
            }
            None => true,
        };
        self.aside.retain(|(file, line)| is_here(file, *line));
        self.offers.retain(|offer| is_here(&offer.file, offer.line));
        let others = tables.iter().zip(left).filter(|(table, _)| !table.is_same);
        others.map(|(table, rows)| (table.clone(), rows)).collect()
    }
}
