//! What the ledger proves of units, laid over what their rows say before their days are counted.
//!
//! A movement up to the cut-off date comes before the inventory: the day it was bought where the
//! inventory has another day stand in, the day it was taken out of use, the day it left and how, the
//! proven months of an earlier life. Where the two say different things, that is a conflict.
//!
//! A movement of some of a line's units makes parts of the line: those that moved, each with its
//! days, and those that did not.

use super::otherwise::RowLeaving;
use equipment::estate::Estate;
use equipment::merge::Conflict;
use equipment::{AcquisitionMode, Away, Equipment, Marks, State, ToldRow, Vocabulary};
use factor::FactorSet;
use footprint::impact::AssessedYear;
use ground::fault::Fault;
use ground::provenance::Assumption;
use ground::quantity::Years;
use ground::table::Day;
use inventory::Field;
use ledger::movement::{
    BoughtTogether, Fate, Holdings, Ledger, LedgerWord, LifeSteps, MovedTogether, MovementAside,
    MovementKind, SaidOnDay, UsedAgain, days_within, may_come_back,
};
use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU64;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Months of a year.
const MONTHS: f64 = 12.0;
/// How a conflict between the ledger and the inventory is settled.
const RULE: &str = "ledger>inventory";

/// What a ledger proves, by unit.
pub(super) struct Proofs<'a> {
    ledger: Ledger,
    /// By word that names a unit.
    fates: Vec<Option<Fate>>,
    /// The words that may be serial numbers.
    of_serial: HashMap<NonZeroU64, LedgerWord>,
    /// How many of its rows, up to the cut-off date, were set aside and may move a unit.
    pub(super) rows_aside: u64,
    year: AssessedYear,
    estate: &'a Estate,
    set: &'a FactorSet,
    /// What earlier inventories hold, read when a line of several units needs it.
    earlier: OnceLock<Vec<Holdings>>,
    /// What moves each unit, made when one goes by two names.
    steps: OnceLock<LifeSteps>,
}

impl<'a> Proofs<'a> {
    /// Reads the movements up to the cut-off date of a year.
    ///
    /// # Errors
    ///
    /// The file is no ledger.
    pub(super) fn read(
        path: &Path,
        estate: &'a Estate,
        set: &'a FactorSet,
        year: AssessedYear,
    ) -> Result<Self, Fault> {
        let card = &estate.card;
        let words = Vocabulary::new(set, &card.types, &card.states, &estate.card_file())?;
        let (ledger, _) = Ledger::of_estate(path, estate, set, &words)?;
        let fates = ledger.fates(year.as_of);
        let units = ledger.movements.iter().filter_map(|movement| movement.unit);
        let serial = |unit| Some((Marks::serial_of(ledger.words.text(unit))?, unit));
        let of_serial = units.filter_map(serial).collect();
        let until = |one: &&MovementAside| one.day.is_none_or(|day| day <= year.as_of);
        let moves = |one: &&MovementAside| one.kind.is_none_or(MovementKind::moves_units);
        let rows_aside = ledger.aside.iter().filter(until).filter(moves).count() as u64;
        let (earlier, steps) = (OnceLock::new(), OnceLock::new());
        Ok(Self { ledger, fates, of_serial, rows_aside, year, estate, set, earlier, steps })
    }

    /// The inventories of earlier years, the earliest first; one that cannot be read tells nothing,
    /// and what is then taken for granted is an assumption of the line.
    fn earlier(&self) -> &[Holdings] {
        self.earlier.get_or_init(|| {
            let (estate, card) = (self.estate, &self.estate.card);
            let words = Vocabulary::new(self.set, &card.types, &card.states, &estate.card_file());
            let Ok(vocabulary) = words else { return Vec::new() };
            let mut words = self.ledger.words.clone();
            let mut years = estate.years();
            years.retain(|year| *year < self.year.year);
            years.sort_unstable();
            let read =
                |year: i32| Holdings::read(estate, self.set, &vocabulary, &mut words, year).ok();
            years.into_iter().filter_map(read).collect()
        })
    }

    /// How many of the units that left are still in the count of their line, and whether nothing
    /// tells.
    fn still_counted(&self, unit: LedgerWord, fate: &Fate, line: &Equipment) -> (f64, bool) {
        let all = fate.left_between(None, self.year.as_of);
        if line.quantity <= 1.0 || line.state == State::Exited || all <= 0.0 {
            return (all, false);
        }
        let before = self.earlier().iter().filter_map(|year| {
            let held = year.unit(unit).filter(|held| held.is_here())?;
            Some((year.cut_off, held.quantity?))
        });
        fate.still_counted(before.chain([(self.year.as_of, line.quantity)]))
    }

