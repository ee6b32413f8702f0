//! The ledger against the inventories: who came, who left, who is where.

use super::{UnitMovements, finding};
use crate::movement::{
    ExitRoute, Fate, FindingKind, Held, Holdings, Ledger, LedgerFinding, LedgerWord, Movement,
    MovementKind, are_days_apart, may_come_back,
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
    stock.not_listed(holdings, findings);
    let fates = holdings.last().map_or_else(Vec::new, |last| ledger.fates(last.cut_off));
    for (at, now) in holdings.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &holdings[before]);
        for held in &now.units {
            stock.state(held, now, before, findings);
        }
        stock.still_counted(at, holdings, &fates, findings);
        let Some(next) = holdings.get(at + 1) else { break };
        stock.gone(now, next, &holdings[at + 1..], findings);
        stock.newcomers(&holdings[..=at], next, findings);
    }
    stock.overdrawn(holdings, findings);
    if let Some(first) = holdings.first() {
        stock.more_than_listed(first, findings);
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

    /// Units that were bought before the last inventory, did not leave since, and that none has.
    fn not_listed(&self, holdings: &[Holdings], findings: &mut Vec<LedgerFinding>) {
        let Some(last) = holdings.last() else { return };
        for movement in &self.ledger.movements {
            let Some(unit) = movement.unit.filter(|_| movement.kind == MovementKind::Purchase)
            else {
                continue;
            };
            let is_listed = || holdings.iter().any(|year| year.unit(unit).is_some());
            if movement.date <= last.cut_off
                && !is_listed()
                && self.exit_by(unit, last.cut_off).is_none()
            {
                let year = last.year;
                let detail =
                    text!("jusqu'à l'inventaire de {year}", "up to the inventory of {year}");
                findings.push(finding(FindingKind::BoughtNotListed, movement, detail));
            }
        }
    }

    /// Exits that take more of a unit, or of a line, than stands: once for all that contradict each other.
    fn overdrawn(&self, holdings: &[Holdings], findings: &mut Vec<LedgerFinding>) {
        for exits in self.ledger.beyond(holdings) {
            // Of exits that are set aside none wins over an inventory.
            let is_of_exit = |kind: FindingKind| {
                matches!(
                    kind,
                    FindingKind::StillInInventory | FindingKind::OtherDay | FindingKind::OtherRoute
                )
            };
            findings.retain(|one| one.subject != Some(exits.unit) || !is_of_exit(one.kind));
            let Some(last) = exits.places.last().map(|place| &self.ledger.movements[*place]) else {
                continue;
            };
            let kind = if exits.is_single {
                FindingKind::TwoExits
            } else {
                FindingKind::MoreLeftThanThere
            };
            let of_unit = |known: &LedgerFinding| known.kind == kind && known.subject == last.unit;
            // What cannot follow in a life is found there.
            if !(exits.is_single && findings.iter().any(of_unit)) {
                findings.push(finding(kind, last, exits.said()));
            }
        }
    }

    /// Lines of several units of which more left up to the first inventory than it counts, and were
    /// bought: nobody knows how many there were before.
    fn more_than_listed(&self, first: &Holdings, findings: &mut Vec<LedgerFinding>) {
        let fates = self.ledger.fates(first.cut_off);
        for held in &first.units {
            let Some(fate) = fates.get(held.unit.index()).and_then(Option::as_ref) else {
                continue;
            };
            // A row set aside tells no number that more could have left of.
            let Some(quantity) = held.quantity else { continue };
            let counted = if held.is_here() { quantity } else { 0.0 };
            let there = counted + fate.bought_between(None, first.cut_off);
            let left = fate.left_between(None, first.cut_off);
            let exits = |one: &&Movement| {
                one.date <= first.cut_off && self.ledger.exit_route(one).is_some()
            };
            let of_line = |known: &LedgerFinding| {
                known.kind == FindingKind::MoreLeftThanThere && known.subject == Some(held.unit)
            };
            if there <= 1.0 || left <= there || findings.iter().any(of_line) {
                continue;
            }
            if let Some(last) = self.life(held.unit).rfind(exits) {
                let detail = text!(
                    "{left} de {there}, si rien de plus n'était là avant",
                    "{left} of {there}, if no more was there before"
                );
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
                let detail = still_there(state, held, year);
                findings.push(finding(FindingKind::StillInInventory, exit, detail));
            }
            return;
        }
        self.other_day(held, now, before, findings);
        self.used_again(held, now, before, findings);
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
        let is_decided = self
            .life(held.unit)
            .any(|m| m.kind == MovementKind::Decommission && m.date <= now.cut_off);
        if state == State::Decommissioned
            && !is_decided
            && !matches!(earlier, Some(State::Decommissioned | State::Exited))
        {
            findings.push(missing(FindingKind::DecommissionedWithoutMovement, held.decommissioned));
        }
    }

    /// A unit that the ledger has left in another year than the inventory says.
    fn other_day(
        &self,
        held: &Held,
        now: &Holdings,
        before: Option<&Holdings>,
        findings: &mut Vec<LedgerFinding>,
    ) {
        if held.state != Some(State::Exited) {
            return;
        }
        // Said once, for the first inventory that has it gone.
        let was = before.and_then(|before| before.unit(held.unit)).and_then(|held| held.state);
        let Some(exit) = self.life(held.unit).find(|one| self.ledger.exit_route(one).is_some())
        else {
            return;
        };
        // What no day is told of had left by the end of the year.
        let is_told_apart = match held.exited {
            Some(day) => are_days_apart(day, exit.date),
            None => now.cut_off < exit.date,
        };
        if was == Some(State::Exited) || !is_told_apart {
            return;
        }
        let (year, line) = (now.year, held.line);
        let from = exit.date.year();
        let told = match held.exited {
            Some(day) => text!("sorti le {day}", "left on {day}"),
            None => {
                text!("sorti fin {year}, sans jour", "gone at the end of {year}, without a day")
            }
        };
        let Text { fr, en } = told;
        let is_of_one_year = held.exited.is_some_and(|day| day.year() == from);
        let detail = if is_of_one_year {
            text!(
                "{fr} à l'inventaire de {year}, ligne {line} ; le registre l'emporte, qui date ce qui s'est passé",
                "{en} in the inventory of {year}, line {line}; the ledger wins, which dates what happened"
            )
        } else {
            text!(
                "{fr} à l'inventaire de {year}, ligne {line} ; le registre l'emporte à partir de {from}",
                "{en} in the inventory of {year}, line {line}; the ledger wins from {from} on"
            )
        };
        findings.push(finding(FindingKind::OtherDay, exit, detail));
    }

    /// A unit that the ledger took out of use and that the inventory has in service, with nothing that
    /// put it to use again.
    fn used_again(
        &self,
        held: &Held,
        now: &Holdings,
        before: Option<&Holdings>,
        findings: &mut Vec<LedgerFinding>,
    ) {
        use MovementKind as K;
        if held.state != Some(State::InService) {
            return;
        }
        let again = [K::Assign, K::Reassign, K::Refurbish, K::Return];
        let mut decided: Option<&Movement> = None;
        for one in self.life(held.unit).take_while(|one| one.date <= now.cut_off) {
            if one.kind == K::Decommission && self.ledger.exit_route(one).is_none() {
                decided = Some(one);
            } else if again.contains(&one.kind) {
                decided = None;
            }
        }
        // Said once, for the first inventory that has it in service.
        let was = |decision: &Movement| {
            let before = before.filter(|before| decision.date <= before.cut_off);
            let held = before.and_then(|before| before.unit(held.unit));
            held.and_then(|held| held.state) == Some(State::InService)
        };
        if let Some(decision) = decided.filter(|decision| !was(decision)) {
            let detail = still_there(State::InService, held, now.year);
            findings.push(finding(FindingKind::UsedAfterDecommission, decision, detail));
        }
    }

    /// Lines of several units that count some which left, by the inventories before.
    fn still_counted(
        &self,
        at: usize,
        holdings: &[Holdings],
        fates: &[Option<Fate>],
        findings: &mut Vec<LedgerFinding>,
    ) {
        let (now, earlier) = (&holdings[at], &holdings[..at]);
        if earlier.is_empty() {
            return;
        }
        for held in now.units.iter().filter(|held| held.is_here()) {
            let Some(fate) = fates.get(held.unit.index()).and_then(Option::as_ref) else {
                continue;
            };
            let counted = |years: &[Holdings]| {
                let counts = years.iter().filter_map(|year| {
                    let held = year.unit(held.unit).filter(|held| held.is_here())?;
                    Some((year.cut_off, held.quantity?))
                });
                fate.still_counted(counts).0
            };
            let is_line = held.quantity.is_some_and(|units| units > 1.0);
            let more = if is_line { counted(&holdings[..=at]) - counted(earlier) } else { 0.0 };
            let exits =
                |one: &&Movement| one.date <= now.cut_off && self.ledger.exit_route(one).is_some();
            if let Some(last) = self.life(held.unit).rfind(exits).filter(|_| more > 0.0) {
                let (year, line) = (now.year, held.line);
                let detail = text!(
                    "la ligne {line} de l'inventaire de {year} en compte encore {more} ; le registre l'emporte, qui date la sortie",
                    "line {line} of the inventory of {year} still counts {more} of them; the ledger wins, which dates the exit"
                );
                findings.push(finding(FindingKind::StillInInventory, last, detail));
            }
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

/// That an inventory has what the ledger says to be gone, or out of use, and which of the two wins.
fn still_there(state: State, held: &Held, year: i32) -> Text {
    let line = held.line;
    let (fr, en) = (state.label(Lang::Fr), state.label(Lang::En));
    text!(
        "{fr} fin {year} à l'inventaire, ligne {line} ; le registre l'emporte, qui date ce qui s'est passé",
        "{en} at the end of {year} in the inventory, line {line}; the ledger wins, which dates what happened"
    )
}
