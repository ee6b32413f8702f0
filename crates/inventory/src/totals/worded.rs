//! Rows that say by a word that they sum others up, in whichever column it stands (`Total` below
//! `Service`, beside a type): their numbers tell whether they do.

use super::arithmetic::{HeldRows, PartsJudge, is_named_after, one_of};
use super::sureness::SumCertainty;
use crate::sum_words::{TotalSaid, is_total_alone, is_total_word, total_word};
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row that says so.
#[derive(Debug, Clone)]
pub(super) struct WordedRow {
    /// Which of the columns of words says it.
    pub(super) column: usize,
    /// What it is the total of, folded: `mairie`, of `Total Mairie`; nothing where it does not say.
    of: Option<String>,
    /// Whether its word is one that nothing else is called by: `Sous-total`, and not `Total`.
    is_plain: bool,
    /// Whether it is asked where it sums up none: nothing else is called by its word.
    is_asked: bool,
    /// The column of words whose word keeps its row, where no other row says it: a model, beside a
    /// supplier or a remark.
    kept_by: Option<usize>,
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
        Some(Self {
            column,
            of,
            is_plain: said == TotalSaid::Total,
            is_asked: is_alone,
            kept_by: None,
        })
    }

    /// The same, asked only where its row may be of machines: elsewhere its words alone tell it.
    pub(super) fn asked_where(self, is_so: bool) -> Self {
        Self { is_asked: self.is_asked && is_so, ..self }
    }

    /// The same, kept where no other row has its word in a column.
    pub(super) fn kept_by(self, column: Option<usize>) -> Self {
        Self { kept_by: column, ..self }
    }

    /// Whether a firm, a department or a place may have its word for a name.
    pub(super) fn may_be_a_name(&self) -> bool {
        !self.is_plain
    }

    /// What those of one firm say alike: `energies`, of `Total Energies Paris`; nothing of the word alone.
    pub(super) fn firm(&self) -> &str {
        self.of.as_deref().and_then(|of| of.split(' ').next()).unwrap_or("")
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

/// What the number of such a row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordedTold {
    /// Whether it is the sum of several others.
    pub(super) is_sum: bool,
    /// Whether it is that of those that say the same else, be it one alone.
    pub(super) agrees: bool,
    /// Whether it is asked where it is no sum.
    is_asked: bool,
}

impl WordedTold {
    /// How sure it is that the row sums up others; nothing where it is of machines.
    pub(super) fn certainty(self) -> Option<SumCertainty> {
        match (self.is_sum, self.is_asked) {
            (true, _) => Some(SumCertainty::Sure),
            (false, true) => Some(SumCertainty::Perhaps),
            (false, false) => None,
        }
    }
}

/// What the number of each of these rows tells; `ends` says which rows sum up others by their words
/// alone.
pub(super) fn sums_by_words(
    held: HeldRows<'_>,
    worded: &BTreeMap<usize, WordedRow>,
    ends: &dyn Fn(usize) -> bool,
    judge: &dyn PartsJudge,
) -> BTreeMap<usize, WordedTold> {
    if worded.is_empty() {
        return BTreeMap::new();
    }
    let codes = WordCodes::of(held);
    let ends: Vec<bool> = (0..held.rows.len()).map(ends).collect();
    let told = |(at, row): (&usize, &WordedRow)| {
        (*at, WordedSum { held, at: *at, row, ends: &ends, codes: &codes, judge }.told())
    };
    worded.iter().map(told).collect()
}

/// The words of rows, as numbers that are compared at little cost: those of equal words are equal, and
/// that of nothing is 0.
struct WordCodes {
    rows: Vec<Vec<usize>>,
    /// Those of the words in the singular.
    singular: Vec<Vec<usize>>,
    known: HashMap<String, usize>,
}

