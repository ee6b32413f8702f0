//! `impacts.parquet`: impacts by equipment as columns; words are stored once and numbered.

use super::impacts::{
    BASELINE, IMPACTS, ImpactRow, KnownNames, SCOPES, WalkNames, impact_rows, scope_place,
};
use super::parquet_file::{
    ColumnKind, NumberedWords, ParquetColumns, ParquetFile, RowGroup, words_column,
};
use equipment::State;
use footprint::impact::{Gap, Kernel};
use ground::fault::Fault;
use ground::provenance::{MatchedBy, Origin};
use ground::stage::Stage;
use ground::table::{masked, unwritable};
use polars_arrow::array::{Array, PrimitiveArray, Utf8ViewArray};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Line, Recorder};

/// The columns that hold words, by their place in [`IMPACTS`].
const WORDS: [usize; 17] = [1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 16, 17, 18, 20, 22, 23, 24];

/// What all threads know of the file: its columns, its year, what it is called.
#[derive(Debug, Clone)]
pub struct ImpactTable {
    columns: Arc<ParquetColumns>,
    year: i32,
    path: PathBuf,
}

impl ImpactTable {
    /// The table of a year's impacts, called `path` in faults.
    ///
    /// # Errors
    ///
    /// Parquet has no such columns.
    pub fn new(path: &Path, year: i32) -> Result<Self, Fault> {
        let kind = |at: usize| match IMPACTS[at] {
            "year" => ColumnKind::Whole,
            "equipment_id" => ColumnKind::Text,
            _ if WORDS.contains(&at) => ColumnKind::Words,
            _ => ColumnKind::Number,
        };
        let columns = IMPACTS.iter().enumerate().map(|(at, name)| (*name, kind(at)));
        let columns = ParquetColumns::new(columns)
            .map_err(|error| unwritable(path, &std::io::Error::other(error)))?;
        Ok(Self { columns: Arc::new(columns), year, path: path.to_owned() })
    }
}

/// Numbers of the words that a walk's factors and rules know beforehand.
struct WordNumbers {
    scenario: u32,
    types: Vec<u32>,
    states: Vec<u32>,
    zones: Vec<u32>,
    stages: Vec<u32>,
    criteria: Vec<u32>,
    units: Vec<u32>,
    factors: Vec<u32>,
    no_factor: u32,
    matches: Vec<u32>,
    no_match: u32,
    lifetime_origins: Vec<u32>,
    energy_origins: Vec<u32>,
    no_origin: [u32; 2],
    gaps: Vec<u32>,
    no_gap: u32,
    scopes: Vec<u32>,
}

impl WordNumbers {
    fn of(words: &mut [NumberedWords], kernel: &Kernel<'_>) -> Self {
        fn numbers<'w>(words: &mut NumberedWords, all: impl Iterator<Item = &'w str>) -> Vec<u32> {
            all.map(|word| words.number(word.as_bytes())).collect()
        }
        let set = kernel.set;
        let criteria = || kernel.criteria.iter().map(|at| &set.criteria[*at]);
        Self {
            scenario: words[0].number(BASELINE.as_bytes()),
            types: numbers(&mut words[1], set.types.iter().map(|kind| kind.code.as_str())),
            states: numbers(&mut words[4], State::ALL.into_iter().map(State::code)),
            zones: numbers(&mut words[7], set.zones.iter().map(|zone| zone.code.as_str())),
            stages: numbers(&mut words[8], Stage::ALL.into_iter().map(Stage::code)),
            criteria: numbers(&mut words[9], criteria().map(|c| c.code.as_str())),
            units: numbers(&mut words[10], criteria().map(|c| c.unit.as_str())),
            factors: numbers(&mut words[11], set.factors().iter().map(|factor| factor.id.as_str())),
            no_factor: words[11].number(b""),
            matches: numbers(&mut words[12], MatchedBy::ALL.into_iter().map(MatchedBy::code)),
            no_match: words[12].number(b""),
            lifetime_origins: numbers(&mut words[13], Origin::ALL.into_iter().map(Origin::code)),
            energy_origins: numbers(&mut words[14], Origin::ALL.into_iter().map(Origin::code)),
            no_origin: [words[13].number(b""), words[14].number(b"")],
            gaps: numbers(&mut words[15], Gap::ALL.into_iter().map(Gap::code)),
            no_gap: words[15].number(b""),
            scopes: numbers(&mut words[16], SCOPES.into_iter()),
        }
    }
}

