//! The sets carried inside the program, so that one download works offline.

macro_rules! files {
    ($set:literal: $($name:literal),*) => {
        ($set, &[$(($name, include_bytes!(concat!("../../../emission-factors/", $set, "/", $name)))),*])
    };
}

/// A set's name and its files.
type ShippedFiles = (&'static str, &'static [(&'static str, &'static [u8])]);

const SETS: &[ShippedFiles] = &[
    files!(
        "core-2026.11":
        "budgets.csv",
        "cloud-instances.csv",
        "cloud-regions.csv",
        "components.csv",
        "criteria.csv",
        "datacentres.csv",
        "electricity-parts.csv",
        "electricity.csv",
        "energy.csv",
        "equipment.csv",
        "lifetimes.csv",
        "manifest.sha256",
        "processors.csv",
        "services.csv",
        "set.toml",
        "sources.csv",
        "types.csv",
        "weights.csv",
        "zones.csv"
    ),
    files!(
        "pcf-2026.11":
        "dropped.csv",
        "energy.csv",
        "equipment.csv",
        "lifetimes.csv",
        "manifest.sha256",
        "models.csv",
        "set.toml",
        "sources.csv",
        "weights.csv"
    ),
    files!(
        "core-2026.12":
        "budgets.csv",
        "cloud-instances.csv",
        "cloud-regions.csv",
        "components.csv",
        "criteria.csv",
        "datacentres.csv",
        "electricity-parts.csv",
        "electricity.csv",
        "energy.csv",
        "equipment.csv",
        "graphics-cards.csv",
        "intervals.csv",
        "lifetimes.csv",
        "manifest.sha256",
        "processor-names.csv",
        "processors.csv",
        "published.csv",
        "services.csv",
        "set.toml",
        "sources.csv",
        "types.csv",
        "weights.csv",
        "zones.csv"
    ),
    files!(
        "models-2026.12":
        "dropped.csv",
        "manifest.sha256",
        "models.csv",
        "set.toml",
        "sources.csv"
    ),
    files!(
        "pcf-2026.12":
        "dropped.csv",
        "energy.csv",
        "equipment.csv",
        "lifetimes.csv",
        "manifest.sha256",
        "models.csv",
        "set.toml",
        "sources.csv",
        "weights.csv"
    ),
];

/// The names of the sets carried.
pub fn names() -> impl Iterator<Item = &'static str> {
    SETS.iter().map(|(name, _)| *name)
}

/// The files of a set carried; none for another name.
pub(super) fn files(set: &str) -> &'static [(&'static str, &'static [u8])] {
    SETS.iter().find(|(name, _)| *name == set).map_or(&[], |(_, files)| *files)
}
