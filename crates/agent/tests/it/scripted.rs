//! A machine that follows a script: the same at every run, as fast as it is asked.

use empreinte_agent::agent::Wall;
use empreinte_agent::platform::{
    Access, Clocks, Counter, CounterSample, HardwareMarks, Load, Machine, Platform, Power, Sources,
};
use record::{Class, MemoryRecord, Os, ProcessorRecord, Product};
use std::sync::OnceLock;

/// 23 November 2026, 00:00 UTC, in days since 1970.
pub(crate) const FIRST_DAY: i32 = 20_780;
pub(crate) const DAY_MS: u64 = 86_400_000;

/// A laptop on mains that works by day, at a moment of its script.
#[derive(Clone, Debug)]
pub(crate) struct Scripted {
    /// Milliseconds since the first day's midnight.
    pub(crate) at_ms: u64,
    pub(crate) asleep_ms: u64,
    pub(crate) marks: HardwareMarks,
    pub(crate) class: Class,
    /// What its wall clock shows beside the truth.
    pub(crate) wall_error_ms: i64,
    pub(crate) offset_min: i16,
    pub(crate) boot: String,
}

impl Scripted {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            at_ms: 0,
            asleep_ms: 0,
            marks: HardwareMarks { board: Some(name.to_owned()), adapters: Vec::new() },
            class: Class::Laptop,
            wall_error_ms: 0,
            offset_min: 0,
            boot: "1".to_owned(),
        }
    }

    pub(crate) fn wall(&self) -> Wall {
        let start = i64::from(FIRST_DAY) * 86_400_000;
        let unix_ms = start + i64::try_from(self.at_ms).unwrap() + self.wall_error_ms;
        Wall { unix_ms, offset_min: self.offset_min }
    }

    /// Load by the minute, another each day of the week: idle at night, at work by day.
    pub(crate) fn load(at_ms: u64) -> f64 {
        let minute = at_ms / 60_000;
        Self::of_minute(minute % 1440) * Self::of_day(minute / 1440)
    }

    fn of_minute(minute: u64) -> f64 {
        let noise = u32::try_from(minute.wrapping_mul(2_654_435_761) % 1000).unwrap();
        if (480..1080).contains(&minute) { 0.05 + f64::from(noise) / 3000.0 } else { 0.01 }
    }

    fn of_day(day: u64) -> f64 {
        1.0 + f64::from(u32::try_from(day % 7).unwrap()) / 10.0
    }

    /// Ticks of a hundredth of a second at work up to a moment.
    fn busy(at_ms: u64) -> f64 {
        static WHOLE: OnceLock<f64> = OnceLock::new();
        let sum = |minutes: u64| (0..minutes).map(Self::of_minute).sum::<f64>() * 6_000.0;
        let whole = *WHOLE.get_or_init(|| sum(1440));
        let minutes = at_ms / 60_000;
        let day = minutes / 1440;
        let within = (at_ms % 60_000) as f64 / 10.0;
        let days: f64 = (0..day).map(Self::of_day).sum();
        days * whole + sum(minutes % 1440) * Self::of_day(day) + Self::load(at_ms) * within
    }
}

impl Platform for Scripted {
    fn machine(&mut self) -> Machine {
        Machine {
            class: self.class,
            hypervisor: None,
            product: Product { name: Some("Portable 14".to_owned()), ..Product::default() },
            processor: ProcessorRecord {
                threads: 8,
                tdp_w: Some(15),
                ..ProcessorRecord::default()
            },
            memory: MemoryRecord { total_mib: 16_000, modules: Vec::new() },
            drives: Vec::new(),
            displays: Vec::new(),
            gpus: Vec::new(),
            batteries: Vec::new(),
            os: Os::default(),
            sources: Sources {
                meter: Access::Absent,
                psys: Access::Absent,
                rapl: Access::Read,
                battery: Access::Absent,
                load: Access::Read,
            },
            marks: self.marks.clone(),
        }
    }

    fn sample(&mut self, _: bool) -> CounterSample {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ticks")]
        let busy = Self::busy(self.at_ms) as u64;
        let all = self.at_ms / 10;
        // 2 W and 15 W at full load.
        let microjoules = self.at_ms * 2_000 + busy * 150_000;
        let range = 262_143_328_850;
        CounterSample {
            load: Some(Load::Ticks { busy, idle: all.saturating_sub(busy), stolen: 0 }),
            power: Power::Mains,
            packages: vec![Counter { microjoules: microjoules % range, range }],
            ..CounterSample::default()
        }
    }

    fn clocks(&mut self) -> Clocks {
        Clocks {
            awake_ms: self.at_ms - self.asleep_ms,
            asleep_ms: self.asleep_ms,
            boot: self.boot.clone(),
        }
    }
}