/// The word columns whose words only the inventory knows, by their place in [`WORDS`]: maker,
/// model, site and entity.
const OPEN: [usize; 4] = [2, 3, 5, 6];

/// The columns of a block.
#[derive(Default)]
pub struct ImpactColumns {
    ids: Vec<u8>,
    id_ends: Vec<usize>,
    words: [Vec<u32>; WORDS.len()],
    open: [NumberedWords; OPEN.len()],
    quantity: Vec<f64>,
    amounts: [Vec<Option<f64>>; 3],
    lifetime: Vec<Option<f64>>,
    energy: Vec<Option<f64>>,
    /// What they are in the file, once the block has ended; none where it has no row.
    encoded: Option<Result<RowGroup, String>>,
}

/// What a walk's factors and rules know beforehand: the numbers of words, and the words of each column.
struct KnownWords {
    numbers: WordNumbers,
    words: Vec<Utf8ViewArray>,
}

impl KnownWords {
    fn of(kernel: &Kernel<'_>) -> Self {
        let mut words: Vec<NumberedWords> =
            WORDS.iter().map(|_| NumberedWords::default()).collect();
        let numbers = WordNumbers::of(&mut words, kernel);
        Self { numbers, words: words.iter().map(NumberedWords::array).collect() }
    }
}

/// Writes the rows of `impacts.parquet` down in columns, and encodes each block's at its end: a file is
/// the same whichever thread was first.
pub struct ParquetImpacts<'a> {
    names: &'a WalkNames,
    table: ImpactTable,
    known: Option<KnownWords>,
    sites: KnownNames<Arc<str>>,
    entities: KnownNames<Arc<str>>,
}

impl<'a> ParquetImpacts<'a> {
    /// A recorder of one thread.
    pub fn new(names: &'a WalkNames, table: &ImpactTable) -> Self {
        let (sites, entities) = (KnownNames::new(), KnownNames::new());
        Self { names, table: table.clone(), known: None, sites, entities }
    }
}

impl Recorder for ParquetImpacts<'_> {
    type Batch = ImpactColumns;

    fn record(&mut self, line: &Line<'_>, batch: &mut ImpactColumns) {
        let (told, equipment, weighed, kernel) =
            (&line.told, line.equipment, line.weighed, line.kernel);
        let id = told.id();
        let numbers = &self.known.get_or_insert_with(|| KnownWords::of(kernel)).numbers;
        let site = self.sites.get(&self.names.sites, equipment.site, |name| name.into());
        let entity = self.entities.get(&self.names.entities, equipment.entity, |name| name.into());
        let [makers, models, sites, entities] = &mut batch.open;
        let shared = [
            numbers.scenario,
            numbers.types[usize::from(equipment.type_id.0)],
            makers.number(told.maker_word()),
            models.number(told.model_word()),
            numbers.states[equipment.state as usize],
            sites.number(site.as_bytes()),
            entities.number(entity.as_bytes()),
            numbers.zones[usize::from(equipment.zone.0)],
        ];
        let matched = kernel
            .choice(weighed.choice)
            .matched_by
            .map_or(numbers.no_match, |matched| numbers.matches[matched as usize]);
        let lifetime = weighed
            .lifetime
            .map_or(numbers.no_origin[0], |(_, o)| numbers.lifetime_origins[o as usize]);
        let energy = weighed
            .energy
            .map_or(numbers.no_origin[1], |(_, o)| numbers.energy_origins[o as usize]);
        impact_rows(line, |ImpactRow { stage, criterion, amount, error }| {
            batch.ids.extend_from_slice(id.as_bytes());
            batch.id_ends.push(batch.ids.len());
            let factor =
                amount.map_or(numbers.no_factor, |(_, factor)| numbers.factors[factor.0 as usize]);
            let rest = [
                numbers.stages[stage.index()],
                numbers.criteria[criterion],
                numbers.units[criterion],
                factor,
                matched,
                lifetime,
                energy,
                error.map_or(numbers.no_gap, |gap| numbers.gaps[gap as usize]),
                numbers.scopes[scope_place(line, stage, criterion)],
            ];
            for (column, number) in shared.into_iter().chain(rest).enumerate() {
                batch.words[column].push(number);
            }
            let amount = amount.map(|(amount, _)| amount);
            batch.quantity.push(equipment.quantity);
            batch.amounts[0].push(amount.map(|a| a.value));
            batch.amounts[1].push(amount.map(|a| a.low));
            batch.amounts[2].push(amount.map(|a| a.high));
            batch.lifetime.push(weighed.lifetime.map(|(years, _)| years.0.value));
            batch.energy.push(weighed.energy.map(|(kwh, _)| kwh.0.value));
        });
    }

    fn end(&mut self, batch: &mut ImpactColumns) {
        if let Some(known) = &self.known
            && !batch.quantity.is_empty()
        {
            let columns = std::mem::take(batch);
            batch.encoded = Some(columns.encoded(&self.table, &known.words));
        }
    }
}

