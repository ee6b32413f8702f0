//! Physical equipment of G4IT and NumEcoEval.

use super::{ExportSource, IdScope, KnownBy, PLAIN, QuantityUnits, Traits};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "g4it",
    label: ("équipements physiques G4IT ou NumEcoEval", "G4IT or NumEcoEval physical equipment"),
    tool: Some("G4IT"),
    headings: include_str!("headings.csv"),
    signatures: &["nomEquipementPhysique & type"],
    traits: Traits {
        ids: IdScope::Everywhere,
        known_by: KnownBy::Signature,
        points: true,
        zero_is_unknown: true,
        units: QuantityUnits::Parts,
        ..Traits::PLAIN
    },
    ..PLAIN
};
