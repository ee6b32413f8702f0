//! What the agent asks of a machine, behind one trait.
//!
//! [`linux`] reads the kernel's own files, below a root that a test can choose; elsewhere
//! `portable` asks sysinfo and starship-battery.

#[cfg(target_os = "linux")]
pub mod linux;
#[cfg(any(not(target_os = "linux"), feature = "portable"))]
pub mod portable;

use record::{Class, Display, Drive, Gpu, MemoryRecord, Os, ProcessorRecord, Product};

/// A machine that can be asked.
pub trait Platform {
    /// What the machine is. Asked at start, and once a day.
    fn machine(&mut self) -> Machine;
    /// Its counters now. `with_battery` where a minute has gone since it was last asked: some
    /// batteries take long to answer.
    fn sample(&mut self, with_battery: bool) -> CounterSample;
    /// Its clocks now, but for the wall's.
    fn clocks(&mut self) -> Clocks;
}

/// The clocks that no one sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Milliseconds awake since some moment; stands still in sleep.
    pub awake_ms: u64,
    /// Milliseconds asleep since the same moment.
    pub asleep_ms: u64,
    /// Another at each start of the system.
    pub boot: String,
}

/// Where the power comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// The mains; also a machine that says nothing, having no battery.
    Mains,
    /// The battery.
    Battery,
}

/// What the processors did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// Ticks since start: at work, idle, taken by the host.
    Ticks {
        /// At work.
        busy: u64,
        /// Idle.
        idle: u64,
        /// Taken by the host; neither load nor idleness.
        stolen: u64,
    },
    /// Mean load since the last sample, 0 to 1, where the system gives no counters.
    Mean(f64),
}

/// An energy counter that goes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Microjoules now.
    pub microjoules: u64,
    /// Where it goes back to 0.
    pub range: u64,
}

impl Counter {
    /// Joules since an earlier reading, gone round once at most.
    pub fn joules_since(self, before: Self) -> f64 {
        let difference = if self.microjoules >= before.microjoules {
            self.microjoules - before.microjoules
        } else {
            // A range that does not cover the earlier reading is no range.
            (self.microjoules + self.range.max(before.microjoules)) - before.microjoules
        };
        difference as f64 / 1e6
    }
}

/// A machine's counters at a moment. What the machine does not tell is absent.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterSample {
    /// What the processors did.
    pub load: Option<Load>,
    /// Where the power comes from.
    pub power: Power,
    /// Processor packages, by their place.
    pub packages: Vec<Counter>,
    /// Memory, by its place.
    pub dram: Vec<Counter>,
    /// The whole platform.
    pub psys: Option<Counter>,
    /// Watts of the whole machine by a meter.
    pub meter_w: Option<f64>,
    /// What the batteries hold, Wh; absent where it was not asked.
    pub battery_wh: Option<f64>,
}

impl Default for CounterSample {
    fn default() -> Self {
        Self {
            load: None,
            power: Power::Mains,
            packages: Vec::new(),
            dram: Vec::new(),
            psys: None,
            meter_w: None,
            battery_wh: None,
        }
    }
}

/// Whether a source of energy can be read, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is read.
    Read,
    /// It is there, and not for this user.
    Forbidden,
    /// The machine has none.
    Absent,
}

/// The sources of energy of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sources {
    /// A meter of the whole machine.
    pub meter: Access,
    /// The platform's counter.
    pub psys: Access,
    /// The processor's counters.
    pub rapl: Access,
    /// A battery.
    pub battery: Access,
    /// The load of the processors.
    pub load: Access,
}

/// What a machine is.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Its kind.
    pub class: Class,
    /// The hypervisor, where there is one.
    pub hypervisor: Option<String>,
    /// Who made it.
    pub product: Product,
    /// Its processor; the published power as the machine itself tells it.
    pub processor: ProcessorRecord,
    /// Its memory.
    pub memory: MemoryRecord,
    /// Its drives.
    pub drives: Vec<Drive>,
    /// Its displays.
    pub displays: Vec<Display>,
    /// Its graphics processors.
    pub gpus: Vec<Gpu>,
    /// Its batteries.
    pub batteries: Vec<record::Battery>,
    /// Its system.
    pub os: Os,
    /// Its sources of energy.
    pub sources: Sources,
    /// What tells this machine from a copy of its disk. Never sent.
    pub marks: HardwareMarks,
}

/// Facts of the hardware that a copied disk does not carry with it, each as a hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HardwareMarks {
    /// The board's own identity, where it may be read.
    pub board: Option<String>,
    /// Network adapters.
    pub adapters: Vec<String>,
}

impl HardwareMarks {
    /// Whether these are certainly of another machine. A changed part is none.
    pub fn of_another(&self, known: &Self) -> bool {
        match (&self.board, &known.board) {
            (Some(a), Some(b)) => a != b,
            _ => {
                !self.adapters.is_empty()
                    && !known.adapters.is_empty()
                    && !self.adapters.iter().any(|mark| known.adapters.contains(mark))
            }
        }
    }
}

/// A hash of a fact, for comparison on this machine alone.
pub fn mark(kind: &str, fact: &str) -> String {
    record::digest_of(&serde_json::json!([kind, fact]))
}

/// A text of the machine, cleaned: control characters and placeholders of makers are none.
pub fn clean(text: &str) -> Option<String> {
    let kept: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let mut text = words.join(" ");
    while text.len() > 200 {
        text.pop();
    }
    let low = text.to_ascii_lowercase();
    let placeholder = [
        "to be filled by o.e.m.",
        "default string",
        "system product name",
        "system manufacturer",
        "system version",
        "system serial number",
        "not specified",
        "not applicable",
        "not available",
        "o.e.m.",
        "oem",
        "none",
        "n/a",
        "unknown",
        "invalid",
        "undefined",
        "empty",
        "0123456789",
        "123456789",
        "sku",
    ];
    let filler = low.chars().all(|c| matches!(c, '0' | 'x' | '-' | '.' | ' ' | '*' | '_'));
    (!filler && !placeholder.contains(&low.as_str())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{Counter, HardwareMarks, clean};

    #[test]
    fn a_counter_that_went_round_is_followed() {
        let at = |microjoules| Counter { microjoules, range: 262_143_000_000 };
        assert!((at(5_000_000).joules_since(at(2_000_000)) - 3.0).abs() < 1e-9);
        // 262143 s − 262140 + 2 = 5 J.
        assert!((at(2_000_000).joules_since(at(262_140_000_000)) - 5.0).abs() < 1e-9);
    }

    #[test]
    fn placeholders_of_makers_are_no_names() {
        for text in ["To Be Filled By O.E.M.", " ", "0000", "Default string", "xxxx-xx", "\u{1}"] {
            assert_eq!(clean(text), None, "{text}");
        }
        assert_eq!(clean("  Portable\t14 \n").as_deref(), Some("Portable 14"));
    }

    #[test]
    fn a_changed_part_is_the_same_machine_and_no_common_part_another() {
        let marks = |board: Option<&str>, adapters: &[&str]| HardwareMarks {
            board: board.map(str::to_owned),
            adapters: adapters.iter().map(|&a| a.to_owned()).collect(),
        };
        let known = marks(None, &["a", "b"]);
        assert!(!marks(None, &["b", "dock"]).of_another(&known));
        assert!(!marks(None, &[]).of_another(&known));
        assert!(marks(None, &["c"]).of_another(&known));
        assert!(!marks(Some("x"), &["c"]).of_another(&marks(Some("x"), &["a"])));
        assert!(marks(Some("y"), &["a"]).of_another(&marks(Some("x"), &["a"])));
    }
}
