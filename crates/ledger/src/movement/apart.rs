//! When two accounts of one machine cannot both be: what is written a few days later, or as a kind of the
//! other, is the same.

use super::{AcquisitionMode, ExitRoute};
use ground::provenance::{Assumption, AssumptionSet};
use ground::quantity::Interval;
use ground::table::Day;

/// Days between an order, an invoice and a delivery, or between a decision and its slip.
const FEW_DAYS: i32 = 31;

/// Whether two days are of different events, or of different years, which figures of a year tell apart.
pub fn are_days_apart(one: Day, other: Day) -> bool {
    one.year() != other.year() || one.days_since(other).abs() > FEW_DAYS
}

/// Whether a purchase is told of another day than the one that an inventory has, of which only the month or the
/// year may be told; a day that stands in for it tells none.
pub fn is_bought_apart(own: Option<Day>, assumed: AssumptionSet, told: Day) -> bool {
    let Some(own) = own.filter(|_| !assumed.contains(Assumption::DateStandsIn)) else {
        return false;
    };
    if assumed.contains(Assumption::DateRounded) {
        own.year() != told.year()
    } else {
        are_days_apart(own, told)
    }
}

/// Whether two ways of leaving are not one: a loss is a loss, and back to its owner is no gift.
pub fn are_routes_apart(one: ExitRoute, other: ExitRoute) -> bool {
    let kind = |route| match route {
        ExitRoute::Unknown => None,
        ExitRoute::Lost | ExitRoute::Stolen => Some(ExitRoute::Lost),
        ExitRoute::Transfer | ExitRoute::LeaseEnd => Some(ExitRoute::Transfer),
        route => Some(route),
    };
    kind(one).zip(kind(other)).is_some_and(|(one, other)| one != other)
}

/// Whether two ways of coming are not one: a lease is one, whatever is bought with it.
pub fn are_modes_apart(one: AcquisitionMode, other: AcquisitionMode) -> bool {
    use AcquisitionMode as M;
    let kind = |mode| if mode == M::FunctionalLease { M::Leased } else { mode };
    kind(one) != kind(other)
}

/// How many times less than the least, or more than the most, that units of their types weigh is no weight
/// of theirs: parts may lack, and packaging be weighed too.
const NO_WEIGHT: f64 = 2.0;

/// Whether a weight, kg, is none that units can have which usually weigh so much.
pub fn is_no_weight_of(told: f64, usual: Interval) -> bool {
    told * NO_WEIGHT < usual.low || usual.high * NO_WEIGHT < told
}

/// How many times as much may be weighed at the treatment as at the handover, or at the handover as at the
/// treatment.
const WEIGHING: f64 = 1.10;

/// Whether a weight, kg, is at least all of another, as far as two weighings tell.
pub fn weighs_as_much(one: f64, other: f64) -> bool {
    one * WEIGHING >= other
}

/// Whether a weight, kg, is more than another, as far as two weighings tell.
pub(super) fn weighs_more(one: f64, other: f64) -> bool {
    one > other * WEIGHING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_a_few_days_later_is_the_same() {
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        assert!(!are_days_apart(day(2025, 3, 1), day(2025, 4, 1)));
        assert!(are_days_apart(day(2025, 3, 1), day(2025, 4, 2)));
        assert!(are_days_apart(day(2024, 12, 31), day(2025, 1, 1)));
        assert!(!are_routes_apart(ExitRoute::Lost, ExitRoute::Stolen));
        assert!(!are_routes_apart(ExitRoute::Unknown, ExitRoute::Sale));
        assert!(are_routes_apart(ExitRoute::Donation, ExitRoute::Sale));
        assert!(!are_modes_apart(AcquisitionMode::Leased, AcquisitionMode::FunctionalLease));
        assert!(are_modes_apart(AcquisitionMode::New, AcquisitionMode::Refurbished));
    }
}
