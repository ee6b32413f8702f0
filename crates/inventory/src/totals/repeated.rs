//! Rows called alike, one of each type, whose numbers are each the sum of all others of their type: at the
//! end of `Site;Type;Quantité`, or below each type, under a word that nobody listed (`Bilan`, `Commune`).
//! Where rows have several numbers (`En service;En stock`), each is that sum.
//!
//! One of them may be chance; all of them, of several types, are little.

use super::arithmetic::{HeldRows, PartsJudge, is_kept_apart};
use super::independent::{ColumnGroups, say_something};
use super::sureness::{SURELY, SumCertainty};
use crate::kinds::count;
use crate::sum_words::{is_sum_word, says_it_adds};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which of the columns of words says a type, and which a model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RepeatedColumns {
    pub(crate) kind: Option<usize>,
    pub(crate) model: Option<usize>,
}

/// What rows are called beside their types: in which column, and by which word; nothing where they say no
/// more.
type CalledAlike<'a> = (usize, &'a str);

/// Where the rows stand that others may sum up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartsStand {
    Above,
    Below,
    Anywhere,
}

/// How sure it is of rows called alike that they sum up the others of their types; `is_total` says which
/// rows sum up others by their words.
pub(crate) fn sums_repeated(
    held: HeldRows<'_>,
    columns: RepeatedColumns,
    is_total: &dyn Fn(usize) -> bool,
    judge: &dyn PartsJudge,
) -> BTreeMap<usize, SumCertainty> {
    let Some(kind) = columns.kind else { return BTreeMap::new() };
    let count = held.rows.len();
    let mut numbers = held.rows.iter().flat_map(|row| &row.numbers);
    if !numbers.any(|number| number.is_some_and(|number| number > 2)) {
        return BTreeMap::new();
    }
    let rows: Vec<usize> = (0..count).filter(|at| !is_total(*at)).collect();
    let width = rows.iter().map(|at| held.rows[*at].numbers.len()).max().unwrap_or(0);
    let table = TypedTable { held, kind, rows: &rows, width };
    let types = SumsOfTypes::of(&table);
    let mut found = BTreeMap::new();
    for (called, alike) in table.called_alike(columns.model) {
        let stands = [PartsStand::Anywhere, PartsStand::Above, PartsStand::Below];
        // Nearly every place of a list ends here.
        let mut may_be = stands.into_iter().filter(|stand| types.may_be(&table, &alike, *stand));
        let told = may_be.find_map(|stand| table.sums(called, &alike, stand, judge));
        if let Some(certainty) = told {
            found.extend(alike.into_iter().map(|at| (at, certainty)));
        }
    }
    found
}

/// The numbers of the types of a table, as far as they are known.
struct SumsOfTypes<'a> {
    /// By row, those of its type above it.
    above: BTreeMap<usize, Vec<u64>>,
    all: HashMap<&'a str, Vec<u64>>,
}

impl<'a> SumsOfTypes<'a> {
    fn of(table: &TypedTable<'a>) -> Self {
        let (mut above, mut all) = (BTreeMap::new(), HashMap::new());
        for at in table.rows {
            let none = || vec![0; table.width];
            let sums: &mut Vec<u64> = all.entry(table.of_type(*at)).or_insert_with(none);
            above.insert(*at, sums.clone());
            for (column, sum) in sums.iter_mut().enumerate() {
                *sum = sum.saturating_add(table.number(*at, column).unwrap_or(0));
            }
        }
        Self { above, all }
    }

    /// Whether each of these rows, one of each type, has the numbers of all others of its type that stand
    /// there.
    fn may_be(&self, table: &TypedTable<'a>, alike: &[usize], stand: PartsStand) -> bool {
        let is_sum = |at: usize, column: usize| {
            let own = table.number(at, column).unwrap_or(0);
            let (above, all) = (self.above[&at][column], self.all[table.of_type(at)][column]);
            let others = match stand {
                PartsStand::Above => above,
                PartsStand::Below => all.saturating_sub(above).saturating_sub(own),
                PartsStand::Anywhere => all.saturating_sub(own),
            };
            others == own
        };
        alike.iter().all(|at| (0..table.width).all(|column| is_sum(*at, column)))
    }
}

/// Rows with a type, and so many numbers each.
struct TypedTable<'a> {
    held: HeldRows<'a>,
    kind: usize,
    rows: &'a [usize],
    width: usize,
}

impl<'a> TypedTable<'a> {
    fn number(&self, at: usize, column: usize) -> Option<u64> {
        self.held.rows[at].numbers.get(column).copied().flatten()
    }

    /// The numbers of a row, where each is known.
    fn numbers(&self, at: usize) -> Option<Vec<u64>> {
        (0..self.width).map(|column| self.number(at, column)).collect()
    }

