//! A row as its change is told: what it weighed, what with, and what pairs it with another year's.

use equipment::estate::Datacentre;
use equipment::{
    Away, Equipment, Marks, Measure, Measures, Names, Ownership, State, Tenure, ToldRow,
};
use factor::{FactorId, TypeId, ZoneId};
use footprint::LifetimeError;
use footprint::impact::{Kernel, Presence, Weighed};
use footprint::matching::ChoiceId;
use footprint::method::{BeyondRule, EmbodiedRule, LifetimeRule};
use ground::provenance::{Assumption, AssumptionSet, MatchedBy, Origin};
use ground::quantity::{Kwh, Years};
use ground::stage::Stage;
use ground::table::{Day, numbered};
use inventory::Field;
use std::collections::HashMap;
use std::sync::Arc;
use walk::{Line, Recorder};

/// A row that was kept, its making and its electricity apart.
///
/// Making weighs `held · F / (max(life, age) + up)`, electricity `used · energy · pue · EF`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WeighedRow {
    pub(crate) marks: Marks,
    pub(crate) type_id: TypeId,
    pub(crate) site: u32,
    pub(crate) entity: u32,
    /// The files that tell of it, as one number: in the list of such sets.
    pub(crate) files: u32,
    pub(crate) zone: ZoneId,
    pub(crate) centre: Option<u16>,
    /// Units, as counted.
    pub(crate) units: f64,
    /// Those that are there still when the year is over.
    pub(crate) there: f64,
    /// Those that were gone before it began: of none of its flows.
    pub(crate) gone_before: f64,
    /// Those in service when it is over, or on its cut-off day.
    pub(crate) serving: f64,
    /// The choice of its factors: first that of its walk, then the place of what it is made of.
    pub(crate) made: u32,
    /// Units held over the year, whatever counts of them.
    pub(crate) whole: f64,
    /// Units amortised over a year; 0 where nothing of making counts.
    pub(crate) held: f64,
    /// The years making is spread over, were it not outlived.
    pub(crate) life: f64,
    /// The years that stand in where they are more.
    pub(crate) age: f64,
    /// Years of use by others before, which making is spread over too.
    pub(crate) up: f64,
    /// Units in use over a year; 0 where nothing of use counts.
    pub(crate) used: f64,
    /// Electricity of the year, PUE included, kWh.
    pub(crate) kwh: f64,
    /// Of those that left in the year: units made a year of lifetime, and electricity.
    pub(crate) gone: (f64, f64),
    pub(crate) pue: f64,
    /// The default that its PUE is, where it is one.
    pub(crate) pue_factor: Option<FactorId>,
    /// The default that its energy is, where it is one.
    pub(crate) energy_factor: Option<FactorId>,
    pub(crate) told: SeenFacts,
}

/// What the row told, or what stood in: all that weighing it once more asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeenFacts {
    /// The choice of its factors in its own walk.
    pub(crate) choice: ChoiceId,
    pub(crate) state: State,
    pub(crate) acquired: Option<(Day, Field)>,
    pub(crate) started: Option<(Day, Field)>,
    pub(crate) decommissioned: Option<Day>,
    pub(crate) exited: Option<Day>,
    pub(crate) upstream_years: Years,
    pub(crate) ownership: Ownership,
    pub(crate) is_rented: bool,
    pub(crate) declared_kwh: Option<Kwh>,
    pub(crate) measure: Option<Measure>,
    /// What a unit draws in a year, and where that comes from.
    pub(crate) energy: Option<(Kwh, Origin)>,
    /// Units in use over the year, whether they draw or not.
    pub(crate) in_use: f64,
    /// What was assumed.
    pub(crate) assumed: AssumptionSet,
    /// The days it was away.
    pub(crate) away: Away,
}

/// The units of equipment that are in service when the year is over, or on its cut-off day.
fn serving(equipment: &Equipment, until: Day) -> f64 {
    let day = |told: Option<(Day, Field)>| told.map(|(day, _)| day);
    let presence = Presence {
        state: equipment.state,
        acquired: day(equipment.acquired),
        started: day(equipment.started).or(day(equipment.acquired)),
        decommissioned: equipment.decommissioned,
        exited: equipment.exited,
        had_others: false,
    };
    if presence.state_on(until) == State::InService { equipment.quantity } else { 0.0 }
}

