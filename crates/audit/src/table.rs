//! A table of a pack in memory: cells of a spreadsheet that run nothing.

use ground::fault::Fault;
use ground::table::{CsvDialect, CsvOut};
use ground::text;

pub(super) struct AuditTable(CsvOut<Vec<u8>>);

fn broken(error: std::io::Error) -> Fault {
    Fault::new(text!("la liste ne peut pas être écrite", "the list cannot be written"))
        .because(error)
}

impl AuditTable {
    pub(super) fn new(columns: &[&str]) -> Result<Self, Fault> {
        CsvOut::new(Vec::new(), CsvDialect::Standard, columns).map(Self).map_err(broken)
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) -> Result<(), Fault> {
        for cell in cells {
            self.0.text(cell);
        }
        self.0.end().map_err(broken)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Fault> {
        self.0.finish().map_err(broken)
    }
}
