//! Movements that take more of a unit, or of a line, than stands: what they say together cannot be, and they
//! are set aside.

use super::{
    ExitRoute, Holdings, Ledger, LedgerWord, LifeStep, Movement, MovementAside, MovementKind,
    may_come_back,
};
use equipment::Vocabulary;
use equipment::estate::Estate;
use factor::FactorSet;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{Day, Reject, Why};
use ground::text;
use std::collections::BTreeMap;
use std::path::Path;

/// Exits of a unit, or of a line, that together take more than stands: nobody knows which of them is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct BeyondExits {
    /// The unit.
    pub unit: LedgerWord,
    /// Whether nothing says of it that it is more than one.
    pub is_single: bool,
    /// Places in [`Ledger::movements`], in the order of their days.
    pub places: Vec<usize>,
    /// How many each of them may have taken.
    pub units: Vec<f64>,
    /// How many they take in all.
    pub left: f64,
    /// How many there were.
    pub there: f64,
    /// Their lines in the file, and that of a lot's row which takes the unit along.
    lines: Vec<u32>,
}

impl Ledger {
    /// Reads the ledger of an estate; exits that take more of a unit or a line than its inventories and its
    /// purchases leave there are set aside as any row that cannot be.
    ///
    /// # Errors
    ///
    /// The file is no ledger.
    pub fn of_estate(
        path: &Path,
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
    ) -> Result<(Self, Vec<Reject>), Fault> {
        let (mut ledger, mut rejects) = Self::read(path)?;
        rejects.extend(ledger.set_aside_of_estate(estate, set, vocabulary));
        Ok((ledger, rejects))
    }

    /// Sets aside the exits that take more than stands, by what the estate's inventories hold. One that cannot
    /// be read tells nothing; none is read where no unit could leave more than once.
    pub fn set_aside_of_estate(
        &mut self,
        estate: &Estate,
        set: &FactorSet,
        vocabulary: &Vocabulary,
    ) -> Vec<Reject> {
        if self.lives_to_weigh().is_empty() {
            return Vec::new();
        }
        let holdings = self.holdings_read(estate, set, vocabulary, None);
        self.name_by_inventory(&holdings);
        self.set_aside_beyond(&holdings)
    }

    /// Sets aside the exits that take more than stands, by what the inventories hold.
    pub fn set_aside_beyond(&mut self, holdings: &[Holdings]) -> Vec<Reject> {
        let beyond = self.beyond(holdings);
        let mut rows: Vec<(usize, f64, Reject)> = Vec::new();
        for exits in &beyond {
            for (place, units) in exits.places.iter().zip(&exits.units) {
                rows.push((*place, *units, self.too_many(&self.movements[*place], exits)));
            }
        }
        rows.sort_by_key(|(place, ..)| *place);
        for (place, units, _) in rows.iter().rev() {
            let movement = self.movements.remove(*place);
            let (kind, day) = (Some(movement.kind), Some(movement.date));
            let unit = movement.unit;
            self.aside.push(MovementAside { kind, day, units: Some(*units), unit });
        }
        rows.into_iter().map(|(.., reject)| reject).collect()
    }

    /// The exits that take more than stands, by what the inventories hold, the earliest first: by unit, in
    /// the order of its first row.
    pub fn beyond(&self, holdings: &[Holdings]) -> Vec<BeyondExits> {
        let mut found = Vec::new();
        for (unit, life) in self.lives_to_weigh() {
            let counts: Vec<(Day, f64)> = holdings
                .iter()
                .filter_map(|year| {
                    let held = year.unit(unit)?;
                    let counted = if held.is_here() { held.quantity? } else { 0.0 };
                    Some((year.cut_off, counted))
                })
                .collect();
            let is_one = |units: f64| units <= 1.0;
            let is_single = life.iter().all(|step| is_one(step.units))
                && counts.iter().all(|(_, count)| is_one(*count));
            let base =
                if is_single { Some(1.0) } else { self.bought_first(&life, &counts, holdings) };
            let mut stand = UnitStand::new(self, unit, is_single, base);
            for step in &life {
                stand.count(&counts, self.movements[step.place].date);
                stand.take(*step);
            }
            found.extend(stand.found);
        }
        found
    }

    /// Nothing, for a line that begins with its purchase, and that no inventory had before.
    fn bought_first(
        &self,
        life: &[LifeStep],
        counts: &[(Day, f64)],
        holdings: &[Holdings],
    ) -> Option<f64> {
        let first = &self.movements[life.first()?.place];
        let is_listed_later = counts.iter().all(|(day, _)| first.date <= *day);
        let is_known_before = holdings.iter().any(|year| year.cut_off < first.date);
        (first.kind == MovementKind::Purchase
            && is_listed_later
            && (is_known_before || counts.is_empty()))
        .then_some(0.0)
    }

