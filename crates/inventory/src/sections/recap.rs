//! A summary below a table: rows that say once more what those above sum up to.

use crate::kinds::count;
use crate::sum_words::is_total_word;
use csv::ByteRecord;
use ground::table::fold;
use std::collections::HashMap;

/// The most different words of which the sums are kept; a table of more has no summary of them.
const MOST_WORDS: usize = 10_000;
/// The most rows of a summary.
const MOST_ROWS: usize = 1_000;

/// What the rows of a table sum up to, and a summary that may follow.
#[derive(Default)]
pub(super) struct Recap {
    /// The units below each word, by the column it stands in.
    sums: HashMap<(usize, String), u64>,
    /// The units of all rows.
    all: u64,
    /// A title that says a summary and the rows below it, as they are to be written if it is none.
    held: Vec<ByteRecord>,
    /// Whether such a title stands above.
    open: bool,
}

impl Recap {
    /// Adds a row; `quantity` is the column of its number of units.
    pub(super) fn add(&mut self, cells: &[&[u8]], quantity: Option<usize>) {
        if cells.iter().any(|cell| is_total_word(cell)) {
            return;
        }
        let number = quantity.map_or(b"1".as_slice(), |at| cells[at]);
        let number = std::str::from_utf8(number).ok().and_then(count).unwrap_or(1);
        self.all += u64::from(number);
        for (at, cell) in cells.iter().enumerate().filter(|(at, _)| Some(*at) != quantity) {
            let word = fold(&String::from_utf8_lossy(cell));
            if !word.is_empty() && self.sums.len() < MOST_WORDS {
                *self.sums.entry((at, word)).or_default() += u64::from(number);
            }
        }
    }

    /// Hears a title that says a summary.
    pub(super) fn begin(&mut self, title: ByteRecord) {
        self.open = true;
        self.held.push(title);
    }

    /// Whether what follows may be a summary.
    pub(super) fn is_open(&self) -> bool {
        self.open && self.held.len() < MOST_ROWS
    }

    /// Keeps a row back.
    pub(super) fn hold(&mut self, row: ByteRecord) {
        self.held.push(row);
    }

    /// Ends the summary: how many rows of it say what those above sum up to, or the rows to write
    /// where one says something else. The last `places` cells of a row say where it stands.
    pub(super) fn end(&mut self, places: usize) -> Result<u64, Vec<ByteRecord>> {
        self.open = false;
        let held = std::mem::take(&mut self.held);
        match held.split_first() {
            Some((_, rows))
                if !rows.is_empty() && rows.iter().all(|row| self.is_sum(row, places)) =>
            {
                Ok(rows.len() as u64)
            }
            _ => Err(held),
        }
    }

    /// Whether a row is a word, and the number of units below it in some column, or of all.
    fn is_sum(&self, row: &ByteRecord, places: usize) -> bool {
        let own = row.iter().take(row.len() - places).map(<[u8]>::trim_ascii);
        let filled: Vec<&[u8]> = own.filter(|cell| !cell.is_empty()).collect();
        let [word, number] = filled[..] else { return false };
        let Some(number) = std::str::from_utf8(number).ok().and_then(count) else { return false };
        let number = u64::from(number);
        let said = fold(&String::from_utf8_lossy(word));
        let below = self.sums.iter().any(|((_, own), sum)| *own == said && *sum == number);
        below || (is_total_word(word) && number == self.all)
    }
}
