//! A day's energy, by the methods that agent and collector share (`record::energy`); here is what the
//! machine learns of itself, and which methods would serve it.

mod fit;

pub use fit::{Discharge, Fitting, Stretch};
pub use record::energy::{Known, WALL_PER_INSIDE, published_power};

use crate::day::OpenDay;
use record::energy::Figures;
use record::{Class, Estimate, Method};

/// The energy of a day.
pub fn estimate(day: &OpenDay, known: &Known) -> Option<Estimate> {
    let assumed = Figures::shipped().assumed(known.class);
    record::energy::estimate([&day.mains, &day.battery], known, &assumed)
}

/// The methods that would serve this machine now, best first.
pub fn methods(known: &Known, sources: &crate::platform::Sources) -> Vec<Method> {
    use crate::platform::Access::Read;
    if known.class == Class::Virtual {
        return vec![Method::VmShare];
    }
    [
        (sources.meter == Read, Method::Meter),
        (sources.battery == Read, Method::Battery),
        (sources.psys == Read, Method::Psys),
        (known.fit.is_some(), Method::BatteryFit),
        (sources.rapl == Read, Method::RaplModel),
        (known.tdp_w.is_some() && sources.load == Read, Method::LoadModel),
        (known.class != Class::Unknown, Method::TecHours),
        (known.class == Class::Unknown, Method::TecDefault),
    ]
    .into_iter()
    .filter_map(|(there, method)| there.then_some(method))
    .collect()
}

#[cfg(test)]
mod tests;
