//! GLPI's agents, as they talk; `packaging/collector/fusioninventory.sh` runs a real one.

use crate::collector::{Collector, command, run, this_year, token};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use inventory::{InventoryFile, Opening};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::Path;

fn zlib(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

const KIND: (&str, &str) = ("Content-Type", "application/x-compress-zlib");
const ID: (&str, &str) = ("GLPI-Agent-ID", "7b2f0a52-1f0e-4d5c-9b87-1c2d3e4f5a6b");
const UUID: &str = "4C4C4544-0042-3510-8052-B4C04F4A3332";

fn full() -> Value {
    json!({"action": "inventory", "deviceid": "pc-dupont-2026-01-02-03-04-05", "itemtype": "Computer",
        "content": {"versionclient": "GLPI-Agent_v1.12",
            "hardware": {"name": "pc-dupont", "uuid": UUID, "chassis_type": "Laptop", "memory": 7800,
                "vmsystem": "Physical", "lastloggeduser": "dupont"},
            "bios": {"ssn": "5CG9WG8LX0", "assettag": "5cg9-wg8lx0", "enclosureserial": "ENC5CG9WG", "smanufacturer": "HP", "smodel": "HP ProBook 450 G8"},
            "cpus": [{"name": "Intel Core i5-1135G7", "core": 4, "thread": 8}],
            "memories": [{"capacity": 8192}],
            "storages": [{"disksize": 256_060, "type": "disk", "interface": "NVME", "model": "KXG6"}],
            "users": [{"login": "dupont"}], "softwares": [{"name": "secret tool"}]}})
}

fn paper(state: &Path) -> String {
    let estate = state.join("estate");
    run(state, &["export", "--estate", estate.to_str().unwrap()]);
    let folder = estate.join(format!("inventories/{}-glpi", this_year()));
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "one machine, one document");
    std::fs::read_to_string(&files[0]).unwrap()
}

#[test]
fn a_glpi_agent_goes_from_prolog_to_contact_to_inventory_at_any_address() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><REQUEST><DEVICEID>pc-1</DEVICEID>\
                  <QUERY>PROLOG</QUERY><TOKEN>12345678</TOKEN></REQUEST>";
    for path in ["/", "/front/inventory.php", "/marketplace/glpiinventory/", "/plugins/x/"] {
        let told = collector.post(path, &[KIND, ID], &zlib(prolog));
        assert_eq!((told.status, told.json()["status"].as_str()), (202, Some("pending")));
    }
    let contact = json!({"action": "contact", "deviceid": "pc-1", "name": "GLPI-Agent",
        "version": "1.12", "installed-tasks": ["inventory"], "enabled-tasks": ["inventory"],
        "httpd-port": 62354, "httpd-plugins": {}, "tag": "site-A"});
    let told = collector.post("/", &[KIND, ID], &zlib(&contact.to_string())).json();
    assert_eq!(told["status"], "ok");
    assert!(told["expiration"].as_u64().unwrap() > 0);
    let asked = &told["tasks"]["inventory"];
    assert_eq!(asked["server"], "glpi");
    assert!(
        asked["no-category"].as_str().unwrap().contains("user,")
            || asked["no-category"].as_str().unwrap().ends_with("user")
    );
    let told = collector.post("/", &[KIND, ID], &zlib(&full().to_string()));
    assert_eq!((told.status, told.json()["status"].as_str()), (200, Some("ok")));
    let kept = paper(state.path());
    for word in ["dupont", "secret tool", "5CG9WG8LX0", "5cg9-wg8lx0", "ENC5CG9WG", UUID] {
        assert!(!kept.contains(word), "{word} in {kept}");
    }
}

