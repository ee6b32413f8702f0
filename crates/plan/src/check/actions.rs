//! Actions: who does them, what for, by when, with what.

use super::targets::MOST;
use super::{Check, ids};
use crate::finding::FindingKind as Kind;
use crate::model::Action;
use crate::words::Progress;
use change::scenario::LEVERS;
use ground::text;

impl Check<'_> {
    pub(super) fn actions(&mut self) {
        let plan = self.plan;
        let themes = ids(&plan.themes, |one| &one.id);
        let criteria = ids(&plan.criteria, |one| &one.id);
        let commitments = ids(&plan.commitments, |one| &one.id);
        for (at, one) in plan.actions.iter().enumerate() {
            let place = ("action", at);
            let theme = std::slice::from_ref(&one.theme);
            self.references(place, &one.id, "theme", theme, &themes);
            self.references(place, &one.id, "criteria", &one.criteria, &criteria);
            self.references(place, &one.id, "commitments", &one.commitments, &commitments);
            self.means(at, one);
            let is_open = !matches!(one.status, Some(Progress::Done | Progress::Dropped));
            if is_open && one.owner.trim().is_empty() {
                self.owner(place, &one.id);
            }
            if one.commitments.is_empty() && one.criteria.is_empty() {
                self.find(
                    Kind::ServesNothing,
                    place,
                    &one.id,
                    text!(
                        "l'action ne sert aucun engagement et ne répond à aucun critère",
                        "the action serves no commitment and answers no criterion"
                    ),
                    text!(
                        "commitments = [\"…\"] ou criteria = [\"…\"]",
                        "commitments = [\"…\"] or criteria = [\"…\"]"
                    ),
                );
            }
            if let Some((start, end)) = one.starts_on.zip(one.ends_on)
                && end < start
            {
                self.find(
                    Kind::DatesReversed,
                    place,
                    &one.id,
                    text!(
                        "elle finit le {end}, avant de commencer le {start}",
                        "it ends on {end}, before it starts on {start}"
                    ),
                    text!("starts_on avant ends_on", "starts_on before ends_on"),
                );
            }
            let begun = matches!(one.status, Some(Progress::Doing | Progress::Done));
            if begun {
                self.future(place, &one.id, "starts_on", one.starts_on);
            }
            self.future(place, &one.id, "identified_on", one.identified_on);
            self.lever(at, one);
            // What should have ended is said once, whether it began or not.
            let late =
                is_open && !begun && self.is_over(one.starts_on) && !self.is_over(one.ends_on);
            if let (true, Some(start)) = (late, one.starts_on) {
                self.find(
                    Kind::PastDate,
                    place,
                    &one.id,
                    text!(
                        "le {start} est passé, et rien ne dit qu'elle a commencé",
                        "{start} has gone by, and nothing says that it began"
                    ),
                    text!(
                        "status = \"doing\", ou une autre date",
                        "status = \"doing\", or another date"
                    ),
                );
            }
            if let Some(end) = one.ends_on.filter(|_| is_open && self.is_over(one.ends_on)) {
                self.find(
                    Kind::PastDate,
                    place,
                    &one.id,
                    text!(
                        "le {end} est passé, et elle n'est pas faite",
                        "{end} has gone by, and it is not done"
                    ),
                    text!(
                        "status = \"done\", \"dropped\" avec sa raison en note, ou une autre date",
                        "status = \"done\", \"dropped\" with its reason in note, or another date"
                    ),
                );
            }
        }
    }

    /// A lever is one of those of `scenario`.
    fn lever(&mut self, at: usize, one: &Action) {
        let known = |lever: &str| {
            let Some((name, value)) = lever.split_once('=') else { return false };
            let last = |name: &str| name.rsplit('.').next().map(str::trim).map(str::to_owned);
            let is_of = |known: &str| known.contains('.') == name.contains('.');
            !value.trim().is_empty()
                && LEVERS.iter().any(|(known, _)| is_of(known) && last(known) == last(name))
        };
        if one.lever.trim().is_empty() || one.lever.split(';').all(known) {
            return;
        }
        let lever = &one.lever;
        let names: Vec<&str> = LEVERS.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        self.find(
            Kind::ImpossibleValue,
            ("action", at),
            &one.id,
            text!("lever : `{lever}` n'est pas un levier", "lever: `{lever}` is no lever"),
            text!(
                "lever = \"laptop.lifetime = +1\" ; leviers : {names}",
                "lever = \"laptop.lifetime = +1\"; levers: {names}"
            ),
        );
    }

    fn means(&mut self, at: usize, one: &Action) {
        let bad = one.means.iter().any(|of| {
            let numbers = [of.fte, of.eur_planned, of.eur_spent];
            numbers.iter().flatten().any(|number| !(0.0..=MOST).contains(number))
        });
        if bad || one.expected_kg.is_some_and(|kg| !kg.is_finite() || kg.abs() > MOST) {
            self.find(
                Kind::ImpossibleValue,
                ("action", at),
                &one.id,
                text!(
                    "moyens impossibles : un nombre négatif, ou hors de toute mesure",
                    "impossible means: a number below nothing, or beyond all measure"
                ),
                text!(
                    "[[action.means]] year = 2026, fte = 0.2, eur_planned = 5000",
                    "[[action.means]] year = 2026, fte = 0.2, eur_planned = 5000"
                ),
            );
        }
    }
}
