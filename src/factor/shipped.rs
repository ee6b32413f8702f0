//! The set carried inside the program, so that one download works offline.

use super::FactorSet;
use crate::fault::Fault;
use std::path::Path;

macro_rules! files {
    ($($name:literal),*) => {
        &[$(($name, include_bytes!(concat!("../../emission-factors/core-2026.11/", $name)))),*]
    };
}

const CORE: &[(&str, &[u8])] = files!(
    "criteria.csv",
    "datacentres.csv",
    "electricity.csv",
    "energy.csv",
    "equipment.csv",
    "lifetimes.csv",
    "manifest.sha256",
    "set.toml",
    "sources.csv",
    "types.csv",
    "weights.csv",
    "zones.csv"
);

impl FactorSet {
    /// Opens the set that the program carries, `core-2026.11`.
    ///
    /// # Errors
    ///
    /// Its manifest does not hold, which a build from an unchanged checkout cannot meet.
    pub fn shipped() -> Result<Self, Fault> {
        let names = CORE.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self::load(Path::new("core-2026.11"), names, false, |name| {
            CORE.iter().find(|(n, _)| *n == name).map(|(_, bytes)| bytes.to_vec())
        })
    }
}
