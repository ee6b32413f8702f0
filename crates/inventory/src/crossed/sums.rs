//! The sums of a cross table: what says its others once more counts nothing.

use super::super::kinds::count;
use super::super::placeholder::is_placeholder;
use super::super::sample::RowSample;
use super::super::totals::SumCertainty;
use csv::ByteRecord;

/// Whether the cells of a column are the sums of the others of their rows.
pub(super) fn sums_its_row(sample: &RowSample, column: usize) -> bool {
    let wide = sample.rows.iter().map(ByteRecord::len).max().unwrap_or(0);
    let others: Vec<usize> = (0..wide).filter(|at| *at != column).collect();
    is_sum_of(sample, column, &others)
}

/// The units that a column tells in a row.
fn told(row: &ByteRecord, at: usize) -> Option<u64> {
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
    match rows.iter().filter(some).count() {
        _ if !rows.iter().all(is_sum) => None,
        proofs if proofs > 2 || by_word && proofs > 0 => Some(SumCertainty::Sure),
        // A sum of two rows stands behind all others, if it is one.
        2 if rows.len() > 2 || of.iter().all(|at| *at < column) => Some(SumCertainty::Perhaps),
        _ => None,
    }
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
    /// How many rows.
    rows: usize,
    of_all: Vec<u64>,
    /// Of those since the last total.
    pub(super) of_part: Vec<u64>,
}

impl CrossedSums {
    pub(super) fn nothing(columns: usize) -> Self {
        Self { rows: 0, of_all: vec![0; columns], of_part: vec![0; columns] }
    }

    pub(super) fn add(&mut self, numbers: &[&[u8]]) {
        self.rows += 1;
        for (at, number) in numbers.iter().enumerate() {
            let number = units(number).unwrap_or(0);
            self.of_all[at] += number;
            self.of_part[at] += number;
        }
    }

    /// Whether the numbers of a row, two at least and no small ones, are those of several rows above: no
    /// place has the numbers of all others by chance.
    pub(super) fn prove(&self, numbers: &[&[u8]]) -> bool {
        const SMALL: u64 = 10;
        let many = numbers.iter().filter(|number| units(number).is_some_and(|n| n >= SMALL));
        self.rows > 2 && many.count() > 1 && self.are(numbers)
    }

    /// Whether there are several.
    pub(super) fn several(&self) -> bool {
        self.rows > 1
    }

    /// Whether no number of a row is more than the rows above have.
    pub(super) fn cover(&self, numbers: &[&[u8]]) -> bool {
        let within = |(number, sum): (&&[u8], &u64)| units(number).is_some_and(|n| n <= *sum);
        numbers.iter().zip(&self.of_all).all(within)
    }

    /// Whether the numbers of a row are these, and not all nothing.
    pub(super) fn are(&self, numbers: &[&[u8]]) -> bool {
        let told: Option<Vec<u64>> = numbers.iter().map(|number| units(number)).collect();
        told.is_some_and(|told| {
            told.iter().any(|number| *number > 0) && (told == self.of_all || told == self.of_part)
        })
    }
}

/// The units that a cell of a cross table says: none where it is empty; nothing known where it is
/// no number.
pub(super) fn units(cell: &[u8]) -> Option<u64> {
    if is_placeholder(cell) {
        return Some(0);
    }
    count(std::str::from_utf8(cell).ok()?).map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::super::Crossed;
    use super::super::tests::{crossed, turned};

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
    }
}
