//! What an organisation could do: the levers that lower most, one of each thing, in plain words.

use super::lever::{Lever, LeverDoes, halves};
use super::state::Start;
use super::worth::worth;
use ground::lang::{Lang, Text};
use ground::text;
use ground::word::of_shell;
use indicator::EstateYear;
use std::collections::BTreeSet;

/// Something to do, and what it would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The lever, as a scenario has it.
    pub lever: String,
    /// What to do, for people.
    pub said: Text,
    /// What it comes to over all the years, in the criterion's unit; below zero.
    pub gain: f64,
    /// How many years.
    pub years: i32,
}

impl Advice {
    /// What it comes to by year.
    pub fn by_year(&self) -> f64 {
        self.gain / f64::from(self.years.max(1))
    }

    /// The lever as a word of a command: what follows `empreinte scenario --set`.
    pub fn option(&self) -> String {
        let (key, value) = halves(&self.lever).unwrap_or((&self.lever, ""));
        of_shell(&format!("{key}={value}"))
    }
}

/// Levers that an estate has something to gain from, each as it is written, what lowers most first;
/// `people` is the headcount of each year from the inventory's on.
pub fn worth_trying(facts: &EstateYear<'_>, people: &[f64]) -> Vec<Advice> {
    let start = Start::of(facts);
    let years = i32::try_from(people.len()).unwrap_or(1) - 1;
    worth(&start, people)
        .into_iter()
        .map(|(lever, gain)| Advice { said: said(&start, &lever), lever: lever.said, gain, years })
        .collect()
}

/// The levers worth trying that lower most, at most so many and one of each type, service or room.
pub fn advice(facts: &EstateYear<'_>, people: &[f64], most: usize) -> Vec<Advice> {
    let mut subjects = BTreeSet::new();
    worth_trying(facts, people)
        .into_iter()
        .filter(|one| {
            let key = halves(&one.lever).map_or("", |(key, _)| key);
            let subject = key.rsplit_once('.').map_or("", |(subject, _)| subject);
            subjects.insert(subject.to_owned())
        })
        .take(most)
        .collect()
}

fn said(start: &Start<'_>, lever: &Lever) -> Text {
    let of = |id| {
        let kind = start.facts.set().equipment_type(id);
        // A lever moves a whole family, which tables tell form by form.
        let family = start.worth.iter().any(|one| one.root == id && one.type_id != id);
        [Lang::Fr, Lang::En].map(|lang| {
            let forms = if family { lang.label(", toutes formes", ", all forms") } else { "" };
            format!("{}{forms}", kind.label(lang))
        })
    };
    match lever.what {
        LeverDoes::Lifetime(id, _) => {
            let [fr, en] = of(id);
            text!("{fr} : garder un an de plus", "{en}: keep one year longer")
        }
        LeverDoes::Refurbished(id, ..) => {
            let [fr, en] = of(id);
            text!("{fr} : un achat sur cinq reconditionné", "{en}: buy one in five refurbished")
        }
        LeverDoes::Energy(id, _) => {
            let [fr, en] = of(id);
            text!(
                "{fr} : 20 % d'électricité en moins (veille, arrêt)",
                "{en}: 20% less electricity (sleep, switch off)"
            )
        }
        LeverDoes::Count(id, _) => {
            let [fr, en] = of(id);
            text!("{fr} : un sur cinq en moins", "{en}: one in five fewer")
        }
        LeverDoes::PerPerson(id, _) => {
            let [fr, en] = of(id);
            text!("{fr} : un par personne", "{en}: one per person")
        }
        LeverDoes::Pue(at, pue) => {
            let room = &start.facts.rows.centres[at].id;
            let (fr, en) = (Lang::Fr.number(pue, 2), Lang::En.number(pue, 2));
            text!("{room} : un PUE de {fr}", "{room}: a PUE of {en}")
        }
        LeverDoes::Service(at, _) => {
            let Text { fr, en } = &start.services[at].label;
            text!("{fr} : 20 % de moins", "{en}: 20% less")
        }
        _ => text!("{0}", "{0}", lever.said),
    }
}
