//! Devices of `NetBox`, of its lists or of its API: the role is the type, the type is the model.

use super::{ExportSource, OwnField, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "netbox",
    label: ("équipements de NetBox", "NetBox devices"),
    tool: Some("NetBox"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Role|Device role & Type|Device type & Manufacturer & Site|Rack|Tenant",
        "device_role|role & device_type|device_type.model & site|rack|manufacturer|serial",
    ],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::by_words(layout, Field::EquipmentType),
        OwnField::by_words(layout, Field::Status),
    ];
    own.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn the_role_is_the_type_and_the_type_is_the_model() {
        let head = "Name;Status;Site;Role;Manufacturer;Type";
        let row = "sw-1;Staged;Main;Leaf;Arista;7050SX";
        check(SourceFormat::NetBox, head, row, Field::EquipmentType, "switch");
        check(SourceFormat::NetBox, head, row, Field::Model, "7050SX");
        check(SourceFormat::NetBox, head, row, Field::Status, "in_stock");
    }
}
