//! Levers: what a scenario changes, of what, from when, and for how much.

use factor::TypeId;

/// What a lever does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// A type is kept so many years longer (or shorter).
    Lifetime(TypeId, f64),
    /// That share of a type's purchases comes refurbished, used by others for so many years.
    Refurbished(TypeId, f64, f64),
    /// So many units of a type for each person of the headcount.
    PerPerson(TypeId, f64),
    /// The number of units of a type, times this: virtualised, withdrawn, added.
    Count(TypeId, f64),
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
    /// The headcount, times this.
    Headcount(f64),
    /// How much of a service is bought, times this: its place in the list.
    Service(usize, f64),
}

/// A lever as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// As it was written.
    pub said: String,
    /// What it does.
    pub what: What,
    /// The first year of it.
    pub from: i32,
    /// What it costs in all, EUR, where it is said.
    pub cost_eur: Option<f64>,
}
