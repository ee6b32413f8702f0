//! Years and days that a plan can speak of: beyond them, they are slips of the keyboard.

use super::PlanCheck;
use crate::finding::FindingKind as Kind;
use crate::model::Plan;
use crate::target::YEARS;
use crate::words::Date;
use ground::text;

/// The section and its number, the identifier there, and the key.
type PlanPlace<'a> = ((&'static str, usize), &'a str, &'static str);

/// A key as it is written within its section.
fn of_section(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

impl PlanCheck<'_> {
    /// Years and days that no plan can speak of; those of targets are looked at with them.
    pub(super) fn times(&mut self) {
        let plan = self.plan;
        for ((place, id, key), year) in years_told(plan) {
            if !YEARS.contains(&year) {
                self.find(
                    Kind::ImpossibleValue,
                    place,
                    id,
                    text!(
                        "{key} : une année de 1990 à 2100 est attendue, et non {year}",
                        "{key}: a year from 1990 to 2100 is expected, not {year}"
                    ),
                    text!("{0} = 2026", "{0} = 2026", of_section(key)),
                );
            }
        }
        for ((place, id, key), day) in days_told(plan) {
            if !is_possible(day) {
                self.find(
                    Kind::ImpossibleDate,
                    place,
                    id,
                    text!(
                        "{key} : un jour de 1990 à 2100 est attendu, et non {day}",
                        "{key}: a day from 1990 to 2100 is expected, not {day}"
                    ),
                    text!("{0} = 2026-12-31", "{0} = 2026-12-31", of_section(key)),
                );
            }
        }
    }

    /// Whether a day has gone by; one that no plan can speak of has not.
    pub(super) fn is_over(&self, day: Option<Date>) -> bool {
        let day = day.filter(|day| is_possible(*day));
        day.zip(self.on).is_some_and(|(day, on)| day.0 < on)
    }
}

/// Whether a plan can speak of a day.
pub(super) fn is_possible(day: Date) -> bool {
    YEARS.contains(&day.0.year())
}

/// Every year of a plan but those of its targets and its own first and last.
fn years_told(plan: &Plan) -> Vec<(PlanPlace<'_>, i32)> {
    let mut told = Vec::new();
    told.extend(plan.identity.base_year.map(|year| ((("plan", 0), "", "base_year"), year)));
    for (at, one) in plan.commitments.iter().enumerate() {
        let place = |key| (("commitment", at), one.id.as_str(), key);
        told.extend(one.base_year.map(|year| (place("base_year"), year)));
        let declared = one.baseline.as_ref().map(|declared| declared.year);
        told.extend(declared.map(|year| (place("baseline.year"), year)));
    }
    for (at, one) in plan.actions.iter().enumerate() {
        let place = (("action", at), one.id.as_str(), "means.year");
        told.extend(one.means.iter().map(|means| (place, means.year)));
    }
    for (at, one) in plan.shares.iter().enumerate() {
        told.push(((("share", at), one.entity.as_str(), "year"), one.year));
    }
    told
}

/// Every day of a plan but those of its targets.
fn days_told(plan: &Plan) -> Vec<(PlanPlace<'_>, Date)> {
    let mut told = Vec::new();
    let communicated = plan.identity.communicated_on;
    told.extend(communicated.map(|day| ((("plan", 0), "", "communicated_on"), day)));
    for (at, one) in plan.validations.iter().enumerate() {
        told.push(((("validation", at), one.by.as_str(), "on"), one.on));
    }
    for (at, one) in plan.commitments.iter().enumerate() {
        let place = (("commitment", at), one.id.as_str(), "reviewed_on");
        told.extend(one.reviewed_on.map(|day| (place, day)));
    }
    for (at, one) in plan.actions.iter().enumerate() {
        for (key, day) in [
            ("identified_on", one.identified_on),
            ("starts_on", one.starts_on),
            ("ends_on", one.ends_on),
        ] {
            told.extend(day.map(|day| ((("action", at), one.id.as_str(), key), day)));
        }
    }
    for (at, one) in plan.evidence.iter().enumerate() {
        told.extend(one.date.map(|day| ((("evidence", at), one.id.as_str(), "date"), day)));
    }
    for (at, one) in plan.observations.iter().enumerate() {
        told.extend(one.on.map(|day| ((("finding", at), one.id.as_str(), "on"), day)));
    }
    for (at, one) in plan.meetings.iter().enumerate() {
        told.push(((("meeting", at), one.body.as_str(), "on"), one.on));
    }
    for (at, one) in plan.milestones.iter().enumerate() {
        told.push(((("milestone", at), "", "on"), one.on));
    }
    told
}
