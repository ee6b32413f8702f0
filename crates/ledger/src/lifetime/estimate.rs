//! An estimate that may be published, or why there is none.

use super::curve::{Curve, Median, Observation, Z_95};
use super::naive::{ExitsRecorded, Naive, Purge, Stay};
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;

/// The fewest units an estimate is published from.
pub const MIN_UNITS: f64 = 20.0;
/// The fewest exits an estimate is published from.
pub const MIN_EXITS: f64 = 10.0;
/// The fewest units at risk at the horizon of the restricted mean.
pub const MIN_AT_RISK: f64 = 10.0;
/// The longest horizon of the restricted mean, years: 120 months.
pub const LONGEST_HORIZON: f64 = 10.0;

/// A lifetime in the organisation, years.
#[derive(Debug, Clone, PartialEq)]
pub struct LifetimeEstimate {
    /// The median.
    pub median: Median,
    /// The bounds of its 95 % interval, where the curve reaches them.
    pub median_interval: (Option<f64>, Option<f64>),
    /// The restricted mean with its 95 % interval: the mean to spread a manufacturing over.
    pub mean: Interval,
    /// Its horizon.
    pub horizon: f64,
    /// Units watched.
    pub units: f64,
    /// Exits among them.
    pub exits: f64,
}

/// Why no estimate is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Insufficient {
    /// Fewer than [`MIN_UNITS`] units or [`MIN_EXITS`] exits were watched.
    TooFew {
        /// Units watched.
        units: f64,
        /// Exits among them.
        exits: f64,
    },
    /// Exits seem deleted from the records.
    Purged(Purge),
    /// All units at risk at an age left, while others came under watch later.
    Emptied {
        /// The age, years.
        age: f64,
    },
}

/// What is known of the lifetime of a group of units.
#[derive(Debug, Clone, PartialEq)]
pub struct Lifetime {
    /// Units watched.
    pub units: f64,
    /// Exits among them.
    pub exits: f64,
    /// The curve, whatever it rests on.
    pub curve: Curve,
    /// The naive means, to be shown as what they are.
    pub naive: Naive,
    /// The estimate, or why there is none.
    pub estimate: Result<LifetimeEstimate, Insufficient>,
}

impl Lifetime {
    /// Estimates the lifetime of a group.
    pub fn of(stays: &[Stay], records: ExitsRecorded) -> Self {
        let watched: Vec<Observation> =
            stays.iter().filter_map(|stay| stay.watched(records)).collect();
        let curve = Curve::of_enough(&watched, MIN_AT_RISK);
        let sum = |exited: bool| {
            let counted = watched.iter().filter(|seen| seen.exited || !exited);
            counted.fold(0.0, |sum, seen| sum + seen.units)
        };
        let (units, exits) = (sum(false), sum(true));
        let naive = Naive::of(stays, records);
        // Of a few units, none may have left in two years.
        let purge = Purge::found(stays, records).filter(|_| units >= MIN_UNITS);
        let estimate = if let Some(purge) = purge {
            Err(Insufficient::Purged(purge))
        } else if units < MIN_UNITS || exits < MIN_EXITS {
            Err(Insufficient::TooFew { units, exits })
        } else if let Some(age) = emptied(&curve) {
            Err(Insufficient::Emptied { age })
        } else {
            Ok(LifetimeEstimate::of(&curve, units, exits))
        };
        Self { units, exits, curve, naive, estimate }
    }
}

impl LifetimeEstimate {
    /// Whether the restricted mean may stand for a lifetime: half the units left within its
    /// horizon. Else it says how long they were watched more than how long they stay.
    pub fn stands_for_a_lifetime(&self) -> bool {
        matches!(self.median, Median::At(age) if age <= self.horizon)
    }

    fn of(curve: &Curve, units: f64, exits: f64) -> Self {
        let horizon = horizon(curve);
        let (mean, error) = curve.restricted_mean(horizon);
        let spread = Z_95 * error;
        Self {
            median: curve.median(),
            median_interval: curve.median_interval(),
            mean: Interval {
                value: mean,
                low: (mean - spread).max(0.0),
                high: (mean + spread).min(horizon),
            },
            horizon,
            units,
            exits,
        }
    }
}

/// The age at which all had left though enough for an estimate are at risk later: a few of the oldest,
/// who come under watch after the last exit, are no more than the curve's end.
fn emptied(curve: &Curve) -> Option<f64> {
    let last = curve.last_age_with(MIN_AT_RISK)?;
    curve.emptied().filter(|age| *age < last)
}

/// The horizon of the restricted mean: 120 months, or the largest age with ten units at risk.
fn horizon(curve: &Curve) -> f64 {
    let seen = curve.last_age_with(MIN_AT_RISK).unwrap_or(curve.oldest);
    seen.min(LONGEST_HORIZON)
}

impl Insufficient {
    /// The reason, for people.
    pub fn reason(&self) -> Text {
        match self {
            Self::TooFew { units, exits } => text!(
                "données insuffisantes (équipements suivis : {units}, sorties : {exits} ; il en faut {MIN_UNITS} et {MIN_EXITS})",
                "insufficient data (units watched: {units}, exits: {exits}; {MIN_UNITS} and {MIN_EXITS} are needed)"
            ),
            Self::Purged(purge) => text!(
                "aucune sortie en 24 mois, avec des achats ({0}) : les sorties semblent effacées de l'inventaire",
                "no exit in 24 months, with purchases ({0}): exits seem deleted from the inventory",
                purge.bought
            ),
            Self::Emptied { age } => {
                let Text { fr, en } = Text::of(|lang| lang.number(*age, 1));
                text!(
                    "à {fr} ans, tous les équipements suivis étaient sortis, et d'autres n'entrent dans le suivi que plus vieux",
                    "at {en} years all units watched had left, and others come under watch only when older"
                )
            }
        }
    }
}
