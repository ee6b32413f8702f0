//! A line of an inventory as indicators see it, and the recorder that writes lines down.

use super::super::tally::RowRef;
use super::aside::UnitsAside;
use super::cost::{Cost, cost};
use super::digits::{single, told};
use super::state_by::StateBy;
use equipment::{
    AcquisitionMode, ExitRoute, Names, Ownership, State, Support, Tenure, ToldRow, Vocabulary,
    maker_group, spelling,
};
use factor::{TypeId, TypeKind, ZoneId};
use footprint::impact::{End, FactorKey, Presence};
use ground::provenance::{AssumptionSet, MatchedBy, Origin};
use ground::table::{Day, numbered};
use inventory::Field;
use ledger::movement::{DecommissionReason, LedgerWord};
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::num::NonZeroU64;
use std::sync::{Mutex, PoisonError};
use walk::{Line, Recorder, RowLeaving};

type FastUnits = foldhash::fast::FixedState;

const SEED: u64 = 0x696e_6469;

/// Identical units: a line of an inventory, or a unit that only the ledger knows.
///
/// A compact row without text, so that a million of them stay small; `None` is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a row of facts, each apart")]
pub struct Unit {
    /// What tells it from others, [`unit_key`] of its identifier.
    pub id: u64,
    /// Whether something identifies it from one inventory to the next.
    pub named: bool,
    /// Its serial number, as a number that tells machines apart.
    pub serial: Option<NonZeroU64>,
    /// Where it stands.
    pub row: RowRef,
    /// Its type.
    pub type_id: TypeId,
    /// How many units.
    pub quantity: f64,
    /// Its state at the cut-off date.
    pub state: State,
    /// The day it was bought, or what stands in.
    pub acquired: Option<Day>,
    /// The day of its first use here, or what stands in.
    pub started: Option<Day>,
    /// The day it was taken out of use.
    pub decommissioned: Option<Day>,
    /// Whether it was already out of use at the cut-off date of the year before, where the
    /// inventory of that year tells.
    pub decommissioned_before: Option<bool>,
    /// The day it left.
    pub exited: Option<Day>,
    /// Whether the day of its withdrawal stands in for that.
    pub exit_stands_in: bool,
    /// The lot it left in, or its own name where it made its own.
    pub lot: Option<LedgerWord>,
    /// By what its state is known.
    pub(crate) state_by: StateBy,
    /// How it left.
    pub route: Option<ExitRoute>,
    /// Why it was taken out of use.
    pub reason: Option<DecommissionReason>,
    /// Whether it was classified or specially secured.
    pub classified: Option<bool>,
    /// Whether its data were erased, with a certificate.
    pub erased: bool,
    /// Whether a document backs its exit.
    pub proven: bool,
    /// How it came.
    pub mode: Option<AcquisitionMode>,
    /// Whose it is.
    pub ownership: Ownership,
    /// How the organisation holds it.
    pub tenure: Tenure,
    /// The share of it that is the organisation's, as the method of the footprint has it.
    pub share: f64,
    /// The number of its site's name.
    pub site: u32,
    /// The number of its entity's name.
    pub entity: u32,
    /// The number of its maker's name.
    pub maker: u32,
    /// Its user, as a number that tells users apart.
    pub user: Option<NonZeroU64>,
    /// The datacentre it stands in.
    pub centre: Option<u16>,
    /// The zone of its electricity; not known where only the ledger knows it.
    pub zone: Option<ZoneId>,
    /// Months of use by others before.
    pub upstream_months: Option<f32>,
    /// Whether these are proven.
    pub upstream_proven: bool,
    /// Whether several people share it.
    pub shared: Option<bool>,
    /// Whether it came with a protection.
    pub protected: Option<bool>,
    /// Whether it carries a type I ecolabel.
    pub ecolabel: Option<bool>,
    /// Warranty, months.
    pub warranty_months: Option<f32>,
    /// The support of its operating system, where it names one that is known.
    pub support: Option<&'static Support>,
    /// The day a tool last saw it.
    pub last_seen: Option<Day>,
    /// What its most worn battery holds when full, % of what it held when new.
    pub battery_pct: Option<f32>,
    /// Repair index, of 10.
    pub repair_index: Option<f32>,
    /// Recycled content, %.
    pub recycled_pct: Option<f32>,
    /// Price of the whole line, EUR.
    pub price_eur: Option<f32>,
    /// Weight of one unit, kg.
    pub weight_kg: Option<f32>,
    /// Making and transport of one unit: kgCO2e, its low and high bound.
    pub made: Option<[f32; 3]>,
    /// How its factor of making was met.
    pub matched: Option<MatchedBy>,
    /// Units of the line amortised in the year.
    pub amortised: f32,
    /// End of life of one unit, where it is apart: kgCO2e.
    pub end_of_life: Option<f32>,
    /// What a kilowatt-hour of it weighs, kgCO2e; not known without a factor of its zone.
    pub per_kwh: Option<f32>,
    /// Electricity of the line in the year, PUE included, kWh.
    pub kwh: f64,
    /// Electricity of the line itself in the year, without PUE, kWh.
    pub it_kwh: f64,
    /// Electricity of one unit in service for a whole year, without PUE, kWh.
    pub a_year_kwh: Option<f64>,
    /// What the line weighs in the year, making to end of life and use, first criterion.
    pub impact: f64,
    /// Where its electricity comes from.
    pub energy: Option<Origin>,
    /// The lifetime its making was spread over, years.
    pub lifetime: Option<f32>,
    /// What was assumed.
    pub assumed: AssumptionSet,
    /// The last year whose inventory has it; `None` when only the ledger knows it.
    pub seen: Option<i32>,
    /// What tells it from others however its identifier is typed.
    pub(super) spelt: Option<u64>,
    /// How it left by its row, where the ledger says it otherwise.
    pub(super) row_left: Option<RowLeaving>,
    /// How it came by its row, where the ledger proves that it came otherwise.
    pub(super) row_mode: Option<AcquisitionMode>,
}

