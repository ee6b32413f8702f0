//! What is chosen for a piece of equipment: its factors, and how it met them.

use factor::configuration::{Assumed, Configuration, Miss};
use factor::{FactorId, FactorSet, TypeId};
use ground::provenance::{MatchedBy, Origin};
use ground::quantity::{Interval, Kwh};
use ground::stage::Stage;
use ground::table::numbered;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The place of a choice in its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId(pub u32);

impl ChoiceId {
    /// The choice of a type by itself: types come first, in the order of the set.
    pub fn of_type(id: TypeId) -> Self {
        Self(u32::from(id.0))
    }
}

/// An embodied factor, and how much of it a unit holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FactorTerm {
    /// The stage.
    pub stage: Stage,
    /// The criterion's place in [`FactorSet::criteria`].
    pub criterion: usize,
    /// The factor.
    pub factor: FactorId,
    /// How much of it a unit holds: 1 for a factor of the whole unit, square centimetres of
    /// silicon for a component's.
    pub quantity: Interval,
    /// Factor × quantity: the impact of a unit.
    pub amount: Interval,
}

impl FactorTerm {
    /// A factor, and how much of it a unit holds.
    pub fn new(
        set: &FactorSet,
        stage: Stage,
        criterion: usize,
        factor: FactorId,
        quantity: Interval,
    ) -> Self {
        let amount = set.factor(factor).amount.product(quantity);
        Self { stage, criterion, factor, quantity, amount }
    }
}

/// The energy of a unit in service all year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Energy {
    /// kWh a year and unit.
    pub kwh: Kwh<Interval>,
    /// Where it comes from.
    pub origin: Origin,
    /// The factor that says it, where one does.
    pub factor: Option<FactorId>,
}

/// The factors of all equipment that matched alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The type.
    pub type_id: TypeId,
    /// How the embodied factors were met; `None` when there are none.
    pub matched_by: Option<MatchedBy>,
    /// What matched, as the set names it: a model, a family, a configuration. Empty for a type.
    pub name: String,
    /// The embodied factors.
    pub terms: Vec<FactorTerm>,
    /// Criteria (places in the set's list) whose terms are not all there.
    pub lacking: Vec<usize>,
    /// The default lifetime, in years.
    pub lifetime: Option<FactorId>,
    /// The default energy.
    pub energy: Option<Energy>,
    /// The model or family whose figure the energy is, by its identifier in the set.
    pub energy_of: String,
    /// The weight of a unit, kg, where a model's sheet says it.
    pub weight: Option<FactorId>,
    /// The machine it was priced as, where it was priced from its parts, or has graphics cards that
    /// count beside its type's figure.
    pub machine: Option<Box<Configuration>>,
    /// What was assumed of its parts.
    pub assumed: Vec<Assumed>,
    /// What stood in the way of a better match, where there was one to be had.
    pub miss: Option<Miss>,
    /// What tells it from the others of its type; empty for the type itself.
    pub(super) key: Arc<[u8]>,
}

impl Choice {
    /// Whether its making is no more than a weight times a factor per kilogram.
    pub fn is_by_weight(&self, set: &FactorSet) -> bool {
        self.terms.iter().any(|term| set.factor(term.factor).proxy)
    }
}

impl Choice {
    /// The choice of a type by itself: its factors, else those of the type it is a kind of.
    pub fn of_type(set: &FactorSet, type_id: TypeId) -> Self {
        let attached = set.attach(type_id);
        let one = Interval::exact(1.0);
        let stages = attached.stages.iter();
        Self {
            type_id,
            matched_by: attached.matched_by,
            name: String::new(),
            terms: stages
                .map(|s| FactorTerm::new(set, s.stage, s.criterion, s.factor, one))
                .collect(),
            lacking: Vec::new(),
            lifetime: attached.lifetime,
            energy: attached.energy.map(|factor| Energy {
                kwh: Kwh(set.factor(factor).amount),
                origin: Origin::Type,
                factor: Some(factor),
            }),
            energy_of: String::new(),
            weight: None,
            machine: None,
            assumed: Vec::new(),
            miss: None,
            key: Arc::default(),
        }
    }

