//! What is written for neighbouring tools, and what of it comes back the same.

use crate::support::{Folder, Impact, impacts};
use proptest::prelude::*;

const COLUMNS: &str = "equipment_id,equipment_type,manufacturer,model,quantity,status,acquired_on,decommissioned_on,country,entity,annual_energy_kwh,cpu_cores,cpu_model";

#[track_caller]
fn run(folder: &Folder, args: &[&str]) -> String {
    let ran = folder.run(&[args, &["--year", "2025", "--lang", "en"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.err
}

/// The columns of `inventory.csv` that a format holds.
fn held(path: &std::path::Path, columns: &[&str]) -> Vec<Vec<String>> {
    let rows: Vec<Impact> = impacts(path);
    rows.iter().map(|row| columns.iter().map(|name| row[*name].clone()).collect()).collect()
}

/// A word that may hold what breaks a CSV or a spreadsheet.
fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "Dell",
        "Latitude 5400",
        "=1+1",
        "-x",
        "@y",
        "a;b",
        "a,b",
        "say \"hi\"",
        "été",
        "+33",
        "'t Hof",
    ])
    .prop_map(str::to_owned)
}

prop_compose! {
    fn row()(
        kind in prop::sample::select(vec!["laptop", "monitor", "server", "desktop_sff", "smartphone"]),
        maker in text(), model in text(), entity in text(),
        // A processor bears no machine's name: of a lone row it would be read as the model.
        cpu in text().prop_filter("no machine", |word| !word.contains("Latitude")),
        quantity in prop::sample::select(vec!["1", "2", "8", "1.5"]),
        status in prop::sample::select(vec!["in_service", "in_stock", "decommissioned", "in_repair"]),
        acquired in prop::sample::select(vec!["2019-05-06", "2021-12-31", "2023-02-28"]),
        country in prop::sample::select(vec!["FRA", "DEU", "BEL"]),
        energy in prop::sample::select(vec!["", "30.5", "1234.125", "100"]),
        cores in prop::sample::select(vec!["", "4", "16"]),
    ) -> Vec<String> {
        let decommissioned = if status == "decommissioned" { "2024-06-01" } else { "" };
        [kind, &maker, &model, quantity, status, acquired, decommissioned, country, &entity, energy, cores, &cpu]
            .map(str::to_owned).to_vec()
    }
}

/// A canonical inventory of rows, each with an identifier of its own.
fn inventory(rows: &[Vec<String>]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS.split(',')).unwrap();
    for (at, row) in rows.iter().enumerate() {
        let id = if at % 2 == 0 { format!("=PC-{at}") } else { format!("PC-{at}") };
        out.write_record(std::iter::once(&id).chain(row)).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_for_g4it_reads_back_to_the_same_equipment(
        rows in prop::collection::vec(row(), 1..12)
    ) {
        let folder = Folder::new().with("parc.csv", inventory(&rows));
        run(&folder, &["import", "parc.csv", "--out", "own"]);
        run(&folder, &["export", "parc.csv", "--to", "g4it", "--out", "g4it"]);
        run(&folder, &["import", "g4it/equipementPhysique.csv", "--out", "back"]);
        let columns: Vec<&str> = COLUMNS.split(',').collect();
        let (own, back) = ("own/inventory.csv", "back/inventory.csv");
        prop_assert_eq!(held(&folder.path(own), &columns), held(&folder.path(back), &columns));
    }

    #[test]
    fn ecodiag_has_a_row_for_each_unit_with_its_maker_type_model_and_date(
        rows in prop::collection::vec(row(), 1..12)
    ) {
        let folder = Folder::new().with("parc.csv", inventory(&rows));
        run(&folder, &["import", "parc.csv", "--out", "own"]);
        let said = run(&folder, &["export", "parc.csv", "--to", "ecodiag", "--out", "eco"]);
        let own = held(
            &folder.path("own/inventory.csv"),
            &["manufacturer", "equipment_type", "model", "acquired_on", "quantity"],
        );
        let mut expected = Vec::new();
        for row in &own {
            let quantity: f64 = row[4].parse().unwrap();
            if quantity.fract() == 0.0 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 8")]
                expected.extend(std::iter::repeat_n(row[..4].to_vec(), quantity as usize));
            }
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_path(folder.path("eco/ecodiag.csv"))
            .unwrap();
        let found: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(found, expected);
        let parts = own.iter().filter(|row| row[4] == "1.5").count();
        prop_assert_eq!(said.contains("part of a unit"), parts > 0, "{}", said);
    }
}

