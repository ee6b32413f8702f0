//! The rows that the numbers of a cross table become.

use super::super::dated_heading::WhensOfCells;
use super::super::ditto::DittoFill;
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::{WordJudge, WordKind};
use super::super::placeholder::{is_placeholder, is_sheet_error};
use super::super::sections::lines::even_records;
use super::super::sections::title::{Above, TitlesMet, state_or_place};
use super::super::totals::{
    ColumnGroups, HeldRows, MOST_ROWS, RepeatedColumns, RowFigures, SumCertainty, SummedRows,
    is_kept_apart, sums_of_rows, sums_repeated, words_of,
};
use super::super::{Confidence, Field, Layout, SourceFormat};
use super::Crossed;
use super::sums::{CrossedSums, units};
use crate::sum_words::{is_sum_word, is_total_alone, is_total_word};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, fold};
use std::io::{Read, Write};

/// What a cross table became.
#[derive(Debug, Default)]
pub(in super::super) struct TurnedRows {
    pub(in super::super) rows: u64,
    /// Those that sum others up by their numbers.
    pub(in super::super) summed: SummedRows,
    /// What is said of marks for the cell above.
    pub(in super::super) dittos: Option<Text>,
    /// The titles of states, and of telephony, between its rows.
    pub(in super::super) titles: TitlesMet,
    /// Rows without numbers, which may be titles.
    pub(in super::super) asked: Vec<Found>,
}

impl TurnedRows {
    /// Asks whether a row without numbers is a place or the title of those below it.
    fn ask(&mut self, title: &str, state: &'static str) {
        let values = ValuesTell::Numbers(NumbersAsked::PlaceOrTitle(state));
        let asked = Found::asked_of(title, Field::Status, values);
        if !self.asked.contains(&asked) {
            self.asked.push(asked);
        }
    }
}

