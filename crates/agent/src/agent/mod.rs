//! The agent itself: a machine followed from tick to tick, its days closed and its records sent.
//!
//! It reads no clock of the wall and no network: both are given, so that years can be tried in
//! seconds.

mod close;
mod inventory;
mod sending;

pub use sending::{CourierJob, DeliveryStanding, LAST_SENT, Pace, Parcel, SendOutcome, timestamp};

use crate::day::OpenDay;
use crate::energy::{DischargeStretch, Fitting, KnownMachine, published_power};
use crate::identity::{Keeper, random};
use crate::interval::Follower;
use crate::platform::{Machine, Platform, Power};
use crate::spool::disk::Disk;
use crate::spool::{Spool, SpoolLimits};
use record::wire::AnsweredConfig;
use serde::{Deserialize, Serialize};

/// 1 January 2026: before this a clock is not set.
const CLOCK_FROM_S: i64 = 1_767_225_600;
/// 1 January 2086: after this neither.
const CLOCK_UNTIL_S: i64 = 3_660_595_200;
const DAY_S: i64 = 86_400;

/// The wall's clock, as the agent is told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Milliseconds since 1970, UTC.
    pub unix_ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_min: i16,
}

/// What an agent is told once.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether the serial number stays here.
    pub withhold_serial: bool,
    /// The processor's published power, W, where the machine's own word or the table is wrong.
    pub processor_tdp_w: Option<f64>,
    /// How much the spool holds.
    pub limits: SpoolLimits,
    /// When records are sent.
    pub pace: Pace,
    /// Milliseconds between checkpoints; 0 for five minutes.
    pub checkpoint_ms: u64,
}

/// What a checkpoint keeps of the agent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AgentCheckpoint {
    open: OpenDay,
    fitting: Fitting,
    /// The last inventory's digest, day, and boot.
    inventory: Option<(String, i32)>,
    boot: String,
    /// What the collector may change.
    config: AnsweredConfig,
    /// How delivery stands.
    pub standing: DeliveryStanding,
}

/// An agent over a machine and a disk.
#[derive(Debug)]
pub struct Agent<P: Platform, D: Disk> {
    platform: P,
    spool: Spool<D>,
    keeper: Keeper,
    settings: Settings,
    machine: Machine,
    follower: Follower,
    stretch: DischargeStretch,
    kept: AgentCheckpoint,
    /// Random for each start of the agent.
    start: String,
    /// The collector's clock less ours, once it is known.
    skew_ms: Option<i64>,
    last_wall: Option<(i64, u64)>,
    battery_asked_ms: Option<u64>,
    checkpoint_at_ms: u64,
    machine_asked: Option<i32>,
    power: Power,
    sending: sending::Sending,
    resumed_used: bool,
}

impl<P: Platform, D: Disk> Agent<P, D> {
    /// Opens the state on a disk, whatever it looks like.
    pub fn open(mut platform: P, mut disk: D, settings: Settings) -> Self {
        let machine = platform.machine();
        let keeper = Keeper::open(&mut disk, &machine.marks);
        let (spool, opened) = Spool::open(disk, settings.limits, keeper.identity.seq_limit);
        let kept: Option<AgentCheckpoint> =
            opened.kept.and_then(|kept| serde_json::from_value(kept).ok());
        let (kept, resumed) = match kept {
            Some(kept) => (kept, true),
            None => (AgentCheckpoint::default(), false),
        };
        let mut agent = Self {
            sending: sending::Sending::new(settings.pace),
            platform,
            spool,
            keeper,
            settings,
            machine,
            follower: Follower::default(),
            stretch: DischargeStretch::default(),
            kept,
            start: record::AgentId::from_bytes(random()).to_string(),
            skew_ms: None,
            last_wall: None,
            battery_asked_ms: None,
            checkpoint_at_ms: 0,
            machine_asked: None,
            power: Power::Mains,
            resumed_used: opened.reserved_used,
        };
        if !resumed || opened.reserved_used || agent.kept.open.seq == 0 {
            let seq = agent.spool.reserve();
            agent.kept.open = OpenDay::new(seq, None);
        } else if agent.kept.open.covered_ms() > 0 {
            agent.kept.open.flag("resumed");
        }
        let next = agent.spool.next_seq();
        agent.keeper.reserve(agent.spool.disk_mut(), next);
        agent
    }