impl WordCodes {
    fn of(held: HeldRows<'_>) -> Self {
        let mut known = HashMap::from([(String::new(), 0_usize)]);
        let mut code = |word: &str| {
            if let Some(own) = known.get(word) {
                return *own;
            }
            let next = known.len();
            known.insert(word.to_owned(), next);
            next
        };
        let count = held.rows.len();
        let (mut rows, mut singular) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for at in 0..count {
            let words = held.words(at);
            rows.push(words.iter().map(|word| code(word)).collect());
            singular.push(words.iter().map(|word| code(&one_of(word))).collect());
        }
        Self { rows, singular, known }
    }
}

/// Rows that are added up.
#[derive(Debug, Default)]
struct AddedRows {
    sum: u64,
    rows: Vec<usize>,
    /// How many of them count something.
    counting: usize,
    /// Whether a number of theirs is not known.
    is_unknown: bool,
}

impl AddedRows {
    fn add(&mut self, at: usize, number: Option<u64>) {
        self.rows.push(at);
        match number {
            None => self.is_unknown = true,
            Some(number) => {
                self.sum = self.sum.saturating_add(number);
                self.counting += usize::from(number > 0);
            }
        }
    }

    fn is(&self, number: u64) -> bool {
        !self.is_unknown && self.sum == number
    }
}

/// One of these rows, held against the others.
struct WordedSum<'a> {
    held: HeldRows<'a>,
    at: usize,
    row: &'a WordedRow,
    ends: &'a [bool],
    codes: &'a WordCodes,
    judge: &'a dyn PartsJudge,
}

