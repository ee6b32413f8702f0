//! The check: what a plan lacks before an auditor says so.

mod actions;
mod commitments;
mod identity;
mod proof;

use super::evidence::Seals;
use super::finding::{Finding, FindingKind};
use super::model::Plan;
use super::read::lines_of;
use ground::lang::Text;
use ground::table::Day;
use indicator::Catalogue;
use std::collections::BTreeSet;

/// What a check looks at, and what it found.
pub(crate) struct Check<'a> {
    plan: &'a Plan,
    seals: &'a Seals,
    catalogue: &'a Catalogue,
    /// The text of the plan, for the lines of its sections.
    text: &'a str,
    /// The day that dates are held against.
    on: Option<Day>,
    found: Vec<Finding>,
}

/// Checks a plan; `text` is its file, `seals` what became of its evidence, `on` the day that
/// dates are held against. What is graver comes first, then the order of the file.
pub fn check(
    plan: &Plan,
    text: &str,
    seals: &Seals,
    catalogue: &Catalogue,
    on: Option<Day>,
) -> Vec<Finding> {
    let mut check = Check { plan, seals, catalogue, text, on, found: Vec::new() };
    check.identity();
    check.commitments();
    check.actions();
    check.proof();
    let mut found = check.found;
    found.sort_by_key(|one| (one.kind.severity(), one.line.unwrap_or(0)));
    found
}

/// Whether a commitment can be measured: what it lacks, where it cannot.
pub(crate) fn lacks(plan: &Plan, at: usize, catalogue: &Catalogue) -> Vec<FindingKind> {
    commitments::lacks(plan, &plan.commitments[at], catalogue)
}

impl Check<'_> {
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
                let kind = FindingKind::DuplicateId;
                let said = if id.trim().is_empty() {
                    ground::text!("identifiant vide", "empty identifier")
                } else {
                    ground::text!("identifiant déjà pris : {id}", "identifier already taken: {id}")
                };
                let write = ground::text!(
                    "id = un mot que rien d'autre ne porte dans [[{section}]]",
                    "id = a word that nothing else has in [[{section}]]"
                );
                self.find(kind, (section, at), id, said, write);
            }
        }
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
            let listed: Vec<&str> = known.iter().take(8).map(String::as_str).collect();
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
