//! A table read by a mapping of the organisation's own.

use super::{ExportSource, KnownBy, PLAIN, Traits};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "mapped",
    label: ("tableau lu par une correspondance de colonnes", "table read by a mapping"),
    traits: Traits { known_by: KnownBy::Mapping, ..Traits::PLAIN },
    ..PLAIN
};