impl Unit {
    /// A unit of which nothing but its type is known.
    pub fn bare(id: u64, type_id: TypeId, row: RowRef) -> Self {
        Self {
            id,
            named: true,
            serial: None,
            row,
            type_id,
            quantity: 1.0,
            state: State::InService,
            acquired: None,
            started: None,
            decommissioned: None,
            decommissioned_before: None,
            exited: None,
            exit_stands_in: false,
            state_by: StateBy::Told,
            lot: None,
            route: None,
            reason: None,
            classified: None,
            erased: false,
            proven: false,
            mode: None,
            ownership: Ownership::Professional,
            tenure: Tenure::Owned,
            share: 1.0,
            site: 0,
            entity: 0,
            maker: 0,
            user: None,
            centre: None,
            zone: None,
            upstream_months: None,
            upstream_proven: false,
            shared: None,
            protected: None,
            ecolabel: None,
            warranty_months: None,
            support: None,
            last_seen: None,
            battery_pct: None,
            repair_index: None,
            recycled_pct: None,
            price_eur: None,
            weight_kg: None,
            made: None,
            matched: None,
            amortised: 0.0,
            end_of_life: None,
            per_kwh: None,
            kwh: 0.0,
            it_kwh: 0.0,
            a_year_kwh: None,
            impact: 0.0,
            energy: None,
            lifetime: None,
            assumed: AssumptionSet::NONE,
            seen: None,
            spelt: None,
            row_left: None,
            row_mode: None,
        }
    }

    /// Whether it is in use.
    pub fn is_in_service(&self) -> bool {
        self.state == State::InService
    }

    /// Whether it is held: delivered, and not gone.
    pub fn is_there(&self) -> bool {
        !matches!(self.state, State::Exited | State::Ordered)
    }

    /// Whether the organisation holds it, bought or leased: what is the employees' own was bought by
    /// them, and leaves with them.
    pub fn is_of_the_organisation(&self) -> bool {
        self.tenure != Tenure::Employees
    }

    /// What a kilowatt-hour of it weighs, as its factor has it; not known without one of its zone.
    pub fn kwh_weighs(&self) -> Option<f64> {
        self.per_kwh.map(told)
    }

    /// When it is there and used, which the footprint tells.
    pub fn presence(&self) -> Presence {
        Presence {
            state: self.state,
            acquired: self.acquired,
            started: self.started.or(self.acquired),
            decommissioned: self.decommissioned,
            exited: self.exited,
            // The use of others is off its first use already.
            had_others: false,
        }
    }

    /// So many of its units, with their part of its price.
    pub(super) fn part(&self, units: f64) -> Self {
        let price_eur = self.price_eur.map(|all| all * single(units / self.quantity));
        Self { quantity: units, price_eur, ..*self }
    }

    /// Its state at the cut-off date and the days up to it, as the footprint has them.
    pub(super) fn settle(&mut self, until: Day) {
        let there = self.presence();
        self.state = there.state_on(until);
        self.exit_stands_in = self.exited.is_none() && self.state == State::Exited;
        self.exited = match there.gone() {
            End::On(day) if day <= until => Some(day),
            _ => None,
        };
        self.decommissioned = self.decommissioned.filter(|day| *day <= until);
    }
}

/// What tells one equipment from another, across inventories and the ledger.
pub fn unit_key(identifier: &str) -> u64 {
    foldhash::quality::FixedState::with_seed(SEED).hash_one(identifier.trim())
}

/// What is written down of rows: the units of those kept, and of those set aside.
#[derive(Debug, Default)]
pub struct UnitBatch {
    /// The units kept.
    pub units: Vec<Unit>,
    /// The units set aside.
    pub aside: Vec<UnitsAside>,
    /// The units of rows set aside whose machine an earlier row tells: nothing of them lacks.
    pub repeated: Vec<UnitsAside>,
}

/// Makers, and what one unit of each factor key costs to make.
pub struct UnitRecorder<'a> {
    makers: &'a Mutex<Names>,
    known_makers: HashMap<Vec<u8>, u32, FastUnits>,
    costs: HashMap<FactorKey, Cost, FastUnits>,
    file_names: &'a Mutex<Vec<String>>,
    known_file: Option<(String, u16)>,
    words: &'a Vocabulary,
}

