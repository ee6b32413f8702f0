//! What a line weighs on its factors, and what it lacks.

use crate::matching::ChoiceId;
use factor::FactorId;
use ground::lang::Text;
use ground::provenance::{AssumptionSet, Member, Origin, Set};
use ground::quantity::{Interval, Kwh, Years};
use ground::text;
use std::ops::AddAssign;

/// What lines weigh on their factors in the year; weights of lines that share factors add up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weight {
    /// Units, as counted.
    pub units: f64,
    /// Units amortised in the year, units.
    pub embodied: Interval,
    /// Electricity of the year at the meter, PUE included, kWh.
    pub kwh: Kwh<Interval>,
}

impl AddAssign for Weight {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.units += other.units;
        self.embodied += other.embodied;
        self.kwh += other.kwh;
    }
}

/// Why a stage of a line has no figure; missing is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// No embodied factor for its type.
    NoFactor,
    /// No lifetime for its type.
    NoLifetime,
    /// No energy: not measured, not declared, none for its type.
    NoEnergy,
    /// No date says in which year it was bought.
    NoPurchaseDate,
    /// Bought after it was withdrawn (`numecoeval` only; other methods set such a row aside).
    BadDates,
}

impl Gap {
    /// All gaps.
    pub const ALL: [Self; 5] =
        [Self::NoFactor, Self::NoLifetime, Self::NoEnergy, Self::NoPurchaseDate, Self::BadDates];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFactor => "no_factor",
            Self::NoLifetime => "no_lifetime",
            Self::NoEnergy => "no_energy",
            Self::NoPurchaseDate => "no_purchase_date",
            Self::BadDates => "lifetime_undetermined",
        }
    }

    /// What it says, for people.
    pub fn label(self) -> Text {
        match self {
            Self::NoFactor => text!(
                "pas de facteur de fabrication pour ce type",
                "no manufacturing factor for this type"
            ),
            Self::NoLifetime => {
                text!("pas de durée de vie pour ce type", "no lifetime for this type")
            }
            Self::NoEnergy => text!(
                "consommation inconnue : ni mesurée, ni déclarée, ni par défaut",
                "energy unknown: not measured, not declared, no default"
            ),
            Self::NoPurchaseDate => text!(
                "date d'achat inconnue : année de fabrication non attribuable",
                "purchase date unknown: manufacturing belongs to no known year"
            ),
            Self::BadDates => text!(
                "durée de vie indéterminée : achat après retrait",
                "lifetime undetermined: bought after withdrawal"
            ),
        }
    }

    /// Whether it leaves the embodied stages without figure; else the use stage.
    pub fn is_embodied(self) -> bool {
        self != Self::NoEnergy
    }
}

/// What a line lacks.
pub type Gaps = Set<Gap>;

impl Member for Gap {
    const LISTED: &'static [Self] = &Self::ALL;

    #[inline]
    fn place(self) -> u8 {
        self as u8
    }
}

/// A line weighed, with all that its explanation needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// What was chosen for it.
    pub choice: ChoiceId,
    /// Its weight on the factors.
    pub weight: Weight,
    /// The lifetime used, years, and where it comes from; never less than the real age, which the
    /// organisation's own dates declare.
    pub lifetime: Option<(Years<Interval>, Origin)>,
    /// Whether the real age stands in for a shorter lifetime.
    pub outlived: bool,
    /// Its age at the end of its days, years, where a date tells.
    pub age: Option<Years>,
    /// Electricity, kWh a year and unit before PUE, and where it comes from.
    pub energy: Option<(Kwh<Interval>, Origin)>,
    /// The default lifetime's factor, where it was used.
    pub lifetime_factor: Option<FactorId>,
    /// The default energy's factor, where it was used.
    pub energy_factor: Option<FactorId>,
    /// Days held in the year.
    pub days_held: i32,
    /// Days in service in the year.
    pub days_used: i32,
    /// Hours rented in the year, where it is an instance of a cloud.
    pub hours: Option<f64>,
    /// PUE its electricity was multiplied by.
    pub pue: Interval,
    /// What was assumed.
    pub assumed: AssumptionSet,
    /// What is missing.
    pub gaps: Gaps,
}
