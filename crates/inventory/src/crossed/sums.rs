//! The sums of a cross table: what says its others once more counts nothing.

use super::super::kinds::count;
use super::super::placeholder::{is_placeholder, is_sheet_error};
use super::super::sample::RowSample;
use super::super::totals::{ColumnGroups, SumCertainty, common};
use csv::ByteRecord;
use std::collections::BTreeSet;

/// Whether the cells of a column are the sums of the others of their rows.
pub(super) fn sums_its_row(sample: &RowSample, column: usize) -> bool {
    let wide = sample.rows.iter().map(ByteRecord::len).max().unwrap_or(0);
    let others: Vec<usize> = (0..wide).filter(|at| *at != column).collect();
    is_sum_of(sample, column, &others)
}

/// The units that a column tells in a row.
pub(super) fn told(row: &ByteRecord, at: usize) -> Option<u64> {
    units(row.get(at).unwrap_or(b"").trim_ascii())
}

/// Whether a column is in every row the sum of others, of which two say something: sure by the numbers
/// alone where three rows tell it, or by its word and one; perhaps where two of three rows do.
///
/// A row with a cell that nobody can read proves nothing.
pub(super) fn sum_of(
    sample: &RowSample,
    column: usize,
    of: &[usize],
    by_word: bool,
) -> Option<SumCertainty> {
    let readable =
        |row: &&ByteRecord| of.iter().chain([&column]).all(|at| told(row, *at).is_some());
    let rows: Vec<&ByteRecord> = sample.rows.iter().filter(readable).collect();
    let some = |row: &&&ByteRecord| {
        of.iter().filter(|at| told(row, **at).is_some_and(|n| n > 0)).count() > 1
    };
    let is_sum = |row: &&ByteRecord| {
        let sum = of.iter().filter_map(|at| told(row, *at)).sum();
        told(row, column) == Some(sum)
    };
    // One PC and one screen a seat prove once.
    let told_of = |row: &&ByteRecord| of.iter().filter_map(|at| told(row, *at)).collect();
    let proofs: BTreeSet<Vec<u64>> =
        rows.iter().filter(some).map(told_of).map(in_lowest_terms).collect();
    let met = rows.iter().filter(some).count();
    match proofs.len() {
        _ if !rows.iter().all(is_sum) => None,
        proofs if proofs > 2 || by_word && proofs > 0 => Some(SumCertainty::Sure),
        // A sum of two rows stands behind all others, if it is one.
        _ if met > 1 && (rows.len() > 2 || of.iter().all(|at| *at < column)) => {
            Some(SumCertainty::Perhaps)
        }
        _ => None,
    }
}

/// Numbers without what all of them are a multiple of.
fn in_lowest_terms(numbers: Vec<u64>) -> Vec<u64> {
    let all = numbers.iter().fold(0, |all, number| common(all, *number)).max(1);
    numbers.into_iter().map(|number| number / all).collect()
}

/// Whether a column tells, in every row, the sum of these columns.
pub(super) fn is_sum_of(sample: &RowSample, column: usize, of: &[usize]) -> bool {
    sample.rows.iter().all(|row| {
        let sum = of.iter().filter_map(|at| told(row, *at)).sum();
        told(row, column) == Some(sum)
    })
}

/// The sums of the rows of a cross table above one, by column.
pub(super) struct CrossedSums {
    of_all: ColumnGroups,
    /// Of those since the last total.
    of_part: ColumnGroups,
}

impl CrossedSums {
    pub(super) fn nothing(columns: usize) -> Self {
        Self { of_all: ColumnGroups::of(columns), of_part: ColumnGroups::of(columns) }
    }

    pub(super) fn add(&mut self, numbers: &[&[u8]]) {
        let numbers = told_by(numbers);
        self.of_all.add(&numbers);
        self.of_part.add(&numbers);
    }