    /// The movements of the units that leave more than once, or by several, in the order of their days.
    fn lives_to_weigh(&self) -> BTreeMap<LedgerWord, Vec<LifeStep>> {
        let mut exits: Vec<(u32, f64)> = vec![(0, 0.0); self.words.len()];
        let order = self.in_order(None);
        self.each_step(&order, |unit, place, units| {
            if self.exit_route(&self.movements[place]).is_some() {
                let (times, most) = &mut exits[unit.index()];
                (*times, *most) = (*times + 1, most.max(units));
            }
        });
        let mut lives: BTreeMap<LedgerWord, Vec<LifeStep>> = BTreeMap::new();
        if exits.iter().all(|(times, most)| *times < 2 && *most <= 1.0) {
            return lives;
        }
        self.each_step(&order, |unit, place, units| {
            let (times, most) = exits[unit.index()];
            if times > 1 || most > 1.0 {
                lives.entry(unit).or_default().push(LifeStep { place, units });
            }
        });
        lives
    }

    fn too_many(&self, movement: &Movement, exits: &BeyondExits) -> Reject {
        let units = movement.units().unwrap_or(1.0);
        let unit = movement.unit.map_or("", |unit| self.words.text(unit));
        let (day, kind) = (movement.date, movement.kind.code());
        let hint = if exits.is_single {
            text!(
                "retirez les sorties de trop par des lignes `cancel`, ou ajoutez l'achat qui manque",
                "take the exits too many away with `cancel` rows, or add the purchase that lacks"
            )
        } else {
            text!(
                "corrigez `quantity`, ou ajoutez l'achat qui manque",
                "correct `quantity`, or add the purchase that lacks"
            )
        };
        Reject {
            file: self.file.clone(),
            line: u64::from(movement.line),
            column: if exits.is_single { "unit_id" } else { "quantity" }.to_owned(),
            value: if exits.is_single { unit.to_owned() } else { units.to_string() },
            why: Why::said(exits.said(), hint),
            row: format!("{day},{kind},{unit},{units}"),
        }
    }
}

impl BeyondExits {
    /// What they take, of how many: `12 de 10 (lignes 2, 3)`.
    pub fn said(&self) -> Text {
        let (left, there) = (self.left, self.there);
        if let ([_], [_]) = (&self.places[..], &self.lines[..]) {
            return text!(
                "plus d'unités que la ligne n'en a : {left} de {there}",
                "more units than its line has: {left} of {there}"
            );
        }
        let lines = self.lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        if self.is_single {
            return text!(
                "sort plus d'une fois (lignes {lines})",
                "leaves more than once (lines {lines})"
            );
        }
        text!(
            "plus d'unités que la ligne n'en a : {left} de {there}, en tout (lignes {lines})",
            "more units than its line has: {left} of {there}, in all (lines {lines})"
        )
    }
}

/// An exit that may be.
#[derive(Debug, Clone, Copy)]
struct TakenUnits {
    step: LifeStep,
    /// How many of them are still away.
    away: f64,
    lot: Option<LedgerWord>,
    route: ExitRoute,
}

/// How many of a unit there are, as its movements go by.
struct UnitStand<'a> {
    ledger: &'a Ledger,
    unit: LedgerWord,
    is_single: bool,
    /// How many there would be, had nothing left since they were counted; `None` where nobody knows.
    base: Option<f64>,
    /// When they were counted.
    counted: Option<Day>,
    /// How many the next inventory counts: those that came since, of whom no purchase tells, stood too.
    next: f64,
    /// What left since.
    taken: Vec<TakenUnits>,
    /// What was lost, and may come back.
    lost: f64,
    found: Vec<BeyondExits>,
    /// Whether the last of those found are of what stands now: one exit more is one of them.
    is_disputed: bool,
}

impl<'a> UnitStand<'a> {
    fn new(ledger: &'a Ledger, unit: LedgerWord, is_single: bool, base: Option<f64>) -> Self {
        Self {
            ledger,
            unit,
            is_single,
            base,
            counted: None,
            next: 0.0,
            taken: Vec::new(),
            lost: 0.0,
            found: Vec::new(),
            is_disputed: false,
        }
    }