#[test]
fn another_key_never_makes_two_machines_of_one() {
    let state = tempfile::tempdir().unwrap();
    let by_serial = json!({"deviceid": "pc-2", "itemtype": "Computer", "content": {
        "hardware": {"chassis_type": "Desktop"}, "bios": {"ssn": "ABC1234", "smodel": "OptiPlex 7090"}}});
    let send = |collector: &Collector| {
        for document in [&full(), &by_serial] {
            let told = collector.post("/", &[KIND, ID], &zlib(&document.to_string()));
            assert_eq!(told.status, 200);
        }
    };
    let documents = || {
        let estate = state.path().join("estate");
        run(state.path(), &["export", "--estate", estate.to_str().unwrap()]);
        std::fs::read_dir(estate.join(format!("inventories/{}-glpi", this_year()))).unwrap().count()
    };
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    send(&collector);
    assert!(collector.stop());
    assert_eq!(documents(), 2);
    let rotate = |serials: &str| {
        let list = state.path().join("parc.csv");
        std::fs::write(&list, format!("serial\n{serials}")).unwrap();
        run(state.path(), &["key", "rotate", "--inventory", list.to_str().unwrap()])
    };
    // What is known by its UUID says its serial number too, and goes on by that.
    let line = rotate("ABC1234\n5CG9WG8LX0\n");
    assert!(line.contains(" documents_dropped=0 "), "{line}");
    assert_eq!(documents(), 2);
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    send(&collector);
    assert!(collector.stop());
    assert_eq!(documents(), 2);
    // What says none of the list has no new name: its folder is left as it is, before it comes back
    // and after.
    let line = rotate("ABC1234\n");
    assert!(!line.contains(" documents_dropped=0 "), "{line}");
    for again in [false, true] {
        if again {
            let collector = Collector::start(state.path(), &["--glpi", "open"]);
            send(&collector);
            assert!(collector.stop());
        }
        let estate = state.path().join("estate");
        let words = ["export", "--estate", estate.to_str().unwrap(), "--lang", "en"];
        let out = command(state.path()).args(words).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains("left without a name: 1"), "{said}");
        let kept = estate.join(format!("inventories/{}-glpi", this_year()));
        assert_eq!(std::fs::read_dir(kept).unwrap().count(), 2);
    }
    let elsewhere = state.path().join("elsewhere");
    run(state.path(), &["export", "--estate", elsewhere.to_str().unwrap()]);
    let there = elsewhere.join(format!("inventories/{}-glpi", this_year()));
    assert_eq!(std::fs::read_dir(there).unwrap().count(), 2);
}

#[test]
fn a_network_device_keeps_its_parts_and_no_name_of_them() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let scan = json!({"action": "netinventory", "deviceid": "foo", "itemtype": "NetworkEquipment",
        "content": {"network_device": {"type": "Networking", "manufacturer": "Cisco", "model": "C9800-L",
                "name": "wlc-dupont", "serial": "FCW1", "location": "Lyon"},
            "network_components": [
                {"type": "chassis", "name": "Chassis of wlc-dupont", "model": "C9800-L-F-K9", "serial": "FCW1"},
                {"name": "AP 12 bureau dupont", "model": "MR46", "serial": "KWC2"},
                {"name": "AP power dupont", "model": "AP9630", "serial": "KWC3"}]}});
    let told = collector.post("/", &[KIND, ID], &zlib(&scan.to_string()));
    assert_eq!(told.status, 200, "{}", told.text());
    let kept = paper(state.path());
    for word in ["dupont", "bureau", "FCW1", "KWC2", "KWC3"] {
        assert!(!kept.contains(word), "{word} in {kept}");
    }
    let parts = serde_json::from_str::<Value>(&kept).unwrap();
    let parts = parts["content"]["network_components"].as_array().unwrap().clone();
    let names: Vec<&str> = parts.iter().map(|part| part["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["chassis", "access point", "power"], "what each is stays known");
}

#[test]
fn partial_inventories_are_merged_section_by_section() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    collector.post("/", &[KIND, ID], &zlib(&full().to_string()));
    let mut later = full();
    later["partial"] = json!(true);
    later["content"] = json!({"versionclient": "GLPI-Agent_v1.12", "hardware": {"uuid": UUID, "chassis_type": "Laptop"},
        "bios": full()["content"]["bios"], "memories": [{"capacity": 8192}, {"capacity": 8192}]});
    assert_eq!(collector.post("/", &[KIND, ID], &zlib(&later.to_string())).status, 200);
    let kept: Value = serde_json::from_str(&paper(state.path())).unwrap();
    assert_eq!(kept["content"]["memories"].as_array().unwrap().len(), 2);
    assert_eq!(kept["content"]["cpus"][0]["name"], "Intel Core i5-1135G7");
    // What is kept is what the inventory reads.
    let folder = state.path().join("estate/inventories/2026-glpi");
    let file = InventoryFile::open_with(&folder, "2026-glpi", &Opening::default());
    assert!(file.is_ok(), "{:?}", file.err());
}

#[test]
fn a_part_that_does_not_say_of_which_machine_it_is_makes_no_machine() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    collector.post("/", &[KIND, ID], &zlib(&full().to_string()));
    let before = paper(state.path());
    let mut part = full();
    part["partial"] = json!(true);
    part["content"] = json!({"versionclient": "GLPI-Agent_v1.12", "hardware": {"chassis_type": "Laptop", "memory": 8192}});
    let told = collector.post("/", &[KIND, ID], &zlib(&part.to_string()));
    assert_eq!(told.status, 200, "{}", told.text());
    // The one document is the one that was there.
    assert_eq!(paper(state.path()), before);
}