impl<'a> UnitRecorder<'a> {
    /// Starts with empty memories; makers and files are numbered together.
    pub fn new(
        makers: &'a Mutex<Names>,
        file_names: &'a Mutex<Vec<String>>,
        words: &'a Vocabulary,
    ) -> Self {
        Self {
            makers,
            known_makers: HashMap::with_hasher(FastUnits::with_seed(SEED)),
            costs: HashMap::with_hasher(FastUnits::with_seed(SEED)),
            file_names,
            known_file: None,
            words,
        }
    }

    fn maker(&mut self, cell: &[u8]) -> u32 {
        if let Some(known) = self.known_makers.get(cell) {
            return *known;
        }
        let name = maker_group(&String::from_utf8_lossy(cell));
        let number = self.makers.lock().unwrap_or_else(PoisonError::into_inner).number(&name);
        if self.known_makers.len() < 1 << 16 {
            self.known_makers.insert(cell.to_vec(), number);
        }
        number
    }

    fn file(&mut self, name: &str) -> u16 {
        if let Some((known, number)) = &self.known_file
            && known == name
        {
            return *number;
        }
        let mut names = self.file_names.lock().unwrap_or_else(PoisonError::into_inner);
        let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        let number = numbered(at);
        self.known_file = Some((name.to_owned(), number));
        number
    }

    fn cost(&mut self, line: &Line<'_>) -> Cost {
        let key = line.kernel.key(line.equipment, line.weighed);
        *self.costs.entry(key).or_insert_with(|| cost(line.kernel, key))
    }
}

impl Recorder for UnitRecorder<'_> {
    type Batch = UnitBatch;

    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch) {
        let (told, equipment, weighed) = (&line.told, line.equipment, line.weighed);
        // What is rented in a cloud is no unit of the estate; the footprint has it.
        if line.kernel.set.equipment_type(equipment.type_id).kind == TypeKind::Cloud {
            return;
        }
        let place = RowRef { file: self.file(told.file()), line: numbered(told.line()) };
        let cost = self.cost(line);
        let [decommissioned, exited] = equipment.days_gone();
        let acquired = equipment.acquired.map(|(day, _)| day);
        let started = equipment.started.map(|(day, _)| day);
        // Another owner's use before the purchase is not this estate's.
        let started =
            if equipment.upstream_years.0 > 0.0 { started.max(acquired) } else { started };
        let measured = |field| equipment.measures.get(field).map(single);
        let id = told.id();
        batch.units.push(Unit {
            spelt: spelling(&id),
            row_left: line.days.row,
            row_mode: line.days.row_mode,
            // The parts of a line go by it.
            named: told.is_named() && line.part == 0,
            state_by: StateBy::of(line, self.words),
            serial: told.serial(),
            quantity: equipment.quantity,
            state: equipment.state,
            acquired,
            started,
            decommissioned,
            exited,
            route: equipment.route,
            mode: equipment.mode,
            ownership: equipment.ownership,
            tenure: equipment.tenure,
            share: line.kernel.method().share(equipment.ownership),
            site: equipment.site,
            entity: equipment.entity,
            maker: self.maker(told.maker_word()),
            user: told.user(),
            centre: equipment.datacentre,
            zone: Some(equipment.zone),
            upstream_months: equipment.upstream_months.map(single),
            shared: equipment.shared,
            ecolabel: equipment.ecolabel,
            warranty_months: measured(Field::WarrantyMonths),
            support: told.support(),
            last_seen: told.last_seen(),
            battery_pct: measured(Field::BatteryHealthPct),
            repair_index: measured(Field::RepairIndex),
            recycled_pct: measured(Field::RecycledContentPct),
            price_eur: measured(Field::PriceEur).map(|price| price * single(equipment.quantity)),
            weight_kg: measured(Field::WeightKg),
            made: cost.making,
            matched: cost.matched,
            amortised: single(weighed.weight.embodied.value),
            end_of_life: cost.end_of_life,
            per_kwh: cost.per_kwh,
            kwh: weighed.weight.kwh.0.value,
            it_kwh: weighed.weight.kwh.0.value / weighed.pue.value,
            a_year_kwh: weighed.energy.map(|(kwh, _)| kwh.0.value),
            impact: weighed.weight.embodied.value * cost.each
                + weighed.weight.kwh.0.value * cost.hour,
            energy: weighed.energy.map(|(_, origin)| origin),
            lifetime: weighed.lifetime.map(|(years, _)| single(years.0.value)),
            assumed: weighed.assumed,
            ..Unit::bare(unit_key(&id), equipment.type_id, place)
        });
    }

    fn aside(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        let file = self.file(told.file());
        batch.aside.push(UnitsAside::told(told, self.words, file));
    }

    fn repeated(&mut self, told: ToldRow<'_>, batch: &mut Self::Batch) {
        let file = self.file(told.file());
        batch.repeated.push(UnitsAside::told(told, self.words, file));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_one_key_whatever_the_spaces_around_it() {
        assert_eq!(unit_key(" PC-1 "), unit_key("PC-1"));
        assert_ne!(unit_key("PC-1"), unit_key("PC-2"));
    }
}
