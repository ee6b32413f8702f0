//! Which columns of places sum others up, and whether a stated total is that of those that count.

use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::{WordJudge, WordKind};
use super::super::sample::RowSample;
use super::super::totals::{
    ColumnGroups, HeldRows, RowFigures, SumCertainty, sums_in_order, sums_of_rows, words_of,
};
use super::super::{Field, column_words::is_ages};
use super::Crossed;
use super::sums::{sum_of, told};
use crate::sum_words::is_total_alone;
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The most columns in which sums of some of them are looked for.
const MOST_COLUMNS: usize = 300;

/// Columns of numbers in their order, by the rows of which each number is known.
pub(super) struct PlaceNumbers {
    /// Each with its heading, and whether it sums up nothing: a state, an age, what the user says.
    columns: Vec<(usize, String, bool)>,
    /// By column, its number in each row.
    figures: Vec<Vec<Option<u64>>>,
    /// By stated total, its number in each row: none where it says nothing.
    totals: Vec<Vec<Option<u64>>>,
}

impl PlaceNumbers {
    /// Those of columns, each once, and of totals beside them.
    pub(super) fn of(
        mut columns: Vec<(usize, String, bool)>,
        totals: &[usize],
        sample: &RowSample,
    ) -> Self {
        columns.sort_unstable();
        let known =
            |row: &&csv::ByteRecord| columns.iter().all(|(at, ..)| told(row, *at).is_some());
        let rows: Vec<&csv::ByteRecord> = sample.rows.iter().filter(known).collect();
        let numbers = |at: usize| rows.iter().map(|row| told(row, at)).collect();
        let figures = columns.iter().map(|(at, ..)| numbers(*at)).collect();
        // An empty total says nothing.
        let stated = |at: &usize| {
            let cell = |row: &&csv::ByteRecord| told(row, *at).filter(|number| *number > 0);
            rows.iter().map(cell).collect()
        };
        let totals = totals.iter().map(stated).collect();
        Self { columns, figures, totals }
    }

    /// The columns that sum up several of those beside them, in every row: surely, or perhaps.
    ///
    /// A stated total decides, where it is that of the others alone, or of all of them; else what
    /// decides for rows does, or numbers that are hardly ever so by chance.
    pub(super) fn sums(&self, judge: &WordJudge<'_>) -> BTreeMap<usize, SumCertainty> {
        let found = self.adjacent_sums();
        if found.is_empty() {
            return BTreeMap::new();
        }
        let named = |at: usize| self.columns[at].0;
        let own = |at: &usize| !found.contains_key(at);
        let others: Vec<usize> = (0..self.columns.len()).filter(own).collect();
        let all: Vec<usize> = (0..self.columns.len()).collect();
        let is_stated = |columns: &[usize]| self.totals.iter().any(|total| self.is(total, columns));
        if is_stated(&all) {
            return BTreeMap::new();
        }
        if is_stated(&others) {
            return found.into_keys().map(|at| (named(at), SumCertainty::Sure)).collect();
        }
        // Of two rows it may be chance.
        if self.figures.first().is_none_or(|numbers| numbers.len() < 3) {
            return BTreeMap::new();
        }
        let rows: Vec<RowFigures> = (self.columns.iter().zip(&self.figures))
            .map(|((.., alone), numbers)| RowFigures::of(numbers.clone()).standing_alone(*alone))
            .collect();
        let tell = |at: usize| words_of([self.columns[at].1.as_bytes()].into_iter());
        let held = HeldRows { rows: &rows, tell: &tell, figures: &|_| Vec::new() };
        let as_rows = sums_of_rows(held, true, judge);
        let by_rows =
            as_rows.iter().enumerate().filter_map(|(at, sure)| Some((named(at), (*sure)?)));
        let by_numbers = found.into_iter().filter(|(_, no_chance)| *no_chance);
        let mut sums: BTreeMap<usize, SumCertainty> =
            by_numbers.map(|(at, _)| (named(at), SumCertainty::Sure)).collect();
        sums.extend(by_rows);
        sums
    }

    /// The columns that sum up several beside them, and whether that is no chance.
    fn adjacent_sums(&self) -> BTreeMap<usize, bool> {
        let count = self.columns.len();
        if count > MOST_COLUMNS {
            return BTreeMap::new();
        }
        let found = sums_in_order(count, |at, beside, _| self.sum_of_run(at, beside));
        found.into_iter().enumerate().filter_map(|(at, sum)| Some((at, sum?))).collect()
    }

