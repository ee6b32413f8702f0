//! From a document about a network device to the equipment it describes: the device, and the
//! access points that hang on it.

use super::fields::{EquipmentFields, PRINTER, filled, first, word};
use super::tree::{MachineDocument, SectionEntry};
use crate::Field;
use ground::table::fold;

/// What a document about a network device describes: the device, and what hangs on it.
pub(super) fn network(document: &MachineDocument) -> Vec<EquipmentFields> {
    let mut all = vec![device(document)];
    all.extend(access_points(document));
    all
}

fn device(document: &MachineDocument) -> EquipmentFields {
    let device = |name| document.word("network_device", name);
    let kind = match fold(first(&[device("type"), &document.item_type])).as_str() {
        "networking" | "networkequipment" => network_kind(device("model")),
        "printer" => PRINTER,
        "storage" => "baie de stockage",
        "power" => "ups",
        "phone" => "ip phone",
        "video" => "camera",
        "computer" => "computer",
        _ => "",
    };
    // A stack is one document: what counts is its chassis.
    let chassis = document.entries("network_components").iter();
    let chassis = chassis.filter(|part| word(part, "type") == "chassis").count().max(1).to_string();
    filled([
        (Field::EquipmentId, first(&[&document.device, device("name")])),
        (Field::EquipmentType, kind),
        (Field::Manufacturer, device("manufacturer")),
        (Field::Model, device("model")),
        (Field::Serial, device("serial")),
        (Field::Quantity, chassis.as_str()),
        (Field::Name, device("name")),
        (Field::Site, first(&[device("location"), &document.site])),
        (Field::Entity, &document.tag),
    ])
}

/// The access points that hang on a wireless controller: it lists them among its parts, each with
/// a serial number of its own.
fn access_points(document: &MachineDocument) -> Vec<EquipmentFields> {
    let device = |name| document.word("network_device", name);
    let controller = is_controller(device("model"));
    let parts = document.entries("network_components").iter();
    let hanging = parts.filter(|part| {
        let serial = word(part, "serial");
        !serial.is_empty() && serial != device("serial") && is_access_point(part, controller)
    });
    let one = |(at, part): (usize, &SectionEntry)| {
        let id = format!("{}/access-point-{}", first(&[&document.device, device("name")]), at + 1);
        filled([
            (Field::EquipmentId, id.as_str()),
            (Field::EquipmentType, "access point"),
            (Field::Manufacturer, device("manufacturer")),
            (Field::Model, word(part, "model")),
            (Field::Serial, word(part, "serial")),
            (Field::Quantity, "1"),
            (Field::Name, word(part, "name")),
            (Field::Site, first(&[device("location"), &document.site])),
            (Field::Entity, &document.tag),
        ])
    };
    hanging.enumerate().map(one).collect()
}

/// Whether a network device drives access points.
fn is_controller(model: &str) -> bool {
    let model = fold(model);
    let word = |word: &str| {
        word.strip_prefix("ct").is_some_and(|rest| rest.len() == 4 && rest.parse::<u16>().is_ok())
            || ["wlc", "controller", "zonedirector", "smartzone", "unifi"].contains(&word)
    };
    model.split(' ').any(word) || model.contains("c9800")
}

/// Whether a part of a device is an access point: by its kind, its model, or as what a controller
/// lists that is no part of its own body.
fn is_access_point(part: &SectionEntry, controller: bool) -> bool {
    let kind = fold(word(part, "type"));
    let model = fold(word(part, "model"));
    let named = fold(word(part, "name"));
    let starts =
        ["air cap", "air ap", "air lap", "air sap", "air oeap", "c91", "uap", "aruba ap", "iap"];
    let by_name = |text: &str| {
        text.contains("access point")
            || text
                .strip_prefix("ap")
                .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    let body = ["chassis", "module", "power", "fan", "container", "port", "sensor", "stack"];
    kind.contains("access point")
        || starts.iter().any(|start| model.starts_with(start))
        || controller
            && !model.is_empty()
            && (by_name(&named) || by_name(&model))
            && !body.iter().any(|own| kind.contains(own) || named.contains(own))
}

/// What network equipment is, where its model says it; a switch is what most of it is.
fn network_kind(model: &str) -> &'static str {
    let model = fold(model);
    let has = |words: &[&str]| words.iter().any(|word| model.contains(word));
    if has(&["fortigate", "firewall", "stormshield", "palo alto", "asa55"]) {
        "firewall"
    } else if has(&["router", "routeur", "isr", "asr"]) {
        "router"
    } else if has(&["aironet", "access point", "air ap", "unifi ap", "aruba ap"]) {
        "access point"
    } else {
        "network gear"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::machine::equipment;
    use crate::document::{json, xml};

    fn of(text: &str) -> Vec<EquipmentFields> {
        equipment(&json::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn access_points_that_hang_on_a_controller_count_and_its_own_parts_do_not() {
        let all = of(
            r#"{"deviceid":"wlc","itemtype":"NetworkEquipment","content":{"network_device":{"type":"Networking","manufacturer":"Cisco","model":"C9800-L","serial":"S0"},
            "network_components":[{"name":"Chassis","model":"C9800-L-F-K9","serial":"S0"},{"type":"module","name":"Supervisor","model":"C9800-SUP","serial":"S9"},
            {"type":"powersupply","name":"AP power","model":"PWR","serial":"S8"},
            {"name":"AP 12","model":"C9120AXI-E","serial":"S1"},{"type":"access point","model":"CW9166I","serial":"S2"},{"name":"AP3","model":"AIR-AP2802I","serial":""}]}}"#,
        );
        let points: Vec<_> =
            all.iter().filter(|one| one[&Field::EquipmentType] == "access point").collect();
        assert_eq!(points.len(), 2, "one has no serial number of its own");
        assert_eq!(points[0][&Field::Serial], "S1");
        assert_eq!(points[1][&Field::EquipmentId], "wlc/access-point-2");
    }

    #[test]
    fn a_stack_counts_its_chassis() {
        let text = "<REQUEST><CONTENT><DEVICE><INFO><TYPE>NETWORKING</TYPE><NAME>sw</NAME><MODEL>2960</MODEL></INFO><COMPONENTS>\
            <COMPONENT><TYPE>chassis</TYPE></COMPONENT><COMPONENT><TYPE>module</TYPE></COMPONENT><COMPONENT><TYPE>chassis</TYPE></COMPONENT>\
            </COMPONENTS></DEVICE></CONTENT></REQUEST>";
        let documents = xml::read(text).unwrap();
        let all = equipment(&documents[0]);
        assert_eq!(all[0][&Field::Quantity], "2");
        assert_eq!(all[0][&Field::EquipmentType], "network gear");
    }
}
