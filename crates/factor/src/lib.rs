//! Factor: the catalogue of emission factors, and where an equipment type meets one.
//!
//! A set is opened once, checked whole and lent by reference ([`FactorSet::open`],
//! [`FactorSet::shipped`], [`FactorSet::stack`]): one layer, or several laid over one another. It
//! knows factors, their sources and the tree of types; it never changes an equipment, and it knows
//! nothing of inventories. A factor without a source, with `low > value`, or in a unit outside the
//! closed list does not load.

mod attach;
mod audit;
mod bounds;
mod budgets;
mod catalogue;
mod cells;
mod components;
mod diff;
mod electricity;
mod graphics_cards;
mod hardware;
pub mod import;
mod layer;
mod layers;
mod load;
mod document;
mod manifest;
pub mod models;
mod note_words;
mod parts;
mod processor_names;
mod published;
mod row;
mod services;
mod shipped;
mod source_words;
mod topics;
mod type_kind;

pub mod configuration;

pub use attach::{Attached, StageFactor};
pub use audit::{Licence, SetFinding};
pub use bounds::BoundsCoverage;
pub use budgets::{Budget, CRITERIA};
pub use components::{CloudInstance, CloudRegion, FamilyProcessors, PARAMETERS, PARTS};
pub use diff::{FactorChange, SetFigure, diff};
pub use document::NamedDocument;
pub use electricity::{Fallback, Mix};
pub use graphics_cards::GraphicsCard;
pub use layer::Layer;
pub use layers::{DEFAULT_SET, NamedFiles, SetPlace};
pub use manifest::{file_digest, hex_digest, manifest_of};
pub use models::ModelIndex;
pub use note_words::told_note;
pub use parts::{ElectricityParts, PartFactors};
pub use processor_names::NamedProcessor;
pub use published::{Law, Published, PublishedStanding, Spread};
pub use row::{UNITS, unit_behind, unit_text};
pub use services::{Metric, ServiceFactor};
pub use shipped::names as shipped_names;
pub use source_words::ToldSource;
pub use type_kind::TypeKind;

use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use std::collections::{BTreeMap, HashMap};

/// The place of a factor in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorId(pub u32);

/// The place of a type in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u16);

/// The place of a zone in its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneId(pub u16);

/// A factor, with all that an auditor asks of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Its identifier in the set.
    pub id: String,
    /// What it is about: an equipment type, a zone and year, a datacentre key.
    pub subject: String,
    /// Value and bounds, in `unit`.
    pub amount: Interval,
    /// Its unit.
    pub unit: String,
    /// What the bounds rest on.
    pub basis: String,
    /// The share of cases between the bounds.
    pub coverage: BoundsCoverage,
    /// Where it holds.
    pub geography: String,
    /// The year it is of, as the source says it.
    pub year: String,
    /// Its source, a `source_id` of the set.
    pub source_id: String,
    /// The file of the set it stands in.
    pub topic: &'static str,
    /// The place in [`FactorSet::layers`] of the layer it is of; `None` when a method fixes it.
    pub layer: Option<usize>,
    /// The factor of a layer above that is used instead, if any.
    pub replaced_by: Option<FactorId>,
    /// What an electricity factor counts in; `None` for other topics.
    pub grid: Option<Grid>,
    /// The type and the criterion's place of an embodied factor; `None` for other quantities.
    pub of_type: Option<(TypeId, usize)>,
    /// Whether it is no more than a weight times a factor per kilogram.
    pub proxy: bool,
}

/// What an electricity factor counts in, as its source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// `consumption mix` or `production mix`, as the source words it; empty when not stated.
    pub mix: String,
    /// Whether the life cycle upstream of the power plants is counted; `None` when not stated.
    pub includes_upstream: Option<bool>,
    /// Whether transmission and distribution losses are counted; `None` when not stated.
    pub includes_losses: Option<bool>,
}

/// A type of equipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquipmentType {
    /// Its name in files.
    pub code: String,
    /// The type it is a kind of.
    pub parent: Option<TypeId>,
    /// Its name.
    pub label: Text,
    /// What sort of equipment it is.
    pub kind: TypeKind,
    /// Its WEEE category, 1 to 6.
    pub weee_category: Option<u8>,
}

/// A country or wider zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// ISO 3166 alpha-3 code, or `EU27`, `WORLD`.
    pub code: String,
    /// ISO 3166 alpha-2 code.
    pub iso2: String,
    /// Its name.
    pub label: Text,
    /// Its continent's code.
    pub continent: String,
}

/// An environmental criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Whether it is computed without being asked for.
    pub default: bool,
    /// Its name in files, such as `gwp`.
    pub code: String,
    /// Its unit.
    pub unit: String,
    /// Its name.
    pub label: Text,
}

