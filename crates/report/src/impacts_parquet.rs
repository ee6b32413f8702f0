//! `impacts.parquet`: impacts by equipment as columns; words are stored once and numbered.

use super::impacts::{
    BASELINE, IMPACTS, ImpactRow, KnownNames, SCOPES, WalkNames, impact_rows, scope_place,
};
use super::parquet_file::{
    Column, ColumnKind, GluedTexts, NumberedWords, ParquetColumns, ParquetFile, RowGroup, Told,
};
use equipment::State;
use footprint::impact::{Gap, Kernel};
use ground::fault::Fault;
use ground::provenance::{MatchedBy, Origin};
use ground::stage::Stage;
use ground::table::{masked, unwritable};
use parquet::data_type::ByteArray;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::{Line, Recorder};

/// The columns that hold words.
const WORDS: [&str; 17] = [
    "scenario",
    "equipment_type",
    "manufacturer",
    "model",
    "status",
    "site",
    "entity",
    "country",
    "stage",
    "criterion",
    "unit",
    "factor_id",
    "matched_by",
    "lifetime_origin",
    "energy_origin",
    "error",
    "scope",
];

/// The columns of words of which only the inventory knows the words.
const OPEN: [&str; 4] = ["manufacturer", "model", "site", "entity"];

/// The place of a column among those of words.
fn word_place(name: &str) -> Option<usize> {
    WORDS.iter().position(|word| *word == name)
}

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
        let kind = |name: &str| match name {
            "year" => ColumnKind::Whole,
            "equipment_id" => ColumnKind::Text,
            _ if WORDS.contains(&name) => ColumnKind::Words,
            _ => ColumnKind::Number,
        };
        let columns = IMPACTS.iter().map(|name| (*name, kind(name)));
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
        let set = kernel.set;
        let criteria = || kernel.criteria.iter().map(|at| &set.criteria[*at]);
        let mut number = |name: &str, word: &str| -> u32 {
            let column = word_place(name).expect("a column of words");
            words[column].number(word.as_bytes())
        };
        macro_rules! numbers {
            ($name:literal, $all:expr) => {
                $all.map(|word| number($name, word)).collect()
            };
        }
        Self {
            scenario: number("scenario", BASELINE),
            types: numbers!("equipment_type", set.types.iter().map(|kind| kind.code.as_str())),
            states: numbers!("status", State::ALL.into_iter().map(State::code)),
            zones: numbers!("country", set.zones.iter().map(|zone| zone.code.as_str())),
            stages: numbers!("stage", Stage::ALL.into_iter().map(Stage::code)),
            criteria: numbers!("criterion", criteria().map(|one| one.code.as_str())),
            units: numbers!("unit", criteria().map(|one| one.unit.as_str())),
            factors: numbers!("factor_id", set.factors().iter().map(|one| one.id.as_str())),
            no_factor: number("factor_id", ""),
            matches: numbers!("matched_by", MatchedBy::ALL.into_iter().map(MatchedBy::code)),
            no_match: number("matched_by", ""),
            lifetime_origins: numbers!(
                "lifetime_origin",
                Origin::ALL.into_iter().map(Origin::code)
            ),
            energy_origins: numbers!("energy_origin", Origin::ALL.into_iter().map(Origin::code)),
            no_origin: [number("lifetime_origin", ""), number("energy_origin", "")],
            gaps: numbers!("error", Gap::ALL.into_iter().map(Gap::code)),
            no_gap: number("error", ""),
            scopes: numbers!("scope", SCOPES.into_iter()),
        }
    }
}

/// The columns of a block.
#[derive(Default)]
pub struct ImpactColumns {
    ids: GluedTexts,
    /// By [`WORDS`].
    words: [Vec<u32>; WORDS.len()],
    /// By [`OPEN`].
    open: [NumberedWords; OPEN.len()],
    quantity: Vec<f64>,
    amounts: [Told<f64>; 3],
    lifetime: Told<f64>,
    energy: Told<f64>,
    /// What they are in the file, once the block has ended; none where it has no row.
    encoded: Option<Result<RowGroup, String>>,
}

/// What a walk's factors and rules know beforehand: the numbers of words, and the words of each column.
struct KnownWords {
    numbers: WordNumbers,
    words: Vec<Vec<ByteArray>>,
}

impl KnownWords {
    fn of(kernel: &Kernel<'_>) -> Self {
        let mut words: Vec<NumberedWords> =
            WORDS.iter().map(|_| NumberedWords::default()).collect();
        let numbers = WordNumbers::of(&mut words, kernel);
        Self { numbers, words: words.iter().map(NumberedWords::column).collect() }
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
            batch.ids.push(id.as_bytes());
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
            // In the order of `WORDS`.
            for (column, number) in batch.words.iter_mut().zip(shared.into_iter().chain(rest)) {
                column.push(number);
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
    fn encoded(self, table: &ImpactTable, known: &[Vec<ByteArray>]) -> Result<RowGroup, String> {
        let [value, low, high] = self.amounts;
        let years = vec![table.year; self.quantity.len()];
        let mut columns = BTreeMap::from([
            ("year", Column::Whole(years)),
            ("equipment_id", self.ids.column()),
            ("quantity", Column::Number(self.quantity.into_iter().map(Some).collect())),
            ("value", Column::Number(value)),
            ("low", Column::Number(low)),
            ("high", Column::Number(high)),
            ("lifetime_years", Column::Number(self.lifetime)),
            ("annual_energy_kwh", Column::Number(self.energy)),
        ]);
        for ((name, numbers), known) in WORDS.into_iter().zip(self.words).zip(known) {
            let open = OPEN.iter().position(|open| *open == name);
            let column = match open {
                Some(at) => open_column(numbers, &self.open[at]),
                None => Column::Words { numbers, words: known.clone() },
            };
            columns.insert(name, column);
        }
        let in_order = IMPACTS.iter().filter_map(|name| Some((*name, columns.remove(name)?)));
        table.columns.encode(in_order.collect())
    }
}

/// A column of words that the inventory alone knows, each masked where it has the shape of somebody's.
fn open_column(mut numbers: Vec<u32>, own: &NumberedWords) -> Column {
    let mut shown = NumberedWords::default();
    let of_file: Vec<u32> =
        own.words().map(|word| shown.number(masked(&word).as_bytes())).collect();
    for number in &mut numbers {
        *number = of_file[*number as usize];
    }
    Column::Words { numbers, words: shown.column() }
}

/// The Parquet file being written.
pub struct ParquetOut<W: Write>(ParquetFile<W>);

impl<W: Write + Send> ParquetOut<W> {
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