    /// Whether what it draws comes from its parts.
    pub fn draws_by_parts(&self) -> bool {
        self.energy.is_some_and(|energy| energy.origin == Origin::Configuration)
    }

    /// Whether its making is that of its parts, or of its type and its graphics cards.
    pub fn is_made_of_parts(&self) -> bool {
        match self.matched_by {
            Some(MatchedBy::Configuration) => true,
            Some(MatchedBy::Model | MatchedBy::Family) => false,
            _ => self.machine.as_ref().is_some_and(|machine| machine.cards_alone),
        }
    }

    /// What was assumed of its parts, for what is priced by them: its making, its energy in the
    /// year, or both. Where the energy is the type's, what its graphics cards draw is not in it.
    pub fn assumed_of(&self, energy: Option<Origin>) -> impl Iterator<Item = Assumed> + '_ {
        let made = self.is_made_of_parts();
        let drawn = energy == Some(Origin::Configuration);
        let undrawn =
            move |one: &Assumed| *one == Assumed::GpuPower && energy == Some(Origin::Type);
        self.assumed.iter().copied().filter(move |one| {
            made && !one.is_of_power() || drawn && !one.is_of_making() || undrawn(one)
        })
    }

    /// Whether it has embodied factors, but none for a criterion (a place in the set's list).
    pub fn lacks(&self, criterion: usize) -> bool {
        let none = || !self.terms.iter().any(|term| term.criterion == criterion);
        !self.terms.is_empty() && (self.lacking.contains(&criterion) || none())
    }
}

/// The choices made in a run, shared by its threads: added to, and never changed.
pub struct Choices {
    all: boxcar::Vec<Choice>,
    by_key: Mutex<HashMap<Arc<[u8]>, ChoiceId, SeededKeys>>,
}

/// Keys hold words of files: a seed of the run's own keeps chosen ones from slowing it.
type SeededKeys = foldhash::fast::RandomState;

impl Choices {
    /// The choices of the types of a set.
    pub fn new(set: &FactorSet) -> Self {
        let types = 0..numbered(set.types.len());
        let all = types.map(|at| Choice::of_type(set, TypeId(at))).collect();
        Self { all, by_key: Mutex::default() }
    }

    /// A choice by its place.
    #[inline]
    pub fn get(&self, id: ChoiceId) -> &Choice {
        &self.all[id.0 as usize]
    }

    /// The place of the choice known by a key, where there is one.
    pub fn known(&self, key: &[u8]) -> Option<ChoiceId> {
        self.by_key.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    /// The place here of a choice that was made with the same factors elsewhere, for another year.
    pub fn taken(&self, choice: &Choice) -> ChoiceId {
        if choice.key.is_empty() {
            return ChoiceId::of_type(choice.type_id);
        }
        self.intern(&choice.key.clone(), choice.clone())
    }

    /// The place of the choice known by a key, added where it is new. What is chosen follows from
    /// the key, so that it does not matter who comes first.
    pub fn intern(&self, key: &[u8], mut choice: Choice) -> ChoiceId {
        let mut by_key = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = by_key.get(key) {
            return *known;
        }
        let key: Arc<[u8]> = key.into();
        choice.key = key.clone();
        choice.terms.shrink_to_fit();
        let id = ChoiceId(numbered(self.all.push(choice)));
        by_key.insert(key, id);
        id
    }

    /// The choices in an order that no thread's speed changes.
    pub fn ranks(&self) -> Ranks {
        let mut order: Vec<usize> = (0..self.all.count()).collect();
        order.sort_unstable_by_key(|at| (self.all[*at].type_id, &*self.all[*at].key));
        let mut ranks = vec![0; order.len()];
        for (rank, at) in (0..).zip(order) {
            ranks[at] = rank;
        }
        Ranks(ranks)
    }
}

/// The place of each choice among all, by what it is.
pub struct Ranks(Vec<u32>);

impl Ranks {
    /// The place of a choice.
    #[inline]
    pub fn of(&self, id: ChoiceId) -> u32 {
        self.0[id.0 as usize]
    }
}