    /// What an inventory counts tells anew how many there are, up to a day. A unit that is one leaves once,
    /// whether its inventories were kept up or not.
    fn count(&mut self, counts: &[(Day, f64)], until: Day) {
        let next = counts.iter().find(|(day, _)| until <= *day).filter(|_| !self.is_single);
        self.next = next.map_or(0.0, |(_, count)| *count);
        let newest = counts.iter().rev().find(|(day, _)| *day < until).filter(|_| !self.is_single);
        if let Some((day, count)) =
            newest.filter(|(day, _)| self.counted.is_none_or(|counted| *day > counted))
        {
            (self.base, self.counted) = (Some(*count), Some(*day));
            self.taken.clear();
            self.is_disputed = false;
        }
    }

    fn left(&self) -> f64 {
        self.taken.iter().map(|one| one.away).sum()
    }

    fn take(&mut self, step: LifeStep) {
        let movement = &self.ledger.movements[step.place];
        match (movement.kind, self.ledger.exit_route(movement)) {
            (MovementKind::Purchase, _) => {
                self.is_disputed = false;
                // A unit that was bought twice is one.
                if self.is_single {
                    self.taken.clear();
                } else {
                    self.base = self.base.map(|base| base + step.units);
                }
            }
            (MovementKind::Return | MovementKind::Assign | MovementKind::Reassign, _) => {
                self.come_back(step.units);
            }
            (_, Some(route)) => self.leave(step, movement, route),
            _ => {}
        }
    }

    /// Brings back what was lost.
    fn come_back(&mut self, units: f64) {
        // Of one machine that was lost twice and is back, nothing is disputed any more.
        let may_all = self.found.last().is_some_and(|all| {
            let routes = all.places.iter().map(|at| &self.ledger.movements[*at]);
            routes.filter_map(|exit| self.ledger.exit_route(exit)).all(may_come_back)
        });
        self.is_disputed &= !(self.is_single && may_all);
        let mut back = units.min(self.lost);
        self.lost -= back;
        for one in self.taken.iter_mut().filter(|one| may_come_back(one.route)) {
            let some = back.min(one.away);
            one.away -= some;
            back -= some;
        }
        self.taken.retain(|one| one.away > 0.0);
        self.base = self.base.map(|base| base + back);
    }

    fn leave(&mut self, step: LifeStep, movement: &Movement, route: ExitRoute) {
        let lost = if may_come_back(route) { step.units } else { 0.0 };
        let Some(base) = self.base.map(|base| base.max(self.next)) else {
            self.lost += lost;
            return;
        };
        let of_lot = |place: usize| self.ledger.movements[place].unit.is_none();
        // A unit that two rows of its lot tell of left with it once.
        let is_same = |one: &TakenUnits| {
            route == ExitRoute::Weee
                && one.route == route
                && movement.lot.is_some()
                && one.lot == movement.lot
                && (self.is_single || of_lot(step.place) != of_lot(one.step.place))
        };
        if self.taken.iter().any(is_same) {
            return;
        }
        let one = TakenUnits { step, away: step.units, lot: movement.lot, route };
        if self.is_disputed {
            self.join(base, one);
        } else if step.units > base {
            self.cannot_be(base, &[one]);
        } else if self.left() + step.units > base {
            let mut all = std::mem::take(&mut self.taken);
            let lost = all.iter().filter(|one| may_come_back(one.route)).map(|one| one.away);
            self.lost = (self.lost - lost.sum::<f64>()).max(0.0);
            all.push(one);
            self.is_disputed = self.cannot_be(base, &all);
        } else {
            self.taken.push(one);
            self.lost += lost;
        }
    }

    /// Notes exits that cannot all be, if some have rows of their own: a lot's row stands for others too, and
    /// stays.
    fn cannot_be(&mut self, there: f64, all: &[TakenUnits]) -> bool {
        let movements = &self.ledger.movements;
        if all.iter().all(|one| movements[one.step.place].unit.is_none()) {
            return false;
        }
        let (unit, is_single) = (self.unit, self.is_single);
        let (places, units, lines) = (Vec::new(), Vec::new(), Vec::new());
        self.found.push(BeyondExits { unit, is_single, places, units, left: 0.0, there, lines });
        for one in all {
            self.join(there, *one);
        }
        true
    }

    /// Notes an exit beside the last of those that cannot all be.
    fn join(&mut self, there: f64, one: TakenUnits) {
        let Some(exits) = self.found.last_mut() else { return };
        let movement = &self.ledger.movements[one.step.place];
        if movement.unit.is_some() {
            exits.places.push(one.step.place);
            exits.units.push(if there > 0.0 { one.away.min(there) } else { one.away });
        }
        exits.left += one.away;
        exits.lines.push(movement.line);
    }
}
