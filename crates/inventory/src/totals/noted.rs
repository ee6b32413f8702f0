//! Notes the rows of a list that sum others up, and knows them again.

use super::RowStanding;
use super::arithmetic::{MOST_ROWS, PartsJudge, RowFigures, SumCertainty, sums_of_rows, words_of};
use super::summed::{SummedRows, cells_key};
use crate::kinds::{WordJudge, WordKind, count};
use crate::placeholder::is_placeholder;
use crate::{Field, FieldKind, KnownBy, Layout, Role, Row};
use ground::table::{Block, Dialect, RecordCells, RecordReader};
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
        let (certainty, key) = summed.rows.get(&self.line)?;
        let own = self.record.iter().take(self.file.layout.own_columns());
        // What was corrected since is another row.
        (cells_key(own) == *key).then_some(match certainty {
            SumCertainty::Sure => RowStanding::Passed,
            SumCertainty::Perhaps => RowStanding::Doubtful,
        })
    }
}

impl Layout {
    /// Says that these rows sum up others.
    pub(crate) fn sums(&mut self, summed: SummedRows) {
        self.summed = (!summed.rows.is_empty()).then(|| Arc::new(summed));
    }

    /// Notes the rows of a list that sum up others by their numbers of units; `text` begins at a line.
    pub(crate) fn note_sums(
        &mut self,
        (text, first_line): (&[u8], u64),
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
        let (mut reader, mut record) =
            (RecordReader::of(&block, dialect.delimiter), RecordCells::new());
        let (mut figures, mut met) = (Vec::<RowFigures>::new(), Vec::new());
        while figures.len() < MOST_ROWS && reader.read(&mut record) {
            let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
            let number = cell(units);
            let told = if is_placeholder(number) {
                Some(0)
            } else {
                std::str::from_utf8(number).ok().and_then(count).map(u64::from)
            };
            figures.push(RowFigures {
                words: words_of(labels.iter().map(|at| cell(*at))),
                numbers: vec![told],
                stands_alone: self.is_of_one(&cell),
            });
            met.push((
                first_line + record.line() - 1,
                record.iter().take(own).map(<[u8]>::to_vec).collect::<Vec<_>>(),
            ));
        }
        let mut summed = SummedRows::default();
        for ((line, cells), certainty) in met.iter().zip(sums_of_rows(&figures, false, judge)) {
            let Some(certainty) = certainty else { continue };
            summed.add(*line, certainty, cells.iter().map(Vec::as_slice));
            let named = labels.iter().filter(|at| self.roles[**at] != Role::Personal);
            let mut written =
                named.map(|at| String::from_utf8_lossy(cells.get(*at).map_or(b"", Vec::as_slice)));
            let name = written.find(|name| !name.trim().is_empty());
            summed.call(certainty, name.as_deref().unwrap_or("").trim());
        }
        self.sums(summed);
    }

    /// Whether a column may say what its rows are called: it is of no figure.
    fn may_name(&self, at: usize) -> bool {
        !matches!(self.roles[at], Role::Field(field) | Role::Second(field)
            if matches!(field.kind(), FieldKind::Number(_)))
    }

    /// Whether a row says that it is of one machine.
    fn is_of_one<'c>(&self, cell: &dyn Fn(usize) -> &'c [u8]) -> bool {
        const OWN: [Field; 4] = [Field::Serial, Field::AssetTag, Field::Uuid, Field::AcquiredOn];
        let told = |field: Field| self.column(field).is_some_and(|at| !is_placeholder(cell(at)));
        OWN.into_iter().any(told)
    }
}