impl WordedSum<'_> {
    fn told(&self) -> WordedTold {
        let (is_sum, agrees) = self.sums();
        // What says so by words that nothing else is called, and says no more, or agrees with one row.
        let is_plain = || self.row.is_plain && (agrees || self.own_words().next().is_none());
        let is_sum = is_sum || is_plain();
        WordedTold { is_sum, agrees, is_asked: self.row.is_asked && !self.is_kept() }
    }

    /// Whether its number is the sum of several rows that say the same else, or of all since the total
    /// before it; and whether it is that of those that say the same else, be it one.
    fn sums(&self) -> (bool, bool) {
        let Some(own) = self.number(self.at).filter(|own| *own > 0) else { return (false, false) };
        // Those above and below that fit, those of them next to it, and all since the total above.
        let [mut fitting, mut near, mut all] = <[[AddedRows; 2]; 3]>::default();
        let mut both = AddedRows::default();
        // What no row says has the code of none.
        let code = |of: &String| self.codes.known.get(of).copied().unwrap_or(usize::MAX);
        let of = self.row.of.as_ref().map(code);
        for side in [0, 1] {
            let mut is_near = true;
            let last = if side == 0 { self.at } else { self.held.rows.len() - self.at - 1 };
            for step in 0..last {
                let at = if side == 0 { self.at - 1 - step } else { self.at + 1 + step };
                if self.ends[at] {
                    is_near = false;
                    continue;
                }
                let number = self.number(at);
                if self.fits(at, of) {
                    fitting[side].add(at, number);
                    both.add(at, number);
                    if is_near {
                        near[side].add(at, number);
                    }
                }
                if is_near && self.row.of.is_none() {
                    all[side].add(at, number);
                }
            }
        }
        let fitting = || fitting.iter().chain(&near).chain([&both]);
        let is_of = |added: &AddedRows| added.is(own) && added.counting > 1;
        let bears_out = |added: &AddedRows| {
            self.is_borne(&added.rows) && self.held.figures_add_up(self.at, &added.rows).may_be()
        };
        let is_all = |added: &AddedRows| {
            self.covers(&added.rows) && self.held.figures_add_up(self.at, &added.rows).may_be()
        };
        let is_sum = fitting().any(|added| is_of(added) && bears_out(added))
            || is_of(&all[0]) && is_all(&all[0]);
        (is_sum, is_sum || fitting().any(|added| added.counting > 0 && added.is(own)))
    }

    fn number(&self, at: usize) -> Option<u64> {
        self.held.rows[at].numbers[..].first().copied().flatten()
    }

    /// Whether another row says the same in each column where both say something, but for the one of
    /// the word; and what it is the total of.
    fn fits(&self, other: usize, of: Option<usize>) -> bool {
        let (own, words) = (&self.codes.rows[self.at], &self.codes.rows[other]);
        let mut both = own.iter().zip(words).enumerate();
        both.all(|(at, (own, word))| {
            let is_alike = || {
                let singular = &self.codes.singular;
                singular[self.at][at] == singular[other][at]
            };
            at == self.row.column || *own == 0 || *word == 0 || own == word || is_alike()
        }) && of.is_none_or(|of| self.codes.singular[other].contains(&of))
    }

    /// What it says itself, beside its word and others of the kind, by their columns.
    fn own_words(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = self.held.words(self.at).iter().map(String::as_str).enumerate();
        own.filter(|(at, word)| {
            *at != self.row.column && !word.is_empty() && !is_total_word(word.as_bytes())
        })
    }

    /// Whether one of these rows at least says each word of its own: what none says, a model, is of
    /// machines.
    fn is_borne(&self, rows: &[usize]) -> bool {
        self.own_words().all(|(column, word)| {
            rows.iter().any(|other| self.held.word(*other, column) == word)
                || self.held.word_adds_up(self.at, column, rows)
        })
    }

    /// Whether what it says itself is said of all of these rows: they say it, or are a sort of it.
    fn covers(&self, rows: &[usize]) -> bool {
        self.own_words().all(|(column, word)| {
            let parts: BTreeSet<&str> =
                rows.iter().map(|other| self.held.word(*other, column)).collect();
            let is_of = |part: &&str| {
                part.is_empty()
                    || *part == word
                    || is_named_after(word, part)
                    || self.judge.is_sort(word, part) && !self.judge.is_sort(part, word)
            };
            parts.iter().any(|part| !part.is_empty()) && parts.iter().all(is_of)
                || self.held.word_adds_up(self.at, column, rows)
        })
    }

    /// Whether a word of its own keeps it, which no other row has.
    fn is_kept(&self) -> bool {
        self.row.kept_by.is_some_and(|column| {
            let code = |at: usize| self.codes.rows[at].get(column).copied().unwrap_or(0);
            let own = code(self.at);
            own != 0 && (0..self.codes.rows.len()).all(|at| at == self.at || code(at) != own)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SumCertainty::{Perhaps, Sure};
    use super::*;
    use crate::kinds::WordJudge;
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
        let judge = WordJudge::new(None);
        let found = sums_by_words(held, &worded, &|at| worded.contains_key(&at), &judge);
        (0..rows.len()).map(|at| found.get(&at).and_then(|told| told.certainty())).collect()
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

    #[test]
    fn what_no_part_says_is_of_machines() {
        // A model, a type and a place of its own.
        for own in ["Total;PC;Latitude", "Total;Portable;", "Total;Portable;Latitude"] {
            let rows = format!("A;PC;OptiPlex 3080;12\nB;PC;OptiPlex 7090;23\n{own};35");
            assert_eq!(sums(&rows)[2], Some(Perhaps), "{own}");
        }
        assert_eq!(sums("PC;;Dell;12\nPC;;HP;8\nPC;Latitude;Total;20")[2], Some(Perhaps));
        // What the parts say too is none of its own.
        let alike = "PC;Latitude;Dell;12\nPC;Latitude;HP;8\nPC;Latitude;Total;20";
        assert_eq!(sums(alike)[2], Some(Sure));
        let all = "A;PC;OptiPlex 3080;12\nB;PC;OptiPlex 7090;23\nTotal général;PC;Total;35";
        assert_eq!(sums(all)[2], Some(Sure));
    }
}
