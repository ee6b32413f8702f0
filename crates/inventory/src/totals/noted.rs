//! Notes the rows of a list that sum others up, and knows them again.

use super::arithmetic::{
    HeldRows, MOST_ROWS, PartsJudge, RowFigures, SumCertainty, sums_of_rows, words_of,
};
use super::summed::{SummedRows, cells_key};
use super::worded::{WordedRow, sums_by_words};
use super::{RowStanding, is_total_alone, is_total_word, may_sum};
use crate::kinds::{WordJudge, WordKind, count};
use crate::placeholder::is_placeholder;
use crate::{Field, FieldKind, KnownBy, Layout, Role, Row};
use ground::table::{Block, Dialect, RecordCells, RecordReader, parse_number};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl PartsJudge for WordJudge<'_> {
    fn is_thing(&self, word: &str) -> bool {
        self.is(WordKind::Type, word)
    }

    fn is_sort(&self, thing: &str, word: &str) -> bool {
        self.sort_said(thing, word).is_some()
    }
}

impl Row<'_> {
    /// What it is by its numbers, which are the sums of others; nothing where they are not.
    #[inline]
    pub(super) fn summed(&self) -> Option<RowStanding> {
        let summed = self.file.layout.summed.as_deref()?;
        self.summed_in(summed)
    }

    #[cold]
    fn summed_in(&self, summed: &SummedRows) -> Option<RowStanding> {
        if summed.is_below(self.line) {
            return self.total_below(summed).map(|_| RowStanding::Doubtful);
        }
        let (certainty, key) = summed.rows.get(&self.line)?;
        let own = self.record.iter().take(self.file.layout.own_columns());
        // What was corrected since is another row.
        (cells_key(own) == *key).then_some(match certainty {
            SumCertainty::Sure => RowStanding::Passed,
            SumCertainty::Perhaps => RowStanding::Doubtful,
        })
    }
}

impl Row<'_> {
    /// The column of the word of a total, in a row below those that were held against one another.
    #[cold]
    fn total_below(&self, summed: &SummedRows) -> Option<usize> {
        let layout = &self.file.layout;
        let cell = |at: usize| self.record.get(at).unwrap_or(b"").trim_ascii();
        if layout.is_of_one(&cell) {
            return None;
        }
        let own = 0..layout.own_columns().min(layout.roles.len());
        own.into_iter().find(|at| {
            layout.may_name(*at)
                && !summed.holds_names(*at)
                && is_total_alone(cell(*at))
                && layout.may_be_a_machine(*at, &cell)
        })
    }
}

impl Layout {
    /// Says that these rows sum up others.
    pub(crate) fn sums(&mut self, summed: SummedRows) {
        self.summed = (!summed.is_nothing()).then(|| Arc::new(summed));
    }

    /// Notes the rows of a list that sum up others by their numbers of units; `text` begins at a line,
    /// and its last row may be cut but where it is `whole`.
    pub(crate) fn note_sums(
        &mut self,
        (text, first_line, whole): (&[u8], u64, bool),
        dialect: Dialect,
        width: Option<usize>,
        judge: &WordJudge<'_>,
    ) {
        let Some(units) = self.column(Field::Quantity).filter(|at| *at < self.roles.len()) else {
            return;
        };
        if self.traits.known_by != KnownBy::Words || !judge.knows_words() {
            return;
        }
        let own = width.unwrap_or(usize::MAX).min(self.roles.len());
        let labels: Vec<usize> = (0..own).filter(|at| self.may_name(*at)).collect();
        let block = Block { text: text.to_vec(), number: 0, first_line };
        let mut noting = NotedRows::of(self, units, labels, own);
        let (mut reader, mut record) =
            (RecordReader::of(&block, dialect.delimiter), RecordCells::new());
        let mut is_all = whole;
        while reader.read(&mut record) {
            if noting.rows.len() == MOST_ROWS {
                is_all = false;
                break;
            }
            noting.note(&record, first_line + record.line() - 1);
        }
        if !whole && noting.rows.len() < MOST_ROWS {
            noting.forget_last();
        }
        let summed = noting.judged(judge, (dialect, is_all));
        self.sums(summed);
    }

    /// Whether a column may say what its rows are called: it is of no figure.
    fn may_name(&self, at: usize) -> bool {
        !matches!(self.roles[at], Role::Field(field) | Role::Second(field)
            if matches!(field.kind(), FieldKind::Number(_)))
    }

