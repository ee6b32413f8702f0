//! Indicators of the plan itself: what it says of its validation, its meetings and its actions is their
//! figure, where no answer gives another.

use super::StatusJudge;
use crate::check::lacks;
use crate::model::Commitment;
use crate::words::PlanState;
use ground::text;
use indicator::{Datum, Definition, Figure, Value};

impl StatusJudge<'_> {
    /// The value of a commitment's indicator in a year: the estate's, else the plan's own.
    pub(super) fn value_of(
        &self,
        one: &Commitment,
        definition: &Definition,
        year: i32,
    ) -> Option<Value> {
        let held = self.held.value(one, definition, year);
        if held.as_ref().is_some_and(|value| value.figure.is_ok()) || !one.filter.is_empty() {
            return held;
        }
        self.own(&definition.id, year).or(held)
    }

    /// What the plan says of itself up to a year; nothing where it does not speak of it.
    fn own(&self, id: &str, year: i32) -> Option<Value> {
        let identity = &self.plan.identity;
        match id {
            "plan_validated" => {
                let told = identity.communicated_on.map(|day| day.0);
                let validated = self.plan.validations.iter();
                let validated = validated.filter(|one| one.state != PlanState::Draft);
                let validated = validated.map(|one| one.on.0).min();
                if told.is_none() && validated.is_none() {
                    return None;
                }
                let is_done =
                    |day: Option<ground::table::Day>| day.is_some_and(|day| day.year() <= year);
                Some(Value::yes_no(is_done(told) && is_done(validated)))
            }
            "steering_frequency" => {
                let all = &self.plan.meetings;
                let of_year = all.iter().filter(|one| one.on.0.year() == year).count();
                (!all.is_empty()).then(|| Value::exact(of_year as f64))
            }
            "actions_measurable_share" => {
                let all = self.plan.actions.len();
                let measurable: Vec<&str> = (0..self.plan.commitments.len())
                    .filter(|at| lacks(self.plan, *at, self.catalogue).is_empty())
                    .map(|at| self.plan.commitments[at].id.as_str())
                    .collect();
                let of = self.plan.actions.iter().filter(|action| {
                    action.commitments.iter().any(|id| measurable.contains(&id.as_str()))
                });
                let (part, whole) = (
                    text!(
                        "actions avec un engagement mesurable",
                        "actions with a measurable commitment"
                    ),
                    text!("actions du plan", "actions of the plan"),
                );
                let share = Value::share(
                    (part, of.count() as f64),
                    (whole, all as f64),
                    "actions",
                    Datum::Answer,
                );
                matches!(share.figure, Ok(Figure::Number(_))).then_some(share)
            }
            _ => None,
        }
    }
}
