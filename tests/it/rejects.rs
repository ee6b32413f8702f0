//! Rows set aside, corrected, and fed back alone.

use crate::support::{Folder, impacts};

const GLPI: &str = "\u{feff}\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Usager\";\"Date d'achat\";\n\
    \"PC-1\";\"En service\";\"Dell\";\"Portable\";\"Latitude\";\"SN-PC-1\";\"p.martin\";\"24-11-2022\";\n\
    \"PC-2\";\"En service\";\"Dell\";\"Chose\";\"Latitude; \"\"7\"\"\";\"SN-PC-2\";\"j.durand\";\"28-02-2022\";\n\
    \n\
    \"\";\"En service\";\"Kärcher\";\"Aspirateur\";\"two\nlines\";\"SN-PC-3\";\"\";\"03-04-2022\";\n";

fn import(folder: &Folder, file: &str, out: &str, more: &[&str]) -> [u64; 5] {
    let args = ["import", file, "--year", "2025", "--out", out, "--lang", "en"];
    let ran = folder.run(&[&args[..], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value =
        serde_json::from_str(&folder.read(&format!("{out}/run.json"))).unwrap();
    ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
        .map(|name| run["counts"][name].as_u64().unwrap())
}

#[test]
fn rows_set_aside_are_corrected_and_fed_back_alone() {
    for dialect in ["standard", "fr"] {
        let folder = Folder::new().with("glpi.csv", GLPI);
        assert_eq!(
            import(&folder, "glpi.csv", "out", &["--csv-dialect", dialect]),
            [3, 1, 2, 0, 0]
        );
        let rejects = folder.read("out/rejects.csv");
        assert!(!rejects.contains("j.durand") && !rejects.contains("SN-PC-2"), "{rejects}");
        // As it is, it is still wrong, on the same lines of the same file.
        assert_eq!(import(&folder, "out/rejects.csv", "again", &[]), [2, 0, 2, 0, 0], "{dialect}");
        let places: Vec<(String, String, String)> = impacts(&folder.path("again/rejects.csv"))
            .into_iter()
            .map(|row| (row["file"].clone(), row["line"].clone(), row["value"].clone()))
            .collect();
        let place = |line: &str, value: &str| ("glpi.csv".into(), line.into(), value.into());
        assert_eq!(places, [place("3", "Chose"), place("5", "Aspirateur")], "{dialect}");
        // Corrected by hand, it is kept; the other row's date still says that the day comes first.
        let corrected = rejects.replace("Chose", "Portable").replace("Aspirateur", "Imprimante");
        let folder = folder.with("corrigé.csv", corrected);
        assert_eq!(import(&folder, "corrigé.csv", "done", &[]), [2, 2, 0, 0, 0], "{dialect}");
        let rows = impacts(&folder.path("done/inventory.csv"));
        assert_eq!(rows[0]["equipment_id"], "PC-2");
        assert_eq!(rows[0]["model"], "Latitude; \"7\"");
        assert_eq!(rows[0]["acquired_on"], "2022-02-28");
        assert_eq!(rows[1]["acquired_on"], "2022-04-03");
        assert_eq!(rows[1]["equipment_id"], "glpi.csv:5", "it has the name it would have had");
    }
}

#[test]
fn rows_of_two_files_are_fed_back_under_the_headings_of_each() {
    let folder = Folder::new()
        .with("glpi.csv", GLPI)
        .with("ecrans.csv", "equipment_id,equipment_type,quantity\nE-1,monitor,0\nE-2,monitor,3\n");
    let args = ["import", "glpi.csv", "ecrans.csv", "--year", "2025", "--out", "out"];
    assert_eq!(folder.run(&args).code, Some(0));
    let rejects = folder.read("out/rejects.csv");
    let corrected = rejects
        .replace("Chose", "Portable")
        .replace("Aspirateur", "Imprimante")
        .replace("\"E-1,monitor,0\"", "\"E-1,monitor,2\"");
    let folder = folder.with("c.csv", corrected);
    assert_eq!(import(&folder, "c.csv", "done", &[]), [3, 3, 0, 0, 0]);
    let run: serde_json::Value = serde_json::from_str(&folder.read("done/run.json")).unwrap();
    let inputs: Vec<&str> =
        run["inputs"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["c.csv", "c.csv"], "what was given is named, not what was made of it");
}

#[test]
fn rows_set_aside_without_the_headings_of_their_file_are_refused_with_their_line() {
    let folder = Folder::new().with(
        "rejects.csv",
        "file,line,column,value,reason,hint,row,headings\nu.csv,2,energy_kwh,x,not a number,,A;x,\n",
    );
    let ran = folder.run(&["import", "rejects.csv", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has not the column headings of its file"), "{}", ran.err);
}