/// `glpi:` and the token, in base 64.
fn basic(word: &str) -> String {
    let out = std::process::Command::new("sh")
        .args(["-c", &format!("printf 'glpi:{word}' | base64 -w0")])
        .output()
        .unwrap();
    format!("Basic {}", String::from_utf8(out.stdout).unwrap().trim())
}

/// A document of the machine that has this serial number and UUID, if any, as JSON or XML.
fn of(json: bool, device: &str, serial: &str, uuid: &str) -> Vec<u8> {
    if json {
        let mut said = full();
        said["deviceid"] = json!(device);
        said["content"]["hardware"]["uuid"] = json!(uuid);
        said["content"]["bios"]["ssn"] = json!(serial);
        return zlib(&said.to_string());
    }
    zlib(&format!(
        "<REQUEST><CONTENT><HARDWARE><UUID>{uuid}</UUID><CHASSIS_TYPE>Desktop</CHASSIS_TYPE></HARDWARE>\
         <BIOS><SSN>{serial}</SSN><SMODEL>OptiPlex 7090</SMODEL></BIOS></CONTENT>\
         <DEVICEID>{device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    ))
}

#[test]
fn a_machine_of_one_agent_is_one_whatever_its_documents_say_of_it() {
    let none = ("", "");
    let (serial, both) = (("SNY1", ""), ("SNY1", UUID));
    let board = ("SNY1", "4C4C4544-0042-3510-8052-B4C04F4A3399");
    let by_many = ("To be filled by O.E.M.", "03000200-0400-0500-0006-000700080009");
    let orders = [
        &[none, both][..],
        &[both, none],
        &[both, none, both],
        &[by_many, serial],
        &[none, serial, none],
        &[serial, both],
        &[both, serial],
        &[both, board],
        &[none, none],
    ];
    for (at, order) in orders.iter().enumerate() {
        let state = tempfile::tempdir().unwrap();
        // One use: it is one machine for its token too.
        let word = token(state.path(), &["--uses", "1"]);
        let basic = basic(&word);
        let collector = Collector::start(state.path(), &[]);
        for (turn, (serial, uuid)) in order.iter().enumerate() {
            let body = of((at + turn) % 2 == 0, "pc-2026-01-02-03-04-05", serial, uuid);
            let told = collector.post("/", &[KIND, ("Authorization", &basic)], &body);
            assert_eq!(told.status, 200, "{order:?} {turn}: {}", told.text());
        }
        assert!(collector.stop());
        let kept: Value = serde_json::from_str(&paper(state.path())).unwrap();
        let names = order.iter().any(|(serial, _)| *serial == "SNY1");
        // By it an agent of the same machine is known as one with it.
        let key = run(state.path(), &["key", "pseudonym", "SNY1"]);
        let ssn = kept["content"]["bios"]["ssn"].as_str();
        assert_eq!(ssn, names.then(|| key.trim()), "{order:?}");
    }
}

#[test]
fn two_machines_whose_agents_have_one_name_stay_two() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let other = "4C4C4544-0042-3510-8052-B4C04F4A3399";
    for (serial, uuid) in [("SNY1", UUID), ("SNY2", other), ("", ""), ("SNY1", UUID)] {
        assert_eq!(collector.post("/", &[KIND], &of(true, "copy", serial, uuid)).status, 200);
    }
    assert!(collector.stop());
    let estate = state.path().join("estate");
    run(state.path(), &["export", "--estate", estate.to_str().unwrap()]);
    let kept = estate.join(format!("inventories/{}-glpi", this_year()));
    assert_eq!(std::fs::read_dir(kept).unwrap().count(), 2);
}

#[test]
fn older_agents_speak_xml_and_are_answered_in_it() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let prolog = "<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>";
    let told = collector.post("/ocsinventory", &[KIND], &zlib(prolog));
    assert_eq!(told.status, 200);
    assert!(told.text().contains("<RESPONSE>SEND</RESPONSE>"), "{}", told.text());
    let inventory = "<REQUEST><CONTENT><HARDWARE><NAME>pc-1</NAME><CHASSIS_TYPE>Desktop</CHASSIS_TYPE></HARDWARE>\
        <BIOS><SMODEL>OptiPlex 7090</SMODEL><SSN>ABC1234</SSN></BIOS>\
        <USERS><LOGIN>dupont</LOGIN></USERS></CONTENT><DEVICEID>pc-1</DEVICEID>\
        <QUERY>INVENTORY</QUERY></REQUEST>";
    let told = collector.post("/ocsinventory", &[KIND], &zlib(inventory));
    assert!(told.text().contains("<REPLY>") && told.status == 200, "{}", told.text());
    let kept = paper(state.path());
    assert!(kept.contains("OptiPlex 7090") && !kept.contains("ABC1234") && !kept.contains("pc-1"));
}