impl ImpactColumns {
    /// The columns as the file has them.
    fn encoded(self, table: &ImpactTable, known: &[Utf8ViewArray]) -> Result<RowGroup, String> {
        let rows = self.quantity.len();
        let (mut words, mut open) = (self.words.into_iter().enumerate(), self.open.into_iter());
        let mut word = || -> Result<Box<dyn Array>, String> {
            let (at, numbers) = words.next().expect("there is a column for each place of words");
            match OPEN.contains(&at).then(|| open.next()).flatten() {
                Some(own) => open_column(numbers, &own),
                None => words_column(numbers, known[at].clone()),
            }
        };
        let number = |values: Vec<Option<f64>>| -> Box<dyn Array> {
            Box::new(PrimitiveArray::<f64>::from(values))
        };
        let ids = String::from_utf8_lossy(&self.ids);
        let starts = std::iter::once(0).chain(self.id_ends.iter().copied());
        let ids: Vec<&str> = (starts.zip(&self.id_ends))
            .map(|(start, end)| ids.get(start..*end).unwrap_or(""))
            .collect();
        let [value, low, high] = self.amounts;
        let arrays: Vec<Box<dyn Array>> = vec![
            Box::new(PrimitiveArray::from_vec(vec![table.year; rows])),
            word()?,
            Box::new(Utf8ViewArray::from_slice_values(ids)),
            word()?,
            word()?,
            word()?,
            word()?,
            word()?,
            word()?,
            word()?,
            Box::new(PrimitiveArray::from_vec(self.quantity)),
            word()?,
            word()?,
            number(value),
            number(low),
            number(high),
            word()?,
            word()?,
            word()?,
            number(self.lifetime),
            word()?,
            number(self.energy),
            word()?,
            word()?,
            word()?,
        ];
        table.columns.encode(rows, arrays)
    }
}

/// A column of words that the inventory alone knows, each masked where it has the shape of somebody's.
fn open_column(mut numbers: Vec<u32>, own: &NumberedWords) -> Result<Box<dyn Array>, String> {
    let mut shown = NumberedWords::default();
    let of_file: Vec<u32> =
        own.words().map(|word| shown.number(masked(&word).as_bytes())).collect();
    for number in &mut numbers {
        *number = of_file[*number as usize];
    }
    words_column(numbers, shown.array())
}

/// The Parquet file being written.
pub struct ParquetOut<W: Write>(ParquetFile<W>);

impl<W: Write> ParquetOut<W> {
    /// Starts the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn new(file: W, table: &ImpactTable) -> Result<Self, Fault> {
        ParquetFile::new(file, &table.path, &table.columns).map(Self)
    }

    /// Writes the columns of a block that has ended.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn put(&mut self, columns: ImpactColumns) -> Result<(), Fault> {
        columns.encoded.map_or(Ok(()), |group| self.0.put(group))
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn finish(self) -> Result<(), Fault> {
        self.0.finish()
    }
}
