//! Rows that say by a word that they sum others up, in whichever column it stands (`Total` below
//! `Service`, beside a type): their numbers tell whether they do.

use super::arithmetic::{HeldRows, SumCertainty, one_of};
use super::{TotalSaid, is_total_alone, total_word};
use ground::table::fold;
use std::collections::BTreeMap;

/// A row that says so.
#[derive(Debug, Clone)]
pub(super) struct WordedRow {
    /// Which of the columns of words says it.
    pub(super) column: usize,
    /// What it is the total of, folded: `mairie`, of `Total Mairie`; nothing where it does not say.
    of: Option<String>,
    /// Whether it is asked where it sums up none: nothing else is called by its word.
    is_asked: bool,
}

impl WordedRow {
    /// What a cell says of its row, if it says that it sums others up.
    pub(super) fn of(column: usize, cell: &[u8]) -> Option<Self> {
        let said = total_word(cell)?;
        let is_alone = is_total_alone(cell);
        let of = match said {
            TotalSaid::Longer => Some(what_of(cell)?),
            // The department has the name of the word.
            TotalSaid::Name if !is_alone => return None,
            TotalSaid::Name | TotalSaid::Total => None,
        };
        Some(Self { column, of, is_asked: is_alone })
    }

    /// The same, asked only where its row may be of machines: elsewhere its words alone tell it.
    pub(super) fn asked_where(self, is_so: bool) -> Self {
        Self { is_asked: self.is_asked && is_so, ..self }
    }
}

/// What a cell is the total of, folded: `mairie`, of `Total Mairie` and `Mairie - total`.
fn what_of(cell: &[u8]) -> Option<String> {
    const BEFORE: [&str; 5] = ["sous total ", "sous totaux ", "total ", "totaux ", "cumul "];
    let folded = fold(std::str::from_utf8(cell).ok()?);
    let behind = BEFORE.iter().find_map(|word| folded.strip_prefix(word));
    let of = behind.or_else(|| {
        folded.strip_suffix(" total").map(|of| of.strip_suffix(" sous").unwrap_or(of))
    })?;
    let bare = ["de la ", "de l ", "des ", "du ", "de ", "d "]
        .iter()
        .find_map(|link| of.strip_prefix(link));
    Some(one_of(bare.unwrap_or(of)))
}

/// How sure it is of each of these rows that it sums up others; `ends` says which rows sum up others
/// by their words alone.
pub(super) fn sums_by_words(
    held: HeldRows<'_>,
    worded: &BTreeMap<usize, WordedRow>,
    ends: &dyn Fn(usize) -> bool,
) -> BTreeMap<usize, SumCertainty> {
    let judged = worded.iter().filter_map(|(at, row)| {
        let is_sum = WordedSum { held, at: *at, row, ends }.is_sum();
        let certainty = if is_sum { SumCertainty::Sure } else { SumCertainty::Perhaps };
        (is_sum || row.is_asked).then_some((*at, certainty))
    });
    judged.collect()
}

/// One of these rows, held against the others.
struct WordedSum<'a> {
    held: HeldRows<'a>,
    at: usize,
    row: &'a WordedRow,
    ends: &'a dyn Fn(usize) -> bool,
}

impl WordedSum<'_> {
    /// Whether its number is the sum of several rows that say the same else, or of all since the total
    /// before it.
    fn is_sum(&self) -> bool {
        let Some(own) = self.number(self.at).filter(|own| *own > 0) else { return false };
        let last = self.held.rows.len();
        let is_part = |at: &usize| *at != self.at && !(self.ends)(*at);
        let above = || (0..self.at).filter(is_part);
        let below = || (self.at + 1..last).filter(is_part);
        let since = || (0..self.at).rev().take_while(|at| !(self.ends)(*at));
        let until = || (self.at + 1..last).take_while(|at| !(self.ends)(*at));
        let fits = |at: &usize| self.fits(*at);
        let adds_up = |rows: &mut dyn Iterator<Item = usize>| self.sum(rows) == Some(own);
        adds_up(&mut above().filter(fits))
            || adds_up(&mut since().filter(fits))
            || adds_up(&mut below().filter(fits))
            || adds_up(&mut until().filter(fits))
            || adds_up(&mut above().chain(below()).filter(fits))
            || self.row.of.is_none() && adds_up(&mut since())
    }

    fn number(&self, at: usize) -> Option<u64> {
        self.held.rows[at].numbers[..].first().copied().flatten()
    }

    /// The sum of several rows; none where a number is not known, or where there is but one.
    fn sum(&self, rows: &mut dyn Iterator<Item = usize>) -> Option<u64> {
        let (mut sum, mut count) = (0_u64, 0);
        for at in rows {
            sum += self.number(at)?;
            count += usize::from(self.number(at) != Some(0));
        }
        (count > 1).then_some(sum)
    }

    /// Whether another row says the same in each column where both say something, but for the one of
    /// the word; and what it is the total of.
    fn fits(&self, other: usize) -> bool {
        let (own, other) = (self.held.words(self.at), self.held.words(other));
        let same = |at: usize| {
            let (own, other) = (&own[at], &other[at]);
            at == self.row.column || own.is_empty() || other.is_empty() || own == other
        };
        let is_of = |of: &String| other.iter().any(|word| one_of(word) == *of);
        (0..own.len().min(other.len())).all(same) && self.row.of.as_ref().is_none_or(is_of)
    }
}