    fn of_type(&self, at: usize) -> &'a str {
        self.held.word(at, self.kind)
    }

    /// The rows called alike that may sum up others: one of each type, of two types at least, which say
    /// nothing besides; each that is called so is among them.
    fn called_alike(&self, model: Option<usize>) -> BTreeMap<CalledAlike<'a>, Vec<usize>> {
        let width = self.rows.first().map_or(0, |at| self.held.words(*at).len());
        // What all rows say tells nothing.
        let says_more = |column: &usize| {
            let first = self.rows.first().map(|at| self.held.word(*at, *column));
            *column != self.kind
                && self.rows.iter().any(|at| Some(self.held.word(*at, *column)) != first)
        };
        let told: Vec<usize> = (0..width).filter(says_more).collect();
        let Some(first) = told.iter().find(|at| Some(**at) != model).or(told.first()) else {
            return BTreeMap::new();
        };
        let mut alike: BTreeMap<CalledAlike<'a>, Vec<usize>> = BTreeMap::new();
        let mut said: BTreeMap<CalledAlike<'a>, usize> = BTreeMap::new();
        for at in self.rows {
            let words = told.iter().map(|column| (*column, self.held.word(*at, *column)));
            let own: Vec<CalledAlike<'a>> = words.filter(|(_, word)| !word.is_empty()).collect();
            for one in &own {
                *said.entry(*one).or_default() += 1;
            }
            let is_bare = self.numbers(*at).is_some_and(|all| all.iter().any(|number| *number > 0))
                && !self.held.rows[*at].stands_alone
                && !self.of_type(*at).is_empty();
            // A number that nothing reads is a sum of its own, or of the row's own machines.
            let mut named = own.iter().filter(|(_, word)| count(word).is_none());
            let called = match own[..] {
                [] => Some((*first, "")),
                [one] => Some(one),
                _ => named.next().filter(|_| named.next().is_none()).copied(),
            };
            if let Some(called) = called.filter(|_| is_bare) {
                alike.entry(called).or_default().push(*at);
            }
        }
        alike.retain(|called, rows| {
            let kinds: BTreeSet<&str> = rows.iter().map(|at| self.of_type(*at)).collect();
            let is_all = called.1.is_empty() || said.get(called) == Some(&rows.len());
            rows.len() > 1 && kinds.len() == rows.len() && is_all
        });
        alike
    }

    /// Whether each number that a row says beside its type and what it is called is the sum of those of
    /// its parts, or theirs too.
    fn words_fit(&self, row: usize, called: usize, parts: &[usize]) -> bool {
        let words = self.held.words(row).iter().enumerate();
        let mut others = words
            .filter(|(column, word)| !word.is_empty() && *column != self.kind && *column != called);
        others.all(|(column, word)| {
            parts.iter().all(|part| self.held.word(*part, column) == word)
                || self.held.word_adds_up(row, column, parts)
        })
    }

    /// How sure it is that each of these rows is the sum of all others of its type that stand there.
    fn sums(
        &self,
        (column, word): CalledAlike<'_>,
        alike: &[usize],
        stand: PartsStand,
        judge: &dyn PartsJudge,
    ) -> Option<SumCertainty> {
        let own: Vec<Vec<u64>> = alike.iter().map(|at| self.numbers(*at)).collect::<Option<_>>()?;
        let own = own.concat();
        let nth: BTreeMap<&str, usize> =
            alike.iter().enumerate().map(|(nth, at)| (self.of_type(*at), nth)).collect();
        let (mut parts, mut is_whole) = (vec![Vec::new(); alike.len()], true);
        let mut places: BTreeMap<(&str, usize), Vec<Option<u64>>> = BTreeMap::new();
        for at in self.rows.iter().copied().filter(|at| !alike.contains(at)) {
            let Some(nth) = nth.get(self.of_type(at)).copied() else {
                is_whole = false;
                continue;
            };
            let is_there = match stand {
                PartsStand::Above => at < alike[nth],
                PartsStand::Below => at > alike[nth],
                PartsStand::Anywhere => true,
            };
            if !is_there {
                is_whole = false;
                continue;
            }
            let place = self.held.word(at, column);
            // Rows that say no place stand each alone.
            let place = (place, if place.is_empty() { at } else { 0 });
            let sums = places.entry(place).or_insert_with(|| vec![Some(0); own.len()]);
            for (sum, number) in sums[nth * self.width..].iter_mut().zip(self.numbers(at)?) {
                *sum = Some(sum.unwrap_or(0).saturating_add(number));
            }
            parts[nth].push(at);
        }
        let mut sums = ColumnGroups::of(own.len());
        for numbers in places.values() {
            sums.add(numbers);
        }
        let numbers: Vec<Option<u64>> = own.iter().copied().map(Some).collect();
        let figures_fit = |(at, parts): (&usize, &Vec<usize>)| {
            self.held.figures_add_up(*at, parts).may_be() && self.words_fit(*at, column, parts)
        };
        if sums.rows() < 2 || !sums.are(&numbers) || !alike.iter().zip(&parts).all(figures_fit) {
            return None;
        }
        let is_thing = |thing: &str| judge.is_thing(thing);
        if is_sum_word(word, &is_thing) {
            return Some(SumCertainty::Sure);
        }
        if is_kept_apart(word) || says_it_adds(word) {
            return None;
        }
        let is_no_chance = sums.prove() || word.is_empty() && sums.chance() > SURELY;
        match (is_whole && is_no_chance, say_something(&own) || is_whole && sums.chance() > SURELY)
        {
            (true, _) => Some(SumCertainty::Sure),
            (false, true) => Some(SumCertainty::Perhaps),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SumCertainty::{Perhaps, Sure};
    use super::*;
    use crate::kinds::WordJudge;
    use crate::totals::arithmetic::{RowFigures, words_of};

    /// Of rows of a place, a type, a model and a number.
    fn sums(text: &str) -> BTreeMap<usize, SumCertainty> {
        let rows: Vec<RowFigures> = text
            .lines()
            .map(|line| {
                let cells: Vec<&str> = line.split(';').collect();
                let (number, words) = cells.split_last().unwrap();
                let words = words_of(words.iter().map(|word| word.as_bytes()));
                RowFigures::of(vec![number.parse().ok()]).with_words(words)
            })
            .collect();
        let held = HeldRows { rows: &rows, tell: &|_| Vec::new(), figures: &|_| Vec::new() };
        let columns = RepeatedColumns { kind: Some(1), model: Some(2) };
        sums_repeated(held, columns, &|_| false, &WordJudge::new(None))
    }

    const SITES: &str = "Mairie;PC;A;12\nMairie;Écran;B;14\nÉcole;PC;A;23\nÉcole;Écran;B;25\nCrèche;PC;A;4\nCrèche;Écran;B;9\n";

    #[test]
    fn one_of_each_type_at_the_end_is_the_total_whatever_its_word() {
        for word in ["", "T O T A L", "Totalité", "TOT.", "Parc complet", "Commune", "Tous"] {
            let found = sums(&format!("{SITES}{word};PC;;39\n{word};Écran;;48"));
            assert_eq!(found, BTreeMap::from([(6, Sure), (7, Sure)]), "{word}");
        }
        // Below each type, and above all.
        let below = "Mairie;PC;;12\nÉcole;PC;;23\nCrèche;PC;;4\nVille;PC;;39\nMairie;Écran;;14\nÉcole;Écran;;25\nCrèche;Écran;;9\nVille;Écran;;48";
        assert_eq!(sums(below), BTreeMap::from([(3, Sure), (7, Sure)]));
        let found = sums(&format!("Ville;PC;;39\nVille;Écran;;48\n{SITES}"));
        assert_eq!(found, BTreeMap::from([(0, Sure), (1, Sure)]));
        // A word that says it proves itself, of small numbers.
        let small =
            "A;PC;;1\nA;Écran;;2\nB;PC;;1\nB;Écran;;1\nTous sites;PC;;2\nTous sites;Écran;;3";
        assert_eq!(sums(small).into_values().collect::<Vec<_>>(), [Sure, Sure]);
    }

    #[test]
    fn what_another_place_may_have_is_asked_or_counts() {
        // Two places, and places of which more stand below.
        let two = "École A;PC;;10\nÉcole A;Écran;;12\nÉcole B;PC;;20\nÉcole B;Écran;;25\nÉcoles;PC;;30\nÉcoles;Écran;;37";
        assert_eq!(sums(two), BTreeMap::from([(4, Perhaps), (5, Perhaps)]));
        let found = sums(&format!("{two}\nMairie;PC;;7\nMairie;Écran;;9"));
        assert_eq!(found, BTreeMap::from([(4, Perhaps), (5, Perhaps)]));
        // One PC and one screen a seat prove a sum once.
        let seats = "A;PC;;10\nA;Écran;;10\nB;PC;;20\nB;Écran;;20\nC;PC;;5\nC;Écran;;5\nD;PC;;35\nD;Écran;;35";
        assert_eq!(sums(seats), BTreeMap::from([(6, Perhaps), (7, Perhaps)]));
        for kept in [
            // Of small numbers; of one type that is no sum; of one type alone; with a model of its own.
            "A;PC;;1\nA;Écran;;2\nB;PC;;1\nB;Écran;;1\nC;PC;;2\nC;Écran;;3".to_owned(),
            format!("{SITES}Ville;PC;;39\nVille;Écran;;47"),
            format!("{SITES}Ville;PC;;39"),
            format!("{SITES}Ville;PC;C;39\nVille;Écran;;48"),
            format!("{SITES}Ville;PC;;39\nVille;Écran;;48\nVille;PC;C;2"),
            // What is kept apart, and what says that it adds.
            format!("{SITES}Stock;PC;;39\nStock;Écran;;48"),
            format!("{SITES}Autre site;PC;;39\nAutre site;Écran;;48"),
            // A number that nobody knows.
            format!("{SITES}Parc;PC;;?\nVille;PC;;39\nVille;Écran;;48"),
        ] {
            assert_eq!(sums(&kept), BTreeMap::new(), "{kept}");
        }
    }
}
