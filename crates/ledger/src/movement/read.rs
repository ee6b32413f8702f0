//! From `movements.csv` to a [`Ledger`], in blocks, a row at a time.

mod details;

use super::{
    AcquisitionMode, BeneficiaryStatus, Channel, Column, DecommissionReason, Details, Evidence,
    Ledger, LedgerWord, Movement, MovementAside, MovementKind, TreatmentMode, UserNumber,
    WeightBasis,
};
use ground::fault::Fault;
use ground::table::{
    Blocks, Day, Dialect, NumberFault, RecordCells, RecordReader, Reject, TextSource, Why,
    disarmed, disarmed_inside, fold, numbered, parse_day, parse_iso_day, parse_number,
};
use ground::text;
use inventory::Reading;
use std::hash::BuildHasher;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::Path;
use std::sync::Arc;

/// What is wrong with a row: the column and the reason.
type RowFault = (Column, Why);

/// The first and last year of a movement.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2100;

const MOST_UNITS: f64 = 1_000_000.0;
const KINDS_AND_CANCEL: &[&str] = &{
    let mut all = [""; MovementKind::CODES.len() + 3];
    let mut at = 0;
    while at < MovementKind::CODES.len() {
        all[at] = MovementKind::CODES[at];
        at += 1;
    }
    all[at] = "lost";
    all[at + 1] = "stolen";
    all[at + 2] = "cancel";
    all
};

impl Ledger {
    /// Reads a ledger; rows that cannot be used are given back.
    ///
    /// A row whose `replaces` names an earlier movement takes its place; a row of the kind `cancel`
    /// takes an earlier one away. Both stay in the file: a ledger is only ever added to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is no CSV, or has no column for the date, the kind, or the unit.
    pub fn read(path: &Path) -> Result<(Self, Vec<Reject>), Fault> {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let source = TextSource::open(path, None)?;
        let dialect = Dialect::detect(source.head());
        let mut ledger = Self { file: name.as_str().into(), ..Self::default() };
        let mut reader = MovementReader {
            headings: MovementHeadings::default(),
            comma: dialect.delimiter == b',',
            places: Vec::new(),
            void: Vec::new(),
            known: LedgerNames::default(),
        };
        let mut rejects = Vec::new();
        let blocks = Blocks::new(source.into_text(), dialect.delimiter);
        let mut blocks = Reading { blocks, path };
        while let Some(block) = blocks.next_block()? {
            let mut rows = RecordReader::of(&block, dialect.delimiter);
            let mut record = RecordCells::new();
            while rows.read(&mut record) {
                if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                    continue;
                }
                if reader.headings.names.is_empty() {
                    reader.headings = MovementHeadings::of(path, &record)?;
                    ledger.ignored = reader.headings.ignored();
                    continue;
                }
                let line = block.first_line + record.line() - 1;
                ledger.rows_read += 1;
                if let Err((column, why)) = reader.row(&mut ledger, &record, line) {
                    ledger.aside.push(reader.aside(&record));
                    rejects.push(reader.reject(&ledger.file, &record, line, column, why));
                }
            }
        }
        if reader.headings.names.is_empty() {
            return Err(Fault::new(text!("le fichier est vide", "the file is empty")).in_file(path));
        }
        reader.take_away(&mut ledger);
        Ok((ledger, rejects))
    }
}

/// Which column stands where.
#[derive(Default)]
struct MovementHeadings {
    names: Vec<String>,
    columns: Vec<Option<Column>>,
    places: Vec<Option<usize>>,
}

impl MovementHeadings {
    fn of(path: &Path, record: &RecordCells<'_>) -> Result<Self, Fault> {
        let names: Vec<String> =
            record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let mut headings =
            Self { columns: vec![None; names.len()], places: vec![None; Column::ALL.len()], names };
        for (at, name) in headings.names.iter().enumerate() {
            let Some(column) = Column::named(name) else { continue };
            // A heading met twice keeps its first column.
            if headings.places[column as usize].is_none() {
                headings.places[column as usize] = Some(at);
                headings.columns[at] = Some(column);
            }
        }
        let has = |column: Column| headings.places[column as usize].is_some();
        let missing = [Column::Date, Column::Kind].into_iter().find(|column| !has(*column));
        let missing = missing
            .or_else(|| (!has(Column::UnitId) && !has(Column::LotId)).then_some(Column::UnitId));
        if let Some(column) = missing {
            let (code, french) = (column.code(), column.headings()[0]);
            return Err(Fault::new(text!(
                "colonne `{code}` (`{french}`) absente",
                "column `{code}` is missing"
            ))
            .at(path, 1, "", &headings.names.join(", "))
            .hint(text!(
                "un registre de mouvements a au moins les colonnes date, kind et unit_id ; voir docs/formats/movements.md",
                "a ledger has at least the columns date, kind and unit_id; see docs/formats/movements.md"
            )));
        }
        Ok(headings)
    }

