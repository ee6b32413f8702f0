//! Indicators that the plan itself tells: whether it was validated, how often it is steered, what of it
//! can be measured and is kept. What was answered of them stands where the plan has nothing of it.

use super::StatusJudge;
use crate::check::lacks;
use crate::model::{Action, Commitment, Plan};
use crate::standing::{CommitmentVerdict, Standing};
use crate::words::{PlanState, Progress};
use ground::quantity::Interval;
use ground::table::Day;
use indicator::{Catalogue, Definition, Value};

/// The share of the commitments that are kept: held once all others are.
pub(super) const ON_TRACK: &str = "commitments_on_track";

/// How many commitments are kept, and how many of which nobody can tell it, of how many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct KeptCount {
    kept: usize,
    open: usize,
    all: usize,
}

impl KeptCount {
    /// Of commitments that were held: those that can be measured and of which something is asked.
    pub(super) fn of<'s>(standings: impl IntoIterator<Item = &'s Standing>) -> Self {
        let mut count = Self { kept: 0, open: 0, all: 0 };
        for one in standings {
            let (kept, open) = match one.verdict {
                CommitmentVerdict::Ahead => (1, 0),
                CommitmentVerdict::NotDistinguishable | CommitmentVerdict::NoValue => (0, 1),
                CommitmentVerdict::Late => (0, 0),
                _ => continue,
            };
            count = Self { kept: count.kept + kept, open: count.open + open, all: count.all + 1 };
        }
        count
    }

    /// The share of them, %: at least those that are kept, at most those that may be.
    fn share(self) -> Option<Value> {
        let of = |count: usize| 100.0 * count as f64 / self.all as f64;
        let (low, high) = (of(self.kept), of(self.kept + self.open));
        (self.all > 0).then(|| Value::number(Interval { value: low, low, high }))
    }
}

impl StatusJudge<'_> {
    /// The value of a commitment's indicator in a year: what the plan tells of itself, else what it is
    /// held against.
    pub(super) fn value_in(
        &self,
        one: &Commitment,
        definition: &Definition,
        year: i32,
    ) -> Option<Value> {
        let own = self.of_plan(&definition.id, year).filter(|_| one.filter.is_empty());
        own.or_else(|| self.held.value(one, definition, year))
    }

    /// What the plan tells of itself; none where it has nothing of it, or is of another year.
    fn of_plan(&self, id: &str, year: i32) -> Option<Value> {
        let (plan, is_now) = (self.plan, year == self.year);
        match id {
            "plan_validated" => validated(plan, year),
            "steering_frequency" => meetings(plan, year),
            "actions_measurable_share" if is_now => measurable(plan, self.catalogue),
            "dmr_coverage" if is_now => {
                let covered = self.held.covered(plan);
                let applying = || covered.iter().filter(|one| one.applies);
                share(applying().filter(|one| one.of_three() == 3).count(), applying().count())
            }
            ON_TRACK if is_now => self.on_track?.share(),
            _ => None,
        }
    }
}

/// So many of so many, %; none of none.
fn share(part: usize, whole: usize) -> Option<Value> {
    (whole > 0).then(|| Value::exact(100.0 * part as f64 / whole as f64))
}

/// Whether it was validated, beyond a draft, and made known by the end of a year.
fn validated(plan: &Plan, year: i32) -> Option<Value> {
    let by_then = |day: Day| day.year() <= year;
    let told = plan.identity.communicated_on;
    let is_told = told.is_some_and(|on| by_then(on.0));
    let mut beyond = plan.validations.iter().filter(|one| one.state != PlanState::Draft);
    let is_valid = beyond.any(|one| by_then(one.on.0));
    (told.is_some() || !plan.validations.is_empty()).then(|| Value::yes_no(is_told && is_valid))
}

/// The meetings of a year; not known of those before the first that is written down.
fn meetings(plan: &Plan, year: i32) -> Option<Value> {
    let years = || plan.meetings.iter().map(|one| one.on.0.year());
    let of_year = years().filter(|on| *on == year).count();
    (years().min()? <= year).then(|| Value::exact(of_year as f64))
}

/// The share of its actions that serve a commitment with an indicator, a start, a target and a date.
fn measurable(plan: &Plan, catalogue: &Catalogue) -> Option<Value> {
    let is_whole = |(at, one): (usize, &Commitment)| {
        let starts = one.baseline.is_some() || one.starts_from(plan).is_some();
        one.dropped.is_empty() && starts && lacks(plan, at, catalogue).is_empty()
    };
    let commitments = plan.commitments.iter().enumerate();
    let whole: Vec<&str> =
        commitments.filter(|one| is_whole(*one)).map(|(_, one)| one.id.as_str()).collect();
    let serves =
        |action: &&&Action| action.commitments.iter().any(|id| whole.contains(&id.as_str()));
    let actions: Vec<&Action> =
        plan.actions.iter().filter(|one| one.status != Some(Progress::Dropped)).collect();
    share(actions.iter().filter(serves).count(), actions.len())
}
