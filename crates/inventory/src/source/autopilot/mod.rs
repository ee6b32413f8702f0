//! Hardware hashes for Windows Autopilot: serial numbers of computers, and no more.

use super::{ExportSource, OwnField, PLAIN, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "autopilot",
    label: ("fichier Autopilot (numéros de série)", "Autopilot file (serial numbers)"),
    tool: Some("Autopilot"),
    headings: include_str!("headings.csv"),
    signatures: &["Device Serial Number & Windows Product ID"],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(_: &Layout) -> Vec<OwnField> {
    let own = OwnField::always(Field::EquipmentType, None, |_| "computer".to_owned());
    own.into_iter().collect()
}