    fn ignored(&self) -> Vec<String> {
        let named = self.names.iter().zip(&self.columns);
        named
            .filter(|(name, column)| column.is_none() && !name.is_empty())
            .map(|(name, _)| name.clone())
            .collect()
    }

    fn heading(&self, column: Column) -> &str {
        self.places[column as usize].map_or(column.code(), |at| self.names[at].as_str())
    }
}

/// Words of closed lists met so far, so that a word is looked into once and not once a row.
struct SeenWords<T>(Vec<(Box<[u8]>, Option<T>)>);

impl<T> Default for SeenWords<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> SeenWords<T> {
    fn get(&mut self, cell: &str, answer: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if let Some((_, known)) = self.0.iter().find(|(word, _)| **word == *cell.as_bytes()) {
            return *known;
        }
        let new = answer(cell);
        if self.0.len() < 64 {
            self.0.push((cell.as_bytes().into(), new));
        }
        new
    }
}

/// A kind as a cell writes it; `None` takes an earlier row away.
type KindWord = Option<(MovementKind, Option<DecommissionReason>)>;

#[derive(Default)]
struct LedgerNames {
    kinds: SeenWords<KindWord>,
    evidence: SeenWords<Evidence>,
    modes: SeenWords<AcquisitionMode>,
    reasons: SeenWords<DecommissionReason>,
    statuses: SeenWords<BeneficiaryStatus>,
    channels: SeenWords<Channel>,
    bases: SeenWords<WeightBasis>,
    treatments: SeenWords<TreatmentMode>,
    answers: SeenWords<bool>,
}

struct MovementReader {
    headings: MovementHeadings,
    comma: bool,
    /// By word: the place of the movement with that identifier, from 1; 0 for none.
    places: Vec<u32>,
    /// Places of movements that a later row replaces.
    void: Vec<u32>,
    known: LedgerNames,
}

/// A row being read.
struct MovementRow<'a> {
    record: &'a RecordCells<'a>,
    places: &'a [Option<usize>],
    comma: bool,
}

impl<'a> MovementRow<'a> {
    #[inline]
    fn text(&self, column: Column) -> Result<Option<&'a str>, RowFault> {
        let Some(at) = self.places[column as usize] else { return Ok(None) };
        let cell = self.record.get(at).map_or(&b""[..], |cell| disarmed(cell.trim_ascii()));
        if cell.is_empty() {
            return Ok(None);
        }
        let cell = std::str::from_utf8(cell).map_err(|_| (column, Why::BrokenText))?;
        // No-break spaces around a cell are no part of it.
        let cell = if cell.is_ascii() { cell } else { cell.trim() };
        Ok(Some(cell).filter(|cell| !cell.is_empty()))
    }

    fn word(&self, ledger: &mut Ledger, column: Column) -> Result<Option<LedgerWord>, RowFault> {
        match self.text(column)? {
            None => Ok(None),
            Some(cell) => {
                let inside = disarmed_inside(cell.as_bytes());
                let inside = inside.as_deref().and_then(|cell| std::str::from_utf8(cell).ok());
                let word = ledger.words.intern(inside.unwrap_or(cell));
                word.map(Some).ok_or((column, Why::BrokenText))
            }
        }
    }

    fn day(&self, column: Column) -> Result<Option<Day>, RowFault> {
        let Some(cell) = self.text(column)? else { return Ok(None) };
        let day = parse_iso_day(cell.as_bytes()).or_else(|| parse_day(cell));
        let day = day.ok_or((column, Why::NotADate))?;
        if YEARS.contains(&day.year()) { Ok(Some(day)) } else { Err((column, Why::ImpossibleYear)) }
    }

    fn number(&self, column: Column, low: f64, high: f64) -> Result<Option<f64>, RowFault> {
        let Some(cell) = self.text(column)? else { return Ok(None) };
        let number = parse_number(cell, self.comma).map_err(|fault| match fault {
            NumberFault::Ambiguous => (column, Why::AmbiguousNumber),
            NumberFault::NotANumber => (column, Why::NotANumber),
        })?;
        if (low..=high).contains(&number) {
            Ok(Some(number))
        } else {
            Err((column, Why::OutOfBounds { low, high }))
        }
    }

    fn of_list<T: Copy>(
        &self,
        column: Column,
        seen: &mut SeenWords<T>,
        named: impl FnOnce(&str) -> Option<T>,
        codes: &'static [&'static str],
    ) -> Result<Option<T>, RowFault> {
        match self.text(column)? {
            None => Ok(None),
            Some(cell) => seen.get(cell, named).map(Some).ok_or((column, Why::NotOneOf(codes))),
        }
    }

    fn answer(&self, column: Column, seen: &mut SeenWords<bool>) -> Result<Option<bool>, RowFault> {
        self.of_list(column, seen, yes_or_no, &["yes", "no"])
    }

    fn user(&self, column: Column) -> Result<Option<UserNumber>, RowFault> {
        let seed = foldhash::quality::FixedState::with_seed(0x7573_6572);
        Ok(self.text(column)?.map(|key| {
            let hash = NonZeroU64::new(seed.hash_one(key));
            UserNumber(hash.unwrap_or(NonZeroU64::MIN))
        }))
    }
}

