//! More tools, their APIs' JSON, HTML in cells, and lists of something else than equipment.

use crate::sources::{check, import};
use crate::support::Folder;

#[test]
fn netbox_devices_are_read_of_its_list_and_of_its_api() {
    let list = check(
        "netbox.csv",
        "netbox",
        &[
            ("11", "equipment_type=server, model=PowerEdge R640, status=in_service, site=Salle A"),
            ("12", "equipment_type=network_switch, manufacturer=Arista, entity=Mairie"),
            ("13", "equipment_type=wifi_access_point, status=ordered"),
            ("14", "equipment_type=server, status=decommissioned"),
        ],
    );
    assert!(list.rejects.is_empty());
    check(
        "netbox-api.json",
        "netbox",
        &[
            ("21", "equipment_type=server, manufacturer=Dell, model=PowerEdge R640"),
            ("22", "equipment_type=network_switch, status=in_stock, site=Salle A"),
        ],
    );
}

#[test]
fn rvtools_hosts_are_servers_and_its_machines_are_virtual() {
    // 393,082 MB seen are 384 GB.
    check(
        "rvtools-vhost.csv",
        "rvtools",
        &[
            ("esx-demo-1", "equipment_type=server, cpu_count=2, cpu_cores=20, ram_gb=384"),
            ("esx-demo-2", "equipment_type=server, manufacturer=HPE, ram_gb=256"),
        ],
    );
    let machines = check("rvtools-vinfo.csv", "rvtools", &[]);
    assert_eq!(machines.run["counts"]["out_of_scope"], 2);
}

#[test]
fn devices_of_management_tools_are_told_by_system_model_and_chassis() {
    check(
        "entra.csv",
        "entra",
        &[
            ("d-1", "equipment_type=laptop, ownership=professional"),
            ("d-2", "equipment_type=smartphone, ownership=byod"),
        ],
    );
    check(
        "chromeos.csv",
        "chromeos",
        &[
            ("c-1", "equipment_type=laptop, manufacturer=HP, ram_gb=4, status=in_service"),
            ("c-2", "equipment_type=desktop_mini, status=decommissioned"),
        ],
    );
    check(
        "configmgr.csv",
        "configmgr",
        &[
            ("16777220", "equipment_type=laptop, ram_gb=16"),
            ("16777221", "equipment_type=desktop_mini"),
            ("16777222", "equipment_type=server, ram_gb=32"),
        ],
    );
    check(
        "pdq.csv",
        "pdq",
        &[
            ("PC-DEMO-1", "equipment_type=laptop, ram_gb=16"),
            ("PC-DEMO-2", "equipment_type=desktop, model=OptiPlex 3080"),
        ],
    );
    check(
        "workspace-one.csv",
        "workspace-one",
        &[
            ("tel demo 1", "equipment_type=smartphone, ownership=professional"),
            ("tab demo 1", "equipment_type=tablet, ownership=byod"),
        ],
    );
}

#[test]
fn registers_of_other_tools_keep_type_state_and_purchase() {
    check(
        "freshservice.csv",
        "freshservice",
        &[
            (
                "FS-1",
                "equipment_type=laptop, model=Latitude 5430, acquired_on=2022-01-03, ram_gb=16",
            ),
            ("FS-2", "equipment_type=network_switch, status=in_stock"),
        ],
    );
    check(
        "manageengine.csv",
        "manageengine",
        &[
            ("ME-1", "equipment_type=laptop, acquired_on=2022-01-03, status=in_service"),
            ("ME-2", "equipment_type=server, status=in_stock"),
            ("ME-3", "status=exited, model=LaserJet Pro M404dn"),
        ],
    );
    check(
        "itop.csv",
        "itop",
        &[
            ("IT-1", "equipment_type=laptop, in_service_on=2022-02-01, ram_gb=16, entity=Mairie"),
            ("IT-2", "equipment_type=network_switch, status=in_stock"),
            ("IT-3", "equipment_type=server, status=decommissioned"),
        ],
    );
    let device42 = check(
        "device42.csv",
        "device42",
        &[
            ("A-1", "equipment_type=server, cpu_count=2, ram_gb=128"),
            ("A-2", "equipment_type=network_switch, model=C9300-48T"),
        ],
    );
    assert_eq!(device42.run["counts"]["out_of_scope"], 1);
}

