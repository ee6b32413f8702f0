//! The check: what a plan lacks before an auditor says so.

mod actions;
mod axes;
mod commitments;
mod declared;
mod identity;
mod known;
mod personal;
mod proof;
mod shares;
mod targets;
mod times;

pub use known::KnownWords;
pub use personal::with_people;

use super::evidence::Seals;
use super::finding::{Finding, FindingKind, Severity};
use super::model::Plan;
use super::read::lines_of;
use super::words::Date;
use equipment::{named_types, types_near};
use factor::FactorSet;
use ground::lang::{Lang, Text};
use ground::table::Day;
use indicator::Catalogue;
use std::collections::BTreeSet;

/// How many words of a list are shown.
const LISTED: usize = 8;

/// What a check looks at, and what it found.
pub(crate) struct PlanCheck<'a> {
    plan: &'a Plan,
    seals: &'a Seals,
    catalogue: &'a Catalogue,
    /// The text of the plan, for the lines of its sections.
    text: &'a str,
    /// What is known of the estate.
    known: &'a KnownWords<'a>,
    /// The day that dates are held against.
    on: Option<Day>,
    found: Vec<Finding>,
}

/// Checks a plan; `text` is its file, `seals` what became of its evidence, `known` what the estate
/// has, `on` the day that dates are held against. What is graver comes first, then the order of the
/// file.
pub fn check(
    plan: &Plan,
    text: &str,
    seals: &Seals,
    catalogue: &Catalogue,
    known: &KnownWords<'_>,
    on: Option<Day>,
) -> Vec<Finding> {
    let mut check = PlanCheck { plan, seals, catalogue, text, known, on, found: Vec::new() };
    check.identity();
    check.commitments();
    check.actions();
    check.proof();
    check.personal();
    let mut found = check.found;
    found.sort_by_key(|one| (one.kind.severity(), one.line.unwrap_or(0)));
    found
}

/// Whether a commitment can be measured: what it lacks, where it cannot.
pub(crate) fn lacks(plan: &Plan, at: usize, catalogue: &Catalogue) -> Vec<FindingKind> {
    commitments::lacks(plan, &plan.commitments[at], catalogue)
}

/// The errors of a commitment that leave its verdict without sense, as the check finds them: the
/// first of each kind.
pub(crate) fn contradictions(
    plan: &Plan,
    at: usize,
    catalogue: &Catalogue,
    types: Option<&FactorSet>,
) -> Vec<Finding> {
    let one = &plan.commitments[at];
    let seals = Seals(Vec::new());
    let (known, found) = (KnownWords::of_types(types), Vec::new());
    let mut check =
        PlanCheck { plan, seals: &seals, catalogue, text: "", known: &known, on: None, found };
    check.targets(at, one);
    if plan.commitments.iter().filter(|other| other.id == one.id).count() > 1 {
        check.taken("commitment", at, &one.id);
    }
    let mut found = check.found;
    found.retain(|one| one.kind.severity() == Severity::Error);
    found.sort_by_key(|one| one.kind);
    found.dedup_by_key(|one| one.kind);
    found
}