impl MovementRow<'_> {
    /// Whether a user's key is no pseudonym: an address, or words.
    fn has_user_in_clear(&self) -> bool {
        [Column::UserKey, Column::PreviousUserKey].into_iter().any(|column| {
            let key = self.text(column).ok().flatten().unwrap_or("");
            key.contains('@') || key.contains(char::is_whitespace)
        })
    }
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "yes" | "oui" | "true" | "vrai" | "1" | "y" | "o" | "x" => Some(true),
        "no" | "non" | "false" | "faux" | "0" | "n" => Some(false),
        _ => None,
    }
}

fn kind_word(cell: &str) -> Option<KindWord> {
    match fold(cell).as_str() {
        "cancel" | "annulation" | "annule" | "cancelled" => Some(None),
        _ => MovementKind::read(cell).map(Some),
    }
}

/// An identifier of the inventories; GLPI writes the thousands of its numbers apart: `28 316`.
fn identifier(ledger: &mut Ledger, cell: &str) -> Option<LedgerWord> {
    // The no-break spaces are no ASCII: most identifiers are told by their bytes alone.
    let may_be = cell.bytes().any(|byte| byte == b' ' || !byte.is_ascii());
    let is_number = may_be && cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    if is_number {
        let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
        return ledger.words.intern(&digits);
    }
    ledger.words.intern(cell)
}

/// Adds a record to its table and gives its place.
fn push<T>(table: &mut Vec<T>, record: T) -> u32 {
    table.push(record);
    numbered(table.len() - 1)
}

