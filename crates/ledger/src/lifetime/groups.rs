//! Lifetimes by type, site, manufacturer and acquisition mode.

use super::estimate::{Lifetime, LifetimeEstimate};
use super::naive::{ExitsRecorded, Stay};
use factor::{FactorSet, TypeId};
use std::collections::BTreeMap;

/// A way to split the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LifetimeAxis {
    /// By type, a type's kin counted with it.
    Type,
    /// By site.
    Site,
    /// By maker.
    Manufacturer,
    /// By how they came.
    AcquisitionMode,
}

impl LifetimeAxis {
    /// All axes.
    pub const ALL: [Self; 4] = [Self::Type, Self::Site, Self::Manufacturer, Self::AcquisitionMode];

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Site => "site",
            Self::Manufacturer => "manufacturer",
            Self::AcquisitionMode => "acquisition_mode",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: ground::lang::Lang) -> &'static str {
        match self {
            Self::Type => lang.label("type", "type"),
            Self::Site => lang.label("site", "site"),
            Self::Manufacturer => lang.label("fabricant", "manufacturer"),
            Self::AcquisitionMode => lang.label("mode d'acquisition", "acquisition mode"),
        }
    }
}

/// The lifetime of each group, in the order of the groups' keys.
pub fn by_axis<K: Ord>(
    stays: impl Iterator<Item = (K, Stay)>,
    records: ExitsRecorded,
) -> BTreeMap<K, Lifetime> {
    let mut groups: BTreeMap<K, Vec<Stay>> = BTreeMap::new();
    for (key, stay) in stays {
        groups.entry(key).or_default().push(stay);
    }
    groups.into_iter().map(|(key, stays)| (key, Lifetime::of(&stays, records))).collect()
}

/// The organisation's own lifetimes, by type code: what the footprint may take before a default
/// of the type, with origin [`ground::provenance::Origin::Estimated`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Estimates(BTreeMap<String, LifetimeEstimate>);

impl Estimates {
    /// The estimate of a type: its own, else that of the type it is a kind of.
    pub fn of(&self, set: &FactorSet, id: TypeId) -> Option<&LifetimeEstimate> {
        set.kin(id).find_map(|id| self.0.get(&set.equipment_type(id).code))
    }

    /// The estimates, by type code.
    pub fn by_type(&self) -> &BTreeMap<String, LifetimeEstimate> {
        &self.0
    }
}

/// Estimates a lifetime for every type with enough units and exits, of which half left within the
/// horizon: a type from its own units,
/// and a type with kinds from those of all its kinds.
pub fn estimates(
    set: &FactorSet,
    stays: impl Iterator<Item = (TypeId, Stay)>,
    records: ExitsRecorded,
) -> Estimates {
    let with_kin = stays.flat_map(|(id, stay)| set.kin(id).map(move |id| (id, stay)));
    let lifetimes = by_axis(with_kin, records);
    let published = lifetimes.into_iter().filter_map(|(id, lifetime)| {
        let estimate = lifetime.estimate.ok().filter(LifetimeEstimate::stands_for_a_lifetime)?;
        Some((set.equipment_type(id).code.clone(), estimate))
    });
    Estimates(published.collect())
}
