//! The readings of a table held against one another by what each would read of this very file.
//!
//! What counts first is whether the type is read, then how many of the columns that move the figure
//! are; a signature decides only between readings that get the same of them.

use super::general::STORAGE;
use super::kinds::{WordJudge, WordKind, is_day, is_maker, is_number, tells_units};
use super::placeholder::is_placeholder;
use super::sample::RowSample;
use super::{Field, Layout, SourceFormat};
use ground::table::RecordCells;
use std::collections::BTreeMap;

/// Days that tell when a machine came.
pub(super) const CAME: [Field; 4] =
    [Field::AcquiredOn, Field::InServiceOn, Field::DeliveredOn, Field::OrderedOn];

/// From this share of its cells on, a field is read.
pub(super) const READ: f64 = 0.5;

/// What a field is worth that says what is in a machine, or where it is from and stands: so is the
/// storage, in whatever columns, and the operating system.
const CONFIGURED: u32 = 5;

/// What a field that moves the figure is worth; the days of coming are worth it once.
fn mover(field: Field) -> u32 {
    match field {
        Field::EquipmentType => 100,
        Field::Quantity => 50,
        Field::Model | Field::Status => 40,
        Field::AcquiredOn | Field::InServiceOn | Field::DeliveredOn | Field::OrderedOn => 30,
        Field::AnnualEnergyKwh => 20,
        Field::DecommissionedOn | Field::ExitedOn => 10,
        Field::CpuModel
        | Field::CpuCount
        | Field::CpuCores
        | Field::RamGb
        | Field::GpuModel
        | Field::GpuCount
        | Field::ScreenSizeIn
        | Field::Country
        | Field::AcquisitionMode
        | Field::UpstreamMonths => CONFIGURED,
        _ => 0,
    }
}

/// A reading, and what it would read.
#[derive(Debug, Clone)]
pub(super) struct ReadingStanding {
    pub(super) layout: Layout,
    /// Whether the file has headings that only this source writes.
    pub(super) signed: bool,
    /// The share of each field's cells that are of its kind, 0 to 1.
    pub(super) read: BTreeMap<Field, f64>,
    /// The share of the rows whose type is known, by their type or their model.
    pub(super) typed: f64,
}

/// What a reading comes to, for people to compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The source it is read as.
    pub source: SourceFormat,
    /// Whether the file has headings that only this source writes.
    pub signed: bool,
    /// What the columns that move the figure are worth, those that are read.
    pub points: u32,
    /// The share of the rows whose type is known, 0 to 1.
    pub typed: f64,
    /// The share of the cells of each field that moves the figure that are of its kind, 0 to 1.
    pub movers: Vec<(Field, f64)>,
    /// How many headings are known, and how many there are.
    pub known: (usize, usize),
}

impl ReadingStanding {
    /// Reads a sample by a layout.
    pub(super) fn of(
        layout: Layout,
        signed: bool,
        sample: &RowSample,
        judge: &WordJudge<'_>,
    ) -> Self {
        let fields: Vec<(Field, usize)> =
            layout.fields().filter_map(|field| Some((field, layout.column(field)?))).collect();
        // How many cells of each field say something, and how many of them are of its kind.
        let mut told: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
        let mut typed = 0_usize;
        for row in &sample.rows {
            let mut row = RecordCells::of(row);
            layout.complete(&mut row);
            let cell =
                |at: usize| row.get(at).map(|cell| String::from_utf8_lossy(cell.trim_ascii()));
            for (field, at) in &fields {
                // A word for nothing is as an empty cell.
                let says = |cell: &std::borrow::Cow<'_, str>| !is_placeholder(cell.as_bytes());
                if let Some(cell) = cell(*at).filter(says) {
                    let (all, fitting) = told.entry(*field).or_default();
                    *all += 1;
                    *fitting += usize::from(fits(*field, &cell, judge));
                }
            }
            let is = |field, word| {
                let cell = layout.column(field).and_then(cell);
                cell.is_some_and(|cell| !cell.is_empty() && judge.is(word, &cell))
            };
            typed += usize::from(
                is(Field::EquipmentType, WordKind::Type)
                    || (judge.knows_words() && is(Field::Model, WordKind::Model)),
            );
        }
        let rows = sample.rows.len();
        let read = fields.iter().map(|(field, _)| {
            let share = match (rows, told.get(field)) {
                // Headings alone are taken at their word.
                (0, _) => 1.0,
                (_, None) => 0.0,
                (_, Some((all, fitting))) => *fitting as f64 / *all as f64,
            };
            (*field, share)
        });
        let read = read.collect();
        let typed = match rows {
            0 => f64::from(u8::from(layout.column(Field::EquipmentType).is_some())),
            rows => typed as f64 / rows as f64,
        };
        Self { layout, signed, read, typed }
    }

