//! Actions: who does them, what for, by when, with what.

use super::targets::MOST;
use super::{PlanCheck, ids};
use crate::finding::FindingKind as Kind;
use crate::model::{Action, Yearly};
use crate::said::written;
use crate::words::Progress;
use change::scenario::{is_lever, possible};
use ground::lang::Text;
use ground::text;

impl PlanCheck<'_> {
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
            self.spent(at, one);
            let is_open = one.is_open();
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

    /// A lever is one of those of `scenario`, and one that the estate can pull where it was asked.
    fn lever(&mut self, at: usize, one: &Action) {
        let wrong = match one.levers().find(|lever| !is_lever(lever)) {
            Some(lever) => {
                Some((text!("`{lever}` n'est pas un levier", "`{lever}` is no lever"), possible()))
            }
            None => self.known.levers.get(&at).map(|fault| {
                let hint = fault.hints().first().cloned();
                (fault.what().clone(), hint.unwrap_or_else(possible))
            }),
        };
        let Some((Text { fr, en }, write)) = wrong else { return };
        let said = text!("lever : {fr}", "lever: {en}");
        self.find(Kind::ImpossibleValue, ("action", at), &one.id, said, write);
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

    /// An action that is done, with means put into it, and of which no evidence holds.
    fn spent(&mut self, at: usize, one: &Action) {
        let sum = |of: fn(&Yearly) -> Option<f64>| -> f64 { one.means.iter().filter_map(of).sum() };
        let of = [
            (sum(|of| of.eur_spent), ["dépense", "spending"], [" €", " EUR"]),
            (sum(|of| of.eur_planned), ["dépense prévue", "planned spending"], [" €", " EUR"]),
            (sum(|of| of.fte), ["temps", "time"], [" ETP", " FTE"]),
        ];
        let Some((amount, [fr, en], units)) = of.into_iter().find(|(amount, ..)| *amount > 0.0)
        else {
            return;
        };
        let pieces = self.plan.evidence.iter().zip(&self.seals.0);
        let mut own = pieces.filter(|(piece, _)| piece.actions.contains(&one.id));
        if one.status != Some(Progress::Done) || own.any(|(_, seal)| seal.holds()) {
            return;
        }
        let (id, Text { fr: number, en: figure }) = (&one.id, written(amount));
        let (fr, en) =
            (format!("{fr} : {number}{}", units[0]), format!("{en}: {figure}{}", units[1]));
        self.find(
            Kind::NothingProved,
            ("action", at),
            id,
            text!(
                "dite faite ({fr}), et aucune preuve ne le montre",
                "said to be done ({en}), and no evidence shows it"
            ),
            text!(
                "[[evidence]] avec actions = [\"{id}\"], kind = \"result\" et file",
                "[[evidence]] with actions = [\"{id}\"], kind = \"result\" and file"
            ),
        );
    }
}