impl MovementReader {
    fn row(
        &mut self,
        ledger: &mut Ledger,
        record: &RecordCells<'_>,
        line: u64,
    ) -> Result<(), RowFault> {
        let Self { headings, comma, places, void, known } = self;
        let row = MovementRow { record, places: &headings.places, comma: *comma };
        let kind = row.of_list(Column::Kind, &mut known.kinds, kind_word, KINDS_AND_CANCEL)?;
        let kind = kind.ok_or((Column::Kind, Why::Missing))?;
        let id = row.word(ledger, Column::MovementId)?;
        let replaced = match row.text(Column::Replaces)? {
            None if kind.is_none() => return Err((Column::Replaces, Why::Missing)),
            None => None,
            Some(cell) => {
                let place = ledger.words.find(cell).and_then(|word| places.get(word.index()));
                let place = place.copied().filter(|place| *place > 0);
                Some(place.ok_or((Column::Replaces, Why::UnknownMovement))?)
            }
        };
        if let Some(id) = id
            && places.get(id.index()).is_some_and(|place| *place > 0)
        {
            return Err((Column::MovementId, Why::Duplicate));
        }
        let Some((kind, told_reason)) = kind else {
            void.extend(replaced);
            ledger.replaced += 1;
            return Ok(());
        };
        let date = row.day(Column::Date)?.ok_or((Column::Date, Why::Missing))?;
        let unit = row.text(Column::UnitId)?.and_then(|cell| identifier(ledger, cell));
        let lot = row.word(ledger, Column::LotId)?;
        if unit.is_none() && lot.is_none() {
            return Err((Column::UnitId, Why::Missing));
        }
        let said = row.number(Column::Quantity, 1.0, MOST_UNITS)?;
        if said.is_some_and(|number| number.fract() != 0.0) {
            return Err((Column::Quantity, Why::NotAQuantity));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 1 to 1,000,000"
        )]
        let quantity = match said {
            Some(number) => NonZeroU32::new(number as u32),
            None => unit.map(|_| NonZeroU32::MIN),
        };
        let evidence =
            row.of_list(Column::Evidence, &mut known.evidence, Evidence::named, Evidence::CODES)?;
        let common = Movement {
            line: numbered(line),
            id,
            date,
            kind,
            evidence: evidence.unwrap_or(Evidence::Declared),
            unit,
            lot,
            equipment_type: row.word(ledger, Column::EquipmentType)?,
            quantity,
            from_party: row.word(ledger, Column::FromParty)?,
            to_party: row.word(ledger, Column::ToParty)?,
            site: row.word(ledger, Column::Site)?,
            entity: row.word(ledger, Column::Entity)?,
            document: row.word(ledger, Column::DocumentRef)?,
            document_sha256: row.word(ledger, Column::DocumentSha256)?,
            entered_on: row.day(Column::EnteredOn)?,
            details: Details::Purchase(0),
        };
        let details = details::details(ledger, known, &row, kind, told_reason)?;
        if row.has_user_in_clear() && ledger.users_in_clear.len() < 100 {
            ledger.users_in_clear.push(common.line);
        }
        ledger.movements.push(Movement { details, ..common });
        if let Some(id) = id {
            if places.len() <= id.index() {
                places.resize((id.index() + 1).max(places.len() * 2), 0);
            }
            places[id.index()] = numbered(ledger.movements.len());
        }
        void.extend(replaced);
        Ok(())
    }

    /// What a row that is set aside may be of.
    fn aside(&self, record: &RecordCells<'_>) -> MovementAside {
        let row = MovementRow { record, places: &self.headings.places, comma: self.comma };
        let units = row.number(Column::Quantity, 1.0, MOST_UNITS);
        // A lot that does not say how many it is of may be of any number.
        let one = || row.text(Column::UnitId).ok().flatten().map(|_| 1.0);
        let kind = row.text(Column::Kind).ok().flatten().and_then(kind_word);
        MovementAside {
            kind: kind.flatten().map(|(kind, _)| kind),
            day: row.day(Column::Date).ok().flatten(),
            units: units.ok().and_then(|units| units.or_else(one)),
            unit: None,
        }
    }

    fn reject(
        &self,
        file: &Arc<str>,
        record: &RecordCells<'_>,
        line: u64,
        column: Column,
        why: Why,
    ) -> Reject {
        let cell = self.headings.places[column as usize].and_then(|at| record.get(at));
        let shown = cell.filter(|_| column.may_show());
        let separator = if self.comma { "," } else { ";" };
        let cells = record.iter().enumerate().map(|(at, cell)| {
            let column = self.headings.columns.get(at).copied().flatten();
            let cell = if column.is_some_and(Column::may_show) { cell } else { b"" };
            let cell = String::from_utf8_lossy(cell);
            if cell.contains(['"', ';', ',', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.into_owned()
            }
        });
        Reject {
            file: file.clone(),
            line,
            column: self.headings.heading(column).to_owned(),
            value: shown
                .map_or_else(String::new, |cell| String::from_utf8_lossy(cell).trim().to_owned()),
            why,
            row: cells.collect::<Vec<_>>().join(separator),
        }
    }

    /// Takes the replaced movements out.
    fn take_away(&mut self, ledger: &mut Ledger) {
        if self.void.is_empty() {
            return;
        }
        self.void.sort_unstable();
        self.void.dedup();
        ledger.replaced += self.void.len() as u64;
        let mut place = 0;
        ledger.movements.retain(|_| {
            place += 1;
            self.void.binary_search(&place).is_err()
        });
    }
}
