//! What is known of each unit's stay, the records' span, and the means that mislead.

use super::curve::Observation;
use ground::quantity::DAYS_OF_YEAR;
use ground::table::Day;

/// Identical units, from their start of use to their exit or to the cut-off date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// The day they were first used.
    pub started: Day,
    /// The day they were taken out of use or left; `None` while they are there.
    pub ended: Option<Day>,
    /// The last day they were seen, where they vanished without a recorded exit; `None` for the
    /// cut-off date.
    pub lost_sight: Option<Day>,
    /// How many units.
    pub units: f64,
}

/// From when to when exits were recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitsRecorded {
    /// The day records begin: what left before is not known.
    pub since: Day,
    /// The cut-off date.
    pub until: Day,
}

/// Means that people compute, each with what it really is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Naive {
    /// Mean age at exit of what left, years: too low in a growing fleet, too high in a shrinking
    /// one, for it leaves out what is still there.
    pub age_at_exit: Option<f64>,
    /// Mean age of what is still there, years: a state of the fleet, no lifetime.
    pub age_in_service: Option<f64>,
    /// Fleet over yearly purchases, years: holds for a stationary fleet only.
    pub stock_over_flow: Option<f64>,
}

/// What says that exits were deleted from the records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purge {
    /// Units bought in the last 24 months.
    pub bought: f64,
    /// Units there at the cut-off date.
    pub there: f64,
}

impl Stay {
    /// The ages over which records watched it: in from its start, or from its age when records
    /// begin; out at its exit, or at its age on the cut-off date.
    ///
    /// `None` when it left before records begin, or started after the cut-off date.
    pub fn watched(&self, records: ExitsRecorded) -> Option<Observation> {
        let exit = self.ended.filter(|day| *day <= records.until);
        let last = self.lost_sight.unwrap_or(records.until).min(records.until);
        let end = years(self.started, exit.unwrap_or(last));
        let entry = years(self.started, records.since).max(0.0);
        let seen = Observation { entry, end, exited: exit.is_some(), units: self.units };
        (entry < end).then_some(seen)
    }
}

fn years(from: Day, to: Day) -> f64 {
    f64::from(to.days_since(from)) / DAYS_OF_YEAR
}

impl Naive {
    /// The naive means of stays, over the records' span; purchases over its last three years.
    pub fn of(stays: &[Stay], records: ExitsRecorded) -> Self {
        let (mut exits, mut there) = ((0.0, 0.0), (0.0, 0.0));
        let mut bought = 0.0;
        let three_years_ago = Day(records.until.0 - 1096);
        for stay in stays.iter().filter(|stay| stay.started <= records.until) {
            match stay.ended.filter(|day| *day <= records.until) {
                Some(day) if day >= records.since => {
                    exits.0 += stay.units * years(stay.started, day);
                    exits.1 += stay.units;
                }
                Some(_) => {}
                None if stay.lost_sight.is_some() => {}
                None => {
                    there.0 += stay.units * years(stay.started, records.until);
                    there.1 += stay.units;
                }
            }
            if stay.started > three_years_ago {
                bought += stay.units;
            }
        }
        let mean = |(sum, n): (f64, f64)| (n > 0.0).then(|| sum / n);
        let yearly = bought / 3.0;
        Self {
            age_at_exit: mean(exits),
            age_in_service: mean(there),
            stock_over_flow: (yearly > 0.0 && there.1 > 0.0).then(|| there.1 / yearly),
        }
    }
}

impl Purge {
    /// Exits seem deleted: none in the last 24 months while units were bought.
    pub fn found(stays: &[Stay], records: ExitsRecorded) -> Option<Self> {
        let two_years_ago = Day(records.until.0 - 730);
        let (mut bought, mut there, mut left) = (0.0, 0.0, 0.0);
        for stay in stays.iter().filter(|stay| stay.started <= records.until) {
            if stay.started > two_years_ago {
                bought += stay.units;
            }
            match stay.ended.filter(|day| *day <= records.until) {
                Some(day) if day > two_years_ago => left += stay.units,
                Some(_) => {}
                None if stay.lost_sight.is_some() => {}
                None => there += stay.units,
            }
        }
        (left <= 0.0 && bought > 0.0).then_some(Self { bought, there })
    }
}