    /// Whether a column is the sum of several of those that follow one another beside it, and whether
    /// another hardly ever is.
    fn sum_of_run(&self, at: usize, beside: impl Iterator<Item = usize>) -> Option<bool> {
        let own = &self.figures[at];
        if self.columns[at].2 {
            return None;
        }
        let (mut sums, mut met) = (ColumnGroups::of(own.len()), 0);
        for other in beside {
            let numbers = &self.figures[other];
            met += usize::from(numbers.iter().any(|number| *number != Some(0)));
            sums.add(numbers);
            if sums.exceed(own) {
                return None;
            }
            if met > 1 && sums.are(own) {
                return Some(sums.is_no_chance());
            }
        }
        None
    }

    /// Whether numbers are in each row that says one those of these columns together.
    fn is(&self, total: &[Option<u64>], columns: &[usize]) -> bool {
        let sum = |row: usize| columns.iter().filter_map(|at| self.figures[*at][row]).sum::<u64>();
        total.iter().any(Option::is_some)
            && total.iter().enumerate().all(|(row, own)| own.is_none_or(|own| own == sum(row)))
    }

    /// Whether numbers are those of columns that follow one another, of all, or of all but states.
    fn are_some(&self, total: &[Option<u64>]) -> bool {
        let count = self.columns.len();
        if count > MOST_COLUMNS || total.iter().all(Option::is_none) {
            return true;
        }
        let places = (0..count).filter(|at| !self.columns[*at].2).collect::<Vec<_>>();
        self.is(total, &places)
            || (0..count).any(|from| {
                (from + 1..=count).any(|to| self.is(total, &(from..to).collect::<Vec<_>>()))
            })
    }

    /// Whether a column between these has, in some row, less than the two beside it together, on
    /// either side: it is the total of none of them.
    fn is_less_than_those_beside(&self, column: usize, total: &[Option<u64>]) -> bool {
        let nearest = |columns: Vec<usize>| columns.into_iter().take(2).collect::<Vec<_>>();
        let (left, right): (Vec<usize>, Vec<usize>) =
            (0..self.columns.len()).partition(|at| self.columns[*at].0 < column);
        let sides = [nearest(left.into_iter().rev().collect()), nearest(right)];
        let sum = |side: &[usize], row: usize| {
            side.iter().filter_map(|at| self.figures[*at][row]).sum::<u64>()
        };
        let is_less = |side: &Vec<usize>| {
            side.len() < 2
                || (total.iter().enumerate())
                    .any(|(row, own)| own.is_some_and(|own| own < sum(side, row)))
        };
        sides.iter().all(is_less)
    }

    /// Whether what is called by the word of a total is a place: its name ends in it, and it has the
    /// numbers of no others (`Tour Total`).
    pub(super) fn is_place(&self, column: usize, heading: &str, judge: &WordJudge<'_>) -> bool {
        let total = &self.totals[0];
        let folded = fold(heading);
        let Some(noun) = folded.strip_suffix(" total") else { return false };
        let is_part = |other: &str| fold(other).starts_with(noun);
        !judge.is(WordKind::Type, noun)
            && !self.columns.iter().any(|(_, other, _)| is_part(other))
            && total.iter().any(Option::is_some)
            && !self.are_some(total)
            && self.is_less_than_those_beside(column, total)
    }
}

