//! Means of which a part was not read.

use super::super::catalogue::Definition;
use super::super::datum::Datum;
use super::super::facts::{EstateYear, Unit, told};
use super::super::lifetime::{age_at_exit, age_months};
use factor::TypeId;

type UnitsOf = for<'f> fn(&'f EstateYear<'_>) -> Vec<&'f Unit>;
type ValueOf = fn(&EstateYear<'_>, &Unit) -> Option<f64>;

/// What an indicator is a mean over.
struct MeanOver {
    id: &'static str,
    units: UnitsOf,
    value: ValueOf,
    /// The datum that units lack of which no value is known; none where that bears on no bound.
    lacks: Option<Datum>,
}

/// The means whose units are known one by one. Of other means, of medians and of estimates from
/// survival nothing is known where a part was not read.
const MEANS: &[MeanOver] = &[
    MeanOver {
        id: "age_mean_in_service",
        units: |facts| facts.in_service().collect(),
        value: age_months,
        lacks: Some(Datum::StartDates),
    },
    MeanOver {
        id: "repair_index_mean_fleet",
        units: |facts| facts.in_service().collect(),
        value: |_, unit| unit.repair_index.map(told),
        lacks: Some(Datum::RepairIndex),
    },
    MeanOver {
        id: "workstation_electricity_per_unit",
        units: |facts| facts.in_service().collect(),
        value: |_, unit| unit.a_year_kwh,
        lacks: Some(Datum::Measures),
    },
    MeanOver {
        id: "lifetime_mean_retired",
        units: |facts| facts.left().collect(),
        value: age_at_exit,
        lacks: Some(Datum::StartDates),
    },
    MeanOver {
        id: "it_mfg_ghg_per_unit_bought",
        units: |facts| facts.bought().collect(),
        value: |_, unit| unit.made.map(|[_, _, high]| told(high)),
        lacks: None,
    },
];

/// The units that a mean is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MeanUnits {
    /// Those whose value is known.
    known: f64,
    /// The most that one of them has.
    most: f64,
    /// Those of which it is not known.
    pub(super) lacks: f64,
    /// The datum that those lack.
    pub(super) datum: Option<Datum>,
}

impl MeanUnits {
    /// Those of an indicator, of the types that `is_of_type` has.
    pub(super) fn of(
        facts: &EstateYear<'_>,
        of: &Definition,
        is_of_type: impl Fn(TypeId) -> bool,
    ) -> Option<Self> {
        let over = MEANS.iter().find(|over| over.id == of.id)?;
        let mut all = Self { known: 0.0, most: 0.0, lacks: 0.0, datum: over.lacks };
        for unit in (over.units)(facts).into_iter().filter(|unit| is_of_type(unit.type_id)) {
            if let Some(value) = (over.value)(facts, unit) {
                all.known += unit.quantity;
                all.most = all.most.max(value);
            } else if over.lacks.is_some() {
                all.lacks += unit.quantity;
            }
        }
        Some(all)
    }

    /// So many of which all are known, the highest of which has `most`.
    #[cfg(test)]
    pub(super) fn over(known: f64, most: f64) -> Self {
        Self { known, most, lacks: 0.0, datum: None }
    }

    /// The bounds of their mean where `more` units may be of it that are not counted, and `less` that
    /// are counted may not be: no value is below zero, and none above `end`.
    pub(super) fn mean_without(
        &self,
        (low, high): (f64, f64),
        [more, less]: [f64; 2],
        end: f64,
    ) -> (f64, f64) {
        let left = self.known - less;
        if left <= 0.0 || !more.is_finite() {
            return (0.0, end);
        }
        let least = ((low * self.known - less * self.most) / left).max(0.0);
        let most = (high * self.known / left).min(end.max(high));
        let all = left + more;
        (least * left / all, if more > 0.0 { (most * left + more * end) / all } else { most })
    }
}

/// The most that a unit can have of an indicator.
pub(super) fn end_of(of: &Definition) -> f64 {
    if of.unit == "/10" { 10.0 } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::super::super::catalogue::Catalogue;
    use super::super::super::registry::computed;
    use super::super::{AsideBearing, bearing};
    use super::*;

    fn units(known: f64, most: f64) -> MeanUnits {
        MeanUnits::over(known, most)
    }

    /// 9 units of 12 months are 108; with one of none, a mean of 10.8, and with one of 240, of 34.8.
    #[test]
    fn a_mean_of_which_a_unit_lacks_has_no_end_above() {
        let (low, high) = units(9.0, 12.0).mean_without((12.0, 12.0), [1.0, 0.0], f64::INFINITY);
        assert!((low - 10.8).abs() < 1e-9, "{low}");
        assert!(34.8 <= high && high.is_infinite(), "{high}");
        let none = units(9.0, 12.0).mean_without((12.0, 12.0), [f64::INFINITY, 0.0], f64::INFINITY);
        assert_eq!(none, (0.0, f64::INFINITY));
    }

    /// 9 indices of 6 out of 10 are 54: with one more, 5.4 to 6.4.
    #[test]
    fn a_mean_over_a_scale_ends_where_the_scale_does() {
        let (low, high) = units(9.0, 6.0).mean_without((6.0, 6.0), [1.0, 0.0], 10.0);
        assert!((low - 5.4).abs() < 1e-9 && (high - 6.4).abs() < 1e-9, "{low} {high}");
    }

    /// Ages of 10, 20 and 60 are 90: without one of them, 15 to 45 at most; without two, nothing to 90.
    #[test]
    fn a_mean_without_some_that_are_counted_is_worked_out_by_hand() {
        let of = units(3.0, 60.0);
        let (low, high) = of.mean_without((30.0, 30.0), [0.0, 1.0], f64::INFINITY);
        assert!((low - 15.0).abs() < 1e-9 && (high - 45.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(of.mean_without((30.0, 30.0), [0.0, 2.0], f64::INFINITY), (0.0, 90.0));
        assert_eq!(of.mean_without((30.0, 30.0), [0.0, 3.0], f64::INFINITY), (0.0, f64::INFINITY));
    }

    const OPEN: [&str; 18] = [
        "avoided_ghg",
        "dc_cop",
        "dc_cue",
        "dc_erf",
        "dc_pue",
        "dc_ref",
        "dc_wue",
        "holding_duration",
        "lifetime_amortisation",
        "lifetime_implied_stock_flow",
        "lifetime_km_median",
        "lifetime_rmst",
        "lifetime_total_reused",
        "mwh_saved",
        "mwh_shifted",
        "storage_total",
        "storage_wait_before_exit",
        "use_duration",
    ];

    /// Each mean has its own units, or is one of those of which nothing is known: medians, estimates
    /// from survival, quotients over rooms or over lifetimes.
    #[test]
    fn every_mean_has_units_of_its_own_or_is_open() {
        let catalogue = Catalogue::shipped().unwrap();
        let of = |id: &str| bearing(catalogue.named(id).unwrap());
        for over in MEANS {
            assert_eq!(of(over.id), AsideBearing::Mean, "{}", over.id);
        }
        let mut open: Vec<&str> = computed()
            .filter(|id| of(id) == AsideBearing::Mean)
            .filter(|id| MEANS.iter().all(|over| over.id != *id))
            .collect();
        open.sort_unstable();
        assert_eq!(open, OPEN);
    }
}
