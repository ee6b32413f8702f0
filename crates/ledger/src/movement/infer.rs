//! The rows a ledger lacks, proposed from two inventories.

use super::check::UnitMovements;
use super::{
    Column, DecommissionReason, Evidence, ExitRoute, Held, Holdings, Ledger, LedgerWord,
    MovementKind,
};
use equipment::State;
use factor::FactorSet;
use ground::lang::{Lang, Text};
use ground::table::{CsvDialect, CsvOut, Day, fold};
use ground::text;
use std::io;

/// A row that the ledger lacks, deduced from two inventories. It is never written by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct MovementProposal {
    /// What must have happened.
    pub kind: MovementKind,
    /// The unit.
    pub unit: LedgerWord,
    /// Its type, a code of the factor set; empty where its row was set aside.
    pub equipment_type: String,
    /// How many units; `None` where neither inventory's row tells.
    pub quantity: Option<f64>,
    /// The day: of the inventory's row where it says one, else the later cut-off date.
    pub date: Day,
    /// Why, for a decommissioning.
    pub reason: Option<DecommissionReason>,
    /// What it was deduced from.
    pub because: Text,
}

/// The rows that a ledger lacks between two inventories: by unit, in the order they happened.
///
/// What the ledger already has between the two dates is not proposed again.
pub fn infer(
    ledger: &Ledger,
    set: &FactorSet,
    from: &Holdings,
    to: &Holdings,
) -> Vec<MovementProposal> {
    let asked = InferenceAsked { ledger, set, lives: UnitMovements::of(ledger), from, to };
    let mut proposals = Vec::new();
    for held in &to.units {
        match from.same_as(held, to) {
            None => asked.newcomer(held, &mut proposals),
            Some(before) => {
                asked.changed(before, held, &asked.states(before, held), &mut proposals);
            }
        }
    }
    for before in from.units.iter().filter(|held| held.is_here()) {
        if to.same_as(before, from).is_none() && !asked.has_left(before.unit) {
            let (from, to) = (from.year, to.year);
            proposals.push(asked.proposal(
                before,
                MovementKind::Decommission,
                None,
                Some(DecommissionReason::Vanished),
                text!(
                    "à l'inventaire de {from}, absent de celui de {to}",
                    "in the inventory of {from}, missing from that of {to}"
                ),
            ));
        }
    }
    proposals.sort_by_cached_key(|proposal| {
        (proposal.date, ledger.words.text(proposal.unit).to_owned(), proposal.kind)
    });
    proposals
}

struct InferenceAsked<'a> {
    ledger: &'a Ledger,
    set: &'a FactorSet,
    lives: UnitMovements,
    from: &'a Holdings,
    to: &'a Holdings,
}

impl InferenceAsked<'_> {
    fn any(&self, unit: LedgerWord, is: impl Fn(&super::Movement) -> bool) -> bool {
        let life = self.lives.of_unit(unit).iter();
        life.map(|place| &self.ledger.movements[*place as usize]).any(is)
    }

    fn between(&self, date: Day) -> bool {
        self.from.cut_off < date && date <= self.to.cut_off
    }

    fn has(&self, unit: LedgerWord, kinds: &[MovementKind]) -> bool {
        self.any(unit, |m| self.between(m.date) && kinds.contains(&m.kind))
    }

    fn has_left(&self, unit: LedgerWord) -> bool {
        self.any(unit, |m| m.date <= self.to.cut_off && self.ledger.exit_route(m).is_some())
    }

    fn proposal(
        &self,
        held: &Held,
        kind: MovementKind,
        day: Option<Day>,
        reason: Option<DecommissionReason>,
        because: Text,
    ) -> MovementProposal {
        let type_id = held.type_id.or_else(|| self.from.same_as(held, self.to)?.type_id);
        MovementProposal {
            kind,
            unit: held.unit,
            equipment_type: type_id
                .map_or_else(String::new, |id| self.set.equipment_type(id).code.clone()),
            quantity: held.quantity.or_else(|| self.from.same_as(held, self.to)?.quantity),
            date: day.filter(|day| self.between(*day)).unwrap_or(self.to.cut_off),
            reason,
            because,
        }
    }

    fn newcomer(&self, held: &Held, proposals: &mut Vec<MovementProposal>) {
        let (year, line) = (self.to.year, held.line);
        let because = text!(
            "nouveau à l'inventaire de {year}, ligne {line}",
            "new in the inventory of {year}, line {line}"
        );
        if !self.any(held.unit, |m| m.kind == MovementKind::Purchase) {
            let because = because.clone();
            let mut purchase =
                self.proposal(held, MovementKind::Purchase, held.acquired, None, because);
            // A purchase may be older than the inventory that first shows it.
            purchase.date =
                held.acquired.filter(|day| *day <= self.to.cut_off).unwrap_or(purchase.date);
            proposals.push(purchase);
        }
        let fresh = Held { state: Some(State::InStock), ..*held };
        self.changed(&fresh, held, &because, proposals);
    }

    /// The states of both inventories, in their own words.
    fn states(&self, before: &Held, now: &Held) -> Text {
        let words = &self.ledger.words;
        let (year, line) = (self.to.year, now.line);
        let (was, is) = (words.or_empty(before.state_word), words.or_empty(now.state_word));
        text!(
            "`{was}` puis `{is}` à l'inventaire de {year}, ligne {line}",
            "`{was}`, then `{is}` in the inventory of {year}, line {line}"
        )
    }

    /// The rows between two states.
    fn changed(
        &self,
        before: &Held,
        now: &Held,
        because: &Text,
        proposals: &mut Vec<MovementProposal>,
    ) {
        use MovementKind as K;
        use State as S;
        let (Some(was), Some(is)) = (before.state, now.state) else { return };
        if was == is {
            return;
        }
        let words = &self.ledger.words;
        let mut propose = |kind: K, day: Option<Day>, reason: Option<DecommissionReason>| {
            proposals.push(self.proposal(now, kind, day, reason, because.clone()));
        };
        match is {
            S::Exited if !self.has_left(now.unit) => {
                let told = [now.exit_word, now.state_word]
                    .into_iter()
                    .flatten()
                    .find_map(|word| route_of(words.text(word)));
                let (kind, reason) = exit_row(told.unwrap_or(ExitRoute::Unknown));
                propose(kind, now.exited.or(now.decommissioned), reason);
            }
            S::Decommissioned if !self.has(now.unit, &[K::Decommission]) => {
                propose(K::Decommission, now.decommissioned, None);
            }
            S::InRepair if !self.has(now.unit, &[K::Fault]) => propose(K::Fault, None, None),
            S::InService if was == S::InRepair && !self.has(now.unit, &[K::Repair]) => {
                propose(K::Repair, None, None);
            }
            S::InService
                if matches!(was, S::InStock | S::Ordered | S::Decommissioned)
                    && !self.has(now.unit, &[K::Assign, K::Reassign]) =>
            {
                propose(K::Assign, now.in_service, None);
            }
            S::InStock
                if matches!(was, S::InService | S::InRepair)
                    && !self.has(now.unit, &[K::Return]) =>
            {
                propose(K::Return, None, None);
            }
            _ => {}
        }
    }
}

