//! Physical equipment of G4IT and NumEcoEval.

use super::{Ids, KnownBy, PLAIN, Source, Traits, Units};

pub(super) const SOURCE: Source = Source {
    code: "g4it",
    label: ("équipements physiques G4IT ou NumEcoEval", "G4IT or NumEcoEval physical equipment"),
    tool: Some("G4IT"),
    headings: include_str!("headings.csv"),
    signatures: &["nomEquipementPhysique & type"],
    traits: Traits {
        ids: Ids::Everywhere,
        known_by: KnownBy::Signature,
        points: true,
        zero_is_unknown: true,
        units: Units::Parts,
        ..Traits::PLAIN
    },
    ..PLAIN
};
