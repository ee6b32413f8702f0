//! Lists of OCS Inventory.

use super::system::machine_of;
use super::{Cells, ExportSource, OwnField, PLAIN, Traits, is_yes};
use crate::headings::Hint;
use crate::{Field, Layout};
use ground::table::fold;

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "ocs",
    label: ("export d'OCS Inventory", "OCS Inventory export"),
    tool: Some("OCS Inventory"),
    headings: include_str!("headings.csv"),
    signatures: &[
        "BIOS Serial number|BIOS Numéro de série & Computer|Machine|Computer Id|Id de la machine",
        "Fidelity|Fidélité & Computer|Machine",
        "RAM (MB)|RAM (Mo) & Computer|Machine & TAG|Operating system|Systeme",
    ],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let kind = layout.column(Field::EquipmentType).or(layout.hint(Hint::Os));
    let own = [
        OwnField::always(Field::EquipmentType, kind, type_word),
        // What is archived has left.
        OwnField::of(Field::Status, layout.hint(Hint::Archived), |cells| {
            let archived = is_yes(&cells.hint(Hint::Archived));
            if archived { "exited".to_owned() } else { String::new() }
        }),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    if fold(&own).is_empty() {
        machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model))
    } else {
        own
    }
}