/// The column of a CSV file, by the name of its rows.
#[track_caller]
fn types(folder: &Folder, file: &str, columns: [&str; 2], delimiter: u8) -> Vec<[String; 2]> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).from_path(folder.path(file)).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = columns.map(|name| headers.iter().position(|header| header == name).unwrap());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| at.map(|at| row[at].to_owned())).collect()
}

/// What a row is, is told in one place: whoever counts or writes it says the same.
#[test]
fn assess_import_merge_and_the_exports_tell_one_type_of_each_row() {
    const WORDS: [&str; 14] = [
        "monitor",
        "Écran",
        "Écran 24 pouces",
        "2 écrans 27\"",
        "PC",
        "PC portable",
        "laptop",
        "Onduleur",
        "ups",
        "Switch PoE",
        "network_switch",
        "Téléphone IP",
        "Imprimante",
        "Serveur",
    ];
    const MODELS: [(&str, &str); 18] = [
        ("", ""),
        ("Dell", "Latitude 5400"),
        ("Dell", "P2419H"),
        ("Lenovo", "ThinkPad T480"),
        ("Lenovo", "ThinkVision T24i-10"),
        ("HP", "ProBook 450 G8"),
        ("HP", "EliteDisplay E243"),
        ("", "5400"),
        ("", "24"),
        ("", "27 pouces"),
        ("APC", "SMT1500"),
        ("Eaton", "5P 1550i"),
        ("Cisco", "C9200-24P"),
        ("HPE", "ProLiant DL380 Gen10"),
        ("Polycom", "SoundStation IP 6000"),
        ("Samsung", "LS32R350"),
        ("Dell", "OptiPlex 3080"),
        ("", "Écran P2422H"),
    ];
    let mut rows = String::from("equipment_id,equipment_type,manufacturer,model,serial\n");
    let mut half = rows.clone();
    let mut at = 0;
    for word in WORDS {
        for (maker, model) in MODELS {
            at += 1;
            let word = word.replace('"', "\"\"");
            let row = format!("PC-{at},\"{word}\",{maker},{model},CND{at:05}X\n");
            rows.push_str(&row);
            if at % 3 == 0 {
                half.push_str(&row.replace(&format!("PC-{at},"), &format!("GLPI-{at},")));
            }
        }
    }
    let folder = Folder::new().with("parc.csv", &rows).with("autre.csv", &half);
    run(&folder, &["import", "parc.csv", "--out", "own"]);
    run(&folder, &["import", "own/inventory.csv", "--out", "again"]);
    run(&folder, &["assess", "parc.csv", "--headcount", "10", "--out", "seen", "--format", "csv"]);
    run(&folder, &["import", "parc.csv", "autre.csv", "--out", "both"]);
    run(&folder, &["export", "parc.csv", "--to", "g4it", "--out", "g4it"]);
    run(&folder, &["export", "parc.csv", "--to", "ecodiag", "--out", "eco"]);
    let own = types(&folder, "own/inventory.csv", ["equipment_id", "equipment_type"], b',');
    assert!(own.len() > 200, "{}", own.len());
    let of = |id: &str| own.iter().find(|[own, _]| own == id).map(|[_, kind]| kind.as_str());
    let columns = ["equipment_id", "equipment_type"];
    // Where the model tells the sort, import writes the type, and the model beside it.
    let counted = types(&folder, "seen/impacts.csv", columns, b',');
    let parent = |kind: &str| {
        ["monitor", "ups", "network_switch", "ip_phone"].into_iter().find(|of| kind.starts_with(of))
    };
    for [id, kind] in &counted {
        let own = of(id).unwrap();
        assert!(own == kind || Some(own) == parent(kind), "{id}: {own} for {kind}");
    }
    let counted_of =
        |id: &str| counted.iter().find(|[own, _]| own == id).map(|[_, kind]| kind.as_str());
    for (file, columns, delimiter) in [
        ("again/inventory.csv", columns, b','),
        ("both/inventory.csv", columns, b','),
        ("g4it/equipementPhysique.csv", ["nomEquipementPhysique", "type"], b';'),
    ] {
        let is_export = file.starts_with("g4it");
        let found = types(&folder, file, columns, delimiter);
        let ids: std::collections::BTreeSet<&str> =
            found.iter().map(|[id, _]| id.as_str()).collect();
        assert_eq!(ids.len(), own.len(), "{file}");
        for [id, kind] in &found {
            let row = rows.lines().find(|row| row.starts_with(&format!("{id},")));
            let told = if is_export { counted_of(id) } else { of(id) };
            assert_eq!(Some(kind.as_str()), told, "{file}: {row:?}");
        }
    }
    let eco = types(&folder, "eco/ecodiag.csv", ["Type", "Fabricant"], b';');
    let units = types(&folder, "own/inventory.csv", ["equipment_id", "quantity"], b',');
    let expected = units.iter().flat_map(|[id, units]| {
        std::iter::repeat_n(counted_of(id).unwrap(), units.parse().unwrap())
    });
    assert!(eco.iter().map(|[kind, _]| kind.as_str()).eq(expected));
    // A laptop's model makes no monitor of 54 inches.
    assert_eq!(
        (counted_of("PC-2"), counted_of("PC-3"), of("PC-3")),
        (Some("monitor"), Some("monitor_24_27in"), Some("monitor"))
    );
}