#[cfg(test)]
mod tests {
    use super::SumCertainty::{Perhaps, Sure};
    use super::*;
    use crate::totals::arithmetic::{RowFigures, words_of};

    /// The last cell of each line is its number.
    fn sums(text: &str) -> Vec<Option<SumCertainty>> {
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
        let rows: Vec<RowFigures> = lines
            .iter()
            .map(|cells| {
                let (number, words) = cells.split_last().unwrap();
                let words = words_of(words.iter().map(|word| word.as_bytes()));
                RowFigures::of(vec![number.parse().ok()]).with_words(words)
            })
            .collect();
        let worded = lines.iter().enumerate().filter_map(|(at, cells)| {
            let mut words = cells[..cells.len() - 1].iter().enumerate();
            Some((at, words.find_map(|(at, cell)| WordedRow::of(at, cell.as_bytes()))?))
        });
        let worded: BTreeMap<usize, WordedRow> = worded.collect();
        let held = HeldRows { rows: &rows, tell: &|_| Vec::new(), figures: &|_| Vec::new() };
        let found = sums_by_words(held, &worded, &|at| worded.contains_key(&at));
        (0..rows.len()).map(|at| found.get(&at).copied()).collect()
    }

    #[test]
    fn a_word_of_a_total_is_one_where_the_numbers_say_so() {
        let sites = "Mairie;PC;12\nÉcole;PC;23\nTotal;PC;35\nMairie;Écran;14\nÉcole;Écran;25\nTotal;Écran;39";
        assert_eq!(sums(sites), [None, None, Some(Sure), None, None, Some(Sure)]);
        // All of them at the end, and above.
        let end = "A;PC;12\nA;Écran;14\nB;PC;23\nB;Écran;25\nTotal général;PC;35\nTotal;Écran;39";
        assert_eq!(sums(end)[4..], [Some(Sure), Some(Sure)]);
        assert_eq!(sums("PC;Total;35\nPC;A;12\nPC;B;23"), [Some(Sure), None, None]);
        // With what it is the total of, beside rows that say their place once.
        let named =
            "Mairie;PC;12\n;PC;23\nTotal Mairie;PC;35\nÉcole;PC;4\nÉcole;PC;5\nÉcole - total;PC;9";
        assert_eq!(sums(named)[5], Some(Sure));
        // Its type is of none above, and it counts all since the last total.
        assert_eq!(sums("A;PC Dell;12\nA;PC HP;23\nTotal;PC;35")[2], Some(Sure));
    }

    #[test]
    fn what_does_not_sum_is_asked_and_a_longer_name_is_none() {
        assert_eq!(sums("Mairie;PC;12\nÉcole;PC;23\nTotal;PC;36")[2], Some(Perhaps));
        // One row is no sum: a maker may be called so.
        assert_eq!(sums("HP;Écran;1\nTotal;Écran;1")[1], Some(Perhaps));
        for name in
            ["Total Energies Paris", "TotalEnergies", "Total Access", "Somme", "Somme Amiens"]
        {
            let rows = format!("Mairie;PC;12\nÉcole;PC;23\n{name};PC;35");
            assert_eq!(sums(&rows), [None; 3], "{name}");
        }
        assert_eq!(sums("Switch 8;2\nSwitch 24;2\nTotal Access switch;4"), [None; 3]);
        assert_eq!(sums("Mairie;PC;12\nÉcole;PC;23\nTotal;PC;0")[2], Some(Perhaps));
    }
}