    /// What the ledger says of a unit, by its identifier and by its serial number.
    fn fate(&self, id: &str, row: ToldRow<'_>) -> Option<(LedgerWord, Cow<'_, Fate>)> {
        let told = |unit: LedgerWord| Some((unit, self.fates.get(unit.index())?.as_ref()?));
        let by_id = self.ledger.words.find(id.trim()).and_then(told);
        let serial = if self.of_serial.is_empty() { None } else { row.serial() };
        let by_serial = serial.and_then(|serial| told(*self.of_serial.get(&serial)?));
        match (by_id, by_serial) {
            (Some((unit, _)), Some((other, _))) if unit != other => {
                let steps = self.steps.get_or_init(|| self.ledger.steps(self.year.as_of));
                let fate = self.ledger.fate_of(&[unit, other], steps);
                Some((unit, Cow::Owned(fate)))
            }
            (Some((unit, fate)), _) | (None, Some((unit, fate))) => {
                Some((unit, Cow::Borrowed(fate)))
            }
            (None, None) => None,
        }
    }

    /// What the units of a line are by the ledger, those that did not move first, and what their row
    /// says otherwise; `None` where the ledger knows nothing of them.
    pub(super) fn amend(
        &self,
        id: &str,
        equipment: &Equipment,
        told: ToldRow<'_>,
        row: (&Arc<str>, u64),
    ) -> Option<Amended> {
        let (unit, fate) = self.fate(id, told)?;
        let fate = fate.as_ref();
        let (still_counted, is_assumed) = self.still_counted(unit, fate, equipment);
        let mut left_before = fate.left_between(None, self.year.as_of) - still_counted;
        let mut line = *equipment;
        if is_assumed {
            line.assumed.insert(Assumption::LeftStillCounted);
        }
        let mut lines = BoughtLines::of(&line, fate, left_before);
        // What left comes first: the decision may be written after the fact.
        let mut moved: Vec<&MovedTogether> = fate.moved.iter().collect();
        moved.sort_by_key(|one| one.left.map_or((true, None), |((day, _), _)| (false, Some(day))));
        let mut amended = Amended { parts: Vec::new(), conflicts: Vec::new() };
        let mut at = ProvenAt { id, ledger: &self.ledger.file, row, conflicts: Vec::new() };
        let (mut unmoved, mut gone) = (equipment.quantity, None);
        let mut parts = Vec::new();
        for one in moved {
            let mut units = one.units;
            if one.left.is_some() {
                // The line's count has those that left first no more.
                let taken = left_before.min(units);
                left_before -= taken;
                units -= taken;
            }
            units = units.min(unmoved);
            if units <= 0.0 {
                continue;
            }
            unmoved -= units;
            at.conflicts.clear();
            let is_line = equipment.quantity > 1.0;
            parts.extend(lines.take(units).into_iter().map(|part| {
                let mut moved = self.moved(&part, one, &mut at);
                moved.days.row = RowLeaving::against(equipment, one, is_line);
                moved
            }));
            if let Some(((_, said), _)) = one.left {
                let (n, _) = gone.unwrap_or((0.0, said));
                gone = Some((n + units, said));
            }
        }
        let moved_said = std::mem::take(&mut at.conflicts);
        let unmoved = lines.take(unmoved).into_iter();
        let came: Vec<AlikeUnits> =
            unmoved.flat_map(|part| self.came_back(part, fate, &mut at)).collect();
        let came_said = std::mem::replace(&mut at.conflicts, moved_said);
        for part in came.into_iter().chain(parts) {
            amended.add(&part);
        }
        if amended.parts.is_empty() {
            amended.add(&AlikeUnits { equipment: *equipment, days: LedgerDays::default() });
        }
        if amended.parts.len() > 1 {
            at.conflicts.clear();
            // What some of them are is no difference: the row tells what the others are.
            if let Some((left, said)) = gone {
                let kept = equipment.quantity - left;
                at.differ(Field::Quantity, kept.to_string(), equipment.quantity.to_string(), said);
            }
        }
        amended.conflicts = at.conflicts;
        amended.conflicts.extend(came_said);
        Some(amended)
    }