impl WeighedRow {
    /// A row of its year, from what weighing it came to.
    pub(crate) fn of(
        kernel: &Kernel<'_>,
        equipment: &Equipment,
        weighed: &Weighed,
        measure: Option<Measure>,
    ) -> Self {
        let method = kernel.method();
        let days = f64::from(kernel.year.days);
        let units = equipment.quantity * method.share(equipment.ownership);
        let (whole, in_use) = match weighed.hours {
            Some(hours) => {
                let part = equipment.quantity * hours / ground::quantity::HOURS_OF_YEAR;
                (part, part)
            }
            None => (
                units * f64::from(weighed.days_held) / days,
                units * f64::from(weighed.days_used) / days,
            ),
        };
        let spread = AmortisedSpread::of(kernel, equipment, weighed, whole);
        let kwh = weighed.weight.kwh.0.value;
        let stays = equipment.exited.is_none_or(|day| day.year() > kernel.year.year);
        let was_gone = equipment.exited.is_some_and(|day| day.year() < kernel.year.year);
        let by_default = weighed.assumed.contains(Assumption::DefaultPue);
        Self {
            marks: Marks::default(),
            type_id: equipment.type_id,
            site: equipment.site,
            entity: equipment.entity,
            files: 0,
            zone: equipment.zone,
            centre: equipment.datacentre,
            units: equipment.quantity,
            there: if stays { equipment.quantity } else { 0.0 },
            gone_before: if was_gone { equipment.quantity } else { 0.0 },
            serving: serving(equipment, kernel.year.as_of),
            made: weighed.choice.0,
            whole,
            held: spread.held,
            life: spread.life,
            age: spread.age,
            up: spread.up,
            used: match (kwh > 0.0, in_use > 0.0) {
                (false, _) => 0.0,
                (true, true) => in_use,
                // What was measured was drawn, whatever the state says.
                (true, false) => units,
            },
            kwh,
            gone: if stays {
                (0.0, 0.0)
            } else {
                (spread.held / (spread.life.max(spread.age) + spread.up), kwh)
            },
            pue: weighed.pue.value,
            pue_factor: by_default.then(|| kernel.default_pue(equipment.zone)).flatten(),
            energy_factor: weighed.energy_factor,
            told: SeenFacts {
                choice: weighed.choice,
                state: equipment.state,
                acquired: equipment.acquired,
                started: equipment.started,
                decommissioned: equipment.decommissioned,
                exited: equipment.exited,
                upstream_years: equipment.upstream_years,
                ownership: equipment.ownership,
                is_rented: equipment.rented.is_some(),
                declared_kwh: equipment.declared_kwh,
                measure,
                energy: weighed.energy.map(|(kwh, origin)| (Kwh(kwh.0.value), origin)),
                in_use,
                assumed: weighed.assumed,
                away: equipment.away,
            },
        }
    }

    /// The equipment that the row told of, for weighing it once more.
    pub(crate) fn equipment(&self) -> Equipment {
        let told = &self.told;
        Equipment {
            type_id: self.type_id,
            quantity: self.units,
            state: told.state,
            acquired: told.acquired,
            started: told.started,
            decommissioned: told.decommissioned,
            exited: told.exited,
            upstream_years: told.upstream_years,
            ownership: told.ownership,
            tenure: Tenure::Owned,
            zone: self.zone,
            site: self.site,
            entity: self.entity,
            datacentre: self.centre,
            declared_kwh: told.declared_kwh,
            rented: None,
            mode: None,
            route: None,
            upstream_months: None,
            shared: None,
            ecolabel: None,
            measures: Measures::NONE,
            assumed: told.assumed,
            away: told.away,
        }
    }

    /// The day it was bought or first used, or what stands in.
    pub(crate) fn dated(&self) -> Option<Day> {
        self.told.acquired.or(self.told.started).map(|(day, _)| day)
    }

