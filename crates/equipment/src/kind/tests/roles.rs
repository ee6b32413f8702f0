//! What a machine is for, and names that say it in part.

use super::{KINDS, check, code, told, word};
use ground::table::SmallTable;
use std::path::Path;

#[test]
fn a_known_server_in_a_role_of_software_is_a_server() {
    for role in
        ["Database", "Base de données", "VM Host", "Hyper-V", "Antivirus", "Application métier"]
    {
        let verdict = told(role, "Dell", "PowerEdge R640", "");
        assert_eq!(code(verdict.answer), "server", "{role}");
    }
    assert_eq!(code(told("Licence", "Dell", "PowerEdge R640", "").answer), "software");
    assert_eq!(code(told("Database", "Oracle", "Oracle 19c", "").answer), "software");
}

#[test]
fn tablets_without_their_whole_name_are_no_telephones() {
    for (maker, model) in [
        ("", "Samsung Tab Active 3"),
        ("Samsung", "Tab A7"),
        ("", "Xiaomi Pad 5"),
        ("", "Redmi Pad"),
        ("", "SM-T570"),
        ("Samsung", "SM-T570"),
    ] {
        assert_eq!(code(told("", maker, model, "").answer), "tablet", "{maker} {model}");
        assert_eq!(code(told("Mobile", maker, model, "").answer), "tablet", "{maker} {model}");
    }
    assert_eq!(code(told("", "", "Redmi Note 9", "").answer), "smartphone");
}

#[test]
fn a_place_in_a_network_is_none_of_a_thing_that_is_named() {
    word("Smartphone Core X4", "smartphone");
    word("Smartphone Core-X5", "smartphone");
    word("Laptop network", "laptop");
    word("Tablet Edge", "tablet");
    word("Wireless printer network", "printer_laser usual");
    check(["Smartphone Core X4", "", "Smartphone Core X4", ""], "smartphone");
    // A name, and no place in a network.
    word("Moto Edge 30", "smartphone inferred");
    word("Motorola Edge 20", "smartphone inferred");
    word("Zork Edge 30", "?unknown");
    word("Laptop Razer Blade 15", "laptop");
    word("Mouse Logitech Lift 5", "mouse");
    word("Copieur HP LaserJet Managed MFP E7", "photocopier");
    check(["Edge 30", "Motorola", "", ""], "smartphone inferred");
    check(["Smartphone", "", "Edge 30", ""], "smartphone");
    check(["", "", "Moto Edge 30", ""], "smartphone inferred");
    check(["Téléphone", "", "Moto Edge 30", ""], "smartphone");
    // Alone it is what stands there, and a model says which.
    word("Core", "network_switch usual");
    word("Edge", "router usual");
    word("Edge 2", "router usual");
    word("Campus core", "network_switch usual");
    word("Core switch", "network_switch");
    word("Network printer", "printer_laser usual");
    word("Matériel réseau", "network_switch usual");
    check(["Edge", "Juniper", "MX204", ""], "router");
    check(["Core", "Arista", "DCS-7050SX3", ""], "network_switch");
}

/// A column of states is none of types: what a word says of a machine is no machine.
#[test]
fn no_word_of_a_state_is_a_thing_alone() {
    let text = include_str!("../../states.csv");
    let rows = SmallTable::parse(Path::new("states.csv"), text, &["term", "state"]).unwrap();
    let others = ["fermé", "ferme", "obsolète", "implementation", "clôturé", "closed", "actif"];
    let terms = rows.rows().map(|row| row.get("term").to_owned());
    let things: Vec<String> =
        terms.chain(others.map(str::to_owned)).filter(|term| KINDS.names_equipment(term)).collect();
    // A storage array is called so.
    assert_eq!(things, ["storage"]);
}

/// A telephone of a maker of tablets may be one: which it is, is said.
#[test]
fn a_tablet_below_telephones_is_said() {
    check(["Téléphone", "Microsoft", "Surface", ""], "tablet_detachable settled");
    check(["Téléphone", "Apple", "iPad", ""], "tablet settled");
    check(["Tablette", "Microsoft", "Surface", ""], "tablet_detachable");
    check(["Téléphone", "Apple", "iPhone 13", ""], "smartphone");
    check(["Téléphone", "Microsoft", "Surface Duo", ""], "smartphone");
}

/// Names of telephones that are words for something else, where their maker stands nowhere.
#[test]
fn a_telephone_may_be_called_by_a_word_of_another_thing() {
    for model in ["Edge 30", "Edge 20 Lite", "Fold", "Flip", "Z Fold", "Z Flip 4"] {
        check(["Téléphone", "", model, ""], "smartphone inferred");
        check(["Smartphone", "", model, ""], "smartphone");
        assert_eq!(code(told("Routeur", "", model, "").answer), "router", "{model}");
    }
    check(["Téléphone", "Samsung", "Fold", ""], "smartphone");
    check(["Téléphone", "Poly", "Edge E220", ""], "ip_phone");
    check(["Portable", "Razer", "Blade", ""], "laptop");
    check(["Serveur", "Dell", "Blade", ""], "server_blade");
    check(["Portable", "Asus", "Flip", ""], "laptop");
}
