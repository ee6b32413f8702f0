//! From a day's sums to watt-hours at the wall, by the best source that covers them.
//!
//! Mains and battery are estimated apart, each by the first method that covers four fifths of it,
//! and added; the day bears the weakest grade that gives more than a twentieth of its energy.
//! Energy is that of the covered seconds: sleep, and what the machine draws when off, are not in it.
//!
//! The agent estimates its day as it closes; a collector derives a day again from what the record
//! keeps of it ([`sides_of`]), with other figures ([`MethodFigures`]).

mod figures;
mod side;

pub use figures::{AssumedClass, BrokenFigures, ExpectedLine, MethodFigures, published_power};
pub use side::{SupplySide, sides_of};

use crate::{Class, EnergyEstimate, EnergyMethod, Fit, MemoryRecord, ProcessorRecord};

/// The version of the methods' figures.
pub const METHOD_VERSION: u32 = 1;

/// Wall energy for what is used behind the adapter.
pub const WALL_PER_INSIDE: f64 = 1.0 / 0.88;
/// The same where it came by way of the battery, which was charged at 0.90.
const BY_BATTERY: f64 = 1.0 / 0.90;

/// Bounds as factors: meter, whole-machine sensors, the machine's own line.
const METER: [f64; 2] = [0.95, 1.05];
const SENSOR: [f64; 2] = [0.85, 1.20];

/// A processor's power as a share of its published one, by load (Teads, 2021).
const CURVE: [(f64, f64); 4] = [(0.0, 0.12), (0.1, 0.32), (0.5, 0.75), (1.0, 1.02)];

/// Days of a mean year, as everywhere in the product: a test of the program holds them equal.
pub const DAYS_OF_YEAR: f64 = 365.25;

/// Hours a day that typical consumption supposes a machine on: 40 % of the time, between the 30 %
/// and 45 % of the programmes' weights.
const TEC_HOURS: f64 = 9.6;
/// What those hours being otherwise adds to the bounds.
const TEC_HOURS_SPREAD: [f64; 2] = [0.8, 1.35];

/// A virtual machine: watts a virtual processor, a typical server's share (1,529 kWh a year over 64
/// threads), and its bounds.
const VM_W_PER_THREAD: f64 = 2.7;
const VM: [f64; 2] = [0.3, 3.0];

/// Share of a side that a source must cover to speak for it.
const COVERS: f64 = 0.8;
/// Share of a day's energy below which a grade does not count.
const WEIGHS: f64 = 0.05;

/// What an estimate must know of the machine.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownMachine {
    /// Its class.
    pub class: Class,
    /// Its threads.
    pub threads: u32,
    /// Its processors' published power together, W.
    pub tdp_w: Option<f64>,
    /// Its memory, GB.
    pub ram_gb: f64,
    /// Its own line.
    pub fit: Option<Fit>,
}

/// A part of a day, estimated.
#[derive(Clone, Debug)]
struct DayPart {
    wh: f64,
    bounds: [f64; 2],
    method: EnergyMethod,
}

impl DayPart {
    fn new(wh: f64, factors: [f64; 2], method: EnergyMethod) -> Self {
        Self { wh, bounds: [wh * factors[0], wh * factors[1]], method }
    }
}

impl KnownMachine {
    /// What is known of a machine, with the published power of one of its processors, W.
    pub fn of(
        (class, processor, memory): (Class, &ProcessorRecord, &MemoryRecord),
        tdp_w: Option<f64>,
        fit: Option<Fit>,
    ) -> Self {
        let sockets = f64::from(processor.sockets.unwrap_or(1).max(1));
        Self {
            class,
            threads: processor.threads,
            tdp_w: tdp_w.map(|watts| watts * sockets),
            ram_gb: memory.total_mib as f64 * 1024.0 * 1024.0 / 1e9,
            fit,
        }
    }
}

