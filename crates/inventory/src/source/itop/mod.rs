//! Configuration items of iTop, by labels or by attribute codes.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "itop",
    label: ("éléments de configuration d'iTop", "iTop configuration items"),
    tool: Some("iTop"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "move2production & brand_name|model_name|serialnumber|asset_number",
        "Move to production date|Date de mise en production & Brand|Brand name|Brand->Name|Marque & Serial number|Numéro de série|Asset number",
        "Business criticality|Business criticity|Criticité & Brand|Brand name|Brand->Name|Marque & Serial number|Numéro de série|Asset number",
    ],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::always(Field::EquipmentType, layout.column(Field::EquipmentType), type_word),
        OwnField::by_words(layout, Field::Status),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    match cells.word("equipment_type", &cells.field(Field::EquipmentType)) {
        word if word.is_empty() => cells.known_system(),
        word if word == "computer" => cells.system(),
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn classes_and_states_of_itop_are_read() {
        let head = "name;status;finalclass;brand_name;model_name;move2production";
        let row = "pc-1;obsolete;PC;Dell;Latitude 5440;2022-01-03";
        check(SourceFormat::ITop, head, row, Field::EquipmentType, "computer");
        check(SourceFormat::ITop, head, row, Field::Status, "decommissioned");
        // The type of a device may be empty, and the class beside it says what it is.
        let head = "Nom;Marque;Sous-classe de CI;Date de mise en production;Type";
        for (row, kind) in [
            ("a;HP;PC;2020-02-03;Portable", "Portable"),
            ("a;;Téléphone mobile;2020-02-03;", "mobile phone"),
            ("a;;Périphérique réseau;2020-02-03;N/A", "network gear"),
            // It stands on a server that is listed itself.
            ("a;;Hyperviseur;2020-02-03;", "virtual machine"),
        ] {
            check(SourceFormat::ITop, head, row, Field::EquipmentType, kind);
        }
        let head = "Nom;Marque;Modèle;Date de mise en production;Type";
        let row = "a;Dell;Latitude 5440;2020-02-03;";
        check(SourceFormat::ITop, head, row, Field::EquipmentType, "");
        let head = "name;status;finalclass;brand_name;model_name;move2production";
        let row = "sw-1;production;NetworkDevice;Cisco;C9200L;2022-01-03";
        check(SourceFormat::ITop, head, row, Field::EquipmentType, "network gear");
    }
}
