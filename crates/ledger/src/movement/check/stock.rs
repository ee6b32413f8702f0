//! The ledger against the inventories: who came, who left, who is where.

use super::{UnitMovements, finding, said};
use crate::movement::{
    ExitRoute, Fate, FindingKind, Held, Holdings, Ledger, LedgerFinding, LedgerWord, Movement,
    MovementKind, may_come_back,
};
use equipment::State;
use ground::lang::{Lang, Text};
use ground::table::Day;
use ground::text;

/// Finds what inventories and ledger say differently.
pub(super) fn against(
    ledger: &Ledger,
    lives: &UnitMovements,
    holdings: &[Holdings],
    findings: &mut Vec<LedgerFinding>,
) {
    let stock = Stock { ledger, lives };
    if let Some(first) = holdings.first() {
        stock.strangers(holdings, first.cut_off, findings);
    }
    let fates = holdings.last().map_or_else(Vec::new, |last| ledger.fates(last.cut_off));
    for (at, now) in holdings.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &holdings[before]);
        stock.overdrawn(&fates, now, before, findings);
        for held in &now.units {
            stock.state(held, now, before, findings);
        }
        let Some(next) = holdings.get(at + 1) else { break };
        stock.gone(now, next, &holdings[at + 1..], findings);
        stock.newcomers(&holdings[..=at], next, findings);
    }
}

struct Stock<'a> {
    ledger: &'a Ledger,
    lives: &'a UnitMovements,
}

impl<'a> Stock<'a> {
    fn life(&self, unit: LedgerWord) -> impl DoubleEndedIterator<Item = &'a Movement> + use<'a> {
        let (ledger, lives) = (self.ledger, self.lives);
        lives.of_unit(unit).iter().map(|place| &ledger.movements[*place as usize])
    }

