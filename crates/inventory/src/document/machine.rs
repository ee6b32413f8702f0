//! From a document to the equipment it describes: the machine, its screens, its printers.

use super::edid::diagonal;
use super::fields::{EquipmentFields, PRINTER, filled, first, word};
use super::network::network;
use super::tree::{MachineDocument, SectionEntry};
use crate::panel::{LARGEST_PANEL, is_panel_of_a_laptop, makes_panels};
use crate::{Field, most_worn};
use ground::table::fold;

/// The equipment of a document: the machine first, then what is attached to it.
pub(super) fn equipment(document: &MachineDocument) -> Vec<EquipmentFields> {
    if !document.entries("network_device").is_empty() {
        return network(document);
    }
    let machine = computer(document);
    let kind = machine.get(&Field::EquipmentType).cloned().unwrap_or_else(String::new);
    let mut all = vec![machine];
    if kind == "virtual machine" {
        return all;
    }
    let body = ScreensTold::of(&kind, all[0].get(&Field::Model).map_or("", String::as_str));
    let screens = document.entries("monitors").iter().enumerate();
    for (at, screen) in screens.filter(|(at, screen)| !is_own_panel(screen, body, *at == 0)) {
        all.push(monitor(document, screen, at + 1));
    }
    for (at, printer) in document.entries("printers").iter().enumerate() {
        // A queue is no printer; what has a serial number of its own is one.
        if !word(printer, "serial").is_empty() {
            all.push(local_printer(document, printer, at + 1));
        }
    }
    all
}

fn computer(document: &MachineDocument) -> EquipmentFields {
    let bios = |name| document.word("bios", name);
    let name = document.word("hardware", "name");
    let model = first(&[bios("smodel"), bios("mmodel")]);
    let mut machine = filled([
        (Field::EquipmentId, first(&[&document.device, document.word("hardware", "uuid"), name])),
        (Field::EquipmentType, kind_of(document, model)),
        (Field::Manufacturer, first(&[bios("smanufacturer"), bios("mmanufacturer")])),
        (Field::Model, model),
        (Field::Serial, first(&[bios("ssn"), bios("enclosureserial")])),
        (Field::Quantity, "1"),
        (Field::AssetTag, bios("assettag")),
        (Field::Name, name),
        (Field::Uuid, document.word("hardware", "uuid")),
        (Field::Site, &document.site),
        (Field::Entity, &document.tag),
        (Field::Os, &system(document)),
        (Field::LastSeen, &document.seen),
    ]);
    if let Some(health) = battery(document) {
        machine.insert(Field::BatteryHealthPct, health.to_string());
    }
    configuration(document, &mut machine);
    machine
}

/// Its system. OCS's agents say it of the hardware, and its version beside.
fn system(document: &MachineDocument) -> String {
    let hardware = |name| document.word("hardware", name);
    let named = ["full_name", "name"].map(|name| document.word("operatingsystem", name));
    let said = first(&named);
    if !said.is_empty() {
        return said.to_owned();
    }
    let (name, version) = (hardware("osname"), hardware("osversion"));
    // Three numbers may be those of a kernel: they are no version of the system.
    let is_version = version.split('.').count() <= 2
        && version.split('.').all(|part| part.parse::<u32>().is_ok());
    if is_version && !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit()) {
        return format!("{name} {version}");
    }
    name.to_owned()
}

/// What the most worn of its batteries holds of what it held when new; agents tell both in mWh.
fn battery(document: &MachineDocument) -> Option<f64> {
    most_worn(document.entries("batteries").iter().filter_map(|battery| {
        let told = |name| word(battery, name).parse::<f64>().ok();
        Some((told("capacity")?, told("real_capacity")?))
    }))
}

/// What a machine is: by its kind, its virtual system, its chassis, else its model.
fn kind_of(document: &MachineDocument, model: &str) -> &'static str {
    let system = fold(document.word("hardware", "vmsystem"));
    if !system.is_empty() && system != "physical" {
        return "virtual machine";
    }
    let folded = fold(model);
    let starts = |word: &str| folded.starts_with(word);
    if document.item_type.eq_ignore_ascii_case("phone") {
        let tablet = starts("ipad") || starts("sm t") || starts("sm x") || folded.contains("tab");
        return if tablet { "tablet" } else { "smartphone" };
    }
    // A Mac has no chassis type; its model says it.
    if starts("macbook") {
        "laptop"
    } else if starts("imac") {
        "imac"
    } else if starts("macmini") || starts("mac mini") {
        "mini pc"
    } else {
        // OCS's agents say the chassis as the firmware's type.
        let said = [document.word("hardware", "chassis_type"), document.word("bios", "type")];
        chassis(&fold(first(&said)))
    }
}

