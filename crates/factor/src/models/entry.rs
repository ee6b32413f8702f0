//! Models and families, and what a match rests on.

use super::pattern::FamilyPattern;
use crate::{FactorId, StageFactor, TypeId};
use ground::provenance::MatchedBy;

/// Whether an entry is one model or a family of models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelLevel {
    /// One model.
    Model,
    /// A line of models: medians over those with a sheet.
    Family,
}

/// A model or family of `models.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelEntry {
    /// Its identifier, such as `pcf.dell.latitude-5420`.
    pub id: String,
    /// Model or family.
    pub level: ModelLevel,
    /// Its maker, as the set writes it.
    pub manufacturer: String,
    /// Its name.
    pub name: String,
    /// Other names of the same model.
    pub also: Vec<String>,
    /// Its type.
    pub equipment_type: TypeId,
    /// Sheets behind a model, models behind a family.
    pub n: u32,
    /// The year or years of the sheets.
    pub year: String,
    /// Addresses of the maker's sheets, a space between them; empty for a family.
    pub sheet: String,
    /// Its embodied factors, in kg or other units of the criterion a unit; empty where no sheet holds.
    pub stages: Vec<StageFactor>,
    /// Its energy, in kWh a year and unit.
    pub energy: Option<FactorId>,
    /// The lifetime that the maker assumes, in years.
    pub lifetime: Option<FactorId>,
    /// Its weight, in kg.
    pub weight: Option<FactorId>,
    /// The power it draws in normal use, in W.
    pub typical_power: Option<FactorId>,
    /// The power it draws idle or in standby, in W.
    pub idle_power: Option<FactorId>,
    /// The place of the layer it is of, among those of the stack.
    pub layer: usize,
    /// What a name must hold to be of this family; empty for a model.
    pub(super) patterns: Vec<FamilyPattern>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelMatch<'a> {
    /// A model or a family.
    Found(Box<FoundEntry<'a>>),
    /// Nothing that can be claimed.
    None {
        /// The normalised name that was looked for.
        asked: String,
        /// The nearest names, best first, at most three.
        nearest: Vec<Near<'a>>,
    },
}

/// A match, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundEntry<'a> {
    /// The model or family.
    pub entry: &'a ModelEntry,
    /// [`MatchedBy::Model`] or [`MatchedBy::Family`].
    pub matched_by: MatchedBy,
    /// How sure, from [`CLAIM`](super::CLAIM) to 1.
    pub score: f64,
    /// The normalised name that was looked for.
    pub asked: String,
    /// The normalised name or the pattern that it met.
    pub met: String,
    /// The entry that gives the embodied factors: `entry`, else its nearest family that has them.
    pub embodied: Option<EntryPart<'a>>,
    /// The energy, from `entry`, else from its nearest family that has one.
    pub energy: Option<EntryPart<'a>>,
    /// The lifetime that the maker assumes.
    pub lifetime: Option<EntryPart<'a>>,
    /// The weight.
    pub weight: Option<EntryPart<'a>>,
    /// The power in normal use.
    pub typical_power: Option<EntryPart<'a>>,
    /// The power idle or in standby.
    pub idle_power: Option<EntryPart<'a>>,
}

/// An entry that a quantity is taken from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryPart<'a> {
    /// The model or family.
    pub entry: &'a ModelEntry,
    /// How it matched.
    pub matched_by: MatchedBy,
    /// The factor; the first one, where there are several stages.
    pub factor: FactorId,
}

/// A name near the one looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near<'a> {
    /// The model or family.
    pub entry: &'a ModelEntry,
    /// How near, from 0 to 1; never a claim.
    pub score: f64,
}

impl<'a> FoundEntry<'a> {
    /// The embodied factors; empty where neither the model nor a family has any.
    pub fn stages(&self) -> &'a [StageFactor] {
        self.embodied.map_or(&[], |part| &part.entry.stages)
    }
}

impl<'a> ModelMatch<'a> {
    /// The match, if there is one.
    pub fn found(&self) -> Option<&FoundEntry<'a>> {
        match self {
            Self::Found(found) => Some(found),
            Self::None { .. } => None,
        }
    }
}
