//! What the ledger and the inventories say of one unit that cannot both be, in words.

use super::gather::Gathered;
use super::year::EstateYear;
use ground::lang::{Lang, Noun, Text};
use ground::text;
use ledger::movement::{FindingKind, Ledger};
use std::collections::BTreeMap;

/// How many are told.
const TOLD: usize = 3;

/// That things are told in two ways, and the first of them; nothing where none is.
pub fn contradictions_told(all: &[Text], lang: Lang) -> Vec<String> {
    if all.is_empty() {
        return Vec::new();
    }
    let findings = Noun::new(("constat", "constats"), ("finding", "findings"));
    let Text { fr, en } = findings.count(all.len() as f64);
    let heading = text!(
        "registre et inventaires se contredisent{0}{fr} (`movements check`)",
        "ledger and inventories contradict each other{0}{en} (`movements check`)",
        lang.colon()
    );
    let first = all.iter().take(TOLD).map(|one| one.say(lang).to_owned());
    std::iter::once(heading.say(lang).to_owned()).chain(first).collect()
}

impl Gathered<'_> {
    /// What cannot both be up to a year, with both sides, where they stand, and which one wins: the ledger
    /// against the inventories and against itself, the first of each sort first. The ledger, as it is written,
    /// and the inventories are read once more where something was met that says so; one that cannot be read
    /// tells nothing.
    pub fn contradictions(&self, year: i32) -> Vec<Text> {
        let (Some(known), Some(until)) = (&self.ledger, self.cut_off(year)) else {
            return Vec::new();
        };
        let won = self.years.values().any(|rows| rows.outcome.intake.ledger_wins > 0);
        let is_disputed = || EstateYear::of(self, year).is_some_and(|facts| facts.is_disputed());
        let Some(path) = self.estate.movements_file() else { return Vec::new() };
        let is_met = won || !known.aside.is_empty() || known.is_at_odds(until);
        if !is_met && !is_disputed() {
            return Vec::new();
        }
        // As it is written, with what figures set aside.
        let Ok((mut ledger, _)) = Ledger::read(&path) else { return Vec::new() };
        let holdings = ledger.holdings_read(self.estate, self.set, &self.words, Some(year));
        ledger.name_by_inventory(&holdings);
        let mut found = ledger.contradictions(&holdings, (&self.words, self.set), until);
        let mut sorts: BTreeMap<FindingKind, usize> = BTreeMap::new();
        found.sort_by_cached_key(|one| {
            let before = sorts.entry(one.kind).or_default();
            *before += 1;
            *before > 1
        });
        found.iter().map(|one| one.told(&ledger)).collect()
    }
}