impl PlanCheck<'_> {
    /// Notes a finding of the section's place.
    fn find(&mut self, kind: FindingKind, at: (&str, usize), id: &str, said: Text, write: Text) {
        let (section, number) = at;
        let line = lines_of(self.text, section).get(number).copied();
        let place = if id.is_empty() { section.to_owned() } else { format!("{section} {id}") };
        self.found.push(Finding { kind, place, line, said, write });
    }

    /// Identifiers that are empty or met twice in a section.
    fn identifiers(&mut self, section: &str, ids: &[String]) {
        let mut met = BTreeSet::new();
        for (at, id) in ids.iter().enumerate() {
            if id.trim().is_empty() || !met.insert(id) {
                self.taken(section, at, id);
            }
        }
    }

    fn taken(&mut self, section: &str, at: usize, id: &str) {
        let said = if id.trim().is_empty() {
            ground::text!("identifiant vide", "empty identifier")
        } else {
            ground::text!("identifiant déjà pris : {id}", "identifier already taken: {id}")
        };
        let write = ground::text!(
            "id = un mot que rien d'autre ne porte dans [[{section}]]",
            "id = a word that nothing else has in [[{section}]]"
        );
        self.find(FindingKind::DuplicateId, (section, at), id, said, write);
    }

    /// Words that should be types of equipment.
    fn types(&mut self, at: (&str, usize), id: &str, key: &str, named: &[&str]) {
        let Some(set) = self.known.types else { return };
        for one in named.iter().filter(|one| set.type_named(one).is_none()) {
            let near: Vec<&str> = types_near(set, one);
            let named = |lang| named_types(set, near.iter().copied(), lang);
            let (fr, en) = (named(Lang::Fr), named(Lang::En));
            self.find(
                FindingKind::UnknownReference,
                at,
                id,
                ground::text!(
                    "{key} : aucun type d'équipement n'a le code `{one}`",
                    "{key}: no type of equipment has the code `{one}`"
                ),
                if near.is_empty() {
                    ground::text!(
                        "un code de docs/formats/types.md, tel que `laptop`",
                        "a code of docs/formats/types.md, such as `laptop`"
                    )
                } else {
                    ground::text!("{key} : l'un de {fr}", "{key}: one of {en}")
                },
            );
        }
    }

    /// Something that is told as done on a day that is still to come.
    fn future(&mut self, at: (&str, usize), id: &str, key: &str, day: Option<Date>) {
        let (Some(day), Some(on)) = (day, self.on) else { return };
        if day.0 <= on || !times::is_possible(day) {
            return;
        }
        self.find(
            FindingKind::FutureDate,
            at,
            id,
            ground::text!("{key} : le {day} est encore à venir", "{key}: {day} is still to come"),
            ground::text!(
                "le jour où ce fut fait ; ce qui est prévu est un [[milestone]]",
                "the day it was done; what is planned is a [[milestone]]"
            ),
        );
    }

    /// Words that should name things of another section.
    fn references(
        &mut self,
        at: (&str, usize),
        id: &str,
        key: &str,
        named: &[String],
        known: &BTreeSet<String>,
    ) {
        for one in named.iter().filter(|one| !one.is_empty() && !known.contains(*one)) {
            let listed: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
            let listed = if listed.is_empty() { "–".to_owned() } else { listed.join(", ") };
            self.find(
                FindingKind::UnknownReference,
                at,
                id,
                ground::text!(
                    "{key} : rien ne s'appelle `{one}`",
                    "{key}: nothing is called `{one}`"
                ),
                ground::text!("{key} : l'un de {listed}", "{key}: one of {listed}"),
            );
        }
    }
}

/// The identifiers of a section.
pub(crate) fn ids<T>(all: &[T], of: impl Fn(&T) -> &String) -> BTreeSet<String> {
    all.iter().map(|one| of(one).clone()).collect()
}

/// The words of a list, as many as are shown.
pub(crate) fn listed_of(all: &BTreeSet<String>) -> String {
    /// The most that are shown where all of them may be wanted.
    const MOST: usize = 3 * LISTED;
    let listed: Vec<&str> = all.iter().take(MOST).map(String::as_str).collect();
    format!("{}{}", listed.join(", "), if all.len() > MOST { "…" } else { "" })
}

/// The words of a list that are near to one; nothing where none is.
pub(crate) fn near_of(word: &str, among: &BTreeSet<String>) -> String {
    equipment::names_near(word, among.iter().map(String::as_str)).join(", ")
}

/// The words of a list nearest to one, else the first of them.
pub(crate) fn nearest_of(word: &str, among: &BTreeSet<String>) -> String {
    let near = near_of(word, among);
    if !near.is_empty() {
        return near;
    }
    among.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ")
}
