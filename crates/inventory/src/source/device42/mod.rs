//! Devices of Device42: whether a machine is physical is told apart from what it is.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};
use ground::table::yes_no;

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "device42",
    label: ("équipements de Device42", "Device42 devices"),
    tool: Some("Device42"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &["serial_no & hw_model|hardware & service_level|in_service|asset_no|virtual_host"],
    traits: Traits::REGISTER,
    own,
};

/// The word for whatever stands in a datacentre.
const ANY: &str = "datacentre device";

fn own(layout: &Layout) -> Vec<OwnField> {
    let from = layout.hint(Hint::Form).or(layout.hint(Hint::Class));
    let said = layout.column(Field::Status).or(layout.hint(Hint::Substatus));
    let own = [
        OwnField::always(Field::EquipmentType, from, type_word),
        OwnField::of(Field::Status, said, state_word),
    ];
    own.into_iter().flatten().collect()
}

/// What is not in service is out of use, whatever it was for, but where its level says more.
fn state_word(cells: &Cells<'_>) -> String {
    let level = cells.word("status", &cells.field(Field::Status));
    match yes_no(&cells.hint(Hint::Substatus)) {
        Some(false) if level.is_empty() || level == "in_service" => "decommissioned".to_owned(),
        Some(true) if level.is_empty() => "in_service".to_owned(),
        _ => level,
    }
}

fn type_word(cells: &Cells<'_>) -> String {
    let class = cells.known("class", &cells.hint(Hint::Class));
    let form = cells.hint(Hint::Form);
    if class.as_deref() == Some("virtual machine") || !cells.hint(Hint::Virtual).is_empty() {
        return "virtual machine".to_owned();
    }
    match class {
        _ if !form.is_empty() => form,
        // What is physical in a datacentre is a server, unless its model or its maker say more.
        Some(word) if word == ANY => match cells.system() {
            own if own == "computer" && !is_desk(&cells.hint(Hint::Os)) => word,
            own => own,
        },
        Some(word) => word,
        None => cells.system(),
    }
}

/// Whether a system is of machines on desks.
fn is_desk(system: &str) -> bool {
    let system = system.to_lowercase();
    ["windows 1", "windows 7", "windows 8", "windows xp"].iter().any(|desk| system.contains(desk))
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_physical_device_is_a_server_unless_it_says_otherwise() {
        let head = "name;type;serial_no;hw_model;subtype;os";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::Device42, head, row, Field::EquipmentType, expected);
        };
        kind("a;physical;S;PowerEdge R640;;Red Hat", "datacentre device");
        kind("a;physical;S;Catalyst 9300-48P;;IOS-XE", "datacentre device");
        kind("a;unknown;S;;;", "datacentre device");
        kind("a;physical;S;C9200L;Network Switch;", "Network Switch");
        kind("a;physical;S;Latitude 5440;;Windows 11", "computer");
        kind("a;virtual;;;;Ubuntu", "virtual machine");
    }

    #[test]
    fn what_is_not_in_service_is_out_of_use_unless_its_level_says_more() {
        let head = "name;type;serial_no;hw_model;service_level;in_service";
        for (row, state) in [
            ("a;physical;S;R640;Production;yes", "in_service"),
            ("a;physical;S;R640;Production;no", "decommissioned"),
            ("a;physical;S;R640;;no", "decommissioned"),
            ("a;physical;S;R640;;yes", "in_service"),
            ("a;physical;S;R640;Spare;no", "in_stock"),
        ] {
            check(SourceFormat::Device42, head, row, Field::Status, state);
        }
    }
}
