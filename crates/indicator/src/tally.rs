//! Units counted, with the rows they stand in.

/// How many rows are kept to be shown.
const SHOWN: usize = 20;

/// A row that a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// The file's place among the facts' files.
    pub file: u16,
    /// Its line.
    pub line: u32,
}

/// A count of units and of the rows they stand in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitTally {
    /// Units, or whatever was added up.
    pub sum: f64,
    /// Rows.
    pub n_rows: u64,
    /// The first rows.
    pub rows: Vec<RowRef>,
    /// Of the sum, what no file lists and the estate's card has assumed.
    pub assumed: f64,
}

impl UnitTally {
    /// Adds what a row holds.
    pub fn add(&mut self, amount: f64, row: RowRef) {
        self.sum += amount;
        self.n_rows += 1;
        if self.rows.len() < SHOWN {
            self.rows.push(row);
        }
    }

    /// Counts what each row holds.
    pub fn of(rows: impl Iterator<Item = (f64, RowRef)>) -> Self {
        let mut tally = Self::default();
        for (amount, row) in rows {
            tally.add(amount, row);
        }
        tally
    }
}