impl Crossed {
    /// Turns the rows of the table round, and gives what they became.
    ///
    /// `place` gives the file and the line of a row: those of its sheet, where it is of one.
    pub(in super::super) fn turn(
        &self,
        text: impl Read,
        dialect: Dialect,
        place: impl Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>),
        judge: &WordJudge<'_>,
        out: &mut impl Write,
    ) -> csv::Result<TurnedRows> {
        let mut reader = even_records(text, dialect);
        let mut turning = Turning {
            crossed: self,
            judge,
            place,
            // A row below a title of a state says that after its line.
            writer: csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(out),
            sums: CrossedSums::nothing(self.numbers.len()),
            line: 1,
            above: Above::default(),
            whens: WhensOfCells::default(),
            turned: TurnedRows::default(),
        };
        // What sums up rows below it is known once they are read.
        let (mut held, mut record) = (Vec::new(), ByteRecord::new());
        let mut dittos = DittoFill::of(&self.own_of_each);
        while held.len() < MOST_ROWS && reader.read_byte_record(&mut record)? {
            dittos.fill(&mut record);
            held.push(record.clone());
        }
        for (record, summed) in held.iter().zip(self.summed(&held, judge)) {
            turning.row(record, summed)?;
        }
        while reader.read_byte_record(&mut record)? {
            dittos.fill(&mut record);
            turning.row(&record, None)?;
        }
        turning.writer.flush()?;
        turning.turned.dittos = dittos.said();
        Ok(turning.turned)
    }

    /// Which of rows sum up those beside them.
    fn summed(&self, rows: &[ByteRecord], judge: &WordJudge<'_>) -> Vec<Option<SumCertainty>> {
        let mut whens = WhensOfCells::default();
        let figures: Vec<RowFigures> = rows
            .iter()
            .map(|row| {
                let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
                let name = self.label_of(&cell).unwrap_or(b"");
                let is_figure = self.is_of_another_year(&cell, &mut whens) || self.sets_aside(name);
                let numbers = self.numbers.iter().map(|(at, _)| units(cell(*at))).collect();
                let nothing = vec![Some(0); self.numbers.len()];
                RowFigures::of(if is_figure { nothing } else { numbers })
            })
            .collect();
        let tell = |at: usize| {
            let row: &ByteRecord = &rows[at];
            words_of(self.labels.iter().map(|at| cell_of(row, *at)))
        };
        let count = rows.len();
        let held = HeldRows { rows: &figures, tell: &tell, figures: &|_| Vec::new() };
        let mut summed = sums_of_rows(held, self.says == Field::EquipmentType, judge);
        // One row of each type, called alike: `Tous sites`, below the types of each site. `Total Mairie`
        // is none of its parts, but where it is a place; `Total` may be one of these rows itself.
        let is_called = |at: usize, is_sum: fn(&[u8]) -> bool| {
            self.labels.iter().any(|label| is_sum(cell_of(&rows[at], *label)))
        };
        let repeated = |is_sum: fn(&[u8]) -> bool| {
            sums_repeated(held, self.repeated(), &|at| is_called(at, is_sum), judge)
        };
        let found = [is_total_word, is_total_alone, |_: &[u8]| false].into_iter().map(repeated);
        for (at, certainty) in found.flatten() {
            let is_sure = is_called(at, is_total_alone);
            let certainty = if is_sure { SumCertainty::Sure } else { certainty };
            summed[at] = summed[at].max(Some(certainty));
        }
        // The total of one type, be the others without.
        let parts: Vec<usize> = (0..count).filter(|at| !is_called(*at, is_total_word)).collect();
        for at in (0..count).filter(|at| is_called(*at, is_total_alone)) {
            if self.is_sum_of_its_type(held, at, &parts) {
                summed[at] = Some(SumCertainty::Sure);
            }
        }
        summed
    }

    /// Whether the numbers of a row are the sums of these rows of its type, of those above it or below it.
    fn is_sum_of_its_type(&self, held: HeldRows<'_>, row: usize, parts: &[usize]) -> bool {
        let Some(kind) = self.repeated().kind else { return false };
        let is_of = |at: &&usize| **at != row && held.word(**at, kind) == held.word(row, kind);
        let parts: Vec<usize> = parts.iter().filter(is_of).copied().collect();
        let (above, below): (Vec<usize>, Vec<usize>) = parts.iter().partition(|at| **at < row);
        let is_sum = |parts: &[usize]| {
            let mut sums = ColumnGroups::of(self.numbers.len());
            for at in parts {
                sums.add(&held.rows[*at].numbers);
            }
            parts.len() > 1 && sums.are(&held.rows[row].numbers)
        };
        !held.word(row, kind).is_empty()
            && [&above, &below, &parts].into_iter().any(|run| is_sum(run))
    }

    /// Whether a row says a type of its own beside places or states in the headings.
    fn says_a_type<'r>(&self, cell: &dyn Fn(usize) -> &'r [u8]) -> bool {
        let kind = self.types.map_or(&b""[..], cell);
        !is_placeholder(kind) && !is_total_word(kind)
    }

    /// Which of its labels say types and models.
    fn repeated(&self) -> RepeatedColumns {
        let headers: Vec<String> = self.labels.iter().map(|at| self.label(*at)).collect();
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
        RepeatedColumns {
            kind: self.types.and_then(|types| self.labels.iter().position(|at| *at == types)),
            model: plain.column(Field::Model).filter(|at| *at < self.labels.len()),
        }
    }

    /// Whether a label of its rows is their state.
    fn rows_say_states(&self) -> bool {
        let headers: Vec<String> = self.labels.iter().map(|at| self.label(*at)).collect();
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
        plain.column(Field::Status).is_some()
    }

    /// The name of a row: its first label.
    fn label_of<'r>(&self, cell: &dyn Fn(usize) -> &'r [u8]) -> Option<&'r [u8]> {
        self.labels.iter().map(|at| cell(*at)).find(|cell| !cell.is_empty())
    }

    /// Whether a row says the same as one of a later year.
    fn is_of_another_year<'r>(
        &self,
        cell: &dyn Fn(usize) -> &'r [u8],
        whens: &mut WhensOfCells,
    ) -> bool {
        self.of_year.is_some_and(|(at, counts)| whens.of(cell(at)) != Some(counts))
    }
}

/// A cell of a row, without the spaces around it.
pub(super) fn cell_of(row: &ByteRecord, at: usize) -> &[u8] {
    row.get(at).unwrap_or(b"").trim_ascii()
}

/// A cross table that is being turned round.
struct Turning<'a, P, W: Write> {
    crossed: &'a Crossed,
    judge: &'a WordJudge<'a>,
    place: P,
    writer: csv::Writer<W>,
    sums: CrossedSums,
    /// The line of the text that is written.
    line: u64,
    above: Above,
    whens: WhensOfCells,
    turned: TurnedRows,
}

