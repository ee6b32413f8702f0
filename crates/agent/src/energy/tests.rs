//! Estimates against simulated machines whose truth is known.
//!
//! A simulated machine draws `base + published power × curve(load)` with curves, bases and supplies
//! of its own, drawn around those that the models assume; its load comes in bursts, second by
//! second; its counters are read every ten seconds as the agent does.

use super::{DischargeStretch, Fitting, KnownMachine, estimate, methods};
use crate::day::OpenDay;
use crate::interval::Follower;
use crate::platform::{Access, Clocks, Counter, CounterSample, Load, Power, Sources};
use record::energy::curve;
use record::{Class, EnergyEstimate, EnergyMethod, Grade};

/// A small generator, the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.roll()
    }
}

/// A laptop whose every watt is known.
struct Simulated {
    tdp: f64,
    base: f64,
    memory: f64,
    /// How its curve bends: the power of the load.
    bend: f64,
    idle: f64,
    supply: f64,
    charge: f64,
    activity: f64,
}

impl Simulated {
    fn draw(dice: &mut Dice) -> Self {
        Self {
            tdp: 15.0,
            base: dice.within(3.0, 9.0),
            memory: dice.within(0.6, 2.5),
            bend: dice.within(0.55, 0.95),
            idle: dice.within(0.06, 0.20),
            supply: dice.within(0.84, 0.91),
            charge: dice.within(0.87, 0.94),
            activity: dice.within(0.02, 0.30),
        }
    }

    fn processor(&self, load: f64) -> f64 {
        self.tdp * (self.idle + (1.0 - self.idle) * load.powf(self.bend))
    }

    fn inside(&self, load: f64) -> f64 {
        self.processor(load) + self.memory + self.base
    }
}

/// What the machine can be asked.
#[derive(Clone, Copy, PartialEq)]
enum Sees {
    Rapl,
    LoadAlone,
}

