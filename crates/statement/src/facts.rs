//! What a run holds, as sentences need it.

use ground::lang::Text;

/// The level of the interval of the total, in per cent.
pub(super) const LEVEL: u32 = 90;

/// How the identifiers of how many there are of a type begin: the table where they stand.
const OF_TYPES: &str = "footprint.csv, units:";

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Kilograms of CO₂ equivalent.
    Carbon,
    /// Kilowatt-hours.
    Energy,
    /// Kilograms of things: waste.
    Mass,
    /// A share, 0 to 100.
    Percent,
    /// A number of times: a PUE.
    Ratio,
    /// A number of units, which is exact.
    Units,
}

/// Which way through the estate a figure, or a sentence, is about: what is bought is not what leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// What comes in: purchases, spending.
    In,
    /// What leaves: retired, given, sold, waste.
    Out,
}

/// What a figure is the figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The estate as a whole.
    Estate,
    /// Its equipment, without services and rooms.
    Equipment,
    /// A person of the organisation.
    Person,
    /// What its label names.
    Label,
}

/// Of which totals a figure is a part, for sentences that tell it as a share of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOfTotal {
    /// Of the equipment, and so of the whole: what a type weighs.
    OfEquipment,
    /// Of the whole alone: a service, a stage of all that there is.
    OfWhole,
    /// Of the equipment alone: a stage of it.
    OfEquipmentAlone,
}

/// A figure of the run.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Where it stands: a field of `run.json`, or an indicator.
    pub id: String,
    /// What it is.
    pub label: Text,
    /// What it is of.
    pub of: Dimension,
    /// What it is the figure of.
    pub subject: Subject,
    /// Its value, in the unit of the dimension.
    pub value: f64,
    /// Its bounds, where it has some.
    pub bounds: Option<(f64, f64)>,
    /// Whether it is of what comes in or of what leaves, where it is of one of them.
    pub flow: Option<Flow>,
    /// Of which totals it is a part, where it is what a type, a service or a stage weighs.
    pub part: Option<PartOfTotal>,
    /// Of a share, what it is of, by the catalogue's code; empty where its name says it.
    pub whole: String,
    /// Whether a sentence for the public tells it; what is not told is still known to the lint.
    pub told: bool,
    /// Whether what was not read of the year could move it: it is then told with its bounds, or not.
    pub open: bool,
}

impl Known {
    /// A figure without bounds, that the lint alone knows.
    pub fn exact(id: String, label: Text, of: Dimension, subject: Subject, value: f64) -> Self {
        Self {
            id,
            label,
            of,
            subject,
            value,
            bounds: None,
            flow: None,
            part: None,
            whole: String::new(),
            told: false,
            open: false,
        }
    }

    /// Whether it is a number of things of a type.
    pub(super) fn counts_type(&self) -> bool {
        self.of == Dimension::Units && self.id.starts_with(OF_TYPES)
    }
}

/// How the footprint or the electricity stands against an earlier year's.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedChange {
    /// Whether it is the estate's, or a person's.
    pub subject: Subject,
    /// What it is of: greenhouse gases, energy.
    pub of: Dimension,
    /// The earlier year.
    pub year: i32,
    /// Its value, in the unit of the dimension.
    pub before: f64,
    /// By how much, in per cent of the earlier year.
    pub percent: f64,
    /// Whether the two may be compared: the same factors, perimeter and method.
    pub comparable: bool,
    /// Whether their intervals tell them apart.
    pub distinguishable: bool,
    /// What was not read of the two years, where that alone leaves them not to be told apart.
    pub unread: Option<Text>,
}

/// What a run holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The year.
    pub year: i32,
    /// Units that the footprint of the year rests on.
    pub units: f64,
    /// Units of all its lines, those that weigh nothing in the year included.
    pub listed: f64,
    /// The method.
    pub method: String,
    /// The factor sets.
    pub factors: String,
    /// The carbon footprint with its 90 % interval, where it was computed.
    pub total: Option<Known>,
    /// Its other figures.
    pub figures: Vec<Known>,
    /// Against earlier years.
    pub changes: Vec<StatedChange>,
    /// Bases that the plan declares, of years that the estate has no inventory of.
    pub declared: Vec<Declared>,
    /// How many people the organisation has in the year, where it is known.
    pub people: Option<f64>,
    /// What earlier years hold, each by itself: a sentence that names one alone is held against it.
    pub former: Vec<Facts>,
    /// Whether a plan stands beside the estate.
    pub plan: bool,
    /// Whether something is missing from the total.
    pub partial: bool,
    /// What was not read of the year: rows, records, files.
    pub rows_unread: Option<Text>,
    /// Columns of the inventories left unread that could move the figures, each with what to write.
    pub unread: Vec<Text>,
    /// What the ledger and the inventories tell in two ways, which figures have in their bounds.
    pub contradicted: Vec<Text>,
    /// Whether services bought are in the total.
    pub services: bool,
}

impl Facts {
    /// All its figures, the total first.
    pub fn all(&self) -> impl Iterator<Item = &Known> {
        self.total.iter().chain(&self.figures)
    }

    /// What a figure has of the whole, or of the equipment, in per cent, where it is a part of that.
    pub(super) fn share(&self, known: &Known, of_equipment: bool) -> Option<f64> {
        let total = if of_equipment {
            let is =
                |one: &&Known| one.subject == Subject::Equipment && one.of == Dimension::Carbon;
            self.figures.iter().find(is)?
        } else {
            self.total.as_ref()?
        };
        let is_part = match known.part? {
            PartOfTotal::OfEquipment => true,
            PartOfTotal::OfWhole => !of_equipment,
            PartOfTotal::OfEquipmentAlone => of_equipment,
        };
        (is_part && total.value > 0.0).then(|| 100.0 * known.value / total.value)
    }
}

/// A value that somebody declares of a year that the estate has no inventory of.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// The indicator.
    pub id: String,
    /// What it is.
    pub label: Text,
    /// What it is of.
    pub of: Dimension,
    /// What it is the figure of.
    pub subject: Subject,
    /// Its year.
    pub year: i32,
    /// Its value, in the unit of the dimension.
    pub value: f64,
    /// Where it is from; empty where nobody says.
    pub source: String,
}
