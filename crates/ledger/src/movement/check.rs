//! Holds the ledger against itself and against the inventories.

mod accounts;
mod beyond_type;
mod stock;
#[cfg(test)]
mod tests;
mod weee;

pub use beyond_type::most_there;

use super::finding::{FindingKind, LedgerFinding};
use super::holding::Holdings;
use super::{ExitRoute, Ledger, LedgerWord, Movement, MovementKind, may_come_back};
use equipment::{TypeAnswer, Vocabulary};
use factor::{FactorSet, TypeId};
use ground::lang::Text;
use ground::table::{Day, numbered};
use ground::text;
use std::collections::BTreeMap;

/// What to hold a ledger against.
#[derive(Debug, Clone, Copy)]
pub struct CheckOptions {
    /// The year whose findings are wanted; all where none is given.
    pub year: Option<i32>,
    /// The day after which nothing can have happened.
    pub as_of: Day,
}

/// The findings of a check: by kind, then by line, then by unit.
///
/// Movements of one day are taken in the order of the file.
pub fn check(
    ledger: &Ledger,
    holdings: &[Holdings],
    (words, set): (&Vocabulary, &FactorSet),
    options: CheckOptions,
) -> Vec<LedgerFinding> {
    let mut findings = Vec::new();
    let lives = UnitMovements::of(ledger);
    rows(ledger, options.as_of, &mut findings);
    contradicting(ledger, &lives, holdings, (words, set), &mut findings);
    weee::lots(ledger, (words, set), &mut findings);
    unknown_types(ledger, holdings, words, &mut findings);
    if let Some(year) = options.year {
        findings.retain(|finding| finding.date.is_none_or(|date| date.year() == year));
    }
    findings.sort_by_cached_key(|finding| {
        (finding.kind, finding.line, finding.subject(ledger).to_owned(), finding.date)
    });
    findings
}

/// What cannot follow in a unit's life, and what the inventories say otherwise of it.
fn contradicting(
    ledger: &Ledger,
    lives: &UnitMovements,
    holdings: &[Holdings],
    told: (&Vocabulary, &FactorSet),
    findings: &mut Vec<LedgerFinding>,
) {
    let of_several = |unit: LedgerWord| {
        holdings
            .iter()
            .filter_map(|year| year.unit(unit))
            .any(|held| held.quantity.is_some_and(|units| units > 1.0))
    };
    for life in lives.each() {
        let unit = life.first().and_then(|place| ledger.movements[*place as usize].unit);
        if !unit.is_some_and(of_several) {
            sequence(ledger, life, findings);
        }
    }
    accounts::told_apart(ledger, lives, holdings, told, findings);
    stock::against(ledger, lives, holdings, findings);
    beyond_type::lots(ledger, holdings, told, findings);
}

impl Ledger {
    /// Whether the ledger alone says of one unit, up to a day, what cannot both be. A line of several units
    /// is known as such by the inventories, which are not asked.
    pub fn is_at_odds(&self, until: Day) -> bool {
        let mut findings = Vec::new();
        UnitMovements::of(self).each().any(|life| {
            sequence(self, life, &mut findings);
            findings.drain(..).any(|one: LedgerFinding| {
                one.kind.is_contradiction() && one.date.is_some_and(|day| day <= until)
            })
        })
    }

    /// What cannot both be, up to a day: what the ledger and the inventories say otherwise of one unit,
    /// whichever wins, and what the ledger alone says twice. The earliest line first.
    pub fn contradictions(
        &self,
        holdings: &[Holdings],
        told: (&Vocabulary, &FactorSet),
        until: Day,
    ) -> Vec<LedgerFinding> {
        let mut findings = Vec::new();
        contradicting(self, &UnitMovements::of(self), holdings, told, &mut findings);
        findings
            .retain(|one| one.kind.is_contradiction() && one.date.is_some_and(|day| day <= until));
        findings.sort_by_key(|one| (one.line, one.kind));
        findings
    }
}

/// The one type that a word means.
pub(super) fn single_type(words: &Vocabulary, text: &str) -> Option<TypeId> {
    match words.type_of(text) {
        TypeAnswer::Plain(id) | TypeAnswer::Usual(id) => Some(id),
        _ => None,
    }
}

/// Movements whose type word says nothing, of units that no inventory has: nothing else tells it.
fn unknown_types(
    ledger: &Ledger,
    holdings: &[Holdings],
    words: &Vocabulary,
    findings: &mut Vec<LedgerFinding>,
) {
    let mut known: BTreeMap<LedgerWord, bool> = BTreeMap::new();
    for movement in &ledger.movements {
        let Some(word) = movement.equipment_type else { continue };
        let text = ledger.words.text(word);
        let is_known = *known.entry(word).or_insert_with(|| words.type_of(text).is_known());
        let is_listed = |unit| holdings.iter().any(|held| held.unit(unit).is_some());
        if !is_known && !movement.unit.is_some_and(is_listed) {
            let detail = text!("« {text} »", "`{text}`");
            findings.push(finding(FindingKind::UnknownType, movement, detail));
        }
    }
}

/// Movements by unit: places in the ledger, sorted by unit, day, and order of the file.
pub(super) struct UnitMovements {
    places: Vec<u32>,
    /// By word: where its places start and end; empty for none.
    ranges: Vec<(u32, u32)>,
}

