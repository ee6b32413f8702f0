//! What stands in inventories and is no equipment: a closed list of kinds.

use super::trade::Trade;
use factor::{FactorSet, TypeId, TypeKind};
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
    /// A thermostat, an alarm, a lift; works on a building.
    BuildingDevice,
    /// A car, a van, a bicycle, a mower.
    Vehicle,
    /// A line of telephone or data, and its SIM card: no machine.
    Subscription,
}

/// The kinds that need no factor set to be known: their names in files, in French and in English.
const OWN: [(Outside, &str, &str, &str); 5] = [
    (Outside::Accessory, "accessory", "accessoire ou pièce", "accessory or part"),
    (Outside::MedicalDevice, "medical_device", "appareil médical", "medical device"),
    (Outside::BuildingDevice, "building_device", "équipement du bâtiment", "building device"),
    (Outside::Vehicle, "vehicle", "véhicule", "vehicle"),
    (Outside::Subscription, "subscription", "abonnement ou carte SIM", "subscription or SIM card"),
];

impl Outside {
    /// The kinds that need no factor set to be known.
    pub fn own() -> impl Iterator<Item = Self> {
        OWN.into_iter().map(|(outside, ..)| outside)
    }

    /// The kind of that name in files.
    pub fn named(code: &str) -> Option<Self> {
        OWN.into_iter().find(|(_, own, ..)| *own == code).map(|(outside, ..)| outside)
    }

    /// What a code stands for in a result: a type of the set, else a kind that needs none.
    pub fn of_code(code: &str, set: &FactorSet) -> Option<Self> {
        set.type_named(code).map(Self::Type).or_else(|| Self::named(code))
    }

    /// Its name in files.
    pub fn code(self, set: &FactorSet) -> &str {
        match self {
            Self::Type(id) => &set.equipment_type(id).code,
            own => own.names().0,
        }
    }

    /// Its name for people.
    pub fn label(self, set: &FactorSet, lang: Lang) -> &str {
        match self {
            Self::Type(id) => set.equipment_type(id).label(lang),
            own => lang.label(own.names().1, own.names().2),
        }
    }

    /// The names of a kind that needs no factor set.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        let own = OWN.into_iter().find(|(outside, ..)| *outside == self);
        own.map_or(("", "", ""), |(_, code, fr, en)| (code, fr, en))
    }
}

/// What a word, a model or a maker says a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An equipment.
    Type(TypeId),
    /// No equipment.
    Outside(Outside),
}

impl Thing {
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
    all: Vec<(String, Option<TypeId>, TypeKind)>,
    by_code: HashMap<String, Thing>,
    trades: Vec<Trade>,
}

impl Types {
    pub(super) fn new(set: &FactorSet) -> Self {
        let types = set.types.iter().map(|own| (own.code.clone(), own.parent, own.kind));
        let codes = set.types.iter().map(|own| own.code.as_str());
        let own = OWN.into_iter().map(|(_, code, ..)| code);
        let by_code = codes
            .chain(own)
            .filter_map(|code| Some((code.to_owned(), Thing::named(code, set)?)))
            .collect();
        let mut own = Self { all: types.collect(), by_code, trades: Vec::new() };
        let ids = (0..set.types.len()).filter_map(|at| Some(TypeId(u16::try_from(at).ok()?)));
        own.trades = ids.map(|id| Trade::of(id, &own)).collect();
        own
    }

    pub(super) fn trade_of(&self, id: TypeId) -> Trade {
        self.trades.get(usize::from(id.0)).copied().unwrap_or(Trade::Apart)
    }

    fn own(&self, id: TypeId) -> Option<&(String, Option<TypeId>, TypeKind)> {
        self.all.get(usize::from(id.0))
    }

    pub(super) fn named(&self, code: &str) -> Option<Thing> {
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
    pub(super) fn kind(&self, id: TypeId) -> Option<TypeKind> {
        self.own(id).map(|(_, _, kind)| *kind)
    }

    /// Whether a thing of a type that stands by for others is held until one of them fails: a server, a
    /// router or an UPS runs, and a disk holds copies.
    pub(super) fn waits_unused(&self, of: TypeId) -> bool {
        let holds_copies =
            ["hdd", "ssd", "usb"].iter().any(|start| self.code(of).starts_with(start));
        let of_people = [TypeKind::Workplace, TypeKind::Mobile, TypeKind::Printing];
        self.kind(of).is_some_and(|kind| of_people.contains(&kind)) && !holds_copies
    }

    /// Whether a kind of thing prints: alone, or as one of the things it does.
    pub(super) fn prints(&self, kind: Thing) -> bool {
        ["printer", "mfp", "photocopier", "plotter"].iter().any(|own| self.is_code(kind, own))
    }

    /// Whether a kind is a computer in its screen.
    pub(super) fn is_all_in_one(&self, kind: Thing) -> bool {
        self.is_code(kind, "all_in_one")
    }

    fn is_code(&self, kind: Thing, start: &str) -> bool {
        matches!(kind, Thing::Type(id) if self.code(id).starts_with(start))
    }
}
