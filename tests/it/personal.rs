//! Names, logins, e-mail, IP and MAC addresses never leave the reader: held against every output
//! of every command that reads an inventory.

use crate::support::{Folder, impacts, root};
use std::path::Path;

/// What must be in no output.
const SECRETS: [&str; 13] = [
    "durand",
    "Martin-Lefebvre",
    "p.martin",
    "exemple.fr",
    "10.20.30.40",
    "02:00:5e:10:00:01",
    "confidentiel",
    "SN-SECRET-1",
    "SN-SECRET-2",
    "4c4c4544-0041-4210-8043-b7c04f445399",
    "technicien.dupont",
    "0123456789abcdef-cle",
    "06 12 34 56 78",
];

fn glpi() -> String {
    let head = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"UUID\";\"Lieu\";\"Entité\";\"Usager\";\"Utilisateur\";\"Technicien responsable\";\"Adresse IP\";\"Composants - Adresse MAC\";\"Commentaires\";\"Numéro de l'usager\";\"Date d'achat\"";
    let people = "\"jean.durand\";\"Éric Martin-Lefebvre\";\"technicien.dupont\";\"10.20.30.40\";\"02:00:5e:10:00:01\";\"confidentiel\";\"06 12 34 56 78\"";
    let nobody = "\"\";\"\";\"\";\"\";\"\";\"\";\"\"";
    format!(
        "{head}\n\
         \"PC-1\";\"En service\";\"Dell\";\"Portable\";\"X1\";\"SN-SECRET-1\";\"4c4c4544-0041-4210-8043-b7c04f445399\";\"Lyon (jean.durand@exemple.fr)\";\"DSI\";{people};\"2021-03-04\"\n\
         \"PC-2\";\"En service\";\"Dell\";\"Chose\";\"X1\";\"SN-SECRET-2\";\"\";\"Lyon\";\"DSI 10.20.30.40\";{people};\"2021-03-04\"\n\
         \"PC-3\";\"En service\";\"Dell\";\"Portable\";\"joindre p.martin@exemple.fr\";\"SN-3\";\"\";\"Lyon\";\"DSI\";{nobody};\"31-02-2021\"\n"
    )
}

const PURCHASES: &str = "equipment_id,equipment_type,serial,site,acquired_on,user_key\nA-1,laptop,SN-SECRET-1,Paris,2020-05-06,jean.durand\n";

