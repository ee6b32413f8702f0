//! What a change is shared out over.

use ground::lang::{Lang, Text};
use ground::stage::Stage;

/// A reason why a figure is not another year's, in the order in which they are taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Another factor set, method or version made the earlier figure.
    FactorSet,
    /// Sites, entities, services, sources or kinds of data that only one year has.
    Perimeter,
    /// The same machine, otherwise known.
    Quality,
    /// How many units there are, by the part of the year that they are.
    Volume,
    /// Which types there are among them, and where.
    Mix,
    /// Which models there are within a type.
    Model,
    /// Machines kept beyond their lifetime: what falls when nobody buys anything.
    Ageing,
    /// The lifetime that making is spread over.
    Lifetime,
    /// Electricity of a unit in service.
    Energy,
    /// What a room adds to the electricity of its equipment.
    Pue,
    /// What a kilowatt-hour weighs.
    Electricity,
    /// Services bought in both years: how much of them.
    Services,
    /// What the meters of rooms say more than their equipment, in both years.
    Meters,
}

impl Effect {
    /// All effects, in order.
    pub const ALL: [Self; 13] = [
        Self::FactorSet,
        Self::Perimeter,
        Self::Quality,
        Self::Volume,
        Self::Mix,
        Self::Model,
        Self::Ageing,
        Self::Lifetime,
        Self::Energy,
        Self::Pue,
        Self::Electricity,
        Self::Services,
        Self::Meters,
    ];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::FactorSet => "factor_set",
            Self::Perimeter => "perimeter",
            Self::Quality => "data_quality",
            Self::Volume => "volume",
            Self::Mix => "mix",
            Self::Model => "model",
            Self::Ageing => "ageing",
            Self::Lifetime => "lifetime",
            Self::Energy => "energy_per_unit",
            Self::Pue => "pue",
            Self::Electricity => "electricity",
            Self::Services => "services",
            Self::Meters => "meters",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::FactorSet => lang.label("facteurs, méthode, version", "factors, method, version"),
            Self::Perimeter => lang.label("périmètre", "perimeter"),
            Self::Quality => lang.label("qualité des données", "data quality"),
            Self::Volume => lang.label("nombre d'équipements", "volume"),
            Self::Mix => lang.label("répartition", "mix"),
            Self::Model => lang.label("modèles", "models"),
            Self::Ageing => lang.label("vieillissement", "ageing"),
            Self::Lifetime => lang.label("durée de vie", "lifetime"),
            Self::Energy => lang.label("consommation par unité", "energy per unit"),
            Self::Pue => "PUE",
            Self::Electricity => lang.label("électricité (kg par kWh)", "electricity (kg per kWh)"),
            Self::Services => lang.label("services achetés", "services bought"),
            Self::Meters => lang.label("écart aux compteurs", "difference at the meters"),
        }
    }

    /// Whether it changes how a year is counted, and nothing of the estate.
    pub fn is_counted_otherwise(self) -> bool {
        matches!(self, Self::FactorSet | Self::Perimeter | Self::Quality)
    }

    /// Whether it is of the equipment itself, in both years.
    pub fn is_of_equipment(self) -> bool {
        (Self::Volume..=Self::Electricity).contains(&self)
    }
}

/// A part of an effect: by type, site and stage.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectShare {
    /// The effect.
    pub effect: Effect,
    /// The type's code; empty for a service or a meter.
    pub type_code: String,
    /// Its name for people.
    pub type_label: Text,
    /// The site.
    pub site: String,
    /// The stage.
    pub stage: Stage,
    /// Its value, in the criterion's unit.
    pub value: f64,
}