    /// Begins another part, below a total.
    pub(super) fn begin_part(&mut self) {
        self.of_part = ColumnGroups::of(self.of_part.columns());
    }

    /// Whether the numbers of a row are those of several rows above, and no place has them by chance.
    pub(super) fn prove(&self, numbers: &[&[u8]]) -> bool {
        self.of_which(numbers).any(ColumnGroups::prove)
    }

    /// Whether there are several.
    pub(super) fn several(&self) -> bool {
        self.of_all.rows() > 1
    }

    /// Whether no number of a row is more than the rows above have.
    pub(super) fn cover(&self, numbers: &[&[u8]]) -> bool {
        self.of_all.cover(&told_by(numbers))
    }

    /// Whether the numbers of a row are these, and not all nothing.
    pub(super) fn are(&self, numbers: &[&[u8]]) -> bool {
        self.of_which(numbers).next().is_some()
    }

    /// The rows that have the numbers of one as their sums, where it has some.
    fn of_which(&self, numbers: &[&[u8]]) -> impl Iterator<Item = &ColumnGroups> {
        let told = told_by(numbers);
        [&self.of_all, &self.of_part].into_iter().filter(move |rows| rows.are(&told))
    }
}

/// The units of each cell of a row, where it is a number.
fn told_by(numbers: &[&[u8]]) -> Vec<Option<u64>> {
    numbers.iter().map(|number| units(number)).collect()
}

