//! A table read by a mapping of the organisation's own.

use super::{KnownBy, PLAIN, Source, Traits};

pub(super) const SOURCE: Source = Source {
    code: "mapped",
    label: ("tableau lu par une correspondance de colonnes", "table read by a mapping"),
    traits: Traits { known_by: KnownBy::Mapping, ..Traits::PLAIN },
    ..PLAIN
};