impl UnitMovements {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let unit = |place: u32| ledger.movements[place as usize].unit;
        let count = numbered(ledger.movements.len());
        let mut places: Vec<u32> = (0..count).filter(|place| unit(*place).is_some()).collect();
        places.sort_unstable_by_key(|place| {
            (unit(*place), ledger.movements[*place as usize].date, *place)
        });
        let mut ranges = vec![(0, 0); ledger.words.len()];
        let mut start = 0;
        while start < places.len() {
            let word = unit(places[start]);
            let end = start + places[start..].iter().take_while(|p| unit(**p) == word).count();
            if let Some(word) = word {
                let bound = |n: usize| numbered(n);
                ranges[word.index()] = (bound(start), bound(end));
            }
            start = end;
        }
        Self { places, ranges }
    }

    /// The movements of a unit.
    pub(super) fn of_unit(&self, unit: LedgerWord) -> &[u32] {
        self.ranges
            .get(unit.index())
            .map_or(&[], |(from, to)| &self.places[*from as usize..*to as usize])
    }

    fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.ranges
            .iter()
            .filter(|(from, to)| from < to)
            .map(|(from, to)| &self.places[*from as usize..*to as usize])
    }
}

pub(super) fn finding(kind: FindingKind, movement: &Movement, detail: Text) -> LedgerFinding {
    LedgerFinding {
        kind,
        line: Some(movement.line),
        subject: movement.subject(),
        date: Some(movement.date),
        detail,
    }
}

/// A movement in words: its kind, its day and its line.
pub(super) fn said(movement: &Movement) -> Text {
    use ground::lang::Lang;
    let (fr, en) = (movement.kind.label(Lang::Fr), movement.kind.label(Lang::En));
    let (date, line) = (movement.date, movement.line);
    Text {
        fr: format!("{fr} le {date} (ligne {line})"),
        en: format!("{en} on {date} (line {line})"),
    }
}

/// What can be seen on each row alone, and in the order of the rows.
fn rows(ledger: &Ledger, as_of: Day, findings: &mut Vec<LedgerFinding>) {
    let mut latest: Option<(Day, u32)> = None;
    let leaves = |one: &&Movement| one.unit.is_none() && ledger.exit_route(one).is_some();
    let is_placed = |one: &Movement| one.site.is_some() || one.entity.is_some();
    let says_places = ledger.movements.iter().filter(leaves).any(is_placed);
    for movement in &ledger.movements {
        if says_places && leaves(&movement) && !is_placed(movement) {
            let detail = text!("{} d'un lot", "{} of a lot", movement.kind.code());
            findings.push(finding(FindingKind::NoSite, movement, detail));
        }
        if movement.date > as_of {
            let detail = text!("après le {as_of}", "after {as_of}");
            findings.push(finding(FindingKind::FutureDate, movement, detail));
        }
        if let Some(entered) = movement.entered_on {
            match latest {
                Some((day, line)) if entered < day => {
                    let detail = text!(
                        "saisie le {entered}, sous une ligne du {day} (ligne {line})",
                        "entered on {entered}, below a row of {day} (line {line})"
                    );
                    findings.push(finding(FindingKind::OutOfOrder, movement, detail));
                }
                _ => latest = Some((entered, movement.line)),
            }
        }
        let is_lot = movement.unit.is_none() && movement.equipment_type.is_none();
        let leaves_or_comes = movement.kind == MovementKind::Purchase
            || ledger.exit_route(movement).is_some_and(ExitRoute::is_reuse);
        if is_lot && leaves_or_comes {
            let detail = text!("{} sans type", "{} without a type", movement.kind.code());
            findings.push(finding(FindingKind::NoType, movement, detail));
        }
    }
    for line in &ledger.users_in_clear {
        findings.push(LedgerFinding {
            kind: FindingKind::UserInClear,
            line: Some(*line),
            subject: None,
            date: None,
            detail: text!("valeur non montrée", "value not shown"),
        });
    }
}

/// What cannot follow in a unit's life. A line of several units is left to its quantities, be it that an
/// inventory says so or a movement.
fn sequence(ledger: &Ledger, life: &[u32], findings: &mut Vec<LedgerFinding>) {
    let movements = || life.iter().map(|place| &ledger.movements[*place as usize]);
    if movements().any(|movement| movement.quantity.is_some_and(|n| n.get() > 1)) {
        return;
    }
    let purchases: Vec<&Movement> =
        movements().filter(|movement| movement.kind == MovementKind::Purchase).collect();
    if let [first, second, ..] = purchases[..] {
        findings.push(finding(FindingKind::TwoPurchases, second, said(first)));
    }
    let mut left: Option<(&Movement, ExitRoute)> = None;
    for movement in movements() {
        let is_purchase = movement.kind == MovementKind::Purchase;
        if let Some(first) = purchases.first()
            && !is_purchase
            && movement.date < first.date
        {
            findings.push(finding(FindingKind::BeforePurchase, movement, said(first)));
        }
        let route = ledger.exit_route(movement);
        if let Some((exit, by)) = left {
            let same_lot = by == ExitRoute::Weee
                && (movement.kind == MovementKind::WeeeTreated
                    || route == Some(ExitRoute::Weee) && movement.lot == exit.lot);
            let is_back = may_come_back(by) && movement.kind == MovementKind::Return;
            match route {
                _ if same_lot => {}
                _ if is_back || is_purchase => left = None,
                // The decision may be written after the fact, on the day itself.
                None if movement.date == exit.date
                    && movement.kind == MovementKind::Decommission => {}
                Some(_) => findings.push(finding(FindingKind::TwoExits, movement, said(exit))),
                None => {
                    findings.push(finding(FindingKind::MovedAfterExit, movement, said(exit)));
                    // What was lost and is in use was found.
                    if may_come_back(by)
                        && matches!(movement.kind, MovementKind::Assign | MovementKind::Reassign)
                    {
                        left = None;
                    }
                }
            }
        } else if let Some(route) = route {
            left = Some((movement, route));
        }
    }
}