fn every_file(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            every_file(&path, into);
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            into.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn no_name_login_address_or_serial_number_is_in_any_output_of_any_command() {
    let data = Folder::new()
        .with("in/inventories/2025-glpi.csv", glpi())
        .with("in/inventories/2025-achats.csv", PURCHASES)
        .with("in/inventories/2024.csv", glpi())
        .with("in/estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with("cle", "0123456789abcdef-cle\n");
    let out = Folder::new();
    let target = |name: &str| out.path(name).display().to_string();
    let mut said = Vec::new();
    let commands: [(&str, &[&str]); 15] = [
        ("import", &["--out", "import"]),
        ("import", &["--out", "import-key", "--user-key", "cle"]),
        ("import", &["--out", "import-fr", "--csv-dialect", "fr"]),
        ("assess", &["--out", "assess"]),
        ("assess", &["--out", "assess-csv", "--format", "csv"]),
        ("assess", &["--format", "json", "--by", "site,entity"]),
        ("assess", &["--format", "csv"]),
        ("assess", &["--by", "type,site,entity,status"]),
        ("report", &["--out", "report.html"]),
        ("export", &["--to", "g4it", "--out", "g4it"]),
        ("export", &["--to", "ecodiag", "--out", "ecodiag"]),
        ("export", &["--to", "pcr-si", "--out", "pcr"]),
        ("explain", &["A-1"]),
        ("explain", &["PC-3"]),
        ("explain", &["PC-2"]),
    ];
    for (command, more) in commands {
        let mut args = vec![command.to_owned()];
        if command == "explain" {
            args.push(more[0].to_owned());
        }
        args.extend(["in".to_owned(), "--year".to_owned(), "2025".to_owned()]);
        let mut more = more.iter();
        while let Some(option) = more.next().filter(|_| command != "explain") {
            args.push((*option).to_owned());
            let value = more.next().unwrap();
            args.push(if *option == "--out" { target(value) } else { (*value).to_owned() });
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = data.run(&args);
        let refused = command == "explain" && args[1] == "PC-2";
        assert_eq!(ran.code, Some(if refused { 2 } else { 0 }), "{args:?}: {}", ran.err);
        said.push((format!("{args:?}"), ran.out + &ran.err));
    }
    every_file(&out.path(""), &mut said);
    assert!(said.len() > 40, "only {} outputs", said.len());
    for (place, text) in &said {
        for secret in SECRETS {
            let text = text.replace(&data.path("").display().to_string(), "");
            assert!(!text.contains(secret), "{place} holds `{secret}`");
        }
    }
}

#[test]
fn a_user_is_a_yes_or_no_and_with_a_key_a_pseudonym_that_stays() {
    let folder = Folder::new().with("glpi.csv", glpi()).with("cle", "0123456789abcdef-cle\n");
    let users = |out: &str, more: &[&str]| {
        let args = ["import", "glpi.csv", "--year", "2025", "--out", out];
        let ran = folder.run(&[&args[..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = impacts(&folder.path(&format!("{out}/inventory.csv")));
        rows.into_iter().map(|row| row["user_key"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(users("plain", &[]), ["yes", "no"]);
    let keyed = users("keyed", &["--user-key", "cle"]);
    assert_eq!(keyed[0].len(), 32);
    assert_eq!(keyed[1], "no");
    assert_eq!(users("again", &["--user-key", "cle"]), keyed);
    // Read again, with or without the key, a pseudonym stays what it is.
    let ran = folder.run(&["import", "keyed/inventory.csv", "--year", "2025", "--out", "back"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(impacts(&folder.path("back/inventory.csv"))[0]["user_key"], keyed[0]);
    let short = Folder::new().with("glpi.csv", glpi()).with("cle", "court\n");
    let ran = short.run(&["import", "glpi.csv", "--out", "x", "--user-key", "cle", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("fewer than 16 bytes") && !ran.err.contains("court"), "{}", ran.err);
}

#[test]
fn the_key_is_taken_from_the_environment_too() {
    let folder = Folder::new().with("glpi.csv", glpi());
    let args = ["import", "glpi.csv", "--year", "2025", "--out", "out"];
    let ran = crate::support::command(&folder.path(""), &args)
        .env("EMPREINTE_KEY", "0123456789abcdef-cle")
        .output()
        .unwrap();
    assert!(ran.status.success());
    assert_eq!(impacts(&folder.path("out/inventory.csv"))[0]["user_key"].len(), 32);
    assert!(root().exists());
}

#[test]
fn a_document_of_another_shape_is_refused_without_quoting_it() {
    let folder = Folder::new()
        .with("d/a.json", r#"{"deviceid":"a","content":{"hardware":"jean.durand"}}"#)
        .with("d/b.json", r#"{"deviceid":"b","content":"jean.durand"}"#)
        .with("d/c.json", r#"{"deviceid":"c","content":{"hardware":{"chassis_type":"Laptop"}}}"#);
    let ran = folder.run(&["import", "d", "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rejects = impacts(&folder.path("out/rejects.csv"));
    assert_eq!(rejects.len(), 2);
    for reject in &rejects {
        assert!(reject["reason"].contains("expected the "), "{}", reject["reason"]);
        assert!(!reject["reason"].contains("durand"), "{}", reject["reason"]);
    }
    let alone = folder.run(&["import", "d/a.json", "--year", "2025", "--out", "x", "--lang", "en"]);
    assert_eq!(alone.code, Some(2));
    assert!(!alone.err.contains("durand"), "{}", alone.err);
}

#[test]
fn an_address_in_the_name_of_a_machine_is_masked_and_it_has_not_disappeared() {
    let text = "equipment_id,equipment_type,site\nhote-10.20.30.40,laptop,fe80::1ff:fe23:4567\n";
    let folder = Folder::new().with("a.csv", text).with("avant.csv", text);
    let args = ["import", "a.csv", "--previous", "avant.csv", "--year", "2025", "--out", "out"];
    let ran = folder.run(&[&args[..], &["--lang", "en"]].concat());
    assert!(ran.err.contains("0 pieces of equipment are no longer there"), "{}", ran.err);
    let row = &impacts(&folder.path("out/inventory.csv"))[0];
    assert_eq!((row["equipment_id"].as_str(), row["site"].as_str()), ("hote-***", "***"));
}

#[test]
fn no_result_tells_where_the_operator_keeps_things() {
    let folder = Folder::new()
        .with("parc/inventories/2025.csv", "equipment_id,equipment_type\nA,laptop\n")
        .with("parc/estate.toml", "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n");
    let place = folder.path("parc");
    let above = folder.path("");
    let above = above.to_str().unwrap().trim_end_matches('/');
    assert!(above.len() > 1);
    let place = place.to_str().unwrap();
    let told = |args: &[&str]| {
        let ran = folder.run(args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(!ran.out.contains(above), "{args:?}: {}", ran.out);
    };
    told(&["assess", place, "--year", "2025", "--format", "json"]);
    told(&["report", place, "--year", "2025", "--out", "r.html"]);
    told(&["report", place, "--year", "2025", "--out", "r.md"]);
    told(&["assess", place, "--year", "2025", "--out", "result"]);
    for name in ["r.html", "r.md", "result/run.json"] {
        let text = folder.read(name);
        assert!(!text.contains(above), "{name}");
        assert!(text.contains("inventories/2025.csv"), "{name}");
    }
}
