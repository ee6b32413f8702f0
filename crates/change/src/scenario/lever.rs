//! Levers: what a scenario changes, of what, from when, and for how much; which of them holds.

use crate::price::USED_BEFORE;
use factor::{FactorSet, TypeId};

/// How much of something there is to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Much {
    /// What there would be, times this.
    Times(f64),
    /// So many, whatever there would be.
    Exactly(f64),
}

impl Much {
    /// What it makes of what there would be.
    pub(super) fn of(self, would: f64) -> f64 {
        match self {
            Self::Times(times) => would * times,
            Self::Exactly(count) => count,
        }
    }
}

/// How long a type is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KeptFor {
    /// So many years longer (or shorter).
    Longer(f64),
    /// So many years in all.
    InAll(f64),
}

/// How long others used what comes refurbished.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EarlierUse {
    /// So many years.
    Said(f64),
    /// As long as is taken for granted where nobody says it.
    Untold,
}

impl EarlierUse {
    /// The years.
    pub(super) fn years(self) -> f64 {
        match self {
            Self::Said(years) => years,
            Self::Untold => USED_BEFORE,
        }
    }
}

/// What a lever does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LeverDoes {
    /// How long a type is kept.
    Lifetime(TypeId, KeptFor),
    /// That share of a type's purchases comes refurbished, used by others before.
    Refurbished(TypeId, f64, EarlierUse),
    /// So many units of a type for each person of the headcount.
    PerPerson(TypeId, f64),
    /// The number of units of a type: virtualised, withdrawn, added.
    Count(TypeId, Much),
    /// That share of a type's purchases is of another type.
    Replaced(TypeId, TypeId, f64),
    /// The electricity of a unit of a type, times this: switched off at night, tuned.
    Energy(TypeId, f64),
    /// A type stands in a room of this PUE.
    PueOf(TypeId, f64),
    /// The PUE of a datacentre, by its place in the list.
    Pue(usize, f64),
    /// The weight of a kilowatt-hour, times this.
    Electricity(f64),
    /// A contract: it changes what is bought, and not what the location-based figure counts.
    Contract,
    /// The headcount.
    Headcount(Much),
    /// How much of a service, or of a cloud, is bought, times this: its place in the list.
    Service(usize, f64),
}

/// What a lever acts on. Of levers on one thing one holds at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Lifetime,
    Way,
    Number,
    Successor,
    Energy,
    Pue,
    Room(usize),
    Electricity,
    Contract,
    People,
    Service(usize),
}

impl LeverDoes {
    /// What it acts on, and of which type.
    pub(super) fn on(&self) -> (Thing, Option<TypeId>) {
        match *self {
            Self::Lifetime(id, _) => (Thing::Lifetime, Some(id)),
            Self::Refurbished(id, ..) => (Thing::Way, Some(id)),
            Self::PerPerson(id, _) | Self::Count(id, _) => (Thing::Number, Some(id)),
            Self::Replaced(id, ..) => (Thing::Successor, Some(id)),
            Self::Energy(id, _) => (Thing::Energy, Some(id)),
            Self::PueOf(id, _) => (Thing::Pue, Some(id)),
            Self::Pue(at, _) => (Thing::Room(at), None),
            Self::Electricity(_) => (Thing::Electricity, None),
            Self::Contract => (Thing::Contract, None),
            Self::Headcount(_) => (Thing::People, None),
            Self::Service(at, _) => (Thing::Service(at), None),
        }
    }

    /// Whether it says how many there are, whatever there would be.
    pub(super) fn is_exact_number(&self) -> bool {
        matches!(self, Self::PerPerson(..) | Self::Count(_, Much::Exactly(_)))
    }
}

/// A lever as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// As it was written.
    pub said: String,
    /// What it does.
    pub what: LeverDoes,
    /// The first year of it.
    pub from: i32,
    /// What it costs in all, EUR, where it is said.
    pub cost_eur: Option<f64>,
}

/// What a lever is of, and what it is set to: a name may hold what stands between them, a value
/// never does.
pub(super) fn halves(said: &str) -> Option<(&str, &str)> {
    said.rsplit_once('=').map(|(key, value)| (key.trim(), value.trim()))
}

/// The levers that hold in a year.
pub(super) struct HeldLevers<'a> {
    set: &'a FactorSet,
    levers: Vec<&'a LeverDoes>,
}

impl<'a> HeldLevers<'a> {
    /// Those that have begun; of those on one thing, the one that began last.
    pub(super) fn in_year(set: &'a FactorSet, levers: &[&'a Lever], year: i32) -> Self {
        let begun = || levers.iter().filter(|lever| lever.from <= year);
        let levers = begun()
            .filter(|lever| {
                let after =
                    |other: &&&Lever| other.from > lever.from && other.what.on() == lever.what.on();
                begun().find(after).is_none()
            })
            .map(|lever| &lever.what)
            .collect();
        Self { set, levers }
    }

    /// The lever on a thing that is of no type.
    pub(super) fn on(&self, thing: Thing) -> Option<&'a LeverDoes> {
        self.levers.iter().copied().find(|what| what.on() == (thing, None))
    }

    /// The lever on a thing of a type: its own before that of what it is a kind of.
    pub(super) fn of_type(&self, thing: Thing, id: TypeId) -> Option<&'a LeverDoes> {
        self.set.kin(id).find_map(|kin| {
            self.levers.iter().copied().find(|what| what.on() == (thing, Some(kin)))
        })
    }
}

/// The levers there are: their name, what they are set to.
pub const LEVERS: [(&str, &str); 11] = [
    ("TYPE.lifetime", "+1, -1, 6"),
    ("TYPE.refurbished", "20%, 20% of 3"),
    ("TYPE.per_person", "1"),
    ("TYPE.count", "-20%, 40"),
    ("TYPE.replaced_by", "50% laptop"),
    ("TYPE.energy", "-30%"),
    ("TYPE.pue", "1.3"),
    ("DATACENTRE.pue", "1.3"),
    ("electricity", "-10% | contract"),
    ("headcount", "-5%, 430"),
    ("SERVICE.amount", "-20%"),
];
