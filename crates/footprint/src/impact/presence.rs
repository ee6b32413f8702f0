//! When an equipment is there and when it is used: the one place that tells, for the footprint and
//! for all that counts beside it.

use super::assessed_year::AssessedYear;
use equipment::{Equipment, State};
use ground::table::Day;

/// What is known of the days of an equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// Its state, as it was last told.
    pub state: State,
    /// The day it was bought.
    pub acquired: Option<Day>,
    /// The day of its first use, by others before where that is known.
    pub started: Option<Day>,
    /// The day it was taken out of use.
    pub decommissioned: Option<Day>,
    /// The day it left.
    pub exited: Option<Day>,
    /// Whether the months of use by others before are counted apart.
    pub had_others: bool,
}

/// When something came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It did not.
    Never,
    /// It did on a day that nothing tells, which is taken to be before the year.
    Undated,
    /// It did on that day, which does not count.
    On(Day),
}

impl End {
    /// Its day in a year: the first one where nothing tells, the day after the last where it did
    /// not come to an end.
    pub fn day_in(self, year: AssessedYear) -> Day {
        match self {
            Self::Never => year.end(),
            Self::Undated => year.first,
            Self::On(day) => day,
        }
    }

    /// Whether it came by a day.
    pub fn is_by(self, day: Day) -> bool {
        match self {
            Self::Never => false,
            Self::Undated => true,
            Self::On(end) => end <= day,
        }
    }
}

impl Presence {
    /// What a line of an inventory tells.
    #[inline]
    pub fn of(line: &Equipment) -> Self {
        Self {
            state: line.state,
            acquired: line.acquired.map(|(day, _)| day),
            started: line.started.map(|(day, _)| day),
            decommissioned: line.decommissioned,
            exited: line.exited,
            had_others: line.upstream_years.0 > 0.0,
        }
    }

    /// When it left: the day of a withdrawal stands in for that of an exit.
    #[inline]
    pub fn gone(&self) -> End {
        match (self.exited, self.state) {
            (Some(day), _) => End::On(day),
            (None, State::Exited) => self.decommissioned.map_or(End::Undated, End::On),
            (None, _) => End::Never,
        }
    }

    /// When it was taken out of use, or left if it was not before.
    #[inline]
    pub fn unused(&self) -> End {
        match (self.decommissioned, self.state, self.gone()) {
            (Some(day), _, End::On(gone)) => End::On(day.min(gone)),
            (Some(day), ..) => End::On(day),
            (None, State::Decommissioned, _) => End::Undated,
            (None, _, gone) => gone,
        }
    }

    /// The day its age counts from.
    #[inline]
    pub fn ages_from(&self) -> Option<Day> {
        if self.had_others { self.started.max(self.acquired) } else { self.started }
    }

    /// Its age in days at the end of the cut-off date, which counts whole, or on the day it left.
    #[inline]
    pub fn age_days(&self, year: AssessedYear) -> Option<i32> {
        let until = self.gone().day_in(year).min(Day(year.as_of.0 + 1));
        self.ages_from().map(|started| until.days_since(started).max(0))
    }

    /// Its state on a day: what was not bought yet is ordered, what was not used yet is in stock,
    /// what leaves later is still there.
    pub fn state_on(&self, day: Day) -> State {
        let is_later = |from: Option<Day>| from.is_some_and(|from| from > day);
        if self.state == State::Ordered || is_later(self.acquired) {
            return State::Ordered;
        }
        if self.gone().is_by(day) {
            return State::Exited;
        }
        if self.unused().is_by(day) {
            return State::Decommissioned;
        }
        match self.state {
            State::InStock | State::InRepair => self.state,
            _ if is_later(self.started) => State::InStock,
            _ => State::InService,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    fn one(state: State) -> Presence {
        let (acquired, started) = (Some(day(2020, 1, 1)), Some(day(2020, 2, 1)));
        Presence { state, acquired, started, decommissioned: None, exited: None, had_others: false }
    }

    #[test]
    fn the_day_of_a_withdrawal_stands_in_for_that_of_an_exit() {
        let out = Presence { decommissioned: Some(day(2025, 7, 1)), ..one(State::Exited) };
        assert_eq!(out.gone(), End::On(day(2025, 7, 1)));
        assert_eq!(out.state_on(day(2025, 6, 30)), State::InService);
        assert_eq!(out.state_on(day(2025, 7, 1)), State::Exited);
        assert_eq!(one(State::Exited).gone(), End::Undated);
        assert_eq!(one(State::Exited).state_on(day(2020, 3, 1)), State::Exited);
    }

    #[test]
    fn what_is_out_of_use_without_a_date_is_out_of_use_from_before_the_year() {
        let out = one(State::Decommissioned);
        assert_eq!((out.gone(), out.unused()), (End::Never, End::Undated));
        assert_eq!(out.state_on(day(2025, 1, 1)), State::Decommissioned);
        let sold = Presence { exited: Some(day(2025, 5, 1)), ..out };
        assert_eq!((sold.gone(), sold.unused()), (End::On(day(2025, 5, 1)), End::Undated));
    }

    #[test]
    fn what_was_not_bought_or_used_yet_is_not_in_service() {
        let line = one(State::InService);
        assert_eq!(line.state_on(day(2019, 12, 31)), State::Ordered);
        assert_eq!(line.state_on(day(2020, 1, 31)), State::InStock);
        assert_eq!(line.state_on(day(2020, 2, 1)), State::InService);
        assert_eq!(one(State::InRepair).state_on(day(2025, 1, 1)), State::InRepair);
    }

    #[test]
    fn the_cut_off_date_counts_whole_in_an_age_and_the_day_of_leaving_does_not() {
        let year = AssessedYear::new(2025, None);
        let line = Presence { started: Some(day(2019, 1, 1)), ..one(State::InService) };
        // 2019 to 2025: seven years, of which two leap.
        assert_eq!(line.age_days(year), Some(7 * 365 + 2));
        let left = Presence { exited: Some(day(2019, 1, 31)), ..line };
        assert_eq!(left.age_days(year), Some(30));
        let again = Presence { acquired: Some(day(2025, 12, 31)), had_others: true, ..line };
        assert_eq!(again.age_days(year), Some(1), "the use of others is counted apart");
    }
}
