//! What stands in inventories and is no equipment: a closed list of kinds.

use factor::{FactorSet, TypeId};
use ground::lang::Lang;
use std::collections::HashMap;

/// A kind of thing that is out of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    /// A type that the factor set itself knows to be out of scope: virtual machine, consumable…
    Type(TypeId),
    /// A bag, a stand, an adapter, a spare part.
    Accessory,
    /// A patient monitor, a pump, a scanner that takes pictures of people.
    MedicalDevice,
    /// A thermostat, an alarm, a lift.
    BuildingDevice,
}

impl Outside {
    /// The kinds that need no factor set to be known.
    pub const OWN: [Self; 3] = [Self::Accessory, Self::MedicalDevice, Self::BuildingDevice];

    /// The kind of that name in files.
    pub fn named(code: &str) -> Option<Self> {
        match code {
            "accessory" => Some(Self::Accessory),
            "medical_device" => Some(Self::MedicalDevice),
            "building_device" => Some(Self::BuildingDevice),
            _ => None,
        }
    }

    /// What a code stands for in a result: a type of the set, else a kind that needs none.
    pub fn of_code(code: &str, set: &FactorSet) -> Option<Self> {
        set.type_named(code).map(Self::Type).or_else(|| Self::named(code))
    }

    /// Its name in files.
    pub fn code(self, set: &FactorSet) -> &str {
        match self {
            Self::Type(id) => &set.equipment_type(id).code,
            Self::Accessory => "accessory",
            Self::MedicalDevice => "medical_device",
            Self::BuildingDevice => "building_device",
        }
    }

    /// Its name for people.
    pub fn label(self, set: &FactorSet, lang: Lang) -> &str {
        match self {
            Self::Type(id) => set.equipment_type(id).label(lang),
            Self::Accessory => lang.pick("accessoire ou pièce", "accessory or part"),
            Self::MedicalDevice => lang.pick("appareil médical", "medical device"),
            Self::BuildingDevice => lang.pick("équipement du bâtiment", "building device"),
        }
    }
}

/// What a word, a model or a maker says a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An equipment.
    Type(TypeId),
    /// No equipment.
    Outside(Outside),
}

impl Kind {
    /// The kind of that code: a type of the set, else one of the kinds that need none.
    pub(crate) fn named(code: &str, set: &FactorSet) -> Option<Self> {
        match set.type_named(code) {
            Some(id) if set.equipment_type(id).is_out_of_scope() => {
                Some(Self::Outside(Outside::Type(id)))
            }
            Some(id) => Some(Self::Type(id)),
            None => Outside::named(code).map(Self::Outside),
        }
    }

    /// Its name in files.
    pub fn code(self, set: &FactorSet) -> &str {
        match self {
            Self::Type(id) => &set.equipment_type(id).code,
            Self::Outside(outside) => outside.code(set),
        }
    }
}

/// What is asked of a factor set's types while words are weighed.
pub(super) struct Types {
    types: Vec<(String, Option<TypeId>, String)>,
    by_code: HashMap<String, Kind>,
}

impl Types {
    pub(super) fn new(set: &FactorSet) -> Self {
        let types = set.types.iter().map(|own| (own.code.clone(), own.parent, own.kind.clone()));
        let codes = set.types.iter().map(|own| own.code.as_str());
        let own = Outside::OWN.into_iter().map(|outside| outside.code(set));
        let by_code = codes
            .chain(own)
            .filter_map(|code| Some((code.to_owned(), Kind::named(code, set)?)))
            .collect();
        Self { types: types.collect(), by_code }
    }

    fn own(&self, id: TypeId) -> Option<&(String, Option<TypeId>, String)> {
        self.types.get(usize::from(id.0))
    }

    pub(super) fn named(&self, code: &str) -> Option<Kind> {
        self.by_code.get(code).copied()
    }

    pub(super) fn code(&self, id: TypeId) -> &str {
        self.own(id).map_or("", |(code, _, _)| code)
    }

    /// The type it is a sort of.
    pub(super) fn parent(&self, id: TypeId) -> Option<TypeId> {
        self.own(id).and_then(|(_, parent, _)| *parent)
    }

    /// Workplace, network, printing…
    pub(super) fn kind(&self, id: TypeId) -> &str {
        self.own(id).map_or("", |(_, _, kind)| kind)
    }

    /// Whether a kind of thing prints: alone, or as one of the things it does.
    pub(super) fn prints(&self, kind: Kind) -> bool {
        ["printer", "mfp", "photocopier", "plotter"].iter().any(|own| self.is_code(kind, own))
    }

    /// Whether a kind is a computer in its screen.
    pub(super) fn is_all_in_one(&self, kind: Kind) -> bool {
        self.is_code(kind, "all_in_one")
    }

    fn is_code(&self, kind: Kind, start: &str) -> bool {
        matches!(kind, Kind::Type(id) if self.code(id).starts_with(start))
    }
}