/// The way out that a word of an inventory tells.
fn route_of(word: &str) -> Option<ExitRoute> {
    let folded = fold(word);
    let has =
        |stems: &[&str]| stems.iter().any(|stem| folded.split(' ').any(|w| w.starts_with(stem)));
    ExitRoute::named(word).or_else(|| {
        Some(if has(&["donne", "don", "donat", "given", "gift"]) {
            ExitRoute::Donation
        } else if has(&["vendu", "vente", "sold", "sale", "sell"]) {
            ExitRoute::Sale
        } else if has(&["cede", "cession", "transfer"]) {
            ExitRoute::Transfer
        } else if has(&["recycl", "deee", "weee", "dechet", "detrui"]) {
            ExitRoute::Weee
        } else if has(&["vol", "stolen"]) {
            ExitRoute::Stolen
        } else if has(&["perdu", "perte", "lost"]) {
            ExitRoute::Lost
        } else {
            return None;
        })
    })
}

/// The row that says a way out.
fn exit_row(route: ExitRoute) -> (MovementKind, Option<DecommissionReason>) {
    use DecommissionReason as R;
    match route {
        ExitRoute::Transfer => (MovementKind::Transfer, None),
        ExitRoute::Donation => (MovementKind::Donate, None),
        ExitRoute::Sale => (MovementKind::Sell, None),
        ExitRoute::Weee => (MovementKind::WeeeHandover, None),
        ExitRoute::Lost => (MovementKind::Decommission, Some(R::Lost)),
        ExitRoute::Stolen => (MovementKind::Decommission, Some(R::Stolen)),
        ExitRoute::LeaseEnd => (MovementKind::Decommission, Some(R::LeaseEnd)),
        ExitRoute::Unknown => (MovementKind::Decommission, Some(R::Vanished)),
    }
}

/// The columns of proposed rows.
const COLUMNS: [Column; 9] = [
    Column::MovementId,
    Column::Date,
    Column::Kind,
    Column::Evidence,
    Column::UnitId,
    Column::EquipmentType,
    Column::Quantity,
    Column::Reason,
    Column::Note,
];

/// Writes proposals as rows of a ledger, each with an identifier of its own and marked inferred.
///
/// # Errors
///
/// The writer fails.
pub fn write_proposals<W: io::Write>(
    proposals: &[MovementProposal],
    ledger: &Ledger,
    writer: W,
    dialect: CsvDialect,
    lang: Lang,
) -> io::Result<W> {
    let headers = COLUMNS.map(Column::code);
    let mut out = CsvOut::new(writer, dialect, &headers)?;
    let (mut number, mut year) = (0, 0);
    for proposal in proposals {
        if proposal.date.year() != year {
            (number, year) = (0, proposal.date.year());
        }
        // A number that the ledger has already is passed over.
        let id = loop {
            number += 1;
            let id = format!("INF-{year}-{number:05}");
            if ledger.words.find(&id).is_none() {
                break id;
            }
        };
        out.text(&id)
            .text(&proposal.date.to_string())
            .text(proposal.kind.code())
            .text(Evidence::Inferred.code())
            .text(ledger.words.text(proposal.unit))
            .text(&proposal.equipment_type)
            .maybe(proposal.quantity)
            .text(proposal.reason.map_or("", DecommissionReason::code))
            .text(proposal.because.say(lang))
            .end()?;
    }
    out.finish()
}