/// The energy of a day's two sides: on mains, and on battery.
pub fn estimate(
    [mains, battery]: [&SupplySide; 2],
    known: &KnownMachine,
    assumed: &AssumedClass,
) -> Option<EnergyEstimate> {
    let sides = [(mains, false), (battery, true)];
    let parts: Vec<DayPart> = sides
        .into_iter()
        .filter(|(side, _)| side.ms > 0)
        .map(|(side, on_battery)| part(side, on_battery, known, assumed))
        .collect();
    let total: f64 = parts.iter().map(|part| part.wh).sum();
    let weighs = |part: &&DayPart| part.wh >= WEIGHS * total;
    let weakest = parts.iter().filter(weighs).max_by_key(|part| part.method.grade())?;
    let sum = |at: usize| parts.iter().map(|part| part.bounds[at]).sum::<f64>();
    let wh = round(total, 3);
    Some(EnergyEstimate {
        wh,
        lo: round(sum(0), 3).min(wh),
        hi: round(sum(1), 3).max(wh),
        method: weakest.method.clone(),
        mv: METHOD_VERSION,
        grade: weakest.method.grade()?,
    })
}

fn part(
    side: &SupplySide,
    on_battery: bool,
    known: &KnownMachine,
    assumed: &AssumedClass,
) -> DayPart {
    let hours = side.ms as f64 / 3_600_000.0;
    // Energy over what a source covers, brought to the whole side.
    let whole = |(sum, ms): (f64, u64)| {
        let share = ms as f64 / side.ms as f64;
        (ms > 0 && share >= COVERS).then(|| sum / share.min(1.0))
    };
    if known.class == Class::Virtual {
        let wh = VM_W_PER_THREAD * f64::from(known.threads.max(1)) * hours;
        return DayPart::new(wh, VM, EnergyMethod::VmShare);
    }
    if let Some(joules) = whole(side.meter) {
        return DayPart::new(joules / 3600.0, METER, EnergyMethod::Meter);
    }
    if on_battery && let Some(wh) = whole(side.battery) {
        return DayPart::new(wh * WALL_PER_INSIDE * BY_BATTERY, SENSOR, EnergyMethod::Battery);
    }
    if let Some(joules) = whole(side.psys) {
        return DayPart::new(joules / 3600.0 * WALL_PER_INSIDE, SENSOR, EnergyMethod::Psys);
    }
    if let (Some(fit), Some(load)) = (&known.fit, side.mean_load()) {
        // The line is that of mains.
        let way = if on_battery { BY_BATTERY } else { 1.0 };
        let wh = (fit.p0 + fit.p1 * load * 100.0) * hours * way;
        return DayPart::new(wh, SENSOR, EnergyMethod::BatteryFit);
    }
    let ram_w = known.ram_gb * assumed.ram_w_per_gb;
    let rest_w = assumed.base_w + assumed.panel_w;
    if let Some(joules) = whole(side.pkg) {
        let memory = whole(side.dram).map_or(ram_w * hours, |joules| joules / 3600.0);
        let wh = (joules / 3600.0 + memory + rest_w * hours) / assumed.supply;
        return DayPart::new(wh, assumed.rapl, EnergyMethod::RaplModel);
    }
    if let (Some(tdp), Some(share)) = (known.tdp_w, side.mean_of(curve)) {
        let wh = (tdp * share + ram_w + rest_w) * hours / assumed.supply;
        return DayPart::new(wh, assumed.model, EnergyMethod::LoadModel);
    }
    // Typical consumption of a year, by the hour on.
    let [low, typical, high] =
        assumed.tec_kwh.map(|kwh| kwh * 1000.0 / DAYS_OF_YEAR / TEC_HOURS * hours);
    let method = if known.class == Class::Unknown {
        EnergyMethod::TecDefault
    } else {
        EnergyMethod::TecHours
    };
    DayPart { wh: typical, bounds: [low * TEC_HOURS_SPREAD[0], high * TEC_HOURS_SPREAD[1]], method }
}

/// A processor's power at a load, as a share of its published one.
pub fn curve(load: f64) -> f64 {
    let mut last = CURVE[0];
    for point in CURVE {
        if load <= point.0 {
            let width = point.0 - last.0;
            let along = if width > 0.0 { (load - last.0) / width } else { 0.0 };
            return last.1 + along * (point.1 - last.1);
        }
        last = point;
    }
    last.1
}

/// To so many decimals.
fn round(value: f64, decimals: i32) -> f64 {
    let by = 10.0_f64.powi(decimals);
    (value * by).round() / by
}
