//! The canonical inventory: its headings are the names of the fields, and those of what is read
//! besides.

use super::{ExportSource, IdScope, KnownBy, PLAIN, QuantityUnits, Traits};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "canonical",
    label: ("inventaire canonique", "canonical inventory"),
    headings: include_str!("headings.csv"),
    traits: Traits {
        ids: IdScope::Everywhere,
        known_by: KnownBy::Canonical,
        units: QuantityUnits::Parts,
        ..Traits::PLAIN
    },
    ..PLAIN
};
