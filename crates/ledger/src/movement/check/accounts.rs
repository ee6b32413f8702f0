//! What the ledger and an inventory say of one unit that cannot both be: when and how it came, how it
//! left, what it is, and what it is called.

use super::{UnitMovements, finding, single_type};
use crate::movement::{
    FindingKind, Held, Holdings, Ledger, LedgerFinding, LedgerWord, Movement, are_modes_apart,
    are_routes_apart, is_bought_apart,
};
use equipment::{AcquisitionMode, State, Vocabulary, spelling};
use factor::FactorSet;
use ground::lang::Text;
use ground::text;
use std::collections::{BTreeMap, HashMap};

/// Finds the units of which an inventory tells something else than the ledger: each once, by the first
/// inventory that does.
pub(super) fn told_apart(
    ledger: &Ledger,
    lives: &UnitMovements,
    holdings: &[Holdings],
    (words, set): (&Vocabulary, &FactorSet),
    findings: &mut Vec<LedgerFinding>,
) {
    let mut types = BTreeMap::new();
    for life in lives.each() {
        let movements = life.iter().map(|place| &ledger.movements[*place as usize]);
        let mut told: Vec<(FindingKind, &Movement, Text)> = Vec::new();
        for movement in movements {
            let Some(unit) = movement.unit else { continue };
            for year in holdings {
                let Some(held) = year.unit(unit) else { continue };
                let at = TwoAccounts { ledger, movement, held, year };
                let word = movement.equipment_type;
                let of_word = |word| single_type(words, ledger.words.text(word));
                let kind =
                    word.and_then(|word| *types.entry(word).or_insert_with(|| of_word(word)));
                let found = [at.day(), at.mode(), at.route(), at.kind(kind, set)];
                for (kind, detail) in found.into_iter().flatten() {
                    let is_told = |one: &(FindingKind, &Movement, Text)| {
                        one.0 == kind
                            && (one.1.line == movement.line || kind == FindingKind::OtherType)
                    };
                    if !told.iter().any(is_told) {
                        told.push((kind, movement, detail));
                    }
                }
            }
        }
        findings.extend(told.into_iter().map(|(kind, of, detail)| finding(kind, of, detail)));
    }
    retyped(ledger, lives, holdings, findings);
}

/// A movement, and what an inventory has of its unit.
struct TwoAccounts<'a> {
    ledger: &'a Ledger,
    movement: &'a Movement,
    held: &'a Held,
    year: &'a Holdings,
}

impl TwoAccounts<'_> {
    /// Where the inventory says it.
    fn place(&self) -> Text {
        let (year, line) = (self.year.year, self.held.line);
        text!("à l'inventaire de {year}, ligne {line}", "in the inventory of {year}, line {line}")
    }

    fn day(&self) -> Option<(FindingKind, Text)> {
        self.ledger.purchase(self.movement)?;
        let (own, told) = (self.held.acquired?, self.movement.date);
        let is_apart =
            told <= self.year.cut_off && is_bought_apart(Some(own), self.held.assumed, told);
        let Text { fr, en } = self.place();
        let detail = text!(
            "le {own} {fr} ; l'inventaire l'emporte, dont la ligne est celle de la machine",
            "on {own} {en}; the inventory wins, whose row is the machine's own"
        );
        is_apart.then_some((FindingKind::OtherPurchaseDay, detail))
    }

    fn mode(&self) -> Option<(FindingKind, Text)> {
        let told = self.ledger.purchase(self.movement)?.mode?;
        let own = self.held.mode.filter(|own| are_modes_apart(*own, told))?;
        let Text { fr, en } = self.place();
        let [own, told] = [own, told].map(AcquisitionMode::code);
        let detail = text!(
            "`{told}` au registre, `{own}` {fr} ; le registre l'emporte, dont la ligne est l'achat",
            "`{told}` in the ledger, `{own}` {en}; the ledger wins, whose row is the purchase"
        );
        Some((FindingKind::OtherMode, detail))
    }

    fn route(&self) -> Option<(FindingKind, Text)> {
        let told = self.ledger.exit_route(self.movement)?;
        let is_gone = self.held.state == Some(State::Exited);
        let own = self.held.route.filter(|own| is_gone && are_routes_apart(*own, told))?;
        let Text { fr, en } = self.place();
        let [own, told] = [own, told].map(equipment::ExitRoute::code);
        let detail = text!(
            "`{told}` au registre, `{own}` {fr} ; le registre l'emporte, qui date ce qui s'est passé",
            "`{told}` in the ledger, `{own}` {en}; the ledger wins, which dates what happened"
        );
        Some((FindingKind::OtherRoute, detail))
    }

    fn kind(&self, told: Option<factor::TypeId>, set: &FactorSet) -> Option<(FindingKind, Text)> {
        let (told, own) = (told?, self.held.type_id?);
        let code = |id| &set.equipment_type(id).code;
        let (own_code, told_code) = (code(own), code(told));
        let Text { fr, en } = self.place();
        let detail = text!(
            "`{told_code}` au registre, `{own_code}` {fr} ; l'inventaire l'emporte, dont la ligne est celle de la machine",
            "`{told_code}` in the ledger, `{own_code}` {en}; the inventory wins, whose row is the machine's own"
        );
        (set.root(told) != set.root(own)).then_some((FindingKind::OtherType, detail))
    }
}

/// Units of the ledger that no inventory has, of which one has an identifier that is the same but for how
/// it is typed.
fn retyped(
    ledger: &Ledger,
    lives: &UnitMovements,
    holdings: &[Holdings],
    findings: &mut Vec<LedgerFinding>,
) {
    let is_listed = |unit| holdings.iter().any(|year| year.unit(unit).is_some());
    let strangers: Vec<(u64, &Movement)> = lives
        .each()
        .filter_map(|life| life.first().map(|place| &ledger.movements[*place as usize]))
        .filter(|first| first.unit.is_some_and(|unit| !is_listed(unit)))
        .filter_map(|first| Some((spelling(ledger.words.text(first.unit?))?, first)))
        .collect();
    if strangers.is_empty() {
        return;
    }
    let mut spelt: HashMap<u64, Option<(LedgerWord, &Holdings, u32)>> = HashMap::new();
    for (year, held) in
        holdings.iter().flat_map(|year| year.units.iter().map(move |one| (year, one)))
    {
        let Some(key) = spelling(ledger.words.text(held.unit)) else { continue };
        let one = spelt.entry(key).or_insert(Some((held.unit, year, held.line)));
        // Two units that are typed alike are two.
        *one = one.filter(|(unit, ..)| *unit == held.unit);
    }
    for (key, first) in strangers {
        let Some(Some((unit, year, line))) = spelt.get(&key) else { continue };
        let (name, year) = (ledger.words.text(*unit), year.year);
        let detail = text!(
            "`{name}` à l'inventaire de {year}, ligne {line} : est-ce le même ?",
            "`{name}` in the inventory of {year}, line {line}: is it the same?"
        );
        findings.push(finding(FindingKind::RetypedId, first, detail));
    }
}
