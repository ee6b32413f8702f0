//! `impacts.parquet`: impacts by equipment as columns; words are stored once and numbered.

use super::impacts::{
    BASELINE, IMPACTS, ImpactRow, KnownNames, SCOPES, WalkNames, impact_rows, scope_place,
};
use equipment::State;
use footprint::impact::{Gap, Kernel};
use ground::fault::Fault;
use ground::provenance::{MatchedBy, Origin};
use ground::stage::Stage;
use ground::table::{masked, numbered, unwritable};
use polars::prelude::StatisticsOptions;
use polars::prelude::{
    Categorical32Type, CategoricalChunked, CategoricalMapping, Categories, Column, DataFrame,
    DataType, Float64Chunked, IntoColumn, IntoSeries, NamedFrom, NewChunkedArray,
    ParquetCompression, ParquetWriter, PlSmallStr, PolarsResult, Schema, Series, StringChunked,
    UInt32Chunked,
};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Line, Recorder};

/// The columns that hold words, by their place in [`IMPACTS`].
const WORDS: [usize; 17] = [1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 16, 17, 18, 20, 22, 23, 24];

/// The word columns' categories, shared by all threads.
#[derive(Clone)]
pub struct Dictionaries {
    columns: Vec<Arc<CategoricalMapping>>,
    types: Vec<DataType>,
}

impl Default for Dictionaries {
    fn default() -> Self {
        let categories: Vec<Arc<Categories>> = WORDS
            .iter()
            .map(|at| {
                // A name of its own each time would be written to the file.
                Categories::new(
                    PlSmallStr::from_static(IMPACTS[*at]),
                    PlSmallStr::from_static("empreinte"),
                    polars::prelude::CategoricalPhysical::U32,
                )
            })
            .collect();
        Self {
            columns: categories.iter().map(|c| c.mapping()).collect(),
            types: categories.iter().map(|c| DataType::from_categories(c.clone())).collect(),
        }
    }
}

/// Numbers of the words of one column.
struct ColumnWords {
    mapping: Arc<CategoricalMapping>,
    known: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
}

impl ColumnWords {
    #[inline]
    fn number(&mut self, word: &[u8]) -> u32 {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let text = String::from_utf8_lossy(word);
        // There is room for four thousand million words.
        let number = self.mapping.insert_cat(&text).unwrap_or(0);
        self.known.insert(word.into(), number);
        number
    }

    fn numbers<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Vec<u32> {
        words.map(|word| self.number(word.as_bytes())).collect()
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
    fn of(words: &mut [ColumnWords], kernel: &Kernel<'_>) -> Self {
        let set = kernel.set;
        let criteria = || kernel.criteria.iter().map(|at| &set.criteria[*at]);
        Self {
            scenario: words[0].number(BASELINE.as_bytes()),
            types: words[1].numbers(set.types.iter().map(|kind| kind.code.as_str())),
            states: words[4].numbers(State::ALL.into_iter().map(State::code)),
            zones: words[7].numbers(set.zones.iter().map(|zone| zone.code.as_str())),
            stages: words[8].numbers(Stage::ALL.into_iter().map(Stage::code)),
            criteria: words[9].numbers(criteria().map(|c| c.code.as_str())),
            units: words[10].numbers(criteria().map(|c| c.unit.as_str())),
            factors: words[11].numbers(set.factors().iter().map(|factor| factor.id.as_str())),
            no_factor: words[11].number(b""),
            matches: words[12].numbers(MatchedBy::ALL.into_iter().map(MatchedBy::code)),
            no_match: words[12].number(b""),
            lifetime_origins: words[13].numbers(Origin::ALL.into_iter().map(Origin::code)),
            energy_origins: words[14].numbers(Origin::ALL.into_iter().map(Origin::code)),
            no_origin: [words[13].number(b""), words[14].number(b"")],
            gaps: words[15].numbers(Gap::ALL.into_iter().map(Gap::code)),
            no_gap: words[15].number(b""),
            scopes: words[16].numbers(SCOPES.into_iter()),
        }
    }
}

/// The word columns whose words only the inventory knows, by their place in [`WORDS`]: maker,
/// model, site and entity.
const OPEN: [usize; 4] = [2, 3, 5, 6];

/// Words of one block's column, numbered in order of appearance. The file numbers them when the
/// block's turn comes: the numbers, and so the bytes, do not depend on which thread was first.
#[derive(Default)]
struct LocalWords {
    numbers: HashMap<Box<[u8]>, u32, foldhash::fast::FixedState>,
    words: Vec<Box<[u8]>>,
}

impl LocalWords {
    #[inline]
    fn number(&mut self, word: &[u8]) -> u32 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let number = numbered(self.words.len());
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }
}

/// The columns of a block.
#[derive(Default)]
pub struct ImpactColumns {
    ids: Vec<u8>,
    id_ends: Vec<usize>,
    words: [Vec<u32>; WORDS.len()],
    open: [LocalWords; OPEN.len()],
    quantity: Vec<f64>,
    amounts: [Vec<Option<f64>>; 3],
    lifetime: Vec<Option<f64>>,
    energy: Vec<Option<f64>>,
}

/// Writes the rows of `impacts.parquet` down in columns.
pub struct ParquetImpacts<'a> {
    names: &'a WalkNames,
    words: Vec<ColumnWords>,
    numbers: Option<WordNumbers>,
    sites: KnownNames<Arc<str>>,
    entities: KnownNames<Arc<str>>,
}

