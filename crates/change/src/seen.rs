//! A row as its change is told: what it weighed, what with, and what pairs it with another year's.

use equipment::Names;
use factor::{FactorId, TypeId, ZoneId};
use footprint::impact::Kernel;
use footprint::matching::ChoiceId;
use footprint::method::EmbodiedRule;
use ground::provenance::{MatchedBy, Origin};
use ground::stage::Stage;
use ground::table::Day;
use std::collections::HashMap;
use std::num::NonZeroU64;
use std::sync::Arc;
use walk::{Line, Recorder, list_of};

/// A row that was kept, its making and its electricity apart.
///
/// Making weighs `held · F / max(nominal, age)`, electricity `used · energy · pue · EF`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// Numbers of its identifier in its tool's list, and of its serial number.
    pub(crate) marks: (Option<NonZeroU64>, Option<NonZeroU64>),
    pub(crate) type_id: TypeId,
    pub(crate) site: u32,
    pub(crate) entity: u32,
    pub(crate) file: u32,
    pub(crate) zone: ZoneId,
    pub(crate) centre: Option<u16>,
    /// The day it was bought or first used, or what stands in.
    pub(crate) dated: Option<Day>,
    /// Units, as counted.
    pub(crate) units: f64,
    /// The choice of its factors: first that of its walk, then the place of what it is made of.
    pub(crate) made: u32,
    /// Units held over the year, whatever counts of them.
    pub(crate) whole: f64,
    /// Units amortised over a year; 0 where nothing of making counts.
    pub(crate) held: f64,
    /// The years making is spread over, use by others before included, were it not outlived.
    pub(crate) nominal: f64,
    /// The years that stand in where they are more.
    pub(crate) age: f64,
    /// Units in use over a year; 0 where nothing of use counts.
    pub(crate) used: f64,
    /// Electricity of the year, PUE included, kWh.
    pub(crate) kwh: f64,
    pub(crate) pue: f64,
    /// The default that its PUE is, where it is one.
    pub(crate) pue_factor: Option<FactorId>,
    pub(crate) energy: Option<Origin>,
    /// The default that its energy is, where it is one.
    pub(crate) energy_factor: Option<FactorId>,
}

/// What a choice of factors makes of a unit, for the criterion told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    pub(crate) matched: Option<MatchedBy>,
    pub(crate) terms: Vec<(Stage, FactorId, f64)>,
    /// The default lifetime, where it is one.
    pub(crate) lifetime: Option<FactorId>,
}

/// What was written down of a block.
#[derive(Debug, Default)]
pub struct SeenBatch {
    rows: Vec<Seen>,
    made: HashMap<ChoiceId, Made>,
    mixes: HashMap<ZoneId, Option<FactorId>>,
    files: Vec<Arc<str>>,
}

/// Writes rows down, for the first criterion computed.
#[derive(Debug, Clone, Copy, Default)]
pub struct SeenRecorder;

/// All rows of a year.
#[derive(Default)]
pub struct Collected {
    pub(crate) rows: Vec<Seen>,
    pub(crate) made: HashMap<ChoiceId, Made>,
    pub(crate) mixes: HashMap<ZoneId, Option<FactorId>>,
    pub(crate) files: Names,
}

impl Collected {
    /// Adds what was written down of the block that follows.
    pub fn add(&mut self, batch: SeenBatch) {
        let numbers: Vec<u32> = batch.files.iter().map(|name| self.files.number(name)).collect();
        self.rows.extend(batch.rows.into_iter().map(|mut row| {
            row.file = numbers[row.file as usize];
            row
        }));
        self.made.extend(batch.made);
        self.mixes.extend(batch.mixes);
    }
}

impl Recorder for SeenRecorder {
    type Batch = SeenBatch;