    /// The cell of a field in a row of the file.
    fn cell_of<'c>(&self, field: Field, cell: &dyn Fn(usize) -> &'c [u8]) -> &'c [u8] {
        self.read_of(field).map_or(b"", cell)
    }

    /// Whether a row with the word of a total in a column may be of machines all the same, so that
    /// only its numbers tell: it says a type or a model. A maker may be called so, where a model
    /// stands beside.
    fn may_be_a_machine<'c>(&self, column: usize, cell: &dyn Fn(usize) -> &'c [u8]) -> bool {
        let says = |field| {
            let told = self.cell_of(field, cell);
            !is_placeholder(told) && !is_total_word(told)
        };
        let is_maker = self.roles[column] == Role::Field(Field::Manufacturer);
        says(Field::Model) && !is_maker || says(Field::EquipmentType) && !says(Field::Model)
    }

    /// The figures of a row that count no units, by their columns: none where there is none, or nothing.
    fn figures_of(&self, cells: &[Vec<u8>]) -> Vec<Option<f64>> {
        let is_figure = |role: &Role| {
            matches!(role, Role::Field(field)
                if *field != Field::Quantity && matches!(field.kind(), FieldKind::Number(_)))
        };
        let columns = (0..self.roles.len()).filter(|at| is_figure(&self.roles[*at]));
        let figure = |at: usize| {
            let cell = std::str::from_utf8(cells.get(at)?).ok()?;
            let bare = cell.trim().trim_matches(['€', ' ', '\u{a0}', '\u{202f}']);
            parse_number(bare, false).ok().filter(|figure| *figure > 0.0)
        };
        columns.map(figure).collect()
    }

    /// Whether a row says that it is of one machine, or one lot with its day.
    fn is_of_one<'c>(&self, cell: &dyn Fn(usize) -> &'c [u8]) -> bool {
        // A list may name its total where days stand.
        let says = |cell: &[u8]| !is_placeholder(cell) && !is_total_word(cell);
        self.tells_one_machine(cell)
            || self.column(Field::AcquiredOn).is_some_and(|at| says(cell(at)))
    }
}

/// The first rows of a list, as they are held against one another.
struct NotedRows<'t, 'l> {
    layout: &'l Layout,
    /// The columns of the units, and those that may say what a row is called.
    units: usize,
    labels: Vec<usize>,
    /// How many columns are the list's own.
    own: usize,
    rows: Vec<RowFigures>,
    /// The line of each row, and its text.
    met: Vec<(u64, &'t [u8])>,
    /// Rows that say by a word that they sum others up.
    worded: BTreeMap<usize, WordedRow>,
    /// Rows whose type says so, which no number needs to bear out.
    typed: BTreeSet<usize>,
}

impl<'t, 'l> NotedRows<'t, 'l> {
    fn of(layout: &'l Layout, units: usize, labels: Vec<usize>, own: usize) -> Self {
        let (rows, met) = (Vec::new(), Vec::new());
        let (worded, typed) = (BTreeMap::new(), BTreeSet::new());
        Self { layout, units, labels, own, rows, met, worded, typed }
    }

    /// Notes the number of a row, and whether a word of it says a total.
    fn note(&mut self, record: &RecordCells<'t>, line: u64) {
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        let number = cell(self.units);
        let told = if is_placeholder(number) {
            Some(0)
        } else {
            std::str::from_utf8(number).ok().and_then(count).map(u64::from)
        };
        let (at, stands_alone) = (self.rows.len(), self.layout.is_of_one(&cell));
        self.rows.push(RowFigures::of(vec![told]).standing_alone(stands_alone));
        self.met.push((line, record.raw()));
        let mut worded = None;
        for (label, column) in self.labels.iter().enumerate() {
            let told = cell(*column);
            if !stands_alone && worded.is_none() && may_sum(told) {
                worded = WordedRow::of(label, told);
            }
        }
        if is_total_word(self.layout.cell_of(Field::EquipmentType, &cell)) {
            self.typed.insert(at);
        } else if let Some(row) = worded {
            let is_asked = self.layout.may_be_a_machine(self.labels[row.column], &cell);
            self.worded.insert(at, row.asked_where(is_asked));
        }
    }

    /// Forgets the last row, which is cut.
    fn forget_last(&mut self) {
        self.rows.pop();
        self.met.pop();
        self.worded.remove(&self.rows.len());
        self.typed.remove(&self.rows.len());
    }