    /// A line whose row says that it is gone, as the ledger says that it came back since: not there
    /// from the day of the row to that of the return. What is gone without a day may be so since.
    fn came_back(
        &self,
        mut part: AlikeUnits,
        fate: &Fate,
        at: &mut ProvenAt<'_>,
    ) -> Vec<AlikeUnits> {
        if let Some((said, _)) = fate.back.iter().max_by_key(|((day, _), _)| *day) {
            part.is_gone_since(*said, at);
        }
        let line = part.equipment;
        let later = |day: Day| fate.back.iter().find(|((back, _), _)| *back > day);
        let may_be = line.route.is_none_or(may_come_back);
        let Some((gone, ((back, said), units))) =
            line.exited.filter(|_| may_be).and_then(|day| Some((day, later(day)?)))
        else {
            return vec![part];
        };
        let mut others = Vec::new();
        if *units < line.quantity {
            let mut rest = part;
            rest.equipment.quantity = line.quantity - units;
            others.push(rest);
            part.equipment.quantity = *units;
        }
        let (from, to) = (self.year.first, Day(self.year.first.0 + self.year.days));
        let days = days_within(&[(gone, *back)], from, to);
        let it = &mut part.equipment;
        it.away = Away { held: days, used: days };
        (it.exited, it.route) = (None, None);
        at.differ(Field::ExitedOn, String::new(), gone.to_string(), *said);
        if line.state == State::Exited {
            let (kept, other) = (State::InService.code(), line.state.code());
            at.differ(Field::Status, kept.to_owned(), other.to_owned(), *said);
            it.state = State::InService;
        }
        others.push(part);
        others
    }

    /// Whether an earlier inventory has it in use after it was made ready again.
    fn was_used_after(&self, id: &str, again: Day) -> bool {
        let Some(unit) = self.ledger.words.find(id.trim()) else { return false };
        let mut later = self.earlier().iter().filter(|year| year.cut_off > again);
        later.any(|year| year.unit(unit).is_some_and(|held| held.state == Some(State::InService)))
    }

    /// A line as the units that moved are.
    fn moved(
        &self,
        AlikeUnits { equipment: line, days }: &AlikeUnits,
        one: &MovedTogether,
        at: &mut ProvenAt<'_>,
    ) -> AlikeUnits {
        let (mut it, mut days) = (*line, *days);
        let mut one = one.clone();
        let is_out = matches!(line.state, State::Exited | State::Decommissioned);
        if let Some((again, by)) = one.again
            && (!is_out
                || by == UsedAgain::Assigned && line.decommissioned.is_some_and(|day| day > again)
                || by == UsedAgain::Refurbished
                    && line.state == State::Exited
                    && line.decommissioned.is_none_or(|day| day > again)
                || self.was_used_after(at.id, again))
        {
            one.settle();
        }
        let (from, to) = (self.year.first, Day(self.year.first.0 + self.year.days));
        it.away =
            Away { held: days_within(&one.away, from, to), used: days_within(&one.idle, from, to) };
        if let Some((day, said)) = one.out_of_use {
            if let Some(other) = it.decommissioned.filter(|other| *other != day) {
                at.differ(Field::DecommissionedOn, day.to_string(), other.to_string(), said);
            }
            it.decommissioned = Some(day);
            days.out_of_use = Some(said);
            if !is_out {
                if one.left.is_none() {
                    let (kept, other) = (State::Decommissioned.code(), it.state.code());
                    at.differ(Field::Status, kept.to_owned(), other.to_owned(), said);
                }
                it.state = State::Decommissioned;
            }
        }
        if let Some(((day, said), route)) = one.left {
            if let Some(other) = it.exited.filter(|other| *other != day) {
                at.differ(Field::ExitedOn, day.to_string(), other.to_string(), said);
            }
            if line.state != State::Exited {
                let (kept, other) = (State::Exited.code(), line.state.code());
                at.differ(Field::Status, kept.to_owned(), other.to_owned(), said);
            }
            it.exited = Some(day);
            days.exited = Some(said);
            it.route = Some(route);
            it.state = State::Exited;
        }
        let mut part = AlikeUnits { equipment: it, days };
        if let Some(said) = one.found.filter(|_| one.left.is_none()) {
            part.is_gone_since(said, at);
        }
        part
    }
}

impl AlikeUnits {
    /// Has what its row says to be gone, without a day, be gone since the last day that the ledger
    /// has it here.
    fn is_gone_since(&mut self, (day, said): SaidOnDay, at: &mut ProvenAt<'_>) {
        let it = &mut self.equipment;
        if it.state == State::Exited && it.exited.is_none() && it.decommissioned.is_none() {
            at.differ(Field::ExitedOn, day.to_string(), String::new(), said);
            it.exited = Some(day);
            self.days.exited = Some(said);
        }
    }
}