    /// The exit of a unit that holds on a day: the last one, if nothing brought it back.
    fn exit_by(&self, unit: LedgerWord, day: Day) -> Option<&'a Movement> {
        let mut exit: Option<(&Movement, ExitRoute)> = None;
        for movement in self.life(unit).take_while(|movement| movement.date <= day) {
            match self.ledger.exit_route(movement) {
                Some(route) => exit = exit.or(Some((movement, route))),
                None if movement.kind == MovementKind::Return
                    && exit.is_some_and(|(_, route)| may_come_back(route)) =>
                {
                    exit = None;
                }
                None => {}
            }
        }
        exit.map(|(movement, _)| movement)
    }

    fn has(&self, unit: LedgerWord, kind: MovementKind) -> bool {
        self.life(unit).any(|movement| movement.kind == kind)
    }

    /// Rows about units of no inventory, nor bought: those that an inventory should have shown.
    fn strangers(&self, holdings: &[Holdings], first: Day, findings: &mut Vec<LedgerFinding>) {
        for movement in &self.ledger.movements {
            let Some(unit) = movement.unit else { continue };
            let is_first = self.life(unit).next().is_some_and(|m| std::ptr::eq(m, movement));
            if !is_first || movement.date <= first || self.has(unit, MovementKind::Purchase) {
                continue;
            }
            if holdings.iter().all(|year| year.unit(unit).is_none()) {
                let detail = text!(
                    "{} d'un équipement inconnu",
                    "{} of an unknown unit",
                    movement.kind.code()
                );
                findings.push(finding(FindingKind::UnknownUnit, movement, detail));
            }
        }
    }

    /// Lines of several units of which more left than were there: in the inventory before and bought
    /// since, or in this one where it is the first.
    fn overdrawn(
        &self,
        fates: &[Option<Fate>],
        now: &Holdings,
        before: Option<&Holdings>,
        findings: &mut Vec<LedgerFinding>,
    ) {
        let since = before.map(|before| before.cut_off);
        for held in &before.unwrap_or(now).units {
            let Some(fate) = fates.get(held.unit.index()).and_then(Option::as_ref) else {
                continue;
            };
            // A row set aside tells no number that more could have left of.
            let Some(quantity) = held.quantity else { continue };
            let counted = if held.is_here() { quantity } else { 0.0 };
            let there = counted + fate.bought_between(since, now.cut_off);
            let left = fate.left_between(since, now.cut_off);
            if there <= 1.0 || left <= there {
                continue;
            }
            let exits =
                |one: &&Movement| one.date <= now.cut_off && self.ledger.exit_route(one).is_some();
            if let Some(last) = self.life(held.unit).rfind(exits) {
                let detail = text!("{left} de {there}", "{left} of {there}");
                findings.push(finding(FindingKind::MoreLeftThanThere, last, detail));
            }
        }
    }

    /// The state of a unit, against the ledger, at the cut-off date.
    fn state(
        &self,
        held: &Held,
        now: &Holdings,
        before: Option<&Holdings>,
        findings: &mut Vec<LedgerFinding>,
    ) {
        // Several units on one line may be in several states, and a row set aside tells none.
        let Some(state) = held.state.filter(|_| held.quantity.is_some_and(|units| units <= 1.0))
        else {
            return;
        };
        let year = now.year;
        let exit = self.exit_by(held.unit, now.cut_off);
        if let Some(exit) = exit
            && state != State::Exited
        {
            let was = before.is_some_and(|before| {
                before.unit(held.unit).is_some_and(Held::is_here) && exit.date <= before.cut_off
            });
            // Said once, for the first inventory that has it.
            if !was {
                let detail = Text {
                    fr: format!("{} fin {year}", state.label(Lang::Fr)),
                    en: format!("{} at the end of {year}", state.label(Lang::En)),
                };
                findings.push(finding(FindingKind::StillInInventory, exit, detail));
            }
            return;
        }
        let Some(before) = before else { return };
        let earlier = before.same_as(held, now).and_then(|held| held.state);
        let missing = |kind: FindingKind, day: Option<Day>| LedgerFinding {
            kind,
            line: None,
            subject: Some(held.unit),
            date: Some(day.filter(|day| day.year() == year).unwrap_or(now.cut_off)),
            detail: {
                let line = held.line;
                let word = self.ledger.words.or_empty(held.state_word);
                text!(
                    "`{word}` à l'inventaire de {year}, ligne {line}",
                    "`{word}` in the inventory of {year}, line {line}"
                )
            },
        };
        if state == State::Exited && earlier != Some(State::Exited) && exit.is_none() {
            findings.push(missing(FindingKind::ExitWithoutMovement, held.exited));
        }
        let decided = self
            .life(held.unit)
            .rfind(|m| m.kind == MovementKind::Decommission && m.date <= now.cut_off);
        match decided {
            None if state == State::Decommissioned
                && !matches!(earlier, Some(State::Decommissioned | State::Exited)) =>
            {
                findings
                    .push(missing(FindingKind::DecommissionedWithoutMovement, held.decommissioned));
            }
            Some(decision)
                if state == State::InService
                    && decision.date > before.cut_off
                    && self.ledger.exit_route(decision).is_none() =>
            {
                let detail = said(decision);
                findings.push(finding(FindingKind::UsedAfterDecommission, decision, detail));
            }
            _ => {}
        }
    }

    /// Units that are in an inventory, and not in the next one.
    fn gone(
        &self,
        now: &Holdings,
        next: &Holdings,
        later: &[Holdings],
        findings: &mut Vec<LedgerFinding>,
    ) {
        for held in now.units.iter().filter(|held| held.is_here()) {
            if next.same_as(held, now).is_some() || self.exit_by(held.unit, next.cut_off).is_some()
            {
                continue;
            }
            let (from, to) = (now.year, next.year);
            let back = later.iter().find(|year| year.same_as(held, now).is_some_and(Held::is_here));
            let (kind, detail) = match back {
                Some(year) => {
                    let year = year.year;
                    (
                        FindingKind::Reappeared,
                        text!(
                            "à l'inventaire de {from}, absent en {to}, de retour en {year}",
                            "in the inventory of {from}, missing in {to}, back in {year}"
                        ),
                    )
                }
                None => (
                    FindingKind::Vanished,
                    text!(
                        "à l'inventaire de {from}, absent de celui de {to}",
                        "in the inventory of {from}, missing from that of {to}"
                    ),
                ),
            };
            findings.push(LedgerFinding {
                kind,
                line: None,
                subject: Some(held.unit),
                date: Some(next.cut_off),
                detail,
            });
        }
    }

    /// Units that are in an inventory, and in none before it.
    fn newcomers(&self, earlier: &[Holdings], next: &Holdings, findings: &mut Vec<LedgerFinding>) {
        for held in &next.units {
            let known = earlier.iter().any(|year| year.same_as(held, next).is_some());
            if known || self.has(held.unit, MovementKind::Purchase) {
                continue;
            }
            let (year, line) = (next.year, held.line);
            findings.push(LedgerFinding {
                kind: FindingKind::AppearedWithoutPurchase,
                line: None,
                subject: Some(held.unit),
                date: Some(held.acquired.filter(|day| day.year() == year).unwrap_or(next.cut_off)),
                detail: text!(
                    "nouveau à l'inventaire de {year}, ligne {line}",
                    "new in the inventory of {year}, line {line}"
                ),
            });
        }
    }
}
