//! Notes the rows of a list that sum others up, and knows them again.

use super::RowStanding;
use super::arithmetic::{HeldRows, MOST_ROWS, PartsJudge, RowFigures, sums_of_rows, words_of};
use super::repeated::{RepeatedColumns, sums_repeated};
use super::summed::{SummedRows, cells_key};
use super::sureness::SumCertainty;
use super::worded::{WordedRow, WordedTold, sums_by_words};
use crate::amount::euros_in;
use crate::kinds::{WordJudge, WordKind, count};
use crate::placeholder::is_placeholder;
use crate::sum_words::{is_total_alone, is_total_word, may_sum};
use crate::{Field, FieldKind, Layout, Role, Row};
use ground::table::{Block, Dialect, RecordCells, RecordReader};
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
    /// and its last row may be cut but where it is `whole`. Its own columns are the first `width`; where rows
    /// were parted, those after them say which were one.
    pub(crate) fn note_sums(
        &mut self,
        (text, first_line, whole): (&[u8], u64, bool),
        dialect: Dialect,
        (width, are_parted): (Option<usize>, bool),
        judge: &WordJudge<'_>,
    ) {
        let Some(units) = self.column(Field::Quantity).filter(|at| *at < self.roles.len()) else {
            return;
        };
        let own = width.unwrap_or(usize::MAX).min(self.roles.len());
        let labels: Vec<usize> = (0..own).filter(|at| self.may_name(*at)).collect();
        let block = Block { text: text.to_vec(), number: 0, first_line };
        let mut noting = NotedRows::of(self, units, labels, own);
        let mut reader = RecordReader::of(&block, dialect.delimiter);
        let (mut record, mut before) = (RecordCells::new(), RecordCells::new());
        let mut is_all = whole;
        while reader.read(&mut record) {
            if noting.rows.len() == MOST_ROWS {
                is_all = false;
                break;
            }
            let is_parted = are_parted && noting.were_one_row(&record, &before);
            noting.note(&record, first_line + record.line() - 1, is_parted);
            std::mem::swap(&mut record, &mut before);
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
        let is_maker = self.is_of_makers(column);
        says(Field::Model) && !is_maker || says(Field::EquipmentType) && !says(Field::Model)
    }

    /// Whether a column is of makers.
    fn is_of_makers(&self, column: usize) -> bool {
        self.roles[column] == Role::Field(Field::Manufacturer)
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
            euros_in(cell).filter(|figure| *figure > 0.0)
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

/// Who tells the words of a row.
type RowWords<'a> = &'a dyn Fn(usize) -> Vec<String>;
/// Who tells its figures that count no units.
type RowNumbers<'a> = &'a dyn Fn(usize) -> Vec<Option<f64>>;

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

    /// Notes the number of a row, and whether a word of it says a total. Where it and the one before it were
    /// one row, what is left of its units is no sum of those that were told apart.
    fn note(&mut self, record: &RecordCells<'t>, line: u64, is_parted: bool) {
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        let number = cell(self.units);
        let told = if is_placeholder(number) {
            Some(0)
        } else {
            std::str::from_utf8(number).ok().and_then(count).map(u64::from)
        };
        if is_parted && let Some(before) = self.rows.pop() {
            self.rows.push(before.standing_alone(true));
        }
        let (at, stands_alone) = (self.rows.len(), is_parted || self.layout.is_of_one(&cell));
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
            let column = self.labels[row.column];
            // What has a maker is of machines, where its number says nothing else.
            let maker = self.layout.cell_of(Field::Manufacturer, &cell);
            let has_maker = !maker.is_empty() && !is_placeholder(maker) && !is_total_word(maker);
            let is_asked = self.layout.may_be_a_machine(column, &cell) && !has_maker;
            // A supplier or a remark calls no row, as the first column does, or a place.
            let calls = row.column == 0 || matches!(self.layout.roles[column], Role::Field(_));
            let model = self.layout.read_of(Field::Model);
            let model = model.and_then(|model| self.labels.iter().position(|at| *at == model));
            let row = row.asked_where(is_asked).kept_by(model.filter(|_| !calls));
            self.worded.insert(at, row);
        }
    }

    /// Whether two rows of a table whose rows were parted were one: they stood in one place, which the cells
    /// after their own say.
    fn were_one_row(&self, record: &RecordCells<'t>, before: &RecordCells<'t>) -> bool {
        record.iter().skip(self.own).eq(before.iter().skip(self.own))
    }

    /// Which of the columns of words says a type, and which a model.
    fn columns(&self) -> RepeatedColumns {
        let of = |field: Field| {
            let column = self.layout.read_of(field)?;
            self.labels.iter().position(|at| *at == column)
        };
        RepeatedColumns { kind: of(Field::EquipmentType), model: of(Field::Model) }
    }

    /// Forgets the last row, which is cut.
    fn forget_last(&mut self) {
        self.rows.pop();
        self.met.pop();
        self.worded.remove(&self.rows.len());
        self.typed.remove(&self.rows.len());
    }

    /// Leaves the columns where most rows have such a word, of a firm called so, and says which. Totals
    /// agree with those that they sum up, and a firm has rows that do not.
    fn leave_firms(
        &mut self,
        rows: &[RowFigures],
        told: &BTreeMap<usize, WordedTold>,
    ) -> Vec<usize> {
        // A small number agrees with another by chance.
        const SMALL: u64 = 10;
        let mut said: BTreeMap<(usize, &str), [usize; 2]> = BTreeMap::new();
        for (at, row) in self.worded.iter().filter(|(_, row)| row.may_be_a_name()) {
            let own = rows[*at].numbers[0].unwrap_or(0);
            let agrees = told.get(at).is_some_and(|told| told.agrees) && own >= SMALL;
            let [all, agreeing] = said.entry((row.column, row.firm())).or_default();
            *all += 1;
            *agreeing += usize::from(agrees);
        }
        let is_firm = |[all, agreeing]: &[usize; 2]| all * 2 > rows.len() && agreeing * 4 < *all;
        let firms = said.iter().filter(|(_, counts)| is_firm(counts));
        let firms: BTreeSet<usize> = firms.map(|((column, _), _)| *column).collect();
        self.worded.retain(|_, row| !row.may_be_a_name() || !firms.contains(&row.column));
        firms.into_iter().map(|label| self.labels[label]).collect()
    }

    /// How sure it is of each row with the word of a total that it sums up others; and the columns where
    /// the word is the name of a firm.
    fn by_words(
        &mut self,
        (rows, tell, figures): (&[RowFigures], RowWords<'_>, RowNumbers<'_>),
        judge: &WordJudge<'_>,
    ) -> (BTreeMap<usize, SumCertainty>, Vec<usize>) {
        let held = HeldRows { rows, tell, figures };
        let told = |own: &Self| {
            let ends = |at: usize| own.worded.contains_key(&at) || own.typed.contains(&at);
            sums_by_words(held, &own.worded, &ends, judge)
        };
        let mut found = told(self);
        let firms = self.leave_firms(rows, &found);
        if !firms.is_empty() {
            found = told(self);
        }
        // A maker called so has rows that are no sums: those that are may be of it too.
        let is_of_makers =
            |at: &usize| self.layout.is_of_makers(self.labels[self.worded[at].column]);
        let is_maker = found.iter().any(|(at, told)| is_of_makers(at) && !told.is_sum);
        let certainty = |(at, told): (usize, WordedTold)| {
            let is_asked = is_maker && is_of_makers(&at) && told.is_sum;
            let certainty = told.certainty()?;
            Some((at, if is_asked { SumCertainty::Perhaps } else { certainty }))
        };
        (found.into_iter().filter_map(certainty).collect(), firms)
    }

    /// The rows that sum up others.
    fn judged(mut self, judge: &WordJudge<'_>, (dialect, is_all): (Dialect, bool)) -> SummedRows {
        let mut rows = std::mem::take(&mut self.rows);
        let (layout, labels, met) =
            (self.layout, self.labels.clone(), std::mem::take(&mut self.met));
        let cells = |at: usize| cells_of(met[at].1, dialect);
        let tell = |at: usize| {
            let cells = cells(at);
            let cell = |at: &usize| cells.get(*at).map_or(&b""[..], |cell| cell.trim_ascii());
            words_of(labels.iter().map(cell))
        };
        let figures = |at: usize| layout.figures_of(&cells(at));
        let (by_words, of_firms) = self.by_words((&rows, &tell, &figures), judge);
        // What is a total already is no part of another, and no part goes past it.
        for at in by_words.keys().chain(&self.typed) {
            rows[*at].numbers = vec![None];
        }
        let held = HeldRows { rows: &rows, tell: &tell, figures: &figures };
        let is_total = |at: usize| by_words.contains_key(&at) || self.typed.contains(&at);
        let repeated = sums_repeated(held, self.columns(), &is_total, judge);
        for at in repeated.keys() {
            rows[*at].numbers = vec![None];
        }
        let held = HeldRows { rows: &rows, tell: &tell, figures: &figures };
        let by_numbers = sums_of_rows(held, false, judge);
        let mut summed = SummedRows::default();
        for (at, found) in by_numbers.into_iter().enumerate() {
            let worded = by_words.get(&at).copied();
            let again = repeated.get(&at).copied();
            let Some(certainty) = worded.or(again).or(found) else { continue };
            let cells = cells(at);
            let own = || cells.iter().take(self.own).map(Vec::as_slice);
            summed.add(met[at].0, certainty, own());
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
            let last = met.last().map_or(0, |(line, _)| *line);
            let counts = rows.iter().any(|row| row.numbers[0].is_some_and(|number| number > 1));
            summed.go_on_below(last, counts.then_some(met.len()));
        }
        summed.holding_names(of_firms)
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
            layout.note_sums((rows.as_bytes(), 2, whole), dialect, (None, false), &judge);
            let found = layout.summed.as_ref().map_or(0, |summed| summed.rows.len());
            assert_eq!(found, sums, "{whole}");
        }
    }
}