    /// Whether something tells it from others from one year to the next.
    pub(crate) fn is_named(&self) -> bool {
        self.marks != Marks::default()
    }

    /// Whether anything of it counts in its year.
    pub(crate) fn counts(&self) -> bool {
        self.held > 0.0 || self.kwh > 0.0 || self.whole > 0.0
    }

    /// The units of equipment that are held when its year is over.
    pub(crate) fn held_at_end(&self) -> f64 {
        if self.counts() && !self.told.is_rented { self.there } else { 0.0 }
    }

    /// The years its making is spread over.
    pub(crate) fn over(&self) -> f64 {
        self.life.max(self.age) + self.up
    }

    /// The number of its room in another year's list, where that has it.
    pub(crate) fn centre_in(&self, own: &[Datacentre], other: &[Datacentre]) -> Option<u16> {
        let centre = own.get(usize::from(self.centre?))?;
        let at = other.iter().position(|known| known.id == centre.id)?;
        u16::try_from(at).ok()
    }

    /// Adds another part of the same row, which movements of some of its units make.
    fn join(&mut self, part: &Self) {
        let embodied = self.held / self.over() + part.held / part.over();
        self.units += part.units;
        self.there += part.there;
        self.gone_before += part.gone_before;
        self.serving += part.serving;
        self.whole += part.whole;
        self.gone = (self.gone.0 + part.gone.0, self.gone.1 + part.gone.1);
        self.held += part.held;
        self.used += part.used;
        self.kwh += part.kwh;
        self.told.in_use += part.told.in_use;
        // The years that make what counts of all of them, where those are more.
        let least = self.life + self.up;
        let years = if embodied > 0.0 { self.held / embodied } else { least };
        let is_more = years > least * (1.0 + 1e-12);
        self.age = if is_more { years - self.up } else { self.age.min(self.life) };
    }

    /// So many of its units, in their proportion of all it weighs.
    pub(crate) fn part(&self, units: f64) -> Self {
        let by = units / self.units;
        let told = SeenFacts {
            in_use: self.told.in_use * by,
            measure: self.told.measure.map(|one| Measure {
                kwh: one.kwh * by,
                well: one.well * by,
                ..one
            }),
            ..self.told
        };
        Self {
            units,
            there: self.there * by,
            gone_before: self.gone_before * by,
            serving: self.serving * by,
            whole: self.whole * by,
            gone: (self.gone.0 * by, self.gone.1 * by),
            held: self.held * by,
            used: self.used * by,
            kwh: self.kwh * by,
            told,
            ..*self
        }
    }
}

/// The rows of which something counts in their year.
pub(crate) fn counting(rows: &[WeighedRow]) -> impl Iterator<Item = &WeighedRow> {
    rows.iter().filter(|row| row.counts())
}

/// Units amortised, and the years that they are spread over.
struct AmortisedSpread {
    held: f64,
    life: f64,
    age: f64,
    up: f64,
}

impl AmortisedSpread {
    fn of(kernel: &Kernel<'_>, equipment: &Equipment, weighed: &Weighed, whole: f64) -> Self {
        let place = kernel.criteria[0];
        let choice = kernel.choice(weighed.choice);
        let making = choice.terms.iter().any(|term| term.criterion == place);
        let method = kernel.method();
        let embodied = weighed.weight.embodied.value;
        let whole_life = |held, life| Self { held, life, age: 0.0, up: 0.0 };
        if !making {
            return whole_life(0.0, 1.0);
        }
        if method.embodied == EmbodiedRule::YearOfPurchase && weighed.hours.is_none() {
            return whole_life(embodied, 1.0);
        }
        let Some((over, _)) = weighed.lifetime else { return whole_life(0.0, 1.0) };
        // A lifetime that the dates are, or a part of a host's, is no age that stands in for it.
        if method.lifetime == LifetimeRule::DatesOrTypeOrTwoYears || weighed.hours.is_some() {
            return whole_life(whole, over.0.value);
        }
        let up = if method.counts_earlier_use { equipment.upstream_years.0 } else { 0.0 };
        let own = kernel.own_lifetime(equipment.type_id).map(|(own, _)| own.0.value);
        let years = own.or_else(|| choice.lifetime.map(|id| kernel.set.factor(id).amount.value));
        let life = years.unwrap_or(over.0.value - up);
        let real_age = method.beyond_lifetime == BeyondRule::RealAge;
        let age = weighed.age.filter(|_| real_age).unwrap_or(Years(0.0)).0;
        // Where less of the days counts, the years are those that make what still does.
        let spread = if embodied > 0.0 { whole / embodied } else { f64::INFINITY };
        let age = if spread > over.0.value * (1.0 + 1e-12) { spread - up } else { age };
        Self { held: whole, life, age, up }
    }
}