/// Some hours of a machine: its open day, its truth in Wh at the wall, and what it learnt.
fn live(
    machine: &Simulated,
    dice: &mut Dice,
    hours: u64,
    power: Power,
    sees: Sees,
    fitting: &mut Fitting,
    day: i32,
) -> (OpenDay, f64) {
    let mut open = OpenDay::new(1, Some(day));
    let (mut follower, mut stretch) = (Follower::default(), DischargeStretch::default());
    let (mut busy, mut joules, mut truth) = (0.0, 0.0, 0.0);
    let mut battery = 400.0_f64;
    let mut burst = 0.0;
    let mut level = machine.activity;
    for second in 0..hours * 3600 {
        if second % 900 == 0 {
            // The kind of work changes by the quarter of an hour.
            level = machine.activity * dice.within(0.2, 3.0);
        }
        if dice.roll() < 0.08 {
            burst = if dice.roll() < level.min(0.9) { dice.within(0.2, 1.0) } else { 0.0 };
        }
        let load = (0.01 + burst).min(1.0);
        busy += load * 800.0;
        joules += machine.processor(load);
        let inside = machine.inside(load);
        let wall = match power {
            Power::Mains => inside / machine.supply,
            Power::Battery => inside / machine.supply / machine.charge,
        };
        truth += wall / 3600.0;
        battery -= inside / 3600.0;
        if second % 10 != 9 {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counters")]
        let (ticks, microjoules) = (busy as u64, (joules * 1e6) as u64);
        // Batteries tell their energy in steps of 10 mWh.
        let held = (battery * 100.0).floor() / 100.0;
        let sample = CounterSample {
            load: Some(Load::Ticks { busy: ticks, idle: (second + 1) * 800 - ticks, stolen: 0 }),
            power,
            packages: match sees {
                Sees::Rapl => vec![Counter { microjoules, range: u64::MAX / 2 }],
                Sees::LoadAlone => Vec::new(),
            },
            battery_wh: (power == Power::Battery && second % 60 == 59).then_some(held),
            ..CounterSample::default()
        };
        let clocks = Clocks { awake_ms: (second + 1) * 1000, asleep_ms: 0, boot: String::new() };
        let interval = follower.next(sample, clocks);
        let discharge = stretch.follow(interval.awake_ms, interval.covered.as_ref());
        if let Some(found) = discharge {
            let seconds = found.ms as f64 / 1000.0;
            fitting.add(seconds, found.load.unwrap(), found.wh * 3600.0 / seconds, Some(day));
        }
        open.add(&interval, discharge.map(|found| (found.wh, found.ms)));
    }
    // The first ten seconds are not covered.
    let covered = open.covered_ms() as f64 / 3_600_000.0 / hours as f64;
    (open, truth * covered)
}

fn known(fitting: &Fitting) -> KnownMachine {
    KnownMachine {
        class: Class::Laptop,
        threads: 8,
        tdp_w: Some(15.0),
        ram_gb: 16.0,
        fit: fitting.line(),
    }
}

/// The share of machines whose truth lies within the bounds, and the mean ratio to the truth.
fn recovered(method: &EnergyMethod, estimates: &[(EnergyEstimate, f64)]) -> (f64, f64) {
    assert!(estimates.iter().all(|(est, _)| est.method == *method), "{method:?}");
    let held = estimates.iter().filter(|(est, truth)| (est.lo..=est.hi).contains(truth)).count();
    let ratios: f64 = estimates.iter().map(|(est, truth)| est.wh / truth).sum();
    let n = estimates.len() as f64;
    println!("{}: {held} of {n} within bounds, mean ratio {:.3}", method.code(), ratios / n);
    (held as f64 / n, ratios / n)
}

/// The share of cases that bounds are declared for.
const DECLARED: f64 = 0.9;

#[test]
fn a_battery_discharge_is_the_energy_of_the_machine() {
    let mut dice = Dice(1);
    let estimates: Vec<(EnergyEstimate, f64)> = (0..100)
        .map(|_| {
            let machine = Simulated::draw(&mut dice);
            let mut fitting = Fitting::default();
            let (open, truth) =
                live(&machine, &mut dice, 3, Power::Battery, Sees::LoadAlone, &mut fitting, 1);
            (estimate(&open, &known(&Fitting::default())).unwrap(), truth)
        })
        .collect();
    let (held, ratio) = recovered(&EnergyMethod::Battery, &estimates);
    assert!(held >= DECLARED && (0.95..1.05).contains(&ratio));
}

#[test]
fn the_line_learnt_on_battery_serves_on_mains() {
    let mut dice = Dice(2);
    let mut estimates = Vec::new();
    for _ in 0..60 {
        let mut machine = Simulated::draw(&mut dice);
        // Enough of work that several levels of load are met.
        machine.activity = dice.within(0.15, 0.5);
        let mut fitting = Fitting::default();
        for day in 1..=4 {
            live(&machine, &mut dice, 2, Power::Battery, Sees::LoadAlone, &mut fitting, day);
        }
        if fitting.line().is_none() {
            assert!(fitting.lacks().is_some());
            continue;
        }
        let (open, truth) =
            live(&machine, &mut dice, 6, Power::Mains, Sees::LoadAlone, &mut Fitting::default(), 5);
        let line = known(&fitting);
        estimates.push((estimate(&open, &line).unwrap(), truth));
    }
    assert!(estimates.len() >= 40, "{} machines learnt a line", estimates.len());
    let (held, ratio) = recovered(&EnergyMethod::BatteryFit, &estimates);
    assert!(held >= DECLARED && (0.95..1.05).contains(&ratio));
}

#[test]
fn counters_and_load_models_hold_the_truth_as_often_as_they_say() {
    for (sees, method, seed) in
        [(Sees::Rapl, EnergyMethod::RaplModel, 3), (Sees::LoadAlone, EnergyMethod::LoadModel, 4)]
    {
        let mut dice = Dice(seed);
        let estimates: Vec<(EnergyEstimate, f64)> = (0..100)
            .map(|_| {
                let machine = Simulated::draw(&mut dice);
                let (open, truth) =
                    live(&machine, &mut dice, 4, Power::Mains, sees, &mut Fitting::default(), 1);
                (estimate(&open, &known(&Fitting::default())).unwrap(), truth)
            })
            .collect();
        let (held, _) = recovered(&method, &estimates);
        assert!(held >= DECLARED, "{method:?}");
    }
}

#[test]
fn bursts_seen_every_ten_seconds_overstate_a_curve_by_less_than_its_bounds() {
    // One second in ten at full load: the histogram sees 10 %, where a concave curve stands high.
    let seen = curve(0.10);
    let truth = 0.9 * curve(0.0) + 0.1 * curve(1.0);
    assert!(seen > truth && seen / truth < 1.7, "{seen} {truth}");
    for pair in (0..=20).map(|n| f64::from(n) / 20.0).collect::<Vec<_>>().windows(2) {
        assert!(curve(pair[0]) < curve(pair[1]));
    }
}

fn open(ms: u64) -> OpenDay {
    let mut open = OpenDay::new(1, Some(1));
    open.mains.ms = ms;
    open.awake_ms = ms;
    open.mains.load_ms[0] = ms;
    open
}

#[test]
fn the_best_source_that_covers_enough_is_taken() {
    let hour = 3_600_000;
    let mut day = open(hour);
    let mut known = known(&Fitting::default());
    let method = |day: &OpenDay, known: &KnownMachine| estimate(day, known).unwrap().method;
    assert_eq!(method(&day, &known), EnergyMethod::LoadModel);
    day.mains.pkg = (10_800.0, hour);
    assert_eq!(method(&day, &known), EnergyMethod::RaplModel);
    day.mains.psys = (36_000.0, hour / 2);
    assert_eq!(method(&day, &known), EnergyMethod::RaplModel, "half is not enough");
    day.mains.psys = (36_000.0, hour * 9 / 10);
    let by_psys = estimate(&day, &known).unwrap();
    // 10 Wh over nine tenths, behind the adapter: 10 / 0.9 / 0.88 = 12.626 Wh.
    assert!((by_psys.wh - 12.626).abs() < 1e-3, "{}", by_psys.wh);
    day.mains.meter = (72_000.0, hour);
    let by_meter = estimate(&day, &known).unwrap();
    assert_eq!((by_meter.wh, by_meter.grade), (20.0, Grade::A));
    assert_eq!((by_meter.lo, by_meter.hi), (19.0, 21.0));
    known.class = Class::Virtual;
    // Eight threads at 2.7 W.
    assert!((estimate(&day, &known).unwrap().wh - 21.6).abs() < 1e-9);
}

#[test]
fn without_a_published_power_hours_scale_what_is_typical() {
    let mut known = known(&Fitting::default());
    known.tdp_w = None;
    let est = estimate(&open(34_560_000), &known).unwrap();
    // 9.6 h of a laptop are a day of 18.8 kWh a year: 18,800 / 365.25 = 51.472 Wh.
    assert_eq!((est.wh, est.grade, est.method), (51.472, Grade::E, EnergyMethod::TecHours));
    known.class = Class::Unknown;
    let est = estimate(&open(34_560_000), &known).unwrap();
    assert_eq!((est.grade, est.hi > 100.0 * est.lo), (Grade::F, true));
    assert!(estimate(&OpenDay::new(1, None), &known).is_none(), "nothing is not zero");
}

#[test]
fn a_day_bears_its_weakest_grade_that_weighs() {
    let mut day = open(3_600_000);
    day.battery.ms = 3_600_000;
    day.battery.load_ms[0] = 3_600_000;
    day.battery.battery = (7.92, 3_600_000);
    let est = estimate(&day, &known(&Fitting::default())).unwrap();
    assert_eq!(est.method, EnergyMethod::LoadModel);
    // 7.92 Wh of the battery are 10 Wh at the wall.
    let alone = estimate(&open(3_600_000), &known(&Fitting::default())).unwrap();
    assert!((est.wh - alone.wh - 10.0).abs() < 1e-3);
    let mut mostly = day.clone();
    mostly.mains.ms = 60_000;
    mostly.mains.load_ms[0] = 60_000;
    assert_eq!(estimate(&mostly, &known(&Fitting::default())).unwrap().grade, Grade::B);
}

#[test]
fn a_line_needs_an_hour_three_days_and_four_levels() {
    let mut fitting = Fitting::default();
    for (n, load) in [0.02, 0.2, 0.4, 0.6].into_iter().enumerate() {
        assert!(fitting.line().is_none());
        for _ in 0..4 {
            fitting.add(300.0, load, 7.0 + 20.0 * load, Some(i32::try_from(n).unwrap()));
        }
    }
    let line = fitting.line().unwrap();
    // 7 W and 0.2 W a percent inside; 0.88 of the wall's.
    assert!((line.p0 - 7.955).abs() < 1e-3 && (line.p1 - 0.227_27).abs() < 1e-5, "{line:?}");
    assert_eq!((line.r2, line.n), (1.0, 16));
}

#[test]
fn the_methods_of_a_machine_are_told_best_first() {
    let mut sources = Sources {
        meter: Access::Absent,
        psys: Access::Forbidden,
        rapl: Access::Read,
        battery: Access::Read,
        load: Access::Read,
    };
    let known = known(&Fitting::default());
    let told = methods(&known, &sources);
    let grades: Vec<Grade> = told.iter().filter_map(EnergyMethod::grade).collect();
    assert_eq!(told[0], EnergyMethod::Battery);
    assert!(grades.is_sorted());
    sources.meter = Access::Read;
    assert_eq!(methods(&known, &sources)[0], EnergyMethod::Meter);
}