/// A publication that factors come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name in the set.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub year: String,
    /// Where it is found.
    pub url: String,
    /// Its licence.
    pub licence: String,
}

/// Factors, checked whole: a set, or several laid over one another.
#[derive(Debug, Clone)]
pub struct FactorSet {
    /// Its name, such as `core-2026.12`; those of its layers joined by ` + `, lowest first.
    pub name: String,
    /// The version of its top layer.
    pub version: String,
    /// The date of its top layer.
    pub date: String,
    /// Its licence; those of its layers joined by ` + `.
    pub licence: String,
    /// What its top layer is, in both languages.
    pub description: ground::lang::Text,
    /// Names its content: SHA-256 of its manifest, or of the hashes of its layers in their order.
    pub hash: String,
    /// Its layers, lowest first; never empty.
    pub layers: Vec<Layer>,
    /// Criteria, in file order.
    pub criteria: Vec<Criterion>,
    /// Types, in file order.
    pub types: Vec<EquipmentType>,
    /// Zones, in file order.
    pub zones: Vec<Zone>,
    /// Sources, in file order.
    pub sources: Vec<Source>,
    factors: Vec<Factor>,
    type_by_code: HashMap<String, TypeId>,
    embodied: Vec<Vec<StageFactor>>,
    lifetimes: Vec<Option<FactorId>>,
    energy: Vec<Option<FactorId>>,
    weights: Vec<Option<FactorId>>,
    electricity: BTreeMap<String, BTreeMap<i32, Vec<Option<FactorId>>>>,
    parts: BTreeMap<String, BTreeMap<i32, Vec<PartFactors>>>,
    /// By key, metric and geography.
    datacentres: BTreeMap<(String, String, String), FactorId>,
    one_electricity: Option<Vec<Option<FactorId>>>,
    components: components::Components,
    models: ModelIndex,
    services: Vec<ServiceFactor>,
    spreads: Vec<Spread>,
    budgets: Vec<Budget>,
}

impl FactorSet {
    /// A factor by its place.
    pub fn factor(&self, id: FactorId) -> &Factor {
        &self.factors[id.0 as usize]
    }

    /// Whether every layer has a manifest.
    pub fn is_signed(&self) -> bool {
        self.layers.iter().all(|layer| layer.signed)
    }

    /// The layer a factor is of; `None` when a method fixes it.
    pub fn layer_of(&self, factor: &Factor) -> Option<&Layer> {
        self.layers.get(factor.layer?)
    }

    /// All factors, in file order, lowest layer first; those that a layer above replaces are kept.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// A factor by its identifier.
    pub fn named(&self, id: &str) -> Option<&Factor> {
        self.factors.iter().find(|factor| factor.id == id)
    }

    /// A type by its place.
    pub fn equipment_type(&self, id: TypeId) -> &EquipmentType {
        &self.types[usize::from(id.0)]
    }

    /// A type by its code.
    pub fn type_named(&self, code: &str) -> Option<TypeId> {
        self.type_by_code.get(code).copied()
    }

    /// A source by its identifier.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The models and families that have factors of their own; empty where no layer has a
    /// `models.csv`.
    pub fn models(&self) -> &ModelIndex {
        &self.models
    }

    /// The default PUE of a zone: its own, else the European one in Europe, else the world's.
    pub fn default_pue(&self, zone: ZoneId) -> Option<FactorId> {
        let zone = &self.zones[usize::from(zone.0)];
        let european = (zone.continent == "EU").then_some("EU27");
        [Some(zone.code.as_str()), european, Some("WORLD")]
            .into_iter()
            .flatten()
            .find_map(|key| self.datacentre(key, "pue"))
    }

    /// The first figure of that key and metric in `datacentres.csv`.
    pub fn datacentre(&self, key: &str, metric: &str) -> Option<FactorId> {
        let from = (key.to_owned(), metric.to_owned(), String::new());
        let (found, factor) = self.datacentres.range(from..).next()?;
        (found.0 == key && found.1 == metric).then_some(*factor)
    }

    /// The default weight of one unit, kg: the type's own, else that of the type it is a kind of.
    pub fn weight(&self, type_id: TypeId) -> Option<FactorId> {
        self.kin(type_id).find_map(|kin| self.weights[usize::from(kin.0)])
    }
}

impl EquipmentType {
    /// Its name for people.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.say(lang)
    }

    /// Whether it is no equipment: a virtual machine, a consumable, furniture.
    pub fn is_out_of_scope(&self) -> bool {
        self.kind == TypeKind::OutOfScope
    }
}

impl Criterion {
    /// Its name for people.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.say(lang)
    }
}

impl EquipmentType {
    /// Its name in both languages.
    pub fn text(&self) -> Text {
        self.label.clone()
    }
}

impl Zone {
    /// Its name in both languages.
    pub fn text(&self) -> Text {
        self.label.clone()
    }
}
