//! A day's energy, by the methods that agent and collector share (`record::energy`); here is what the
//! machine learns of itself, and which methods would serve it.

mod fit;

pub use fit::{Discharge, DischargeStretch, Fitting};
pub use record::energy::{KnownMachine, WALL_PER_INSIDE, published_power};

use crate::day::OpenDay;
use record::energy::MethodFigures;
use record::{Class, EnergyEstimate, EnergyMethod};

/// The energy of a day.
pub fn estimate(day: &OpenDay, known: &KnownMachine) -> Option<EnergyEstimate> {
    let assumed = MethodFigures::shipped().assumed(known.class);
    record::energy::estimate([&day.mains, &day.battery], known, &assumed)
}

/// The methods that would serve this machine now, best first.
pub fn methods(known: &KnownMachine, sources: &crate::platform::Sources) -> Vec<EnergyMethod> {
    use crate::platform::Access::Read;
    if known.class == Class::Virtual {
        return vec![EnergyMethod::VmShare];
    }
    [
        (sources.meter == Read, EnergyMethod::Meter),
        (sources.battery == Read, EnergyMethod::Battery),
        (sources.psys == Read, EnergyMethod::Psys),
        (known.fit.is_some(), EnergyMethod::BatteryFit),
        (sources.rapl == Read, EnergyMethod::RaplModel),
        (known.tdp_w.is_some() && sources.load == Read, EnergyMethod::LoadModel),
        (known.class != Class::Unknown, EnergyMethod::TecHours),
        (known.class == Class::Unknown, EnergyMethod::TecDefault),
    ]
    .into_iter()
    .filter_map(|(there, method)| there.then_some(method))
    .collect()
}

#[cfg(test)]
mod tests;