/// The type of a chassis, as firmware names it (SMBIOS, table 17); `computer` where the name does
/// not tell.
fn chassis(name: &str) -> &'static str {
    match name {
        "laptop" | "notebook" | "portable" | "sub notebook" | "convertible" | "detachable"
        | "hand held" => "laptop",
        "tablet" => "tablet",
        "desktop" | "pizza box" => "desktop",
        "low profile desktop" | "space saving" => "low profile desktop",
        "mini tower" => "mini tower",
        "tower" => "tower",
        "mini pc" | "stick pc" => "mini pc",
        "all in one" => "all in one",
        "rack mount chassis" | "main system chassis" | "main server chassis" => "rack server",
        "blade" | "blade enclosure" => "serveur lame",
        _ => "computer",
    }
}

fn configuration(document: &MachineDocument, machine: &mut EquipmentFields) {
    let cpus = document.entries("cpus");
    if let Some(cpu) = cpus.first() {
        let cores = first(&["corecount", "core", "cores"].map(|name| word(cpu, name)));
        let count = cpus.len().to_string();
        machine.extend(filled([
            (Field::CpuModel, first(&[word(cpu, "name"), word(cpu, "type")])),
            (Field::CpuCount, &count),
            (Field::CpuCores, cores),
        ]));
    } else {
        // How many there are is not said: older agents of OCS count what the system sees.
        machine.extend(filled([(Field::CpuModel, document.word("hardware", "processort"))]));
    }
    let cards = document.entries("videos").iter();
    let cards = cards.map(|card| first(&[word(card, "name"), word(card, "chipset")]));
    let cards: Vec<&str> = cards.filter(|name| !name.is_empty()).collect();
    machine.extend(filled([(Field::GpuModel, &cards.join("; "))]));
    let slots = document.entries("memories").iter();
    let modules: f64 = slots.filter_map(|slot| megabytes(word(slot, "capacity"))).sum();
    // What a system sees is a little less than what is there: memory is sold in whole gigabytes.
    let memory =
        if modules > 0.0 { Some(modules) } else { megabytes(document.word("hardware", "memory")) };
    if let Some(memory) = memory {
        machine.insert(Field::RamGb, (memory / 1024.0).ceil().to_string());
    }
    let (mut flash, mut disks) = (0.0, 0.0);
    for disk in document.entries("storages") {
        // Agents give disks in megabytes of a million bytes.
        let size = megabytes(word(disk, "disksize")).unwrap_or(0.0) / 1000.0;
        match disk_kind(disk) {
            DiskTold::Flash => flash += size,
            DiskTold::Turning => disks += size,
            DiskTold::Other => {}
        }
    }
    for (field, size) in [(Field::SsdGb, flash), (Field::HddGb, disks)] {
        if size > 0.0 {
            machine.insert(field, size.round().to_string());
        }
    }
}

fn megabytes(cell: &str) -> Option<f64> {
    cell.parse::<f64>().ok().filter(|size| size.is_finite() && *size > 0.0)
}

enum DiskTold {
    Flash,
    Turning,
    /// Removable, or of a kind that nothing tells.
    Other,
}

fn disk_kind(disk: &SectionEntry) -> DiskTold {
    let all = ["type", "interface", "model", "name", "description"].map(|name| word(disk, name));
    let all = fold(&all.join(" "));
    let has = |words: &[&str]| all.split(' ').any(|own| words.contains(&own));
    if has(&["usb", "removable", "cdrom", "cd", "dvd", "optical", "floppy", "sd", "mmc"]) {
        return DiskTold::Other;
    }
    let model = fold(word(disk, "model"));
    // Samsung, Crucial, Toshiba and Intel name their drives without saying what they are.
    let flash = ["mz", "ct", "toshibathns", "thns", "ssdsc", "kbg", "wds"];
    let nvme = all.contains("nvme") || has(&["ssd", "pci", "pcie", "m2"]);
    if nvme || model.split(' ').any(|own| flash.iter().any(|start| own.starts_with(start))) {
        return DiskTold::Flash;
    }
    let turning = ["st", "wd", "hts", "hds", "hus", "mq0", "dt0", "hgst", "hitachi"];
    let named = model.split(' ').any(|own| {
        turning.iter().any(|start| {
            own.strip_prefix(start).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())
            })
        })
    });
    if named || has(&["hdd", "hgst", "hitachi"]) { DiskTold::Turning } else { DiskTold::Other }
}

/// What a machine's body says of the screens it lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScreensTold {
    /// It has a small panel of its own, or may have.
    Portable,
    /// It has a large panel of its own: an all-in-one.
    AllInOne,
    /// It has none.
    Other,
}

