//! Reports of Lansweeper.

use super::system::machine_of;
use super::{Cells, ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "lansweeper",
    label: ("rapport de Lansweeper", "Lansweeper report"),
    tool: Some("Lansweeper"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &["AssetName & AssetTypename|AssetID|Statename|Lastseen"],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let column = |field| layout.column(field);
    let kind = column(Field::EquipmentType).or(layout.hint(Hint::Os));
    let own = [
        OwnField::always(Field::EquipmentType, kind, type_word),
        OwnField::of(Field::Status, column(Field::Status), |cells| {
            cells.word("status", &cells.field(Field::Status))
        }),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    match cells.word("equipment_type", &cells.field(Field::EquipmentType)) {
        word if word == "computer" => machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model)),
        word => word,
    }
}