impl<'a> ParquetImpacts<'a> {
    /// A recorder of one thread.
    pub fn new(names: &'a WalkNames, dictionaries: &Dictionaries) -> Self {
        let words = dictionaries
            .columns
            .iter()
            .map(|mapping| ColumnWords {
                mapping: mapping.clone(),
                known: HashMap::with_hasher(foldhash::fast::FixedState::with_seed(3)),
            })
            .collect();
        Self { names, words, numbers: None, sites: KnownNames::new(), entities: KnownNames::new() }
    }
}

impl Recorder for ParquetImpacts<'_> {
    type Batch = ImpactColumns;

    fn record(&mut self, line: &Line<'_>, batch: &mut ImpactColumns) {
        let (told, equipment, weighed, kernel) =
            (&line.told, line.equipment, line.weighed, line.kernel);
        let id = told.id();
        let words = &mut self.words;
        let numbers = self.numbers.get_or_insert_with(|| WordNumbers::of(words, kernel));
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
}

/// The Parquet file being written.
pub struct ParquetOut<W: Write> {
    writer: polars::io::parquet::write::BatchedWriter<W>,
    dictionaries: Dictionaries,
    year: i32,
    path: PathBuf,
}

impl<W: Write> ParquetOut<W> {
    /// Starts the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn new(
        file: W,
        path: &Path,
        dictionaries: Dictionaries,
        year: i32,
        threads: usize,
    ) -> Result<Self, Fault> {
        let schema: Schema = IMPACTS
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let kind = match (WORDS.iter().position(|word| *word == at), *name) {
                    (Some(word), _) => dictionaries.types[word].clone(),
                    (None, "year") => DataType::Int32,
                    (None, "equipment_id") => DataType::String,
                    (None, _) => DataType::Float64,
                };
                (PlSmallStr::from_static(name), kind)
            })
            .collect();
        let writer = ParquetWriter::new(file)
            .with_compression(ParquetCompression::Snappy)
            .with_statistics(StatisticsOptions::empty())
            .set_parallel(threads > 1)
            .batched(&schema)
            .map_err(|error| failed(path, &error))?;
        Ok(Self { writer, dictionaries, year, path: path.to_owned() })
    }

    /// Writes the columns of a block.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn put(&mut self, columns: ImpactColumns) -> Result<(), Fault> {
        let path = self.path.clone();
        self.write(columns).map_err(|error| failed(&path, &error))
    }

    fn write(&mut self, columns: ImpactColumns) -> PolarsResult<()> {
        let rows = columns.quantity.len();
        if rows == 0 {
            return Ok(());
        }
        let mut words = columns.words.into_iter();
        let mut word = |name: &'static str| -> PolarsResult<Column> {
            let at = WORDS.iter().position(|place| IMPACTS[*place] == name).unwrap_or(0);
            let mut numbers =
                words.next().expect("there are as many word columns as names of them");
            if let Some(open) = OPEN.iter().position(|place| *place == at) {
                let mapping = &self.dictionaries.columns[at];
                let known = &columns.open[open].words;
                let of_file = known
                    .iter()
                    .map(|word| mapping.insert_cat(&masked(&String::from_utf8_lossy(word))))
                    .collect::<PolarsResult<Vec<u32>>>()?;
                for number in &mut numbers {
                    *number = of_file[*number as usize];
                }
            }
            let physical = UInt32Chunked::from_vec(PlSmallStr::from_static(name), numbers);
            let column = CategoricalChunked::<Categorical32Type>::from_cats_and_dtype(
                physical,
                self.dictionaries.types[at].clone(),
            );
            Ok(column.into_series().into_column())
        };
        let number = |name: &'static str, values: Vec<Option<f64>>| -> Column {
            let column = Float64Chunked::from_iter_options(
                PlSmallStr::from_static(name),
                values.into_iter(),
            );
            column.into_series().into_column()
        };
        let ids = String::from_utf8_lossy(&columns.ids);
        let mut start = 0;
        let ids = StringChunked::from_iter_values(
            PlSmallStr::from_static("equipment_id"),
            columns.id_ends.iter().map(|end| {
                let id = ids.get(start..*end).unwrap_or("");
                start = *end;
                id
            }),
        );
        let [value, low, high] = columns.amounts;
        let frame = vec![
            Series::new(PlSmallStr::from_static("year"), vec![self.year; rows]).into_column(),
            word("scenario")?,
            ids.into_series().into_column(),
            word("equipment_type")?,
            word("manufacturer")?,
            word("model")?,
            word("status")?,
            word("site")?,
            word("entity")?,
            word("country")?,
            Series::new(PlSmallStr::from_static("quantity"), columns.quantity).into_column(),
            word("stage")?,
            word("criterion")?,
            number("value", value),
            number("low", low),
            number("high", high),
            word("unit")?,
            word("factor_id")?,
            word("matched_by")?,
            number("lifetime_years", columns.lifetime),
            word("lifetime_origin")?,
            number("annual_energy_kwh", columns.energy),
            word("energy_origin")?,
            word("error")?,
            word("scope")?,
        ];
        self.writer.write_batch(&DataFrame::new(rows, frame)?)
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn finish(self) -> Result<(), Fault> {
        self.writer.finish().map(|_| ()).map_err(|error| failed(&self.path, &error))
    }
}

fn failed(path: &Path, error: &polars::prelude::PolarsError) -> Fault {
    unwritable(path, &std::io::Error::other(error.to_string()))
}
