//! What a day's energy is estimated at, how, and how well.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How good an estimate of energy is, from its method alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// A meter of the whole machine: BMC, power meter, plug.
    A,
    /// The whole machine by its battery, its platform counter, or its own fit.
    B,
    /// Processor counters, the rest modelled.
    C,
    /// A model from the processor's published power and the measured load.
    D,
    /// The typical consumption of the class, scaled by the hours measured.
    E,
    /// The typical consumption of the class, nothing measured.
    F,
    /// A virtual machine: a share of a host, never added to a physical total.
    V,
}

impl Grade {
    /// Every grade, best first, then virtual machines.
    pub const ALL: [Self; 7] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F, Self::V];
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// How energy was estimated.
///
/// A collector keeps a method that it does not know, under its own word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum EnergyMethod {
    /// A power meter of the machine.
    Meter,
    /// Discharge of the battery.
    Battery,
    /// The platform's own counter (`psys`).
    Psys,
    /// The machine's own line of watts over load, learnt on battery.
    BatteryFit,
    /// Processor counters, the rest modelled.
    RaplModel,
    /// The processor's published power and the load.
    LoadModel,
    /// Typical consumption scaled by hours.
    TecHours,
    /// Typical consumption.
    TecDefault,
    /// A virtual machine's share of a host.
    VmShare,
    /// A method of a later agent.
    Other(String),
}

impl EnergyMethod {
    /// The methods that this version knows.
    pub const KNOWN: [Self; 9] = [
        Self::Meter,
        Self::Battery,
        Self::Psys,
        Self::BatteryFit,
        Self::RaplModel,
        Self::LoadModel,
        Self::TecHours,
        Self::TecDefault,
        Self::VmShare,
    ];

    /// Its word in a record.
    pub fn code(&self) -> &str {
        match self {
            Self::Meter => "meter",
            Self::Battery => "batt",
            Self::Psys => "psys",
            Self::BatteryFit => "batt-fit",
            Self::RaplModel => "rapl+model",
            Self::LoadModel => "load-model",
            Self::TecHours => "tec-hours",
            Self::TecDefault => "tec-default",
            Self::VmShare => "vm-share",
            Self::Other(word) => word,
        }
    }

    /// The grade of what it gives; of a method not known, nothing is said.
    pub fn grade(&self) -> Option<Grade> {
        Some(match self {
            Self::Meter => Grade::A,
            Self::Battery | Self::Psys | Self::BatteryFit => Grade::B,
            Self::RaplModel => Grade::C,
            Self::LoadModel => Grade::D,
            Self::TecHours => Grade::E,
            Self::TecDefault => Grade::F,
            Self::VmShare => Grade::V,
            Self::Other(_) => return None,
        })
    }
}

impl From<String> for EnergyMethod {
    fn from(word: String) -> Self {
        let known = Self::KNOWN.into_iter().find(|method| method.code() == word);
        known.unwrap_or(Self::Other(word))
    }
}

impl From<EnergyMethod> for String {
    fn from(method: EnergyMethod) -> Self {
        method.code().to_owned()
    }
}

/// The energy of a record, in watt-hours at the wall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnergyEstimate {
    /// The estimate, Wh.
    pub wh: f64,
    /// Its lower bound, Wh.
    pub lo: f64,
    /// Its upper bound, Wh.
    pub hi: f64,
    /// How it was made.
    pub method: EnergyMethod,
    /// The version of the method's figures.
    pub mv: u32,
    /// How good it is.
    pub grade: Grade,
}