impl<P: Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>), W: Write> Turning<'_, P, W> {
    /// Writes what a row becomes.
    fn row(&mut self, record: &ByteRecord, summed: Option<SumCertainty>) -> csv::Result<()> {
        let crossed = self.crossed;
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        let label = crossed.label_of(&cell);
        let own = || (0..crossed.headers().len()).map(cell).filter(|cell| !cell.is_empty());
        let is_alone = own().nth(1).is_none() && own().next() == label;
        if label.is_some_and(|label| is_alone && self.meets_title(label)) {
            return Ok(());
        }
        let numbers: Vec<&[u8]> = crossed.numbers.iter().map(|(at, _)| cell(*at)).collect();
        let name = String::from_utf8_lossy(label.unwrap_or(b"")).into_owned();
        let is_total = self.is_total(label, &numbers);
        if is_total && !crossed.says_a_type(&cell) {
            self.sums.begin_part();
            return self.write(record, (b"", b"", b""), None);
        }
        // A place may be called so, and the row says a type: its numbers tell, or it is asked.
        let proven =
            || if is_total && self.sums.are(&numbers) { Some(SumCertainty::Sure) } else { None };
        let doubt = is_total.then_some(SumCertainty::Perhaps);
        let summed = summed.or_else(|| self.proven(label, &numbers)).or_else(proven).or(doubt);
        if summed == Some(SumCertainty::Sure) {
            self.sums.begin_part();
            self.turned.summed.call(SumCertainty::Sure, &name);
            return self.write(record, (b"", b"", b""), summed);
        }
        if crossed.is_of_another_year(&cell, &mut self.whens)
            || label.is_some_and(|label| crossed.sets_aside(label))
        {
            return self.write(record, (b"", b"", b""), None);
        }
        match summed {
            Some(certainty) => self.turned.summed.call(certainty, &name),
            None => self.sums.add(&numbers),
        }
        for (at, said) in &crossed.numbers {
            let number = cell(*at);
            // Where a formula came to nothing, nobody knows how many there are.
            let is_told = is_sheet_error(number) || !is_placeholder(number);
            if !is_told || number == b"0" {
                continue;
            }
            let (said, state) = match crossed.stated.get(at) {
                Some(state) if crossed.is_placed => (said.as_bytes(), state.as_bytes()),
                Some(state) => (&b""[..], state.as_bytes()),
                None => (said.as_bytes(), &b""[..]),
            };
            self.write(record, (said, state, number), summed)?;
        }
        Ok(())
    }

    /// Whether what stands alone in a row is a title. Below types in the headings rows are places, one of
    /// which may hold nothing and be called `Stock`: that is asked, but where the rows say their state.
    fn meets_title(&mut self, alone: &[u8]) -> bool {
        let Some(kinds) = self.judge.kinds() else { return false };
        let title = String::from_utf8_lossy(alone);
        let are_places = self.crossed.says == Field::EquipmentType;
        if let Some((own, state)) = state_or_place(&title, kinds).filter(|_| are_places) {
            if !self.crossed.rows_say_states() {
                self.turned.ask(own, state);
            }
            return false;
        }
        self.above.meet_alone(&title, &mut self.turned.titles, kinds)
    }

    /// Whether a row is a total by its words, which the reader of rows knows too.
    ///
    /// A department or a firm whose name begins so has numbers of its own.
    fn is_total(&self, label: Option<&[u8]>, numbers: &[&[u8]]) -> bool {
        let of_places = self.crossed.says == Field::EquipmentType;
        label.is_some_and(|label| {
            is_total_alone(label) || is_total_word(label) && (!of_places || self.sums.are(numbers))
        })
    }

    /// Whether the numbers of a row are those of all above it, or since the last total.
    fn proven(&self, label: Option<&[u8]>, numbers: &[&[u8]]) -> Option<SumCertainty> {
        let of_places = self.crossed.says == Field::EquipmentType;
        let is_sum = match label {
            Some(label) => {
                let name = String::from_utf8_lossy(label);
                let is_type = |word: &str| self.judge.is(WordKind::Type, word);
                let is_named = self.sums.are(numbers) && is_sum_word(&name, &is_type);
                is_named || of_places && self.sums.prove(numbers) && !is_kept_apart(&fold(&name))
            }
            None => self.sums.several() && self.sums.are(numbers),
        };
        is_sum.then_some(SumCertainty::Sure)
    }

    /// The telephone that the type of a row is below a title of telephony.
    fn telephone(&mut self, record: &ByteRecord) -> Option<String> {
        let (title, at) = (self.above.telephony.as_ref()?, self.crossed.types?);
        let kind = record.get(at).unwrap_or(b"").trim_ascii();
        let telephones = &mut self.turned.titles.telephones;
        telephones.of(title, kind, self.judge.kinds()?).map(str::to_owned)
    }

    /// Writes a row with its labels, what it is, its state and its number.
    fn write(
        &mut self,
        record: &ByteRecord,
        (said, state, number): (&[u8], &[u8], &[u8]),
        summed: Option<SumCertainty>,
    ) -> csv::Result<()> {
        let crossed = self.crossed;
        let (file, line) = (self.place)(record, record.position().map_or(0, csv::Position::line));
        let telephone = self.telephone(record);
        let cell = |at: &usize| match &telephone {
            Some(telephone) if crossed.types == Some(*at) => telephone.as_bytes(),
            _ => record.get(*at).unwrap_or(b"").trim_ascii(),
        };
        // A column of states beside those of places.
        let state = (!crossed.stated.is_empty()).then_some(state);
        let own = crossed.labels.iter().map(cell).chain([said]).chain(state).chain([number]);
        let own: Vec<&[u8]> = own.collect();
        if let Some(certainty) = summed {
            self.turned.summed.add(self.line, certainty, own.iter().copied());
        }
        let below = self.above.state.as_ref().map(String::as_bytes);
        self.writer.write_record(own.iter().copied().chain([&file[..], &line]).chain(below))?;
        let ends = own.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count());
        self.line += 1 + ends.sum::<usize>() as u64;
        self.turned.rows += 1;
        Ok(())
    }
}