/// The units that a cell of a cross table says: none where it is empty; nothing known where it is
/// no number.
pub(super) fn units(cell: &[u8]) -> Option<u64> {
    // Where a formula came to nothing, nobody knows how many there are.
    if is_placeholder(cell) && !is_sheet_error(cell) {
        return Some(0);
    }
    count(std::str::from_utf8(cell).ok()?).map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::super::super::totals::SumCertainty::Perhaps;
    use super::super::Crossed;
    use super::super::tests::{crossed, turned};
    use super::sum_of;

    fn width(table: &str) -> Option<usize> {
        crossed(table).map(|crossed| Crossed::width(&crossed))
    }

    #[test]
    fn a_column_that_sums_the_places_up_is_none_of_them() {
        let rows = "PC fixe;12;30;42\nÉcran;8;1;9\nPC portable;3;4;7\n";
        // By its numbers, whatever it is called.
        for heading in ["Tous", "Gesamtsumme", "Σ", "Agglomération"] {
            assert_eq!(
                width(&format!("Type;Mairie;École;{heading}\n{rows}")),
                Some(2),
                "{heading}"
            );
        }
        // One of each a seat is one proof.
        let seats = "PC fixe;15;15;30\nÉcran;15;15;30\nPC portable;15;15;30\n";
        let sample = crate::sample::RowSample::of(
            seats.as_bytes(),
            ground::table::Dialect { delimiter: b';' },
            true,
        );
        assert_eq!(sum_of(&sample, 3, &[1, 2], false), Some(Perhaps));
        assert_eq!(width(&format!("Type;Salle 1;Salle 2;Tous\n{seats}")), Some(2));
        // Of two rows it may be chance, and ages are no sum.
        let two = "PC fixe;15;10;5\nPC portable;12;2;10\n";
        assert_eq!(width(&format!("Type;Mairie;École;Piscine\n{two}")), Some(3));
        let ages = format!("Type;- de 3 ans;de 3 à 5 ans;+ de 5 ans\n{two}Écran;9;4;5\n");
        assert_eq!(width(&ages), Some(3));
        // One row proves nothing by itself, and two places of the same numbers are two.
        let one = "PC fixe;12;30;42\n";
        assert_eq!(width(&format!("Type;Mairie;École;Overall\n{one}")), Some(2));
        assert_eq!(width(&format!("Type;Mairie;École;Piscine\n{one}")), Some(3));
        assert_eq!(width("Type;Mairie;École\nPC fixe;4;4\nÉcran;2;2\n"), Some(2));
        assert_eq!(width("Type;Mairie;École;Tous\nPC fixe;12;30;41\nÉcran;8;1;9\n"), Some(3));
    }

    #[test]
    fn a_row_that_sums_the_places_up_is_left_for_the_reader_of_rows() {
        let rows = |last: &str| format!("Mairie;12;8\nÉcole;30;5\nCrèche;0;1\n{last}\n");
        let summed = "Mairie;PC fixe;12;x;1\nMairie;Écran;8;x;1\nÉcole;PC fixe;30;x;2\nÉcole;Écran;5;x;2\nCrèche;Écran;1;x;3\n";
        for label in ["Sum", "Toutes", "Agglomération"] {
            let text = turned("Site;PC fixe;Écran", &rows(&format!("{label};42;14")));
            assert_eq!(text, format!("{summed}{label};;;x;4\n"));
        }
        // Of other numbers it is a place.
        let text = turned("Site;PC fixe;Écran", &rows("Agglomération;42;12"));
        assert!(text.ends_with("Agglomération;PC fixe;42;x;4\nAgglomération;Écran;12;x;4\n"));
        // A stock holds no rooms.
        let text = turned("Site;PC fixe;Écran", &rows("Stock;42;14"));
        assert!(text.ends_with("Stock;PC fixe;42;x;4\nStock;Écran;14;x;4\n"), "{text}");
        // One PC and one screen a seat prove once.
        let seats = "Salle 1;15;15\nSalle 2;15;15\nSalle 3;10;10\nCDI;40;40\n";
        let text = turned("Site;PC fixe;Écran", seats);
        assert!(text.ends_with("CDI;PC fixe;40;x;4\nCDI;Écran;40;x;4\n"), "{text}");
        // Small numbers may be so by chance.
        let text = turned("Site;PC fixe;Écran", "A;1;1\nB;1;1\nC;1;2\nÉcole;3;4\n");
        assert!(text.ends_with("École;PC fixe;3;x;4\nÉcole;Écran;4;x;4\n"), "{text}");
        // Screens that are as many as the computers above are screens; a word says a sum.
        let text = turned("Type;Mairie;École", "PC fixe;4;2\nPC portable;3;1\nÉcran;7;3\n");
        assert!(text.ends_with("Écran;Mairie;7;x;3\nÉcran;École;3;x;3\n"), "{text}");
        let text = turned("Type;Mairie;École", "PC fixe;4;2\nPC portable;3;1\nSuma;7;3\n");
        assert!(text.ends_with("PC portable;École;1;x;2\nSuma;;;x;3\n"), "{text}");
    }

    #[test]
    fn a_formula_that_came_to_nothing_is_no_empty_cell() {
        let text =
            turned("Site;PC fixe;Écran", "Mairie;12;#REF!\nÉcole;30;4\nCrèche;2;-\nPiscine;1;7\n");
        assert!(text.starts_with("Mairie;PC fixe;12;x;1\nMairie;Écran;#REF!;x;1\n"), "{text}");
        assert!(!text.contains("Crèche;Écran"), "{text}");
        // How many screens there are nobody knows; the other numbers prove the sum.
        let rows = "Mairie;12;#REF!;4\nÉcole;30;4;18\nCrèche;2;1;5\nAgglomération;44;12;27\n";
        let text = turned("Site;PC fixe;Écran;PC portable", rows);
        assert!(text.ends_with("Agglomération;;;x;4\n"), "{text}");
        let text = turned("Site;PC fixe;Écran;PC portable", &rows.replace("44;12", "44;#REF!"));
        assert!(text.ends_with("Agglomération;;;x;4\n"), "{text}");
        // Of one number that is known, it is no proof.
        let text = turned("Site;PC fixe;Écran", "A;12;#REF!\nB;30;4\nC;2;1\nD;44;7\n");
        assert!(text.ends_with("D;PC fixe;44;x;4\nD;Écran;7;x;4\n"), "{text}");
    }
}
