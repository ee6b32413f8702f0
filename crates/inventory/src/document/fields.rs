//! The fields of an equipment that a document describes.

use super::tree::SectionEntry;
use crate::Field;
use std::collections::BTreeMap;

/// An equipment, by its fields; those not known are left out.
pub(super) type EquipmentFields = BTreeMap<Field, String>;

/// The word for a printer whose kind is not known, taken in its usual sense further on.
pub(super) const PRINTER: &str = "imprimante";

pub(super) fn word<'a>(entry: &'a SectionEntry, name: &str) -> &'a str {
    entry.get(name).map_or("", String::as_str)
}

pub(super) fn filled<const N: usize>(fields: [(Field, &str); N]) -> EquipmentFields {
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| (field, value.to_owned()))
        .collect()
}

pub(super) fn first<'a>(words: &[&'a str]) -> &'a str {
    words.iter().find(|word| !word.is_empty()).copied().unwrap_or("")
}