/// How sure it is that columns sum others up: one all of the others, or some of those beside it.
pub(super) fn summed(
    numbers: &PlaceNumbers,
    judged: impl Iterator<Item = (usize, bool)>,
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> BTreeMap<usize, SumCertainty> {
    let of_all = |at: usize, by_word: bool| {
        let others = numbers.columns.iter().map(|(at, ..)| *at).filter(|other| *other != at);
        sum_of(sample, at, &others.collect::<Vec<_>>(), by_word)
    };
    // A stated total that counts them all says that each is a place.
    let all: Vec<usize> = (0..numbers.columns.len()).collect();
    let all_count = numbers.totals.iter().any(|total| numbers.is(total, &all));
    let is_open =
        |(at, _): &(usize, bool)| !all_count || numbers.columns.iter().all(|(own, ..)| own != at);
    let mut summed: BTreeMap<usize, SumCertainty> = (judged.filter(is_open))
        .filter_map(|(at, by_word)| Some((at, of_all(at, by_word)?)))
        .collect();
    let whole: BTreeSet<usize> = summed.keys().copied().collect();
    let left = |(at, ..): &&(usize, String, bool)| !whole.contains(at);
    let parts = numbers.columns.iter().filter(left).cloned().collect();
    summed.extend(
        PlaceNumbers { totals: numbers.totals.clone(), ..PlaceNumbers::of(parts, &[], sample) }
            .sums(judge),
    );
    summed
}

impl Crossed {
    /// Asks of stated totals that are not those of the columns that count, nor of some beside one
    /// another: a place may be missing, or one too many.
    pub(super) fn ask_of_totals(&mut self, totals: &[usize], sample: &RowSample) {
        let named = |(at, name): &(usize, String)| {
            (*at, name.clone(), self.stated.contains_key(at) || is_ages(name))
        };
        let numbers = PlaceNumbers::of(self.numbers.iter().map(named).collect(), totals, sample);
        for (at, total) in totals.iter().zip(&numbers.totals) {
            let heading = self.headers[*at].trim();
            if !numbers.are_some(total) && self.asked.iter().all(|one| !one.is_said_of(heading)) {
                let values = if is_total_alone(heading.as_bytes()) {
                    NumbersAsked::OtherTotal
                } else {
                    NumbersAsked::AmongPlaces
                };
                self.asked.push(Found::asked_of(heading, Field::Site, ValuesTell::Numbers(values)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::counts_and_asks as is;

    #[test]
    fn columns_that_sum_up_those_beside_them_do_not_count_once_more() {
        let rows = "PC fixe;5;3;8;10;2;12\nPC portable;4;4;8;1;0;1\nÉcran;8;6;14;11;2;13\n";
        let table = format!("Type;Mairie;Annexe;Bâtiment A;École;Cantine;Bâtiment B\n{rows}");
        is(&table, "Mairie;Annexe;École;Cantine", "Bâtiment A;Bâtiment B");
        let before = "PC fixe;20;12;8;7\nPC portable;9;4;5;2\nÉcran;25;14;11;3\n";
        is(&format!("Type;Siège;Lyon;Paris;Nice\n{before}"), "Lyon;Paris;Nice", "Siège");
        // Of two rows it may be so by chance, and of small numbers.
        let two = "PC fixe;15;10;5;1\nPC portable;12;2;10;4\n";
        is(&format!("Type;Mairie;École;Piscine;Nice\n{two}"), "Mairie;École;Piscine;Nice", "");
        let small = "PC fixe;2;1;1;1\nPC portable;1;1;0;3\nÉcran;3;2;1;2\n";
        is(&format!("Type;Lyon;Nancy;Paris;Nice\n{small}"), "Lyon;Nancy;Paris;Nice", "");
    }

    #[test]
    fn a_stated_total_decides_which_columns_sum_others_up() {
        let rows = |totals: [u32; 3]| {
            let [first, second, third] = totals;
            format!(
                "Type;Lyon;Nancy;Paris;Nice;Total\nPC fixe;2;1;1;1;{first}\n\
                 PC portable;1;1;0;3;{second}\nÉcran;3;2;1;2;{third}\n"
            )
        };
        // Without the first; with it; and of neither, which is said.
        is(&rows([3, 4, 5]), "Nancy;Paris;Nice", "Lyon");
        is(&rows([5, 5, 8]), "Lyon;Nancy;Paris;Nice", "");
        is(&rows([6, 5, 8]), "Lyon;Nancy;Paris;Nice", "Total");
        let large = "PC fixe;20;12;8;40\nPC portable;9;4;5;18\nÉcran;25;14;11;50\n";
        is(&format!("Type;Siège;Lyon;Paris;Total\n{large}"), "Siège;Lyon;Paris", "");
    }

    #[test]
    fn totals_of_columns_beside_one_another_contradict_nothing() {
        let rows = "PC fixe;5;3;8;10;2;12;20\nPC portable;4;4;8;1;0;1;9\nÉcran;8;6;14;11;2;13;27\n";
        let table = format!("Type;RDC;Étage;Total Mairie;École;Crèche;Total écoles;Total\n{rows}");
        is(&table, "RDC;Étage;École;Crèche", "");
    }

    #[test]
    fn a_name_that_ends_in_the_word_of_a_total_is_a_place_where_it_sums_up_nothing() {
        let rows = "PC fixe;5;1;1\nPC portable;4;1;2\nÉcran;8;1;3\n";
        is(&format!("Type;Mairie;Station Total;Garage\n{rows}"), "Mairie;Station Total;Garage", "");
        // What it may be the total of stands beside; what it says to be of does too.
        let sums = "PC fixe;5;1;9\nPC portable;4;1;5\nÉcran;8;1;9\n";
        is(&format!("Type;Mairie;Lyon;Site Total\n{sums}"), "Mairie;Lyon", "Site Total");
        let parts = "PC fixe;5;1;1\nPC portable;4;1;2\nÉcran;8;1;3\n";
        is(&format!("Type;Site nord;Lyon;Site Total\n{parts}"), "Site nord;Lyon", "Site Total");
        is(&format!("Type;Mairie;Lyon;Total Sud\n{parts}"), "Mairie;Lyon", "Total Sud");
    }
}