#[test]
fn a_datacentre_is_written_with_its_pue_and_country() {
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with("datacentres.csv", "datacentre_id,country,pue\nDC-1,DE,1.5\n")
        .with("inventories/2025.csv", "equipment_id,equipment_type,datacentre_id\nS,server,DC-1\n");
    run(&folder, &["export", ".", "--to", "g4it", "--out", "g4it"]);
    assert_eq!(
        folder.read("g4it/datacenter.csv"),
        "nomCourtDatacenter;nomLongDatacenter;pue;localisation;nomEntite\nDC-1;DC-1;1.5;Allemagne;\n"
    );
    let rows = folder.read("g4it/equipementPhysique.csv");
    assert!(rows.contains("\nS;;1;DC-1;;;server;in_service;Allemagne;"), "{rows}");
}

#[test]
fn the_request_of_the_pcr_for_information_systems_is_json_with_what_is_held() {
    // Round set: a laptop lives 4 years and draws 50 kWh a year; the server's 1000 kWh is its own.
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with(
            "inventories/2025.csv",
            "equipment_id,equipment_type,manufacturer,model,quantity,status,annual_energy_kwh,site\nA,laptop,hp,EliteBook,24,,,Lyon\nB,server,Dell,R740,1,,1000,\nC,laptop,,,1,exited,,\n",
        );
    let factors = crate::support::round();
    let said = run(
        &folder,
        &["export", ".", "--to", "pcr-si", "--out", "pcr", "--factors", factors.to_str().unwrap()],
    );
    assert!(said.contains("1 row kept has left the estate: it is not in it"), "{said}");
    let request: serde_json::Value = serde_json::from_str(&folder.read("pcr/pcr-si.json")).unwrap();
    assert_eq!(request["organization"], "Essai");
    let items = request["inventory"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let laptop = &items[0];
    assert_eq!(laptop["equipment_name"], "HP EliteBook");
    assert_eq!((&laptop["quantity"], &laptop["unit"]), (&24.0.into(), &"piece".into()));
    assert_eq!((&laptop["lifetime"], &laptop["quality"]), (&4.0.into(), &"low".into()));
    assert_eq!(laptop["mix_of_use"], "France");
    assert_eq!(laptop["tags"], serde_json::json!(["Lyon"]));
    assert_eq!(items[1]["yearly_electricity_consumption"], 1000.0);
    assert_eq!(items[1]["quality"], "medium");
}

#[test]
fn an_empty_request_is_json_too() {
    let folder = Folder::inventory("equipment_id,equipment_type,status\nC,laptop,exited\n");
    run(&folder, &["export", ".", "--to", "pcr-si", "--out", "pcr"]);
    let request: serde_json::Value = serde_json::from_str(&folder.read("pcr/pcr-si.json")).unwrap();
    assert_eq!(request["inventory"], serde_json::json!([]));
}

/// What lacks in the total lacks in what is exported, in every format, as `assess` says it.
#[test]
fn strict_is_as_strict_as_assess_whatever_the_format() {
    let whole =
        "equipment_id,equipment_type,acquired_on,annual_energy_kwh\nL1,laptop,2024-01-01,30\n";
    let services =
        "service,quantity,unit,period_start,period_end\nnetwork_fixed,x,TB,2025-01-01,2025-12-31\n";
    for (lacks, code) in [(false, 0), (true, 3)] {
        let mut folder = Folder::new()
            .with("estate.toml", "[organisation]\nname = \"T\"\ncountry = \"FR\"\n")
            .with("inventories/2025.csv", whole);
        if lacks {
            folder = folder.with("services.csv", services);
        }
        assert_eq!(folder.run(&["assess", ".", "--strict"]).code, Some(code), "assess");
        for format in ["g4it", "ecodiag", "pcr-si", "esrs", "vsme", "beges", "purchases"] {
            let ran = folder.run(&["export", ".", "--to", format, "--out", format, "--strict"]);
            assert_eq!(ran.code, Some(code), "{format}: {}", ran.err);
        }
    }
}