impl ScreensTold {
    fn of(kind: &str, model: &str) -> Self {
        let model = fold(model);
        let one = model.split(' ').any(|word| word == "aio") || model.contains("all in one");
        match kind {
            "imac" | "all in one" => Self::AllInOne,
            _ if one => Self::AllInOne,
            "laptop" | "tablet" | "smartphone" | "computer" => Self::Portable,
            _ => Self::Other,
        }
    }
}

/// Names that systems give to the panel of the machine they run on.
const OWN_PANELS: [&str; 7] =
    ["imac", "color lcd", "built in", "internal", "integre", "aio", "all in one"];

/// Whether a screen that a machine lists is its own panel. That of an all-in-one has a name of its
/// own, or it is the first listed and has neither maker nor serial number.
fn is_own_panel(screen: &SectionEntry, body: ScreensTold, is_first: bool) -> bool {
    let port = fold(word(screen, "port"));
    let maker = fold(word(screen, "manufacturer"));
    let size = diagonal(word(screen, "base64"));
    let name = fold(first(&[word(screen, "caption"), word(screen, "name")]));
    let named = OWN_PANELS.iter().any(|own| name.contains(own));
    let bare = word(screen, "serial").is_empty();
    if matches!(port.as_str(), "vga" | "dvi" | "hdmi" | "dp" | "displayport") {
        return false;
    }
    matches!(port.as_str(), "edp" | "lvds" | "internal")
        || is_panel_of_a_laptop(&maker, size)
        || (body == ScreensTold::AllInOne && makes_panels(&maker))
        || (body == ScreensTold::Portable && size.is_some_and(|size| size <= LARGEST_PANEL))
        || (body == ScreensTold::AllInOne && (named || (is_first && maker.is_empty() && bare)))
}

fn monitor(document: &MachineDocument, screen: &SectionEntry, number: usize) -> EquipmentFields {
    let id = format!("{}/screen-{number}", owner(document));
    let size = diagonal(word(screen, "base64")).map_or_else(String::new, |size| size.to_string());
    filled([
        (Field::EquipmentId, id.as_str()),
        (Field::EquipmentType, "monitor"),
        (Field::Manufacturer, word(screen, "manufacturer")),
        (Field::Model, first(&[word(screen, "caption"), word(screen, "name")])),
        (Field::Serial, word(screen, "serial")),
        (Field::Quantity, "1"),
        (Field::ScreenSizeIn, size.as_str()),
        (Field::Site, &document.site),
        (Field::Entity, &document.tag),
    ])
}

fn local_printer(
    document: &MachineDocument,
    printer: &SectionEntry,
    number: usize,
) -> EquipmentFields {
    let id = format!("{}/printer-{number}", owner(document));
    filled([
        (Field::EquipmentId, id.as_str()),
        (Field::EquipmentType, PRINTER),
        (Field::Manufacturer, word(printer, "manufacturer")),
        (
            Field::Model,
            first(&[word(printer, "model"), word(printer, "driver"), word(printer, "name")]),
        ),
        (Field::Serial, word(printer, "serial")),
        (Field::Quantity, "1"),
        (Field::Site, &document.site),
        (Field::Entity, &document.tag),
    ])
}