#[test]
fn an_agent_of_ocs_is_answered_compressed_as_it_asked() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let ask = |text: &str| {
        let kind = ("Content-Type", "application/x-compress");
        let told = collector.post("/ocsinventory", &[kind], &zlib(text));
        assert_eq!(told.status, 200, "{text}");
        assert!(told.head.contains("content-type: application/x-compress\r"), "{}", told.head);
        let mut plain = String::new();
        flate2::read::ZlibDecoder::new(&told.body[..]).read_to_string(&mut plain).unwrap();
        plain
    };
    let prolog = "<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>";
    assert!(ask(prolog).contains("<RESPONSE>SEND</RESPONSE>"));
    let inventory = "<REQUEST><CONTENT><HARDWARE><OSNAME>Microsoft Windows 10 Pro</OSNAME></HARDWARE>\
        <BIOS><SMODEL>OptiPlex 7090</SMODEL><SSN>ABC1234</SSN></BIOS>\
        <CPUS><TYPE>Core i5-10500</TYPE></CPUS>\
        <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>NomAgentDupont</KEYVALUE></ACCOUNTINFO>\
        </CONTENT><DEVICEID>pc-1</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>";
    assert!(ask(inventory).contains("<REPLY>"));
    let kept = paper(state.path());
    assert!(kept.contains("Windows 10 Pro") && kept.contains("Core i5-10500"), "{kept}");
    assert!(!kept.contains("Dupont"), "{kept}");
}

#[test]
fn a_password_is_asked_for_and_a_sites_token_is_one() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let body = zlib(&full().to_string());
    let asked = collector.post("/", &[KIND, ID], &body);
    assert_eq!(asked.status, 401);
    // Nothing after the realm: older agents take all up to the last quote for it.
    let realm = "www-authenticate: basic realm=\"empreinte\"\r";
    assert!(format!("{}\r", asked.head).contains(realm), "{}", asked.head);
    let bad = basic("wrong");
    assert_eq!(collector.post("/", &[KIND, ID, ("Authorization", &bad)], &body).status, 401);
    let good = basic(&word);
    assert_eq!(collector.post("/", &[KIND, ID, ("Authorization", &good)], &body).status, 200);
    let kept: Value = serde_json::from_str(&paper(state.path())).unwrap();
    assert_eq!(kept["site"], "Lyon", "the token's site");
}

#[test]
fn whatever_comes_is_answered_and_never_by_a_fault_of_the_servers() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &["--glpi", "open"]);
    let text = full().to_string();
    let mut bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"{".to_vec(),
        b"{}".to_vec(),
        b"[]".to_vec(),
        b"<".to_vec(),
        b"<html></html>".to_vec(),
        b"\x78\x9c".to_vec(),
        b"\x1f\x8b\x08".to_vec(),
        vec![0xFF; 300],
        b"{\"action\":\"deploy\"}".to_vec(),
        b"{\"action\":7,\"content\":{}}".to_vec(),
        b"{\"content\":{\"hardware\":[]},\"deviceid\":\"\"}".to_vec(),
        "<!DOCTYPE x [<!ENTITY a \"b\">]><REQUEST/>".as_bytes().to_vec(),
    ];
    bodies.extend((0..text.len()).step_by(97).map(|cut| zlib(&text[..cut])));
    let whole = zlib(&text);
    bodies.extend((0..whole.len()).step_by(23).map(|cut| whole[..cut].to_vec()));
    for body in &bodies {
        for headers in [&[KIND, ID][..], &[KIND]] {
            let status = collector.post("/", headers, body).status;
            assert!((200..500).contains(&status), "{status}: {:?}", String::from_utf8_lossy(body));
        }
    }
    let bomb = zlib(&" ".repeat(40 << 20));
    assert_eq!(collector.post("/", &[KIND, ID], &bomb).status, 413);
    assert_eq!(collector.get("/?action=getConfig").json(), json!({}));
}