#[test]
fn lists_of_apis_in_json_are_tables() {
    check(
        "intune-graph.json",
        "intune",
        &[
            ("g-1", "equipment_type=laptop, ram_gb=16, ssd_gb="),
            ("g-2", "equipment_type=smartphone, ssd_gb=128, ownership=byod"),
        ],
    );
    check(
        "snipeit-api.json",
        "snipe-it",
        &[
            (
                "31",
                "equipment_type=laptop, status=in_service, acquired_on=2022-01-03, warranty_months=36, price_eur=900",
            ),
            ("32", "equipment_type=monitor, status=decommissioned"),
        ],
    );
    check("fleet-api.json", "fleet", &[("41", "equipment_type=laptop, ram_gb=16, entity=DSI")]);
    check(
        "lines.json",
        "canonical",
        &[
            ("lines.json:2", "equipment_type=laptop, quantity=3"),
            ("lines.json:3", "equipment_type=monitor, quantity=2"),
        ],
    );
    let array = check(
        "array.json",
        "spreadsheet",
        &[
            ("array.json:2", "equipment_type=laptop, acquired_on=2022-01-03"),
            ("array.json:3", "equipment_type=monitor, model=U2422H"),
        ],
    );
    assert!(array.ran.err.contains("JSON read as a list: 2 objects"), "{}", array.ran.err);
}

#[test]
fn html_in_cells_leaves_its_words() {
    check(
        "snipeit-html.csv",
        "snipe-it",
        &[
            (
                "1",
                "equipment_type=laptop, manufacturer=Dell, model=Latitude 5430, status=in_service, site=Hôtel de ville & annexe",
            ),
            ("2", "equipment_type=laptop, status=in_stock"),
        ],
    );
}

#[test]
fn a_row_set_aside_keeps_its_line_whatever_html_it_holds() {
    let folder = Folder::new().with(
        "a.csv",
        "Asset Tag,Model,Category,Company\n1,\"<b>X</b>\",Laptop,M\n2,\"<b>X</b>\",Gizmotron,M\n3,\"<b>X</b>\",Zorblatt,M\n",
    );
    let read = import(&folder.path("a.csv"), &[]);
    let lines: Vec<&str> = read.rejects.iter().map(|row| row["line"].as_str()).collect();
    assert_eq!(lines, ["3", "4"]);
}

#[test]
fn a_list_of_something_else_is_refused_by_name_with_what_to_export() {
    for (text, what, instead) in [
        ("Name,Product Key,Seats,Expiration Date\nOffice,X,5,2026-01-01\n", "licences", "Assets"),
        ("First Name,Last Name,Email\nune,personne,x@example.org\n", "people", "equipment"),
        ("Ticket ID,Subject,Status,Requester\n1,Panne,Open,x\n", "tickets", "equipment"),
        ("Name,Category,Item No.,Min. QTY,Remaining\nToner,T,1,2,3\n", "consumables", "Printers"),
        ("Software Name,Version,Publisher\nOffice,1,M\n", "software", "machines"),
    ] {
        let ran = Folder::new()
            .with("x.csv", text)
            .run(&["import", "x.csv", "--out", "o", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{text}: {}", ran.err);
        assert!(ran.err.contains(what) && ran.err.contains(instead), "{text}: {}", ran.err);
        assert!(!ran.err.contains("une personne") && !ran.err.contains("x@example.org"));
    }
}

#[test]
fn sound_json_of_no_known_tool_is_told_by_its_names_never_as_cut_short() {
    let text = "{\"value\":[{\"colour\":\"red\",\"shape\":\"round\"}]}";
    let ran =
        Folder::new().with("x.json", text).run(&["import", "x.json", "--out", "o", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("colour") && !ran.err.contains("cut short"), "{}", ran.err);
    let cut = Folder::new().with("x.json", "[{\"id\":1},{\"id\":");
    let ran = cut.run(&["import", "x.json", "--out", "o", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("cut short"), "{}", ran.err);
}