/// The lines of the ledger that tell the days of a unit; `None` where its row tells them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LedgerDays {
    /// That it was bought.
    pub acquired: Option<u32>,
    /// That it was put to use.
    pub started: Option<u32>,
    /// That it was taken out of use.
    pub out_of_use: Option<u32>,
    /// That it left.
    pub exited: Option<u32>,
    /// How it left by its row, where that is another account.
    pub row: Option<RowLeaving>,
    /// How it came by its row, where the ledger proves that it came otherwise.
    pub row_mode: Option<AcquisitionMode>,
}

/// Units of a line that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AlikeUnits {
    pub(super) equipment: Equipment,
    pub(super) days: LedgerDays,
}

/// The units of a line as they were bought, the earliest first.
struct BoughtLines(VecDeque<AlikeUnits>);

impl BoughtLines {
    /// Of a line that counts so many no more.
    fn of(line: &Equipment, fate: &Fate, gone: f64) -> Self {
        let origins = fate.origins(line.quantity, gone).into_iter();
        let bought = |(units, origin)| bought(Equipment { quantity: units, ..*line }, fate, origin);
        Self(origins.map(bought).collect())
    }

    /// The next so many units.
    fn take(&mut self, units: f64) -> Vec<AlikeUnits> {
        let (mut wanted, mut taken) = (units, Vec::new());
        while wanted > 0.0
            && let Some(next) = self.0.front_mut()
        {
            let mut part = *next;
            part.equipment.quantity = part.equipment.quantity.min(wanted);
            wanted -= part.equipment.quantity;
            next.equipment.quantity -= part.equipment.quantity;
            if next.equipment.quantity <= 0.0 {
                self.0.pop_front();
            }
            taken.push(part);
        }
        taken
    }
}

/// What its purchase and its first use say of a line.
fn bought(mut it: Equipment, fate: &Fate, origin: Option<&BoughtTogether>) -> AlikeUnits {
    let mut days = LedgerDays::default();
    let stands_in = it.assumed.contains(Assumption::DateStandsIn);
    let bought = origin.map(|one| one.on);
    if let Some((day, said)) = bought
        && (it.acquired.is_none() || stands_in)
    {
        it.acquired = Some((day, Field::AcquiredOn));
        days.acquired = Some(said);
        it.assumed.remove(Assumption::DateStandsIn);
    }
    // Of what was bought later, the first use is not before.
    let used = fate.used.max(bought);
    if let (None, Some((day, said))) = (it.started, used) {
        it.started = Some((day, Field::InServiceOn));
        days.started = Some(said);
    }
    if let Some(one) = origin.filter(|one| one.is_proven)
        && let Some(months) = one.upstream_months.or(it.upstream_months)
    {
        if one.is_refurbished {
            let proven = Some(AcquisitionMode::Refurbished);
            days.row_mode = it.mode.filter(|_| it.mode != proven);
            it.mode = proven;
        }
        it.upstream_months = Some(months);
        it.upstream_years = Years(months / MONTHS);
    }
    AlikeUnits { equipment: it, days }
}

/// A line by the ledger, and what its row says otherwise.
pub(super) struct Amended {
    /// The line, or the parts of it that movements of some of its units make.
    pub(super) parts: Vec<AlikeUnits>,
    pub(super) conflicts: Vec<Conflict>,
}

impl Amended {
    /// Adds a part, to one that is as it is where there is one.
    fn add(&mut self, part: &AlikeUnits) {
        let quantity = part.equipment.quantity;
        let alike =
            |one: &&mut AlikeUnits| Equipment { quantity, ..one.equipment } == part.equipment;
        match self.parts.iter_mut().find(alike) {
            Some(one) => one.equipment.quantity += quantity,
            None => self.parts.push(*part),
        }
    }
}

/// Where a line stands, and what the ledger and its row say differently of it.
struct ProvenAt<'r> {
    id: &'r str,
    ledger: &'r Arc<str>,
    row: (&'r Arc<str>, u64),
    conflicts: Vec<Conflict>,
}

impl ProvenAt<'_> {
    fn differ(&mut self, field: Field, kept: String, other: String, line: u32) {
        self.conflicts.push(Conflict {
            equipment_id: self.id.to_owned(),
            field,
            kept,
            other,
            kept_at: (self.ledger.clone(), u64::from(line)),
            other_at: (self.row.0.clone(), self.row.1),
            rule: RULE.to_owned(),
        });
    }
}