    fn record(&mut self, line: &Line<'_>, batch: &mut SeenBatch) {
        let (kernel, weighed, equipment) = (line.kernel, line.weighed, line.equipment);
        let choice = weighed.choice;
        let made = batch.made.entry(choice).or_insert_with(|| made_of(kernel, choice));
        let making = !made.terms.is_empty();
        batch.mixes.entry(equipment.zone).or_insert_with(|| mix_of(kernel, equipment.zone));
        let file = line.told.file();
        let file = batch.files.iter().position(|known| known == file).unwrap_or_else(|| {
            batch.files.push(file.clone());
            batch.files.len() - 1
        });
        let method = kernel.method();
        let days = f64::from(kernel.year.days);
        let units = equipment.quantity * method.share(equipment.ownership);
        let (whole, in_use) = match weighed.hours {
            Some(hours) => {
                let part = equipment.quantity * hours / equipment::HOURS_OF_YEAR;
                (part, part)
            }
            None => (
                units * f64::from(weighed.days_held) / days,
                units * f64::from(weighed.days_used) / days,
            ),
        };
        let embodied = weighed.weight.embodied.value;
        let at_once = method.embodied == EmbodiedRule::YearOfPurchase && weighed.hours.is_none();
        let (held, nominal, age) = match weighed.lifetime {
            _ if !making => (0.0, 1.0, weighed.age.unwrap_or(0.0)),
            _ if at_once => (embodied, 1.0, 0.0),
            Some((over, _)) => lived(line, whole, over.value),
            None => (0.0, 1.0, 0.0),
        };
        let kwh = weighed.weight.kwh.value;
        let (identifier, serial) = line.told.marks();
        let seen = Seen {
            marks: (identifier.map(|mark| of_list(kernel, equipment.type_id, mark)), serial),
            type_id: equipment.type_id,
            site: equipment.site,
            entity: equipment.entity,
            file: u32::try_from(file).unwrap_or(u32::MAX),
            zone: equipment.zone,
            centre: equipment.datacentre,
            dated: equipment.acquired.or(equipment.started).map(|(day, _)| day),
            units: equipment.quantity,
            made: choice.0,
            whole,
            held,
            nominal,
            age,
            used: match (kwh > 0.0, in_use > 0.0) {
                (false, _) => 0.0,
                (true, true) => in_use,
                // What was measured was drawn, whatever the state says.
                (true, false) => units,
            },
            kwh,
            pue: weighed.pue.value,
            pue_factor: (weighed.assumed & ground::provenance::Assumption::DefaultPue.bit() != 0)
                .then(|| kernel.default_pue(equipment.zone))
                .flatten(),
            energy: weighed.energy.map(|(_, origin)| origin),
            energy_factor: weighed.energy_factor,
        };
        match batch.rows.last_mut() {
            Some(row) if line.part > 0 => row.join(&seen),
            _ => batch.rows.push(seen),
        }
    }
}

impl Seen {
    /// Adds another part of the same row, which movements of some of its units make.
    fn join(&mut self, part: &Self) {
        let spread = |one: &Self| one.held / one.nominal.max(one.age);
        let embodied = spread(self) + spread(part);
        self.units += part.units;
        self.whole += part.whole;
        self.held += part.held;
        self.used += part.used;
        self.kwh += part.kwh;
        // The years that make what counts of all of them, where those are more.
        let years = if embodied > 0.0 { self.held / embodied } else { self.nominal };
        self.age =
            if years > self.nominal * (1.0 + 1e-12) { years } else { self.age.min(self.nominal) };
    }
}

/// Units amortised, the years that would be, and the years that are where they are more: those of
/// its age, or those that make what still counts of it.
fn lived(line: &Line<'_>, whole: f64, over: f64) -> (f64, f64, f64) {
    let (kernel, weighed) = (line.kernel, line.weighed);
    let embodied = weighed.weight.embodied.value;
    let years =
        kernel.own_lifetime(line.equipment.type_id).map(|(own, _)| own.value).or_else(|| {
            let default = kernel.choice(weighed.choice).lifetime;
            default.map(|id| kernel.set.factor(id).amount.value)
        });
    let age = weighed.age.unwrap_or(0.0);
    let before =
        if kernel.method().counts_earlier_use { line.equipment.upstream_years } else { 0.0 };
    let nominal = match years {
        Some(years) if weighed.outlived => years + before,
        _ => over,
    };
    let spread = if embodied > 0.0 { whole / embodied } else { f64::INFINITY };
    let age = if spread > nominal * (1.0 + 1e-12) { spread } else { (age + before).min(nominal) };
    (whole, nominal, age)
}

/// A mark within the list of a tool: computers and screens may share a number.
fn of_list(kernel: &Kernel<'_>, type_id: TypeId, mark: NonZeroU64) -> NonZeroU64 {
    use std::hash::BuildHasher;
    let list = list_of(kernel.set, type_id);
    let hash = foldhash::quality::FixedState::with_seed(0x6c69_7374).hash_one((list, mark));
    NonZeroU64::new(hash).unwrap_or(mark)
}

fn made_of(kernel: &Kernel<'_>, choice: ChoiceId) -> Made {
    let chosen = kernel.choice(choice);
    let place = kernel.criteria[0];
    let terms = chosen.terms.iter().filter(|term| term.criterion == place);
    Made {
        matched: chosen.matched_by,
        terms: terms.map(|term| (term.stage, term.factor, term.amount.value)).collect(),
        lifetime: match kernel.own_lifetime(chosen.type_id) {
            Some(_) => None,
            None => chosen.lifetime,
        },
    }
}

fn mix_of(kernel: &Kernel<'_>, zone: ZoneId) -> Option<FactorId> {
    kernel.mix(zone).ok().and_then(|mix| mix.factors[kernel.criteria[0]])
}
