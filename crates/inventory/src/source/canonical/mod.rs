//! The canonical inventory: its headings are the names of the fields, and those of what is read
//! besides.

use super::{Ids, KnownBy, PLAIN, Source, Traits, Units};

pub(super) const SOURCE: Source = Source {
    code: "canonical",
    label: ("inventaire canonique", "canonical inventory"),
    headings: include_str!("headings.csv"),
    traits: Traits {
        ids: Ids::Everywhere,
        known_by: KnownBy::Canonical,
        units: Units::Parts,
        ..Traits::PLAIN
    },
    ..PLAIN
};
