//! The plan itself: its years, its meetings, its dates, its identifiers.

use super::{PlanCheck, ids};
use crate::duties::LegalForm;
use crate::finding::FindingKind as Kind;
use crate::target::YEARS;
use crate::words::PlanState;
use ground::lang::{Lang, Text};
use ground::text;

impl PlanCheck<'_> {
    /// What is told as done on a day that is still to come.
    fn told_as_done(&mut self) {
        let plan = self.plan;
        let date = plan.identity.communicated_on;
        self.future(("plan", 0), "", "communicated_on", date);
        for (at, one) in plan.validations.iter().enumerate() {
            self.future(("validation", at), &one.by, "on", Some(one.on));
        }
        for (at, one) in plan.meetings.iter().enumerate() {
            self.future(("meeting", at), &one.body, "on", Some(one.on));
        }
        for (at, one) in plan.commitments.iter().enumerate() {
            self.future(("commitment", at), &one.id, "reviewed_on", one.reviewed_on);
        }
        for (at, one) in plan.observations.iter().enumerate() {
            self.future(("finding", at), &one.id, "on", one.on);
        }
        for (at, one) in plan.evidence.iter().enumerate() {
            self.future(("evidence", at), &one.id, "date", one.date);
        }
    }

    /// That states were validated in their order, and the one that the plan says at all. A state that is
    /// validated anew, for another version, was validated before.
    fn validations(&mut self) {
        let plan = self.plan;
        let first = |state: PlanState| {
            let of_state = plan.validations.iter().filter(|one| one.state == state);
            of_state.map(|one| one.on.0).min()
        };
        for (at, one) in plan.validations.iter().enumerate() {
            if first(one.state) != Some(one.on.0) {
                continue;
            }
            let later = plan.validations.iter().filter(|other| other.state > one.state);
            let Some(before) = later.filter(|other| other.on.0 < one.on.0).min_by_key(|o| o.on.0)
            else {
                continue;
            };
            let (day, earlier) = (one.on, before.on);
            let [fr, en] =
                [Lang::Fr, Lang::En].map(|lang| [one.state.label(lang), before.state.label(lang)]);
            self.find(
                Kind::ValidationOrder,
                ("validation", at),
                &one.by,
                Text {
                    fr: format!("{} le {day}, après {} le {earlier}", fr[0], fr[1]),
                    en: format!("{} on {day}, after {} on {earlier}", en[0], en[1]),
                },
                text!(
                    "la date de chaque validation, dans l'ordre des états",
                    "the day of each validation, in the order of the states"
                ),
            );
        }
        let Some(state) = plan.identity.state.filter(|state| *state != PlanState::Draft) else {
            return;
        };
        if first(state).is_none() {
            let code = state.code();
            self.find(
                Kind::StateNotValidated,
                ("plan", 0),
                "",
                text!(
                    "state = \"{code}\" : aucune validation de cet état",
                    "state = \"{code}\": no validation to that state"
                ),
                text!(
                    "[[validation]] avec state = \"{code}\", on et by",
                    "[[validation]] with state = \"{code}\", on and by"
                ),
            );
        }
    }

    /// The first and the last year of the plan.
    fn years(&mut self) {
        let plan = self.plan;
        let years = &plan.identity.years;
        let holds = matches!(years[..], [first, last] if first <= last)
            && years.iter().all(|year| YEARS.contains(year));
        if !holds {
            let kind = if years.is_empty() { Kind::NoYears } else { Kind::ImpossibleValue };
            let said: Vec<String> = years.iter().map(i32::to_string).collect();
            let said = said.join(", ");
            self.find(
                kind,
                ("plan", 0),
                "",
                match years[..] {
                    [] => text!(
                        "le plan ne dit pas ses années, la première et la dernière",
                        "the plan does not say its first and its last year"
                    ),
                    [first, last] if first > last => text!(
                        "years : {first} vient après {last}",
                        "years: {first} comes after {last}"
                    ),
                    [_] => text!(
                        "years : une année seule, {said} ; la première et la dernière sont attendues",
                        "years: one year alone, {said}; the first and the last are expected"
                    ),
                    _ => text!(
                        "years : deux années attendues, de 1990 à 2100, et non {said}",
                        "years: two years expected, from 1990 to 2100, not {said}"
                    ),
                },
                text!("[plan] years = [2025, 2027]", "[plan] years = [2025, 2027]"),
            );
        }
    }

    /// How many people live there, where that is said.
    fn population(&mut self) {
        /// More than any authority has.
        const MOST: u64 = 2_000_000_000;
        let Some(people) = self.plan.identity.population else { return };
        if !(1..=MOST).contains(&people) {
            self.find(
                Kind::ImpossibleValue,
                ("plan", 0),
                "",
                text!(
                    "population : {people} habitants, ce qui ne peut pas être",
                    "population: {people} inhabitants, which cannot be"
                ),
                text!("population = 18500, ou rien", "population = 18500, or nothing"),
            );
        }
    }

    pub(super) fn identity(&mut self) {
        let plan = self.plan;
        self.years();
        self.validations();
        self.times();
        self.population();
        let form = &plan.identity.legal_form;
        if !form.is_empty() && LegalForm::named(form).is_none() {
            let known = LegalForm::CODES.join(", ");
            self.find(
                Kind::UnknownReference,
                ("plan", 0),
                "",
                text!(
                    "legal_form : aucune forme juridique ne s'appelle `{form}`",
                    "legal_form: no legal form is called `{form}`"
                ),
                text!("legal_form : l'une de {known}", "legal_form: one of {known}"),
            );
        }
        if plan.commitments.is_empty() {
            self.find(
                Kind::EmptyPlan,
                ("plan", 0),
                "",
                text!("aucun engagement", "no commitment"),
                text!(
                    "[[commitment]] avec id, label, indicator, target et targets ; `empreinte plan init` propose ceux que la loi demande",
                    "[[commitment]] with id, label, indicator, target and targets; `empreinte plan init` offers those that the law asks for"
                ),
            );
        }
        if plan.meetings.is_empty() {
            self.find(
                Kind::NoMeeting,
                ("plan", 0),
                "",
                text!("aucune réunion de suivi", "no follow-up meeting"),
                text!(
                    "[[meeting]] avec on, body et decisions : l'auditeur les demande",
                    "[[meeting]] with on, body and decisions: the auditor asks for them"
                ),
            );
        }
        self.told_as_done();
        self.identifiers("theme", &own(&plan.themes, |one| &one.id));
        self.identifiers("criterion", &own(&plan.criteria, |one| &one.id));
        self.identifiers("commitment", &own(&plan.commitments, |one| &one.id));
        self.identifiers("action", &own(&plan.actions, |one| &one.id));
        self.identifiers("evidence", &own(&plan.evidence, |one| &one.id));
        self.identifiers("finding", &own(&plan.observations, |one| &one.id));
        for (at, one) in plan.milestones.iter().enumerate() {
            if one.done != Some(true) && self.is_over(Some(one.on)) {
                let (day, label) = (one.on, &one.label);
                self.find(
                    Kind::PastDate,
                    ("milestone", at),
                    "",
                    text!("le {day} est passé : {label}", "{day} has gone by: {label}"),
                    text!("done = true, ou une autre date", "done = true, or another date"),
                );
            }
        }
        let actions = ids(&plan.actions, |one| &one.id);
        for (at, one) in plan.observations.iter().enumerate() {
            let answered = std::slice::from_ref(&one.action);
            self.references(("finding", at), &one.id, "action", answered, &actions);
            if one.action.is_empty() && one.gravity != crate::words::Gravity::Strength {
                self.find(
                    Kind::Unanswered,
                    ("finding", at),
                    &one.id,
                    text!("aucune action n'y répond", "no action answers it"),
                    text!("action = l'identifiant d'une action", "action = the id of an action"),
                );
            }
        }
    }
}

fn own<T>(all: &[T], of: impl Fn(&T) -> &String) -> Vec<String> {
    all.iter().map(|one| of(one).clone()).collect()
}