/// What a choice of factors makes of a unit, for the criterion told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    pub(crate) matched: Option<MatchedBy>,
    pub(crate) terms: Vec<(Stage, FactorId, f64)>,
    /// The lifetime that it is spread over, and how far it errs.
    pub(crate) lifetime: Option<LifetimeError>,
}

type FastSeen = foldhash::fast::FixedState;

/// What was written down of a block.
#[derive(Debug, Default)]
pub struct SeenBatch {
    rows: Vec<WeighedRow>,
    asides: Vec<Marks>,
    made: HashMap<ChoiceId, Made, FastSeen>,
    files: Vec<Vec<Arc<str>>>,
}

/// Writes rows down, for the first criterion computed.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeenRecorder;

/// All rows of a year.
#[derive(Clone, Default)]
pub struct Collected {
    pub(crate) rows: Vec<WeighedRow>,
    /// What names the rows that were set aside.
    pub(crate) asides: Vec<Marks>,
    pub(crate) made: HashMap<ChoiceId, Made, FastSeen>,
    pub(crate) files: Names,
    /// The sets of files that rows are told by.
    pub(crate) file_sets: Vec<Vec<u32>>,
}

impl Collected {
    /// Adds what was written down of the block that follows.
    pub fn add(&mut self, batch: SeenBatch) {
        let sets = batch.files.iter().map(|names| {
            let set: Vec<u32> = names.iter().map(|name| self.files.number(name)).collect();
            place_in(&mut self.file_sets, |known| *known == set, || set.clone())
        });
        let numbers: Vec<u32> = sets.collect();
        self.rows.extend(batch.rows.into_iter().map(|mut row| {
            row.files = numbers[row.files as usize];
            row
        }));
        self.asides.extend(batch.asides);
        self.made.extend(batch.made);
    }
}

impl Recorder for SeenRecorder {
    type Batch = SeenBatch;

    fn record(&mut self, line: &Line<'_>, batch: &mut SeenBatch) {
        let (kernel, weighed) = (line.kernel, line.weighed);
        batch.made.entry(weighed.choice).or_insert_with(|| made_of(kernel, weighed.choice));
        let one = std::slice::from_ref(line.told.file());
        let told_by = if line.files.is_empty() { one } else { line.files };
        let files = place_in(&mut batch.files, |known| known == told_by, || told_by.to_vec());
        let row = WeighedRow::of(kernel, line.equipment, weighed, line.measure);
        let seen = WeighedRow { marks: line.told.marks(), files, ..row };
        match batch.rows.last_mut() {
            Some(row) if line.part > 0 => row.join(&seen),
            _ => batch.rows.push(seen),
        }
    }

    fn aside(&mut self, told: ToldRow<'_>, batch: &mut SeenBatch) {
        batch.asides.push(told.marks());
    }
}

/// The place of one in a list, which it joins where it is not in it.
pub(crate) fn place_in<T>(
    list: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
    new: impl FnOnce() -> T,
) -> u32 {
    let at = list.iter().position(is).unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    });
    numbered(at)
}

fn made_of(kernel: &Kernel<'_>, choice: ChoiceId) -> Made {
    let chosen = kernel.choice(choice);
    let place = kernel.criteria[0];
    let terms = chosen.terms.iter().filter(|term| term.criterion == place);
    Made {
        matched: chosen.matched_by,
        terms: terms.map(|term| (term.stage, term.factor, term.amount.value)).collect(),
        lifetime: LifetimeError::of(kernel, chosen),
    }
}
