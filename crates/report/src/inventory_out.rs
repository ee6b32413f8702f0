//! `inventory.csv`, its identifiers made unique as its rows come.

use equipment::{Identities, MetBefore};
use ground::table::{CsvDialect, CsvOut, CsvRows};
use inventory::name_in_list;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::sync::Arc;

/// The rows of a block, written, and where each begins.
#[derive(Default)]
pub struct InventoryBatch {
    pub(super) text: CsvRows,
    /// The place of a row's first byte, and its identifier hashed.
    pub(super) rows: Vec<(usize, u64)>,
    /// The file that the rows stand in.
    pub(super) file: Option<Arc<str>>,
}

impl InventoryBatch {
    /// Notes that a row begins here, with that identifier.
    pub(super) fn begin(&mut self, id: &str, file: &Arc<str>) {
        self.rows.push((self.text.bytes().len(), hash(id)));
        if self.file.is_none() {
            self.file = Some(file.clone());
        }
    }
}

fn hash(id: &str) -> u64 {
    foldhash::quality::FixedState::with_seed(0x6964_7321).hash_one(id)
}

/// Writes batches one after the other. An identifier that an earlier row has, which only its own
/// list knew as unique, is written after the name of its list: `monitors:1`.
pub struct InventoryOut<W: Write> {
    writer: W,
    dialect: CsvDialect,
    seen: Identities,
    /// How often an identifier of a list was met again.
    again: HashMap<u64, u64>,
}

impl<W: Write> InventoryOut<W> {
    /// Goes on after the heading.
    pub fn new(writer: W, dialect: CsvDialect) -> Self {
        Self { writer, dialect, seen: Identities::expecting(1024), again: HashMap::new() }
    }

    /// Writes a batch.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn put(&mut self, batch: &mut InventoryBatch) -> io::Result<()> {
        let mut from = 0;
        let bytes = batch.text.bytes();
        for (at, (start, key)) in batch.rows.iter().enumerate() {
            if self.seen.note(*key, 0, 0) == MetBefore::New {
                continue;
            }
            let end = batch.rows.get(at + 1).map_or(bytes.len(), |(next, _)| *next);
            self.writer.write_all(&bytes[from..*start])?;
            let row = self.renamed(&bytes[*start..end], batch.file.as_deref());
            self.writer.write_all(&row)?;
            from = end;
        }
        self.writer.write_all(&bytes[from..])
    }

    /// A row under an identifier that no other has.
    fn renamed(&mut self, row: &[u8], file: Option<&str>) -> Vec<u8> {
        let delimiter = if self.dialect == CsvDialect::Standard { b',' } else { b';' };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(row);
        let mut record = csv::StringRecord::new();
        // The row was written a moment ago, and is read without fault.
        let _ = reader.read_record(&mut record);
        let id = record.get(0).unwrap_or("");
        let own = ground::table::restored_text(id).into_owned();
        let in_list = name_in_list(file.unwrap_or(""), &own);
        let mut name = in_list.clone();
        while self.seen.note(hash(&name), 0, 0) != MetBefore::New {
            let times = self.again.entry(hash(&in_list)).or_insert(1);
            *times += 1;
            name = format!("{in_list}~{times}");
        }
        let mut first = CsvOut::rows(Vec::new(), self.dialect);
        first.text(&name).text("");
        // Writing to memory does not fail.
        let _ = first.end();
        let mut out = first.finish().unwrap_or_else(|_| Vec::new());
        while out.last().is_some_and(|byte| *byte == b'\n' || *byte == delimiter) {
            out.pop();
        }
        out.extend(&row[first_cell(row, delimiter)..]);
        out
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Where the first cell of a row ends.
fn first_cell(row: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    let end = row.iter().position(|byte| {
        quoted ^= *byte == b'"';
        !quoted && *byte == delimiter
    });
    end.unwrap_or(row.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_of_two_lists_is_written_after_the_name_of_its_list() {
        let mut out = InventoryOut::new(Vec::new(), CsvDialect::Standard);
        for (file, ids) in [("2025-pc.csv", ["1", "2"]), ("moniteurs_2025.csv", ["1", "1"])] {
            let mut batch = InventoryBatch::default();
            for id in ids {
                batch.begin(id, &file.into());
                let row = batch.text.out(CsvDialect::Standard);
                row.text(id).text("x").text("a,b").end().unwrap();
            }
            out.put(&mut batch).unwrap();
        }
        let written = String::from_utf8(out.writer).unwrap();
        assert_eq!(
            written,
            "1,x,\"a,b\"\n2,x,\"a,b\"\nmoniteurs:1,x,\"a,b\"\nmoniteurs:1~2,x,\"a,b\"\n"
        );
    }
}