    /// Leaves the columns where most rows have such a word, of a firm called so, and says which.
    fn keep_few(&mut self) -> Vec<usize> {
        let mut said = vec![0; self.labels.len()];
        for row in self.worded.values() {
            said[row.column] += 1;
        }
        let is_of_few = |label: usize| said[label] * 2 <= self.rows.len();
        self.worded.retain(|_, row| is_of_few(row.column));
        (0..self.labels.len())
            .filter(|label| !is_of_few(*label))
            .map(|at| self.labels[at])
            .collect()
    }

    /// The rows that sum up others.
    fn judged(mut self, judge: &WordJudge<'_>, (dialect, is_all): (Dialect, bool)) -> SummedRows {
        let of_firms = self.keep_few();
        let mut rows = std::mem::take(&mut self.rows);
        let cells = |at: usize| cells_of(self.met[at].1, dialect);
        let tell = |at: usize| {
            let cells = cells(at);
            let cell = |at: &usize| cells.get(*at).map_or(&b""[..], |cell| cell.trim_ascii());
            words_of(self.labels.iter().map(cell))
        };
        let ends = |at: usize| self.worded.contains_key(&at) || self.typed.contains(&at);
        let figures = |at: usize| self.layout.figures_of(&cells(at));
        let held = HeldRows { rows: &rows, tell: &tell, figures: &figures };
        let by_words = sums_by_words(held, &self.worded, &ends);
        // What is a total already is no part of another, and no part goes past it.
        for at in by_words.keys().chain(&self.typed) {
            rows[*at].numbers = vec![None];
        }
        let held = HeldRows { rows: &rows, tell: &tell, figures: &figures };
        let by_numbers = sums_of_rows(held, false, judge);
        let mut summed = SummedRows::default();
        for (at, found) in by_numbers.into_iter().enumerate() {
            let worded = by_words.get(&at).copied();
            let Some(certainty) = worded.or(found) else { continue };
            let cells = cells(at);
            let own = || cells.iter().take(self.own).map(Vec::as_slice);
            summed.add(self.met[at].0, certainty, own());
            if worded == Some(SumCertainty::Perhaps) {
                continue;
            }
            let named = |at: &usize| {
                let is_own = self.layout.roles[*at] != Role::Personal;
                let text = String::from_utf8_lossy(cells.get(*at).filter(|_| is_own)?);
                Some(text.trim().to_owned()).filter(|name| !name.is_empty())
            };
            let word = worded.and_then(|_| named(&self.labels[self.worded[&at].column]));
            let name = word.or_else(|| self.labels.iter().find_map(named));
            summed.call(certainty, name.as_deref().unwrap_or(""));
        }
        if !is_all {
            let last = self.met.last().map_or(0, |(line, _)| *line);
            let counts = rows.iter().any(|row| row.numbers[0].is_some_and(|number| number > 1));
            summed.go_on_below((last, of_firms), counts.then_some(self.met.len()));
        }
        summed
    }
}

/// The cells of a record as it is written.
fn cells_of(text: &[u8], dialect: Dialect) -> Vec<Vec<u8>> {
    let block = Block { text: text.to_vec(), number: 0, first_line: 1 };
    let mut record = RecordCells::new();
    RecordReader::of(&block, dialect.delimiter).read(&mut record);
    record.iter().map(<[u8]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use crate::kinds::WordJudge;
    use crate::totals::tests::file_of;
    use ground::table::Dialect;

    struct SumWords;

    impl crate::Kinds for SumWords {
        fn is_type(&self, word: &str) -> bool {
            word.eq_ignore_ascii_case("pc")
        }
    }

    #[test]
    fn a_row_that_is_cut_is_no_sum() {
        // `;PC;200` was cut behind its second figure.
        let rows = "A;PC;12\nB;PC;8\n;PC;20";
        for (whole, sums) in [(true, 1), (false, 0)] {
            let mut layout = file_of("Modèle;Type;Quantité").layout;
            let judge = WordJudge::new(Some(&SumWords));
            let dialect = Dialect { delimiter: b';' };
            layout.note_sums((rows.as_bytes(), 2, whole), dialect, None, &judge);
            let found = layout.summed.as_ref().map_or(0, |summed| summed.rows.len());
            assert_eq!(found, sums, "{whole}");
        }
    }
}