    /// Follows the machine: one sample, and whatever has come due.
    pub fn tick(&mut self, wall: Wall) {
        let clocks = self.platform.clocks();
        let total_ms = clocks.awake_ms + clocks.asleep_ms;
        let awake_ms = clocks.awake_ms;
        let with_battery =
            self.battery_asked_ms.is_none_or(|at| awake_ms.saturating_sub(at) >= 60_000);
        if with_battery {
            self.battery_asked_ms = Some(awake_ms);
        }
        let sample = self.platform.sample(with_battery);
        self.power = sample.power;
        let boot = clocks.boot.clone();
        let interval = self.follower.next(sample, clocks);
        let discharge = self.stretch.follow(interval.awake_ms, interval.covered.as_ref());
        if let Some(discharge) = discharge
            && let Some(load) = discharge.load
        {
            let seconds = discharge.ms as f64 / 1000.0;
            let watts = discharge.wh * 3600.0 / seconds;
            self.kept.fitting.add(seconds, load, watts, self.kept.open.number);
        }
        let battery = discharge.map(|found| (found.wh, found.ms));
        let today = self.today(wall);
        let jumped = self.jumped(wall, total_ms);
        if jumped && self.kept.open.covered_ms() > 0 {
            self.kept.open.flag("clock_jump");
        }
        self.roll_over(today, wall, interval, battery, jumped);
        if self.kept.boot != boot {
            // The start before the first is not one that was seen.
            self.kept.open.boots += u32::from(!self.kept.boot.is_empty() && !boot.is_empty());
            self.kept.boot = boot;
        }
        if let Some(today) = today {
            self.take_inventory(today);
        }
        let every = match self.settings.checkpoint_ms {
            0 => 300_000,
            ms => ms,
        };
        if total_ms >= self.checkpoint_at_ms {
            self.checkpoint_at_ms = total_ms + every;
            self.checkpoint();
        }
        self.sending.now_ms = total_ms;
    }

    /// Seconds to the next tick.
    pub fn interval_s(&self) -> u64 {
        match self.power {
            Power::Mains => u64::from(self.kept.config.interval_s.unwrap_or(10)),
            Power::Battery => u64::from(self.kept.config.interval_s.unwrap_or(10)).max(30),
        }
    }

    /// Makes durable what is known so far. Where the disk will not, it is tried again later.
    pub fn checkpoint(&mut self) -> bool {
        let Ok(kept) = serde_json::to_value(&self.kept) else { return false };
        let written = self.spool.checkpoint(&kept).is_ok();
        if written {
            self.spool.clean();
        }
        written
    }

    /// The local day, where the clock is set or the collector's is known.
    fn today(&self, wall: Wall) -> Option<i32> {
        let now = self.wall_ms(wall).div_euclid(1000);
        let local = now + i64::from(wall.offset_min) * 60;
        (CLOCK_FROM_S..CLOCK_UNTIL_S)
            .contains(&now)
            .then(|| i32::try_from(local.div_euclid(DAY_S)).ok())?
    }

    /// The wall's clock, or the collector's where ours is not set.
    fn wall_ms(&self, wall: Wall) -> i64 {
        let set = (CLOCK_FROM_S..CLOCK_UNTIL_S).contains(&wall.unix_ms.div_euclid(1000));
        if set { wall.unix_ms } else { wall.unix_ms.saturating_add(self.skew_ms.unwrap_or(0)) }
    }

    /// Whether the wall's clock went another way than the machine's by more than a day.
    fn jumped(&mut self, wall: Wall, total_ms: u64) -> bool {
        let now = self.wall_ms(wall);
        let before = self.last_wall.replace((now, total_ms));
        before.is_some_and(|(wall_before, total_before)| {
            let by_machine = i64::try_from(total_ms.saturating_sub(total_before)).unwrap_or(0);
            (now - wall_before - by_machine).abs() > DAY_S * 1000
        })
    }

    /// What an estimate must know.
    fn known(&self) -> KnownMachine {
        let machine = &self.machine;
        let own = machine.processor.tdp_w;
        let published = || machine.processor.name.as_deref().and_then(published_power);
        let of_one = || own.or_else(published).map(f64::from);
        let tdp_w = self.settings.processor_tdp_w.or_else(of_one);
        let told = (machine.class, &machine.processor, &machine.memory);
        KnownMachine::of(told, tdp_w, self.kept.fitting.line())
    }

    /// The platform, for those who drive it.
    pub fn platform_mut(&mut self) -> &mut P {
        &mut self.platform
    }

    /// The machine as it was last asked.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// What an estimate knows, and what the machine's own line lacks.
    pub fn knowledge(&self) -> (KnownMachine, Option<(f64, u32, usize)>) {
        (self.known(), self.kept.fitting.lacks())
    }

    /// The spool.
    pub fn spool(&self) -> &Spool<D> {
        &self.spool
    }

    /// Whether the folder was another machine's.
    pub fn cloned(&self) -> bool {
        self.keeper.cloned
    }

    /// Whether the day that the last checkpoint had open was closed before the end.
    pub fn closed_before_the_end(&self) -> bool {
        self.resumed_used
    }

    /// The day that is open.
    pub fn open_day(&self) -> &OpenDay {
        &self.kept.open
    }
}

/// What the last checkpoint kept, without opening anything.
pub fn peek<D: Disk>(disk: &D) -> Option<(crate::spool::SpoolCounts, AgentCheckpoint)> {
    let (counts, kept) = crate::spool::peek(disk)?;
    Some((counts, serde_json::from_value(kept).ok()?))
}

impl AgentCheckpoint {
    /// The machine's own line, or what it lacks.
    pub fn fitting(&self) -> &Fitting {
        &self.fitting
    }

    /// The open day.
    pub fn open(&self) -> &OpenDay {
        &self.open
    }
}