fn owner(document: &MachineDocument) -> &str {
    let hardware = |name| document.word("hardware", name);
    first(&[&document.device, hardware("uuid"), hardware("name")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::json;

    fn of(text: &str) -> Vec<EquipmentFields> {
        equipment(&json::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_document_tells_the_system_and_the_most_worn_battery() {
        let all = of(
            r#"{"deviceid":"pc-1","last_seen":"2026-11-20","content":{"hardware":{"chassis_type":"Notebook"},
            "operatingsystem":{"name":"Debian","full_name":"Debian GNU/Linux 12 (bookworm)"},
            "batteries":[{"capacity":57570,"real_capacity":50570},{"capacity":24000,"real_capacity":12000}]}}"#,
        );
        assert_eq!(all[0][&Field::BatteryHealthPct], "50");
        assert_eq!(all[0][&Field::Os], "Debian GNU/Linux 12 (bookworm)");
        assert_eq!(all[0][&Field::LastSeen], "2026-11-20");
        // A phone's charge, and a battery that says its design alone, tell nothing of wear.
        for batteries in [r#"[{"capacity":93}]"#, r#"[{"capacity":57570,"real_capacity":0}]"#, "[]"]
        {
            let all = of(&format!(
                r#"{{"deviceid":"p","content":{{"hardware":{{"name":"P"}},"batteries":{batteries}}}}}"#
            ));
            assert!(!all[0].contains_key(&Field::BatteryHealthPct), "{batteries}");
        }
    }

    #[test]
    fn a_laptop_fills_its_configuration() {
        // Two modules of 4096 MB are 8 GB; 256,060 MB of a million bytes are 256 GB; 1,000,204 are 1000.
        let all = of(
            r#"{"deviceid":"pc-1","content":{"hardware":{"name":"PC1","chassis_type":"Notebook","vmsystem":"Physical","memory":7800},
            "bios":{"smanufacturer":"Dell Inc.","smodel":"XPS 13 9350","ssn":"X1"},
            "cpus":[{"name":"i5-6200U","core":2},{"name":"i5-6200U","core":2}],
            "memories":[{"capacity":4096},{"capacity":4096},{"caption":"empty"}],
            "videos":[{"name":"Matrox G200"},{"chipset":"GA100 [A100 PCIe 80GB]"},{}],
            "storages":[{"disksize":256060,"name":"nvme0n1"},{"disksize":1000204,"model":"ST1000LM035"},{"disksize":16000,"type":"USB"}]}}"#,
        );
        let expected = [
            (Field::EquipmentType, "laptop"),
            (Field::CpuModel, "i5-6200U"),
            (Field::CpuCount, "2"),
            (Field::CpuCores, "2"),
            (Field::RamGb, "8"),
            (Field::SsdGb, "256"),
            (Field::HddGb, "1000"),
            (Field::GpuModel, "Matrox G200; GA100 [A100 PCIe 80GB]"),
            (Field::Serial, "X1"),
        ];
        for (field, value) in expected {
            assert_eq!(all[0].get(&field).map(String::as_str), Some(value), "{field:?}");
        }
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn a_laptops_own_panel_is_no_monitor_and_the_screen_on_the_desk_is_one() {
        // 29 cm × 17 cm is 13.2 inches; 53 × 30 is 24.
        let own = "AP///////wAAAAAAAAAAAAAAAAAAHRE=";
        let desk = "AP///////wAAAAAAAAAAAAAAAAAANR4=";
        let all = of(&format!(
            r#"{{"deviceid":"pc-1","content":{{"hardware":{{"chassis_type":"Laptop"}},
            "monitors":[{{"manufacturer":"Dell Inc.","caption":"own","base64":"{own}"}},
            {{"manufacturer":"AUO","caption":"own too"}},
            {{"manufacturer":"Dell Inc.","caption":"U2422H","serial":"S1","base64":"{desk}"}}]}}}}"#
        ));
        assert_eq!(all.len(), 2, "the machine and one screen");
        assert_eq!(all[1][&Field::Model], "U2422H");
        assert_eq!(all[1][&Field::ScreenSizeIn], "24");
        assert_eq!(all[1][&Field::EquipmentId], "pc-1/screen-3");
    }

    #[test]
    fn a_queue_is_no_printer_and_a_printer_with_a_serial_number_is() {
        let all = of(r#"{"deviceid":"pc-1","content":{"hardware":{"chassis_type":"Tower"},
            "printers":[{"name":"PDF"},{"name":"Officejet","driver":"HP Officejet 8600","serial":"M1"}]}}"#);
        assert_eq!(all.len(), 2);
        assert_eq!(all[1][&Field::Model], "HP Officejet 8600");
    }

    #[test]
    fn a_virtual_machine_is_one_whatever_its_chassis() {
        let all = of(
            r#"{"deviceid":"vm","content":{"hardware":{"chassis_type":"Other","vmsystem":"VMware"},"monitors":[{"caption":"x"}]}}"#,
        );
        assert_eq!(all.len(), 1);
        assert_eq!(all[0][&Field::EquipmentType], "virtual machine");
    }

    #[test]
    fn the_panel_of_an_all_in_one_is_part_of_it_and_the_screen_beside_is_none() {
        let of_model = |model: &str, chassis: &str, screens: &str| {
            of(&format!(
                r#"{{"deviceid":"m","content":{{"hardware":{{"chassis_type":"{chassis}"}},"bios":{{"smodel":"{model}"}},"monitors":[{screens}]}}}}"#
            ))
        };
        assert_eq!(of_model("iMac21,1", "", r#"{"caption":"iMac"}"#).len(), 1);
        assert_eq!(of_model("OptiPlex 7410 AIO", "", r#"{"caption":"Generic PnP"}"#).len(), 1);
        let own_and_other = r#"{"caption":"Built-in"},{"manufacturer":"Dell Inc.","caption":"U2422H","serial":"S1","port":"HDMI"}"#;
        assert_eq!(of_model("EliteOne", "All in One", own_and_other).len(), 2);
        let beside = r#"{"manufacturer":"Dell Inc.","caption":"P2419H","serial":"S2"}"#;
        assert_eq!(of_model("iMac21,1", "", beside).len(), 2);
        assert_eq!(of_model("OptiPlex 7090", "Desktop", r#"{"caption":"Generic PnP"}"#).len(), 2);
    }
}