    /// The share of a field's cells that are of its kind; 0 where it is not read at all.
    pub(super) fn share(&self, field: Field) -> f64 {
        self.read.get(&field).copied().unwrap_or(0.0)
    }

    /// Whether a field is read.
    pub(super) fn reads(&self, field: Field) -> bool {
        self.share(field) >= READ
    }

    /// Whether the day that machines came is read.
    pub(super) fn reads_days(&self) -> bool {
        CAME.into_iter().any(|field| self.reads(field))
    }

    fn points(&self) -> u32 {
        let others = Field::ALL.into_iter().filter(|field| !CAME.contains(field));
        let points: u32 = others.filter(|field| self.reads(*field)).map(mover).sum::<u32>();
        let days = if self.reads_days() { mover(Field::AcquiredOn) } else { 0 };
        // A type that only the model tells is half a type.
        let by_model = if !self.reads(Field::EquipmentType) && self.typed >= READ { 50 } else { 0 };
        let storage = self.reads(Field::SsdGb)
            || self.reads(Field::HddGb)
            || STORAGE.into_iter().any(|hint| self.layout.hint(hint).is_some());
        let system = self.layout.system().is_some() || self.reads(Field::Os);
        points + days + by_model + CONFIGURED * (u32::from(storage) + u32::from(system))
    }

    /// What is compared: the greatest wins; all are whole numbers, so that nothing hangs on the
    /// last digit of a sum.
    pub(super) fn rank(&self) -> (u8, u32, bool, usize, usize) {
        let typed = if self.typed >= READ { 2 } else { u8::from(self.typed > 0.0) };
        let (known, _) = self.layout.known();
        let filled = self.read.values().filter(|share| **share > 0.0).count();
        (typed, self.points(), self.signed, filled, known)
    }

    pub(super) fn score(&self) -> Score {
        Score {
            source: self.layout.format,
            signed: self.signed,
            points: self.points(),
            typed: self.typed,
            movers: self
                .read
                .iter()
                .filter(|(field, _)| mover(**field) > 0)
                .map(|(field, share)| (*field, *share))
                .collect(),
            known: self.layout.known(),
        }
    }
}

/// Whether a cell is of the kind of its field.
fn fits(field: Field, cell: &str, judge: &WordJudge<'_>) -> bool {
    match field {
        Field::EquipmentType => judge.is(WordKind::Type, cell),
        Field::Status => judge.is(WordKind::State, cell),
        Field::Country => judge.is(WordKind::Country, cell),
        Field::Quantity => cell != "0" && tells_units(cell),
        Field::AcquiredOn
        | Field::InServiceOn
        | Field::DecommissionedOn
        | Field::ExitedOn
        | Field::DeliveredOn
        | Field::OrderedOn
        | Field::RecordedOn => judge.is_told_day(cell),
        Field::AnnualEnergyKwh
        | Field::CpuCount
        | Field::CpuCores
        | Field::GpuCount
        | Field::RamGb
        | Field::SsdGb
        | Field::HddGb
        | Field::ScreenSizeIn
        | Field::WeightKg
        | Field::PriceEur => is_number(cell),
        // Any words may be a model's name, but not a number of units, a day or a processor.
        Field::Model => {
            let named = cell.chars().any(char::is_alphabetic) && !is_day(cell);
            named && !(judge.knows_words() && judge.is(WordKind::Processor, cell))
        }
        Field::Manufacturer => is_maker(cell) || cell.chars().any(char::is_alphabetic),
        _ => true,
    }
}
